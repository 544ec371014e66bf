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
        let actors = Actors::find(parse, &sentence.tokens, &words, dictionaries, article.published);
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
            let verbs = self.verbs_at(at, head);
            let Some(found) = verbs.first() else { continue };
            let below = self.below(head, found.last);
            if let Some(event) = self.code_verb(head, &verbs, &below) {
                covered.extend(below.iter().map(|&word| self.words.token(word)));
                events.push(event);
            }
        }
        events
    }

    fn is_verb(&self, token: TokenId) -> bool {
        let word = self.parse.token(token);
        // "act" in "Norland may act", taken for a noun.
        let clause = || {
            self.parse.child(token, Relation::Nsubj).is_some()
                && self.parse.child(token, Relation::Cop).is_none()
        };
        word.upos == Upos::Verb || word.upos != Upos::Aux && (word.xpos.name().starts_with("VB") || clause())
    }

    /// The verbs that stand at a word, of as many words as the longest: it may have several blocks.
    fn verbs_at(&self, at: usize, head: TokenId) -> Vec<Found<'_>> {
        let lemma = self.parse.token(head).lemma.to_uppercase();
        let verbs = self.dictionaries.verbs(self.words.word(at), &lemma).into_iter();
        let mut found: Vec<Found> = verbs
            .filter_map(|verb| {
                let (first, last) = (at.checked_sub(verb.before.len())?, at + verb.after.len());
                let stands = self.words.stand(first, &verb.before) && self.words.stand(at + 1, &verb.after);
                stands.then_some(Found { verb, first, last })
            })
            .collect();
        let longest = found.first().map_or(0, |verb| verb.last - verb.first);
        found.retain(|verb| verb.last - verb.first == longest);
        found
    }

    /// The words after the verb that belong to its clause: not those of another clause beside it.
    fn below(&self, head: TokenId, last: usize) -> Vec<usize> {
        let beside = |child: TokenId| {
            let word = self.parse.token(child);
            word.relation == Relation::Parataxis
                || word.relation == Relation::Conj
                    && word.upos == Upos::Verb
                    && self.parse.child(child, Relation::Cc).is_some()
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

    /// The event of a verb: by the first pattern of its blocks that fits, else by its own code.
    fn code_verb(&self, head: TokenId, verbs: &[Found], below: &[usize]) -> Option<DictionaryEvent> {
        let found = verbs.first()?;
        let above: Vec<usize> = (0..found.first).rev().collect();
        let patterns = verbs.iter().flat_map(|found| self.dictionaries.patterns(found.verb));
        let matched = patterns.filter_map(|pattern| {
            let matched = Match::of(pattern, self.words, self.actors, self.dictionaries, &above, below)?;
            Some((&pattern.codes, &pattern.place, matched))
        });
        let codes_something = |codes: &[Option<String>; 2]| codes.iter().any(Option::is_some);
        let plain = verbs.iter().find(|found| codes_something(&found.verb.codes)).unwrap_or(found);
        let plain = || (&plain.verb.codes, &plain.verb.place, Match::default());
        let (codes, rule, matched) = { matched }.next().unwrap_or_else(plain);
        if !codes_something(codes) {
            return None;
        }
        let (sources, targets) = self.parties(head, &matched, below);
        let mut codings: Vec<Coding> = Vec::new();
        for source in &sources {
            for target in targets.iter().filter(|target| *target != source) {
                for (code, (source, target)) in codes.iter().zip([(source, target), (target, source)]) {
                    let Some(code) = code else { continue };
                    let (source, target) = (source.clone(), target.clone());
                    let coding = Coding { source, target, code: code.clone(), rule: rule.clone() };
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
        let pointed = matched.source.is_some() || matched.target.is_some() || matched.several.is_some();
        if let Some(agent) = self.by_agent(head).filter(|_| !pointed) {
            return (self.actors.codes(agent), self.codes_of(&self.subjects(head, None)));
        }
        let sources = match matched.source {
            Some(source) => vec![source],
            None => self.sources(head, matched.target.or(matched.several)),
        };
        let codes = self.codes_of(&sources);
        if let (Some(several), true) = (matched.several, codes.is_empty()) {
            // "Fighting broke out between Norland and Sudland."
            let codes = self.actors.codes(several);
            return (codes.clone(), codes);
        }
        let target = matched.target.or(matched.several).or_else(|| self.target(below, &sources, &codes));
        (codes, target.map_or(Vec::new(), |target| self.actors.codes(target)))
    }

    fn codes_of(&self, groups: &[TokenId]) -> Vec<String> {
        groups.iter().flat_map(|&group| self.actors.codes(group)).collect()
    }

    /// Who does it in the passive: "condemned by Norland".
    fn by_agent(&self, head: TokenId) -> Option<TokenId> {
        let passive = [Relation::AuxPass, Relation::NsubjPass];
        let is_passive = self.parse.children_in(head, &passive).next().is_some();
        let mut agents =
            self.parse.children_in(head, &[Relation::OblAgent, Relation::Obl]).filter(|&child| {
                self.parse.token(child).relation == Relation::OblAgent
                    || is_passive
                        && self
                            .parse
                            .child(child, Relation::Case)
                            .is_some_and(|case| self.parse.token(case).lemma == "by")
            });
        agents.find_map(|agent| self.actors.first_of(self.parse, agent))
    }

    /// The actors of a verb's subject, its own or that of the verb it belongs to; of a relative clause those of the
    /// noun. One is passed over: the target, where a pattern points at it.
    fn subjects(&self, verb: TokenId, except: Option<TokenId>) -> Vec<TokenId> {
        let relations = [Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter];
        let mut at = Some(verb);
        while let Some(here) = at {
            let word = self.parse.token(here);
            let subjects = self.parse.children_in(here, &relations).filter(|&subject| subject < here);
            let found: Vec<TokenId> = subjects
                .filter_map(|subject| self.actors.first_of(self.parse, subject))
                .filter(|&group| Some(group) != except)
                .collect();
            if !found.is_empty() {
                return found;
            }
            if matches!(word.relation, Relation::Acl | Relation::AclRelcl) {
                return word
                    .head
                    .and_then(|noun| self.actors.first_of(self.parse, noun))
                    .into_iter()
                    .collect();
            }
            at = word.head;
        }
        Vec::new()
    }

    /// Who does it: the subject; where the tree shows none, the first actor before the verb.
    fn sources(&self, head: TokenId, target: Option<TokenId>) -> Vec<TokenId> {
        let mut subjects = self.subjects(head, target);
        let has_subject =
            self.parse.children_in(head, &[Relation::Nsubj, Relation::NsubjPass]).next().is_some();
        if subjects.is_empty() && !has_subject {
            let mut before = self.actors.groups().filter(|&group| group < head);
            subjects.extend(before.find(|&group| Some(group) != target));
        }
        subjects
    }

    /// The first actor of the clause that is somebody else than the source.
    fn target(&self, below: &[usize], sources: &[TokenId], codes: &[String]) -> Option<TokenId> {
        let mut groups = below.iter().filter_map(|&word| self.actors.group_at(self.words.token(word)));
        groups.find(|group| {
            !sources.contains(group) && self.actors.codes(*group).iter().any(|code| !codes.contains(code))
        })
    }
}

#[cfg(test)]
mod tests;
