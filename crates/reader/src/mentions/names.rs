//! The proper names of a story. Takes the parse with its entity spans, and knowledge; gives [`Names`]: runs of
//! tokens, with what the parser holds them for and what knowledge says they may mean.
//!
//! Knowledge finds names that the parser missed, the parser keeps knowledge from seeing "Washington" in
//! "Denzel Washington". Demonyms ("Norwegian" in "Norwegian police") are kept apart: they name nobody.

use std::collections::HashSet;
use std::ops::Range;

use knowledge::{Knowledge, Meaning, Organisation, Place, Role, RoleKind};
use language::{EntityKind, Parse, Relation, TokenId, Upos, Xpos};

use super::noun_phrases::top_of;

/// A proper name.
#[derive(Debug, Default)]
pub(super) struct Name<'k> {
    pub(super) tokens: Range<TokenId>,
    /// What the parser holds it for.
    pub(super) entity: Option<EntityKind>,
    /// What the whole of it may mean.
    pub(super) meanings: Vec<Meaning<'k>>,
    /// Known names inside it: "Boston" in "Boston Police Department".
    pub(super) parts: Vec<Part<'k>>,
    /// Whether it is a body that every state may have: "the Supreme Court".
    pub(super) generic: bool,
}

/// A known name inside a longer one.
#[derive(Clone, Debug)]
pub(super) struct Part<'k> {
    pub(super) tokens: Range<TokenId>,
    pub(super) meanings: Vec<Meaning<'k>>,
}

/// The names and demonyms of a story, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Names<'k> {
    pub(super) all: Vec<Name<'k>>,
    pub(super) demonyms: Vec<Part<'k>>,
    /// For each token the number of its name, or [`NONE`].
    at: Vec<u32>,
    /// The tokens of titles after their first: "of State" in "Secretary of State".
    titles: Vec<TokenId>,
}

const NONE: u32 = u32::MAX;
/// A known name has no more words than this.
const LONGEST: usize = 12;

impl<'k> Names<'k> {
    /// The name that a token is part of.
    pub(super) fn at(&self, token: TokenId) -> Option<&Name<'k>> {
        self.number_at(token).map(|number| &self.all[number])
    }

    /// The number of the name that a token is part of.
    pub(super) fn number_at(&self, token: TokenId) -> Option<usize> {
        self.at.get(token as usize).copied().filter(|&number| number != NONE).map(|number| number as usize)
    }

    /// Whether a token belongs to a title that begins before it.
    pub(super) fn in_title(&self, token: TokenId) -> bool {
        self.titles.binary_search(&token).is_ok()
    }

    /// The names within a range.
    pub(super) fn within(&self, tokens: &Range<TokenId>) -> &[Name<'k>] {
        let first = self.all.partition_point(|name| name.tokens.start < tokens.start);
        let last = self.all.partition_point(|name| name.tokens.start < tokens.end);
        &self.all[first..last.max(first)]
    }

    /// The demonyms within a range.
    pub(super) fn demonyms_within(&self, tokens: &Range<TokenId>) -> &[Part<'k>] {
        let first = self.demonyms.partition_point(|demonym| demonym.tokens.start < tokens.start);
        let last = self.demonyms.partition_point(|demonym| demonym.tokens.start < tokens.end);
        &self.demonyms[first..last.max(first)]
    }
}

/// Finds the names.
pub(super) fn find<'k>(parse: &Parse, text: &str, knowledge: &'k Knowledge) -> Names<'k> {
    let mut known = known_names(parse, text, knowledge);
    let mut names = Names { at: vec![NONE; parse.tokens.len()], ..Names::default() };
    known.retain(|found| {
        let demonym = is_demonym(found, parse);
        if demonym {
            names.demonyms.push(Part { tokens: found.tokens.clone(), meanings: found.meanings.clone() });
        }
        !demonym
    });
    let reading = Reading { parse, text, knowledge };
    let mut all = reading.join_entities(known, &names.demonyms);
    names.titles = reading.add_unknown(&mut all, &names.demonyms);
    reading.look_inside(&mut all);
    reading.recognise_people(&mut all);
    reading.forget_namesakes(&mut all);
    for (number, name) in all.iter_mut().enumerate() {
        name.generic = reading.is_generic(name);
        for token in name.tokens.clone() {
            names.at[token as usize] = number as u32;
        }
    }
    names.all = all;
    names
}

