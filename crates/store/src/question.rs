//! A question, as a `SELECT`. What the user names is checked against the closed lists or bound, never written into
//! the statement: an actor may be called `Robert'); DROP TABLE`.

use jiff::civil::Date;
use record::{Act, Context, Error, EventType, Modality, Mode};

use crate::row::{Rows, Value};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A row for each event.
    Events,
    /// A row for each actor of an event with each of its recipients, as the field's data sets have it.
    Dyads,
    /// A row for each statement.
    Statements,
    /// A row for each name with its country and sectors.
    Actors,
}

/// What must hold of a row. Of several values in one list one must hold; of several lists all.
///
/// A name is a part of one ("solheim"), three capitals are a country's code, `Q` and digits a Wikidata id.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Who does it.
    pub actor: Vec<String>,
    /// To whom.
    pub recipient: Vec<String>,
    /// The country of either; of statements the speaker's or the addressee's.
    pub country: Vec<String>,
    /// A sector of either; of statements the speaker's.
    pub sector: Vec<String>,
    /// PLOVER's type.
    pub kind: Vec<String>,
    /// PLOVER's mode.
    pub mode: Vec<String>,
    /// PLOVER's context.
    pub context: Vec<String>,
    /// How far it is real.
    pub modality: Vec<String>,
    /// The place's name, or its country's code.
    pub place: Vec<String>,
    /// Not before this day.
    pub since: Option<Date>,
    /// Not after this day.
    pub until: Option<Date>,
    /// Who says so; `narrator` for what nobody is said to say.
    pub according_to: Vec<String>,
    /// Who speaks.
    pub speaker: Vec<String>,
    /// To whom it is said.
    pub addressee: Vec<String>,
    /// What the statement does.
    pub act: Vec<String>,
    /// Who published it.
    pub publisher: Vec<String>,
}

/// What is counted, and the columns that it may be counted by.
pub type Counted = &'static [(&'static str, &'static str)];

/// The columns to count events by, each with the SQL that makes it. A date that covers more than a month belongs to
/// no month.
const EVENTS_BY: Counted = &[
    ("year", "CASE WHEN substr(first_day, 1, 4) = substr(last_day, 1, 4) THEN substr(first_day, 1, 4) END"),
    ("month", "CASE WHEN substr(first_day, 1, 7) = substr(last_day, 1, 7) THEN substr(first_day, 1, 7) END"),
    ("day", "CASE WHEN first_day = last_day THEN first_day END"),
    ("actor", "coalesce(actor_country, actor)"),
    ("actor-name", "actor"),
    ("actor-country", "actor_country"),
    ("actor-sectors", "actor_sectors"),
    ("recipient", "coalesce(recipient_country, recipient)"),
    ("recipient-name", "recipient"),
    ("recipient-country", "recipient_country"),
    ("recipient-sectors", "recipient_sectors"),
    ("type", "type"),
    ("modes", "modes"),
    ("contexts", "contexts"),
    ("quad-code", "quad_code"),
    ("cameo", "cameo"),
    ("modality", "modality"),
    ("according-to", "according_to"),
    ("place", "place"),
    ("place-country", "place_country"),
    ("publisher", "publisher"),
];

/// The columns to count statements by.
const STATEMENTS_BY: Counted = &[
    EVENTS_BY[0],
    EVENTS_BY[1],
    EVENTS_BY[2],
    ("speaker", "coalesce(speaker_country, speaker)"),
    ("speaker-name", "speaker"),
    ("speaker-country", "speaker_country"),
    ("speaker-sectors", "speaker_sectors"),
    ("addressee", "coalesce(addressee_country, addressee)"),
    ("addressee-name", "addressee"),
    ("act", "act"),
    ("kind", "kind"),
    ("negated", "negated"),
    ("publisher", "publisher"),
];

impl Subject {
    /// The columns that it may be counted by.
    pub fn by(self) -> Counted {
        match self {
            Subject::Events | Subject::Dyads => EVENTS_BY,
            Subject::Statements => STATEMENTS_BY,
            Subject::Actors => &[],
        }
    }
}

