//! What the benchmarks read.

use jiff::civil::date;
use record::Article;

/// A story of some 2,000 words: the examples, one after the other.
pub(crate) fn article() -> Article {
    let text = [
        include_str!("../../../../examples/call.txt"),
        include_str!("../../../../examples/expulsions.txt"),
        include_str!("../../../../examples/protest.txt"),
        include_str!("../../../../examples/trial.txt"),
        include_str!("../../../../examples/ceasefire.txt"),
        include_str!("../../../../examples/summit.txt"),
    ]
    .join("\n\n");
    Article {
        id: "bench".into(),
        text,
        published: Some(date(2026, 1, 12)),
        language: "en".into(),
        ..Article::default()
    }
}
