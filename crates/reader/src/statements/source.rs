//! Who can speak: people, groups, and the things that speak for them. "The gap reveals a rift" is no statement.

use language::{EntityKind, Relation, TokenId, Upos, Xpos};
use record::{Act, MentionKind};

use super::Draft;
use super::story::Story;
use crate::mentions::Gender;

/// Adjectives that stand for people.
const QUANTITIES: &[&str] = &["many", "more", "most", "few", "several", "other", "others", "some", "such"];

/// Whether the noun phrase with this head can be a source: a person, a body, a document, a poll. Pronouns and
/// names can; so can a common noun that is a role, belongs to a country, or stands in the list of sources.
pub(super) fn can_speak(story: &Story, head: TokenId) -> bool {
    let head = antecedent(story, head).unwrap_or(head);
    let token = story.token(head);
    // "stopped short of calling", read as somebody short; but "the poor" and "others".
    if token.upos == Upos::Adj {
        let plural = token.xpos == Xpos::Nns || QUANTITIES.contains(&token.lemma.as_str());
        return plural || story.parse.child(head, Relation::Det).is_some();
    }
    if token.upos != Upos::Noun {
        return true;
    }
    let lemma = token.lemma.to_lowercase();
    story.cues.is_source(&lemma)
        || is_somebody(story, head)
        || names_a_doer(&lemma)
        || story
            .parse
            .entities
            .iter()
            .any(|entity| entity.kind != EntityKind::Place && entity.tokens.contains(&head))
}

/// What "which" and "that" stand for: the noun that their clause hangs from.
fn antecedent(story: &Story, head: TokenId) -> Option<TokenId> {
    let relative = matches!(story.token(head).lemma.as_str(), "which" | "that");
    let clause = story.token(head).head.filter(|_| relative)?;
    story.token(clause).head.filter(|_| story.is(clause, &[Relation::AclRelcl]))
}

/// A mention that is known to be a person or a group.
fn is_somebody(story: &Story, head: TokenId) -> bool {
    let Some(id) = story.mentions.headed_by(head) else { return false };
    let mention = story.mentions.mention(id);
    story.mentions.actor_of(id).is_some_and(|actor| {
        let person = matches!(actor.gender, Gender::Female | Gender::Male | Gender::Person);
        person || !actor.sectors.is_empty() || mention.kind == MentionKind::Name
    })
}

/// "pollster", "bystander", "economist", "nominee": endings of those who do something.
fn names_a_doer(lemma: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "er", "or", "ist", "ian", "ee", "man", "woman", "mate", "people", "person", "parent", "child", "ant",
    ];
    lemma.len() > 4 && ENDINGS.iter().any(|ending| lemma.ends_with(ending))
        || lemma == "critic"
        || lemma == "folk"
}

/// "you": whoever reads or is asked says nothing by it.
fn is_reader(story: &Story, head: TokenId) -> bool {
    matches!(story.token(head).lemma.to_lowercase().as_str(), "you" | "your" | "yourself")
}

/// Leaves out what nobody can have said. A thing may hold words ("the wall said “No entry”"), but neither accuses
/// nor hopes; where words are told and the tree names a thing, the speaker stays open.
pub(super) fn sound(story: &Story, drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.into_iter().filter_map(|draft| said(story, draft)).collect()
}

fn said(story: &Story, mut draft: Draft) -> Option<Draft> {
    const HOLDS_WORDS: &[&str] = &[
        "say", "read", "state", "note", "tell", "write", "add", "report", "argue", "explain", "claim",
        "conclude", "indicate", "suggest", "show", "find", "warn",
    ];
    let Some((head, _)) = draft.speaker else { return Some(draft) };
    if is_reader(story, head) {
        return None;
    }
    let according = draft.rule.starts_with("according.rs");
    let quoted = draft.rule.contains("quotation") || draft.cue_head.is_none() || according;
    let holds = |cue: TokenId| HOLDS_WORDS.contains(&story.token(cue).lemma.as_str());
    let told = draft.speech || draft.rule.ends_with(", clause");
    if quoted || told && draft.cue_head.is_some_and(holds) || can_speak(story, head) {
        return Some(draft);
    }
    draft.speaker = None;
    (draft.speech && draft.act == Act::Say).then_some(draft)
}
