//! Who somebody is, as far as words and knowledge tell: what the portrait of one phrase and the cluster of many have in
//! common.

use knowledge::Code;

use super::Gender;

/// Who somebody is.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    pub(super) country: Option<Code>,
    /// Whether the country is only that of the story around it.
    pub(super) supposed: bool,
    pub(super) sectors: Vec<Code>,
    pub(super) title: Option<String>,
    pub(super) wikidata: Option<String>,
    pub(super) gender: Gender,
    pub(super) kind: Kind,
    pub(super) key: Option<Key>,
    /// Why this country, these sectors.
    pub(super) reasons: Vec<String>,
}

/// What makes two mentions one actor, whatever their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// By the file and line of the first spell.
    Person(u8, u32),
    /// By its file and line.
    Organisation(u8, u32),
    /// By its line.
    Metonym(u32),
    Country(Code),
    /// Kremlin, Moscow and the Russian government.
    Government(Code),
}

/// What an actor is, roughly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Group,
    Institution,
    Country,
    Place,
    #[default]
    Thing,
}

/// Somebody has no more reasons than these.
const MOST_REASONS: usize = 6;

impl Identity {
    /// Takes of another mention's identity what is not known yet.
    pub(super) fn enrich(&mut self, other: &Identity) {
        let country =
            other.country.is_some() && (self.country.is_none() || (self.supposed && !other.supposed));
        let sectors = self.sectors.is_empty() && !other.sectors.is_empty();
        if country {
            self.country = other.country;
            self.supposed = other.supposed;
        }
        if sectors {
            self.sectors.clone_from(&other.sectors);
        }
        self.title = self.title.take().or_else(|| other.title.clone());
        self.wikidata = self.wikidata.take().or_else(|| other.wikidata.clone());
        if country || sectors || self.reasons.is_empty() {
            for reason in &other.reasons {
                if self.reasons.len() < MOST_REASONS && !self.reasons.contains(reason) {
                    self.reasons.push(reason.clone());
                }
            }
        }
    }
}
