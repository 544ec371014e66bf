//! Which tellings are compared at all: those that share a block, so that the cost grows almost linearly.
//!
//! A telling stands in a block for each pair of its countries, each town of its story, each person in it, and each of
//! its countries with each of its words, always with a group of neighbouring types and three days. In a block of more
//! than [`SMALL`] tellings, ordered by day, sides, place and words, each is compared with the next [`NEXT`] only.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::xxh3_64;

use super::compare::{Told, groups};
use crate::calendar::Day;

/// A block of so many tellings is compared pair by pair.
const SMALL: usize = 24;
/// In a larger one, each telling with so many that follow.
const NEXT: usize = 16;
/// Days to a block.
const DAYS: Day = 3;
/// What happened at some time within a longer span than this has no block by days.
const LONGEST: Day = 45;
/// Towns of a story that its tellings are looked up by.
const TOWNS: usize = 4;

/// The pairs to compare, each once, in order.
pub(super) fn pairs(tellings: &[Told]) -> Vec<(u32, u32)> {
    let mut entries: Vec<(u64, u32)> = Vec::new();
    for (index, told) in tellings.iter().enumerate() {
        entries.extend(keys(*told).into_iter().map(|key| (key, index as u32)));
    }
    entries.sort_unstable();
    let mut pairs = Vec::new();
    for block in entries.chunk_by(|one, other| one.0 == other.0) {
        within(block.iter().map(|&(_, index)| index).collect(), tellings, &mut pairs);
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn within(mut block: Vec<u32>, tellings: &[Told], pairs: &mut Vec<(u32, u32)>) {
    let next = if block.len() <= SMALL { SMALL } else { NEXT };
    if block.len() > SMALL {
        let order = |index: &u32| {
            let telling = tellings[*index as usize].telling;
            let place = telling.spot.as_ref().map(|spot| spot.name.as_str());
            (telling.dated, telling.days, telling.sides(), place, &telling.stems, *index)
        };
        block.sort_by_cached_key(order);
    }
    for (at, &one) in block.iter().enumerate() {
        pairs.extend(block[at + 1..].iter().take(next).map(|&other| (one.min(other), one.max(other))));
    }
}

fn keys(told: Told) -> BTreeSet<u64> {
    let mut keys = BTreeSet::new();
    let (story, telling) = (told.story, told.telling);
    keys.insert(key(0, "story", &story.id, "", 0));
    let whos = || telling.actors.iter().chain(&telling.recipients);
    let mut countries: BTreeSet<&str> = telling.countries().collect();
    if countries.is_empty() {
        countries.extend(story.spots.iter().filter_map(|spot| spot.country.as_deref()).take(TOWNS));
    }
    let towns: BTreeSet<String> = telling
        .spot
        .iter()
        .filter(|spot| !spot.wide)
        .chain(story.spots.iter().take(TOWNS))
        .map(|spot| spot.name.to_lowercase())
        .collect();
    let mut words: BTreeSet<String> = telling.stems.clone();
    words.extend(whos().map(|who| who.noun.clone()));
    words.extend(telling.numbers.iter().flat_map(|number| [number.what.clone(), number.value.to_string()]));
    for group in groups(telling.kind) {
        for days in buckets(telling.days) {
            for (at, one) in countries.iter().enumerate() {
                for other in countries.iter().skip(at + 1) {
                    keys.insert(key(group, "countries", one, other, days));
                }
                for word in &words {
                    keys.insert(key(group, "word", one, word, days));
                }
            }
            keys.extend(towns.iter().map(|town| key(group, "town", town, "", days)));
            keys.extend(
                whos().filter_map(|who| who.person.as_ref()).map(|name| key(group, "name", name, "", days)),
            );
        }
    }
    keys
}

/// The blocks of days in which something falls: the day after is one of them, as reports differ by a day.
fn buckets(days: Option<(Day, Day)>) -> std::ops::RangeInclusive<Day> {
    match days {
        Some((first, last)) if last - first <= LONGEST => {
            first.div_euclid(DAYS)..=(last + 1).div_euclid(DAYS)
        }
        Some(_) => 1..=0,
        None => Day::MIN..=Day::MIN,
    }
}

fn key(group: usize, kind: &str, one: &str, other: &str, days: Day) -> u64 {
    xxh3_64(format!("{group}\n{kind}\n{one}\n{other}\n{days}").as_bytes())
}
