//! Exports: a record as rows of the data sets that people already have programs for.
//!
//! Takes a record, gives rows whose columns are exactly those of POLECAT, ICEWS, GDELT 2.0, Phoenix or PLOVER's own
//! JSON. What such a schema has no column for is lost (the sentence, the claimant, modality); what it asks for and a
//! record does not know is left empty (tone, Goldstein's scale): docs/exports.md lists both.
//!
//! All but PLOVER's have no column for modality, so what did not happen would be counted as if it had: events that are
//! negated, hypothetical or still to come are left out, unless the type itself is about what is to come (AGREE,
//! REQUEST, THREATEN). PLOVER's auxiliary modes name modality, so all events are in its export.

mod codes;
mod gdelt;
mod icews;
mod phoenix;
mod plover;
mod polecat;
mod table;

use std::fmt::Write;

use record::{Actor, Event, EventType, Modality, Party, Place, Record};
use serde_json::{Map, Value};
use xxhash_rust::xxh3::xxh3_64;

pub use codes::{Crossing, crosswalk};
pub use table::Format;

use crate::calendar;

/// Whose columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// PLOVER's JSON fields, one row an event.
    Plover,
    /// POLECAT, 40 columns, one row an event.
    Polecat,
    /// ICEWS, 20 columns, one row a dyad.
    Icews,
    /// GDELT 2.0 Events, 61 columns, no header, one row a dyad.
    Gdelt2,
    /// Phoenix, 26 columns, no header, one row a dyad.
    Phoenix,
}

impl Schema {
    /// All of them.
    pub const ALL: &[Schema] =
        &[Schema::Plover, Schema::Polecat, Schema::Icews, Schema::Gdelt2, Schema::Phoenix];

    /// As it is written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Schema::Plover => "plover",
            Schema::Polecat => "polecat",
            Schema::Icews => "icews",
            Schema::Gdelt2 => "gdelt2",
            Schema::Phoenix => "phoenix",
        }
    }

    /// The one of this name.
    pub fn from_name(name: &str) -> Option<Schema> {
        Schema::ALL.iter().copied().find(|schema| schema.name() == name)
    }

    /// The names of its columns, in order.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Schema::Plover => plover::COLUMNS,
            Schema::Polecat => polecat::COLUMNS,
            Schema::Icews => icews::COLUMNS,
            Schema::Gdelt2 => gdelt::COLUMNS,
            Schema::Phoenix => phoenix::COLUMNS,
        }
    }

    /// Whether its files begin with the names of the columns.
    pub fn has_header(self) -> bool {
        !matches!(self, Schema::Gdelt2 | Schema::Phoenix)
    }

    /// The rows of a record, each as long as [`Schema::columns`]. `text` is the article's text, into which the record's
    /// spans point in bytes.
    pub fn rows(self, record: &Record, text: &str) -> Vec<Vec<Value>> {
        let story = Told { record, text };
        let events = record.events.iter().filter(|event| self == Schema::Plover || is_told_as_done(event));
        match self {
            Schema::Plover => events.map(|event| plover::row(story, event)).collect(),
            Schema::Polecat => events.map(|event| polecat::row(story, event)).collect(),
            Schema::Icews => {
                events.flat_map(|event| story.dyads(event)).map(|dyad| icews::row(story, dyad)).collect()
            }
            Schema::Gdelt2 => {
                events.flat_map(|event| story.dyads(event)).map(|dyad| gdelt::row(story, dyad)).collect()
            }
            Schema::Phoenix => {
                events.flat_map(|event| story.dyads(event)).map(|dyad| phoenix::row(story, dyad)).collect()
            }
        }
    }

    /// What stands before the first row: the header, where the original has one.
    pub fn beginning(self, format: Format) -> String {
        let columns: Vec<Value> = self.columns().iter().map(|&column| column.into()).collect();
        if self.has_header() { format.line(self.columns(), &columns, true) } else { String::new() }
    }

    /// The rows of a record, as they are written.
    pub fn lines(self, format: Format, record: &Record, text: &str) -> String {
        self.rows(record, text).iter().fold(String::new(), |mut out, row| {
            write!(out, "{}", format.line(self.columns(), row, false)).ok();
            out
        })
    }
}

