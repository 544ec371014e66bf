//! Whether two tellings tell of one occurrence: what speaks for it, in points, and what rules it out.

use std::collections::BTreeSet;

use record::{EventType, Modality};

use super::place::{Nearness, Spot};
use super::telling::{Number, Story, Telling, Who};

/// Two tellings are joined from so many points on.
pub const ENOUGH: i32 = 8;

/// What two tellings have, or have not, in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// The same words, coded twice.
    SameWords,
    /// The same event type.
    SameType,
    /// The same mode: both from the air.
    SameMode,
    /// Two modes: one a drone, one a bomb in a car.
    OtherMode,
    /// The same trigger word.
    SameTrigger,
    /// The actors' country.
    SameActorCountry,
    /// An actor of this name.
    SameActor,
    /// The actors' sector: soldiers here and there.
    SameActorSector,
    /// Police here, soldiers there.
    OtherActorSector,
    /// The same two sides, perhaps in each other's place.
    SameSides,
    /// The recipients' country.
    SameRecipientCountry,
    /// Recipients of two countries.
    OtherRecipientCountry,
    /// A recipient of this name.
    SameRecipient,
    /// Recipients of one kind: convoys here and there.
    SameRecipientKind,
    /// The recipients' sector.
    SameRecipientSector,
    /// One recipient is a named person, the other is another.
    OtherRecipient,
    /// Both texts name this day.
    SameDay,
    /// The texts name days that follow each other.
    NextDay,
    /// The day is open in one of them, and the other's fits.
    DayFits,
    /// The same, and the stories appeared within two days.
    DayFitsNear,
    /// The same place.
    SamePlace,
    /// One place may lie in the other.
    PlaceWithin,
    /// The other story names the place.
    PlaceNamed,
    /// The other story names other places only.
    PlaceNotNamed,
    /// Both stories are about the same town.
    SameScene,
    /// The same number of the same.
    SameNumber,
    /// Numbers that differ as reports of one thing do.
    NearNumber,
    /// Numbers that differ more.
    OtherNumber,
    /// The stories name the same people, ships, villages.
    SharedNames,
    /// They stand in one story.
    SameStory,
    /// They stand in copies of one story.
    SameOrigin,
    /// One of them is still to come.
    StillToCome,
}

impl Point {
    /// How much it says, and its name.
    fn worth(self) -> (i32, &'static str) {
        match self {
            Point::SameWords => (20, "the same words, coded twice"),
            Point::SameType => (2, "same type"),
            Point::SameMode => (1, "same mode"),
            Point::OtherMode => (-1, "another mode"),
            Point::SameTrigger => (2, "same trigger word"),
            Point::SameActorCountry => (2, "actors of one country"),
            Point::SameActor => (3, "an actor of the same name"),
            Point::SameActorSector => (1, "actors of one sector"),
            Point::OtherActorSector => (-1, "actors of two sectors"),
            Point::SameSides => (1, "the same two sides"),
            Point::SameRecipientCountry => (2, "recipients of one country"),
            Point::OtherRecipientCountry => (-4, "recipients of two countries"),
            Point::SameRecipient => (3, "a recipient of the same name"),
            Point::SameRecipientKind => (2, "recipients of one kind"),
            Point::SameRecipientSector => (1, "recipients of one sector"),
            Point::OtherRecipient => (-3, "recipients of two names"),
            Point::SameDay => (3, "same day"),
            Point::NextDay => (0, "one day apart"),
            Point::DayFits => (0, "an open day that fits"),
            Point::DayFitsNear => (1, "an open day that fits, in stories of two days"),
            Point::SamePlace => (3, "same place"),
            Point::PlaceWithin => (1, "a place that may lie in the other"),
            Point::PlaceNamed => (2, "a place that the other story names"),
            Point::PlaceNotNamed => (-2, "a place that the other story does not name"),
            Point::SameScene => (1, "stories of one place"),
            Point::SameNumber => (2, "same number"),
            Point::NearNumber => (0, "numbers that differ little"),
            Point::OtherNumber => (-2, "numbers that differ much"),
            Point::SharedNames => (1, "names in both stories"),
            Point::SameStory => (2, "in one story"),
            Point::SameOrigin => (3, "in copies of one story"),
            Point::StillToCome => (-2, "one of them still to come"),
        }
    }

    /// So many points.
    pub fn points(self) -> i32 {
        self.worth().0
    }

    /// In words.
    pub fn name(self) -> &'static str {
        self.worth().1
    }
}

