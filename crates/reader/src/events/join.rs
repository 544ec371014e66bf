//! One event, told twice. Takes the events of an article, joins later tellings ("the expulsions", the pull
//! quote, the caption) to the first.

use language::{Relation, TokenId};

use super::Event;
use super::clause::Clauses;
use crate::mentions::{ActorId, MentionId, Mentions};

/// The events, each once, its later tellings in `resumed`.
pub(crate) fn repeated(clauses: &Clauses, mentions: &Mentions, events: Vec<Event>) -> Vec<Event> {
    let mut kept: Vec<Event> = Vec::new();
    for event in events {
        match kept.iter_mut().find(|earlier| is_retold(clauses, mentions, earlier, &event)) {
            Some(earlier) => {
                earlier.resumed.push(clauses.span(&event.trigger));
                // Another's word for it is a word more.
                let told: Vec<_> = event
                    .according_to
                    .iter()
                    .filter(|id| !earlier.according_to.contains(id))
                    .copied()
                    .collect();
                earlier.according_to.extend(told);
                // A second telling may know more.
                earlier.time = earlier.time.or(event.time);
                earlier.place = earlier.place.or(event.place);
                if earlier.recipients.is_empty() {
                    earlier.recipients = event.recipients;
                }
                if earlier.quantities.is_empty() {
                    earlier.quantities = event.quantities;
                }
            }
            None => kept.push(event),
        }
    }
    kept
}

/// The same code by and to the same, with the same reality; and either the same word or a definite noun.
fn is_retold(clauses: &Clauses, mentions: &Mentions, earlier: &Event, later: &Event) -> bool {
    let actors = |ids: &[MentionId]| -> Vec<ActorId> {
        ids.iter().filter_map(|&id| mentions.mention(id).actor).collect()
    };
    let within = |later: &[MentionId], earlier: &[MentionId]| {
        let earlier = actors(earlier);
        actors(later).iter().all(|one| earlier.contains(one))
    };
    let dates_agree = earlier.time.is_none() || later.time.is_none() || earlier.time == later.time;
    earlier.kind == later.kind
        && earlier.modality == later.modality
        && dates_agree
        && within(&later.actors, &earlier.actors)
        && (within(&later.recipients, &earlier.recipients) || earlier.recipients.is_empty())
        && (clauses.lemma(earlier.head) == clauses.lemma(later.head) || is_definite(clauses, later.head))
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
