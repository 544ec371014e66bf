//! Which mentions are one actor. Takes the phrases with their portraits, from left to right, inner ones before
//! those around them; gives clusters.
//!
//! A name joins an earlier name that it repeats, shortens or abbreviates; an apposition or a copula its subject; a
//! definite role ("the minister") the last actor that it fits; a pronoun the best candidate of its own and the two
//! sentences before. An indefinite nominal is somebody new.

use std::collections::HashMap;

use knowledge::{Code, Meaning, RoleKind, Spell};
use language::{Relation, TokenId, Upos};
use record::MentionKind;

use super::bodies::{self, Held, is_word_of};
use super::candidates;
use super::identity::{Identity, Key, Kind};
use super::known::active_spells;
use super::names::Name;
use super::noun_phrases::{self, Phrase};
use super::pronouns;
use super::resolve::{Definite, Inner, Portrait, Story, fits_title};
use super::{Actor, Candidate, Gender};

/// An actor on its way.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    pub(super) name: String,
    /// How good `name` is: a full name beats a short one beats a nominal.
    pub(super) rank: u8,
    pub(super) who: Identity,
    /// Who else its name could have meant.
    considered: Vec<Candidate>,
    /// Its names, in words.
    names: Vec<Vec<String>>,
    /// What it may be called for short: "agf".
    acronyms: Vec<String>,
    /// The offices of which a country has one holder that a known person holds on the story's day.
    offices: Vec<Office>,
    /// Heads of its nominals.
    nouns: Vec<String>,
    roles: Vec<String>,
    /// What its nominals were said to be: "masked" gunmen.
    modifiers: Vec<String>,
    /// Whether it is the one holder of an office that was not named yet: "the French president".
    holder: bool,
    /// Who belongs to it, where it is a collective and the story names them.
    pub(super) members: Vec<usize>,
    /// The sentence of its last mention.
    last: usize,
    pub(super) count: u32,
    /// The cluster that it turned out to be.
    merged: Option<usize>,
}

/// An office that somebody holds.
#[derive(Clone, Debug)]
struct Office {
    country: Code,
    name: &'static str,
    title: String,
}

impl Office {
    /// The office of a spell, if a country has one holder of it.
    fn unique(spell: &Spell) -> Option<Office> {
        let office = knowledge::office(&spell.office).filter(|office| office.unique)?;
        Some(Office { country: spell.country, name: office.name, title: spell.title.to_string() })
    }

    fn held(&self) -> Held<'_> {
        Held { country: self.country, office: self.name, title: &self.title }
    }
}

/// A mention that was met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) head: TokenId,
    pub(super) sentence: usize,
    pub(super) cluster: usize,
}

/// The clusters so far, with what finds them again.
#[derive(Default)]
pub(super) struct Clusters {
    pub(super) all: Vec<Cluster>,
    pub(super) seen: Vec<Seen>,
    by_head: HashMap<TokenId, usize>,
    by_key: HashMap<Key, usize>,
    /// By each word of each name.
    by_word: HashMap<String, Vec<usize>>,
    by_acronym: HashMap<String, Vec<usize>>,
    by_noun: HashMap<String, Vec<usize>>,
}

/// How many clusters of a word or noun are looked at, the latest first.
const LOOK_BACK: usize = 12;
/// The sectors of a state's own bodies.
const OF_STATE: &[&str] = &["GOV", "MIL", "COP", "JUD", "LEG", "SPY"];
/// How many sentences a role reaches back.
const ROLE_REACH: usize = 12;

impl Clusters {
    /// The cluster that this one has become.
    pub(super) fn resolve(&self, mut cluster: usize) -> usize {
        while let Some(next) = self.all[cluster].merged {
            cluster = next;
        }
        cluster
    }

    /// The cluster of the mention headed by a token.
    pub(super) fn at(&self, head: TokenId) -> Option<usize> {
        self.by_head.get(&head).map(|&cluster| self.resolve(cluster))
    }

    /// Who the mention headed by a token is, for the phrase around it.
    pub(super) fn inner(&self, head: TokenId) -> Option<Inner> {
        let cluster = &self.all[self.at(head)?];
        Some(Inner {
            words: cluster.name.clone(),
            country: cluster.who.country,
            sectors: cluster.who.sectors.clone(),
            body: cluster.is_body(),
        })
    }

