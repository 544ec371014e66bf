//! "The king reportedly left": told by somebody, nobody says who. The content is the adverb's own clause.
//!
//! Refuses an adverb of a verb that tells itself ("she reportedly said that"): it belongs to that cue.

use knowledge::{Complement, Cue, CueClass};
use language::{Relation, TokenId};
use record::Span;

use super::story::Story;
use super::{Draft, extent, voice};

/// Finds the statements that such adverbs tell.
pub(super) fn find(story: &Story) -> Vec<Draft> {
    let words = 0..story.parse.tokens.len() as TokenId;
    words.filter_map(|word| read(story, word)).collect()
}

fn read(story: &Story, word: TokenId) -> Option<Draft> {
    let cue = story.cues.of(CueClass::Adverb, &story.token(word).lemma.to_lowercase()).next()?;
    let verb = story.token(word).head.filter(|&head| voice::is_verbal(story, head))?;
    let mut told = story.cues.of(CueClass::Verb, &story.token(verb).lemma);
    if told.any(|cue| cue.takes(&Complement::Quote)) {
        return None;
    }
    let content = clause_around(story, word, verb);
    (!content.is_empty()).then(|| draft(story, cue, word, content))
}

/// The clause before the adverb and after it, without other clauses that are joined to it.
fn clause_around(story: &Story, adverb: TokenId, verb: TokenId) -> Vec<Span> {
    let apart = [Relation::Parataxis, Relation::Cc];
    let leave_out = |child: TokenId| {
        let joined = story.is(child, &[Relation::Conj]) && voice::own_subject(story, child).is_some();
        story.token(child).head == Some(verb) && (joined || story.is(child, &apart))
    };
    let tokens = story.parse.subtree_without(verb, leave_out);
    let piece = |wanted: &dyn Fn(TokenId) -> bool| {
        let mut tokens = tokens.iter().copied().filter(|&id| wanted(id));
        let first = tokens.next()?;
        extent::content(story, story.span(first, tokens.last().unwrap_or(first)))
    };
    [piece(&|id| id < adverb), piece(&|id| id > adverb)].into_iter().flatten().collect()
}

fn draft(story: &Story, cue: &Cue, word: TokenId, content: Vec<Span>) -> Draft {
    Draft {
        act: cue.act,
        speaker: None,
        cue: vec![story.token(word).span],
        cue_head: Some(word),
        content,
        addressee: None,
        time: None,
        negated: false,
        speech: false,
        rule: format!("{}, adverb", cue.place()),
    }
}
