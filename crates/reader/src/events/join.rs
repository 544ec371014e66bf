//! One event, told twice. Takes the events of an article, joins later tellings ("the expulsions", the pull
//! quote, the caption) to the first; and within a sentence what two words tell of one deed ("rammed a crowd,
//! injuring ten").

use language::{Relation, TokenId};
use record::{EventType, MentionKind, Modality};

use super::Event;
use super::clause::Clauses;
use crate::mentions::{ActorId, MentionId, Mentions};

/// The events, each once, its later tellings in `resumed`.
pub(crate) fn repeated(clauses: &Clauses, mentions: &Mentions, events: Vec<Event>) -> Vec<Event> {
    let pairs = Pairs { clauses, mentions };
    let mut kept: Vec<Event> = Vec::new();
    for mut event in events {
        if let Some(earlier) = kept.iter_mut().find(|earlier| pairs.is_retold(earlier, &event)) {
            // "An agreement between them was signed": the verb tells it.
            let word = clauses.parse.token(earlier.head);
            if word.head == Some(event.head) && matches!(word.relation, Relation::Obj | Relation::NsubjPass) {
                std::mem::swap(earlier, &mut event);
            }
            retell(clauses, earlier, event);
        } else if let Some(earlier) = kept.iter_mut().find(|earlier| pairs.is_its_means(earlier, &event)) {
            if pairs.is_beneath(event.head, earlier.head) {
                take_means(clauses, earlier, event);
            } else {
                let means = std::mem::replace(earlier, event);
                take_means(clauses, earlier, means);
            }
        } else if let Some(earlier) = kept.iter_mut().find(|earlier| pairs.is_one_deed(earlier, &event)) {
            let more: Vec<MentionId> =
                event.recipients.iter().filter(|id| !earlier.recipients.contains(id)).copied().collect();
            let quantities = event.quantities.clone();
            retell(clauses, earlier, event);
            earlier.recipients.extend(more);
            for quantity in quantities {
                if !earlier.quantities.contains(&quantity) {
                    earlier.quantities.push(quantity);
                }
            }
        } else {
            kept.push(event);
        }
    }
    kept
}

/// Adds the noun for what was done to what came of it: "killed two in an alleged airstrike" is an airstrike,
/// and alleged.
fn take_means(clauses: &Clauses, event: &mut Event, means: Event) {
    if event.modes.is_empty() {
        event.modes.clone_from(&means.modes);
        event.cameo.clone_from(&means.cameo);
    }
    if event.modality == Modality::Actual {
        event.modality = means.modality;
    }
    retell(clauses, event, means);
}

/// Adds a later telling to the first.
fn retell(clauses: &Clauses, earlier: &mut Event, later: Event) {
    earlier.resumed.push(clauses.span(&later.trigger));
    // Another's word for it is a word more.
    let told: Vec<_> =
        later.according_to.iter().filter(|id| !earlier.according_to.contains(id)).copied().collect();
    earlier.according_to.extend(told);
    // A second telling may know more.
    earlier.time = earlier.time.or(later.time);
    earlier.place = earlier.place.or(later.place);
    // "called for calm" and "called for a vote by the assembly" are not asked of one.
    let sentence = |head: TokenId| clauses.parse.sentence_of(head);
    let one = sentence(earlier.head) == sentence(later.head) || is_definite(clauses, later.head);
    if earlier.recipients.is_empty() && one {
        earlier.recipients = later.recipients;
    }
    if earlier.quantities.is_empty() {
        earlier.quantities = later.quantities;
    }
}

struct Pairs<'a> {
    clauses: &'a Clauses<'a>,
    mentions: &'a Mentions,
}

