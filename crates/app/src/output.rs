//! Rows for people and for programs: a table on a terminal, CSV and JSON lines elsewhere.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde_json::Map;
use store::{RowWriter, Rows, Store, Value};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How rows are written.
#[derive(Args)]
pub(crate) struct Output {
    /// table: for people; csv and jsonl: all columns, for programs [default: table on a terminal, else csv]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// At most so many rows [default: 50 in a table, else all]; 0: all
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Csv,
    Jsonl,
}

/// So many rows are shown to people who did not ask for more.
const SHOWN: u64 = 50;

impl Output {
    pub(crate) fn format(&self) -> Format {
        let terminal = self.output.is_none() && io::stdout().is_terminal();
        self.format.unwrap_or(if terminal { Format::Table } else { Format::Csv })
    }

    /// How many rows to ask for: one more than are shown, to know whether there are more.
    pub(crate) fn asked(&self) -> Option<u64> {
        self.most().map(|most| most.saturating_add(1))
    }

    fn most(&self) -> Option<u64> {
        let usual = (self.format() == Format::Table).then_some(SHOWN);
        self.limit.map_or(usual, |limit| Some(limit).filter(|&limit| limit > 0))
    }

    /// Writes what a store answers; in a table only `columns`, or all where none are named.
    pub(crate) fn write(&self, store: &Store, rows: &Rows, columns: &[&str]) -> Result<()> {
        self.with(columns, |writer| store.rows(rows, writer))
    }

    /// Writes rows that are at hand.
    pub(crate) fn write_all(&self, columns: &[&str], rows: &[Vec<Value>], shown: &[&str]) -> Result<()> {
        self.with(shown, |writer| {
            let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
            writer.begin(&columns)?;
            for row in rows {
                if !writer.row(row)? {
                    break;
                }
            }
            writer.end()
        })
    }

    fn with(
        &self,
        columns: &[&str],
        feed: impl FnOnce(&mut dyn RowWriter<anyhow::Error>) -> Result<()>,
    ) -> Result<()> {
        let mut out: BufWriter<Box<dyn Write>> = BufWriter::new(match &self.output {
            Some(path) => {
                let file = std::fs::File::create(path);
                Box::new(file.with_context(|| format!("{}: cannot be written", path.display()))?)
            }
            None => Box::new(io::stdout()),
        });
        let terminal = self.output.is_none() && io::stdout().is_terminal();
        let inner: Box<dyn RowWriter<anyhow::Error> + '_> = match self.format() {
            Format::Csv => Box::new(Csv(csv::Writer::from_writer(&mut out))),
            Format::Jsonl => Box::new(Jsonl { out: &mut out, columns: Vec::new() }),
            Format::Table => Box::new(Table::new(&mut out, columns, terminal)),
        };
        let mut bounded = Bounded { inner, left: self.most().unwrap_or(u64::MAX), more: false };
        feed(&mut bounded)?;
        let more = bounded.more;
        drop(bounded);
        out.flush()?;
        if more && self.limit.is_none() {
            eprintln!("note: there are more; --limit 0 shows all");
        }
        Ok(())
    }
}

/// Takes no more rows than were asked for.
struct Bounded<'a> {
    inner: Box<dyn RowWriter<anyhow::Error> + 'a>,
    left: u64,
    more: bool,
}

impl RowWriter<anyhow::Error> for Bounded<'_> {
    fn begin(&mut self, columns: &[String]) -> Result<()> {
        self.inner.begin(columns)
    }

    fn row(&mut self, cells: &[Value]) -> Result<bool> {
        self.more = self.left == 0;
        if self.more {
            return Ok(false);
        }
        self.left -= 1;
        self.inner.row(cells)
    }

    fn end(&mut self) -> Result<()> {
        self.inner.end()
    }
}

/// Comma-separated values, with a header.
struct Csv<W: Write>(csv::Writer<W>);

impl<W: Write> RowWriter<anyhow::Error> for Csv<W> {
    fn begin(&mut self, columns: &[String]) -> Result<()> {
        Ok(self.0.write_record(columns)?)
    }

    fn row(&mut self, cells: &[Value]) -> Result<bool> {
        self.0.write_record(cells.iter().map(plain))?;
        Ok(true)
    }

    fn end(&mut self) -> Result<()> {
        Ok(self.0.flush()?)
    }
}

/// An object a line.
struct Jsonl<W> {
    out: W,
    columns: Vec<String>,
}

impl<W: Write> RowWriter<anyhow::Error> for Jsonl<W> {
    fn begin(&mut self, columns: &[String]) -> Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn row(&mut self, cells: &[Value]) -> Result<bool> {
        let cells: Map<_, _> = self.columns.iter().cloned().zip(cells.iter().map(json)).collect();
        serde_json::to_writer(&mut self.out, &cells)?;
        self.out.write_all(b"\n")?;
        Ok(true)
    }

    fn end(&mut self) -> Result<()> {
        Ok(())
    }
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(number) => (*number).into(),
        Value::Real(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    }
}

/// A table for people. All its lines are there before the first is written: its columns are as wide as they must be.
struct Table<'a, W> {
    out: W,
    /// The columns that are shown, by name and then by place.
    wanted: &'a [&'a str],
    shown: Vec<usize>,
    lines: Vec<Vec<String>>,
    terminal: bool,
    colour: bool,
}

