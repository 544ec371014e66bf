//! Why an incident is one: what joined its tellings, and what kept others apart.

use std::collections::BTreeMap;

use serde::Serialize;

use super::compare::{Comparison, compare};
use super::{ENOUGH, Incident, Joining, Settled, block};

/// The reasons of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The incident's id.
    pub id: String,
    /// For each telling but the first, the link that holds it best.
    pub joined: Vec<Link>,
    /// What came near, the nearest first, and stayed outside.
    pub apart: Vec<Apart>,
}

/// Two tellings that were compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// A telling in the incident: its article.
    pub article: String,
    /// And its words.
    pub words: String,
    /// The other's article.
    pub with_article: String,
    /// And words.
    pub with_words: String,
    /// The sum of the points.
    pub total: i32,
    /// "+3 same day".
    pub points: Vec<String>,
}

/// What stayed outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// The incident that it belongs to.
    pub incident: String,
    /// The nearest two tellings.
    pub link: Link,
    /// What ruled it out, or that the points were too few.
    pub reason: String,
}

/// So many points below the mark is near.
const NEAR: i32 = 3;
/// So many that stayed outside are told.
const MOST: usize = 12;

impl Joining {
    /// What joined an incident's tellings, and what kept others apart.
    pub fn why(&self, incident: &Incident) -> Why {
        let all = self.all();
        let mut inside: BTreeMap<u32, (Link, i32)> = BTreeMap::new();
        let mut outside: BTreeMap<u32, (Comparison, Link)> = BTreeMap::new();
        let is_inside = |telling: &u32| incident.tellings.binary_search(telling).is_ok();
        for (one, other) in block::pairs(&all) {
            let (within, of) = match (is_inside(&one), is_inside(&other)) {
                (true, true) => (one, other),
                (true, false) => (one, other),
                (false, true) => (other, one),
                (false, false) => continue,
            };
            let comparison = compare(all[within as usize], all[of as usize]);
            let link = self.link(within, of, &comparison);
            if is_inside(&of) {
                let better = |known: &(Link, i32)| known.1 < link.total;
                if comparison.joins() && inside.get(&of).is_none_or(better) {
                    inside.insert(of, (link.clone(), link.total));
                }
            } else if link.total >= ENOUGH - NEAR {
                let home = self.home(of);
                if outside.get(&home).is_none_or(|known| known.1.total < link.total) {
                    outside.insert(home, (comparison, link));
                }
            }
        }
        let mut apart: Vec<Apart> = outside
            .into_iter()
            .map(|(home, (comparison, link))| {
                let home = &self.incidents[home as usize];
                Apart { incident: home.id.clone(), reason: self.reason(incident, home, &comparison), link }
            })
            .collect();
        apart.sort_by_key(|apart| std::cmp::Reverse(apart.link.total));
        apart.truncate(MOST);
        Why { id: incident.id.clone(), joined: inside.into_values().map(|(link, _)| link).collect(), apart }
    }

    fn link(&self, one: u32, other: u32, comparison: &Comparison) -> Link {
        let (one, other) = (self.told(one), self.told(other));
        let point = |point: &super::Point| format!("{:+} {}", point.points(), point.name());
        Link {
            article: one.story.id.clone(),
            words: one.telling.trigger.clone(),
            with_article: other.story.id.clone(),
            with_words: other.telling.trigger.clone(),
            total: comparison.total(),
            points: comparison.points.iter().map(point).collect(),
        }
    }

    /// The number of the incident that a telling belongs to.
    fn home(&self, telling: u32) -> u32 {
        let home =
            self.incidents.iter().position(|incident| incident.tellings.binary_search(&telling).is_ok());
        home.unwrap_or_default() as u32
    }

    fn reason(&self, one: &Incident, other: &Incident, comparison: &Comparison) -> String {
        if let Some(bar) = comparison.bar {
            return bar.name().to_owned();
        }
        if !comparison.joins() {
            return format!("{} points, {ENOUGH} are needed", comparison.total());
        }
        let settled = |incident: &Incident| {
            let of = |&telling: &u32| Settled::of(self.told(telling).telling);
            let mut settled = incident.tellings.first().map(of).unwrap_or_default();
            incident.tellings.iter().skip(1).map(of).for_each(|other| settled.take(other));
            settled
        };
        match settled(one).bar(&settled(other)) {
            Some(bar) => format!("{} in the tellings that they are joined with", bar.name()),
            None => "what stronger links had settled".to_owned(),
        }
    }
}
