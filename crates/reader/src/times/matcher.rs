//! Walks the grammar's trie over the words of a text: the longest match at a word.

use super::grammar::{Field, Grammar, Means, Nested, NumberKind, Pattern, Symbol};
use super::moment::Unit;
use super::numbers::is_hyphen;
use super::words::{Shape, Word};

/// A pattern found in the text.
#[derive(Clone, Debug)]
pub(super) struct Match<'g> {
    /// The first word, and the one after the last.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) pattern: &'g Pattern,
    order: u16,
    pub(super) captures: Vec<(Field, Captured<'g>)>,
    /// The time within the time.
    pub(super) base: Option<Box<Match<'g>>>,
}

/// What a symbol took from the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Captured<'g> {
    /// The value that the class gives the phrase.
    Word(&'g str),
    Number(f64),
    /// Hour, minute.
    Clock(u8, u8),
    /// Year, month, day.
    Date(i32, u8, u8),
}

impl<'g> Match<'g> {
    /// What was captured as a field.
    pub(super) fn get(&self, field: Field) -> Option<Captured<'g>> {
        self.captures.iter().find(|(other, _)| *other == field).map(|(_, value)| *value)
    }

    /// A captured number, given in digits or by a class.
    pub(super) fn number(&self, field: Field) -> Option<f64> {
        match self.get(field)? {
            Captured::Number(number) => Some(number),
            Captured::Word(word) => word.parse().ok(),
            _ => None,
        }
    }

    /// A captured class's value.
    pub(super) fn word(&self, field: Field) -> Option<&'g str> {
        match self.get(field)? {
            Captured::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The captured unit.
    pub(super) fn unit(&self) -> Option<Unit> {
        Unit::from_name(self.word(Field::Unit)?)
    }

    /// How long a stretch the match will prove to be, as far as its words say so; none for what is no date.
    pub(super) fn grain(&self) -> Option<Unit> {
        let has = |field| self.get(field).is_some();
        match self.pattern.means {
            Means::Same => self.base.as_ref()?.grain(),
            Means::Length | Means::Every | Means::Fixed(_) => None,
            Means::Shift(..) if self.word(Field::Number) == Some("X") => None,
            _ => Some(if has(Field::Part) || has(Field::Clock) || has(Field::Hour) {
                Unit::Hour
            } else if has(Field::Day) || has(Field::Weekday) || has(Field::Numeric) || has(Field::Holiday) {
                Unit::Day
            } else if has(Field::Month) {
                Unit::Month
            } else if has(Field::Season) {
                Unit::Season
            } else if has(Field::Quarter) {
                Unit::Quarter
            } else if has(Field::Half) {
                Unit::Half
            } else if has(Field::Year) {
                Unit::Year
            } else if has(Field::Decade) {
                Unit::Decade
            } else if has(Field::Century) {
                Unit::Century
            } else {
                self.unit().unwrap_or(Unit::Day)
            }),
        }
    }

    fn fits(&self, nested: Nested) -> bool {
        if nested == Nested::Length {
            return self.pattern.means == Means::Length;
        }
        let Some(grain) = self.grain() else { return false };
        match nested {
            Nested::Time => true,
            Nested::Day => grain == Unit::Day,
            Nested::Month => grain == Unit::Month,
            Nested::Year => grain == Unit::Year,
            Nested::Period => !matches!(grain, Unit::Day | Unit::Hour | Unit::Minute | Unit::Second),
            Nested::Length => false,
        }
    }
}

/// The grammar over one text.
pub(super) struct Matcher<'g, 't> {
    pub(super) grammar: &'g Grammar,
    pub(super) text: &'t str,
    pub(super) words: &'t [Word],
    /// Whether patterns for histories hold.
    pub(super) history: bool,
}

/// How deep times may stand in times.
const DEEPEST: usize = 3;

struct Walk<'g> {
    start: usize,
    depth: usize,
    nested: Option<Nested>,
    captures: Vec<(Field, Captured<'g>)>,
    base: Option<Match<'g>>,
    best: Option<Match<'g>>,
}

