//! How far an event is real. Takes the event's word, walks up its clauses, gives a [`Modality`].
//!
//! "Peru plans to expel the envoy": `expel` stands beneath `plan`, so it is future. The strongest doubt on
//! the way wins: a negated plan is negated, an alleged plan alleged.

use knowledge::modality::{ModalityWords, Where};
use language::{Relation, TokenId, Xpos};
use record::Modality;

use super::clause::Clauses;

/// The modality of the event that this word tells. `extra` are the trigger's other words; `verbal` events are
/// done by being said.
pub(crate) fn of(
    clauses: &Clauses,
    words: &ModalityWords,
    head: TokenId,
    extra: &[TokenId],
    verbal: bool,
) -> Modality {
    let look = Look { clauses, words };
    let mut found = Modality::Actual;
    let mut doubt = |modality: Modality| {
        if strength(modality) > strength(found) {
            found = modality;
        }
    };
    for &token in extra.iter().chain([&head]) {
        look.beside(token).into_iter().for_each(&mut doubt);
    }
    // "If the truce holds, the army will leave."
    if clauses.parse.children_in(head, &[Relation::Advcl]).any(|clause| is_condition(clauses, clause)) {
        doubt(Modality::Hypothetical);
    }
    if look.is_question(head) {
        doubt(Modality::Hypothetical);
    }
    let mut token = head;
    for _ in 0..12 {
        let word = clauses.parse.token(token);
        let doubted = word.head.and_then(|above| look.above(token, above));
        let aside = word.relation == Relation::Advcl && doubted.is_none();
        if word.relation == Relation::Advcl && verbal && is_said_beside(clauses, token) {
            break;
        }
        // "went on television to condemn": said by what was done for it, and as real.
        let uttered = aside && verbal && is_said_by(clauses, token);
        // "is about to expel": what is above says how far it is real, so "to" tells no purpose.
        if !uttered && (doubted.is_none() || word.relation != Relation::Advcl) {
            look.mark(token).into_iter().for_each(&mut doubt);
        }
        let Some(above) = word.head else { break };
        if is_presupposed(clauses, token) {
            break;
        }
        doubted.into_iter().for_each(&mut doubt);
        if !is_way_up(word.relation) {
            break;
        }
        // What somebody says is real or not by its own words, not by the mood of the saying.
        let reported = word.relation == Relation::Ccomp && doubted.is_none();
        let part = matches!(word.relation, Relation::Nmod | Relation::Obj | Relation::Obl)
            && !clauses.is_nominal(above)
            && doubted.is_none();
        if reported || part {
            break;
        }
        let apart = aside && !uttered
            || word.relation == Relation::Conj && !shares_its_auxiliary(clauses, token, above);
        if !apart {
            look.beside(above).into_iter().for_each(&mut doubt);
        }
        token = above;
    }
    found
}

/// "threatened to leave, accusing them of": what is said in passing is said, whatever becomes of the rest.
fn is_said_beside(clauses: &Clauses, token: TokenId) -> bool {
    let marked = clauses.parse.children_in(token, &[Relation::Mark, Relation::Aux]).next().is_some();
    clauses.parse.token(token).xpos == Xpos::Vbg && !marked && clauses.is_set_off(token)
}

/// "took to the airwaves to accuse": the infinitive of a word of saying after a verb that tells what was done.
fn is_said_by(clauses: &Clauses, token: TokenId) -> bool {
    let finite = |verb: TokenId| {
        matches!(clauses.parse.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn)
            && clauses.is_verb(verb)
    };
    let to = clauses.parse.children_in(token, &[Relation::Mark]).any(|mark| clauses.lemma(mark) == "to");
    to && clauses.parse.token(token).head.is_some_and(|verb| verb < token && finite(verb))
}

/// "after the resignation", "despite the attack": whatever comes of the sentence, that has been.
fn is_presupposed(clauses: &Clauses, token: TokenId) -> bool {
    const AFTER: &[&str] = &[
        "after",
        "follow",
        "following",
        "since",
        "amid",
        "amidst",
        "despite",
        "because",
        "upon",
        "during",
        "over",
    ];
    let word = clauses.parse.token(token);
    clauses.is_nominal(token)
        && matches!(word.relation, Relation::Obl | Relation::Nmod)
        && clauses
            .parse
            .children_in(token, &[Relation::Case])
            .any(|case| AFTER.contains(&clauses.lemma(case)))
}