/// The longest known names from left to right, none crossing a sentence.
fn known_names<'k>(parse: &Parse, text: &str, knowledge: &'k Knowledge) -> Vec<Name<'k>> {
    let mut found = Vec::new();
    for sentence in &parse.sentences {
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            let end = sentence.tokens.end.min(token + LONGEST as TokenId);
            match known_at(token..end, parse, text, knowledge) {
                Some(name) => {
                    token = name.tokens.end;
                    found.push(name);
                }
                None => token += 1,
            }
        }
    }
    found
}

/// The longest known name at the start of a range.
fn known_at<'k>(
    tokens: Range<TokenId>,
    parse: &Parse,
    text: &str,
    knowledge: &'k Knowledge,
) -> Option<Name<'k>> {
    let form = |token: TokenId| parse.token(token).span.of(text);
    let first = form(tokens.start);
    let capital =
        |word: &str| word.chars().find(|char| char.is_alphanumeric()).is_some_and(char::is_uppercase);
    let the = matches!(first, "the" | "The" | "al") && tokens.len() > 1 && capital(form(tokens.start + 1));
    if !capital(first) && !the && !first.chars().any(char::is_uppercase) {
        return None;
    }
    if let Some(region) = postal_code(tokens.start, parse, text, knowledge) {
        let meanings = vec![Meaning::Place(region)];
        return Some(Name { tokens: tokens.start..tokens.start + 1, meanings, ..Name::default() });
    }
    let (length, meanings) = knowledge.longest(tokens.clone().map(form)).or_else(|| {
        // "Ky" and "." as two tokens.
        let stopped = tokens.len() > 1 && first.len() < 6 && form(tokens.start + 1) == ".";
        stopped.then(|| knowledge.longest([format!("{first}.").as_str()])).flatten()
    })?;
    let name = tokens.start..tokens.start + length as TokenId;
    if length == 1 && DAYS_AND_MONTHS.contains(&&*first.trim_end_matches('.').to_lowercase()) {
        return None;
    }
    let single = length == 1 || (length == 2 && the);
    let word = parse.token(name.end - 1);
    // "Nice work", "Reading the papers": a capital at the head of a sentence is none.
    let common = single && word.upos != Upos::Propn && !is_entity(name.end - 1, parse);
    let meanings: Vec<_> = meanings
        .into_iter()
        .filter(|meaning| match meaning {
            Meaning::Place(_) | Meaning::Surname(_) | Meaning::Person(_) => !common,
            Meaning::Organisation(_) | Meaning::Metonym(_) => !common || !is_first(name.start, parse),
            _ => true,
        })
        .collect();
    (!meanings.is_empty()).then_some(Name { tokens: name, meanings, ..Name::default() })
}

/// "KY" in "Lexington, KY".
fn postal_code<'k>(token: TokenId, parse: &Parse, text: &str, knowledge: &'k Knowledge) -> Option<&'k Place> {
    let after_comma = token > 0 && parse.token(token - 1).span.of(text) == ",";
    after_comma.then(|| knowledge.postal_region(parse.token(token).span.of(text))).flatten()
}

fn is_first(token: TokenId, parse: &Parse) -> bool {
    parse.sentences[parse.sentence_of(token)].tokens.start == token
}

fn is_entity(token: TokenId, parse: &Parse) -> bool {
    entity_at(token, parse).is_some()
}

fn entity_at(token: TokenId, parse: &Parse) -> Option<&language::Entity> {
    let index = parse.entities.partition_point(|entity| entity.tokens.end <= token);
    parse.entities.get(index).filter(|entity| entity.tokens.contains(&token))
}

