//! What the event stage costs, and what a lexicon of ten times the frames makes of it.
//!
//!     cargo bench -p dateline-reader --bench frames
//!
//! Takes the examples; reads them without frames, with ours, and with ten times as many, once each copy with words
//! of its own (a lexicon grows in words) and once all with the same words (the worst case). The event stage costs
//! what a line takes beyond `no_frames`; compare that with `parse`, of the same run.

mod examples;

use std::path::Path;

use dateline_reader as reader;
use divan::Bencher;
use knowledge::{Folder, Knowledge};
use language::Language;
use record::Run;
use toml::{Table, Value};

use examples::article;

/// How many frames stand for each of ours.
const TIMES: usize = 10;

fn main() {
    divan::main();
}

/// A lexicon with each of our frames so many times; the copies have other words where `reword` says so.
fn lexicon(times: usize, reword: bool) -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../knowledge/lexicon");
    let read = |path: &Path| std::fs::read_to_string(path).expect("the lexicon lies beside this crate");
    let mut files = vec![("classes.toml".to_owned(), read(&folder.join("classes.toml")))];
    let inside = std::fs::read_dir(folder.join("frames")).expect("the frames lie in it");
    let mut paths: Vec<_> = inside.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    for path in paths {
        let file: Table = read(&path).parse().expect("the lexicon's tests have read it");
        let frames = file["frame"].as_array().expect("a list of frames");
        let copies = (0..times).flat_map(|copy| frames.iter().map(move |frame| altered(frame, copy, reword)));
        let text = Table::from_iter([("frame".to_owned(), Value::Array(copies.collect()))]).to_string();
        let name = path.file_name().expect("a file's name").to_string_lossy();
        files.push((format!("frames/{name}"), text));
    }
    // A whole lexicon has a file of frames, though an empty one.
    files.push(("frames/none.toml".to_owned(), String::new()));
    Knowledge::with(&[Folder { name: "bench".into(), files }]).expect("copies are as sound as ours")
}

/// A copy of a frame with an id, and maybe words, of its own; copy 0 is the frame itself.
fn altered(frame: &Value, copy: usize, reword: bool) -> Value {
    let mut frame = frame.clone();
    let Some(table) = frame.as_table_mut().filter(|_| copy > 0) else { return frame };
    let id = format!("{}.copy{copy}", table["id"].as_str().unwrap_or_default());
    table.insert("id".into(), Value::String(id));
    for key in ["verbs", "nouns", "adjectives"] {
        let words = table.get_mut(key).and_then(Value::as_array_mut).filter(|_| reword);
        for word in words.into_iter().flatten() {
            *word = Value::String(format!("un{copy}{}", word.as_str().unwrap_or_default()));
        }
    }
    frame
}

fn read(bencher: Bencher, knowledge: &Knowledge) {
    let article = article();
    let language = Language::embedded();
    bencher.bench_local(|| reader::read(&article, language, knowledge).record(Run::default()));
}

#[divan::bench]
fn parse(bencher: Bencher) {
    let article = article();
    let language = Language::embedded();
    bencher.bench_local(|| language.parse(&article.text));
}

#[divan::bench]
fn no_frames(bencher: Bencher) {
    read(bencher, &lexicon(0, false));
}

#[divan::bench]
fn our_frames(bencher: Bencher) {
    read(bencher, &lexicon(1, false));
}

#[divan::bench]
fn tenfold_with_words_of_their_own(bencher: Bencher) {
    read(bencher, &lexicon(TIMES, true));
}

#[divan::bench]
fn tenfold_with_the_same_words(bencher: Bencher) {
    read(bencher, &lexicon(TIMES, false));
}
