//! Ranges and lists, whose times share what is said once: "March 3 to 7", "28 and 29 August", "2014-16",
//! "between March and June 1918".

use super::grammar::{Field, Means};
use super::matcher::{Captured, Match, Matcher};
use super::moment::{Grain, Moment};
use super::words::Shape;

/// A time with its first word and the one after its last.
pub(super) type Placed = (usize, usize, Moment);

/// The further times after a first one: "7" of "March 3 to 7", "16" of "2014-16".
pub(super) fn rest(matcher: &Matcher<'_, '_>, first: &Moment, end: usize) -> Vec<Placed> {
    let mut found: Vec<Placed> = Vec::new();
    let (mut last, mut end) = (first.clone(), end);
    while let Some((from, to, moment)) = next(matcher, &last, end) {
        end = to;
        last = moment.clone();
        found.push((from, to, moment));
    }
    found
}

fn next(matcher: &Matcher<'_, '_>, last: &Moment, end: usize) -> Option<Placed> {
    let from = after_link(matcher, end)?;
    let tight = matcher.words[end].shape == Shape::Mark && matcher.words[end].span.of(matcher.text) != ",";
    let word = matcher.words.get(from)?;
    if last.time.is_some() || word.paragraph {
        return None;
    }
    if let Grain::Month(month) = last.grain {
        return next_month(matcher, last, month, from);
    }
    if word.shape != Shape::Digits {
        return None;
    }
    match last.grain {
        Grain::Day(month, day) => {
            let words = &matcher.words[from..];
            let (next, mut taken) = matcher.grammar.numbers.day(matcher.text, words)?;
            let mut moment = Moment { grain: Grain::Day(month, next as u8), ..last.clone() };
            if let Some((year, to)) = year_here(matcher, from + taken) {
                (moment.year, taken) = (Some(year), to - from);
            }
            // "14 August - 24 August" are two full dates.
            let alone = matcher.longest(from).is_none_or(|found| found.end <= from + taken);
            let later = next as u8 > day && alone && (tight || is_free(matcher, from + taken));
            (later && moment.first_day().is_some()).then_some((from, from + taken, moment))
        }
        Grain::Year if tight && word.digits == 4 => {
            let next = word.number as i32;
            (next > last.year? && next < 2100).then(|| (from, from + 1, Moment::new(next, Grain::Year)))
        }
        Grain::Year if tight && word.digits == 2 => {
            let year = last.year?;
            let next = year - year.rem_euclid(100) + word.number as i32;
            (next > year).then(|| (from, from + 1, Moment::new(next, Grain::Year)))
        }
        _ => None,
    }
}

/// "May" of "April and May", which alone might be a verb; the later months stand alone otherwise.
fn next_month(matcher: &Matcher<'_, '_>, last: &Moment, month: u8, from: usize) -> Option<Placed> {
    let doubtful = matcher.is_in(matcher.grammar.known.doubtful_month, from);
    let alone = matcher.longest(from).is_none();
    let next = if matcher.words[from].span.of(matcher.text) == "March" { 3 } else { 5 };
    let year = last.year.map(|year| year + i32::from(next < month));
    let moment = Moment { year, grain: Grain::Month(next), time: None };
    (doubtful && alone && is_free(matcher, from + 1)).then_some((from, from + 1, moment))
}

/// A day's number before a link and a full date: "28" of "28 and 29 August". Gives the day, the word after
/// it, and where the full date begins.
pub(super) fn lead(matcher: &Matcher<'_, '_>, index: usize) -> Option<(u8, usize, usize)> {
    let words = &matcher.words[index..];
    if matcher.words[index].shape != Shape::Digits {
        return None;
    }
    let (day, taken) = matcher.grammar.numbers.day(matcher.text, words)?;
    let from = after_link(matcher, index + taken)?;
    let date = matcher.longest(from).filter(|found| found.start == from)?;
    let dated = date.get(Field::Month).is_some() && matches!(date.get(Field::Day), Some(Captured::Number(_)));
    let later = date.number(Field::Day).is_some_and(|other| other > f64::from(day));
    // The full date must begin with its day: "28 and March 3" are no two days.
    let begins = matcher.grammar.numbers.day(matcher.text, &matcher.words[from..]).is_some();
    (dated && later && begins).then_some((day as u8, index + taken, from))
}

/// The year, and month if there is one, of the date that follows over a link: for "March" of "between March
/// and June 1918".
pub(super) fn ahead(matcher: &Matcher<'_, '_>, found: &Match<'_>) -> Option<(i32, Option<u8>)> {
    if found.pattern.means != Means::Date && found.pattern.means != Means::Same {
        return None;
    }
    let from = after_link(matcher, found.end)?;
    if let Some((_, taken)) = matcher.grammar.numbers.day(matcher.text, &matcher.words[from..])
        && let Some((year, _)) = year_here(matcher, from + taken)
    {
        return Some((year, None));
    }
    let next = matcher.longest(from)?;
    let next = innermost(&next);
    let dated = [Field::Month, Field::Season].into_iter().any(|field| next.get(field).is_some());
    let year = next.number(Field::Year).filter(|year| dated && *year > 99.0)? as i32;
    let year = if next.get(Field::Era).is_some() { -year } else { year };
    Some((year, next.number(Field::Month).map(|month| month as u8)))
}

/// The time within the times.
fn innermost<'a, 'g>(found: &'a Match<'g>) -> &'a Match<'g> {
    found.base.as_deref().map_or(found, innermost)
}

/// "1918" or ", 1918".
fn year_here(matcher: &Matcher<'_, '_>, index: usize) -> Option<(i32, usize)> {
    let comma = usize::from(matcher.words.get(index)?.span.of(matcher.text) == ",");
    let year = matcher.words.get(index + comma)?;
    let fits = year.digits == 4 && (1000.0..2100.0).contains(&year.number) && !year.paragraph;
    fits.then_some((year.number as i32, index + comma + 1))
}

/// The word after "-", "to", "and", …, if one stands here.
fn after_link(matcher: &Matcher<'_, '_>, index: usize) -> Option<usize> {
    let link = matcher.words.get(index)?.span.of(matcher.text);
    let linked = matches!(
        link,
        "-" | "\u{2013}" | "\u{2014}" | "/" | "to" | "and" | "or" | "through" | "until" | "till" | ","
    );
    (linked && index + 1 < matcher.words.len() && !matcher.words[index].paragraph).then_some(index + 1)
}

/// Whether the match at `start` ends a range that the time before it, up to `end`, begins.
pub(super) fn ends_range(matcher: &Matcher<'_, '_>, end: usize, start: usize) -> bool {
    let between = matcher.words.get(end..start).unwrap_or_default();
    let links = ["to", "until", "till", "through", "into", "-", "\u{2013}"];
    matches!(between, [link] if links.contains(&link.span.of(matcher.text)))
}

/// Whether nothing is counted: after "24" of "April 24 and 24 people" stands a noun.
fn is_free(matcher: &Matcher<'_, '_>, index: usize) -> bool {
    let Some(word) = matcher.words.get(index) else { return true };
    let known = matcher.is_in(matcher.grammar.known.after_day, index);
    let mark = word.span.of(matcher.text);
    (word.shape == Shape::Mark && !matches!(mark, "%" | ":" | "/")) || word.paragraph || word.capital || known
}
