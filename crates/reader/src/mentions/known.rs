//! What knowledge says of somebody: fills a portrait from a person, an organisation, a metonym, a place, a role. A
//! person counts by the offices of the story's day; without one the sector is ELI, never a stale office.

use jiff::civil::Date;
use knowledge::{Code, Meaning, Metonym, OFFICES, Organisation, Person, PlaceKind, RoleKind, Spell};
use language::{EntityKind, Relation, Upos};

use super::Gender;
use super::names::{Name, Part};
use super::noun_phrases::Phrase;
use super::resolve::{Key, Kind, Portrait, Story, fits};
use super::roles::Found;
use super::surroundings::Surroundings;

impl<'k> Portrait<'k> {
    pub(super) fn because(&mut self, reason: String) {
        self.reasons.push(reason);
    }

    /// A person that knowledge holds, by what they are on the story's day.
    pub(super) fn is_person(&mut self, person: &'k Person, story: &Story) {
        self.kind = Kind::Person;
        self.personal = true;
        self.key = person.spells.first().map(|spell| Key::Person(spell.file, spell.line));
        self.person = Some(person);
        self.wikidata = person.wikidata.as_ref().map(|id| id.to_string());
        self.gender = match person.gender {
            Some('f') => Gender::Female,
            Some('m') => Gender::Male,
            _ => Gender::Person,
        };
        let role = self.role;
        let active = active_spells(person, story.day);
        let main = active.iter().copied().min_by_key(|spell| {
            let rank = OFFICES.iter().position(|office| *office == spell.office).unwrap_or(OFFICES.len());
            (!role.is_some_and(|role| fits(role, spell)), rank)
        });
        if let Some(main) = main {
            self.country = Some(main.country);
            self.sectors = main.sectors.clone();
            for sector in
                active.iter().filter(|spell| spell.country == main.country).flat_map(|spell| &spell.sectors)
            {
                if !self.sectors.contains(sector) {
                    self.sectors.push(*sector);
                }
            }
            self.title = Some(main.title.to_string());
            let when =
                story.day.map_or("the story has no date".to_owned(), |day| format!("in office on {day}"));
            self.because(format!(
                "full name \"{}\", {} ({}:{}), {when}",
                person.name,
                main.title,
                story.table(main),
                main.line
            ));
        } else if let Some(last) = last_spell(person, story.day) {
            self.country = Some(last.country);
            self.sectors = Code::new("ELI").into_iter().collect();
            let day = story.day.map(|day| day.to_string()).unwrap_or_default();
            self.because(format!(
                "full name \"{}\", {} ({}:{}), but no office known on {day}: elite",
                person.name,
                last.title,
                story.table(last),
                last.line
            ));
        }
    }

    /// An organisation that knowledge holds; on a day on which it was not what its line says, only its country.
    pub(super) fn is_organisation(&mut self, organisation: &Organisation, story: &Story) {
        self.key = Some(Key::Organisation(organisation.file, organisation.line));
        self.kind = Kind::Institution;
        self.personal = false;
        self.country = Some(organisation.country);
        self.wikidata = organisation.wikidata.as_ref().map(|id| id.to_string());
        let table = story.knowledge.table(organisation.file, "organisations.tsv");
        let mut reason = format!("organisation \"{}\" ({table}:{})", organisation.name, organisation.line);
        match story.day.filter(|&day| !organisation.covers(day)) {
            Some(day) => reason.push_str(&format!(", but not on {day}")),
            None => self.sectors = organisation.sectors.clone(),
        }
        self.because(reason);
    }

    pub(super) fn is_metonym(&mut self, metonym: &Metonym) {
        let government =
            metonym.kind == "seat" && metonym.sectors.first().is_some_and(|sector| *sector == "GOV");
        self.key = match metonym.country {
            Some(country) if government => Some(Key::Government(country)),
            _ => Some(Key::Metonym(metonym.line)),
        };
        self.kind = if metonym.kind == "people" { Kind::Group } else { Kind::Institution };
        self.personal = false;
        self.country = metonym.country;
        self.sectors = metonym.sectors.clone();
        self.because(format!("metonym \"{}\" (metonyms.tsv:{})", metonym.phrase, metonym.line));
    }

