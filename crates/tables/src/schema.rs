//! What the columns hold, in Arrow's words.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema};
use record::{Column, Kind};

/// The schema of a flat table.
pub(crate) fn of_columns(columns: &[Column]) -> Schema {
    let field = |column: &Column| Field::new(column.name, of_kind(column.kind), column.optional);
    Schema::new(columns.iter().map(field).collect::<Vec<Field>>())
}

fn of_kind(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Day => DataType::Date32,
        // R and Stata know no unsigned numbers.
        Kind::Whole => DataType::Int32,
        Kind::Number => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::Texts => list_of(DataType::Utf8),
    }
}

fn list_of(element: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("element", element, true)))
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn texts(name: &str) -> Field {
    Field::new(name, list_of(DataType::Utf8), true)
}

fn whole(name: &str) -> Field {
    Field::new(name, DataType::Int32, true)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Float64, true)
}

fn flag(name: &str) -> Field {
    Field::new(name, DataType::Boolean, true)
}

fn structure(fields: &[Field]) -> DataType {
    DataType::Struct(Fields::from(fields.to_vec()))
}

fn one(name: &str, fields: &[Field]) -> Field {
    Field::new(name, structure(fields), true)
}

fn many(name: &str, fields: &[Field]) -> Field {
    Field::new(name, list_of(structure(fields)), true)
}

/// These fields, then those of a span and its words.
fn passage(fields: &[Field]) -> Vec<Field> {
    [fields, &span(), &[text("text")]].concat()
}

fn span() -> [Field; 2] {
    [whole("start"), whole("end")]
}

/// The schema of whole records: that of their JSON. A field may be missing wherever JSON may leave it out.
pub(crate) fn of_record() -> Schema {
    let mentions = many("mentions", &passage(&[text("kind")]));
    let party = passage(&[text("actor")]);
    let coding = [text("source"), text("target"), text("code"), text("rule")];
    Schema::new(vec![
        text("schema"),
        one(
            "article",
            &[
                text("id"),
                text("title"),
                text("publisher"),
                Field::new("published", DataType::Date32, true),
                text("url"),
                text("language"),
            ],
        ),
        one("run", &[text("dateline"), text("model"), text("knowledge"), text("lexicon")]),
        many(
            "actors",
            &[
                text("id"),
                text("name"),
                text("country"),
                texts("sectors"),
                text("title"),
                text("wikidata"),
                texts("members"),
                mentions.clone(),
                text("reason"),
            ],
        ),
        many(
            "places",
            &[
                text("id"),
                text("name"),
                text("country"),
                text("admin1"),
                number("latitude"),
                number("longitude"),
                whole("geonames_id"),
                mentions,
            ],
        ),
        many("times", &[&[text("id")], &passage(&[])[..], &[text("type"), text("value")]].concat()),
        many(
            "statements",
            &[
                text("id"),
                text("kind"),
                text("act"),
                one("speaker", &party),
                many("cue", &passage(&[])),
                many("content", &passage(&[])),
                one("addressee", &party),
                text("within"),
                text("date"),
                flag("negated"),
                text("rule"),
            ],
        ),
        many(
            "events",
            &[
                text("id"),
                text("type"),
                texts("modes"),
                texts("contexts"),
                whole("quad_code"),
                number("event_scale"),
                text("cameo"),
                many("actors", &party),
                many("recipients", &party),
                many("trigger", &passage(&[])),
                text("modality"),
                texts("according_to"),
                one("date", &[text("value"), text("from")]),
                text("place"),
                many("quantities", &passage(&[text("what"), number("value"), text("qualifier")])),
                whole("sentence"),
                many("resumed", &passage(&[])),
                many("petrarch", &coding),
                text("rule"),
            ],
        ),
        many("sentences", &span()),
        many("boilerplate", &[&span()[..], &[text("kind")]].concat()),
        many("abstentions", &passage(&[text("reason"), text("rule")])),
        texts("notes"),
    ])
}
