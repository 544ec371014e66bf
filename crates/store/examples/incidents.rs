//! How the cost of joining grows: made-up stories, twice as many each time.
//!
//!     cargo run --release -p dateline-store --example incidents

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures, and says what it measured")]

use std::time::Instant;

use dateline_store::incident::join;

#[path = "../tests/made_up/mod.rs"]
mod made_up;

fn main() {
    println!("twice the stories in twice the time");
    table(|events| events / 30);
    println!("twice the stories in the same 336 days");
    table(|_| 336);
}

fn table(days: impl Fn(usize) -> usize) {
    println!("events   incidents  pairs      seconds  ratio");
    let mut before: Option<f64> = None;
    for events in [10_000, 20_000, 40_000] {
        let stories = made_up::stories(events, days(events));
        let start = Instant::now();
        let joining = join(stories);
        let seconds = start.elapsed().as_secs_f64();
        let ratio = before.map_or(String::new(), |before| format!("{:.2}", seconds / before));
        println!(
            "{events:<8} {:<10} {:<10} {seconds:<8.2} {ratio}",
            joining.incidents.len(),
            joining.compared
        );
        before = Some(seconds);
    }
}
