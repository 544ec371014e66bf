//! Dictionaries as PETRARCH and TABARI have them: actors with dated codes, agents, verbs with their patterns, what to
//! leave unread.
//!
//! Takes the texts of a folder's files, told apart by their names ("actors", "agents", "verbs" or "CAMEO",
//! "discards"), gives [`Dictionaries`]. A line that cannot be read is left out and told, with its file and line.
//! Words are kept as [`words_of`] spells them, so that a story's words can be held against them.

mod actors;
mod agents;
mod verbs;

use std::collections::HashMap;

use record::Error;

pub use actors::{DatedCode, Period};
pub use agents::AgentCode;
pub use verbs::{Element, Part, Pattern, VerbForm};

use actors::Actors;
use verbs::Verbs;

/// A set of dictionaries.
#[derive(Debug, Default)]
pub struct Dictionaries {
    actors: Phrases<Vec<DatedCode>>,
    agents: Phrases<AgentCode>,
    verbs: Verbs,
    discards: Phrases<Discard>,
}

/// What is left unread where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discard {
    /// Its sentence.
    Sentence,
    /// The story.
    Story,
}

/// Phrases by their first word, the longest first.
#[derive(Debug)]
struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, usize)>>,
    values: Vec<T>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { by_first: HashMap::new(), values: Vec::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a value with the phrases that stand for it.
    fn add(&mut self, phrases: impl IntoIterator<Item = Vec<String>>, value: T) {
        for phrase in phrases.into_iter().filter(|phrase| !phrase.is_empty()) {
            let list = self.by_first.entry(phrase[0].clone()).or_default();
            list.push((phrase, self.values.len()));
        }
        self.values.push(value);
    }

    /// Puts the longest phrases first; of equals the one read first stays first.
    fn sort(&mut self) {
        #[allow(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in self.by_first.values_mut() {
            list.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
    }

    /// The longest phrase that these words begin with: its length and its value.
    fn longest(&self, words: &[&str]) -> Option<(usize, &T)> {
        let list = self.by_first.get(*words.first()?)?;
        let found = list.iter().find(|(phrase, _)| {
            phrase.len() <= words.len() && phrase.iter().zip(words).all(|(wanted, word)| wanted == word)
        });
        found.map(|(phrase, value)| (phrase.len(), &self.values[*value]))
    }
}

impl Dictionaries {
    /// Reads a folder's files, pairs of name and text. What could not be read stands beside the dictionaries.
    ///
    /// # Errors
    ///
    /// No file holds actors, or none holds verbs.
    pub fn read(files: &[(String, String)]) -> Result<(Dictionaries, Vec<Error>), Error> {
        let mut dictionaries = Dictionaries::default();
        let mut faults = Vec::new();
        let mut actors = Actors::default();
        for (name, text) in files {
            let lower = name.to_lowercase();
            let has = |part: &str| lower.contains(part);
            let lines = lines(text);
            if has("discard") {
                dictionaries.read_discards(&lines);
            } else if has("agent") {
                agents::read(name, &lines, &mut dictionaries.agents, &mut faults);
            } else if has("actor") {
                actors.read(name, &lines, &mut faults);
            } else if has("verb") || has("cameo") {
                dictionaries.verbs.read(name, &lines, &mut faults);
            }
        }
        dictionaries.actors = actors.into_phrases();
        dictionaries.verbs.finish(&mut faults);
        dictionaries.actors.sort();
        dictionaries.agents.sort();
        dictionaries.discards.sort();
        let missing = match (dictionaries.actors.values.is_empty(), dictionaries.verbs.is_empty()) {
            (true, _) => "actors",
            (_, true) => "verbs",
            _ => return Ok((dictionaries, faults)),
        };
        let error = Error::new(format!("no dictionary of {missing} was found"));
        Err(error.hint(
            "the names of the files tell what they hold: they contain actors, agents, verbs (or CAMEO), discards",
        ))
    }

    fn read_discards(&mut self, lines: &[(usize, &str)]) {
        for (_, line) in lines {
            let line = without_comment(line).trim();
            let (phrase, what) = match line.strip_prefix('+') {
                Some(phrase) => (phrase, Discard::Story),
                None => (line, Discard::Sentence),
            };
            self.discards.add([words_of(phrase)], what);
        }
    }

