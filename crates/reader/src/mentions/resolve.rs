//! Who a phrase is by its own words: name, office, country, sectors. Takes a phrase with its names and the actors
//! inside it, gives a [`Portrait`]; coreference then looks whether the story has met them before.
//!
//! "Norwegian Foreign Minister Ingrid Solheim": demonym, role, name. A name that knowledge holds counts with the
//! offices active on the story's day; without one the sector is ELI, never a stale office.

use std::ops::Range;

use jiff::civil::Date;
use knowledge::{Code, Knowledge, Meaning, Organisation, Person, Role, RoleKind, Spell};
use language::{EntityKind, Parse, Relation, TokenId, Upos, Xpos};
use record::{MentionKind, Span};

use super::context::Countries;
use super::identity::{Identity, Key, Kind};
use super::known::title;
use super::names::{self, Name, Names, Part};
use super::noun_phrases::Phrase;
use super::places::Places;
use super::roles::{role_at, role_ending, role_within_name};
use super::surroundings::Surroundings;
use super::{Gender, Place};

/// What resolution looks at.
pub(super) struct Story<'a, 'k> {
    pub(super) text: &'a str,
    pub(super) parse: &'a Parse,
    pub(super) knowledge: &'k Knowledge,
    pub(super) names: &'a Names<'k>,
    pub(super) places: &'a Places,
    pub(super) countries: &'a Countries,
    /// For each token whether it stands between quotation marks.
    pub(super) quoted: &'a [bool],
    pub(super) day: Option<Date>,
}

/// Whether the words point at something known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Definite {
    /// "the minister", "her ministry".
    Yes,
    /// "a minister".
    No,
    /// "ministers".
    #[default]
    Bare,
}

/// Who a phrase is by its own words.
#[derive(Clone, Debug, Default)]
pub(super) struct Portrait<'k> {
    pub(super) words: String,
    pub(super) who: Identity,
    /// The tokens of the bare name.
    pub(super) name: Option<Range<TokenId>>,
    /// Whether the name is known to be a person's.
    pub(super) personal: bool,
    /// The person whom knowledge holds.
    pub(super) person: Option<&'k Person>,
    /// Who the surname alone may be.
    pub(super) surnames: Vec<&'k Person>,
    /// The noun that says what it is: "dozens of protesters".
    pub(super) core: Option<TokenId>,
    pub(super) role: Option<&'k Role>,
    pub(super) definite: Definite,
    pub(super) plural: bool,
    pub(super) former: bool,
}

/// An actor inside the phrase, as far as it is resolved.
#[derive(Clone, Debug, Default)]
pub(super) struct Inner {
    pub(super) words: String,
    pub(super) country: Option<Code>,
    pub(super) sectors: Vec<Code>,
    /// Whether it is a body, and no state's: whose president is no head of state.
    pub(super) body: bool,
}

impl Story<'_, '_> {
    /// Whether a word belongs to a class of `classes.toml`.
    pub(super) fn in_class(&self, class: &str, word: &str) -> bool {
        self.knowledge.frames().in_class(class, word)
    }

    /// The place that a name was put on.
    pub(super) fn place(&self, name: &Name) -> Option<&Place> {
        self.places.at(&name.tokens)
    }

    /// The table that a spell stands in.
    pub(super) fn table(&self, spell: &Spell) -> &str {
        self.knowledge.table(spell.file, "people.tsv")
    }

    pub(super) fn form(&self, token: TokenId) -> &str {
        self.parse.token(token).span.of(self.text)
    }

    /// The lemma in small letters.
    pub(super) fn lemma(&self, token: TokenId) -> String {
        self.parse.token(token).lemma.to_lowercase().to_string()
    }

    pub(super) fn lower(&self, token: TokenId) -> String {
        self.form(token).to_lowercase()
    }

    pub(super) fn span(&self, tokens: &Range<TokenId>) -> Span {
        self.parse.token(tokens.start).span.cover(self.parse.token(tokens.end - 1).span)
    }

