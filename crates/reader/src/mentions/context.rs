//! What the story says where the words alone leave it open. Takes a portrait, completes it: a surname from those
//! who hold office in the story's countries, "the president" and "police" from the one country spoken of.

use std::collections::HashMap;

use knowledge::{Code, Meaning, Person, Role, RoleKind, Spell};
use language::TokenId;

use super::bodies::{self, Held};
use super::identity::{Key, Kind};
use super::names::Names;
use super::noun_phrases::Phrase;
use super::places::{self, Places};
use super::resolve::{self, Definite, Portrait, Story};

/// The countries of a story.
#[derive(Default)]
pub(super) struct Countries {
    /// For each sentence the countries named there, each once.
    of_sentence: Vec<Vec<Code>>,
    counts: HashMap<Code, u32>,
    /// The highest of the counts.
    most: u32,
    /// The country of the dateline.
    dateline: Option<Code>,
    /// The country of more than half of all names, if there is one.
    main: Option<Code>,
}

/// How many sentences before its own a role looks at for its country.
const REACH: usize = 2;

impl Countries {
    pub(super) fn of(parse: &language::Parse, text: &str, names: &Names, places: &Places) -> Countries {
        let mut countries =
            Countries { of_sentence: vec![Vec::new(); parse.sentences.len()], ..Countries::default() };
        let mut total = 0;
        let mut add = |token: TokenId, code: Code, spoken_of: bool| {
            let sentence = &mut countries.of_sentence[parse.sentence_of(token)];
            if spoken_of && !sentence.contains(&code) {
                sentence.push(code);
            }
            *countries.counts.entry(code).or_default() += 1;
            total += 1;
        };
        for demonym in &names.demonyms {
            if let Some(Meaning::Adjective(country)) =
                demonym.meanings.iter().find(|one| matches!(one, Meaning::Adjective(_)))
            {
                add(demonym.tokens.start, country.code, true);
            }
        }
        for name in &names.all {
            let code = match places.at(&name.tokens) {
                Some(place) => place.country.as_deref().and_then(Code::new),
                // There are many Supreme Courts.
                None if name.generic => None,
                None => country_of(&name.meanings),
            };
            if let Some(code) = code {
                let organisation = name.meanings.iter().any(|one| matches!(one, Meaning::Organisation(_)));
                add(name.tokens.start, code, !organisation);
            }
        }
        let mut first: Option<(u32, Code)> = None;
        for code in countries.of_sentence.iter().flatten() {
            let count = countries.counts[code];
            if first.is_none_or(|(most, _)| count > most) {
                first = Some((count, *code));
            }
        }
        countries.most = first.map_or(0, |(count, _)| count);
        countries.main = first.filter(|(count, _)| 5 * count >= 3 * total).map(|(_, code)| code);
        let dateline = names.all.iter().take(12).find(|name| places::in_dateline(&name.tokens, parse, text));
        countries.dateline =
            dateline.and_then(|name| places.at(&name.tokens)?.country.as_deref().and_then(Code::new));
        countries
    }

    /// The one country that a sentence speaks of, or those before it; else the story's main one, or that of its
    /// dateline.
    pub(super) fn around(&self, sentence: usize) -> Option<(Code, &'static str)> {
        match self.of_sentence[sentence].as_slice() {
            [one] => return Some((*one, "the only country of its sentence")),
            [] => {}
            several => {
                let main = self.main.filter(|main| several.contains(main))?;
                return Some((main, "the main country of the story"));
            }
        }
        for before in (sentence.saturating_sub(REACH)..sentence).rev() {
            match self.of_sentence[before].as_slice() {
                [] => {}
                // A tourist's country is not that of the police around her.
                [one] if 2 * self.counts[one] >= self.most => {
                    return Some((*one, "the only country of the sentences before"));
                }
                _ => break,
            }
        }
        let main = self.main.map(|code| (code, "the main country of the story"));
        main.or(self.dateline.map(|code| (code, "the country of the dateline")))
    }

    /// The country of more than half of all names, if there is one.
    pub(super) fn main(&self) -> Option<Code> {
        self.main
    }

