//! English text to sentences, tokens, tags, lemmas, Universal Dependencies trees and entity spans.
//!
//! Useful on its own: a small, fast UD parser with its model inside. Takes text, gives a [`Parse`]; odd
//! text gives odd tokens, never an error.

mod conllu;
mod features;
mod labels;
mod language;
mod lemma;
mod matrix;
mod network;
mod parse;
mod tokenize;
mod tree;
mod weights;

pub use conllu::{from_conllu, to_conllu, to_conllu_again};
pub use labels::{EntityKind, Relation, Upos, Xpos};
pub use language::Language;
pub use parse::{Entity, Multiword, Parse, Sentence, Token, TokenId};

/// What the training program needs of the insides, so that features and weights have one home.
pub mod training {
    pub use crate::features::{SLOTS, features, opens};
    pub use crate::lemma::{Capitals, Lemmas};
    pub use crate::tokenize::{
        BOUNDARY_BUCKETS, Boundary, END_BUCKETS, Judge, Tokens, Word, tokenize, tokenize_by,
    };
}
