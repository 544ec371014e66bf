//! Who else a name could have meant. Takes a portrait that is settled and its name, gives the [`Candidate`]s that
//! lost, the nearest first, each with the reason, for `dateline why`.
//!
//! "Macron" in 2010: Emmanuel Macron, president of FRA from 2017-05-14: in no office on 2010-05-01.

use knowledge::{Code, Meaning, Organisation, Person, RoleKind, Spell};

use super::identity::{Key, Kind};
use super::known::{active_spells, last_spell};
use super::names::Name;
use super::resolve::{Portrait, Story, fits};
use super::{Candidate, MOST_CANDIDATES};

/// A candidate and how far it came: the farther, the likelier it was.
type Ranked = (u8, Candidate);

/// The candidates that lost.
pub(super) fn of(portrait: &Portrait, name: &Name, story: &Story) -> Vec<Candidate> {
    let mut found: Vec<Ranked> = Vec::new();
    for meaning in &name.meanings {
        match *meaning {
            Meaning::Person(person) => found.extend(other_person(person, false, portrait, story)),
            Meaning::Surname(person) => found.extend(other_person(person, true, portrait, story)),
            Meaning::Organisation(body) => found.extend(other_body(body, portrait, story)),
            _ => {}
        }
    }
    if let Some(person) = portrait.person {
        found.extend(other_spells(person, portrait, story));
    }
    found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    found.truncate(MOST_CANDIDATES);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// A bearer of the name who was not taken, for the first of these reasons.
fn other_person(person: &Person, surname: bool, portrait: &Portrait, story: &Story) -> Option<Ranked> {
    if portrait.person.is_some_and(|chosen| std::ptr::eq(chosen, person)) {
        return None;
    }
    let active = active_spells(person, story.day);
    let spell = active.first().copied().or_else(|| last_spell(person, story.day))?;
    let elsewhere =
        |country: &Code| !portrait.who.supposed && person.spells.iter().all(|one| one.country != *country);
    let role = portrait.role.filter(|role| role.kind == RoleKind::Person);
    let leads = |spell: &&Spell| knowledge::office(&spell.office).is_some_and(|office| office.leads);
    let (rank, lost) = if let (None, Some(what)) = (portrait.person, what_it_is(portrait)) {
        (0, format!("read as {what}"))
    } else if active.is_empty() {
        (1, story.day.map_or_else(String::new, |day| format!("in no office on {day}")))
    } else if let Some(role) = role.filter(|role| !active.iter().any(|spell| fits(role, spell))) {
        (2, format!("is no {}", role.noun))
    } else if let Some(country) = portrait.who.country.filter(elsewhere) {
        (3, format!("not of {country}"))
    } else if surname && role.is_none() && !active.iter().any(leads) {
        (3, "too little known for a surname alone".to_owned())
    } else if surname && !active.iter().any(|spell| story.countries.holds(spell.country)) {
        (4, format!("the story does not speak of {}", spell.country))
    } else if portrait.person.is_none() {
        (5, "one of several whom it fits".to_owned())
    } else {
        (5, "as likely, but later in the table".to_owned())
    };
    Some((rank, Candidate { name: format!("{}, {}", person.name, described(spell, story)), lost }))
}

/// What a name that is nobody's was read as.
fn what_it_is(portrait: &Portrait) -> Option<&'static str> {
    match (portrait.who.kind, portrait.who.key) {
        (Kind::Country, _) => Some("a country"),
        (Kind::Place, _) => Some("a place"),
        (Kind::Institution | Kind::Group, Some(_)) => Some("a body"),
        _ => None,
    }
}

/// An organisation of the name that was not taken.
fn other_body(body: &Organisation, portrait: &Portrait, story: &Story) -> Option<Ranked> {
    if portrait.who.key == Some(Key::Organisation(body.file, body.line)) {
        return None;
    }
    let country = portrait.who.country.filter(|country| *country != body.country);
    let (rank, lost) = match (story.day, country) {
        (Some(day), _) if !body.covers(day) => (1, format!("not that on {day}")),
        (_, Some(country)) => (3, format!("not of {country}")),
        (_, None) if matches!(portrait.who.key, Some(Key::Organisation(..))) => {
            (4, "as likely, but later in the table".to_owned())
        }
        _ => (2, "does not fit the words around it".to_owned()),
    };
    let table = story.knowledge.table(body.file, "organisations.tsv");
    Some((rank, Candidate { name: format!("{}, {} ({table}:{})", body.name, body.country, body.line), lost }))
}

/// What else the chosen person was: the offices that the reason does not name.
fn other_spells(person: &Person, portrait: &Portrait, story: &Story) -> Vec<Ranked> {
    let named = |spell: &Spell| {
        let line = format!("({}:{})", story.table(spell), spell.line);
        portrait.who.reasons.iter().any(|reason| reason.contains(&line))
    };
    let others = person.spells.iter().filter(|spell| !named(spell));
    let mut others: Vec<&Spell> = others.collect();
    others.sort_by_key(|spell| std::cmp::Reverse(spell.from.map(|from| from.first_day())));
    let lost = |spell: &Spell| match story.day {
        Some(day) if !spell.covers(day) => (1, format!("not on {day}")),
        Some(_) => (2, "held as well, but of a lower rank".to_owned()),
        None => (1, "the story has no date, and the latest office is taken".to_owned()),
    };
    let ranked = others.into_iter().map(|spell| {
        let (rank, lost) = lost(spell);
        (rank, Candidate { name: format!("{}, {}", person.name, described(spell, story)), lost })
    });
    ranked.collect()
}

/// "president of USA from 2009-01-20 to 2017-01-20 (people.tsv:31)".
fn described(spell: &Spell, story: &Story) -> String {
    let from = spell.from.map_or(String::new(), |from| format!(" from {from}"));
    let to = spell.to.map_or(String::new(), |to| format!(" to {to}"));
    format!("{} of {}{from}{to} ({}:{})", spell.title, spell.country, story.table(spell), spell.line)
}
