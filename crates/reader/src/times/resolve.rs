//! From a match to a TIMEX3 value: what the words leave out is taken from the day of publication, the times
//! mentioned before and the clause's tense, or stays open.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use record::TimeType;

use super::grammar::{Field, From, Means};
use super::matcher::{Captured, Match};
use super::moment::{Grain, Moment, Unit, easter, season_month, season_named};
use super::tense::Tense;

/// From this many months later in the year to a month, the year has turned: "in January" after November.
const TURN: u8 = 9;

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
            Means::Every => of(TimeType::Set, self.every(found)?),
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
        if let Some((month, day)) = found.word(Field::Holiday).and_then(fixed_day) {
            let Some(reference) = reference else { return Some(open(Grain::Day(month, day))) };
            let today = reference.first_day()?;
            let of = |year: i32| Date::new(year as i16, month as i8, day as i8).ok();
            let year = i32::from(today.year());
            let date = match which {
                -1 => of(year).filter(|date| *date < today).or(of(year - 1)),
                1 => of(year).filter(|date| *date > today).or(of(year + 1)),
                _ => of(year),
            };
            return date.map(Moment::day);
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

    /// What the captures say, filled up from the base or the context.
    fn date(&self, found: &Match<'_>, base: Option<Moment>, tense: Tense) -> Option<Moment> {
        let time = clock(found).or_else(|| part(found));
        if let Some(Captured::Date(year, month, day)) = found.get(Field::Numeric) {
            Date::new(year as i16, month as i8, day as i8).ok()?;
            return Some(Moment::new(year, Grain::Day(month, day)).at(time));
        }
        let said = self.year(found).or(base.as_ref().and_then(|base| base.year)).or(self.year_ahead(found));
        if let Some(holiday) = found.word(Field::Holiday) {
            return self.holiday(holiday, said, tense).map(|moment| moment.at(time));
        }
        if let Some(weekday) = found.number(Field::Weekday) {
            let weekday = weekday as u8;
            if let Some(base) = base {
                // "Monday last week", "Saturday, April 25": the week or the day is known.
                return match base.grain {
                    Grain::Week(_) => Some(
                        Moment::day(base.first_day()?.checked_add((i32::from(weekday) - 1).days()).ok()?)
                            .at(time),
                    ),
                    _ => Some(base.at(time)),
                };
            }
            return Some(self.weekday(weekday, tense).at(time));
        }
        if let (Some(month), Some(day)) = (found.number(Field::Month), found.number(Field::Day)) {
            let (month, day) = (month as u8, day as u8);
            let year = said.or_else(|| self.year_of_day(month, day, tense));
            // A leap year's, if the year is open.
            Date::new(year.unwrap_or(2000) as i16, month as i8, day as i8).ok()?;
            return Some(Moment { year, grain: Grain::Day(month, day), time });
        }
        if let Some((grain, begins)) = stretch(found) {
            let year = said.or_else(|| self.year_of_stretch(begins, grain, tense));
            return Some(Moment { year, grain, time });
        }
        if let Some(decade) = found.number(Field::Decade) {
            let era = if found.get(Field::Era).is_some() { -1 } else { 1 };
            let decade = decade as i32;
            let year = if decade < 100 { decade + self.century_of(decade) } else { decade };
            // "the 1800s" are a century.
            let grain = if year % 100 == 0 { Grain::Century } else { Grain::Decade };
            return Some(Moment::new(era * year, grain));
        }
        if let Some(century) = found.number(Field::Century) {
            let before = (century as i32 - 1) * 100;
            let year = if found.get(Field::Era).is_some() { -before.max(1) } else { before };
            return Some(Moment::new(year, Grain::Century));
        }
        if let Some(day) = found.number(Field::Day) {
            let day = day as u8;
            if let Some(base) = base {
                return Some(Moment { grain: Grain::Day(base.month()?, day), time, ..base });
            }
            return Some(self.day_of_month(day).at(time));
        }
        if let Some(year) = said {
            if let Some(base) = base.filter(|_| time.is_some()) {
                return Some(base.at(time));
            }
            return Some(Moment::new(year, Grain::Year));
        }
        let time = time?;
        let day = match base {
            Some(base) => base,
            None => self.today(),
        };
        Some(day.at(Some(time)))
    }

    /// "November 1988 to February 1989" shares no year, "March to June 1918" does.
    fn year_ahead(&self, found: &Match<'_>) -> Option<i32> {
        let (year, until) = self.ahead?;
        let month = found.number(Field::Month).map(|month| month as u8);
        match (month, until) {
            (Some(month), Some(until)) if month > until => Some(year - 1),
            (None, _) if found.get(Field::Season).is_none() => None,
            _ => Some(year),
        }
    }

    fn year(&self, found: &Match<'_>) -> Option<i32> {
        let year = found.number(Field::Year)? as i32;
        if found.get(Field::Era).is_some() {
            return Some(-year);
        }
        let digits = found.number(Field::Year)? as i32;
        Some(if digits < 100 { digits + self.century_of(digits) } else { year })
    }

    /// The century that two digits of a year belong to: that of the times told of.
    fn century_of(&self, digits: i32) -> i32 {
        let told = if self.history { self.then.as_ref().and_then(|then| then.year) } else { None };
        if let Some(year) = told {
            return year - year.rem_euclid(100);
        }
        match self.published {
            Some(date) => {
                let century = i32::from(date.year()).div_euclid(100) * 100;
                if century + digits > i32::from(date.year()) + 10 { century - 100 } else { century }
            }
            None if digits < 30 => 2000,
            None => 1900,
        }
    }

    fn holiday(&self, name: &str, year: Option<i32>, tense: Tense) -> Option<Moment> {
        if let Some((month, day)) = fixed_day(name) {
            let year = year.or_else(|| self.year_of_day(month, day, tense));
            return Some(Moment { year, grain: Grain::Day(month, day), time: None });
        }
        if let Some(days) = name.strip_prefix("easter") {
            let days: i32 = days.parse().ok()?;
            let of = |year: i32| easter(year)?.checked_add(days.days()).ok();
            let year = year.or_else(|| {
                let near = of(i32::from(self.published?.year()))?;
                self.year_of_day(near.month() as u8, near.day() as u8, tense)
            });
            let day = year.and_then(of);
            return Some(day.map_or(Moment::open(Grain::AnyDay), Moment::day));
        }
        // "11 4 4": the fourth Thursday of November; "5 -1 1": the last Monday of May.
        let numbers: Vec<i32> = name.split(' ').filter_map(|number| number.parse().ok()).collect();
        if let &[month, nth, weekday] = numbers.as_slice() {
            let of = |year: i32| {
                let first = Date::new(year as i16, month as i8, 1).ok()?;
                first
                    .nth_weekday_of_month(nth as i8, Weekday::from_monday_one_offset(weekday as i8).ok()?)
                    .ok()
            };
            let year = year.or_else(|| {
                let near = of(i32::from(self.published?.year()))?;
                self.year_of_day(near.month() as u8, near.day() as u8, tense)
            });
            return Some(year.and_then(of).map_or(Moment::open(Grain::AnyDay), Moment::day));
        }
        Some(Moment {
            year: year.or(self.published.map(|date| i32::from(date.year()))),
            grain: Grain::AnyDay,
            time: None,
        })
    }

    /// A day that only its weekday tells of.
    fn weekday(&self, weekday: u8, tense: Tense) -> Moment {
        if self.history {
            return Moment::open(Grain::Weekday(weekday));
        }
        let Some(published) = self.published else { return Moment::open(Grain::Weekday(weekday)) };
        let date = match tense {
            Tense::Future => weekday_after(published, weekday, true),
            _ => weekday_before(published, weekday, true),
        };
        date.map_or(Moment::open(Grain::Weekday(weekday)), Moment::day)
    }

    /// The year of a month in a history: that of the time told last, or the next after a turn of the year.
    fn told_year(&self, month: u8) -> Option<i32> {
        let then = self.then.as_ref()?;
        let told = match then.grain {
            Grain::Season(season) => Some(season_month(season)),
            _ => then.month(),
        };
        let turned = told.is_some_and(|told| told >= month + TURN);
        Some(then.year? + i32::from(turned))
    }

    /// The year of a month's day without one.
    fn year_of_day(&self, month: u8, day: u8, tense: Tense) -> Option<i32> {
        if self.history || self.published.is_none() {
            return self.told_year(month);
        }
        let published = self.published?;
        let year = published.year();
        let days = |year: i16| {
            Date::new(year, month as i8, day as i8)
                .ok()
                .map(|date| published.until(date).map_or(0, |span| span.get_days()))
        };
        let candidates: Vec<(i16, i32)> =
            [year - 1, year, year + 1].into_iter().filter_map(|year| Some((year, days(year)?))).collect();
        let nearest = candidates.iter().min_by_key(|(_, days)| days.abs())?;
        let chosen = match tense {
            _ if nearest.1.abs() <= 75 => nearest,
            Tense::Future => candidates.iter().find(|(_, days)| *days >= 0)?,
            Tense::Past => candidates.iter().rev().find(|(_, days)| *days <= 0)?,
            _ => nearest,
        };
        Some(i32::from(chosen.0))
    }

    /// The year of a month, quarter, half or season without one, which begins in this month.
    fn year_of_stretch(&self, begins: u8, grain: Grain, tense: Tense) -> Option<i32> {
        if self.history || self.published.is_none() {
            return self.told_year(begins);
        }
        let published = self.published?;
        let (year, now) = (i32::from(published.year()), i32::from(published.month()));
        let begins = i32::from(begins);
        let length = match grain {
            Grain::Half(_) => 6,
            Grain::Quarter(_) | Grain::Season(_) => 3,
            _ => 1,
        };
        // "in winter" in January is the one that began in December.
        if (begins..begins + length).contains(&(now + 12)) {
            return Some(year - 1);
        }
        let is_now = (begins..begins + length).contains(&now);
        Some(match tense {
            _ if is_now => year,
            _ if matches!(grain, Grain::Quarter(_)) && (-8..=2).contains(&(begins - now)) => year,
            Tense::Future | Tense::Promised if begins < now => year + 1,
            Tense::Past if begins > now => year - 1,
            Tense::Unknown | Tense::Present | Tense::Promised if begins - now > 6 => year - 1,
            _ => year,
        })
    }

    fn day_of_month(&self, day: u8) -> Moment {
        let told = self.then.clone().filter(|then| then.month().is_some());
        let published = self.published.filter(|_| !self.history).map(Moment::day);
        let month = told.or(published).and_then(|moment| Some((moment.year, moment.month()?)));
        match month {
            Some((year, month)) => Moment { year, grain: Grain::Day(month, day), time: None },
            None => Moment::open(Grain::DayOfMonth(day)),
        }
    }

    /// The day that a bare time of day belongs to.
    fn today(&self) -> Moment {
        let told = self.then.clone().filter(|then| matches!(then.grain, Grain::Day(..)));
        let published = self.published.filter(|_| !self.history).map(Moment::day);
        let day = if self.history { told } else { told.or(published) };
        day.map_or(Moment::open(Grain::AnyDay), |day| Moment { time: None, ..day })
    }

    fn every(&self, found: &Match<'_>) -> Option<String> {
        let time = part(found).map_or(String::new(), |part| format!("T{part}"));
        if let Some(weekday) = found.number(Field::Weekday) {
            return Some(format!("XXXX-WXX-{weekday}{time}"));
        }
        if let Some(month) = found.number(Field::Month) {
            return Some(format!("XXXX-{month:02}"));
        }
        if let Some(season) = found.word(Field::Season) {
            return Some(format!("XXXX-{season}"));
        }
        if let Some((month, day)) = found.word(Field::Holiday).and_then(fixed_day) {
            return Some(format!("XXXX-{month:02}-{day:02}"));
        }
        if !time.is_empty() {
            return Some(format!("XXXX-XX-XX{time}"));
        }
        match found.word(Field::Frequency) {
            Some(frequency) => Some(frequency.to_string()),
            None => length(found),
        }
    }
}

