//! What a well-read editor knows: countries, people and their offices, organisations, role nouns, places;
//! and the lexicon: cues, frames, time patterns. `data/` and `lexicon/` are what a person edits.

mod times;

pub use times::{Around, TimeClass, TimeGrammar, TimePattern};

/// Everything known.
pub struct Knowledge;

impl Knowledge {
    /// The knowledge inside the binary.
    pub fn embedded() -> &'static Knowledge {
        &Knowledge
    }
}
