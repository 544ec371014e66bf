//! An article and its record, put in: all of it in one transaction, or nothing.

use std::collections::HashMap;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use record::{Article, Boilerplate, Error, Party, Passage, Record, Run};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use xxhash_rust::xxh3::Xxh3;

use crate::Store;
use crate::day::days;

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the store now.
    Added,
    /// It was there.
    Known,
    /// It is there now and supersedes what stood at its URL before.
    Revised,
}

/// What tells one article from another: its headline, its day and its words.
pub fn hash(article: &Article) -> String {
    let mut hash = Xxh3::new();
    hash.update(article.title.as_deref().unwrap_or_default().as_bytes());
    hash.update(&[0]);
    hash.update(article.published.map(|day| day.to_string()).unwrap_or_default().as_bytes());
    hash.update(&[0]);
    hash.update(article.text.as_bytes());
    format!("{:032x}", hash.digest128())
}

impl Store {
    /// Whether an article of this hash is there: asked before it is read, since reading takes longest.
    pub fn knows(&self, hash: &str) -> Result<bool, Error> {
        let known = || {
            let mut statement = self.connection.prepare_cached("SELECT 1 FROM article WHERE hash = ?1")?;
            statement.exists([hash])
        };
        known().map_err(|error| self.fault(error))
    }

    /// Notes that an article that is known stands at this address too.
    pub fn seen(&mut self, hash: &str, url: Option<&str>) -> Result<(), Error> {
        let Some(url) = url else { return Ok(()) };
        let insert = "INSERT OR IGNORE INTO address (url, article) SELECT ?1, number FROM article WHERE hash = ?2 \
                      AND NOT EXISTS (SELECT 1 FROM address WHERE url = ?1)";
        let seen = self.connection.prepare_cached(insert).and_then(|mut insert| insert.execute([url, hash]));
        seen.map(|_| ()).map_err(|error| self.fault(error))
    }

    /// Puts an article in with its record, whose offsets are in bytes.
    pub fn add(&mut self, article: &Article, record: &Record) -> Result<Outcome, Error> {
        let run = self.run_of(&record.run)?;
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let outcome = begun.and_then(|transaction| {
            let outcome = put(&transaction, run, article, record)?;
            transaction.commit()?;
            Ok(outcome)
        });
        outcome.map_err(|error| self.fault(error))
    }

    /// The number of the run with these versions: the last one, or a new one where something has changed since.
    pub(crate) fn run_of(&mut self, run: &Run) -> Result<i64, Error> {
        if let Some((known, number)) = &self.run
            && known == run
        {
            return Ok(*number);
        }
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let number = begun.and_then(|transaction| {
            let number = number_of(&transaction, run)?;
            transaction.commit()?;
            Ok(number)
        });
        let number = number.map_err(|error| self.fault(error))?;
        self.run = Some((run.clone(), number));
        Ok(number)
    }
}

fn number_of(transaction: &Transaction<'_>, run: &Run) -> rusqlite::Result<i64> {
    let values = params![run.dateline, run.model, run.knowledge, run.lexicon];
    let same = "SELECT number FROM run WHERE number = (SELECT max(number) FROM run) \
                AND dateline = ?1 AND model = ?2 AND knowledge = ?3 AND lexicon = ?4";
    if let Some(number) = transaction.query_row(same, values, |row| row.get(0)).optional()? {
        return Ok(number);
    }
    let insert = "INSERT INTO run (dateline, model, knowledge, lexicon) VALUES (?1, ?2, ?3, ?4)";
    transaction.execute(insert, values)?;
    Ok(transaction.last_insert_rowid())
}

