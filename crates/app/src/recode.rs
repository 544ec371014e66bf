//! `dateline recode` and `dateline verify`: a store's articles read again, with today's version.

use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail};
use clap::Args;
use knowledge::Knowledge;
use language::Language;
use record::{Article, Record, Run, Span};
use store::{Difference, Store, Value, differences, told};

use crate::add::Place;
use crate::corpus::{catch_interrupts, threads};
use crate::knowing::{Own, versions};
use crate::output::Output;
use crate::report::{Becoming, Counts, Report, grouped};

/// Read a store's articles again.
#[derive(Args)]
#[command(after_help = "\
What this version (or your own frames and actors, with --with) reads otherwise than the store holds replaces it; what
was read before stays, and --as-of RUN asks for it. Interrupted, the same command goes on.

Examples:
  dateline recode --diff                        which events appear, go or change
  dateline recode --diff --dry-run --with mine/ the same before you decide
  dateline recode --diff --format jsonl -o changes.jsonl
  dateline events --as-of 1                     as it was before")]
pub(crate) struct Options {
    #[command(flatten)]
    place: Place,
    /// Print the events that appear, go or change
    #[arg(long)]
    diff: bool,
    /// Change nothing
    #[arg(long)]
    dry_run: bool,
    /// Threads to read with [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    own: Own,
    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    output: Output,
}

const COLUMNS: [&str; 7] = ["change", "article_id", "id", "field", "before", "after", "words"];

pub(crate) fn run(options: &Options) -> Result<bool> {
    let knowledge = options.own.knowledge(None, options.quiet)?;
    let run = versions(knowledge);
    // A store is not made by reading it again.
    let mut store = Store::open(&options.place.store)?;
    let numbers = store.articles(Some(&run))?;
    if !options.dry_run {
        store = Store::create(&options.place.store)?;
    }
    let mut rows = Vec::new();
    let mut sums = Sums::default();
    let reading = Reading { knowledge, run: &run, threads: threads(options.threads), quiet: options.quiet };
    let whole = reading.each(&mut store, &numbers, |store, number, again| {
        let (article, before, after) = (again.article, again.before, again.after);
        let changed = differences(before, after);
        sums.count(&changed);
        rows.extend(changed.iter().flat_map(|change| told_as_rows(article, before, after, change)));
        if !options.dry_run {
            store.read_again(number, article, after)?;
        }
        Ok(())
    })?;
    if options.diff {
        options.output.write_all(&COLUMNS, &rows, &[])?;
    }
    if !options.quiet {
        let dry = if options.dry_run { "; nothing was changed (--dry-run)" } else { "" };
        eprintln!(
            "{} articles read again, {} as before; {} events appear, {} go, {} change{dry}",
            grouped(sums.articles),
            grouped(sums.same),
            grouped(sums.appear),
            grouped(sums.go),
            grouped(sums.change)
        );
    }
    Ok(whole)
}

#[derive(Default)]
struct Sums {
    articles: usize,
    same: usize,
    appear: usize,
    go: usize,
    change: usize,
}

impl Sums {
    fn count(&mut self, differences: &[Difference<'_>]) {
        self.articles += 1;
        self.same += usize::from(differences.is_empty());
        for difference in differences {
            match difference {
                Difference::Appears(_) => self.appear += 1,
                Difference::Goes(_) => self.go += 1,
                Difference::Changes(..) => self.change += 1,
            }
        }
    }
}

/// A row for an event that appears or goes, and one for each field that changes.
fn told_as_rows(
    article: &Article,
    before: &Record,
    after: &Record,
    change: &Difference<'_>,
) -> Vec<Vec<Value>> {
    let row = |what: &str, event: &record::Event, field: &str, before: String, after: String| {
        let words =
            event.trigger.first().map_or(String::new(), |trigger| around(&article.text, trigger.span));
        let cells =
            [what.to_owned(), article.id.clone(), event.id.clone(), field.to_owned(), before, after, words];
        cells.into_iter().map(Value::Text).collect()
    };
    match change {
        Difference::Appears(event) => {
            vec![row("appears", event, "event", String::new(), told(after, event))]
        }
        Difference::Goes(event) => vec![row("goes", event, "event", told(before, event), String::new())],
        Difference::Changes(_, event, fields) => fields
            .iter()
            .map(|field| row("changes", event, field.name, field.before.clone(), field.after.clone()))
            .collect(),
    }
}

/// The words around a span, to find it by.
fn around(text: &str, span: Span) -> String {
    const NEAR: usize = 40;
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let start = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(byte, _)| byte);
    let end = after.char_indices().nth(NEAR).map_or(after.len(), |(byte, _)| byte);
    let words = format!("{}{}{}", &before[start..], span.of(text), &after[..end]);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether this build reads what the store holds.
#[derive(Args)]
#[command(after_help = "\
Reads every article of the store again and compares the whole record, byte for byte, with the one that is kept. Nothing
is changed. Exit code 0: all are the same; 1: some are not, and `dateline recode --diff --dry-run` tells which events.

Example:
  dateline verify --store published.db")]
pub(crate) struct Verify {
    #[command(flatten)]
    place: Place,
    /// Threads to read with [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    own: Own,
    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
}

pub(crate) fn verify(options: &Verify) -> Result<bool> {
    let knowledge = options.own.knowledge(None, options.quiet)?;
    let run = versions(knowledge);
    let mut store = Store::open(&options.place.store)?;
    let numbers = store.articles(None)?;
    if numbers.is_empty() {
        bail!("{}: there is no article in it", options.place.store.display());
    }
    let (mut same, mut other) = (0, Vec::new());
    let reading = Reading { knowledge, run: &run, threads: threads(options.threads), quiet: options.quiet };
    let whole = reading.each(&mut store, &numbers, |_, _, again| {
        let text = &again.article.text;
        // The versions that stand in the record are told by themselves.
        let after = Record { run: again.before.run.clone(), ..again.after.clone() };
        if again.before.to_json(text) == after.to_json(text) {
            same += 1;
        } else {
            other.push(again.article.id.clone());
        }
        Ok(())
    })?;
    for past in store.runs()?.iter().filter(|past| past.readings > 0) {
        for (what, then, now) in [
            ("version", &past.versions.dateline, &run.dateline),
            ("model", &past.versions.model, &run.model),
            ("knowledge", &past.versions.knowledge, &run.knowledge),
            ("lexicon", &past.versions.lexicon, &run.lexicon),
        ] {
            if then != now {
                println!("run {}: {what} {then}, here {now}", past.number);
            }
        }
    }
    println!("{} of {} records reproduced byte for byte", grouped(same), grouped(numbers.len()));
    for id in other.iter().take(10) {
        println!("not reproduced: {id}");
    }
    if other.len() > 10 {
        println!("not reproduced: {} more", grouped(other.len() - 10));
    }
    println!("fingerprint {}", store.fingerprint()?);
    Ok(whole && other.is_empty())
}

/// How articles are read again.
struct Reading<'a> {
    knowledge: &'a Knowledge,
    run: &'a Run,
    threads: usize,
    quiet: bool,
}

