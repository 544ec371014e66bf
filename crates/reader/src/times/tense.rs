//! Whether the clause around a time tells of the past or of the future.

use language::{Parse, Relation, TokenId, Upos, Xpos};
use record::Span;

use super::matcher::Matcher;
use super::words::Shape;

/// When the clause's verb is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}

/// The tense around a match, by the parse if there is one, else by the words nearby.
pub(super) fn around(matcher: &Matcher<'_, '_>, parse: &Parse, start: usize, end: usize) -> Tense {
    let span = matcher.words[start].span.cover(matcher.words[end - 1].span);
    match by_parse(parse, span) {
        Tense::Unknown => by_words(matcher, start, end),
        tense => tense,
    }
}

fn by_parse(parse: &Parse, span: Span) -> Tense {
    let tokens = parse.tokens_in(span);
    // The head of the time is the token whose own head lies outside.
    let head = tokens.clone().find(|&id| parse.token(id).head.is_none_or(|head| !tokens.contains(&head)));
    let Some(head) = head else { return Tense::Unknown };
    let clause = std::iter::once(head).chain(parse.ancestors(head));
    clause.map(|id| of_verb(parse, id)).find(|&tense| tense != Tense::Unknown).unwrap_or(Tense::Unknown)
}

fn of_verb(parse: &Parse, id: TokenId) -> Tense {
    let token = parse.token(id);
    let auxiliaries: Vec<TokenId> =
        parse.children_in(id, &[Relation::Aux, Relation::AuxPass, Relation::Cop, Relation::Mark]).collect();
    let has = |test: &dyn Fn(&str, Xpos) -> bool| {
        auxiliaries.iter().any(|&child| test(&parse.token(child).lemma, parse.token(child).xpos))
    };
    if has(&|lemma, xpos| {
        xpos == Xpos::Md && matches!(lemma, "will" | "shall" | "would" | "may" | "might" | "should")
    }) {
        return Tense::Future;
    }
    if has(&|_, xpos| xpos == Xpos::Vbd) || token.xpos == Xpos::Vbd {
        return Tense::Past;
    }
    if token.upos == Upos::Verb && has(&|lemma, xpos| xpos == Xpos::To && lemma == "to") {
        return Tense::Future;
    }
    match token.xpos {
        Xpos::Vbz | Xpos::Vbp if has(&|_, _| false) => Tense::Present,
        _ => Tense::Unknown,
    }
}

/// How many words a cue may stand away.
const REACH: usize = 14;

fn by_words(matcher: &Matcher<'_, '_>, start: usize, end: usize) -> Tense {
    let before =
        (start.saturating_sub(REACH)..start).rev().take_while(|&index| !ends_sentence(matcher, index));
    if let Some(tense) = before.filter_map(|index| cue(matcher, index)).next() {
        return tense;
    }
    let last = (end + REACH).min(matcher.words.len());
    let after =
        (end..last).take_while(|&index| !ends_sentence(matcher, index) && !matcher.words[index].paragraph);
    after.filter_map(|index| cue(matcher, index)).next().unwrap_or(Tense::Unknown)
}

fn ends_sentence(matcher: &Matcher<'_, '_>, index: usize) -> bool {
    let word = &matcher.words[index];
    let mark = word.span.of(matcher.text);
    let next = matcher.words.get(index + 1);
    word.shape == Shape::Mark
        && (mark == "!" || mark == "?" || mark == ".")
        && next.is_some_and(|next| !next.glued && next.capital)
        && !is_abbreviated(matcher, index)
}

/// "Gen.", "Aug.", "U.S.": a full stop after a short word is no end.
fn is_abbreviated(matcher: &Matcher<'_, '_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).map(|index| &matcher.words[index]) else { return false };
    before.shape == Shape::Letters && before.capital && before.span.len() <= 4 && matcher.words[index].glued
}

fn cue(matcher: &Matcher<'_, '_>, index: usize) -> Option<Tense> {
    let word = &matcher.words[index];
    if word.shape != Shape::Letters {
        return None;
    }
    let of = |name: &str| matcher.grammar.class(name).is_some_and(|class| matcher.is_in(class, index));
    if word.id != 0 {
        if of("future-cue") {
            return Some(Tense::Future);
        }
        if of("past-cue") {
            return Some(Tense::Past);
        }
        if of("present-cue") {
            return Some(Tense::Present);
        }
    }
    let text = word.span.of(matcher.text);
    if text == "to" {
        let next =
            matcher.words.get(index + 1).filter(|next| next.shape == Shape::Letters && !next.capital)?;
        let article =
            matcher.grammar.class("determiner").is_some_and(|class| matcher.is_in(class, index + 1));
        let verb = !article && !next.span.of(matcher.text).ends_with('s');
        return verb.then_some(Tense::Future);
    }
    (text.len() > 4 && text.ends_with("ed") && !word.capital).then_some(Tense::Past)
}
