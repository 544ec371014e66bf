//! One event, told twice. Takes the events of an article, joins later tellings ("the expulsions", the pull
//! quote, the caption) to the first; and within a sentence what two words tell of one deed ("rammed a crowd,
//! injuring ten").

use language::{Relation, TokenId};
use record::EventType;

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
    if earlier.recipients.is_empty() {
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
            && self.within(&later.actors, &earlier.actors)
            && (self.within(&later.recipients, &earlier.recipients) || earlier.recipients.is_empty())
            && (self.clauses.lemma(earlier.head) == self.clauses.lemma(later.head)
                || is_definite(self.clauses, later.head)
                || self.is_one_sentence(earlier, later))
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

    fn actors(&self, ids: &[MentionId]) -> Vec<ActorId> {
        ids.iter().filter_map(|&id| self.mentions.mention(id).actor).collect()
    }

    /// Whether all of some are among others.
    fn within(&self, later: &[MentionId], earlier: &[MentionId]) -> bool {
        let known = self.actors(earlier);
        let same = |id: &MentionId| {
            let mention = self.mentions.mention(*id);
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
