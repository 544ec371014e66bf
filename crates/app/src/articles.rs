//! `dateline articles`: stories in; out comes what ingest made of them.

use std::io::IsTerminal;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;

use crate::corpus::{Coded, Corpus, Job};
use crate::fetch::Fetching;
use crate::inputs::{self, Inputs};
use crate::knowing::Own;
use crate::out::{Form, Printed};
use crate::report::Becoming;

/// Read stories and print them as JSON lines: text, headline, day, address, and what on the page is not the story.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline articles page.html                            what of a page is taken for its story
  dateline articles news/ -o articles.jsonl              a folder of anything, as one file
  dateline articles news.warc.gz | dateline code > r.jsonl
                                                         the same records as from the archive itself

A line has id, title, url, publisher, published, language, text, boilerplate (start, end, kind), and notes; offsets count
Unicode code points.")]
pub(crate) struct Options {
    /// Files, globs, folders, addresses, as for `dateline code`; `-` or nothing: standard input
    stories: Vec<String>,
    /// The day of publication (YYYY-MM-DD) of stories that do not tell theirs
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    /// Threads to read with [default: one a core]; the output does not depend on it
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    own: Own,
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

pub(crate) fn run(options: &Options) -> Result<bool> {
    let knowledge = options.own.knowledge(None, options.quiet)?;
    let date = options.date;
    let terminal = std::io::stdout().is_terminal() && options.corpus.output().is_none();
    let job = Job {
        names: inputs::names(&options.stories)?,
        inputs: Inputs { reading: options.columns.options(), fetching: options.fetching.clone() },
        threads: options.threads,
        quiet: options.quiet,
        bar: !options.quiet && std::io::stderr().is_terminal() && !terminal,
        settings: format!("articles {date:?} {}", knowledge.data_version()),
        becoming: Becoming::Articles,
    };
    options.corpus.run(job, &Form::Text { header: String::new() }, move |mut article| {
        article.published = article.published.or(date);
        article.boilerplate = reader::boilerplate(&article, knowledge);
        Coded {
            words: article.text.split_whitespace().count(),
            events: 0,
            statements: 0,
            printed: Printed::Text(article.to_json() + "\n"),
        }
    })
}
