//! What a well-read editor knows: countries, people and their offices, organisations, role nouns, places;
//! and the lexicon: cues, frames, time patterns. `data/` and `lexicon/` are what a person edits.

mod cues;

pub use cues::{Complement, Cue, CueClass, Cues};

/// Everything known.
pub struct Knowledge;

impl Knowledge {
    /// The knowledge inside the binary.
    pub fn embedded() -> &'static Knowledge {
        &Knowledge
    }
}
