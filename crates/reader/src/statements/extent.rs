//! How far a content reaches: from the words of a clause to the span that a reader would mark.

use record::Span;

use super::story::Story;

/// The span of a content whose words are these; quotation marks that it begins or ends in belong to it whole.
pub(super) fn content(story: &Story, span: Span) -> Option<Span> {
    let span = story.trim(span);
    if span.is_empty() {
        return None;
    }
    let mut whole = span;
    if let Some(quote) = story.quote_at(span.end - 1) {
        // A mark that opened before the content closes after it: the content stands inside a longer quotation.
        if span.start <= quote.inner.start || quote.span.start >= span.start {
            whole.end = quote.span.end;
        }
    }
    whole = add_closing_mark(story, whole);
    whole = add_opening_mark(story, whole);
    (!whole.is_empty()).then_some(whole)
}

/// “It works”: the mark after the last word, if the quotation began inside.
fn add_closing_mark(story: &Story, mut span: Span) -> Span {
    if let Some(quote) =
        story.quotes.iter().find(|quote| quote.span.overlaps(span) && quote.span.end > span.end)
        && quote.inner.start >= span.start
    {
        span.end = quote.span.end;
    }
    span
}

/// The mark before the first word.
fn add_opening_mark(story: &Story, mut span: Span) -> Span {
    if let Some(quote) = story.quote_at(span.start)
        && quote.span.end <= span.end
        && story.between(quote.inner.start, span.start).trim().is_empty()
    {
        span.start = quote.span.start;
    }
    span
}
