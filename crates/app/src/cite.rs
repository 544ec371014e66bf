//! `dateline cite`: what a paper says of its data: what read it, how much it is, and how to get it again.

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde_json::json;
use store::{RowWriter, Store, Value};

use crate::add::Place;
use crate::report::grouped;

/// Versions, hashes, counts, a paragraph on methods, BibTeX.
#[derive(Args)]
#[command(after_help = "\
Example:
  dateline cite --store border.db

`fingerprint` is one hash of all articles and their records: who has the same articles and the same version gets the
same, in whatever order they were added. `dateline verify` makes the proof.")]
pub(crate) struct Options {
    #[command(flatten)]
    place: Place,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Bibtex,
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let store = Store::open(&options.place.store)?;
    let count = |sql: &str| first(&store, sql);
    let number = |sql: &str| count(sql).parse().unwrap_or(0_usize);
    let runs = store.runs()?;
    let fingerprint = store.fingerprint()?;
    let (articles, revised) = (
        number("SELECT count(*) FROM articles"),
        number("SELECT count(*) FROM article WHERE supersedes IS NOT NULL"),
    );
    let (events, statements) =
        (number("SELECT count(*) FROM events"), number("SELECT count(*) FROM statements"));
    let dyads = number("SELECT count(*) FROM dyads");
    let publishers = number("SELECT count(DISTINCT publisher) FROM articles");
    let (since, until) =
        (count("SELECT min(published) FROM articles"), count("SELECT max(published) FROM articles"));
    let version = runs.last().map_or(env!("CARGO_PKG_VERSION"), |run| run.versions.dateline.as_str());
    let bibtex = format!(
        "@software{{dateline,\n  title = {{Dateline: who did what to whom, when, where, and according to whom}},\n  \
         version = {{{version}}},\n  note = {{Data fingerprint {fingerprint}}}\n}}"
    );
    match options.format {
        Format::Bibtex => println!("{bibtex}"),
        Format::Json => {
            let runs: Vec<_> = runs
                .iter()
                .map(|run| json!({"run": run.number, "versions": run.versions, "articles": run.readings}))
                .collect();
            let all = json!({
                "articles": articles, "revisions": revised, "publishers": publishers, "published_since": since,
                "published_until": until, "events": events, "dyads": dyads, "statements": statements,
                "fingerprint": fingerprint, "runs": runs,
            });
            println!("{}", serde_json::to_string_pretty(&all)?);
        }
        Format::Text => {
            println!("run  version  model             knowledge         lexicon           articles");
            for run in &runs {
                let one = &run.versions;
                println!(
                    "{:<4} {:<8} {:<17} {:<17} {:<17} {}",
                    run.number,
                    one.dateline,
                    one.model,
                    one.knowledge,
                    one.lexicon,
                    grouped(run.readings as usize)
                );
            }
            let period = match (since.as_str(), until.as_str()) {
                ("", _) | (_, "") => String::new(),
                (since, until) => format!(", published from {since} to {until}"),
            };
            let mixed = match runs.iter().filter(|run| run.readings > 0).count() {
                0 | 1 => String::new(),
                several => {
                    format!(" The articles were read by {several} versions; the table above tells which.")
                }
            };
            println!(
                "\nMethods. {} English-language news articles{period} were read with Dateline {version}, which codes \
                 events by the PLOVER ontology and keeps, for each event, its modality and according to whom it is told. \
                 Articles were taken once by content; {} were superseded by a corrected version at the same address. The \
                 result is {} events ({} actor-recipient dyads) and {} statements.{mixed} The same articles and version \
                 give the same records, byte for byte (fingerprint {fingerprint}).\n\n{bibtex}",
                grouped(articles),
                grouped(revised),
                grouped(events),
                grouped(dyads),
                grouped(statements)
            );
        }
    }
    Ok(true)
}

/// The one cell that a SELECT of ours gives, as text; nothing where it is empty.
fn first(store: &Store, sql: &str) -> String {
    let mut cell = Cell(String::new());
    let found = store.sql(sql).map_err(anyhow::Error::from).and_then(|rows| store.rows(&rows, &mut cell));
    found.map(|()| cell.0).unwrap_or_default()
}

struct Cell(String);

impl RowWriter<anyhow::Error> for Cell {
    fn begin(&mut self, _: &[String]) -> Result<()> {
        Ok(())
    }

    fn row(&mut self, cells: &[Value]) -> Result<bool> {
        self.0 = match cells.first() {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Integer(number)) => number.to_string(),
            _ => String::new(),
        };
        Ok(false)
    }

    fn end(&mut self) -> Result<()> {
        Ok(())
    }
}
