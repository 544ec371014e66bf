//! Events: who did what to whom. Takes parse, mentions, times and statements, gives [`Event`]s by the frames
//! of the lexicon, and what it chose not to code, with the reason.
//!
//! "Norway invited the Moroccan minister to Oslo, the ministry said": AGREE, Norway to the minister, actual,
//! according to the ministry, by `diplomacy.toml:41 invite`.
//!
//! Refuses to guess: without somebody who acts there is no event, and a thing is nobody's recipient.

mod clause;
mod content;
mod details;
mod join;
mod modality;
mod party;
mod roles;
mod settle;
mod trigger;

use knowledge::Knowledge;
use knowledge::frames::{Also, Frame};
use language::{Parse, TokenId};
use record::{Article, Context, EventType, Modality, Mode, Span};

use crate::mentions::{MentionId, Mentions, PlaceId};
use crate::statements::{Statement, StatementId};
use crate::times::{Time, TimeId};
use clause::Clauses;
use party::Parties;
use roles::Roles;
use trigger::Candidate;

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER's type.
    pub kind: EventType,
    /// PLOVER's modes.
    pub modes: Vec<Mode>,
    /// PLOVER's contexts.
    pub contexts: Vec<Context>,
    /// The CAMEO code.
    pub cameo: String,
    /// Who did it; all parties, where it is reciprocal.
    pub actors: Vec<MentionId>,
    /// To whom.
    pub recipients: Vec<MentionId>,
    /// The word that tells it.
    pub head: TokenId,
    /// That word, and the particles and nouns that belong to it.
    pub trigger: Vec<TokenId>,
    /// How far it is real.
    pub modality: Modality,
    /// The statements in whose content it stands, innermost first.
    pub according_to: Vec<StatementId>,
    /// When.
    pub time: Option<TimeId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// How many of what.
    pub quantities: Vec<Quantity>,
    /// Later tellings of the same event.
    pub resumed: Vec<Span>,
    /// The frame that found it: "diplomacy.toml:41 invite.visit".
    pub rule: String,
}

/// How many of what.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What is counted.
    pub what: String,
    /// How many.
    pub value: f64,
    /// "at least".
    pub qualifier: Option<String>,
    /// The words.
    pub span: Span,
}

/// What looked like an event and was not coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The words.
    pub trigger: Vec<TokenId>,
    /// Why not.
    pub reason: String,
    /// The frame.
    pub rule: String,
    /// Another frame won these words: of interest to `why` alone, and no abstention.
    pub outranked: bool,
}

/// Finds the events of an article, and what was rejected, each in the order of the text.
pub(crate) fn find(
    article: &Article,
    parse: &Parse,
    mentions: &Mentions,
    times: &[Time],
    statements: &[Statement],
    knowledge: &Knowledge,
) -> (Vec<Event>, Vec<Rejected>) {
    let clauses = Clauses { parse, text: &article.text, frames: knowledge.frames() };
    let parties = Parties::new(&clauses, mentions, knowledge);
    let mut rejected = Vec::new();
    let mut events = code_all(&clauses, &parties, knowledge, &mut rejected);
    content::join_nouns(&clauses, &mut events, &mut rejected);
    content::join_topics(&clauses, &mut events, &mut rejected);
    content::absorb(&clauses, &parties, &mut events, &mut rejected);
    let mut events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
    for event in &mut events {
        add_details(&clauses, mentions, times, statements, event);
        settle::settle(article, &clauses, mentions, times, statements, event);
    }
    let events = join::repeated(&clauses, mentions, events);
    rejected.sort_by_key(|one| one.trigger.first().copied());
    (events, rejected)
}

impl Rejected {
    fn new(candidate: &Candidate, reason: impl Into<String>, outranked: bool) -> Rejected {
        Rejected {
            trigger: candidate.tokens(),
            reason: reason.into(),
            rule: candidate.frame.rule(),
            outranked,
        }
    }
}

