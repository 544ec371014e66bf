//! `dateline add`: stories in, into a store.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, bail};
use clap::Args;
use ingest::Skip;
use jiff::civil::Date;
use knowledge::Knowledge;
use language::Language;
use record::{Article, Record, Run};
use store::{Outcome, Store};

use crate::corpus::{self, Job, Sink};
use crate::fetch::Fetching;
use crate::inputs::{self, Inputs};
use crate::knowing::{Own, versions};
use crate::report::{Becoming, Counts, Report};

/// Read stories into a store.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline add news/                            a folder, at any depth, into dateline.db
  dateline add *.warc.gz --store border.db      web archives into a store of their own
  zcat news.jsonl.gz | dateline add --date 2026-01-12

An article is read once: the same headline, day and words are known when they come again, whatever the file. Another
text at a known URL is a revision: the events of the text before no longer count, and stay to be looked up. So the same
command, run again, goes on where it was interrupted, or takes in what is new.
The last line tells what became of all stories: read = added + known + revised + skipped.")]
pub(crate) struct Options {
    /// Files (.txt .html .xml .jsonl .csv .tsv .parquet .warc, each also .gz or .zst), globs, folders, addresses
    /// (https://…); `-` or nothing: standard input
    stories: Vec<String>,
    #[command(flatten)]
    place: Place,
    /// The day of publication (YYYY-MM-DD) of stories that do not tell theirs
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    /// Threads to read with [default: one a core]; the store does not depend on it
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    own: Own,
    /// Write what was skipped, and why, to this file, a line each
    #[arg(long, value_name = "FILE")]
    skipped: Option<PathBuf>,
    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    columns: inputs::Columns,
    #[command(flatten)]
    fetching: Fetching,
}

/// Where the store lies.
#[derive(Args)]
pub(crate) struct Place {
    /// The store
    #[arg(long = "store", value_name = "FILE", default_value = "dateline.db")]
    pub(crate) store: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let knowledge = options.own.knowledge(None, options.quiet)?;
    let names = inputs::names(&options.stories)?;
    let store = Store::create(&options.place.store)?;
    let job = Job {
        names,
        inputs: Inputs { reading: options.columns.options(), fetching: options.fetching.clone() },
        threads: options.threads,
        quiet: options.quiet,
        bar: !options.quiet && std::io::stderr().is_terminal(),
        settings: String::new(),
        becoming: Becoming::Stored,
    };
    let read = Arc::new(AtomicU64::new(0));
    let mut report = Report::new(job.becoming, Counts::default(), options.quiet, options.skipped.as_deref())?;
    if job.bar {
        report.show_bar(inputs::size(&job.names), read.clone());
    }
    let interrupted = corpus::catch_interrupts()?;
    let run = versions(knowledge);
    let work = reading(&options.place.store, options.date, knowledge, run.clone())?;
    let mut adding = Adding { store, report };
    let outcome = corpus::read_all(job, 0, read, interrupted, work, &mut adding);
    let Adding { mut store, mut report } = adding;
    report.flush()?;
    let stopped = interrupted.load(Ordering::Relaxed);
    report.finish(stopped, "; the same command goes on from here");
    outcome?;
    store.settle()?;
    if stopped {
        std::process::exit(130);
    }
    let counts = &report.counts;
    if counts.coded + counts.known + counts.revised == 0 {
        bail!("no story could be read");
    }
    let older = store.read_by_others(&run)?;
    if older > 0 && !options.quiet {
        eprintln!("note: {older} articles were read by another version; `dateline recode` reads them again");
    }
    Ok(counts.skipped.is_empty())
}

/// What a thread makes of an article.
enum Story {
    /// It is in the store: there was nothing to read.
    Known { hash: String, url: Option<String> },
    /// It was read.
    Read(Box<(Article, Record)>),
    /// The store could not be asked.
    Failed(record::Error),
}

/// How a thread reads an article, after it has looked whether it is known.
fn reading(
    path: &Path,
    date: Option<Date>,
    knowledge: &'static Knowledge,
    run: Run,
) -> Result<impl Fn(Article) -> Story + Send + Sync + use<>> {
    let known = Mutex::new(Store::open(path)?);
    let language = Language::embedded();
    Ok(move |mut article: Article| {
        article.published = article.published.or(date);
        let hash = store::hash(&article);
        match known.lock().unwrap_or_else(PoisonError::into_inner).knows(&hash) {
            Ok(true) => return Story::Known { hash, url: article.url },
            Ok(false) => {}
            Err(error) => return Story::Failed(error),
        }
        let record = reader::read(&article, language, knowledge).record(run.clone());
        Story::Read(Box::new((article, record)))
    })
}

/// Puts what was read into the store.
struct Adding {
    store: Store,
    report: Report,
}

impl Sink<Story> for Adding {
    fn take(&mut self, story: Result<Story, Skip>) -> Result<()> {
        match story {
            Err(skip) => self.report.skipped(&skip)?,
            Ok(Story::Failed(error)) => return Err(error.into()),
            Ok(Story::Known { hash, url }) => {
                self.store.seen(&hash, url.as_deref())?;
                self.report.counts.known += 1;
            }
            Ok(Story::Read(story)) => {
                let (article, record) = *story;
                let counts = &mut self.report.counts;
                match self.store.add(&article, &record)? {
                    Outcome::Added => counts.coded += 1,
                    Outcome::Known => {
                        counts.known += 1;
                        return Ok(());
                    }
                    Outcome::Revised => counts.revised += 1,
                }
                let words = article.text.split_whitespace().count();
                self.report.found(words, record.events.len(), record.statements.len());
            }
        }
        Ok(())
    }

    fn tick(&mut self) -> Result<()> {
        self.report.tick();
        Ok(())
    }
}
