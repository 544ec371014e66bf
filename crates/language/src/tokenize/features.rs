//! What a decision sees: features of the atoms, then of the words, around a place in the text, as hashes.
//!
//! Training and parsing both come through here, so that they cannot see different things.

use std::ops::Range;

use super::atoms::{Atom, Gap, Kind};

/// Features of one decision.
pub(super) type Features = Vec<u32>;

/// Mixes numbers into one hash. Order matters.
fn mix(parts: &[u32]) -> u32 {
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64;
    for &part in parts {
        hash = (hash ^ u64::from(part)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
    }
    hash as u32
}

/// An atom seen from a boundary: its letters and kind if it stands in the same run, else the gap.
#[derive(Clone, Copy)]
struct Seen {
    hash: u32,
    kind: u32,
}

const NOTHING: Seen = Seen { hash: 0, kind: 0 };

/// A run: atoms with no white space between them.
pub(super) struct Run<'a> {
    pub atoms: &'a [Atom],
    /// Of the atom before and after the run.
    pub before: Kind,
    pub after: Kind,
    /// Of the gap after the run.
    pub gap_after: Gap,
    /// Of all its letters.
    pub hash: u32,
    /// Whether a single quote may be open.
    pub quoted: bool,
}

impl<'a> Run<'a> {
    /// The run at this place of a block.
    pub(super) fn new(block: &'a [Atom], place: Range<usize>, quoted: bool) -> Run<'a> {
        let Range { start: first, end: last } = place;
        let atoms = &block[first..last];
        let mut hash = 17;
        for atom in atoms {
            hash = mix(&[hash, atom.hash]);
        }
        Run {
            atoms,
            before: if first == 0 { Kind::NONE } else { block[first - 1].kind },
            after: block.get(last).map_or(Kind::NONE, |atom| atom.kind),
            gap_after: block.get(last).map_or(Gap::Block, |atom| atom.gap),
            hash,
            quoted,
        }
    }

    /// Whether a single quote may be open after it.
    pub(super) fn leaves_quoted(&self) -> bool {
        let single = |atom: &Atom| matches!(atom.kind.class(), Kind::APOSTROPHE | Kind::OPEN_QUOTE);
        let (first, last) = (&self.atoms[0], &self.atoms[self.atoms.len() - 1]);
        let opens = single(first) && self.atoms.get(1).is_some_and(|next| next.kind.is_letters());
        let closes =
            self.atoms.len() > 1 && single(last) && !self.atoms[self.atoms.len() - 2].kind.is_letters();
        (self.quoted || opens) && !closes
    }

    fn seen(&self, at: isize) -> Seen {
        match usize::try_from(at).ok().and_then(|at| self.atoms.get(at)) {
            Some(atom) => Seen { hash: atom.hash, kind: u32::from(atom.kind.0) },
            None => NOTHING,
        }
    }

    /// Features of the boundary after `atoms[at]`; `open` is the first atom of the word that it stands in.
    pub(super) fn features(&self, at: usize, open: usize, features: &mut Features) {
        features.clear();
        let place = at as isize;
        let [l3, l2, l1, r1, r2, r3] = [-2, -1, 0, 1, 2, 3].map(|offset| self.seen(place + offset));
        let cut = u32::from(open == at);
        let so_far = self.atoms[open..=at].iter().rev().take(4).fold(3, |hash, atom| mix(&[hash, atom.hash]));
        let shape = self.atoms[open..=at]
            .iter()
            .rev()
            .take(5)
            .fold(5, |hash, atom| mix(&[hash, u32::from(atom.kind.0)]));
        let outside = u32::from(self.after.0) | (self.gap_after as u32) << 8;
        let short = u32::from(self.atoms[at].abbreviation);
        let last = u32::from(place + 2 >= self.atoms.len() as isize);
        let beyond = if last == 1 { outside + 1 } else { 0 };
        let before = if at == 0 { u32::from(self.before.0) + 1 } else { 0 };
        features.extend([
            mix(&[1, l1.hash, r1.hash]),
            mix(&[2, l1.kind, r1.hash, cut]),
            mix(&[3, l1.hash, r1.kind, cut]),
            mix(&[4, l2.hash, l1.hash, r1.hash]),
            mix(&[5, l1.hash, r1.hash, r2.hash]),
            mix(&[6, l1.kind, r1.kind, r2.kind]),
            mix(&[7, l2.kind, l1.kind, r1.kind, cut]),
            mix(&[8, l2.kind, l1.kind, r1.kind, r2.kind]),
            mix(&[9, l3.kind, l2.kind, l1.kind, r1.kind, r2.kind, r3.kind]),
            mix(&[10, l2.kind, l1.hash, r1.hash, r2.kind]),
            mix(&[11, so_far, r1.hash]),
            mix(&[12, shape, r1.kind, r2.kind]),
            mix(&[13, l1.hash, r1.hash, beyond]),
            mix(&[14, short, l1.kind, r1.hash, beyond]),
            mix(&[15, self.hash, at as u32]),
            mix(&[16, l1.kind, r1.hash, r2.hash, r3.kind]),
            mix(&[17, l2.hash, l1.kind, r1.hash, cut]),
            mix(&[18, before, l1.kind, r1.kind, r2.kind]),
            mix(&[19, r1.hash, beyond, l1.kind, l2.kind]),
            mix(&[20, l1.kind, r1.kind, cut]),
            mix(&[21, u32::from(self.atoms[at].end), r1.hash, beyond, u32::from(self.quoted)]),
            mix(&[22, u32::from(self.atoms[at].end), r1.hash, last]),
        ]);
    }
}

/// A word, as the decision about sentence ends sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub hash: u32,
    /// Of its first and its last atom.
    pub first: Kind,
    pub last: Kind,
    pub abbreviation: u8,
    /// Before it.
    pub gap: Gap,
    pub line: u8,
    /// Whether it is the later part of a multiword token.
    pub rest: bool,
    /// The first byte and the byte after the last.
    pub start: u32,
    pub end: u32,
}