/// "a few years", "months": no number.
fn is_vague(found: &Match<'_>) -> bool {
    found.word(Field::Number) == Some("X") || found.get(Field::Units).is_some()
}

/// "P3D", "PT30M", "P2Y6M", "PXW".
fn length(found: &Match<'_>) -> Option<String> {
    if let Some(base) = found.base.as_ref().filter(|base| base.pattern.means == Means::Length) {
        return length(base);
    }
    let several = found.word(Field::Units);
    let unit = several.or(found.word(Field::Unit)).unwrap_or("Y");
    let (clock, letter) = match unit.strip_prefix('T') {
        Some(letter) => ("T", letter),
        None => ("", unit),
    };
    let letter = match letter {
        "SE" => "Y",
        "ML" => "L",
        other => other,
    };
    let fraction = found.number(Field::Fraction).unwrap_or(0.0);
    let number = match (found.get(Field::Number), found.number(Field::Number)) {
        _ if several.is_some() => return Some(format!("P{clock}X{letter}")),
        (_, Some(number)) => number + fraction,
        (Some(_), None) => return Some(format!("P{clock}X{letter}")),
        (None, None) if fraction > 0.0 => fraction,
        (None, None) => 1.0,
    };
    if number.fract() == 0.0 {
        return Some(match letter {
            "L" => format!("P{number}L"),
            "DE" if number > 1.0 => format!("P{}Y", number * 10.0),
            _ => format!("P{clock}{number}{letter}"),
        });
    }
    let whole = number.trunc();
    let rest = |size: f64, small: &str| {
        let small_count = (number.fract() * size).round();
        if whole == 0.0 {
            format!("P{clock}{small_count}{small}")
        } else {
            format!("P{clock}{whole}{letter}{small_count}{small}")
        }
    };
    Some(match (clock, letter) {
        ("T", "H") => rest(60.0, "M"),
        ("T", "M") => rest(60.0, "S"),
        ("", "Y") => rest(12.0, "M"),
        ("", "DE") => format!("P{}Y", number * 10.0),
        ("", "CE") => format!("P{}Y", number * 100.0),
        _ => format!("P{clock}{number}{letter}"),
    })
}

