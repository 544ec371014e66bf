//! What the joining needs of a record: a [`Story`] with its [`Telling`]s, one an event.

use std::collections::BTreeSet;

use record::{Act, Actor, Event, EventType, MentionKind, Modality, Mode, Party, Passage, Record, Statement};
use serde::Serialize;

use super::place::Spot;
use crate::calendar::{self, Day};
use crate::origin::Fingerprint;

/// A story, as far as incidents need it. The record itself can be dropped.
#[derive(Clone, Debug)]
pub struct Story {
    /// The article's id: no two stories of one joining may share it.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// The day of publication.
    pub published: Option<Day>,
    pub(super) fingerprint: Fingerprint,
    /// The towns and regions that it names, no countries.
    pub(super) spots: Vec<Spot>,
    /// The last words of the names of persons, groups, ships and villages in it, in lower case.
    pub(super) names: BTreeSet<String>,
    /// Its events.
    pub tellings: Vec<Telling>,
    /// Denials, confirmations and refusals to comment that no event stands in, each with its place.
    remarks: Vec<(u32, Claim)>,
}

/// One event of one story.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The event's id in its record.
    pub event: String,
    /// PLOVER's type.
    pub kind: EventType,
    pub(super) modes: Vec<Mode>,
    /// How far it is real.
    pub modality: Modality,
    /// Who did it.
    pub actors: Vec<Who>,
    /// To whom.
    pub recipients: Vec<Who>,
    /// The event's own place.
    pub(super) spot: Option<Spot>,
    /// The days on which it may have happened.
    pub(super) days: Option<(Day, Day)>,
    /// Whether the text says so, not the day of publication alone.
    pub(super) dated: bool,
    /// The trigger's words.
    pub trigger: String,
    pub(super) stems: BTreeSet<String>,
    /// What was counted.
    pub numbers: Vec<Number>,
    /// Who says so; nobody where the paper does.
    pub claims: Vec<Claim>,
    /// The sentence that tells it.
    pub sentence: String,
    /// Where the trigger stands, to see two codes of the same words.
    pub(super) at: u32,
}

/// An actor or recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Who {
    /// The fullest name, or the words.
    pub name: String,
    /// Country code.
    pub country: Option<String>,
    /// Sector codes.
    pub sectors: Vec<String>,
    /// A person of this name: the last word, in lower case.
    #[serde(skip)]
    pub(super) person: Option<String>,
    /// What it is: the stem of the last word.
    #[serde(skip)]
    pub(super) noun: String,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Number {
    /// `dead`, `injured`, `arrested`, `size`, or a noun in the plural.
    pub what: String,
    /// How many.
    pub value: f64,
    /// "at least".
    pub qualifier: Option<String>,
}

/// One who says that it happened, or that it did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Who speaks.
    pub speaker: String,
    /// The speaker's country.
    pub country: Option<String>,
    /// The act, as in the record.
    pub act: Act,
    /// The words.
    pub words: String,
    /// When it was said: the day, or the day of publication.
    pub date: Option<String>,
}

/// An event without a day happened within so many days before the story was published.
const RECENT: Day = 7;

impl Story {
    /// The story of this record. `text` is the article's text, into which the record's spans point in bytes.
    pub fn of(record: &Record, text: &str) -> Story {
        let published = record.article.published.as_deref().and_then(calendar::day);
        let spots: Vec<Spot> = record.places.iter().map(Spot::of).filter(|spot| !spot.wide).collect();
        let mut names: BTreeSet<String> = record
            .actors
            .iter()
            .filter(|actor| is_own_name(actor))
            .filter_map(|actor| last_word(&actor.name))
            .collect();
        names.extend(spots.iter().filter_map(|spot| last_word(&spot.name)));
        let telling = |event| Telling::of(event, record, text, published);
        Story {
            id: record.article.id.clone(),
            title: record.article.title.clone().unwrap_or_default(),
            publisher: record.article.publisher.clone(),
            url: record.article.url.clone(),
            published,
            fingerprint: Fingerprint::of(text),
            names,
            tellings: record.events.iter().map(telling).collect(),
            spots,
            remarks: remarks(record),
        }
    }
}

