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

use super::Place;
use super::names::{Name, Names};

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
enum Spot<'k> {
    Country(&'k Country),
    Place(&'k Known),
}

/// A toponym on its way to the map.
struct Toponym<'k> {
    tokens: Range<TokenId>,
    sentence: usize,
    /// "Norwegian", "Boston" in "Boston Police Department": says less of where the story happens.
    aside: bool,
    /// As the story spells it.
    words: String,
    spots: Vec<Spot<'k>>,
    /// Whether the story itself says which ("Paris, Texas").
    told: bool,
    /// Where it lies, though the gazetteer knows no such place there: "Randolph, New Hampshire".
    within: Option<Spot<'k>>,
    chosen: Option<Spot<'k>>,
}

/// A toponym has no more readings than this; knowledge gives the likelier first.
const MOST_READINGS: usize = 40;
/// The dateline is one of the first so many sentences: headlines may stand before it.
const DATELINE_AMONG: usize = 5;
/// How many earlier and later toponyms are looked at for nearness.
const WINDOW: usize = 12;

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
    gather(&toponyms)
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
            told: false,
            within: None,
            chosen: None,
        }
    };
    let mut found = Vec::new();
    for name in &names.all {
        let mut spots = readings(&name.meanings);
        if spots.is_empty() && name.entity == Some(EntityKind::Place) {
            spots = readings_of_side(name, parse, text);
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
            let other =
                part.tokens.end < name.tokens.end && next.is_some_and(|next| NAMESAKES.contains(&next));
            let new = part.tokens.start > name.tokens.start
                && NEW.contains(&parse.token(part.tokens.start - 1).span.of(text));
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

/// What is often called after a place that lies elsewhere: "Essex Street".
const NAMESAKES: &[&str] = &[
    "Avenue",
    "Ave.",
    "Boulevard",
    "Co.",
    "County",
    "Creek",
    "Drive",
    "Highway",
    "Lane",
    "Parish",
    "Park",
    "Parkway",
    "River",
    "Road",
    "Rd.",
    "Square",
    "St.",
    "Street",
    "Township",
    "Way",
];
/// What makes another place of a name: "New London".
const NEW: &[&str] =
    &["New", "San", "Santa", "Saint", "St.", "St", "Fort", "Mount", "Port", "El", "La", "Los", "Las"];

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
fn readings_of_side<'k>(name: &Name<'k>, parse: &Parse, text: &str) -> Vec<Spot<'k>> {
    const SIDES: &[&str] = &[
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "central",
        "upper",
        "lower",
        "inner",
        "greater",
        "downtown",
        "old",
        "rural",
        "mainland",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "nazi",
        "soviet",
        "metro",
        "-",
    ];
    let Some(last) = name.parts.last().filter(|part| part.tokens.end == name.tokens.end) else {
        return Vec::new();
    };
    let mut before = name.tokens.start..last.tokens.start;
    let is_side = |token: TokenId| SIDES.contains(&&*parse.token(token).span.of(text).to_lowercase());
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
    fn only_country(&self) -> Option<Code> {
        let first = self.spots.first()?.country()?;
        self.spots.iter().all(|spot| spot.country() == Some(first)).then_some(first)
    }
}

impl<'k> Spot<'k> {
    fn country(self) -> Option<Code> {
        match self {
            Spot::Country(country) => Some(country.code),
            Spot::Place(place) => place.country,
        }
    }

    fn is_capital(self) -> bool {
        matches!(self, Spot::Place(place) if place.capital_of.is_some())
    }

    fn admin1(self) -> Option<(Code, &'k str)> {
        match self {
            Spot::Place(place) if !place.admin1.is_empty() => Some((place.country?, &place.admin1)),
            _ => None,
        }
    }

    fn point(self) -> (f64, f64) {
        match self {
            Spot::Country(country) => (country.coordinates.0.into(), country.coordinates.1.into()),
            Spot::Place(place) => (place.latitude.into(), place.longitude.into()),
        }
    }

