//! What a well-read editor knows: countries, people and their offices, organisations, role nouns, places;
//! and the lexicon: cues, frames, time patterns. `data/` and `lexicon/` are what a person edits.
//!
//! Takes words, gives what they may mean: `["Foggy", "Bottom", "said"]` is two words, the State Department of
//! the USA. It does not choose among meanings ("Georgia" is a country and a state): the reader does.
//!
//! # How to add a fact
//!
//! Open the file of `crates/knowledge/data/` that it belongs to and add a line, its cells separated by tabs;
//! the file's head says what each column holds. `cargo test -p dateline-knowledge` says what is wrong with it:
//! the file, the line, and what to write instead.
//!
//! - A country has a new name: `countries.tsv`, the cell `aliases`, with `;` between the items.
//! - A minister steps down: `people.tsv`, the cell `to` of her line; a line for her successor below.
//! - A building speaks for a government: `metonyms.tsv`, with a sentence of your own that holds the phrase.
//! - A town is missing: `places.tsv` is made by `data/places.py` from GeoNames; put the town into the script's
//!   list of extras. Seas, regions and continents: `regions.tsv`, by hand.
//!
//! Names are written as a newspaper writes them. Accents and the shape of apostrophes and hyphens do not
//! matter; capitals do. "the" stands before a name only where it must ("the States", but "Kremlin").

pub mod boilerplate;
mod code;
pub mod codebook;
mod date;
mod entries;
mod fold;
pub mod frames;
mod given_names;
mod lexicon;
mod lookup;
pub mod modality;
mod names;
mod offices;
mod own;
#[allow(
    dead_code,
    reason = "build.rs packs; at run time a user's own names are packed with the same function"
)]
mod pack;
pub mod petrarch;
#[allow(dead_code, reason = "build.rs packs")]
mod places;
mod postal_codes;
#[allow(dead_code, reason = "build.rs reads the tables; at run time the lists of what is allowed are shared")]
mod read;
#[allow(dead_code, reason = "as read")]
mod table;

use std::sync::OnceLock;

use compact_str::CompactString;
use fst::raw::Fst;
use record::Error;
use xxhash_rust::xxh3::xxh3_64_with_seed;

pub use code::{Code, SECTORS, TRANSNATIONAL};
pub use date::PartialDate;
pub use entries::{Country, Metonym, Organisation, Person, Place, PlaceKind, Role, RoleKind, Spell};
pub use offices::{Office, office, offices};
pub use own::Folder;
pub use read::{METONYM_KINDS, ORGANISATION_KINDS};

use boilerplate::BoilerplateLines;
use entries::Entries;
use frames::Frames;
use lexicon::Lexicon;
use modality::ModalityWords;
use names::{Kind, Posting};
use petrarch::Dictionaries;

mod times;

pub use times::{Around, TimeClass, TimeGrammar, TimePattern};

mod cues;

pub use cues::{ActDefinition, Complement, Cue, CueClass, Cues};

// What build.rs made of `data/`.
const ENTRIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/entries.bin"));
const PLACES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));
const NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.fst"));
const POSTINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/postings.bin"));

/// Everything known.
pub struct Knowledge {
    entries: Entries,
    names: Fst<&'static [u8]>,
    postings: &'static [u8],
    /// The names of the user's own actors.
    own_names: Option<(Fst<Vec<u8>>, Vec<u8>)>,
    /// The user's files of actors, in the order of [`Organisation::file`].
    own_files: Vec<String>,
    /// Role nouns and their plurals, sorted, with the role's index.
    roles: Vec<(CompactString, u32)>,
    frames: Frames,
    modality_words: ModalityWords,
    boilerplate: BoilerplateLines,
    cues: Cues,
    petrarch: Option<Dictionaries>,
    data_version: String,
    lexicon_version: String,
}

