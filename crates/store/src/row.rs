//! Rows as they come out, one after the other: what is written as a table, CSV, JSON lines or Parquet.

use record::Error;
use rusqlite::types::ValueRef;

use crate::Store;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing is known.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// Words.
    Text(String),
}

/// A `SELECT` with what is bound to it.
#[derive(Clone, Debug)]
pub struct Rows {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

/// Takes rows in their order.
pub trait RowWriter<E> {
    /// The names of the columns, before the first row.
    fn begin(&mut self, columns: &[String]) -> Result<(), E>;
    /// A row; gives whether it wants more.
    fn row(&mut self, cells: &[Value]) -> Result<bool, E>;
    /// There are no more.
    fn end(&mut self) -> Result<(), E>;
}

impl Store {
    /// Hands the rows on, one after the other.
    pub fn rows<E: From<Error>>(
        &self,
        rows: &Rows,
        writer: &mut (impl RowWriter<E> + ?Sized),
    ) -> Result<(), E> {
        let fault = |error| E::from(self.fault(error));
        let mut statement = self.connection.prepare(&rows.sql).map_err(fault)?;
        let columns: Vec<String> = statement.column_names().into_iter().map(String::from).collect();
        if columns.is_empty() || !statement.readonly() {
            return Err(Error::new("this gives no rows").hint("write one SELECT").into());
        }
        writer.begin(&columns)?;
        let mut found = statement.query(rusqlite::params_from_iter(&rows.values)).map_err(fault)?;
        let mut cells = Vec::with_capacity(columns.len());
        while let Some(row) = found.next().map_err(fault)? {
            cells.clear();
            for column in 0..columns.len() {
                cells.push(row.get_ref(column).map_err(fault)?.into());
            }
            if !writer.row(&cells)? {
                break;
            }
        }
        writer.end()
    }
}

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Value {
        match value {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Integer(number),
            ValueRef::Real(number) => Value::Real(number),
            ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
            // Only `record` is one, and it is packed.
            ValueRef::Blob(bytes) => Value::Text(format!("<{} bytes>", bytes.len())),
        }
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(rusqlite::types::ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}
