//! Tables in Arrow's memory and in Parquet files. Takes records, gives batches of rows and writes them; takes Parquet
//! files with stories, gives their rows.
//!
//! This crate alone depends on `arrow` and `parquet`, so that only those who read or write them wait for their build.
//! What the rows hold is [`record`]'s business: a flat table has the columns of its row there, and the nested one is
//! the record's JSON, member by member.
//!
//! It does not guess which column holds what, and it writes no file in part: a Parquet file has its directory at its
//! end, so that a run which is interrupted cannot go on with it.

mod read;
mod schema;
mod table;
mod write;

pub use arrow_array::RecordBatch;
pub use read::{Reader, Rows};
pub use table::Table;
pub use write::Writer;
