//! POLECAT: 40 columns, tabs, with a header; one row an event, several of a kind with `; ` between, "None" for nothing.

use record::{Actor, Event, Party};
use serde_json::Value;

use super::codes::{country_name, cow};
use super::{Told, degrees};
use crate::incident::flat;

#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = &[
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
];

const QUADS: [&str; 4] =
    ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

pub(super) fn row(story: Told, event: &Event) -> Vec<Value> {
    let record = story.record;
    let quad = QUADS[usize::from(event.quad_code.clamp(1, 4)) - 1];
    let mut row: Vec<Value> = vec![event.id.clone().into(), some(story.day(event)), event.kind.name().into()];
    row.push(listed(event.modes.iter().map(|mode| mode.name().to_owned())));
    row.extend([f64::from(event.event_scale).into(), quad.into()]);
    row.push(listed(event.contexts.iter().map(|context| context.name().to_owned())));
    row.extend(parties(story, &event.actors));
    row.extend(parties(story, &event.recipients));
    row.extend(place(story, event));
    row.extend([some(story.publisher().into()), some(record.article.published.clone().unwrap_or_default())]);
    // A record does not tell people from organisations.
    row.extend([none(), none()]);
    row.push(listed(record.places.iter().map(|place| place.name.clone())));
    row.extend([record.article.language.clone().into(), format!("Dateline {}", record.run.dateline).into()]);
    row
}

/// Eight columns.
fn parties(story: Told, parties: &[Party]) -> [Value; 8] {
    let actors: Vec<(&Party, &Actor)> =
        parties.iter().filter_map(|party| Some((party, story.actor(party)?))).collect();
    let each = |cell: &dyn Fn(&Party, &Actor) -> String| {
        listed(actors.iter().map(|&(party, actor)| cell(party, actor)))
    };
    let country = |actor: &Actor| actor.country.clone().unwrap_or_default();
    [
        each(&|_, actor| flat(&actor.name)),
        each(&|_, actor| country(actor)),
        each(&|_, actor| cow(&country(actor)).to_owned()),
        each(&|_, actor| actor.sectors.first().cloned().unwrap_or_default()),
        each(&|_, actor| actor.sectors.join(",")),
        each(&|_, actor| actor.title.clone().unwrap_or_default()),
        each(&|party, _| flat(&party.passage.text)),
        // Wikidata's ids are not Wikipedia's titles.
        none(),
    ]
}

/// Ten columns: the place by its name, its country, degrees and id; no district, no province by name.
fn place(story: Told, event: &Event) -> Vec<Value> {
    let Some(place) = story.place(event) else { return vec![none(); 10] };
    let or_none = |value: Value| if value.is_null() { none() } else { value };
    let town = if place.admin1.is_some() { place.name.clone() } else { String::new() };
    let raw = place.mentions.first().map(|mention| flat(&mention.passage.text)).unwrap_or_default();
    let country = place.country.as_deref().map(country_name).unwrap_or_default();
    let mut cells = vec![some(place.name.clone()), some(town), none(), none(), some(country.to_owned())];
    cells.extend([or_none(degrees(place.latitude)), or_none(degrees(place.longitude))]);
    cells.extend([place.geonames_id.map_or(none(), Value::from), some(raw), none()]);
    cells
}

fn none() -> Value {
    "None".into()
}

fn some(words: String) -> Value {
    if words.is_empty() { none() } else { words.into() }
}

/// As many cells as parties, so that the third country is the third name's; "None" where all are empty.
fn listed(cells: impl Iterator<Item = String>) -> Value {
    let cells: Vec<String> = cells.collect();
    if cells.iter().all(String::is_empty) { none() } else { cells.join("; ").into() }
}
