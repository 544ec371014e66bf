//! The dictionary form of a word: "ministers" to "minister", "met" to "meet", "Iranians" to "Iranian".
//!
//! Takes a form and its tags. A list of words comes first, then rules by the end of the word; both stand in
//! `model/lemmas.tsv`, which is learned from treebanks and which a person can read. Names keep their capitals.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use compact_str::{CompactString, format_compact};

use crate::{Upos, Xpos};

/// The lemma of a word with these tags.
pub(crate) fn lemma(form: &str, upos: Upos, xpos: Xpos) -> CompactString {
    static EMBEDDED: LazyLock<Lemmas> = LazyLock::new(|| Lemmas::read(include_str!("../model/lemmas.tsv")));
    EMBEDDED.lemma(form, upos, xpos)
}

/// No rule looks at more of a word than this many bytes of its end, and no listed word is longer than the other.
const LONGEST_SUFFIX: usize = 8;
const LONGEST_WORD: usize = 48;

/// Words and rules, by tags.
#[derive(Default)]
pub struct Lemmas {
    /// Both tags, or the Penn tag alone; the form, in lower case unless the capitals matter.
    words: Table<(Option<Upos>, Xpos), String>,
    /// The end of the word, and what stands in its place.
    suffixes: Table<Xpos, String>,
    /// Verbs, to tell "provok(e)" from "attack".
    bases: HashSet<String, Quick>,
    /// The ends of words that keep their capitals though they are no names ("Dutch", "MSG").
    capitals: Table<(Xpos, Capitals), bool>,
}

/// Tables of strings for each key. A look-up by `&str` wants the key outside.
type Table<K, V> = HashMap<K, HashMap<String, V, Quick>, Quick>;
type Quick = BuildHasherDefault<Fnv>;

/// How the capitals of a word stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capitals {
    /// None at the beginning: "met", "iPad".
    None,
    /// "Dutch".
    First,
    /// "MSG".
    All,
}

impl Capitals {
    /// Those of this form.
    pub fn of(form: &str) -> Capitals {
        let mut letters = form.chars().filter(|letter| letter.is_alphabetic()).peekable();
        match letters.next() {
            Some(first) if first.is_uppercase() => {
                let more = letters.peek().is_some();
                let all = !letters.any(|letter| letter.is_lowercase());
                if more && all { Capitals::All } else { Capitals::First }
            }
            _ => Capitals::None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Capitals::None => "none",
            Capitals::First => "first",
            Capitals::All => "all",
        }
    }
}

impl Lemmas {
    /// Reads a learned list, and adds the irregular words. Its columns: kind of line,
    /// universal tag or `*`, Penn tag, form or suffix, lemma or what replaces the suffix (for capitals: keep or
    /// drop). Other lines are left out.
    pub fn read(list: &str) -> Lemmas {
        let mut lemmas = Lemmas::default();
        for line in list.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[kind, upos, xpos, form, lemma] = columns.as_slice() else { continue };
            let Some(xpos) = Xpos::from_name(xpos) else { continue };
            let (form, lemma) = (form.to_owned(), lemma.to_owned());
            match kind {
                "word" => {
                    lemmas.words.entry((Upos::from_name(upos), xpos)).or_default().insert(form, lemma);
                }
                "base" => {
                    lemmas.bases.insert(form);
                }
                "suffix" => {
                    lemmas.suffixes.entry(xpos).or_default().insert(form, lemma);
                }
                _ => {
                    let capitals =
                        [Capitals::First, Capitals::All].into_iter().find(|some| some.name() == kind);
                    let Some(capitals) = capitals else { continue };
                    lemmas.capitals.entry((xpos, capitals)).or_default().insert(form, lemma == "keep");
                }
            }
        }
        lemmas.add_irregular(include_str!("../model/irregular.tsv"));
        let verbs = include_str!("../model/verbs.tsv").lines().filter(|line| !line.starts_with('#'));
        lemmas.bases.extend(verbs.map(str::to_owned));
        lemmas
    }

    fn add_irregular(&mut self, list: &str) {
        for line in list.lines() {
            let Some((base, forms)) = line.split_once('\t') else { continue };
            for (xpos, form) in forms.split(' ').filter_map(|form| form.split_once('=')) {
                let Some(xpos) = Xpos::from_name(xpos) else { continue };
                let words = self.words.entry((None, xpos)).or_default();
                // The treebanks have "flead" for "fled"; for nouns they know best ("goods" is a "good" to them).
                if xpos == Xpos::Nns {
                    words.entry(form.to_owned()).or_insert_with(|| base.to_owned());
                } else {
                    words.insert(form.to_owned(), base.to_owned());
                    self.words.entry((Some(Upos::Verb), xpos)).or_default().remove(form);
                }
            }
        }
    }

    /// The lemma of a word with these tags.
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> CompactString {
        if form.len() > LONGEST_WORD {
            return CompactString::new(form);
        }
        if let Some(listed) = self.listed(form, upos, xpos) {
            return CompactString::new(listed);
        }
        let capitals = Capitals::of(form);
        let base = match upos {
            Upos::Punct | Upos::Sym | Upos::X => return CompactString::new(form),
            Upos::Num => {
                return form.chars().filter(|&letter| letter != ',').flat_map(char::to_lowercase).collect();
            }
            Upos::Propn if xpos == Xpos::Nnp && form.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                capitalised(form)
            }
            Upos::Propn => CompactString::new(form),
            // "Fair Trade": the adjective of a name.
            Upos::Adj | Upos::Noun if xpos == Xpos::Nnp => CompactString::new(form),
            _ if capitals == Capitals::None || self.keeps_capitals(form, xpos, capitals) => {
                CompactString::new(form)
            }
            _ => CompactString::from_str_to_lowercase(form),
        };
        if capitals != Capitals::None
            && let Some(listed) = self.listed(&base, upos, xpos)
        {
            return CompactString::new(listed);
        }
        self.without_ending(base, xpos)
    }

    fn listed(&self, form: &str, upos: Upos, xpos: Xpos) -> Option<&str> {
        let find = |key| self.words.get(&key).and_then(|words| words.get(form));
        let found = find((Some(upos), xpos)).or_else(|| find((None, xpos)));
        // An irregular past is one whatever the tagger took it for.
        let past = || [Xpos::Vbd, Xpos::Vbn].into_iter().find_map(|xpos| find((None, xpos)));
        let found =
            if upos == Upos::Verb && !self.bases.contains(form) { found.or_else(past) } else { found };
        found.map(String::as_str)
    }

    fn keeps_capitals(&self, form: &str, xpos: Xpos, capitals: Capitals) -> bool {
        let Some(ends) = self.capitals.get(&(xpos, capitals)) else { return false };
        let form = CompactString::from_str_to_lowercase(form);
        suffixes(&form).find_map(|suffix| ends.get(suffix)).copied().unwrap_or(false)
    }

    /// The longest rule that fits decides.
    fn without_ending(&self, base: CompactString, xpos: Xpos) -> CompactString {
        let Some(rules) = self.suffixes.get(&xpos) else { return base };
        let found = suffixes(&base).find_map(|suffix| Some((suffix.len(), rules.get(suffix)?)));
        match found {
            Some((length, replacement)) if length < base.len() + replacement.len() => {
                let mut lemma = CompactString::new(&base[..base.len() - length]);
                lemma.push_str(replacement);
                if matches!(xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbg) { self.known_verb(lemma) } else { lemma }
            }
            _ => base,
        }
    }
}

