//! The cue lexicon, `lexicon/cues.toml`: the words that tell that somebody says, thinks or wants something,
//! and what stands beside them when they do.
//!
//! A line is `"call on" = { takes = ["object to"], examples = ["[She] {called on} <the banks to pay>."] }` under
//! `[verb.request]`: a word class and an act. The examples are tests: speaker, cue and content as marked.

use std::collections::{BTreeMap, BTreeSet};

use record::{Act, Error};
use serde::Deserialize;
use toml::Spanned;

const FILE: &str = "cues.toml";

/// The cues, to be looked up by word class and the lemma of the first word.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    all: Vec<Cue>,
    index: BTreeMap<(CueClass, String), Vec<usize>>,
    words: Words,
    acts: Vec<ActDefinition>,
}

/// What an act of the closed list is, for the codebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActDefinition {
    /// The act.
    pub act: Act,
    /// When a statement has it.
    pub means: String,
    /// A sentence with `[speaker]`, `{cue}` and `<content>` marked.
    pub example: String,
}

/// Nouns that matter beside a cue.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    source: BTreeSet<String>,
    medium: BTreeSet<String>,
}

/// One line of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What the first word is.
    pub class: CueClass,
    /// Lemmas: the word itself, then its particle, preposition, noun or adjective ("call", "on").
    pub words: Vec<String>,
    /// What it does.
    pub act: Act,
    /// What its content may be.
    pub takes: Vec<Complement>,
    /// Sentences with `[speaker]`, `{cue}` and `<content>` marked.
    pub examples: Vec<String>,
    /// Its line in the file, counted from 1.
    pub line: u32,
}

/// The word class of a cue's first word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueClass {
    /// "say", "call on", "make clear".
    Verb,
    /// "claim", "call for".
    Noun,
    /// "confident", "critical of".
    Adjective,
    /// "reportedly".
    Adverb,
}

/// What stands beside a cue as its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complement {
    /// A finite clause: "said (that) it would", "asked whether it would".
    Clause,
    /// Words between quotation marks, or after a colon.
    Quote,
    /// An infinitive whose subject is the speaker: "promised to leave".
    To,
    /// A gerund: "denied taking it".
    Ing,
    /// A noun phrase: "criticised the plan"; after a preposition in [`Cue::words`], that one's.
    Object,
    /// An object and its infinitive, both content: "urged voters to stay".
    ObjectTo,
    /// An object and what this preposition brings: "accused him of lying", "praised her for it".
    ObjectWith(String),
    /// An object and what is said of it: "called the plan a mistake".
    Predicate,
    /// The object is who is spoken to: "told reporters that", "told him to leave".
    Hearer,
    /// The subject belongs to the content, and nobody speaks: "rates are expected to rise".
    Subject,
    /// An infinitive after the passive, whose subject belongs to the content: "is said to have left".
    PassiveTo,
    /// The cue's own words after its first: "has | nothing to add".
    Words,
}

impl Cues {
    /// Reads a lexicon; the error names the line.
    pub fn parse(text: &str) -> Result<Cues, Error> {
        let file: File = toml::from_str(text).map_err(|error| read_error(text, &error))?;
        let mut cues = Cues { words: file.words, acts: definitions(file.acts)?, ..Cues::default() };
        let classes = [
            (CueClass::Verb, file.verb),
            (CueClass::Noun, file.noun),
            (CueClass::Adjective, file.adjective),
            (CueClass::Adverb, file.adverb),
        ];
        for (class, acts) in classes {
            for (act, lines) in acts {
                for (words, line) in lines {
                    cues.all.push(read_line(text, class, &act, &words, line)?);
                }
            }
        }
        cues.all.sort_by_key(|cue| (usize::MAX - cue.words.len(), cue.line));
        for (index, cue) in cues.all.iter().enumerate() {
            cues.index.entry((cue.class, cue.words[0].clone())).or_default().push(index);
        }
        Ok(cues)
    }

    /// The cues of this class that begin with this lemma, those of most words first.
    pub fn of<'a>(&'a self, class: CueClass, lemma: &str) -> impl Iterator<Item = &'a Cue> + use<'a> {
        let found = self.index.get(&(class, lemma.to_owned())).map(Vec::as_slice).unwrap_or_default();
        found.iter().map(|&index| &self.all[index])
    }

    /// Whether this noun, though no person, speaks: "report", "poll", "ministry".
    pub fn is_source(&self, lemma: &str) -> bool {
        self.words.source.contains(lemma)
    }

    /// Whether somebody speaks in this: "interview", "letter".
    pub fn is_medium(&self, lemma: &str) -> bool {
        self.words.medium.contains(lemma)
    }

    /// The closed list of acts, each defined, in the record's order.
    pub fn acts(&self) -> &[ActDefinition] {
        &self.acts
    }

    /// All of them.
    pub fn all(&self) -> &[Cue] {
        &self.all
    }
}

impl Cue {
    /// Whether this may be its content.
    pub fn takes(&self, complement: &Complement) -> bool {
        self.takes.contains(complement)
    }

    /// Where it stands in the lexicon: `cues.toml:12 call on`.
    pub fn place(&self) -> String {
        format!("{FILE}:{} {}", self.line, self.words.join(" "))
    }
}