/// An article with the record that is kept and the one that it has today.
struct Again<'a> {
    article: &'a Article,
    before: &'a Record,
    after: &'a Record,
}

impl Reading<'_> {
    /// Reads these articles on all cores, and hands them on in their order. Gives whether all could be read.
    fn each(
        &self,
        store: &mut Store,
        numbers: &[i64],
        mut take: impl FnMut(&mut Store, i64, Again<'_>) -> Result<()>,
    ) -> Result<bool> {
        let interrupted = catch_interrupts()?;
        let done = Arc::new(AtomicU64::new(0));
        let mut report = Report::new(Becoming::Records, Counts::default(), self.quiet, None)?;
        if !self.quiet && std::io::stderr().is_terminal() {
            report.show_bar(Some(numbers.len() as u64), done.clone());
        }
        let mut whole = true;
        for some in numbers.chunks(64 * self.threads) {
            if interrupted.load(Ordering::Relaxed) {
                report.hide_bar();
                eprintln!("interrupted: all that was read again is kept; the same command goes on from here");
                std::process::exit(130);
            }
            let articles =
                some.iter().map(|&number| Ok(store.article(number)?)).collect::<Result<Vec<_>>>()?;
            let read = on_all_cores(self.threads, &articles, |kept| {
                reader::read(&kept.article, Language::embedded(), self.knowledge).record(self.run.clone())
            });
            for (kept, read) in articles.iter().zip(read) {
                let (number, article, before) = (kept.number, &kept.article, &kept.record);
                match read {
                    Some(after) => {
                        report.found(article.text.split_whitespace().count(), after.events.len(), 0);
                        take(store, number, Again { article, before, after: &after })?;
                    }
                    None => {
                        whole = false;
                        report.skipped(&ingest::Skip::fault(&article.id))?;
                    }
                }
                report.counts.coded += 1;
                done.fetch_add(1, Ordering::Relaxed);
            }
            report.tick();
        }
        report.hide_bar();
        Ok(whole)
    }
}

/// What `work` makes of each; nothing where it fails, which is a fault of the program's.
fn on_all_cores<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<Option<R>> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<R>>> = Mutex::new(items.iter().map(|_| None).collect());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let body = || loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(place) else { return };
                let result = catch_unwind(AssertUnwindSafe(|| work(item))).ok();
                results.lock().unwrap_or_else(PoisonError::into_inner)[place] = result;
            };
            let reader = std::thread::Builder::new().stack_size(16 << 20);
            reader.spawn_scoped(scope, body).expect("a thread can be started, as the others were");
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        let doubled = on_all_cores(3, &items, |item| item * 2);
        assert_eq!(doubled, (0..100).map(|item| Some(item * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn the_words_around_are_cut_between_letters() {
        let text = format!("{}wählte{}", "é".repeat(60), "ü".repeat(60));
        let span = Span::new(120, 127);
        assert_eq!(around(&text, span), format!("{}wählte{}", "é".repeat(40), "ü".repeat(40)));
        assert_eq!(around("met", Span::new(0, 3)), "met");
    }
}