/// One event a word, by the most specific frame that can be filled. A word that belongs to a longer trigger
/// tells no event of its own.
fn code_all<'a>(
    clauses: &Clauses,
    parties: &Parties,
    knowledge: &'a Knowledge,
    rejected: &mut Vec<Rejected>,
) -> Vec<(&'a Frame, Event)> {
    let mut coded: Vec<(&Frame, Event)> = Vec::new();
    let mut claimed: Vec<(TokenId, TokenId)> = Vec::new();
    for head in 0..clauses.parse.tokens.len() as TokenId {
        let mut failed: Vec<(Candidate, String)> = Vec::new();
        let mut found = None;
        for candidate in trigger::candidates(clauses, parties, knowledge.frames(), head) {
            if found.is_some() {
                rejected.push(Rejected::new(&candidate, "a more specific frame fits", true));
                continue;
            }
            let claim = candidate.extra.iter().map(|&token| (token, head));
            if candidate.frame.nothing {
                claimed.extend(claim);
                break;
            }
            match code(clauses, parties, knowledge, &candidate) {
                Ok(event) => {
                    claimed.extend(claim);
                    found = Some((candidate.frame, event));
                }
                Err(reason) => failed.push((candidate, reason)),
            }
        }
        // Of the frames that could not be filled, the most specific says why nothing was coded.
        let coded_here = found.is_some();
        let reasons = failed.iter().enumerate();
        rejected.extend(reasons.map(|(rank, (candidate, reason))| {
            Rejected::new(candidate, reason.as_str(), coded_here || rank > 0)
        }));
        if let Some((frame, event)) = found {
            let also = frame.also.as_ref().map(|also| (frame, second(also, &event)));
            coded.push((frame, event));
            coded.extend(also);
        }
    }
    coded.retain(|(_, event)| !claimed.iter().any(|&(token, by)| token == event.head && by != event.head));
    coded
}

/// The event that a frame tells at its words. Fails with the reason why it is not coded.
fn code(
    clauses: &Clauses,
    parties: &Parties,
    knowledge: &Knowledge,
    candidate: &Candidate,
) -> Result<Event, String> {
    let frame = candidate.frame;
    let Roles { actors, recipients } = roles::of(clauses, parties, candidate)?;
    let words = knowledge.modality_words();
    let verbal = matches!(frame.event.quad_code(), 1 | 3);
    let modality = match modality::of(clauses, words, candidate.head, &candidate.extra, verbal) {
        Modality::Negated if frame.negated => Modality::Actual,
        _ if frame.negated => return Err("it is not negated".into()),
        modality => modality,
    };
    Ok(Event {
        kind: frame.event,
        modes: frame.modes.clone(),
        contexts: frame.contexts.clone(),
        cameo: frame.cameo.clone(),
        actors,
        recipients,
        head: candidate.head,
        trigger: candidate.tokens(),
        modality,
        according_to: Vec::new(),
        time: None,
        place: None,
        quantities: Vec::new(),
        resumed: Vec::new(),
        rule: frame.rule(),
    })
}

/// The other event that the same words tell of the same parties.
fn second(also: &Also, event: &Event) -> Event {
    Event { kind: also.event, modes: also.modes.clone(), cameo: also.cameo.clone(), ..event.clone() }
}

fn add_details(
    clauses: &Clauses,
    mentions: &Mentions,
    times: &[Time],
    statements: &[Statement],
    event: &mut Event,
) {
    event.time = details::time(clauses, times, event.head);
    let parties: Vec<MentionId> = event.actors.iter().chain(&event.recipients).copied().collect();
    event.place = details::place(clauses, mentions, event.head, &parties);
    event.quantities =
        details::quantities(clauses, mentions, event.kind, event.head, (&event.actors, &event.recipients));
    let told = clauses.parse.token(event.head).span;
    let holds = |statement: &Statement| statement.content.iter().any(|content| content.contains(told));
    let mut holding: Vec<usize> = (0..statements.len()).filter(|&id| holds(&statements[id])).collect();
    let size = |id: &usize| statements[*id].content.iter().map(|content| content.len()).sum::<usize>();
    holding.sort_by_key(size);
    event.according_to = holding.into_iter().map(|id| id as StatementId).collect();
}