    /// A place acts as such, unless it is a capital that speaks.
    pub(super) fn is_place(&mut self, phrase: &Phrase, name: &Name, story: &Story) {
        self.kind = Kind::Place;
        self.personal = false;
        let places = || {
            name.meanings.iter().filter_map(|meaning| match meaning {
                Meaning::Place(place) => Some(*place),
                _ => None,
            })
        };
        let place = story.place(name).and_then(|chosen| {
            places().find(|place| Some(place.geonames_id) == chosen.geonames_id && place.name == chosen.name)
        });
        let Some(place) = place else { return };
        self.country = place.country;
        match place.capital_of {
            Some(country) if place.kind == PlaceKind::City && acts(phrase, name, story) => {
                self.key = Some(Key::Government(country));
                self.country = Some(country);
                self.kind = Kind::Institution;
                self.sectors = Code::new("GOV").into_iter().collect();
                self.because(format!(
                    "capital \"{}\" ({}:{}) that acts",
                    place.name,
                    place.file(),
                    place.line
                ));
            }
            _ => self.because(format!("place \"{}\" ({}:{})", place.name, place.file(), place.line)),
        }
    }

    /// A name that knowledge does not hold: its parts may still say where it belongs.
    pub(super) fn is_unknown(&mut self, name: &Name, story: &Story) {
        self.kind = match name.entity {
            Some(EntityKind::Person) => Kind::Person,
            Some(EntityKind::Organisation) => Kind::Institution,
            Some(EntityKind::Place) => Kind::Place,
            None if self.personal => Kind::Person,
            None => Kind::Thing,
        };
        if self.kind == Kind::Person {
            return;
        }
        if let Some(place) = story.place(name) {
            self.country = place.country.as_deref().and_then(Code::new);
        }
        let demonyms = story.names.demonyms_within(&name.tokens);
        let given = |token| story.knowledge.given_name(story.form(token)).is_some();
        // "George Pennock Trust", "Christopher Newport University": a person's name, no town's.
        let of_person = |part: &&Part| {
            let first = part.tokens.start;
            (part.tokens.len() == 1 && given(first)) || (first > name.tokens.start && given(first - 1))
        };
        let parts = name.parts.iter().filter(|part| !of_person(part));
        for meaning in demonyms.iter().chain(parts).flat_map(|part| &part.meanings) {
            let (country, what) = match meaning {
                Meaning::Country(country) | Meaning::Adjective(country) => {
                    (Some(country.code), &country.name)
                }
                Meaning::Place(place) if place.population > 100_000 || place.kind != PlaceKind::City => {
                    (place.country, &place.name)
                }
                _ => continue,
            };
            if self.country.is_none() && country.is_some() {
                self.country = country;
                self.because(format!("\"{what}\" in its name"));
            }
        }
    }

    /// A role beside a name, or the role that a nominal is.
    pub(super) fn has_role(&mut self, found: &Found<'k>, surroundings: &Surroundings, story: &Story) {
        let role = found.role;
        let known = matches!(self.key, Some(Key::Person(..)));
        if role.kind == RoleKind::Person
            && self.kind != Kind::Group
            && self.name.is_some()
            && self.key.is_none()
        {
            self.personal = true;
        }
        if self.name.is_some() && role.kind == RoleKind::Person && !self.plural {
            let known_title = self.title.take().filter(|title| title.eq_ignore_ascii_case(&role.noun));
            self.title = known_title.or_else(|| Some(title(found, story)));
        }
        if !known || self.sectors.is_empty() {
            self.because(format!("role \"{}\" (roles.tsv:{})", role.noun, role.line));
            if self.former && !role.sectors.is_empty() {
                self.sectors = Code::new("ELI").into_iter().collect();
                self.because("\"former\": elite".to_owned());
            } else if !role.sectors.is_empty() {
                self.sectors = role.sectors.clone();
            }
        }
        if surroundings.organisation
            && story.knowledge.frames().in_class("chair", &role.noun)
            && !known
            && !self.former
        {
            // "a vice president at the bank" is no politician.
            self.sectors = surroundings.sectors.clone();
            self.because(surroundings.sector_reason.clone());
        }
        self.has_surroundings(surroundings);
    }

