//! Reads articles, a JSON object with "id" and "text" a line, from standard input, and writes their records'
//! statements: for measuring this stage alone.
#![allow(clippy::print_stdout, reason = "a program prints")]

use std::io::{self, BufRead as _};

use knowledge::Knowledge;
use language::Language;
use record::{Article, Run};

fn main() -> io::Result<()> {
    for line in io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let article =
            Article { id: word("id"), text: word("text"), language: "en".into(), ..Article::default() };
        let reading = dateline_reader::read(&article, Language::embedded(), Knowledge::embedded());
        println!("{}", reading.record(Run::default()).to_json(&article.text));
    }
    Ok(())
}
