//! Ledgers: for two actors, occurrence by occurrence, what each side says happened.
//!
//! Takes a [`Joining`] and two [`Party`]s, gives a [`Ledger`]. An incident belongs into it where one of the two acts or
//! is acted upon, and the other acts, is acted upon or speaks of it. Each side asserts, confirms, denies, declines to
//! say, or is silent, with its words and their day. Where the two sides give different numbers of the same, the entry
//! says so. What only the papers tell, or a third party, is no side's word: the entry's sources name it.

use std::fmt::Write;

use record::{Act, EventType, Modality, Mode};
use serde::Serialize;

use crate::incident::{Account, Claim, Incident, Joining, Number, Spread, Story, Telling, Who};

/// One of the two: a country by its code, or anybody by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Party(String);

/// Two parties, side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ledger {
    /// The two.
    pub parties: [Party; 2],
    /// In the order of their days.
    pub entries: Vec<Entry>,
}

/// What the two say of one incident.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Its id.
    pub incident: String,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// How.
    pub modes: Vec<Mode>,
    /// When.
    pub date: Option<String>,
    /// Where no day is named: the day of the first publication.
    pub before: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// A sentence that tells it.
    pub sentence: String,
    /// So many stories.
    pub sources: usize,
    /// So many of them independent.
    pub independent: usize,
    /// The two, in the order of [`Ledger::parties`].
    pub positions: [Position; 2],
    /// What the two count differently.
    pub disagree: Vec<String>,
    /// All numbers that were given, by whomever.
    pub numbers: Vec<Spread>,
}

/// What one side says: nothing, where it is silent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Position {
    /// All that it does, each once; `silent` where it does nothing.
    pub stances: Vec<Stance>,
    /// Its words.
    pub remarks: Vec<Remark>,
}

/// What a side does with an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Says that it happened.
    Asserted,
    /// Confirms what another said.
    Confirmed,
    /// Says that it did not.
    Denied,
    /// Declines to say.
    Declined,
    /// Says nothing.
    Silent,
}

/// One thing said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remark {
    /// What it does.
    pub stance: Stance,
    /// Who, in which words, when.
    #[serde(flatten)]
    pub claim: Claim,
    /// The article.
    pub article: String,
    /// Numbers that it gives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Number>,
}

impl Party {
    /// A country code ("RUS"), or a name or a part of one ("Solheim", "World Food Programme").
    pub fn new(words: &str) -> Party {
        Party(words.trim().to_owned())
    }

    fn is_code(&self) -> bool {
        self.0.len() == 3 && self.0.bytes().all(|letter| letter.is_ascii_uppercase())
    }

    /// Whether somebody of this name and country is meant.
    pub fn is(&self, name: &str, country: Option<&str>) -> bool {
        if self.is_code() && country == Some(&self.0) {
            return true;
        }
        let words = |text: &str| -> Vec<String> {
            text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect()
        };
        let (name, wanted) = (words(name), words(&self.0));
        !self.is_code() && name.windows(wanted.len()).any(|run| run == wanted)
    }

    fn acts_in(&self, telling: &Telling) -> bool {
        let is = |who: &Who| self.is(&who.name, who.country.as_deref());
        telling.actors.iter().chain(&telling.recipients).any(is)
    }

    fn speaks(&self, claim: &Claim) -> bool {
        self.is(&claim.speaker, claim.country.as_deref())
    }
}

/// The ledger of two parties, of incidents on or after a day ("2031-03-01"), or of all.
pub fn ledger(joining: &Joining, one: &Party, other: &Party, since: Option<&str>) -> Ledger {
    let mut entries: Vec<Entry> = Vec::new();
    for incident in &joining.incidents {
        let positions = [one, other].map(|party| position(joining, incident, party));
        let acts = |party: &Party| joining.tellings(incident).any(|(_, telling)| party.acts_in(telling));
        let [first, second] = [acts(one), acts(other)];
        let speaks = |position: &Position| !position.remarks.is_empty();
        let in_it = [first || speaks(&positions[0]), second || speaks(&positions[1])];
        if (!first && !second) || in_it != [true, true] {
            continue;
        }
        let account = joining.account(incident);
        let day = account.date.as_deref().or(account.before.as_deref());
        if since.is_none_or(|since| day.is_some_and(|day| day >= since)) {
            entries.push(Entry::of(account, positions));
        }
    }
    entries.sort_by(|one, other| (one.day(), &one.incident).cmp(&(other.day(), &other.incident)));
    Ledger { parties: [one.clone(), other.clone()], entries }
}

/// All that a party says of an incident.
fn position(joining: &Joining, incident: &Incident, party: &Party) -> Position {
    let mut remarks: Vec<Remark> = Vec::new();
    for (story, telling) in joining.tellings(incident) {
        // Who only quotes another takes no stand; who denies or confirms what another said does.
        let own = telling.claims.iter().enumerate();
        let own = own.filter(|(at, claim)| *at == 0 || matches!(claim.act, Act::Deny | Act::Confirm));
        for (_, claim) in own.filter(|(_, claim)| party.speaks(claim)) {
            add(&mut remarks, Remark::of(stance(claim, telling), claim, story, telling.numbers.clone()));
        }
        for claim in story.remarks_on(telling).filter(|claim| party.speaks(claim)) {
            add(&mut remarks, Remark::of(stance(claim, telling), claim, story, Vec::new()));
        }
    }
    let mut stances: Vec<Stance> = remarks.iter().map(|remark| remark.stance).collect();
    stances.sort();
    stances.dedup();
    if stances.is_empty() {
        stances.push(Stance::Silent);
    }
    Position { stances, remarks }
}