fn put(
    transaction: &Transaction<'_>,
    run: i64,
    article: &Article,
    record: &Record,
) -> rusqlite::Result<Outcome> {
    let hash = hash(article);
    let known = transaction
        .prepare_cached("SELECT number FROM article WHERE hash = ?1")?
        .query_row([&hash], |row| row.get::<_, i64>(0))
        .optional()?;
    if let Some(known) = known {
        if let Some(url) = &article.url {
            transaction
                .prepare_cached("INSERT OR IGNORE INTO address (url, article) VALUES (?1, ?2)")?
                .execute(params![url, known])?;
        }
        return Ok(Outcome::Known);
    }
    let old: Option<i64> = match &article.url {
        None => None,
        Some(url) => transaction
            .prepare_cached("SELECT article FROM address WHERE url = ?1")?
            .query_row([url], |row| row.get(0))
            .optional()?,
    };
    let number = put_article(transaction, article, &hash, old)?;
    if let Some(url) = &article.url {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO address (url, article) VALUES (?1, ?2)")?
            .execute(params![url, number])?;
    }
    if let Some(old) = old {
        // Where the old text still stands at another address, it still holds.
        let supersede = "UPDATE reading SET until = ?1 WHERE article = ?2 AND until IS NULL \
                         AND NOT EXISTS (SELECT 1 FROM address WHERE article = ?2)";
        transaction.prepare_cached(supersede)?.execute([run, old])?;
    }
    put_reading(transaction, number, run, article, record)?;
    Ok(if old.is_some() { Outcome::Revised } else { Outcome::Added })
}

fn put_article(
    transaction: &Transaction<'_>,
    article: &Article,
    hash: &str,
    supersedes: Option<i64>,
) -> rusqlite::Result<i64> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO article (hash, id, title, url, publisher, published, language, text, boilerplate, notes, supersedes) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    insert.execute(params![
        hash,
        article.id,
        article.title,
        article.url,
        article.publisher,
        article.published.map(|day| day.to_string()),
        article.language,
        article.text,
        json(&article.boilerplate)?,
        json(&article.notes)?,
        supersedes,
    ])?;
    let number = transaction.last_insert_rowid();
    transaction
        .prepare_cached("INSERT INTO article_words (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![number, article.title, article.text])?;
    Ok(number)
}

/// Puts a record in, as it is and as rows.
pub(crate) fn put_reading(
    transaction: &Transaction<'_>,
    article_number: i64,
    run: i64,
    article: &Article,
    record: &Record,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO reading (article, since, confirmed, record) VALUES (?1, ?2, ?2, ?3)")?
        .execute(params![article_number, run, packed(record)?])?;
    let reading = transaction.last_insert_rowid();
    let rows = Rows { transaction, reading, article, record };
    let actors = rows.actors()?;
    let places = rows.places()?;
    rows.times()?;
    let statements = rows.statements(&actors)?;
    rows.events(&actors, &places, &statements)
}

/// A record as it is kept, without the run, which stands beside it.
pub(crate) fn packed(record: &Record) -> rusqlite::Result<Vec<u8>> {
    let record = Record { run: Run::default(), ..record.clone() };
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    let written = serde_json::to_vec(&record).map_err(unfit)?;
    encoder.write_all(&written).and_then(|()| encoder.finish()).map_err(unfit)
}

/// A record as it was.
pub(crate) fn unpacked(bytes: &[u8]) -> rusqlite::Result<Record> {
    let mut json = Vec::new();
    DeflateDecoder::new(bytes).read_to_end(&mut json).map_err(unfit)?;
    serde_json::from_slice(&json).map_err(unfit)
}

fn json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(unfit)
}

fn unfit(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}

/// The boilerplate of an article, as it was put in.
pub(crate) fn boilerplate(json: &str) -> rusqlite::Result<Vec<Boilerplate>> {
    serde_json::from_str(json).map_err(unfit)
}

/// From an id within the record ("a3") to a row's number.
type Numbers<'a> = HashMap<&'a str, i64>;

/// A record, as it becomes rows.
struct Rows<'a> {
    transaction: &'a Transaction<'a>,
    reading: i64,
    article: &'a Article,
    record: &'a Record,
}

