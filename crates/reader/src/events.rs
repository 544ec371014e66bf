//! Events: who did what to whom. Takes parse, mentions, times and statements, gives [`Event`]s by the frames
//! of the lexicon, and what it chose not to code, with the reason.
//!
//! "Norway invited the Moroccan minister to Oslo, the ministry said": AGREE, Norway to the minister, actual,
//! according to the ministry, by `diplomacy.toml:41 invite`.
//!
//! Refuses to guess: without somebody who acts there is no event, and a thing is nobody's recipient.

mod clause;
mod details;
mod join;
mod modality;
mod party;
mod trigger;

use knowledge::Knowledge;
use knowledge::frames::{Frame, Step};
use language::{Parse, Relation, TokenId};
use record::{Article, Context, EventType, MentionKind, Modality, Mode, Span};

use crate::mentions::{MentionId, Mentions, PlaceId};
use crate::statements::{Statement, StatementId};
use crate::times::{Time, TimeId};
use clause::Clauses;
use party::Parties;
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
    let parties = Parties::new(&clauses, mentions);
    let mut rejected = Vec::new();
    let mut events = code_all(&clauses, &parties, knowledge, &mut rejected);
    absorb(&clauses, &mut events, &mut rejected);
    let mut events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
    for event in &mut events {
        add_details(&clauses, mentions, times, statements, event);
        settle_modality(article, &clauses, times, event);
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
            claimed.extend(candidate.extra.iter().map(|&token| (token, head)));
            if candidate.frame.nothing {
                break;
            }
            match code(clauses, parties, knowledge, &candidate) {
                Ok(event) => found = Some((candidate.frame, event)),
                Err(reason) => failed.push((candidate, reason)),
            }
        }
        // Of the frames that could not be filled, the most specific says why nothing was coded.
        let coded_here = found.is_some();
        let reasons = failed.iter().enumerate();
        rejected.extend(reasons.map(|(rank, (candidate, reason))| {
            Rejected::new(candidate, reason.as_str(), coded_here || rank > 0)
        }));
        coded.extend(found);
    }
    coded.retain(|(_, event)| !claimed.iter().any(|&(token, by)| token == event.head && by != event.head));
    coded
}

