//! Toponyms, put on the map. Takes the names of a story, gives a [`Place`] for each that is a toponym, in literal
//! use or not: "Moscow announced" is an actor, but Moscow also lies somewhere.
//!
//! Of several places of a name the story decides: "Paris, Texas" says so itself; else the other toponyms, the
//! demonyms and the dateline vote for their countries and regions, near places speak for each other, and size
//! counts where nothing else does. A name means one place in one story, unless the story says otherwise.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use knowledge::{Code, Country, Knowledge, Meaning, Place as Known, PlaceKind};
use language::{EntityKind, Parse, Relation, TokenId, Upos};

use super::names::{Name, Names};
use super::votes::{self, Votes, choose};
use super::{Candidate, MOST_CANDIDATES, Place};

/// The toponyms of a story.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// In the order of first mention.
    pub(super) all: Vec<Place>,
    /// Where the toponyms stand, in the order of the text, and their places.
    pub(super) toponyms: Vec<(Range<TokenId>, u32)>,
}

impl Places {
    /// The number of the place that exactly these tokens name.
    pub(super) fn number(&self, tokens: &Range<TokenId>) -> Option<u32> {
        let index = self.toponyms.partition_point(|(toponym, _)| toponym.start < tokens.start);
        self.toponyms.get(index).filter(|(toponym, _)| toponym == tokens).map(|(_, place)| *place)
    }

    /// The place that exactly these tokens name.
    pub(super) fn at(&self, tokens: &Range<TokenId>) -> Option<&Place> {
        self.number(tokens).map(|place| &self.all[place as usize])
    }
}

/// One thing that a toponym may mean.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spot<'k> {
    Country(&'k Country),
    Place(&'k Known),
}

/// A toponym on its way to the map.
pub(super) struct Toponym<'k> {
    pub(super) tokens: Range<TokenId>,
    pub(super) sentence: usize,
    /// "Norwegian", "Boston" in "Boston Police Department": says less of where the story happens.
    pub(super) aside: bool,
    /// As the story spells it.
    pub(super) words: String,
    pub(super) spots: Vec<Spot<'k>>,
    /// What stands beside it and says which it is: "Texas" in "Paris, Texas".
    pub(super) told: Option<String>,
    /// What it may mean elsewhere, but not where the story says that it lies.
    elsewhere: Vec<Spot<'k>>,
    /// Where it lies, though the gazetteer knows no such place there: "Randolph, New Hampshire".
    within: Option<Spot<'k>>,
    pub(super) chosen: Option<Spot<'k>>,
}

/// A toponym has no more readings than this; knowledge gives the likelier first.
const MOST_READINGS: usize = 40;
/// The dateline is one of the first so many sentences: headlines may stand before it.
const DATELINE_AMONG: usize = 5;

/// Puts the toponyms of a story on the map.
pub(super) fn find(names: &Names, parse: &Parse, text: &str, knowledge: &Knowledge) -> Places {
    let mut toponyms = toponyms(names, parse, text, knowledge);
    hear_containers(&mut toponyms, parse, text);
    let mut votes = Votes::default();
    if let Some(first) = toponyms.iter().take(12).find(|first| in_dateline(&first.tokens, parse, text)) {
        votes.dateline(first);
    }
    for toponym in &toponyms {
        votes.sure(toponym);
    }
    let mut heard = HashSet::new();
    for toponym in toponyms.iter().filter(|toponym| !toponym.spots.is_empty()) {
        if heard.insert(toponym.words.as_str()) {
            votes.possible(toponym);
        }
    }
    for round in 0..2 {
        for index in 0..toponyms.len() {
            let chosen = choose(index, &toponyms, &votes);
            toponyms[index].chosen = chosen;
        }
        agree(&mut toponyms);
        if round == 0 {
            toponyms.iter().for_each(|toponym| votes.likely(toponym));
        }
    }
    gather(&toponyms, &votes)
}

