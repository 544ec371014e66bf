//! The sentence: article -> tokens -> parse -> mentions -> statements + events -> record.
//!
//! A module a stage, in the order of the sentence. Each takes values and returns a new one; none reads a
//! file, a clock or the environment, and none can fail: odd text gives less, plus a note on the record.

mod assemble;
mod boilerplate;
mod dateline;
mod events;
mod first_person;
pub mod lexicon;
mod mentions;
mod numbers;
mod petrarch;
#[doc(hidden)]
pub mod stages;
mod statements;
mod times;

pub use boilerplate::find as boilerplate;
pub use events::{Event, Quantity, Rejected};
pub use mentions::{Actor, ActorId, Candidate, Gender, Mention, MentionId, Mentions, Place, PlaceId};
pub use petrarch::DictionaryEvent;
pub use statements::{Speaker, Statement, StatementId};
pub use times::{Time, TimeId};

use knowledge::Knowledge;
use language::{Language, Parse};
use record::{Article, Boilerplate, BoilerplateKind, Record, Run, Span};

/// Everything that the stages found in an article, before it is put together: what `why` explains.
#[derive(Debug)]
pub struct Reading<'a> {
    /// What was read.
    pub article: &'a Article,
    /// What was left unread, captions apart.
    pub boilerplate: Vec<Boilerplate>,
    /// Sentences, tokens, trees, names.
    pub parse: Parse,
    /// Who and where.
    pub mentions: Mentions,
    /// When.
    pub times: Vec<Time>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// What a user's PETRARCH dictionaries code.
    pub by_dictionary: Vec<DictionaryEvent>,
    /// What was not coded.
    pub rejected: Vec<Rejected>,
    /// What the record's reader should know.
    pub notes: Vec<String>,
}

/// Reads one article, stage by stage.
pub fn read<'a>(article: &'a Article, language: &Language, knowledge: &Knowledge) -> Reading<'a> {
    let boilerplate = boilerplate::find(article, knowledge);
    let unread: Vec<Span> = boilerplate
        .iter()
        .filter(|piece| piece.kind != BoilerplateKind::Caption)
        .map(|piece| piece.span)
        .collect();
    let mut breaks = dateline::ends(&article.text, &unread);
    breaks.extend(unread);
    breaks.sort();
    let parse = language.parse_around(&article.text, &breaks);
    let times = times::find(article, &boilerplate, &parse);
    let mentions = mentions::find(article, &parse, knowledge);
    let statements = statements::find(article, &parse, &mentions, &times, knowledge);
    let mentions = first_person::resolve(mentions, &statements, &article.text);
    let (events, rejected) = events::find(article, &parse, &mentions, &times, &statements, knowledge);
    let by_dictionary =
        knowledge.petrarch().map_or(Vec::new(), |dictionaries| petrarch::find(article, &parse, dictionaries));
    let notes = boilerplate::notes(article, &boilerplate);
    Reading {
        article,
        boilerplate,
        parse,
        mentions,
        times,
        statements,
        events,
        by_dictionary,
        rejected,
        notes,
    }
}

impl Reading<'_> {
    /// The record.
    pub fn record(&self, run: Run) -> Record {
        assemble::record(self, run)
    }

    /// The id that the record gives to an event.
    pub fn event_id(&self, event: &Event) -> String {
        assemble::event_id(self, event)
    }
}
