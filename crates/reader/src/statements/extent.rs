//! How far a content reaches: from the words of a clause to the span that a reader would mark.

use record::Span;

use language::{Upos, Xpos};

use super::cue::Site;
use super::story::Story;
use super::voice;

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

/// Words with which a thing told goes on: "the decision | to leave the Union | as an example", "his record | in the
/// debates".
const GOING_ON: &[&str] = &[
    "to", "of", "as", "about", "for", "into", "against", "between", "from", "in", "on", "at", "by", "with",
    "behind", "over", "without", "like", "than", "among", "under", "across", "through", "toward", "towards",
    "around", "amid", "within",
];

/// Words with which it goes on after a comma: "three states, | including Utah".
const AFTER_COMMA: &[&str] = &["including", "include", "such", "like", "especially", "particularly", "from"];

/// An object with what the tree gave to its cue instead.
pub(super) fn widen(story: &Story, site: &Site, content: Span) -> Span {
    let mut whole = content;
    for _ in 0..4 {
        let Some(end) = goes_on_to(story, site, whole) else { break };
        whole.end = end;
    }
    if whole == content { content } else { self::content(story, whole).unwrap_or(content) }
}

/// Where the phrase right behind a thing told ends, if it belongs to it.
fn goes_on_to(story: &Story, site: &Site, whole: Span) -> Option<u32> {
    let sentence_end = story.sentence(site.verb).end;
    let behind = story.parse.tokens_in(whole).end;
    let comma = behind < sentence_end && story.word(behind) == ",";
    let next = if comma { behind + 1 } else { behind };
    if next >= sentence_end {
        return None;
    }
    let token = story.token(next);
    let known = if comma { AFTER_COMMA } else { GOING_ON };
    let word = known.contains(&token.lemma.as_str())
        && matches!(token.upos, Upos::Adp | Upos::Part | Upos::Sconj | Upos::Verb | Upos::Adj | Upos::Adv);
    let head = token.head.filter(|_| word)?;
    let above = story.token(head).head;
    let hangs = above.is_some_and(|above| {
        above == site.verb || site.words.contains(&above) || whole.contains(story.token(above).span)
    });
    let subtree = story.parse.subtree(head);
    let medium = story.cues.is_medium(&story.token(head).lemma.to_lowercase());
    let by_deed = token.lemma == "by" && story.token(head).xpos == Xpos::Vbg;
    if !hangs || subtree[0] != next || medium || by_deed || voice::is_time(story, head) {
        return None;
    }
    Some(story.token(subtree[subtree.len() - 1]).span.end)
}