/// The toponyms with all their readings, in the order of the text.
fn toponyms<'k>(names: &Names<'k>, parse: &Parse, text: &str, knowledge: &Knowledge) -> Vec<Toponym<'k>> {
    let reading = |tokens: &Range<TokenId>, spots: Vec<Spot<'k>>, aside| {
        let words =
            parse.token(tokens.start).span.cover(parse.token(tokens.end - 1).span).of(text).to_owned();
        let sentence = parse.sentence_of(tokens.start);
        Toponym {
            tokens: tokens.clone(),
            sentence,
            aside,
            words,
            spots,
            told: None,
            elsewhere: Vec::new(),
            within: None,
            chosen: None,
        }
    };
    let class = |class: &str, word: &str| knowledge.frames().in_class(class, word);
    let mut found = Vec::new();
    for name in &names.all {
        let mut spots = readings(&name.meanings);
        if spots.is_empty() && name.entity == Some(EntityKind::Place) {
            spots = readings_of_side(name, parse, text, knowledge);
        }
        if is_toponym(name, &spots, parse, text, knowledge) {
            let people =
                name.meanings.iter().all(|one| people_of(one).is_some()) && !name.meanings.is_empty();
            found.push(reading(&name.tokens, spots, people));
            continue;
        }
        for part in name.parts.iter().filter(|_| name.entity != Some(EntityKind::Person)) {
            let spots = readings(&part.meanings);
            let next = parse.tokens.get(part.tokens.end as usize).map(|next| next.span.of(text));
            let other = part.tokens.end < name.tokens.end && next.is_some_and(|next| class("namesake", next));
            let new = part.tokens.start > name.tokens.start
                && class("renaming", parse.token(part.tokens.start - 1).span.of(text));
            // "Chicago Marathon" has nothing to do with Marathon in Florida.
            let inner = part.tokens.start > name.tokens.start && part.tokens.len() == 1 && !is_large(&spots);
            if !spots.is_empty() && !other && !new && !inner {
                found.push(reading(&part.tokens, spots, true));
            }
        }
    }
    for demonym in &names.demonyms {
        let countries: Vec<Spot> = demonym.meanings.iter().filter_map(people_of).collect();
        if !countries.is_empty() {
            found.push(reading(&demonym.tokens, countries, true));
        }
    }
    let starts: HashSet<TokenId> = found.iter().map(|one| one.tokens.start).collect();
    // A word that is a toponym once is one again: "in Fargo … Fargo tried".
    let words: HashSet<String> = found.iter().filter(|one| !one.aside).map(|one| one.words.clone()).collect();
    for name in
        names.all.iter().filter(|name| name.entity.is_none() || name.entity == Some(EntityKind::Organisation))
    {
        let spots = readings(&name.meanings);
        let again = reading(&name.tokens, spots, false);
        let known = !again.spots.is_empty() && words.contains(&again.words);
        if known && !starts.contains(&name.tokens.start) {
            found.push(again);
        }
    }
    found.sort_by_key(|toponym| toponym.tokens.start);
    found
}

/// Whether a name with these readings is a toponym.
fn is_toponym(name: &Name, spots: &[Spot], parse: &Parse, text: &str, knowledge: &Knowledge) -> bool {
    let other = name.meanings.iter().any(|meaning| {
        matches!(meaning, Meaning::Organisation(_) | Meaning::Metonym(_) | Meaning::Person(_))
    });
    let surname = name.meanings.iter().any(|meaning| matches!(meaning, Meaning::Surname(_)));
    let has_country = spots.iter().any(|spot| matches!(spot, Spot::Country(_)));
    let has_capital = spots.iter().any(|spot| spot.is_capital());
    let given = || knowledge.given_name(parse.token(name.tokens.start).span.of(text)).is_some();
    match name.entity {
        Some(EntityKind::Place) if spots.is_empty() => !other && !surname && !given(),
        Some(EntityKind::Place) => !other || has_country || has_capital,
        _ if spots.is_empty() => false,
        // Knowledge against the parser: a person may be called after a village, hardly after Addis Ababa.
        Some(EntityKind::Person) => {
            has_country
                || !other
                    && (name.tokens.len() > 1
                        || has_capital
                        || is_located(name, parse, text, knowledge)
                        || (is_large(spots) && !surname && !given()))
        }
        Some(EntityKind::Organisation) => has_country || !other,
        None => (has_country || !other) && (is_large(spots) || is_located(name, parse, text, knowledge)),
    }
}

/// Whether a reading is large enough that the word alone brings it to mind.
fn is_large(spots: &[Spot]) -> bool {
    spots.iter().any(|spot| match spot {
        Spot::Country(_) => true,
        Spot::Place(place) => {
            place.kind != PlaceKind::City || place.population > 150_000 || place.capital_of.is_some()
        }
    })
}

