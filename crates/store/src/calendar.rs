//! Days as numbers, to reckon with.

use jiff::civil::Date;

/// Days since 1970-01-01.
pub(crate) type Day = i32;

/// The day of "2031-03-04".
pub(crate) fn day(date: &str) -> Option<Day> {
    number(date.get(..10)?.parse().ok()?)
}

/// "2031-03-04".
pub(crate) fn date(day: Day) -> String {
    let date = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(day));
    date.map_or_else(|_| String::new(), |date| date.to_string())
}

/// The first and the last day that a TIMEX3 value allows; none where it is open.
pub(crate) fn days(value: &str) -> Option<(Day, Day)> {
    let (first, last) = crate::day::days(value)?;
    Some((number(first)?, number(last)?))
}

fn number(date: Date) -> Option<Day> {
    let since = Date::constant(1970, 1, 1).until((jiff::Unit::Day, date)).ok()?;
    Some(since.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbers_and_back() {
        assert_eq!(day("1970-01-02"), Some(1));
        assert_eq!(day("2031-03-01").zip(day("2031-02-28")).map(|(one, other)| one - other), Some(1));
        assert_eq!(day("2031-03-04").map(date).as_deref(), Some("2031-03-04"));
        assert_eq!(days("2031-02").map(|(first, last)| last - first), Some(27));
        assert_eq!(days("XXXX-03-20"), None);
    }
}
