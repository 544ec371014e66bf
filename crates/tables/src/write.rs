use std::io::Write;
use std::sync::Arc;

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use record::{Error, Run};

use crate::Table;

/// So much of a file is held in memory, until it is written as a row group.
const ROW_GROUP_BYTES: usize = 32 << 20;

/// Writes a table as a Parquet file, in memory that does not grow with it. The same batches make the same bytes.
///
/// Its columns are compressed by zstd, and the versions that made the records stand in its metadata, as
/// `dateline.dateline`, `dateline.model`, `dateline.knowledge` and `dateline.lexicon`.
pub struct Writer<W: Write + Send> {
    inner: ArrowWriter<W>,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    pub fn new(out: W, table: Table, run: &Run) -> Result<Writer<W>, Error> {
        let versions = [
            ("dateline", &run.dateline),
            ("model", &run.model),
            ("knowledge", &run.knowledge),
            ("lexicon", &run.lexicon),
        ];
        let metadata = versions
            .map(|(what, version)| KeyValue::new(format!("dateline.{what}"), version.clone()))
            .to_vec();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_bytes(Some(ROW_GROUP_BYTES))
            .set_key_value_metadata(Some(metadata))
            .build();
        let inner = ArrowWriter::try_new(out, Arc::new(table.schema()), Some(properties));
        Ok(Writer { inner: inner.map_err(of_parquet)? })
    }

    /// Adds rows of the file's table.
    pub fn write(&mut self, rows: &RecordBatch) -> Result<(), Error> {
        self.inner.write(rows).map_err(of_parquet)
    }

    /// Ends the file: without this it cannot be read.
    pub fn finish(mut self) -> Result<(), Error> {
        self.inner.finish().map(|_| ()).map_err(of_parquet)
    }
}

fn of_parquet(error: ParquetError) -> Error {
    Error::new(format!("the table cannot be written: {error}"))
}
