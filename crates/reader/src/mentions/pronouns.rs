//! Whom a pronoun means. Takes a pronoun and the clusters so far, gives the likeliest antecedent of its own and
//! the two sentences before: agreement first, then subjects before objects, near before far.
//!
//! "I", "we" and "you" are left to whoever knows the speaker.

use language::{Parse, Relation, TokenId, Upos};

use super::Gender;
use super::coreference::{Clusters, Seen};
use super::identity::Kind;
use super::resolve::Story;

/// An antecedent, and what the pronoun says of it.
pub(super) struct Antecedent {
    pub(super) cluster: usize,
    pub(super) gender: Gender,
}

/// How many earlier mentions are weighed.
const WINDOW: usize = 60;

/// Finds the antecedent of a personal, possessive or reflexive pronoun.
pub(super) fn antecedent(pronoun: TokenId, story: &Story, clusters: &Clusters) -> Option<Antecedent> {
    let lower = story.lower(pronoun);
    let gender = match lower.as_str() {
        "he" | "him" | "his" | "himself" => Gender::Male,
        "she" | "her" | "hers" | "herself" => Gender::Female,
        "it" | "its" | "itself" => Gender::Neuter,
        "they" | "them" | "their" | "theirs" | "themselves" => Gender::Plural,
        _ => return None,
    };
    let place = Place::of(pronoun, story);
    if lower.ends_with("self") || lower.ends_with("selves") {
        // A reflexive means the subject of its verb.
        if let Some(cluster) = place.subject.and_then(|subject| clusters.at(subject)) {
            return Some(Antecedent { cluster, gender });
        }
    }
    let mut best: Option<(i32, usize)> = None;
    for (distance, seen) in clusters.seen.iter().rev().take(WINDOW).enumerate() {
        if seen.head >= pronoun {
            continue;
        }
        if seen.sentence + 2 < place.sentence {
            break;
        }
        let cluster = clusters.resolve(seen.cluster);
        let Some(agreement) = agreement(gender, &clusters.all[cluster]) else { continue };
        let Some(position) = place.weigh(seen, cluster, clusters, story) else { continue };
        let score = agreement + position - distance as i32 / 6;
        if best.is_none_or(|(best, _)| score > best) {
            best = Some((score, cluster));
        }
    }
    best.map(|(_, cluster)| Antecedent { cluster, gender })
}

/// Whether, and how well, an actor can be meant by such a pronoun.
fn agreement(pronoun: Gender, cluster: &super::coreference::Cluster) -> Option<i32> {
    use Gender::*;
    let repeated = cluster.count.min(4) as i32;
    let base = match (pronoun, cluster.who.gender) {
        (Male, Male) | (Female, Female) => 6,
        (Male | Female, Person) => 4,
        (Male | Female, Unknown) if cluster.who.kind == Kind::Person => 3,
        // A name that nobody knows may be a person's, if it is no acronym.
        (Male | Female, Unknown)
            if cluster.who.kind == Kind::Thing
                && cluster.rank > 1
                && cluster.name.chars().any(char::is_lowercase) =>
        {
            -2
        }
        (Neuter, Neuter | Unknown) => match cluster.who.kind {
            Kind::Institution | Kind::Country => 5,
            Kind::Place => 1,
            Kind::Thing => 3,
            _ => return None,
        },
        (Plural, Plural) => match cluster.who.kind {
            Kind::Group | Kind::Person => 6,
            _ => 4,
        },
        (Plural, Neuter | Unknown) if cluster.who.kind == Kind::Institution => 1,
        (Neuter, Plural) if cluster.who.kind == Kind::Group && cluster.rank > 1 => 1,
        _ => return None,
    };
    Some(base + repeated)
}