    pub(super) fn words(&self, tokens: &Range<TokenId>) -> &str {
        self.span(tokens).of(self.text)
    }
}

/// Draws the portrait. `inner` says who the mention headed by a token is.
pub(super) fn portrait<'k>(
    phrase: &Phrase,
    story: &Story<'_, 'k>,
    inner: &dyn Fn(TokenId) -> Option<Inner>,
) -> Portrait<'k> {
    let mut portrait = Portrait { words: story.words(&phrase.tokens).to_owned(), ..Portrait::default() };
    if phrase.kind == MentionKind::Pronoun {
        return portrait;
    }
    grammar(phrase, story, &mut portrait);
    match own_name(phrase, story) {
        Some(name) => draw_name(phrase, name, story, &mut portrait, inner),
        None if draw_adjective(phrase, story, &mut portrait) => portrait.plural = false,
        None => draw_nominal(phrase, story, &mut portrait, inner),
    }
    if portrait.plural {
        portrait.who.gender = Gender::Plural;
    }
    portrait
}

/// Number and definiteness.
fn grammar(phrase: &Phrase, story: &Story, portrait: &mut Portrait) {
    let parse = story.parse;
    let head = parse.token(phrase.head);
    let number = parse.child(phrase.head, Relation::Nummod).map(|number| story.lower(number));
    portrait.plural = matches!(head.xpos, Xpos::Nns | Xpos::Nnps)
        || head.upos == Upos::Adj
        || (head.upos == Upos::Num && head.lemma != "one" && head.lemma != "1")
        || number.is_some_and(|number| number != "one" && number != "1");
    let first = story.lower(phrase.tokens.start);
    portrait.definite = match first.as_str() {
        "the" | "this" | "that" | "these" | "those" | "both" => Definite::Yes,
        "a" | "an" | "one" | "another" | "some" | "several" | "many" | "any" | "no" | "every" | "each"
        | "few" => Definite::No,
        _ if parse.child(phrase.head, Relation::NmodPoss).is_some() => Definite::Yes,
        _ if portrait.plural && number_word(&first) => Definite::No,
        _ => Definite::Bare,
    };
    portrait.former = phrase.tokens.clone().any(|token| {
        let word = parse.token(token);
        let lower = word.span.of(story.text).to_lowercase();
        let of_person = |above: TokenId| {
            let above = parse.token(above);
            // "in late July" is no late July.
            phrase.tokens.contains(&word.head.unwrap_or(token))
                && above.relation != Relation::Obl
                && !names::DAYS_AND_MONTHS.contains(&above.lemma.to_lowercase().as_str())
        };
        token != phrase.head && story.in_class("former", &lower) && word.head.is_some_and(of_person)
    }) || first.starts_with("ex-");
}

fn number_word(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
        || matches!(
            word,
            "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "seven"
                | "eight"
                | "nine"
                | "ten"
                | "dozens"
                | "hundreds"
                | "thousands"
        )
}

/// The name that a phrase is headed by, or that its title leads to: "Kremlin aide Yuri Ushakov".
fn own_name<'a, 'k>(phrase: &Phrase, story: &Story<'a, 'k>) -> Option<&'a Name<'k>> {
    if let Some(name) = story.names.at(phrase.head) {
        return Some(name);
    }
    let last =
        story.names.within(&phrase.tokens).last().filter(|name| name.tokens.end == phrase.tokens.end)?;
    let person = last.entity == Some(EntityKind::Person)
        || last.meanings.iter().any(|meaning| matches!(meaning, Meaning::Person(_)));
    let after_title = person && last.tokens.start == phrase.head + 1;
    (phrase.kind == MentionKind::Name || after_title).then_some(last)
}

