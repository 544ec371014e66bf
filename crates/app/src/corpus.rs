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

use crate::inputs::{self, Inputs};
use crate::out::{Form, Out, Parquet, Printed};
use crate::report::{Becoming, Report};
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
    pub(crate) inputs: Inputs,
    pub(crate) threads: Option<usize>,
    pub(crate) quiet: bool,
    pub(crate) bar: bool,
    /// All else that the output depends on: a run that goes on must have the same.
    pub(crate) settings: String,
    pub(crate) becoming: Becoming,
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

    /// Reads all of it with `work`, and writes it in this form. Gives whether nothing was skipped.
    pub(crate) fn run(
        &self,
        job: Job,
        form: &Form,
        work: impl Fn(Article) -> Coded + Send + Sync + 'static,
    ) -> Result<bool> {
        let settings = format!("{} {:?} {:?}", job.settings, job.inputs.reading, job.names);
        let (mark, out) = self.open(form, &settings)?;
        let read = Arc::new(AtomicU64::new(0));
        let mut report = Report::new(job.becoming, mark.counts.clone(), job.quiet, self.skipped.as_deref())?;
        if job.bar {
            report.show_bar(inputs::size(&job.names), read.clone());
        }
        let interrupted = catch_interrupts()?;
        let can_resume = self.output.is_some() && matches!(out, Out::Text(_));
        let first = mark.pieces;
        let mut writing = Writing { out, report: &mut report, mark };
        read_all(job, first, read, interrupted, work, &mut writing)?;
        let stopped = interrupted.load(Ordering::Relaxed);
        writing.end(stopped)?;
        let hint = if can_resume { "; --resume goes on from here" } else { "" };
        report.finish(stopped, hint);
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

/// Where what was read goes, in the order of the stories.
pub(crate) trait Sink<T> {
    /// A story, or why it was not read.
    fn take(&mut self, story: Result<T, Skip>) -> Result<()>;
    /// A piece of the input is done with.
    fn piece(&mut self) {}
    /// Called every now and then.
    fn tick(&mut self) -> Result<()>;
}

/// Records that are written into a file, or to standard output.
struct Writing<'a> {
    out: Out,
    report: &'a mut Report,
    mark: Mark,
}

impl Sink<Coded> for Writing<'_> {
    fn take(&mut self, story: Result<Coded, Skip>) -> Result<()> {
        match story {
            Ok(coded) => {
                self.mark.bytes += self.out.put(&coded.printed)?;
                self.report.coded(&coded);
                Ok(())
            }
            Err(skip) => {
                self.out.flush()?;
                self.report.skipped(&skip)
            }
        }
    }

    fn piece(&mut self) {
        self.mark.pieces += 1;
    }

    fn tick(&mut self) -> Result<()> {
        self.report.tick();
        self.mark.keep_now_and_then(&mut self.out, &self.report.counts)
    }
}

impl Writing<'_> {
    fn end(self, interrupted: bool) -> Result<()> {
        self.out.finish()?;
        self.report.flush()?;
        self.mark.end(interrupted, &self.report.counts)
    }
}

/// Reads all stories of a job, from its piece `first` on, with `work` on all cores, and hands them to `sink` in their
/// order. How many bytes were read stands in `read`.
pub(crate) fn read_all<T: Send + 'static>(
    job: Job,
    first: usize,
    read: Arc<AtomicU64>,
    interrupted: &'static AtomicBool,
    work: impl Fn(Article) -> T + Send + Sync + 'static,
    sink: &mut impl Sink<T>,
) -> Result<()> {
    let threads = threads(job.threads);
    let gate = Arc::new(Gate::new(threads));
    let results = start(job, first, threads, read, gate.clone(), interrupted, work);
    take(&results, &gate, interrupted, first, sink)
}

/// As many threads as are asked for, or one a core.
pub(crate) fn threads(asked: Option<usize>) -> usize {
    let asked = asked.filter(|&threads| threads > 0);
    asked.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1)
}

/// Set at the first Ctrl-C; the second ends the program where it stands.
pub(crate) fn catch_interrupts() -> Result<&'static AtomicBool> {
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
struct Done<S> {
    stories: Vec<Result<S, Skip>>,
    size: usize,
}

/// Starts the thread that cuts and the threads that read; gives what they make, in no order.
fn start<S: Send + 'static>(
    job: Job,
    first: usize,
    threads: usize,
    read: Arc<AtomicU64>,
    gate: Arc<Gate>,
    interrupted: &'static AtomicBool,
    work: impl Fn(Article) -> S + Send + Sync + 'static,
) -> Receiver<Numbered<Done<S>>> {
    let (cut, pieces) = mpsc::channel();
    let (done, results) = mpsc::channel();
    std::thread::spawn(move || {
        let pieces = inputs::pieces(&job.names, &job.inputs, &read);
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

fn work_off<S>(
    pieces: &Mutex<Receiver<Numbered<Piece>>>,
    work: &(impl Fn(Article) -> S + Send + Sync),
    done: &Sender<Numbered<Done<S>>>,
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

/// Hands on what the readers made, in the order of the pieces.
fn take<S>(
    results: &Receiver<Numbered<Done<S>>>,
    gate: &Gate,
    interrupted: &AtomicBool,
    first: usize,
    sink: &mut impl Sink<S>,
) -> Result<()> {
    let mut early = BTreeMap::new();
    let mut next = first;
    loop {
        match results.recv_timeout(Duration::from_millis(100)) {
            Ok((number, done)) => _ = early.insert(number, done),
            // A thread that waits for standard input does not see the interrupt.
            Err(RecvTimeoutError::Timeout) if interrupted.load(Ordering::Relaxed) && gate.is_empty() => break,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        while let Some(done) = early.remove(&next) {
            for story in done.stories {
                sink.take(story)?;
            }
            sink.piece();
            next += 1;
            gate.leave(done.size);
        }
        sink.tick()?;
    }
    Ok(())
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
