//! The rest of a range or list whose first time has been found: "March 3 to 7", "2014-2016", "April 24 and 25".

use super::grammar::NumberKind;
use super::matcher::Matcher;
use super::moment::{Grain, Moment};
use super::words::Shape;

/// The further times, each with its first word and the one after its last.
pub(super) fn rest(matcher: &Matcher<'_, '_>, first: &Moment, end: usize) -> Vec<(usize, usize, Moment)> {
    let mut found: Vec<(usize, usize, Moment)> = Vec::new();
    let mut end = end;
    let mut last = first.clone();
    while let Some((from, to, moment)) = next(matcher, &last, end) {
        end = to;
        last = moment.clone();
        found.push((from, to, moment));
    }
    found
}

fn next(matcher: &Matcher<'_, '_>, last: &Moment, end: usize) -> Option<(usize, usize, Moment)> {
    let link = matcher.words.get(end)?;
    let tight = matches!(link.span.of(matcher.text), "-" | "\u{2013}" | "/");
    let linked =
        tight || matches!(link.span.of(matcher.text), "to" | "and" | "or" | "through" | "until" | ",");
    if !linked || last.time.is_some() {
        return None;
    }
    let from = end + 1;
    let word = matcher.words.get(from)?;
    if word.shape != Shape::Digits || word.paragraph {
        return None;
    }
    match last.grain {
        Grain::Day(month, day) => {
            let words = &matcher.words[from..];
            let (next, taken) = matcher.grammar.numbers.day(matcher.text, words)?;
            let later = next as u8 > day && matcher_is_free(matcher, from + taken);
            let moment = Moment { grain: Grain::Day(month, next as u8), ..last.clone() };
            (later && moment.first_day().is_some()).then_some((from, from + taken, moment))
        }
        Grain::Year => {
            let year = last.year?;
            let next = match word.digits {
                2 if tight => year - year.rem_euclid(100) + word.number as i32,
                _ => return None,
            };
            (next > year).then(|| (from, from + 1, Moment::new(next, Grain::Year)))
        }
        _ => None,
    }
}

/// Whether nothing is counted: after "24" of "April 24 and 24 people" stands a noun.
fn matcher_is_free(matcher: &Matcher<'_, '_>, index: usize) -> bool {
    let Some(word) = matcher.words.get(index) else { return true };
    let known = matcher.grammar.class("after-day").is_some_and(|class| matcher.is_in(class, index));
    let _ = NumberKind::Day;
    word.shape == Shape::Mark && word.span.of(matcher.text) != "%" && word.span.of(matcher.text) != ":"
        || word.paragraph
        || word.capital
        || known
}
