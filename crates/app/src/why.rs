//! `dateline why`: an event, explained.

use std::sync::Arc;

use anyhow::{Result, bail};
use clap::Args;
use ingest::Piece;
use jiff::civil::Date;
use knowledge::Knowledge;
use language::{Language, TokenId};
use reader::{Event, MentionId, Reading};

use crate::inputs;
use crate::knowing::Own;

/// Explain one event: its sentence and parse, the frame, the actors, what was rejected.
#[derive(Args)]
pub(crate) struct Options {
    /// An event's id or the beginning of one (e3f2…), or its number in the story (E2)
    event: String,
    /// The story that it was found in; `-`: standard input
    story: String,
    /// The day of publication (YYYY-MM-DD), as it was given to `code`
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    #[command(flatten)]
    own: Own,
    #[command(flatten)]
    columns: inputs::Columns,
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let knowledge = options.own.knowledge(None, false)?;
    let pieces = inputs::pieces(&options.story, &options.columns.options(), &Arc::default());
    let mut known = Vec::new();
    for article in pieces.flat_map(Piece::articles) {
        let Ok(mut article) = article else { continue };
        article.published = article.published.or(options.date);
        let reading = reader::read(&article, Language::embedded(), knowledge);
        for (number, event) in reading.events.iter().enumerate() {
            let id = reading.event_id(event);
            let short = format!("E{}", number + 1);
            if short.eq_ignore_ascii_case(&options.event) || id.starts_with(&options.event.to_lowercase()) {
                println!("{}", explain(&reading, knowledge, event, &short, &id));
                return Ok(true);
            }
            known.push(format!("{short} {id}"));
        }
    }
    if known.is_empty() {
        bail!("{}: no event was found in it", options.story);
    }
    bail!("{}: no event {:?}\n  hint: it has {}", options.story, options.event, known.join(", "))
}

fn explain(reading: &Reading, knowledge: &Knowledge, event: &Event, short: &str, id: &str) -> String {
    let text = &reading.article.text;
    let sentence = &reading.parse.sentences[reading.parse.sentence_of(event.head)];
    let mut lines = vec![
        format!("{short}  {id}  {}", event.kind.name()),
        format!(" sentence   {}", sentence.span.of(text)),
        String::new(),
    ];
    lines.extend(tree(reading, sentence.tokens.clone()));
    let words: Vec<&str> =
        event.trigger.iter().map(|&token| reading.parse.token(token).span.of(text)).collect();
    lines.push(String::new());
    lines.push(format!(
        " {:?}   frame {}   {}",
        words.join(" "),
        event.rule,
        examples(knowledge, &event.rule)
    ));
    lines.extend(event.actors.iter().map(|&party| resolved(reading, "actor", party)));
    lines.extend(event.recipients.iter().map(|&party| resolved(reading, "recipient", party)));
    lines.push(format!(" modality   {}", event.modality.name()));
    if event.according_to.is_empty() {
        lines.push(" according  the narrator: it stands in nobody's statement".into());
    }
    for &statement in &event.according_to {
        let statement = &reading.statements[statement as usize];
        let speaker = statement.speaker.as_ref().map_or("somebody", |speaker| speaker.span.of(text));
        let cue: Vec<&str> = statement.cue.iter().map(|cue| cue.of(text)).collect();
        lines.push(format!(" according  {speaker:?} {:?}   {}", cue.join(" "), statement.rule));
    }
    if let Some(time) = event.time {
        let time = &reading.times[time as usize];
        lines.push(format!(" date       {:?} → {}", time.span.of(text), time.value));
    }
    if let Some(place) = event.place {
        let place = &reading.mentions.places[place as usize];
        lines.push(format!(" place      {} {}", place.name, place.country.as_deref().unwrap_or("")));
    }
    let rejected = reading
        .rejected
        .iter()
        .filter(|one| one.trigger.iter().any(|&token| sentence.tokens.contains(&token)));
    for one in rejected {
        let words: Vec<&str> =
            one.trigger.iter().map(|&token| reading.parse.token(token).span.of(text)).collect();
        lines.push(format!(" rejected   {:?}   {}   {}", words.join(" "), one.rule, one.reason));
    }
    lines.join("\n")
}

/// The sentence's parse, a token a line: number, word, lemma, tag, head, relation.
fn tree(reading: &Reading, tokens: std::ops::Range<TokenId>) -> Vec<String> {
    let first = tokens.start;
    tokens
        .map(|id| {
            let token = reading.parse.token(id);
            let head = token.head.map_or(0, |head| head - first + 1);
            format!(
                " {:>4}  {:<18} {:<16} {:<6} {:>3}  {}",
                id - first + 1,
                token.span.of(&reading.article.text),
                token.lemma,
                token.upos.name(),
                head,
                token.relation.name()
            )
        })
        .collect()
}

/// "6 examples": how well the frame is tested.
fn examples(knowledge: &Knowledge, rule: &str) -> String {
    let frames = &knowledge.frames().frames;
    let count = frames.iter().find(|frame| frame.rule() == rule).map_or(0, |frame| frame.examples.len());
    format!("{count} example{}", if count == 1 { "" } else { "s" })
}

/// Who a party is, and why.
fn resolved(reading: &Reading, role: &str, party: MentionId) -> String {
    let words = reading.mentions.mention(party).span.of(&reading.article.text);
    let Some(actor) = reading.mentions.actor_of(party) else { return format!(" {role:<10} {words:?}") };
    let code = actor.country.iter().chain(&actor.sectors).map(String::as_str).collect::<Vec<_>>().join(" ");
    format!(" {role:<10} {words:?} → {} [{code}]   {}", actor.name, actor.reason)
}
