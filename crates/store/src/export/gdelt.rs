//! GDELT 2.0 Events: 61 columns, tabs, no header.

use record::Actor;
use serde_json::Value;

use super::codes::{cameo_actor, cameo_sector, fips, is_country};
use super::{Dyad, Told, cameo, degrees, number, quad_class};
use crate::calendar;

#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = &[
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    "Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1KnownGroupCode", "Actor1EthnicCode",
    "Actor1Religion1Code", "Actor1Religion2Code", "Actor1Type1Code", "Actor1Type2Code", "Actor1Type3Code",
    "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode", "Actor2EthnicCode",
    "Actor2Religion1Code", "Actor2Religion2Code", "Actor2Type1Code", "Actor2Type2Code", "Actor2Type3Code",
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    "Actor1Geo_Type", "Actor1Geo_FullName", "Actor1Geo_CountryCode", "Actor1Geo_ADM1Code", "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat", "Actor1Geo_Long", "Actor1Geo_FeatureID",
    "Actor2Geo_Type", "Actor2Geo_FullName", "Actor2Geo_CountryCode", "Actor2Geo_ADM1Code", "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat", "Actor2Geo_Long", "Actor2Geo_FeatureID",
    "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_ADM1Code", "ActionGeo_ADM2Code",
    "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID",
    "DATEADDED", "SOURCEURL",
];

pub(super) fn row(story: Told, dyad: Dyad) -> Vec<Value> {
    let event = dyad.event;
    let date = story.date(event);
    let digits = date.replace('-', "");
    let part = |length: usize| digits.get(..length).unwrap_or_default();
    let code = cameo(event);
    let base = code.get(..3).unwrap_or(&code).to_owned();
    let root = code.get(..2).unwrap_or(&code).to_owned();
    let published = story.record.article.published.as_deref().unwrap_or_default().replace('-', "");
    let mut row: Vec<Value> = vec![number(dyad).into(), part(8).into(), part(6).into(), part(4).into()];
    row.push(fraction(&date).map_or(Value::Null, Value::from));
    row.extend(actor(dyad.actor));
    row.extend(actor(dyad.recipient));
    // GDELT asks for the lead paragraph; a record counts sentences, and the first may be the headline.
    row.push(u8::from(event.sentence < 2).into());
    row.extend([code.as_str(), &base, &root].map(Value::from));
    row.push(quad_class(&code).into());
    row.push(Value::Null);
    row.extend([1 + event.resumed.len(), 1, 1].map(Value::from));
    row.push(Value::Null);
    row.extend(vec![Value::Null; 16]);
    row.extend(place(story, dyad));
    row.push(if published.is_empty() { Value::Null } else { format!("{published}000000").into() });
    row.push(story.url().into());
    row
}

/// Ten columns: code, name, country, known group, ethnic, two religions, three types.
fn actor(actor: Option<&Actor>) -> Vec<Value> {
    let Some(actor) = actor else { return vec![Value::Null; 10] };
    let country = actor.country.as_deref().unwrap_or_default();
    let group = if is_country(country) { "" } else { cameo_sector(country) };
    let known = matches!(group, "UNO" | "EEC");
    let mut types: Vec<&str> = actor.sectors.iter().map(|sector| cameo_sector(sector)).collect();
    if !known {
        types.insert(0, group);
    }
    types.retain(|kind| !kind.is_empty());
    types.resize(3, "");
    let name = crate::incident::flat(&actor.name).to_uppercase();
    let mut cells: Vec<Value> = vec![cameo_actor(actor).into(), name.into()];
    cells.push(if is_country(country) { country } else { "" }.into());
    cells.push(if known { group } else { "" }.into());
    cells.extend(vec![Value::Null; 3]);
    cells.extend(types.into_iter().map(Value::from));
    cells
}

/// Eight columns. A record knows a country from what lies in it, not a state from a town: 1 for a country, 3 for a
/// place in the United States, 4 for one elsewhere.
fn place(story: Told, dyad: Dyad) -> Vec<Value> {
    let Some(place) = story.place(dyad.event) else { return vec![Value::Null; 8] };
    let country = place.country.as_deref().unwrap_or_default();
    let kind = match (&place.admin1, country) {
        (None, code) if !code.is_empty() => 1,
        (_, "USA") => 3,
        _ => 4,
    };
    let division =
        place.admin1.as_ref().map(|admin1| format!("{}{admin1}", fips(country))).unwrap_or_default();
    let mut cells: Vec<Value> =
        vec![kind.into(), place.name.clone().into(), fips(country).into(), division.into()];
    cells.extend([Value::Null, degrees(place.latitude), degrees(place.longitude), Value::Null]);
    cells
}

/// The year and its share in 365 days, as GDELT reckons it: months of 30 days.
fn fraction(date: &str) -> Option<f64> {
    calendar::day(date)?;
    let number = |from: usize, to: usize| date.get(from..to)?.parse::<f64>().ok();
    let share = (number(5, 7)? * 30.0 + number(8, 10)?) / 365.0;
    Some(((number(0, 4)? + share) * 10_000.0).round() / 10_000.0)
}
