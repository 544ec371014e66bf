//! The grammar made ready for matching: a trie of symbols, with an index of the words that can begin a time.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use knowledge::{Around, TimeGrammar};
use record::{Error, TimeType};

use super::numbers::NumberWords;
use super::words::{Vocabulary, WordId, scan};

/// What a pattern's match means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Means {
    /// What its captures say, filled up from the context.
    Date,
    /// The nested time itself, whatever else stands in the match.
    Same,
    /// That many units before (-1) or after (1) the reference.
    Shift(From, i32),
    /// The unit, weekday, month, … before (-1), at (0) or after (1) the reference.
    Near(From, i32),
    /// A length of time.
    Length,
    /// A repetition.
    Every,
    /// A value that no context changes.
    Fixed(String),
}

/// What a relative time is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// The day of publication.
    Now,
    /// The time mentioned last.
    Then,
    /// The nested time.
    Base,
    /// The quarter of the year that the story is about.
    Quarter,
    /// The day of publication in news, the time mentioned last in a history.
    Either,
}

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    /// This word; with a capital, if the flag is set.
    Word(WordId, bool),
    /// A phrase of this class, kept as this field.
    Class(u8, Field),
    /// A number of this sort, kept as this field.
    Number(NumberKind, Field),
    /// A time within the time.
    Nested(Nested),
}

/// What sort of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberKind {
    Cardinal,
    Ordinal,
    Day,
    Year,
    /// A year of the last hundred years or the next.
    Modern,
    /// "8:30", "19.00".
    Clock,
    /// "0830".
    Military,
    /// "04/04/2018", "2018-04-04".
    Numeric,
    /// "1990" of "the 1990s".
    Decade,
    /// "90" of "the '90s".
    ShortDecade,
    /// Two digits: "94" of "1990-94".
    Short,
    /// One to four digits: a year before Christ.
    Any,
}

/// Which times may stand in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nested {
    /// Any point in the calendar.
    Time,
    Day,
    Month,
    /// A year, or what may pass for one ("last year").
    Year,
    /// Anything longer than a day.
    Period,
    /// A length.
    Length,
}

/// What a captured phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    None,
    Number,
    Unit,
    /// Units without a number: "weeks".
    Units,
    Year,
    Month,
    Day,
    Weekday,
    Season,
    Quarter,
    Half,
    Part,
    Holiday,
    Hour,
    Clock,
    Meridiem,
    Zone,
    Numeric,
    Decade,
    Century,
    Era,
    Frequency,
    Fraction,
}

/// A class of phrases.
#[derive(Debug, Default)]
pub(super) struct Class {
    pub(super) name: String,
    /// By their first word, the longest first.
    pub(super) phrases: BTreeMap<WordId, Vec<Phrase>>,
}

/// A phrase of a class.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Each with whether it must have a capital.
    pub(super) words: Vec<(WordId, bool)>,
    pub(super) value: String,
}

/// What a pattern means, and where it may stand.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) means: Means,
    pub(super) kind: Option<TimeType>,
    pub(super) after: Option<u8>,
    pub(super) before: Option<u8>,
    pub(super) unless_after: Option<u8>,
    pub(super) unless_before: Option<u8>,
    pub(super) history: bool,
    pub(super) news: bool,
    pub(super) lower: bool,
    /// Its line in the file.
    pub(super) line: u32,
}

/// A node of the trie.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) edges: Vec<(Symbol, u32)>,
    /// The patterns that may end here, in the file's order.
    pub(super) ends: Vec<u16>,
}

/// The classes that the reader itself looks words up in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// What a word says of the tense.
    pub(super) cue: u8,
    pub(super) month: u8,
    /// Months that may be another word: "March", "May".
    pub(super) doubtful_month: u8,
    /// "Monday", "today": what news says and a history does not.
    pub(super) day_word: u8,
    /// "BC".
    pub(super) era: u8,
    /// What may follow a day's number that counts nothing.
    pub(super) after_day: u8,
}

/// The compiled grammar.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    pub(super) vocabulary: Vocabulary,
    pub(super) numbers: NumberWords,
    pub(super) classes: Vec<Class>,
    pub(super) known: Known,
    pub(super) patterns: Vec<Pattern>,
    pub(super) nodes: Vec<Node>,
    /// For each word id the edges of the root that it can begin; those of 0 are for digits.
    pub(super) starts: Vec<Vec<u16>>,
}

