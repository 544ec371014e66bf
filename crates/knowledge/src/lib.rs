//! What a well-read editor knows: countries, people and their offices, organisations, role nouns, places;
//! and the lexicon: cues, frames, time patterns. `data/` and `lexicon/` are what a person edits.

pub mod frames;
pub mod modality;

use std::sync::LazyLock;

use frames::Frames;
use modality::ModalityWords;

/// Everything known.
pub struct Knowledge {
    frames: Frames,
    modality_words: ModalityWords,
}

impl Knowledge {
    /// The knowledge inside the binary.
    pub fn embedded() -> &'static Knowledge {
        static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge {
            frames: Frames::embedded().expect("a test reads the embedded frames"),
            modality_words: ModalityWords::embedded().expect("a test reads the embedded words"),
        });
        &KNOWLEDGE
    }

    /// The event frames.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// The words that take an event's reality away.
    pub fn modality_words(&self) -> &ModalityWords {
        &self.modality_words
    }
}
