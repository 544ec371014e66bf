//! Text to atoms: runs of letters, runs of digits, single other characters. A word is one atom or several.

use record::Span;

use super::facts::Facts;

/// A piece of text that never needs to be cut (letter runs with a known or regular contraction inside are
/// cut here: "do|n't", "gon|na").
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub span: Span,
    /// Of the lower-case letters; ’ counts as '.
    pub hash: u32,
    pub kind: Kind,
    /// The last byte of its last letter, in lower case, for letters.
    pub end: u8,
    /// What the list of abbreviations says of it, 0 for nothing.
    pub abbreviation: u8,
    /// What stands between it and the atom before.
    pub gap: Gap,
    /// For [`Gap::Line`]: how much the line break looks like one that an editor would make (see [`look_at_lines`]).
    pub line: u8,
}

/// White space between two atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Gap {
    None,
    Space,
    Line,
    /// The beginning of a block: nothing before can belong to the same sentence.
    Block,
}

/// Character class in the low five bits, length (for digits and letters) above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind(pub u8);

impl Kind {
    pub(super) const NONE: Kind = Kind(0);
    pub(super) const DIGITS: u8 = 1;
    pub(super) const LOWER: u8 = 2;
    pub(super) const TITLE: u8 = 3;
    pub(super) const UPPER: u8 = 4;
    pub(super) const MIXED: u8 = 5;
    pub(super) const APOSTROPHE: u8 = 6;
    pub(super) const QUOTE: u8 = 7;
    pub(super) const OPEN_QUOTE: u8 = 8;
    pub(super) const CLOSE_QUOTE: u8 = 9;
    pub(super) const PERIOD: u8 = 10;
    pub(super) const QUESTION: u8 = 13;
    pub(super) const SLASH: u8 = 18;
    pub(super) const OPEN_BRACKET: u8 = 19;
    pub(super) const CLOSE_BRACKET: u8 = 20;
    pub(super) const ELLIPSIS: u8 = 21;
    const OTHER: u8 = 28;
    const PICTURE: u8 = 29;

    pub(super) fn class(self) -> u8 {
        self.0 & 31
    }

    pub(super) fn is_letters(self) -> bool {
        (Kind::LOWER..=Kind::MIXED).contains(&self.class())
    }

    fn of_letters(first_upper: bool, uppers: usize, letters: usize) -> Kind {
        let class = match (first_upper, uppers) {
            (_, 0) => Kind::LOWER,
            (true, 1) => Kind::TITLE,
            _ if uppers == letters => Kind::UPPER,
            _ => Kind::MIXED,
        };
        Kind(class | (letters.min(4) as u8 - 1) << 5)
    }

    fn of_digits(count: usize) -> Kind {
        Kind(Kind::DIGITS | (count.min(5) as u8 - 1) << 5)
    }

    fn of_symbol(letter: char) -> Kind {
        Kind(match letter {
            '\'' | '’' => Kind::APOSTROPHE,
            '"' => Kind::QUOTE,
            '“' | '‘' | '„' | '«' | '‹' => Kind::OPEN_QUOTE,
            '”' | '»' | '›' => Kind::CLOSE_QUOTE,
            '.' => Kind::PERIOD,
            ',' => 11,
            '!' => 12,
            '?' => Kind::QUESTION,
            ':' => 14,
            ';' => 15,
            '-' => 16,
            '–' | '—' | '―' | '−' => 17,
            '/' => Kind::SLASH,
            '(' | '[' | '{' => Kind::OPEN_BRACKET,
            ')' | ']' | '}' => Kind::CLOSE_BRACKET,
            '…' => Kind::ELLIPSIS,
            '@' => 22,
            '$' | '£' | '€' | '¥' | '₹' => 23,
            '%' | '‰' | '°' => 24,
            '#' | '*' | '•' | '·' | '=' | '~' | '|' => 25,
            '_' => 26,
            '&' | '+' => 27,
            _ if (letter as u32) < 0x2600 => Kind::OTHER,
            _ => Kind::PICTURE,
        })
    }
}

/// What a character does to the atoms around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Break,
    Letter,
    Digit,
    Symbol,
    /// Belongs to what it follows: combining marks, joiners, variation selectors.
    Mark,
    /// Is to be overlooked at the ends of a word: zero-width spaces, controls.
    Nothing,
}

fn class(letter: char) -> Class {
    match letter {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Break,
        _ if letter.is_whitespace() => Class::Space,
        '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}'
        | '\u{5bf}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{200c}'
        | '\u{200d}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0020}'..='\u{e01ef}' => Class::Mark,
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => Class::Nothing,
        _ if letter.is_control() => Class::Nothing,
        _ if letter.is_alphabetic() => Class::Letter,
        _ if letter.is_numeric() => Class::Digit,
        // What is left of the Indic blocks are viramas, nuktas and their like.
        '\u{900}'..='\u{dff}' => Class::Mark,
        _ => Class::Symbol,
    }
}

