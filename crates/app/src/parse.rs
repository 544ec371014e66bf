//! `dateline parse`: text to CoNLL-U.

use std::io::Write;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use language::Language;

use crate::inputs;

/// Print sentences, tokens, tags, trees and names as CoNLL-U.
#[derive(Args)]
pub(crate) struct Options {
    /// Text files, globs, folders; `-` or nothing: standard input
    texts: Vec<String>,
    /// text: raw text; conllu: keep the given tokens and sentences
    #[arg(long, value_enum, default_value = "text")]
    input: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Text,
    Conllu,
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let language = Language::embedded();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for name in inputs::names(&options.texts)? {
        let input = inputs::read(&name)?;
        let text = String::from_utf8(input.bytes).with_context(|| format!("{}: not UTF-8", input.name))?;
        let conllu = match options.input {
            Kind::Text => language::to_conllu(&text, &language.parse(&text)),
            Kind::Conllu => {
                let (text, given) =
                    language::from_conllu(&text).map_err(|error| error.in_file(&input.name))?;
                language::to_conllu(&text, &language.parse_tokens(&text, &given))
            }
        };
        out.write_all(conllu.as_bytes())?;
    }
    out.flush()?;
    Ok(true)
}