/// What rules out that two tellings, or two groups of them, are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bar {
    /// Their types are no neighbours.
    Type,
    /// Neighbouring types, and neither words nor parties nor numbers in common.
    OnlyNeighbours,
    /// What they share, many occurrences share: a type, a country, a day.
    NothingOfItsOwn,
    /// One is imagined, the other told as done.
    Imagined,
    /// The days are known and lie apart.
    Days,
    /// The places are known and lie apart.
    Places,
    /// Actors of different countries.
    Actors,
    /// Two named persons.
    Persons,
}

impl Bar {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Bar::Type => "types that are not told for each other",
            Bar::OnlyNeighbours => "neighbouring types, and no word, party or number in common",
            Bar::NothingOfItsOwn => "no word, mode, party, place, number or name in common",
            Bar::Imagined => "one imagined, one told as done",
            Bar::Days => "days apart",
            Bar::Places => "places apart",
            Bar::Actors => "actors of different countries",
            Bar::Persons => "two persons",
        }
    }
}

/// The outcome of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What counted.
    pub points: Vec<Point>,
    /// What ruled it out.
    pub bar: Option<Bar>,
}

impl Comparison {
    /// The sum.
    pub fn total(&self) -> i32 {
        self.points.iter().map(|point| point.points()).sum()
    }

    /// Whether the two may be joined.
    pub fn joins(&self) -> bool {
        self.bar.is_none() && self.total() >= ENOUGH
    }
}

/// Types that are told for each other: a paper's talks are another's agreement. Two types are neighbours that stand
/// in one group; a type may stand in several.
const GROUPS: [&[EventType]; 7] = {
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Reject, Request,
        Retreat, Sanction, Support, Threaten,
    };
    [
        &[Assault, Coerce, Mobilize],
        &[Agree, Consult, Support, Cooperate],
        &[Agree, Concede, Retreat],
        &[Agree, Aid, Cooperate],
        &[Sanction, Coerce, Reject],
        &[Accuse, Reject, Request, Threaten],
        &[Protest],
    ]
};

/// The numbers of the groups that a type stands in.
pub(super) fn groups(kind: EventType) -> impl Iterator<Item = usize> {
    GROUPS.iter().enumerate().filter(move |(_, group)| group.contains(&kind)).map(|(number, _)| number)
}

/// A telling with its story and the story's origin.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) story: &'a Story,
    pub(super) telling: &'a Telling,
    pub(super) origin: usize,
}

/// Compares two tellings.
pub(super) fn compare(one: Told, other: Told) -> Comparison {
    let (first, second) = (one.telling, other.telling);
    let mut points = Vec::new();
    if !groups(first.kind).any(|group| groups(second.kind).any(|also| also == group)) {
        return Comparison { points, bar: Some(Bar::Type) };
    }
    let same_story = one.story.id == other.story.id;
    if same_story && first.at == second.at && first.trigger == second.trigger {
        return Comparison { points: vec![Point::SameWords], bar: None };
    }
    what(first, second, &mut points);
    let mut bar = sides(first, second, &mut points);
    bar = bar.or(actors(first, second, &mut points));
    bar = bar.or(recipients(first, second, &mut points));
    bar = bar.or(when(one, other, &mut points));
    bar = bar.or(place(one, other, &mut points));
    numbers(first, second, &mut points);
    if same_story {
        points.push(Point::SameStory);
    } else {
        if one.origin == other.origin && first.stems == second.stems && !first.stems.is_empty() {
            points.push(Point::SameOrigin);
        }
        let shared = one.story.names.intersection(&other.story.names).count();
        points.extend(std::iter::repeat_n(Point::SharedNames, shared.min(2)));
    }
    let imagined = |telling: &Telling| telling.modality == Modality::Hypothetical;
    if imagined(first) != imagined(second) {
        bar = bar.or(Some(Bar::Imagined));
    }
    if first.kind != second.kind && !points.iter().any(|point| is_evidence(*point)) {
        bar = bar.or(Some(Bar::OnlyNeighbours));
    }
    if !points.iter().any(|point| is_its_own(*point)) {
        bar = bar.or(Some(Bar::NothingOfItsOwn));
    }
    Comparison { points, bar }
}

/// What two neighbouring types need at least one of.
fn is_evidence(point: Point) -> bool {
    use Point::{SameActor, SameNumber, SameRecipient, SameRecipientKind, SameSides, SameTrigger};
    matches!(point, SameTrigger | SameActor | SameRecipient | SameRecipientKind | SameNumber | SameSides)
}

