//! Origins: which stories are one story, printed by several papers.
//!
//! Takes the texts, gives each story its origin: wire copies and near-duplicates share one. A text is cut into
//! overlapping runs of three words, and of these a [`Fingerprint`] keeps 64 minima (MinHash): the share of equal minima
//! estimates the share of runs that two texts have in common. Two stories are one origin where that share is
//! [`ALIKE`] or more and they appeared within [`DAYS`] days of each other. A paper that prints less than about half
//! of a wire story, or tells it in its own words, is not recognised and counts as an origin of its own.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::calendar::Day;

/// So much of two texts is the same where they are one story.
pub const ALIKE: f32 = 0.42;

/// A copy appears within so many days.
pub const DAYS: i32 = 10;

const MINIMA: usize = 64;
const WORDS: usize = 3;
/// Two minima a band: texts that share a third of their runs meet in a band with a probability of 0.98.
const BAND: usize = 2;

/// What is kept of a text to recognise its copies: 256 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint([u32; MINIMA]);

impl Fingerprint {
    /// The fingerprint of a text. Case, punctuation and line breaks do not count.
    pub fn of(text: &str) -> Fingerprint {
        let words: Vec<u64> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| xxh3_64(word.to_lowercase().as_bytes()))
            .collect();
        let mut minima = [u32::MAX; MINIMA];
        for run in words.windows(WORDS.min(words.len().max(1))) {
            let run = run.iter().fold(0_u64, |sum, &word| mixed(sum.rotate_left(21) ^ word));
            for (index, least) in minima.iter_mut().enumerate() {
                let hash = (mixed(run ^ (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)) >> 32) as u32;
                *least = hash.min(*least);
            }
        }
        Fingerprint(minima)
    }

    /// The estimated share of runs in common, 0 to 1.
    pub fn likeness(&self, other: &Fingerprint) -> f32 {
        let same = self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count();
        if self.is_empty() { 0.0 } else { same as f32 / MINIMA as f32 }
    }

    fn is_empty(&self) -> bool {
        self.0[0] == u32::MAX
    }
}

/// The last steps of SplitMix64: every bit of the input moves half of the output's.
fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// For each story the index of the first that has the same origin. The stories stand in the order of publication; a
/// band's stories are compared with its first and with the one before, so that the cost grows with their number.
pub fn origins(stories: &[(&Fingerprint, Option<Day>)]) -> Vec<usize> {
    let mut origin: Vec<usize> = (0..stories.len()).collect();
    let mut bands: BTreeMap<(usize, u64), (usize, usize)> = BTreeMap::new();
    for (index, (fingerprint, _)) in stories.iter().enumerate() {
        if fingerprint.is_empty() {
            continue;
        }
        for (number, band) in fingerprint.0.chunks(BAND).enumerate() {
            let key = (number, u64::from(band[0]) << 32 | u64::from(band[1]));
            let (first, last) = *bands.get(&key).unwrap_or(&(index, index));
            for other in [first, last] {
                if other != index
                    && root(&origin, other) != root(&origin, index)
                    && one(stories[other], stories[index])
                {
                    let (low, high) = (root(&origin, other), root(&origin, index));
                    origin[low.max(high)] = low.min(high);
                }
            }
            // A band that last occurred long ago begins anew, or a late copy would never meet its own.
            let begins = if far(stories[first].1, stories[index].1) { index } else { first };
            bands.insert(key, (begins, index));
        }
    }
    (0..stories.len()).map(|index| root(&origin, index)).collect()
}

fn root(origin: &[usize], mut index: usize) -> usize {
    while origin[index] != index {
        index = origin[index];
    }
    index
}

fn one(first: (&Fingerprint, Option<Day>), second: (&Fingerprint, Option<Day>)) -> bool {
    !far(first.1, second.1) && first.0.likeness(second.0) >= ALIKE
}

fn far(first: Option<Day>, second: Option<Day>) -> bool {
    first.zip(second).is_some_and(|(first, second)| (first - second).abs() > DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "LOME, May 2 (Meridian) - Fishermen in Togo blocked the port of Lome on Friday to protest \
        against trawlers from abroad, the port's director said. About 200 boats lay across the channel until dusk. \
        The fisheries minister promised to hear the men on Monday.";

    fn of(texts: &[(&str, Option<Day>)]) -> Vec<usize> {
        let prints: Vec<(Fingerprint, Option<Day>)> =
            texts.iter().map(|&(text, day)| (Fingerprint::of(text), day)).collect();
        origins(&prints.iter().map(|(print, day)| (print, *day)).collect::<Vec<_>>())
    }

    #[test]
    fn a_copy_with_small_edits_is_the_same_origin() {
        let copy = WIRE.replace("Fishermen in Togo", "Togolese fishermen").replace("About 200", "Some 200");
        let own = "Angry fishermen closed Lome's harbour for a day. They want trawlers from abroad to leave. Some 200 \
            boats took part, and the fisheries minister will meet their leaders on Monday.";
        assert_eq!(of(&[(WIRE, Some(5)), (own, Some(5)), (&copy, Some(6))]), [0, 1, 0]);
    }

    #[test]
    fn a_text_that_returns_after_a_month_is_another_story() {
        assert_eq!(of(&[(WIRE, Some(5)), (WIRE, Some(40)), (WIRE, Some(41)), (WIRE, None)]), [0, 1, 1, 1]);
    }

    #[test]
    fn empty_texts_have_nothing_in_common() {
        assert_eq!(of(&[("", None), ("  ", None), ("Yes", None), ("yes!", None)]), [0, 1, 2, 2]);
    }
}
