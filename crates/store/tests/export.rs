//! Exports against files that were looked through once, column by column.
//!
//! After a change that is meant: `DATELINE_WRITE=1 cargo test -p dateline-store --test export`, and read the difference.

use std::path::PathBuf;

use dateline_store::export::{Format, Schema};
use record::Record;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/export").join(name)
}

/// A record as the program wrote it. Its text is ASCII, so code points are bytes.
fn record() -> (Record, String) {
    let json = std::fs::read_to_string(file("record.json")).unwrap();
    (serde_json::from_str(&json).unwrap(), std::fs::read_to_string(file("story.txt")).unwrap())
}

fn exported(schema: Schema, format: Format) -> String {
    let (record, text) = record();
    schema.beginning(format) + &schema.lines(format, &record, &text)
}

#[test]
fn exports_are_the_golden_files() {
    for &schema in Schema::ALL {
        for (format, end) in [(Format::Tsv, "tsv"), (Format::Csv, "csv"), (Format::Jsonl, "jsonl")] {
            let golden = file(&format!("{}.{end}", schema.name()));
            let found = exported(schema, format);
            if std::env::var_os("DATELINE_WRITE").is_some() {
                std::fs::write(&golden, &found).unwrap();
            }
            let expected = std::fs::read_to_string(&golden).unwrap();
            assert!(found == expected, "{} differs:\n{found}", golden.display());
        }
    }
}

#[test]
fn rows_are_as_long_as_the_originals() {
    let (record, text) = record();
    for (schema, columns) in [
        (Schema::Polecat, 40),
        (Schema::Icews, 20),
        (Schema::Gdelt2, 61),
        (Schema::Phoenix, 26),
        (Schema::Plover, 27),
    ] {
        assert_eq!(schema.columns().len(), columns, "{}", schema.name());
        let rows = schema.rows(&record, &text);
        assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == columns), "{}", schema.name());
        let tsv = exported(schema, Format::Tsv);
        assert!(tsv.lines().all(|line| line.split('\t').count() == columns), "{}", schema.name());
    }
}

#[test]
fn what_did_not_happen_is_exported_only_where_it_says_so() {
    let (mut record, text) = record();
    record.events.truncate(1);
    let rows = |record: &Record, schema: Schema| schema.rows(record, &text).len();
    assert_eq!((rows(&record, Schema::Icews), rows(&record, Schema::Plover)), (1, 1));
    record.events[0].modality = record::Modality::Negated;
    assert_eq!((rows(&record, Schema::Icews), rows(&record, Schema::Plover)), (0, 1));
    let modes = Schema::Plover.columns().iter().position(|column| *column == "mode").unwrap();
    assert!(Schema::Plover.rows(&record, &text)[0][modes].to_string().contains("negation"));
}

#[test]
fn codes_stay_text() {
    let (record, text) = record();
    let codes = Schema::Gdelt2.rows(&record, &text);
    assert!(
        codes.iter().all(|row| row[26].is_string() && row[28].as_str().is_some_and(|root| root.len() == 2))
    );
}
