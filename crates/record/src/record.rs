use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::ontology::names;
use crate::span::CodePoints;
use crate::{Boilerplate, Context, EventType, Modality, Mode, Span};

/// What one article says: who did what to whom, when, where, and according to whom.
///
/// Ids (`a1`, `p1`, `t1`, `s1`) are local to the record; an event's id is a hash of the article's text, the
/// event's spans and its code, the same on every machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Record {
    /// [`crate::SCHEMA`].
    pub schema: String,
    /// Which article.
    pub article: ArticleHeader,
    /// Which program, model and data read it.
    pub run: Run,
    /// Everyone who speaks, acts or is acted upon, and every name that was resolved.
    pub actors: Vec<Actor>,
    /// Every toponym, resolved or not.
    pub places: Vec<Place>,
    /// Every time expression.
    pub times: Vec<Time>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Events that only a user's dictionaries code: in JSON they follow the others, their type is null.
    #[serde(skip)]
    pub by_dictionary: Vec<DictionaryEvent>,
    /// Where the sentences stand that events name by their number.
    #[serde(default)]
    pub sentences: Vec<Span>,
    /// What on the page is not the story.
    pub boilerplate: Vec<Boilerplate>,
    /// What looked like an event and was not coded.
    pub abstentions: Vec<Abstention>,
    /// Anything the reader of the record should know about the reading ("language looks like French").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// The article, without its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ArticleHeader {
    /// See [`crate::Article`].
    pub id: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// YYYY-MM-DD.
    pub published: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// ISO 639-1.
    pub language: String,
}

/// The versions that made a record: enough to make it again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Run {
    /// The program's version.
    pub dateline: String,
    /// A hash of the language model.
    pub model: String,
    /// A hash of the knowledge data.
    pub knowledge: String,
    /// A hash of the lexicon.
    pub lexicon: String,
}

/// A span with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Passage {
    /// Where.
    #[serde(flatten)]
    pub span: Span,
    /// The words there.
    pub text: String,
}

impl Passage {
    /// The passage of `text` at `span`.
    pub fn of(text: &str, span: Span) -> Passage {
        Passage { span, text: span.of(text).to_owned() }
    }
}

/// A person, group, office, organisation or country, as far as it could be told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Actor {
    /// `a1`, `a2`, … in the order of first mention.
    pub id: String,
    /// Its fullest name, or the words of its first mention.
    pub name: String,
    /// ISO 3166-1 alpha-3, or one of PLOVER's IGO, UNO, EUR, NGO, ISM, IMG, MNC.
    pub country: Option<String>,
    /// PLOVER sector codes, the primary one first.
    pub sectors: Vec<String>,
    /// "Kremlin aide".
    pub title: Option<String>,
    /// A Wikidata id, where known.
    pub wikidata: Option<String>,
    /// The actors that belong to a collective one ("the two leaders"), where the story names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Where it is mentioned, in the order of the text.
    pub mentions: Vec<Mention>,
    /// Why this country, these sectors: for `dateline why`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A span that refers to something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mention {
    /// Where.
    #[serde(flatten)]
    pub passage: Passage,
    /// How.
    pub kind: MentionKind,
}

names! {
    /// How a mention refers.
    MentionKind {
        /// "Ingrid Solheim", "the United Nations".
        Name = "name",
        /// "the Kremlin aide".
        Nominal = "nominal",
        /// "she".
        Pronoun = "pronoun",
    }
}

/// A place on the map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Place {
    /// `p1`, `p2`, … in the order of first mention.
    pub id: String,
    /// As the gazetteer spells it, or as the story does.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// GeoNames' first administrative code ("ENG", "TX").
    pub admin1: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// GeoNames' id.
    pub geonames_id: Option<u32>,
    /// Where it is mentioned.
    pub mentions: Vec<Mention>,
}

/// A time expression with its TIMEX3 value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Time {
    /// `t1`, `t2`, … in the order of the text.
    pub id: String,
    /// The words.
    #[serde(flatten)]
    pub passage: Passage,
    /// TIMEX3's type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// TIMEX3's value; what the text leaves open stays open (`XXXX-03-20`).
    pub value: String,
}

names! {
    /// TIMEX3's four types.
    TimeType {
        /// A day or anything longer.
        Date = "DATE",
        /// Anything shorter than a day.
        Time = "TIME",
        /// A length.
        Duration = "DURATION",
        /// A repetition.
        Set = "SET",
    }
}

