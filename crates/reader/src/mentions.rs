//! Mentions, and who or what they refer to. Takes the parse, gives [`Mentions`]: every noun phrase, name and
//! pronoun that could act or be acted upon, gathered into actors by coreference and resolved against
//! knowledge at the story's date; and every toponym, as a place.
//!
//! "Norwegian Foreign Minister Ingrid Solheim … She … the minister" is one actor, NOR GOV, with three mentions.

mod bodies;
mod candidates;
mod collective;
mod context;
mod coreference;
mod identity;
mod known;
mod names;
mod noun_phrases;
mod places;
mod pronouns;
mod resolve;
mod roles;
mod surroundings;
mod votes;

pub(crate) use names::DAYS_AND_MONTHS;
#[cfg(test)]
mod tests;

use std::ops::Range;

use knowledge::{Knowledge, Meaning};
use language::{Parse, Relation, TokenId, Upos};
use record::{Article, MentionKind, Span};

use coreference::Clusters;
use noun_phrases::Phrase;
use resolve::Story;

/// The number of an actor, counted from 0 in the order of first mention.
pub type ActorId = u32;
/// The number of a mention, counted from 0 in the order of the text.
pub type MentionId = u32;
/// The number of a place, counted from 0 in the order of first mention.
pub type PlaceId = u32;

/// Everything that the story refers to.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In the order of the text; a mention that contains another ("the aide to Mr Putin") comes first.
    pub mentions: Vec<Mention>,
    /// Who they are.
    pub actors: Vec<Actor>,
    /// Where they are.
    pub places: Vec<Place>,
    /// For each token the largest mention that it heads.
    by_head: Vec<Option<MentionId>>,
    /// For each mention the words that name its place, or all its words.
    toponyms: Vec<Span>,
}

/// A span that refers to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words: for a nominal without its relative clauses and appositions.
    pub span: Span,
    /// Its tokens, from the first to the last.
    pub tokens: Range<TokenId>,
    /// The token that the rest hangs from.
    pub head: TokenId,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
    /// Who, if it can be an actor.
    pub actor: Option<ActorId>,
    /// Where, if it is a toponym ("Salisbury"; also "Russia", which is both).
    pub place: Option<PlaceId>,
}

/// A person, group, office, organisation or country.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// Its fullest name, or the words of its first mention.
    pub name: String,
    /// ISO 3166-1 alpha-3, or one of PLOVER's seven.
    pub country: Option<String>,
    /// PLOVER sector codes, the primary one first.
    pub sectors: Vec<String>,
    /// "foreign minister".
    pub title: Option<String>,
    /// A Wikidata id, where known.
    pub wikidata: Option<String>,
    /// One of a kind ("he", "she", "it", "they"), for coreference and its explanation.
    pub gender: Gender,
    /// Who belongs to a collective ("the two leaders"), where the story names them.
    pub members: Vec<ActorId>,
    /// Why this country, these sectors ("demonym \"Norwegian\" (countries.tsv:160), role \"foreign minister\"").
    pub reason: String,
    /// Who else its name could have meant, the likeliest first.
    pub considered: Vec<Candidate>,
}

/// Somebody, or some place, that a name could have meant as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// "Paris, USA TX (places.tsv:81)"
    pub name: String,
    /// Why it was not taken: "smaller", "in no office on 2018-05-01".
    pub lost: String,
}

/// What pronoun stands for an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// "she"
    Female,
    /// "he"
    Male,
    /// A person, not known which.
    Person,
    /// "it": a country, an organisation, a thing.
    Neuter,
    /// "they": several.
    Plural,
    /// Not known.
    #[default]
    Unknown,
}

/// A place on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// As the gazetteer spells it, or as the story does.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// GeoNames' first administrative code.
    pub admin1: Option<String>,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
    /// GeoNames' id.
    pub geonames_id: Option<u32>,
    /// Why this place: "the story says which: \"Texas\" stands beside it".
    pub reason: String,
    /// Where else the name lies, the likeliest first.
    pub considered: Vec<Candidate>,
}

/// No more candidates than these are kept of one name.
const MOST_CANDIDATES: usize = 4;

impl Mentions {
    /// The largest mention that this token is the head of.
    pub fn headed_by(&self, token: TokenId) -> Option<MentionId> {
        self.by_head.get(token as usize).copied().flatten()
    }

    /// The mention of this number.
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id as usize]
    }

    /// The words of a mention that name its place: "Paris" in "the old Paris".
    pub fn toponym(&self, id: MentionId) -> Span {
        self.toponyms[id as usize]
    }

    /// Who a mention refers to.
    pub fn actor_of(&self, id: MentionId) -> Option<&Actor> {
        self.mention(id).actor.map(|actor| &self.actors[actor as usize])
    }
}