impl Question {
    /// The rows, oldest first; actors by how much they do and say. At most `limit` of them.
    pub fn rows(&self, subject: Subject, limit: Option<u64>) -> Result<Rows, Error> {
        let mut conditions = self.conditions(subject)?;
        let holds = conditions.sql();
        let mut sql = match subject {
            Subject::Events if holds.is_empty() => "SELECT * FROM events ORDER BY first_day, event".into(),
            Subject::Events => {
                format!(
                    "SELECT * FROM events WHERE event IN (SELECT event FROM dyads{holds}) ORDER BY first_day, event"
                )
            }
            Subject::Dyads => format!("SELECT * FROM dyads{holds} ORDER BY first_day, event"),
            Subject::Statements => format!("SELECT * FROM statements{holds} ORDER BY first_day, statement"),
            Subject::Actors => {
                format!(
                    "SELECT * FROM actors{holds} ORDER BY acts + undergoes + speaks DESC, mentions DESC, name, country, sectors"
                )
            }
        };
        if let Some(limit) = limit {
            sql += " LIMIT ?";
            conditions.values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        }
        Ok(Rows { sql, values: conditions.values })
    }

    /// How many there are, in all or by these columns.
    pub fn count(&self, subject: Subject, by: &[String]) -> Result<Rows, Error> {
        let conditions = self.conditions(subject)?;
        let holds = conditions.sql();
        let (counted, view) = match subject {
            Subject::Events | Subject::Dyads => ("count(DISTINCT event) AS events", "dyads"),
            Subject::Statements => ("count(*) AS statements", "statements"),
            Subject::Actors => ("count(*) AS actors", "actors"),
        };
        let mut columns = Vec::new();
        for name in by {
            let known = subject.by();
            let Some((name, sql)) = known.iter().find(|(known, _)| known == name) else {
                let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                let error = Error::new(format!("cannot count by {name:?}"));
                return Err(error.hint(format!("count by {}", names.join(", "))));
            };
            columns.push(format!("{sql} AS \"{}\"", name.replace('-', "_")));
        }
        columns.push(counted.into());
        let mut sql = format!("SELECT {} FROM {view}{holds}", columns.join(", "));
        if !by.is_empty() {
            let numbers: Vec<String> = (1..=by.len()).map(|number| number.to_string()).collect();
            let numbers = numbers.join(", ");
            sql += &format!(" GROUP BY {numbers} ORDER BY {numbers}");
        }
        Ok(Rows { sql, values: conditions.values })
    }

    fn conditions(&self, subject: Subject) -> Result<Conditions, Error> {
        let mut conditions = Conditions::default();
        match subject {
            Subject::Actors => {
                conditions.named("name", "country", "wikidata", &self.actor);
                conditions.equal(&["country"], &self.country);
                conditions.among(&["sectors"], &self.sector);
                return Ok(conditions);
            }
            Subject::Statements => {
                conditions.named("speaker", "speaker_country", "speaker_wikidata", &self.speaker);
                conditions.named("addressee", "addressee_country", "addressee", &self.addressee);
                conditions.equal(&["speaker_country", "addressee_country"], &self.country);
                conditions.among(&["speaker_sectors"], &self.sector);
                conditions.equal(&["act"], &listed("act", &self.act, &names(Act::ALL, Act::name))?);
            }
            Subject::Events | Subject::Dyads => self.about_events(&mut conditions)?,
        }
        if let Some(since) = self.since {
            conditions.add("last_day >= ?", [since.to_string()]);
        }
        if let Some(until) = self.until {
            conditions.add("first_day <= ?", [until.to_string()]);
        }
        conditions
            .any(self.publisher.iter().map(|one| ("publisher LIKE ? ESCAPE '\\'".into(), vec![part(one)])));
        Ok(conditions)
    }

