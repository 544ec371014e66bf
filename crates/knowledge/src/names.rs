//! Every name that an entry answers to. Takes the entries, gives pairs of a key ([`fold`]) and a [`Posting`].

use crate::entries::{Entries, Person};
use crate::fold::fold;

/// What a name may mean: a kind and the entry's index in its list. Sorts in the order in which meanings are
/// offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting(pub(crate) u32);

/// The kinds of meaning, in the order in which they are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Country,
    Adjective,
    National,
    Organisation,
    Metonym,
    Person,
    Place,
    Surname,
}

const KINDS: [Kind; 8] = [
    Kind::Country,
    Kind::Adjective,
    Kind::National,
    Kind::Organisation,
    Kind::Metonym,
    Kind::Person,
    Kind::Place,
    Kind::Surname,
];

impl Posting {
    pub(crate) fn new(kind: Kind, index: usize) -> Posting {
        Posting((kind as u32) << 28 | index as u32)
    }

    pub(crate) fn kind(self) -> Kind {
        KINDS[(self.0 >> 28) as usize]
    }

    pub(crate) fn index(self) -> usize {
        (self.0 & 0x0FFF_FFFF) as usize
    }
}

/// Where people put the family name first, and newspapers leave it there.
const FAMILY_NAME_FIRST: [&str; 7] = ["CHN", "KOR", "PRK", "TWN", "HKG", "KHM", "SGP"];

/// Small words that belong to the surname they precede, as in "von der Leyen".
const PARTICLES: [&str; 28] = [
    "al", "el", "ben", "bin", "bint", "ibn", "ould", "abu", "da", "das", "de", "del", "della", "der", "di",
    "do", "dos", "du", "la", "le", "van", "von", "den", "ter", "ten", "zu", "st", "ap",
];

/// Last words of a name that do not stand for the person: a sentence that begins with "He" is not about
/// Liu He.
const NO_SURNAME: [&str; 29] = [
    "He", "No", "To", "Do", "So", "An", "La", "Man", "Son", "Oh", "Among", "Than", "Saw", "Win", "Won",
    "Bar", "King", "Queen", "Pope", "Prince", "Mayor", "Royal", "Cousin", "Hung", "Hang", "Gang", "The",
    "Church", "Army",
];

/// All names, in no particular order, possibly several times.
pub(crate) fn all(entries: &Entries) -> Vec<(String, Posting)> {
    let mut names = Names(Vec::new());
    for (index, country) in entries.countries.iter().enumerate() {
        names.add(&country.name, Posting::new(Kind::Country, index));
        names.add_all(&country.aliases, Posting::new(Kind::Country, index));
        names.add_all(&country.adjectives, Posting::new(Kind::Adjective, index));
        names.add_all(&country.nationals, Posting::new(Kind::National, index));
    }
    for (index, metonym) in entries.metonyms.iter().enumerate() {
        names.add(&metonym.phrase, Posting::new(Kind::Metonym, index));
    }
    names.add_actors(entries, 0, 0);
    for (index, (place, alternates)) in entries.places.iter().zip(&entries.alternates).enumerate() {
        names.add(&place.name, Posting::new(Kind::Place, index));
        names.add_all(alternates, Posting::new(Kind::Place, index));
    }
    names.0
}

/// The names of the people and organisations from these numbers on: a user's own, who were added to ours.
pub(crate) fn from(entries: &Entries, person: usize, organisation: usize) -> Vec<(String, Posting)> {
    let mut names = Names(Vec::new());
    names.add_actors(entries, person, organisation);
    names.0
}

struct Names(Vec<(String, Posting)>);

impl Names {
    fn add_all(&mut self, names: &[impl AsRef<str>], posting: Posting) {
        names.iter().for_each(|name| self.add(name.as_ref(), posting));
    }

    /// "Sana'a" is also found as "Sanaa", and "The Hague" as "the Hague".
    fn add(&mut self, name: &str, posting: Posting) {
        let key = fold(name);
        if let Some(rest) = key.strip_prefix("The ") {
            self.0.push((format!("the {rest}"), posting));
        }
        let bare = name.replace(['\'', '’', '‘'], "");
        if bare.len() < name.len() && !name.contains("'s") && !name.contains("’s") {
            self.0.push((fold(&bare), posting));
        }
        let stop = if is_abbreviation(name) { "." } else { "" };
        self.0.push((key + stop, posting));
    }

    fn add_actors(&mut self, entries: &Entries, first_person: usize, first_organisation: usize) {
        for (index, organisation) in entries.organisations.iter().enumerate().skip(first_organisation) {
            let posting = Posting::new(Kind::Organisation, index);
            self.add(without_article(&organisation.name), posting);
            organisation.aliases.iter().for_each(|alias| self.add(without_article(alias), posting));
        }
        for (index, person) in entries.people.iter().enumerate().skip(first_person) {
            self.add_person(person, index);
        }
    }

    fn add_person(&mut self, person: &Person, index: usize) {
        let (full, part) = (Posting::new(Kind::Person, index), Posting::new(Kind::Surname, index));
        self.add(&person.name, full);
        for alias in &person.aliases {
            let is_part = person.name.split_whitespace().any(|word| word == alias);
            self.add(alias, if is_part { part } else { full });
        }
        for surname in surnames(person).iter().filter(|surname| !NO_SURNAME.contains(&surname.as_str())) {
            self.add(surname, part);
        }
    }
}

/// Whether a name is one word cut short, with a full stop that counts: "Miss." is a state, "Miss" a title.
/// The full stops of "U.S." and "St. Louis" do not count.
pub(crate) fn is_abbreviation(name: &str) -> bool {
    name.find(['.', ' ']) == Some(name.len().wrapping_sub(1)) && name.ends_with('.') && name.len() > 2
}

/// "the African Union" in a file is found as "African Union", "The New York Times" as "New York Times"; but
/// "The Times" needs its article.
fn without_article(name: &str) -> &str {
    let title = name.strip_prefix("The ").filter(|rest| rest.contains(' '));
    name.strip_prefix("the ").or(title).unwrap_or(name)
}

/// What is left of a full name on second mention, with its particles and without: "al-Assad", "Assad";
/// "von der Leyen", "Leyen"; "Xi".
fn surnames(person: &Person) -> Vec<String> {
    let words: Vec<&str> = person.name.split_whitespace().collect();
    let words = without_suffix(&words);
    if words.len() < 2 {
        return Vec::new();
    }
    let at_home = |code: &str| person.spells.iter().any(|spell| spell.country == code);
    if FAMILY_NAME_FIRST.iter().any(|&code| at_home(code)) && words.len() <= 3 {
        return vec![words[0].to_owned()];
    }
    let last = words[words.len() - 1];
    let is_particle = |word: &str| PARTICLES.contains(&word.to_lowercase().trim_end_matches('.'));
    let particles = words[1..words.len() - 1].iter().rev().take_while(|word| is_particle(word)).count();
    let mut found = vec![last.to_owned()];
    if particles > 0 {
        found.push(words[words.len() - 1 - particles..].join(" "));
    }
    if let Some((article, rest)) = last.split_once('-')
        && is_particle(article)
    {
        found.push(rest.to_owned());
    }
    found
}

fn without_suffix<'w, 'n>(words: &'w [&'n str]) -> &'w [&'n str] {
    match words {
        [rest @ .., "Jr." | "Jr" | "Sr." | "Sr"] => rest,
        [rest @ .., number] if number.bytes().all(|letter| b"IVX".contains(&letter)) => rest,
        _ => words,
    }
}
