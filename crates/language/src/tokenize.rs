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

/// No multiword token has more than so many joints; "I'd've" has two.
const MOST_PARTS: usize = 7;

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
        let (mut first, mut quoted) = (0, false);
        while first < self.atoms.len() {
            let mut last = first + 1;
            while self.atoms.get(last).is_some_and(|atom| atom.gap == Gap::None) {
                last += 1;
            }
            quoted = self.cut_run(text, first..last, quoted, judge);
            first = last;
        }
        features::tell_quotes(&mut self.items);
    }

    /// The words of these atoms, which have no white space between them. Takes and gives whether a single quote
    /// may be open.
    fn cut_run(&mut self, text: &str, atoms: Range<usize>, quoted: bool, judge: &mut impl Judge) -> bool {
        let run = Run::new(&self.atoms, atoms.clone(), quoted);
        let solid = solid::find(text, run.atoms);
        let (mut open, mut parts) = (0, 0);
        for at in 0..run.atoms.len() - 1 {
            let place = run.atoms[at].span.end;
            let boundary = if solid.start < place && place < solid.end || solid::within(run.atoms, at) {
                Boundary::Join
            } else {
                run.features(at, open, &mut self.features);
                judge.boundary(place, &self.features)
            };
            if boundary != Boundary::Join {
                self.items.push(Item::new(&run.atoms[open..=at], parts > 0));
                open = at + 1;
                let joint = boundary == Boundary::Joint && parts < MOST_PARTS;
                parts = if joint { parts + 1 } else { 0 };
            }
        }
        self.items.push(Item::new(&run.atoms[open..], parts > 0));
        run.leaves_quoted()
    }

    /// Words to sentences.
    fn end_sentences(&mut self, judge: &mut impl Judge, tokens: &mut Tokens) {
        let base = tokens.words.len();
        let mut memory = Memory::at(0);
        for (at, item) in self.items.iter().enumerate() {
            let next = self.items.get(at + 1);
            memory.take(item);
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
        match self.items[at + 1..].iter().take_while(|item| item.rest).count() {
            0 => Multiword::No,
            more => Multiword::First(more as u8 + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The sentences a line each, words separated by spaces, those of a multiword token by "+".
    fn shown(text: &str, skip: &[Span]) -> String {
        let tokens = tokenize(text, skip);
        let mut shown = String::new();
        for sentence in &tokens.sentences {
            for word in &tokens.words[sentence.start as usize..sentence.end as usize] {
                shown.push(if word.multiword == Multiword::Rest { '+' } else { ' ' });
                shown.push_str(word.span.of(text));
            }
            shown.push('\n');
        }
        shown
    }

    fn check(text: &str, expected: &[&str]) {
        let found = shown(text, &[]);
        assert_eq!(found.lines().map(str::trim).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn contractions_and_possessives() {
        check("They don't know.", &["They do+n't know ."]);
        check("It’s Chad’s call; we can't.", &["It+’s Chad+’s call ; we ca+n't ."]);
        check("The envoys' cars cannot move.", &["The envoys+' cars can+not move ."]);
        check("Mary O'Neil and Sana'a", &["Mary O'Neil and Sana'a"]);
    }

    #[test]
    fn hyphens_are_words() {
        check(
            "A UN-backed ex-minister met his son-in-law.",
            &["A UN - backed ex-minister met his son - in - law ."],
        );
    }

    #[test]
    fn numbers_addresses_and_handles() {
        check("It lost $1,200.50, or 3.5%.", &["It lost $ 1,200.50 , or 3.5 % ."]);
        check("See https://example.org/a,b?c=1.", &["See https://example.org/a,b?c=1 ."]);
        check("Write to press@example.gov (or @press).", &["Write to press@example.gov ( or @press ) ."]);
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        check(
            "Mr. Obi met U.S. Sen. J. R. Holt on Jan. 3 in St. Petersburg. Gen. Voss left.",
            &["Mr. Obi met U.S. Sen. J. R. Holt on Jan. 3 in St. Petersburg .", "Gen. Voss left ."],
        );
    }

    #[test]
    fn a_closing_quote_belongs_to_its_sentence() {
        check(
            "\"We will not yield.\" The talks resumed.",
            &["\" We will not yield . \"", "The talks resumed ."],
        );
        check("“Is it over?” she asked. No one knew.", &["“ Is it over ? ” she asked .", "No one knew ."]);
    }

    #[test]
    fn datelines_belong_to_the_first_sentence() {
        check("RABAT, 12 Jan - Talks failed on Monday.", &["RABAT , 12 Jan - Talks failed on Monday ."]);
        check("LIMA (AP) — Peru closed its border.", &["LIMA ( AP ) — Peru closed its border ."]);
    }

    #[test]
    fn blank_lines_end_sentences_and_filled_lines_do_not() {
        check(
            "Talks stall in Rabat\n\nMinisters left early.",
            &["Talks stall in Rabat", "Ministers left early ."],
        );
        check("Talks stall\r\n \r\nMinisters left.", &["Talks stall", "Ministers left ."]);
        check(
            "The ministers of the three countries left the conference early on\nMonday without an agreement on \
             water, and no new date was set for\nthe next round.",
            &[
                "The ministers of the three countries left the conference early on Monday without an agreement \
               on water , and no new date was set for the next round .",
            ],
        );
        check(
            "• Nigeria: 12 killed\n• Chad: 3 killed, 4 hurt",
            &["• Nigeria : 12 killed", "• Chad : 3 killed , 4 hurt"],
        );
    }

    #[test]
    fn nothing_is_read_in_what_is_skipped() {
        let text = "The army READ MORE denied it.";
        assert_eq!(shown(text, &[Span::new(9, 18)]), " The army\n denied it .\n");
        assert_eq!(shown(text, &[Span::new(0, 29)]), "");
        assert_eq!(shown(text, &[Span::new(6, 11)]), " The ar\n AD MORE denied it .\n");
    }

    #[test]
    fn marks_and_zero_width_characters() {
        check(
            "\u{feff}Cafe\u{301} owners\u{200b} vote 👩\u{200d}🚀.",
            &["Cafe\u{301} owners vote 👩\u{200d}🚀 ."],
        );
        check("\u{200b}\u{0}", &[]);
        check("🇳🇬🇹🇩", &["🇳🇬 🇹🇩"]);
    }

    #[test]
    fn long_text_takes_bounded_time() {
        for piece in ["a", "é", ".", "a'", "'s", "1,", "(", "\u{301}", "a\u{200d}", "www.", "a@", "x ", "x\n"]
        {
            let text = piece.repeat((1 << 20) / piece.len());
            hold(&text, &[]);
        }
    }

    /// What is true of every text: words and sentences are in order, on the boundaries of characters, cover all
    /// but white space and what is invisible, and lie in no skipped span.
    fn hold(text: &str, skip: &[Span]) {
        let tokens = tokenize(text, skip);
        let (mut at, mut rebuilt) = (0, String::new());
        for word in &tokens.words {
            assert!(at <= word.span.start && word.span.start < word.span.end);
            let gap = &text[at as usize..word.span.start as usize];
            let skipped: usize = skip
                .iter()
                .filter(|span| span.start >= at && span.end <= word.span.start)
                .map(|span| span.len())
                .sum();
            let seen = gap
                .chars()
                .filter(|&letter| letter.is_alphanumeric() || letter.is_ascii_punctuation())
                .count();
            assert!(seen <= skipped, "left out: {gap:?}");
            assert!(!skip.iter().any(|span| span.overlaps(word.span)));
            rebuilt.push_str(gap);
            rebuilt.push_str(word.span.of(text));
            at = word.span.end;
        }
        rebuilt.push_str(&text[at as usize..]);
        assert_eq!(rebuilt, text);
        let mut next = 0;
        for sentence in &tokens.sentences {
            assert!(sentence.start == next && sentence.start < sentence.end);
            assert!(sentence.end - sentence.start <= LONGEST_SENTENCE as u32 + MOST_PARTS as u32);
            let span = tokens.words[next as usize].span.cover(tokens.words[sentence.end as usize - 1].span);
            assert!(!skip.iter().any(|skipped| span.overlaps(*skipped)));
            next = sentence.end;
        }
        assert_eq!(next as usize, tokens.words.len());
        for (at, word) in tokens.words.iter().enumerate() {
            if let Multiword::First(words) = word.multiword {
                let parts = &tokens.words[at..at + usize::from(words)];
                assert!(parts.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
                assert!(parts[1..].iter().all(|part| part.multiword == Multiword::Rest));
            }
        }
    }

    proptest! {
        #[test]
        fn tokens_and_gaps_give_back_the_text(text in "\\PC{0,80}|([a-zA-Z0-9 .,'’\"“”()\\-\n\u{200b}\u{301}\u{200d}🙂@:/]|n't|www\\.|U\\.S\\.|\n\n){0,60}") {
            hold(&text, &[]);
        }

        #[test]
        fn skipped_spans_hold_no_token(text in "[a-zé .'\n]{1,60}", cuts in proptest::collection::vec(0usize..60, 0..6)) {
            let mut cuts: Vec<usize> = cuts.into_iter().filter(|&cut| text.is_char_boundary(cut)).collect();
            cuts.sort_unstable();
            let skip: Vec<Span> = cuts.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1])).collect();
            hold(&text, &skip);
        }
    }
}
