//! What another reading of the same article finds: events that appear, go, or change.

use record::{Event, Party, Record};

/// An event that is not told as before.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference<'a> {
    /// It is new.
    Appears(&'a Event),
    /// It is no more.
    Goes(&'a Event),
    /// The same words tell another event: what it was, what it is, and in which fields they part.
    Changes(&'a Event, &'a Event, Vec<Field>),
}

/// A field, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in the record.
    pub name: &'static str,
    /// What stood there.
    pub before: String,
    /// What stands there.
    pub after: String,
}

/// What parts two records of one article, in the order of the new one's events; what goes comes last.
pub fn differences<'a>(before: &'a Record, after: &'a Record) -> Vec<Difference<'a>> {
    let mut gone: Vec<&Event> = before.events.iter().collect();
    let mut found = Vec::new();
    // The same id first: an event is not taken for its neighbour's successor.
    let mut open = Vec::new();
    for event in &after.events {
        match gone.iter().position(|old| old.id == event.id) {
            Some(place) => found.push((event, Some(gone.remove(place)))),
            None => {
                open.push(found.len());
                found.push((event, None));
            }
        }
    }
    for place in open {
        let told = |old: &&Event| {
            old.trigger
                .iter()
                .any(|one| found[place].0.trigger.iter().any(|other| one.span.overlaps(other.span)))
        };
        if let Some(old) = gone.iter().position(told) {
            found[place].1 = Some(gone.remove(old));
        }
    }
    let changed = found.into_iter().filter_map(|(event, old)| match old {
        None => Some(Difference::Appears(event)),
        Some(old) => {
            let fields = fields(before, old, after, event);
            (!fields.is_empty()).then_some(Difference::Changes(old, event, fields))
        }
    });
    changed.chain(gone.into_iter().map(Difference::Goes)).collect()
}

fn fields(before: &Record, old: &Event, after: &Record, new: &Event) -> Vec<Field> {
    let pairs = facts(before, old).into_iter().zip(facts(after, new));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after))| Field { name, before, after })
        .collect()
}

/// What is told of an event, in words: ids and rules may change where nothing else does.
fn facts(record: &Record, event: &Event) -> [(&'static str, String); 11] {
    let place = event.place.as_ref().and_then(|id| record.places.iter().find(|place| place.id == *id));
    let claims =
        event.according_to.iter().filter_map(|id| record.statements.iter().find(|one| one.id == *id));
    let claimants =
        claims.map(|one| one.speaker.as_ref().map_or("somebody", |speaker| speaker.passage.text.as_str()));
    let quantities = event.quantities.iter().map(|one| format!("{} {}", one.value, one.what));
    [
        ("type", event.kind.name().to_owned()),
        ("modes", joined(event.modes.iter().map(|mode| mode.name()))),
        ("contexts", joined(event.contexts.iter().map(|context| context.name()))),
        ("cameo", event.cameo.clone()),
        ("actors", parties(record, &event.actors)),
        ("recipients", parties(record, &event.recipients)),
        ("modality", event.modality.name().to_owned()),
        ("according_to", joined(claimants)),
        ("date", event.date.as_ref().map(|date| date.value.clone()).unwrap_or_default()),
        ("place", place.map(|place| place.name.clone()).unwrap_or_default()),
        ("quantities", quantities.collect::<Vec<_>>().join("; ")),
    ]
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

/// "Norway [NOR]; the envoy [NOR GOV]".
fn parties(record: &Record, parties: &[Party]) -> String {
    let party = |party: &Party| {
        let actor = record.actors.iter().find(|actor| actor.id == party.actor);
        let codes =
            actor.map(|actor| actor.country.iter().chain(&actor.sectors).cloned().collect::<Vec<_>>());
        let codes = codes.unwrap_or_default().join(" ");
        let name = actor.map_or(party.passage.text.as_str(), |actor| &actor.name);
        if codes.is_empty() { name.to_owned() } else { format!("{name} [{codes}]") }
    };
    parties.iter().map(party).collect::<Vec<_>>().join("; ")
}

/// An event in one line: "Norway [NOR] -- SANCTION expel -> Peru [PER], actual".
pub fn told(record: &Record, event: &Event) -> String {
    let modes: String = event.modes.iter().map(|mode| format!(" {}", mode.name())).collect();
    format!(
        "{} -- {}{modes} -> {}, {}",
        parties(record, &event.actors),
        event.kind.name(),
        parties(record, &event.recipients),
        event.modality.name()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record with events, each a type, a modality and the place of its trigger.
    fn record(events: &[(&str, &str, u32)]) -> Record {
        let event = |(number, (kind, modality, start)): (usize, &(&str, &str, u32))| {
            serde_json::json!({
                "id": format!("e{kind}{start}"), "type": kind, "modes": [], "contexts": [], "quad_code": 1,
                "event_scale": 1.0, "cameo": "010", "actors": [], "recipients": [],
                "trigger": [{"start": start, "end": start + 4, "text": "word"}], "modality": modality,
                "according_to": [], "date": null, "place": null, "quantities": [], "sentence": number,
                "rule": format!("frames.toml:{number}")
            })
        };
        let events: Vec<_> = events.iter().enumerate().map(event).collect();
        serde_json::from_value(serde_json::json!({
            "schema": "dateline/1",
            "article": {"id": "a", "title": null, "publisher": null, "published": null, "url": null, "language": "en"},
            "run": {"dateline": "", "model": "", "knowledge": "", "lexicon": ""},
            "actors": [], "places": [], "times": [], "statements": [], "events": events, "boilerplate": [],
            "abstentions": []
        }))
        .unwrap()
    }

    fn check(before: &[(&str, &str, u32)], after: &[(&str, &str, u32)], expected: &[&str]) {
        let (before, after) = (record(before), record(after));
        let found: Vec<String> = differences(&before, &after)
            .iter()
            .map(|difference| match difference {
                Difference::Appears(event) => format!("+{}", event.id),
                Difference::Goes(event) => format!("-{}", event.id),
                Difference::Changes(old, new, fields) => {
                    let fields: Vec<&str> = fields.iter().map(|field| field.name).collect();
                    format!("{}>{} {}", old.id, new.id, fields.join(" "))
                }
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn events_appear_go_and_change() {
        check(&[("AID", "actual", 5)], &[("AID", "actual", 5)], &[]);
        check(&[], &[("AID", "actual", 5)], &["+eAID5"]);
        check(&[("AID", "actual", 5)], &[], &["-eAID5"]);
        check(&[("AID", "actual", 5)], &[("AID", "future", 5)], &["eAID5>eAID5 modality"]);
        check(&[("AID", "actual", 5)], &[("AGREE", "actual", 5)], &["eAID5>eAGREE5 type"]);
        check(&[("AID", "actual", 5)], &[("AGREE", "actual", 50)], &["+eAGREE50", "-eAID5"]);
    }

    #[test]
    fn a_rule_that_moved_is_no_change() {
        check(
            &[("AID", "actual", 5), ("AGREE", "actual", 50)],
            &[("AGREE", "actual", 50), ("AID", "actual", 5)],
            &[],
        );
    }
}