impl Grammar {
    /// The grammar inside the binary.
    pub(super) fn embedded() -> &'static Grammar {
        static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
        GRAMMAR.get_or_init(|| {
            Grammar::compile(&TimeGrammar::embedded(), "times.toml")
                .expect("a test compiles the embedded grammar")
        })
    }

    /// Makes a grammar ready.
    pub(super) fn compile(source: &TimeGrammar, file: &str) -> Result<Grammar, Error> {
        let mut grammar = Grammar { nodes: vec![Node::default()], ..Grammar::default() };
        for class in &source.classes {
            let mut compiled = Class { name: class.name.clone(), ..Class::default() };
            for (phrase, value) in &class.phrases {
                let words = grammar.add_words(phrase);
                if let Some(&(first, _)) = words.first() {
                    compiled.phrases.entry(first).or_default().push(Phrase { words, value: value.clone() });
                }
            }
            // The longest phrase first, so that the first that fits is the right one.
            for phrases in compiled.phrases.values_mut() {
                phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
            }
            grammar.classes.push(compiled);
        }
        grammar.numbers = grammar.number_words();
        grammar.known = grammar.known_classes().map_err(|error| error.in_file(file))?;
        for pattern in &source.patterns {
            let id = grammar.patterns.len() as u16;
            let compiled = grammar.pattern(pattern).map_err(|error| error.at(file, pattern.line))?;
            grammar.patterns.push(compiled);
            for words in &pattern.words {
                let symbols = grammar.symbols(words).map_err(|error| error.at(file, pattern.line))?;
                for sequence in symbols {
                    grammar.insert(&sequence, id);
                }
            }
        }
        grammar.index();
        Ok(grammar)
    }

    /// The class of this name.
    pub(super) fn class(&self, name: &str) -> Option<u8> {
        self.classes.iter().position(|class| class.name == name).map(|index| index as u8)
    }

    fn add_words(&mut self, phrase: &str) -> Vec<(WordId, bool)> {
        let vocabulary = &mut self.vocabulary;
        scan(phrase, |word| vocabulary.add(word)).iter().map(|word| (word.id, word.capital)).collect()
    }

    fn number_words(&mut self) -> NumberWords {
        let table = |name: &str| -> Vec<(WordId, u32)> {
            let Some(class) = self.class(name) else { return Vec::new() };
            let phrases = self.classes[class as usize].phrases.iter();
            phrases.flat_map(|(&id, found)| Some((id, found.first()?.value.parse().ok()?))).collect()
        };
        let (cardinals, ordinals) = (table("cardinal"), table("ordinal"));
        let [a, an, and] = ["a", "an", "and"].map(|word| self.vocabulary.add(word));
        let endings = ["st", "nd", "rd", "th"].map(|word| self.vocabulary.add(word));
        let size = self.vocabulary.len();
        let mut words = NumberWords {
            cardinal: vec![None; size],
            ordinal: vec![None; size],
            article: vec![false; size],
            ending: vec![false; size],
            and,
        };
        cardinals.into_iter().for_each(|(id, value)| words.cardinal[id as usize] = Some(value));
        ordinals.into_iter().for_each(|(id, value)| words.ordinal[id as usize] = Some(value));
        [a, an].into_iter().for_each(|id| words.article[id as usize] = true);
        endings.into_iter().for_each(|id| words.ending[id as usize] = true);
        words
    }

    fn pattern(&self, source: &knowledge::TimePattern) -> Result<Pattern, Error> {
        let class = |name: &Option<String>| match name {
            None => Ok(None),
            Some(name) => self.class(name).map(Some).ok_or_else(|| self.unknown_class(name)),
        };
        let kind = match &source.kind {
            None => None,
            Some(name) => Some(TimeType::from_name(name).ok_or_else(|| {
                Error::new(format!("unknown type \"{name}\"")).hint("one of DATE, TIME, DURATION, SET")
            })?),
        };
        let Around { after, before, unless_after, unless_before, history, news, lower } = &source.around;
        Ok(Pattern {
            means: means(&source.means)?,
            kind,
            after: class(after)?,
            before: class(before)?,
            unless_after: class(unless_after)?,
            unless_before: class(unless_before)?,
            history: *history,
            news: *news,
            lower: *lower,
            line: source.line as u32,
        })
    }

    fn known_classes(&self) -> Result<Known, Error> {
        let class = |name: &str| {
            self.class(name).ok_or_else(|| Error::new(format!("the class \"{name}\" is missing")))
        };
        Ok(Known {
            cue: class("cue")?,
            month: class("month")?,
            doubtful_month: class("doubtful-month")?,
            day_word: class("day-word")?,
            era: class("era")?,
            after_day: class("after-day")?,
        })
    }

    fn unknown_class(&self, name: &str) -> Error {
        let names = self.classes.iter().map(|class| class.name.as_str());
        Error::new(format!("unknown class \"{name}\"")).did_you_mean(name, names)
    }

    /// All sequences of symbols that a pattern's words stand for, its options and alternatives unfolded.
    fn symbols(&mut self, words: &str) -> Result<Vec<Vec<Symbol>>, Error> {
        let mut sequences = vec![Vec::new()];
        for item in items(words)? {
            let (item, optional) = match item.strip_suffix('?') {
                Some(item) if !item.is_empty() => (item, true),
                _ => (item, false),
            };
            let mut choices: Vec<Vec<Symbol>> = Vec::new();
            match item.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
                Some(inner) => {
                    for choice in split_choices(inner) {
                        choices.extend(self.symbols(choice)?);
                    }
                }
                None => choices.push(self.symbol(item)?),
            }
            if optional {
                choices.push(Vec::new());
            }
            sequences = sequences
                .iter()
                .flat_map(|sequence| choices.iter().map(move |choice| [sequence.as_slice(), choice].concat()))
                .collect();
        }
        Ok(sequences)
    }

    fn symbol(&mut self, item: &str) -> Result<Vec<Symbol>, Error> {
        if let Some(name) = item.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            let (name, field) = name.split_once(':').unwrap_or((name, name));
            let field = field_named(field);
            if let Some(kind) = number_kind(name) {
                return Ok(vec![Symbol::Number(kind, field)]);
            }
            let class = self.class(name).ok_or_else(|| self.unknown_class(name))?;
            return Ok(vec![Symbol::Class(class, field)]);
        }
        if let Some(name) = item.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            let nested = match name {
                "time" => Nested::Time,
                "day" => Nested::Day,
                "month" => Nested::Month,
                "year" => Nested::Year,
                "period" => Nested::Period,
                "length" => Nested::Length,
                _ => {
                    let known = ["time", "day", "month", "year", "period", "length"];
                    return Err(
                        Error::new(format!("unknown nested time \"<{name}>\"")).did_you_mean(name, known)
                    );
                }
            };
            return Ok(vec![Symbol::Nested(nested)]);
        }
        Ok(self.add_words(item).into_iter().map(|(id, capital)| Symbol::Word(id, capital)).collect())
    }

    fn insert(&mut self, sequence: &[Symbol], pattern: u16) {
        let mut node = 0;
        for &symbol in sequence {
            let edges = &self.nodes[node].edges;
            node = match edges.iter().find(|(other, _)| *other == symbol) {
                Some(&(_, next)) => next as usize,
                None => {
                    let next = self.nodes.len();
                    self.nodes[node].edges.push((symbol, next as u32));
                    self.nodes.push(Node::default());
                    next
                }
            };
        }
        if !self.nodes[node].ends.contains(&pattern) {
            self.nodes[node].ends.push(pattern);
        }
    }

    /// Notes for every word which edges of the root it can take.
    fn index(&mut self) {
        let mut starts = vec![Vec::new(); self.vocabulary.len()];
        let mut nested = Vec::new();
        for (index, (symbol, _)) in self.nodes[0].edges.iter().enumerate() {
            match *symbol {
                Symbol::Nested(_) => nested.push(index as u16),
                symbol => self.begin(symbol, index as u16, &mut starts),
            }
        }
        // What a number begins, a number that is a word of the grammar finds among the numbers' edges.
        for edges in starts.iter_mut().filter(|edges| !edges.is_empty()) {
            edges.extend(&nested);
        }
        self.starts = starts;
    }

    fn begin(&self, symbol: Symbol, index: u16, starts: &mut [Vec<u16>]) {
        match symbol {
            Symbol::Word(id, _) => starts[id as usize].push(index),
            Symbol::Class(class, _) => {
                let ids = self.classes[class as usize].phrases.keys();
                ids.for_each(|&id| starts[id as usize].push(index));
            }
            Symbol::Number(kind, _) => {
                starts[0].push(index);
                let words = &self.numbers;
                for (id, edges) in starts.iter_mut().enumerate().skip(1) {
                    let cardinal = words.cardinal.get(id).is_some_and(Option::is_some);
                    let ordinal = words.ordinal.get(id).is_some_and(Option::is_some);
                    let article = words.article.get(id).is_some_and(|&article| article);
                    let fits = match kind {
                        NumberKind::Cardinal => cardinal || article,
                        NumberKind::Ordinal | NumberKind::Day => ordinal || cardinal,
                        NumberKind::Year | NumberKind::Modern => cardinal,
                        _ => false,
                    };
                    if fits {
                        edges.push(index);
                    }
                }
            }
            Symbol::Nested(_) => {}
        }
    }
}

