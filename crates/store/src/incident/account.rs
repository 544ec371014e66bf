//! What the sources of an incident say, summed up.

use std::collections::{BTreeMap, BTreeSet};

use record::{Act, EventType, Modality, Mode};
use serde::Serialize;

use super::{Claim, Incident, Joining, Story, Telling, Who};
use crate::calendar;

/// An incident as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Account {
    /// The incident's id.
    pub id: String,
    /// The type that most tellings have.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// All modes that tellings of this type have.
    pub modes: Vec<Mode>,
    /// The day that most tellings name.
    pub date: Option<String>,
    /// Where nobody names a day: the day of the first publication, before which it happened.
    pub before: Option<String>,
    /// The place that most tellings name, a town before a country.
    pub place: Option<String>,
    /// Its country.
    pub country: Option<String>,
    /// Who did it, each once.
    pub actors: Vec<Who>,
    /// To whom, each once.
    pub recipients: Vec<Who>,
    /// The stories that tell it, the first first.
    pub sources: Vec<Source>,
    /// How many of them are independent: copies of one story count once.
    pub independent: usize,
    /// How many stories tell it in the paper's own voice.
    pub narrated: usize,
    /// Who says that it happened.
    pub claimed: Vec<Side>,
    /// Who says that it did not.
    pub denied: Vec<Side>,
    /// What was counted.
    pub numbers: Vec<Spread>,
}

/// A story that tells of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The article's id.
    pub article: String,
    /// Its headline.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// The article that it is a copy of, or that is a copy of it, and came first.
    pub copy_of: Option<String>,
    /// The ids of its events.
    pub events: Vec<String>,
    /// The sentences.
    pub sentences: Vec<String>,
}

/// What somebody says of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Who, how and in which words.
    #[serde(flatten)]
    pub claim: Claim,
    /// The article.
    pub article: String,
    /// The event.
    pub event: String,
}

/// What was counted, and the numbers that were given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// What.
    pub what: String,
    /// Whether more than one number was given.
    pub differ: bool,
    /// The numbers, from low to high.
    pub values: Vec<Value>,
}

/// One number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Value {
    /// How many.
    pub value: f64,
    /// "at least".
    pub qualifier: Option<String>,
    /// The articles that give it.
    pub articles: Vec<String>,
    /// Those who are named for it.
    pub according_to: Vec<String>,
}

impl Joining {
    /// The account of an incident.
    pub fn account(&self, incident: &Incident) -> Account {
        let told: Vec<(&Story, &Telling)> = self.tellings(incident).collect();
        let kind = most(told.iter().map(|(_, telling)| telling.kind)).expect("an incident has a telling");
        let modes = told
            .iter()
            .filter(|(_, telling)| telling.kind == kind)
            .flat_map(|(_, telling)| telling.modes.clone());
        let modes: BTreeSet<Mode> = modes.collect();
        let exact = |telling: &Telling| telling.days.filter(|days| telling.dated && days.0 == days.1);
        let place = place(&told);
        let first = told.iter().filter_map(|(story, _)| story.published).min();
        let date = most(told.iter().filter_map(|(_, telling)| exact(telling)))
            .map(|(first, _)| calendar::date(first));
        let (claimed, denied) = sides(&told);
        let narrated: BTreeSet<&str> = told
            .iter()
            .filter(|(_, telling)| telling.claims.is_empty())
            .map(|(story, _)| story.id.as_str())
            .collect();
        let origins: BTreeSet<usize> =
            incident.tellings.iter().map(|&telling| self.told(telling).origin).collect();
        Account {
            id: incident.id.clone(),
            kind,
            modes: modes.into_iter().collect(),
            before: first.map(calendar::date).filter(|_| date.is_none()),
            date,
            country: place.and_then(|spot| spot.country.clone()),
            place: place.map(|spot| spot.name.clone()),
            actors: parties(told.iter().flat_map(|(_, telling)| &telling.actors)),
            recipients: parties(told.iter().flat_map(|(_, telling)| &telling.recipients)),
            sources: self.sources(incident),
            independent: origins.len(),
            narrated: narrated.len(),
            claimed,
            denied,
            numbers: spreads(&told),
        }
    }

    fn sources(&self, incident: &Incident) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        let mut firsts: BTreeMap<usize, String> = BTreeMap::new();
        for &number in &incident.tellings {
            let told = self.told(number);
            let (story, telling) = (told.story, told.telling);
            if sources.last().is_none_or(|source| source.article != story.id) {
                let first = firsts.entry(told.origin).or_insert_with(|| story.id.clone());
                sources.push(Source {
                    article: story.id.clone(),
                    title: story.title.clone(),
                    publisher: story.publisher.clone(),
                    published: story.published.map(calendar::date),
                    url: story.url.clone(),
                    copy_of: Some(first.clone()).filter(|first| *first != story.id),
                    events: Vec::new(),
                    sentences: Vec::new(),
                });
            }
            let source = sources.last_mut().expect("one was put there");
            source.events.push(telling.event.clone());
            if !source.sentences.contains(&telling.sentence) {
                source.sentences.push(telling.sentence.clone());
            }
        }
        sources
    }
}