/// "Norwegian" in "Norwegian police"; not in "Norwegians", nor in "a Norwegian was hurt".
fn is_demonym(name: &Name, parse: &Parse) -> bool {
    let adjective = name.meanings.iter().any(|meaning| matches!(meaning, Meaning::Adjective(_)));
    let people = name
        .meanings
        .iter()
        .any(|meaning| matches!(meaning, Meaning::Metonym(metonym) if metonym.kind == "people"));
    let top = top_of(&name.tokens, parse);
    let word = parse.token(top);
    let modifies = word.upos == Upos::Adj
        || matches!(word.relation, Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::Flat);
    (adjective || people) && modifies
}

/// What the steps look at.
struct Reading<'a, 'k> {
    parse: &'a Parse,
    text: &'a str,
    knowledge: &'k Knowledge,
}

impl<'k> Reading<'_, 'k> {
    fn form(&self, token: TokenId) -> &str {
        self.parse.token(token).span.of(self.text)
    }

    /// Known names and the parser's entities, made into one list without overlaps.
    fn join_entities(&self, known: Vec<Name<'k>>, demonyms: &[Part<'k>]) -> Vec<Name<'k>> {
        let mut all: Vec<Name> = Vec::with_capacity(known.len() + self.parse.entities.len());
        let mut known = known.into_iter().peekable();
        for (tokens, kind) in self.parse.entities.iter().flat_map(|entity| self.pieces(entity)) {
            while let Some(name) = known.next_if(|name| name.tokens.end <= tokens.start) {
                push_alone(name, &mut all, demonyms, self.parse);
            }
            let mut within = Vec::new();
            while let Some(name) = known.next_if(|name| name.tokens.start < tokens.end) {
                within.push(name);
            }
            let first = demonyms.partition_point(|demonym| demonym.tokens.end <= tokens.start);
            let mut tokens = tokens;
            if let Some(demonym) = demonyms.get(first).filter(|demonym| demonym.tokens.start <= tokens.start)
            {
                // "US" in "US president" is a demonym, whatever the parser says.
                if demonym.tokens.end >= tokens.end {
                    all.extend(within);
                    continue;
                }
                // "U.S. Environmental Protection Agency": the agency has a name without its country.
                if within.first().is_some_and(|name| name.tokens.start == demonym.tokens.end) {
                    tokens.start = demonym.tokens.end;
                }
            }
            all.push(joined(tokens, kind, within));
        }
        for name in known {
            push_alone(name, &mut all, demonyms, self.parse);
        }
        all.sort_by_key(|name| name.tokens.start);
        all.dedup_by(|later, earlier| later.tokens.start < earlier.tokens.end);
        all
    }

    /// An entity's spans: "Salisbury, England" is two, "the Kremlin" loses its article, "President Putin" his
    /// title, and "US President" is none.
    fn pieces(&self, entity: &language::Entity) -> Vec<(Range<TokenId>, EntityKind)> {
        let mut pieces = Vec::new();
        let mut start = entity.tokens.start;
        for token in entity.tokens.clone().chain([entity.tokens.end]) {
            let comma = || entity.kind == EntityKind::Place && self.form(token) == ",";
            if token == entity.tokens.end || comma() {
                let mut piece = start..token;
                while piece.start < piece.end && self.is_edge(piece.start) {
                    piece.start += 1;
                }
                while piece.end > piece.start && self.is_edge(piece.end - 1) {
                    piece.end -= 1;
                }
                piece.start = self.after_title(&piece);
                if piece.start < piece.end && !self.is_time(&piece) {
                    pieces.push((piece, entity.kind));
                }
                start = token + 1;
            }
        }
        pieces
    }

    /// What a name neither begins nor ends with.
    fn is_edge(&self, token: TokenId) -> bool {
        let form = self.form(token);
        let lower = form.starts_with(char::is_lowercase) && !PARTICLES.contains(&form);
        lower
            || matches!(self.parse.token(token).upos, Upos::Punct | Upos::Det)
            || matches!(form, "'s" | "’s" | "'" | "’")
            || is_courtesy(form)
    }

    fn is_time(&self, tokens: &Range<TokenId>) -> bool {
        tokens.len() == 1 && DAYS_AND_MONTHS.contains(&self.form(tokens.start).to_lowercase().as_str())
    }

    /// Where the name itself begins, after "Norwegian Foreign Minister".
    fn after_title(&self, tokens: &Range<TokenId>) -> TokenId {
        (tokens.start..tokens.end.min(tokens.start + 3))
            .find_map(|start| {
                (start + 1..=tokens.end.min(start + 4)).rev().find(|&end| self.is_title(&(start..end)))
            })
            .unwrap_or(tokens.start)
    }

    /// Whether a name is that of a body of one state which others have as well: "Congress".
    fn is_generic(&self, name: &Name) -> bool {
        let body = |one: &Meaning| matches!(one, Meaning::Organisation(_) | Meaning::Metonym(_));
        let role = || self.role(&name.tokens).is_some_and(|role| role.kind == RoleKind::Institution);
        name.tokens.len() < 4 && name.meanings.iter().any(body) && role()
    }

    /// Whether these words are a person's role: "Prime Minister".
    fn is_title(&self, tokens: &Range<TokenId>) -> bool {
        self.role(tokens).is_some_and(|role| role.kind == RoleKind::Person)
    }

    fn role(&self, tokens: &Range<TokenId>) -> Option<&Role> {
        let mut phrase = String::new();
        for token in tokens.clone().filter(|&token| self.form(token) != "-") {
            if !phrase.is_empty() {
                phrase.push(' ');
            }
            phrase.push_str(&self.form(token).to_lowercase());
        }
        self.knowledge.role(&phrase)
    }

    /// Proper nouns that neither the parser's entities nor knowledge hold: they can still be said again.
    /// Gives the tokens of titles after their first.
    fn add_unknown(&self, all: &mut Vec<Name<'k>>, demonyms: &[Part]) -> Vec<TokenId> {
        let mut titles = Vec::new();
        let mut taken = vec![false; self.parse.tokens.len()];
        for tokens in
            all.iter().map(|name| &name.tokens).chain(demonyms.iter().map(|demonym| &demonym.tokens))
        {
            taken[tokens.start as usize..tokens.end as usize].fill(true);
        }
        let is_free = |token: TokenId| {
            !taken[token as usize]
                && self.parse.token(token).upos == Upos::Propn
                && !is_courtesy(self.form(token))
                && self.form(token).chars().any(char::is_uppercase)
        };
        let mut found = Vec::new();
        for sentence in &self.parse.sentences {
            let mut token = sentence.tokens.start;
            while token < sentence.tokens.end {
                let start = token;
                let long_title = (start + 3..=sentence.tokens.end.min(start + 5)).rev().find(|&end| {
                    is_free(start) && self.form(start + 1) == "of" && self.is_title(&(start..end))
                });
                if let Some(end) = long_title {
                    titles.extend(start + 1..end);
                    token = end;
                    continue;
                }
                while token < sentence.tokens.end
                    && is_free(token)
                    && (token == start || same_name(token - 1, token, self.parse))
                {
                    token += 1;
                }
                let tokens = self.after_title(&(start..token))..token;
                if !tokens.is_empty() && !self.is_time(&tokens) {
                    found.push(Name { tokens, ..Name::default() });
                }
                token = token.max(start + 1);
            }
        }
        self.absorb(all, &mut found);
        all.extend(found);
        all.sort_by_key(|name| name.tokens.start);
        titles
    }
}

