//! A record as rows of a table: a row an event ([`EventRow`]), or a row a statement ([`StatementRow`]).
//!
//! Takes a record as it is written ([`Record::in_code_points`]: offsets in code points) with its article's text. What a record
//! nests is laid flat: the first actor has columns of its own, all of them together have lists, and a collective that
//! names its members stands for them.

mod event;
mod statement;

pub use event::{EventRow, event_rows};
pub use statement::{StatementRow, statement_rows};

use std::fmt;

use jiff::civil::Date;

use crate::{Actor, Passage, Record, Span, Speaker, Statement};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A day.
    Day,
    /// A whole number.
    Whole,
    /// Any number.
    Number,
    /// True or false.
    Flag,
    /// Any number of texts.
    Texts,
}

impl Kind {
    /// The kind in a word, as the documentation has it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Day => "day",
            Kind::Whole => "whole number",
            Kind::Number => "number",
            Kind::Flag => "true or false",
            Kind::Texts => "list",
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a row may have nothing in it.
    pub optional: bool,
    /// What that means, in a sentence.
    pub about: &'static str,
}

/// What a row has in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Words.
    Text(&'a str),
    /// A day.
    Day(Date),
    /// A whole number.
    Whole(u32),
    /// Any number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// Any number of texts.
    Texts(&'a [String]),
}

/// As tables of plain text have it: a list parted by semicolons, within which a semicolon becomes a comma.
impl fmt::Display for Cell<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Text(text) => formatter.write_str(text),
            Cell::Day(day) => day.fmt(formatter),
            Cell::Whole(number) => number.fmt(formatter),
            Cell::Number(number) => number.fmt(formatter),
            Cell::Flag(flag) => flag.fmt(formatter),
            Cell::Texts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| text.replace(';', ",")).collect();
                formatter.write_str(&texts.join(";"))
            }
        }
    }
}

/// A row of a table with fixed columns.
pub trait Row: serde::Serialize {
    /// The columns, in order.
    const COLUMNS: &'static [Column];

    /// What the row has in each of them.
    fn cells(&self) -> Vec<Cell<'_>>;
}

/// What may stand in a field of a row.
trait Value {
    const KIND: Kind;
    const OPTIONAL: bool = false;

    fn cell(&self) -> Cell<'_>;
}

/// Says which cell a type makes.
macro_rules! value {
    ($kind:ident, $from:ty, $value:ident => $made:expr) => {
        impl Value for $from {
            const KIND: Kind = Kind::$kind;

            fn cell(&self) -> Cell<'_> {
                let $value = self;
                Cell::$kind($made)
            }
        }
    };
}

value!(Text, String, text => text);
value!(Text, &'static str, text => text);
value!(Day, Date, day => *day);
value!(Whole, u32, number => *number);
value!(Number, f64, number => *number);
value!(Flag, bool, flag => *flag);
value!(Texts, Vec<String>, texts => texts);

impl<T: Value> Value for Option<T> {
    const KIND: Kind = T::KIND;
    const OPTIONAL: bool = true;

    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Empty, T::cell)
    }
}

/// Writes a struct, with its fields as the columns of a table. Their documentation is that of the columns.
macro_rules! row {
    ($(#[$about:meta])* $row:ident { $($(#[doc = $doc:literal])+ $column:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
        pub struct $row { $($(#[doc = $doc])+ pub $column: $kind,)* }

        impl $crate::row::Row for $row {
            const COLUMNS: &'static [$crate::row::Column] = &[$($crate::row::Column {
                name: stringify!($column),
                kind: <$kind as $crate::row::Value>::KIND,
                optional: <$kind as $crate::row::Value>::OPTIONAL,
                about: concat!($($doc),+).trim_ascii(),
            },)*];

            fn cells(&self) -> Vec<$crate::row::Cell<'_>> {
                vec![$($crate::row::Value::cell(&self.$column),)*]
            }
        }
    };
}
use row;

/// What rows look up in their record.
struct Lookup<'a> {
    record: &'a Record,
    text: &'a str,
}

impl<'a> Lookup<'a> {
    fn actor(&self, id: &str) -> Option<&'a Actor> {
        self.record.actors.iter().find(|actor| actor.id == id)
    }

    /// The actors that an id stands for: the members of a collective, else the one.
    fn actors(&self, id: &str) -> Vec<&'a Actor> {
        let Some(actor) = self.actor(id) else { return Vec::new() };
        let members: Vec<&Actor> = actor.members.iter().filter_map(|id| self.actor(id)).collect();
        if members.is_empty() { vec![actor] } else { members }
    }

    fn statement(&self, id: &str) -> Option<&'a Statement> {
        self.record.statements.iter().find(|statement| statement.id == id)
    }

    /// The actor that speaks, or is spoken to.
    fn one_who(&self, speaker: Option<&Speaker>) -> Option<&'a Actor> {
        self.actor(speaker?.actor.as_deref()?)
    }

    /// That actor's name, else the words.
    fn name_of(&self, speaker: Option<&Speaker>) -> Option<String> {
        let known = self.one_who(speaker).map(|actor| one_line(&actor.name));
        known.or_else(|| Some(one_line(&speaker?.passage.text)))
    }

    fn published(&self) -> Option<Date> {
        self.record.article.published.as_deref().and_then(day)
    }

    /// The words between two code points, on one line.
    fn words(&self, span: Span) -> String {
        let (start, end) = (span.start as usize, span.end as usize);
        let words: String = self.text.chars().skip(start).take(end.saturating_sub(start)).collect();
        one_line(&words)
    }
}

/// A day that is told to the day; "2019-05" and "XXXX-05-03" are none.
fn day(value: &str) -> Option<Date> {
    value.parse().ok()
}

/// Lists of names have a place for each, also for one who has no name.
fn or_empty(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

/// Several passages as one text.
fn joined(passages: &[Passage]) -> String {
    let words: Vec<String> = passages.iter().map(|passage| one_line(&passage.text)).collect();
    words.join(" … ")
}

/// Line breaks and runs of spaces become a space: not every reader of tables takes a line break within a cell.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_written_as_tables_have_it() {
        let texts = ["Oslo; Bergen".to_owned(), String::new(), "Lima".to_owned()];
        let cells = [
            Cell::Empty,
            Cell::Text("a;b"),
            Cell::Day(jiff::civil::date(2019, 5, 3)),
            Cell::Number(-2.5),
            Cell::Flag(true),
            Cell::Texts(&texts),
        ];
        let written = cells.map(|cell| cell.to_string());
        assert_eq!(written, ["", "a;b", "2019-05-03", "-2.5", "true", "Oslo, Bergen;;Lima"]);
    }

    #[test]
    fn only_a_whole_day_is_one() {
        let days = ["2019-05-03", "2019-05", "XXXX-05-03", "2019-W18"].map(|value| day(value).is_some());
        assert_eq!(days, [true, false, false, false]);
    }
}
