//! The grammar of time expressions, as `lexicon/times.toml` has it: classes of words, and patterns over them.
//!
//! Read here, not compiled: the reader makes its matcher of it.

use std::collections::BTreeMap;

use record::Error;
use serde::Deserialize;
use toml::Spanned;

/// What the grammar's file is called in messages.
const FILE: &str = "times.toml";
const EMBEDDED: &str = include_str!("../lexicon/times.toml");

/// Classes of words and patterns over them.
#[derive(Clone, Debug, Default)]
pub struct TimeGrammar {
    /// In alphabetical order.
    pub classes: Vec<TimeClass>,
    /// In the file's order: of two matches of the same length the first holds.
    pub patterns: Vec<TimePattern>,
}

/// A set of words or phrases, each with a value (`April` is 4).
#[derive(Clone, Debug)]
pub struct TimeClass {
    /// What patterns call it: `{month}`.
    pub name: String,
    /// Phrase and value; the value is empty where nothing but the match matters.
    pub phrases: Vec<(String, String)>,
}

/// One line of the grammar.
#[derive(Clone, Debug)]
pub struct TimePattern {
    /// The words: `{month} {day} ,? {year}`. Several spellings of one meaning may stand together.
    pub words: Vec<String>,
    /// What they mean: `date`, `before now`, `length`, …, or a TIMEX3 value.
    pub means: String,
    /// TIMEX3's type, where it does not follow from the value.
    pub kind: Option<String>,
    /// Classes, one of which must, or may not, stand directly before or after the match.
    pub around: Around,
    /// Sentences with the match in brackets, ` = ` and its value.
    pub examples: Vec<String>,
    /// Sentences in which the pattern may find nothing.
    pub not: Vec<String>,
    /// Where the pattern stands in the file, counted from 1.
    pub line: usize,
}

/// What must, or may not, stand beside a match.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Around {
    /// The word before must be one of this class.
    pub after: Option<String>,
    /// The word after must be one of this class.
    pub before: Option<String>,
    /// The word before may not be one of this class.
    pub unless_after: Option<String>,
    /// The word after may not be one of this class.
    pub unless_before: Option<String>,
    /// With a capital only at the head of a sentence.
    #[serde(default)]
    pub lower: bool,
    /// Only in a history, told far from the day it was published.
    #[serde(default)]
    pub history: bool,
    /// Never in a history.
    #[serde(default)]
    pub news: bool,
}

impl TimeGrammar {
    /// The grammar inside the binary.
    pub fn embedded() -> TimeGrammar {
        TimeGrammar::read(EMBEDDED, FILE).expect("a test reads the embedded grammar")
    }

    /// A grammar from the text of a file.
    pub fn read(source: &str, file: &str) -> Result<TimeGrammar, Error> {
        let source_file: File = toml::from_str(source).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(source, span.start));
            Error::new(error.message().to_string()).at(file, line)
        })?;
        let classes = source_file
            .class
            .into_iter()
            .map(|(name, phrases)| TimeClass { name, phrases: phrases.into_pairs() });
        let patterns = source_file.time.into_iter().map(|entry| {
            let line = line_of(source, entry.span().start);
            entry.into_inner().at(line, file)
        });
        Ok(TimeGrammar { classes: classes.collect(), patterns: patterns.collect::<Result<_, _>>()? })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: BTreeMap<String, Phrases>,
    time: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Phrases {
    List(Vec<String>),
    Table(BTreeMap<String, toml::Value>),
}

impl Phrases {
    fn into_pairs(self) -> Vec<(String, String)> {
        match self {
            Phrases::List(phrases) => phrases.into_iter().map(|phrase| (phrase, String::new())).collect(),
            Phrases::Table(table) => table
                .into_iter()
                .map(|(phrase, value)| match value {
                    toml::Value::String(text) => (phrase, text),
                    other => (phrase, other.to_string()),
                })
                .collect(),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Entry {
    words: OneOrMore,
    means: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(flatten)]
    around: Around,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Entry {
    fn at(self, line: usize, file: &str) -> Result<TimePattern, Error> {
        let Entry { words, means, kind, around, examples, not } = self;
        let words = match words {
            OneOrMore::One(words) => vec![words],
            OneOrMore::More(words) => words,
        };
        if examples.is_empty() {
            return Err(Error::new(format!("the pattern \"{}\" has no example", words[0]))
                .at(file, line)
                .hint("add examples = [\"It opened on [4 April 2018]. = 2018-04-04\"]"));
        }
        Ok(TimePattern { words, means, kind, around, examples, not, line })
    }
}

fn line_of(source: &str, offset: usize) -> usize {
    1 + source[..offset].matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_grammar_reads() {
        let grammar = TimeGrammar::read(EMBEDDED, FILE).unwrap();
        assert!(!grammar.patterns.is_empty());
    }

    #[test]
    fn a_pattern_without_example_is_an_error_that_names_its_line() {
        let source = "[class]\n[[time]]\nwords = \"today\"\nmeans = \"PRESENT_REF\"\n";
        let error = TimeGrammar::read(source, "mine.toml").unwrap_err().to_string();
        assert!(error.starts_with("mine.toml:2: the pattern \"today\" has no example"), "{error}");
    }
}
