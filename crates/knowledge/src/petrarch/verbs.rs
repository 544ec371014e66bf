//! Verbs in blocks, `--- DELAY [120] ---`, each with its forms, and the block's patterns: `- SAID WOULD NOT * [112]`.

use std::collections::HashMap;

use record::Error;

use super::{bracketed, code, plural, without_comment, words_of};

/// A verb in one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerbForm {
    /// Words that stand before it: "wire" of "wire tap".
    pub before: Vec<String>,
    /// Words that stand after it: "down" of "break down".
    pub after: Vec<String>,
    /// Its codes where no pattern fits: of the source's deed, and of what the target does in turn.
    pub codes: [Option<String>; 2],
    /// Where it stands: "verbs.txt:41 BREAK".
    pub place: String,
    block: usize,
}

/// What stands before and after the verb, and the code that this gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Before the verb, in the order of the text.
    pub before: Vec<Element>,
    /// After it.
    pub after: Vec<Element>,
    /// As [`VerbForm::codes`].
    pub codes: [Option<String>; 2],
    /// Where it stands: "verbs.txt:43 - * DOWN".
    pub place: String,
}

/// An element of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What.
    pub part: Part,
    /// Whether it stands directly beside its neighbour on the verb's side: `IN_*`. Else words may stand between.
    pub adjacent: bool,
}

/// What an element asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A word.
    Word(String),
    /// A word or phrase of a set of synonyms.
    Synonym(String),
    /// `$`: a noun phrase that is the source.
    Source,
    /// `+`: one that is the target.
    Target,
    /// `^`: one that is passed over.
    Any,
    /// `%`: one of several actors, who are both source and target.
    Both,
}

/// All verbs, patterns and synonyms.
#[derive(Debug, Default)]
pub(super) struct Verbs {
    by_form: HashMap<String, Vec<VerbForm>>,
    by_lemma: HashMap<String, Vec<VerbForm>>,
    blocks: Vec<Vec<Pattern>>,
    synonyms: HashMap<String, Vec<Vec<String>>>,
    /// Sets within sets, to be put in at the end: the set, the inner one.
    inner: Vec<(String, String)>,
    /// What the patterns refer to, with its place.
    referred: Vec<(String, String, usize)>,
}

/// What the next lines belong to.
#[derive(Default)]
enum State {
    #[default]
    Nothing,
    Synonyms {
        name: String,
        plurals: bool,
    },
    Block {
        codes: [Option<String>; 2],
    },
}

impl Verbs {
    pub(super) fn is_empty(&self) -> bool {
        self.by_form.is_empty()
    }

    pub(super) fn of(&self, form: &str, lemma: &str) -> Vec<&VerbForm> {
        let mut found: Vec<&VerbForm> = self.by_form.get(form).into_iter().flatten().collect();
        if found.iter().all(|verb| !verb.before.is_empty() || !verb.after.is_empty()) {
            found.extend(self.by_lemma.get(lemma).into_iter().flatten());
        }
        found.sort_by_key(|verb| std::cmp::Reverse(verb.before.len() + verb.after.len()));
        found
    }

    pub(super) fn patterns(&self, verb: &VerbForm) -> &[Pattern] {
        &self.blocks[verb.block]
    }

    pub(super) fn synonyms(&self, set: &str) -> &[Vec<String>] {
        self.synonyms.get(set).map_or(&[], Vec::as_slice)
    }

    pub(super) fn read(&mut self, file: &str, lines: &[(usize, &str)], faults: &mut Vec<Error>) {
        let mut state = State::Nothing;
        for &(number, line) in lines {
            let line = without_comment(line).trim();
            let wrong = |message: &str| Error::new(message).at(file, number);
            if line.is_empty() {
                continue;
            }
            if let Some(header) = line.strip_prefix("---") {
                let codes = bracketed(header.trim_end_matches(['-', ' ']));
                let code = codes.and_then(|(_, codes)| codes.first().copied());
                self.blocks.push(Vec::new());
                state = State::Block { codes: code.map_or([None, None], read_codes) };
            } else if let Some(name) = line.strip_prefix('&') {
                let bare = name.trim().trim_end_matches('_').to_uppercase();
                self.synonyms.entry(bare.clone()).or_default();
                state = State::Synonyms { name: bare, plurals: !name.trim().ends_with('_') };
            } else if let Some(pattern) = line.strip_prefix('-') {
                match (read_pattern(pattern, format!("{file}:{number}")), &state) {
                    (Ok(pattern), State::Block { .. }) => self.add_pattern(pattern, file, number),
                    (Ok(_), _) => faults.push(wrong("a pattern outside a block of verbs")),
                    (Err(message), _) => faults.push(wrong(&message)),
                }
            } else {
                match &state {
                    State::Synonyms { name, plurals } if line.starts_with('+') => {
                        self.add_synonym(name.clone(), &line[1..], *plurals);
                    }
                    State::Block { codes } => {
                        let codes = codes.clone();
                        match bracketed(line) {
                            Some((verb, own)) => {
                                let codes = own.first().map_or(codes, |code| read_codes(code));
                                self.add_verb(verb, &codes, &format!("{file}:{number}"));
                            }
                            None => faults.push(wrong("a bracket is not closed")),
                        }
                    }
                    _ => faults.push(
                        wrong("a verb outside a block").hint("a block begins with --- NAME [CODE] ---"),
                    ),
                }
            }
        }
    }

    fn add_pattern(&mut self, pattern: Pattern, file: &str, number: usize) {
        for element in pattern.before.iter().chain(&pattern.after) {
            if let Part::Synonym(name) = &element.part {
                self.referred.push((name.clone(), file.to_owned(), number));
            }
        }
        self.blocks.last_mut().expect("a block was begun").push(pattern);
    }