impl Story {
    /// The remarks that are nearest to a telling: they follow it, and no other telling stands between.
    pub(crate) fn remarks_on(&self, telling: &Telling) -> impl Iterator<Item = &Claim> {
        let last = |at: u32| self.tellings.iter().map(|telling| telling.at).filter(|&other| other < at).max();
        self.remarks.iter().filter(move |(at, _)| last(*at) == Some(telling.at)).map(|(_, claim)| claim)
    }
}

/// Statements that deny, confirm or decline, and in which no event stands.
fn remarks(record: &Record) -> Vec<(u32, Claim)> {
    let takes_a_stand =
        |statement: &&Statement| matches!(statement.act, Act::Deny | Act::Confirm | Act::Decline);
    let told = |statement: &&Statement| {
        !record.events.iter().any(|event| event.according_to.contains(&statement.id))
    };
    let at = |statement: &Statement| statement.cue.first().map_or(0, |cue| cue.span.start);
    let remark = |statement| Some((at(statement), Claim::of(statement, record)?));
    record.statements.iter().filter(takes_a_stand).filter(told).filter_map(remark).collect()
}

impl Telling {
    fn of(event: &Event, record: &Record, text: &str, published: Option<Day>) -> Telling {
        let place = event.place.as_ref().and_then(|id| record.places.iter().find(|place| place.id == *id));
        let said = event
            .date
            .as_ref()
            .filter(|date| date.from != "published")
            .and_then(|date| calendar::days(&date.value));
        let at = event.trigger.first().map_or(0, |passage| passage.span.start);
        let trigger = joined(&event.trigger);
        Telling {
            event: event.id.clone(),
            kind: event.kind,
            modes: event.modes.clone(),
            modality: event.modality,
            actors: event.actors.iter().filter_map(|party| Who::of(party, record)).collect(),
            recipients: event.recipients.iter().filter_map(|party| Who::of(party, record)).collect(),
            spot: place.map(Spot::of),
            days: said.or(published.map(|day| (day - RECENT, day))),
            dated: said.is_some(),
            stems: trigger.split_whitespace().map(stem).filter(|stem| stem.len() > 2).collect(),
            trigger,
            numbers: event.quantities.iter().map(Number::of).collect(),
            claims: claims(event, record),
            sentence: sentence(text, at as usize),
            at,
        }
    }

    /// The countries of all parties.
    pub(super) fn sides(&self) -> BTreeSet<&str> {
        self.actors.iter().chain(&self.recipients).filter_map(|who| who.country.as_deref()).collect()
    }

    pub(super) fn countries(&self) -> impl Iterator<Item = &str> {
        let place = self.spot.iter().filter_map(|spot| spot.country.as_deref());
        self.actors.iter().chain(&self.recipients).filter_map(|who| who.country.as_deref()).chain(place)
    }
}

impl Who {
    fn of(party: &Party, record: &Record) -> Option<Who> {
        let actor = record.actors.iter().find(|actor| actor.id == party.actor)?;
        let person = is_own_name(actor) && (actor.title.is_some() || capitals(&actor.name) > 1);
        Some(Who {
            name: flat(&actor.name),
            country: actor.country.clone(),
            sectors: actor.sectors.clone(),
            person: last_word(&actor.name).filter(|_| person),
            noun: head(&party.passage.text),
        })
    }
}

impl Number {
    fn of(quantity: &record::Quantity) -> Number {
        Number { what: quantity.what.clone(), value: quantity.value, qualifier: quantity.qualifier.clone() }
    }
}

