//! What is demanded, promised, refused or threatened. Takes the events of a story; an event that is only the
//! content of such an event is none of its own, but tells its mode, and who is meant by it.
//!
//! "Norway agreed to send aid to Chad": one event, AGREE, whose recipient is the aid's.

use knowledge::frames::Frame;
use language::{Relation, TokenId, Xpos};
use record::{EventType, Mode};

use super::clause::Clauses;
use super::party::Parties;
use super::{Event, Rejected};
use crate::mentions::MentionId;

/// Takes nouns out of the list whose verb tells the same: "will mediate talks", "provided help".
pub(crate) fn join_nouns(clauses: &Clauses, events: &mut Vec<(&Frame, Event)>, rejected: &mut Vec<Rejected>) {
    let verb_of = |event: &Event| {
        let word = clauses.parse.token(event.head);
        word.head.filter(|_| clauses.is_nominal(event.head) && word.relation == Relation::Obj)
    };
    let told: Vec<(TokenId, EventType)> = events.iter().map(|(_, event)| (event.head, event.kind)).collect();
    let mut lent: Vec<Event> = Vec::new();
    events.retain(|(_, event)| {
        let same = verb_of(event).is_some_and(|verb| told.contains(&(verb, event.kind)));
        if same {
            let reason = "its verb tells it".to_owned();
            let (trigger, rule) = (event.trigger.clone(), event.rule.clone());
            rejected.push(Rejected { trigger, reason, rule, outranked: true });
            lent.push(event.clone());
        }
        !same
    });
    for noun in lent {
        let verb = verb_of(&noun);
        let Some((frame, event)) = events.iter_mut().find(|(_, event)| Some(event.head) == verb) else {
            continue;
        };
        let others = noun.actors.iter().chain(&noun.recipients).filter(|id| !event.actors.contains(id));
        let others: Vec<MentionId> = others.copied().collect();
        if event.recipients.is_empty() && !frame.reciprocal {
            event.recipients = others;
        }
    }
}

/// Takes events that are content of others out of the list.
pub(crate) fn absorb(
    clauses: &Clauses,
    parties: &Parties,
    events: &mut Vec<(&Frame, Event)>,
    rejected: &mut Vec<Rejected>,
) {
    let mut outer_of: Vec<Option<usize>> = vec![None; events.len()];
    let mut lent = vec![false; events.len()];
    for outer in 0..events.len() {
        if !events[outer].0.absorbs {
            continue;
        }
        let content = content_of(clauses, &events[outer].1);
        for inner in 0..events.len() {
            if inner == outer || content.binary_search(&events[inner].1.head).is_err() {
                continue;
            }
            outer_of[inner].get_or_insert(outer);
            let told = events[inner].1.clone();
            if !lent[outer] {
                lent[outer] = lend(clauses, parties, &content, &told, &mut events[outer].1);
            }
        }
    }
    for inner in 0..events.len() {
        let Some(outer) = outer_of[inner] else { continue };
        let kind = events[inner].1.kind;
        let demand = &mut events[outer].1;
        if let Some(mode) = content_mode(demand.kind, kind).filter(|_| demand.modes.is_empty()) {
            demand.modes.push(mode);
        }
        // A code that only names the type is told apart by the content.
        if let Some(cameo) = content_code(demand.kind, kind).filter(|_| demand.cameo.ends_with('0')) {
            cameo.clone_into(&mut demand.cameo);
        }
        let reason = format!("it is what is meant by {:?}", clauses.word(demand.head));
        let (trigger, rule) = (events[inner].1.trigger.clone(), events[inner].1.rule.clone());
        rejected.push(Rejected { trigger, reason, rule, outranked: false });
    }
    let mut index = 0;
    events.retain(|_| {
        index += 1;
        outer_of[index - 1].is_none()
    });
}

/// Takes what a protest is about out of the list, by PLOVER's rule: "marched to demand his resignation" is one
/// event. Whom the demand is made of, the protest is against.
pub(crate) fn join_topics(
    clauses: &Clauses,
    events: &mut Vec<(&Frame, Event)>,
    rejected: &mut Vec<Rejected>,
) {
    let protests: Vec<Event> = events
        .iter()
        .filter(|(_, event)| event.kind == EventType::Protest)
        .map(|(_, event)| event.clone())
        .collect();
    let mut lent: Vec<(TokenId, Vec<MentionId>)> = Vec::new();
    events.retain(|(_, event)| {
        if !matches!(event.kind, EventType::Request | EventType::Accuse) {
            return true;
        }
        let protest = protests.iter().find(|protest| {
            event.actors.iter().all(|actor| protest.actors.contains(actor))
                && is_topic(clauses, event.head, protest)
        });
        let Some(protest) = protest else { return true };
        let reason = format!("it is what {:?} is about", clauses.word(protest.head));
        rejected.push(Rejected {
            trigger: event.trigger.clone(),
            reason,
            rule: event.rule.clone(),
            outranked: false,
        });
        lent.push((protest.head, event.recipients.clone()));
        false
    });
    for (head, recipients) in lent {
        let protest =
            events.iter_mut().find(|(_, event)| event.head == head && event.kind == EventType::Protest);
        if let Some((_, protest)) = protest.filter(|(_, protest)| protest.recipients.is_empty()) {
            protest.recipients = recipients;
        }
    }
}

