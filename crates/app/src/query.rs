//! `dateline events`, `statements`, `actors`, `search`, `sql`: what a store is asked.

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::io::Read;
use store::{Hit, Question, Store, Subject};

use crate::add::Place;
use crate::output::{FOUND, Format, Output};

/// Which store, and as of when.
#[derive(Args)]
pub(crate) struct Asked {
    #[command(flatten)]
    place: Place,
    /// As the store was after this run (`dateline cite` lists the runs)
    #[arg(long, value_name = "RUN")]
    as_of: Option<i64>,
}

impl Asked {
    pub(crate) fn open(&self) -> Result<Store> {
        let store = Store::open(&self.place.store)?;
        Ok(match self.as_of {
            Some(run) => store.as_of(run)?,
            None => store,
        })
    }
}

/// Who did what to whom.
#[derive(Args)]
#[command(after_help = "\
A name is a part of one, in any case (--actor solheim); three capitals are a country's code (--actor NOR); Q and digits
a Wikidata id. An option given twice, or a list after a type, is an \"or\"; several options are an \"and\".

Examples:
  dateline events --actor RUS --recipient USA --type SANCTION,COERCE
  dateline events --country NOR --since 2018-03-01 --until 2018-03-31
  dateline events --according-to kremlin --modality alleged      what they claim
  dateline events --according-to narrator --modality actual      what the papers say themselves
  dateline events --count --by month,actor,recipient --modality actual -o dyad-months.csv
  dateline events --dyads --format csv           a row for each actor with each recipient

An event counts on the day that its story tells, or else on the story's own (`dated` says which). What is told of a
longer time, say a year, counts to no month in it.")]
pub(crate) struct Events {
    #[command(flatten)]
    asked: Asked,
    /// Who did it
    #[arg(long, value_name = "NAME|CODE")]
    actor: Vec<String>,
    /// To whom
    #[arg(long, value_name = "NAME|CODE")]
    recipient: Vec<String>,
    /// The country of either
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    country: Vec<String>,
    /// A sector of either (GOV, MIL, CVL, …)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    sector: Vec<String>,
    /// PLOVER's type (AGREE, CONSULT, …)
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    kind: Vec<String>,
    /// PLOVER's mode (arrest, aerial, …)
    #[arg(long, value_name = "MODE", value_delimiter = ',')]
    mode: Vec<String>,
    /// PLOVER's context (diplomatic, election, …)
    #[arg(long, value_name = "CONTEXT", value_delimiter = ',')]
    context: Vec<String>,
    /// How far it is real: actual, negated, future, hypothetical, historical, alleged
    #[arg(long, value_name = "MODALITY", value_delimiter = ',')]
    modality: Vec<String>,
    /// Where: a place's name, or a country's code
    #[arg(long, value_name = "NAME|CODE")]
    place: Vec<String>,
    /// Not before this day
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// Not after this day
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Who says so; `narrator`: the papers themselves
    #[arg(long, value_name = "NAME|CODE")]
    according_to: Vec<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    publisher: Vec<String>,
    /// A row for each actor with each recipient, as the field's data sets have it
    #[arg(long, conflicts_with = "count")]
    dyads: bool,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    output: Output,
}

/// Counting instead of listing.
#[derive(Args)]
struct Counting {
    /// Count them
    #[arg(long)]
    count: bool,
    /// The columns to count by: year, month, day, actor, recipient, type, … (an unknown one lists them)
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', requires = "count")]
    by: Vec<String>,
}

pub(crate) fn events(options: &Events) -> Result<bool> {
    let question = Question {
        actor: options.actor.clone(),
        recipient: options.recipient.clone(),
        country: options.country.clone(),
        sector: options.sector.clone(),
        kind: options.kind.clone(),
        mode: options.mode.clone(),
        context: options.context.clone(),
        modality: options.modality.clone(),
        place: options.place.clone(),
        since: options.since,
        until: options.until,
        according_to: options.according_to.clone(),
        publisher: options.publisher.clone(),
        ..Question::default()
    };
    let subject = if options.dyads { Subject::Dyads } else { Subject::Events };
    let columns: &[&str] = match subject {
        Subject::Dyads => &[
            "id",
            "first_day",
            "actor",
            "type",
            "modes",
            "recipient",
            "modality",
            "according_to",
            "sentence",
        ],
        _ => &[
            "id",
            "first_day",
            "actors",
            "type",
            "modes",
            "recipients",
            "modality",
            "according_to",
            "sentence",
        ],
    };
    answer(&options.asked, &question, subject, &options.counting, &options.output, columns)
}

/// Who said what.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline statements --speaker solheim --since 2018-03-01
  dateline statements --country RUS --act deny,accuse
  dateline statements --count --by month,speaker,act")]