fn means(text: &str) -> Result<Means, Error> {
    let from = |word: &str| match word {
        "now" => Some(From::Now),
        "then" => Some(From::Then),
        "base" => Some(From::Base),
        "quarter" => Some(From::Quarter),
        "now/then" => Some(From::Either),
        _ => None,
    };
    let parts: Vec<&str> = text.split(' ').collect();
    let found = match parts.as_slice() {
        ["date"] => Some(Means::Date),
        ["same"] => Some(Means::Same),
        ["length"] => Some(Means::Length),
        ["every"] => Some(Means::Every),
        ["before", word] => from(word).map(|from| Means::Shift(from, -1)),
        ["after", word] => from(word).map(|from| Means::Shift(from, 1)),
        ["last", word] => from(word).map(|from| Means::Near(from, -1)),
        ["this", word] => from(word).map(|from| Means::Near(from, 0)),
        ["next", word] => from(word).map(|from| Means::Near(from, 1)),
        [value]
            if value.starts_with(|letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit()) =>
        {
            Some(Means::Fixed((*value).to_string()))
        }
        _ => None,
    };
    found.ok_or_else(|| {
        Error::new(format!("unknown meaning \"{text}\""))
            .hint("date, same, length, every, before/after/last/this/next now|then|base|now/then, or a value")
    })
}

