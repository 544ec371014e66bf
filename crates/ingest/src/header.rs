//! The first lines of a story: headline, byline, date, dateline, and the "HEADLINE: …" of news databases. Takes the
//! text, gives what of its metadata stands there. The lines stay in the text.

use jiff::civil::Date;
use record::Article;

use crate::day;

/// So many lines are looked at, blank ones apart.
const LINES: usize = 30;

/// No line of a header has more words; what has is the story.
const LONGEST: usize = 30;

/// Fills in what the file did not tell: the day of publication, with a note where it was found.
pub(crate) fn complete(article: &mut Article) {
    if article.published.is_none()
        && let Some((date, line, kind)) = published(&article.text)
    {
        article.published = Some(date);
        article
            .notes
            .push(format!("the day of publication, {date}, is taken from the {kind} in line {line}"));
    }
}

/// The lines of a header: number, words.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
    lines.map(|(index, line)| (index + 1, line)).take(LINES)
}

/// The headline: what a database calls so, or the first line, if it is none of the story's sentences: unpunctuated,
/// and apart from what follows.
pub(crate) fn title(text: &str) -> Option<String> {
    let named = lines(text).find_map(|(_, line)| value(line, &["headline", "title"]));
    if let Some(title) = named {
        return Some(title.to_owned());
    }
    let mut all = text.lines().map(str::trim).skip_while(|line| line.is_empty());
    let (first, second) = (all.next()?, all.next()?);
    let rest = all.any(|line| line.len() > first.len());
    let words = first.split_whitespace().count();
    let headline = (2..=LONGEST).contains(&words)
        && !first.ends_with(['.', ':', ';', ',', '"', '”'])
        && day::of(first).is_none()
        && byline(first).is_none();
    let apart =
        second.is_empty() || byline(second).is_some() || second.bytes().all(|byte| b"=-".contains(&byte));
    (headline && apart && rest).then(|| first.to_owned())
}

/// The day of publication, the line that tells it, and what the line is.
fn published(text: &str) -> Option<(Date, usize, &'static str)> {
    for (number, line) in lines(text) {
        if let Some(date) = dateline(line) {
            return Some((date, number, "dateline"));
        }
        if line.split_whitespace().count() > LONGEST {
            return None;
        }
        if let Some(date) = byline(line).and_then(day::of) {
            return Some((date, number, "byline"));
        }
        if let Some(date) = dated(line) {
            return Some((date, number, "date"));
        }
    }
    None
}

/// The day of publication that the lines of a page tell beside the story: a byline's, or that of a line that says
/// "published". Where they tell two, one is another story's: none.
pub(crate) fn told(text: &str) -> Option<(Date, &'static str)> {
    let lines = text.lines().map(str::trim).filter(|line| line.split_whitespace().count() <= LONGEST);
    let mut told = lines.filter_map(|line| {
        if let Some(date) = byline(line).and_then(day::of) {
            return Some((date, "the byline"));
        }
        let word = line.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        let published = ["published", "posted", "first"].iter().any(|known| word.eq_ignore_ascii_case(known));
        dated(line).filter(|_| published).map(|date| (date, "the line that says when it was published"))
    });
    let first = told.next()?;
    told.all(|(date, _)| date == first.0).then_some(first)
}

/// What follows one of these keys and a colon: "HEADLINE: …".
fn value<'a>(line: &'a str, keys: &[&str]) -> Option<&'a str> {
    let (key, value) = line.split_once(':')?;
    let known = keys.iter().any(|known| key.trim().eq_ignore_ascii_case(known));
    Some(value.trim()).filter(|value| known && !value.is_empty())
}

/// "By Hanne Vik | 3 May 2019": what follows the "by".
fn byline(line: &str) -> Option<&str> {
    let begins = line.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case("by "));
    let rest = if begins { &line[3..] } else { value(line, &["by", "byline", "author"])? };
    // "By Monday the army had left."
    let sentence = rest.ends_with(['.', '!', '?']) || rest.split_whitespace().count() > 14;
    (!sentence && rest.starts_with(char::is_uppercase)).then_some(rest)
}