/// Once each, though several papers print it.
fn add(remarks: &mut Vec<Remark>, remark: Remark) {
    let same = |known: &Remark| {
        known.claim.speaker == remark.claim.speaker && known.claim.words == remark.claim.words
    };
    if !remarks.iter().any(same) {
        remarks.push(remark);
    }
}

fn stance(claim: &Claim, telling: &Telling) -> Stance {
    match claim.act {
        Act::Deny => Stance::Denied,
        Act::Decline => Stance::Declined,
        _ if telling.modality == Modality::Negated
            && telling.claims.iter().all(|claim| claim.act != Act::Deny) =>
        {
            Stance::Denied
        }
        Act::Confirm => Stance::Confirmed,
        _ => Stance::Asserted,
    }
}

impl Remark {
    fn of(stance: Stance, claim: &Claim, story: &Story, numbers: Vec<Number>) -> Remark {
        Remark { stance, claim: claim.clone(), article: story.id.clone(), numbers }
    }
}

impl Entry {
    fn of(account: Account, positions: [Position; 2]) -> Entry {
        let sentences = account.sources.iter().flat_map(|source| &source.sentences);
        Entry {
            incident: account.id,
            kind: account.kind,
            modes: account.modes,
            date: account.date,
            before: account.before,
            place: account.place,
            sentence: sentences.max_by_key(|sentence| sentence.len()).cloned().unwrap_or_default(),
            sources: account.sources.len(),
            independent: account.independent,
            disagree: disagreements(&positions),
            positions,
            numbers: account.numbers,
        }
    }

    fn day(&self) -> Option<&str> {
        self.date.as_deref().or(self.before.as_deref())
    }
}

/// What both sides count, and no number of the one is a number of the other.
fn disagreements(positions: &[Position; 2]) -> Vec<String> {
    let [one, other] = positions.each_ref().map(|position| -> Vec<&Number> {
        position.remarks.iter().flat_map(|remark| &remark.numbers).collect()
    });
    let values = |numbers: &[&Number], what: &str| -> Vec<f64> {
        numbers.iter().filter(|number| number.what == what).map(|number| number.value).collect()
    };
    let mut whats: Vec<&str> = one.iter().map(|number| number.what.as_str()).collect();
    whats.sort_unstable();
    whats.dedup();
    let differ = |what: &&str| {
        let (one, other) = (values(&one, what), values(&other, what));
        !other.is_empty() && !one.iter().any(|value| other.contains(value))
    };
    whats.into_iter().filter(differ).map(str::to_owned).collect()
}

impl Stance {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Asserted => "asserted",
            Stance::Confirmed => "confirmed",
            Stance::Denied => "denied",
            Stance::Declined => "declined",
            Stance::Silent => "silent",
        }
    }
}

impl Ledger {
    /// The ledger for people: what disagrees is marked with `!`.
    pub fn readable(&self) -> String {
        let mut out = String::new();
        for entry in &self.entries {
            entry.readable(&self.parties, &mut out);
        }
        let denied = self.entries.iter().filter(|entry| entry.contested()).count();
        let noun = if self.entries.len() == 1 { "incident" } else { "incidents" };
        writeln!(
            out,
            "{} {noun} between {} and {}, {denied} contested",
            self.entries.len(),
            self.parties[0].0,
            self.parties[1].0
        )
        .ok();
        out
    }
}

impl Entry {
    /// Whether a side denies it, or the sides count differently.
    pub fn contested(&self) -> bool {
        !self.disagree.is_empty()
            || self.positions.iter().any(|position| position.stances.contains(&Stance::Denied))
    }

    fn readable(&self, parties: &[Party; 2], out: &mut String) {
        let modes: Vec<&str> = self.modes.iter().map(|mode| mode.name()).collect();
        let day = match (&self.date, &self.before) {
            (Some(date), _) => date.clone(),
            (None, Some(before)) => format!("by {before}"),
            (None, None) => "no day".to_owned(),
        };
        let place = self.place.as_ref().map(|place| format!(" · {place}")).unwrap_or_default();
        let mark = if self.contested() { "!" } else { " " };
        let code = [&[self.kind.name()][..], &modes].concat().join(" ");
        writeln!(out, "{mark} {day}  {code}{place}  {}", self.incident).ok();
        writeln!(out, "    {}", self.sentence).ok();
        let noun = if self.sources == 1 { "story" } else { "stories" };
        writeln!(out, "    {} {noun}, {} independent", self.sources, self.independent).ok();
        for (party, position) in parties.iter().zip(&self.positions) {
            if position.remarks.is_empty() {
                writeln!(out, "    {:<4} silent", party.0).ok();
            }
            for remark in &position.remarks {
                let date = remark.claim.date.as_deref().unwrap_or("no day");
                let (speaker, words) = (&remark.claim.speaker, &remark.claim.words);
                writeln!(out, "    {:<4} {:<9} {date}  {speaker}: {words}", party.0, remark.stance.name())
                    .ok();
            }
        }
        for spread in self.numbers.iter().filter(|spread| spread.differ) {
            let mark = if self.disagree.contains(&spread.what) { "!" } else { " " };
            writeln!(out, "  {mark} numbers differ: {}", spread.readable()).ok();
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_is_a_code_or_words_of_a_name() {
        assert!(Party::new("NOR").is("Ingvild Stokkvik", Some("NOR")));
        assert!(!Party::new("NOR").is("Nor", None));
        assert!(Party::new("stokkvik").is("Ingvild Stokkvik", Some("NOR")));
        assert!(Party::new("Food Programme").is("the World Food Programme", None));
        assert!(!Party::new("Programme Food").is("the World Food Programme", None));
    }
}