impl<'a, W> Table<'a, W> {
    fn new(out: W, wanted: &'a [&'a str], terminal: bool) -> Table<'a, W> {
        let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Table { out, wanted, shown: Vec::new(), lines: Vec::new(), terminal, colour }
    }
}

impl<W: Write> RowWriter<anyhow::Error> for Table<'_, W> {
    fn begin(&mut self, columns: &[String]) -> Result<()> {
        let place = |wanted: &&str| columns.iter().position(|column| column == wanted);
        self.shown = self.wanted.iter().filter_map(place).collect();
        if self.shown.is_empty() {
            self.shown = (0..columns.len()).collect();
        }
        self.lines.push(self.shown.iter().map(|&column| columns[column].replace('_', " ")).collect());
        Ok(())
    }

    fn row(&mut self, cells: &[Value]) -> Result<bool> {
        let line = self.shown.iter().map(|&column| printable(&plain(&cells[column]), self.colour));
        self.lines.push(line.collect());
        Ok(true)
    }

    fn end(&mut self) -> Result<()> {
        // Only a terminal has a width of its own: what goes into a file is the same everywhere.
        let width = terminal_size::terminal_size().filter(|_| self.terminal);
        let width = width.map_or(160, |(width, _)| usize::from(width.0).max(40));
        let widths = widths(&self.lines, width);
        for (number, line) in self.lines.iter().enumerate() {
            let cells: Vec<String> =
                line.iter().zip(&widths).map(|(cell, &width)| fitted(cell, width)).collect();
            let line = cells.join("  ");
            let line = line.trim_end();
            match number {
                0 if self.colour => writeln!(self.out, "\x1b[1m{line}\x1b[0m")?,
                _ => writeln!(self.out, "{line}")?,
            }
        }
        if self.lines.len() == 1 {
            eprintln!("note: nothing was found");
        }
        Ok(())
    }
}

/// What a search found stands between these: bold on a terminal, in brackets elsewhere.
pub(crate) const FOUND: [&str; 2] = ["\u{2}", "\u{3}"];

/// Words on one line, without what a terminal would obey.
fn printable(words: &str, colour: bool) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\u{2}' if !colour => shown.push('['),
            '\u{3}' if !colour => shown.push(']'),
            '\u{2}' | '\u{3}' => shown.push(letter),
            letter if letter.is_control() => {}
            letter => shown.push(letter),
        }
    }
    shown
}

/// How wide each column becomes: as its widest cell, and where that is too much the widest give way.
fn widths(lines: &[Vec<String>], width: usize) -> Vec<usize> {
    let columns = lines.first().map_or(0, Vec::len);
    let widest = |column: usize| lines.iter().map(|line| line[column].width()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns).map(widest).collect();
    let room = width.saturating_sub(2 * columns.saturating_sub(1)).max(columns);
    while widths.iter().sum::<usize>() > room {
        let over = widths.iter().sum::<usize>() - room;
        let mut sorted = widths.clone();
        sorted.sort_unstable();
        let most = sorted[columns - 1];
        let next = sorted.iter().rev().copied().find(|&width| width < most).unwrap_or(0);
        let alike = widths.iter().filter(|&&width| width == most).count();
        let cut = (most - next).min(over.div_ceil(alike)).max(1);
        widths.iter_mut().filter(|width| **width == most).for_each(|width| *width -= cut);
    }
    widths
}

/// A cell, cut or filled up to a width.
fn fitted(cell: &str, width: usize) -> String {
    let full = cell.width();
    let mut out = String::new();
    let mut used = 0;
    if full <= width {
        out.push_str(cell);
        used = full;
    } else if width > 0 {
        for letter in cell.chars() {
            let wide = letter.width().unwrap_or(0);
            if used + wide > width - 1 {
                break;
            }
            out.push(letter);
            used += wide;
        }
        out.push('…');
        used += 1;
    }
    if out.contains('\u{2}') {
        if out.rfind('\u{2}') > out.rfind('\u{3}') {
            out.push('\u{3}');
        }
        out = out.replace('\u{2}', "\x1b[1m").replace('\u{3}', "\x1b[22m");
    }
    out + &" ".repeat(width.saturating_sub(used))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells.iter().map(|line| line.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn the_widest_columns_give_way() {
        let lines = lines(&[&["a", "bbbbbbbbbb", "cccccccccccccccccccc"]]);
        assert_eq!(widths(&lines, 100), [1, 10, 20]);
        assert_eq!(widths(&lines, 25), [1, 10, 10]);
        assert_eq!(widths(&lines, 15), [1, 5, 5]);
    }

    #[test]
    fn a_cell_is_cut_and_filled_up() {
        assert_eq!(fitted("Reykjavík", 5), "Reyk…");
        assert_eq!(fitted("東京都庁", 5), "東京…");
        assert_eq!(fitted("Oslo", 6), "Oslo  ");
    }

    #[test]
    fn a_terminal_is_given_nothing_to_obey() {
        assert_eq!(printable("a\x1b[31m\nb\u{9b}2J", true), "a[31m b2J");
    }
}