pub(crate) struct Statements {
    #[command(flatten)]
    asked: Asked,
    /// Who speaks
    #[arg(long, value_name = "NAME|CODE")]
    speaker: Vec<String>,
    /// To whom
    #[arg(long, value_name = "NAME|CODE")]
    addressee: Vec<String>,
    /// What it does: say, deny, confirm, accuse, promise, threaten, request, decline, …
    #[arg(long, value_name = "ACT", value_delimiter = ',')]
    act: Vec<String>,
    /// The country of speaker or addressee
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    country: Vec<String>,
    /// The speaker's sector
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    sector: Vec<String>,
    /// Not before this day
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// Not after this day
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    publisher: Vec<String>,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn statements(options: &Statements) -> Result<bool> {
    let question = Question {
        speaker: options.speaker.clone(),
        addressee: options.addressee.clone(),
        act: options.act.clone(),
        country: options.country.clone(),
        sector: options.sector.clone(),
        since: options.since,
        until: options.until,
        publisher: options.publisher.clone(),
        ..Question::default()
    };
    let columns = ["first_day", "speaker", "speaker_country", "act", "addressee", "content"];
    answer(&options.asked, &question, Subject::Statements, &options.counting, &options.output, &columns)
}

/// Who is in the store.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline actors                               who does and says most
  dateline actors minister --country NOR
  dateline actors --sector MIL --format csv

acts: in so many events an actor; undergoes: in so many a recipient; speaks: so many statements.")]
pub(crate) struct Actors {
    /// A part of a name, a country's code, or a Wikidata id
    name: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    /// The country
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    country: Vec<String>,
    /// A sector
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    sector: Vec<String>,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn actors(options: &Actors) -> Result<bool> {
    let question = Question {
        actor: options.name.clone(),
        country: options.country.clone(),
        sector: options.sector.clone(),
        ..Question::default()
    };
    let store = options.asked.open()?;
    let rows = question.rows(Subject::Actors, options.output.asked())?;
    options.output.write(&store, &rows, &[])?;
    Ok(true)
}

fn answer(
    asked: &Asked,
    question: &Question,
    subject: Subject,
    counting: &Counting,
    output: &Output,
    columns: &[&str],
) -> Result<bool> {
    if counting.count {
        let rows = question.count(subject, &counting.by)?;
        output.write(&asked.open()?, &rows, &[])?;
    } else {
        let rows = question.rows(subject, output.asked())?;
        output.write(&asked.open()?, &rows, columns)?;
    }
    Ok(true)
}

/// Where words stand.
#[derive(Args)]
#[command(after_help = "\
All words must stand in it. '\"cease fire\"' is a phrase, sanct* the beginning of a word, OR parts alternatives. Case and
accents do not count.

Examples:
  dateline search harbour patrol
  dateline search '\"patrol ship\"' fish* --in statements
  dateline search ceasefire OR truce --format jsonl")]
pub(crate) struct Search {
    /// The words
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    /// Where to look
    #[arg(long = "in", value_enum, value_delimiter = ',', value_name = "WHERE")]
    places: Vec<Where>,
    /// At most so many of each
    #[arg(long = "best", value_name = "N", default_value_t = 10)]
    best: u64,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Where {
    Articles,
    Statements,
    Events,
}

pub(crate) fn search(options: &Search) -> Result<bool> {
    let kinds: Vec<Hit> = match options.places.as_slice() {
        [] => Hit::ALL.to_vec(),
        places => places
            .iter()
            .map(|place| match place {
                Where::Articles => Hit::Article,
                Where::Statements => Hit::Statement,
                Where::Events => Hit::Event,
            })
            .collect(),
    };
    let marks = if options.output.format() == Format::Table { FOUND } else { ["[", "]"] };
    let rows = Hit::rows(&kinds, &options.words.join(" "), options.best, marks)?;
    options.output.write(
        &options.asked.open()?,
        &rows,
        &["found_in", "id", "published", "who", "what", "words", "title"],
    )?;
    Ok(true)
}

/// Ask in SQL.
#[derive(Args)]
#[command(after_help = "\
The statement may read and nothing else. Views: articles, events, dyads (a row for each actor of an event with each of
its recipients), statements, actors, claims; docs/store.md tells their columns and the tables beneath.

Examples:
  dateline sql 'SELECT type, count(*) FROM events GROUP BY type ORDER BY 2 DESC'
  dateline sql \"SELECT * FROM dyads WHERE actor_country = 'NOR'\" --format jsonl
  dateline sql < question.sql")]
pub(crate) struct Sql {
    /// One SELECT; nothing: from standard input
    query: Option<String>,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn sql(options: &Sql) -> Result<bool> {
    let query = match &options.query {
        Some(query) => query.clone(),
        None => {
            let mut query = String::new();
            std::io::stdin().read_to_string(&mut query).context("standard input")?;
            query
        }
    };
    if query.trim().is_empty() {
        bail!("no SELECT given\n  hint: dateline sql 'SELECT count(*) FROM events'");
    }
    let store = options.asked.open()?;
    let rows = store.sql(&query)?;
    options.output.write(&store, &rows, &[])?;
    Ok(true)
}
