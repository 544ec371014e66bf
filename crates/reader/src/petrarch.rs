//! Events as PETRARCH's dictionaries code them. Takes the parse and a user's [`Dictionaries`], gives source, target
//! and code of each verb whose own code or pattern says so.
//!
//! "Norland praised Sudland's envoy" with `NORLAND [NRL]`, `SUDLAND [SUD]`, `ENVOY [~GOV]` and `PRAISE [051]` is
//! NRL, SUDGOV, 051. Words and their order are the dictionaries' business, who stands where is the tree's: the source
//! is the subject, or after "by" in the passive; the target the first actor of the clause after the verb.
//!
//! Refuses an event without both, and a verb inside what another coded verb tells ("urged them to sign").

mod actors;
mod patterns;
mod words;

use jiff::civil::Date;
use knowledge::petrarch::{Dictionaries, Discard, VerbForm};
use language::{Parse, Relation, TokenId, Upos};
use record::{Article, Coding};

use actors::Actors;
use patterns::Match;
use words::Words;

/// What the dictionaries make of one verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryEvent {
    /// The verb.
    pub head: TokenId,
    /// It, and the words that belong to it ("broke down").
    pub trigger: Vec<TokenId>,
    /// Who did what to whom, in the dictionaries' codes: each pair of a source and a target.
    pub codings: Vec<Coding>,
    /// The dictionary's line: "verbs.txt:43 - * DOWN".
    pub rule: String,
}

/// Codes the events of an article, in the order of the text.
pub(crate) fn find(article: &Article, parse: &Parse, dictionaries: &Dictionaries) -> Vec<DictionaryEvent> {
    let mut events = Vec::new();
    for sentence in &parse.sentences {
        let words = Words::of(parse, &article.text, sentence.tokens.clone());
        match words.discarded(dictionaries) {
            Some(Discard::Story) => return Vec::new(),
            Some(Discard::Sentence) => continue,
            None => {}
        }
        let actors = Actors::find(parse, &words, dictionaries, article.published);
        let coder = Coder { parse, dictionaries, words: &words, actors: &actors };
        events.extend(coder.code());
    }
    events
}

/// The day on which an actor's code is looked up.
type Day = Option<Date>;

/// One sentence.
struct Coder<'a> {
    parse: &'a Parse,
    dictionaries: &'a Dictionaries,
    words: &'a Words,
    actors: &'a Actors<'a>,
}

/// A verb of the dictionaries in the sentence: its words, from the first to the last.
struct Found<'a> {
    verb: &'a VerbForm,
    first: usize,
    last: usize,
}

