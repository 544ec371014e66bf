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
    /// Told of the past, but of a promise then: "invited him to Oslo in March". Days are the past's, months
    /// and longer the future's.
    Promised,
    /// "expected", "due", "scheduled": of the future, unless it "was" so.
    Expected,
    Unknown,
}

/// The tense around a match: by a cue close before it ("until Friday", "scheduled for Friday"), else by the
/// parse if there is one, else by the words nearby.
pub(super) fn around(matcher: &Matcher<'_, '_>, parse: &Parse, start: usize, end: usize) -> Tense {
    let (words, close) = by_words(matcher, start, end);
    if close {
        return words;
    }
    let span = matcher.words[start].span.cover(matcher.words[end - 1].span);
    match by_parse(parse, span) {
        Tense::Unknown => words,
        Tense::Past if words == Tense::Promised => words,
        tense => tense,
    }
}

/// The tense of the verb that a time hangs from.
fn by_parse(parse: &Parse, span: Span) -> Tense {
    let tokens = parse.tokens_in(span);
    // The head of the time is the token whose own head lies outside.
    let head = tokens.clone().find(|&id| parse.token(id).head.is_none_or(|head| !tokens.contains(&head)));
    if head.is_some_and(|head| is_schedule(parse, head)) {
        return Tense::Future;
    }
    let clause = head.into_iter().flat_map(|head| std::iter::once(head).chain(parse.ancestors(head)));
    clause.map(|id| of_verb(parse, id)).find_map(|tense| tense).unwrap_or(Tense::Unknown)
}

/// "meets Friday with", "holds talks next week": a bare time at a verb of the present is a timetable.
fn is_schedule(parse: &Parse, time: TokenId) -> bool {
    let word = parse.token(time);
    let bare = parse.child(time, Relation::Case).is_none();
    let Some(verb) = word.head.filter(|&verb| bare && verb < time) else { return false };
    let auxiliaries = [Relation::Aux, Relation::AuxPass, Relation::Cop];
    matches!(word.relation, Relation::Obl | Relation::OblUnmarked | Relation::Obj)
        && matches!(parse.token(verb).xpos, Xpos::Vbz | Xpos::Vbp)
        && parse.children_in(verb, &auxiliaries).next().is_none()
}

/// The tense of a predicate; none if the token is none.
fn of_verb(parse: &Parse, id: TokenId) -> Option<Tense> {
    let token = parse.token(id);
    let auxiliaries = [Relation::Aux, Relation::AuxPass, Relation::Cop];
    let auxiliaries: Vec<_> = parse.children_in(id, &auxiliaries).map(|child| parse.token(child)).collect();
    if token.upos != Upos::Verb && auxiliaries.is_empty() {
        return None;
    }
    let has = |tag: Xpos| token.xpos == tag || auxiliaries.iter().any(|auxiliary| auxiliary.xpos == tag);
    let future = ["will", "shall", "would", "may", "might", "should", "wo"];
    let is_future = auxiliaries.iter().any(|auxiliary| future.contains(&auxiliary.lemma.as_str()));
    Some(if is_future {
        Tense::Future
    } else if has(Xpos::Vbd)
        || (token.xpos == Xpos::Vbn && (auxiliaries.is_empty() || has(Xpos::Vbz) || has(Xpos::Vbp)))
    {
        Tense::Past
    } else {
        Tense::Unknown
    })
}

/// How many words a cue may stand away.
const REACH: usize = 14;

/// The tense, and whether its cue stands so close that it needs no parse.
fn by_words(matcher: &Matcher<'_, '_>, start: usize, end: usize) -> (Tense, bool) {
    // "Wednesday's ruling" has been.
    if matcher.words.get(end).is_some_and(|word| matches!(word.span.of(matcher.text), "'s" | "\u{2019}s")) {
        return (Tense::Past, true);
    }
    let before =
        (start.saturating_sub(REACH)..start).rev().take_while(|&index| !ends_sentence(matcher, index));
    if let Some((index, cue)) = before.filter_map(|index| Some((index, cue(matcher, index)?))).next() {
        let is = |index: usize, words: &[&str]| words.contains(&matcher.words[index].span.of(matcher.text));
        // "planned a rally on Saturday": of the plan, not of the planning.
        let cue_is_close = cue == Tense::Expected;
        let tense = match cue {
            // "agreed in June to buy": June is when.
            Tense::Promised if index + 3 > start && !is(start - 1, &["for", "to", "by", "until"]) => {
                Tense::Past
            }
            // "had been due to expire Friday"
            Tense::Expected
                if (1..=2).any(|back| index >= back && is(index - back, &["was", "were", "had"])) =>
            {
                Tense::Past
            }
            Tense::Expected => Tense::Future,
            cue => cue,
        };
        return (tense, cue_is_close || index + 3 > start);
    }
    let last = (end + REACH).min(matcher.words.len());
    let after =
        (end..last).take_while(|&index| !ends_sentence(matcher, index) && !matcher.words[index].paragraph);
    let tense = match after.filter_map(|index| cue(matcher, index)).next() {
        Some(Tense::Future) => Tense::Future,
        Some(Tense::Past | Tense::Promised | Tense::Expected) => Tense::Past,
        _ => infinitive(matcher, start),
    };
    (tense, false)
}

/// "Leaders to meet Friday".
fn infinitive(matcher: &Matcher<'_, '_>, start: usize) -> Tense {
    let before =
        (start.saturating_sub(REACH)..start).rev().take_while(|&index| !ends_sentence(matcher, index));
    let to = before.map(|index| &matcher.words[index..]).any(|words| {
        words[0].span.of(matcher.text) == "to"
            && words.get(1).is_some_and(|next| {
                let verb = next.span.of(matcher.text);
                next.shape == Shape::Letters && !next.capital && next.id == 0 && !verb.ends_with('s')
            })
    });
    if to { Tense::Future } else { Tense::Unknown }
}

fn ends_sentence(matcher: &Matcher<'_, '_>, index: usize) -> bool {
    let word = &matcher.words[index];
    let mark = word.span.of(matcher.text);
    let next = matcher.words.get(index + 1);
    if mark == ";" {
        return true;
    }
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
    match matcher.value(matcher.grammar.known.cue, index) {
        Some("expected") => return Some(Tense::Expected),
        Some("promised") => return Some(Tense::Promised),
        Some("future") => return Some(Tense::Future),
        Some("past") => return Some(Tense::Past),
        Some("present") => return Some(Tense::Present),
        Some(_) => return None,
        None => {}
    }
    let text = word.span.of(matcher.text);
    // "is to resume trading Tuesday"
    let before = index.checked_sub(1).map(|before| matcher.words[before].span.of(matcher.text));
    if text == "to" && matches!(before, Some("is" | "are")) {
        return Some(Tense::Future);
    }
    (text.len() > 4 && text.ends_with("ed") && !word.capital).then_some(Tense::Past)
}