/// The file as TOML has it: acts, and under each its lines.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    acts: BTreeMap<String, Meaning>,
    #[serde(default)]
    words: Words,
    #[serde(default)]
    verb: Acts,
    #[serde(default)]
    noun: Acts,
    #[serde(default)]
    adjective: Acts,
    #[serde(default)]
    adverb: Acts,
}

/// An act's line as TOML has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meaning {
    means: String,
    example: String,
}

/// The acts in the record's order.
fn definitions(mut lines: BTreeMap<String, Meaning>) -> Result<Vec<ActDefinition>, Error> {
    let known: Vec<ActDefinition> = Act::ALL
        .iter()
        .filter_map(|&act| {
            let line = lines.remove(act.name())?;
            Some(ActDefinition { act, means: line.means, example: line.example })
        })
        .collect();
    match lines.into_keys().next() {
        Some(name) => {
            let error = Error::new(format!("unknown act \"{name}\" in [acts]")).in_file(FILE);
            Err(error.did_you_mean(&name, Act::ALL.iter().map(|act| act.name())))
        }
        None => Ok(known),
    }
}

type Acts = BTreeMap<String, BTreeMap<String, Spanned<Line>>>;

/// A line as TOML has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    takes: Vec<String>,
    examples: Vec<String>,
}

fn read_line(text: &str, class: CueClass, act: &str, words: &str, line: Spanned<Line>) -> Result<Cue, Error> {
    let number = line_number(text, line.span().start);
    let known = || Act::ALL.iter().map(|act| act.name());
    let act = Act::from_name(act).ok_or_else(|| {
        Error::new(format!("unknown act \"{act}\"")).at(FILE, number).did_you_mean(act, known())
    })?;
    let line = line.into_inner();
    let takes = line.takes.iter().map(|name| complement(name).map_err(|error| error.at(FILE, number)));
    let takes = takes.collect::<Result<_, _>>()?;
    let marked = |example: &String| ["{", "}", "<", ">"].iter().all(|mark| example.contains(mark));
    if line.examples.is_empty() || !line.examples.iter().all(marked) {
        let error = Error::new(format!("an example of \"{words}\" marks no cue or no content"));
        return Err(error.at(FILE, number).hint("write [speaker] {cue} <content>"));
    }
    let words = words.split(' ').map(str::to_owned).collect();
    Ok(Cue { class, words, act, takes, examples: line.examples, line: number as u32 })
}

const COMPLEMENTS: &[&str] = &[
    "clause",
    "quote",
    "to",
    "ing",
    "object",
    "object to",
    "predicate",
    "hearer",
    "subject",
    "passive to",
    "words",
];

fn complement(name: &str) -> Result<Complement, Error> {
    Ok(match name {
        "clause" => Complement::Clause,
        "quote" => Complement::Quote,
        "to" => Complement::To,
        "ing" => Complement::Ing,
        "object" => Complement::Object,
        "object to" => Complement::ObjectTo,
        "predicate" => Complement::Predicate,
        "hearer" => Complement::Hearer,
        "subject" => Complement::Subject,
        "passive to" => Complement::PassiveTo,
        "words" => Complement::Words,
        _ => match name.strip_prefix("object ").or(name.strip_prefix("object: ")) {
            Some(preposition) => Complement::ObjectWith(preposition.to_owned()),
            None => {
                let error = Error::new(format!("unknown complement \"{name}\""));
                return Err(error.did_you_mean(name, COMPLEMENTS.iter().copied()));
            }
        },
    })
}

fn read_error(text: &str, error: &toml::de::Error) -> Error {
    let plain = Error::new(error.message().to_owned());
    match error.span() {
        Some(span) => plain.at(FILE, line_number(text, span.start)),
        None => plain.in_file(FILE),
    }
}

fn line_number(text: &str, offset: usize) -> usize {
    1 + text.as_bytes()[..offset].iter().filter(|&&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded() -> Result<Cues, Error> {
        Cues::parse(crate::lexicon::file(FILE).1)
    }

    #[test]
    fn the_lexicon_is_read() {
        let cues = embedded().unwrap_or_else(|error| panic!("{error}"));
        assert!(cues.all().len() > 300, "{} cues", cues.all().len());
    }

    #[test]
    fn the_longest_cue_comes_first() {
        let cues = embedded().unwrap();
        let first = cues.of(CueClass::Verb, "call").next().unwrap();
        assert!(first.words.len() > 1);
    }

    #[test]
    fn an_example_names_its_cue() {
        for cue in embedded().unwrap().all() {
            for example in &cue.examples {
                let marked = example.split(['{', '}']).nth(1).unwrap_or_default();
                assert!(!marked.is_empty(), "{}: {example}", cue.place());
            }
        }
    }

    #[test]
    fn every_act_is_defined() {
        let defined: Vec<Act> = embedded().unwrap().acts().iter().map(|definition| definition.act).collect();
        assert_eq!(defined, Act::ALL);
    }

    #[test]
    fn errors_name_the_line() {
        let error = Cues::parse("[verb.sey]\n\"say\" = { takes = [], examples = [] }").unwrap_err();
        assert_eq!(error.to_string(), "cues.toml:2: unknown act \"sey\"\n  hint: did you mean \"say\"?");
    }
}