/// The day of a line that is nothing but a date: "Published 3 May 2019, 11:20 GMT", "Friday, May 3, 2019". What was
/// changed on a day may have been published long before.
fn dated(line: &str) -> Option<Date> {
    const BEFORE: &[&str] = &[
        "published",
        "posted",
        "publication",
        "date",
        "load",
        "on",
        "at",
        "first",
        "pub",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "am",
        "pm",
        "gmt",
        "utc",
        "est",
        "edt",
        "et",
        "bst",
        "cet",
        "pst",
        "pdt",
    ];
    let (date, from, to) = day::find(line)?;
    let known = |word: &str| {
        let word = word.to_lowercase();
        BEFORE.contains(&word.as_str()) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = |part: &str| {
        part.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).all(known)
    };
    // "2019-05-03T11:20:00Z": the hour stands in the same word as the day.
    let behind =
        line[to..].trim_start_matches(|letter: char| letter.is_ascii_digit() || "TZ:.+-".contains(letter));
    (words(&line[..from]) && words(behind)).then_some(date)
}

/// The day of a dateline that tells its year: "VELMAR, 3 May 2019 (Agency) - ".
fn dateline(line: &str) -> Option<Date> {
    const LONGEST: usize = 90;
    let ends = [" - ", " – ", " — ", " -- ", "— ", "– ", ": "];
    let end = ends.iter().filter_map(|end| line.find(end)).min().filter(|&end| end <= LONGEST)?;
    let (date, from, _) = day::find(&line[..end])?;
    let place = line[..from].split(|letter: char| !letter.is_alphabetic()).find(|word| !word.is_empty())?;
    (place.chars().count() >= 2 && place.chars().all(char::is_uppercase)).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: &str, published: &str) {
        let mut article = Article { text: text.into(), ..Article::default() };
        complete(&mut article);
        let date = article.published.map_or(String::new(), |date| date.to_string());
        let told = article.notes.first().map_or("", |note| note.split(" from the ").nth(1).unwrap_or(""));
        assert_eq!(super::title(text).unwrap_or_default(), title, "{text}");
        assert_eq!(format!("{date} {told}").trim(), published, "{text}");
    }

    #[test]
    fn headline_byline_and_date() {
        check(
            "Norway and Peru sign pact\n\nBy Hanne Vik | 3 May 2019\n\nNorway and Peru signed a pact on Friday.",
            "Norway and Peru sign pact",
            "2019-05-03 byline in line 3",
        );
        check(
            "Norway and Peru sign pact\nBy Hanne Vik\nPublished: Friday, May 3, 2019 11:20 GMT\n\nNorway and Peru signed a pact.",
            "Norway and Peru sign pact",
            "2019-05-03 date in line 3",
        );
        check("VELMAR, 3 May 2019 (Agency) - Norway and Peru signed.", "", "2019-05-03 dateline in line 1");
    }

    #[test]
    fn the_export_of_a_news_database() {
        check(
            "The Velmar Courier\n\nMay 3, 2019 Friday\n\nSECTION: NEWS; Pg. 4\n\nHEADLINE: Norway and Peru sign pact\n\n\
             BYLINE: Hanne Vik\n\nBODY:\n\nNorway and Peru signed a pact.",
            "Norway and Peru sign pact",
            "2019-05-03 date in line 3",
        );
    }

    #[test]
    fn a_page_tells_one_day_or_none() {
        let check = |text: &str, day: &str| {
            let found = told(text).map_or(String::new(), |(date, _)| date.to_string());
            assert_eq!(found, day, "{text}");
        };
        check("Home\nBy Hanne Vik | 3 May 2019\nFirst published 3 May 2019 11:20 GMT", "2019-05-03");
        check("By Hanne Vik | 3 May 2019\nMost read\nBy Tim Oak | 1 May 2019", "");
        check("Friday, May 3, 2019\nUpdated 3 May 2019\nThey met on 3 May 2019.", "");
    }

    #[test]
    fn sentences_are_neither() {
        check(
            "Norway met Peru.\n\nThey had last met on 3 May 2019 in Lima, where they agreed on fish.",
            "",
            "",
        );
        check("By Monday, 3 May 2019, the army had left.\n\nIt returned.", "", "");
        check("On 3 May 2019 Norway and Peru signed a pact.\n", "", "");
        check("Last updated 3 May 2019\n\nNorway and Peru signed a pact on fish and other matters.", "", "");
        check("VELMAR, 3 May (Agency) - Norway and Peru signed.", "", "");
    }
}
