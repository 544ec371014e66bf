//! The cases of `cases/events`, and the examples of the codebook, read with the model.

use std::path::Path;

use dateline_reader as reader;
use knowledge::Knowledge;
use knowledge::codebook::Codebook;
use knowledge::frames::Example;
use language::Language;
use record::{Article, Event, Record, Run};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

/// What must be found in a text; what it does not name, it leaves open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[allow(dead_code, reason = "for the reader of the case")]
    why: Option<String>,
    /// Why it is not found yet.
    pending: Option<String>,
    #[serde(default)]
    events: Vec<Wanted>,
    /// How many events there are, where no other may be found.
    count: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(rename = "type")]
    kind: String,
    trigger: Option<String>,
    actor: Option<String>,
    recipient: Option<String>,
    modality: Option<String>,
    date: Option<String>,
    quantity: Option<f64>,
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/events");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let cases: File = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for case in cases.case.iter().filter(|case| case.pending.is_none()) {
            let record = read(&case.text);
            let missing = case.events.iter().find(|wanted| !found(&record, wanted));
            let more = case.count.is_some_and(|count| record.events.len() != count);
            if missing.is_some() || more {
                wrong.push(format!("{}\n  wanted {missing:?}\n  found {:#?}", case.text, brief(&record)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_codebook_means_what_it_says() {
    let codebook = Codebook::embedded().unwrap();
    let mut wrong = Vec::new();
    for chapter in &codebook.types {
        for example in &chapter.examples {
            let record = read(&example.text);
            let fits = |event: &&Event| gives(event, &chapter.name, example);
            if !record.events.iter().any(|event| fits(&event)) {
                wrong.push(format!("{}: {}\n  found {:?}", chapter.name, example.text, brief(&record)));
            }
        }
        for example in &chapter.counter {
            let record = read(&example.text);
            let other = example.event.as_deref().unwrap_or("NOTHING");
            let is = |name: &str| record.events.iter().any(|event| event.kind.name() == name);
            if is(&chapter.name) || other != "NOTHING" && !is(other) {
                wrong.push(format!("no {}: {}\n  found {:?}", chapter.name, example.text, brief(&record)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

fn gives(event: &Event, kind: &str, example: &Example) -> bool {
    let named = |parties: &[record::Party], wanted: &str| {
        let mut names = wanted.split(';').map(str::trim).filter(|name| !name.is_empty());
        names.all(|name| parties.iter().any(|party| party.passage.text.contains(name)))
    };
    event.kind.name() == kind
        && named(&event.actors, &example.actor)
        && named(&event.recipients, &example.recipient)
        && event.modality.name() == example.modality.as_deref().unwrap_or("actual")
}

fn found(record: &Record, wanted: &Wanted) -> bool {
    let has = |parties: &[record::Party], wanted: &Option<String>| {
        wanted.as_ref().is_none_or(|wanted| match wanted.as_str() {
            "" => parties.is_empty(),
            wanted => parties.iter().any(|party| party.passage.text.contains(wanted)),
        })
    };
    record.events.iter().any(|event| {
        let date = event.date.as_ref().map_or("", |date| date.value.as_str());
        event.kind.name() == wanted.kind
            && wanted
                .trigger
                .as_ref()
                .is_none_or(|wanted| event.trigger.iter().any(|one| one.text.contains(wanted.as_str())))
            && has(&event.actors, &wanted.actor)
            && has(&event.recipients, &wanted.recipient)
            && wanted.modality.as_ref().is_none_or(|wanted| event.modality.name() == wanted)
            && wanted.date.as_ref().is_none_or(|wanted| date == wanted)
            && wanted.quantity.is_none_or(|wanted| event.quantities.iter().any(|one| one.value == wanted))
    })
}

fn brief(record: &Record) -> Vec<String> {
    let words = |parties: &[record::Party]| {
        parties.iter().map(|party| party.passage.text.clone()).collect::<Vec<_>>().join("; ")
    };
    let event = |event: &Event| {
        let trigger: Vec<&str> = event.trigger.iter().map(|one| one.text.as_str()).collect();
        format!(
            "{} {} <{}> [{}] to [{}]",
            event.kind.name(),
            event.modality.name(),
            trigger.join(" "),
            words(&event.actors),
            words(&event.recipients)
        )
    };
    record.events.iter().map(event).collect()
}

fn read(text: &str) -> Record {
    let article = Article {
        id: "case".into(),
        text: text.into(),
        published: Some(jiff::civil::date(2026, 1, 14)),
        language: "en".into(),
        ..Article::default()
    };
    reader::read(&article, Language::embedded(), Knowledge::embedded()).record(Run::default())
}
