use compact_str::CompactString;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::date::PartialDate;

/// All entries, each list in a fixed order.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Entries {
    /// By code.
    pub countries: Vec<Country>,
    /// As in the file.
    pub metonyms: Vec<Metonym>,
    /// In the order of their first spell in the file.
    pub people: Vec<Person>,
    /// As in the file.
    pub organisations: Vec<Organisation>,
    /// As in the file.
    pub roles: Vec<Role>,
    /// As in the files: cities and first-level regions, then other regions, waters and continents. Packed by
    /// themselves.
    #[serde(skip)]
    pub places: Vec<Place>,
    /// The places' other names, in the same order: needed to pack the look-up, not kept.
    #[serde(skip)]
    pub alternates: Vec<Vec<CompactString>>,
}

/// A country: a line of `countries.tsv`. Also former states, which have no capital.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-3, "XKX" for Kosovo, ISO 3166-3's for a former state ("SUN").
    pub code: Code,
    /// ISO 3166-1 alpha-2.
    pub alpha2: CompactString,
    /// As a newspaper writes it.
    pub name: CompactString,
    /// Other names.
    pub aliases: Vec<CompactString>,
    /// "Norwegian".
    pub adjectives: Vec<CompactString>,
    /// "Norwegian", "Norwegians"; "Briton", "Britons".
    pub nationals: Vec<CompactString>,
    /// Capitals and seats of government, the constitution's first. Empty for a former state.
    pub capitals: Vec<CompactString>,
    /// GeoNames' id.
    pub geonames_id: Option<u32>,
    /// Degrees north and east, where it lies at large.
    pub coordinates: (f32, f32),
    /// Inhabitants; 0 where not known.
    pub population: u64,
    /// Its line in the file.
    pub line: u32,
}

/// A phrase that stands for an institution ("Downing Street"), a people or a part of a country that acts:
/// a line of `metonyms.tsv`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Metonym {
    /// "Kremlin"; with its article only where it must have one ("the Hill").
    pub phrase: CompactString,
    /// Whose; `None` for peoples of several countries ("Kurdish").
    pub country: Option<Code>,
    /// Sectors, the primary one first; empty for peoples at large.
    pub sectors: Vec<Code>,
    /// What it is: one of [`crate::METONYM_KINDS`].
    pub kind: CompactString,
    /// A sentence that holds the phrase.
    pub example: CompactString,
    /// Its line in the file.
    pub line: u32,
}

/// A person with the offices they held: the lines of `people.tsv` of one name (and Wikidata id).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// As a newspaper writes it in full.
    pub name: CompactString,
    /// Other names and spellings.
    pub aliases: Vec<CompactString>,
    /// `'f'`, `'m'`, or `None` where not known.
    pub gender: Option<char>,
    /// "Q…", where known.
    pub wikidata: Option<CompactString>,
    /// In the order of the file.
    pub spells: Vec<Spell>,
}

/// One spell in one office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spell {
    /// Whose office.
    pub country: Code,
    /// Sectors, the primary one first.
    pub sectors: Vec<Code>,
    /// One of [`crate::offices`].
    pub office: CompactString,
    /// As a newspaper writes it: "prime minister".
    pub title: CompactString,
    /// Since when; `None` where not known.
    pub from: Option<PartialDate>,
    /// Until when; `None` while still in office, so far as known.
    pub to: Option<PartialDate>,
    /// Its line in the file.
    pub line: u32,
    /// The number of the user's file that it stands in, from 1; 0 for `people.tsv`.
    #[serde(skip)]
    pub file: u8,
}

/// An organisation: a line of `organisations.tsv`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// As a newspaper writes it in full.
    pub name: CompactString,
    /// Other names and abbreviations.
    pub aliases: Vec<CompactString>,
    /// A country, or one of PLOVER's seven.
    pub country: Code,
    /// Sectors, the primary one first.
    pub sectors: Vec<Code>,
    /// One of [`crate::ORGANISATION_KINDS`].
    pub kind: CompactString,
    /// "Q…", where known.
    pub wikidata: Option<CompactString>,
    /// Its line in the file.
    pub line: u32,
    /// The number of the user's file that it stands in, from 1; 0 for `organisations.tsv`.
    #[serde(skip)]
    pub file: u8,
    /// Since when it is this; `None` where that is open, as it always is in `organisations.tsv`.
    #[serde(skip)]
    pub from: Option<PartialDate>,
    /// Until when.
    #[serde(skip)]
    pub to: Option<PartialDate>,
}

/// A noun for someone by what they do: a line of `roles.tsv`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// The lemma phrase: "foreign minister".
    pub noun: CompactString,
    /// "foreign ministers".
    pub plural: CompactString,
    /// Sectors, the primary one first.
    pub sectors: Vec<Code>,
    /// Whether it names one, several or an institution.
    pub kind: RoleKind,
    /// `'f'`, `'m'`, or `None` where the noun does not say.
    pub gender: Option<char>,
    /// A sentence that holds the noun or its plural.
    pub example: CompactString,
    /// Its line in the file.
    pub line: u32,
}

/// What a role noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoleKind {
    /// "protester"
    Person,
    /// "crowd"
    Group,
    /// "foreign ministry"
    Institution,
}

/// A place on the map: a line of `places.tsv` (cities, first-level regions) or `regions.tsv` (the rest).
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// GeoNames' id; 0 where it has none here.
    pub geonames_id: u32,
    /// As a newspaper writes it. Its alternates are found by [`crate::Knowledge::longest`] only.
    pub name: CompactString,
    /// `None` where it lies in several ("Sahel") or none ("Black Sea").
    pub country: Option<Code>,
    /// GeoNames' first administrative code within the country; may be empty.
    pub admin1: CompactString,
    /// Degrees north.
    pub latitude: f32,
    /// Degrees east.
    pub longitude: f32,
    /// Inhabitants; 0 where not known or none.
    pub population: u32,
    /// What it is.
    pub kind: PlaceKind,
    /// The country whose capital or seat of government it is.
    pub capital_of: Option<Code>,
    /// Its line in its file.
    pub line: u32,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A city, town or village.
    City,
    /// A first-level administrative region: a state, a province ("Bavaria").
    Admin1,
    /// A second-level region: "Anderson County".
    County,
    /// Another region, a peninsula, an island, a strip: "Donbas".
    Region,
    /// A sea, river, lake, strait or canal.
    Water,
    /// A continent.
    Continent,
}

impl Spell {
    /// Whether the spell can have covered this day: its first and last days count, and an unknown beginning
    /// or end is open.
    pub fn covers(&self, day: Date) -> bool {
        covers(self.from, self.to, day)
    }
}

impl Organisation {
    /// Whether it can have been this on a day, as [`Spell::covers`].
    pub fn covers(&self, day: Date) -> bool {
        covers(self.from, self.to, day)
    }
}

fn covers(from: Option<PartialDate>, to: Option<PartialDate>, day: Date) -> bool {
    from.is_none_or(|from| from.first_day() <= day) && to.is_none_or(|to| day <= to.last_day())
}

impl Person {
    /// The spells that can have covered this day, in the order of the file.
    pub fn spells_on(&self, day: Date) -> impl Iterator<Item = &Spell> {
        self.spells.iter().filter(move |spell| spell.covers(day))
    }
}

impl Place {
    /// The file that holds it.
    pub fn file(&self) -> &'static str {
        match self.kind {
            PlaceKind::City | PlaceKind::Admin1 => "places.tsv",
            PlaceKind::County => "counties.tsv",
            PlaceKind::Region | PlaceKind::Water | PlaceKind::Continent => "regions.tsv",
        }
    }
}
