//! What is written is read back the same; what is no whole Parquet file is refused with a reason.

use std::io::Cursor;
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, ListBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BinaryArray, Date32Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray,
    RecordBatch, StringArray, TimestampMillisecondArray,
};
use arrow_json::LineDelimitedWriter;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use record::{Record, Run, event_rows, statement_rows};
use serde_json::{Value, json};
use tables::{Reader, Table, Writer};

const STORY: &str =
    "Škoda, minister of Norway, said Peru invited both leaders to Lima on 3 May 2019.\nIt did not\nsay why.";

/// The record of [`STORY`], its offsets in bytes.
fn record() -> Record {
    let at = |words: &str| {
        let start = STORY.find(words).expect("the words are in the story");
        json!({"start": start, "end": start + words.len(), "text": words})
    };
    let with = |mut passage: Value, more: Value| {
        passage.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        passage
    };
    let mention = |words: &str| with(at(words), json!({"kind": "name"}));
    let actor = |id: &str, name: &str, country: Value, words: &str| {
        json!({"id": id, "name": name, "country": country, "sectors": ["GOV", "ELI"], "title": null, "wikidata": null,
               "mentions": [mention(words)], "reason": "a country"})
    };
    let second = STORY.find("It").unwrap();
    let mut both = actor("a3", "both leaders", Value::Null, "both leaders");
    both["members"] = json!(["a1", "a2"]);
    serde_json::from_value(json!({
        "schema": "dateline/1",
        "article": {"id": "7", "title": "Two\nlines", "publisher": null, "published": "2019-05-04", "url": "https://courier.example/7", "language": "en"},
        "run": {"dateline": "1", "model": "m", "knowledge": "k", "lexicon": "l"},
        "actors": [actor("a1", "Škoda; minister", json!("NOR"), "Škoda"), actor("a2", "Peru", json!("PER"), "Peru"), both],
        "places": [{"id": "p1", "name": "Lima", "country": "PER", "admin1": "15", "latitude": -12.04, "longitude": -77.03, "geonames_id": 3936456, "mentions": [mention("Lima")]}],
        "times": [with(at("3 May 2019"), json!({"id": "t1", "type": "DATE", "value": "2019-05-03"}))],
        "statements": [
            {"id": "s1", "kind": "indirect", "act": "say", "speaker": with(at("Škoda"), json!({"actor": "a1"})), "cue": [at("said")],
             "content": [at("Peru invited"), at("to Lima")], "addressee": null, "within": null, "date": "t1", "negated": false, "rule": "cues.toml:1"},
            {"id": "s2", "kind": "direct", "act": "say", "speaker": null, "cue": [at("did not\nsay")], "content": [at("why")],
             "addressee": with(at("both leaders"), json!({"actor": null})), "within": "s1", "date": null, "negated": true, "rule": "cues.toml:2"}
        ],
        "events": [{"id": "e1", "type": "AGREE", "modes": [], "contexts": ["diplomatic"], "quad_code": 1, "event_scale": 2.5, "cameo": "036",
            "actors": [with(at("Peru"), json!({"actor": "a2"}))], "recipients": [with(at("both leaders"), json!({"actor": "a3"}))],
            "trigger": [at("invited")], "modality": "actual", "according_to": ["s1", "s2"], "date": {"value": "2019-05-03", "from": "t1"},
            "place": "p1", "quantities": [with(at("both leaders"), json!({"what": "leaders", "value": 2.0, "qualifier": "about"}))],
            "sentence": 1, "rule": "visits.toml:1 invite"}],
        "sentences": [{"start": 0, "end": second - 1}, {"start": second, "end": STORY.len()}],
        "boilerplate": [{"start": 0, "end": 2, "kind": "credit"}],
        "abstentions": [with(at("why"), json!({"reason": "no actor", "rule": "x"}))],
        "notes": ["read as windows-1252"]
    }))
    .expect("it is a record")
}

fn written(table: Table, times: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, table, &Run::default()).unwrap();
    for _ in 0..times {
        writer.write(&table.rows(&record(), STORY).expect("it has rows")).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// The rows of a file as JSON, what is missing left out.
fn rows_of(bytes: Vec<u8>) -> Vec<Value> {
    let batches =
        ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes)).unwrap().build().unwrap();
    let mut lines = LineDelimitedWriter::new(Vec::new());
    for batch in batches {
        lines.write(&batch.unwrap()).unwrap();
    }
    lines.finish().unwrap();
    let lines = String::from_utf8(lines.into_inner()).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The same without nulls.
fn told(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, told(value)))
            .collect(),
        Value::Array(values) => values.into_iter().map(told).collect(),
        value => value,
    }
}

