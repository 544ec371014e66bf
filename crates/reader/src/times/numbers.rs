//! Numbers as newspapers write them: "12", "twenty-three", "2 1/2", "a dozen", "nineteen ninety-seven".

use super::words::{Shape, Word};

/// The words that numbers are made of, by word id: made of the grammar's classes `cardinal` and `ordinal`.
#[derive(Debug, Default)]
pub(super) struct NumberWords {
    /// "one" to "nineteen", the tens, "hundred", "thousand".
    pub(super) cardinal: Vec<Option<u32>>,
    /// "first" to "thirty-first" without the tens before them.
    pub(super) ordinal: Vec<Option<u32>>,
    /// "a", "an".
    pub(super) article: Vec<bool>,
    /// "and".
    pub(super) and: u16,
    /// "st", "nd", "rd", "th".
    pub(super) ending: Vec<bool>,
}

/// A number and how many words it takes.
pub(super) type Found<T> = Option<(T, usize)>;

impl NumberWords {
    fn cardinal_of(&self, word: &Word) -> Option<u32> {
        *self.cardinal.get(word.id as usize)?
    }

    /// "three", "twenty-three", "a hundred", "2,000", "2 1/2", "two and half".
    pub(super) fn cardinal(&self, text: &str, words: &[Word]) -> Found<f64> {
        let first = words.first()?;
        if first.shape == Shape::Digits {
            return Some(with_fraction(text, words, first.number));
        }
        let article = self.article.get(first.id as usize).copied().unwrap_or(false);
        let mut taken = usize::from(article);
        let (mut whole, mut part) = (0, 0);
        let mut last = u32::MAX;
        loop {
            let mut next = taken;
            if next > usize::from(article)
                && words.get(next).is_some_and(|word| is_hyphen(text, word) && word.glued)
            {
                next += 1;
            }
            if last >= 100 && taken > 0 && words.get(next).is_some_and(|word| word.id == self.and) {
                next += 1;
            }
            let Some(value) = words.get(next).and_then(|word| self.cardinal_of(word)) else { break };
            match value {
                1000 => (whole, part) = ((whole + part.max(1)) * 1000, 0),
                100 => part = part.max(1) * 100,
                small if taken == usize::from(article) || last >= 100 || (last >= 20 && small < 10) => {
                    if article && taken == 1 {
                        break;
                    }
                    part += small;
                }
                _ => break,
            }
            last = value;
            taken = next + 1;
        }
        (last != u32::MAX).then_some((f64::from(whole + part), taken))
    }

    /// "first", "twenty-third", "4th".
    pub(super) fn ordinal(&self, text: &str, words: &[Word]) -> Found<u32> {
        let first = words.first()?;
        if first.shape == Shape::Digits {
            let ending = words.get(1).filter(|word| word.glued)?;
            let is_ending = self.ending.get(ending.id as usize).copied().unwrap_or(false);
            return (is_ending && first.digits > 0 && first.digits < 4).then_some((first.number as u32, 2));
        }
        let ordinal = |word: &Word| self.ordinal.get(word.id as usize).copied().flatten();
        if let Some(tens) = self.cardinal_of(first).filter(|tens| (20..100).contains(tens)) {
            let hyphen = usize::from(words.get(1).is_some_and(|word| is_hyphen(text, word)));
            let unit = words.get(1 + hyphen).and_then(ordinal).filter(|unit| *unit < 10)?;
            return Some((tens + unit, 2 + hyphen));
        }
        ordinal(first).map(|value| (value, 1))
    }

    /// "1998", "nineteen ninety-seven", "two thousand (and) five", "twenty eighteen".
    pub(super) fn year(&self, text: &str, words: &[Word]) -> Found<u32> {
        let first = words.first()?;
        if first.shape == Shape::Digits {
            let plain = first.digits == 4 && (1000.0..2101.0).contains(&first.number);
            return plain.then_some((first.number as u32, 1));
        }
        let century = self.cardinal_of(first)?;
        if century == 2 && words.get(1).and_then(|word| self.cardinal_of(word)) == Some(1000) {
            return self.cardinal(text, words).map(|(value, taken)| (value as u32, taken));
        }
        let rest = words.get(1).filter(|word| word.shape == Shape::Letters)?;
        let tens = self.cardinal_of(rest).filter(|tens| (10..100).contains(tens))?;
        if !(16..=20).contains(&century) {
            return None;
        }
        let unit = match words.get(2) {
            Some(word) if is_hyphen(text, word) => 3,
            _ => 2,
        };
        match words.get(unit).and_then(|word| self.cardinal_of(word)) {
            Some(units) if units < 10 && tens >= 20 => Some((century * 100 + tens + units, unit + 1)),
            _ => Some((century * 100 + tens, 2)),
        }
    }

    /// "4", "4th", "fourth", "twenty-first", from 1 to 31.
    pub(super) fn day(&self, text: &str, words: &[Word]) -> Found<u32> {
        let found = self.ordinal(text, words).or_else(|| {
            let first = words.first().filter(|word| matches!(word.digits, 1 | 2))?;
            Some((first.number as u32, 1))
        });
        found.filter(|(day, _)| (1..=31).contains(day))
    }
}

/// "2", "2 1/2", "2½".
fn with_fraction(text: &str, words: &[Word], number: f64) -> (f64, usize) {
    let mark = |index: usize, mark: &str| words.get(index).is_some_and(|word| word.span.of(text) == mark);
    if mark(1, "\u{bd}") {
        return (number + 0.5, 2);
    }
    match (words.get(1), words.get(3)) {
        (Some(over), Some(under))
            if mark(2, "/") && words[2].glued && under.number > over.number && !over.glued =>
        {
            (number + over.number / under.number, 4)
        }
        _ => (number, 1),
    }
}

/// A hyphen or a dash without spaces.
pub(super) fn is_hyphen(text: &str, word: &Word) -> bool {
    word.shape == Shape::Mark && matches!(word.span.of(text), "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
}
