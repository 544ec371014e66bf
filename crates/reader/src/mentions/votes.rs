//! What a story says for each of the places that a name may mean. Takes the toponyms with their readings, gives the
//! likeliest reading of one, and why the others lost.

use std::collections::HashMap;

use knowledge::{Code, PlaceKind};

use super::MOST_CANDIDATES;
use super::places::{Spot, Toponym};

/// What the story says for countries and their regions.
#[derive(Default)]
pub(super) struct Votes {
    countries: HashMap<Code, f64>,
    regions: HashMap<(Code, String), f64>,
    all: f64,
    /// For each region how many names may lie there.
    possible: HashMap<(Code, String), f64>,
    names: f64,
}

impl Votes {
    fn country(&mut self, country: Code, weight: f64) {
        *self.countries.entry(country).or_default() += weight;
        self.all += weight;
    }

    fn spot(&mut self, spot: Spot, weight: f64) {
        if let Some(country) = spot.country() {
            self.country(country, weight);
        }
        if let Some((country, region)) = spot.admin1() {
            *self.regions.entry((country, region.to_owned())).or_default() += weight;
        }
    }

    /// A name whose readings all lie in one country, or that the story explains.
    pub(super) fn sure(&mut self, toponym: &Toponym) {
        let Some(first) = toponym.spots.first() else { return };
        if toponym.spots.iter().all(|spot| spot.country() == first.country()) {
            let one = toponym.spots.len() == 1;
            self.spot(
                *first,
                if toponym.told.is_some() {
                    2.0
                } else if one && !toponym.aside {
                    1.0
                } else {
                    0.5
                },
            );
        }
    }

    pub(super) fn dateline(&mut self, toponym: &Toponym) {
        if let Some(likeliest) =
            toponym.spots.iter().copied().max_by(|one, other| one.prior().total_cmp(&other.prior()))
        {
            self.spot(likeliest, 3.0);
        }
    }

    pub(super) fn likely(&mut self, toponym: &Toponym) {
        if let Some(chosen) = toponym.chosen {
            self.spot(chosen, 0.5);
        }
    }

    /// A name that may lie in many regions speaks a little for each of them.
    pub(super) fn possible(&mut self, toponym: &Toponym) {
        self.names += 1.0;
        let mut regions: Vec<(Code, &str)> = toponym.spots.iter().filter_map(|spot| spot.admin1()).collect();
        regions.sort_unstable();
        regions.dedup();
        for (country, region) in regions {
            *self.possible.entry((country, region.to_owned())).or_default() += 1.0;
        }
    }

    /// From 0 to 1, how many names of the story may lie in the region, beside the one itself.
    fn for_possible(&self, spot: Spot) -> f64 {
        let Some((country, region)) = spot.admin1() else { return 0.0 };
        let names = self.possible.get(&(country, region.to_owned())).copied().unwrap_or(0.0);
        (names - 1.0).max(0.0) / (self.names + 3.0)
    }

    /// From 0 to 1.
    fn for_country(&self, spot: Spot) -> f64 {
        let votes = spot.country().and_then(|country| self.countries.get(&country)).copied().unwrap_or(0.0);
        votes / (self.all + 1.0)
    }

    /// From 0 to 1.
    fn for_region(&self, spot: Spot) -> f64 {
        let Some((country, region)) = spot.admin1() else { return 0.0 };
        let votes = self.regions.get(&(country, region.to_owned())).copied().unwrap_or(0.0);
        votes / (self.all + 1.0)
    }
}

/// What speaks for a reading, against its size: ten times the inhabitants are [`Weights::size`].
struct Weights {
    size: f64,
    country: f64,
    region: f64,
    possible: f64,
    near: f64,
    beside: f64,
    renamed: f64,
}

/// Found by trial on stories of local and of world news.
const WEIGHTS: Weights =
    Weights { size: 0.6, country: 3.5, region: 4.0, possible: 6.0, near: 1.5, beside: 1.0, renamed: 2.0 };

/// How many earlier and later toponyms are looked at for nearness.
const WINDOW: usize = 12;

/// What speaks for a reading, weighed, one part for each line of [`LOST`].
type Parts = [f64; 7];

