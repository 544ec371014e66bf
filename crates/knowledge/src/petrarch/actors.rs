//! `NORWAY [NOR]`, `+NORWEGIAN` for a synonym, and codes that hold for a time: `[NORGOV 050101-131016]`.

use jiff::civil::{Date, date};
use record::Error;

use super::{Phrases, bracketed, code, without_comment, words_of};

/// A code and the time for which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedCode {
    /// One code, or several that stand side by side (`[FRO/SAM]`); empty where the actor is to be passed over.
    pub codes: Vec<String>,
    /// When.
    pub period: Period,
}

/// When a code holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Where no other code of the actor holds.
    Otherwise,
    /// Before this day.
    Before(Date),
    /// After this day.
    After(Date),
    /// From the one day to the other.
    Between(Date, Date),
}

impl DatedCode {
    /// The code that holds on a day: the first with a time that holds it, else the one without a time.
    pub fn on(codes: &[DatedCode], day: Option<Date>) -> Option<&DatedCode> {
        let holds = |code: &&DatedCode| match (code.period, day) {
            (Period::Before(end), Some(day)) => day < end,
            (Period::After(start), Some(day)) => day > start,
            (Period::Between(start, end), Some(day)) => start <= day && day <= end,
            _ => false,
        };
        codes.iter().find(holds).or_else(|| codes.iter().find(|code| code.period == Period::Otherwise))
    }
}

/// The actors read so far.
#[derive(Default)]
pub(super) struct Actors {
    blocks: Vec<(Vec<Vec<String>>, Vec<DatedCode>)>,
}

impl Actors {
    pub(super) fn read(&mut self, file: &str, lines: &[(usize, &str)], faults: &mut Vec<Error>) {
        for &(number, line) in lines {
            let wrong = |message: String| Error::new(message).at(file, number);
            let content = without_comment(line);
            let Some((names, codes)) = bracketed(content) else {
                faults.push(wrong("a bracket is not closed".into()));
                continue;
            };
            let synonym = content.trim_start().starts_with('+');
            let words = words_of(names.trim_start_matches('+'));
            if !words.is_empty() && !synonym {
                self.blocks.push((vec![words], Vec::new()));
            } else if let (false, Some((phrases, _))) = (words.is_empty(), self.blocks.last_mut()) {
                phrases.push(words);
            }
            for found in codes {
                match (read_code(found), self.blocks.last_mut()) {
                    (_, None) => faults.push(wrong(format!("the code [{found}] belongs to no actor"))),
                    (Some(read), Some((_, codes))) => codes.push(read),
                    (None, _) => faults.push(wrong(format!("the code [{found}] cannot be read")).hint(
                        "write [NORGOV], [NORGOV <950101], [NORGOV >19950101] or [NORGOV 950101-991231]",
                    )),
                }
            }
        }
    }

    pub(super) fn into_phrases(self) -> Phrases<Vec<DatedCode>> {
        let mut phrases = Phrases::default();
        for (names, codes) in self.blocks {
            phrases.add(names, codes);
        }
        phrases
    }
}

/// `HOBGOV 19950601 - 19990815`: a code, and its time.
fn read_code(text: &str) -> Option<DatedCode> {
    let end = text.find([' ', '\t', '<', '>']).unwrap_or(text.len());
    let (name, time) = (&text[..end], text[end..].trim());
    let period = match time.chars().next() {
        None => Period::Otherwise,
        Some('<') => Period::Before(read_day(&time[1..])?),
        Some('>') => Period::After(read_day(&time[1..])?),
        Some(_) => {
            let (start, end) = time.split_once('-')?;
            Period::Between(read_day(start)?, read_day(end)?)
        }
    };
    Some(DatedCode { codes: name.split('/').filter_map(code).collect(), period })
}

/// `950601` or `19950601`. Two digits from 30 on are a year of the last century.
fn read_day(text: &str) -> Option<Date> {
    let digits = text.trim();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = match digits.len() {
        8 => digits[..4].parse::<i16>().ok()?,
        6 => {
            let year = digits[..2].parse::<i16>().ok()?;
            year + if year < 30 { 2000 } else { 1900 }
        }
        _ => return None,
    };
    let rest = &digits[digits.len() - 4..];
    let (month, day) = (rest[..2].parse().ok()?, rest[2..].parse().ok()?);
    Date::new(year, month, day).ok().or_else(|| {
        // "[AFGGOV 20121100-...]": a month without its day begins with the first.
        (day == 0 && (1..=12).contains(&month)).then(|| date(year, month, 1))
    })
}