/// "Russian" before "strikes" is the country. Says whether the phrase is such an adjective and no more.
fn draw_adjective(phrase: &Phrase, story: &Story, portrait: &mut Portrait) -> bool {
    let whole = |demonym: &&Part| phrase.modifier && demonym.tokens == phrase.tokens;
    let demonym = story.names.demonyms_within(&phrase.tokens).iter().find(whole);
    let meaning = demonym.and_then(|demonym| {
        demonym.meanings.iter().find_map(|meaning| match meaning {
            Meaning::Adjective(country) | Meaning::Country(country) => Some(*country),
            _ => None,
        })
    });
    let Some(country) = meaning else { return false };
    portrait.who.key = Some(Key::Country(country.code));
    portrait.who.country = Some(country.code);
    portrait.who.kind = Kind::Country;
    portrait.because(format!("demonym \"{}\" (countries.tsv:{})", portrait.words, country.line));
    true
}

// --- names ---

fn draw_name<'k>(
    phrase: &Phrase,
    name: &Name<'k>,
    story: &Story<'_, 'k>,
    portrait: &mut Portrait<'k>,
    inner: &dyn Fn(TokenId) -> Option<Inner>,
) {
    portrait.name = Some(name.tokens.clone());
    let before = phrase.tokens.start..name.tokens.start.max(phrase.tokens.start);
    let courtesy = before.clone().rev().map(|token| story.form(token)).find(|form| names::is_courtesy(form));
    // "Foreign Ministry": a proper noun that is a role.
    let role = match role_ending(name.tokens.start, phrase.tokens.start, story) {
        // "Mr. King" is no king.
        None if courtesy.is_none() && (name.meanings.is_empty() || name.generic) => {
            role_within_name(name, story)
        }
        role => role,
    };
    // "Argentina's National Congress": a person's title does not stand before a body.
    let body = name.entity != Some(EntityKind::Person)
        && name.meanings.iter().any(|one| matches!(one, Meaning::Organisation(_)));
    let role = role.filter(|found| {
        // "National" is nobody in "National Convention".
        let adjective = matches!(story.parse.token(found.tokens.end - 1).relation, Relation::Amod)
            && found.tokens.end <= name.tokens.start;
        !(adjective || body && found.role.kind == RoleKind::Person)
    });
    portrait.role = role.as_ref().map(|found| found.role);
    portrait.personal = courtesy.is_some() || name.entity == Some(EntityKind::Person);
    let surroundings = Surroundings::of(phrase, &before, role.as_ref(), story, inner);
    let meaning = meaning_of(name, portrait, &surroundings, story);
    // "United Nations" and "Fields" are one, "the Clintons" and "60 Americans" are not.
    let counted = story.parse.child(phrase.head, Relation::Nummod).is_some();
    let several = name.entity != Some(EntityKind::Person) && portrait.definite != Definite::Bare;
    portrait.plural &= match &meaning {
        Some(Meaning::National(_) | Meaning::Adjective(_)) => true,
        None => counted || several,
        Some(_) => counted || portrait.definite == Definite::No,
    };
    match meaning {
        Some(Meaning::Person(person)) => portrait.is_person(person, story),
        Some(Meaning::Organisation(organisation)) => {
            portrait.is_organisation(organisation, story);
            if is_member(organisation, name, portrait.definite, story) {
                portrait.who.key = None;
                portrait.who.kind = Kind::Person;
                portrait.personal = true;
            }
            if portrait.plural {
                // "some Democrats" are not the party.
                portrait.who.key = None;
                portrait.who.kind = Kind::Group;
            }
        }
        Some(Meaning::Metonym(metonym)) => portrait.is_metonym(metonym),
        Some(Meaning::Country(country)) => {
            portrait.personal = false;
            portrait.who.key = Some(Key::Country(country.code));
            portrait.who.country = Some(country.code);
            portrait.who.kind = Kind::Country;
            portrait.because(format!("country \"{}\" (countries.tsv:{})", country.name, country.line));
        }
        Some(Meaning::Adjective(country) | Meaning::National(country)) => {
            portrait.who.country = Some(country.code);
            portrait.who.kind = if portrait.plural { Kind::Group } else { Kind::Person };
            portrait.who.sectors = Code::new("CVL").into_iter().collect();
            portrait.because(format!(
                "demonym \"{}\" (countries.tsv:{})",
                story.words(&name.tokens),
                country.line
            ));
        }
        Some(Meaning::Place(_)) => portrait.is_place(phrase, name, story),
        _ => portrait.is_unknown(name, story),
    }
    if let Some(found) = &role {
        portrait.has_role(found, &surroundings, story);
    } else {
        portrait.has_surroundings(&surroundings, story);
    }
    if portrait.personal {
        portrait.who.kind = Kind::Person;
    }
    portrait.who.gender = gender(portrait, courtesy, name, story);
}

