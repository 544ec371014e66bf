//! Who speaks: the subject of a cue, wherever it stands.
//!
//! "Solheim, who leads the party, said … and added …, calling it …": one subject for three cues.

use language::{Relation, TokenId, Upos, Xpos};
use record::Span;

use super::story::Story;

const SUBJECTS: &[Relation] =
    &[Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter, Relation::Csubj, Relation::CsubjPass];

/// The grammar of a cue's subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// The head of the noun phrase.
    pub head: TokenId,
    /// Whether it hangs from the cue itself.
    pub own: bool,
}

/// Who does what this verb says: its subject or, for a participle or an infinitive, its governor's.
pub(super) fn subject_of(story: &Story, verb: TokenId) -> Option<Subject> {
    let own = own_subject(story, verb);
    own.map(|head| Subject { head, own: true })
        .or_else(|| controller(story, verb, 0).map(|head| Subject { head, own: false }))
}

/// The subject that hangs from the verb, expletives left out.
pub(super) fn own_subject(story: &Story, verb: TokenId) -> Option<TokenId> {
    story.parse.children_in(verb, SUBJECTS).find(|&child| nominal(story, child))
}

/// Whether the verb is passive.
pub(super) fn is_passive(story: &Story, verb: TokenId) -> bool {
    story.parse.children(verb).iter().any(|&child| story.is(child, &[Relation::NsubjPass, Relation::AuxPass]))
        || (story.token(verb).xpos == Xpos::Vbn && story.is(verb, &[Relation::Acl, Relation::Amod]))
}

/// Who did it to the passive subject: "by the court".
pub(super) fn agent(story: &Story, verb: TokenId) -> Option<TokenId> {
    let agents = [Relation::OblAgent, Relation::Obl];
    story.parse.children_in(verb, &agents).find(|&child| {
        let mut cases = story.parse.children_in(child, &[Relation::Case]);
        cases.any(|case| story.token(case).lemma == "by") && nominal(story, child)
    })
}

fn controller(story: &Story, verb: TokenId, depth: usize) -> Option<TokenId> {
    let head = story.token(verb).head?;
    if depth > 6 {
        return None;
    }
    let finite_alone = matches!(story.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let up = || own_subject(story, head).or_else(|| controller(story, head, depth + 1));
    match story.token(verb).relation {
        Relation::Conj | Relation::Parataxis if !finite_alone || story.is(verb, &[Relation::Conj]) => {
            if is_verbal(story, head) {
                up()
            } else {
                None
            }
        }
        // "urged him to say": the object; "promised to say": the subject.
        Relation::Xcomp => story.parse.child(head, Relation::Obj).filter(|&object| object < verb).or_else(up),
        Relation::Advcl => {
            if is_verbal(story, head) {
                up()
            } else {
                Some(head).filter(|&head| nominal(story, head))
            }
        }
        // "a statement saying": the noun; "a plan to say": whoever has the plan.
        Relation::Acl | Relation::AclRelcl if story.token(verb).xpos == Xpos::Vbg => Some(head),
        Relation::Acl => possessor(story, head).or_else(|| light_verb_subject(story, head)),
        Relation::Ccomp if !finite_alone => up(),
        _ => None,
    }
}

/// "his", "the minister's".
pub(super) fn possessor(story: &Story, noun: TokenId) -> Option<TokenId> {
    story.parse.child(noun, Relation::NmodPoss)
}

/// The subject of the verb that the noun is the object of: "she made the claim".
pub(super) fn light_verb_subject(story: &Story, noun: TokenId) -> Option<TokenId> {
    let verb = story.token(noun).head?;
    (story.is(noun, &[Relation::Obj]) && is_verbal(story, verb))
        .then(|| subject_of(story, verb).map(|subject| subject.head))
        .flatten()
}

/// Whether the word heads a clause.
pub(super) fn is_verbal(story: &Story, id: TokenId) -> bool {
    let token = story.token(id);
    matches!(token.upos, Upos::Verb | Upos::Aux)
        || story.parse.children(id).iter().any(|&child| story.is(child, &[Relation::Cop]))
}

fn nominal(story: &Story, id: TokenId) -> bool {
    let token = story.token(id);
    matches!(
        token.upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det | Upos::X | Upos::Sym
    ) && token.lemma != "there"
}

/// The words of a speaker: the noun phrase with its appositives, without a clause set off by a comma.
pub(super) fn phrase(story: &Story, head: TokenId) -> Span {
    let clausal = [Relation::Parataxis, Relation::Advcl, Relation::Ccomp, Relation::AdvclRelcl];
    let leave_out = |child: TokenId| {
        let token = story.token(child);
        let apart = child > head && comma_before(story, child);
        story.is(child, &clausal)
            || (story.is(child, &[Relation::Case, Relation::Cc]) && child < head)
            || (token.relation == Relation::Cop || SUBJECTS.contains(&token.relation))
            || (apart && story.is(child, &[Relation::AclRelcl, Relation::Acl]))
            || (story.is(child, &[Relation::Conj]) && is_verbal(story, child))
            || story.is(child, &[Relation::Mark, Relation::Discourse])
    };
    let tokens = story.parse.subtree_without(head, leave_out);
    block(story, head, &tokens)
}

/// The unbroken run of these tokens around one of them, without punctuation at its ends.
pub(super) fn block(story: &Story, around: TokenId, tokens: &[TokenId]) -> Span {
    let Ok(at) = tokens.binary_search(&around) else { return story.token(around).span };
    let joined = |left: usize| {
        let (one, other) = (tokens[left], tokens[left + 1]);
        one + 1 == other || (one + 1..other).all(|id| story.token(id).upos == Upos::Punct)
    };
    let mut first = at;
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < tokens.len() && joined(last) {
        last += 1;
    }
    let edge =
        |id: TokenId| story.token(id).upos == Upos::Punct && !matches!(story.word(id), ")" | "(" | "%");
    while first < at && edge(tokens[first]) {
        first += 1;
    }
    while last > at && edge(tokens[last]) {
        last -= 1;
    }
    story.span(tokens[first], tokens[last])
}

/// Whether a comma or a dash parts this word's phrase from what precedes it.
fn comma_before(story: &Story, id: TokenId) -> bool {
    let first = story.parse.subtree(id)[0];
    let punct = story.token(first).upos == Upos::Punct;
    punct || first.checked_sub(1).is_some_and(|before| matches!(story.word(before), "," | "—" | "–" | "("))
}

/// The same, the "'s" of a possessor included.
pub(super) fn phrase_of_possessor(story: &Story, head: TokenId) -> Span {
    let words = phrase(story, head);
    let genitive = story.parse.children_in(head, &[Relation::Case]).find(|&child| child > head);
    match genitive.map(|child| story.token(child).span) {
        Some(mark) if mark.start == words.end => words.cover(mark),
        _ => words,
    }
}
