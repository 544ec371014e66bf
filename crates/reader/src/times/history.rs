//! Histories: stories of times long before they were published, told year by year. There "in March" is no
//! recent March, a glance back or aside leaves the story where it was, and "today" is some quoted speaker's.

use super::grammar::Means;
use super::matcher::{Match, Matcher};
use super::moment::Moment;
use super::resolve::{Context, Resolved};

/// Whether the story tells of times long before it was published, or of many years: then "in March" is no
/// recent March. A history gives dates; news says "Monday" and "today".
pub(super) fn is_history(matcher: &Matcher<'_, '_>, published: Option<i32>) -> bool {
    let words = matcher.words;
    let years: Vec<i32> = words
        .iter()
        .filter(|word| word.digits == 4 && (1400.0..2100.0).contains(&word.number))
        .map(|word| word.number as i32)
        .collect();
    let known = matcher.grammar.known;
    let day = |index: usize| words.get(index).is_some_and(|word| matches!(word.digits, 1 | 2));
    let of_month = |index: &usize| {
        matcher.is_in(known.month, *index) && (day(index + 1) || index.checked_sub(1).is_some_and(day))
    };
    let dated = years.len() + (0..words.len()).filter(of_month).count();
    let today = (0..words.len()).filter(|&index| matcher.is_in(known.day_word, index)).count();
    let far = years.iter().filter(|&&year| published.is_some_and(|now| (now - year).abs() > 2)).count();
    let (first, last) = (years.iter().min().unwrap_or(&0), years.iter().max().unwrap_or(&0));
    let old = far * 4 >= years.len() * 3 && dated >= 12;
    let recent = years.iter().filter(|&&year| published == Some(year)).count();
    let long = last - first >= 5 && dated >= 40 && recent * 3 < years.len();
    let ancient = (0..words.len()).filter(|&index| matcher.is_in(known.era, index)).count() >= 3;
    ancient || ((old || long) && today * 6 < dated)
}

/// "the previous year", "two days earlier": a glance back, from which a history returns.
pub(super) fn looks_back(found: &Match<'_>) -> bool {
    match found.pattern.means {
        Means::Shift(_, sign) | Means::Near(_, sign) => sign < 0,
        Means::Same => found.base.as_ref().is_some_and(|base| looks_back(base)),
        _ => false,
    }
}

/// How many years away from the story's own a single mention is an aside.
const FAR: i32 = 15;

/// How many words ahead the next year is looked for.
const AHEAD: usize = 3000;

/// Whether a history only glances at this time ("a film of 2007"): far from what was told before, and the
/// next year that is mentioned is far from it too.
pub(super) fn is_aside(
    matcher: &Matcher<'_, '_>,
    context: &Context,
    resolved: &Resolved,
    index: usize,
) -> bool {
    let year = |moment: &Option<Moment>| moment.as_ref().and_then(|moment| moment.year);
    let (Some(told), Some(now)) = (year(&context.then), year(&resolved.moment)) else { return false };
    if (told - now).abs() <= FAR {
        return false;
    }
    let ahead = matcher.words[index..].iter().take(AHEAD);
    let next = ahead.filter(|word| word.digits == 4).find(|word| (1000.0..2100.0).contains(&word.number));
    next.is_none_or(|next| (next.number as i32 - now).abs() > FAR)
}
