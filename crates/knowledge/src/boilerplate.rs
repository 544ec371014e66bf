//! What on a page is not the story: `lexicon/boilerplate.toml`.

use record::{BoilerplateKind, Error};
use serde::Deserialize;

/// The lines that are boilerplate, kind by kind.
#[derive(Debug, Default)]
pub struct BoilerplateLines {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    line: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: BoilerplateKind,
    #[serde(default)]
    is: Vec<String>,
    #[serde(default)]
    begins: Vec<String>,
    #[serde(default)]
    holds: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    longest: usize,
    #[serde(default)]
    unpunctuated: bool,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test alone"))]
    examples: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the test alone"))]
    not: Vec<String>,
}

impl BoilerplateLines {
    /// The lines inside the binary.
    pub fn embedded() -> Result<BoilerplateLines, Error> {
        let (name, text) = crate::lexicon::file("boilerplate.toml");
        BoilerplateLines::read(name, text)
    }

    /// Reads the file.
    pub fn read(name: &str, text: &str) -> Result<BoilerplateLines, Error> {
        let file: File = crate::frames::parse(name, text)?;
        Ok(BoilerplateLines { entries: file.line })
    }

    /// What a line of a page is, if it is not the story.
    pub fn kind_of(&self, line: &str) -> Option<BoilerplateKind> {
        let line = line.trim().to_lowercase();
        let words = line.split_whitespace().count();
        let entry = self.entries.iter().find(|entry| {
            words <= entry.longest
                && !(entry.unpunctuated && line.ends_with(['.', '!', '?', '"', '”']))
                && (entry.is.iter().any(|whole| line == *whole || line.trim_end_matches([':', '.']) == whole)
                    || entry.begins.iter().any(|start| begins(&line, start))
                    || entry.holds.iter().any(|part| holds(&line, part))
                    || entry.ends.iter().any(|end| ends(&line, end)))
        })?;
        Some(entry.kind)
    }
}

/// Whether a line begins with these words, and not with a longer word ("related" in "relatedly").
fn begins(line: &str, start: &str) -> bool {
    let rest = line.strip_prefix(start);
    rest.is_some_and(|rest| {
        !start.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// Whether a line holds these words in a row.
fn holds(line: &str, part: &str) -> bool {
    if !part.contains('*') {
        return line.contains(part);
    }
    let wanted: Vec<&str> = part.split_whitespace().collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(wanted.len()).any(|window| fit(window, &wanted))
}

/// Whether a line ends with these words.
fn ends(line: &str, end: &str) -> bool {
    if !end.contains('*') {
        return line.ends_with(end);
    }
    let wanted: Vec<&str> = end.split_whitespace().collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() >= wanted.len() && fit(&words[words.len() - wanted.len()..], &wanted)
}

/// Whether words are these, one by one; `*` is any word, or any beginning or end of one.
fn fit(words: &[&str], wanted: &[&str]) -> bool {
    words.iter().zip(wanted).all(|(word, wanted)| match wanted.split_once('*') {
        Some((begin, end)) => {
            word.len() >= begin.len() + end.len() && word.starts_with(begin) && word.ends_with(end)
        }
        None => word == wanted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_are_what_they_say() {
        let lines = BoilerplateLines::embedded().unwrap_or_else(|error| panic!("{error}"));
        for entry in &lines.entries {
            for example in &entry.examples {
                assert_eq!(lines.kind_of(example), Some(entry.kind), "{example}");
            }
            for line in &entry.not {
                assert_eq!(lines.kind_of(line), None, "{line}");
            }
        }
    }
}
