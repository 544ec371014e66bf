use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A day, or a month or year of which no more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialDate {
    /// The year.
    pub year: i16,
    /// 1 to 12; 0 if only the year is known.
    pub month: i8,
    /// 1 to 31; 0 if only the month is known.
    pub day: i8,
}

impl PartialDate {
    /// Reads `2018-03-04`, `2018-03` or `2018`; `None` if it is none of these or no day of the calendar.
    pub fn read(text: &str) -> Option<PartialDate> {
        let parts: Vec<&str> = text.split('-').collect();
        let widths_fit = parts.iter().zip([4, 2, 2]).all(|(part, width)| part.len() == width);
        if !widths_fit || parts.len() > 3 {
            return None;
        }
        let number = |index: usize| parts.get(index).map_or(Some(0), |part| part.parse::<i8>().ok());
        let found = PartialDate { year: parts[0].parse().ok()?, month: number(1)?, day: number(2)? };
        let month_fits = parts.len() < 2 || found.month > 0;
        let day_fits = parts.len() < 3 || found.day > 0;
        let exists = Date::new(found.year, found.month.max(1), found.day.max(1)).is_ok();
        (month_fits && day_fits && exists).then_some(found)
    }

    /// The first day that it can mean.
    pub fn first_day(self) -> Date {
        date(self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day that it can mean.
    pub fn last_day(self) -> Date {
        match (self.month, self.day) {
            (0, _) => date(self.year, 12, 31),
            (_, 0) => self.first_day().last_of_month(),
            _ => self.first_day(),
        }
    }
}

impl fmt::Display for PartialDate {
    /// As [`PartialDate::read`] reads it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(formatter, "{:04}", self.year),
            (month, 0) => write!(formatter, "{:04}-{month:02}", self.year),
            (month, day) => write!(formatter, "{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, days: Option<(Date, Date)>) {
        let read = PartialDate::read(text);
        assert_eq!(read.map(|found| (found.first_day(), found.last_day())), days, "{text}");
        assert!(read.is_none_or(|found| found.to_string() == text), "{text}");
    }

    #[test]
    fn a_date_is_as_long_as_it_says() {
        check("2018-03-04", Some((date(2018, 3, 4), date(2018, 3, 4))));
        check("2024-02", Some((date(2024, 2, 1), date(2024, 2, 29))));
        check("1991", Some((date(1991, 1, 1), date(1991, 12, 31))));
        for none in
            ["2018-02-30", "2018-13", "2018-3-4", "18", "", "2018-03-04-05", "2018-00", "3 March 2018"]
        {
            check(none, None);
        }
    }
}
