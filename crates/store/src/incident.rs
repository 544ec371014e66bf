//! Incidents: the events of several stories that tell of one occurrence, joined.
//!
//! Takes stories, gives a [`Joining`]: every event in exactly one [`Incident`]. In steps:
//!
//! 1. [`Story::of`] keeps of a record what counts: types, parties, days, places, numbers, who says so.
//! 2. [`crate::origin`] finds copies of one story.
//! 3. `block` proposes pairs of tellings, `compare` weighs them: points for what they share, bars for what rules
//!    them out.
//! 4. The pairs with [`ENOUGH`] points are joined, the strongest first, unless the two groups that would become one
//!    name days, places or persons that cannot be one.
//! 5. [`account`](Account) sums up what an incident's sources say.
//!
//! Nothing here depends on the order of the stories: they are put in the order of publication first, and pairs with
//! the same points are taken in the order of their stories. What counts, and how much, stands in docs/incidents.md.

mod account;
mod block;
mod compare;
mod place;
mod readable;
mod stored;
mod telling;
mod why;

use std::collections::{BTreeMap, BTreeSet};

pub use account::{Account, Side, Source, Spread};
pub use compare::{Bar, Comparison, ENOUGH, Point};
pub use telling::{Claim, Number, Story, Telling, Who};
pub(crate) use telling::{flat, joined, sentence};
pub use why::{Apart, Link, Why};

use compare::{Told, compare};
use place::{Nearness, Spot};

use crate::calendar::Day;
use crate::origin::origins;

/// All incidents of some stories.
#[derive(Clone, Debug)]
pub struct Joining {
    /// In the order of publication, then of their ids.
    pub stories: Vec<Story>,
    /// For each story the first of the same origin.
    pub origins: Vec<usize>,
    /// In the order of their first telling.
    pub incidents: Vec<Incident>,
    /// How many pairs of tellings were compared.
    pub compared: usize,
    /// The story and the event of each telling.
    tellings: Vec<(u32, u32)>,
}

/// One occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// `i` and the sixteen digits of its first telling's event id. It stays the same as later stories join.
    pub id: String,
    /// Its tellings, as numbers into [`Joining`].
    pub(crate) tellings: Vec<u32>,
}

/// Joins the events of stories. Two stories of one id are one: the second is left out.
pub fn join(mut stories: Vec<Story>) -> Joining {
    stories.sort_by(|one, other| (one.published, &one.id).cmp(&(other.published, &other.id)));
    let mut ids = BTreeSet::new();
    stories.retain(|story| ids.insert(story.id.clone()));
    let prints: Vec<_> = stories.iter().map(|story| (&story.fingerprint, story.published)).collect();
    let origins = origins(&prints);
    let tellings: Vec<(u32, u32)> = stories
        .iter()
        .enumerate()
        .flat_map(|(story, about)| (0..about.tellings.len()).map(move |event| (story as u32, event as u32)))
        .collect();
    let mut joining = Joining { stories, origins, incidents: Vec::new(), compared: 0, tellings };
    (joining.incidents, joining.compared) = joining.joined();
    joining
}

impl Joining {
    /// The tellings of an incident, the first first.
    pub fn tellings(&self, incident: &Incident) -> impl Iterator<Item = (&Story, &Telling)> {
        incident.tellings.iter().map(|&number| {
            let told = self.told(number);
            (told.story, told.telling)
        })
    }

    /// The incident of this id, or of which an event has this id; the beginning will do.
    pub fn find(&self, id: &str) -> Option<&Incident> {
        let id = id.to_lowercase();
        let by_event =
            |incident: &&Incident| self.tellings(incident).any(|(_, telling)| telling.event.starts_with(&id));
        self.incidents
            .iter()
            .find(|incident| incident.id.starts_with(&id))
            .or_else(|| self.incidents.iter().find(by_event))
    }