    /// Finds or makes the cluster of a mention.
    pub(super) fn add<'k>(
        &mut self,
        phrase: &Phrase,
        portrait: Portrait<'k>,
        story: &Story<'_, 'k>,
    ) -> Option<usize> {
        let sentence = story.parse.sentence_of(phrase.head);
        let cluster = if phrase.kind == MentionKind::Pronoun {
            let found = self.pronoun(phrase, story)?;
            self.all[found].count += 1;
            self.all[found].last = sentence;
            found
        } else {
            let mut portrait = portrait;
            let found = self.known(phrase, &mut portrait, story);
            let cluster = found.unwrap_or_else(|| {
                self.settle_alone(&mut portrait, phrase, story);
                let by_key = portrait.who.key.and_then(|key| self.by_key.get(&key).copied());
                by_key.map(|cluster| self.resolve(cluster)).unwrap_or_else(|| {
                    self.all.push(Cluster::default());
                    self.all.len() - 1
                })
            });
            self.join(cluster, phrase, portrait, story);
            self.all[cluster].last = sentence;
            cluster
        };
        self.by_head.insert(phrase.head, cluster);
        self.seen.push(Seen { head: phrase.head, sentence, cluster });
        Some(cluster)
    }

    fn pronoun(&mut self, phrase: &Phrase, story: &Story) -> Option<usize> {
        if let Some(antecedent) = noun_phrases::antecedent(phrase.head, story.parse) {
            return self.at(antecedent);
        }
        let found = pronouns::antecedent(phrase.head, story, self)?;
        let cluster = &mut self.all[found.cluster];
        if matches!(cluster.who.gender, Gender::Person | Gender::Unknown)
            && matches!(found.gender, Gender::Male | Gender::Female)
        {
            cluster.who.gender = found.gender;
        }
        Some(found.cluster)
    }

    /// The cluster that a name or nominal belongs to, if the story has met it.
    fn known(&mut self, phrase: &Phrase, portrait: &mut Portrait, story: &Story) -> Option<usize> {
        // "dozens of protesters" are the protesters; "two of the men" are not the men.
        let lemma = &*story.parse.token(phrase.head).lemma;
        let counts = matches!(lemma, "dozen" | "hundred" | "thousand" | "group" | "crowd" | "number");
        if let Some(core) = portrait.core.filter(|&core| core != phrase.head && counts) {
            return self.at(core);
        }
        let apposed = self.apposed(phrase, portrait, story);
        let named = match &portrait.name {
            Some(_) => self.by_name(portrait, story),
            None => None,
        };
        match (apposed, named) {
            (Some(one), Some(other)) if one != other && self.compatible(one, other) => {
                self.merge(one, other);
                Some(other)
            }
            (_, Some(named)) => Some(named),
            (Some(apposed), None) => Some(apposed),
            (None, None) if portrait.name.is_none() => self
                .capitals_of(phrase, portrait, story)
                .or_else(|| self.by_role_or_noun(phrase, portrait, story)),
            (None, None) => self.unnamed_holder(portrait, story),
        }
    }

    // --- appositions and copulas ---

    /// "Idris Benhalima, the foreign minister"; "the foreign minister is Idris Benhalima".
    fn apposed(&self, phrase: &Phrase, portrait: &Portrait, story: &Story) -> Option<usize> {
        let parse = story.parse;
        // "MOSCOW (Reuters) -" does not say that the town is the agency.
        if super::places::in_dateline(&phrase.tokens, parse, story.text) {
            return None;
        }
        let word = parse.token(phrase.head);
        let other = match word.relation {
            Relation::Appos => word.head,
            _ => parse
                .child(phrase.head, Relation::Cop)
                .filter(|_| parse.child(phrase.head, Relation::Case).is_none())
                .filter(|_| is_so(phrase.head, story))
                .and_then(|_| parse.child(phrase.head, Relation::Nsubj)),
        }?;
        let cluster = self.at(other)?;
        let fits = self.fits(cluster, portrait);
        let acronym = portrait.name.is_some() && {
            let words = name_words(portrait, story);
            words.len() == 1 && self.all[cluster].acronyms.contains(&words[0])
        };
        let personal = portrait.role.is_some() || portrait.personal || portrait.who.kind == Kind::Person;
        // "the moderator of the debate, Marta Lind": not the debate.
        let thing = self.all[cluster].who.kind == Kind::Thing && self.all[cluster].names.is_empty();
        if thing && portrait.name.is_some() && personal {
            let above = parse.token(other).head.filter(|_| parse.token(other).relation == Relation::Nmod)?;
            let cluster = self.at(above)?;
            let person = self.all[cluster].who.kind == Kind::Person && self.all[cluster].names.is_empty();
            return (person && self.fits(cluster, portrait)).then_some(cluster);
        }
        let same_kind = self.all[cluster].who.kind == portrait.who.kind && portrait.who.kind != Kind::Thing;
        ((fits && (personal || same_kind)) || acronym).then_some(cluster)
    }

    /// Whether a mention's number, kind and country can be those of a cluster.
    fn fits(&self, cluster: usize, portrait: &Portrait) -> bool {
        let cluster = &self.all[cluster];
        let countries = match (cluster.who.country, portrait.who.country) {
            (Some(one), Some(other)) => {
                one == other || cluster.who.supposed || portrait.who.supposed || same_state(one, other)
            }
            _ => true,
        };
        let plural = cluster.who.gender == Gender::Plural;
        let kinds = match (cluster.who.kind, portrait.who.kind) {
            (Kind::Thing, _) | (_, Kind::Thing) => true,
            (Kind::Person, kind) | (kind, Kind::Person) => kind == Kind::Person,
            (Kind::Country | Kind::Place, kind) | (kind, Kind::Country | Kind::Place) => {
                matches!(kind, Kind::Country | Kind::Place)
            }
            _ => true,
        };
        let genders = !matches!(
            (cluster.who.gender, portrait.who.gender),
            (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male)
        );
        countries && kinds && genders && plural == (portrait.who.gender == Gender::Plural)
    }

    fn compatible(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.all[one], &self.all[other]);
        let keys = one.who.key.is_none() || other.who.key.is_none() || one.who.key == other.who.key;
        let countries = one.who.country.is_none()
            || other.who.country.is_none()
            || one.who.country == other.who.country
            || one.who.supposed;
        keys && countries
            && (one.who.gender == Gender::Plural) == (other.who.gender == Gender::Plural)
            && (one.names.is_empty() || other.names.is_empty())
    }

    fn merge(&mut self, one: usize, into: usize) {
        let cluster = std::mem::take(&mut self.all[one]);
        self.all[one].merged = Some(into);
        let target = &mut self.all[into];
        target.who.enrich(&cluster.who);
        target.considered.extend(cluster.considered);
        target.names.extend(cluster.names);
        target.nouns.extend(cluster.nouns);
        target.roles.extend(cluster.roles);
        target.count += cluster.count;
        target.who.key = target.who.key.or(cluster.who.key);
    }

    // --- names ---

    fn by_name(&self, portrait: &Portrait, story: &Story) -> Option<usize> {
        if let Some(cluster) = portrait.who.key.and_then(|key| self.by_key.get(&key)) {
            return Some(self.resolve(*cluster));
        }
        let words = name_words(portrait, story);
        let last = words.last()?;
        let candidates =
            self.by_word.get(last).into_iter().chain(words.first().and_then(|first| self.by_word.get(first)));
        let mut best: Option<(u8, usize)> = None;
        for &candidate in candidates.flat_map(|list| list.iter().rev().take(LOOK_BACK)) {
            let candidate = self.resolve(candidate);
            let score = self.all[candidate]
                .names
                .iter()
                .map(|name| likeness(&words, name, &self.all[candidate], portrait));
            let score = score.max().unwrap_or(0);
            if score > 0 && self.fits_name(candidate, portrait) && best.is_none_or(|(best, _)| score > best) {
                best = Some((score, candidate));
            }
        }
        let capitals = || portrait.name.iter().all(|name| !story.words(name).chars().any(char::is_lowercase));
        best.map(|(_, cluster)| cluster).or_else(|| capitals().then(|| self.by_acronym(&words)).flatten())
    }

    /// "The French president" of the headline, when the story then names the one in office.
    fn unnamed_holder(&self, portrait: &Portrait, story: &Story) -> Option<usize> {
        let spells = active_spells(portrait.person?, story.day);
        let mut holders = (0..self.all.len()).filter(|&cluster| {
            let one = &self.all[cluster];
            let holds = |spell: &&Spell| {
                one.who.country == Some(spell.country)
                    && one.roles.iter().any(|role| fits_title(role, &spell.title))
            };
            one.holder && one.names.is_empty() && one.merged.is_none() && spells.iter().any(holds)
        });
        holders.next().filter(|_| holders.next().is_none())
    }

    /// "The French president", once the one in office was named.
    fn named_holder(&self, phrase: &Phrase, portrait: &Portrait, story: &Story) -> Option<usize> {
        let role = portrait.role?;
        let mut modifiers = own_modifiers(phrase, portrait, story);
        // What names there say is weighed by itself.
        let in_name = |modifier: &String| {
            let names = story.names.within(&phrase.tokens).iter();
            names.flat_map(|name| name.tokens.clone()).any(|token| story.lemma(token) == *modifier)
        };
        modifiers.retain(|modifier| !in_name(modifier));
        if role.kind != RoleKind::Person || portrait.plural || portrait.former {
            return None;
        }
        let full = portrait.who.title.as_deref().unwrap_or(&role.noun);
        let one_who = |holds: &dyn Fn(&str) -> bool| {
            let mut holders = (0..self.all.len()).filter(|&cluster| {
                let one = &self.all[cluster];
                let here = one.offices.iter().any(|office| {
                    let title = office.title.as_str();
                    portrait.who.country.is_none_or(|wanted| wanted == office.country)
                        && holds(title)
                        && bodies::allow(office.held(), phrase, None, story)
                        && modifiers.iter().all(|modifier| {
                            is_word_of(modifier, title)
                                || is_word_of(modifier, &role.noun)
                                || story.in_class("incumbent", modifier)
                        })
                });
                here && one.merged.is_none() && self.fits(cluster, portrait)
            });
            holders.next().filter(|_| holders.next().is_none())
        };
        one_who(&|title| title.eq_ignore_ascii_case(full))
            .or_else(|| one_who(&|title| fits_title(&role.noun, title)))
            // "The Republican nominee" is the Republican presidential nominee.
            .or_else(|| {
                let words = || role.noun.split(' ');
                (words().count() > 1)
                    .then(|| one_who(&|title| words().all(|word| is_word_of(word, title))))
                    .flatten()
            })
    }

    fn fits_name(&self, cluster: usize, portrait: &Portrait) -> bool {
        let one = &self.all[cluster];
        // "Argentina's Supreme Court" is not that of Chile.
        let elsewhere =
            matches!((one.who.country, portrait.who.country), (Some(one), Some(other)) if one != other);
        if elsewhere && portrait.who.kind == Kind::Institution && portrait.who.key.is_none() {
            return false;
        }
        let keys = one.who.key.is_none() || portrait.who.key.is_none() || one.who.key == portrait.who.key;
        let persons = (one.who.kind == Kind::Person) == (portrait.who.kind == Kind::Person)
            || one.who.kind == Kind::Thing
            || portrait.who.kind == Kind::Thing;
        let genders = !matches!(
            (one.who.gender, portrait.who.gender),
            (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male)
        );
        keys && persons && genders
    }

    /// "AU" after "African Union".
    fn by_acronym(&self, words: &[String]) -> Option<usize> {
        let [acronym] = words else { return None };
        if !(2..=6).contains(&acronym.len()) {
            return None;
        }
        let found = self.by_acronym.get(acronym)?;
        found.last().map(|&cluster| self.resolve(cluster))
    }

    /// "The AU", which the parser may take for a common noun.
    fn capitals_of(&self, phrase: &Phrase, portrait: &Portrait, story: &Story) -> Option<usize> {
        let capitals = story.form(phrase.head).chars().all(char::is_uppercase);
        let definite = portrait.definite != Definite::No && phrase.tokens.len() <= 2;
        (capitals && definite).then(|| self.by_acronym(&[story.lower(phrase.head)])).flatten()
    }

    // --- nominals ---

    fn by_role_or_noun(&self, phrase: &Phrase, portrait: &Portrait, story: &Story) -> Option<usize> {
        if let Some(cluster) = portrait.who.key.and_then(|key| self.by_key.get(&key)) {
            return Some(self.resolve(*cluster));
        }
        let title_of =
            portrait.definite == Definite::Yes || story.parse.token(phrase.head).upos == Upos::Propn;
        if let Some(holder) = self.named_holder(phrase, portrait, story).filter(|_| title_of) {
            return Some(holder);
        }
        let sentence = story.parse.sentence_of(phrase.head);
        let noun = noun_of(portrait, story)?;
        let modifiers = modifiers_of(phrase, portrait, story);
        let again = |cluster: usize| self.repeats(cluster, &noun, &modifiers, portrait);
        let same_noun = || {
            let list = self.by_noun.get(&noun)?;
            list.iter()
                .rev()
                .take(LOOK_BACK)
                .map(|&cluster| self.resolve(cluster))
                .find(|&cluster| again(cluster))
        };
        match portrait.definite {
            Definite::No => None,
            // "police", "protesters" again.
            Definite::Bare => portrait.role.and_then(|_| same_noun()),
            Definite::Yes => same_noun().or_else(|| {
                // "the first president", "her company": somebody else than the last president or company.
                let role = portrait.role.map_or("", |role| &*role.noun);
                let plain =
                    own_modifiers(phrase, portrait, story).iter().all(|modifier| is_word_of(modifier, role));
                let by_role = || self.by_role(portrait, sentence);
                let article = matches!(&*story.lower(phrase.tokens.start), "the" | "this" | "that");
                plain.then(by_role).flatten().or_else(|| {
                    (plain && article).then(|| self.by_kind(&noun, portrait, sentence, story)).flatten()
                })
            }),
        }
    }

    /// The same noun with nothing new said of it.
    fn repeats(&self, cluster: usize, noun: &str, modifiers: &[String], portrait: &Portrait) -> bool {
        let one = &self.all[cluster];
        let countries = match (one.who.country, portrait.who.country) {
            (Some(one), Some(other)) => one == other,
            (None, Some(_)) => false,
            _ => true,
        };
        one.nouns.iter().any(|known| known == noun)
            && countries
            && self.fits(cluster, portrait)
            && modifiers.iter().all(|modifier| one.modifiers.contains(modifier))
    }

    /// "the minister" for "Foreign Minister Ingrid Solheim", the last whom it fits.
    fn by_role(&self, portrait: &Portrait, sentence: usize) -> Option<usize> {
        let role = portrait.role?;
        if role.kind != RoleKind::Person || portrait.plural {
            return None;
        }
        let fits = |cluster: usize| {
            let one = &self.all[cluster];
            one.who.kind == Kind::Person
                && sentence.saturating_sub(one.last) <= ROLE_REACH
                && one.roles.iter().any(|known| is_short_for(&role.noun, known))
                && self.fits(cluster, portrait)
        };
        self.recent().find(|&cluster| fits(cluster))
    }

    /// "the country", "the group", "the man": a word for a kind.
    fn by_kind(&self, noun: &str, portrait: &Portrait, sentence: usize, story: &Story) -> Option<usize> {
        let class = |class: &str| story.in_class(class, noun);
        let wanted = match () {
            () if class("country_word") => Kind::Country,
            () if class("town_word") => Kind::Place,
            () if class("body_word") => Kind::Institution,
            () if class("person_word") => Kind::Person,
            () => return None,
        };
        if portrait.plural || portrait.who.country.is_some() {
            return None;
        }
        let genders = |cluster: &Cluster| match (noun, cluster.who.gender) {
            ("man", gender) => gender != Gender::Female,
            ("woman", gender) => gender != Gender::Male,
            _ => true,
        };
        let firm = class("business");
        let is_state =
            |one: &Cluster| one.who.sectors.iter().any(|sector| *sector == "GOV" || *sector == "LEG");
        self.recent().find(|&cluster| {
            let one = &self.all[cluster];
            one.who.kind == wanted
                && !(firm && is_state(one))
                && !one.names.is_empty()
                && sentence.saturating_sub(one.last) <= 2
                && genders(one)
        })
    }

    /// The clusters of the last mentions, the latest first.
    pub(super) fn recent(&self) -> impl Iterator<Item = usize> + '_ {
        self.seen.iter().rev().take(80).map(|seen| self.resolve(seen.cluster))
    }

    // --- what a new actor takes from the story ---

    /// What the words alone leave open: whose surname it is, whose police.
    fn settle_alone<'k>(&self, portrait: &mut Portrait<'k>, phrase: &Phrase, story: &Story<'_, 'k>) {
        use Relation::*;
        let word = story.parse.token(phrase.head);
        let is_object = matches!(word.relation, Obj | Iobj | Obl);
        let subject = word.head.filter(|_| is_object).and_then(|verb| story.parse.child(verb, Nsubj));
        let doer = subject.and_then(|subject| self.at(subject)).map(|cluster| &self.all[cluster]);
        let other = doer
            .filter(|doer| doer.who.kind == Kind::Country || matches!(doer.who.key, Some(Key::Government(_))))
            .and_then(|doer| doer.who.country);
        super::context::settle(portrait, phrase, story, other);
    }

    /// Who else a name could have meant that tells a cluster who it is.
    fn considered(&self, cluster: usize, portrait: &Portrait, story: &Story) -> Vec<Candidate> {
        let one = &self.all[cluster];
        let tells = one.count == 0 || (one.who.key.is_none() && portrait.who.key.is_some());
        let name = portrait.name.as_ref().and_then(|name| story.names.at(name.start));
        match name.filter(|_| tells && one.considered.is_empty()) {
            Some(name) => candidates::of(portrait, name, story),
            None => Vec::new(),
        }
    }

    fn join(&mut self, cluster: usize, phrase: &Phrase, portrait: Portrait, story: &Story) {
        let words = if portrait.name.is_some() { name_words(&portrait, story) } else { Vec::new() };
        let noun = noun_of(&portrait, story);
        let modifiers = modifiers_of(phrase, &portrait, story);
        let known = portrait.role.map_or("", |role| &*role.noun);
        let plain =
            own_modifiers(phrase, &portrait, story).iter().all(|modifier| is_word_of(modifier, known));
        let body = portrait.who.kind != Kind::Person && portrait.who.kind != Kind::Country;
        let acronyms = if body { acronyms_of(&words, phrase, story) } else { Vec::new() };
        let considered = self.considered(cluster, &portrait, story);
        let one = &mut self.all[cluster];
        one.considered.extend(considered);
        for acronym in acronyms {
            if !one.acronyms.contains(&acronym) {
                self.by_acronym.entry(acronym.clone()).or_default().push(cluster);
                one.acronyms.push(acronym);
            }
        }
        let rank = match (&portrait.name, portrait.who.kind) {
            (Some(_), _) => 2 + u8::from(words.len() > 1 || portrait.who.kind != Kind::Person),
            _ => 1,
        };
        if rank > one.rank {
            one.rank = rank;
            one.name = match &portrait.name {
                Some(name) => story.words(name).to_owned(),
                None => portrait.words.clone(),
            };
        }
        if one.count == 0 {
            one.who.kind = portrait.who.kind;
            one.who.gender = portrait.who.gender;
        }
        if one.who.kind == Kind::Thing {
            one.who.kind = portrait.who.kind;
        }
        if matches!(one.who.gender, Gender::Unknown | Gender::Person)
            && portrait.who.gender != Gender::Unknown
        {
            one.who.gender = portrait.who.gender;
        }
        if one.names.is_empty() && portrait.name.is_none() {
            let unique = portrait.role.is_some_and(|role| role.kind == RoleKind::Person);
            one.holder =
                unique && plain && portrait.definite != Definite::No && !portrait.former && !portrait.plural;
        }
        if let (Some(person), true) = (portrait.person, one.offices.is_empty()) {
            one.offices = active_spells(person, story.day).into_iter().filter_map(Office::unique).collect();
            for office in &one.offices {
                add(&mut one.roles, office.title.clone());
            }
        }
        one.count += 1;
        one.who.enrich(&portrait.who);
        if let Some(role) = portrait.role {
            add(&mut one.roles, role.noun.to_string());
        }
        if one.who.key.is_none() {
            one.who.key = portrait.who.key;
        }
        if let Some(key) = portrait.who.key {
            self.by_key.entry(key).or_insert(cluster);
        }
        if !words.is_empty() && !one.names.contains(&words) {
            for word in [words.first(), words.last()].into_iter().flatten() {
                let list = self.by_word.entry(word.clone()).or_default();
                if list.last() != Some(&cluster) {
                    list.push(cluster);
                }
            }
            one.names.push(words);
        }
        if portrait.name.is_none() {
            for modifier in modifiers {
                add(&mut one.modifiers, modifier);
            }
            if let Some(noun) = noun {
                let list = self.by_noun.entry(noun.clone()).or_default();
                if list.last() != Some(&cluster) {
                    list.push(cluster);
                }
                add(&mut one.nouns, noun);
            }
        }
    }
}

