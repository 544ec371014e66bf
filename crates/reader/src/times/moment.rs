//! A point or stretch of calendar time, as exact as the text is, and how TIMEX3 writes it.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A stretch of the calendar, from a day to a century, with a time of day where one is said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moment {
    /// Negative before Christ; none where the text leaves it open.
    pub(super) year: Option<i32>,
    pub(super) grain: Grain,
    /// What stands after the `T`: `MO`, `NI`, `20:30`.
    pub(super) time: Option<String>,
}

/// How long the stretch is, and which of its kind in the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    /// That of its year.
    Millennium,
    /// That of its year.
    Century,
    /// That of its year.
    Decade,
    Year,
    Half(u8),
    Quarter(u8),
    Season(&'static str),
    Month(u8),
    /// ISO 8601's.
    Week(u8),
    /// Of ISO 8601's week.
    Weekend(u8),
    Day(u8, u8),
    /// A day of the week, the week unknown: 1 is Monday.
    Weekday(u8),
    /// A day of a month, the month unknown.
    DayOfMonth(u8),
    /// A day of this month, not known which.
    DayIn(u8),
    /// A week, not known which.
    AnyWeek,
    /// A month, not known which.
    AnyMonth,
    /// A day, not known which.
    AnyDay,
}

/// A unit of the calendar or the clock, the shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// As the grammar's class `unit` writes it, which is TIMEX3's own letters.
    pub(super) fn from_name(name: &str) -> Option<Unit> {
        Some(match name {
            "TS" => Unit::Second,
            "TM" => Unit::Minute,
            "TH" => Unit::Hour,
            "D" => Unit::Day,
            "W" => Unit::Week,
            "WE" => Unit::Weekend,
            "M" => Unit::Month,
            "Q" => Unit::Quarter,
            "SE" => Unit::Season,
            "H" => Unit::Half,
            "Y" => Unit::Year,
            "DE" => Unit::Decade,
            "CE" => Unit::Century,
            "ML" => Unit::Millennium,
            _ => return None,
        })
    }
}

impl Moment {
    /// A day.
    pub(super) fn day(date: Date) -> Moment {
        Moment::new(i32::from(date.year()), Grain::Day(date.month() as u8, date.day() as u8))
    }

    /// A stretch of this year.
    pub(super) fn new(year: i32, grain: Grain) -> Moment {
        Moment { year: Some(year), grain, time: None }
    }

    /// A stretch of a year that is not known.
    pub(super) fn open(grain: Grain) -> Moment {
        Moment { year: None, grain, time: None }
    }

    /// The same, at this time of day.
    pub(super) fn at(self, time: Option<String>) -> Moment {
        Moment { time: time.or(self.time), ..self }
    }

    /// Its first day, if it is known.
    pub(super) fn first_day(&self) -> Option<Date> {
        let year = self.year?;
        let of = |month: u8, day: u8| Date::new(year as i16, month as i8, day as i8).ok();
        match self.grain {
            Grain::Millennium => {
                of(1, 1).and_then(|date| date.with().year((year - year.rem_euclid(1000)) as i16).build().ok())
            }
            Grain::Century => {
                of(1, 1).and_then(|date| date.with().year((year - year.rem_euclid(100)) as i16).build().ok())
            }
            Grain::Decade => {
                of(1, 1).and_then(|date| date.with().year((year - year.rem_euclid(10)) as i16).build().ok())
            }
            Grain::Year | Grain::AnyMonth | Grain::AnyWeek | Grain::AnyDay => of(1, 1),
            Grain::Half(half) => of(6 * half - 5, 1),
            Grain::Quarter(quarter) => of(3 * quarter - 2, 1),
            Grain::Season(season) => of(season_month(season), 1),
            Grain::Month(month) | Grain::DayIn(month) => of(month, 1),
            Grain::Week(week) => iso_day(year, week, Weekday::Monday),
            Grain::Weekend(week) => iso_day(year, week, Weekday::Saturday),
            Grain::Day(month, day) => of(month, day),
            Grain::Weekday(_) | Grain::DayOfMonth(_) => None,
        }
    }

