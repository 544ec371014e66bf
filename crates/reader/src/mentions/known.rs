//! What knowledge says of somebody: fills a portrait from a person, an organisation, a metonym, a place, a role. A
//! person counts by the offices of the story's day; without one the sector is ELI, never a stale office.

use jiff::civil::Date;
use knowledge::{Code, Meaning, Metonym, Organisation, Person, PlaceKind, RoleKind, Spell};
use language::{EntityKind, Relation, Upos};

use super::Gender;
use super::identity::{Key, Kind};
use super::names::{Name, Part};
use super::noun_phrases::Phrase;
use super::resolve::{Portrait, Story, fits};
use super::roles::Found;
use super::surroundings::Surroundings;

impl<'k> Portrait<'k> {
    pub(super) fn because(&mut self, reason: String) {
        self.who.reasons.push(reason);
    }

    /// A person that knowledge holds, by what they are on the story's day.
    pub(super) fn is_person(&mut self, person: &'k Person, story: &Story) {
        self.who.kind = Kind::Person;
        self.personal = true;
        self.who.key = person.spells.first().map(|spell| Key::Person(spell.file, spell.line));
        self.person = Some(person);
        self.who.wikidata = person.wikidata.as_ref().map(|id| id.to_string());
        self.who.gender = match person.gender {
            Some('f') => Gender::Female,
            Some('m') => Gender::Male,
            _ => Gender::Person,
        };
        let role = self.role;
        let active = active_spells(person, story.day);
        let main = active.iter().copied().min_by_key(|spell| {
            let rank = knowledge::office(&spell.office).map_or(usize::MAX, |office| office.rank);
            (!role.is_some_and(|role| fits(role, spell)), rank)
        });
        if let Some(main) = main {
            self.who.country = Some(main.country);
            self.who.sectors = main.sectors.clone();
            for sector in
                active.iter().filter(|spell| spell.country == main.country).flat_map(|spell| &spell.sectors)
            {
                if !self.who.sectors.contains(sector) {
                    self.who.sectors.push(*sector);
                }
            }
            self.who.title = Some(main.title.to_string());
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
            self.who.country = Some(last.country);
            self.who.sectors = Code::new("ELI").into_iter().collect();
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
        self.who.key = Some(Key::Organisation(organisation.file, organisation.line));
        self.who.kind = Kind::Institution;
        self.personal = false;
        self.who.country = Some(organisation.country);
        self.who.wikidata = organisation.wikidata.as_ref().map(|id| id.to_string());
        let table = story.knowledge.table(organisation.file, "organisations.tsv");
        let mut reason = format!("organisation \"{}\" ({table}:{})", organisation.name, organisation.line);
        match story.day.filter(|&day| !organisation.covers(day)) {
            Some(day) => reason.push_str(&format!(", but not on {day}")),
            None => self.who.sectors = organisation.sectors.clone(),
        }
        self.because(reason);
    }

    pub(super) fn is_metonym(&mut self, metonym: &Metonym) {
        let government =
            metonym.kind == "seat" && metonym.sectors.first().is_some_and(|sector| *sector == "GOV");
        self.who.key = match metonym.country {
            Some(country) if government => Some(Key::Government(country)),
            _ => Some(Key::Metonym(metonym.line)),
        };
        self.who.kind = if metonym.kind == "people" { Kind::Group } else { Kind::Institution };
        self.personal = false;
        self.who.country = metonym.country;
        self.who.sectors = metonym.sectors.clone();
        self.because(format!("metonym \"{}\" (metonyms.tsv:{})", metonym.phrase, metonym.line));
    }

    /// A place acts as such, unless it is a capital that speaks.
    pub(super) fn is_place(&mut self, phrase: &Phrase, name: &Name, story: &Story) {
        self.who.kind = Kind::Place;
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
        self.who.country = place.country;
        match place.capital_of {
            Some(country) if place.kind == PlaceKind::City && acts(phrase, name, story) => {
                self.who.key = Some(Key::Government(country));
                self.who.country = Some(country);
                self.who.kind = Kind::Institution;
                self.who.sectors = Code::new("GOV").into_iter().collect();
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
        self.who.kind = match name.entity {
            Some(EntityKind::Person) => Kind::Person,
            Some(EntityKind::Organisation) => Kind::Institution,
            Some(EntityKind::Place) => Kind::Place,
            None if self.personal => Kind::Person,
            None => Kind::Thing,
        };
        if self.who.kind == Kind::Person {
            return;
        }
        if let Some(place) = story.place(name) {
            self.who.country = place.country.as_deref().and_then(Code::new);
        }
        let demonyms = story.names.demonyms_within(&name.tokens);
        let given = |token| story.knowledge.given_name(story.form(token)).is_some();
        // "George Pennock Trust", "Christopher Newport University": a person's name, no town's.
        let of_person = |part: &&Part| {
            let first = part.tokens.start;
            (part.tokens.len() == 1 && given(first)) || (first > name.tokens.start && given(first - 1))
        };
        // "South West Railway" is not Cameroon's, which has a region of that name.
        let side = |part: &&Part| {
            let words = story.words(&part.tokens).to_lowercase();
            words.split([' ', '-']).all(|word| story.in_class("place_side", word))
        };
        let parts = name.parts.iter().filter(|part| !of_person(part) && !side(part));
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
            if self.who.country.is_none() && country.is_some() {
                self.who.country = country;
                self.because(format!("\"{what}\" in its name"));
            }
        }
    }

    /// A role beside a name, or the role that a nominal is.
    pub(super) fn has_role(&mut self, found: &Found<'k>, surroundings: &Surroundings, story: &Story) {
        let role = found.role;
        let known = matches!(self.who.key, Some(Key::Person(..)));
        if role.kind == RoleKind::Person
            && self.who.kind != Kind::Group
            && self.name.is_some()
            && self.who.key.is_none()
        {
            self.personal = true;
        }
        if self.name.is_some() && role.kind == RoleKind::Person && !self.plural {
            let known_title = self.who.title.take().filter(|title| title.eq_ignore_ascii_case(&role.noun));
            self.who.title = known_title.or_else(|| Some(title(found, story)));
        }
        // "Attorney General Roy Cooper", whose later office alone is known: the story says what he is.
        let elite = known && self.who.sectors.iter().all(|sector| *sector == "ELI");
        let new = elite
            && role.kind == RoleKind::Person
            && self.person.is_some_and(|person| {
                let begun = |spell: &&Spell| {
                    let from = spell.from.map(|from| from.first_day());
                    story.day.zip(from).is_none_or(|(day, from)| from <= day)
                };
                !person.spells.iter().filter(begun).any(|spell| fits(role, spell))
            });
        if !known || new || self.who.sectors.is_empty() {
            self.because(format!("role \"{}\" (roles.tsv:{})", role.noun, role.line));
            if self.former && !role.sectors.is_empty() {
                self.who.sectors = Code::new("ELI").into_iter().collect();
                self.because("\"former\": elite".to_owned());
            } else if !role.sectors.is_empty() {
                self.who.sectors = role.sectors.clone();
            }
            let police = || is_police(found, story).unwrap_or(self.name.is_some());
            if story.in_class("uniformed", &role.noun) && police() {
                self.who.sectors = Code::new("COP").into_iter().collect();
                self.because("police were spoken of last".to_owned());
            }
        }
        if surroundings.organisation && story.in_class("chair", &role.noun) && !known && !self.former {
            // "a vice president at the bank" is no politician, nor is "the president of the chess federation".
            self.who.sectors = surroundings.sectors.clone();
            let reason = Some(&surroundings.sector_reason).filter(|reason| !reason.is_empty());
            self.because(reason.cloned().unwrap_or_else(|| "of a body that is no state's".to_owned()));
        }
        self.has_surroundings(surroundings, story);
    }

    /// Country and sectors of those that the words beside it name.
    pub(super) fn has_surroundings(&mut self, surroundings: &Surroundings, story: &Story) {
        if self.who.country.is_none() && surroundings.country.is_some() {
            self.who.country = surroundings.country;
            self.because(surroundings.reason.clone());
        }
        // "McCrory's opponent" is no governor for that.
        let sectors = self.role.is_some_and(|role| !story.in_class("against", &role.noun));
        if self.who.sectors.is_empty() && !surroundings.sectors.is_empty() && sectors {
            self.who.sectors = surroundings.sectors.clone();
            if self.former {
                self.who.sectors = Code::new("ELI").into_iter().collect();
            }
            self.because(surroundings.sector_reason.clone());
        }
    }
}

/// How many sentences before its own say whether an officer is of the police.
const OFFICER_REACH: usize = 4;

/// Whether the last that the story spoke of, police or army, is the police; else the first after it in its sentence;
/// else open.
fn is_police(found: &Found, story: &Story) -> Option<bool> {
    let parse = story.parse;
    let sentence = parse.sentence_of(found.tokens.start);
    let first = parse.sentences[sentence.saturating_sub(OFFICER_REACH)].tokens.start;
    let last = parse.sentences[sentence].tokens.end;
    let police = |token| {
        let role = story.knowledge.role(&parse.token(token).lemma.to_lowercase())?;
        let sector = role.sectors.first().filter(|_| role.noun != found.role.noun)?;
        matches!(sector.as_str(), "COP" | "MIL").then_some(sector.as_str() == "COP")
    };
    (first..found.tokens.start).rev().chain(found.tokens.end..last).find_map(police)
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
pub(super) fn last_spell(person: &Person, day: Option<Date>) -> Option<&Spell> {
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
    let class = |class: &str, lemma: &str| story.in_class(class, lemma);
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
