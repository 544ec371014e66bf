//! How far an event is real. Takes the event's word, walks up its clauses, gives a [`Modality`].
//!
//! "Peru plans to expel the envoy": `expel` stands beneath `plan`, so it is future. The strongest doubt on
//! the way wins: a negated plan is negated, an alleged plan alleged.

use knowledge::modality::{ModalityWords, Where};
use language::{Relation, TokenId, Xpos};
use record::Modality;

use super::clause::Clauses;

/// The modality of the event that this word tells. `extra` are the trigger's other words.
pub(crate) fn of(clauses: &Clauses, words: &ModalityWords, head: TokenId, extra: &[TokenId]) -> Modality {
    let mut found = Modality::Actual;
    let mut doubt = |modality: Modality| {
        if strength(modality) > strength(found) {
            found = modality;
        }
    };
    for &token in extra.iter().chain([&head]) {
        beside(clauses, words, token).into_iter().for_each(&mut doubt);
    }
    // "If the truce holds, the army will leave."
    if clauses.parse.children_in(head, &[Relation::Advcl]).any(|clause| is_condition(clauses, clause)) {
        doubt(Modality::Hypothetical);
    }
    let mut token = head;
    for _ in 0..12 {
        let word = clauses.parse.token(token);
        mark(clauses, words, token).into_iter().for_each(&mut doubt);
        let Some(above) = word.head else { break };
        let lemma = clauses.lemma(above);
        match word.relation {
            Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::Acl | Relation::Obl => {
                words.of(Where::Above, lemma).into_iter().for_each(&mut doubt);
            }
            // "accused of attacking", "considered attacking": a complement, though it may be parsed as an adjunct.
            Relation::Advcl if clauses.is_complement(token) => {
                words.of(Where::Above, lemma).into_iter().for_each(&mut doubt);
            }
            // "cancelled the talks", "called for talks": a noun beneath a verb that undoes it.
            Relation::Obj | Relation::Nmod | Relation::NsubjPass if clauses.is_nominal(token) => {
                words.of(Where::Above, lemma).into_iter().for_each(&mut doubt);
            }
            Relation::Advcl | Relation::Conj | Relation::NsubjOuter => {}
            _ => break,
        }
        // What somebody says is real or not by its own words, not by the mood of the saying.
        let reported = word.relation == Relation::Ccomp && words.of(Where::Above, lemma).is_none();
        if reported
            || matches!(word.relation, Relation::Nmod | Relation::Obj | Relation::Obl)
                && !clauses.is_nominal(above)
                && words.of(Where::Above, lemma).is_none()
        {
            break;
        }
        if !matches!(word.relation, Relation::Advcl) {
            beside(clauses, words, above).into_iter().for_each(&mut doubt);
        }
        token = above;
    }
    found
}

/// Whether a clause is a condition: "if the truce holds", "should he come".
fn is_condition(clauses: &Clauses, clause: TokenId) -> bool {
    let mut marks = clauses.parse.children_in(clause, &[Relation::Mark]);
    let first = clauses.parse.subtree(clause).first().copied();
    marks.any(|mark| matches!(clauses.lemma(mark), "if" | "unless"))
        || first.is_some_and(|first| clauses.word(first).eq_ignore_ascii_case("should"))
}

/// Of two doubts the stronger counts.
fn strength(modality: Modality) -> u8 {
    match modality {
        Modality::Actual => 0,
        Modality::Historical => 1,
        Modality::Future => 2,
        Modality::Hypothetical => 3,
        Modality::Alleged => 4,
        Modality::Negated => 5,
    }
}

fn beside(clauses: &Clauses, words: &ModalityWords, token: TokenId) -> Vec<Modality> {
    let relations = [
        Relation::Aux,
        Relation::AuxPass,
        Relation::Advmod,
        Relation::Det,
        Relation::Amod,
        Relation::Cc,
        Relation::CcPreconj,
        Relation::Mark,
    ];
    let mut found: Vec<Modality> = clauses
        .parse
        .children_in(token, &relations)
        .filter(|&child| {
            clauses.parse.token(child).relation != Relation::Mark || clauses.lemma(child) == "without"
        })
        .filter_map(|child| words.of(Where::Beside, clauses.lemma(child)))
        .collect();
    // "No agreement was reached": the negation stands at the subject.
    let subjects = [Relation::Nsubj, Relation::NsubjPass];
    for subject in clauses.parse.children_in(token, &subjects) {
        let none = clauses.lemma(subject) == "nobody" || clauses.lemma(subject) == "none";
        let no = clauses.parse.children_in(subject, &[Relation::Det]).any(|det| clauses.lemma(det) == "no");
        if none || no {
            found.push(Modality::Negated);
        }
    }
    // "would" after a past verb of saying is the future of then, not a condition.
    let would = clauses.parse.children_in(token, &[Relation::Aux]).any(|aux| clauses.lemma(aux) == "would");
    let word = clauses.parse.token(token);
    let past =
        word.head.is_some_and(|above| matches!(clauses.parse.token(above).xpos, Xpos::Vbd | Xpos::Vbn));
    if would && past && word.relation == Relation::Ccomp {
        for modality in &mut found {
            if *modality == Modality::Hypothetical {
                *modality = Modality::Future;
            }
        }
    }
    found
}

/// The doubt that the clause's own conjunction brings: "if they attack", "in a bid to attack".
fn mark(clauses: &Clauses, words: &ModalityWords, token: TokenId) -> Option<Modality> {
    let relation = clauses.parse.token(token).relation;
    let bound = matches!(relation, Relation::Advcl | Relation::Ccomp | Relation::Acl | Relation::Csubj);
    let marks = clauses.parse.children_in(token, &[Relation::Mark]);
    let mut found = marks.filter_map(|mark| words.of(Where::Mark, clauses.lemma(mark)));
    if bound { found.next() } else { None }
}
