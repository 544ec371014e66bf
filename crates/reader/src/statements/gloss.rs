//! What the narrator adds to a thing told: "But | the fund is empty, she said", "She said the fund was empty, | which
//! nobody believed", "He praised the mayor, | a friend of his".
//!
//! Counted on news with marked statements, such an end belongs to the narrator two times in three, such a beginning three in four. Refuses to cut
//! inside quotation marks, and where a comma follows: then the sentence goes on after an insertion.

use language::{Relation, TokenId, Upos, Xpos};
use record::Span;

use super::Draft;
use super::story::Story;
use super::voice;

/// Words that join a sentence to the one before, a comma behind them.
const CONNECTIVES: &[&str] =
    &["However", "Still", "Nevertheless", "Nonetheless", "Yet", "Moreover", "Meanwhile"];

/// Cuts the last piece of each content that its cue goes before, and the first of each that goes before its cue.
pub(super) fn cut(story: &Story, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for draft in &mut drafts {
        let before = draft.cue_head.is_some_and(|cue| {
            draft.content.first().is_some_and(|first| first.end <= story.token(cue).span.start)
        });
        if let Some(first) = draft.content.first_mut().filter(|_| before) {
            *first = without_connective(story, *first);
        }
        let behind = draft.cue_head.is_some_and(|cue| {
            draft.content.last().is_some_and(|last| last.start > story.token(cue).span.start)
        });
        if let Some(last) = draft.content.last_mut().filter(|_| behind) {
            *last = shortened(story, *last);
        }
    }
    drafts
}

/// "But the fund is empty": the story's own turn.
fn without_connective(story: &Story, content: Span) -> Span {
    let tokens = story.parse.tokens_in(content);
    let opens = tokens.len() > 2 && story.sentence(tokens.start).start == tokens.start;
    if !opens || story.token(tokens.start).span.start != content.start {
        return content;
    }
    let comma = story.word(tokens.start + 1) == ",";
    let joins = story.token(tokens.start).upos == Upos::Cconj
        || comma && CONNECTIVES.contains(&story.word(tokens.start));
    let next = tokens.start + 1 + u32::from(comma);
    if joins { Span { start: story.token(next).span.start, end: content.end } } else { content }
}

fn shortened(story: &Story, content: Span) -> Span {
    let tokens = story.parse.tokens_in(content);
    let Some(final_word) = tokens.clone().next_back() else { return content };
    let sentence = story.sentence(final_word);
    let first = tokens.start.max(sentence.start);
    if let Some(end) = quoted_end(story, content) {
        return Span { start: content.start, end };
    }
    let rest = Span { start: content.end, end: story.token(sentence.end - 1).span.end };
    if rest.start < rest.end && rest.of(story.text).contains(char::is_alphanumeric) {
        return content;
    }
    let last = (first + 3..tokens.end).rev().find(|&id| is_break(story, id));
    let whole = |&id: &TokenId| is_break(story, id) && is_one_phrase(story, id + 1, tokens.end);
    let gloss = |&id: &TokenId| begins_gloss(story, id, tokens.end) && !is_quoted(story, id, content);
    let place = (first + 3..tokens.end).filter(whole).find(gloss).or_else(|| last.filter(gloss));
    match place {
        Some(comma) => story.trim(Span { start: content.start, end: story.token(comma).span.start }),
        None => content,
    }
}

/// “It is over.” Sen. Ito left: two sentences, read as one.
fn quoted_end(story: &Story, content: Span) -> Option<u32> {
    let quote = story.quotes.iter().find(|quote| {
        let within = quote.span.start >= content.start && quote.span.end < content.end;
        within && !quote.unclosed && quote.inner.of(story.text).ends_with(['.', '?', '!'])
    })?;
    let rest = Span { start: quote.span.end, end: content.end }.of(story.text).trim_start();
    rest.starts_with(char::is_uppercase).then_some(quote.span.end)
}

fn is_break(story: &Story, id: TokenId) -> bool {
    matches!(story.word(id), "," | "—" | "–" | "--")
        || story.word(id) == "-" && story.token(id).upos == Upos::Punct
}

/// Whether the break stands between marks that the content holds, or the content between marks that hold it.
fn is_quoted(story: &Story, comma: TokenId, content: Span) -> bool {
    let place = story.token(comma).span.start;
    story.quote_at(place).is_some_and(|quote| quote.span.end > story.token(comma).span.end + 4)
        || story.quote_at(content.start).is_some_and(|quote| quote.span.end >= content.end)
}

/// Whether what follows the break is the narrator's.
fn begins_gloss(story: &Story, comma: TokenId, end: TokenId) -> bool {
    let mut first = comma + 1;
    while first < end && story.token(first).upos == Upos::Punct {
        first += 1;
    }
    if first + 2 >= end {
        return false;
    }
    let word = story.word(first);
    let next = story.word(first + 1);
    let pronoun = |word: &str| matches!(word, "he" | "she" | "they");
    let dash = story.word(comma) != ",";
    match word {
        "which" | "who" | "whom" | "whose" | "where" | "while" | "although" => true,
        "even" => matches!(next, "though" | "as"),
        "and" => pronoun(next),
        "but" => pronoun(next) || matches!(next, "it" | "the"),
        "a" | "an" | "the" => is_apposition(story, first, end, dash),
        _ => dash && is_apposition(story, first, end, dash),
    }
}

/// Whether all these words hang from one of them.
fn is_one_phrase(story: &Story, first: TokenId, end: TokenId) -> bool {
    heads_of(story, first, end).count() == 1
}

/// The words whose heads stand elsewhere.
fn heads_of(story: &Story, first: TokenId, end: TokenId) -> impl Iterator<Item = TokenId> {
    let outside = move |id: TokenId| story.token(id).head.is_none_or(|head| head < first || head >= end);
    (first..end).filter(move |&id| story.token(id).upos != Upos::Punct && outside(id))
}

/// A phrase up to the end that says what something is: behind a comma no verb of its own, no item of a list.
fn is_apposition(story: &Story, first: TokenId, end: TokenId, dash: bool) -> bool {
    let mut heads = heads_of(story, first, end);
    let (Some(head), None) = (heads.next(), heads.next()) else { return false };
    let beside = [Relation::Appos, Relation::Parataxis, Relation::Conj, Relation::Dep];
    if dash {
        return story.is(head, &[Relation::Appos, Relation::Parataxis]);
    }
    let finite = matches!(story.token(head).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let list = (first..end).any(|id| story.is(id, &[Relation::Cc]) && story.token(id).head == Some(head));
    story.is(head, &beside) && !finite && !list && voice::own_subject(story, head).is_none()
}