impl<'k> Reading<'_, 'k> {
    /// A name that nobody knows, with a first name at its head, is a person's, if the parser says of no body; and whose surname stands alone
    /// elsewhere is that person, whatever the parser took it for.
    fn recognise_people(&self, all: &mut [Name<'k>]) {
        let unknown = |name: &Name| name.meanings.iter().all(|one| matches!(one, Meaning::Surname(_)));
        let (mut surnames, mut first_names) = (HashSet::new(), HashSet::new());
        for name in all.iter_mut().filter(|name| name.tokens.len() > 1) {
            let (first, last) = (self.form(name.tokens.start), self.form(name.tokens.end - 1));
            let is_kind = || {
                self.knowledge.role(&last.to_lowercase()).is_some() || !last.starts_with(char::is_uppercase)
            };
            if name.tokens.len() < 4
                && name.entity != Some(EntityKind::Organisation)
                && unknown(name)
                && self.knowledge.given_name(first).is_some()
                && !is_kind()
            {
                name.entity = Some(EntityKind::Person);
            }
            let person = name.meanings.iter().any(|one| matches!(one, Meaning::Person(_)));
            // "Abdullah of Jordan" has no surname.
            let of = self.form(name.tokens.end - 2) == "of";
            if (name.entity == Some(EntityKind::Person) || person) && !of {
                surnames.insert(last.to_owned());
                first_names.insert(first.to_owned());
            }
        }
        // A village may bear the name as well; a large city is itself.
        let village = |one: &Meaning| matches!(one, Meaning::Place(place) if place.population < 150_000);
        let small =
            |name: &Name| name.meanings.iter().all(|one| village(one) || matches!(one, Meaning::Surname(_)));
        for name in all.iter_mut().filter(|name| name.tokens.len() == 1) {
            // "Jim Jordan … Jordan said": no country.
            let form = self.form(name.tokens.start);
            if surnames.contains(form) && self.is_subject(name) && !small(name) {
                name.entity = Some(EntityKind::Person);
                name.meanings.retain(|one| matches!(one, Meaning::Surname(_)));
            }
        }
        for name in all.iter_mut().filter(|name| name.tokens.len() == 1 && small(name)) {
            let form = self.form(name.tokens.start);
            let first_name = first_names.contains(form) && self.knowledge.given_name(form).is_some();
            if surnames.contains(form) || first_name || self.acts_by_surname(name) {
                name.entity = Some(EntityKind::Person);
                name.meanings.retain(|one| matches!(one, Meaning::Surname(_)));
            }
        }
    }

    /// "Railway Police Force (RPF)": an acronym that the story itself explains is not that of another body.
    fn forget_namesakes(&self, all: &mut [Name<'k>]) {
        let is_acronym = |name: &Name| {
            let form = self.form(name.tokens.start);
            name.tokens.len() == 1
                && (2..=6).contains(&form.len())
                && form.chars().all(|char| char.is_ascii_uppercase())
        };
        let mut others = HashSet::new();
        for name in all.iter().filter(|name| is_acronym(name)) {
            let token = name.tokens.start;
            let Some(explained) = self.explained_before(token).or_else(|| self.explained_after(token)) else {
                continue;
            };
            let same = |one: &Meaning| match one {
                Meaning::Organisation(body) => self.is_called(body, &explained),
                _ => false,
            };
            if !name.meanings.iter().any(same) {
                others.insert(self.form(token).to_owned());
            }
        }
        for name in all.iter_mut().filter(|name| is_acronym(name)) {
            if others.contains(self.form(name.tokens.start)) {
                name.meanings.retain(|one| !matches!(one, Meaning::Organisation(_)));
            }
        }
    }

    /// The words before an acronym in brackets whose first letters it has: "Railway Police Force (RPF)".
    fn explained_before(&self, token: TokenId) -> Option<Range<TokenId>> {
        let bracket = token.checked_sub(1).filter(|&before| self.form(before) == "(")?;
        let mut letters = self.form(token).chars().rev().peekable();
        let mut start = bracket;
        while letters.peek().is_some() {
            start = start.checked_sub(1)?;
            self.spells(start, &mut letters)?;
        }
        Some(start..bracket)
    }

    /// The words in brackets after it: "RPF (Railway Police Force)".
    fn explained_after(&self, token: TokenId) -> Option<Range<TokenId>> {
        let last = self.parse.tokens.len() as TokenId;
        let first = token + 2;
        if first >= last || self.form(token + 1) != "(" {
            return None;
        }
        let mut letters = self.form(token).chars().peekable();
        let mut end = first;
        while letters.peek().is_some() && end < last {
            self.spells(end, &mut letters)?;
            end += 1;
        }
        letters.peek().is_none().then_some(first..end)
    }

    /// Takes the next letter of an acronym, if a word begins with it; a small word has none in it.
    fn spells(
        &self,
        token: TokenId,
        letters: &mut std::iter::Peekable<impl Iterator<Item = char>>,
    ) -> Option<()> {
        let first = self.form(token).chars().next()?;
        match first.is_uppercase() {
            true => letters.next_if(|letter| letter.eq_ignore_ascii_case(&first)).map(|_| ()),
            false => {
                matches!(self.form(token), "of" | "and" | "for" | "the" | "in" | "on" | "to").then_some(())
            }
        }
    }

    /// Whether half of the words are in one of an organisation's names.
    fn is_called(&self, body: &Organisation, tokens: &Range<TokenId>) -> bool {
        let words: Vec<&str> =
            tokens.clone().map(|token| self.form(token)).filter(|word| word.len() > 3).collect();
        let names = || body.aliases.iter().chain([&body.name]);
        let shared = words.iter().filter(|word| names().any(|name| name.contains(**word))).count();
        2 * shared >= words.len()
    }

    /// "Lugar said": somebody's surname where one acts is no village.
    fn acts_by_surname(&self, name: &Name) -> bool {
        self.is_subject(name)
            && name.entity != Some(EntityKind::Place)
            && name.meanings.iter().any(|one| matches!(one, Meaning::Surname(_)))
    }

    /// Whether a name of one word is what a verb says something of.
    fn is_subject(&self, name: &Name) -> bool {
        let word = self.parse.token(name.tokens.start);
        word.relation == Relation::Nsubj
            && word.head.is_some_and(|head| self.parse.token(head).upos == Upos::Verb)
    }

    /// Places at the edges of known names: "U.S. Department of Justice", "Environment Canada".
    fn look_inside(&self, all: &mut [Name<'k>]) {
        let organisation = |name: &&mut Name| {
            name.tokens.len() > 1
                && name.parts.is_empty()
                && name.meanings.iter().any(|one| matches!(one, Meaning::Organisation(_)))
        };
        for name in all.iter_mut().filter(organisation) {
            let first = (1..name.tokens.len().min(3) as TokenId)
                .rev()
                .map(|length| name.tokens.start..name.tokens.start + length);
            let last = name.tokens.end - 1..name.tokens.end;
            for tokens in first.chain([last]) {
                let Some((length, mut meanings)) =
                    self.knowledge.longest(tokens.clone().map(|token| self.form(token)))
                else {
                    continue;
                };
                meanings.retain(|one| {
                    matches!(one, Meaning::Place(_) | Meaning::Country(_) | Meaning::Adjective(_))
                });
                let overlaps = name
                    .parts
                    .iter()
                    .any(|part| part.tokens.start < tokens.end && tokens.start < part.tokens.end);
                if length == tokens.len() && !meanings.is_empty() && !overlaps {
                    name.parts.push(Part { tokens, meanings });
                }
            }
        }
    }

    /// "Florida" and "State University" are one name, of which the first is a part.
    fn absorb(&self, all: &mut Vec<Name<'k>>, found: &mut [Name<'k>]) {
        let mut gone = Vec::new();
        for name in found {
            let before = all.partition_point(|other| other.tokens.start < name.tokens.start);
            let Some(index) = before.checked_sub(1) else { continue };
            let place = &all[index];
            let only_place = place.entity != Some(EntityKind::Person)
                && place.meanings.iter().all(|one| matches!(one, Meaning::Place(_) | Meaning::Country(_)))
                && !place.meanings.is_empty();
            let top = self.parse.token(top_of(&place.tokens, self.parse));
            let compound = top.relation == Relation::Compound
                && top.head.is_some_and(|head| name.tokens.contains(&head));
            if only_place && compound && place.tokens.end == name.tokens.start {
                name.parts.push(Part { tokens: place.tokens.clone(), meanings: place.meanings.clone() });
                name.tokens.start = place.tokens.start;
                gone.push(index);
            }
        }
        for index in gone.into_iter().rev() {
            all.remove(index);
        }
    }
}

/// Days and months: capitalised, and nobody's name.
pub(crate) const DAYS_AND_MONTHS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// Small words that names begin with.
const PARTICLES: &[&str] = &[
    "al", "an", "ash", "as", "bin", "ibn", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el",
    "la", "le", "ter", "van", "von",
];

/// "Mr", "Ms": says that a person follows, and whether "he" or "she".
pub(super) fn is_courtesy(form: &str) -> bool {
    matches!(
        form.trim_end_matches('.'),
        "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Prof" | "Sir" | "Lady" | "Dame"
    )
}

/// An entity and the known names that overlap it: the longer wins.
fn joined<'k>(tokens: Range<TokenId>, kind: EntityKind, within: Vec<Name<'k>>) -> Name<'k> {
    let mut name = Name { tokens, entity: Some(kind), ..Name::default() };
    for found in within {
        let covers = found.tokens.start <= name.tokens.start && name.tokens.end <= found.tokens.end;
        let person_inside = kind == EntityKind::Person
            && found.tokens.end == name.tokens.end
            && found.meanings.iter().any(|meaning| matches!(meaning, Meaning::Person(_)));
        if covers {
            name.tokens = found.tokens;
            name.meanings = found.meanings;
        } else if person_inside {
            name.meanings = found.meanings;
        } else {
            name.parts.push(Part { tokens: found.tokens, meanings: found.meanings });
        }
    }
    name
}

