//! Time expressions. Takes the article and its parse, gives [`Time`]s with TIMEX3 values.
//!
//! "on Monday" in a story published 2018-04-04 (a Wednesday), with a verb in the past, is 2018-04-02.
//! Never falls back silently on the day of publication: what the text leaves open stays open.

use knowledge::Knowledge;
use language::Parse;
use record::{Article, Span, TimeType};

/// The number of a time in the order of the text, counted from 0.
pub type TimeId = u32;

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// TIMEX3's type.
    pub kind: TimeType,
    /// TIMEX3's value (`2018-04-02`, `P3D`, `PAST_REF`, `XXXX-03-20`).
    pub value: String,
}

/// Finds the times of an article, in the order of the text, without overlaps.
pub(crate) fn find(_article: &Article, _parse: &Parse, _knowledge: &Knowledge) -> Vec<Time> {
    Vec::new()
}