/// What any two tellings need at least one of.
fn is_its_own(point: Point) -> bool {
    use Point::{PlaceNamed, SameMode, SameOrigin, SamePlace, SameStory, SharedNames};
    is_evidence(point)
        || matches!(point, SameMode | SamePlace | PlaceNamed | SharedNames | SameStory | SameOrigin)
}

fn what(first: &Telling, second: &Telling, points: &mut Vec<Point>) {
    if first.kind == second.kind {
        points.push(Point::SameType);
        if first.modes.iter().any(|mode| second.modes.contains(mode)) {
            points.push(Point::SameMode);
        } else if !first.modes.is_empty() && !second.modes.is_empty() {
            points.push(Point::OtherMode);
        }
    }
    if first.stems.intersection(&second.stems).next().is_some() {
        points.push(Point::SameTrigger);
    }
    if (first.modality == Modality::Future) != (second.modality == Modality::Future) {
        points.push(Point::StillToCome);
    }
}

/// The sides of a deed that has two: all countries in it. Where both tellings name two, they must be the same.
fn sides(first: &Telling, second: &Telling, points: &mut Vec<Point>) -> Option<Bar> {
    if !is_two_sided(first.kind) || !is_two_sided(second.kind) {
        return None;
    }
    let (one, other) = (first.sides(), second.sides());
    if one.len() > 1 && one == other {
        points.push(Point::SameSides);
    }
    (is_peaceful(first.kind) && are_others(&one, &other)).then_some(Bar::Actors)
}

/// Whether two sets of sides, of two countries at least, are two pairs: neither is part of the other.
pub(super) fn are_others(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    one.len() > 1 && other.len() > 1 && !one.is_subset(other) && !other.is_subset(one)
}

/// Two-sided, and the recipients are a side too: not the victims of an attack.
pub(super) fn is_peaceful(kind: EventType) -> bool {
    is_two_sided(kind) && kind != EventType::Assault
}

fn actors(first: &Telling, second: &Telling, points: &mut Vec<Point>) -> Option<Bar> {
    let (one, other) = (countries(&first.actors), countries(&second.actors));
    if meet(&one, &other) {
        points.push(Point::SameActorCountry);
    } else if !one.is_empty() && !other.is_empty() && !points.contains(&Point::SameSides) {
        return Some(Bar::Actors);
    }
    let named = persons(&first.actors, &second.actors);
    match named {
        Some(true) => points.push(Point::SameActor),
        Some(false) if !is_two_sided(first.kind) => return Some(Bar::Persons),
        Some(false) => {}
        None if kinds(&first.actors, &second.actors) => points.push(Point::SameActorSector),
        None => sectors(
            &first.actors,
            &second.actors,
            Point::SameActorSector,
            Some(Point::OtherActorSector),
            points,
        ),
    }
    None
}

fn recipients(first: &Telling, second: &Telling, points: &mut Vec<Point>) -> Option<Bar> {
    let (one, other) = (countries(&first.recipients), countries(&second.recipients));
    if meet(&one, &other) {
        points.push(Point::SameRecipientCountry);
    } else if !one.is_empty() && !other.is_empty() && !points.contains(&Point::SameSides) {
        points.push(Point::OtherRecipientCountry);
    }
    match persons(&first.recipients, &second.recipients) {
        Some(true) => points.push(Point::SameRecipient),
        Some(false) => points.push(Point::OtherRecipient),
        None if kinds(&first.recipients, &second.recipients) => points.push(Point::SameRecipientKind),
        None => {}
    }
    sectors(&first.recipients, &second.recipients, Point::SameRecipientSector, None, points);
    None
}

/// Whether only one side can have done it.
pub(super) fn is_one_sided(kind: EventType) -> bool {
    !is_two_sided(kind)
}

/// Whether what one side does to the other may be told the other way round.
fn is_two_sided(kind: EventType) -> bool {
    use EventType::{Agree, Assault, Concede, Consult, Cooperate, Support};
    matches!(kind, Agree | Assault | Concede | Consult | Cooperate | Support)
}

fn countries(parties: &[Who]) -> Vec<&str> {
    parties.iter().filter_map(|who| who.country.as_deref()).collect()
}

fn meet<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.iter().any(|item| other.contains(item))
}