/// Chooses among what a name may mean. `None` where knowledge says nothing, or nothing that fits.
fn meaning_of<'k>(
    name: &Name<'k>,
    portrait: &mut Portrait<'k>,
    surroundings: &Surroundings,
    story: &Story<'_, 'k>,
) -> Option<Meaning<'k>> {
    let place = story.place(name);
    let full_person = name.meanings.iter().filter_map(|meaning| match meaning {
        Meaning::Person(person) => Some(*person),
        _ => None,
    });
    let open = name.entity != Some(EntityKind::Place) || place.is_none();
    // "Alabama Governor George Wallace" is not the Liberian minister.
    let role = portrait.role;
    let namesake = |person: &&Person| {
        let elsewhere = |country| person.spells.iter().all(|spell| spell.country != country);
        surroundings.country.is_some_and(elsewhere)
            && role.is_some_and(|role| !person.spells.iter().any(|spell| fits(role, spell)))
    };
    let full_person = full_person.filter(|person| !namesake(person));
    let person = best_person(full_person, portrait.role, surroundings.country, story.day);
    if let Some(person) = person.filter(|_| open) {
        return Some(Meaning::Person(person));
    }
    portrait.surnames = name
        .meanings
        .iter()
        .filter_map(|meaning| match meaning {
            Meaning::Surname(person) => Some(*person),
            _ => None,
        })
        .collect();
    let capital = name
        .meanings
        .iter()
        .any(|meaning| matches!(meaning, Meaning::Place(place) if place.capital_of.is_some()));
    // What the user says is an organisation is one, whatever it looks like.
    let own = name.meanings.iter().any(|one| matches!(one, Meaning::Organisation(one) if one.file > 0));
    // "The Kremlin" is no person, whatever the parser says.
    let surname = name.meanings.iter().any(|one| matches!(one, Meaning::Surname(_)));
    let institution = (portrait.definite == Definite::Yes || (name.tokens.len() > 1 && !surname))
        && portrait.role.is_none()
        && name.meanings.iter().any(|one| matches!(one, Meaning::Metonym(_) | Meaning::Organisation(_)));
    let titled = portrait.personal
        && !(own || institution || capital && place.is_some())
        && !name.meanings.iter().any(|meaning| matches!(meaning, Meaning::Country(_)));
    if titled
        || (!portrait.surnames.is_empty() && portrait.role.is_some_and(|role| role.kind == RoleKind::Person))
    {
        portrait.personal = true;
        return None;
    }
    let organisations = name.meanings.iter().filter_map(|meaning| match meaning {
        Meaning::Organisation(organisation) => Some(*organisation),
        _ => None,
    });
    let elsewhere = |country: Option<Code>| {
        name.generic && is_elsewhere(country, surroundings.country, name.tokens.start, story)
    };
    let organisation = best_organisation(organisations, surroundings.country, story)
        .filter(|organisation| !elsewhere(Some(organisation.country)))
        .filter(|organisation| !is_foreign_party(organisation, name, surroundings.country, story));
    let metonym = name.meanings.iter().find(|meaning| match meaning {
        Meaning::Metonym(metonym) => !elsewhere(metonym.country),
        _ => false,
    });
    let metonym = metonym.copied();
    let national = name.meanings.iter().find(|meaning| matches!(meaning, Meaning::National(_))).copied();
    if let (Some(organisation), None) = (organisation, place) {
        return Some(Meaning::Organisation(organisation));
    }
    if metonym.is_some() && place.is_none() {
        return metonym;
    }
    if let Some(chosen) = place.filter(|_| {
        !name.meanings.iter().all(|meaning| matches!(meaning, Meaning::National(_) | Meaning::Adjective(_)))
    }) {
        return name.meanings.iter().copied().find(|meaning| match meaning {
            Meaning::Country(country) => {
                chosen.geonames_id == country.geonames_id && chosen.name == country.name
            }
            Meaning::Place(place) => {
                Some(place.geonames_id) == chosen.geonames_id && place.name == chosen.name
            }
            _ => false,
        });
    }
    let adjective = name.meanings.iter().find(|meaning| matches!(meaning, Meaning::Adjective(_))).copied();
    national.or(adjective)
}