/// Why a reading loses that is behind in this part; `{}` is the country of the reading that was taken.
const LOST: [&str; 7] = [
    "smaller",
    "better known by another name",
    "the story names {} more",
    "the story names the other's region more",
    "fewer of the story's names may lie in its region",
    "farther from the story's other places",
    "a name of {} stands in the same sentence",
];

/// Chooses among the readings of a toponym.
pub(super) fn choose<'k>(index: usize, toponyms: &[Toponym<'k>], votes: &Votes) -> Option<Spot<'k>> {
    let toponym = &toponyms[index];
    if toponym.spots.len() < 2 {
        return toponym.spots.first().copied();
    }
    let scored = toponym.spots.iter().map(|&spot| (total(&weigh(spot, index, toponyms, votes)), spot));
    // Of equal scores the first: knowledge gives the likelier first.
    scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, spot)| spot)
}

/// The readings that come next after the one that was chosen, the likeliest first, each with why it lost.
pub(super) fn losers<'k>(
    index: usize,
    chosen: Spot<'k>,
    toponyms: &[Toponym<'k>],
    votes: &Votes,
) -> Vec<(Spot<'k>, String)> {
    let won = weigh(chosen, index, toponyms, votes);
    let others = toponyms[index].spots.iter().filter(|spot| !spot.same(chosen));
    let mut others: Vec<(Parts, Spot)> =
        others.map(|&spot| (weigh(spot, index, toponyms, votes), spot)).collect();
    others.sort_by(|one, other| total(&other.0).total_cmp(&total(&one.0)));
    others.truncate(MOST_CANDIDATES);
    others.into_iter().map(|(parts, spot)| (spot, why_lost(&parts, &won, chosen))).collect()
}

/// The part in which a reading is farthest behind the one that was chosen.
fn why_lost(parts: &Parts, won: &Parts, chosen: Spot) -> String {
    let behind = (0..parts.len()).map(|part| (won[part] - parts[part], part));
    let (most, part) =
        behind.reduce(|one, other| if other.0 > one.0 { other } else { one }).unwrap_or_default();
    if most <= 0.0 {
        return "as likely, but later in the table".to_owned();
    }
    let country = chosen.country().map_or_else(|| "the other".to_owned(), |code| code.to_string());
    LOST[part].replace("{}", &country)
}

fn total(parts: &Parts) -> f64 {
    parts.iter().sum()
}

fn weigh(spot: Spot, index: usize, toponyms: &[Toponym], votes: &Votes) -> Parts {
    let toponym = &toponyms[index];
    let around = &toponyms[index.saturating_sub(WINDOW)..toponyms.len().min(index + WINDOW)];
    let near = around
        .iter()
        .filter(|other| other.words != toponym.words)
        .filter_map(|other| {
            other.chosen.or(if other.spots.len() == 1 { other.spots.first().copied() } else { None })
        })
        .filter(|other| matches!(other, Spot::Place(place) if place.kind == PlaceKind::City))
        .map(|other| kilometres(spot.point(), other.point()))
        .fold(f64::INFINITY, f64::min);
    let nearness = match near {
        _ if near < 50.0 => 1.5,
        _ if near < 160.0 => 1.0,
        _ if near < 400.0 => 0.4,
        _ => 0.0,
    };
    let beside = around.iter().any(|other| {
        other.words != toponym.words
            && other.sentence == toponym.sentence
            && spot.country().is_some()
            && other.only_country() == spot.country()
    });
    // "Salisbury" is what Harare was called.
    let renamed = match spot {
        Spot::Place(place) if !place.name.eq_ignore_ascii_case(&toponym.words) => WEIGHTS.renamed,
        _ => 0.0,
    };
    [
        WEIGHTS.size * spot.prior(),
        -renamed,
        WEIGHTS.country * votes.for_country(spot),
        WEIGHTS.region * votes.for_region(spot),
        WEIGHTS.possible * votes.for_possible(spot),
        WEIGHTS.near * nearness,
        WEIGHTS.beside * f64::from(u8::from(beside)),
    ]
}

/// The great-circle distance of two points.
fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (north, other_north) = (one.0.to_radians(), other.0.to_radians());
    let (up, across) = ((other_north - north) / 2.0, (other.1 - one.1).to_radians() / 2.0);
    let haversine = up.sin().powi(2) + north.cos() * other_north.cos() * across.sin().powi(2);
    2.0 * 6371.0 * haversine.sqrt().min(1.0).asin()
}
