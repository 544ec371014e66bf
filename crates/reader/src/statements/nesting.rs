//! One statement in another: which drafts stay, which stands within which, and their final order.
//!
//! "A said that B had promised to pay": two statements, the second within the first. Inside quoted words only
//! what a third person said counts: in “I think we won”, she said, the thought is hers and told already.

use knowledge::{Complement, CueClass};
use language::TokenId;
use record::{Act, Span, StatementKind};

use super::story::Story;
use super::{Draft, Speaker, Statement, StatementId};
use crate::mentions::MentionId;

/// Leaves out drafts without a cue, and those whose content holds it.
pub(super) fn sound(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.retain(|draft| !draft.cue.is_empty() && !speaks_itself(draft));
    drafts
}

/// Leaves out what is told twice and what is no statement of its own.
pub(super) fn settle(story: &Story, mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by_key(|draft| {
        (draft.cue.first().map_or(start(draft), |cue| cue.start), std::cmp::Reverse(length(draft)))
    });
    let mut kept: Vec<Draft> = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let twice = kept
            .iter()
            .any(|other| other.cue.iter().any(|cue| draft.cue.iter().any(|own| own.overlaps(*cue))));
        let outer = drafts.iter().enumerate().filter(|&(other, _)| other != index).map(|(_, outer)| outer);
        let mut outer = outer.filter(|outer| holds(outer, draft));
        if !twice && outer.all(|outer| stays_within(story, outer, draft)) {
            kept.push(draft.clone());
        }
    }
    kept
}

fn length(draft: &Draft) -> usize {
    draft.content.iter().map(|span| span.len()).sum()
}

/// A content that its own cue stands in is a mistake.
fn speaks_itself(draft: &Draft) -> bool {
    draft.cue.iter().any(|cue| draft.content.iter().any(|content| content.contains(*cue)))
}

/// Whether the cue of one stands in the content of the other.
fn holds(outer: &Draft, inner: &Draft) -> bool {
    !inner.cue.is_empty()
        && inner.cue.iter().all(|cue| outer.content.iter().any(|content| content.contains(*cue)))
}

/// What counts as a statement inside another's content: speech by somebody else.
fn stays_within(story: &Story, outer: &Draft, inner: &Draft) -> bool {
    let Some((head, span)) = inner.speaker else { return false };
    let first_person = matches!(
        story.token(head).lemma.as_str(),
        "I" | "we" | "you" | "i" | "me" | "us" | "my" | "our" | "your"
    );
    // "rejected a claim by the rebels that …": a claim is rejected, and the rebels made it.
    if inner.rule.ends_with("noun or adjective") && outer.rule.contains(", object") {
        return true;
    }
    let someone = !first_person && outer.speaker.is_none_or(|(_, other)| !other.overlaps(span));
    let speech = !matches!(inner.act, Act::Believe | Act::Hope | Act::Fear | Act::Know);
    let told = inner.rule.contains("clause")
        || inner.rule.contains("quotation")
        || inner.rule.contains("according")
        || inner.rule.contains("infinitive")
        || inner.rule.contains("parenthesis");
    let according = inner.rule.starts_with("according.rs");
    let cue = according || inner.cue_head.is_none_or(|id| is_speech_cue(story, id));
    someone && speech && told && cue
}

/// A cue that takes a clause or a quotation.
fn is_speech_cue(story: &Story, id: TokenId) -> bool {
    let lemma = story.token(id).lemma.to_lowercase();
    let mut cues = story.cues.of(CueClass::Verb, &lemma);
    cues.any(|cue| cue.takes(&Complement::Clause) || cue.takes(&Complement::Quote))
}

/// The drafts as statements in the order of the text, each with the innermost one that holds it.
pub(super) fn statements(story: &Story, mut drafts: Vec<Draft>) -> Vec<Statement> {
    for draft in &mut drafts {
        draft.content.sort();
        join(story, &mut draft.content);
    }
    drafts.sort_by_key(|draft| (start(draft), std::cmp::Reverse(length(draft))));
    let within = |index: usize| {
        let inner = &drafts[index];
        let mut outer: Vec<(usize, &Draft)> = drafts.iter().enumerate().collect();
        outer.retain(|&(other, outer)| other != index && !inner.cue.is_empty() && holds(outer, inner));
        outer.into_iter().min_by_key(|(_, outer)| length(outer)).map(|(other, _)| other as StatementId)
    };
    let within: Vec<Option<StatementId>> = (0..drafts.len()).map(within).collect();
    drafts.into_iter().zip(within).map(|(draft, within)| statement(story, draft, within)).collect()
}

fn start(draft: &Draft) -> u32 {
    draft.content.iter().chain(&draft.cue).map(|span| span.start).min().unwrap_or_default()
}

/// Pieces that only white space parts are one; overlapping ones, too.
fn join(story: &Story, content: &mut Vec<Span>) {
    let mut joined: Vec<Span> = Vec::new();
    for &span in content.iter() {
        match joined.last_mut() {
            Some(last)
                if span.start <= last.end
                    || story.between(last.end, span.start).trim_matches(' ').is_empty() =>
            {
                *last = last.cover(span);
            }
            _ => joined.push(span),
        }
    }
    *content = joined;
}

fn statement(story: &Story, draft: Draft, within: Option<StatementId>) -> Statement {
    let speaker = |(head, span): (TokenId, Span)| Speaker { mention: mention_of(story, head), span };
    Statement {
        kind: kind(story, &draft.content),
        act: draft.act,
        speaker: draft.speaker.map(speaker),
        cue: draft.cue,
        cue_head: draft.cue_head,
        content: draft.content,
        addressee: draft.addressee.map(speaker),
        within,
        time: draft.time,
        negated: draft.negated,
        rule: draft.rule,
    }
}

/// The mention that the speaker's words are; for "who", that of the noun before.
fn mention_of(story: &Story, head: TokenId) -> Option<MentionId> {
    let own = story.mentions.headed_by(head);
    own.or_else(|| {
        let relative = matches!(story.token(head).lemma.as_str(), "who" | "which" | "that");
        let clause = story.token(head).head.filter(|_| relative)?;
        let antecedent = story.token(clause).head?;
        story.mentions.headed_by(antecedent)
    })
}

/// All quoted, none, or some.
fn kind(story: &Story, content: &[Span]) -> StatementKind {
    let quoted = |span: &Span| story.quotes.iter().any(|quote| quote.span.contains(*span));
    let touched = |span: &Span| story.quotes.iter().any(|quote| quote.span.overlaps(*span));
    if content.iter().all(quoted) {
        StatementKind::Direct
    } else if content.iter().any(touched) {
        StatementKind::Mixed
    } else {
        StatementKind::Indirect
    }
}