/// A speaker, a cue, a content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Statement {
    /// `s1`, `s2`, … in the order of the text.
    pub id: String,
    /// Whether the words are quoted.
    pub kind: StatementKind,
    /// What it does.
    pub act: Act,
    /// Who; none for "it is expected that".
    pub speaker: Option<Speaker>,
    /// "told", "said in a statement", "according to".
    pub cue: Vec<Passage>,
    /// What was said, in one or more pieces.
    pub content: Vec<Passage>,
    /// To whom.
    pub addressee: Option<Speaker>,
    /// The statement in whose content this one stands.
    pub within: Option<String>,
    /// The time at which it was said.
    pub date: Option<String>,
    /// "did not say".
    pub negated: bool,
    /// The cue's own file and line, or the construction that found it.
    pub rule: String,
}

/// One who speaks, or is spoken to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Speaker {
    /// The actor, if the words refer to one.
    pub actor: Option<String>,
    /// The words.
    #[serde(flatten)]
    pub passage: Passage,
}

names! {
    /// Whether the words are quoted.
    StatementKind {
        /// All of it between quotation marks.
        Direct = "direct",
        /// None of it.
        Indirect = "indirect",
        /// Some of it.
        Mixed = "mixed",
    }
}

names! {
    /// What a statement does.
    Act {
        /// Says, tells, adds, notes.
        Say = "say",
        /// Denies.
        Deny = "deny",
        /// Confirms, admits, acknowledges.
        Confirm = "confirm",
        /// Accuses, alleges, criticises.
        Accuse = "accuse",
        /// Promises, pledges, agrees.
        Promise = "promise",
        /// Threatens, warns.
        Threaten = "threaten",
        /// Asks for, demands, urges, orders.
        Request = "request",
        /// Asks a question.
        Ask = "ask",
        /// Praises, welcomes, thanks.
        Praise = "praise",
        /// Declines to say.
        Decline = "decline",
        /// Announces, declares.
        Announce = "announce",
        /// Suggests, proposes.
        Propose = "propose",
        /// Predicts, expects.
        Predict = "predict",
        /// Believes, thinks, considers.
        Believe = "believe",
        /// Hopes, wants, wishes.
        Hope = "hope",
        /// Fears, worries.
        Fear = "fear",
        /// Knows, learns, finds, shows.
        Know = "know",
    }
}

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Event {
    /// `e` and sixteen hexadecimal digits.
    pub id: String,
    /// PLOVER's type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER's modes.
    pub modes: Vec<Mode>,
    /// PLOVER's contexts.
    pub contexts: Vec<Context>,
    /// 1 to 4, see [`EventType::quad_code`].
    pub quad_code: u8,
    /// -10 to 10, see [`EventType::event_scale`].
    pub event_scale: f32,
    /// The CAMEO code, two to four digits.
    pub cameo: String,
    /// Who did it; all parties, where it is reciprocal.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// The words that tell it.
    pub trigger: Vec<Passage>,
    /// How far it is real.
    pub modality: Modality,
    /// The statements in whose content it stands, innermost first, and those of later tellings; empty where the
    /// narrator tells it.
    pub according_to: Vec<String>,
    /// When.
    pub date: Option<EventDate>,
    /// Where: a place's id.
    pub place: Option<String>,
    /// How many of what.
    pub quantities: Vec<Quantity>,
    /// The sentence, counted from 0.
    pub sentence: u32,
    /// Later tellings of the same event in this article: headline, pull quote, "the expulsions".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resumed: Vec<Passage>,
    /// The same by PETRARCH's dictionaries, where a user gave some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub petrarch: Vec<Coding>,
    /// The frame that found it: file, line, id.
    pub rule: String,
}

/// Source, target and code of an event by PETRARCH's dictionaries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Coding {
    /// Who did it.
    pub source: String,
    /// To whom.
    pub target: String,
    /// What.
    pub code: String,
    /// The line of the dictionary that says so: "verbs.txt:43 - * DOWN".
    pub rule: String,
}

/// An event that only a user's dictionaries code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DictionaryEvent {
    /// As an [`Event`]'s.
    pub id: String,
    /// Each pair of a source and a target.
    pub petrarch: Vec<Coding>,
    /// The words that tell it.
    pub trigger: Vec<Passage>,
    /// The sentence, counted from 0.
    pub sentence: u32,
    /// The dictionary's file and line.
    pub rule: String,
}

