//! Packs the entries: one `fst` map from each name's key to what it may mean, the lists of several meanings,
//! and the entries themselves.

use fst::MapBuilder;

use crate::entries::{Entries, PlaceKind};
use crate::names::{self, Kind, Posting};
use crate::places;

/// What goes into the binary.
pub(crate) struct Packed {
    /// `postcard` of [`Entries`] without the places.
    pub(crate) entries: Vec<u8>,
    /// The places, see [`places`].
    pub(crate) places: Vec<u8>,
    /// Key to value: a single [`Posting`], or [`SEVERAL`] with the place and length of a list.
    pub(crate) names: Vec<u8>,
    /// The lists: postings, four bytes each, the lowest first.
    pub(crate) postings: Vec<u8>,
}

/// The bit that tells a list from a single posting. Below it stand the list's start and, in the lowest twelve
/// bits, its length.
pub(crate) const SEVERAL: u64 = 1 << 63;

pub(crate) fn pack(entries: &Entries) -> Packed {
    let (names, postings) = index(entries, names::all(entries));
    Packed {
        entries: postcard::to_allocvec(entries).expect("lists of plain values can be packed"),
        places: places::pack(&entries.places),
        names,
        postings,
    }
}

/// The look-up of these names, [`Packed::names`] and [`Packed::postings`].
pub(crate) fn index(entries: &Entries, mut pairs: Vec<(String, Posting)>) -> (Vec<u8>, Vec<u8>) {
    pairs.retain(|(key, _)| !key.is_empty());
    pairs.sort_by(|(key, posting), (other_key, other)| {
        key.cmp(other_key).then_with(|| rank(entries, *posting).cmp(&rank(entries, *other)))
    });
    pairs.dedup();
    let mut names = MapBuilder::memory();
    let mut postings: Vec<u8> = Vec::new();
    for group in pairs.chunk_by(|(key, _), (other, _)| key == other) {
        let value = match group {
            [(_, posting)] => u64::from(posting.0),
            _ => {
                let group = &group[..group.len().min(0xFFF)];
                let start = postings.len() as u64 / 4;
                postings.extend(group.iter().flat_map(|(_, posting)| posting.0.to_le_bytes()));
                SEVERAL | start << 12 | group.len() as u64
            }
        };
        names.insert(&group[0].0, value).expect("the keys are sorted and differ");
    }
    (names.into_inner().expect("memory can be written"), postings)
}

/// The order of a name's meanings: by kind, as in the file; but places first capitals, then regions of the
/// hand-made list, then by size, where an eighth of a region's inhabitants count: "New York" is the city,
/// "Georgia" the state.
fn rank(entries: &Entries, posting: Posting) -> (u32, u8, u32, usize) {
    let (class, size) = match posting.kind() {
        Kind::Place => {
            let place = &entries.places[posting.index()];
            let (class, size) = match place.kind {
                _ if place.capital_of.is_some() => (0, place.population),
                PlaceKind::Region | PlaceKind::Water | PlaceKind::Continent => (1, 0),
                PlaceKind::County => (2, 20_000),
                PlaceKind::City => (2, place.population),
                PlaceKind::Admin1 => (2, place.population / 8),
            };
            (class, u32::MAX - size)
        }
        _ => (0, 0),
    };
    (posting.0 >> 28, class, size, posting.index())
}