/// Everyone who speaks in the statements that an event stands in, innermost first.
fn claims(event: &Event, record: &Record) -> Vec<Claim> {
    let statement = |id: &String| record.statements.iter().find(|statement| statement.id == *id);
    event
        .according_to
        .iter()
        .filter_map(statement)
        .filter_map(|statement| Claim::of(statement, record))
        .collect()
}

impl Claim {
    /// What a statement says; none where nobody speaks.
    pub(crate) fn of(statement: &Statement, record: &Record) -> Option<Claim> {
        let speaker = statement.speaker.as_ref()?;
        let actor = speaker.actor.as_ref().and_then(|id| record.actors.iter().find(|actor| actor.id == *id));
        let time = statement.date.as_ref().and_then(|id| record.times.iter().find(|time| time.id == *id));
        let time = time.filter(|time| calendar::days(&time.value).is_some()).map(|time| time.value.clone());
        Some(Claim {
            speaker: actor.map_or_else(|| flat(&speaker.passage.text), |actor| flat(&actor.name)),
            country: actor.and_then(|actor| actor.country.clone()),
            act: statement.act,
            words: joined(&statement.content),
            date: time.or_else(|| record.article.published.clone()),
        })
    }
}

/// Whether an actor bears a name of its own: no country, no agency that tells the story.
fn is_own_name(actor: &Actor) -> bool {
    let named = actor.mentions.iter().any(|mention| mention.kind == MentionKind::Name);
    let country = actor.country.is_some() && actor.sectors.is_empty();
    named
        && !country
        && capitals(&actor.name) > 0
        && !actor.sectors.iter().any(|sector| sector == "JRN" && actor.title.is_none())
}

fn capitals(name: &str) -> usize {
    name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count()
}

fn last_word(name: &str) -> Option<String> {
    name.split_whitespace().last().filter(|word| word.chars().count() > 2).map(str::to_lowercase)
}

/// The stem of the word that a noun phrase is about: the last before "of", "from", "in" and the like.
fn head(words: &str) -> String {
    let before = words
        .split_whitespace()
        .take_while(|word| !["of", "from", "in", "at", "on", "for", "who", "to"].contains(word));
    before.last().map(stem).unwrap_or_default()
}

/// A rough stem: enough to see "bombed", "bombing" and "bombs" as one.
pub(super) fn stem(word: &str) -> String {
    let word: String = word.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    for end in ["ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "e"] {
        if let Some(stem) = word
            .strip_suffix(end)
            .filter(|stem| stem.chars().count() > 3 || end.len() < 3 && stem.chars().count() > 2)
        {
            let double = stem.len() > 3 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
            return if double && !stem.ends_with("ll") && !stem.ends_with("ss") {
                stem[..stem.len() - 1].to_owned()
            } else {
                stem.to_owned()
            };
        }
    }
    word
}

pub(crate) fn joined(passages: &[Passage]) -> String {
    passages.iter().map(|passage| flat(&passage.text)).collect::<Vec<_>>().join(" … ")
}

pub(crate) fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words around a byte, from mark to mark.
pub(crate) fn sentence(text: &str, at: usize) -> String {
    let marks = [". ", "\n", "? ", "! ", ".” ", ".\" "];
    let Some((before, after)) = text.split_at_checked(at) else { return String::new() };
    let from =
        marks.iter().filter_map(|mark| before.rfind(mark).map(|found| found + mark.len())).max().unwrap_or(0);
    let ends =
        marks.iter().filter_map(|mark| after.find(mark).map(|found| at + found + mark.trim_end().len()));
    flat(&text[from..ends.min().unwrap_or(text.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (one, other) in [
            ("bombed", "bombing"),
            ("kills", "killed"),
            ("seizes", "seized"),
            ("attacked", "attack"),
            ("imposed", "imposes"),
        ] {
            assert_eq!(stem(one), stem(other));
        }
        assert_ne!(stem("killed"), stem("kidnapped"));
        assert_eq!(head("nine generals of Myanmar's army"), stem("general"));
    }
}