    fn about_events(&self, conditions: &mut Conditions) -> Result<(), Error> {
        conditions.named("actor", "actor_country", "actor_wikidata", &self.actor);
        conditions.named("recipient", "recipient_country", "recipient_wikidata", &self.recipient);
        conditions.equal(&["actor_country", "recipient_country"], &self.country);
        conditions.among(&["actor_sectors", "recipient_sectors"], &self.sector);
        conditions.equal(&["type"], &listed("type", &self.kind, &names(EventType::ALL, EventType::name))?);
        conditions.among(&["modes"], &listed("mode", &self.mode, &names(Mode::ALL, Mode::name))?);
        conditions
            .among(&["contexts"], &listed("context", &self.context, &names(Context::ALL, Context::name))?);
        conditions.equal(
            &["modality"],
            &listed("modality", &self.modality, &names(Modality::ALL, Modality::name))?,
        );
        conditions.named("place", "place_country", "place", &self.place);
        conditions.any(self.according_to.iter().map(|name| {
            if name.eq_ignore_ascii_case("narrator") {
                return (
                    "NOT EXISTS (SELECT 1 FROM claims WHERE claims.event = dyads.event)".into(),
                    Vec::new(),
                );
            }
            let (is, values) = name_is("claims.speaker", "claims.speaker_country", "claims.speaker", name);
            (format!("EXISTS (SELECT 1 FROM claims WHERE claims.event = dyads.event AND {is})"), values)
        }));
        Ok(())
    }
}

/// Conditions that all must hold, and what is bound in them, in their order.
#[derive(Default)]
struct Conditions {
    all: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn sql(&self) -> String {
        if self.all.is_empty() { String::new() } else { format!(" WHERE {}", self.all.join(" AND ")) }
    }

    fn add(&mut self, condition: &str, values: impl IntoIterator<Item = String>) {
        self.any([(condition.to_owned(), values.into_iter().collect())]);
    }

    /// One of these must hold; of none at all nothing is asked.
    fn any(&mut self, conditions: impl IntoIterator<Item = (String, Vec<String>)>) {
        let mut each = Vec::new();
        for (condition, values) in conditions {
            each.push(condition);
            self.values.extend(values.into_iter().map(Value::Text));
        }
        if !each.is_empty() {
            self.all.push(format!("({})", each.join(" OR ")));
        }
    }

    fn named(&mut self, name: &str, country: &str, wikidata: &str, wanted: &[String]) {
        self.any(wanted.iter().map(|wanted| name_is(name, country, wikidata, wanted)));
    }

    fn equal(&mut self, columns: &[&str], wanted: &[String]) {
        let each = wanted
            .iter()
            .flat_map(|wanted| columns.iter().map(|column| (format!("{column} = ?"), vec![wanted.clone()])));
        self.any(each.collect::<Vec<_>>());
    }

    /// A word is among those of a column.
    fn among(&mut self, columns: &[&str], wanted: &[String]) {
        let each = wanted.iter().flat_map(|wanted| {
            let is = move |column: &&str| {
                (format!("instr(' ' || {column} || ' ', ?) > 0"), vec![format!(" {wanted} ")])
            };
            columns.iter().map(is)
        });
        self.any(each.collect::<Vec<_>>());
    }
}

/// That somebody is the one who is wanted.
fn name_is(name: &str, country: &str, wikidata: &str, wanted: &str) -> (String, Vec<String>) {
    if wanted.len() == 3 && wanted.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return (format!("{country} = ?"), vec![wanted.into()]);
    }
    let digits = wanted.strip_prefix('Q').unwrap_or_default();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return (format!("{wikidata} = ?"), vec![wanted.into()]);
    }
    (format!("{name} LIKE ? ESCAPE '\\'"), vec![part(wanted)])
}

/// The pattern of what holds these words.
fn part(words: &str) -> String {
    format!("%{}%", words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|&one| name(one)).collect()
}

/// The words as they stand in a closed list, however they were written.
fn listed(what: &str, wanted: &[String], known: &[&str]) -> Result<Vec<String>, Error> {
    let find = |wanted: &String| {
        let same = known.iter().find(|known| known.eq_ignore_ascii_case(wanted));
        same.map(|known| (*known).to_owned()).ok_or_else(|| {
            let error =
                Error::new(format!("unknown {what} {wanted:?}")).hint(format!("one of {}", known.join(", ")));
            error.did_you_mean(wanted, known.iter().copied())
        })
    };
    wanted.iter().map(find).collect()
}