/// Finds and resolves the mentions of an article.
pub(crate) fn find(article: &Article, parse: &Parse, knowledge: &Knowledge) -> Mentions {
    let text = article.text.as_str();
    let names = names::find(parse, text, knowledge);
    let places = places::find(&names, parse, text, knowledge);
    let mut phrases = noun_phrases::find(parse, text, &names, knowledge);
    noun_phrases::add_toponyms(&mut phrases, parse, places.toponyms.iter().map(|(tokens, _)| tokens));
    let countries = context::Countries::of(parse, text, &names, &places);
    let quoted = pronouns::quoted(parse, text);
    let story = Story {
        text,
        parse,
        knowledge,
        names: &names,
        places: &places,
        countries: &countries,
        quoted: &quoted,
        day: article.published,
    };
    let mut clusters = Clusters::default();
    // Those inside before those around them, so that "her ministry" knows who she is.
    let mut order: Vec<usize> = (0..phrases.len()).collect();
    order.sort_by_key(|&index| (phrases[index].tokens.end, std::cmp::Reverse(phrases[index].tokens.start)));
    let mut cluster_of = vec![None; phrases.len()];
    let mut collectives = Vec::new();
    for index in order {
        let phrase = &phrases[index];
        if (!phrase.modifier || is_owner(phrase, &story)) && !is_location(phrase, &story) {
            let portrait = resolve::portrait(phrase, &story, &|token| clusters.inner(token));
            let collective = (portrait.plural && portrait.name.is_none()).then(|| portrait.clone());
            cluster_of[index] = clusters.add(phrase, portrait, &story);
            collectives.extend(
                collective.zip(cluster_of[index]).map(|(portrait, cluster)| (phrase, cluster, portrait)),
            );
        }
    }
    collective::gather(&collectives, &mut clusters, &story);
    gather(&phrases, &cluster_of, &clusters, &story)
}

/// "Russian strikes", "U.S. sanctions": before a noun that is nobody itself, a name is whose doing it is.
fn is_owner(phrase: &Phrase, story: &Story) -> bool {
    let word = story.parse.token(phrase.head);
    let Some(noun) = word.head.filter(|&head| story.parse.token(head).upos == Upos::Noun) else {
        return false;
    };
    let lemma = story.parse.token(noun).lemma.to_lowercase();
    matches!(word.relation, Relation::Amod | Relation::Compound | Relation::NmodDesc)
        && story.knowledge.role(&lemma).is_none()
}

/// "in Salisbury": a town where something happens is no actor; a country may still be one ("trade with Norway").
fn is_location(phrase: &Phrase, story: &Story) -> bool {
    let Some(name) = story.names.at(phrase.head) else { return false };
    let Some(place) = story.places.at(&name.tokens) else { return false };
    let is_country = name.meanings.iter().any(|meaning| match meaning {
        Meaning::Country(country) => place.name == country.name,
        Meaning::National(_) | Meaning::Adjective(_) => true,
        _ => false,
    });
    // "British Columbia (BC)" says the same again.
    if phrase.tokens.start > 0 && story.form(phrase.tokens.start - 1) == "(" {
        return false;
    }
    let word = story.parse.token(phrase.head);
    let case = story.parse.child(phrase.head, Relation::Case).map(|case| story.lower(case));
    let beside =
        matches!(word.relation, Relation::Obl | Relation::Nmod | Relation::Appos | Relation::NmodUnmarked)
            && !matches!(case.as_deref(), Some("with" | "between" | "against" | "by"));
    !is_country && beside
}

/// Numbers the actors in the order of first mention.
fn gather(phrases: &[Phrase], cluster_of: &[Option<usize>], clusters: &Clusters, story: &Story) -> Mentions {
    let mut mentions = Mentions { by_head: vec![None; story.parse.tokens.len()], ..Mentions::default() };
    let mut number_of: Vec<Option<ActorId>> = vec![None; clusters.all.len()];
    for (phrase, cluster) in phrases.iter().zip(cluster_of) {
        let actor = cluster.map(|cluster| {
            let cluster = clusters.resolve(cluster);
            *number_of[cluster].get_or_insert_with(|| {
                mentions.actors.push(clusters.all[cluster].to_actor());
                mentions.actors.len() as ActorId - 1
            })
        });
        let name = story.names.at(phrase.head).map_or(&phrase.tokens, |name| &name.tokens);
        let toponym = if phrase.modifier { &phrase.tokens } else { name };
        let place = story.places.number(toponym);
        let span = story.span(&phrase.tokens);
        let (tokens, head, kind) = (phrase.tokens.clone(), phrase.head, phrase.kind);
        mentions.by_head[head as usize].get_or_insert(mentions.mentions.len() as MentionId);
        mentions.toponyms.push(story.span(if place.is_some() { toponym } else { &phrase.tokens }));
        mentions.mentions.push(Mention { span, tokens, head, kind, actor, place });
    }
    for (cluster, number) in number_of.iter().enumerate() {
        let Some(number) = *number else { continue };
        let members = clusters.all[cluster].members.iter();
        mentions.actors[number as usize].members =
            members.filter_map(|&member| number_of[clusters.resolve(member)]).collect();
    }
    mentions.places = story.places.all.clone();
    mentions
}
