//! Text to sentences of words.
//!
//! Takes raw text and the spans that are not to be read; gives UD's syntactic words with their bytes, and the
//! sentences that they make up. "They don't." is the words "They", "do", "n't" and ".", the middle two in one
//! multiword token. It changes no character and drops none but white space, controls and zero-width characters
//! at the edge of a word.
//!
//! The text is cut into atoms (`atoms`): a linear model decides at every place between two atoms whether they
//! belong to one word, then after every word whether a sentence ends. A blank line always ends one.

mod atoms;
mod facts;
mod features;
mod solid;
mod weights;

use std::ops::Range;
use std::sync::LazyLock;

use record::Span;

use crate::Multiword;
use atoms::{Atom, Gap};
use facts::Facts;
use features::{Item, Memory, Run};
use weights::Weights;
pub use weights::{BOUNDARY_BUCKETS, Boundary, END_BUCKETS, Judge};

/// A text, cut into words and sentences.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// UD's syntactic words, in the order of the text.
    pub words: Vec<Word>,
    /// Each sentence's words; together they are all of them.
    pub sentences: Vec<Range<u32>>,
}

/// A syntactic word, before it has a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Whether, and how, it is part of a multiword token ("don't", "China's").
    pub multiword: Multiword,
}

/// A sentence ends after so many words even if nothing says so, which bounds what later stages must hold.
const LONGEST_SENTENCE: usize = 2048;

static FACTS: LazyLock<Facts> = LazyLock::new(Facts::embedded);

/// Cuts a text into words and sentences: no word lies in a span of `skip`, no sentence crosses one.
/// `skip` is in the order of the text, without overlaps.
pub fn tokenize(text: &str, skip: &[Span]) -> Tokens {
    tokenize_by(text, skip, &mut Weights::embedded())
}

/// The same, decided by this judge.
pub fn tokenize_by(text: &str, skip: &[Span], judge: &mut impl Judge) -> Tokens {
    let mut tokens = Tokens::default();
    let mut block = Block::default();
    let mut at = 0;
    let end = Span::new(text.len(), text.len());
    for stop in skip.iter().chain([&end]) {
        while at < stop.start as usize {
            at = atoms::cut_block(text, at, stop.start as usize, &FACTS, &mut block.atoms);
            atoms::look_at_lines(&mut block.atoms);
            block.cut_words(text, judge);
            block.end_sentences(judge, &mut tokens);
        }
        at = at.max(stop.end as usize);
    }
    tokens
}

/// What lies between two blank lines, on its way to words. Reused, so as not to ask for memory each time.
#[derive(Default)]
struct Block {
    atoms: Vec<Atom>,
    items: Vec<Item>,
    features: Vec<u32>,
}

impl Block {
    /// Atoms to words.
    fn cut_words(&mut self, text: &str, judge: &mut impl Judge) {
        self.items.clear();
        let mut first = 0;
        while first < self.atoms.len() {
            let mut last = first + 1;
            while self.atoms.get(last).is_some_and(|atom| atom.gap == Gap::None) {
                last += 1;
            }
            self.cut_run(text, first, last, judge);
            first = last;
        }
    }

    /// The words of `atoms[first..last]`, which have no white space between them.
    fn cut_run(&mut self, text: &str, first: usize, last: usize, judge: &mut impl Judge) {
        if last - first == 1 {
            self.items.push(Item::new(&self.atoms[first..last], false));
            return;
        }
        let solid = solid::find(text, &self.atoms[first..last]);
        let run = Run::new(&self.atoms, first, last);
        let (mut open, mut rest) = (0, false);
        for at in 0..run.atoms.len() - 1 {
            let place = run.atoms[at].span.end;
            let boundary = if solid.start < place && place < solid.end || solid::within_name(run.atoms, at) {
                Boundary::Join
            } else {
                run.features(at, open, &mut self.features);
                judge.boundary(place, &self.features)
            };
            if boundary != Boundary::Join {
                self.items.push(Item::new(&run.atoms[open..=at], rest));
                open = at + 1;
                rest = boundary == Boundary::Joint;
            }
        }
        self.items.push(Item::new(&run.atoms[open..], rest));
    }

    /// Words to sentences.
    fn end_sentences(&mut self, judge: &mut impl Judge, tokens: &mut Tokens) {
        let base = tokens.words.len();
        let mut memory = Memory::at(0);
        for (at, item) in self.items.iter().enumerate() {
            let next = self.items.get(at + 1);
            memory.take(item, next);
            tokens.words.push(Word {
                span: Span { start: item.start, end: item.end },
                multiword: self.multiword(at),
            });
            let ends = match next {
                None => true,
                Some(next) if next.rest => false,
                Some(_) if at + 1 - memory.first >= LONGEST_SENTENCE => true,
                Some(_) => {
                    features::sentence_features(&self.items, at, &memory, &mut self.features);
                    judge.ends(item.end, &self.features)
                }
            };
            if ends {
                tokens.sentences.push((base + memory.first) as u32..(base + at + 1) as u32);
                memory = Memory::at(at + 1);
            }
        }
    }

    fn multiword(&self, at: usize) -> Multiword {
        if self.items[at].rest {
            return Multiword::Rest;
        }
        match self.items[at + 1..].iter().take(200).take_while(|item| item.rest).count() {
            0 => Multiword::No,
            more => Multiword::First(more as u8 + 1),
        }
    }
}
