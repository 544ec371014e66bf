//! A light scanner of words, for the text of an article and for the phrases of the grammar alike.

use std::collections::HashMap;

use record::Span;

/// The number of a word that the grammar knows; 0 for every other.
pub(super) type WordId = u16;

/// What a run of characters is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters, with the apostrophes inside ("o'clock"); also "'s".
    Letters,
    /// Digits, with thousands' commas and a decimal fraction inside.
    Digits,
    /// One character of anything else.
    Mark,
}

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) shape: Shape,
    pub(super) id: WordId,
    /// The number, of digits.
    pub(super) number: f64,
    /// How many digits, if there is nothing but digits.
    pub(super) digits: u8,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether it follows its neighbour without white space.
    pub(super) glued: bool,
    /// Whether an empty line stands before it.
    pub(super) paragraph: bool,
}

/// The words that the grammar knows.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<String, WordId>,
}

impl Vocabulary {
    /// The number of a word, given one if it is new.
    pub(super) fn add(&mut self, word: &str) -> WordId {
        let next = self.ids.len() as WordId + 1;
        *self.ids.entry(lower(word)).or_insert(next)
    }

    /// The number of a word, 0 if it is not known.
    pub(super) fn get(&self, word: &str) -> WordId {
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let id = if plain { self.ids.get(word) } else { self.ids.get(lower(word).as_str()) };
        id.copied().unwrap_or(0)
    }

    /// One more than the highest number.
    pub(super) fn len(&self) -> usize {
        self.ids.len() + 1
    }
}

fn lower(word: &str) -> String {
    word.chars()
        .map(|letter| if letter == '\u{2019}' { '\'' } else { letter })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Cuts text into words; `id_of` numbers those that the grammar knows.
pub(super) fn scan(text: &str, mut id_of: impl FnMut(&str) -> WordId) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut position = 0;
    let (mut glued, mut newlines) = (false, 0);
    while let Some(first) = text[position..].chars().next() {
        if first.is_whitespace() {
            position += first.len_utf8();
            newlines += usize::from(first == '\n');
            glued = false;
            continue;
        }
        let rest = &text[position..];
        let (shape, length) = if let Some(length) = address(rest) {
            (Shape::Mark, length)
        } else if first.is_ascii_digit() {
            (Shape::Digits, digits(rest))
        } else if first.is_alphabetic() {
            (Shape::Letters, letters(rest))
        } else if let Some(length) = possessive(rest) {
            (Shape::Letters, length)
        } else {
            (Shape::Mark, first.len_utf8())
        };
        let word = &rest[..length];
        let plain = shape == Shape::Digits && word.bytes().all(|byte| byte.is_ascii_digit());
        words.push(Word {
            span: Span::new(position, position + length),
            shape,
            id: id_of(word),
            number: if shape == Shape::Digits { word.replace(',', "").parse().unwrap_or(0.0) } else { 0.0 },
            digits: if plain { length.min(255) as u8 } else { 0 },
            capital: first.is_uppercase(),
            glued,
            paragraph: newlines > 1,
        });
        position += length;
        (glued, newlines) = (true, 0);
    }
    words
}

/// How many bytes of a web address begin the text: its dates are not the story's.
fn address(text: &str) -> Option<usize> {
    let starts = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '"' | ')' | '>' | ']');
    starts.then(|| text.find(ends).unwrap_or(text.len()))
}

/// How many bytes of digits, thousands and decimals begin the text.
fn digits(text: &str) -> usize {
    let bytes = text.as_bytes();
    let run =
        |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut length = run(0);
    while length <= 3 + 4 * 6 && bytes.get(length) == Some(&b',') && run(length + 1) == 3 {
        length += 4;
    }
    if bytes.get(length) == Some(&b'.') && run(length + 1) > 0 {
        let fraction = run(length + 1);
        // "04.04.2018" is three numbers, none of them a fraction.
        let more = bytes.get(length + 1 + fraction) == Some(&b'.') && run(length + 2 + fraction) > 0;
        if !more && fraction < 4 {
            length += 1 + fraction;
        }
    }
    length
}

/// How many bytes of letters begin the text; an apostrophe counts between letters, "'s" apart.
fn letters(text: &str) -> usize {
    let mut length = 0;
    for (index, letter) in text.char_indices() {
        if letter.is_alphabetic() {
            length = index + letter.len_utf8();
        } else if is_apostrophe(letter) {
            let after = &text[index + letter.len_utf8()..];
            if possessive(&text[index..]).is_some() || !after.starts_with(char::is_alphabetic) {
                break;
            }
        } else {
            break;
        }
    }
    length
}

fn possessive(text: &str) -> Option<usize> {
    let apostrophe = text.chars().next().filter(|&letter| is_apostrophe(letter))?;
    let rest = &text[apostrophe.len_utf8()..];
    let ends = rest.starts_with('s') && !rest[1..].starts_with(char::is_alphabetic);
    ends.then_some(apostrophe.len_utf8() + 1)
}

fn is_apostrophe(letter: char) -> bool {
    letter == '\'' || letter == '\u{2019}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = scan(text, |_| 0);
        let found: Vec<&str> = words.iter().map(|word| word.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_numbers_and_marks() {
        check("this year's 4th, at 5 o'clock", &["this", "year", "'s", "4", "th", ",", "at", "5", "o'clock"]);
        check("1,460 years; 3.5 days.", &["1,460", "years", ";", "3.5", "days", "."]);
        check(
            "04.04.2018 and April 4,2018",
            &["04", ".", "04", ".", "2018", "and", "April", "4", ",", "2018"],
        );
        check("see https://a.org/2018-04-04 now", &["see", "https://a.org/2018-04-04", "now"]);
        check("the '80s, 1990\u{2013}94", &["the", "'", "80", "s", ",", "1990", "\u{2013}", "94"]);
    }
}