impl Cluster {
    pub(super) fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether it is an organisation that knowledge holds, or another body that belongs to no state.
    fn is_body(&self) -> bool {
        let of_state = self.who.sectors.iter().any(|sector| OF_STATE.contains(&sector.as_str()));
        let known = matches!(self.who.key, Some(Key::Organisation(..))) && !self.who.sectors.is_empty();
        known || (self.who.kind == Kind::Institution && self.who.key.is_none() && !of_state)
    }

    /// Whether it was called by a role, in full or in short.
    pub(super) fn has_role(&self, noun: &str) -> bool {
        self.roles.iter().any(|known| is_short_for(noun, known))
    }

    /// Takes its members, and of what was supposed of it what holds for all of them.
    pub(super) fn has_members(&mut self, members: Vec<usize>, countries: &[Option<Code>]) {
        if self.who.supposed && countries.iter().any(|country| *country != self.who.country) {
            self.who.country = None;
            self.who.supposed = false;
            self.who.reasons.push("of several countries: see its members".to_owned());
        }
        self.members = members;
    }

    /// What the record says of it.
    pub(super) fn to_actor(&self) -> Actor {
        Actor {
            name: self.name.clone(),
            country: self.who.country.map(|code| code.to_string()),
            sectors: self.who.sectors.iter().map(|code| code.to_string()).collect(),
            title: self.who.title.clone(),
            wikidata: self.who.wikidata.clone(),
            gender: self.who.gender,
            members: Vec::new(),
            reason: self.who.reasons.join("; "),
            considered: self.considered.clone(),
        }
    }
}