    /// The actor that these words begin with: how many words, and its codes.
    pub fn actor(&self, words: &[&str]) -> Option<(usize, &[DatedCode])> {
        self.actors.longest(words).map(|(length, codes)| (length, codes.as_slice()))
    }

    /// The agent that these words begin with.
    pub fn agent(&self, words: &[&str]) -> Option<(usize, &AgentCode)> {
        self.agents.longest(words)
    }

    /// What is left unread because of these words.
    pub fn discard(&self, words: &[&str]) -> Option<Discard> {
        self.discards.longest(words).map(|(_, what)| *what)
    }

    /// The verbs that a word in this form, or of this lemma, may be: those of most words first.
    pub fn verbs(&self, form: &str, lemma: &str) -> Vec<&VerbForm> {
        self.verbs.of(form, lemma)
    }

    /// The patterns of a verb, the most specific first.
    pub fn patterns(&self, verb: &VerbForm) -> &[Pattern] {
        self.verbs.patterns(verb)
    }

    /// The members of a set of synonyms, each a run of words.
    pub fn synonyms(&self, set: &str) -> &[Vec<String>] {
        self.verbs.synonyms(set)
    }
}

/// A phrase as words to be compared: in capitals, without full stops, parted at spaces, `_`, hyphens and before `'S`
/// and `N'T`. A story's words are spelt by the same function, one token at a time.
///
/// ```
/// use dateline_knowledge::petrarch::words_of;
///
/// assert_eq!(words_of("U.N._SECURITY_COUNCIL"), ["UN", "SECURITY", "COUNCIL"]);
/// assert_eq!(words_of("al-Qaeda"), ["AL", "QAEDA"]);
/// assert_eq!(words_of("don't"), ["DO", "N'T"]);
/// ```
pub fn words_of(phrase: &str) -> Vec<String> {
    let mut words = Vec::new();
    let upper = phrase.to_uppercase().replace(['’', '`'], "'");
    for part in upper.split(|char: char| char.is_whitespace() || char == '_' || char == '-') {
        let word: String = part.chars().filter(|&char| char != '.').collect();
        let end = ["N'T", "'S"].into_iter().find(|end| word.ends_with(end)).unwrap_or("");
        words.push(word[..word.len() - end.len()].to_owned());
        words.push(end.to_owned());
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The lines that hold something, counted from 1, without comments in `<!-- -->` and lines of comment.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_comment = false;
    for (number, line) in (1..).zip(text.lines()) {
        let begins = line.trim_start();
        if in_comment || begins.starts_with('<') {
            in_comment = (in_comment || begins.starts_with("<!--")) && !line.contains("-->");
            continue;
        }
        if !begins.is_empty() && !begins.starts_with('#') {
            found.push((number, line.trim_end()));
        }
    }
    found
}

/// A line up to its comment; `[###]` is a code, not a comment.
fn without_comment(line: &str) -> &str {
    let mut inside = false;
    let end = line.find(|char: char| {
        inside = char == '[' || inside && char != ']';
        !inside && matches!(char, '#' | ';')
    });
    &line[..end.unwrap_or(line.len())]
}

/// What stands before the first bracket, and what stands in each pair of brackets.
fn bracketed(line: &str) -> Option<(&str, Vec<&str>)> {
    let (before, mut rest) = line.split_once('[').unwrap_or((line, ""));
    let mut found = Vec::new();
    if before.len() < line.len() {
        rest = &line[before.len()..];
    }
    while let Some((_, inside)) = rest.split_once('[') {
        let (inside, after) = inside.split_once(']')?;
        found.push(inside.trim());
        rest = after;
    }
    Some((before.trim(), found))
}

/// A noun's plural, as the dictionaries form it.
fn plural(word: &str) -> String {
    let consonant_y = word.strip_suffix('Y').filter(|stem| !stem.ends_with(['A', 'E', 'O', 'U']));
    match consonant_y {
        Some(stem) => format!("{stem}IES"),
        None if word.ends_with(['S', 'X', 'Z']) || word.ends_with("CH") || word.ends_with("SH") => {
            format!("{word}ES")
        }
        None => format!("{word}S"),
    }
}

/// A code in capitals; none for one that stands for nothing (`---`, `###`).
fn code(text: &str) -> Option<String> {
    let code = text.trim().to_uppercase();
    code.contains(|char: char| char.is_ascii_alphanumeric()).then_some(code)
}

#[cfg(test)]
mod tests;
