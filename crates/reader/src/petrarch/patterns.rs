//! A pattern of a verb, held against the sentence. Walks from the verb outward, to both sides; words may stand
//! between two elements unless the dictionary joins them with `_`.

use knowledge::petrarch::{Dictionaries, Element, Part, Pattern};
use language::TokenId;

use super::actors::Actors;
use super::words::Words;

/// The noun phrases that a pattern points at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Match {
    pub(super) source: Option<TokenId>,
    pub(super) target: Option<TokenId>,
    /// Several actors before the verb, who do it to each other.
    pub(super) both: Option<TokenId>,
    /// Several actors after the verb.
    pub(super) several: Option<TokenId>,
}

impl Match {
    /// Whether a pattern fits between the words above the verb, the nearest first, and those below it.
    pub(super) fn of(
        pattern: &Pattern,
        words: &Words,
        actors: &Actors,
        dictionaries: &Dictionaries,
        above: &[usize],
        below: &[usize],
    ) -> Option<Match> {
        let walk = Walk { words, actors, dictionaries };
        let before: Vec<&Element> = pattern.before.iter().rev().collect();
        let after: Vec<&Element> = pattern.after.iter().collect();
        let matched = walk.along(&before, above, true, 0, Match::default())?;
        walk.along(&after, below, false, 0, matched)
    }
}

struct Walk<'a> {
    words: &'a Words,
    actors: &'a Actors<'a>,
    dictionaries: &'a Dictionaries,
}

impl Walk<'_> {
    /// Goes on from the place `at` of a line of words; `back` where the line runs against the text.
    fn along(
        &self,
        elements: &[&Element],
        line: &[usize],
        back: bool,
        at: usize,
        matched: Match,
    ) -> Option<Match> {
        let Some((element, rest)) = elements.split_first() else { return Some(matched) };
        let last = if element.adjacent { line.len().min(at + 1) } else { line.len() };
        (at..last).find_map(|start| {
            let (end, matched) = self.element(element, line, back, start, matched)?;
            self.along(rest, line, back, end, matched)
        })
    }

    /// Where an element that begins at a place ends.
    fn element(
        &self,
        element: &Element,
        line: &[usize],
        back: bool,
        start: usize,
        matched: Match,
    ) -> Option<(usize, Match)> {
        match &element.part {
            Part::Word(word) => (self.words.word(line[start]) == word).then_some((start + 1, matched)),
            Part::Synonym(set) => {
                let phrases = self.dictionaries.synonyms(set).iter();
                let lengths = phrases.filter(|phrase| self.stands(phrase, line, back, start)).map(Vec::len);
                Some((start + lengths.max()?, matched))
            }
            part => {
                let token = self.words.token(line[start]);
                let noun = || Some(self.actors.noun(token)).filter(|_| *part == Part::Any);
                let group = self.actors.group_at(token).or_else(noun)?;
                let several = self.actors.codes(group).len() > 1;
                let matched = match part {
                    Part::Source => Match { source: Some(group), ..matched },
                    Part::Target => Match { target: Some(group), ..matched },
                    Part::Both if !several => return None,
                    Part::Both if back => Match { both: Some(group), ..matched },
                    Part::Both => Match { several: Some(group), ..matched },
                    _ if !self.actors.is_nominal(group) => return None,
                    _ => matched,
                };
                let tokens = self.actors.tokens(group);
                let own = |&word: &usize| tokens.contains(&self.words.token(word));
                let end = line[start..].iter().rposition(own).map_or(start, |last| start + last);
                Some((end + 1, matched))
            }
        }
    }

    fn stands(&self, phrase: &[String], line: &[usize], back: bool, start: usize) -> bool {
        let here = line[start..].iter().map(|&word| self.words.word(word));
        let fits = |(wanted, word): (&String, &str)| wanted == word;
        let length = line.len() - start >= phrase.len();
        length
            && if back { phrase.iter().rev().zip(here).all(fits) } else { phrase.iter().zip(here).all(fits) }
    }
}