fn add(list: &mut Vec<String>, item: String) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Whether a predicate is asserted: not "would be president", "is no minister", "to be chief".
fn is_so(head: TokenId, story: &Story) -> bool {
    let open = |child: &TokenId| {
        let word = story.parse.token(*child);
        let lower = story.lower(*child);
        let not = matches!(&*lower, "not" | "n't" | "n’t" | "never" | "no" | "longer");
        not || (word.relation == Relation::Aux && !matches!(&*lower, "has" | "have" | "had"))
            || (word.relation == Relation::Mark && matches!(&*lower, "if" | "to" | "whether" | "were"))
    };
    !story.parse.children(head).iter().any(open)
}

/// The words of a bare name in small letters, without full stops.
fn name_words(portrait: &Portrait, story: &Story) -> Vec<String> {
    let Some(name) = portrait.name.clone() else { return Vec::new() };
    let words =
        name.map(|token| story.lower(token).replace('.', "").trim_end_matches(['-', '\'', '’']).to_owned());
    words.filter(|word| !word.is_empty() && word != "the" && word != "'s" && word != "’s").collect()
}

/// How sure it is that a name repeats another: 0 for not at all.
fn likeness(words: &[String], known: &[String], cluster: &Cluster, portrait: &Portrait) -> u8 {
    let (short, long) = if words.len() <= known.len() { (words, known) } else { (known, words) };
    if short == long {
        return 9;
    }
    let person = cluster.who.kind == Kind::Person || portrait.who.kind == Kind::Person;
    let last = short.last() == long.last();
    // "Hunter Biden" is not the Biden whose first name is Joe.
    let full = |name: &&Vec<String>| name.len() > 1 && name.last() == words.last();
    if person && words.len() > 1 && known.len() == 1 && cluster.names.iter().any(|name| full(&name)) {
        return 0;
    }
    match (person, short.len()) {
        (_, 0) => 0,
        // "Solheim" for "Ingrid Solheim".
        (true, 1) if last => 6,
        // "Boris" for "Boris Tadic", but only backwards.
        (true, 1) if short == words && long.first() == short.first() => 2,
        (true, 1) => 0,
        // "Ingrid Solheim" for "Ingrid Marie Solheim".
        (true, _) if last && short.first() == long.first() => 7,
        // "Ben Ali", "Mir-Mohammadi".
        (true, _) if long.ends_with(short) => 6,
        // "Jan Willem" for "Jan Willem de Vries", but only backwards.
        (true, _) if short == words && long.starts_with(short) => 5,
        (true, _) => 0,
        // "the Commission" for "European Commission"; "Amnesty" for "Amnesty International".
        (false, _) if portrait.who.kind == Kind::Institution || cluster.who.kind == Kind::Institution => {
            let institution =
                short == words && portrait.who.kind != Kind::Place && portrait.who.kind != Kind::Country;
            let part = long.ends_with(short) || long.starts_with(short);
            if part && institution && portrait.who.key.is_none() { 3 } else { 0 }
        }
        _ => 0,
    }
}