impl Coder<'_> {
    fn code(&self) -> Vec<DictionaryEvent> {
        let mut events = Vec::new();
        let mut covered: Vec<TokenId> = Vec::new();
        for at in 0..self.words.len() {
            let head = self.words.token(at);
            if covered.contains(&head) || !self.is_verb(head) {
                continue;
            }
            let Some(found) = self.verb_at(at, head) else { continue };
            let below = self.below(head, found.last);
            if let Some(event) = self.code_verb(head, &found, &below) {
                covered.extend(below.iter().map(|&word| self.words.token(word)));
                events.push(event);
            }
        }
        events
    }

    fn is_verb(&self, token: TokenId) -> bool {
        let word = self.parse.token(token);
        let subject = || self.parse.children_in(token, &[Relation::Nsubj, Relation::NsubjPass]).next().is_some();
        word.upos == Upos::Verb || word.xpos.name().starts_with("VB") && word.upos != Upos::Aux || subject()
    }

    /// The verb of most words that stands at a word.
    fn verb_at(&self, at: usize, head: TokenId) -> Option<Found<'_>> {
        let lemma = self.parse.token(head).lemma.to_uppercase();
        let verbs = self.dictionaries.verbs(self.words.word(at), &lemma);
        verbs.into_iter().find_map(|verb| {
            let (first, last) = (at.checked_sub(verb.before.len())?, at + verb.after.len());
            let stands = self.words.stand(first, &verb.before) && self.words.stand(at + 1, &verb.after);
            stands.then_some(Found { verb, first, last })
        })
    }

    /// The words after the verb that belong to its clause: not those of another clause beside it.
    fn below(&self, head: TokenId, last: usize) -> Vec<usize> {
        let beside = |child: TokenId| {
            let word = self.parse.token(child);
            word.relation == Relation::Parataxis
                || word.relation == Relation::Conj
                    && word.upos == Upos::Verb
                    && word.head.is_some_and(|above| self.is_verb(above))
        };
        let mut top = head;
        // "said it would act": an auxiliary or an adjective stands for the word that it belongs to.
        while let Some(above) = self.parse.token(top).head.filter(|_| {
            matches!(self.parse.token(top).relation, Relation::Amod | Relation::Compound | Relation::Aux)
        }) {
            top = above;
        }
        let tokens = self.parse.subtree_without(top, beside);
        (last + 1..self.words.len())
            .filter(|&word| tokens.binary_search(&self.words.token(word)).is_ok())
            .collect()
    }

    fn code_verb(&self, head: TokenId, found: &Found, below: &[usize]) -> Option<DictionaryEvent> {
        let above: Vec<usize> = (0..found.first).rev().collect();
        let patterns = self.dictionaries.patterns(found.verb).iter();
        let matched = patterns
            .filter_map(|pattern| {
                let matched = Match::of(pattern, self.words, self.actors, self.dictionaries, &above, below)?;
                Some((pattern, matched))
            })
            .next();
        let (codes, rule, matched) = match matched {
            Some((pattern, matched)) => (&pattern.codes, &pattern.place, matched),
            None => (&found.verb.codes, &found.verb.place, Match::default()),
        };
        if codes.iter().all(Option::is_none) {
            return None;
        }
        let (sources, targets) = self.parties(head, &matched, below);
        let mut codings: Vec<Coding> = Vec::new();
        for source in &sources {
            for target in targets.iter().filter(|target| *target != source) {
                for (code, (source, target)) in codes.iter().zip([(source, target), (target, source)]) {
                    let Some(code) = code else { continue };
                    let coding = Coding { source: source.clone(), target: target.clone(), code: code.clone() };
                    if !codings.contains(&coding) {
                        codings.push(coding);
                    }
                }
            }
        }
        if codings.is_empty() {
            return None;
        }
        let trigger = (found.first..=found.last).map(|word| self.words.token(word)).collect();
        Some(DictionaryEvent { head, trigger, codings, rule: rule.clone() })
    }

    /// The codes of the sources and of the targets.
    fn parties(&self, head: TokenId, matched: &Match, below: &[usize]) -> (Vec<String>, Vec<String>) {
        if let Some(both) = matched.both {
            let codes = self.actors.codes(both);
            return (codes.clone(), codes);
        }
        let agent = self.by_agent(head).filter(|_| matched.source.is_none() && matched.target.is_none());
        if let Some(agent) = agent {
            let subject = self.subject(head).and_then(|subject| self.actors.first_of(self.parse, subject));
            return (self.actors.codes(agent), subject.map_or(Vec::new(), |one| self.actors.codes(one)));
        }
        let source = matched.source.or_else(|| self.source(head, matched.target));
        let sources = source.map_or(Vec::new(), |source| self.actors.codes(source));
        let target = matched.target.or_else(|| self.target(below, source, &sources));
        (sources, target.map_or(Vec::new(), |target| self.actors.codes(target)))
    }

    /// Who does it in the passive: "condemned by Norland".
    fn by_agent(&self, head: TokenId) -> Option<TokenId> {
        let passive = [Relation::AuxPass, Relation::NsubjPass];
        let is_passive = self.parse.children_in(head, &passive).next().is_some();
        let mut agents = self.parse.children_in(head, &[Relation::OblAgent, Relation::Obl]).filter(|&child| {
            self.parse.token(child).relation == Relation::OblAgent
                || is_passive
                    && self.parse.child(child, Relation::Case).is_some_and(|case| {
                        self.parse.token(case).lemma == "by"
                    })
        });
        agents.find_map(|agent| self.actors.first_of(self.parse, agent))
    }

    /// The subject of a verb, its own or that of the verb it belongs to; of a relative clause the noun.
    fn subject(&self, verb: TokenId) -> Option<TokenId> {
        let mut at = verb;
        loop {
            let subjects = [Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter];
            let subject = self.parse.children_in(at, &subjects).next();
            let word = self.parse.token(at);
            match subject {
                Some(subject) if self.actors.first_of(self.parse, subject).is_some() => return Some(subject),
                _ if matches!(word.relation, Relation::Acl | Relation::AclRelcl) => return word.head,
                _ => at = word.head?,
            }
        }
    }

    fn source(&self, head: TokenId, target: Option<TokenId>) -> Option<TokenId> {
        let other = |group: &TokenId| Some(*group) != target;
        let subject = self.subject(head);
        let subject = subject.and_then(|subject| self.actors.first_of(self.parse, subject)).filter(other);
        let before = || self.actors.groups().filter(|&group| group < head).find(other);
        subject.or_else(before)
    }

    /// The first actor of the clause that is somebody else than the source.
    fn target(&self, below: &[usize], source: Option<TokenId>, sources: &[String]) -> Option<TokenId> {
        let mut groups = below.iter().filter_map(|&word| self.actors.group_at(self.words.token(word)));
        groups.find(|&group| {
            Some(group) != source && self.actors.codes(group).iter().any(|code| !sources.contains(code))
        })
    }
}

#[cfg(test)]
mod tests;