/// "The Unity Party" in a story of another country: not the one party of that name which knowledge holds.
fn is_foreign_party(party: &Organisation, name: &Name, beside: Option<Code>, story: &Story) -> bool {
    let same = |other: &&Name| story.words(&other.tokens) == story.words(&name.tokens);
    let own = story.names.all.iter().filter(same).count() as u32;
    party.kind == "party"
        && name.tokens.len() == 2
        && story.form(name.tokens.end - 1) == "Party"
        && beside != Some(party.country)
        && story.countries.main().is_some_and(|main| main != party.country)
        && story.countries.weight(party.country) <= own.min(9)
}

/// "A Democrat", "the senior Republican": one of a party, not the party.
fn is_member(organisation: &Organisation, name: &Name, definite: Definite, story: &Story) -> bool {
    let word = story.words(&name.tokens);
    organisation.kind == "party"
        && definite != Definite::Bare
        && name.tokens.len() == 1
        && organisation.aliases.iter().any(|alias| alias.strip_suffix('s') == Some(word))
}

/// Whether a body that every state has ("the Supreme Court") is not that of a country: the words beside it or the
/// story around it speak of another.
pub(super) fn is_elsewhere(
    country: Option<Code>,
    beside: Option<Code>,
    token: TokenId,
    story: &Story,
) -> bool {
    let Some(country) = country else { return false };
    match beside.or_else(|| story.countries.around(story.parse.sentence_of(token)).map(|(around, _)| around))
    {
        Some(other) if beside.is_some() => other != country,
        Some(other) => story.countries.weight(other) > story.countries.weight(country),
        None => false,
    }
}

/// Of several bearers of a name: one in office, one whose office the story names, one of the country.
fn best_person<'k>(
    people: impl Iterator<Item = &'k Person>,
    role: Option<&Role>,
    country: Option<Code>,
    day: Option<Date>,
) -> Option<&'k Person> {
    let score = |person: &Person| {
        let active = |spell: &&Spell| day.is_none_or(|day| spell.covers(day));
        let spells = || person.spells.iter();
        usize::from(spells().any(|spell| active(&spell)))
            + 2 * usize::from(role.is_some_and(|role| spells().any(|spell| fits(role, spell))))
            + 2 * usize::from(country.is_some_and(|country| spells().any(|spell| spell.country == country)))
    };
    people
        .map(|person| (score(person), person))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, person)| person)
}

/// Whether a role noun in the story can be this office: "president" for "president", "minister" for "foreign
/// minister".
pub(super) fn fits(role: &Role, spell: &Spell) -> bool {
    fits_title(&role.noun, &spell.title)
}

/// The same for a role's noun and an office's title.
pub(super) fn fits_title(noun: &str, title: &str) -> bool {
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|rest| rest.ends_with(' ') && !rest.contains("vice") && !rest.contains("deputy"))
    };
    noun == title
        || ends(title, noun)
        || ends(noun, title)
        || title.strip_prefix(noun).is_some_and(|rest| rest.starts_with(' '))
}

/// Of several organisations of a name that of the phrase's country; else the one that knowledge gives first.
pub(super) fn best_organisation<'k>(
    organisations: impl Iterator<Item = &'k Organisation>,
    country: Option<Code>,
    story: &Story,
) -> Option<&'k Organisation> {
    let score = |organisation: &Organisation| {
        let then = story.day.is_none_or(|day| organisation.covers(day));
        10 * u32::from(country == Some(organisation.country))
            + story.countries.weight(organisation.country)
            + 1000 * u32::from(then)
    };
    organisations
        .map(|organisation| (score(organisation), organisation))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, organisation)| organisation)
}

