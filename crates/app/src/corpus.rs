//! A corpus: stories read on all cores and written in their order, in memory that does not grow with it.
//!
//! One thread cuts the files into pieces, the workers read them, and this one writes. How far the cutting may run
//! ahead of the writing is bounded, in pieces and in bytes.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use ingest::{Piece, Skip};
use record::Article;

use crate::inputs;
use crate::out::{Form, Out, Parquet, Printed};
use crate::report::Report;
use crate::resume::Mark;

/// Where the records of a corpus go.
#[derive(Args)]
pub(crate) struct Corpus {
    /// Write the records to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Go on where a run with the same --output was interrupted
    #[arg(long, requires = "output")]
    resume: bool,
    /// Write what was skipped, and why, to this file, a line each
    #[arg(long, value_name = "FILE")]
    skipped: Option<PathBuf>,
}

/// What is to be read, and how.
pub(crate) struct Job {
    pub(crate) names: Vec<String>,
    pub(crate) reading: ingest::Options,
    pub(crate) threads: Option<usize>,
    pub(crate) quiet: bool,
    pub(crate) bar: bool,
    /// All else that the output depends on: a run that goes on must have the same.
    pub(crate) settings: String,
    pub(crate) form: Form,
}

/// A story that was read: its record as it is to be printed, and what is counted.
pub(crate) struct Coded {
    pub(crate) printed: Printed,
    pub(crate) words: usize,
    pub(crate) events: usize,
    pub(crate) statements: usize,
}

impl Corpus {
    pub(crate) fn output(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Reads all of it with `work`. Gives whether nothing was skipped.
    pub(crate) fn run(
        &self,
        job: Job,
        work: impl Fn(Article) -> Coded + Send + Sync + 'static,
    ) -> Result<bool> {
        let settings = format!("{} {:?} {:?}", job.settings, job.reading, job.names);
        let (mark, out) = self.open(&job.form, &settings)?;
        let read = Arc::new(AtomicU64::new(0));
        let mut report = Report::new(mark.counts.clone(), job.quiet, self.skipped.as_deref())?;
        if job.bar {
            report.show_bar(inputs::size(&job.names), read.clone());
        }
        let interrupted = catch_interrupts()?;
        let threads = job.threads.filter(|&threads| threads > 0);
        let threads =
            threads.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
        let gate = Arc::new(Gate::new(threads));
        let results = start(job, mark.pieces, threads, read, gate.clone(), interrupted, work);
        let can_resume = self.output.is_some() && matches!(out, Out::Text(_));
        write(&results, &gate, interrupted, out, &mut report, mark)?;
        let stopped = interrupted.load(Ordering::Relaxed);
        report.finish(stopped, can_resume);
        if stopped {
            std::process::exit(130);
        }
        if report.counts.coded == 0 {
            bail!("no story could be read");
        }
        Ok(report.counts.skipped.is_empty())
    }

    /// Opens the output: where it begins, or where the last run left it.
    fn open(&self, form: &Form, settings: &str) -> Result<(Mark, Out)> {
        let (mut mark, mut out): (Mark, Box<dyn Write>) = match (form, &self.output) {
            (Form::Parquet { .. }, _) if self.resume => bail!(
                "--resume cannot go on with Parquet, which is written whole\n  hint: write CSV or JSON lines, or begin anew"
            ),
            (Form::Parquet { table, run }, output) => {
                let parquet = Parquet::begin(output.as_deref(), *table, run)?;
                return Ok((Mark::default(), Out::Parquet(Box::new(parquet))));
            }
            (Form::Text { .. }, Some(path)) => Mark::open(path, self.resume, settings)?,
            (Form::Text { .. }, None) => (Mark::default(), Box::new(io::BufWriter::new(io::stdout()))),
        };
        if let (Form::Text { header }, 0) = (form, mark.bytes) {
            out.write_all(header.as_bytes())?;
            mark.bytes = header.len() as u64;
        }
        Ok((mark, Out::Text(out)))
    }
}

/// Set at the first Ctrl-C; the second ends the program where it stands.
fn catch_interrupts() -> Result<&'static AtomicBool> {
    static INTERRUPTED: AtomicBool = AtomicBool::new(false);
    let handler = || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(handler).context("interrupts cannot be caught")?;
    Ok(&INTERRUPTED)
}

/// A piece with its number.
type Numbered<T> = (usize, T);

/// What a piece came to: the stories in it, and how many bytes it held.
struct Done {
    stories: Vec<Result<Coded, Skip>>,
    size: usize,
}

