//! A record for people: the story's words with what was found marked beneath, then statements and events,
//! each event with its sentence and according-to line.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::{
    Act, Actor, BoilerplateKind, Event, Modality, Passage, Record, Speaker, Statement, StatementKind,
};

/// How a record is to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns to wrap at.
    pub width: usize,
    /// With terminal colours.
    pub colour: bool,
    /// With the story itself, marked.
    pub story: bool,
}

impl Record {
    /// The record for people. `text` is the article's text, `name` what to call the story.
    pub fn readable(&self, text: &str, name: &str, look: Look) -> String {
        let page = Page { record: self, text, look };
        let mut out = page.header(name);
        if look.story {
            page.story(&mut out);
        }
        page.events(&mut out);
        page.by_dictionary(&mut out);
        page.statements(&mut out);
        page.summary(&mut out);
        out
    }
}

struct Page<'a> {
    record: &'a Record,
    text: &'a str,
    look: Look,
}

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const PLAIN: &str = "\x1b[0m";

impl Page<'_> {
    fn paint(&self, style: &str, words: &str) -> String {
        if self.look.colour { format!("{style}{words}{PLAIN}") } else { words.to_owned() }
    }

    fn header(&self, name: &str) -> String {
        let record = self.record;
        let mut line = self.paint(BOLD, name);
        let published = record.article.published.as_deref().unwrap_or("no date given");
        write!(line, "  {published}").ok();
        if let Some(publisher) = &record.article.publisher {
            write!(line, "  {publisher}").ok();
        }
        let short = |hash: &str| hash.chars().take(6).collect::<String>();
        let run = format!(
            "plover 1.3 · model {} · lexicon {}",
            short(&record.run.model),
            short(&record.run.lexicon)
        );
        format!("{line}  {}\n\n", self.paint(DIM, &run))
    }

    /// The story, a line at a time, with two lines of marks beneath: who, where and when; then what.
    fn story(&self, out: &mut String) {
        let (names, deeds) = self.marks();
        for (start, line) in wrapped(self.text, self.look.width) {
            let boilerplate = self.record.boilerplate.iter().find(|piece| {
                (piece.span.start as usize) < start + line.len() && start < piece.span.end as usize
            });
            match boilerplate {
                Some(piece) if piece.kind != BoilerplateKind::Caption => {
                    let note = format!("  | {line}  ({}, not read)", kind_name(piece.kind));
                    writeln!(out, "{}", self.paint(DIM, &note)).ok();
                    continue;
                }
                Some(_) => writeln!(out, "  | {line}  (caption)").ok(),
                None => writeln!(out, "  {line}").ok(),
            };
            for marks in [&names, &deeds] {
                let beneath = beneath(start, line, marks);
                if !beneath.is_empty() {
                    let indent = if boilerplate.is_some() { "    " } else { "  " };
                    writeln!(out, "{indent}{}", self.paint(DIM, &beneath)).ok();
                }
            }
        }
        out.push('\n');
    }

    /// (start, end, label, line) of what is marked beneath the story.
    fn marks(&self) -> (Vec<Mark>, Vec<Mark>) {
        let record = self.record;
        let mark = |passage: &Passage, label: &str, line: char| Mark {
            start: passage.span.start as usize,
            end: passage.span.end as usize,
            label: label.to_owned(),
            line,
        };
        let mut names = Vec::new();
        for actor in &record.actors {
            names.extend(actor.mentions.iter().map(|mention| mark(&mention.passage, &actor.id, '-')));
        }
        for place in &record.places {
            names.extend(place.mentions.iter().map(|mention| mark(&mention.passage, &place.id, '.')));
        }
        names.extend(record.times.iter().map(|time| mark(&time.passage, &time.id, '~')));
        let mut deeds = Vec::new();
        for (number, event) in record.events.iter().enumerate() {
            let label = format!("E{}", number + 1);
            deeds
                .extend(event.trigger.iter().chain(&event.resumed).map(|passage| mark(passage, &label, '=')));
        }
        for statement in &record.statements {
            deeds.extend(statement.cue.iter().map(|cue| mark(cue, &statement.id.to_uppercase(), '"')));
        }
        (names, deeds)
    }

    fn events(&self, out: &mut String) {
        for (number, event) in self.record.events.iter().enumerate() {
            let parties = |parties: &[crate::Party]| -> String {
                parties
                    .iter()
                    .map(|party| self.actor(&party.actor, &party.passage.text))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let modes: Vec<&str> = event.modes.iter().map(|mode| mode.name()).collect();
            let code = [&[event.kind.name()][..], &modes].concat().join(" ");
            let mut line =
                format!("E{} {} -- {} --", number + 1, parties(&event.actors), self.paint(BOLD, &code));
            if !event.recipients.is_empty() {
                write!(line, "> {}", parties(&event.recipients)).ok();
            }
            writeln!(out, " {line}").ok();
            writeln!(out, "    {}", self.circumstances(event)).ok();
            writeln!(out, "    {}", self.paint(DIM, &format!("\"{}\"", self.sentence(event)))).ok();
            writeln!(out, "    {}", self.paint(DIM, &format!("{}  {}", event.id, event.rule))).ok();
        }
        if !self.record.events.is_empty() {
            out.push('\n');
        }
    }

    /// "2018-04-02 "Monday" · in Salisbury · actual · according to …"
    /// What a user's dictionaries code, with and without a frame that says the same.
    fn by_dictionary(&self, out: &mut String) {
        let record = self.record;
        let framed = record.events.iter().map(|event| (&event.trigger, &event.petrarch));
        let own = record.by_dictionary.iter().map(|one| (&one.trigger, &one.petrarch));
        let mut found: Vec<_> = framed.chain(own).filter(|(_, codings)| !codings.is_empty()).collect();
        found.sort_by_key(|(trigger, _)| trigger.first().map(|passage| passage.span));
        for (trigger, codings) in &found {
            let words: Vec<&str> = trigger.iter().map(|passage| passage.text.as_str()).collect();
            for coding in *codings {
                let code = self.paint(BOLD, &coding.code);
                writeln!(out, " PETRARCH {} -- {code} --> {}", coding.source, coding.target).ok();
                writeln!(out, "    {}", self.paint(DIM, &format!("{:?}  {}", words.join(" "), coding.rule)))
                    .ok();
            }
        }
        if !found.is_empty() {
            out.push('\n');
        }
    }

    fn circumstances(&self, event: &Event) -> String {
        let mut parts = Vec::new();
        if let Some(date) = &event.date {
            let words = self.record.times.iter().find(|time| time.id == date.from);
            let words = words.map_or(String::new(), |time| format!(" \"{}\"", flat(&time.passage.text)));
            parts.push(format!("{}{words}", date.value));
        }
        if let Some(place) =
            event.place.as_ref().and_then(|id| self.record.places.iter().find(|place| place.id == *id))
        {
            let country = place.country.as_deref().map_or(String::new(), |code| format!(", {code}"));
            parts.push(format!("in {}{country}", place.name));
        }
        let count = |quantity: &crate::Quantity| {
            let qualifier = quantity.qualifier.as_ref().map_or(String::new(), |word| format!("{word} "));
            format!("{qualifier}{} {}", quantity.value, quantity.what)
        };
        parts.extend(event.quantities.iter().map(count));
        let modality = event.modality.name();
        parts.push(if event.modality == Modality::Actual {
            modality.into()
        } else {
            self.paint(BOLD, modality)
        });
        parts.push(self.according_to(event));
        if !event.resumed.is_empty() {
            parts.push(format!("told again {}x", event.resumed.len()));
        }
        parts.join(" · ")
    }

    /// "according to the Norwegian foreign ministry (S1)"; "A (S2), who quotes B (S3)".
    fn according_to(&self, event: &Event) -> String {
        let told: Vec<&Statement> = self
            .record
            .statements
            .iter()
            .filter(|statement| event.according_to.contains(&statement.id))
            .collect();
        let mut words = String::new();
        for (index, statement) in told.iter().enumerate() {
            // "A, on B" where B's statement stands within A's; "A; B" where each tells it.
            let within = index > 0 && statement.within.as_ref() == Some(&told[index - 1].id);
            words += if index == 0 {
                ""
            } else if within {
                ", on "
            } else {
                "; "
            };
            words +=
                &format!("{} ({})", self.speaker(statement.speaker.as_ref()), statement.id.to_uppercase());
        }
        if told.is_empty() { "told by the narrator".into() } else { format!("according to {words}") }
    }

    fn statements(&self, out: &mut String) {
        for statement in &self.record.statements {
            let words: Vec<&str> = statement.content.iter().map(|content| content.text.as_str()).collect();
            let content = shortened(&flat(&words.join(" … ")), 3 * self.look.width);
            writeln!(
                out,
                " {} {} {}: {content}",
                statement.id.to_uppercase(),
                self.paint(BOLD, &self.speaker(statement.speaker.as_ref())),
                self.cue(statement)
            )
            .ok();
            writeln!(out, "    {}", self.paint(DIM, &self.kind(statement))).ok();
        }
        if !self.record.statements.is_empty() {
            out.push('\n');
        }
    }

    /// "told reporters"
    fn cue(&self, statement: &Statement) -> String {
        let cue: Vec<String> = statement.cue.iter().map(|cue| flat(&cue.text)).collect();
        let cue = if cue.is_empty() { "(quoted)".into() } else { cue.join(" … ") };
        match &statement.addressee {
            Some(to) if !cue.contains(to.passage.text.as_str()) => {
                format!("{cue} [to {}]", flat(&to.passage.text))
            }
            _ => cue,
        }
    }

    /// "direct · deny · within S1 · touches E2"
    fn kind(&self, statement: &Statement) -> String {
        let mut parts = vec![statement.kind.name().to_owned()];
        if statement.act != Act::Say {
            parts.push(statement.act.name().into());
        }
        if statement.negated {
            parts.push("negated".into());
        }
        parts.extend(statement.within.as_ref().map(|outer| format!("within {}", outer.to_uppercase())));
        let held: Vec<String> = (self.record.events.iter().enumerate())
            .filter(|(_, event)| event.according_to.contains(&statement.id))
            .map(|(number, _)| format!("E{}", number + 1))
            .collect();
        if !held.is_empty() {
            parts.push(format!("tells {}", held.join(", ")));
        }
        parts.join(" · ")
    }

    fn summary(&self, out: &mut String) {
        let record = self.record;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for abstention in &record.abstentions {
            *counts.entry(abstention.reason.as_str()).or_default() += 1;
        }
        let denials = record.statements.iter().filter(|statement| statement.act == Act::Deny).count();
        let direct =
            record.statements.iter().filter(|statement| statement.kind == StatementKind::Direct).count();
        writeln!(
            out,
            " {} · {} ({direct} direct) · {} · {} not coded",
            counted(record.events.len(), "event"),
            counted(record.statements.len(), "statement"),
            counted(denials, "denial"),
            record.abstentions.len()
        )
        .ok();
        for note in &record.notes {
            writeln!(out, " note: {note}").ok();
        }
    }

    /// "NOR GOV Ingrid Solheim"
    fn actor(&self, id: &str, words: &str) -> String {
        let Some(actor) = self.record.actors.iter().find(|actor| actor.id == id) else { return flat(words) };
        let code = code(actor);
        if code.is_empty() { name(actor) } else { format!("{code} {}", name(actor)) }
    }

    fn speaker(&self, speaker: Option<&Speaker>) -> String {
        let Some(speaker) = speaker else { return "somebody".into() };
        let actor =
            speaker.actor.as_ref().and_then(|id| self.record.actors.iter().find(|actor| actor.id == *id));
        actor.map_or_else(|| flat(&speaker.passage.text), name)
    }

    /// The words around an event's trigger, from sentence mark to sentence mark.
    fn sentence(&self, event: &Event) -> String {
        let Some(trigger) = event.trigger.first() else { return String::new() };
        let (start, end) = (trigger.span.start as usize, trigger.span.end as usize);
        let before = &self.text[..start];
        let from = [". ", "\n", "? ", "! ", ".” ", ".\" "]
            .iter()
            .filter_map(|mark| before.rfind(mark).map(|at| at + mark.len()))
            .max()
            .unwrap_or(0);
        let after = &self.text[end..];
        let to = [". ", "\n", "? ", "! ", ".” ", ".\" "]
            .iter()
            .filter_map(|mark| after.find(mark).map(|at| end + at + mark.trim_end().len()))
            .min()
            .unwrap_or(self.text.len());
        shortened(&flat(&self.text[from..to]), 3 * self.look.width)
    }
}