/// A known name that the parser has not seen, unless it is a part of something that nobody knows.
fn push_alone<'k>(name: Name<'k>, all: &mut Vec<Name<'k>>, demonyms: &[Part], parse: &Parse) {
    let top = top_of(&name.tokens, parse);
    let outside = |child: &TokenId| !name.tokens.contains(child);
    let lengthened = parse.children(top).iter().any(|child| {
        outside(child)
            && parse.token(*child).relation == Relation::Flat
            && parse.token(*child).upos == Upos::Propn
    });
    let is_flat = parse.token(top).relation == Relation::Flat;
    let short = name.tokens.len() == 1;
    let party = |one: &Meaning| matches!(one, Meaning::Organisation(body) if body.kind == "party");
    let before = name.tokens.start.checked_sub(1).filter(|&before| {
        let word = parse.token(before);
        let proper = matches!(word.xpos, Xpos::Nnp | Xpos::Nnps);
        proper && word.head == Some(top) && matches!(word.relation, Relation::Amod | Relation::Compound)
    });
    let free = |before: &TokenId| {
        all.last().is_none_or(|last| last.tokens.end <= *before)
            && !demonyms.iter().any(|demonym| demonym.tokens.contains(before))
    };
    if let Some(before) = before.filter(free).filter(|_| !short && name.meanings.iter().any(party)) {
        // "The Christian Democratic Party" is not the Democratic Party.
        let tokens = before..name.tokens.end;
        let parts = vec![Part { tokens: name.tokens, meanings: name.meanings }];
        return all.push(Name { tokens, entity: Some(EntityKind::Organisation), parts, ..Name::default() });
    }
    if !(short && (lengthened || is_flat)) {
        all.push(name);
    }
}

/// Whether two neighbouring proper nouns belong to one name.
fn same_name(before: TokenId, token: TokenId, parse: &Parse) -> bool {
    use Relation::*;
    let part = |relation| matches!(relation, Flat | Compound | Goeswith);
    let (one, other) = (parse.token(before), parse.token(token));
    (part(one.relation) && one.head == Some(token))
        || (part(other.relation) && other.head == Some(before))
        || (part(one.relation) && part(other.relation) && one.head == other.head)
}
