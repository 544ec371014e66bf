//! Prepares and trains what the language model is made from. Features are computed here, by the parser's own
//! functions, so that training and reading cannot differ.
//!
//!     dateline-training prepare FOLDER train=FILE,FILE... dev=FILE...   treebanks to what `train.py` reads
//!     dateline-training boundaries FOLDER TRAIN... --dev DEV...         the tokenizer and sentence splitter
//!     dateline-training contractions TRAIN...                           prints contractions.tsv, which it needs
//!     dateline-training lemmas TRAIN...                                 prints lemmas.tsv
//!     dateline-training score-lemmas LIST DEV...                        on gold tags
//!     dateline-training tokenize < TEXT                                 CoNLL-U without annotation, for scoring
//!     dateline-training time-tokenize < TEXT                            words per second

#![allow(clippy::print_stdout, reason = "a program for the terminal")]

mod boundaries;
mod labels;
mod layouts;
mod lemmas;
mod prepare;
mod sentences;
mod treebank;

use std::path::Path;

use anyhow::{Context, Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    match arguments.first().map(String::as_str) {
        Some("prepare") if rest.len() > 1 => {
            let sets = rest[1..].iter().map(|set| named_set(set)).collect::<Result<Vec<_>>>()?;
            prepare::prepare(Path::new(&rest[0]), &sets)
        }
        Some("boundaries") => boundaries::train(rest),
        Some("contractions") => boundaries::contractions(rest),
        Some("lemmas") => lemmas::learn(rest),
        Some("score-lemmas") => lemmas::score(rest),
        Some("tokenize") => boundaries::tokenize(),
        Some("time-tokenize") => boundaries::time(),
        _ => bail!(
            "usage: dateline-training prepare FOLDER SET=FILE[,FILE]... | boundaries | contractions | tokenize | lemmas | score-lemmas"
        ),
    }
}

/// `dev=a.conllu,b.conllu` as a name and its files.
fn named_set(set: &str) -> Result<(&str, Vec<&Path>)> {
    let (name, files) =
        set.split_once('=').with_context(|| format!("no \"=\" in {set:?}; hint: dev=FILE"))?;
    Ok((name, files.split(',').map(Path::new).collect()))
}
