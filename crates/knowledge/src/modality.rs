//! The words that take an event's reality away: `lexicon/modality.toml`.

use std::collections::HashMap;

use record::{Error, Modality};
use serde::Deserialize;

/// Where such a word stands, seen from the event's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Where {
    /// Above it: "plans to meet".
    Above,
    /// Above it, where it is no finite clause: "told the army to attack", but not "told the paper that it attacked".
    Infinitive,
    /// Beside it: "will meet".
    Beside,
    /// At the head of its clause: "if they meet".
    Mark,
}

/// All of them, by lemma and place.
#[derive(Debug, Default)]
pub struct ModalityWords {
    words: HashMap<(Where, String), Modality>,
    /// Example sentences, each with the modality that its event must have.
    pub examples: Vec<(String, Modality)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    word: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    modality: Modality,
    place: Where,
    lemmas: Vec<String>,
    examples: Vec<String>,
}

impl ModalityWords {
    /// The words inside the binary.
    pub fn embedded() -> Result<ModalityWords, Error> {
        let (name, text) = crate::lexicon::file("modality.toml");
        ModalityWords::read(name, text)
    }

    /// Reads the file.
    pub fn read(name: &str, text: &str) -> Result<ModalityWords, Error> {
        let file: File = crate::frames::parse(name, text)?;
        let mut read = ModalityWords::default();
        for entry in file.word {
            read.examples.extend(entry.examples.into_iter().map(|text| (text, entry.modality)));
            for lemma in entry.lemmas {
                read.words.entry((entry.place, lemma)).or_insert(entry.modality);
            }
        }
        Ok(read)
    }

    /// What a word does to an event that stands so to it.
    pub fn of(&self, place: Where, lemma: &str) -> Option<Modality> {
        self.words.get(&(place, lemma.to_lowercase())).copied()
    }
}
