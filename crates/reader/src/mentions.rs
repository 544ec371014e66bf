//! Mentions, and who or what they refer to. Takes the parse, gives [`Mentions`]: every noun phrase, name and
//! pronoun that could act or be acted upon, gathered into actors by coreference and resolved against
//! knowledge at the story's date; and every toponym, as a place.
//!
//! "Norwegian Foreign Minister Ingrid Solheim … She … the minister" is one actor, NOR GOV, with three mentions.

use std::ops::Range;

use knowledge::Knowledge;
use language::{Parse, TokenId};
use record::{Article, MentionKind, Span};

/// The number of an actor, counted from 0 in the order of first mention.
pub type ActorId = u32;
/// The number of a mention, counted from 0 in the order of the text.
pub type MentionId = u32;
/// The number of a place, counted from 0 in the order of first mention.
pub type PlaceId = u32;

/// Everything that the story refers to.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In the order of the text; a mention that contains another ("the aide to Mr Putin") comes first.
    pub mentions: Vec<Mention>,
    /// Who they are.
    pub actors: Vec<Actor>,
    /// Where they are.
    pub places: Vec<Place>,
}

/// A span that refers to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words: for a nominal without its relative clauses and appositions.
    pub span: Span,
    /// Its tokens, from the first to the last.
    pub tokens: Range<TokenId>,
    /// The token that the rest hangs from.
    pub head: TokenId,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
    /// Who, if it can be an actor.
    pub actor: Option<ActorId>,
    /// Where, if it is a toponym ("Salisbury"; also "Russia", which is both).
    pub place: Option<PlaceId>,
}

/// A person, group, office, organisation or country.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// Its fullest name, or the words of its first mention.
    pub name: String,
    /// ISO 3166-1 alpha-3, or one of PLOVER's seven.
    pub country: Option<String>,
    /// PLOVER sector codes, the primary one first.
    pub sectors: Vec<String>,
    /// "foreign minister".
    pub title: Option<String>,
    /// A Wikidata id, where known.
    pub wikidata: Option<String>,
    /// One of a kind ("he", "she", "it", "they"), for coreference and its explanation.
    pub gender: Gender,
    /// Why this country, these sectors ("demonym \"Norwegian\" (countries.tsv:160), role \"foreign minister\"").
    pub reason: String,
}

/// What pronoun stands for an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// "she"
    Female,
    /// "he"
    Male,
    /// A person, not known which.
    Person,
    /// "it": a country, an organisation, a thing.
    Neuter,
    /// "they": several.
    Plural,
    /// Not known.
    #[default]
    Unknown,
}

/// A place on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// As the gazetteer spells it, or as the story does.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// GeoNames' first administrative code.
    pub admin1: Option<String>,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
    /// GeoNames' id.
    pub geonames_id: Option<u32>,
}

impl Mentions {
    /// The largest mention that this token is the head of.
    pub fn headed_by(&self, token: TokenId) -> Option<MentionId> {
        let found = self.mentions.iter().position(|mention| mention.head == token);
        found.map(|index| index as MentionId)
    }

    /// The mention of this number.
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id as usize]
    }

    /// Who a mention refers to.
    pub fn actor_of(&self, id: MentionId) -> Option<&Actor> {
        self.mention(id).actor.map(|actor| &self.actors[actor as usize])
    }
}

/// Finds and resolves the mentions of an article.
pub(crate) fn find(_article: &Article, _parse: &Parse, _knowledge: &Knowledge) -> Mentions {
    Mentions::default()
}