/// "au" for "african union".
fn acronym_of(words: &[String]) -> Option<String> {
    let initials = words
        .iter()
        .filter(|word| !matches!(word.as_str(), "of" | "and" | "for" | "the" | "in" | "on"))
        .filter_map(|word| word.chars().next());
    let acronym: String = initials.collect();
    (acronym.len() > 1 && words.len() > 1).then_some(acronym)
}

/// The acronyms that a mention of a body may have: of its name, and of all its words with a capital.
fn acronyms_of(words: &[String], phrase: &Phrase, story: &Story) -> Vec<String> {
    let capital = |token: &TokenId| story.form(*token).starts_with(char::is_uppercase);
    let capitals = phrase.tokens.clone().filter(capital).map(|token| story.lower(token));
    let capitals: Vec<String> = capitals.collect();
    let mut found: Vec<String> = [acronym_of(words), acronym_of(&capitals)].into_iter().flatten().collect();
    found.dedup();
    found
}

/// The lemma of the noun that says what a nominal is.
fn noun_of(portrait: &Portrait, story: &Story) -> Option<String> {
    portrait.core.map(|core| story.lemma(core))
}

/// The adjectives and compounds before the noun, but not the words of its role.
fn modifiers_of(phrase: &Phrase, portrait: &Portrait, story: &Story) -> Vec<String> {
    if portrait.name.is_some() {
        return Vec::new();
    }
    let core = portrait.core.unwrap_or(phrase.head);
    let is_modifier = |token: &TokenId| {
        let word = story.parse.token(*token);
        // "The club's president" is not the president; "the country's president" and "Norway's" may be.
        let possessor = word.relation == Relation::NmodPoss
            && !story.in_class("country_word", &story.lemma(*token))
            && !story.names.at(*token).is_some_and(of_country);
        let beside =
            matches!(word.relation, Relation::Amod | Relation::Compound | Relation::Nummod | Relation::Nmod);
        (possessor || beside)
            && matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb | Upos::Num)
    };
    let tokens = story.parse.children(core).iter().copied().filter(is_modifier);
    tokens.map(|token| story.lemma(token)).collect()
}

