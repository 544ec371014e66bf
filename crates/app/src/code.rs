//! `dateline code`: stories in, records out.

use std::io::IsTerminal;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use language::Language;
use record::{Article, EventRow, Look, Record, Run, StatementRow};
use tables::Table;

use crate::corpus::{Coded, Corpus, Job};
use crate::fetch::Fetching;
use crate::inputs::{self, Inputs};
use crate::knowing::{Own, versions};
use crate::out::{Form, Printed};
use crate::report::Becoming;
use crate::separated;

/// Read stories and print their records.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline code call.txt --date 2026-01-12      one story, for people
  dateline code *.html --format jsonl > r.jsonl a record a line
  dateline code news/ --output r.jsonl          a folder, at any depth; after Ctrl-C the same with --resume goes on
  dateline code https://courier.example/pact    a page, as its site allows it
  dateline code export.csv --text-column Volltext
  dateline code news/ --output events.csv       a table, a row an event; also .tsv and .parquet, and --table statements
  zcat news.jsonl.gz | dateline code > r.jsonl  JSON lines in: {\"id\", \"text\", \"published\"?, \"title\"?, \"url\"?, \"publisher\"?}")]
pub(crate) struct Options {
    /// Files (.txt .html .xml .jsonl .csv .tsv .parquet .warc, each also .gz or .zst), globs, folders, addresses
    /// (https://…); `-` or nothing: standard input
    stories: Vec<String>,
    /// text: for people; json: one record, pretty; jsonl: a record a line; csv, tsv, parquet: a table [default: as
    /// the name of --output ends, else text on a terminal, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// What a row of a table is; whole records go into Parquet only [default: events]
    #[arg(long, value_enum)]
    table: Option<TableName>,
    /// The day of publication (YYYY-MM-DD) of stories that do not tell theirs
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    /// Threads to read with [default: one a core]; the output does not depend on it
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// In text: leave out the story itself
    #[arg(long)]
    brief: bool,
    #[command(flatten)]
    own: Own,
    /// Code events by the PETRARCH dictionaries of this folder as well: source, target and code on each
    #[arg(long, value_name = "DIR")]
    petrarch: Option<std::path::PathBuf>,
    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    corpus: Corpus,
    #[command(flatten)]
    columns: inputs::Columns,
    #[command(flatten)]
    fetching: Fetching,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Jsonl,
    Csv,
    Tsv,
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TableName {
    Events,
    Statements,
    Records,
}

impl TableName {
    fn table(self) -> Table {
        match self {
            TableName::Events => Table::Events,
            TableName::Statements => Table::Statements,
            TableName::Records => Table::Records,
        }
    }
}

/// How a story is printed.
#[derive(Clone, Copy, Debug)]
enum Print {
    /// For people.
    Readable(Look),
    /// A record, on one line or on many.
    Json { pretty: bool },
    /// A table of plain text, parted by this.
    Separated(Table, u8),
    /// A Parquet file.
    Parquet(Table),
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let terminal = std::io::stdout().is_terminal() && options.corpus.output().is_none();
    let print = how(options, terminal)?;
    let knowledge = options.own.knowledge(options.petrarch.as_deref(), options.quiet)?;
    let language = Language::embedded();
    let run = versions(knowledge);
    let date = options.date;
    let job = Job {
        names: inputs::names(&options.stories)?,
        inputs: Inputs { reading: options.columns.options(), fetching: options.fetching.clone() },
        threads: options.threads,
        quiet: options.quiet,
        // A bar between the records helps nobody.
        bar: !options.quiet && std::io::stderr().is_terminal() && !terminal,
        settings: format!("{print:?} {date:?} {run:?} {:?}", options.petrarch),
        becoming: Becoming::Records,
    };
    options.corpus.run(job, &print.form(&run), move |mut article| {
        article.published = article.published.or(date);
        let record = reader::read(&article, language, knowledge).record(run.clone());
        Coded {
            words: article.text.split_whitespace().count(),
            events: record.events.len(),
            statements: record.statements.len(),
            printed: print.printed(&article, &record),
        }
    })
}

/// How the options ask for it to be printed.
fn how(options: &Options, terminal: bool) -> Result<Print> {
    let named = options.corpus.output().and_then(|path| path.extension()?.to_str());
    let named = named.and_then(|extension| Format::from_str(extension, true).ok());
    // Several records in a file are a record a line, whatever it is called.
    let named = named.filter(|format| !matches!(format, Format::Text | Format::Json));
    let otherwise = if terminal { Format::Text } else { Format::Jsonl };
    let format = options.format.or(named).unwrap_or(otherwise);
    let table = options.table.unwrap_or(TableName::Events).table();
    let print = match format {
        Format::Text => Print::Readable(look(options, terminal)),
        Format::Json => Print::Json { pretty: true },
        Format::Jsonl => Print::Json { pretty: false },
        Format::Csv => Print::Separated(table, b','),
        Format::Tsv => Print::Separated(table, b'\t'),
        Format::Parquet => Print::Parquet(table),
    };
    match print {
        Print::Readable(_) | Print::Json { .. } if options.table.is_some() => {
            bail!("--table asks for a table\n  hint: add --format csv, tsv or parquet")
        }
        Print::Separated(Table::Records, _) => {
            bail!(
                "whole records do not fit into rows of plain text\n  hint: --format parquet, or jsonl without --table"
            )
        }
        Print::Parquet(_) if terminal => bail!("Parquet is not for a terminal\n  hint: add --output FILE"),
        print => Ok(print),
    }
}

fn look(options: &Options, terminal: bool) -> Look {
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    // Only a terminal has a width of its own: what goes into a file is the same everywhere.
    let columns = terminal_size::terminal_size().filter(|_| terminal);
    let width = columns.map_or(100, |(width, _)| usize::from(width.0).clamp(60, 120)) - 4;
    Look { width, colour, story: !options.brief }
}

impl Print {
    /// What the output is, as a whole.
    fn form(self, run: &Run) -> Form {
        let header = match self {
            Print::Parquet(table) => return Form::Parquet { table, run: run.clone() },
            Print::Separated(Table::Statements, separator) => separated::header::<StatementRow>(separator),
            Print::Separated(_, separator) => separated::header::<EventRow>(separator),
            Print::Readable(_) | Print::Json { .. } => String::new(),
        };
        Form::Text { header }
    }

    /// What it has of one article.
    fn printed(self, article: &Article, record: &Record) -> Printed {
        let text = &article.text;
        Printed::Text(match self {
            Print::Parquet(table) => return Printed::Rows(table.rows(record, text)),
            Print::Readable(look) => record.readable(text, &article.id, look) + "\n",
            Print::Json { pretty: true } => record.to_json_pretty(text) + "\n",
            Print::Json { pretty: false } => record.to_json(text) + "\n",
            Print::Separated(Table::Statements, separator) => {
                separated::lines(&record::statement_rows(&record.in_code_points(text), text), separator)
            }
            Print::Separated(_, separator) => {
                separated::lines(&record::event_rows(&record.in_code_points(text), text), separator)
            }
        })
    }
}
