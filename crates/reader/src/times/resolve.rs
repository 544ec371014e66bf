//! From a match to a TIMEX3 value: what the words leave out is taken from the day of publication, the times
//! mentioned before and the clause's tense, or stays open.

use jiff::civil::Date;
use record::TimeType;

use super::dates::{weekday_after, weekday_before};
use super::fields::{is_vague, part, stretch};
use super::grammar::{Field, From, Means};
use super::holidays;
use super::lengths::{every, length};
use super::matcher::Match;
use super::moment::{Grain, Moment, Unit};
use super::tense::Tense;

/// What the text has said so far.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// Whether the story tells of times long before it was published.
    pub(super) history: bool,
    /// The calendar time mentioned last, its year known.
    pub(super) then: Option<Moment>,
    /// The quarter of the year mentioned last: what a report on earnings is about.
    pub(super) quarter: Option<Moment>,
    /// The year, and month if there is one, of the date that ends the range which the match begins.
    pub(super) ahead: Option<(i32, Option<u8>)>,
    /// The day that begins the range which the match ends: "Tuesday" for "until Friday".
    pub(super) since: Option<Date>,
}

/// What a match proves to be.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) kind: TimeType,
    pub(super) value: String,
    pub(super) moment: Option<Moment>,
}

impl Context {
    /// The value of a match; none if it proves to be no time (the 45th of May).
    pub(super) fn resolve(&self, found: &Match<'_>, tense: Tense) -> Option<Resolved> {
        let kind = found.pattern.kind;
        let of = |default: TimeType, value: String| {
            Some(Resolved { kind: kind.unwrap_or(default), value, moment: None })
        };
        match &found.pattern.means {
            Means::Fixed(value) => of(type_of(value), value.clone()),
            Means::Length => of(TimeType::Duration, length(found)?),
            Means::Every => of(TimeType::Set, every(found)?),
            Means::Same => {
                let inner = self.resolve(found.base.as_deref()?, tense)?;
                Some(Resolved { kind: kind.unwrap_or(inner.kind), ..inner })
            }
            // "a few years ago": PAST_REF; "months later": open, for it is no time to come.
            Means::Shift(From::Now, sign) if is_vague(found) => {
                of(TimeType::Date, if *sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_string())
            }
            Means::Shift(..) if is_vague(found) => {
                let unit = Unit::from_name(found.word(Field::Units).or(found.word(Field::Unit))?)?;
                of(TimeType::Date, Moment::open(Grain::AnyDay).shifted(0, unit).value())
            }
            _ => {
                let moment = self.moment(found, tense)?;
                let default = if moment.time.is_some() { TimeType::Time } else { TimeType::Date };
                Some(Resolved { kind: kind.unwrap_or(default), value: moment.value(), moment: Some(moment) })
            }
        }
    }

    fn moment(&self, found: &Match<'_>, tense: Tense) -> Option<Moment> {
        let base = match &found.base {
            Some(base) => Some(self.resolve(base, tense)?.moment?),
            None => None,
        };
        match found.pattern.means {
            Means::Date => self.date(found, base, tense),
            Means::Shift(from, sign) => self.shift(found, from, sign, base),
            Means::Near(from, which) => self.near(found, from, which, base, tense),
            _ => None,
        }
    }

    /// What a relative time is relative to; none if it is not known.
    fn reference(&self, from: From, base: Option<Moment>) -> Option<Moment> {
        let published = self.published.map(Moment::day);
        match from {
            From::Base => base,
            // "today" in a history is some quoted speaker's.
            From::Now if self.history => None,
            From::Now => published,
            From::Then => self.then.clone().or(published),
            From::Quarter => self.quarter.clone().or(Some(published?.shifted(-1, Unit::Quarter))),
            From::Either if self.history => self.then.clone(),
            From::Either => published,
        }
    }