const HASH_START: u32 = 0x811c_9dc5;

fn hash_char(hash: u32, letter: char) -> u32 {
    (hash ^ letter as u32).wrapping_mul(0x0100_0193)
}

/// The hash that an atom of this text would have.
pub(super) fn hash_word(word: &str) -> u32 {
    word.chars().flat_map(char::to_lowercase).map(fold).fold(HASH_START, hash_char)
}

fn fold(letter: char) -> char {
    if letter == '’' { '\'' } else { letter }
}

/// Cuts text from byte `from` up to `to`, or up to the first blank line, or to a white space (at last to any place) after a great
/// many atoms. Puts the atoms into `atoms` and returns where to go on.
pub(super) fn cut_block(text: &str, from: usize, to: usize, facts: &Facts, atoms: &mut Vec<Atom>) -> usize {
    /// Bounds memory; a block this long has no paragraphs anyway.
    const MANY: usize = 1 << 16;
    atoms.clear();
    let mut at = from;
    let mut gap = Gap::Block;
    let mut letters = text[from..to].chars().peekable();
    while let Some(letter) = letters.next() {
        let start = at;
        if atoms.len() >= 4 * MANY && class(letter) != Class::Mark {
            return start;
        }
        at += letter.len_utf8();
        match class(letter) {
            Class::Break => {
                if letter == '\r' && letters.next_if_eq(&'\n').is_some() {
                    at += 1;
                }
                if (gap == Gap::Line || letter == '\u{2029}') && !atoms.is_empty() {
                    return at;
                }
                gap = gap.max_with(Gap::Line);
            }
            Class::Space => {
                gap = gap.max_with(Gap::Space);
                if atoms.len() >= MANY {
                    return at;
                }
            }
            Class::Mark | Class::Nothing if gap == Gap::None && !atoms.is_empty() => {
                // A mark or a zero-width character inside a word belongs to the atom before it, unless
                // nothing but white space follows.
                let mut end = at;
                let mut joined = false;
                while let Some(next) =
                    letters.next_if(|&next| matches!(class(next), Class::Mark | Class::Nothing))
                {
                    joined = next == '\u{200d}';
                    at += next.len_utf8();
                    end = at;
                }
                joined |= letter == '\u{200d}' && end == start + letter.len_utf8();
                let all_nothing = text[start..end].chars().all(|letter| class(letter) == Class::Nothing);
                let last =
                    letters.peek().is_none_or(|&next| matches!(class(next), Class::Space | Class::Break));
                if all_nothing && last {
                    continue;
                }
                if let Some(atom) = atoms.last_mut() {
                    atom.span.end = end as u32;
                    if joined && let Some(next) = letters.next_if(|&next| class(next) == Class::Symbol) {
                        at += next.len_utf8();
                        atom.span.end = at as u32;
                    }
                }
            }
            Class::Nothing => {}
            Class::Letter => {
                let mut run = Run::new(letter);
                while let Some(&next) = letters.peek() {
                    let inside = match class(next) {
                        Class::Letter => true,
                        Class::Mark => next != '\u{200d}',
                        _ => false,
                    };
                    if !inside {
                        break;
                    }
                    letters.next();
                    at += next.len_utf8();
                    if class(next) == Class::Letter {
                        run.push(next);
                    }
                }
                push_letters(text, Span::new(start, at), &run, gap, facts, atoms);
                gap = Gap::None;
            }
            Class::Digit => {
                let mut hash = hash_char(HASH_START, letter);
                let mut count = 1;
                while let Some(next) = letters.next_if(|&next| class(next) == Class::Digit) {
                    at += next.len_utf8();
                    hash = hash_char(hash, next);
                    count += 1;
                }
                // Of a long number only the length matters, and whether it could be a year.
                if count > 2 {
                    let year = count == 4 && ("1500".."2100").contains(&&text[start..at]);
                    hash = hash_char(HASH_START, '0') + count.min(12) as u32 + 16 * u32::from(year);
                }
                atoms.push(Atom::new(Span::new(start, at), hash, Kind::of_digits(count), gap));
                gap = Gap::None;
            }
            Class::Symbol | Class::Mark => {
                let flag = |letter: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&letter);
                if flag(letter)
                    && let Some(next) = letters.next_if(|&next| flag(next))
                {
                    at += next.len_utf8();
                }
                let hash = hash_char(HASH_START, fold(letter));
                atoms.push(Atom::new(Span::new(start, at), hash, Kind::of_symbol(letter), gap));
                gap = Gap::None;
            }
        }
    }
    to
}

