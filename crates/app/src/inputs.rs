//! What the command line names: files, globs, folders, addresses, standard input.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, bail};
use clap::Args;
use ingest::{Piece, Pieces};
use record::Error;

use crate::fetch::{self, Fetcher, Fetching};

/// Which columns of tables, and keys of JSON lines, hold what, where their names do not tell.
#[derive(Args)]
#[command(next_help_heading = "Columns of tables and keys of JSON lines, where their names do not tell")]
pub(crate) struct Columns {
    /// The story: a name, or a column's number
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,
    /// Its headline
    #[arg(long, value_name = "NAME")]
    title_column: Option<String>,
    /// The day of its publication
    #[arg(long, value_name = "NAME")]
    date_column: Option<String>,
    /// Where it stood
    #[arg(long, value_name = "NAME")]
    url_column: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    publisher_column: Option<String>,
    /// Its id
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
}

impl Columns {
    /// The same, as the reader of files is told.
    pub(crate) fn options(&self) -> ingest::Options {
        let columns = ingest::Columns {
            text: self.text_column.clone(),
            title: self.title_column.clone(),
            published: self.date_column.clone(),
            url: self.url_column.clone(),
            publisher: self.publisher_column.clone(),
            id: self.id_column.clone(),
        };
        ingest::Options { columns, parquet: true }
    }
}

/// A file's name and its bytes.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// The files that the arguments name, in their order: a folder's, at any depth, and a glob's sorted by name; `-`, or
/// nothing where standard input is no terminal, is standard input.
pub(crate) fn names(arguments: &[String]) -> Result<Vec<String>> {
    if arguments.is_empty() {
        if std::io::IsTerminal::is_terminal(&std::io::stdin()) {
            bail!("no story given\n  hint: name a file, or pipe a story in: dateline code STORY.txt");
        }
        return Ok(vec!["-".into()]);
    }
    let mut names = Vec::new();
    for argument in arguments {
        if fetch::is_address(argument) {
            names.push(argument.clone());
        } else if Path::new(argument).is_dir() {
            let folder = glob::Pattern::escape(argument.trim_end_matches('/'));
            names.extend(matching(&format!("{folder}/**/*"))?);
        } else if !Path::new(argument).exists() && argument.contains(['*', '?', '[']) {
            let found = matching(argument)?;
            if found.is_empty() {
                bail!("{argument}: no file matches");
            }
            names.extend(found);
        } else {
            names.push(argument.clone());
        }
    }
    Ok(names)
}

fn matching(pattern: &str) -> Result<Vec<String>> {
    // Hidden files are no stories.
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::default() };
    let mut found: Vec<String> = glob::glob_with(pattern, options)
        .with_context(|| format!("{pattern}: no pattern"))?
        .filter_map(Result::ok)
        .filter(|path| path.is_file())
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    found.sort();
    Ok(found)
}

/// How the inputs are read.
pub(crate) struct Inputs {
    pub(crate) reading: ingest::Options,
    pub(crate) fetching: Fetching,
}

/// The pieces of the inputs of these names, in order; their bytes are counted as they are read. A fault of ours in
/// cutting one of them costs the rest of that one, not of all.
pub(crate) fn pieces<'a>(
    names: &'a [String],
    inputs: &'a Inputs,
    read: &'a Arc<AtomicU64>,
) -> impl Iterator<Item = Piece> + 'a {
    let fetcher = Rc::new(Fetcher::new(&inputs.fetching));
    names.iter().flat_map(move |name| {
        let (mut pieces, fetcher) = (None::<Pieces>, fetcher.clone());
        let mut failed = false;
        std::iter::from_fn(move || {
            if failed {
                return None;
            }
            let next =
                AssertUnwindSafe(|| pieces.get_or_insert_with(|| open(name, inputs, &fetcher, read)).next());
            catch_unwind(next).unwrap_or_else(|_| {
                failed = true;
                Some(Piece::fault(name))
            })
        })
    })
}

/// The pieces of one of them.
fn open(name: &str, inputs: &Inputs, fetcher: &Fetcher, read: &Arc<AtomicU64>) -> Pieces {
    let unreadable = |error| -> Pieces { Box::new(std::iter::once(Piece::unreadable(name, error))) };
    if fetch::is_address(name) {
        return match fetcher.fetch(name) {
            Ok(fetched) => {
                let source = Box::new(Counted { source: fetched.source, read: read.clone() });
                ingest::pieces_sent(name, source, &fetched.sent, &inputs.reading)
            }
            Err(error) => unreadable(error),
        };
    }
    if name == "-" {
        let source = Box::new(Counted { source: io::stdin(), read: read.clone() });
        return ingest::pieces("<stdin>", source, &inputs.reading);
    }
    match file(name) {
        Ok(file) => {
            let source = Counted { source: file, read: read.clone() };
            ingest::pieces_of_file(name, source, &inputs.reading)
        }
        Err(error) => unreadable(Error::new(format!("cannot be read: {error}"))),
    }
}

fn file(name: &str) -> io::Result<File> {
    let file = File::open(name)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    Ok(file)
}

/// Counts the bytes that are read.
struct Counted<R> {
    source: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

/// How many bytes they hold together; none where that is not known.
pub(crate) fn size(names: &[String]) -> Option<u64> {
    names
        .iter()
        .map(|name| std::fs::metadata(name).ok().filter(|data| data.is_file()).map(|data| data.len()))
        .sum()
}

/// Reads one of them whole.
pub(crate) fn read(name: &str) -> Result<Input> {
    if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("standard input")?;
        return Ok(Input { name: "<stdin>".into(), bytes });
    }
    let bytes = std::fs::read(name).with_context(|| format!("{name}: cannot be read"))?;
    Ok(Input { name: name.into(), bytes })
}