/// A month, quarter, half or season, and the month that it begins in.
fn stretch(found: &Match<'_>) -> Option<(Grain, u8)> {
    if let Some(month) = found.number(Field::Month) {
        return Some((Grain::Month(month as u8), month as u8));
    }
    if let Some(quarter) = found.number(Field::Quarter) {
        return Some((Grain::Quarter(quarter as u8), 3 * quarter as u8 - 2));
    }
    if let Some(half) = found.number(Field::Half) {
        return Some((Grain::Half(half as u8), 6 * half as u8 - 5));
    }
    let season = season_named(found.word(Field::Season)?);
    Some((Grain::Season(season), season_month(season)))
}

/// "MO" of "morning".
fn part(found: &Match<'_>) -> Option<String> {
    found.word(Field::Part).map(str::to_string)
}

/// "20:30" of "8:30 p.m."
fn clock(found: &Match<'_>) -> Option<String> {
    let (hour, minute) = match found.get(Field::Clock) {
        Some(Captured::Clock(hour, minute)) => (hour, minute),
        _ => (found.number(Field::Hour)? as u8, 0),
    };
    let hour = match found.word(Field::Meridiem) {
        Some("PM") if hour < 12 => hour + 12,
        Some("AM") if hour == 12 => 0,
        _ => hour,
    };
    (hour <= 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// A holiday that always falls on the same day: "12-25".
fn fixed_day(holiday: &str) -> Option<(u8, u8)> {
    let (month, day) = holiday.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

fn weekday_before(day: Date, weekday: u8, or_same: bool) -> Option<Date> {
    weekday_near(day, weekday, or_same, -1)
}

fn weekday_after(day: Date, weekday: u8, or_same: bool) -> Option<Date> {
    weekday_near(day, weekday, or_same, 1)
}

fn weekday_near(day: Date, weekday: u8, or_same: bool, direction: i32) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday as i8).ok()?;
    if or_same && day.weekday() == weekday {
        return Some(day);
    }
    day.nth_weekday(direction, weekday).ok()
}

fn type_of(value: &str) -> TimeType {
    if value.starts_with('P') && !value.ends_with("_REF") { TimeType::Duration } else { TimeType::Date }
}