/// Whether an event may be counted as one that took place, or was said.
fn is_told_as_done(event: &Event) -> bool {
    let of_its_own = matches!(event.kind, EventType::Agree | EventType::Request | EventType::Threaten);
    match event.modality {
        Modality::Actual | Modality::Historical | Modality::Alleged => true,
        Modality::Future => of_its_own,
        Modality::Negated | Modality::Hypothetical => false,
    }
}

/// A record with its text.
#[derive(Clone, Copy)]
struct Told<'a> {
    record: &'a Record,
    text: &'a str,
}

/// An event with one of its actors and one of its recipients.
#[derive(Clone, Copy)]
struct Dyad<'a> {
    event: &'a Event,
    actor: Option<&'a Actor>,
    recipient: Option<&'a Actor>,
    /// Its number within the event.
    number: usize,
}

impl<'a> Told<'a> {
    fn actor(self, party: &Party) -> Option<&'a Actor> {
        self.record.actors.iter().find(|actor| actor.id == party.actor)
    }

    fn place(self, event: &Event) -> Option<&'a Place> {
        let id = event.place.as_ref()?;
        self.record.places.iter().find(|place| place.id == *id)
    }

    /// Each actor with each recipient; where several act on each other, each with each.
    fn dyads(self, event: &'a Event) -> Vec<Dyad<'a>> {
        let actors: Vec<_> = event.actors.iter().map(|party| self.actor(party)).collect();
        let recipients: Vec<_> = event.recipients.iter().map(|party| self.actor(party)).collect();
        let mut pairs = Vec::new();
        for (at, &actor) in actors.iter().enumerate() {
            if recipients.is_empty() && actors.len() > 1 {
                let others = actors.iter().enumerate().filter(|&(other, _)| other != at);
                pairs.extend(others.map(|(_, &other)| (actor, other)));
            } else if recipients.is_empty() {
                pairs.push((actor, None));
            } else {
                pairs.extend(recipients.iter().map(|&recipient| (actor, recipient)));
            }
        }
        let dyad = |(number, (actor, recipient))| Dyad { event, actor, recipient, number };
        pairs.into_iter().enumerate().map(dyad).collect()
    }

    /// The day of an event, YYYY-MM-DD or as much of it as the text settles; where it says nothing, the day of
    /// publication, as these data sets have it.
    fn date(self, event: &Event) -> String {
        let value = event
            .date
            .as_ref()
            .map(|date| date.value.as_str())
            .filter(|value| calendar::days(value).is_some());
        let plain = |value: &&str| value.bytes().all(|letter| letter.is_ascii_digit() || letter == b'-');
        let day = value.map(|value| value.split('T').next().unwrap_or(value)).filter(plain);
        day.or(self.record.article.published.as_deref()).unwrap_or_default().to_owned()
    }

    /// The same, where it is a whole day.
    fn day(self, event: &Event) -> String {
        Some(self.date(event)).filter(|date| date.len() == 10).unwrap_or_default()
    }

    fn sentence(self, event: &Event) -> String {
        let at = event.trigger.first().map_or(0, |passage| passage.span.start as usize);
        crate::incident::sentence(self.text, at)
    }

    fn publisher(self) -> &'a str {
        self.record.article.publisher.as_deref().unwrap_or_default()
    }

    fn url(self) -> &'a str {
        self.record.article.url.as_deref().unwrap_or_default()
    }
}

/// The event's CAMEO code; the crosswalk's, where a user's frame gave none.
fn cameo(event: &Event) -> String {
    if event.cameo.is_empty() {
        crosswalk(event.kind, &event.modes).cameo.to_owned()
    } else {
        event.cameo.clone()
    }
}

/// CAMEO's quad class: 1 verbal cooperation (01 to 05), 2 material cooperation (06 to 08), 3 verbal conflict (09 to 13),
/// 4 material conflict (14 to 20).
fn quad_class(cameo: &str) -> u8 {
    match cameo.get(..2).and_then(|root| root.parse::<u8>().ok()).unwrap_or_default() {
        0..=5 => 1,
        6..=8 => 2,
        9..=13 => 3,
        _ => 4,
    }
}

/// A whole number for a dyad, the same on every machine: 53 bits, so that R and JavaScript keep it whole.
fn number(dyad: Dyad) -> u64 {
    xxh3_64(format!("{} {}", dyad.event.id, dyad.number).as_bytes()) >> 11
}

/// Degrees as the gazetteer has them, not as a float shows them.
fn degrees(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |value| Value::from((value * 10_000.0).round() / 10_000.0))
}

fn object(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}
