//! The way through a text, from its first word to its last: each match is resolved and remembered for those
//! that follow.

use jiff::civil::Date;
use language::Parse;
use record::TimeType;

use super::Time;
use super::grammar::Means;
use super::history::{is_aside, looks_back};
use super::matcher::{Match, Matcher};
use super::moment::{Grain, Moment, Unit};
use super::ranges;
use super::resolve::{Context, Resolved};
use super::tense;

/// A text, read so far.
pub(super) struct Reading<'a> {
    matcher: &'a Matcher<'a, 'a>,
    parse: &'a Parse,
    context: Context,
    /// The match before, by the word after it.
    last: Option<(usize, Moment)>,
    /// What was found, in the order of the text.
    pub(super) times: Vec<Time>,
}

impl<'a> Reading<'a> {
    /// A text of which nothing is read yet.
    pub(super) fn new(
        matcher: &'a Matcher<'a, 'a>,
        published: Option<Date>,
        parse: &'a Parse,
    ) -> Reading<'a> {
        let history = matcher.history;
        let context = Context { published, history, then: None, quarter: None, ahead: None, since: None };
        Reading { matcher, parse, context, last: None, times: Vec::new() }
    }

    /// Reads what begins at a word; gives the word to go on from.
    pub(super) fn read(&mut self, index: usize) -> usize {
        let found = if self.matcher.may_start(index) { self.matcher.longest(index) } else { None };
        let next = match found {
            Some(found) => self.take(&found),
            None => self.take_lead(index),
        };
        next.unwrap_or(index + 1)
    }

    /// Adds a match and the rest of the range that it begins; none if it proves to be no time.
    fn take(&mut self, found: &Match<'_>) -> Option<usize> {
        let range = self.last.as_ref().filter(|(end, moment)| {
            moment.unit() <= Unit::Day && ranges::ends_range(self.matcher, *end, found.start)
        });
        self.context.since = range.and_then(|(_, moment)| moment.first_day());
        let resolved = self.resolve(found)?;
        let glance = self.context.history
            && (looks_back(found) || is_aside(self.matcher, &self.context, &resolved, found.end));
        if !glance {
            note(&mut self.context, &resolved, is_said(found));
        }
        self.last = resolved.moment.clone().map(|moment| (found.end, moment));
        let line = found.pattern.line;
        self.add(found.start, found.end, resolved.kind, resolved.value, line);
        let mut end = found.end;
        let rest = resolved.moment.map(|moment| ranges::rest(self.matcher, &moment, end));
        for (from, to, moment) in rest.into_iter().flatten() {
            self.add(from, to, resolved.kind, moment.value(), line);
            end = to;
        }
        Some(end)
    }

    /// Adds "28" of "28 and 29 August", which alone is no time.
    fn take_lead(&mut self, index: usize) -> Option<usize> {
        let (day, to, date) = ranges::lead(self.matcher, index)?;
        let full = self.matcher.longest(date)?;
        let moment = self.resolve(&full)?.moment?;
        let Grain::Day(month, _) = moment.grain else { return None };
        let moment = Moment { year: moment.year, grain: Grain::Day(month, day), time: None };
        self.add(index, to, TimeType::Date, moment.value(), full.pattern.line);
        Some(to)
    }

    fn resolve(&mut self, found: &Match<'_>) -> Option<Resolved> {
        let tense = tense::around(self.matcher, self.parse, found.start, found.end);
        self.context.ahead = ranges::ahead(self.matcher, found);
        self.context.resolve(found, tense)
    }

    fn add(&mut self, from: usize, to: usize, kind: TimeType, value: String, line: u32) {
        let words = self.matcher.words;
        let span = words[from].span.cover(words[to - 1].span);
        self.times.push(Time { span, kind, value, line });
    }
}

/// Whether the words themselves say which time it is ("the third quarter", not "a year earlier").
fn is_said(found: &Match<'_>) -> bool {
    match found.pattern.means {
        Means::Date => true,
        Means::Same => found.base.as_ref().is_some_and(|base| is_said(base)),
        _ => false,
    }
}

/// Remembers what later words may refer to.
fn note(context: &mut Context, resolved: &Resolved, said: bool) {
    let Some(moment) = &resolved.moment else { return };
    if moment.year.is_none() {
        return;
    }
    let newer = |other: &Moment| moment.first_day() >= other.first_day();
    if said && matches!(moment.grain, Grain::Quarter(_)) && context.quarter.as_ref().is_none_or(newer) {
        context.quarter = Some(moment.clone());
    }
    if !matches!(moment.unit(), Unit::Decade | Unit::Century | Unit::Millennium) {
        context.then = Some(moment.clone());
    }
}
