//! How far an indirect content reaches to the right: to the end of its sentence, or to the next cue's clause.
//!
//! "He said the talks had failed, and the border would close, adding that …": the tree may give the second
//! clause to "said"; the reader gives it to the content, up to "adding".

use language::{Relation, TokenId, Xpos};
use record::{Act, Span};

use super::story::Story;
use super::{Draft, extent, voice};

/// Extends the clauses that follow their cue.
pub(super) fn extend(story: &Story, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let ends: Vec<Option<u32>> = drafts.iter().map(|draft| end_of(story, draft, &drafts)).collect();
    for (draft, end) in drafts.iter_mut().zip(ends) {
        if let (Some(end), Some(last)) = (end, draft.content.last_mut()) {
            let whole = Span { start: last.start, end: end.max(last.end) };
            *last = extent::content(story, whole).unwrap_or(*last);
        }
    }
    drafts
}

/// The place up to which a draft's last piece of content goes; none if it stays.
fn end_of(story: &Story, draft: &Draft, drafts: &[Draft]) -> Option<u32> {
    let cue = draft.cue_head?;
    let last = *draft.content.last()?;
    let clause = draft.rule.ends_with(", clause")
        || draft.rule.ends_with("passive")
        || draft.rule.ends_with(", infinitive");
    if !clause || last.start < story.token(cue).span.end {
        return None;
    }
    let token = story.parse.tokens_in(last).last()?;
    let sentence = story.sentence(token);
    let mut end = story.token(sentence.end - 1).span.end;
    if let Some(quote) = story.quote_at(story.token(cue).span.start) {
        end = end.min(quote.inner.end);
    }
    let tail = Span { start: last.end, end: end.max(last.end) };
    if draft.rule.ends_with(", infinitive") && !lists_on(story, cue, tail) {
        return None;
    }
    let next = drafts.iter().filter_map(|other| starts_in(story, other, tail, cue)).min();
    let next = next.into_iter().chain(second_deed(story, cue, tail)).min();
    Some(next.unwrap_or(end).max(last.end))
}

/// Where another cue's clause starts in the tail.
fn starts_in(story: &Story, other: &Draft, tail: Span, cue: TokenId) -> Option<u32> {
    let thought = matches!(other.act, Act::Believe | Act::Hope | Act::Fear | Act::Know | Act::Predict);
    let head = other.cue_head.filter(|&head| head != cue && !thought)?;
    if !tail.contains(story.token(head).span) {
        return None;
    }
    let first = story.parse.subtree(head).into_iter().find(|&id| story.token(id).span.start >= tail.start)?;
    let speaker = other.speaker.map(|(_, span)| span).filter(|span| tail.contains(*span));
    let start = story.token(first.min(head)).span.start;
    Some(speaker.map_or(start, |span| span.start.min(start)))
}

/// "He said it was over and left": what else the speaker did.
fn second_deed(story: &Story, cue: TokenId, tail: Span) -> Option<u32> {
    let deed = story.parse.children_in(cue, &[Relation::Conj]).find(|&child| {
        let token = story.token(child);
        tail.contains(token.span) && token.xpos != Xpos::Vb && voice::own_subject(story, child).is_none()
    })?;
    let first = story.parse.subtree(deed)[0];
    Some(story.token(first).span.start.max(tail.start))
}

/// "wants to cut taxes, build roads and hire": bare verbs that hang from the cue.
fn lists_on(story: &Story, cue: TokenId, tail: Span) -> bool {
    let relations = [Relation::Conj, Relation::Parataxis];
    story.parse.children_in(cue, &relations).any(|child| {
        let token = story.token(child);
        tail.contains(token.span) && token.xpos == Xpos::Vb && voice::own_subject(story, child).is_none()
    })
}
