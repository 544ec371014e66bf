use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Span;
use crate::span::CodePoints;

/// One story as published.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Article {
    /// The publisher's or the file's own id; where there is none, a hash of the text.
    pub id: String,
    /// The headline, if it is known apart from the text.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day of publication, against which "Monday" is understood.
    pub published: Option<Date>,
    /// An ISO 639-1 code; "en" is all that is read today.
    pub language: String,
    /// The story. Every span of its record points into this.
    pub text: String,
    /// What on the page is not the story, in the order of the text, without overlaps.
    pub boilerplate: Vec<Boilerplate>,
    /// What the reader of the record should know about how the story came in ("read as windows-1252").
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Article {
    /// The article as one line of JSON, its offsets in Unicode code points of the text.
    pub fn to_json(&self) -> String {
        let points = CodePoints::of(&self.text);
        let boilerplate = self
            .boilerplate
            .iter()
            .map(|piece| Boilerplate { span: points.span(piece.span), ..piece.clone() });
        let article = Article { boilerplate: boilerplate.collect(), ..self.clone() };
        serde_json::to_string(&article).expect("an article's keys are strings")
    }
}

/// A piece of the page that is not the story, kept with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Boilerplate {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// What it is.
    pub kind: BoilerplateKind,
}

/// What a piece of boilerplate is. A caption alone is read, but marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BoilerplateKind {
    /// An advertisement slot.
    Advertisement,
    /// A link to another story.
    RelatedLink,
    /// A notice about the story or the site ("All rights reserved").
    Banner,
    /// A notice that the story is old ("This article is more than 2 years old").
    Age,
    /// What the publisher has corrected in the story, or added to it since.
    Correction,
    /// What the editor tells the reader about the story.
    EditorsNote,
    /// Who wrote, photographed or paid for it.
    Credit,
    /// A plea to subscribe, follow, share or comment.
    Newsletter,
    /// A paragraph that is not English.
    OtherLanguage,
    /// The text beneath a picture: read, with its own date and place.
    Caption,
}