/// What a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning<'k> {
    /// "Norway"
    Country(&'k Country),
    /// "Norwegian"
    Adjective(&'k Country),
    /// "Norwegians", "a Briton"
    National(&'k Country),
    /// "African Union"
    Organisation(&'k Organisation),
    /// "Kremlin"
    Metonym(&'k Metonym),
    /// A full name, or an alias.
    Person(&'k Person),
    /// "Oslo", a capital ([`Place::capital_of`]); "Bavaria"; "Black Sea".
    Place(&'k Place),
    /// A last name alone, or the part of a name by which somebody is known ("Lula").
    Surname(&'k Person),
}

/// A hash of these texts, one after another.
fn version_of<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let hash = texts.into_iter().fold(0, |hash, text| xxh3_64_with_seed(text, hash));
    format!("{hash:016x}")
}

impl Knowledge {
    /// The knowledge inside the binary. The first call unpacks it, in a few milliseconds.
    pub fn embedded() -> &'static Knowledge {
        static EMBEDDED: OnceLock<Knowledge> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            Knowledge::unpack(&Lexicon::embedded()).expect("tests read the files inside the binary")
        })
    }

    /// The knowledge inside the binary and, before it, what a user's folders hold; of two folders the later
    /// wins.
    ///
    /// # Errors
    ///
    /// Every fault that was found, each with its file, its line and a hint; nothing is half read.
    pub fn with(folders: &[Folder]) -> Result<Knowledge, Vec<Error>> {
        let whole = folders.iter().rev().find(|folder| Lexicon::is_whole(&folder.files));
        let mut knowledge = match whole {
            Some(folder) => Lexicon::of(&folder.files)
                .and_then(|lexicon| Knowledge::unpack(&lexicon))
                .map_err(|error| vec![error.within(&folder.name)])?,
            None => Knowledge::unpack(&Lexicon::embedded()).map_err(|error| vec![error])?,
        };
        knowledge.add(folders)?;
        Ok(knowledge)
    }

    fn unpack(lexicon: &Lexicon) -> Result<Knowledge, Error> {
        let mut entries: Entries =
            postcard::from_bytes(ENTRIES).expect("build.rs packed it from the same types");
        entries.places = places::unpack(PLACES);
        let names = Fst::new(NAMES).expect("build.rs made it");
        let mut roles: Vec<(CompactString, u32)> = (0..)
            .zip(&entries.roles)
            .flat_map(|(index, role)| [(role_key(&role.noun), index), (role_key(&role.plural), index)])
            .filter(|(noun, _)| !noun.is_empty())
            .collect();
        roles.sort();
        let (modality, boilerplate) = (lexicon.file("modality.toml"), lexicon.file("boilerplate.toml"));
        Ok(Knowledge {
            entries,
            names,
            postings: POSTINGS,
            own_names: None,
            own_files: Vec::new(),
            roles,
            frames: Frames::of(lexicon)?,
            modality_words: ModalityWords::read(modality.0, modality.1)?,
            boilerplate: BoilerplateLines::read(boilerplate.0, boilerplate.1)?,
            cues: Cues::parse(lexicon.file("cues.toml").1)?,
            petrarch: None,
            data_version: version_of([ENTRIES, PLACES, NAMES, POSTINGS]),
            lexicon_version: version_of(lexicon.texts().map(str::as_bytes)),
        })
    }

    /// A hash of the facts that this knowledge holds.
    pub fn data_version(&self) -> &str {
        &self.data_version
    }

    /// A hash of the lexicon that this knowledge reads with.
    pub fn lexicon_version(&self) -> &str {
        &self.lexicon_version
    }

    /// The table that a line stands in: a user's file of this number, or for 0 ours.
    pub fn table<'a>(&'a self, file: u8, ours: &'a str) -> &'a str {
        usize::from(file).checked_sub(1).map_or(ours, |own| &self.own_files[own])
    }

    /// The same knowledge with dictionaries that code events in their own way, of files with these texts.
    pub fn with_petrarch(mut self, dictionaries: Dictionaries, files: &[(String, String)]) -> Knowledge {
        self.petrarch = Some(dictionaries);
        for (_, text) in files {
            self.lexicon_version = version_of([self.lexicon_version.as_bytes(), text.as_bytes()]);
        }
        self
    }

    /// The PETRARCH dictionaries, if some were given.
    pub fn petrarch(&self) -> Option<&Dictionaries> {
        self.petrarch.as_ref()
    }

    /// The words that tell that somebody says something.
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// The event frames.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// The lines that are not the story.
    pub fn boilerplate(&self) -> &BoilerplateLines {
        &self.boilerplate
    }

    /// The words that take an event's reality away.
    pub fn modality_words(&self) -> &ModalityWords {
        &self.modality_words
    }

    /// The longest known name that these words begin with: how many words, and all it may mean, in the order
    /// of [`Meaning`]; several of a kind in the order of the file, places with capitals first, then regions,
    /// then by size. Only the beginning of `words` is read.
    ///
    /// Capitals count: the words as written are preferred; a word of capitals alone may stand for its title
    /// case ("MOSCOW"), a first capital for a small letter ("Al Qaeda"), never a small letter for a capital.
    /// Diacritics, full stops and the shapes of apostrophes and hyphens do not count, nor whether a hyphen or
    /// an apostrophe is a word of its own.
    ///
    /// ```
    /// use dateline_knowledge::{Knowledge, Meaning};
    ///
    /// let words = ["Downing", "Street", "said", "nothing"];
    /// let (count, meanings) = Knowledge::embedded().longest(words).unwrap();
    /// assert_eq!(count, 2);
    /// assert!(matches!(meanings[0], Meaning::Metonym(metonym) if metonym.country.unwrap() == "GBR"));
    /// ```
    ///
    /// A user's own actor goes before all that is built in, unless that has more words; by its surname alone it
    /// stands only before other surnames.
    pub fn longest<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Option<(usize, Vec<Meaning<'_>>)> {
        let Some((own_names, own_postings)) = &self.own_names else {
            return self.meanings(lookup::longest(&self.names, words.into_iter()), self.postings);
        };
        let words: Vec<&str> = words.into_iter().collect();
        let own = self.meanings(lookup::longest(own_names, words.iter().copied()), own_postings);
        let ours = self.meanings(lookup::longest(&self.names, words.iter().copied()), self.postings);
        match (own, ours) {
            (Some(own), Some(ours)) if own.0 == ours.0 => Some((own.0, own::before(own.1, ours.1))),
            (Some(own), Some(ours)) => Some(if own.0 > ours.0 { own } else { ours }),
            (own, ours) => own.or(ours),
        }
    }

    /// What the values that a look-up found mean.
    fn meanings(
        &self,
        found: Option<(usize, Vec<u64>)>,
        postings: &[u8],
    ) -> Option<(usize, Vec<Meaning<'_>>)> {
        let (count, values) = found?;
        let mut meanings = Vec::new();
        for value in values {
            each_posting(postings, value, |posting| meanings.push(self.meaning(posting)));
        }
        Some((count, meanings))
    }

    /// The role of a lemma phrase in small letters: "foreign minister". A plural is found as well, and a
    /// hyphen counts as a space.
    ///
    /// ```
    /// let role = dateline_knowledge::Knowledge::embedded().role("pro democracy activists").unwrap();
    /// assert_eq!(role.noun, "pro-democracy activist");
    /// ```
    pub fn role(&self, lemmas: &str) -> Option<&Role> {
        let lemmas = role_key(lemmas);
        let index = self.roles.partition_point(|(noun, _)| *noun < lemmas);
        let (noun, role) = self.roles.get(index)?;
        (*noun == lemmas).then(|| &self.entries.roles[*role as usize])
    }

    /// The country of an alpha-3 code.
    pub fn country(&self, code: &str) -> Option<&Country> {
        let index = self.entries.countries.binary_search_by(|country| country.code.as_str().cmp(code));
        index.ok().map(|index| &self.entries.countries[index])
    }

    /// All countries, by code.
    pub fn countries(&self) -> &[Country] {
        &self.entries.countries
    }

    /// All metonyms.
    pub fn metonyms(&self) -> &[Metonym] {
        &self.entries.metonyms
    }

    /// All people.
    pub fn people(&self) -> &[Person] {
        &self.entries.people
    }

    /// All organisations.
    pub fn organisations(&self) -> &[Organisation] {
        &self.entries.organisations
    }

    /// All role nouns.
    pub fn roles(&self) -> &[Role] {
        &self.entries.roles
    }

    /// All places.
    pub fn places(&self) -> &[Place] {
        &self.entries.places
    }

    fn meaning(&self, posting: Posting) -> Meaning<'_> {
        let (entries, index) = (&self.entries, posting.index());
        match posting.kind() {
            Kind::Country => Meaning::Country(&entries.countries[index]),
            Kind::Adjective => Meaning::Adjective(&entries.countries[index]),
            Kind::National => Meaning::National(&entries.countries[index]),
            Kind::Organisation => Meaning::Organisation(&entries.organisations[index]),
            Kind::Metonym => Meaning::Metonym(&entries.metonyms[index]),
            Kind::Person => Meaning::Person(&entries.people[index]),
            Kind::Place => Meaning::Place(&entries.places[index]),
            Kind::Surname => Meaning::Surname(&entries.people[index]),
        }
    }
}

/// The postings behind a value of a look-up.
fn each_posting(postings: &[u8], value: u64, mut visit: impl FnMut(Posting)) {
    if value & pack::SEVERAL == 0 {
        return visit(Posting(value as u32));
    }
    let start = ((value & !pack::SEVERAL) >> 12) as usize * 4;
    let length = (value & 0xFFF) as usize * 4;
    let (postings, _) = postings[start..start + length].as_chunks::<4>();
    postings.iter().for_each(|posting| visit(Posting(u32::from_le_bytes(*posting))));
}

/// What a role is looked up by: a hyphen counts as a space.
fn role_key(phrase: &str) -> CompactString {
    phrase.replace('-', " ").into()
}
