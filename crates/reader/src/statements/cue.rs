//! Where a cue stands in a sentence: its words, its own clause, its negation and its time.

use knowledge::{Complement, Cue, CueClass};
use language::{Relation, TokenId, Upos, Xpos};
use record::Span;

use super::story::Story;
use super::voice;
use crate::times::TimeId;

/// A cue found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// Its first word.
    pub(super) verb: TokenId,
    /// Its other words.
    pub(super) words: Vec<TokenId>,
    /// What its last word, a preposition, brings.
    pub(super) preposition: Option<TokenId>,
}

/// Finds all words of a cue that begins here.
pub(super) fn site(story: &Story, cue: &Cue, verb: TokenId) -> Option<Site> {
    let mut words = Vec::new();
    let end = story.sentence(verb).end.min(verb + 10);
    let mut from = verb + 1;
    for wanted in &cue.words[1..] {
        let reach = if words.is_empty() { end } else { end.min(from + 3) };
        let found = (from..reach).find(|&id| {
            is_word(story, id, wanted) && (belongs(story, verb, &words, id) || beside(story, cue, verb, id))
        })?;
        if !(from..found).all(|id| may_stand_between(story, cue, id)) {
            return None;
        }
        words.push(found);
        from = found + 1;
    }
    let preposition = match words.last() {
        Some(&last) => brought_by(story, verb, last)?,
        None => None,
    };
    Some(Site { verb, words, preposition })
}

/// What may part a cue's words: "raised serious questions about", "called Monday for", "asked him about".
fn may_stand_between(story: &Story, cue: &Cue, id: TokenId) -> bool {
    let upos = story.token(id).upos;
    let noun = matches!(upos, Upos::Noun | Upos::Propn) && cue.takes(&Complement::Hearer);
    noun || matches!(upos, Upos::Adv | Upos::Det | Upos::Adj | Upos::Pron | Upos::Num | Upos::Aux)
        || extent_time(story, id)
}

fn is_word(story: &Story, id: TokenId, wanted: &str) -> bool {
    story.token(id).lemma == wanted || story.word(id).eq_ignore_ascii_case(wanted)
}

/// Whether the word hangs from the cue: as its particle, its object, its object's preposition.
fn belongs(story: &Story, verb: TokenId, words: &[TokenId], id: TokenId) -> bool {
    let mut above = story.parse.ancestors(id).take(3);
    let near = above.any(|head| head == verb || words.contains(&head));
    near && !story.parted_by_quote(verb, id)
}

/// "questions about the funds": the preposition right behind a noun, whatever the tree hangs it from.
fn beside(story: &Story, cue: &Cue, noun: TokenId, id: TokenId) -> bool {
    cue.class == CueClass::Noun && id == noun + 1 && story.token(id).upos == Upos::Adp
}

/// What a preposition brings; `None` where the word is no preposition, no match where it has the wrong one.
#[allow(clippy::option_option, reason = "the outer option is whether the cue matches at all")]
fn brought_by(story: &Story, verb: TokenId, last: TokenId) -> Option<Option<TokenId>> {
    let token = story.token(last);
    if !matches!(token.upos, Upos::Adp | Upos::Sconj | Upos::Part | Upos::Adv) {
        return Some(None);
    }
    match token.relation {
        Relation::Case => Some(token.head),
        Relation::Mark => {
            let clause = token.head?;
            let gerund = story.token(clause).xpos == Xpos::Vbg
                || story.parse.children(clause).iter().any(|&child| {
                    story.is(child, &[Relation::Cop, Relation::Aux]) && story.token(child).xpos == Xpos::Vbg
                });
            gerund.then_some(Some(clause))
        }
        // A particle, or a preposition that lost its noun: the next object.
        _ => {
            let objects = [Relation::Obj, Relation::Obl, Relation::Xcomp, Relation::Ccomp, Relation::Advcl];
            let next = story.parse.children_in(verb, &objects).find(|&child| child > last);
            Some(next)
        }
    }
}

impl Site {
    /// Its first word alone: "has", of "has nothing to add".
    pub(super) fn bare(&self) -> Site {
        Site { verb: self.verb, words: Vec::new(), preposition: None }
    }

    /// The words that a content may hang from.
    pub(super) fn anchors(&self) -> impl Iterator<Item = TokenId> + '_ {
        std::iter::once(self.verb).chain(self.words.iter().copied())
    }

    /// The cue with its subject, hearer, adverbs and circumstances, without what is told.
    pub(super) fn clause(&self, story: &Story) -> Span {
        let told = |child: TokenId| {
            let relation = story.token(child).relation;
            let apart = matches!(
                relation,
                Relation::Ccomp | Relation::Parataxis | Relation::Conj | Relation::Cc | Relation::Discourse
            );
            let later =
                matches!(relation, Relation::Advcl | Relation::Xcomp | Relation::Mark | Relation::AdvclRelcl);
            (apart || later) && !self.words.contains(&child)
        };
        let tokens = story.parse.subtree_without(self.verb, |child| {
            (story.token(child).head == Some(self.verb) && told(child))
                || story.parted_by_quote(self.verb, child)
        });
        voice::block(story, self.verb, &without_leading_circumstances(story, self.verb, tokens))
    }

    /// The words of the cue: auxiliaries and adverbs before it, its particle and preposition, its colon.
    pub(super) fn span(&self, story: &Story, content: &[Span]) -> Vec<Span> {
        let mut first = self.verb;
        while let Some(before) = first.checked_sub(1).filter(|&id| leads(story, self.verb, id)) {
            first = before;
        }
        while first < self.verb
            && !story.is(first, &[Relation::Aux, Relation::AuxPass, Relation::Advmod, Relation::Cop])
        {
            first += 1;
        }
        let mut spans = vec![story.span(first, self.verb)];
        for &word in &self.words {
            let span = story.token(word).span;
            let last = spans.len() - 1;
            let near = story.parse.tokens_in(Span { start: spans[last].end, end: span.start });
            if near.clone().all(|id| story.token(id).upos == Upos::Adv || extent_time(story, id)) {
                spans[last] = spans[last].cover(span);
            } else {
                spans.push(span);
            }
        }
        if let Some(place) = self.place_of_speech(story) {
            spans.push(place);
        }
        let last = spans.len() - 1;
        let after = &story.text[spans[last].end as usize..];
        if after.starts_with(':') && content.iter().any(|span| span.start > spans[last].end) {
            spans[last].end += 1;
        }
        let spans = joined(story, spans);
        let mut spans = spans;
        spans.retain(|span| !content.iter().any(|content| content.contains(*span)));
        spans
    }
}