    /// Country and sectors of those that the words beside it name.
    pub(super) fn has_surroundings(&mut self, surroundings: &Surroundings) {
        if self.country.is_none() && surroundings.country.is_some() {
            self.country = surroundings.country;
            self.because(surroundings.reason.clone());
        }
        if self.sectors.is_empty() && !surroundings.sectors.is_empty() && self.role.is_some() {
            self.sectors = surroundings.sectors.clone();
            if self.former {
                self.sectors = Code::new("ELI").into_iter().collect();
            }
            self.because(surroundings.sector_reason.clone());
        }
    }
}

/// "Kremlin aide", "foreign minister": the title as the story gives it.
pub(super) fn title(found: &Found, story: &Story) -> String {
    let own = &found.tokens;
    let names = story.names;
    // A metonym or organisation that says whose aide belongs to it; a country does not.
    let before = own.start.checked_sub(1).and_then(|token| names.at(token)).filter(|name| {
        name.meanings.iter().any(|meaning| matches!(meaning, Meaning::Metonym(_) | Meaning::Organisation(_)))
            && name.tokens.end == own.start
    });
    let words = story.words(own);
    // "Foreign Minister" is written large beside a name only; "Kremlin aide" always has its capital.
    let last_is_small = story.form(own.end - 1).starts_with(char::is_lowercase);
    let sentence = &story.parse.sentences[story.parse.sentence_of(own.start)];
    let first_in_sentence = sentence.tokens.start == own.start && own.len() > 1;
    let role = if last_is_small && !first_in_sentence { words.to_owned() } else { words.to_lowercase() };
    before.map_or(role.clone(), |name| format!("{} {role}", story.words(&name.tokens)))
}

pub(super) fn active_spells(person: &Person, day: Option<Date>) -> Vec<&Spell> {
    match day {
        Some(day) => person.spells_on(day).collect(),
        None => person
            .spells
            .iter()
            .max_by_key(|spell| spell.from.map(|from| from.first_day()))
            .into_iter()
            .collect(),
    }
}

/// The last spell that had begun by the day; else the first of all.
fn last_spell(person: &Person, day: Option<Date>) -> Option<&Spell> {
    let began = |spell: &&Spell| match (day, spell.from) {
        (Some(day), Some(from)) => from.first_day() <= day,
        _ => true,
    };
    let begun =
        person.spells.iter().filter(began).max_by_key(|spell| spell.from.map(|from| from.first_day()));
    begun.or_else(|| person.spells.iter().min_by_key(|spell| spell.from.map(|from| from.first_day())))
}

/// Whether a capital in this place of the sentence stands for its government: "Moscow announced", "Moscow's
/// refusal", "talks with Moscow".
fn acts(phrase: &Phrase, name: &Name, story: &Story) -> bool {
    use Relation::*;
    let parse = story.parse;
    if super::places::in_dateline(&name.tokens, parse, story.text)
        || phrase.tokens.len() > name.tokens.len() + 1
    {
        return false;
    }
    let mut head = parse.token(phrase.head);
    // "Moscow and Ankara" act, or do not, together.
    if head.relation == Conj {
        head = parse.token(head.head.unwrap_or(phrase.head));
    }
    let above = head.head.map(|above| parse.token(above));
    let class = |class: &str, lemma: &str| story.knowledge.frames().in_class(class, lemma);
    let case = parse.child(phrase.head, Case).map(|case| story.lower(case));
    match head.relation {
        Nsubj => above.is_some_and(|verb| verb.upos == Upos::Verb && !class("dwelling", &verb.lemma)),
        OblAgent => true,
        NmodPoss => above.is_some_and(|noun| class("deed", &noun.lemma.to_lowercase())),
        NsubjPass | Obj | Iobj => above.is_some_and(|verb| class("addressing", &verb.lemma)),
        Obl | Nmod => matches!(case.as_deref(), Some("with" | "between" | "against")),
        _ => false,
    }
}