/// Whether a demand hangs from the words of a protest, or from who protests: "marchers carrying placards asking".
fn is_topic(clauses: &Clauses, demand: TokenId, protest: &Event) -> bool {
    let parse = clauses.parse;
    let subject = |above: TokenId| {
        parse.token(above).relation == Relation::Nsubj && parse.token(above).head == Some(protest.head)
    };
    parse.ancestors(demand).take(6).any(|above| protest.trigger.contains(&above) || subject(above))
}

/// Gives an event without a recipient, or with one that was only found somewhere in its content, that of its
/// content: of a demand who shall do it, else to whom it shall be done. Says whether there was one.
fn lend(clauses: &Clauses, parties: &Parties, content: &[TokenId], told: &Event, outer: &mut Event) -> bool {
    let beneath = |&id: &MentionId| {
        let head = parties.mentions.mention(id).head;
        let above = clauses.parse.token(head).head;
        content.binary_search(&head).is_ok() && above.is_none_or(|above| !outer.trigger.contains(&above))
    };
    if !outer.recipients.iter().all(beneath) {
        return false;
    }
    let others = |ids: &[MentionId]| -> Vec<MentionId> {
        let other = |&id: &MentionId| {
            parties.is_agent(clauses, id) && !outer.actors.iter().any(|&actor| parties.same(id, actor))
        };
        ids.iter().copied().filter(other).collect()
    };
    let mut meant = match outer.kind {
        EventType::Request => others(&told.actors),
        _ => Vec::new(),
    };
    if meant.is_empty() {
        meant = others(&told.recipients);
    }
    if meant.is_empty() {
        return false;
    }
    outer.recipients = meant;
    true
}

/// The tokens beneath an event's complements and objects, without relative and temporal clauses.
fn content_of(clauses: &Clauses, event: &Event) -> Vec<TokenId> {
    let parse = clauses.parse;
    let beneath = |child: TokenId| {
        let mut marks = parse.children_in(child, &[Relation::Mark, Relation::Case]);
        match parse.token(child).relation {
            Relation::Xcomp | Relation::Ccomp | Relation::Obj | Relation::Acl => true,
            // "agreed in a meeting with": where it was said, not what.
            Relation::Obl | Relation::Nmod => !marks.any(|mark| {
                matches!(
                    clauses.lemma(mark),
                    "in" | "at"
                        | "during"
                        | "after"
                        | "before"
                        | "following"
                        | "follow"
                        | "amid"
                        | "since"
                        | "despite"
                        | "by"
                )
            }),
            // "ruled out sending troops"
            Relation::Advcl => {
                marks.any(|mark| clauses.lemma(mark) == "to")
                    || parse.token(child).xpos == Xpos::Vbg
                        && clauses.is_complement(child)
                        && !clauses.is_set_off(child)
            }
            _ => false,
        }
    };
    let aside = |child: TokenId| {
        let relation = parse.token(child).relation;
        relation == Relation::AclRelcl || relation == Relation::Advcl && !beneath(child)
    };
    let mut tokens: Vec<TokenId> = event
        .trigger
        .iter()
        .flat_map(|&token| parse.children(token).iter().copied())
        .filter(|&child| beneath(child) && !event.trigger.contains(&child))
        .flat_map(|child| parse.subtree_without(child, aside))
        .collect();
    tokens.sort_unstable();
    tokens
}

/// CAMEO's code for what is promised, demanded, refused or threatened, to the third digit.
fn content_code(outer: EventType, inner: EventType) -> Option<&'static str> {
    use EventType::*;
    match (outer, inner) {
        (Agree, Cooperate) => Some("031"),
        (Agree, Support) => Some("032"),
        (Agree, Aid) => Some("033"),
        (Agree, Retreat | Concede) => Some("035"),
        (Agree, Consult) => Some("036"),
        (Request, Cooperate) => Some("101"),
        (Request, Support) => Some("102"),
        (Request, Aid) => Some("103"),
        (Request, Retreat | Concede) => Some("105"),
        (Request, Consult) => Some("106"),
        (Request, Agree) => Some("107"),
        (Reject, Cooperate | Support) => Some("121"),
        (Reject, Aid) => Some("122"),
        (Reject, Retreat | Concede) => Some("124"),
        (Reject, Consult) => Some("125"),
        (Reject, Agree) => Some("127"),
        (Threaten, Sanction) => Some("132"),
        (Threaten, Protest) => Some("133"),
        (Threaten, Coerce) => Some("137"),
        (Threaten, Assault | Mobilize) => Some("138"),
        _ => None,
    }
}

/// The mode that a demand, refusal or threat has by what is demanded, refused or threatened.
pub(crate) fn content_mode(outer: EventType, inner: EventType) -> Option<Mode> {
    use EventType::*;
    match (outer, inner) {
        (Request | Reject, Aid | Cooperate | Support) => Some(Mode::Assist),
        (Request | Reject, Consult) => Some(Mode::Meet),
        (Request | Reject, Retreat | Concede | Agree) => Some(Mode::Yield),
        (Request | Reject, _) => Some(Mode::Change),
        (Threaten, Assault | Mobilize) => Some(Mode::Violence),
        (Threaten, Sanction) => Some(Mode::Relations),
        (Threaten, Coerce) => Some(Mode::Restrict),
        _ => None,
    }
}
