//! The codebook: what the ontology's names mean, with examples. Takes `lexicon/codebook.toml` and the ontology,
//! gives the text of `docs/codebook.md`.

use std::collections::BTreeMap;
use std::fmt::Write;

use record::{Context, Error, EventType, Modality};
use serde::Deserialize;

use crate::frames::Example;

/// The ontology explained.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    /// A chapter for each type, in the ontology's order.
    #[serde(rename = "type")]
    pub types: Vec<Chapter>,
    modality: BTreeMap<String, String>,
    context: BTreeMap<String, String>,
}

/// A type explained.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// The type's name.
    pub name: String,
    about: String,
    /// What tells it from its neighbours.
    rules: Vec<String>,
    #[serde(default)]
    modes: BTreeMap<String, String>,
    /// Sentences that tell an event of this type.
    pub examples: Vec<Example>,
    /// Sentences that tell another one, which they name, or `NOTHING`.
    pub counter: Vec<Example>,
}

impl Codebook {
    /// The codebook inside the binary.
    pub fn embedded() -> Result<Codebook, Error> {
        Codebook::read("codebook.toml", include_str!("../lexicon/codebook.toml"))
    }

    /// Reads and checks it: every name of the ontology is explained, and no other.
    pub fn read(name: &str, text: &str) -> Result<Codebook, Error> {
        let codebook: Codebook = crate::frames::parse(name, text)?;
        let same = |what: &str, known: Vec<&str>, told: Vec<&str>| {
            if known == told {
                return Ok(());
            }
            let missing =
                known.iter().find(|one| !told.contains(one)).or(told.iter().find(|one| !known.contains(one)));
            let missing = missing.map_or("their order", |one| *one);
            Err(Error::new(format!("{what}: {missing:?} is missing, or no name of the ontology")).at(name, 1))
        };
        let sorted = |mut names: Vec<&'static str>| {
            names.sort_unstable();
            names
        };
        let types = codebook.types.iter().map(|chapter| chapter.name.as_str()).collect();
        same("types", EventType::ALL.iter().map(|kind| kind.name()).collect(), types)?;
        for (chapter, kind) in codebook.types.iter().zip(EventType::ALL) {
            let modes = sorted(kind.modes().iter().map(|(mode, _)| mode.name()).collect());
            same(&chapter.name, modes, chapter.modes.keys().map(String::as_str).collect())?;
        }
        let modalities = sorted(Modality::ALL.iter().map(|modality| modality.name()).collect());
        same("modality", modalities, codebook.modality.keys().map(String::as_str).collect())?;
        let contexts = sorted(Context::ALL.iter().map(|context| context.name()).collect());
        same("context", contexts, codebook.context.keys().map(String::as_str).collect())?;
        Ok(codebook)
    }

    /// The codebook as Markdown.
    pub fn to_markdown(&self) -> String {
        let mut text = String::from(HEAD);
        for (chapter, kind) in self.types.iter().zip(EventType::ALL) {
            chapter.write(*kind, &mut text);
        }
        text.push_str("\n## Modality\n\nHow far an event is real. The strongest doubt wins.\n\n| modality | |\n|---|---|\n");
        for modality in Modality::ALL {
            let _ = writeln!(text, "| `{}` | {} |", modality.name(), self.modality[modality.name()]);
        }
        text.push_str("\n## Contexts\n\nWhat an event was about; it may have several, or none.\n\n| context | |\n|---|---|\n");
        for context in Context::ALL {
            let _ = writeln!(text, "| `{}` | {} |", context.name(), self.context[context.name()]);
        }
        text
    }
}

impl Chapter {
    fn write(&self, kind: EventType, text: &mut String) {
        const QUADS: [&str; 4] =
            ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
        let quad = kind.quad_code();
        let needs = if kind.needs_recipient() { " A recipient is needed." } else { "" };
        let _ = write!(
            text,
            "\n## {}\n\n{} Quad class {quad}, {}; score {}.{needs}\n\n",
            self.name,
            self.about,
            QUADS[usize::from(quad) - 1],
            kind.score()
        );
        for rule in &self.rules {
            let _ = writeln!(text, "- {rule}");
        }
        if !self.modes.is_empty() {
            text.push_str("\n| mode | score | |\n|---|---|---|\n");
        }
        for (mode, score) in kind.modes() {
            let _ = writeln!(text, "| `{}` | {score} | {} |", mode.name(), self.modes[mode.name()]);
        }
        text.push_str("\n| | |\n|---|---|\n");
        for example in &self.examples {
            let recipient = match example.recipient.as_str() {
                "" => String::new(),
                recipient => format!(" to {recipient}"),
            };
            let modality =
                example.modality.as_ref().map_or(String::new(), |modality| format!(", {modality}"));
            let _ = writeln!(text, "| yes | {} *{}{recipient}{modality}* |", example.text, example.actor);
        }
        for example in &self.counter {
            let event = match example.event.as_deref() {
                Some("NOTHING") | None => "no event",
                Some(event) => event,
            };
            let _ = writeln!(text, "| {event} | {} |", example.text);
        }
    }
}

const HEAD: &str = "# Codebook

What Dateline's events mean: PLOVER's sixteen types with their modes, PLOVER's contexts, and our modality. The types,
modes and scores are facts of the PLOVER manual (openeventdata/PLOVER, 2024); the words and examples are ours. Every
example is read by a test. This page is written by `dateline lexicon codebook` from
[codebook.toml](../crates/knowledge/lexicon/codebook.toml): edit that.

Who does it is the **actor**, to whom it is done the **recipient**. Without an actor there is no event. Several who do
it together are one event with a list. Where both do the same to each other (met, clashed), all are actors. The frames
that find a type: `dateline lexicon list --type AGREE`.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_what_the_data_says() {
        let codebook = Codebook::embedded().unwrap_or_else(|error| panic!("{error}"));
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/codebook.md");
        let written = std::fs::read_to_string(page).unwrap_or_default();
        assert!(
            written == codebook.to_markdown(),
            "docs/codebook.md is not today's: cargo run --release -p dateline -- lexicon codebook > docs/codebook.md"
        );
    }

    #[test]
    fn a_name_that_the_ontology_lacks_is_an_error() {
        let text = include_str!("../lexicon/codebook.toml").replace("phone = ", "telephone = ");
        let message = Codebook::read("codebook.toml", &text).unwrap_err().to_string();
        assert!(message.contains("CONSULT: \"phone\" is missing"), "{message}");
    }
}