    fn told(&self, telling: u32) -> Told<'_> {
        let (story, event) = self.tellings[telling as usize];
        let origin = self.origins[story as usize];
        let story = &self.stories[story as usize];
        Told { story, telling: &story.tellings[event as usize], origin }
    }

    /// All tellings, for the blocks.
    fn all(&self) -> Vec<Told<'_>> {
        (0..self.tellings.len() as u32).map(|number| self.told(number)).collect()
    }

    fn joined(&self) -> (Vec<Incident>, usize) {
        let all = self.all();
        let mut links: Vec<(i32, u32, u32)> = Vec::new();
        let pairs = block::pairs(&all);
        for &(one, other) in &pairs {
            let comparison = compare(all[one as usize], all[other as usize]);
            if comparison.joins() {
                links.push((-comparison.total(), one, other));
            }
        }
        links.sort_unstable();
        let mut groups = Groups::of(&all);
        for (_, one, other) in links {
            groups.unite(one, other);
        }
        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for number in 0..all.len() as u32 {
            members.entry(groups.of_telling(number)).or_default().push(number);
        }
        let id = |tellings: &[u32]| {
            let event = &all[tellings[0] as usize].telling.event;
            format!("i{}", event.strip_prefix('e').unwrap_or(event))
        };
        let mut incidents: Vec<Incident> =
            members.into_values().map(|tellings| Incident { id: id(&tellings), tellings }).collect();
        incidents.sort_by_key(|incident| incident.tellings[0]);
        (incidents, pairs.len())
    }
}

/// Tellings in groups, and what each group has settled.
struct Groups {
    parent: Vec<u32>,
    settled: Vec<Settled>,
}

/// What the tellings of a group say about day, place and persons.
#[derive(Clone, Default)]
struct Settled {
    days: Option<(Day, Day)>,
    spots: Vec<Spot>,
    actors: Vec<String>,
    one_sided: bool,
    /// The countries, where a deed has two sides and the tellings name both.
    sides: BTreeSet<String>,
}

/// So many places of a group are remembered: they lie near each other.
const PLACES: usize = 4;

impl Groups {
    fn of(tellings: &[Told]) -> Groups {
        let settled = tellings.iter().map(|told| Settled::of(told.telling)).collect();
        Groups { parent: (0..tellings.len() as u32).collect(), settled }
    }

    fn of_telling(&mut self, mut telling: u32) -> u32 {
        while self.parent[telling as usize] != telling {
            // Each step halves the way for those who come later.
            let up = self.parent[telling as usize];
            self.parent[telling as usize] = self.parent[up as usize];
            telling = up;
        }
        telling
    }

    /// Makes the groups of two tellings one, unless something rules that out.
    fn unite(&mut self, one: u32, other: u32) {
        let (one, other) = (self.of_telling(one), self.of_telling(other));
        let (low, high) = (one.min(other), one.max(other));
        if low == high || self.settled[low as usize].bar(&self.settled[high as usize]).is_some() {
            return;
        }
        let gone = std::mem::take(&mut self.settled[high as usize]);
        self.settled[low as usize].take(gone);
        self.parent[high as usize] = low;
    }
}

impl Settled {
    fn of(telling: &Telling) -> Settled {
        let sides: BTreeSet<String> = telling.sides().into_iter().map(str::to_owned).collect();
        let exact = telling.days.filter(|days| telling.dated && days.0 == days.1);
        Settled {
            days: exact,
            spots: telling.spot.iter().filter(|spot| !spot.wide).cloned().collect(),
            actors: telling.actors.iter().filter_map(|who| who.person.clone()).collect(),
            one_sided: compare::is_one_sided(telling.kind),
            sides: if sides.len() > 1 && compare::is_peaceful(telling.kind) {
                sides
            } else {
                BTreeSet::new()
            },
        }
    }

    fn bar(&self, other: &Settled) -> Option<Bar> {
        let days = self.days.zip(other.days).map(|(one, other)| one.1.max(other.1) - one.0.min(other.0));
        if days.is_some_and(|spread| spread > 1) {
            return Some(Bar::Days);
        }
        let far = |one: &Spot| other.spots.iter().any(|other| one.to(other) == Nearness::Far);
        if self.spots.iter().any(far) {
            return Some(Bar::Places);
        }
        if compare::are_others(&names(&self.sides), &names(&other.sides)) {
            return Some(Bar::Actors);
        }
        let apart = |one: &[String], other: &[String]| {
            !one.is_empty() && !other.is_empty() && !one.iter().any(|name| other.contains(name))
        };
        (self.one_sided && other.one_sided && apart(&self.actors, &other.actors)).then_some(Bar::Persons)
    }

    fn take(&mut self, other: Settled) {
        self.days = match (self.days, other.days) {
            (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
            (one, other) => one.or(other),
        };
        for spot in other.spots {
            if self.spots.len() < PLACES && !self.spots.contains(&spot) {
                self.spots.push(spot);
            }
        }
        self.actors.extend(other.actors);
        self.actors.sort();
        self.actors.dedup();
        self.one_sided &= other.one_sided;
        self.sides.extend(other.sides);
    }
}

fn names(sides: &BTreeSet<String>) -> BTreeSet<&str> {
    sides.iter().map(String::as_str).collect()
}