/// What occurs most; of several the least.
fn most<T: Ord + Clone>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(item, _)| item)
}

fn place<'a>(told: &[(&'a Story, &'a Telling)]) -> Option<&'a super::place::Spot> {
    let spots: Vec<_> = told.iter().filter_map(|(_, telling)| telling.spot.as_ref()).collect();
    let named =
        |wide: bool| most(spots.iter().filter(|spot| spot.wide == wide).map(|spot| spot.name.clone()));
    let name = named(false).or_else(|| named(true))?;
    spots.into_iter().find(|spot| spot.name == name)
}

/// Each party once: those of one country, sector and name are one. Parties of which nothing is known stand only
/// where nobody else does.
fn parties<'a>(all: impl Iterator<Item = &'a Who>) -> Vec<Who> {
    let mut parties: Vec<&Who> = Vec::new();
    for who in all {
        let same = |known: &&Who| {
            known.country == who.country
                && known.sectors.first() == who.sectors.first()
                && known.person == who.person
        };
        if !parties.iter().any(same) {
            parties.push(who);
        }
    }
    let known = |who: &&&Who| who.country.is_some() || who.person.is_some() || !who.sectors.is_empty();
    let best: Vec<Who> = parties.iter().filter(known).map(|who| (*who).clone()).collect();
    if best.is_empty() { parties.into_iter().cloned().collect() } else { best }
}

/// Those who say that it happened, and those who deny it.
fn sides(told: &[(&Story, &Telling)]) -> (Vec<Side>, Vec<Side>) {
    let (mut claimed, mut denied): (Vec<Side>, Vec<Side>) = Default::default();
    for (story, telling) in told {
        let denies = telling.claims.iter().find(|claim| claim.act == Act::Deny);
        let negated = telling.modality == Modality::Negated;
        let (sides, claim) = match denies {
            Some(claim) => (&mut denied, Some(claim)),
            None if negated => (&mut denied, telling.claims.first()),
            None => (&mut claimed, telling.claims.first()),
        };
        let Some(claim) = claim else { continue };
        let new = |side: &Side| side.claim.speaker != claim.speaker || side.claim.words != claim.words;
        if sides.iter().all(new) {
            sides.push(Side {
                claim: claim.clone(),
                article: story.id.clone(),
                event: telling.event.clone(),
            });
        }
    }
    (claimed, denied)
}

fn spreads(told: &[(&Story, &Telling)]) -> Vec<Spread> {
    let mut spreads: Vec<Spread> = Vec::new();
    for (story, telling) in told {
        for number in &telling.numbers {
            let at = spreads.iter().position(|spread| spread.what == number.what).unwrap_or_else(|| {
                spreads.push(Spread { what: number.what.clone(), differ: false, values: Vec::new() });
                spreads.len() - 1
            });
            let values = &mut spreads[at].values;
            let found = values.iter().position(|value| value.value == number.value);
            let at = found.unwrap_or_else(|| {
                let (value, qualifier) = (number.value, number.qualifier.clone());
                values.push(Value { value, qualifier, articles: Vec::new(), according_to: Vec::new() });
                values.len() - 1
            });
            let speakers = telling.claims.first().map(|claim| claim.speaker.clone());
            add(&mut values[at].articles, Some(story.id.clone()));
            add(&mut values[at].according_to, speakers);
        }
    }
    for spread in &mut spreads {
        spread.differ = differ(told, &spread.what);
        spread.values.sort_by(|one, other| one.value.total_cmp(&other.value));
    }
    spreads
}

/// Whether two tellings give no number in common. Several numbers in one telling are parts, not accounts.
fn differ(told: &[(&Story, &Telling)], what: &str) -> bool {
    let given = |telling: &Telling| -> Vec<f64> {
        telling.numbers.iter().filter(|number| number.what == what).map(|number| number.value).collect()
    };
    let given: Vec<Vec<f64>> =
        told.iter().map(|(_, telling)| given(telling)).filter(|given| !given.is_empty()).collect();
    let apart = |one: &Vec<f64>, other: &Vec<f64>| !one.iter().any(|value| other.contains(value));
    given.iter().any(|one| given.iter().any(|other| apart(one, other)))
}

fn add(list: &mut Vec<String>, item: Option<String>) {
    list.extend(item.filter(|item| !list.contains(item)));
}
