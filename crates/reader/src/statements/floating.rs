//! Quotations that no cue claims: "…," he said. "…" goes on; a paragraph of quoted words after it is his too.
//!
//! Refuses scare quotes, titles and nicknames: words inside a sentence of the narrator's that are not a sentence.

use language::Relation;
use record::{Act, Span};

use super::quotes::Quotation;
use super::story::Story;
use super::{Draft, source, voice};

/// Gives each floating quotation to the statement it goes on from, or to the last who spoke.
pub(super) fn attach(story: &Story, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for quote in &story.quotes {
        let inside = |span: &Span| quote.span.contains(*span);
        let claimed = drafts.iter().any(|draft| {
            let begins = |span: &Span| span.start <= quote.inner.start && quote.inner.start < span.end;
            let turn = draft.cue_head.is_none() && draft.cue.iter().any(inside);
            turn || draft.content.iter().any(begins) && !draft.cue.iter().any(inside)
        });
        if claimed || !is_sentence(story, quote) {
            continue;
        }
        if let Some(draft) = after_colon(story, quote) {
            drafts.push(draft);
            continue;
        }
        let long = story.parse.tokens_in(quote.inner).len() > 3 || quote.continues;
        let Some(last) = last_speech(story, &drafts, quote.span) else { continue };
        let draft = &mut drafts[last];
        let end = draft_end(draft);
        let same_paragraph = story.paragraph_at(end).contains(quote.span) || quote.continues;
        let said_before = draft.content.iter().all(|span| span.end <= quote.span.start);
        if same_paragraph && said_before && follows(story, draft, quote) {
            draft.content.push(quote.span);
        } else if long && is_alone(story, quote) && !is_heading(story, quote) {
            let speaker = draft.speaker;
            drafts.push(Draft {
                act: Act::Say,
                speaker,
                cue: Vec::new(),
                cue_head: None,
                content: vec![quote.span],
                addressee: None,
                time: None,
                negated: false,
                speech: true,
                rule: "floating.rs the last who spoke".to_owned(),
            });
        }
    }
    drafts
}

/// "The minister was blunt: “…”": whoever the clause before the colon is about.
fn after_colon(story: &Story, quote: &Quotation) -> Option<Draft> {
    let before = story.text[..quote.span.start as usize].trim_end_matches([' ', '\u{a0}']);
    let place = before.ends_with(':').then(|| before.len() as u32 - 1)?;
    let colon = story.parse.tokens_in(Span { start: place, end: place + 1 }).start;
    let clauses = (story.sentence(colon).start..colon).rev();
    let head = clauses
        .filter(|&id| voice::is_verbal(story, id) && !story.is(id, &[Relation::AclRelcl, Relation::Advcl]))
        .find_map(|id| voice::own_subject(story, id).filter(|&subject| subject < id))?;
    source::can_speak(story, head).then(|| Draft {
        act: Act::Say,
        speaker: Some((head, voice::phrase(story, head))),
        cue: vec![Span { start: place, end: place + 1 }],
        cue_head: None,
        content: vec![quote.span],
        addressee: None,
        time: None,
        negated: false,
        speech: true,
        rule: "floating.rs after a colon".to_owned(),
    })
}

/// Whether the words between the marks are a sentence of their own.
fn is_sentence(story: &Story, quote: &Quotation) -> bool {
    let words = quote.inner.of(story.text).trim();
    let begins =
        words.chars().find(|letter| letter.is_alphanumeric()).is_some_and(|letter| !letter.is_lowercase());
    let ends = words.ends_with(['.', '?', '!', '…', ')']) || quote.open;
    let before = story.text[..quote.span.start as usize].trim_end();
    let after_sentence = before.is_empty()
        || before.ends_with(['.', '?', '!', '”', '"', '\'', '’', ':', '\n', ')'])
        || quote.span.start == story.paragraph_at(quote.span.start).start;
    let aside = words.starts_with('(');
    (begins && ends && after_sentence && !aside) || quote.continues
}

/// 'Nobody Will Be Left Behind.', alone in its paragraph: most of its words begin with capitals.
fn is_heading(story: &Story, quote: &Quotation) -> bool {
    let words = quote.inner.of(story.text).split_whitespace();
    let (small, capitals) = words.partition::<Vec<&str>, _>(|word| word.starts_with(char::is_lowercase));
    capitals.len() <= 10 && small.len() < capitals.len()
}

/// The last statement before it that somebody speaks in the story's own voice.
fn last_speech(story: &Story, drafts: &[Draft], quote: Span) -> Option<usize> {
    let quoted = |draft: &Draft| draft.cue.iter().any(|cue| story.quote_at(cue.start).is_some());
    let spoken = drafts.iter().enumerate().filter(|(_, draft)| {
        draft.speech && draft_end(draft) <= quote.start && draft.speaker().is_some() && !quoted(draft)
    });
    let spoken: Vec<(usize, &Draft)> = spoken.collect();
    let &(last, latest) = spoken.iter().max_by_key(|(_, draft)| draft_end(draft))?;
    // “…,” said Ito, who said he would stay. “…”: the one who was quoted goes on, if the sentence is the same.
    let sentence = |draft: &Draft| draft.cue_head.map(|cue| story.parse.sentence_of(cue));
    let direct =
        |draft: &Draft| draft.content.iter().any(|span| story.quotes.iter().any(|quote| quote.span == *span));
    let same = spoken.iter().find(|(_, draft)| {
        direct(draft) && !direct(latest) && sentence(draft).is_some() && sentence(draft) == sentence(latest)
    });
    Some(same.map_or(last, |&(index, _)| index))
}

impl Draft {
    fn speaker(&self) -> Option<Span> {
        self.speaker.map(|(_, span)| span)
    }
}

/// Where a statement ends: its last piece or its cue, whichever is later.
fn draft_end(draft: &Draft) -> u32 {
    let speaker = draft.speaker();
    let spans = draft.content.iter().chain(&draft.cue).chain(&speaker);
    spans.map(|span| span.end).max().unwrap_or_default()
}

/// Nothing but the rest of a sentence and one more stands between.
fn follows(story: &Story, draft: &Draft, quote: &Quotation) -> bool {
    let between = Span { start: draft_end(draft), end: quote.span.start };
    let mut ends = story.parse.sentences.iter().map(|sentence| sentence.span.end);
    let first = story.parse.sentences.partition_point(|sentence| sentence.span.end < between.start);
    let sentences = ends.by_ref().skip(first).take_while(|&end| end <= between.end).count();
    quote.continues || sentences <= 2 && between.end - between.start < 300
}

/// A paragraph that is all quotation.
fn is_alone(story: &Story, quote: &Quotation) -> bool {
    let paragraph = story.paragraph_at(quote.span.start);
    paragraph.start == quote.span.start && story.between(quote.span.end, paragraph.end).len() < 3
}
