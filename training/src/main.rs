//! Prepares training data: annotated files to what `train.py` reads.
//!
//!     dateline-training prepare FOLDER train=FILE,FILE... dev=FILE...
//!
//! Reads CoNLL-U (ten columns) and files of entity labels (two or more columns), writes for each set
//! `FOLDER/SET.bin`, and `FOLDER/labels.txt` from the set called `train`. Features are computed here, by
//! the parser's own function.

mod labels;
mod prepare;
mod sentences;

use std::path::Path;

use anyhow::{Context, Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["prepare", folder, sets @ ..] if !sets.is_empty() => {
            let sets = sets.iter().map(|set| named_set(set)).collect::<Result<Vec<_>>>()?;
            prepare::prepare(Path::new(folder), &sets)
        }
        _ => bail!("usage: dateline-training prepare FOLDER SET=FILE[,FILE]..."),
    }
}

/// `dev=a.conllu,b.conllu` as a name and its files.
fn named_set(set: &str) -> Result<(&str, Vec<&Path>)> {
    let (name, files) =
        set.split_once('=').with_context(|| format!("no \"=\" in {set:?}; hint: dev=FILE"))?;
    Ok((name, files.split(',').map(Path::new).collect()))
}