fn gender(portrait: &Portrait, courtesy: Option<&str>, name: &Name, story: &Story) -> Gender {
    match courtesy.map(|form| form.trim_end_matches('.')) {
        Some("Mr" | "Sir") => return Gender::Male,
        Some("Mrs" | "Ms" | "Miss" | "Lady" | "Dame") => return Gender::Female,
        _ => {}
    }
    if matches!(portrait.who.gender, Gender::Female | Gender::Male) {
        return portrait.who.gender;
    }
    match portrait.who.kind {
        Kind::Person => {
            let by_role = portrait.role.and_then(|role| role.gender);
            let given = || {
                let first = story.form(name.tokens.start);
                (name.tokens.len() > 1).then(|| story.knowledge.given_name(first)).flatten()
            };
            match by_role.or_else(given) {
                Some('f') => Gender::Female,
                Some('m') => Gender::Male,
                _ => Gender::Person,
            }
        }
        Kind::Group => Gender::Plural,
        Kind::Institution | Kind::Country | Kind::Place => Gender::Neuter,
        Kind::Thing => Gender::Unknown,
    }
}

/// The token that says what a nominal is: "protesters" in "dozens of protesters".
fn core(phrase: &Phrase, story: &Story) -> TokenId {
    let parse = story.parse;
    let head = parse.token(phrase.head);
    let measures = head.upos == Upos::Num || story.in_class("measure", &head.lemma.to_lowercase());
    if !measures {
        return phrase.head;
    }
    parse
        .children_in(phrase.head, &[Relation::Nmod])
        .find(|&child| {
            let of = parse.child(child, Relation::Case).is_some_and(|case| story.lower(case) == "of");
            of && phrase.tokens.contains(&child) && story.names.at(child).is_none()
        })
        .unwrap_or(phrase.head)
}

fn draw_nominal<'k>(
    phrase: &Phrase,
    story: &Story<'_, 'k>,
    portrait: &mut Portrait<'k>,
    inner: &dyn Fn(TokenId) -> Option<Inner>,
) {
    let core = core(phrase, story);
    portrait.core = Some(core);
    if core != phrase.head {
        portrait.plural |= matches!(story.parse.token(core).xpos, Xpos::Nns | Xpos::Nnps);
    }
    let role = role_at(core, phrase.tokens.start, story);
    let first = role.as_ref().map_or(core, |found| found.tokens.start).max(phrase.tokens.start);
    let before = phrase.tokens.start..first;
    let surroundings = Surroundings::of(phrase, &before, role.as_ref(), story, inner);
    let Some(found) = role else {
        portrait.has_surroundings(&surroundings, story);
        portrait.who.gender = Gender::Neuter;
        return;
    };
    portrait.role = Some(found.role);
    portrait.who.kind = match found.role.kind {
        RoleKind::Person if portrait.plural => Kind::Group,
        RoleKind::Person => Kind::Person,
        RoleKind::Group => Kind::Group,
        RoleKind::Institution => Kind::Institution,
    };
    portrait.who.gender = match (portrait.who.kind, found.role.gender) {
        (Kind::Person, Some('f')) => Gender::Female,
        (Kind::Person, Some('m')) => Gender::Male,
        (Kind::Person, _) => Gender::Person,
        (Kind::Group, _) => Gender::Plural,
        _ => Gender::Neuter,
    };
    if portrait.who.kind == Kind::Person {
        portrait.who.title = Some(title(&found, story));
    }
    if matches!(found.role.noun.as_str(), "country" | "nation") && !portrait.plural {
        portrait.who.kind = Kind::Country;
        return portrait.has_surroundings(&surroundings, story);
    }
    portrait.has_role(&found, &surroundings, story);
    if found.role.noun == "government" {
        portrait.who.key = portrait.who.country.map(Key::Government);
    }
}
