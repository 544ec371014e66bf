//! docs/tables.md has a line for each column of the flat tables, and for no other.

use dateline_record::{Column, EventRow, Row, StatementRow};

fn check(heading: &str, columns: &[Column]) {
    let dictionary = include_str!("../../../docs/tables.md");
    let (_, section) = dictionary.split_once(heading).expect("the section is there");
    let section = section.split("\n## ").next().unwrap_or_default();
    let told: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    let line = |column: &Column| format!("| `{}` | {} | {} |", column.name, column.kind.name(), column.about);
    assert_eq!(told, columns.iter().map(line).collect::<Vec<String>>());
}

#[test]
fn every_column_of_the_events_is_told() {
    check("## Events\n", EventRow::COLUMNS);
}

#[test]
fn every_column_of_the_statements_is_told() {
    check("## Statements\n", StatementRow::COLUMNS);
}