/// An actor in its place in an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Party {
    /// The actor's id.
    pub actor: String,
    /// The words.
    #[serde(flatten)]
    pub passage: Passage,
}

/// A day, month or year, and what settled it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventDate {
    /// A TIMEX3 value.
    pub value: String,
    /// A time's id, or `published` where the story's own day stands in for "now".
    pub from: String,
}

/// "150 Western diplomats", "at least 12 dead".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Quantity {
    /// What is counted: a lemma in the plural, or `dead`, `injured`, `arrested`, `size`.
    pub what: String,
    /// How many.
    pub value: f64,
    /// "at least", "about", where it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    /// The words.
    #[serde(flatten)]
    pub passage: Passage,
}

/// Something that looked like an event and was not coded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Abstention {
    /// The words that looked like one.
    #[serde(flatten)]
    pub passage: Passage,
    /// Why not: "no actor", "an abstract subject", …
    pub reason: String,
    /// The frame that would have coded it.
    pub rule: String,
}

impl Record {
    /// The record as one line of JSON, its offsets in Unicode code points of `text`, the article's text.
    pub fn to_json(&self, text: &str) -> String {
        self.in_code_points(text).in_json(serde_json::to_string, serde_json::to_string)
    }

    /// The same over many lines, for reading.
    pub fn to_json_pretty(&self, text: &str) -> String {
        self.in_code_points(text).in_json(serde_json::to_string_pretty, serde_json::to_string_pretty)
    }

    fn in_json(
        &self,
        plain: impl Fn(&Record) -> serde_json::Result<String>,
        whole: impl Fn(&Value) -> serde_json::Result<String>,
    ) -> String {
        let json = if self.by_dictionary.is_empty() {
            plain(self)
        } else {
            serde_json::to_value(self).and_then(|mut value| {
                for event in &self.by_dictionary {
                    let mut event = serde_json::to_value(event)?;
                    event["type"] = Value::Null;
                    value["events"].as_array_mut().into_iter().for_each(|events| events.push(event.clone()));
                }
                whole(&value)
            })
        };
        json.expect("a record's keys are strings")
    }

    /// The same record, its spans in Unicode code points of `text`, the article's text.
    pub fn in_code_points(&self, text: &str) -> Record {
        let points = CodePoints::of(text);
        let mut record = self.clone();
        record.each_span(&mut |span| {
            *span = points.span(*span);
        });
        record
    }

    /// Visits every span of the record.
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        let places = self.places.iter_mut().flat_map(|place| &mut place.mentions);
        for mention in self.actors.iter_mut().flat_map(|actor| &mut actor.mentions).chain(places) {
            change(&mut mention.passage.span);
        }
        for time in &mut self.times {
            change(&mut time.passage.span);
        }
        for statement in &mut self.statements {
            for passage in statement.cue.iter_mut().chain(&mut statement.content) {
                change(&mut passage.span);
            }
            for speaker in statement.speaker.iter_mut().chain(&mut statement.addressee) {
                change(&mut speaker.passage.span);
            }
        }
        for event in &mut self.events {
            for party in event.actors.iter_mut().chain(&mut event.recipients) {
                change(&mut party.passage.span);
            }
            for passage in event.trigger.iter_mut().chain(&mut event.resumed) {
                change(&mut passage.span);
            }
            for quantity in &mut event.quantities {
                change(&mut quantity.passage.span);
            }
        }
        for passage in self.by_dictionary.iter_mut().flat_map(|event| &mut event.trigger) {
            change(&mut passage.span);
        }
        self.sentences.iter_mut().for_each(&mut *change);
        for piece in &mut self.boilerplate {
            change(&mut piece.span);
        }
        for abstention in &mut self.abstentions {
            change(&mut abstention.passage.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collective_names_its_members_and_others_have_none() {
        let both = Actor { id: "a3".into(), members: vec!["a1".into(), "a2".into()], ..Actor::default() };
        let json = serde_json::to_value(&both).unwrap();
        assert_eq!(json["members"], serde_json::json!(["a1", "a2"]));
        assert_eq!(serde_json::from_value::<Actor>(json).unwrap(), both);
        let one = serde_json::to_value(Actor::default()).unwrap();
        assert!(one.get("members").is_none(), "{one}");
        assert!(serde_json::from_value::<Actor>(one).unwrap().members.is_empty());
    }
}