    /// How likely it is without a story, on a scale on which ten times the inhabitants are 1.
    fn prior(self) -> f64 {
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

    fn same(self, other: Spot) -> bool {
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
        let within: Vec<Spot> = inner.spots.iter().copied().filter(|spot| held(spot, &outer.spots)).collect();
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
        outer.spots.retain(|outer| within.iter().any(|inner| outer.holds(*inner)));
        outer.told = true;
        inner.spots = within;
        inner.told = true;
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

/// What the story says for countries and their regions.
#[derive(Default)]
struct Votes {
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
    fn sure(&mut self, toponym: &Toponym) {
        let Some(first) = toponym.spots.first() else { return };
        if toponym.spots.iter().all(|spot| spot.country() == first.country()) {
            let one = toponym.spots.len() == 1;
            self.spot(
                *first,
                if toponym.told {
                    2.0
                } else if one && !toponym.aside {
                    1.0
                } else {
                    0.5
                },
            );
        }
    }

    fn dateline(&mut self, toponym: &Toponym) {
        if let Some(likeliest) =
            toponym.spots.iter().copied().max_by(|one, other| one.prior().total_cmp(&other.prior()))
        {
            self.spot(likeliest, 3.0);
        }
    }

    fn likely(&mut self, toponym: &Toponym) {
        if let Some(chosen) = toponym.chosen {
            self.spot(chosen, 0.5);
        }
    }

    /// A name that may lie in many regions speaks a little for each of them.
    fn possible(&mut self, toponym: &Toponym) {
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

fn choose<'k>(index: usize, toponyms: &[Toponym<'k>], votes: &Votes) -> Option<Spot<'k>> {
    let toponym = &toponyms[index];
    if toponym.spots.len() < 2 {
        return toponym.spots.first().copied();
    }
    let around = &toponyms[index.saturating_sub(WINDOW)..toponyms.len().min(index + WINDOW)];
    let score = |spot: Spot| {
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
        WEIGHTS.size * spot.prior() - renamed
            + WEIGHTS.country * votes.for_country(spot)
            + WEIGHTS.region * votes.for_region(spot)
            + WEIGHTS.possible * votes.for_possible(spot)
            + WEIGHTS.near * nearness
            + WEIGHTS.beside * f64::from(u8::from(beside))
    };
    let scored = toponym.spots.iter().map(|&spot| (score(spot), spot));
    // Of equal scores the first: knowledge gives the likelier first.
    scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, spot)| spot)
}

/// One name, one place: a reading that the story tells counts for the others of the name.
fn agree(toponyms: &mut [Toponym]) {
    let mut told: HashMap<String, usize> = HashMap::new();
    for (index, toponym) in toponyms.iter().enumerate() {
        if toponym.told && toponym.chosen.is_some() {
            told.entry(toponym.words.to_lowercase()).or_insert(index);
        }
    }
    for index in 0..toponyms.len() {
        let Some(&teller) = told.get(&toponyms[index].words.to_lowercase()) else { continue };
        if !toponyms[index].told {
            toponyms[index].chosen = toponyms[teller].chosen;
        }
    }
}

fn gather(toponyms: &[Toponym]) -> Places {
    let mut places = Places::default();
    let mut seen: HashMap<&str, Vec<(Option<Spot>, u32)>> = HashMap::new();
    let mut spots: Vec<(Spot, u32)> = Vec::new();
    for toponym in toponyms {
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
            places.all.push(place(toponym));
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
    }
}

/// The great-circle distance of two points.
fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (north, other_north) = (one.0.to_radians(), other.0.to_radians());
    let (up, across) = ((other_north - north) / 2.0, (other.1 - one.1).to_radians() / 2.0);
    let haversine = up.sin().powi(2) + north.cos() * other_north.cos() * across.sin().powi(2);
    2.0 * 6371.0 * haversine.sqrt().min(1.0).asin()
}
