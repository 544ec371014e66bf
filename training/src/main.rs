//! Prepares and measures what the language model is made from.

mod boundaries;
mod treebank;

use anyhow::{Result, bail};

#[allow(clippy::print_stdout, reason = "a program for the terminal")]
fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    match arguments.first().map(String::as_str) {
        Some("boundaries") => boundaries::train(rest),
        Some("contractions") => boundaries::contractions(rest),
        Some("tokenize") => boundaries::tokenize(),
        _ => bail!("usage: training boundaries|contractions|tokenize ARGUMENTS..."),
    }
}
