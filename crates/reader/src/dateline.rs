//! The dateline: "RABAT, 12 Jan (Reuters) - ". Takes a text, gives the place where its first sentence begins.
//!
//! Agencies print place and day before the first sentence, which is not about them: the parse may not take
//! "RABAT" for the subject.

use record::Span;

/// No dateline is longer than this, in bytes.
const LONGEST: usize = 90;

/// An empty span after each dateline at the head of a line, where a sentence must begin anew. `unread` lines
/// are passed over.
pub(crate) fn ends(text: &str, unread: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let inside = unread.iter().any(|span| span.contains(Span::new(start, start + line.trim_end().len())));
        if let (false, Some(end)) = (inside, end_of(line)) {
            found.push(Span::new(start + end, start + end));
        }
        start += line.len();
    }
    found
}

/// Where the dateline of a line ends: after its dash.
fn end_of(line: &str) -> Option<usize> {
    let dash = [" - ", " – ", " — ", " -- ", "— ", "– "]
        .iter()
        .filter_map(|dash| line.find(dash).map(|at| (at, at + dash.len())))
        .min()?;
    let (head, end) = (&line[..dash.0], dash.1);
    if head.is_empty() || head.len() > LONGEST {
        return None;
    }
    // Agencies and days aside, every word is a name, and the first stands in capitals.
    let mut words = head
        .split(|letter: char| letter.is_whitespace() || "(),/".contains(letter))
        .filter(|word| !word.is_empty());
    let capitals = |word: &str| {
        let letters = word.chars().filter(|letter| letter.is_alphabetic());
        letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase)
    };
    let named = |word: &str| {
        word.chars().next().is_some_and(|first| first.is_uppercase() || first.is_ascii_digit())
            || matches!(word, "of" | "and" | "al" | "el" | "de" | "the" | "th" | "on" | "near" | "la")
    };
    let first = words.next()?;
    (capitals(first) && words.all(named)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, dateline: &str) {
        let found = ends(text, &[]);
        let found = found.first().map_or("", |end| text[..end.start as usize].trim_end());
        assert_eq!(found, dateline, "{text}");
    }

    #[test]
    fn place_day_and_agency_before_a_dash() {
        check("RABAT, 12 Jan - Norway called.", "RABAT, 12 Jan -");
        check("KUALA VELMAR, Malaysia (Reuters) — The king left.", "KUALA VELMAR, Malaysia (Reuters) —");
        check("UNITED NATIONS -- A vote failed.", "UNITED NATIONS --");
    }

    #[test]
    fn a_dash_in_a_sentence_is_none() {
        check("NATO allies - old and new - met in Oslo.", "");
        check("The king - and his brother - left.", "");
        check("Norway called.", "");
    }
}
