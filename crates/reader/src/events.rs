//! Events: who did what to whom.

use knowledge::Knowledge;
use language::{Parse, TokenId};
use record::{Article, Context, EventType, Modality, Mode, Span};

use crate::mentions::{MentionId, Mentions, PlaceId};
use crate::statements::{Statement, StatementId};
use crate::times::{Time, TimeId};

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
    /// The word that tells it, and the particles and nouns that belong to it.
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
}

/// Finds the events of an article.
pub fn find(
    _article: &Article,
    _parse: &Parse,
    _mentions: &Mentions,
    _times: &[Time],
    _statements: &[Statement],
    _knowledge: &Knowledge,
) -> (Vec<Event>, Vec<Rejected>) {
    Default::default()
}
