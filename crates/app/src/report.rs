//! What a run tells on standard error: what it skips, how far it is, what it came to.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use ingest::Skip;
use serde::{Deserialize, Serialize};

use crate::corpus::Coded;

/// What was counted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) coded: usize,
    /// Of a store: what it had already, and what supersedes something in it.
    #[serde(default)]
    pub(crate) known: usize,
    #[serde(default)]
    pub(crate) revised: usize,
    /// By reason.
    pub(crate) skipped: BTreeMap<String, usize>,
    words: usize,
    events: usize,
    statements: usize,
}

impl Counts {
    fn all_skipped(&self) -> usize {
        self.skipped.values().sum()
    }

    /// All stories that came in.
    pub(crate) fn read(&self) -> usize {
        self.coded + self.known + self.revised + self.all_skipped()
    }
}

/// Of each reason so many messages are shown; a corpus has thousands.
const SHOWN: usize = 20;

/// Tells it as it goes.
pub(crate) struct Report {
    pub(crate) counts: Counts,
    quiet: bool,
    began: Instant,
    /// Words that an earlier run had read.
    words_before: usize,
    list: Option<BufWriter<std::fs::File>>,
    bar: Option<(ProgressBar, Arc<AtomicU64>)>,
    becoming: Becoming,
}

/// What becomes of stories.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Becoming {
    /// Articles, as they came in.
    Articles,
    /// Records.
    Records,
    /// Records in a store.
    Stored,
}

impl Report {
    /// Begins with what an earlier run had counted. `list` is where what is skipped is to be listed.
    #[allow(clippy::disallowed_methods, reason = "a bar shows the time that passes; no record does")]
    pub(crate) fn new(
        becoming: Becoming,
        counts: Counts,
        quiet: bool,
        list: Option<&Path>,
    ) -> Result<Report> {
        let open = |path: &Path| {
            let mut options = std::fs::OpenOptions::new();
            let anew = counts.coded == 0 && counts.skipped.is_empty();
            let file = options.create(true).write(true).truncate(anew).append(!anew).open(path);
            file.map(BufWriter::new).with_context(|| format!("{}: cannot be written", path.display()))
        };
        let list = list.map(open).transpose()?;
        Ok(Report {
            words_before: counts.words,
            counts,
            quiet,
            began: Instant::now(),
            list,
            bar: None,
            becoming,
        })
    }

    /// Shows a bar: how many of so many bytes `read` says were read.
    pub(crate) fn show_bar(&mut self, bytes: Option<u64>, read: Arc<AtomicU64>) {
        // A wide message is cut where the terminal ends; a bar that wraps leaves its pieces behind.
        let bar = match bytes {
            Some(bytes) => ProgressBar::new(bytes).with_style(style("{bar:20} {percent:>3}% · {wide_msg}")),
            None => ProgressBar::new_spinner().with_style(style("{spinner} {wide_msg}")),
        };
        self.bar = Some((bar, read));
        self.tick();
    }

    /// Counts a story that was read.
    pub(crate) fn coded(&mut self, coded: &Coded) {
        self.counts.coded += 1;
        self.found(coded.words, coded.events, coded.statements);
    }

    /// Counts what was found in a story.
    pub(crate) fn found(&mut self, words: usize, events: usize, statements: usize) {
        self.counts.words += words;
        self.counts.events += events;
        self.counts.statements += statements;
    }

    /// Counts and tells a story that was not.
    pub(crate) fn skipped(&mut self, skip: &Skip) -> Result<()> {
        let reason = skip.reason.name();
        let count = self.counts.skipped.entry(reason.into()).or_default();
        *count += 1;
        let mut lines = Vec::new();
        if *count <= SHOWN {
            lines.push(format!("error: {}", skip.error));
        } else if *count == SHOWN + 1 && !self.quiet {
            lines.push(format!(
                "note: more stories are {reason}; they are counted, and --skipped FILE lists them"
            ));
        }
        for line in lines {
            match &self.bar {
                Some((bar, _)) => bar.suspend(|| eprintln!("{line}")),
                None => eprintln!("{line}"),
            }
        }
        if let Some(list) = &mut self.list {
            let message = skip.error.to_string();
            writeln!(list, "{reason}\t{}", message.lines().next().unwrap_or_default())?;
        }
        Ok(())
    }