    /// From 0 to 9, how much the story speaks of a country.
    pub(super) fn weight(&self, country: Code) -> u32 {
        self.counts.get(&country).map_or(0, |&count| count.min(9))
    }

    pub(super) fn holds(&self, country: Code) -> bool {
        self.counts.contains_key(&country)
    }
}

/// The country of a name that is no place: an organisation, a person by full name, a metonym. `None` where the
/// story must say it: there are many Houses of Commons.
fn country_of(meanings: &[Meaning]) -> Option<Code> {
    let countries = meanings.iter().filter_map(|meaning| match meaning {
        Meaning::Country(country) | Meaning::National(country) => Some(country.code),
        Meaning::Metonym(metonym) => metonym.country,
        // A news agency tells of everywhere.
        Meaning::Organisation(organisation) if organisation.kind != "media" => {
            Some(organisation.country).filter(|country| !knowledge::TRANSNATIONAL.contains(&country.as_str()))
        }
        Meaning::Person(person) => person.spells.last().map(|spell| spell.country),
        _ => None,
    });
    let mut countries = countries;
    let first = countries.next()?;
    countries.all(|country| country == first).then_some(first)
}

/// Completes the portrait of somebody whom the story has not met. `other` is the country that does something to
/// them: "Norway expelled officers" does not speak of Norwegian officers.
pub(super) fn settle<'k>(
    portrait: &mut Portrait<'k>,
    phrase: &Phrase,
    story: &Story<'_, 'k>,
    other: Option<Code>,
) {
    let body =
        portrait.who.key.is_none() && portrait.role.is_some_and(|role| role.kind == RoleKind::Institution);
    if portrait.name.is_some() && !body {
        if let Some(person) = holder(portrait, phrase, story) {
            let title = portrait.who.title.take();
            portrait.who.country = None;
            portrait.who.sectors.clear();
            portrait.who.reasons.clear();
            portrait.is_person(person, story);
            portrait.because("surname alone, of the one in office".to_owned());
            portrait.who.title = title.or(portrait.who.title.take());
            return;
        }
        let official = portrait.role.is_some_and(|role| role.kind == RoleKind::Person && is_organ(role));
        if portrait.who.key.is_some() || portrait.who.country.is_some() || !official {
            return;
        }
    }
    let Some(role) = portrait.role else { return };
    let sentence = story.parse.sentence_of(phrase.head);
    // "a president", "some ministers": of whichever country.
    let somebody = portrait.definite == Definite::No && role.kind == RoleKind::Person && !portrait.plural;
    let country_itself = portrait.who.kind == Kind::Country && phrase.tokens.len() == 2;
    // Reporters come from everywhere.
    let anywhere = story.in_class("from_anywhere", &role.noun)
        || role.sectors.first().is_some_and(|sector| *sector == "JRN");
    let open = portrait.who.country.is_none() && !somebody && !anywhere;
    // The organs of a state have its country; a crowd has one only where the whole story is about it.
    let organ = is_organ(role);
    // Whose rebels they are the story must say.
    let rebels = role.sectors.first().is_some_and(|sector| *sector == "REB");
    let vague = rebels
        || portrait.plural && role.kind == RoleKind::Institution
        || story.in_class("vague", &role.noun);
    let near = |why: &str| !why.contains("sentence");
    let found = story.countries.around(sentence);
    if let Some((country, why)) = found.filter(|(_, why)| open && !vague && (organ || near(why))) {
        let agents = ["GOV", "MIL", "SPY"];
        let of_state = role.sectors.first().is_some_and(|sector| agents.contains(&sector.as_str()));
        if of_state && other == Some(country) {
            return;
        }
        portrait.who.country = Some(country);
        portrait.who.supposed = true;
        portrait.because(format!("{country}: {why}"));
    }
    if country_itself && portrait.definite == Definite::Yes && !portrait.plural {
        portrait.who.key = portrait.who.country.map(Key::Country);
    }
    // "Both governments" are not this one.
    if role.noun == "government" && !portrait.plural {
        portrait.who.key = portrait.who.country.map(Key::Government);
    }
    if portrait.who.kind == Kind::Person && portrait.definite == Definite::Yes {
        note_holder(portrait, phrase, story);
    }
}

