//! On which day a holiday falls.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A holiday that always falls on the same day of a month ("12-25").
pub(super) fn fixed(holiday: &str) -> Option<(u8, u8)> {
    let (month, day) = holiday.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

/// The day of a holiday in a year; none if it is not known (the feasts of lunar calendars).
///
/// A holiday is written "12-25", "easter-2" (so many days from Easter Sunday) or "11 4 4" (the fourth
/// Thursday of November; "5 -1 1" is the last Monday of May).
pub(super) fn day(holiday: &str, year: i32) -> Option<Date> {
    if let Some(days) = holiday.strip_prefix("easter") {
        let days: i32 = days.parse().ok()?;
        return easter(year)?.checked_add(days.days()).ok();
    }
    if let Some((month, day)) = fixed(holiday) {
        return Date::new(year as i16, month as i8, day as i8).ok();
    }
    let numbers: Vec<i8> = holiday.split(' ').filter_map(|number| number.parse().ok()).collect();
    let &[month, nth, weekday] = numbers.as_slice() else { return None };
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year as i16, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Easter Sunday of the western churches in a year (the anonymous Gregorian computus).
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let of_march = h + l - 7 * m + 114;
    Date::new(year as i16, (of_march / 31) as i8, (of_march % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(holiday: &str, year: i32, expected: &str) {
        assert_eq!(day(holiday, year).unwrap().to_string(), expected);
    }

    #[test]
    fn holidays_fall_on_their_days() {
        check("12-25", 2018, "2018-12-25");
        check("easter+0", 2018, "2018-04-01");
        check("easter-2", 2024, "2024-03-29");
        check("11 4 4", 2018, "2018-11-22");
        check("5 -1 1", 2018, "2018-05-28");
        assert_eq!(day("open", 2018), None);
    }
}
