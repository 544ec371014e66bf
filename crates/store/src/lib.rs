//! The store: one SQLite file that holds articles and their records, and answers questions about them.
//!
//! The file's tables are in `schema.sql`, the views that people query in `views.sql`; `docs/store.md` tells both to
//! users. [`Store::add`] takes an article with its record, in a transaction of its own. A [`Question`] becomes one
//! `SELECT` whose values are all bound, never written into it.
//!
//! What several stories tell of one occurrence: [`incident`], with [`origin`] for the copies of a story; what two sides
//! say of it: [`ledger`]. Rows with the columns of other data sets: [`export`]. These three need records, not a store.

mod add;
mod again;
mod article;
mod calendar;
mod day;
mod difference;
pub mod export;
mod file;
pub mod incident;
pub mod ledger;
pub mod origin;
mod question;
mod row;
mod search;
mod sql;

pub use add::{Outcome, hash};
pub use again::{Kept, PastRun};
pub use difference::{Difference, Field, differences, told};
pub use file::Store;
pub use question::{Counted, Question, Subject};
pub use row::{RowWriter, Rows, Value};
pub use search::Hit;
