//! The ways through a clause: who is the subject of "urged them to leave", the object of "the diplomats
//! expelled by London", the one after "with". Takes a token and a place, gives the tokens that stand there.

use knowledge::frames::{Frames, Place, Step};
use language::{EntityKind, Parse, Relation, TokenId, Upos, Xpos};
use record::Span;

use crate::mentions::DAYS_AND_MONTHS;

/// A parse, walked by places.
#[derive(Clone, Copy)]
pub(crate) struct Clauses<'a> {
    pub(crate) parse: &'a Parse,
    pub(crate) text: &'a str,
    pub(crate) frames: &'a Frames,
}

impl Clauses<'_> {
    pub(crate) fn lemma(&self, token: TokenId) -> &str {
        &self.parse.token(token).lemma
    }

    /// The tokens at a place seen from a trigger, whose other words are `extra`.
    pub(crate) fn at(&self, trigger: TokenId, extra: &[TokenId], place: &Place) -> Vec<TokenId> {
        let mut here = vec![trigger];
        for (index, step) in place.iter().enumerate() {
            let beside = if index == 0 { extra } else { &[] };
            let there = here.iter().flat_map(|&token| self.step(token, beside, step));
            here = there.flat_map(|token| self.with_conjuncts(token)).collect();
        }
        here.dedup();
        here
    }

    fn step(&self, token: TokenId, extra: &[TokenId], step: &Step) -> Vec<TokenId> {
        match step {
            Step::Subject => self.subjects(token),
            Step::Object => without(self.objects(token), extra),
            Step::Indirect => self.in_relations(token, &[Relation::Iobj]),
            Step::Possessor => {
                let mut found = self.in_relations(token, &[Relation::NmodPoss]);
                found.extend(extra.iter().flat_map(|&noun| self.in_relations(noun, &[Relation::NmodPoss])));
                found
            }
            Step::Modifier => {
                let relations =
                    &[Relation::Amod, Relation::Compound, Relation::NmodDesc, Relation::NmodUnmarked];
                let mut found = self.in_relations(token, relations);
                found.extend(extra.iter().flat_map(|&noun| self.in_relations(noun, relations)));
                found
            }
            Step::Complement => {
                let relations = &[Relation::Xcomp, Relation::Ccomp, Relation::Advcl, Relation::Acl];
                let mut found = self.in_relations(token, relations);
                found.extend(extra.iter().flat_map(|&noun| self.in_relations(noun, relations)));
                found.retain(|&clause| {
                    self.parse.token(clause).relation != Relation::Advcl || self.is_complement(clause)
                });
                found
            }
            Step::Under => {
                let aside = |child| {
                    let relation = self.parse.token(child).relation;
                    // "resisted the pact, but the air grew so bad": another clause is not beneath.
                    matches!(relation, Relation::AclRelcl | Relation::Parataxis)
                        || relation == Relation::Conj && self.is_verb(child)
                        || relation == Relation::Advcl && !self.is_complement(child)
                };
                self.parse.subtree_without(token, aside)
            }
            Step::Preposition(word) => self.after_preposition(token, extra, word),
        }
    }

    fn in_relations(&self, token: TokenId, relations: &[Relation]) -> Vec<TokenId> {
        self.parse.children_in(token, relations).map(|child| self.antecedent(child)).collect()
    }

    /// Whether it is done rather than does: "was expelled", "expelled by", "the expelled".
    pub(crate) fn is_passive(&self, token: TokenId) -> bool {
        let word = self.parse.token(token);
        let marked = [Relation::AuxPass, Relation::NsubjPass, Relation::CsubjPass, Relation::OblAgent];
        if self.parse.children_in(token, &marked).next().is_some() {
            return true;
        }
        if self.is_predicate_of_root(token) {
            return false;
        }
        // "got shot"
        if word.xpos == Xpos::Vbn && word.head.is_some_and(|head| self.lemma(head) == "get") {
            return matches!(word.relation, Relation::Xcomp | Relation::Advcl);
        }
        let bare = word.xpos == Xpos::Vbn
            && self.parse.children_in(token, &[Relation::Aux, Relation::Nsubj]).next().is_none();
        match word.relation {
            Relation::Acl | Relation::Advcl | Relation::Amod | Relation::Parataxis | Relation::Root => bare,
            Relation::Conj => bare && word.head.is_some_and(|head| self.is_passive(head)),
            _ => false,
        }
    }

    /// Whether a verb that the parser hangs on the noun before it is that sentence's verb: "Prosecutors shared
    /// evidence." has no other. A headline without a full stop may well be passive: "Minister jailed".
    fn is_predicate_of_root(&self, token: TokenId) -> bool {
        let word = self.parse.token(token);
        let Some(noun) = word.head.filter(|&head| head < token) else { return false };
        // "Hundreds of thousands of people protested."
        let top = std::iter::once(noun)
            .chain(self.parse.ancestors(noun))
            .find(|&above| self.parse.token(above).relation != Relation::Nmod);
        let hangs = matches!(word.relation, Relation::Amod | Relation::Acl)
            && matches!(word.xpos, Xpos::Vbn | Xpos::Vbd)
            && top.is_some_and(|top| self.parse.token(top).head.is_none())
            && self.is_nominal(noun)
            && !self.has_copula(noun);
        let sentence = &self.parse.sentences[self.parse.sentence_of(token)];
        let ends = sentence.tokens.clone().next_back().is_some_and(|last| self.lemma(last) == ".");
        hangs && (ends || self.parse.child(token, Relation::Obj).is_some())
    }

    /// Who does it.
    pub(crate) fn subjects(&self, token: TokenId) -> Vec<TokenId> {
        if self.is_nominal(token) && self.parse.child(token, Relation::Cop).is_none() {
            return self.subjects_of_noun(token);
        }
        if self.is_passive(token) {
            let mut agents = self.in_relations(token, &[Relation::OblAgent]);
            if agents.is_empty() {
                agents = self.after_preposition(token, &[], "by");
            }
            if agents.is_empty() {
                agents = self.agents_behind_the_place(token);
            }
            return agents;
        }
        self.surface_subjects(token, 0)
    }

    /// "was shot at the town hall by a guard": the agent, which the parser hangs on the place.
    fn agents_behind_the_place(&self, verb: TokenId) -> Vec<TokenId> {
        let by = |noun: &TokenId| {
            self.parse.children_in(*noun, &[Relation::Case]).any(|case| self.lemma(case) == "by")
        };
        let places = self.parse.children_in(verb, &[Relation::Obl]).filter(|&noun| {
            let mut cases = self.parse.children_in(noun, &[Relation::Case]);
            cases.any(|case| {
                matches!(
                    self.lemma(case),
                    "at" | "in" | "near" | "outside" | "inside" | "on" | "with" | "of" | "for"
                )
            }) && !self.is_in("document", noun)
                && !self.is_in("bomb", noun)
        });
        places.flat_map(|noun| self.parse.children_in(noun, &[Relation::Nmod]).filter(by)).collect()
    }

    /// Nouns do through their possessor, or through the light verb that carries them.
    fn subjects_of_noun(&self, noun: TokenId) -> Vec<TokenId> {
        let word = self.parse.token(noun);
        let mut found = self.in_relations(noun, &[Relation::NmodPoss]);
        if let Some(verb) = word.head.filter(|_| found.is_empty()) {
            // "engaged in talks", but not "announced the arrest in the shooting of".
            let carried = matches!(word.relation, Relation::Obj | Relation::NsubjPass)
                || word.relation == Relation::Obl && self.parse.child(verb, Relation::Obj).is_none();
            if carried && self.is_in("light", verb) || self.is_parley_held(noun) {
                found = self.subjects(verb);
            }
        }
        found
    }

    /// "freed him after talks with the envoy": who did the one had the talks.
    fn is_parley_held(&self, noun: TokenId) -> bool {
        let with = |child: TokenId| self.has_mark(child, &["with"]);
        let beside = self.next_phrase(noun).is_some_and(with);
        self.parse.token(noun).relation == Relation::Obl
            && self.is_in("parley", noun)
            && self.has_mark(noun, &["after", "following", "follow", "during", "in"])
            && (beside || self.parse.children_in(noun, &[Relation::Nmod]).any(with))
    }

    /// To whom it is done.
    pub(crate) fn objects(&self, token: TokenId) -> Vec<TokenId> {
        let word = self.parse.token(token);
        if self.is_nominal(token) {
            let mut found = self.after_preposition(token, &[], "of");
            if let Some(verb) = word.head.filter(|_| found.is_empty() && word.relation != Relation::Nsubj)
                && self.is_in("undergo", verb)
            {
                found = self.subjects(verb);
            }
            return found;
        }
        if self.is_passive(token) {
            return self.surface_subjects(token, 0);
        }
        let mut found = self.in_relations(token, &[Relation::Obj]);
        if found.is_empty() {
            found.extend(self.counted(token).find(|&noun| noun > token));
        }
        if found.is_empty() && self.is_in("handing", token) {
            // "handed over the bodies": a particle that the parser takes for a preposition.
            let over = |noun: &TokenId| {
                let case = self.parse.child(*noun, Relation::Case);
                let bare = *noun > token && !self.is_day(*noun);
                case.map_or(bare, |case| case == token + 1 && self.lemma(case) == "over")
            };
            found.extend(self.parse.children_in(token, &[Relation::Obl]).find(over));
        }
        if found.is_empty() && word.relation == Relation::AclRelcl {
            // "the town they attacked": the noun itself, if no pronoun stands for it.
            let relative = self.parse.subtree(token).into_iter().any(|id| self.is_relative(id));
            if !relative {
                found.extend(word.head);
            }
        }
        if found.is_empty() && word.relation == Relation::Conj {
            // "arrested and later deported the men"
            let shared = self
                .parse
                .children_in(token, &[Relation::Obl, Relation::Xcomp, Relation::Ccomp])
                .next()
                .is_none();
            found.extend(
                word.head
                    .filter(|&head| shared && self.is_verb(head))
                    .map(|head| self.objects(head))
                    .unwrap_or_default(),
            );
        }
        found
    }

    /// The subject as it stands, active or passive; that of a higher clause, where this one has none.
    fn surface_subjects(&self, token: TokenId, depth: usize) -> Vec<TokenId> {
        let own = self.own_subjects(token);
        if !own.is_empty() || depth > 12 {
            return own;
        }
        let word = self.parse.token(token);
        let Some(head) = word.head else { return own };
        match word.relation {
            // "accused him of attacking", "barred them from entering": the one accused attacks.
            Relation::Advcl | Relation::Obl
                if self.has_mark(token, &["of", "from", "for", "into"]) && !self.objects(head).is_empty() =>
            {
                self.objects(head)
            }
            // "attacked marchers demanding a recount": the marchers demand it.
            Relation::Advcl if self.is_told_of_a_crowd(token, head) => self.objects(head),
            // Not from a clause of saying: "officials said a shell had exploded" has no actor.
            Relation::Conj | Relation::Advcl if !self.is_nominal(head) || self.has_copula(head) => {
                self.surface_subjects(head, depth + 1)
            }
            Relation::Xcomp => {
                let controlled = self.in_relations(head, &[Relation::Obj, Relation::Iobj]);
                if !controlled.is_empty() && !self.is_in("subject_control", head) {
                    controlled
                } else {
                    self.surface_subjects(head, depth + 1)
                }
            }
            Relation::Acl if self.is_headline(token) => vec![head],
            Relation::Acl if self.parse.token(token).xpos == Xpos::Vb => self.planners(head),
            // "released a report criticising": who released it criticises.
            Relation::Acl if self.is_in("document", head) => self.authors(head),
            Relation::Acl | Relation::AclRelcl => vec![self.beyond_the_place(token, head)],
            Relation::Amod if self.is_predicate_of_root(token) => vec![head],
            Relation::Advcl => self.subjects_of_noun(head),
            Relation::Root | Relation::Ccomp | Relation::Parataxis => self.stranded_subject(token),
            _ => own,
        }
    }

    /// Whether a participle stands right behind an object that is a crowd.
    fn is_told_of_a_crowd(&self, participle: TokenId, verb: TokenId) -> bool {
        let bare = self.parse.token(participle).xpos == Xpos::Vbg
            && self.parse.children_in(participle, &[Relation::Mark, Relation::Case]).next().is_none();
        let object = self.parse.children_in(verb, &[Relation::Obj]).last();
        let behind = |object: TokenId| {
            self.is_in("crowd", object)
                && self.parse.subtree(object).last().map(|last| last + 1) == Some(participle)
        };
        bare && object.is_some_and(behind)
    }

    /// The subjects that hang from a verb; of several that nothing joins, the nearest before it.
    fn own_subjects(&self, token: TokenId) -> Vec<TokenId> {
        let relations = [Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter];
        let subjects = self.parse.children_in(token, &relations).filter(|&one| !self.is_day(one));
        let mut subjects: Vec<TokenId> = subjects.collect();
        if subjects.is_empty() {
            subjects.extend(self.counted(token).find(|&noun| noun < token));
        }
        let joined = subjects.iter().any(|&one| self.parse.child(one, Relation::Cc).is_some());
        let nearest = subjects.iter().copied().filter(|&one| one < token).max();
        match nearest {
            Some(nearest) if subjects.len() > 1 && !joined => vec![self.antecedent(nearest)],
            _ => subjects.into_iter().map(|one| self.antecedent(one)).collect(),
        }
    }

    /// Whether a noun says when: "Friday", "week".
    pub(crate) fn is_day(&self, noun: TokenId) -> bool {
        const SPANS: &[&str] = &["day", "week", "month", "year", "morning", "evening", "night"];
        let lemma = self.lemma(noun).to_lowercase();
        SPANS.contains(&lemma.as_str()) || DAYS_AND_MONTHS.contains(&lemma.as_str())
    }

    /// "killed at least 12 soldiers", "up to 500 marched": subjects and objects with a number that the parser takes
    /// for adjuncts.
    fn counted(&self, verb: TokenId) -> impl Iterator<Item = TokenId> {
        let obliques = self.parse.children_in(verb, &[Relation::Obl]);
        obliques.filter(|&noun| !self.is_day(noun) && self.is_about_a_number(noun))
    }

    /// Whether nothing but words of measure stand before a noun's number: "at least", "more than", "up to".
    fn is_about_a_number(&self, noun: TokenId) -> bool {
        let number = self.parse.child(noun, Relation::Nummod);
        let cases = self.parse.children_in(noun, &[Relation::Case]);
        let measures = |case: TokenId| {
            let next = self.parse.tokens.get(case as usize + 1).map(|next| next.lemma.to_lowercase());
            let before = case.checked_sub(1).map(|before| self.lemma(before).to_lowercase());
            match self.lemma(case) {
                "at" => matches!(next.as_deref(), Some("least" | "most" | "little" | "few")),
                "to" => before.as_deref() == Some("up"),
                "over" | "about" | "around" | "under" => number == Some(case + 1),
                "as" | "than" => true,
                _ => false,
            }
        };
        number.is_some_and(|number| number < noun) && cases.into_iter().all(measures)
    }

    /// "Chilean minister to visit Peru": a headline that is a noun with an infinitive.
    pub(crate) fn is_headline(&self, token: TokenId) -> bool {
        let word = self.parse.token(token);
        let sentence = &self.parse.sentences[self.parse.sentence_of(token)];
        let ends = sentence.tokens.clone().next_back().is_some_and(|last| self.lemma(last) == ".");
        let noun = word.head.map(|head| self.parse.token(head));
        !ends
            && word.relation == Relation::Acl
            && word.xpos == Xpos::Vb
            && noun.is_some_and(|noun| noun.head.is_none() && matches!(noun.upos, Upos::Noun | Upos::Propn))
    }

    /// Whose plan it is: "abandoned a plan to expel him", "entered the town in a bid to seize it".
    fn planners(&self, plan: TokenId) -> Vec<TokenId> {
        let word = self.parse.token(plan);
        let found = self.subjects_of_noun(plan);
        let verb = word.head.filter(|&verb| {
            found.is_empty()
                && self.is_in("undertaking", plan)
                && matches!(word.relation, Relation::Obj | Relation::Obl | Relation::NsubjPass)
                && !self.is_in("judging", verb)
        });
        verb.map_or(found, |verb| self.subjects(verb))
    }

    /// Who wrote a text: its possessor, or who issued it.
    fn authors(&self, text: TokenId) -> Vec<TokenId> {
        let owners = self.in_relations(text, &[Relation::NmodPoss]);
        let word = self.parse.token(text);
        match word.head.filter(|_| owners.is_empty()) {
            Some(verb) if word.relation == Relation::Obj && self.is_verb(verb) => self.subjects(verb),
            Some(_) if owners.is_empty() && word.relation != Relation::Root => vec![text],
            _ => owners,
        }
    }

    /// "the attack in Quetta that killed nine": of a town within a phrase it is the rest that acts.
    fn beyond_the_place(&self, clause: TokenId, noun: TokenId) -> TokenId {
        let word = self.parse.token(noun);
        let first = self.parse.subtree(clause).first().copied().unwrap_or(clause);
        let comma = first > 0 && self.lemma(first - 1) == ",";
        let inside = || self.has_mark(noun, &["in", "at", "near", "outside", "inside", "on"]);
        match word.head {
            Some(above) if !comma && word.relation == Relation::Nmod && self.is_place(noun) && inside() => {
                above
            }
            _ => noun,
        }
    }

    fn is_place(&self, token: TokenId) -> bool {
        let mut names = self.parse.entities.iter();
        names.any(|name| name.kind == EntityKind::Place && name.tokens.contains(&token))
    }

    /// "Ahead of the summit, Putin on June 13 held talks": the name after the comma, which the parser hangs
    /// on the summit, is the subject of the finite verb that has none.
    fn stranded_subject(&self, verb: TokenId) -> Vec<TokenId> {
        let finite = matches!(self.parse.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || self.parse.child(verb, Relation::Aux).is_some();
        let hanging = |token: &TokenId| {
            let word = self.parse.token(*token);
            let first = self.parse.subtree(*token).first().copied().unwrap_or(*token);
            *token < verb
                && matches!(word.relation, Relation::Appos | Relation::Conj | Relation::Parataxis)
                && self.is_nominal(*token)
                && first > 0
                && self.lemma(first - 1) == ","
                && self.parse.child(*token, Relation::Cc).is_none()
        };
        if !finite {
            return Vec::new();
        }
        let before_a_quotations_end = self.subject_given_to_the_verb_of_saying(verb);
        if before_a_quotations_end.is_some() {
            return before_a_quotations_end.into_iter().collect();
        }
        let mut before = self.parse.subtree(verb).into_iter().filter(|&token| token < verb);
        before.rfind(hanging).into_iter().collect()
    }

    /// "The premier invited the envoy," an aide said: the premier, who the parser says said it, beside the aide.
    fn subject_given_to_the_verb_of_saying(&self, verb: TokenId) -> Option<TokenId> {
        let saying = self.parse.token(verb).head?;
        let subjects = || self.parse.children_in(saying, &[Relation::Nsubj]);
        let another = subjects().any(|subject| subject > verb);
        subjects().filter(|&subject| another && subject < verb).max()
    }

    /// What a preposition brings in, at the trigger, its other words, its object and its light verb.
    fn after_preposition(&self, token: TokenId, extra: &[TokenId], word: &str) -> Vec<TokenId> {
        let mut hosts = vec![token];
        hosts.extend(extra);
        hosts.extend(self.parse.children_in(token, &[Relation::Obj, Relation::CompoundPrt]));
        if let Some(verb) = self.parse.token(token).head
            && self.is_nominal(token)
            && self.is_in("light", verb)
        {
            hosts.push(verb);
        }
        hosts.sort_unstable();
        hosts.dedup();
        let brings = |child: &TokenId| {
            // "to leave" is no place to go to.
            let relations: &[Relation] =
                if word == "to" { &[Relation::Case] } else { &[Relation::Case, Relation::Mark] };
            self.parse.children_in(*child, relations).any(|case| self.lemma(case) == word)
                && !self.is_about_a_number(*child)
        };
        let mut found = Vec::new();
        for host in hosts {
            let own = self.parse.children(host).iter().copied().filter(brings);
            found.extend(own.map(|child| self.antecedent(child)));
        }
        // "One was killed and two were hurt in a raid by rebels": what is said of the last is true of the first.
        if found.is_empty() && extra.is_empty() && matches!(word, "by" | "in") && self.is_passive(token) {
            let later =
                self.parse.children_in(token, &[Relation::Conj]).filter(|&other| self.is_passive(other));
            for host in later {
                let theirs = self.parse.children(host).iter().copied().filter(brings);
                found.extend(theirs);
            }
        }
        let parley = word == "with" && self.is_in("parley", token);
        if parley || matches!(word, "by" | "on" | "against" | "from" | "between") {
            let next = self.next_phrase(token).filter(brings);
            found.extend(next.map(|child| self.antecedent(child)));
        }
        found.dedup();
        found
    }

    /// "an attack by Niger on Chad": the phrase right behind a noun's own, though the parser hangs it on the verb.
    fn next_phrase(&self, noun: TokenId) -> Option<TokenId> {
        let word = self.parse.token(noun);
        let verb = word.head.filter(|_| matches!(word.relation, Relation::Obj | Relation::Obl))?;
        let end = self.parse.subtree(noun).last()? + 1;
        self.parse
            .children_in(verb, &[Relation::Obl])
            .find(|&child| self.is_nominal(noun) && self.parse.subtree(child).first() == Some(&end))
    }

    /// Whether a comma stands before a clause, wherever the parser hangs it.
    pub(crate) fn is_set_off(&self, clause: TokenId) -> bool {
        let first = self.parse.subtree(clause).first().copied().unwrap_or(clause);
        self.lemma(first) == "," || first > 0 && self.lemma(first - 1) == ","
    }

    /// Whether an adverbial clause may be a complement: after its verb, with "to", "of", "from" or nothing, and no comma
    /// before it.
    pub(crate) fn is_complement(&self, token: TokenId) -> bool {
        let mut marks = self.parse.children_in(token, &[Relation::Mark, Relation::Case]);
        let first = self.parse.subtree(token).first().copied().unwrap_or(token);
        let comma = first > 0 && self.lemma(first - 1) == ",";
        let after = self.parse.token(token).head.is_none_or(|head| head < token);
        after
            && !comma
            && marks.all(|mark| matches!(self.lemma(mark), "of" | "from" | "to" | "for" | "against" | "with"))
    }

    /// It and the others of "Britain, France and Germany".
    pub(crate) fn with_conjuncts(&self, token: TokenId) -> Vec<TokenId> {
        let mut found = vec![token];
        let mut next = 0;
        while let Some(&one) = found.get(next) {
            next += 1;
            let more = self
                .parse
                .children_in(one, &[Relation::Conj])
                .filter(|&other| !self.is_verb(other) && !self.has_copula(other));
            found.extend(more);
        }
        found
    }

    /// "The army said it had killed", "the ministers say they have signed": who says it.
    pub(crate) fn speaking_of_itself(&self, pronoun: TokenId) -> Option<TokenId> {
        let word = self.parse.token(pronoun);
        let plural = match self.lemma(pronoun) {
            "it" => false,
            "they" => true,
            _ => return None,
        };
        let subject = matches!(word.relation, Relation::Nsubj | Relation::NsubjPass);
        let clause =
            word.head.filter(|&clause| subject && self.parse.token(clause).relation == Relation::Ccomp)?;
        let speaker = self.parse.child(self.parse.token(clause).head?, Relation::Nsubj)?;
        let several = matches!(self.parse.token(speaker).xpos, Xpos::Nns | Xpos::Nnps)
            || self.parse.child(speaker, Relation::Conj).is_some();
        (several == plural).then_some(speaker)
    }

    /// The noun that a relative pronoun stands for; any other token itself.
    fn antecedent(&self, token: TokenId) -> TokenId {
        if !self.is_relative(token) {
            return token;
        }
        let clause = std::iter::once(token)
            .chain(self.parse.ancestors(token))
            .find(|&id| matches!(self.parse.token(id).relation, Relation::AclRelcl | Relation::AdvclRelcl));
        let noun = clause.and_then(|clause| Some((clause, self.parse.token(clause).head?)));
        noun.map_or(token, |(clause, noun)| self.beyond_the_place(clause, noun))
    }

    fn is_relative(&self, token: TokenId) -> bool {
        let word = self.parse.token(token);
        matches!(word.xpos, Xpos::Wdt | Xpos::Wp) && matches!(&*word.lemma, "who" | "which" | "that" | "whom")
    }

    fn has_mark(&self, token: TokenId, marks: &[&str]) -> bool {
        let mut found = self.parse.children_in(token, &[Relation::Mark, Relation::Case]);
        found.any(|mark| marks.contains(&self.lemma(mark)))
    }

    fn has_copula(&self, token: TokenId) -> bool {
        self.parse.child(token, Relation::Cop).is_some()
    }

    pub(crate) fn is_verb(&self, token: TokenId) -> bool {
        matches!(self.parse.token(token).upos, Upos::Verb | Upos::Aux)
    }

    pub(crate) fn is_nominal(&self, token: TokenId) -> bool {
        matches!(self.parse.token(token).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X)
    }

    /// The words of a token.
    pub(crate) fn word(&self, token: TokenId) -> &str {
        self.parse.token(token).span.of(self.text)
    }

    /// Whether a token's lemma is in a class of the lexicon.
    pub(crate) fn is_in(&self, class: &str, token: TokenId) -> bool {
        self.frames.in_class(class, self.lemma(token))
    }

    /// From the first of some tokens to the last.
    pub(crate) fn span(&self, tokens: &[TokenId]) -> Span {
        self.parse.span_of(tokens)
    }
}

fn without(found: Vec<TokenId>, extra: &[TokenId]) -> Vec<TokenId> {
    found.into_iter().filter(|token| !extra.contains(token)).collect()
}
