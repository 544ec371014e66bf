//! The date that a match's captures say, with what they leave out filled up from the story: the year of
//! "October 12", the day of "8:30 p.m."

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::fields::{clock, part, stretch};
use super::grammar::Field;
use super::holidays;
use super::matcher::{Captured, Match};
use super::moment::{Grain, Moment, season_month};
use super::resolve::Context;
use super::tense::Tense;

/// From this many months later in the year to a month, the year has turned: "in January" after November.
const TURN: u8 = 9;

/// So many days from publication a day needs no tense to tell its year.
const NEAR: i32 = 75;

impl Context {
    /// What the captures say, filled up from the base or the context.
    pub(super) fn date(&self, found: &Match<'_>, base: Option<Moment>, tense: Tense) -> Option<Moment> {
        let time = clock(found).or_else(|| part(found));
        if let Some(Captured::Date(year, month, day)) = found.get(Field::Numeric) {
            Date::new(year as i16, month as i8, day as i8).ok()?;
            return Some(Moment::new(year, Grain::Day(month, day)).at(time));
        }
        let said = self.year(found).or(base.as_ref().and_then(|base| base.year)).or(self.year_ahead(found));
        let number = |field| found.number(field).map(|number| number as u8);
        if let Some(holiday) = found.word(Field::Holiday) {
            Some(self.holiday(holiday, said, tense).at(time))
        } else if let Some(weekday) = number(Field::Weekday) {
            Some(self.weekday(weekday, base, tense)?.at(time))
        } else if let (Some(month), Some(day)) = (number(Field::Month), number(Field::Day)) {
            let year = said.or_else(|| self.year_of_day(month, day, tense));
            // A leap year's, if the year is open.
            Date::new(year.unwrap_or(2000) as i16, month as i8, day as i8).ok()?;
            Some(Moment { year, grain: Grain::Day(month, day), time })
        } else if let Some((grain, begins)) = stretch(found) {
            let year = said.or_else(|| self.year_of_stretch(begins, grain, tense));
            Some(Moment { year, grain, time })
        } else if found.get(Field::Decade).is_some() || found.get(Field::Century).is_some() {
            self.decade_or_century(found)
        } else if let Some(day) = number(Field::Day) {
            Some(self.day_of_month(day, base)?.at(time))
        } else if let Some(time) = time {
            Some(base.unwrap_or_else(|| self.today()).at(Some(time)))
        } else {
            said.map(|year| Moment::new(year, Grain::Year))
        }
    }

    fn decade_or_century(&self, found: &Match<'_>) -> Option<Moment> {
        let ancient = found.get(Field::Era).is_some();
        if let Some(century) = found.number(Field::Century) {
            let before = (century as i32 - 1) * 100;
            return Some(Moment::new(if ancient { -before.max(1) } else { before }, Grain::Century));
        }
        let decade = found.number(Field::Decade)? as i32;
        let year = if decade < 100 && !ancient { decade + self.century_of(decade) } else { decade };
        // "the 1800s" are a century.
        let grain = if year % 100 == 0 { Grain::Century } else { Grain::Decade };
        Some(Moment::new(if ancient { -year } else { year }, grain))
    }

    fn holiday(&self, name: &str, year: Option<i32>, tense: Tense) -> Moment {
        let near = || {
            let (month, day) = holidays::fixed(name).or_else(|| {
                let near = holidays::day(name, i32::from(self.published?.year()))?;
                Some((near.month() as u8, near.day() as u8))
            })?;
            self.year_of_day(month, day, tense)
        };
        let year = year.or_else(near).or(self.published.map(|date| i32::from(date.year())));
        let grain = holidays::fixed(name).map_or(Grain::AnyDay, |(month, day)| Grain::Day(month, day));
        let day = year.and_then(|year| holidays::day(name, year));
        day.map_or(Moment { year, grain, time: None }, Moment::day)
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

    /// A weekday of a known week or day ("Monday last week", "Saturday, April 25"), or one that nothing more
    /// tells of.
    fn weekday(&self, weekday: u8, base: Option<Moment>, tense: Tense) -> Option<Moment> {
        if let Some(base) = base {
            let Grain::Week(_) = base.grain else { return Some(base) };
            let after = i32::from(weekday) - 1;
            return Some(Moment::day(base.first_day()?.checked_add(after.days()).ok()?));
        }
        if let Some(since) = self.since {
            return weekday_after(since, weekday, false).map(Moment::day);
        }
        let published = self.published.filter(|_| !self.history);
        let date = published.and_then(|published| match tense {
            Tense::Future => weekday_after(published, weekday, true),
            _ => weekday_before(published, weekday, true),
        });
        Some(date.map_or(Moment::open(Grain::Weekday(weekday)), Moment::day))
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
            _ if nearest.1.abs() <= NEAR => nearest,
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

    /// "the 28th", of the base's month or that of the time told last.
    fn day_of_month(&self, day: u8, base: Option<Moment>) -> Option<Moment> {
        if let Some(base) = base {
            return Some(Moment { grain: Grain::Day(base.month()?, day), ..base });
        }
        let told = self.then.clone().filter(|then| then.month().is_some());
        let published = self.published.filter(|_| !self.history).map(Moment::day);
        let month = told.or(published).and_then(|moment| Some((moment.year, moment.month()?)));
        Some(match month {
            Some((year, month)) => Moment { year, grain: Grain::Day(month, day), time: None },
            None => Moment::open(Grain::DayOfMonth(day)),
        })
    }

    /// The day that a bare time of day belongs to.
    fn today(&self) -> Moment {
        let told = self.then.clone().filter(|then| matches!(then.grain, Grain::Day(..)));
        let published = self.published.filter(|_| !self.history).map(Moment::day);
        let day = if self.history { told } else { told.or(published) };
        day.map_or(Moment::open(Grain::AnyDay), |day| Moment { time: None, ..day })
    }
}

pub(super) fn weekday_before(day: Date, weekday: u8, or_same: bool) -> Option<Date> {
    weekday_near(day, weekday, or_same, -1)
}

pub(super) fn weekday_after(day: Date, weekday: u8, or_same: bool) -> Option<Date> {
    weekday_near(day, weekday, or_same, 1)
}

fn weekday_near(day: Date, weekday: u8, or_same: bool, direction: i32) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday as i8).ok()?;
    if or_same && day.weekday() == weekday {
        return Some(day);
    }
    day.nth_weekday(direction, weekday).ok()
}