/// Whether a role is one in the service of a state, or of its politics.
fn is_organ(role: &Role) -> bool {
    let organs = ["GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY"];
    role.sectors.first().is_some_and(|sector| organs.contains(&sector.as_str()))
}

/// The one person in office whom a surname can mean: by the title beside it, or in a country of the story.
fn holder<'k>(portrait: &Portrait<'k>, phrase: &Phrase, story: &Story<'_, 'k>) -> Option<&'k Person> {
    if portrait.surnames.is_empty() || portrait.who.key.is_some() || portrait.plural {
        return None;
    }
    let active = |person: &Person, wanted: &dyn Fn(&Spell) -> bool| {
        person.spells.iter().any(|spell| story.day.is_none_or(|day| spell.covers(day)) && wanted(spell))
    };
    let in_country = |spell: &Spell| {
        let held = Held { country: spell.country, office: &spell.office, title: &spell.title };
        portrait.who.country.is_none_or(|country| country == spell.country)
            && bodies::allow(held, phrase, portrait.name.as_ref(), story)
    };
    let one = |wanted: &dyn Fn(&Spell) -> bool| {
        let mut found = portrait.surnames.iter().filter(|person| active(person, wanted));
        found.next().filter(|_| found.next().is_none()).copied()
    };
    if let Some(role) = portrait.role.filter(|role| role.kind == RoleKind::Person) {
        if portrait.former {
            let mut ever = portrait.surnames.iter().filter(|person| {
                person.spells.iter().any(|spell| resolve::fits(role, spell) && in_country(spell))
            });
            return ever.next().filter(|_| ever.next().is_none()).copied();
        }
        let here = |spell: &Spell| story.countries.holds(spell.country);
        return one(&|spell| resolve::fits(role, spell) && in_country(spell))
            .or_else(|| one(&|spell| resolve::fits(role, spell) && in_country(spell) && here(spell)))
            .or_else(|| once(portrait, role, &|spell| in_country(spell) && here(spell), story));
    }
    // Of the many who sit in a parliament or run a company a surname alone says too little.
    one(&|spell| {
        let leads = knowledge::office(&spell.office).is_some_and(|office| office.leads);
        leads && story.countries.holds(spell.country) && in_country(spell)
    })
}

/// "Secretary Clinton" of one who holds another office now: the only one of the name, of those who hold some, that
/// ever had the title.
fn once<'k>(
    portrait: &Portrait<'k>,
    role: &Role,
    wanted: &dyn Fn(&Spell) -> bool,
    story: &Story,
) -> Option<&'k Person> {
    let day = story.day?;
    let had = |spell: &Spell| {
        resolve::fits(role, spell) && wanted(spell) && spell.from.is_some_and(|from| from.first_day() <= day)
    };
    let mut found = portrait
        .surnames
        .iter()
        .filter(|person| person.spells.iter().any(had) && person.spells_on(day).next().is_some());
    found.next().filter(|_| found.next().is_none()).copied()
}

/// Says in the reason who held the office on the story's day, where it is one person.
fn note_holder(portrait: &mut Portrait, phrase: &Phrase, story: &Story) {
    let (Some(role), Some(country), Some(day)) = (portrait.role, portrait.who.country, story.day) else {
        return;
    };
    if portrait.former || role.kind != RoleKind::Person {
        return;
    }
    let mut holders = story.knowledge.people().iter().filter(|person| {
        person.spells_on(day).any(|spell| {
            let held = Held { country, office: &spell.office, title: &spell.title };
            spell.country == country
                && spell.title.as_str() == role.noun
                && bodies::allow(held, phrase, None, story)
        })
    });
    if let (Some(person), None) = (holders.next(), holders.next()) {
        portrait.because(format!("the {} of {country} on {day} was {}", role.noun, person.name));
    }
}