/// "RUS GOV", "GOV", "".
fn code(actor: &Actor) -> String {
    actor
        .country
        .iter()
        .map(String::as_str)
        .chain(actor.sectors.first().map(String::as_str))
        .collect::<Vec<_>>()
        .join(" ")
}

fn name(actor: &Actor) -> String {
    flat(&actor.name)
}

fn kind_name(kind: BoilerplateKind) -> &'static str {
    match kind {
        BoilerplateKind::Advertisement => "advertisement",
        BoilerplateKind::RelatedLink => "link to another story",
        BoilerplateKind::Banner => "banner",
        BoilerplateKind::Age => "old story",
        BoilerplateKind::Correction => "correction",
        BoilerplateKind::EditorsNote => "editor's note",
        BoilerplateKind::Credit => "credit",
        BoilerplateKind::Newsletter => "newsletter",
        BoilerplateKind::OtherLanguage => "in another language",
        BoilerplateKind::Caption => "caption",
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// In one line, single spaces.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most so many characters, cut at a space.
fn shortened(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((at, _)) => format!("{} …", words[..at].rsplit_once(' ').map_or(&words[..at], |(kept, _)| kept)),
        None => words.to_owned(),
    }
}

struct Mark {
    start: usize,
    end: usize,
    label: String,
    line: char,
}

