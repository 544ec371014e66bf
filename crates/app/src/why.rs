//! `dateline why`: an event, explained.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, bail};
use clap::Args;
use ingest::{Piece, Skip};
use jiff::civil::Date;
use knowledge::Knowledge;
use language::{Language, TokenId};
use reader::{Event, MentionId, Reading};
use record::Article;
use serde::Serialize;
use store::Store;
use utoipa::ToSchema;

use crate::fetch::Fetching;
use crate::incidents;
use crate::inputs::{self, Inputs};
use crate::knowing::Own;

/// Explain one event: its sentence and parse, the frame, the actors, what was rejected.
#[derive(Args)]
pub(crate) struct Options {
    /// An event's id or the beginning of one (e3f2…), or its number in the story (E2); with --store also an incident's
    /// (i3f2…)
    event: String,
    /// The story that it was found in: a file, an address; `-`: standard input
    #[arg(required_unless_present = "store", conflicts_with = "store")]
    story: Option<String>,
    /// The store that it is in
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// The day of publication (YYYY-MM-DD), as it was given to `code`
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    #[command(flatten)]
    own: Own,
    #[command(flatten)]
    columns: inputs::Columns,
    #[command(flatten)]
    fetching: Fetching,
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let knowledge = options.own.knowledge(None, false)?;
    if let Some(path) = options.store.as_ref().filter(|_| options.event.starts_with(['i', 'I'])) {
        return incidents::why(&options.event, path);
    }
    if let Some(path) = &options.store {
        let name = path.display().to_string();
        let Some(article) = Store::open(path)?.article_of_event(&options.event.to_lowercase())? else {
            bail!("{name}: no event {:?}\n  hint: `dateline events` lists them", options.event);
        };
        return look(options, knowledge, &name, std::iter::once(Ok(article)));
    }
    let inputs = Inputs { reading: options.columns.options(), fetching: options.fetching.clone() };
    let story = options.story.clone().unwrap_or_else(|| "-".into());
    let (names, read) = (std::slice::from_ref(&story), Arc::default());
    let articles = inputs::pieces(names, &inputs, &read).flat_map(Piece::articles);
    look(options, knowledge, &story, articles)
}

/// Looks for the event in these stories, and explains it.
fn look(
    options: &Options,
    knowledge: &Knowledge,
    name: &str,
    articles: impl Iterator<Item = Result<Article, Skip>>,
) -> Result<bool> {
    let mut known = Vec::new();
    let mut skipped = None;
    for article in articles {
        let mut article = match article {
            Ok(article) => article,
            Err(skip) => {
                skipped.get_or_insert(skip);
                continue;
            }
        };
        article.published = article.published.or(options.date);
        let reading = reader::read(&article, Language::embedded(), knowledge);
        for (number, event) in reading.events.iter().enumerate() {
            let id = reading.event_id(event);
            let short = format!("E{}", number + 1);
            if short.eq_ignore_ascii_case(&options.event) || id.starts_with(&options.event.to_lowercase()) {
                println!("{short}  {}", explain(&reading, knowledge, event));
                return Ok(true);
            }
            known.push(format!("{short} {id}"));
        }
    }
    if let (Some(skip), true) = (skipped, known.is_empty()) {
        bail!("{skip}");
    }
    if known.is_empty() {
        bail!("{name}: no event was found in it");
    }
    bail!("{name}: no event {:?}\n  hint: it has {}", options.event, known.join(", "))
}

/// Why an event was coded so.
#[derive(Serialize, ToSchema)]
pub(crate) struct Explanation {
    /// The event's id.
    pub(crate) id: String,
    /// PLOVER's type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The sentence that tells it.
    sentence: String,
    /// Its parse.
    tokens: Vec<Token>,
    /// The words that tell it.
    trigger: String,
    /// The frame: file, line, id.
    frame: String,
    /// How many examples test the frame.
    examples: usize,
    /// Who takes part, and how that was told.
    parties: Vec<Resolved>,
    /// How far it is real.
    modality: &'static str,
    /// In whose statements it stands; in nobody's: the narrator tells it.
    according_to: Vec<According>,
    /// The words that date it.
    date: Option<Dated>,
    /// Where, with the country.
    place: Option<String>,
    /// What else the sentence might have told.
    rejected: Vec<Rejected>,
}

/// A word of the sentence.
#[derive(Serialize, ToSchema)]
struct Token {
    word: String,
    lemma: String,
    /// Its universal part of speech.
    tag: &'static str,
    /// The number of its head, counted from 1; 0: none.
    head: u32,
    /// Its relation to the head.
    relation: &'static str,
    /// Whether it tells the event.
    trigger: bool,
}

/// One who takes part.
#[derive(Serialize, ToSchema)]
struct Resolved {
    /// `actor` or `recipient`.
    role: &'static str,
    words: String,
    /// Who that is, if anybody.
    is: Option<Referent>,
}

/// Whom words refer to.
#[derive(Serialize, ToSchema)]
struct Referent {
    name: String,
    /// Country and sectors.
    code: String,
    /// How they were found.
    reason: String,
}

/// The words that date an event.
#[derive(Serialize, ToSchema)]
struct Dated {
    words: String,
    /// A TIMEX3 value.
    value: String,
}

#[derive(Serialize, ToSchema)]
struct According {
    speaker: Option<String>,
    cue: String,
    rule: String,
}