/// Whether a name may be a country's.
fn of_country(name: &Name) -> bool {
    name.meanings.iter().any(|one| matches!(one, Meaning::Country(_)))
}

/// The modifiers that do not say the country, which is known already: "French", "of France".
fn own_modifiers(phrase: &Phrase, portrait: &Portrait, story: &Story) -> Vec<String> {
    let mut modifiers = modifiers_of(phrase, portrait, story);
    if portrait.who.country.is_some() && !portrait.who.supposed {
        let names = story
            .names
            .within(&phrase.tokens)
            .iter()
            .filter(|name| of_country(name))
            .map(|name| &name.tokens);
        let demonyms = story.names.demonyms_within(&phrase.tokens).iter().map(|demonym| &demonym.tokens);
        let words: Vec<String> =
            names.chain(demonyms).flat_map(|tokens| tokens.clone()).map(|token| story.lemma(token)).collect();
        modifiers.retain(|modifier| !words.contains(modifier));
    }
    modifiers
}

/// Hong Kong and Macau have codes of their own and China's people.
fn same_state(one: Code, other: Code) -> bool {
    let part = |code: Code| code == "HKG" || code == "MAC";
    (part(one) && other == "CHN") || (part(other) && one == "CHN")
}

/// "minister" for "foreign minister", "secretary" for "secretary of state"; not "president" for "vice president".
fn is_short_for(short: &str, long: &str) -> bool {
    const OTHER: &[&str] = &["vice", "deputy", "assistant", "prime", "former", "acting", "first"];
    short == long
        || long
            .strip_suffix(short)
            .is_some_and(|rest| rest.ends_with(' ') && !rest.split(' ').any(|word| OTHER.contains(&word)))
        || long.strip_prefix(short).is_some_and(|rest| rest.starts_with(" of "))
}