fn number_kind(name: &str) -> Option<NumberKind> {
    Some(match name {
        "number" => NumberKind::Cardinal,
        "nth" => NumberKind::Ordinal,
        "day" => NumberKind::Day,
        "year" => NumberKind::Year,
        "modern" => NumberKind::Modern,
        "clock" => NumberKind::Clock,
        "military" => NumberKind::Military,
        "numeric" => NumberKind::Numeric,
        "decade" => NumberKind::Decade,
        "short-decade" => NumberKind::ShortDecade,
        "short" => NumberKind::Short,
        "digits" => NumberKind::Any,
        _ => return None,
    })
}

fn field_named(name: &str) -> Field {
    match name {
        "number" | "nth" | "vague" => Field::Number,
        "unit" => Field::Unit,
        "few-unit" => Field::Units,
        "year" => Field::Year,
        "month" => Field::Month,
        "day" => Field::Day,
        "weekday" => Field::Weekday,
        "season" => Field::Season,
        "quarter" => Field::Quarter,
        "half" => Field::Half,
        "part" => Field::Part,
        "holiday" => Field::Holiday,
        "hour" => Field::Hour,
        "clock" => Field::Clock,
        "meridiem" => Field::Meridiem,
        "zone" => Field::Zone,
        "numeric" => Field::Numeric,
        "decade" => Field::Decade,
        "century" => Field::Century,
        "era" => Field::Era,
        "frequency" => Field::Frequency,
        "fraction" => Field::Fraction,
        _ => Field::None,
    }
}

/// A pattern's items: words, `{class}`, `<nested>`, `(choice|choice)`, each perhaps with a `?`.
fn items(words: &str) -> Result<Vec<&str>, Error> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0, None);
    for (index, letter) in words.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if letter == ' ' && depth == 0 {
            items.extend(start.take().map(|start| &words[start..index]));
        } else if start.is_none() {
            start = Some(index);
        }
    }
    items.extend(start.map(|start| &words[start..]));
    if depth != 0 {
        return Err(Error::new(format!("unbalanced brackets in \"{words}\"")));
    }
    Ok(items)
}

/// The choices of a bracket, split at its own bars.
fn split_choices(inner: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0, 0);
    let mut choices = Vec::new();
    for (index, letter) in inner.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth == 0 => {
                choices.push(&inner[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    choices.push(&inner[start..]);
    choices
}