#[derive(Serialize, ToSchema)]
struct Rejected {
    words: String,
    frame: String,
    reason: String,
}

/// Explains an event of a reading.
pub(crate) fn explain(reading: &Reading, knowledge: &Knowledge, event: &Event) -> Explanation {
    let text = &reading.article.text;
    let sentence = &reading.parse.sentences[reading.parse.sentence_of(event.head)];
    let words = |tokens: &[TokenId]| {
        let words: Vec<&str> = tokens.iter().map(|&token| reading.parse.token(token).span.of(text)).collect();
        words.join(" ")
    };
    let frames = &knowledge.frames().frames;
    let actors = event.actors.iter().map(|&party| resolved(reading, "actor", party));
    let recipients = event.recipients.iter().map(|&party| resolved(reading, "recipient", party));
    let in_sentence =
        |one: &&reader::Rejected| one.trigger.iter().any(|&token| sentence.tokens.contains(&token));
    Explanation {
        id: reading.event_id(event),
        kind: event.kind.name(),
        sentence: sentence.span.of(text).to_owned(),
        tokens: sentence.tokens.clone().map(|id| token(reading, sentence.tokens.start, id, event)).collect(),
        trigger: words(&event.trigger),
        frame: event.rule.to_string(),
        examples: frames
            .iter()
            .find(|frame| frame.rule() == event.rule)
            .map_or(0, |frame| frame.examples.len()),
        parties: actors.chain(recipients).collect(),
        modality: event.modality.name(),
        according_to: event.according_to.iter().map(|&statement| according(reading, statement)).collect(),
        date: event.time.map(|time| {
            let time = &reading.times[time as usize];
            Dated { words: time.span.of(text).to_owned(), value: time.value.to_string() }
        }),
        place: event.place.map(|place| {
            let place = &reading.mentions.places[place as usize];
            format!("{} {}", place.name, place.country.as_deref().unwrap_or("")).trim_end().to_owned()
        }),
        rejected: reading
            .rejected
            .iter()
            .filter(in_sentence)
            .map(|one| Rejected {
                words: words(&one.trigger),
                frame: one.rule.to_string(),
                reason: one.reason.to_string(),
            })
            .collect(),
    }
}

fn token(reading: &Reading, first: TokenId, id: TokenId, event: &Event) -> Token {
    let token = reading.parse.token(id);
    Token {
        word: token.span.of(&reading.article.text).to_owned(),
        lemma: token.lemma.to_string(),
        tag: token.upos.name(),
        head: token.head.map_or(0, |head| head - first + 1),
        relation: token.relation.name(),
        trigger: event.trigger.contains(&id),
    }
}

/// Who a party is, and why.
fn resolved(reading: &Reading, role: &'static str, party: MentionId) -> Resolved {
    let words = reading.mentions.mention(party).span.of(&reading.article.text).to_owned();
    let is = reading.mentions.actor_of(party).map(|actor| {
        let code =
            actor.country.iter().chain(&actor.sectors).map(|code| code.to_string()).collect::<Vec<_>>();
        Referent { name: actor.name.to_string(), code: code.join(" "), reason: actor.reason.to_string() }
    });
    Resolved { role, words, is }
}

fn according(reading: &Reading, statement: reader::StatementId) -> According {
    let (statement, text) = (&reading.statements[statement as usize], &reading.article.text);
    let cue: Vec<&str> = statement.cue.iter().map(|cue| cue.of(text)).collect();
    According {
        speaker: statement.speaker.as_ref().map(|speaker| speaker.span.of(text).to_owned()),
        cue: cue.join(" "),
        rule: statement.rule.to_string(),
    }
}

impl fmt::Display for Explanation {
    /// For people on a terminal.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}  {}\n sentence   {}\n", self.id, self.kind, self.sentence)?;
        for (number, token) in self.tokens.iter().enumerate() {
            let Token { word, lemma, tag, head, relation, .. } = token;
            writeln!(out, " {:>4}  {word:<18} {lemma:<16} {tag:<6} {head:>3}  {relation}", number + 1)?;
        }
        let s = if self.examples == 1 { "" } else { "s" };
        writeln!(out, "\n {:?}   frame {}   {} example{s}", self.trigger, self.frame, self.examples)?;
        for Resolved { role, words, is } in &self.parties {
            match is {
                Some(Referent { name, code, reason }) => {
                    writeln!(out, " {role:<10} {words:?} → {name} [{code}]   {reason}")?
                }
                None => writeln!(out, " {role:<10} {words:?}")?,
            }
        }
        write!(out, " modality   {}", self.modality)?;
        if self.according_to.is_empty() {
            write!(out, "\n according  the narrator: it stands in nobody's statement")?;
        }
        for According { speaker, cue, rule } in &self.according_to {
            write!(out, "\n according  {:?} {cue:?}   {rule}", speaker.as_deref().unwrap_or("somebody"))?;
        }
        if let Some(Dated { words, value }) = &self.date {
            write!(out, "\n date       {words:?} → {value}")?;
        }
        if let Some(place) = &self.place {
            write!(out, "\n place      {place}")?;
        }
        for Rejected { words, frame, reason } in &self.rejected {
            write!(out, "\n rejected   {words:?}   {frame}   {reason}")?;
        }
        Ok(())
    }
}
