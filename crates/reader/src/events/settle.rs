//! What the days to come make of an event. Takes an event with its modality, time and statements; PLOVER's rules
//! give another type to cooperation that is only promised or refused, and to force that is only announced.
//!
//! "Norway will meet Chad": AGREE. "Norway will not meet Chad": REJECT. "We will bomb them, the general said": THREATEN.

use language::{Relation, TokenId, Xpos};
use record::{Article, EventType, Modality, Mode};

use super::clause::Clauses;
use super::content::content_mode;
use super::{Event, details};
use crate::mentions::{MentionId, Mentions};
use crate::statements::Statement;
use crate::times::Time;

/// Settles an event's modality by its time, and its type by its modality.
pub(crate) fn settle(
    article: &Article,
    clauses: &Clauses,
    mentions: &Mentions,
    times: &[Time],
    statements: &[Statement],
    event: &mut Event,
) {
    let time = event.time.map(|id| &times[id as usize]);
    if event.modality == Modality::Actual {
        if time.is_some_and(|time| details::is_history(time, article.published)) {
            event.modality = Modality::Historical;
        } else if !is_past(clauses, event.head)
            && time.is_some_and(|time| details::is_to_come(time, article.published))
        {
            event.modality = Modality::Future;
        }
    }
    match event.modality {
        Modality::Negated if is_refused(clauses, event.head) => refuse(event),
        Modality::Future if is_announced(mentions, statements, event) => threaten(event),
        _ => {}
    }
    if event.modality == Modality::Future {
        promise(event);
    }
}

/// Whether a verb's own form says that it happened: "met", "has met".
fn is_past(clauses: &Clauses, head: TokenId) -> bool {
    let past = |token: TokenId| matches!(clauses.parse.token(token).xpos, Xpos::Vbd | Xpos::Vbn);
    past(head) || clauses.parse.children_in(head, &[Relation::Aux]).any(|aux| clauses.lemma(aux) == "have")
}

/// Whether it is said of the days to come that it will not be done: "will not hold talks".
fn is_refused(clauses: &Clauses, head: TokenId) -> bool {
    let mut auxiliaries = clauses.parse.children_in(head, &[Relation::Aux]);
    auxiliaries.any(|aux| matches!(clauses.lemma(aux), "will" | "would" | "wo"))
}

/// Whether those who will do it say so themselves, or their own government does.
fn is_announced(mentions: &Mentions, statements: &[Statement], event: &Event) -> bool {
    let speaker = event.according_to.first().and_then(|&id| statements[id as usize].speaker.as_ref());
    let Some(speaker) = speaker.and_then(|speaker| speaker.mention) else { return false };
    event.actors.iter().any(|&actor| is_side_of(mentions, speaker, actor))
}

/// Whether two parties are one, or of one state.
fn is_side_of(mentions: &Mentions, speaker: MentionId, actor: MentionId) -> bool {
    if mentions.mention(speaker).actor == mentions.mention(actor).actor {
        return true;
    }
    let state = |id: MentionId| {
        let actor = mentions.actor_of(id)?;
        let office = |one: &String| matches!(one.as_str(), "GOV" | "MIL" | "COP" | "JUD" | "LEG");
        let state = actor.sectors.is_empty() || actor.sectors.iter().any(office);
        actor.country.as_ref().filter(|_| state)
    };
    state(speaker).is_some() && state(speaker) == state(actor)
}

/// Cooperation that its own actor says it will not give is REJECT, by PLOVER's rule.
fn refuse(event: &mut Event) {
    let (mode, cameo) = match event.kind {
        EventType::Consult => (Some(Mode::Meet), "125"),
        EventType::Aid | EventType::Cooperate => (Some(Mode::Assist), "122"),
        EventType::Retreat | EventType::Concede => (Some(Mode::Yield), "124"),
        EventType::Agree | EventType::Support => (None, "120"),
        _ => return,
    };
    event.kind = EventType::Reject;
    event.modality = Modality::Actual;
    event.cameo = cameo.to_owned();
    event.modes = mode.into_iter().collect();
}

/// Force and sanctions that their own actor announces are a threat.
fn threaten(event: &mut Event) {
    let cameo = match event.kind {
        EventType::Assault | EventType::Mobilize => "138",
        EventType::Coerce => "132",
        EventType::Sanction => "131",
        EventType::Protest => "133",
        _ => return,
    };
    let mode = content_mode(EventType::Threaten, event.kind);
    event.kind = EventType::Threaten;
    event.cameo = cameo.to_owned();
    event.modes = mode.into_iter().collect();
}

/// Cooperation to come is AGREE; so is a retreat to come, as in PLOVER's gold records (the manual's text says
/// CONCEDE).
fn promise(event: &mut Event) {
    let (kind, cameo) = match event.kind {
        EventType::Consult => (EventType::Agree, "036"),
        EventType::Support => (EventType::Agree, "035"),
        EventType::Cooperate => (EventType::Agree, "031"),
        EventType::Aid => (EventType::Agree, "033"),
        EventType::Retreat => (EventType::Agree, "035"),
        _ => return,
    };
    event.kind = kind;
    event.cameo = cameo.to_owned();
    event.modes.clear();
}