/// The relations through which a doubt reaches down.
fn is_way_up(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Xcomp
            | Relation::Ccomp
            | Relation::Csubj
            | Relation::Acl
            | Relation::Obl
            | Relation::Advcl
            | Relation::Obj
            | Relation::Nmod
            | Relation::NsubjPass
            | Relation::Conj
            | Relation::NsubjOuter
    )
}

/// "will meet Chad and discuss trade", but not "did not know and asked": the second verb has the form that the
/// first one's auxiliary asks for, and none of its own.
fn shares_its_auxiliary(clauses: &Clauses, token: TokenId, first: TokenId) -> bool {
    if !clauses.is_verb(token) {
        return true;
    }
    let own = [Relation::Aux, Relation::AuxPass, Relation::Nsubj, Relation::NsubjPass];
    let form = |token: TokenId| clauses.parse.token(token).xpos;
    clauses.parse.children_in(token, &own).next().is_none()
        && form(token) == form(first)
        && !matches!(form(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
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

struct Look<'a> {
    clauses: &'a Clauses<'a>,
    words: &'a ModalityWords,
}

impl Look<'_> {
    /// The doubt that a word brings to what hangs from it at `token`: "plans to meet", "cancelled the talks".
    fn above(&self, token: TokenId, above: TokenId) -> Option<Modality> {
        let clauses = self.clauses;
        let nominal = clauses.is_nominal(token);
        let holds = match clauses.parse.token(token).relation {
            // "an order calling for", "a ban announced by" say what the order and the ban do, not what is ordered.
            Relation::Acl => {
                let participle = matches!(clauses.parse.token(token).xpos, Xpos::Vbg | Xpos::Vbn);
                !participle || clauses.parse.children_in(token, &[Relation::Mark]).next().is_some()
            }
            Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::Obl => true,
            // "accused of attacking", "considered attacking": a complement, though it may be parsed as an adjunct.
            Relation::Advcl => clauses.is_complement(token),
            Relation::Obj | Relation::Nmod | Relation::NsubjPass => nominal,
            _ => false,
        };
        if !holds {
            return None;
        }
        // "told reporters that the army attacked" reports, "told the army to attack" orders.
        let finite = matches!(clauses.parse.token(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || clauses.parse.children_in(token, &[Relation::Aux]).next().is_some();
        let place = if finite { Where::Above } else { Where::Infinitive };
        if nominal && self.is_there(token, above) {
            return None;
        }
        let lemma = clauses.lemma(above);
        // "is going to accuse", but "went on television to accuse"
        if lemma == "go" && clauses.parse.token(above).xpos != Xpos::Vbg {
            return None;
        }
        let particle = clauses.parse.child(above, Relation::CompoundPrt);
        let whole = particle.and_then(|particle| {
            let phrase = format!("{lemma} {}", clauses.lemma(particle));
            self.words.of(Where::Above, &phrase).or_else(|| self.words.of(place, &phrase))
        });
        whole.or_else(|| self.words.of(Where::Above, lemma)).or_else(|| self.words.of(place, lemma))
    }

    /// "needed in the talks", "told a meeting": the talks are held, whatever was needed or told there.
    fn is_there(&self, noun: TokenId, above: TokenId) -> bool {
        let clauses = self.clauses;
        let around = |case: TokenId| matches!(clauses.lemma(case), "in" | "at" | "during" | "with");
        match clauses.parse.token(noun).relation {
            Relation::Obl => {
                let alleging = self.words.of(Where::Above, clauses.lemma(above)) == Some(Modality::Alleged);
                !alleging && clauses.parse.children_in(noun, &[Relation::Case]).any(around)
            }
            Relation::Obj => clauses.is_in("telling", above),
            _ => false,
        }
    }

    /// The doubts at a word itself: "will", "not", "alleged".
    fn beside(&self, token: TokenId) -> Vec<Modality> {
        let clauses = self.clauses;
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
            // "was not only preceded by" says that it was.
            .filter(|&child| {
                let next = clauses.parse.tokens.get(child as usize + 1).map(|next| &*next.lemma);
                !(clauses.lemma(child) == "not" && matches!(next, Some("only" | "just" | "merely")))
            })
            .filter_map(|child| self.words.of(Where::Beside, clauses.lemma(child)))
            .collect();
        // "is no longer enriching uranium"
        let longer = clauses.parse.children_in(token, &[Relation::Advmod]).any(|adverb| {
            let mut no = clauses.parse.children_in(adverb, &[Relation::Advmod, Relation::Det]);
            clauses.word(adverb).eq_ignore_ascii_case("longer") && no.any(|no| clauses.lemma(no) == "no")
        });
        if longer {
            found.push(Modality::Negated);
        }
        // "No agreement was reached": the negation stands at the subject.
        let subjects = [Relation::Nsubj, Relation::NsubjPass];
        for subject in clauses.parse.children_in(token, &subjects) {
            let none = matches!(clauses.lemma(subject), "nobody" | "none");
            let determiners = [Relation::Det, Relation::CcPreconj, Relation::Cc];
            let no = clauses
                .parse
                .children_in(subject, &determiners)
                .any(|det| matches!(clauses.lemma(det), "no" | "neither"));
            if none || no {
                found.push(Modality::Negated);
            }
        }
        let auxiliary = |wanted: &[&str]| {
            clauses.parse.children_in(token, &[Relation::Aux]).any(|aux| wanted.contains(&clauses.lemma(aux)))
        };
        // "must not attack" forbids, and tells nothing of what is.
        if auxiliary(&["must", "should", "may", "might", "ought", "shall"]) {
            found.retain(|&modality| modality != Modality::Negated);
        }
        // "would" after a past verb of saying is the future of then, not a condition.
        let word = clauses.parse.token(token);
        let past =
            word.head.is_some_and(|above| matches!(clauses.parse.token(above).xpos, Xpos::Vbd | Xpos::Vbn));
        if auxiliary(&["would"]) && past && word.relation == Relation::Ccomp {
            for modality in &mut found {
                if *modality == Modality::Hypothetical {
                    *modality = Modality::Future;
                }
            }
        }
        found
    }

    /// The doubt that the clause's own conjunction brings: "if they attack", "in a bid to attack"; and the
    /// headline's "Norway to meet Chad".
    fn mark(&self, token: TokenId) -> Option<Modality> {
        let clauses = self.clauses;
        let relation = clauses.parse.token(token).relation;
        let mut marks = clauses.parse.children_in(token, &[Relation::Mark]);
        match relation {
            _ if clauses.is_headline(token) => Some(Modality::Future),
            // "until it ceases its strikes": it has not; but "until it collapsed".
            Relation::Advcl
                if matches!(clauses.parse.token(token).xpos, Xpos::Vbz | Xpos::Vbp)
                    && clauses
                        .parse
                        .children_in(token, &[Relation::Mark])
                        .any(|mark| clauses.lemma(mark) == "until") =>
            {
                Some(Modality::Hypothetical)
            }
            Relation::Advcl | Relation::Ccomp | Relation::Acl | Relation::Csubj => {
                marks.find_map(|mark| self.words.of(Where::Mark, clauses.lemma(mark)))
            }
            Relation::Root => {
                let to = marks.any(|mark| clauses.lemma(mark) == "to");
                let subject = clauses.parse.child(token, Relation::Nsubj).is_some();
                (to && subject).then_some(Modality::Future)
            }
            _ => None,
        }
    }

    /// Whether the sentence asks: "Did the army attack?"
    fn is_question(&self, head: TokenId) -> bool {
        let sentence = &self.clauses.parse.sentences[self.clauses.parse.sentence_of(head)];
        let mut last = sentence.tokens.clone().rev().take(2).map(|token| self.clauses.lemma(token));
        last.any(|lemma| lemma == "?")
    }
}
