use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A half-open range of an article's text. Bytes inside the program, code points in what it prints.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`, which may not lie before it.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "a span may not end ({end}) before it starts ({start})");
        Span { start: start as u32, end: end as u32 }
    }

    /// The words themselves. `text` must be the text that the span was made for.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether all of `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The bytes of a span that counts code points of `text`; none where it does not lie in it.
    pub fn in_bytes(self, text: &str) -> Option<Span> {
        let words = (self.start..self.end).count();
        let mut places =
            text.char_indices().map(|(byte, _)| byte).chain([text.len()]).skip(self.start as usize);
        let start = places.next()?;
        let end = if words == 0 { start } else { places.nth(words - 1)? };
        (self.start <= self.end).then(|| Span::new(start, end))
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without white space at either end; empty at its own start if there is nothing else.
    pub fn trim(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start as usize + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

/// How many code points lie before a byte. A sample every 64 bytes keeps it small and quick.
pub(crate) struct CodePoints<'a> {
    text: &'a [u8],
    samples: Vec<u32>,
}

impl CodePoints<'_> {
    const STEP: usize = 64;

    pub(crate) fn of(text: &str) -> CodePoints<'_> {
        let text = text.as_bytes();
        let samples = text
            .chunks(Self::STEP)
            .scan(0, |before, chunk| {
                let here = *before;
                *before += count(chunk);
                Some(here)
            })
            .collect();
        CodePoints { text, samples }
    }

    /// A span of bytes in code points.
    pub(crate) fn span(&self, span: Span) -> Span {
        Span { start: self.before(span.start), end: self.before(span.end) }
    }

    fn before(&self, byte: u32) -> u32 {
        let byte = byte as usize;
        let Some(&sample) = self.samples.get(byte / Self::STEP) else {
            return self
                .samples
                .last()
                .map_or(0, |&last| last + count(&self.text[(self.samples.len() - 1) * Self::STEP..]));
        };
        sample + count(&self.text[byte / Self::STEP * Self::STEP..byte])
    }
}

/// How many code points begin in these bytes of UTF-8.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_as_python_counts_them() {
        let text = "Škoda said “no”, 🎉 twice. ".repeat(20);
        let points = CodePoints::of(&text);
        for (number, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.before(byte as u32), number as u32);
        }
        assert_eq!(points.before(text.len() as u32), text.chars().count() as u32);
    }

    #[test]
    fn a_span_of_code_points_is_found_in_bytes() {
        let text = "“no”, é";
        let points = CodePoints::of(text);
        for start in 0..=text.chars().count() as u32 {
            for end in start..=text.chars().count() as u32 {
                let span = Span { start, end }.in_bytes(text).unwrap();
                assert_eq!(points.span(span), Span { start, end });
            }
        }
        assert_eq!(Span { start: 0, end: 8 }.in_bytes(text), None);
        assert_eq!(Span { start: 8, end: 8 }.in_bytes(text), None);
        assert_eq!(Span { start: 3, end: 2 }.in_bytes(text), None);
    }
}