impl Item {
    /// The word made of these atoms.
    pub(super) fn new(atoms: &[Atom], rest: bool) -> Item {
        let (first, last) = (atoms[0], atoms[atoms.len() - 1]);
        let hash = match atoms {
            [one] => one.hash,
            _ => atoms.iter().fold(23, |hash, atom| mix(&[hash, atom.hash])),
        };
        // "Sen." is two atoms; the list knows the first.
        let abbreviation = match atoms {
            [one] => one.abbreviation,
            [one, stop] if stop.kind.class() == Kind::PERIOD => one.abbreviation | 16,
            [.., stop] if stop.kind.class() == Kind::PERIOD => 16,
            _ => 0,
        };
        Item {
            hash,
            first: first.kind,
            last: last.kind,
            abbreviation,
            gap: first.gap,
            line: first.line,
            rest,
            start: first.span.start,
            end: last.span.end,
        }
    }

    fn opens(&self) -> bool {
        matches!(self.last.class(), Kind::OPEN_QUOTE | Kind::OPEN_BRACKET)
    }

    fn shape(&self) -> u32 {
        u32::from(self.first.0) | u32::from(self.last.0) << 8
    }
}

/// Tells straight quotes that open from those that close by the white space around them, so that they look
/// like round ones. An apostrophe alone is a quote.
pub(super) fn tell_quotes(items: &mut [Item]) {
    for at in 0..items.len() {
        let item = items[at];
        if item.first != item.last
            || !matches!(item.first.class(), Kind::QUOTE | Kind::APOSTROPHE)
            || item.rest
        {
            continue;
        }
        let touches_next = items.get(at + 1).is_some_and(|next| next.gap == Gap::None);
        let opens = touches_next && (item.gap != Gap::None || items[at - 1].opens());
        let (kind, hash) = if opens { (Kind::OPEN_QUOTE, 1) } else { (Kind::CLOSE_QUOTE, 2) };
        let hash = if item.first.class() == Kind::QUOTE { hash } else { hash + 2 };
        items[at] = Item { first: Kind(kind), last: Kind(kind), hash, ..item };
    }
}

