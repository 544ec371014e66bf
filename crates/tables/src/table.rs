use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{ArrowError, Schema};
use record::{Record, Row, event_rows, statement_rows};

use crate::schema;

/// Which table is made of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A row an event, flat.
    Events,
    /// A row a statement, flat.
    Statements,
    /// A row a record, with all that it nests.
    Records,
}

impl Table {
    /// Its columns.
    pub fn schema(self) -> Schema {
        match self {
            Table::Events => schema::of_columns(record::EventRow::COLUMNS),
            Table::Statements => schema::of_columns(record::StatementRow::COLUMNS),
            Table::Records => schema::of_record(),
        }
    }

    /// The rows that a record gives; none where it has nothing for this table. `text` is its article's.
    pub fn rows(self, record: &Record, text: &str) -> Option<RecordBatch> {
        match self {
            Table::Events => self.batch(&event_rows(&record.in_code_points(text), text)),
            Table::Statements => self.batch(&statement_rows(&record.in_code_points(text), text)),
            Table::Records => {
                self.decoded(|decoder| decoder.decode(record.to_json(text).as_bytes()).map(|_| ()))
            }
        }
    }

    fn batch(self, rows: &[impl Row]) -> Option<RecordBatch> {
        self.decoded(|decoder| decoder.serialize(rows))
    }

    /// The batch of what `fill` gives to a decoder.
    fn decoded(self, fill: impl FnOnce(&mut Decoder) -> Result<(), ArrowError>) -> Option<RecordBatch> {
        // A batch of one record is decoded; of rows that are handed over, all are taken.
        let decoder = ReaderBuilder::new(Arc::new(self.schema())).with_batch_size(1).build_decoder();
        let batch = decoder.and_then(|mut decoder| {
            fill(&mut decoder)?;
            decoder.flush()
        });
        batch.expect("the schema is that of the rows, as the tests show")
    }
}
