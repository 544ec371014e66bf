//! Rows of Parquet files, as they are found: cells become the bytes that a table of plain text would have there.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp, civil::date};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};
use record::Error;

/// A stream that can be read from any place.
trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

/// Where a Parquet file is read from: in any order, for its directory stands at its end.
#[derive(Clone)]
struct Source {
    stream: Arc<Mutex<dyn Seekable>>,
    length: u64,
}

/// The bytes of a source from some place on.
struct Rest {
    source: Source,
    at: u64,
}

impl Read for Rest {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut stream = self.source.stream.lock().unwrap_or_else(PoisonError::into_inner);
        stream.seek(SeekFrom::Start(self.at))?;
        let count = stream.read(buffer)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Source {
    type T = BufReader<Rest>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(BufReader::new(Rest { source: self.clone(), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        // Not more than there is, whatever the file says of itself.
        let there = self.length.saturating_sub(start).min(length as u64) as usize;
        let mut bytes = vec![0; there];
        Rest { source: self.clone(), at: start }.read_exact(&mut bytes)?;
        if there < length {
            return Err(ParquetError::EOF(format!(
                "{length} bytes are wanted at {start}, and {there} are there"
            )));
        }
        Ok(bytes.into())
    }
}

/// A Parquet file whose directory was read.
pub struct Reader {
    builder: ParquetRecordBatchReaderBuilder<Source>,
}

/// So many rows are decoded at once.
const ROWS: usize = 32;

impl Reader {
    /// Reads the directory of a file.
    pub fn open(mut file: impl Read + Seek + Send + 'static) -> Result<Reader, Error> {
        let length = file.seek(SeekFrom::End(0));
        let length = length.map_err(|error| Error::new(format!("cannot be read: {error}")))?;
        let source = Source { stream: Arc::new(Mutex::new(file)), length };
        // How another program had its columns in memory is nothing to us.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let builder = guarded(|| ParquetRecordBatchReaderBuilder::try_new_with_options(source, options));
        let builder = builder.map_err(|message| {
            let error = Error::new(format!("no whole Parquet file: {message}"));
            error.hint("its directory stands at its end: was it copied to the end?")
        })?;
        Ok(Reader { builder })
    }

    /// The names of its columns.
    pub fn names(&self) -> Vec<String> {
        self.builder.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// The rows, with the cells of these columns, by their numbers from 0.
    pub fn rows(self, columns: &[usize]) -> Result<Rows, Error> {
        for &column in columns {
            let field = self.builder.schema().field(column);
            if field.data_type().is_nested() {
                let error = Error::new(format!("the column {:?} holds more than text", field.name()));
                return Err(error.hint("lists and structures are not read: unpack it first"));
            }
        }
        let mask = ProjectionMask::roots(self.builder.parquet_schema(), columns.iter().copied());
        // A projection keeps the order of the file.
        let mut ordered = columns.to_vec();
        ordered.sort_unstable();
        ordered.dedup();
        let position = |column: &usize| ordered.binary_search(column).expect("it was put there");
        let positions = columns.iter().map(position).collect();
        let builder = self.builder.with_projection(mask).with_batch_size(ROWS);
        let batches = guarded(|| builder.build()).map_err(Error::new)?;
        Ok(Rows { batches, positions, batch: None, next: 0 })
    }
}

/// The rows of a file, in order. The first error is the last item.
pub struct Rows {
    batches: ParquetRecordBatchReader,
    positions: Vec<usize>,
    batch: Option<RecordBatch>,
    next: usize,
}

impl Iterator for Rows {
    type Item = Result<Vec<Vec<u8>>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(batch) = self.batch.as_ref().filter(|batch| self.next < batch.num_rows()) {
                let row = self.next;
                self.next += 1;
                let cell = |&position: &usize| cell(batch.column(position), row).unwrap_or_default();
                return Some(Ok(self.positions.iter().map(cell).collect()));
            }
            let batches = &mut self.batches;
            match guarded(|| batches.next().transpose()) {
                Ok(None) => return None,
                Ok(Some(batch)) => (self.batch, self.next) = (Some(batch), 0),
                Err(message) => return Some(Err(Error::new(message))),
            }
        }
    }
}

/// A damaged file may lead its decoder into a panic: that is an error like others.
fn guarded<T, E: std::fmt::Display>(decode: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(decode)) {
        Ok(decoded) => decoded.map_err(|error| error.to_string()),
        Err(_) => Err("its decoder failed on it".into()),
    }
}

/// What stands in a cell; nothing where it is empty or holds what has no words.
fn cell(column: &dyn Array, row: usize) -> Option<Vec<u8>> {
    /// The value of a column of this type, shown.
    macro_rules! number {
        ($kind:ty) => {
            column.as_primitive::<$kind>().value(row).to_string()
        };
    }
    if column.is_null(row) {
        return None;
    }
    let shown = match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::Binary => return Some(column.as_binary::<i32>().value(row).to_vec()),
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt64 => number!(UInt64Type),
        // Whole numbers of which some are missing: "7", not "7.0", and so Rust shows them.
        DataType::Float32 => number!(Float32Type),
        DataType::Float64 => number!(Float64Type),
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row);
            let day = date(1970, 1, 1).checked_add(SignedDuration::from_hours(24 * i64::from(days)));
            day.ok()?.to_string()
        }
        DataType::Timestamp(unit, _) => {
            let time = match unit {
                TimeUnit::Second => {
                    Timestamp::from_second(column.as_primitive::<TimestampSecondType>().value(row))
                }
                TimeUnit::Millisecond => {
                    Timestamp::from_millisecond(column.as_primitive::<TimestampMillisecondType>().value(row))
                }
                TimeUnit::Microsecond => {
                    Timestamp::from_microsecond(column.as_primitive::<TimestampMicrosecondType>().value(row))
                }
                TimeUnit::Nanosecond => Timestamp::from_nanosecond(
                    column.as_primitive::<TimestampNanosecondType>().value(row).into(),
                ),
            };
            time.ok()?.to_string()
        }
        _ => return None,
    };
    Some(shown.into_bytes())
}
