//! `dateline code`: stories in, records out.

use std::io::IsTerminal;

use anyhow::Result;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use language::Language;
use record::{Article, Look, Record};

use crate::corpus::{Coded, Corpus, Job};
use crate::fetch::Fetching;
use crate::inputs::{self, Inputs};
use crate::knowing::{Own, versions};

/// Read stories and print their records.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline code call.txt --date 2026-01-12      one story, for people
  dateline code *.html --format jsonl > r.jsonl a record a line
  dateline code news/ --output r.jsonl          a folder, at any depth; after Ctrl-C the same with --resume goes on
  dateline code https://courier.example/pact    a page, as its site allows it
  dateline code export.csv --text-column Volltext
  zcat news.jsonl.gz | dateline code > r.jsonl  JSON lines in: {\"id\", \"text\", \"published\"?, \"title\"?, \"url\"?, \"publisher\"?}")]
pub(crate) struct Options {
    /// Files (.txt .html .xml .jsonl .csv .tsv .warc, each also .gz or .zst), globs, folders, addresses (https://…);
    /// `-` or nothing: standard input
    stories: Vec<String>,
    /// text: for people; json: one record, pretty; jsonl: a record a line [default: text on a terminal, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,
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
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let terminal = std::io::stdout().is_terminal() && !options.corpus.has_output();
    let format = options.format.unwrap_or(if terminal { Format::Text } else { Format::Jsonl });
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    // Only a terminal has a width of its own: what goes into a file is the same everywhere.
    let columns = terminal_size::terminal_size().filter(|_| terminal);
    let width = columns.map_or(100, |(width, _)| usize::from(width.0).clamp(60, 120)) - 4;
    let look = Look { width, colour, story: !options.brief };
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
        settings: format!("{format:?} {date:?} {run:?} {:?}", options.petrarch),
    };
    options.corpus.run(job, move |mut article| {
        article.published = article.published.or(date);
        let record = reader::read(&article, language, knowledge).record(run.clone());
        Coded {
            words: article.text.split_whitespace().count(),
            events: record.events.len(),
            statements: record.statements.len(),
            printed: print(&article, &record, format, look),
        }
    })
}

/// The record of one article, as it is to be printed.
fn print(article: &Article, record: &Record, format: Format, look: Look) -> String {
    match format {
        Format::Text => record.readable(&article.text, &article.id, look) + "\n",
        Format::Json => record.to_json_pretty(&article.text) + "\n",
        Format::Jsonl => record.to_json(&article.text) + "\n",
    }
}