    fn shift(&self, found: &Match<'_>, from: From, sign: i32, base: Option<Moment>) -> Option<Moment> {
        let reference = self.reference(from, base).unwrap_or(Moment::open(Grain::AnyDay));
        let number =
            found.number(Field::Number).unwrap_or(1.0) + found.number(Field::Fraction).unwrap_or(0.0);
        let unit = found.unit().unwrap_or(Unit::Day);
        let count = sign * number as i32;
        if from == From::Quarter {
            return Some(Moment::new(reference.year? + count, reference.grain));
        }
        if unit == Unit::Year && from != From::Base {
            // "a year earlier" in a report on a quarter is that quarter a year before.
            let topic = self.quarter.as_ref().filter(|_| !self.history && number == 1.0);
            if let Some(Moment { year: Some(year), grain, .. }) = topic {
                return Some(Moment::new(year + count, *grain));
            }
        }
        if unit == Unit::Week && from == From::Base && matches!(reference.grain, Grain::Day(..)) {
            return Some(reference.shifted(7 * count, Unit::Day));
        }
        if number.fract() != 0.0 && unit == Unit::Year {
            return Some(reference.shifted((f64::from(sign) * number * 12.0) as i32, Unit::Month));
        }
        if unit == Unit::Decade && number == 1.0 {
            return Some(reference.shifted(count * 10, Unit::Year));
        }
        Some(reference.near(count, unit))
    }

    fn near(
        &self,
        found: &Match<'_>,
        from: From,
        which: i32,
        base: Option<Moment>,
        tense: Tense,
    ) -> Option<Moment> {
        let reference = self.reference(from, base);
        let time = part(found);
        let open = |grain| Moment::open(grain);
        if let Some(weekday) = found.number(Field::Weekday) {
            let weekday = weekday as u8;
            let Some(day) = reference.and_then(|moment| moment.first_day()) else {
                return Some(open(Grain::Weekday(weekday)).at(time));
            };
            let date = match which {
                -1 => weekday_before(day, weekday, false),
                1 => weekday_after(day, weekday, false),
                _ if tense == Tense::Past => weekday_before(day, weekday, true),
                _ => weekday_after(day, weekday, true),
            };
            return Some(Moment::day(date?).at(time));
        }
        if let Some((grain, begins)) = stretch(found) {
            let Some(reference) = reference else { return Some(open(grain)) };
            let (year, month) = (reference.year?, reference.first_day()?.month() as u8);
            let year = match which {
                -1 if begins >= month => year - 1,
                1 if begins <= month => year + 1,
                _ => year,
            };
            return Some(self.with_day(found, Moment::new(year, grain)));
        }
        if let Some(holiday) = found.word(Field::Holiday) {
            let Some(today) = reference.and_then(|moment| moment.first_day()) else {
                return Some(open(Grain::AnyDay));
            };
            let of = |year| holidays::day(holiday, year);
            let year = i32::from(today.year());
            let date = match which {
                -1 => of(year).filter(|date| *date < today).or(of(year - 1)),
                1 => of(year).filter(|date| *date > today).or(of(year + 1)),
                _ => of(year),
            };
            return Some(date.map_or(open(Grain::AnyDay), Moment::day));
        }
        let unit = if from == From::Quarter { Unit::Quarter } else { found.unit().unwrap_or(Unit::Day) };
        let Some(reference) = reference else { return Some(open(Grain::AnyDay).shifted(0, unit).at(time)) };
        // "over the weekend" of a Wednesday's paper is the weekend before.
        let weekday = reference.first_day().map_or(1, |date| date.weekday().to_monday_one_offset());
        if unit == Unit::Weekend && which == 0 && weekday < 6 && tense != Tense::Future {
            return Some(reference.shifted(-1, unit));
        }
        // "last night" is the night before; "this morning" is today's.
        Some(reference.near(which, unit).at(time))
    }

    fn with_day(&self, found: &Match<'_>, moment: Moment) -> Moment {
        match (found.number(Field::Day), moment.grain) {
            (Some(day), Grain::Month(month)) => Moment { grain: Grain::Day(month, day as u8), ..moment },
            _ => moment,
        }
    }
}

fn type_of(value: &str) -> TimeType {
    if value.starts_with('P') && !value.ends_with("_REF") { TimeType::Duration } else { TimeType::Date }
}
