//! Words a second, from tokens and from raw text: `cargo run --release --example speed FILE.conllu`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example that measures")]

use std::time::Instant;

use dateline_language::{Language, from_conllu};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let start = Instant::now();
    let language = Language::embedded();
    println!("loaded in {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    let (text, gold) = from_conllu(&std::fs::read_to_string(path)?)?;
    for _ in 0..3 {
        let start = Instant::now();
        let parse = language.parse_tokens(&text, &gold);
        println!("tokens: {:.0} words/s", parse.tokens.len() as f64 / start.elapsed().as_secs_f64());
        let start = Instant::now();
        let parse = language.parse(&text);
        println!("text:   {:.0} words/s", parse.tokens.len() as f64 / start.elapsed().as_secs_f64());
    }
    Ok(())
}
