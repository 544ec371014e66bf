//! Quotations that no cue claims: "…," he said. "…" goes on; a paragraph of quoted words after it is his too.
//!
//! Refuses scare quotes, titles and nicknames: words inside a sentence of the narrator's that are not a sentence.

use record::{Act, Span};

use super::Draft;
use super::quotes::Quotation;
use super::story::Story;

/// Gives each floating quotation to the statement it goes on from, or to the last who spoke.
pub(super) fn attach(story: &Story, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for quote in &story.quotes {
        let claimed = drafts.iter().any(|draft| {
            draft.content.iter().any(|span| span.overlaps(quote.inner))
                || draft.cue.iter().any(|span| quote.span.contains(*span))
        });
        if claimed || !is_sentence(story, quote) {
            continue;
        }
        let Some(last) = last_speech(story, &drafts, quote.span) else { continue };
        let draft = &mut drafts[last];
        let end = draft_end(draft);
        let same_paragraph = story.paragraph_at(end).contains(quote.span) || quote.continues;
        let said_before = draft.content.iter().all(|span| span.end <= quote.span.start);
        if same_paragraph && said_before && follows(story, draft, quote) {
            draft.content.push(quote.span);
        } else if is_alone(story, quote) {
            let speaker = draft.speaker;
            drafts.push(Draft {
                act: Act::Say,
                speaker,
                cue: Vec::new(),
                cue_head: None,
                content: vec![quote.span],
                addressee: None,
                time: None,
                negated: false,
                rule: "floating.rs the last who spoke".to_owned(),
            });
        }
    }
    drafts
}

/// Whether the words between the marks are a sentence of their own.
fn is_sentence(story: &Story, quote: &Quotation) -> bool {
    let words = quote.inner.of(story.text).trim();
    let begins =
        words.chars().find(|letter| letter.is_alphanumeric()).is_some_and(|letter| !letter.is_lowercase());
    let ends = words.ends_with(['.', '?', '!', '…', ',']) || quote.open;
    let long = story.parse.tokens_in(quote.inner).len() > 3;
    let before = story.text[..quote.span.start as usize].trim_end();
    let after_sentence = before.is_empty()
        || before.ends_with(['.', '?', '!', '”', '"', '\'', '’', ':', '\n', ')'])
        || quote.span.start == story.paragraph_at(quote.span.start).start;
    (begins && ends && after_sentence && long) || quote.continues
}

/// The last statement before it that somebody speaks.
fn last_speech(story: &Story, drafts: &[Draft], quote: Span) -> Option<usize> {
    let before = |draft: &&(usize, &Draft)| draft_end(draft.1) <= quote.start && draft.1.speaker().is_some();
    let drafts: Vec<(usize, &Draft)> = drafts.iter().enumerate().collect();
    let spoken = drafts.iter().filter(before).filter(|(_, draft)| is_speech(story, draft));
    spoken.max_by_key(|(_, draft)| draft_end(draft)).map(|(index, _)| *index)
}

impl Draft {
    fn speaker(&self) -> Option<Span> {
        self.speaker.map(|(_, span)| span)
    }
}

fn is_speech(story: &Story, draft: &Draft) -> bool {
    let quoted = draft.content.iter().any(|span| story.quotes.iter().any(|quote| quote.span.overlaps(*span)));
    quoted || !matches!(draft.act, Act::Believe | Act::Hope | Act::Fear | Act::Know | Act::Predict)
}

/// Where a statement ends: its last piece or its cue, whichever is later.
fn draft_end(draft: &Draft) -> u32 {
    let speaker = draft.speaker();
    let spans = draft.content.iter().chain(&draft.cue).chain(&speaker);
    spans.map(|span| span.end).max().unwrap_or_default()
}

/// Nothing but the rest of a sentence stands between.
fn follows(story: &Story, draft: &Draft, quote: &Quotation) -> bool {
    let between = story.between(draft_end(draft), quote.span.start);
    quote.continues || between.matches(['.', '?', '!']).count() <= 1 && between.len() < 120
}

/// A paragraph that is all quotation.
fn is_alone(story: &Story, quote: &Quotation) -> bool {
    let paragraph = story.paragraph_at(quote.span.start);
    paragraph.start == quote.span.start && story.between(quote.span.end, paragraph.end).len() < 3
}
