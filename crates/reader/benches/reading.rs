//! Words per second on one core: the parse alone, each stage after it alone, and the whole sentence from text to record.
//! The stages read the same parse, so that one run tells what share of the parse each of them costs.
//!
//!     cargo bench -p dateline-reader

mod examples;

use dateline_reader as reader;
use divan::Bencher;
use divan::counter::ItemsCount;
use knowledge::Knowledge;
use language::Language;
use reader::{Reading, stages};
use record::{Article, Run};

use examples::article;

fn main() {
    divan::main();
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
fn times(bencher: Bencher) {
    let article = article();
    let reading = reader::read(&article, Language::embedded(), Knowledge::embedded());
    bencher
        .counter(words(&article))
        .bench_local(|| stages::times(&article, &reading.boilerplate, &reading.parse));
}

#[divan::bench]
fn mentions(bencher: Bencher) {
    let article = article();
    let knowledge = Knowledge::embedded();
    let reading = reader::read(&article, Language::embedded(), knowledge);
    bencher.counter(words(&article)).bench_local(|| stages::mentions(&article, &reading.parse, knowledge));
}

#[divan::bench]
fn statements(bencher: Bencher) {
    let article = article();
    let knowledge = Knowledge::embedded();
    let Reading { parse, mentions, times, .. } = reader::read(&article, Language::embedded(), knowledge);
    bencher
        .counter(words(&article))
        .bench_local(|| stages::statements(&article, &parse, &mentions, &times, knowledge));
}

#[divan::bench]
fn events(bencher: Bencher) {
    let article = article();
    let knowledge = Knowledge::embedded();
    let reading = reader::read(&article, Language::embedded(), knowledge);
    let Reading { parse, mentions, times, statements, .. } = reading;
    bencher
        .counter(words(&article))
        .bench_local(|| stages::events(&article, &parse, &mentions, &times, &statements, knowledge));
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