impl Pairs<'_> {
    /// The same code by and to the same, with the same reality; and either the same word or a definite noun, or one
    /// sentence.
    fn is_retold(&self, earlier: &Event, later: &Event) -> bool {
        let dates_agree = earlier.time.is_none() || later.time.is_none() || earlier.time == later.time;
        earlier.kind == later.kind
            && (earlier.modality == later.modality || self.is_purpose_of(later, earlier))
            && dates_agree
            && (self.within(&later.actors, &earlier.actors) || self.is_the_crowd(earlier, later))
            && (self.within(&later.recipients, &earlier.recipients) || earlier.recipients.is_empty())
            && (self.shares_a_word(earlier, later)
                || is_definite(self.clauses, later.head)
                || self.is_one_sentence(earlier, later)
                || self.is_the_crowd(earlier, later))
    }

    /// "A million people marched in London. Protesters carried banners": the crowd of a protest told before.
    fn is_the_crowd(&self, earlier: &Event, later: &Event) -> bool {
        let nameless = |event: &Event| {
            event.actors.iter().all(|&id| {
                let mention = self.mentions.mention(id);
                let named = self.mentions.actor_of(id).is_some_and(|actor| actor.country.is_some());
                mention.kind == MentionKind::Nominal && !named && self.clauses.is_in("crowd", mention.head)
            })
        };
        let places_agree = earlier.place.is_none() || later.place.is_none() || earlier.place == later.place;
        later.kind == EventType::Protest
            && places_agree
            && later.quantities.is_empty()
            && nameless(earlier)
            && nameless(later)
    }

    /// Whether two tellings use one word: "demanded", "made a demand".
    fn shares_a_word(&self, earlier: &Event, later: &Event) -> bool {
        let telling = |event: &Event| -> Vec<TokenId> {
            let mut tokens = event.trigger.clone();
            tokens.retain(|&token| {
                let alone = event.trigger.len() == 1;
                alone || self.clauses.is_nominal(token) || !self.clauses.is_in("light", token)
            });
            tokens.retain(|&token| self.clauses.is_nominal(token) || self.clauses.is_verb(token));
            tokens
        };
        let words = telling(earlier);
        let lemma = |token: TokenId| self.clauses.lemma(token);
        telling(later).into_iter().any(|token| words.iter().any(|&word| lemma(word) == lemma(token)))
    }

    /// Several words of a sentence for one deed of force: "opened fire, killing two and wounding five".
    fn is_one_deed(&self, earlier: &Event, later: &Event) -> bool {
        earlier.kind == EventType::Assault
            && later.kind == EventType::Assault
            && earlier.modality == later.modality
            && self.is_one_sentence(earlier, later)
            && self.within(&later.actors, &earlier.actors)
            && self.within(&earlier.actors, &later.actors)
            && self.hangs_from(later.head, earlier.head)
    }

    /// "Two were killed in a raid by rebels on a market": the noun and the verb tell one deed of force.
    fn is_its_means(&self, earlier: &Event, later: &Event) -> bool {
        let assault = |event: &Event| event.kind == EventType::Assault;
        let noun = |event: &Event| self.clauses.is_nominal(event.head);
        assault(earlier)
            && assault(later)
            && noun(earlier) != noun(later)
            && self.within(&later.actors, &earlier.actors)
            && if noun(later) {
                self.is_beneath(later.head, earlier.head)
            } else {
                self.is_beneath(earlier.head, later.head)
            }
    }

    /// Whether a noun is the subject, the agent or the occasion of a verb.
    fn is_beneath(&self, noun: TokenId, verb: TokenId) -> bool {
        let word = self.clauses.parse.token(noun);
        let means = match word.relation {
            Relation::Nsubj | Relation::OblAgent => true,
            Relation::Obl => {
                let mut cases = self.clauses.parse.children_in(noun, &[Relation::Case]);
                cases.any(|case| matches!(self.clauses.lemma(case), "in" | "during" | "by" | "with"))
            }
            _ => false,
        };
        means && word.head == Some(verb) && self.clauses.is_nominal(noun)
    }

    fn actors(&self, ids: &[MentionId]) -> Vec<ActorId> {
        ids.iter().filter_map(|&id| self.mentions.mention(id).actor).collect()
    }

    /// Whether all of some are among others.
    fn within(&self, later: &[MentionId], earlier: &[MentionId]) -> bool {
        let known = self.actors(earlier);
        let same = |id: &MentionId| {
            let mention = self.mentions.mention(*id);
            // "an Israeli airstrike", and whose it is.
            let inside = |other: &MentionId| {
                let other = &self.mentions.mention(*other).tokens;
                other.contains(&mention.head) || mention.tokens.contains(&other.start)
            };
            if earlier.iter().any(inside) {
                return true;
            }
            match mention.actor {
                Some(actor) => known.contains(&actor),
                None => earlier.iter().any(|&other| self.mentions.mention(other).place == mention.place),
            }
        };
        later.iter().all(same)
    }

    fn is_one_sentence(&self, one: &Event, other: &Event) -> bool {
        let parse = self.clauses.parse;
        parse.sentence_of(one.head) == parse.sentence_of(other.head)
    }

    /// "gathered to protest": what it was done for is what was done.
    fn is_purpose_of(&self, later: &Event, earlier: &Event) -> bool {
        let word = self.clauses.parse.token(later.head);
        word.head == Some(earlier.head) && matches!(word.relation, Relation::Advcl | Relation::Xcomp)
    }

    /// Whether a word hangs from another by "and" or as an adverbial clause.
    fn hangs_from(&self, mut token: TokenId, above: TokenId) -> bool {
        for _ in 0..4 {
            let word = self.clauses.parse.token(token);
            let Some(head) = word.head.filter(|_| matches!(word.relation, Relation::Conj | Relation::Advcl))
            else {
                return false;
            };
            if head == above {
                return true;
            }
            token = head;
        }
        false
    }
}

/// "the expulsions", "their visit", "this attack"
fn is_definite(clauses: &Clauses, token: TokenId) -> bool {
    let determiners = [Relation::Det, Relation::NmodPoss];
    clauses.is_nominal(token)
        && clauses.parse.children_in(token, &determiners).any(|one| {
            clauses.parse.token(one).relation == Relation::NmodPoss
                || matches!(clauses.lemma(one), "the" | "this" | "that" | "these" | "those")
        })
}