/// What the reading of a sentence remembers: open quotes and brackets.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Memory {
    /// The first word of the sentence.
    pub first: usize,
    quote: bool,
    brackets: u8,
}

impl Memory {
    /// At the beginning of a sentence.
    pub(super) fn at(first: usize) -> Memory {
        Memory { first, ..Memory::default() }
    }

    /// Takes in a word.
    pub(super) fn take(&mut self, item: &Item) {
        match item.last.class() {
            Kind::OPEN_QUOTE => self.quote = true,
            Kind::CLOSE_QUOTE => self.quote = false,
            Kind::OPEN_BRACKET => self.brackets = (self.brackets + 1).min(3),
            Kind::CLOSE_BRACKET => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }
}

/// Features of the place after `items[at]`.
pub(super) fn sentence_features(items: &[Item], at: usize, memory: &Memory, features: &mut Features) {
    features.clear();
    let none = Item::NONE;
    let get = |offset: isize| {
        let place = at as isize + offset;
        if place < memory.first as isize && offset <= 0 {
            none
        } else {
            *items.get(place as usize).unwrap_or(&none)
        }
    };
    let [l3, l2, l1, r1, r2, r3] = [-2, -1, 0, 1, 2, 3].map(get);
    let [s3, s2, s1, t1, t2, t3] = [l3, l2, l1, r1, r2, r3].map(|item| item.shape());
    let gap = r1.gap as u32 | u32::from(r1.line) << 4;
    let wide = r1.gap as u32;
    let length = at + 1 - memory.first;
    let length = [2, 3, 5, 8, 13, 21, 34, 55].iter().filter(|&&bound| length >= bound).count() as u32;
    let inside = u32::from(memory.quote) | u32::from(memory.brackets) << 1;
    let short = u32::from(l1.abbreviation);
    let opener = items[memory.first];
    let gap2 = r2.gap as u32;
    let opener_gap = opener.gap as u32 | u32::from(opener.line) << 4;
    features.extend([
        mix(&[1, l1.hash, wide]),
        mix(&[2, l1.hash, r1.hash]),
        mix(&[3, l1.hash, t1, wide]),
        mix(&[4, r1.hash, s1]),
        mix(&[5, l2.hash, l1.hash, t1]),
        mix(&[6, s2, s1, t1, t2]),
        mix(&[7, gap, s1, t1]),
        mix(&[8, r1.hash, r2.hash, s1]),
        mix(&[9, short, t1, wide, s2]),
        mix(&[10, short, r1.hash, u32::from(l1.last.0)]),
        mix(&[11, length, s1, t1, wide]),
        mix(&[12, inside, l1.hash, t1, wide]),
        mix(&[13, inside, s2, s1, t1, t2, gap2]),
        mix(&[14, opener.hash, s1, t1, length.min(3)]),
        mix(&[15, s1, t1, t2, t3]),
        mix(&[16, l3.hash, l2.hash, l1.hash]),
        mix(&[17, s3, s2, s1, t1]),
        mix(&[18, gap, length, s1]),
        mix(&[19, gap, r1.hash]),
        mix(&[20, l2.hash, s1, r1.hash]),
        mix(&[21, l1.hash, t1, t2, gap2]),
        mix(&[22, gap, opener_gap, s1, length]),
        mix(&[23, l2.abbreviation.into(), s2, l1.hash, t1]),
        mix(&[24, u32::from(l1.first.class()), u32::from(r1.first.class()), wide]),
        mix(&[25, gap]),
        mix(&[26, gap, u32::from(l1.last.class())]),
        mix(&[27, gap, u32::from(r1.first.class())]),
    ]);
}

impl Item {
    const NONE: Item = Item {
        hash: 0,
        first: Kind::NONE,
        last: Kind::NONE,
        abbreviation: 0,
        gap: Gap::Block,
        line: 0,
        rest: false,
        start: 0,
        end: 0,
    };
}
