//! The stages one by one, for whoever measures them: [`crate::read`] is the sentence that they make.

use knowledge::Knowledge;
use language::Parse;
use record::{Article, Boilerplate};

use crate::{Event, Mentions, Rejected, Statement, Time};

/// When: the parse's time expressions.
pub fn times(article: &Article, boilerplate: &[Boilerplate], parse: &Parse) -> Vec<Time> {
    crate::times::find(article, boilerplate, parse)
}

/// Who and where.
pub fn mentions(article: &Article, parse: &Parse, knowledge: &Knowledge) -> Mentions {
    crate::mentions::find(article, parse, knowledge)
}

/// Who said what.
pub fn statements(
    article: &Article,
    parse: &Parse,
    mentions: &Mentions,
    times: &[Time],
    knowledge: &Knowledge,
) -> Vec<Statement> {
    crate::statements::find(article, parse, mentions, times, knowledge)
}

/// Who did what to whom, and what was not coded.
pub fn events(
    article: &Article,
    parse: &Parse,
    mentions: &Mentions,
    times: &[Time],
    statements: &[Statement],
    knowledge: &Knowledge,
) -> (Vec<Event>, Vec<Rejected>) {
    crate::events::find(article, parse, mentions, times, statements, knowledge)
}
