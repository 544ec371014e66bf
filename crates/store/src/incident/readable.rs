//! Incidents for people.

use std::fmt::Write;

use super::account::{Account, Side, Spread};
use super::{Link, Who, Why};

impl Account {
    /// The incident in a few lines.
    pub fn readable(&self) -> String {
        let modes: Vec<&str> = self.modes.iter().map(|mode| mode.name()).collect();
        let mut out = format!("{}  {}", self.id, [&[self.kind.name()][..], &modes].concat().join(" "));
        match (&self.date, &self.before) {
            (Some(date), _) => write!(out, " · {date}").ok(),
            (None, Some(before)) => write!(out, " · by {before}").ok(),
            (None, None) => None,
        };
        if let Some(place) = &self.place {
            let country = self.country.as_ref().map(|country| format!(", {country}")).unwrap_or_default();
            write!(out, " · {place}{country}").ok();
        }
        out.push('\n');
        line(&mut out, "who", &names(&self.actors));
        line(&mut out, "to whom", &names(&self.recipients));
        let stories = counted(self.sources.len(), "story", "stories");
        line(&mut out, "sources", &format!("{stories}, {} independent", self.independent));
        for source in &self.sources {
            let publisher = source.publisher.as_deref().unwrap_or(&source.article);
            let published = source.published.as_deref().unwrap_or("no day");
            let copy = source
                .copy_of
                .as_ref()
                .map(|first| format!("  (one story with {first})"))
                .unwrap_or_default();
            line(&mut out, "", &format!("{published}  {publisher}: {}{copy}", source.title));
        }
        for (number, side) in self.claimed.iter().enumerate() {
            line(&mut out, if number == 0 { "claimed" } else { "" }, &said(side));
        }
        for (number, side) in self.denied.iter().enumerate() {
            line(&mut out, if number == 0 { "denied" } else { "" }, &said(side));
        }
        for spread in &self.numbers {
            line(&mut out, if spread.differ { "differ" } else { "number" }, &spread.readable());
        }
        out
    }
}

impl Spread {
    /// "dead: 23 (doctors), 31 (health office)".
    pub fn readable(&self) -> String {
        let values = self.values.iter().map(|value| {
            let by = if value.according_to.is_empty() { &value.articles } else { &value.according_to };
            let qualifier = value.qualifier.as_ref().map(|words| format!("{words} ")).unwrap_or_default();
            format!("{qualifier}{} ({})", value.value, by.join(", "))
        });
        format!("{}: {}", self.what, values.collect::<Vec<_>>().join(" / "))
    }
}

impl Why {
    /// What joined and what kept apart, for people.
    pub fn readable(&self) -> String {
        let mut out = format!("{}\n", self.id);
        for link in &self.joined {
            writeln!(out, " joined     {}", link.readable()).ok();
        }
        for apart in &self.apart {
            writeln!(out, " kept apart {}", apart.link.readable()).ok();
            writeln!(out, "            {}   it is {}", apart.reason, apart.incident).ok();
        }
        out
    }
}

impl Link {
    fn readable(&self) -> String {
        let (one, other) = (&self.article, &self.with_article);
        let points = self.points.join(", ");
        format!(
            "{:?} ({one}) with {:?} ({other})\n            {} points: {points}",
            self.words, self.with_words, self.total
        )
    }
}

fn line(out: &mut String, name: &str, words: &str) {
    if !words.is_empty() {
        writeln!(out, "  {name:<9}{words}").ok();
    }
}

fn names(parties: &[Who]) -> String {
    let name = |who: &Who| {
        let sector = who.sectors.first().map(String::as_str);
        who.country
            .as_deref()
            .into_iter()
            .chain(sector)
            .chain([who.name.as_str()])
            .collect::<Vec<_>>()
            .join(" ")
    };
    parties.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn said(side: &Side) -> String {
    let claim = &side.claim;
    let country = claim.country.as_ref().map(|country| format!(" ({country})")).unwrap_or_default();
    let date = claim.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    format!("{}{country}{date}: {}", claim.speaker, claim.words)
}

fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
