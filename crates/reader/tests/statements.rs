//! The cases of `cases/statements`, and the examples of the cue lexicon, read with the model.

use std::path::Path;

use knowledge::Knowledge;
use language::Language;
use record::{Article, Record, Run, Statement};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

/// What must be found in a text; what it does not name, it leaves open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[allow(dead_code, reason = "for the reader of the case")]
    why: Option<String>,
    /// Why it is not found yet.
    pending: Option<String>,
    text: String,
    #[serde(default)]
    statements: Vec<Wanted>,
    #[serde(default)]
    events: Vec<Told>,
    /// Nothing is a statement here.
    #[serde(default)]
    none: bool,
}

/// According to whom an event happened.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    trigger: String,
    /// The speakers' words, outermost first; none for the narrator, one that is empty for nobody named.
    according_to: Vec<String>,
    modality: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The speaker's words; empty for nobody.
    speaker: Option<String>,
    cue: Option<String>,
    content: Vec<String>,
    act: Option<String>,
    kind: Option<String>,
    addressee: Option<String>,
    /// The cue of the statement that it stands within.
    within: Option<String>,
    negated: Option<bool>,
    /// The value of the time at which it was said.
    date: Option<String>,
    /// The name of the speaker's actor.
    who: Option<String>,
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/statements");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let cases: File = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for case in cases.case.iter().filter(|case| case.pending.is_none()) {
            let record = read(&case.text);
            let missing = case.statements.iter().filter(|wanted| !found(&record, wanted));
            let mut missing: Vec<String> = missing.map(|wanted| format!("{wanted:?}")).collect();
            let untold = case.events.iter().filter(|told| !happens(&record, told));
            missing.extend(untold.map(|told| format!("{told:?}")));
            if !missing.is_empty() || case.none && !record.statements.is_empty() {
                wrong.push(format!("{}\n  wanted {missing:#?}\n  found {:#?}", case.name, brief(&record)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// The lexicon's examples are sentences of every kind; a model reads most of them rightly, never all.
#[test]
fn examples_of_the_lexicon() {
    let (mut right, mut all) = (0, 0);
    for cue in Knowledge::embedded().cues().all() {
        for example in &cue.examples {
            let (text, wanted) = marked(example, cue.act.name());
            all += 1;
            right += usize::from(found(&read(&text), &wanted));
        }
    }
    assert!(right * 100 >= all * 75, "{right} of {all} examples are read as they are marked");
}

/// The example of each act is a statement with that act.
#[test]
fn examples_of_the_acts() {
    for definition in Knowledge::embedded().cues().acts() {
        let (text, wanted) = marked(&definition.example, definition.act.name());
        assert!(found(&read(&text), &wanted), "{}: {:#?}", definition.example, brief(&read(&text)));
    }
}

/// The sentence of an example without its marks, and what they mark.
fn marked(example: &str, act: &str) -> (String, Wanted) {
    let text = example.chars().filter(|letter| !"[]{}<>".contains(*letter)).collect();
    let between = |open, close| -> Vec<String> {
        let parts = example.split(open).skip(1);
        parts.filter_map(|part| Some(part.split_once(close)?.0.to_owned())).collect()
    };
    let wanted = Wanted {
        speaker: Some(between('[', ']').join(" ")),
        cue: Some(between('{', '}').join(" ")),
        content: between('<', '>'),
        act: Some(act.to_owned()),
        kind: None,
        addressee: None,
        within: None,
        negated: None,
        date: None,
        who: None,
    };
    (text, wanted)
}

fn read(text: &str) -> Record {
    let article =
        Article { id: "case".into(), text: text.into(), language: "en".into(), ..Article::default() };
    dateline_reader::read(&article, Language::embedded(), Knowledge::embedded()).record(Run::default())
}

fn found(record: &Record, wanted: &Wanted) -> bool {
    record.statements.iter().any(|statement| fits(record, statement, wanted))
}

fn fits(record: &Record, statement: &Statement, wanted: &Wanted) -> bool {
    let speaker = statement.speaker.as_ref().map_or("", |speaker| &speaker.passage.text);
    let addressee = statement.addressee.as_ref().map_or("", |speaker| &speaker.passage.text);
    let outer =
        statement.within.as_ref().and_then(|id| record.statements.iter().find(|other| &other.id == id));
    let same = |wanted: &Option<String>, found: &str| wanted.as_ref().is_none_or(|wanted| wanted == found);
    statement.content.iter().map(|passage| &passage.text).eq(&wanted.content)
        && same(&wanted.speaker, speaker)
        && same(&wanted.cue, &cue_of(statement))
        && same(&wanted.act, statement.act.name())
        && same(&wanted.kind, statement.kind.name())
        && same(&wanted.addressee, addressee)
        && same(&wanted.within, &outer.map(cue_of).unwrap_or_default())
        && wanted.negated.is_none_or(|negated| negated == statement.negated)
        && same(&wanted.date, &date_of(record, statement))
        && same(&wanted.who, &who_says(record, statement))
}

fn date_of(record: &Record, statement: &Statement) -> String {
    let time = record.times.iter().find(|time| Some(&time.id) == statement.date.as_ref());
    time.map_or(String::new(), |time| time.value.clone())
}

fn who_says(record: &Record, statement: &Statement) -> String {
    let id = statement.speaker.as_ref().and_then(|speaker| speaker.actor.as_ref());
    let actor = record.actors.iter().find(|actor| Some(&actor.id) == id);
    actor.map_or(String::new(), |actor| actor.name.clone())
}

/// Whether the record has the event, told by whom it should be.
fn happens(record: &Record, told: &Told) -> bool {
    let words = |id: &String| {
        let statement = record.statements.iter().find(|statement| &statement.id == id);
        let speaker = statement.and_then(|statement| statement.speaker.as_ref());
        speaker.map_or(String::new(), |speaker| speaker.passage.text.clone())
    };
    record.events.iter().any(|event| {
        event.trigger.iter().any(|passage| passage.text == told.trigger)
            && event.according_to.iter().map(words).eq(told.according_to.iter().cloned())
            && told.modality.as_ref().is_none_or(|modality| modality == event.modality.name())
    })
}

fn cue_of(statement: &Statement) -> String {
    statement.cue.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn brief(record: &Record) -> Vec<String> {
    let line = |statement: &Statement| {
        let speaker = statement.speaker.as_ref().map(|speaker| &speaker.passage.text);
        let content: Vec<&str> = statement.content.iter().map(|passage| passage.text.as_str()).collect();
        format!(
            "{:?} {} {:?} {content:?} ({})",
            speaker,
            statement.act.name(),
            cue_of(statement),
            statement.rule
        )
    };
    let event = |event: &record::Event| {
        let words: Vec<&str> = event.trigger.iter().map(|passage| passage.text.as_str()).collect();
        format!("{words:?} {} according to {:?}", event.modality.name(), event.according_to)
    };
    record.statements.iter().map(line).chain(record.events.iter().map(event)).collect()
}