impl Lemmas {
    /// The verb itself if it is known; else, if one is, it with an -e more or less, or a doubled letter less.
    fn known_verb(&self, verb: CompactString) -> CompactString {
        if self.bases.contains(verb.as_str()) {
            return verb;
        }
        let mut longer = verb.clone();
        longer.push('e');
        if self.bases.contains(longer.as_str()) {
            return longer;
        }
        let Some(last) = verb.chars().next_back() else { return verb };
        let less = &verb[..verb.len() - last.len_utf8()];
        let dispensable = last == 'e' || less.ends_with(last);
        let others = [
            (dispensable, CompactString::new(less)),
            // "occupi-ed", "shel-led"
            (last == 'i', format_compact!("{less}y")),
            (last.is_ascii_lowercase(), format_compact!("{verb}{last}")),
        ];
        let known = others.into_iter().find(|(may, other)| *may && self.bases.contains(other.as_str()));
        known.map_or(verb, |(_, other)| other)
    }
}

/// The ends of a word, the longest first.
fn suffixes(word: &str) -> impl Iterator<Item = &str> {
    let first = word.len().saturating_sub(LONGEST_SUFFIX);
    (first..=word.len()).filter_map(|at| word.get(at..))
}

fn capitalised(form: &str) -> CompactString {
    let mut letters = form.chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// FNV-1a: quick on short keys, and the same on every run.
#[derive(Default)]
pub(crate) struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ 0xcbf2_9ce4_8422_2325 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[(&str, &str, &str, &str)]) {
        for &(form, upos, xpos, expected) in words {
            let tags = (Upos::from_name(upos).unwrap(), Xpos::from_name(xpos).unwrap());
            assert_eq!(lemma(form, tags.0, tags.1), expected, "{form} {upos} {xpos}");
        }
    }

    #[test]
    fn verbs_lose_their_endings() {
        check(&[
            ("fled", "VERB", "VBD", "flee"),
            ("Met", "VERB", "VBD", "meet"),
            ("accuses", "VERB", "VBZ", "accuse"),
            ("provoked", "VERB", "VBN", "provoke"),
            ("attacked", "VERB", "VBD", "attack"),
            ("planning", "VERB", "VBG", "plan"),
            ("denied", "VERB", "VBD", "deny"),
            ("n't", "PART", "RB", "not"),
            ("'ll", "AUX", "MD", "will"),
            ("been", "AUX", "VBN", "be"),
        ]);
    }

    #[test]
    fn nouns_lose_their_plural() {
        check(&[
            ("ministers", "NOUN", "NNS", "minister"),
            ("Embassies", "NOUN", "NNS", "embassy"),
            ("spokeswomen", "NOUN", "NNS", "spokeswoman"),
            ("crises", "NOUN", "NNS", "crisis"),
            ("headquarters", "NOUN", "NNS", "headquarters"),
            ("MINISTER", "NOUN", "NN", "minister"),
        ]);
    }

    #[test]
    fn names_keep_their_capitals() {
        check(&[
            ("Reuters", "PROPN", "NNP", "Reuters"),
            ("Iranians", "PROPN", "NNPS", "Iranian"),
            ("Ghanaian", "ADJ", "JJ", "Ghanaian"),
            ("NATO", "PROPN", "NNP", "NATO"),
        ]);
    }

    #[test]
    fn comparison_and_numbers() {
        check(&[
            ("worst", "ADJ", "JJS", "bad"),
            ("larger", "ADJ", "JJR", "large"),
            ("1,400", "NUM", "CD", "1400"),
            ("her", "PRON", "PRP$", "her"),
        ]);
    }

    #[test]
    fn what_is_no_word_stays() {
        check(&[("", "X", "NN", ""), ("🙂", "SYM", "NFP", "🙂"), ("ß", "NOUN", "NNS", "ß")]);
        let long = "a".repeat(1 << 20);
        assert_eq!(lemma(&long, Upos::Noun, Xpos::Nns), long);
    }
}