/// "in Lincoln", "Lincoln, Nebraska": a village needs a word that says that it is a place.
fn is_located(name: &Name, parse: &Parse, text: &str, knowledge: &Knowledge) -> bool {
    let top = super::noun_phrases::top_of(&name.tokens, parse);
    let form = |token: TokenId| parse.token(token).span.of(text);
    let case = parse.child(top, Relation::Case).map(|case| form(case).to_lowercase());
    let before = matches!(
        case.as_deref(),
        Some(
            "in" | "at"
                | "from"
                | "near"
                | "to"
                | "outside"
                | "around"
                | "across"
                | "through"
                | "toward"
                | "towards"
        )
    );
    let comma = parse.tokens.get(name.tokens.end as usize).is_some_and(|next| next.span.of(text) == ",")
        && parse.tokens.get(name.tokens.end as usize + 1).is_some_and(|next| next.upos == Upos::Propn);
    // "Fargo residents".
    let word = parse.token(top);
    let residents = word.relation == Relation::Compound
        && word.head.is_some_and(|head| {
            let head = parse.token(head);
            head.upos == Upos::Noun && knowledge.role(&head.lemma.to_lowercase()).is_some()
        });
    before || comma || residents || name.tokens.len() > 1
}

/// "South Los Angeles", "northern Mali", "Nazi Germany": a side of a known place lies about where that lies.
fn readings_of_side<'k>(name: &Name<'k>, parse: &Parse, text: &str, knowledge: &Knowledge) -> Vec<Spot<'k>> {
    let Some(last) = name.parts.last().filter(|part| part.tokens.end == name.tokens.end) else {
        return Vec::new();
    };
    let mut before = name.tokens.start..last.tokens.start;
    let is_side = |token: TokenId| {
        knowledge.frames().in_class("place_side", &parse.token(token).span.of(text).to_lowercase())
    };
    if before.all(is_side) { readings(&last.meanings) } else { Vec::new() }
}

fn readings<'k>(meanings: &[Meaning<'k>]) -> Vec<Spot<'k>> {
    let spots: Vec<Spot> = meanings.iter().filter_map(spot).take(MOST_READINGS).collect();
    if spots.is_empty() { meanings.iter().filter_map(people_of).collect() } else { spots }
}

/// The country of "Norwegian", "Norwegians".
fn people_of<'k>(meaning: &Meaning<'k>) -> Option<Spot<'k>> {
    match *meaning {
        Meaning::Adjective(country) | Meaning::National(country) => Some(Spot::Country(country)),
        _ => None,
    }
}

fn spot<'k>(meaning: &Meaning<'k>) -> Option<Spot<'k>> {
    match *meaning {
        Meaning::Country(country) => Some(Spot::Country(country)),
        Meaning::Place(place) => Some(Spot::Place(place)),
        _ => None,
    }
}

impl Toponym<'_> {
    /// The country in which all its readings lie.
    pub(super) fn only_country(&self) -> Option<Code> {
        let first = self.spots.first()?.country()?;
        self.spots.iter().all(|spot| spot.country() == Some(first)).then_some(first)
    }
}

impl<'k> Spot<'k> {
    pub(super) fn country(self) -> Option<Code> {
        match self {
            Spot::Country(country) => Some(country.code),
            Spot::Place(place) => place.country,
        }
    }

    fn is_capital(self) -> bool {
        matches!(self, Spot::Place(place) if place.capital_of.is_some())
    }

    pub(super) fn admin1(self) -> Option<(Code, &'k str)> {
        match self {
            Spot::Place(place) if !place.admin1.is_empty() => Some((place.country?, &place.admin1)),
            _ => None,
        }
    }

    pub(super) fn point(self) -> (f64, f64) {
        match self {
            Spot::Country(country) => (country.coordinates.0.into(), country.coordinates.1.into()),
            Spot::Place(place) => (place.latitude.into(), place.longitude.into()),
        }
    }

    /// How likely it is without a story, on a scale on which ten times the inhabitants are 1.
    pub(super) fn prior(self) -> f64 {
        match self {
            Spot::Country(country) => 8.5 + (country.population.max(10_000) as f64).log10() / 10.0,
            Spot::Place(place) => {
                let size = f64::from(place.population.max(1000)).log10();
                match place.kind {
                    PlaceKind::City if place.capital_of.is_some() && place.population > 1_000_000 => {
                        size + 2.5
                    }
                    PlaceKind::City if place.capital_of.is_some() => size + 1.5,
                    PlaceKind::City => size,
                    // As knowledge orders them: "New York" is the city, "Georgia" the state.
                    PlaceKind::Admin1 => (size - 0.9).max(5.2),
                    PlaceKind::County => 5.0,
                    PlaceKind::Region => 6.0,
                    PlaceKind::Water => 6.0,
                    PlaceKind::Continent => 8.5,
                }
            }
        }
    }

