//! What the network sees of a word: a fixed number of features, each a number.
//!
//! Takes a form and whether it opens its sentence, gives [`SLOTS`] fingerprints: of the form without case
//! and digits, of its beginnings, endings and shape. The training tool and the parser both call this one
//! function, so that they cannot disagree. It knows no vocabulary: which fingerprints have a row in the
//! embedding table is the model's affair.

use compact_str::CompactString;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// How many features a word has.
pub const SLOTS: usize = 13;

/// The fingerprint of a feature that a word lacks: a two-letter word has no ending of three letters.
pub(crate) const ABSENT: u32 = 0;

/// The features of a word.
///
/// `first`: nothing but punctuation stands before it in its sentence, so that its capital says little.
pub fn features(form: &str, first: bool) -> [u32; SLOTS] {
    let form: CompactString = form.chars().map(fold).collect();
    let norm = form.to_lowercase();
    let starts = starts(&norm);
    let prefix = |length: usize| (length < starts.len()).then(|| &norm[..starts[length]]);
    let suffix = |length: usize| (length < starts.len()).then(|| &norm[starts[starts.len() - 1 - length]..]);
    let shape = shape(&form);
    let cased = (form != norm).then_some(form.as_str());
    let opening = if first { shape.get(..shape.len().min(2)) } else { None };
    let words = [
        Some(norm.as_str()),
        cased,
        prefix(1),
        prefix(2),
        prefix(3),
        prefix(4),
        suffix(1),
        suffix(2),
        suffix(3),
        suffix(4),
        suffix(5),
        Some(shape.as_str()),
        opening,
    ];
    let mut slot = 0;
    words.map(|word| {
        slot += 1;
        word.map_or(ABSENT, |word| (xxh3_64_with_seed(word.as_bytes(), slot) as u32).max(1))
    })
}

/// Whether a form is such that the next word still opens the sentence.
pub fn opens(form: &str) -> bool {
    !form.chars().any(char::is_alphanumeric)
}

/// A digit as 0, quotation marks and dashes of all shapes as one.
fn fold(char: char) -> char {
    match char {
        '\u{2018}' | '\u{2019}' | '`' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        char if char.is_numeric() => '0',
        char => char,
    }
}

/// Where the first and last characters of a word begin, as far as features look, and its end.
///
/// Of a word of a megabyte only the first and last few characters matter.
fn starts(norm: &str) -> Vec<usize> {
    const LOOK: usize = 6;
    let mut starts: Vec<usize> = norm.char_indices().map(|(at, _)| at).take(LOOK).collect();
    let seen = starts.last().map_or(0, |&last| last + 1);
    let mut ends: Vec<usize> =
        norm.char_indices().rev().map(|(at, _)| at).take_while(|&at| at >= seen).take(LOOK).collect();
    ends.reverse();
    starts.extend(ends);
    starts.push(norm.len());
    starts
}

/// "Xxx" of "McDonald's", say: the kinds of its characters, a run of one kind cut to three.
fn shape(form: &str) -> CompactString {
    let mut shape = CompactString::default();
    let (mut last, mut run) = ('\0', 0);
    for char in form.chars() {
        let kind = match char {
            char if char.is_uppercase() => 'X',
            char if char.is_alphabetic() => 'x',
            char if char.is_numeric() => 'd',
            char => char,
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 3 {
            shape.push(kind);
        }
        if shape.len() > 12 {
            break;
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, same: &[usize]) {
        let (one, other) = (features(one, false), features(other, false));
        let found: Vec<usize> =
            (0..SLOTS).filter(|&slot| one[slot] == other[slot] && one[slot] != ABSENT).collect();
        assert_eq!(found, same);
    }

    #[test]
    fn words_share_what_they_have_in_common() {
        check("Harbours", "harbours", &[0, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        check("talked", "walked", &[6, 7, 8, 9, 10, 11]);
        check("1987", "2044", &[0, 2, 3, 4, 5, 6, 7, 8, 9, 11]);
        check("it", "is", &[2, 11]);
        check("\u{2019}s", "'s", &[0, 2, 3, 6, 7, 11]);
    }

    #[test]
    fn odd_words_have_features_too() {
        for form in ["", "\u{301}", "👩‍🚀", "ß", "İstanbul", &"é".repeat(100_000)] {
            assert_eq!(features(form, true), features(form, true));
        }
    }
}