    /// Moves the bar.
    pub(crate) fn tick(&self) {
        let Some((bar, read)) = &self.bar else { return };
        bar.set_message(self.message(bar.length().map(|_| bar.eta().as_secs())));
        match bar.length() {
            Some(_) => bar.set_position(read.load(Ordering::Relaxed)),
            None => bar.tick(),
        }
    }

    /// What stands beside the bar; so many seconds are left, as far as it knows.
    fn message(&self, left: Option<u64>) -> String {
        let elapsed = self.began.elapsed().as_secs();
        let message = format!(
            "{} articles · {}/s · {} words/s · {}",
            grouped(self.counts.read()),
            grouped((self.counts.read() as f64 / self.elapsed()) as usize),
            grouped(self.pace()),
            clock(elapsed)
        );
        // In the first seconds it would be a guess.
        let left = left.filter(|_| elapsed >= 3);
        left.map_or(message.clone(), |left| format!("{message}, {} left", clock(left)))
    }

    pub(crate) fn flush(&mut self) -> Result<()> {
        self.list.as_mut().map_or(Ok(()), |list| Ok(list.flush()?))
    }

    fn pace(&self) -> usize {
        let words = self.counts.words - self.words_before;
        (words as f64 / self.elapsed()) as usize
    }

    /// In seconds.
    fn elapsed(&self) -> f64 {
        self.began.elapsed().as_secs_f64().max(0.001)
    }

    /// Takes the bar away.
    pub(crate) fn hide_bar(&self) {
        if let Some((bar, _)) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// The last line: what it came to. One story that was read needs none.
    /// `hint` follows where it was interrupted.
    pub(crate) fn finish(&self, interrupted: bool, hint: &str) {
        self.hide_bar();
        let alone =
            self.counts.read() <= 1 && self.counts.all_skipped() == 0 && self.becoming != Becoming::Stored;
        if self.quiet || (alone && !interrupted) {
            return;
        }
        eprintln!("{}", self.summary());
        if interrupted {
            eprintln!("interrupted: all records are whole{hint}");
        }
    }

    fn summary(&self) -> String {
        let counts = &self.counts;
        let skipped = counts.all_skipped();
        let reasons: Vec<String> =
            counts.skipped.iter().map(|(reason, count)| format!("{} {reason}", grouped(*count))).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        let became = match self.becoming {
            Becoming::Stored => format!(
                "{} added, {} known, {} revised",
                grouped(counts.coded),
                grouped(counts.known),
                grouped(counts.revised)
            ),
            Becoming::Records => format!("{} coded", grouped(counts.coded)),
            Becoming::Articles => format!("{} taken", grouped(counts.coded)),
        };
        let found = match self.becoming {
            Becoming::Articles => String::new(),
            _ => format!("{} events, {} statements; ", grouped(counts.events), grouped(counts.statements)),
        };
        format!(
            "{} read, {became}, {} skipped{reasons}; {found}{} words in {:.1} s, {} words/s",
            grouped(counts.read()),
            grouped(skipped),
            grouped(counts.words),
            self.began.elapsed().as_secs_f64(),
            grouped(self.pace()),
        )
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates above are well formed")
}

/// 3725 seconds as 1:02:05, 65 as 1:05.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// 1234567 as 1,234,567.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or("")).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_clocks_do() {
        assert_eq!([0, 65, 3725].map(clock), ["0:00", "1:05", "1:02:05"]);
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([7, 123, 1234, 1_234_567].map(grouped), ["7", "123", "1,234", "1,234,567"]);
    }
}
