//! What lists say of single words: abbreviations, and where contractions have their joint.

use super::atoms::hash_word;

/// What is known of a letter run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fact {
    /// Where "gonna" may come apart, in bytes; 0 for nowhere.
    pub joint: u8,
    /// The class of the abbreviation, 0 for none.
    pub abbreviation: u8,
}

/// A hash table from the hash of a lower-case word.
pub(super) struct Facts {
    slots: Vec<(u32, Fact)>,
}

const SLOTS: usize = 4096;

impl Facts {
    /// Those of the lists inside the binary.
    pub(super) fn embedded() -> Facts {
        Facts::read(
            include_str!("../../model/abbreviations.tsv"),
            include_str!("../../model/contractions.tsv"),
        )
    }

    /// Reads the two lists; lines that are none of theirs are left out.
    pub(super) fn read(abbreviations: &str, contractions: &str) -> Facts {
        let mut facts = Facts { slots: vec![(0, Fact::default()); SLOTS] };
        for (word, kind) in lines(abbreviations) {
            let class = match kind {
                "title" => 1,
                "month" | "weekday" => 2,
                "place" => 3,
                "company" => 4,
                "number" => 5,
                "latin" => 6,
                "unit" => 7,
                "name" => 8,
                _ => 9,
            };
            facts.slot(hash_word(word)).1.abbreviation = class;
        }
        for (word, parts) in lines(contractions) {
            facts.slot(hash_word(word)).1.joint = parts.find(' ').unwrap_or(0) as u8;
        }
        facts
    }

    /// What is known of the word with this hash.
    pub(super) fn of(&self, hash: u32) -> Fact {
        let mut at = hash as usize % SLOTS;
        loop {
            match self.slots[at] {
                (0, _) => return Fact::default(),
                (found, fact) if found == hash => return fact,
                _ => at = (at + 1) % SLOTS,
            }
        }
    }

    /// The slot of a word that is to be written. The lists fill a small part of the table.
    fn slot(&mut self, hash: u32) -> &mut (u32, Fact) {
        let mut at = hash as usize % SLOTS;
        while self.slots[at].0 != 0 && self.slots[at].0 != hash {
            at = (at + 1) % SLOTS;
        }
        self.slots[at].0 = hash;
        &mut self.slots[at]
    }
}

/// The first two columns of a list, without comments and the header line.
fn lines(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?))
    })
}
