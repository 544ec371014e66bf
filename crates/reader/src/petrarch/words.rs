//! A sentence as the dictionaries spell it: words in capitals, each with its token.

use std::ops::Range;

use knowledge::petrarch::{Dictionaries, Discard, words_of};
use language::{Parse, TokenId};

/// The words of a sentence, in their order. A token may be several ("al-Qaeda"), or none (a hyphen).
pub(super) struct Words {
    words: Vec<String>,
    tokens: Vec<TokenId>,
    /// Whether the token is written with a capital.
    capital: Vec<bool>,
}

impl Words {
    pub(super) fn of(parse: &Parse, text: &str, sentence: Range<TokenId>) -> Words {
        let mut words = Words { words: Vec::new(), tokens: Vec::new(), capital: Vec::new() };
        for token in sentence {
            let form = parse.token(token).span.of(text);
            for word in words_of(form) {
                words.capital.push(form.starts_with(char::is_uppercase));
                words.words.push(word);
                words.tokens.push(token);
            }
        }
        words
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn word(&self, at: usize) -> &str {
        &self.words[at]
    }

    pub(super) fn token(&self, at: usize) -> TokenId {
        self.tokens[at]
    }

    /// Whether the story writes it with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.capital[at]
    }

    /// The words from this one on, as many as a phrase may have.
    pub(super) fn from(&self, at: usize) -> Vec<&str> {
        self.words[at..].iter().take(LONGEST).map(String::as_str).collect()
    }

    /// Whether these words stand here.
    pub(super) fn stand(&self, at: usize, wanted: &[String]) -> bool {
        self.words.get(at..at + wanted.len()).is_some_and(|words| words == wanted)
    }

    /// What is left unread for what the sentence says.
    pub(super) fn discarded(&self, dictionaries: &Dictionaries) -> Option<Discard> {
        let found = (0..self.len()).filter_map(|at| dictionaries.discard(&self.from(at)));
        found.max_by_key(|discard| *discard == Discard::Story)
    }
}

/// No phrase of a dictionary has more words.
const LONGEST: usize = 16;