/// Neighbours as one.
fn joined(story: &Story, spans: Vec<Span>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for span in spans {
        match found.last_mut() {
            Some(last) if story.between(last.end, span.start).trim().is_empty() => *last = last.cover(span),
            _ => found.push(span),
        }
    }
    found
}

impl Site {
    /// "said in a statement": right after the verb, it belongs to the cue.
    fn place_of_speech(&self, story: &Story) -> Option<Span> {
        let words = story.sentence(self.verb);
        let first = self.verb + 1;
        let last = first + 2;
        let is = |id: TokenId, known: &[&str]| {
            id < words.end && known.contains(&story.word(id).to_lowercase().as_str())
        };
        let phrase = is(first, &["in"]) && is(first + 1, &["a", "an"]);
        (phrase && is(last, &["statement", "email", "e-mail", "letter", "release"]))
            .then(|| story.span(first, last))
    }
}

/// Whether a word between may be jumped: a day ("called Monday for").
fn extent_time(story: &Story, id: TokenId) -> bool {
    let span = story.token(id).span;
    story.times.iter().any(|time| time.span.contains(span))
}

/// "On Monday, he said": the circumstance before a comma is not the clause's own.
fn without_leading_circumstances(story: &Story, verb: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
    let mut commas = tokens.iter().copied().filter(|&id| id < verb && story.word(id) == ",");
    let subject = voice::own_subject(story, verb).map(|head| story.parse.subtree(head)[0]);
    let last = commas.rfind(|&id| subject.is_some_and(|first| id < first));
    match last {
        Some(last) => tokens.into_iter().filter(|&id| id > last).collect(),
        None => tokens,
    }
}

/// Whether the word before is part of the cue: "has repeatedly", "did not".
fn leads(story: &Story, verb: TokenId, id: TokenId) -> bool {
    let token = story.token(id);
    let modifies =
        matches!(token.relation, Relation::Aux | Relation::AuxPass | Relation::Advmod | Relation::Cop);
    modifies && token.head == Some(verb) && token.upos != Upos::Sconj && !story.parted_by_quote(verb, id)
}

/// "did not say", "never said", "nobody said".
pub(super) fn is_negated(story: &Story, site: &Site) -> bool {
    let not = |id: TokenId| {
        matches!(story.token(id).lemma.as_str(), "not" | "never" | "n't" | "neither" | "nor" | "no")
    };
    let nobody = |id: TokenId| matches!(story.token(id).lemma.as_str(), "nobody" | "none" | "no one");
    let subject = voice::own_subject(story, site.verb);
    let modifiers = [Relation::Advmod, Relation::Aux, Relation::Det, Relation::CcPreconj];
    // "asked not to be named": what follows the verb denies what is asked.
    let negated = |id: TokenId| story.parse.children_in(id, &modifiers).any(|child| child < id && not(child));
    // "would neither confirm nor deny"
    let nor = story.parse.child(site.verb, Relation::Cc).is_some_and(|id| story.token(id).lemma == "nor");
    let joined = story.token(site.verb).head.filter(|_| nor && story.is(site.verb, &[Relation::Conj]));
    negated(site.verb) || joined.is_some_and(negated) || subject.is_some_and(|id| nobody(id) || negated(id))
}

/// The time in the cue's own clause, not one in its subject or in a clause within it.
pub(super) fn time_of(story: &Story, site: &Site) -> Option<TimeId> {
    let clause = site.clause(story);
    let own = |id: TokenId| {
        let mut way = std::iter::once(id).chain(story.parse.ancestors(id));
        let below = way.find(|&id| story.token(id).head == Some(site.verb));
        let hers = voice::own_subject(story, site.verb);
        below.is_some_and(|below| Some(below) != hers)
            && std::iter::once(id)
                .chain(story.parse.ancestors(id))
                .take_while(|&id| id != site.verb)
                .all(|id| !voice::is_verbal(story, id))
    };
    let here = |span: Span| {
        let circumstance = story.parse.tokens_in(span).any(|id| story.token(id).head == Some(site.verb));
        circumstance || clause.contains(span) && story.parse.tokens_in(span).any(own)
    };
    story.times.iter().position(|time| here(time.span)).map(|index| index as TimeId)
}
