//! ICEWS: 20 columns, tabs, with a header.

use record::Actor;
use serde_json::Value;

use super::codes::{cameo_name, country_name, sector_name};
use super::{Dyad, Told, cameo, degrees, number};
use crate::incident::flat;

#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = &[
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
];

pub(super) fn row(story: Told, dyad: Dyad) -> Vec<Value> {
    let code = cameo(dyad.event);
    let place = story.place(dyad.event);
    let town =
        place.filter(|place| place.admin1.is_some()).map(|place| place.name.clone()).unwrap_or_default();
    let country = place.and_then(|place| place.country.as_deref()).map(country_name).unwrap_or_default();
    let mut row: Vec<Value> = vec![number(dyad).into(), story.day(dyad.event).into()];
    row.extend(party(dyad.actor));
    row.extend([cameo_name(&code).into(), code.into(), Value::Null]);
    row.extend(party(dyad.recipient));
    row.extend([
        story.record.article.id.clone().into(),
        (dyad.event.sentence + 1).into(),
        story.publisher().into(),
    ]);
    row.extend([town.into(), Value::Null, Value::Null, country.into()]);
    row.extend([
        degrees(place.and_then(|place| place.latitude)),
        degrees(place.and_then(|place| place.longitude)),
    ]);
    row
}

/// Name, sectors in words, country in words; a body in the place of a country is its first sector.
fn party(actor: Option<&Actor>) -> [Value; 3] {
    let Some(actor) = actor else { return [Value::Null, Value::Null, Value::Null] };
    let country = actor.country.as_deref().unwrap_or_default();
    let body = Some(sector_name(country)).filter(|name| !name.is_empty());
    let sectors = actor.sectors.iter().map(|sector| sector_name(sector));
    let sectors: Vec<&str> = body.into_iter().chain(sectors).filter(|name| !name.is_empty()).collect();
    [flat(&actor.name).into(), sectors.join(",").into(), country_name(country).into()]
}
