//! `dateline export`: a store as rows of the data sets that people already have programs for.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use store::export::{Format as Written, Schema};

use crate::query::Asked;

/// The events of a store, with the columns of another data set.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline export --schema icews --format tsv -o events.tab
  dateline export --schema gdelt2 --format tsv -o gdelt.tsv     61 columns, no header, as the original
  dateline export --schema plover --format jsonl                PLOVER's own JSON, an event a line

What each schema has no column for, and what is left empty: docs/exports.md")]
pub(crate) struct Options {
    #[command(flatten)]
    asked: Asked,
    /// Whose columns
    #[arg(long, value_enum)]
    schema: Columns,
    /// How rows are written
    #[arg(long, value_enum, default_value_t = Format::Tsv)]
    format: Format,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Columns {
    Plover,
    Polecat,
    Icews,
    Gdelt2,
    Phoenix,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Tsv,
    Jsonl,
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let schema = match options.schema {
        Columns::Plover => Schema::Plover,
        Columns::Polecat => Schema::Polecat,
        Columns::Icews => Schema::Icews,
        Columns::Gdelt2 => Schema::Gdelt2,
        Columns::Phoenix => Schema::Phoenix,
    };
    let format = match options.format {
        Format::Csv => Written::Csv,
        Format::Tsv => Written::Tsv,
        Format::Jsonl => Written::Jsonl,
    };
    let store = options.asked.open()?;
    let mut out: Box<dyn Write> = match &options.output {
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
        Some(path) => {
            let file =
                File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?;
            Box::new(BufWriter::new(file))
        }
    };
    out.write_all(schema.beginning(format).as_bytes())?;
    store.each(|kept| -> Result<bool> {
        out.write_all(schema.lines(format, &kept.record, &kept.article.text).as_bytes())?;
        Ok(true)
    })?;
    out.flush()?;
    Ok(true)
}