/// Starts the thread that cuts and the threads that read; gives what they make, in no order.
fn start(
    job: Job,
    first: usize,
    threads: usize,
    read: Arc<AtomicU64>,
    gate: Arc<Gate>,
    interrupted: &'static AtomicBool,
    work: impl Fn(Article) -> Coded + Send + Sync + 'static,
) -> Receiver<Numbered<Done>> {
    let (cut, pieces) = mpsc::channel();
    let (done, results) = mpsc::channel();
    std::thread::spawn(move || {
        let pieces = job.names.iter().flat_map(|name| inputs::pieces(name, &job.reading, &read));
        for (number, piece) in pieces.enumerate().skip(first) {
            gate.enter(piece.size());
            if interrupted.load(Ordering::Relaxed) || cut.send((number, piece)).is_err() {
                break;
            }
        }
    });
    let (pieces, work) = (Arc::new(Mutex::new(pieces)), Arc::new(work));
    for _ in 0..threads {
        let (pieces, work, done) = (pieces.clone(), work.clone(), done.clone());
        let reader = std::thread::Builder::new().stack_size(16 << 20);
        let body = move || work_off(&pieces, &*work, &done);
        reader.spawn(body).expect("a thread can be started, as the others were");
    }
    results
}

fn work_off(
    pieces: &Mutex<Receiver<Numbered<Piece>>>,
    work: &(impl Fn(Article) -> Coded + Send + Sync),
    done: &Sender<Numbered<Done>>,
) {
    loop {
        let next = locked(pieces).recv();
        let Ok((number, piece)) = next else { return };
        let (size, place) = (piece.size(), piece.place());
        // A fault of ours costs one story, not the run.
        let articles = catch_unwind(AssertUnwindSafe(|| piece.articles()));
        let articles = articles.unwrap_or_else(|_| vec![Err(Skip::fault(&place))]);
        let read = |article: Result<Article, Skip>| {
            let article = article?;
            let id = article.id.clone();
            catch_unwind(AssertUnwindSafe(|| work(article)))
                .map_err(|_| Skip::fault(&format!("{place}, {id}")))
        };
        let stories = articles.into_iter().map(read).collect();
        if done.send((number, Done { stories, size })).is_err() {
            return;
        }
    }
}

/// Writes what the readers made, in the order of the pieces.
fn write(
    results: &Receiver<Numbered<Done>>,
    gate: &Gate,
    interrupted: &AtomicBool,
    mut out: Out,
    report: &mut Report,
    mut mark: Mark,
) -> Result<()> {
    let mut early = BTreeMap::new();
    loop {
        match results.recv_timeout(Duration::from_millis(100)) {
            Ok((number, done)) => _ = early.insert(number, done),
            // A thread that waits for standard input does not see the interrupt.
            Err(RecvTimeoutError::Timeout) if interrupted.load(Ordering::Relaxed) && gate.is_empty() => break,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        while let Some(done) = early.remove(&mark.pieces) {
            for story in done.stories {
                match story {
                    Ok(coded) => {
                        mark.bytes += out.put(&coded.printed)?;
                        report.coded(&coded);
                    }
                    Err(skip) => {
                        out.flush()?;
                        report.skipped(&skip)?;
                    }
                }
            }
            mark.pieces += 1;
            gate.leave(done.size);
        }
        report.tick();
        mark.keep_now_and_then(&mut out, &report.counts)?;
    }
    out.finish()?;
    report.flush()?;
    mark.end(interrupted.load(Ordering::Relaxed), &report.counts)
}

/// Holds the cutting back while too much is on its way.
struct Gate {
    inside: Mutex<(usize, usize)>,
    left: Condvar,
    most: usize,
}

/// More bytes than these are not on their way at once; a piece that is larger goes alone.
const MOST_BYTES: usize = 64 << 20;

impl Gate {
    fn new(threads: usize) -> Gate {
        Gate { inside: Mutex::default(), left: Condvar::new(), most: 32 * threads }
    }

    fn enter(&self, bytes: usize) {
        let full = |inside: &mut (usize, usize)| {
            inside.0 > 0 && (inside.0 >= self.most || inside.1 + bytes > MOST_BYTES)
        };
        let inside = self.left.wait_while(locked(&self.inside), full);
        let mut inside = inside.unwrap_or_else(PoisonError::into_inner);
        *inside = (inside.0 + 1, inside.1 + bytes);
    }

    fn leave(&self, bytes: usize) {
        let mut inside = locked(&self.inside);
        *inside = (inside.0 - 1, inside.1 - bytes);
        self.left.notify_one();
    }

    fn is_empty(&self) -> bool {
        locked(&self.inside).0 == 0
    }
}

/// What a thread that failed left behind is still good.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