/// Where a pronoun stands.
struct Place {
    sentence: usize,
    relation: Relation,
    /// The verb or noun that it depends on.
    head: Option<TokenId>,
    /// The subject of its verb, if it is not that itself.
    subject: Option<TokenId>,
    /// Whether it stands between quotation marks.
    quoted: bool,
    /// Whether words of its sentence do.
    beside_quotation: bool,
    /// The subject of the verb in whose quoted content it stands.
    quoter: Option<TokenId>,
}

impl Place {
    fn of(pronoun: TokenId, story: &Story) -> Place {
        let parse = story.parse;
        let word = parse.token(pronoun);
        let clause = parse.ancestors(pronoun).find(|&above| parse.token(above).upos == Upos::Verb);
        let subject_of =
            |verb: TokenId| parse.children_in(verb, &[Relation::Nsubj, Relation::NsubjPass]).next();
        let subject = clause.and_then(subject_of).filter(|&subject| subject != pronoun);
        let quoted = parse
            .ancestors(pronoun)
            .take(12)
            .find(|&above| matches!(parse.token(above).relation, Relation::Ccomp | Relation::Parataxis));
        let quoter = quoted
            .filter(|_| story.quoted[pronoun as usize])
            .and_then(|content| parse.token(content).head)
            .and_then(subject_of);
        let sentence = parse.sentence_of(pronoun);
        let quoted = story.quoted[pronoun as usize];
        let tokens = &parse.sentences[sentence].tokens;
        let beside_quotation = story.quoted[tokens.start as usize..tokens.end as usize].contains(&true);
        Place {
            quoted,
            beside_quotation,
            sentence,
            relation: word.relation,
            head: word.head,
            subject,
            quoter,
        }
    }

    /// How well a mention's place suits; `None` where it cannot be meant.
    fn weigh(&self, seen: &Seen, cluster: usize, clusters: &Clusters, story: &Story) -> Option<i32> {
        let parse = story.parse;
        let word = parse.token(seen.head);
        let same_clause = word.head.is_some() && word.head == self.head;
        let is_object =
            matches!(self.relation, Relation::Obj | Relation::Iobj | Relation::Obl | Relation::OblAgent);
        // "Solheim met him": not Solheim.
        let subject_cluster = self.subject.and_then(|subject| clusters.at(subject));
        if is_object && (subject_cluster == Some(cluster) || same_clause) {
            return None;
        }
        if self.quoter.and_then(|quoter| clusters.at(quoter)) == Some(cluster) {
            return None;
        }
        // "his aide": not the aide.
        if self.relation == Relation::NmodPoss && self.head == Some(seen.head) {
            return None;
        }
        let subject = matches!(word.relation, Relation::Nsubj | Relation::NsubjPass);
        let parallel = subject && matches!(self.relation, Relation::Nsubj | Relation::NsubjPass);
        let role = match word.relation {
            Relation::Nsubj | Relation::NsubjPass => 6,
            Relation::Root | Relation::Obj | Relation::Iobj | Relation::OblAgent => 3,
            Relation::Conj | Relation::Appos => 3,
            Relation::NmodPoss => 2,
            _ => 0,
        };
        let far = match self.sentence - seen.sentence {
            0 => 0,
            1 => 3,
            _ => 9,
        };
        // "Haas never asked," he said: not Haas, of whom somebody speaks.
        let spoken_of = match story.quoted[seen.head as usize] && !self.quoted {
            true if self.beside_quotation => 14,
            true => 4,
            false => 0,
        };
        Some(role + 2 * i32::from(parallel) - far - spoken_of)
    }
}

/// For each token whether it stands between quotation marks that its paragraph has opened before it.
pub(super) fn quoted(parse: &Parse, text: &str) -> Vec<bool> {
    let mut marks = text.char_indices().peekable();
    let mut open = false;
    let quoted = parse.tokens.iter().map(|token| {
        while let Some((_, mark)) = marks.next_if(|(at, _)| *at < token.span.start as usize) {
            open = match mark {
                '“' => true,
                '”' | '\n' => false,
                '"' => !open,
                _ => open,
            };
        }
        open
    });
    quoted.collect()
}