/// Fills a frame's places. Fails with the reason why this is not coded.
fn code(
    clauses: &Clauses,
    parties: &Parties,
    knowledge: &Knowledge,
    candidate: &Candidate,
) -> Result<Event, String> {
    let frame = candidate.frame;
    let fill = |places: &[knowledge::frames::Place], done_to: bool| -> (Vec<MentionId>, Option<TokenId>) {
        let mut thing = None;
        for place in places {
            let tokens = clauses.at(candidate.head, &candidate.extra, place);
            // Something can be done to a town; a town does nothing, and in a town is only where.
            let inside =
                matches!(place.last(), Some(Step::Preposition(word)) if matches!(word.as_str(), "in" | "at"));
            let town = |token: TokenId| {
                parties.mention(token).filter(|&id| done_to && !inside && parties.is_town(id))
            };
            let found: Vec<MentionId> = tokens
                .iter()
                .filter_map(|&token| agent(clauses, parties, token).or_else(|| town(token)))
                .collect();
            if !found.is_empty() {
                return (found, thing);
            }
            thing = thing.or(tokens.first().copied());
        }
        (Vec::new(), thing)
    };
    let (mut actors, thing) = fill(&frame.actor, false);
    let (mut recipients, done_to) = fill(&frame.recipient, true);
    if recipients.is_empty() && frame.any_recipient {
        recipients.extend(done_to.and_then(|thing| parties.mention(thing)));
    }
    if actors.is_empty()
        && let (Some(thing), true) = (thing, frame.any_actor)
    {
        actors.extend(parties.mention(thing));
    }
    let same = |one: MentionId, other: MentionId| {
        let (one, other) = (parties.mentions.mention(one), parties.mentions.mention(other));
        one.head == other.head || one.actor.is_some() && one.actor == other.actor
    };
    let owned = |one: MentionId| {
        let head = parties.mentions.mention(one).head;
        // "his counterpart" is somebody else.
        let apart = clauses.is_in("relational", head);
        let owners = clauses.parse.children_in(head, &[Relation::NmodPoss]).filter(|_| !apart);
        let mut owners = owners.filter_map(|owner| parties.mention(owner));
        owners.any(|owner| actors.iter().any(|&actor| same(owner, actor)))
    };
    // Who acts is not acted upon, nor is what is theirs ("withdrew its troops").
    recipients.retain(|&one| !actors.iter().any(|&other| same(one, other)) && !owned(one));
    if frame.reciprocal {
        actors.append(&mut recipients);
    }
    for party in actors.iter_mut().chain(&mut recipients) {
        *party = named(clauses, parties, *party);
    }
    if actors.is_empty() {
        return Err(match thing {
            Some(thing) => format!("the actor would be a thing: {}", clauses.word(thing)),
            None => "nobody is named who did it".into(),
        });
    }
    if frame.needs_recipient && recipients.is_empty() && !frame.reciprocal {
        return Err("no recipient".into());
    }
    let modality = match modality::of(clauses, knowledge.modality_words(), candidate.head, &candidate.extra) {
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

/// For a pronoun the name or noun that it stands for, if that is in the same sentence ("Mali said it would …").
fn named(clauses: &Clauses, parties: &Parties, id: MentionId) -> MentionId {
    let mention = parties.mentions.mention(id);
    if mention.kind != MentionKind::Pronoun || mention.actor.is_none() {
        return id;
    }
    let sentence = &clauses.parse.sentences[clauses.parse.sentence_of(mention.head)];
    // Mentions stand in the order of the text: no further back than this sentence.
    let here = |other: &MentionId| parties.mentions.mention(*other).tokens.start >= sentence.tokens.start;
    let same = |other: &MentionId| {
        let other = parties.mentions.mention(*other);
        other.actor == mention.actor && other.kind != MentionKind::Pronoun
    };
    (0..id).rev().take_while(here).find(same).unwrap_or(id)
}

/// Who acts, or is acted upon, at a token: its mention; or, where that is a thing, whose thing it is ("the
/// court's ruling", "the president's car", "Israeli strikes").
fn agent(clauses: &Clauses, parties: &Parties, token: TokenId) -> Option<MentionId> {
    if let Some(id) = parties.mention(token).filter(|&id| parties.is_agent(id)) {
        return Some(id);
    }
    let owners = [Relation::NmodPoss, Relation::Compound, Relation::Amod, Relation::NmodDesc, Relation::Nmod];
    owners.iter().find_map(|&relation| {
        let of = |child: &TokenId| {
            relation != Relation::Nmod
                || clauses
                    .parse
                    .children_in(*child, &[Relation::Case])
                    .any(|case| clauses.lemma(case) == "of")
        };
        let relations = [relation];
        let mut owners = clauses.parse.children_in(token, &relations).filter(of);
        owners.find_map(|owner| parties.mention(owner).filter(|&id| parties.is_agent(id)))
    })
}

/// What somebody demands, threatens or rejects is not an event of its own, but gives the demand its mode.
fn absorb(clauses: &Clauses, events: &mut Vec<(&Frame, Event)>, rejected: &mut Vec<Rejected>) {
    let mut outer_of: Vec<Option<usize>> = vec![None; events.len()];
    for (outer, (frame, event)) in events.iter().enumerate() {
        if !frame.absorbs {
            continue;
        }
        let content = content_of(clauses, event);
        for (inner, (_, told)) in events.iter().enumerate() {
            if inner != outer && content.binary_search(&told.head).is_ok() {
                outer_of[inner].get_or_insert(outer);
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

/// The tokens beneath an event's complements and objects, without relative and temporal clauses.
fn content_of(clauses: &Clauses, event: &Event) -> Vec<TokenId> {
    let parse = clauses.parse;
    let beneath = |child: TokenId| {
        let relation = parse.token(child).relation;
        match relation {
            Relation::Xcomp
            | Relation::Ccomp
            | Relation::Obj
            | Relation::Obl
            | Relation::Nmod
            | Relation::Acl => true,
            Relation::Advcl => {
                parse.children_in(child, &[Relation::Mark]).any(|mark| clauses.lemma(mark) == "to")
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

/// The mode that a demand, refusal or threat has by what is demanded, refused or threatened.
fn content_mode(outer: EventType, inner: EventType) -> Option<Mode> {
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

/// Whether it is said of the days to come that it will not be done: "will not hold talks".
fn is_refused(clauses: &Clauses, head: TokenId) -> bool {
    let mut auxiliaries = clauses.parse.children_in(head, &[Relation::Aux]);
    auxiliaries.any(|aux| matches!(clauses.lemma(aux), "will" | "would" | "wo"))
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

/// History by its date; PLOVER's rule that cooperation to come is AGREE; so is a retreat to
/// come, as in its gold records (the manual's text says CONCEDE).
fn settle_modality(article: &Article, clauses: &Clauses, times: &[Time], event: &mut Event) {
    let time = event.time.map(|id| &times[id as usize]);
    if event.modality == Modality::Actual
        && time.is_some_and(|time| details::is_history(time, article.published))
    {
        event.modality = Modality::Historical;
    }
    if event.modality == Modality::Negated && is_refused(clauses, event.head) {
        refuse(event);
    }
    if event.modality == Modality::Future {
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
}
