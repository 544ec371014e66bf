//! A day, as pages, feeds and bylines write it.

use jiff::civil::Date;

/// The day that begins a value ("2018-04-02T10:00:00Z", "Mon, 02 Apr 2018 10:00:00 GMT", "April 2, 2018").
pub(crate) fn of(value: &str) -> Option<Date> {
    find(value).map(|(date, _, _)| date)
}

/// The first full day in a text, with its year, and its bytes from and to. "3 May" is none, and neither is 3/5/2018,
/// which is May here and March there.
pub(crate) fn find(text: &str) -> Option<(Date, usize, usize)> {
    let words = words(text);
    (0..words.len()).find_map(|at| {
        let (date, count) = at_words(text, &words[at..])?;
        Some((date, words[at].0, words[at + count - 1].1))
    })
}

/// The runs of letters and digits, by their bytes.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        match words.last_mut() {
            Some(last) if last.1 == at => last.1 += letter.len_utf8(),
            _ => words.push((at, at + letter.len_utf8())),
        }
    }
    words
}

/// The day that these words begin with, and how many of them are it.
fn at_words(text: &str, words: &[(usize, usize)]) -> Option<(Date, usize)> {
    let word = |index: usize| words.get(index).map(|&(from, to)| &text[from..to]);
    let between = |index: usize| Some(&text[words.get(index)?.1..words.get(index + 1)?.0]);
    let first = word(0)?;
    if first.len() == 8 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((day(&first[..4], &first[4..6], &first[6..])?, 1));
    }
    let (second, third) = (word(1)?, word(2)?);
    let join = between(0)?;
    if matches!(join, "-" | "/" | ".") && between(1)? == join {
        // The hour may follow the day without a space: "2018-04-02T10:00".
        let date = match first.len() {
            4 => day(first, second, third.split(|letter: char| !letter.is_ascii_digit()).next()?),
            _ if third.len() == 4 => unambiguous(first, second, third),
            _ => None,
        };
        return Some((date?, 3));
    }
    let apart = |index| {
        let gap: Option<&str> = between(index);
        gap.is_some_and(|gap| gap.len() <= 3 && gap.chars().all(|one| " ,.-\u{A0}".contains(one)))
    };
    if !apart(0) || !apart(1) || third.len() != 4 {
        return None;
    }
    let date = match (month(first), month(second)) {
        (Some(month), _) => day(third, month, ordinal(second)),
        (_, Some(month)) => day(third, month, ordinal(first)),
        _ => None,
    };
    Some((date?, 3))
}

/// 13/4/2018 and 4/13/2018; 3/4/2018 is open.
fn unambiguous(first: &str, second: &str, year: &str) -> Option<Date> {
    match (first.parse::<u8>().ok()?, second.parse::<u8>().ok()?) {
        (13..=31, 1..=12) => day(year, second, first),
        (1..=12, 13..=31) => day(year, first, second),
        (one, other) if one == other => day(year, first, second),
        _ => None,
    }
}

fn ordinal(word: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// The number of a month's name, whole or as its first three letters ("Sept" too).
fn month(word: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "1"),
        ("february", "2"),
        ("march", "3"),
        ("april", "4"),
        ("may", "5"),
        ("june", "6"),
        ("july", "7"),
        ("august", "8"),
        ("september", "9"),
        ("october", "10"),
        ("november", "11"),
        ("december", "12"),
    ];
    let word = word.to_lowercase();
    let named = |name: &str| {
        name == word || name.get(..3) == Some(word.as_str()) || word == "sept" && name == "september"
    };
    MONTHS.iter().find(|(name, _)| named(name)).map(|&(_, number)| number)
}

/// No news is older, or from so far ahead.
fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|year| (1700..=2100).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = of(text).map_or(String::new(), |date| date.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn days_as_they_are_written() {
        check("2018-04-02", "2018-04-02");
        check("2018-04-02T23:30:00-05:00", "2018-04-02");
        check("20180402", "2018-04-02");
        check("Mon, 02 Apr 2018 10:00:00 GMT", "2018-04-02");
        check("Published 11:20 GMT, 3rd May 2019", "2019-05-03");
        check("Sept. 3, 2019", "2019-09-03");
        check("VELMAR, March 13, 2018 (Agency)", "2018-03-13");
        check("13/04/2018", "2018-04-13");
    }

    #[test]
    fn what_is_open_stays_open() {
        check("3/4/2018", "");
        check("3 May", "");
        check("May 2019", "");
        check("30 February 2019", "");
        check("In March 2018 soldiers left", "");
    }
}
