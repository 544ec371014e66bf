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
    /// text: raw text; conllu: keep the given tokens, sentences and comments
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
    let names = inputs::names(&options.texts)?;
    for name in &names {
        let input = inputs::read(name)?;
        let text = String::from_utf8(input.bytes).with_context(|| format!("{}: not UTF-8", input.name))?;
        let conllu = match options.input {
            Kind::Text => {
                let document = (names.len() > 1).then_some(input.name.as_str());
                language::to_conllu(&text, &language.parse(&text), document)
            }
            Kind::Conllu => {
                let (rebuilt, given) =
                    language::from_conllu(&text).map_err(|error| error.in_file(&input.name))?;
                language::to_conllu_again(&text, &rebuilt, &language.parse_tokens(&rebuilt, &given))
            }
        };
        out.write_all(conllu.as_bytes())?;
    }
    out.flush()?;
    Ok(true)
}