impl<'g> Matcher<'g, '_> {
    /// Whether a word can begin a time at all.
    pub(super) fn may_start(&self, index: usize) -> bool {
        let word = &self.words[index];
        word.shape == Shape::Digits || (word.id != 0 && !self.grammar.starts[word.id as usize].is_empty())
    }

    /// The longest match that begins at a word.
    pub(super) fn longest(&self, start: usize) -> Option<Match<'g>> {
        self.longest_nested(start, 0, None, true)
    }

    fn longest_nested(
        &self,
        start: usize,
        depth: usize,
        nested: Option<Nested>,
        left: bool,
    ) -> Option<Match<'g>> {
        if depth > DEEPEST || start >= self.words.len() || !self.may_start(start) {
            return None;
        }
        let mut walk = Walk { start, depth, nested, captures: Vec::new(), base: None, best: None };
        let root = &self.grammar.nodes[0];
        let word = &self.words[start];
        let starts = &self.grammar.starts;
        let number: &[u16] = if word.shape == Shape::Digits { &starts[0] } else { &[] };
        let known: &[u16] = if word.id != 0 { &starts[word.id as usize] } else { &[] };
        for &edge in number.iter().chain(known) {
            let (symbol, next) = root.edges[edge as usize];
            if left || !matches!(symbol, Symbol::Nested(_)) {
                self.step(&mut walk, symbol, next, start);
            }
        }
        walk.best
    }

    /// Goes on from a node, with the words from `index` still to be read.
    fn walk(&self, walk: &mut Walk<'g>, node: u32, index: usize) {
        let node = &self.grammar.nodes[node as usize];
        if !node.ends.is_empty() {
            self.end(walk, &node.ends, index);
        }
        if node.edges.is_empty() || self.words.get(index).is_none_or(|word| word.paragraph) {
            return;
        }
        for &(symbol, next) in &node.edges {
            self.step(walk, symbol, next, index);
        }
        // "third-quarter" is matched as "third quarter" is.
        let glued = |index: usize| self.words.get(index).is_some_and(|word| word.glued);
        if glued(index) && glued(index + 1) && is_hyphen(self.text, &self.words[index]) {
            for &(symbol, next) in &node.edges {
                self.step(walk, symbol, next, index + 1);
            }
        }
    }

    fn step(&self, walk: &mut Walk<'g>, symbol: Symbol, next: u32, index: usize) {
        let word = &self.words[index];
        let (field, captured, taken) = match symbol {
            Symbol::Word(id, capital) => {
                if word.id == id && (!capital || word.capital) {
                    self.walk(walk, next, index + 1);
                }
                return;
            }
            Symbol::Class(class, field) => {
                for (value, taken) in self.class(class, index) {
                    walk.captures.push((field, Captured::Word(value)));
                    self.walk(walk, next, index + taken);
                    walk.captures.pop();
                }
                return;
            }
            Symbol::Number(kind, field) => match self.number(kind, index) {
                Some((captured, taken)) => (field, captured, taken),
                None => return,
            },
            Symbol::Nested(nested) => {
                let left = index != walk.start;
                let Some(found) = self.longest_nested(index, walk.depth + 1, Some(nested), left) else {
                    return;
                };
                let end = found.end;
                let before = walk.base.replace(found);
                self.walk(walk, next, end);
                walk.base = before;
                return;
            }
        };
        walk.captures.push((field, captured));
        self.walk(walk, next, index + taken);
        walk.captures.pop();
    }

    /// Keeps the match that ends here, if it is allowed to stand here and is longer than the best so far.
    fn end(&self, walk: &mut Walk<'g>, patterns: &[u16], end: usize) {
        let grammar: &'g Grammar = self.grammar;
        for &order in patterns {
            let pattern = &grammar.patterns[order as usize];
            let better = walk.best.as_ref().is_none_or(|best| (end, best.order) > (best.end, order));
            if !better || !self.allowed(pattern, walk.start, end) {
                continue;
            }
            let found = Match {
                start: walk.start,
                end,
                pattern,
                order,
                captures: walk.captures.clone(),
                base: walk.base.clone().map(Box::new),
            };
            if walk.nested.is_none_or(|nested| found.fits(nested)) {
                walk.best = Some(found);
            }
        }
    }

    fn allowed(&self, pattern: &Pattern, start: usize, end: usize) -> bool {
        let glued = |index: usize| self.words.get(index).is_some_and(|word| word.glued);
        // "mid-May" is read as "mid May" is.
        let hyphen =
            |index: usize| glued(index) && glued(index + 1) && is_hyphen(self.text, &self.words[index]);
        let before = start.checked_sub(1).map(|before| if hyphen(before) { before - 1 } else { before });
        let is_in = |index: Option<usize>, class: u8| {
            index.is_some_and(|index| index < self.words.len() && self.is_in(class, index))
        };
        // "6-year-old" is read as "6 year old" is.
        let end = if hyphen(end) { end + 1 } else { end };
        (self.history || !pattern.history)
            && !(self.history && pattern.news)
            && !(pattern.lower && self.words[start].capital && !self.begins_sentence(start))
            && pattern.after.is_none_or(|class| is_in(before, class))
            && pattern.before.is_none_or(|class| is_in(Some(end), class))
            && !pattern.unless_after.is_some_and(|class| is_in(before, class))
            && !pattern.unless_before.is_some_and(|class| is_in(Some(end), class))
    }

    fn begins_sentence(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map(|before| &self.words[before]);
        self.words[index].paragraph || before.is_none_or(|before| before.shape == Shape::Mark)
    }

    /// The value that a class gives a single word.
    pub(super) fn value(&self, class: u8, index: usize) -> Option<&'g str> {
        let grammar: &'g Grammar = self.grammar;
        let phrases = grammar.classes[class as usize].phrases.get(&self.words[index].id)?;
        phrases.iter().find(|phrase| phrase.words.len() == 1).map(|phrase| phrase.value.as_str())
    }

    /// Whether a single word is of a class.
    pub(super) fn is_in(&self, class: u8, index: usize) -> bool {
        self.value(class, index).is_some()
    }

    /// The phrases of a class that stand here, the longest first.
    fn class(&self, class: u8, index: usize) -> impl Iterator<Item = (&'g str, usize)> {
        let grammar: &'g Grammar = self.grammar;
        let phrases = grammar.classes[class as usize].phrases.get(&self.words[index].id);
        phrases.into_iter().flatten().filter_map(move |phrase| {
            self.phrase(&phrase.words, index).map(|taken| (phrase.value.as_str(), taken))
        })
    }

    /// How many words a phrase takes from here, if it stands here.
    fn phrase(&self, phrase: &[(u16, bool)], index: usize) -> Option<usize> {
        let mut at = index;
        for (position, &(id, capital)) in phrase.iter().enumerate() {
            let mut word = self.words.get(at)?;
            if position > 0 && word.id != id && word.glued && is_hyphen(self.text, word) {
                at += 1;
                word = self.words.get(at)?;
            }
            if word.id != id || (capital && !word.capital) || (position > 0 && word.paragraph) {
                return None;
            }
            at += 1;
        }
        Some(at - index)
    }

    fn number(&self, kind: NumberKind, index: usize) -> Option<(Captured<'g>, usize)> {
        let words = &self.words[index..];
        let first = words.first()?;
        let numbers = &self.grammar.numbers;
        let whole = |found: Option<(u32, usize)>| {
            found.map(|(value, taken)| (Captured::Number(f64::from(value)), taken))
        };
        match kind {
            NumberKind::Cardinal => {
                numbers.cardinal(self.text, words).map(|(value, taken)| (Captured::Number(value), taken))
            }
            NumberKind::Ordinal => whole(numbers.ordinal(self.text, words)),
            NumberKind::Day => whole(numbers.day(self.text, words)),
            NumberKind::Year => whole(numbers.year(self.text, words)),
            NumberKind::Modern => {
                whole(numbers.year(self.text, words).filter(|(year, _)| (1900..2100).contains(year)))
            }
            NumberKind::Short => (first.digits == 2).then_some((Captured::Number(first.number), 1)),
            NumberKind::Any => (1..=4).contains(&first.digits).then_some((Captured::Number(first.number), 1)),
            NumberKind::Decade | NumberKind::ShortDecade => {
                let plural = words.get(1).is_some_and(|word| {
                    word.glued && matches!(word.span.of(self.text), "s" | "'s" | "\u{2019}s")
                });
                let length = if kind == NumberKind::Decade { 4 } else { 2 };
                let round = first.digits == length && first.number % 10.0 == 0.0;
                (plural && round).then_some((Captured::Number(first.number), 2))
            }
            NumberKind::Clock => self.clock(words),
            NumberKind::Military => {
                let (hour, minute) = ((first.number / 100.0) as u8, (first.number % 100.0) as u8);
                (first.digits == 4 && first.number < 2401.0 && minute < 60)
                    .then_some((Captured::Clock(hour, minute), 1))
            }
            NumberKind::Numeric => self.numeric(words),
        }
    }

    /// "8:30", "20:30:15", and "8.30" before "a.m."
    fn clock(&self, words: &[Word]) -> Option<(Captured<'g>, usize)> {
        let first = &words[0];
        let text = first.span.of(self.text);
        if let Some((hour, minute)) = text.split_once('.') {
            let (hour, minute) = (hour.parse().ok()?, minute.parse().ok().filter(|_| minute.len() == 2)?);
            let meridiem = words
                .get(1)
                .is_some_and(|word| matches!(word.span.of(self.text), "a" | "p" | "am" | "pm" | "AM" | "PM"));
            return (meridiem && hour < 25 && minute < 60).then_some((Captured::Clock(hour, minute), 1));
        }
        let colon =
            |index: usize| words.get(index).is_some_and(|word| word.glued && word.span.of(self.text) == ":");
        let sixty = |index: usize| {
            words
                .get(index)
                .filter(|word| word.glued && word.digits == 2 && word.number < 60.0)
                .map(|word| word.number as u8)
        };
        if !matches!(first.digits, 1 | 2) || first.number > 24.0 || !colon(1) {
            return None;
        }
        let minute = sixty(2)?;
        let taken = if colon(3) && sixty(4).is_some() { 5 } else { 3 };
        Some((Captured::Clock(first.number as u8, minute), taken))
    }

    /// "2018-04-04", "04/04/2018" (month first, where it can be one), "4.4.2018", "20180404".
    fn numeric(&self, words: &[Word]) -> Option<(Captured<'g>, usize)> {
        let date = |year: f64, month: f64, day: f64| {
            let fits = (1000.0..2200.0).contains(&year)
                && (1.0..13.0).contains(&month)
                && (1.0..32.0).contains(&day);
            fits.then_some(Captured::Date(year as i32, month as u8, day as u8))
        };
        let first = &words[0];
        if first.digits == 8 {
            let (year, rest) = ((first.number / 10_000.0).floor(), first.number % 10_000.0);
            return date(year, (rest / 100.0).floor(), rest % 100.0).map(|date| (date, 1));
        }
        let (mark, second, other, third) = (words.get(1)?, words.get(2)?, words.get(3)?, words.get(4)?);
        let separator = mark.span.of(self.text);
        let numbers = first.digits > 0 && second.digits > 0 && third.digits > 0;
        let glued = words[1..5].iter().all(|word| word.glued);
        if !numbers
            || !glued
            || !matches!(separator, "-" | "/" | ".")
            || other.span.of(self.text) != separator
        {
            return None;
        }
        if words.get(5).is_some_and(|word| word.glued && matches!(word.span.of(self.text), "-" | "/")) {
            return None;
        }
        let (a, b, c) = (first.number, second.number, third.number);
        let found = if first.digits == 4 {
            date(a, b, c)
        } else if third.digits == 4 || (third.digits == 2 && separator == "/") {
            let year = match third.digits {
                4 => c,
                _ if c < 50.0 => c + 2000.0,
                _ => c + 1900.0,
            };
            if a > 12.0 || separator == "." { date(year, b, a) } else { date(year, a, b) }
        } else {
            None
        };
        found.map(|date| (date, 5))
    }
}
