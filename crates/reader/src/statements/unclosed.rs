//! A quotation that no mark closes, and whose paragraph goes on to say who speaks: “The road is shut, the mayor said.
//!
//! It ends where the cue's clause begins. Refuses paragraphs of a longer quotation, which goes on in the next.

use knowledge::{Complement, CueClass};
use language::TokenId;
use record::Span;

use super::clausal::closes;
use super::quotes::Quotation;
use super::story::Story;
use super::verbal::is_verb;
use super::voice;

/// The quotations of a story, those that a cue ends cut there.
pub(super) fn close(story: &Story) -> Vec<Quotation> {
    story.quotes.iter().map(|quote| closed(story, quote)).collect()
}

fn closed(story: &Story, quote: &Quotation) -> Quotation {
    let alone = quote.unclosed && !quote.open && !quote.continues;
    let end = if alone {
        story.parse.tokens_in(quote.inner).find_map(|verb| cue_at(story, quote, verb))
    } else {
        None
    };
    match end {
        Some(end) => Quotation {
            span: Span { start: quote.span.start, end },
            inner: Span { start: quote.inner.start, end },
            ..quote.clone()
        },
        None => quote.clone(),
    }
}

/// Where the words before ", the mayor said." end.
fn cue_at(story: &Story, quote: &Quotation, verb: TokenId) -> Option<u32> {
    let mut cues = story.cues.of(CueClass::Verb, &story.token(verb).lemma);
    let speaks =
        is_verb(story, verb) && cues.any(|cue| cue.words.len() == 1 && cue.takes(&Complement::Quote));
    let subject = voice::own_subject(story, verb).filter(|_| speaks)?;
    let words = voice::phrase(story, subject).cover(story.token(verb).span);
    let before = story.text[..words.start as usize].trim_end();
    let told = before.ends_with(',') && before.len() as u32 > quote.inner.start + 1;
    (told && closes(story, words.end)).then(|| before.len() as u32 - 1)
}
