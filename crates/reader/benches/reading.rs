//! Words per second on one core: the parse alone, and the whole sentence from text to record.
//!
//!     cargo bench -p dateline-reader

use dateline_reader as reader;
use divan::Bencher;
use divan::counter::ItemsCount;
use jiff::civil::date;
use knowledge::Knowledge;
use language::Language;
use record::{Article, Run};

fn main() {
    divan::main();
}

/// A story of some 2,000 words: the examples, one after the other.
fn article() -> Article {
    let text = [
        include_str!("../../../examples/call.txt"),
        include_str!("../../../examples/expulsions.txt"),
        include_str!("../../../examples/protest.txt"),
        include_str!("../../../examples/trial.txt"),
        include_str!("../../../examples/ceasefire.txt"),
        include_str!("../../../examples/summit.txt"),
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

fn words(article: &Article) -> ItemsCount {
    ItemsCount::new(article.text.split_whitespace().count())
}

#[divan::bench]
fn parse(bencher: Bencher) {
    let article = article();
    let language = Language::embedded();
    bencher.counter(words(&article)).bench_local(|| language.parse(&article.text));
}

#[divan::bench]
fn read(bencher: Bencher) {
    let article = article();
    let (language, knowledge) = (Language::embedded(), Knowledge::embedded());
    bencher
        .counter(words(&article))
        .bench_local(|| reader::read(&article, language, knowledge).record(Run::default()));
}

#[divan::bench]
fn record_to_json(bencher: Bencher) {
    let article = article();
    let record = reader::read(&article, Language::embedded(), Knowledge::embedded()).record(Run::default());
    bencher.counter(words(&article)).bench_local(|| record.to_json(&article.text));
}