/// The lines of a text, none wider than `width` characters unless a word is; each with its first byte.
fn wrapped(text: &str, width: usize) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let words = paragraph.trim_end();
        let (mut from, mut last_space, mut columns) = (0, None, 0);
        for (at, letter) in words.char_indices() {
            columns += 1;
            if letter == ' ' {
                last_space = Some(at);
            }
            if let (true, Some(space)) = (columns > width, last_space) {
                lines.push((start + from, &words[from..space]));
                from = space + 1;
                columns = words[from.min(at)..at].chars().count() + 1;
                last_space = None;
            }
        }
        let rest = words.get(from..).unwrap_or_default();
        if !rest.trim().is_empty() {
            lines.push((start + from, rest));
        }
        start += paragraph.len();
    }
    lines
}

/// The marks that fall on a line: the longest first; what finds no room is left out.
fn beneath(start: usize, line: &str, marks: &[Mark]) -> String {
    let column =
        |byte: usize| line[..floor(line, byte.clamp(start, start + line.len()) - start)].chars().count();
    let mut row: Vec<char> = Vec::new();
    let mut here: Vec<&Mark> =
        marks.iter().filter(|mark| mark.start < start + line.len() && mark.end > start).collect();
    here.sort_by_key(|mark| (std::cmp::Reverse(mark.end - mark.start), mark.start));
    for mark in here {
        let (from, to) = (column(mark.start), column(mark.end));
        let label: Vec<char> = mark.label.chars().collect();
        let to = to.max(from + label.len());
        row.resize(row.len().max(to), ' ');
        if row[from.saturating_sub(1)..to].iter().any(|&cell| cell != ' ') {
            continue;
        }
        for cell in &mut row[from..to] {
            *cell = mark.line;
        }
        row[from..from + label.len()].copy_from_slice(&label);
    }
    row.into_iter().collect::<String>().trim_end().to_owned()
}

fn floor(line: &str, mut byte: usize) -> usize {
    while !line.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_wrap_at_spaces_and_keep_their_place() {
        let text = "One two three.\n\nFour.";
        assert_eq!(wrapped(text, 8), [(0, "One two"), (8, "three."), (16, "Four.")]);
        assert_eq!(wrapped("One two three", 7), [(0, "One two"), (8, "three")]);
    }

    #[test]
    fn marks_stand_beneath_their_words() {
        let marks = [
            Mark { start: 4, end: 9, label: "a1".into(), line: '-' },
            Mark { start: 14, end: 20, label: "a2".into(), line: '-' },
        ];
        assert_eq!(beneath(0, "The chief met rivals.", &marks), "    a1---     a2----");
    }
}
