//! Phoenix: 26 columns, tabs, no header.

use record::Actor;
use serde_json::Value;

use super::codes::{cameo_actor, cameo_sector, is_country};
use super::{Dyad, Told, cameo, degrees, quad_class};

#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = &[
    "EventID", "Date", "Year", "Month", "Day",
    "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
    "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
];

pub(super) fn row(story: Told, dyad: Dyad) -> Vec<Value> {
    let date = story.date(dyad.event);
    let mut parts = date.split('-');
    let code = cameo(dyad.event);
    let root = code.get(..2).unwrap_or(&code).to_owned();
    let id = format!("{}-{}", dyad.event.id, dyad.number);
    let mut row: Vec<Value> = vec![id.into(), story.day(dyad.event).replace('-', "").into()];
    row.extend((0..3).map(|_| Value::from(parts.next().unwrap_or_default())));
    row.extend(actor(dyad.actor));
    row.extend(actor(dyad.recipient));
    row.extend([code.as_str().into(), root.into(), quad_class(&code).into(), Value::Null, Value::Null]);
    row.extend(place(story, dyad));
    row.push(format!("{}_{}", story.record.article.id, dyad.event.sentence).into());
    row.extend([story.url().into(), story.publisher().into()]);
    row
}

/// Full code, country or body, first role, second role.
fn actor(actor: Option<&Actor>) -> [Value; 4] {
    let Some(actor) = actor else { return [Value::Null, Value::Null, Value::Null, Value::Null] };
    let country = actor.country.as_deref().unwrap_or_default();
    let entity = if is_country(country) { country } else { cameo_sector(country) };
    let mut roles = actor.sectors.iter().map(|sector| cameo_sector(sector)).filter(|role| !role.is_empty());
    let mut role = || Value::from(roles.next().unwrap_or_default());
    [cameo_actor(actor).into(), entity.into(), role(), role()]
}

/// Latitude, longitude, name, state (not known), country.
fn place(story: Told, dyad: Dyad) -> [Value; 5] {
    let Some(place) = story.place(dyad.event) else { return std::array::from_fn(|_| Value::Null) };
    let country = place.country.clone().unwrap_or_default();
    [
        degrees(place.latitude),
        degrees(place.longitude),
        place.name.clone().into(),
        Value::Null,
        country.into(),
    ]
}
