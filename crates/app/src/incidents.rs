//! `dateline incidents`, `ledger`, and `why` of an incident: what several stories tell of one occurrence.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use record::EventType;
use store::Store;
use store::incident::Account;
use store::ledger::{Party, ledger};

use crate::query::Asked;

/// Occurrences, each with all stories that tell of it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline incidents --actor RUS --recipient UKR --since 2031-03-01
  dateline incidents --contested                 that somebody denies, or where the numbers differ
  dateline incidents --sources 2 --format jsonl  told by two independent sources at least
  dateline why i3f2a… --store news.db            what joined its stories, and what kept others apart")]
pub(crate) struct Incidents {
    #[command(flatten)]
    asked: Asked,
    /// Who did it: a name or a part of one, or a country's code
    #[arg(long, value_name = "NAME|CODE")]
    actor: Option<String>,
    /// To whom
    #[arg(long, value_name = "NAME|CODE")]
    recipient: Option<String>,
    /// PLOVER's type
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    kind: Vec<String>,
    /// Not before this day
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// Not after this day
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Told by so many independent sources
    #[arg(long, value_name = "N", default_value_t = 1)]
    sources: usize,
    /// That somebody denies, or of which the numbers differ
    #[arg(long)]
    contested: bool,
    /// text: for people; jsonl: an incident a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What two sides say of what happened between them.
#[derive(Args)]
#[command(after_help = "\
Examples:
  dateline ledger RUS USA --since 2018-03-01 --store news.db
  dateline ledger \"World Food Programme\" COD --format json")]
pub(crate) struct Ledger {
    /// The one: a country's code, or a name
    one: String,
    /// The other
    other: String,
    #[command(flatten)]
    asked: Asked,
    /// Not before this day
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// text: for people; json: one object; jsonl: an entry a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Jsonl,
}

impl Incidents {
    fn wants(&self, account: &Account) -> bool {
        let among = |wanted: &Option<String>, parties: &[store::incident::Who]| {
            let party = wanted.as_deref().map(Party::new);
            party.is_none_or(|party| parties.iter().any(|who| party.is(&who.name, who.country.as_deref())))
        };
        let day = account.date.as_deref().or(account.before.as_deref());
        let since = self.since.map(|day| day.to_string());
        let until = self.until.map(|day| day.to_string());
        let differ = account.numbers.iter().any(|spread| spread.differ);
        among(&self.actor, &account.actors)
            && among(&self.recipient, &account.recipients)
            && (self.kind.is_empty()
                || self.kind.iter().any(|kind| kind.eq_ignore_ascii_case(account.kind.name())))
            && since.is_none_or(|since| day.is_some_and(|day| day >= since.as_str()))
            && until.is_none_or(|until| day.is_some_and(|day| day <= until.as_str()))
            && account.independent >= self.sources
            && (!self.contested || differ || !account.denied.is_empty())
    }
}

pub(crate) fn incidents(options: &Incidents) -> Result<bool> {
    for kind in &options.kind {
        let known = || EventType::ALL.iter().map(|kind| kind.name());
        if !known().any(|name| name.eq_ignore_ascii_case(kind)) {
            let error = record::Error::new(format!("unknown event type {kind:?}"));
            return Err(error.did_you_mean(kind, known()).into());
        }
    }
    let joining = options.asked.open()?.incidents()?;
    let accounts = joining.incidents.iter().map(|incident| joining.account(incident));
    let accounts = accounts.filter(|account| options.wants(account));
    let mut out = BufWriter::new(std::io::stdout().lock());
    match options.format {
        Format::Text => {
            for account in accounts {
                writeln!(out, "{}", account.readable())?;
            }
        }
        Format::Jsonl => {
            for account in accounts {
                writeln!(out, "{}", serde_json::to_string(&account)?)?;
            }
        }
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&accounts.collect::<Vec<_>>())?)?,
    }
    out.flush()?;
    Ok(true)
}

pub(crate) fn side_by_side(options: &Ledger) -> Result<bool> {
    let joining = options.asked.open()?.incidents()?;
    let since = options.since.map(|day| day.to_string());
    let ledger = ledger(&joining, &Party::new(&options.one), &Party::new(&options.other), since.as_deref());
    let mut out = BufWriter::new(std::io::stdout().lock());
    match options.format {
        Format::Text => write!(out, "{}", ledger.readable())?,
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&ledger)?)?,
        Format::Jsonl => {
            for entry in &ledger.entries {
                writeln!(out, "{}", serde_json::to_string(entry)?)?;
            }
        }
    }
    out.flush()?;
    Ok(true)
}

/// What joined an incident, and what kept others apart.
pub(crate) fn why(id: &str, store: &Path) -> Result<bool> {
    let joining = Store::open(store)?.incidents()?;
    let Some(incident) = joining.find(id) else {
        bail!("{}: no incident {id:?}\n  hint: `dateline incidents` lists them", store.display());
    };
    print!("{}", joining.account(incident).readable());
    print!("{}", joining.why(incident).readable());
    Ok(true)
}
