//! Which frame a word triggers. Takes a token, gives the frames whose words and restrictions fit there, the
//! most specific first.

use knowledge::frames::{Filler, Frame, Frames, Place, WordClass};
use language::{EntityKind, Relation, TokenId, Upos};

use super::clause::Clauses;
use super::party::Parties;

/// A frame at a token.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) frame: &'a Frame,
    /// The word that the frame's places are seen from.
    pub(crate) head: TokenId,
    /// The other words of the trigger: "talks" of "held talks".
    pub(crate) extra: Vec<TokenId>,
}

impl Candidate<'_> {
    /// More words and more restrictions make a frame more specific.
    fn specificity(&self) -> usize {
        10 * self.extra.len()
            + 3 * self.frame.needs.len()
            + 5 * usize::from(self.frame.negated)
            + usize::from(self.frame.nothing)
    }

    /// All its tokens, in the order of the text.
    pub(crate) fn tokens(&self) -> Vec<TokenId> {
        let mut tokens = self.extra.clone();
        tokens.push(self.head);
        tokens.sort_unstable();
        tokens
    }
}

/// The frames that fit at a token, the most specific first, and of equals the one written first.
pub(crate) fn candidates<'a>(
    clauses: &Clauses,
    parties: &Parties,
    frames: &'a Frames,
    head: TokenId,
) -> Vec<Candidate<'a>> {
    let word = clauses.parse.token(head);
    let class = match word.upos {
        Upos::Verb => WordClass::Verb,
        // "the Court of Appeals", "Support Group": a word within a name tells nothing.
        Upos::Propn if is_within_a_name(clauses, head) => return Vec::new(),
        Upos::Noun | Upos::Propn => WordClass::Noun,
        Upos::Adj => WordClass::Adjective,
        _ => return Vec::new(),
    };
    let mut seen: Vec<(&Place, Vec<TokenId>)> = Vec::new();
    let mut found: Vec<Candidate> = frames
        .triggered_by(class, &word.lemma.to_lowercase())
        .filter_map(|(frame, words)| {
            let extra = extra_words(clauses, head, &words[1..])?;
            let candidate = Candidate { frame, head, extra };
            fits(clauses, parties, frames, &candidate, &mut seen).then_some(candidate)
        })
        .collect();
    found.sort_by_key(|candidate| std::cmp::Reverse(candidate.specificity()));
    found
}

/// The tokens of a trigger's other words: each hangs from the head, or from what hangs from it, or is the
/// noun that the head modifies ("the talks held in Paris").
fn extra_words(clauses: &Clauses, head: TokenId, words: &[String]) -> Option<Vec<TokenId>> {
    let mut found: Vec<TokenId> = Vec::with_capacity(words.len());
    if words.is_empty() {
        return Some(found);
    }
    let parse = clauses.parse;
    let mut near: Vec<TokenId> = Vec::new();
    for &child in parse.children(head) {
        let relation = parse.token(child).relation;
        let aside =
            matches!(relation, Relation::Conj | Relation::AclRelcl | Relation::Parataxis | Relation::Nsubj)
                || relation == Relation::Advcl && !clauses.is_complement(child)
                || relation == Relation::Ccomp
                    && clauses.is_verb(child)
                    && parse.child(child, Relation::Nsubj).is_some();
        if aside {
            continue;
        }
        near.push(child);
        // Of an object any word may belong to the trigger ("imposed a ban on"), of an oblique its preposition.
        let whole = matches!(relation, Relation::Obj | Relation::NsubjPass | Relation::Xcomp);
        let inner = parse.children(child).iter().copied();
        // "ordered the suspension of the inquiry" is no order of an inquiry, "imposed rationing due to a blockade"
        // no blockade; but "a round of talks" are talks.
        let ended = |inner: TokenId| {
            let around =
                |case: TokenId| matches!(clauses.lemma(case), "due" | "amid" | "after" | "over" | "despite");
            // "issued a statement calling it a crime" is no call.
            matches!(parse.token(inner).relation, Relation::Acl | Relation::AclRelcl)
                || parse.token(inner).relation == Relation::Nmod
                    && (clauses.is_in("ending", child)
                        || parse.children_in(inner, &[Relation::Case]).any(around))
        };
        near.extend(inner.filter(|&inner| {
            whole && !ended(inner)
                || matches!(
                    parse.token(inner).relation,
                    Relation::Case | Relation::Mark | Relation::Fixed | Relation::Compound | Relation::Amod
                )
        }));
    }
    let word = parse.token(head);
    if matches!(word.relation, Relation::Acl | Relation::AclRelcl | Relation::Amod) {
        near.extend(word.head);
    }
    let ended_object =
        parse.children_in(head, &[Relation::Obj]).any(|object| clauses.is_in("ending", object));
    let begun = |token: TokenId| ended_object && parse.token(token).relation == Relation::Obl;
    for wanted in words {
        // "call for" is not "called the support for": a preposition within the object goes with the object's noun.
        let inside = |token: TokenId, found: &[TokenId]| {
            let noun = parse.token(token).head.filter(|_| parse.token(token).relation == Relation::Case);
            let object = noun
                .and_then(|noun| parse.token(noun).head)
                .filter(|&object| object != head && parse.token(object).relation == Relation::Obj);
            object.is_some_and(|object| !found.contains(&object))
        };
        let token = near.iter().copied().find(|&token| {
            !found.contains(&token)
                && !inside(token, &found)
                && !begun(token)
                && !brings_in_a_day(clauses, token)
                && !is_first_of_a_name(clauses, token)
                && clauses.lemma(token).eq_ignore_ascii_case(wanted)
        })?;
        found.push(token);
    }
    Some(found)
}

