//! The lexicon's own examples, read as a test: each frame must find in its examples what they say, and
//! nothing in the sentences where it may find nothing.

use knowledge::Knowledge;
use knowledge::frames::{Example, Frame};
use language::Language;
use record::{Article, Modality};

use crate::{Event, MentionId, Reading, read};

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many sentences gave what they should.
    pub passed: usize,
    /// What the others gave, with the frame's file and line.
    pub failures: Vec<String>,
}

/// Reads the examples of all frames, or of those whose rule contains `only`; and those of the modality words.
pub fn test(language: &Language, knowledge: &Knowledge, only: Option<&str>) -> Outcome {
    let mut outcome = Outcome::default();
    let wanted = |rule: &str| only.is_none_or(|only| rule.contains(only));
    for frame in knowledge.frames().frames.iter().filter(|frame| wanted(&frame.rule())) {
        for example in &frame.examples {
            let article = story(&example.text);
            let reading = read(&article, language, knowledge);
            outcome.add(check_example(&reading, frame, example), &frame.rule(), &example.text);
        }
        for text in &frame.not {
            let article = story(text);
            let reading = read(&article, language, knowledge);
            let found = reading.events.iter().any(|event| event.rule == frame.rule());
            let result = if found { Err("it finds an event where it may not".into()) } else { Ok(()) };
            outcome.add(result, &frame.rule(), text);
        }
    }
    for (text, modality) in knowledge.modality_words().examples.iter().filter(|_| wanted("modality.toml")) {
        let article = story(text);
        let reading = read(&article, language, knowledge);
        outcome.add(check_modality(&reading, *modality), "modality.toml", text);
    }
    outcome
}

impl Outcome {
    fn add(&mut self, result: Result<(), String>, rule: &str, text: &str) {
        match result {
            Ok(()) => self.passed += 1,
            Err(what) => self.failures.push(format!("{rule}: {what}\n    {text}")),
        }
    }
}

fn story(text: &str) -> Article {
    let published = Some(jiff::civil::date(2026, 1, 14));
    Article {
        id: "example".into(),
        text: text.into(),
        published,
        language: "en".into(),
        ..Article::default()
    }
}

fn check_example(reading: &Reading, frame: &Frame, example: &Example) -> Result<(), String> {
    let Some(event) = reading.events.iter().find(|event| event.rule == frame.rule()) else {
        let others: Vec<&str> = reading.events.iter().map(|event| event.rule.as_str()).collect();
        let rejected: Vec<String> =
            reading.rejected.iter().map(|one| format!("{} ({})", one.rule, one.reason)).collect();
        return Err(format!("no event; found {others:?}, rejected {rejected:?}"));
    };
    named(reading, "actor", &event.actors, &example.actor)?;
    named(reading, "recipient", &event.recipients, &example.recipient)?;
    let kind = example.event.as_deref().unwrap_or(frame.event.name());
    if event.kind.name() != kind {
        return Err(format!("the type is {}, not {kind}", event.kind.name()));
    }
    let modality = example.modality.as_deref().unwrap_or("actual");
    if event.modality.name() != modality {
        return Err(format!("the modality is {}, not {modality}", event.modality.name()));
    }
    Ok(())
}

/// Whether each of the wanted words stands in a party's mention.
fn named(reading: &Reading, role: &str, parties: &[MentionId], wanted: &str) -> Result<(), String> {
    let words: Vec<&str> =
        parties.iter().map(|&id| reading.mentions.mention(id).span.of(&reading.article.text)).collect();
    for one in wanted.split(';').map(str::trim).filter(|one| !one.is_empty()) {
        if !words.iter().any(|party| party.contains(one) || one.contains(party)) {
            return Err(format!("no {role} {one:?}; found {words:?}"));
        }
    }
    Ok(())
}

fn check_modality(reading: &Reading, wanted: Modality) -> Result<(), String> {
    let found: Vec<(&str, &str)> =
        reading.events.iter().map(|event: &Event| (event.rule.as_str(), event.modality.name())).collect();
    if reading.events.iter().any(|event| event.modality == wanted) {
        Ok(())
    } else {
        Err(format!("no event is {}; found {found:?}", wanted.name()))
    }
}