impl<'a> Rows<'a> {
    fn actors(&self) -> rusqlite::Result<Numbers<'a>> {
        let record = self.record;
        let among = |parties: &[Party], id: &str| parties.iter().any(|party| party.actor == id);
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO actor (reading, id, name, country, sectors, title, wikidata, mentions, acts, undergoes, speaks) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?;
        let mut numbers = Numbers::new();
        for actor in &record.actors {
            let speaks = record.statements.iter().filter_map(|statement| statement.speaker.as_ref());
            insert.execute(params![
                self.reading,
                actor.id,
                actor.name,
                actor.country,
                actor.sectors.join(" "),
                actor.title,
                actor.wikidata,
                actor.mentions.len() as i64,
                record.events.iter().filter(|event| among(&event.actors, &actor.id)).count() as i64,
                record.events.iter().filter(|event| among(&event.recipients, &actor.id)).count() as i64,
                speaks.filter(|speaker| speaker.actor.as_ref() == Some(&actor.id)).count() as i64,
            ])?;
            numbers.insert(&actor.id, self.transaction.last_insert_rowid());
        }
        Ok(numbers)
    }

    fn places(&self) -> rusqlite::Result<Numbers<'a>> {
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO place (reading, id, name, country, admin1, latitude, longitude, geonames_id) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        let mut numbers = Numbers::new();
        for place in &self.record.places {
            insert.execute(params![
                self.reading,
                place.id,
                place.name,
                place.country,
                place.admin1,
                place.latitude,
                place.longitude,
                place.geonames_id,
            ])?;
            numbers.insert(&place.id, self.transaction.last_insert_rowid());
        }
        Ok(numbers)
    }

    fn times(&self) -> rusqlite::Result<()> {
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO time (reading, id, words, type, value) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for time in &self.record.times {
            insert.execute(params![
                self.reading,
                time.id,
                time.passage.text,
                time.kind.name(),
                time.value
            ])?;
        }
        Ok(())
    }

    fn statements(&self, actors: &Numbers<'_>) -> rusqlite::Result<Numbers<'a>> {
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO statement (reading, id, kind, act, negated, speaker, speaker_words, cue, content, addressee, \
             addressee_words, date, first_day, last_day, rule) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?;
        let mut words = self
            .transaction
            .prepare_cached("INSERT INTO statement_words (rowid, content) VALUES (?1, ?2)")?;
        let mut numbers = Numbers::new();
        for statement in &self.record.statements {
            let speaker = statement.speaker.as_ref();
            let addressee = statement.addressee.as_ref();
            let actor = |one: Option<&record::Speaker>| {
                one.and_then(|one| one.actor.as_deref()).and_then(|id| actors.get(id)).copied()
            };
            let date =
                statement.date.as_ref().and_then(|id| self.record.times.iter().find(|time| time.id == *id));
            let date = date.map(|time| time.value.as_str());
            let told = self.told(date);
            let content = joined(&statement.content);
            insert.execute(params![
                self.reading,
                statement.id,
                statement.kind.name(),
                statement.act.name(),
                statement.negated,
                actor(speaker),
                speaker.map(|one| &one.passage.text),
                joined(&statement.cue),
                content,
                actor(addressee),
                addressee.map(|one| &one.passage.text),
                date,
                told.first,
                told.last,
                statement.rule,
            ])?;
            let number = self.transaction.last_insert_rowid();
            words.execute(params![number, content])?;
            numbers.insert(&statement.id, number);
        }
        // The outer statement may stand behind the inner.
        let mut within =
            self.transaction.prepare_cached("UPDATE statement SET within = ?2 WHERE number = ?1")?;
        for statement in &self.record.statements {
            if let Some(outer) = statement.within.as_ref().and_then(|outer| numbers.get(outer.as_str())) {
                within.execute([numbers[statement.id.as_str()], *outer])?;
            }
        }
        Ok(numbers)
    }

    fn events(
        &self,
        actors: &Numbers<'_>,
        places: &Numbers<'_>,
        statements: &Numbers<'_>,
    ) -> rusqlite::Result<()> {
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO event (reading, id, type, modes, contexts, quad_code, event_scale, cameo, modality, date, \
             first_day, last_day, dated, place, trigger, sentence, rule) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?;
        let mut words =
            self.transaction.prepare_cached("INSERT INTO event_words (rowid, sentence) VALUES (?1, ?2)")?;
        for event in &self.record.events {
            let modes: Vec<&str> = event.modes.iter().map(|mode| mode.name()).collect();
            let contexts: Vec<&str> = event.contexts.iter().map(|context| context.name()).collect();
            let date = event.date.as_ref().map(|date| date.value.as_str());
            let told = self.told(date);
            let sentence = self
                .record
                .sentences
                .get(event.sentence as usize)
                .map_or("", |span| span.of(&self.article.text));
            insert.execute(params![
                self.reading,
                event.id,
                event.kind.name(),
                modes.join(" "),
                contexts.join(" "),
                event.quad_code,
                // 2.4 and not 2.4000000953674316.
                (f64::from(event.event_scale) * 100.0).round() / 100.0,
                event.cameo,
                event.modality.name(),
                date,
                told.first,
                told.last,
                told.from,
                event.place.as_ref().and_then(|id| places.get(id.as_str())),
                joined(&event.trigger),
                sentence,
                event.rule,
            ])?;
            let number = self.transaction.last_insert_rowid();
            words.execute(params![number, sentence])?;
            self.details(event, number, actors, statements)?;
        }
        Ok(())
    }

    /// Who takes part in an event, how many of what, and according to whom.
    fn details(
        &self,
        event: &record::Event,
        number: i64,
        actors: &Numbers<'_>,
        statements: &Numbers<'_>,
    ) -> rusqlite::Result<()> {
        let mut party = self.transaction.prepare_cached(
            "INSERT INTO event_party (event, role, position, actor, words) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let mut numbers = [Vec::new(), Vec::new()];
        let roles = [("actor", &event.actors), ("recipient", &event.recipients)];
        for ((role, parties), numbers) in roles.into_iter().zip(&mut numbers) {
            for (position, one) in parties.iter().enumerate() {
                let Some(&actor) = actors.get(one.actor.as_str()) else { continue };
                party.execute(params![number, role, position as i64, actor, one.passage.text])?;
                numbers.push(actor);
            }
        }
        let mut dyad = self
            .transaction
            .prepare_cached("INSERT INTO dyad (event, actor, recipient) VALUES (?1, ?2, ?3)")?;
        for (actor, recipient) in dyads(&numbers[0], &numbers[1]) {
            dyad.execute(params![number, actor, recipient])?;
        }
        let mut quantity = self.transaction.prepare_cached(
            "INSERT INTO quantity (event, position, what, value, qualifier, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (position, one) in event.quantities.iter().enumerate() {
            let position = position as i64;
            quantity.execute(params![
                number,
                position,
                one.what,
                one.value,
                one.qualifier,
                one.passage.text
            ])?;
        }
        let mut claim = self
            .transaction
            .prepare_cached("INSERT INTO according_to (event, position, statement) VALUES (?1, ?2, ?3)")?;
        let claims = event.according_to.iter().filter_map(|id| statements.get(id.as_str()));
        for (position, statement) in claims.enumerate() {
            claim.execute([number, position as i64, *statement])?;
        }
        Ok(())
    }

    /// The days of a date, if it settles them; or else the day of publication.
    fn told(&self, date: Option<&str>) -> Told {
        let of_date = date.and_then(days).map(|days| (days, "text"));
        let of_story = self.article.published.map(|day| ((day, day), "published"));
        match of_date.or(of_story) {
            Some(((first, last), from)) => {
                Told { first: Some(first.to_string()), last: Some(last.to_string()), from: Some(from) }
            }
            None => Told { first: None, last: None, from: None },
        }
    }
}

/// When something was, and what says so.
struct Told {
    first: Option<String>,
    last: Option<String>,
    from: Option<&'static str>,
}

/// Each actor with each recipient. Where all parties act, as in a meeting, each with each other, both ways round.
fn dyads(actors: &[i64], recipients: &[i64]) -> Vec<(Option<i64>, Option<i64>)> {
    let pair = |others: &[i64]| -> Vec<(Option<i64>, Option<i64>)> {
        let mut pairs = Vec::new();
        for &actor in actors {
            pairs.extend(
                others.iter().filter(|&&other| other != actor).map(|&other| (Some(actor), Some(other))),
            );
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    };
    let pairs = pair(if recipients.is_empty() { actors } else { recipients });
    if !pairs.is_empty() {
        return pairs;
    }
    match actors {
        [] if recipients.is_empty() => vec![(None, None)],
        [] => recipients.iter().map(|&recipient| (None, Some(recipient))).collect(),
        _ => actors.iter().map(|&actor| (Some(actor), None)).collect(),
    }
}

fn joined(passages: &[Passage]) -> String {
    passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" … ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_actor_meets_each_recipient() {
        assert_eq!(dyads(&[1, 2], &[3]), [(Some(1), Some(3)), (Some(2), Some(3))]);
        assert_eq!(dyads(&[1, 2], &[]), [(Some(1), Some(2)), (Some(2), Some(1))]);
        assert_eq!(dyads(&[1], &[]), [(Some(1), None)]);
        assert_eq!(dyads(&[], &[4]), [(None, Some(4))]);
        assert_eq!(dyads(&[1], &[1]), [(Some(1), None)]);
        assert_eq!(dyads(&[], &[]), [(None, None)]);
    }
}
