//! The nouns of Dateline, and nothing else: an [`Article`] as published, and the [`Record`] that is read
//! out of it. Few dependencies, no input or output.
//!
//! Inside the program every [`Span`] counts bytes. What leaves it (JSON, Python, the page) counts Unicode
//! code points, so that `text[start:end]` works in Python: [`Record::to_json`] converts, once, at the end.

mod article;
mod error;
mod ontology;
mod readable;
mod record;
mod row;
mod span;

pub use article::{Article, Boilerplate, BoilerplateKind};
pub use error::Error;
pub use ontology::{Context, EventType, Modality, Mode};
pub use readable::Look;
pub use record::{
    Abstention, Act, Actor, ArticleHeader, Coding, DictionaryEvent, Event, EventDate, Mention, MentionKind,
    Party, Passage, Place, Quantity, Record, Run, Speaker, Statement, StatementKind, Time, TimeType,
};
pub use row::{Cell, Column, EventRow, Kind, Row, StatementRow, event_rows, statement_rows};
pub use span::Span;

/// The name and version of the record's shape, first in every JSON record.
pub const SCHEMA: &str = "dateline/1";
