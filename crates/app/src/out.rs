//! Where records go: as text, which a later run may go on with, or into a Parquet file, which is written whole.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use record::Run;
use tables::{RecordBatch, Table, Writer};

/// How they are written.
pub(crate) enum Form {
    /// As text, beneath a header.
    Text { header: String },
    /// As a table of this kind, made by these versions.
    Parquet { table: Table, run: Run },
}

/// What is written of one story.
pub(crate) enum Printed {
    Text(String),
    /// None where the story has no rows.
    Rows(Option<RecordBatch>),
}

/// Takes it.
pub(crate) enum Out {
    Text(Box<dyn Write>),
    Parquet(Box<Parquet>),
}

/// A Parquet file that is being written: under another name than its own, until it is whole.
pub(crate) struct Parquet {
    writer: Writer<Box<dyn Write + Send>>,
    names: Option<(PathBuf, PathBuf)>,
}

impl Parquet {
    /// Begins one, at standard output where no file is named.
    pub(crate) fn begin(output: Option<&Path>, table: Table, run: &Run) -> Result<Parquet> {
        let Some(path) = output else {
            let out: Box<dyn Write + Send> = Box::new(BufWriter::new(io::stdout()));
            return Ok(Parquet { writer: Writer::new(out, table, run)?, names: None });
        };
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).with_context(|| format!("{}: cannot be written", part.display()))?;
        let out: Box<dyn Write + Send> = Box::new(BufWriter::new(file));
        Ok(Parquet { writer: Writer::new(out, table, run)?, names: Some((part, path.into())) })
    }

    fn finish(self) -> Result<()> {
        self.writer.finish()?;
        if let Some((part, path)) = self.names {
            std::fs::rename(&part, &path)
                .with_context(|| format!("{}: cannot be written", path.display()))?;
        }
        Ok(())
    }
}

impl Out {
    /// Writes what one story came to; gives its length where the output may be gone on with.
    pub(crate) fn put(&mut self, printed: &Printed) -> Result<u64> {
        match (self, printed) {
            (Out::Text(out), Printed::Text(text)) => {
                out.write_all(text.as_bytes())?;
                Ok(text.len() as u64)
            }
            (Out::Parquet(out), Printed::Rows(Some(rows))) => {
                out.writer.write(rows)?;
                Ok(0)
            }
            _ => Ok(0),
        }
    }

    pub(crate) fn flush(&mut self) -> Result<()> {
        match self {
            Out::Text(out) => Ok(out.flush()?),
            // Its rows are written in groups.
            Out::Parquet(_) => Ok(()),
        }
    }

    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Out::Text(mut out) => Ok(out.flush()?),
            Out::Parquet(out) => out.finish(),
        }
    }
}