    /// Whether it can hold smaller places.
    fn holds(self, other: Spot) -> bool {
        match (self, other) {
            (Spot::Country(country), Spot::Place(place)) => place.country == Some(country.code),
            (Spot::Place(region), Spot::Place(place)) => {
                region.kind == PlaceKind::Admin1
                    && place.kind != PlaceKind::Admin1
                    && region.country == place.country
                    && region.admin1 == place.admin1
            }
            _ => false,
        }
    }

    pub(super) fn same(self, other: Spot) -> bool {
        match (self, other) {
            (Spot::Country(one), Spot::Country(other)) => one.code == other.code,
            (Spot::Place(one), Spot::Place(other)) => std::ptr::eq(one, other),
            _ => false,
        }
    }
}

/// "Paris, Texas", "Hama in Syria", "Boston (Lincolnshire)": the second says which the first is.
fn hear_containers(toponyms: &mut [Toponym], parse: &Parse, text: &str) {
    for index in (1..toponyms.len()).rev() {
        let (head, tail) = toponyms.split_at_mut(index);
        let (inner, outer) = (&mut head[index - 1], &mut tail[0]);
        let (end, start) = (inner.tokens.end, outer.tokens.start);
        if !joins(end, start, parse, text) {
            continue;
        }
        let held = |spot: &Spot, by: &[Spot]| by.iter().any(|outer| outer.holds(*spot));
        let (within, elsewhere): (Vec<Spot>, Vec<Spot>) =
            inner.spots.iter().partition(|spot| held(spot, &outer.spots));
        if within.is_empty() {
            let region = |spot: &&Spot| match spot {
                Spot::Country(_) => true,
                Spot::Place(place) => place.kind == PlaceKind::Admin1,
            };
            let comma = parse.token(end).span.of(text) == ",";
            let town = comma && !inner.spots.iter().any(|spot| region(&spot));
            if let Some(region) = outer.spots.iter().find(region).filter(|_| town) {
                inner.within = Some(*region);
                inner.spots.clear();
            }
            continue;
        }
        let holds = |outer: &Spot| within.iter().any(|inner| outer.holds(*inner));
        let other = outer.spots.iter().copied().filter(|outer| !holds(outer));
        outer.elsewhere.extend(other);
        outer.spots.retain(holds);
        outer.told = Some(inner.words.clone());
        inner.spots = within;
        inner.elsewhere.extend(elsewhere);
        inner.told = Some(outer.words.clone());
    }
}

/// Whether a comma, a bracket or "in" alone stands between.
fn joins(end: TokenId, start: TokenId, parse: &Parse, text: &str) -> bool {
    if start < end || start > end + 2 || parse.sentence_of(end.saturating_sub(1)) != parse.sentence_of(start)
    {
        return false;
    }
    let between = |token: TokenId| parse.token(token).span.of(text);
    match start - end {
        1 => matches!(between(end), "," | "(" | "in" | "-"),
        2 => matches!((between(end), between(end + 1)), (",", "in") | (".", ",")),
        _ => false,
    }
}

/// Whether a name stands in the dateline: "OSLO (Reuters) -", a sentence of its own that a dash ends.
pub(super) fn in_dateline(tokens: &Range<TokenId>, parse: &Parse, text: &str) -> bool {
    let number = parse.sentence_of(tokens.start);
    let sentence = &parse.sentences[number].tokens;
    let last = parse.token(sentence.end - 1).span.of(text);
    number < DATELINE_AMONG && sentence.len() > 1 && matches!(last, "—" | "–" | "-" | "--")
}

/// One name, one place: a reading that the story tells counts for the others of the name.
fn agree(toponyms: &mut [Toponym]) {
    let told = tellers(toponyms);
    for index in 0..toponyms.len() {
        let Some(&teller) = told.get(&toponyms[index].words.to_lowercase()) else { continue };
        if toponyms[index].told.is_none() {
            toponyms[index].chosen = toponyms[teller].chosen;
        }
    }
}

/// By its words in small letters, the first toponym of which the story says which it is.
fn tellers(toponyms: &[Toponym]) -> HashMap<String, usize> {
    let mut told = HashMap::new();
    for (index, toponym) in toponyms.iter().enumerate() {
        if toponym.told.is_some() && toponym.chosen.is_some() {
            told.entry(toponym.words.to_lowercase()).or_insert(index);
        }
    }
    told
}

