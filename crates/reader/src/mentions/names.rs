//! The proper names of a story. Takes the parse with its entity spans, and knowledge; gives [`Names`]: runs of
//! tokens, with what the parser holds them for and what knowledge says they may mean.
//!
//! Knowledge finds names that the parser missed, the parser keeps knowledge from seeing "Washington" in
//! "Denzel Washington". Demonyms ("Norwegian" in "Norwegian police") are kept apart: they name nobody.

use std::ops::Range;

use knowledge::{Knowledge, Meaning};
use language::{EntityKind, Parse, Relation, TokenId, Upos};

use super::noun_phrases::top_of;

/// A proper name.
#[derive(Debug)]
pub(super) struct Name<'k> {
    pub(super) tokens: Range<TokenId>,
    /// What the parser holds it for.
    pub(super) entity: Option<EntityKind>,
    /// What the whole of it may mean.
    pub(super) meanings: Vec<Meaning<'k>>,
    /// What a part of it may mean: "Boston" in "Boston Police Department".
    pub(super) parts: Vec<Meaning<'k>>,
}

/// A demonym that modifies: "Norwegian", "South African".
#[derive(Debug)]
pub(super) struct Demonym<'k> {
    pub(super) tokens: Range<TokenId>,
    pub(super) meanings: Vec<Meaning<'k>>,
}

/// The names and demonyms of a story, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Names<'k> {
    pub(super) all: Vec<Name<'k>>,
    pub(super) demonyms: Vec<Demonym<'k>>,
    /// For each token the number of its name, or [`NONE`].
    at: Vec<u32>,
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

    /// The names within a range.
    pub(super) fn within(&self, tokens: &Range<TokenId>) -> &[Name<'k>] {
        let first = self.all.partition_point(|name| name.tokens.start < tokens.start);
        let last = self.all.partition_point(|name| name.tokens.start < tokens.end);
        &self.all[first..last.max(first)]
    }

    /// The demonyms within a range.
    pub(super) fn demonyms_within(&self, tokens: &Range<TokenId>) -> &[Demonym<'k>] {
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
            names.demonyms.push(Demonym { tokens: found.tokens.clone(), meanings: found.meanings.clone() });
        }
        !demonym
    });
    let mut all = join_entities(known, parse, text);
    add_unknown(&mut all, parse, text, &names.demonyms);
    for (number, name) in all.iter().enumerate() {
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
    let (length, meanings) = knowledge.longest(tokens.clone().map(form))?;
    let name = tokens.start..tokens.start + length as TokenId;
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
    (!meanings.is_empty()).then_some(Name { tokens: name, entity: None, meanings, parts: Vec::new() })
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

/// Known names and the parser's entities, made into one list without overlaps.
fn join_entities<'k>(known: Vec<Name<'k>>, parse: &Parse, text: &str) -> Vec<Name<'k>> {
    let mut all: Vec<Name> = Vec::with_capacity(known.len() + parse.entities.len());
    let mut known = known.into_iter().peekable();
    for entity in parse.entities.iter().flat_map(|entity| pieces(entity, parse, text)) {
        let (tokens, kind) = entity;
        while let Some(name) = known.next_if(|name| name.tokens.end <= tokens.start) {
            push_alone(name, &mut all, parse);
        }
        let mut within = Vec::new();
        while let Some(name) = known.next_if(|name| name.tokens.start < tokens.end) {
            within.push(name);
        }
        all.push(joined(tokens, kind, within));
    }
    for name in known {
        push_alone(name, &mut all, parse);
    }
    all.sort_by_key(|name| name.tokens.start);
    all.dedup_by(|later, earlier| later.tokens.start < earlier.tokens.end);
    all
}

/// An entity's spans: "Salisbury, England" is two, "the Kremlin" loses its article.
fn pieces(entity: &language::Entity, parse: &Parse, text: &str) -> Vec<(Range<TokenId>, EntityKind)> {
    let is_comma = |token: &TokenId| parse.token(*token).span.of(text) == ",";
    let mut pieces = Vec::new();
    let mut start = entity.tokens.start;
    for token in entity.tokens.clone().chain([entity.tokens.end]) {
        if token == entity.tokens.end || (entity.kind == EntityKind::Place && is_comma(&token)) {
            while start < token && is_edge(start, parse, text) {
                start += 1;
            }
            let mut end = token;
            while end > start && is_edge(end - 1, parse, text) {
                end -= 1;
            }
            if start < end {
                pieces.push((start..end, entity.kind));
            }
            start = token + 1;
        }
    }
    pieces
}

/// What a name neither begins nor ends with.
fn is_edge(token: TokenId, parse: &Parse, text: &str) -> bool {
    let word = parse.token(token);
    let form = word.span.of(text);
    matches!(word.upos, Upos::Punct | Upos::Det)
        || matches!(form, "'s" | "’s" | "'" | "’")
        || is_courtesy(form)
}

/// "Mr", "Ms": says that a person follows, and whether "he" or "she".
pub(super) fn is_courtesy(form: &str) -> bool {
    matches!(
        form.trim_end_matches('.'),
        "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Prof" | "Sir" | "Lady" | "Dame"
    )
}

/// An entity and the known names that overlap it: the longer wins.
fn joined<'k>(tokens: Range<TokenId>, kind: EntityKind, within: Vec<Name<'k>>) -> Name<'k> {
    let mut name = Name { tokens, entity: Some(kind), meanings: Vec::new(), parts: Vec::new() };
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
            name.parts.extend(found.meanings);
        }
    }
    name
}

/// A known name that the parser has not seen, unless it is a part of something that nobody knows.
fn push_alone<'k>(name: Name<'k>, all: &mut Vec<Name<'k>>, parse: &Parse) {
    let top = top_of(&name.tokens, parse);
    let outside = |child: &TokenId| !name.tokens.contains(child);
    let lengthened = parse.children(top).iter().any(|child| {
        outside(child)
            && parse.token(*child).relation == Relation::Flat
            && parse.token(*child).upos == Upos::Propn
    });
    let is_flat = parse.token(top).relation == Relation::Flat;
    let short = name.tokens.len() == 1;
    if !(short && (lengthened || is_flat)) {
        all.push(name);
    }
}

/// Proper nouns that neither the parser's entities nor knowledge hold: they can still be said again.
fn add_unknown<'k>(all: &mut Vec<Name<'k>>, parse: &Parse, text: &str, demonyms: &[Demonym]) {
    let mut taken = vec![false; parse.tokens.len()];
    for tokens in all.iter().map(|name| &name.tokens).chain(demonyms.iter().map(|demonym| &demonym.tokens)) {
        taken[tokens.start as usize..tokens.end as usize].fill(true);
    }
    let known = all.len();
    for sentence in &parse.sentences {
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            let start = token;
            while token < sentence.tokens.end
                && !taken[token as usize]
                && parse.token(token).upos == Upos::Propn
                && !is_courtesy(parse.token(token).span.of(text))
                && (token == start || same_name(token - 1, token, parse))
            {
                token += 1;
            }
            if token > start {
                let (tokens, parts) = (start..token, Vec::new());
                all.push(Name { tokens, entity: None, meanings: Vec::new(), parts });
            } else {
                token += 1;
            }
        }
    }
    if all.len() > known {
        all.sort_by_key(|name| name.tokens.start);
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
