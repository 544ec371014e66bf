//! Articles read again: which are behind, and what replaces what. An earlier reading is closed, never lost.

use record::{Article, Error, Record, Run};
use rusqlite::{OptionalExtension, Row, TransactionBehavior, params};
use xxhash_rust::xxh3::Xxh3;

use crate::Store;
use crate::add::{packed, put_reading, unpacked};
use crate::article::{COLUMNS, of_row};

/// A run, and how much of the store is its.
#[derive(Clone, Debug, PartialEq)]
pub struct PastRun {
    /// Its number.
    pub number: i64,
    /// What read.
    pub versions: Run,
    /// So many of the articles that count it was the last to read.
    pub readings: i64,
}

/// An article as it was put in, with the record that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its number in this store: its id need not be its own.
    pub number: i64,
    /// As it came in.
    pub article: Article,
    /// As it was read; its offsets are in bytes.
    pub record: Record,
}

fn kept_sql() -> String {
    format!(
        "SELECT {COLUMNS}, reading.record, run.dateline, run.model, run.knowledge, run.lexicon FROM articles AS held \
         JOIN article ON article.number = held.article JOIN reading ON reading.number = held.reading \
         JOIN run ON run.number = reading.since"
    )
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let (number, article) = of_row(row)?;
    let run =
        Run { dateline: row.get(11)?, model: row.get(12)?, knowledge: row.get(13)?, lexicon: row.get(14)? };
    let record = Record { run, ..unpacked(row.get_ref(10)?.as_blob()?)? };
    Ok(Kept { number, article, record })
}

impl Store {
    /// The articles that count, by their numbers: all, or those that these versions have not read.
    pub fn articles(&self, unread_by: Option<&Run>) -> Result<Vec<i64>, Error> {
        let all = "SELECT article FROM reading WHERE until IS NULL";
        let behind = "SELECT article FROM reading JOIN run ON run.number = reading.confirmed WHERE until IS NULL AND NOT \
                      (dateline = ?1 AND model = ?2 AND knowledge = ?3 AND lexicon = ?4)";
        let list = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> rusqlite::Result<Vec<i64>> {
            let mut statement = self.connection.prepare(&format!("{sql} ORDER BY article"))?;
            statement.query_map(values, |row| row.get(0))?.collect()
        };
        let numbers = match unread_by {
            None => list(all, &[]),
            Some(run) => list(behind, &[&run.dateline, &run.model, &run.knowledge, &run.lexicon]),
        };
        numbers.map_err(|error| self.fault(error))
    }

    /// An article with the record that counts.
    pub fn article(&self, number: i64) -> Result<Kept, Error> {
        let sql = format!("{} WHERE article.number = ?1", kept_sql());
        let found = self.connection.prepare_cached(&sql);
        let found = found.and_then(|mut statement| statement.query_row([number], kept));
        found.map_err(|error| self.fault(error))
    }

    /// Hands on all articles that count, each with its record, in the order in which they were put in, until `take`
    /// wants no more.
    pub fn each<E: From<Error>>(&self, mut take: impl FnMut(Kept) -> Result<bool, E>) -> Result<(), E> {
        let fault = |error| E::from(self.fault(error));
        let sql = format!("{} ORDER BY article.number", kept_sql());
        let mut statement = self.connection.prepare(&sql).map_err(fault)?;
        let mut rows = statement.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            if !take(kept(row).map_err(fault)?)? {
                break;
            }
        }
        Ok(())
    }

    /// Puts in what an article is read as today. Gives whether that is another record than before.
    pub fn read_again(&mut self, number: i64, article: &Article, record: &Record) -> Result<bool, Error> {
        let run = self.run_of(&record.run)?;
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let changed = begun.and_then(|transaction| {
            let reading: Option<(i64, Vec<u8>)> = transaction
                .prepare_cached("SELECT number, record FROM reading WHERE article = ?1 AND until IS NULL")?
                .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            // Somebody put a correction in meanwhile.
            let Some((reading, before)) = reading else { return Ok(false) };
            let changed = unpacked(&before)? != unpacked(&packed(record)?)?;
            if changed {
                transaction.execute("UPDATE reading SET until = ?1 WHERE number = ?2", [run, reading])?;
                put_reading(&transaction, number, run, article, record)?;
            } else {
                transaction.execute("UPDATE reading SET confirmed = ?1 WHERE number = ?2", [run, reading])?;
            }
            transaction.commit()?;
            Ok(changed)
        });
        changed.map_err(|error| self.fault(error))
    }

    /// All runs, oldest first.
    pub fn runs(&self) -> Result<Vec<PastRun>, Error> {
        let sql = "SELECT number, dateline, model, knowledge, lexicon, \
                   (SELECT count(*) FROM reading WHERE confirmed = run.number AND until IS NULL) FROM run ORDER BY number";
        let runs = self.connection.prepare(sql).and_then(|mut statement| {
            let run = |row: &Row<'_>| {
                let versions = Run {
                    dateline: row.get(1)?,
                    model: row.get(2)?,
                    knowledge: row.get(3)?,
                    lexicon: row.get(4)?,
                };
                Ok(PastRun { number: row.get(0)?, versions, readings: row.get(5)? })
            };
            statement.query_map(params![], run)?.collect()
        });
        runs.map_err(|error| self.fault(error))
    }

    /// One hash of all articles that count and of their records: two stores with the same articles, read alike, have
    /// the same, in whatever order they were added.
    pub fn fingerprint(&self) -> Result<String, Error> {
        let sql = "SELECT hash, record FROM reading JOIN article ON article.number = reading.article \
                   WHERE until IS NULL ORDER BY hash";
        let hash = self.connection.prepare(sql).and_then(|mut statement| {
            let mut rows = statement.query([])?;
            let mut hash = Xxh3::new();
            while let Some(row) = rows.next()? {
                hash.update(row.get_ref(0)?.as_str()?.as_bytes());
                let record = unpacked(row.get_ref(1)?.as_blob()?)?;
                // Its own id and address are a matter of where it was found.
                let record = Record { article: record::ArticleHeader::default(), ..record };
                hash.update(&serde_json::to_vec(&record).unwrap_or_default());
            }
            Ok(hash.digest128())
        });
        hash.map(|hash| format!("{hash:032x}")).map_err(|error| self.fault(error))
    }
}