#[test]
fn events_come_back_as_they_were() {
    let record = record().in_code_points(STORY);
    let row = told(serde_json::to_value(&event_rows(&record, STORY)[0]).unwrap());
    assert_eq!(rows_of(written(Table::Events, 3)), [row.clone(), row.clone(), row.clone()]);
    let expected = json!({
        "title": "Two lines", "published": "2019-05-04", "event_type": "AGREE", "event_scale": 2.5, "cameo": "036",
        "actor_name": "Peru", "actor_country": "PER", "actor_sector": "GOV", "actor_start": 32, "actor_end": 36,
        "recipient_name": "Škoda; minister", "recipient_text": "both leaders", "recipients": ["Škoda; minister", "Peru"],
        "recipients_countries": ["NOR", "PER"], "day": "2019-05-03", "date_text": "3 May 2019", "place_name": "Lima",
        "geonames_id": 3936456, "quantities": ["about 2 leaders"], "according_to": ["Škoda; minister", ""],
        "according_to_countries": ["NOR", ""], "sentence": 1, "sentence_text": "It did not say why.", "trigger": "invited"
    });
    for (column, value) in expected.as_object().unwrap() {
        assert_eq!(&row[column], value, "{column}");
    }
}

#[test]
fn statements_come_back_as_they_were() {
    let rows = statement_rows(&record().in_code_points(STORY), STORY);
    let expected: Vec<Value> = rows.iter().map(|row| told(serde_json::to_value(row).unwrap())).collect();
    assert_eq!(rows_of(written(Table::Statements, 1)), expected);
    assert_eq!(expected[0]["content"], "Peru invited … to Lima");
    assert_eq!(expected[0]["events"], json!(["e1"]));
    assert_eq!(expected[1]["cue"], "did not say");
    assert_eq!(expected[1]["within_speaker"], "Škoda; minister");
    assert_eq!(expected[1]["addressee_name"], "both leaders");
}

#[test]
fn a_record_comes_back_as_its_json() {
    let expected = told(serde_json::from_str(&record().to_json(STORY)).unwrap());
    assert_eq!(rows_of(written(Table::Records, 1)), [expected]);
}

#[test]
fn the_same_rows_make_the_same_bytes() {
    for table in [Table::Events, Table::Statements, Table::Records] {
        assert!(written(table, 5) == written(table, 5), "{table:?}");
    }
}

fn column(values: impl Array + 'static) -> ArrayRef {
    Arc::new(values)
}

/// A file with these columns.
fn file_of(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

/// The rows of a file, or what is wrong with it.
fn check(bytes: Vec<u8>, columns: &[usize]) -> Result<Vec<Vec<String>>, String> {
    let reader = Reader::open(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let rows = reader.rows(columns).map_err(|error| error.to_string())?;
    let shown =
        |cells: Vec<Vec<u8>>| cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    rows.map(|row| row.map(shown).map_err(|error| error.to_string())).collect()
}

fn stories() -> Vec<u8> {
    let categories: DictionaryArray<Int32Type> = vec![Some("Courier"), None].into_iter().collect();
    file_of(vec![
        ("text", column(StringArray::from(vec!["Peru met Chile.", "Chad met Mali."]))),
        ("large", column(LargeStringArray::from(vec![Some("L"), None]))),
        ("bytes", column(BinaryArray::from(vec![b"Per\xFA".as_slice(), b""]))),
        ("publisher", column(categories)),
        ("day", column(Date32Array::from(vec![18_019, -1]))),
        ("time", column(TimestampMillisecondArray::from(vec![1_556_841_600_000, 0]))),
        ("whole", column(Int64Array::from(vec![7, -8]))),
        ("number", column(Float64Array::from(vec![Some(7.0), None]))),
    ])
}

#[test]
fn cells_are_read_as_a_table_of_text_would_have_them() {
    let rows = check(stories(), &[7, 0, 1, 3, 4, 5, 6, 0]).unwrap();
    let first = [
        "7",
        "Peru met Chile.",
        "L",
        "Courier",
        "2019-05-03",
        "2019-05-03T00:00:00Z",
        "7",
        "Peru met Chile.",
    ];
    let second = ["", "Chad met Mali.", "", "", "1969-12-31", "1970-01-01T00:00:00Z", "-8", "Chad met Mali."];
    assert_eq!(rows, [first.map(str::to_owned), second.map(str::to_owned)]);
    assert_eq!(check(stories(), &[2]).unwrap()[0], ["Per\u{FFFD}"]);
}

#[test]
fn a_file_that_is_cut_short_is_no_parquet() {
    let whole = stories();
    for length in [0, 3, 4, 11, whole.len() / 2, whole.len() - 1] {
        let error = check(whole[..length].to_vec(), &[0]).unwrap_err();
        assert!(error.starts_with("no whole Parquet file: "), "{length}: {error}");
    }
}

#[test]
fn a_damaged_file_is_an_error_or_reads_on() {
    let whole = stories();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0xFF;
        // It ends, and nothing panics.
        let _ = check(damaged, &[0, 3, 4]);
    }
}

#[test]
fn a_column_of_lists_is_refused() {
    let mut lists = ListBuilder::new(Int64Builder::new());
    lists.append_value([Some(1), None]);
    let error = check(file_of(vec![("text", column(lists.finish()))]), &[0]).unwrap_err();
    assert!(error.starts_with("the column \"text\" holds more than text"), "{error}");
}
