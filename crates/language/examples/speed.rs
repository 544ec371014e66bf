//! Time and memory to load, then words a second of processor time, from tokens and from raw text:
//! `cargo run --release --example speed FILE.conllu`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example that measures")]

use std::sync::LazyLock;
use std::time::Instant;

use dateline_language::{Language, Parse, from_conllu};

/// Seconds that this thread has had the processor, so that other work beside it counts little; elsewhere than on
/// Linux, of the clock.
fn seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|spent| spent.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// What Linux says of this program's memory, in megabytes: `VmRSS` now, `VmHWM` at its peak.
fn memory(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1024.0
}

fn time(name: &str, parse: impl Fn() -> Parse) {
    let mut speeds: Vec<f64> = (0..7)
        .map(|_| {
            let start = seconds();
            let words = parse().tokens.len() as f64;
            words / (seconds() - start)
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    println!("from {name}: {:.0} words/s, median of 7 ({:.0} to {:.0})", speeds[3], speeds[0], speeds[6]);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let before = memory("VmRSS");
    let start = seconds();
    let language = Language::embedded();
    language.parse("A ship left."); // the lists of words are read when they are first needed
    println!("loaded in {:.1} ms, {:.1} MB", (seconds() - start) * 1000.0, memory("VmRSS") - before);
    let (text, given) = from_conllu(&std::fs::read_to_string(path)?)?;
    time("tokens", || language.parse_tokens(&text, &given));
    time("text", || language.parse(&text));
    println!("peak memory {:.1} MB, of it the text and its tokens twice", memory("VmHWM"));
    Ok(())
}
