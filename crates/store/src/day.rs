//! The days that a TIMEX3 value covers. Takes "2018-04", gives 2018-04-01 and 2018-04-30; an open date gives none.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The first and the last day of a value, if it settles them.
pub(crate) fn days(value: &str) -> Option<(Date, Date)> {
    let value = value.split('T').next()?;
    let mut parts = value.splitn(2, '-');
    let year = parts.next()?;
    if year.len() != 4 {
        return None;
    }
    let year: i16 = year.parse().ok().filter(|&year| year > 0)?;
    match parts.next() {
        None => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        Some(rest) => within_year(year, rest),
    }
}

fn within_year(year: i16, rest: &str) -> Option<(Date, Date)> {
    let months = |first: i8, last: i8| {
        Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
    };
    match rest {
        "H1" => return months(1, 6),
        "H2" => return months(7, 12),
        "Q1" => return months(1, 3),
        "Q2" => return months(4, 6),
        "Q3" => return months(7, 9),
        "Q4" => return months(10, 12),
        _ => {}
    }
    if let Some(week) = rest.strip_prefix('W') {
        let weekend = week.strip_suffix("-WE");
        let week: i8 = weekend.unwrap_or(week).parse().ok()?;
        let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
        let first = if weekend.is_some() { monday.checked_add(5.days()).ok()? } else { monday };
        return Some((first, monday.checked_add(6.days()).ok()?));
    }
    match rest.split_once('-') {
        None => {
            let month = rest.parse().ok()?;
            months(month, month)
        }
        Some((month, day)) => {
            let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((day, day))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_covers_its_days() {
        for (value, expected) in [
            ("2018-04-02", "2018-04-02 2018-04-02"),
            ("2018-04-02TNI", "2018-04-02 2018-04-02"),
            ("2018-02", "2018-02-01 2018-02-28"),
            ("2018", "2018-01-01 2018-12-31"),
            ("2026-W02", "2026-01-05 2026-01-11"),
            ("2026-W02-WE", "2026-01-10 2026-01-11"),
            ("2018-Q3", "2018-07-01 2018-09-30"),
        ] {
            let found = days(value).map(|(first, last)| format!("{first} {last}"));
            assert_eq!(found.as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn what_is_open_covers_none() {
        for value in
            ["XXXX-03-20", "2018-XX", "2018-SP", "PRESENT_REF", "199", "P5Y", "2018-13", "2018-02-30", ""]
        {
            assert_eq!(days(value), None, "{value}");
        }
    }
}
