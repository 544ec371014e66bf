//! The longest known name at a point in a story. Takes words, walks the `fst` of keys letter by letter, gives
//! how many words the name has and all that it may mean.
//!
//! Several walks go on at once: a letter is looked for as it is written and, in a word of capitals alone, also
//! as a small letter ("MOSCOW"); a word's first capital may stand for a small letter ("Al Qaeda", "Bank Of
//! England"). A small letter never stands for a capital: "turkey" is no country.

use fst::raw::{CompiledAddr, Fst, Output};

use crate::fold::fold_word;

/// A walk through the `fst`.
#[derive(Clone, Copy)]
struct Walk {
    node: CompiledAddr,
    output: Output,
    /// Whether every letter was found as it is written.
    exact: bool,
}

/// How many words the longest name has, and the values found there: those of the name as written if there is
/// one, else those of its other spellings.
pub(crate) fn longest<'w>(
    names: &Fst<&'static [u8]>,
    words: impl Iterator<Item = &'w str>,
) -> Option<(usize, Vec<u64>)> {
    let mut walks = vec![Walk { node: names.root().addr(), output: Output::zero(), exact: true }];
    let mut found: Option<(usize, Vec<u64>)> = None;
    let mut key = String::new();
    for (index, word) in words.enumerate() {
        key.clear();
        fold_word(word, &mut key);
        let atoms = key.trim_end();
        if atoms.is_empty() && index > 0 {
            continue;
        }
        let shouts = shouts(word);
        if index > 0 {
            step(names, &mut walks, b' ', None);
        }
        let mut previous = b' ';
        for &letter in atoms.as_bytes() {
            let may_be_small = letter.is_ascii_uppercase() && (shouts || previous == b' ');
            step(names, &mut walks, letter, may_be_small.then(|| letter.to_ascii_lowercase()));
            previous = letter;
        }
        if walks.is_empty() || atoms.is_empty() {
            break;
        }
        let values = finals(names, &walks);
        if !values.is_empty() {
            found = Some((index + 1, values));
        }
    }
    found
}

/// Whether a word is all capitals, and more than one: "MOSCOW", "U.S.", not "A".
fn shouts(word: &str) -> bool {
    let mut letters = word.chars().filter(|char| char.is_alphabetic());
    letters.by_ref().take(2).filter(|letter| letter.is_uppercase()).count() == 2
        && letters.all(char::is_uppercase)
}

/// Takes every walk one letter on; those that cannot go on end.
fn step(names: &Fst<&'static [u8]>, walks: &mut Vec<Walk>, letter: u8, other: Option<u8>) {
    for index in 0..walks.len() {
        let walk = walks[index];
        let node = names.node(walk.node);
        if let Some(small) = other.and_then(|small| node.find_input(small)) {
            let transition = node.transition(small);
            walks.push(Walk { node: transition.addr, output: walk.output.cat(transition.out), exact: false });
        }
        match node.find_input(letter) {
            Some(same) => {
                let transition = node.transition(same);
                walks[index].node = transition.addr;
                walks[index].output = walk.output.cat(transition.out);
            }
            None => walks[index].node = ENDED,
        }
    }
    walks.retain(|walk| walk.node != ENDED);
}

/// No node lies here.
const ENDED: CompiledAddr = CompiledAddr::MAX;

fn finals(names: &Fst<&'static [u8]>, walks: &[Walk]) -> Vec<u64> {
    let value = |walk: &Walk| {
        let node = names.node(walk.node);
        node.is_final().then(|| walk.output.cat(node.final_output()).value())
    };
    let as_written: Vec<u64> = walks.iter().filter(|walk| walk.exact).filter_map(value).collect();
    if as_written.is_empty() { walks.iter().filter_map(value).collect() } else { as_written }
}
