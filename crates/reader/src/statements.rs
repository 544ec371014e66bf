//! Statements: who said what. Takes parse, mentions and times, gives [`Statement`]s in the order of the text.
//!
//! "We will not reopen the text," Benhalima told reporters: a direct statement, act `say`, negated content
//! left to the events, speaker Benhalima, addressee "reporters".

mod according;
mod beside;
mod clausal;
mod cue;
mod extent;
mod floating;
mod gloss;
mod hearsay;
mod nesting;
mod nominal;
mod objective;
mod quotes;
mod source;
mod story;
mod tail;
mod transcript;
mod unclosed;
mod verbal;
mod voice;

use knowledge::Knowledge;
use language::{Parse, TokenId};
use record::{Act, Article, Span, StatementKind};

use crate::mentions::{MentionId, Mentions};
use crate::times::{Time, TimeId};
use story::Story;

/// The number of a statement in the order of the text, counted from 0.
pub type StatementId = u32;

/// A speaker, a cue, a content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Whether the words are quoted.
    pub kind: StatementKind,
    /// What it does.
    pub act: Act,
    /// Who; none for "it is expected that".
    pub speaker: Option<Speaker>,
    /// The words of the cue: "said in a statement", "according to".
    pub cue: Vec<Span>,
    /// The head of the cue; none for a bare quotation (colon, transcript, floating quote).
    pub cue_head: Option<TokenId>,
    /// What was said, in one or more pieces, in the order of the text.
    pub content: Vec<Span>,
    /// To whom.
    pub addressee: Option<Speaker>,
    /// The statement in whose content this one stands.
    pub within: Option<StatementId>,
    /// The time at which it was said.
    pub time: Option<TimeId>,
    /// "did not say".
    pub negated: bool,
    /// The cue's file and line, and the construction: "cues.toml:12 said, inverted".
    pub rule: String,
}

/// One who speaks, or is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The mention, if the words are one.
    pub mention: Option<MentionId>,
    /// The words.
    pub span: Span,
}

/// Finds the statements of an article.
pub(crate) fn find(
    article: &Article,
    parse: &Parse,
    mentions: &Mentions,
    times: &[Time],
    knowledge: &Knowledge,
) -> Vec<Statement> {
    let story = Story::new(article, parse, mentions, times, knowledge.cues());
    let mut drafts = according::find(&story);
    drafts.extend(verbal::find(&story));
    drafts.extend(nominal::find(&story));
    drafts.extend(transcript::find(&story));
    drafts.extend(hearsay::find(&story));
    let drafts = tail::part_second_cues(&story, nesting::sound(drafts));
    let drafts = source::sound(&story, drafts);
    let drafts = floating::attach(&story, drafts);
    let drafts = gloss::cut(&story, tail::extend(&story, drafts));
    let drafts = nesting::settle(&story, drafts);
    nesting::statements(&story, drafts)
}

/// A statement in the making: words and their heads, no numbers yet.
#[derive(Clone, Debug)]
struct Draft {
    act: Act,
    speaker: Option<(TokenId, Span)>,
    cue: Vec<Span>,
    cue_head: Option<TokenId>,
    content: Vec<Span>,
    addressee: Option<(TokenId, Span)>,
    time: Option<TimeId>,
    negated: bool,
    /// Words that were said, whole: what a floating quotation may go on from.
    speech: bool,
    rule: String,
}