    /// Its month, if it lies in one.
    pub(super) fn month(&self) -> Option<u8> {
        match self.grain {
            Grain::Month(month) | Grain::Day(month, _) | Grain::DayIn(month) => Some(month),
            Grain::Week(_) | Grain::Weekend(_) => self.first_day().map(|date| date.month() as u8),
            _ => None,
        }
    }

    /// The unit that its grain is one of.
    pub(super) fn unit(&self) -> Unit {
        if self.time.is_some() {
            return Unit::Hour;
        }
        match self.grain {
            Grain::Millennium => Unit::Millennium,
            Grain::Century => Unit::Century,
            Grain::Decade => Unit::Decade,
            Grain::Year => Unit::Year,
            Grain::Half(_) => Unit::Half,
            Grain::Quarter(_) => Unit::Quarter,
            Grain::Season(_) => Unit::Season,
            Grain::Month(_) | Grain::AnyMonth => Unit::Month,
            Grain::Week(_) | Grain::AnyWeek => Unit::Week,
            Grain::Weekend(_) => Unit::Weekend,
            Grain::Day(..) | Grain::Weekday(_) | Grain::DayOfMonth(_) | Grain::DayIn(_) | Grain::AnyDay => {
                Unit::Day
            }
        }
    }

    /// The same, where "that day" of a year or a month stays open, as the text leaves it.
    pub(super) fn near(&self, by: i32, unit: Unit) -> Moment {
        let short = matches!(unit, Unit::Hour | Unit::Minute | Unit::Second | Unit::Day);
        let known = match unit {
            _ if short => matches!(self.grain, Grain::Day(..)),
            Unit::Week | Unit::Weekend => {
                matches!(self.grain, Grain::Day(..) | Grain::Week(_) | Grain::Weekend(_))
            }
            Unit::Month => self.month().is_some(),
            _ => true,
        };
        match (known, self.month(), self.year) {
            (true, ..) | (_, _, None) => self.shifted(by, unit),
            (false, Some(month), Some(year)) if short && by == 0 => Moment::new(year, Grain::DayIn(month)),
            (false, _, Some(year)) => Moment::new(year, unknown(unit)),
        }
    }

    /// The stretch of this unit that it lies in, that many later; with the year open if it was.
    pub(super) fn shifted(&self, by: i32, unit: Unit) -> Moment {
        match self.year {
            None => Moment::open(unknown(unit)),
            Some(year) => self.shifted_in(year, by, unit).unwrap_or_else(|| Moment::open(unknown(unit))),
        }
    }

    fn shifted_in(&self, year: i32, by: i32, unit: Unit) -> Option<Moment> {
        let months = |count: i32| {
            let month = i32::from(self.month().or_else(|| self.first_day().map(|date| date.month() as u8))?);
            let all = year * 12 + month - 1 + count;
            Some((all.div_euclid(12), all.rem_euclid(12) as u8 + 1))
        };
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => {
                Moment { time: Some("XX".to_string()), ..Moment::day(self.first_day()?) }
            }
            Unit::Day => Moment::day(self.first_day()?.checked_add(by.days()).ok()?),
            Unit::Week => of_week(self.first_day()?.checked_add(by.weeks()).ok()?, Grain::Week),
            Unit::Weekend => of_week(self.first_day()?.checked_add(by.weeks()).ok()?, Grain::Weekend),
            Unit::Month => months(by).map(|(year, month)| Moment::new(year, Grain::Month(month)))?,
            Unit::Quarter => {
                months(3 * by).map(|(year, month)| Moment::new(year, Grain::Quarter(month.div_ceil(3))))?
            }
            Unit::Half => {
                months(6 * by).map(|(year, month)| Moment::new(year, Grain::Half(month.div_ceil(6))))?
            }
            Unit::Season => {
                months(3 * by).map(|(year, month)| Moment::new(year, Grain::Season(season_of(month))))?
            }
            Unit::Year => Moment::new(year + by, Grain::Year),
            Unit::Decade => Moment::new(year + 10 * by, Grain::Decade),
            Unit::Century => Moment::new(year + 100 * by, Grain::Century),
            Unit::Millennium => Moment::new(year + 1000 * by, Grain::Millennium),
        })
    }

    /// TIMEX3's value.
    pub(super) fn value(&self) -> String {
        let year = year_text(self.year);
        let date = match self.grain {
            Grain::Millennium => cut(&year, 3),
            Grain::Century => cut(&year, 2),
            Grain::Decade => cut(&year, 1),
            Grain::Year => year,
            Grain::Half(half) => format!("{year}-H{half}"),
            Grain::Quarter(quarter) => format!("{year}-Q{quarter}"),
            Grain::Season(season) => format!("{year}-{season}"),
            Grain::Month(month) => format!("{year}-{month:02}"),
            Grain::Week(week) => format!("{year}-W{week:02}"),
            Grain::Weekend(week) => format!("{year}-W{week:02}-WE"),
            Grain::Day(month, day) => format!("{year}-{month:02}-{day:02}"),
            Grain::Weekday(day) => format!("{year}-WXX-{day}"),
            Grain::DayOfMonth(day) => format!("{year}-XX-{day:02}"),
            Grain::DayIn(month) => format!("{year}-{month:02}-XX"),
            Grain::AnyWeek => format!("{year}-WXX"),
            Grain::AnyMonth => format!("{year}-XX"),
            Grain::AnyDay => format!("{year}-XX-XX"),
        };
        match &self.time {
            Some(time) => format!("{date}T{time}"),
            None => date,
        }
    }
}