/// Whether a word is part of a name: "Appeals" in "the Court of Appeals".
fn is_within_a_name(clauses: &Clauses, token: TokenId) -> bool {
    let word = clauses.parse.token(token);
    let named = clauses.parse.entities.iter().any(|name| name.tokens.contains(&token));
    word.upos == Upos::Propn && named || is_first_of_a_name(clauses, token)
}

/// "Appeals" in "the Appeals Court"; but "Law" in "the Boycott Law" is the thing itself.
fn is_first_of_a_name(clauses: &Clauses, token: TokenId) -> bool {
    let word = clauses.parse.token(token);
    let organisation = |name: &language::Entity| {
        name.kind == EntityKind::Organisation && name.tokens.len() > 1 && name.tokens.contains(&token)
    };
    word.upos == Upos::Propn
        && (matches!(word.relation, Relation::Compound | Relation::Flat)
            || word.relation != Relation::Obj && clauses.parse.entities.iter().any(organisation))
}

/// "called on Monday": the preposition of a time is no part of a trigger.
fn brings_in_a_day(clauses: &Clauses, token: TokenId) -> bool {
    let word = clauses.parse.token(token);
    let noun = word.head.filter(|_| word.relation == Relation::Case);
    noun.is_some_and(|noun| clauses.is_day(noun))
}

/// Whether what stands around the candidate is what its frame asks for, and nothing that it bars. What stands at a
/// place is the same for every frame of one word, and looked up once.
fn fits<'a>(
    clauses: &Clauses,
    parties: &Parties,
    frames: &Frames,
    candidate: &Candidate<'a>,
    seen: &mut Vec<(&'a Place, Vec<TokenId>)>,
) -> bool {
    let frame: &'a Frame = candidate.frame;
    let mut stands = |place: &'a Place, fillers: &[Filler]| {
        let at = || clauses.at(candidate.head, &candidate.extra, place);
        let fills = |&token: &TokenId| parties.fills(clauses, frames, token, fillers);
        if !candidate.extra.is_empty() {
            return at().iter().any(fills);
        }
        let index = seen.iter().position(|(other, _)| *other == place).unwrap_or_else(|| {
            seen.push((place, at()));
            seen.len() - 1
        });
        seen[index].1.iter().any(fills)
    };
    frame.needs.iter().all(|(place, fillers)| stands(place, fillers))
        && !frame.bars.iter().any(|(place, fillers)| stands(place, fillers))
}
