//! PLOVER's own JSON: one row an event, with lists of actors and recipients; nested fields stay JSON in a table.

use record::{Event, Modality, Party, Place};
use serde_json::{Value, json};

use super::codes::country_name;
use super::{Told, degrees, object};
use crate::calendar;
use crate::incident::{flat, joined};

#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = &[
    "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "size", "dead", "injured", "arrested",
    "cite_info", "coder", "coded_date", "coded_time", "comment",
];

pub(super) fn row(story: Told, event: &Event) -> Vec<Value> {
    let record = story.record;
    let span = event.date.as_ref().and_then(|date| calendar::days(&date.value));
    let published = record.article.published.as_deref().and_then(calendar::day);
    let (first, last) = span.or(published.map(|day| (day, day))).unzip();
    let time =
        event.date.as_ref().and_then(|date| date.value.split_once('T')).map(|(_, time)| time.to_owned());
    let modes: Vec<&str> =
        event.modes.iter().map(|mode| mode.name()).chain(auxiliary(event.modality)).collect();
    let contexts: Vec<&str> = event.contexts.iter().map(|context| context.name()).collect();
    let parties = |parties: &[Party]| parties.iter().map(|party| party_of(story, party)).collect::<Value>();
    let mut row: Vec<Value> = vec![event.id.clone().into(), true.into()];
    row.push(first.map(calendar::date).into());
    row.push(time.into());
    row.push(last.filter(|_| first != last).map(calendar::date).into());
    row.push(Value::Null);
    row.extend([parties(&event.actors), parties(&event.recipients), json!([event.kind.name()])]);
    row.push(story.place(event).map_or(Value::Null, location));
    row.push(json!([joined(&event.trigger)]));
    row.extend([event.quad_code.into(), f64::from(event.event_scale).into(), json!(modes), json!(contexts)]);
    row.extend([story.url().into(), story.sentence(event).into()]);
    row.push(object([("sequence", event.sentence.into())]));
    row.extend(["size", "dead", "injured", "arrested"].map(|what| counted(event, what)));
    row.push(object([
        ("title", record.article.title.clone().into()),
        ("publication", record.article.publisher.clone().into()),
        ("url", record.article.url.clone().into()),
        ("language", record.article.language.clone().into()),
        ("coder", "Dateline".into()),
        ("version", record.run.dateline.clone().into()),
        ("codebook", "PLOVER".into()),
    ]));
    row.extend(["Dateline".into(), Value::Null, Value::Null, comment(story, event)]);
    row
}

/// PLOVER's auxiliary mode for a modality.
fn auxiliary(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Negated => Some("negation"),
        Modality::Future => Some("future"),
        Modality::Hypothetical => Some("hypothetical"),
        Modality::Historical => Some("historical"),
        Modality::Actual | Modality::Alleged => None,
    }
}

fn party_of(story: Told, party: &Party) -> Value {
    let Some(actor) = story.actor(party) else { return Value::Null };
    object([
        ("code", actor.country.clone().into()),
        ("sector", actor.sectors.clone().into()),
        ("entity_text", flat(&party.passage.text).into()),
        ("identifier_id", actor.wikidata.clone().into()),
        ("identifier_text", flat(&actor.name).into()),
        ("office", actor.title.clone().into()),
    ])
}

fn location(place: &Place) -> Value {
    let code = place.country.as_deref().unwrap_or_default();
    let raw = place.mentions.first().map(|mention| flat(&mention.passage.text));
    object([
        ("extracted_place", raw.into()),
        ("resolved_place", place.name.clone().into()),
        ("geonameid", place.geonames_id.into()),
        ("lat", degrees(place.latitude)),
        ("lon", degrees(place.longitude)),
        ("country", country_name(code).into()),
        ("country_code", place.country.clone().into()),
    ])
}

fn counted(event: &Event, what: &str) -> Value {
    let quantity = event.quantities.iter().find(|quantity| quantity.what == what);
    quantity.map_or(Value::Null, |quantity| quantity.value.into())
}

/// What PLOVER has no field for: who says so, and that the story itself withholds belief.
fn comment(story: Told, event: &Event) -> Value {
    let statement = |id: &String| story.record.statements.iter().find(|statement| statement.id == *id);
    let speaker = |id: &String| Some(flat(&statement(id)?.speaker.as_ref()?.passage.text));
    let speakers: Vec<String> = event.according_to.iter().filter_map(speaker).collect();
    let mut notes = Vec::new();
    if !speakers.is_empty() {
        notes.push(format!("according to {}", speakers.join(", who quotes ")));
    }
    if event.modality == Modality::Alleged {
        notes.push("alleged".to_owned());
    }
    if notes.is_empty() { Value::Null } else { notes.join("; ").into() }
}
