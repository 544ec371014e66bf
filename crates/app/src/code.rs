//! `dateline code`: stories in, records out.

use std::io::{IsTerminal, Write};

use anyhow::Result;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use knowledge::Knowledge;
use language::Language;
use rayon::prelude::*;
use record::{Article, Look, Run};

use crate::inputs;
use crate::knowing::Own;

/// Read stories and print their records.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline code call.txt --date 2026-01-12      one story, for people
  dateline code *.txt --format jsonl > r.jsonl  a record a line
  zcat news.jsonl.gz | dateline code > r.jsonl  JSON lines in: {\"id\", \"text\", \"published\"?, \"title\"?, \"url\"?, \"publisher\"?}")]
pub(crate) struct Options {
    /// Files (.txt, .jsonl), globs, folders; `-` or nothing: standard input
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
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Jsonl,
}

/// Stories are read so many at a time, and printed in their order.
const BATCH: usize = 64;

pub(crate) fn run(options: &Options) -> Result<bool> {
    let terminal = std::io::stdout().is_terminal();
    let format = options.format.unwrap_or(if terminal { Format::Text } else { Format::Jsonl });
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    // Only a terminal has a width of its own: what goes into a file is the same everywhere.
    let columns = terminal_size::terminal_size().filter(|_| terminal);
    let width = columns.map_or(100, |(width, _)| usize::from(width.0).clamp(60, 120)) - 4;
    let look = Look { width, colour, story: !options.brief };
    let threads = rayon::ThreadPoolBuilder::new().num_threads(options.threads.unwrap_or(0)).build()?;
    let (language, knowledge) = (Language::embedded(), options.own.knowledge(options.petrarch.as_deref(), options.quiet)?);
    let run = versions(knowledge);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut read, mut skipped) = (0, 0);

    for name in inputs::names(&options.stories)? {
        let input = match inputs::read(&name) {
            Ok(input) => input,
            Err(error) => {
                eprintln!("error: {error:#}");
                skipped += 1;
                continue;
            }
        };
        let mut articles = ingest::articles(&input.name, &input.bytes).peekable();
        while articles.peek().is_some() {
            let batch: Vec<_> = articles.by_ref().take(BATCH).collect();
            let printed: Vec<_> = threads.install(|| {
                batch
                    .into_par_iter()
                    .map(|article| {
                        let mut article = article?;
                        article.published = article.published.or(options.date);
                        Ok(print(&article, language, knowledge, &run, format, look))
                    })
                    .collect()
            });
            for record in printed {
                match record {
                    Ok(record) => {
                        out.write_all(String::as_bytes(&record))?;
                        read += 1;
                    }
                    Err::<_, record::Error>(error) => {
                        out.flush()?;
                        eprintln!("error: {error}");
                        skipped += 1;
                    }
                }
            }
        }
    }
    out.flush()?;
    if skipped > 0 && !options.quiet {
        eprintln!("{read} read, {skipped} skipped");
    }
    if read == 0 {
        anyhow::bail!("no story could be read");
    }
    Ok(skipped == 0)
}

/// The record of one article, as it is to be printed.
fn print(
    article: &Article,
    language: &Language,
    knowledge: &Knowledge,
    run: &Run,
    format: Format,
    look: Look,
) -> String {
    let record = reader::read(article, language, knowledge).record(run.clone());
    match format {
        Format::Text => record.readable(&article.text, &article.id, look) + "\n",
        Format::Json => record.to_json_pretty(&article.text) + "\n",
        Format::Jsonl => record.to_json(&article.text) + "\n",
    }
}

/// The versions that stand in every record.
fn versions(knowledge: &Knowledge) -> Run {
    Run {
        dateline: env!("CARGO_PKG_VERSION").into(),
        model: Language::version().into(),
        knowledge: knowledge.data_version().into(),
        lexicon: knowledge.lexicon_version().into(),
    }
}