    fn add_synonym(&mut self, set: String, member: &str, plurals: bool) {
        let member = member.trim();
        if let Some(inner) = member.strip_prefix('&') {
            return self.inner.push((set, inner.trim_end_matches('_').to_uppercase()));
        }
        let words = words_of(member);
        let Some(last) = words.last() else { return };
        let mut several = words.clone();
        several[words.len() - 1] = plural(last);
        let list = self.synonyms.entry(set).or_default();
        if plurals && !member.ends_with('_') {
            list.push(several);
        }
        list.push(words);
    }

    /// `BREAK {BROKE BROKEN}`, `+BREAK_DOWN {+BROKE_DOWN}`, `WIRE_+TAP`.
    fn add_verb(&mut self, line: &str, codes: &[Option<String>; 2], place: &str) {
        let (name, given) = match line.split_once('{') {
            Some((name, rest)) => (name.trim(), rest.trim_end_matches('}').split_whitespace().collect()),
            None => (line, Vec::new()),
        };
        let block = self.blocks.len() - 1;
        let form = |text: &str| {
            let (before, rest) = text.split_once('+').unwrap_or(("", text));
            let mut words = words_of(rest);
            if words.is_empty() {
                return None;
            }
            let verb = words.remove(0);
            let (codes, place) = (codes.clone(), format!("{place} {}", name.trim_matches(['+', '_'])));
            Some((verb, VerbForm { before: words_of(before), after: words, codes, place, block }))
        };
        let Some((base, own)) = form(name) else { return };
        let regular = if given.is_empty() { regular_forms(&base) } else { Vec::new() };
        for spelt in regular.into_iter().chain([base.clone()]) {
            self.by_form.entry(spelt).or_default().push(own.clone());
        }
        for (spelt, verb) in given.into_iter().filter_map(form) {
            self.by_form.entry(spelt).or_default().push(verb);
        }
        self.by_lemma.entry(base).or_default().push(own);
    }

    /// Puts sets into sets, sorts the patterns, and tells of sets that do not exist.
    pub(super) fn finish(&mut self, faults: &mut Vec<Error>) {
        for (set, inner) in std::mem::take(&mut self.inner) {
            let members = self.synonyms.get(&inner).cloned().unwrap_or_default();
            self.synonyms.entry(set).or_default().extend(members);
        }
        for (name, file, number) in std::mem::take(&mut self.referred) {
            if !self.synonyms.contains_key(&name) {
                faults.push(Error::new(format!("there is no set of synonyms &{name}")).at(file, number));
            }
        }
        for patterns in &mut self.blocks {
            patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.before.len() + pattern.after.len()));
        }
    }
}

/// `[032:033]`: what the source does, and what the target does in turn.
fn read_codes(text: &str) -> [Option<String>; 2] {
    let (first, second) = text.split_once(':').unwrap_or((text, ""));
    [code(first), code(second)]
}

/// The forms of a regular verb.
fn regular_forms(verb: &str) -> Vec<String> {
    let consonant_y = verb.strip_suffix('Y').filter(|stem| !stem.ends_with(['A', 'E', 'O', 'U']));
    if let Some(stem) = verb.strip_suffix('E') {
        return vec![format!("{verb}S"), format!("{verb}D"), format!("{stem}ING")];
    }
    match consonant_y {
        Some(stem) => vec![format!("{stem}IES"), format!("{stem}IED"), format!("{verb}ING")],
        None => vec![plural(verb), format!("{verb}ED"), format!("{verb}ING")],
    }
}

/// `SAID WOULD_*_TALKS [102]`; braces and parentheses, which mark noun and prepositional phrases, are passed over.
fn read_pattern(text: &str, place: String) -> Result<Pattern, String> {
    let (line, codes) = bracketed(text).ok_or("a bracket is not closed")?;
    let codes = codes.first().ok_or("a pattern without a code")?;
    let (before, after) = line.split_once('*').ok_or("a pattern without *, where the verb stands")?;
    let bare = |text: &str| text.replace(['{', '}', '(', ')'], " ");
    let mut left = elements(&bare(before).chars().rev().collect::<String>(), true);
    left.reverse();
    let right = elements(&bare(after), false);
    Ok(Pattern { before: left, after: right, codes: read_codes(codes), place: format!("{place} - {line}") })
}

/// The elements of one side, from the verb outward; `reversed` text is read back to front.
fn elements(text: &str, reversed: bool) -> Vec<Element> {
    let mut found: Vec<Element> = Vec::new();
    let mut adjacent = false;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|char: char| char.is_whitespace() || char == '_').unwrap_or(rest.len());
        let word: String =
            if reversed { rest[..end].chars().rev().collect() } else { rest[..end].to_owned() };
        let part = |word: &str| match word {
            "$" => Part::Source,
            "+" => Part::Target,
            "^" => Part::Any,
            "%" => Part::Both,
            _ => match word.strip_prefix('&') {
                Some(set) => Part::Synonym(set.to_uppercase()),
                None => Part::Word(word.to_owned()),
            },
        };
        let mut parts: Vec<Part> = match part(&word) {
            Part::Word(word) => words_of(&word).into_iter().map(Part::Word).collect(),
            other => vec![other],
        };
        if reversed {
            parts.reverse();
        }
        let mut after_first = false;
        for part in parts {
            found.push(Element { part, adjacent: adjacent || after_first });
            after_first = true;
        }
        // "IN_ *": an underscore that joins nothing only ends a word.
        let connector = &rest[end..];
        let length =
            connector.find(|char: char| !(char.is_whitespace() || char == '_')).unwrap_or(connector.len());
        adjacent = connector[..length] == *"_";
        rest = &connector[length..];
    }
    found
}