fn gather(toponyms: &[Toponym], votes: &Votes) -> Places {
    let told = tellers(toponyms);
    let mut places = Places::default();
    let mut seen: HashMap<&str, Vec<(Option<Spot>, u32)>> = HashMap::new();
    let mut spots: Vec<(Spot, u32)> = Vec::new();
    for (index, toponym) in toponyms.iter().enumerate() {
        let same = |one: &Option<Spot>| match (one, toponym.chosen) {
            (Some(one), Some(other)) => one.same(other),
            (None, None) => true,
            _ => false,
        };
        let by_words = seen.entry(&toponym.words).or_default();
        let known = by_words.iter().find(|(spot, _)| same(spot)).map(|(_, number)| *number).or_else(|| {
            let chosen = toponym.chosen?;
            spots.iter().take(500).find(|(spot, _)| spot.same(chosen)).map(|(_, number)| *number)
        });
        let number = known.unwrap_or_else(|| {
            let teller = told.get(&toponym.words.to_lowercase()).map(|&teller| &toponyms[teller]);
            places.all.push(explained(place(toponym), index, teller, toponyms, votes));
            let number = places.all.len() as u32 - 1;
            by_words.push((toponym.chosen, number));
            spots.extend(toponym.chosen.map(|chosen| (chosen, number)));
            number
        });
        places.toponyms.push((toponym.tokens.clone(), number));
    }
    places
}

fn place(toponym: &Toponym) -> Place {
    let Some(spot) = toponym.chosen else {
        let within = toponym.within;
        return Place {
            name: toponym.words.clone(),
            country: within.and_then(Spot::country).map(|code| code.to_string()),
            admin1: within.and_then(Spot::admin1).map(|(_, region)| region.to_owned()),
            ..Place::default()
        };
    };
    let (name, geonames_id) = match spot {
        Spot::Country(country) => (&country.name, country.geonames_id),
        Spot::Place(place) => (&place.name, Some(place.geonames_id).filter(|&id| id != 0)),
    };
    Place {
        name: name.to_string(),
        country: spot.country().map(|code| code.to_string()),
        admin1: spot.admin1().map(|(_, region)| region.to_owned()),
        coordinates: Some(spot.point()),
        geonames_id,
        ..Place::default()
    }
}

/// The place with the reason for it, and what else the name may mean.
fn explained(
    place: Place,
    index: usize,
    teller: Option<&Toponym>,
    toponyms: &[Toponym],
    votes: &Votes,
) -> Place {
    let toponym = &toponyms[index];
    let Some(chosen) = toponym.chosen else {
        let reason = match toponym.within.is_some() {
            true => "the words after it say where it lies; no place of that name is known there",
            false => "no place of that name is known",
        };
        return Place { reason: reason.to_owned(), ..place };
    };
    let told = teller.and_then(|teller| Some((teller.told.as_ref()?, teller)));
    if let Some((beside, teller)) =
        told.filter(|(_, teller)| teller.chosen.is_some_and(|one| one.same(chosen)))
    {
        let reason = format!("the story says which: \"{beside}\" stands beside it");
        let others = teller.elsewhere.iter().take(MOST_CANDIDATES);
        let lost = |other: &Spot| candidate(*other, "not what the story says".to_owned());
        return Place { reason, considered: others.map(lost).collect(), ..place };
    }
    let considered: Vec<Candidate> = votes::losers(index, chosen, toponyms, votes)
        .into_iter()
        .map(|(other, lost)| candidate(other, lost))
        .collect();
    let reason = match toponym.spots.len() {
        0 | 1 => "the only place of that name that is known".to_owned(),
        count => format!("the likeliest of {count}"),
    };
    Place { reason, considered, ..place }
}

/// "Paris, USA TX (places.tsv:81)".
fn candidate(spot: Spot, lost: String) -> Candidate {
    let (name, file, line) = match spot {
        Spot::Country(country) => (&country.name, "countries.tsv", country.line),
        Spot::Place(place) => (&place.name, place.file(), place.line),
    };
    let country = spot.country().map_or(String::new(), |country| format!(", {country}"));
    let region = spot.admin1().map_or(String::new(), |(_, region)| format!(" {region}"));
    Candidate { name: format!("{name}{country}{region} ({file}:{line})"), lost }
}