/// Whether both name persons, and then whether one of them is the same.
fn persons(one: &[Who], other: &[Who]) -> Option<bool> {
    let names =
        |parties: &[Who]| -> Vec<String> { parties.iter().filter_map(|who| who.person.clone()).collect() };
    let (one, other) = (names(one), names(other));
    (!one.is_empty() && !other.is_empty()).then(|| meet(&one, &other))
}

fn kinds(one: &[Who], other: &[Who]) -> bool {
    let nouns = |parties: &[Who]| -> Vec<String> {
        parties
            .iter()
            .map(|who| who.noun.clone())
            .filter(|noun| noun.len() > 2 && noun.parse::<f64>().is_err())
            .collect()
    };
    meet(&nouns(one), &nouns(other))
}

fn sectors(one: &[Who], other: &[Who], same: Point, apart: Option<Point>, points: &mut Vec<Point>) {
    let sectors = |parties: &[Who]| -> Vec<String> {
        parties.iter().flat_map(|who| who.sectors.iter().cloned()).collect()
    };
    let (one, other) = (sectors(one), sectors(other));
    if meet(&one, &other) {
        points.push(same);
    } else if let Some(apart) = apart.filter(|_| !one.is_empty() && !other.is_empty()) {
        points.push(apart);
    }
}

fn when(one: Told, other: Told, points: &mut Vec<Point>) -> Option<Bar> {
    let (first, second) = (one.telling, other.telling);
    let published = one.story.published.zip(other.story.published);
    let near = published.is_some_and(|(one, other)| (one - other).abs() <= 2);
    let (Some(one), Some(other)) = (first.days, second.days) else { return None };
    let apart = (one.0.max(other.0) - one.1.min(other.1)).max(0);
    let exact = |days: (i32, i32)| days.0 == days.1;
    match apart {
        0 if first.dated && second.dated && exact(one) && exact(other) => points.push(Point::SameDay),
        0 => points.push(if near { Point::DayFitsNear } else { Point::DayFits }),
        1 => points.push(Point::NextDay),
        _ => return Some(Bar::Days),
    }
    None
}

fn place(one: Told, other: Told, points: &mut Vec<Point>) -> Option<Bar> {
    let (first, second) = (one.telling.spot.as_ref(), other.telling.spot.as_ref());
    if first.zip(second).is_some_and(|(first, second)| first.to(second) == Nearness::Far) {
        return Some(Bar::Places);
    }
    // A whole country says no more than the parties do.
    match (first.filter(|spot| !spot.wide), second.filter(|spot| !spot.wide)) {
        (Some(first), Some(second)) => match first.to(second) {
            Nearness::Same => points.push(Point::SamePlace),
            Nearness::Within => points.push(Point::PlaceWithin),
            Nearness::Unknown | Nearness::Far => {}
        },
        (Some(spot), None) => named(spot, other.story, points),
        (None, Some(spot)) => named(spot, one.story, points),
        (None, None) => {
            let shared = |spot: &Spot| other.story.spots.iter().any(|also| spot.to(also) == Nearness::Same);
            if one.story.spots.iter().any(shared) {
                points.push(Point::SameScene);
            }
        }
    }
    None
}

/// Whether a story names the place at which the other has the event.
fn named(spot: &Spot, story: &Story, points: &mut Vec<Point>) {
    if story.spots.is_empty() {
        return;
    }
    let near = |also: &Spot| matches!(spot.to(also), Nearness::Same | Nearness::Within);
    points.push(if story.spots.iter().any(near) { Point::PlaceNamed } else { Point::PlaceNotNamed });
}

fn numbers(first: &Telling, second: &Telling, points: &mut Vec<Point>) {
    let mut best: Option<Point> = None;
    for one in &first.numbers {
        for other in second.numbers.iter().filter(|other| are_of_one(one, other)) {
            let (low, high) = (one.value.min(other.value), one.value.max(other.value));
            let point = if low == high {
                Point::SameNumber
            } else if high <= 2.5 * low + 2.0 {
                Point::NearNumber
            } else {
                Point::OtherNumber
            };
            best = Some(best.map_or(point, |best| if point.points() > best.points() { point } else { best }));
        }
    }
    points.extend(best);
}

/// Whether two numbers count the same: the dead and the dead, or 38 pupils and 38 children.
fn are_of_one(one: &Number, other: &Number) -> bool {
    let fixed = |number: &Number| matches!(number.what.as_str(), "dead" | "injured" | "arrested" | "size");
    one.what == other.what || one.value == other.value && one.value > 2.0 && !fixed(one) && !fixed(other)
}
