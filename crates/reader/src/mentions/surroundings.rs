//! What stands beside a name or role and says whose it is: "Turkish police", "Kremlin aide", "Ukraine's army", "the
//! president of France". Takes a phrase, gives country and sectors with the reason.

use std::ops::Range;

use knowledge::{Code, Meaning, Spell};
use language::{Relation, TokenId};

use super::known::active_spells;
use super::names::Name;
use super::noun_phrases::Phrase;
use super::resolve::{Inner, Story, best_organisation, is_elsewhere};
use super::roles::{Found, role_ending};

/// What stands beside a name or role and says whose it is.
#[derive(Default)]
pub(super) struct Surroundings {
    pub(super) country: Option<Code>,
    pub(super) reason: String,
    pub(super) sectors: Vec<Code>,
    pub(super) sector_reason: String,
    /// Whether the sectors are those of an organisation, not of a state.
    pub(super) organisation: bool,
}

impl Surroundings {
    /// Demonym, compound name, possessor, "of"-phrase, in this order.
    pub(super) fn of(
        phrase: &Phrase,
        before: &Range<TokenId>,
        role: Option<&Found>,
        story: &Story,
        inner: &dyn Fn(TokenId) -> Option<Inner>,
    ) -> Surroundings {
        let mut found = Surroundings::default();
        found.demonym(before, phrase, story);
        let possessor = Surroundings::possessor(phrase, story);
        for name in story.names.within(before) {
            // What hangs from a possessor is that one's: "Russia" in "Russia's deputy".
            if possessor.is_none_or(|possessor| !name.tokens.contains(&possessor)) {
                found.name(name, role.is_some_and(|role| role.tokens.start == name.tokens.end), story);
            }
        }
        if let Some(role) = role.filter(|role| role.role.sectors.is_empty()) {
            // "police spokesman": the general role takes the sectors of the particular one.
            if let Some(other) = role_ending(role.tokens.start, phrase.tokens.start, story) {
                found.sectors(
                    &other.role.sectors,
                    format!("\"{}\" (roles.tsv:{})", other.role.noun, other.role.line),
                );
            }
        }
        if let Some(whose) = possessor.and_then(inner) {
            found.inner(&whose, "possessor");
        }
        let last = role.map_or(0, |role| role.tokens.end);
        for child in story.parse.children_in(phrase.head, &[Relation::Nmod]).filter(|&child| child >= last) {
            let case = story.parse.child(child, Relation::Case).map(|case| story.lower(case));
            let whose = matches!(case.as_deref(), Some("of" | "for" | "from" | "with" | "at" | "in" | "to"));
            if let (true, Some(whose)) = (whose, inner(child)) {
                let of = matches!(case.as_deref(), Some("of" | "for" | "from" | "with" | "at"));
                if of && !(case.as_deref() != Some("of") && role.is_none()) {
                    found.inner(&whose, "of-phrase");
                } else if role.is_some() && case.as_deref() == Some("in") {
                    found.country(whose.country, format!("in \"{}\"", whose.words));
                }
            }
        }
        found
    }

    fn possessor(phrase: &Phrase, story: &Story) -> Option<TokenId> {
        phrase.tokens.clone().find(|&token| {
            let word = story.parse.token(token);
            word.relation == Relation::NmodPoss && word.head.is_some_and(|head| phrase.tokens.contains(&head))
        })
    }

    fn demonym(&mut self, before: &Range<TokenId>, phrase: &Phrase, story: &Story) {
        for demonym in story.names.demonyms_within(before) {
            let above = story.parse.token(demonym.tokens.end - 1).head;
            if !above.is_some_and(|above| phrase.tokens.contains(&above)) {
                continue;
            }
            let words = story.words(&demonym.tokens);
            for meaning in &demonym.meanings {
                match meaning {
                    Meaning::Adjective(country) => {
                        self.country(
                            Some(country.code),
                            format!("demonym \"{words}\" (countries.tsv:{})", country.line),
                        );
                    }
                    Meaning::Metonym(people) => {
                        self.country(
                            people.country,
                            format!("people \"{words}\" (metonyms.tsv:{})", people.line),
                        );
                    }
                    _ => {}
                }
            }
        }
    }

    /// A name that stands before: "US troops", "Kremlin aide", "Boston police".
    fn name(&mut self, name: &Name, before_role: bool, story: &Story) {
        if let Some(place) = story.place(name) {
            return self.country(place.country.as_deref().and_then(Code::new), format!("\"{}\"", place.name));
        }
        let organisations = name.meanings.iter().filter_map(|meaning| match meaning {
            Meaning::Organisation(organisation) => Some(*organisation),
            _ => None,
        });
        let best = best_organisation(organisations, None, story);
        let elsewhere = |country| name.generic && is_elsewhere(country, None, name.tokens.start, story);
        for meaning in &name.meanings {
            match meaning {
                Meaning::Organisation(organisation)
                    if best.is_none_or(|best| best.line != organisation.line)
                        || elsewhere(Some(organisation.country)) => {}
                Meaning::Metonym(metonym) if elsewhere(metonym.country) => {}
                Meaning::Country(country) => {
                    self.country(Some(country.code), format!("\"{}\"", country.name))
                }
                Meaning::Organisation(organisation) => {
                    let table = story.knowledge.table(organisation.file, "organisations.tsv");
                    let reason = format!("\"{}\" ({table}:{})", organisation.name, organisation.line);
                    self.country(Some(organisation.country), reason.clone());
                    self.organisation |= self.sectors.is_empty() && !organisation.sectors.is_empty();
                    self.sectors(&organisation.sectors, reason);
                }
                Meaning::Metonym(metonym) => {
                    let reason = format!("\"{}\" (metonyms.tsv:{})", metonym.phrase, metonym.line);
                    self.country(metonym.country, reason.clone());
                    self.sectors(&metonym.sectors, reason);
                }
                // "the Obama administration", but not any name that somebody bears.
                Meaning::Surname(_) if !before_role => continue,
                Meaning::Person(person) | Meaning::Surname(person) => {
                    let surname = matches!(meaning, Meaning::Surname(_));
                    let active = active_spells(person, story.day);
                    let known = |spell: &&&Spell| !surname || story.countries.holds(spell.country);
                    if let Some(spell) = active.iter().find(known) {
                        self.country(
                            Some(spell.country),
                            format!("\"{}\" ({}:{})", person.name, story.table(spell), spell.line),
                        );
                    }
                }
                _ => continue,
            }
            return;
        }
    }

    fn inner(&mut self, whose: &Inner, how: &str) {
        let reason = format!("{how} \"{}\"", whose.words);
        self.country(whose.country, reason.clone());
        self.organisation |= self.sectors.is_empty() && whose.body;
        self.sectors(&whose.sectors, reason);
    }

    fn country(&mut self, country: Option<Code>, reason: String) {
        if self.country.is_none() && country.is_some() {
            self.country = country;
            self.reason = reason;
        }
    }

    fn sectors(&mut self, sectors: &[Code], reason: String) {
        if self.sectors.is_empty() && !sectors.is_empty() {
            self.sectors = sectors.to_vec();
            self.sector_reason = reason;
        }
    }
}