/// The week, or its end, that a day lies in.
fn of_week(date: Date, grain: fn(u8) -> Grain) -> Moment {
    let week = date.iso_week_date();
    Moment::new(i32::from(week.year()), grain(week.week() as u8))
}

fn iso_day(year: i32, week: u8, weekday: Weekday) -> Option<Date> {
    ISOWeekDate::new(year as i16, week as i8, weekday).ok().map(ISOWeekDate::date)
}

fn unknown(unit: Unit) -> Grain {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Grain::AnyDay,
        Unit::Week | Unit::Weekend => Grain::AnyWeek,
        Unit::Month | Unit::Quarter | Unit::Half | Unit::Season => Grain::AnyMonth,
        Unit::Year => Grain::Year,
        Unit::Decade => Grain::Decade,
        Unit::Century => Grain::Century,
        Unit::Millennium => Grain::Millennium,
    }
}

fn year_text(year: Option<i32>) -> String {
    match year {
        None => "XXXX".to_string(),
        Some(year) if year < 0 => format!("BC{:04}", -year),
        Some(year) => format!("{year:04}"),
    }
}

fn cut(year: &str, digits: usize) -> String {
    year[..year.len() - digits].to_string()
}

/// The month that a season begins in, of the northern half.
pub(super) fn season_month(season: &str) -> u8 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}

/// The season that a month lies in.
fn season_of(month: u8) -> &'static str {
    match month {
        3..=5 => "SP",
        6..=8 => "SU",
        9..=11 => "FA",
        _ => "WI",
    }
}

/// A season as the grammar's class writes it.
pub(super) fn season_named(name: &str) -> &'static str {
    ["SP", "SU", "FA"].into_iter().find(|&season| season == name).unwrap_or("WI")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(date: &str, by: i32, unit: Unit, expected: &str) {
        let date: Date = date.parse().unwrap();
        assert_eq!(Moment::day(date).shifted(by, unit).value(), expected);
    }

    #[test]
    fn shifts_by_units() {
        check("2018-04-04", -2, Unit::Day, "2018-04-02");
        check("2018-04-04", -1, Unit::Week, "2018-W13");
        check("2018-04-04", 0, Unit::Weekend, "2018-W14-WE");
        check("2018-01-31", -1, Unit::Month, "2017-12");
        check("2018-04-04", -1, Unit::Quarter, "2018-Q1");
        check("2018-04-04", -10, Unit::Year, "2008");
        check("2018-04-04", -1, Unit::Century, "19");
    }

    #[test]
    fn before_christ() {
        assert_eq!(Moment::new(-490, Grain::Day(9, 12)).value(), "BC0490-09-12");
        assert_eq!(Moment::new(-470, Grain::Decade).value(), "BC047");
    }
}