impl Gap {
    fn max_with(self, other: Gap) -> Gap {
        if (other as u8) > self as u8 { other } else { self }
    }
}

impl Atom {
    fn new(span: Span, hash: u32, kind: Kind, gap: Gap) -> Atom {
        Atom { span, hash, kind, end: 0, abbreviation: 0, gap, line: 0 }
    }
}

/// A run of letters, as far as it is read.
struct Run {
    hash: u32,
    first_upper: bool,
    uppers: usize,
    letters: usize,
}

impl Run {
    fn new(letter: char) -> Run {
        let mut run = Run { hash: HASH_START, first_upper: letter.is_uppercase(), uppers: 0, letters: 0 };
        run.push(letter);
        run
    }

    fn push(&mut self, letter: char) {
        self.letters += 1;
        if letter.is_ascii() {
            self.uppers += usize::from(letter.is_ascii_uppercase());
            self.hash = hash_char(self.hash, letter.to_ascii_lowercase());
        } else {
            self.uppers += usize::from(letter.is_uppercase());
            self.hash = letter.to_lowercase().fold(self.hash, hash_char);
        }
    }
}

/// Adds the atoms of a letter run: one, or two where a contraction has its joint.
fn push_letters(text: &str, span: Span, run: &Run, gap: Gap, facts: &Facts, atoms: &mut Vec<Atom>) {
    let letters = span.of(text);
    let known = facts.of(run.hash);
    let mut joint = usize::from(known.joint);
    if joint == 0
        && letters.ends_with(['n', 'N'])
        && letters.len() > 1
        && before_t(&text[span.end as usize..])
    {
        joint = letters.len() - 1;
    }
    if joint == 0 || joint >= letters.len() || !letters.is_ascii() {
        let kind = Kind::of_letters(run.first_upper, run.uppers, run.letters);
        atoms.push(Atom {
            end: letters.as_bytes()[letters.len() - 1].to_ascii_lowercase(),
            abbreviation: known.abbreviation,
            ..Atom::new(span, run.hash, kind, gap)
        });
        return;
    }
    for (piece, gap) in [(0..joint, gap), (joint..letters.len(), Gap::None)] {
        let span = Span::new(span.start as usize + piece.start, span.start as usize + piece.end);
        let piece = &letters[piece];
        let uppers = piece.bytes().filter(u8::is_ascii_uppercase).count();
        let kind = Kind::of_letters(piece.as_bytes()[0].is_ascii_uppercase(), uppers, piece.len());
        atoms.push(Atom::new(span, hash_word(piece), kind, gap));
    }
}

/// Whether the text goes on with "'t" and no further letter.
fn before_t(text: &str) -> bool {
    let mut letters = text.chars();
    matches!(letters.next(), Some('\'' | '’' | '`' | '´' | '‘'))
        && matches!(letters.next(), Some('t' | 'T'))
        && !letters.next().is_some_and(char::is_alphanumeric)
}

/// Says for each line break of a block what its lines look like: the length of the line that ends,
/// whether the next word would have had room in it, and how many of the lines around are full. A program that
/// fills lines breaks them where the next word has no room.
pub(super) fn look_at_lines(atoms: &mut [Atom]) {
    if !atoms.iter().any(|atom| atom.gap == Gap::Line) {
        return;
    }
    let starts: Vec<usize> = (0..atoms.len()).filter(|&at| at == 0 || atoms[at].gap == Gap::Line).collect();
    let length = |line: usize| {
        let first = starts[line];
        let last = starts.get(line + 1).copied().unwrap_or(atoms.len()) - 1;
        (atoms[last].span.end - atoms[first].span.start) as usize
    };
    let looks: Vec<u8> = (1..starts.len())
        .map(|line| {
            let ended = length(line - 1);
            let first = starts[line];
            let word_end = (first + 1..atoms.len().min(first + 20)).find(|&at| atoms[at].gap != Gap::None);
            let word = (atoms[word_end.unwrap_or(first + 1) - 1].span.end - atoms[first].span.start) as usize;
            let near = || line.saturating_sub(3)..(line + 3).min(starts.len());
            let longest = near().map(length).max().unwrap_or(0);
            let room = ended + 1 + word <= longest;
            // All lines but a paragraph's last are about as long as the longest if something fills them.
            let full = near().filter(|&near| near + 1 < starts.len() && length(near) + 14 > longest).count();
            let filled = (4 * full / near().len()).min(3) as u8;
            let size = [20, 45, 66, 100, 160].iter().filter(|&&bound| ended >= bound).count() as u8;
            1 + (size * 2 + u8::from(room)) * 4 + filled
        })
        .collect();
    for (&start, look) in starts[1..].iter().zip(looks) {
        atoms[start].line = look;
    }
}
