//! Articles as they were put in, and how far the store is behind.

use jiff::civil::Date;
use record::{Article, Error, Run};
use rusqlite::{OptionalExtension, Row, params};

use crate::Store;
use crate::add::boilerplate;

/// What makes an [`Article`] of a row.
pub(crate) const COLUMNS: &str = "article.number, article.id, article.title, article.url, article.publisher, \
                                  article.published, article.language, article.text, article.boilerplate, article.notes";

/// An article and its number.
pub(crate) fn of_row(row: &Row<'_>) -> rusqlite::Result<(i64, Article)> {
    let published: Option<String> = row.get(5)?;
    let notes: String = row.get(9)?;
    let article = Article {
        id: row.get(1)?,
        title: row.get(2)?,
        url: row.get(3)?,
        publisher: row.get(4)?,
        published: published.and_then(|day| day.parse::<Date>().ok()),
        language: row.get(6)?,
        text: row.get(7)?,
        boilerplate: boilerplate(&row.get::<_, String>(8)?)?,
        notes: serde_json::from_str(&notes).unwrap_or_default(),
    };
    Ok((row.get(0)?, article))
}

impl Store {
    /// The article of the event whose id begins so; of several the last put in.
    pub fn article_of_event(&self, id: &str) -> Result<Option<Article>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM event JOIN reading ON reading.number = event.reading \
             JOIN article ON article.number = reading.article WHERE event.id >= ?1 AND event.id < ?1 || 'g' \
             ORDER BY reading.until IS NOT NULL, event.number DESC LIMIT 1"
        );
        let found = self.connection.query_row(&sql, [id], of_row).optional();
        found.map(|found| found.map(|(_, article)| article)).map_err(|error| self.fault(error))
    }

    /// How many articles count today by a reading of other versions than these.
    pub fn read_by_others(&self, run: &Run) -> Result<i64, Error> {
        let sql = "SELECT count(*) FROM reading JOIN run ON run.number = reading.confirmed WHERE until IS NULL AND NOT \
                   (dateline = ?1 AND model = ?2 AND knowledge = ?3 AND lexicon = ?4)";
        self.number(sql, params![run.dateline, run.model, run.knowledge, run.lexicon])
    }

    /// Lets SQLite note how its tables are filled, which makes questions quick. Called after much was put in.
    pub fn settle(&mut self) -> Result<(), Error> {
        self.connection.execute_batch("PRAGMA optimize = 0x10002").map_err(|error| self.fault(error))
    }
}
