//! Who a noun phrase is by the dictionaries: its actor's code with the codes of its agents. "The government of
//! Norland" is NRL and GOV; "officials and judges of Norland and Sudland" are four.

use std::cell::RefCell;
use std::ops::Range;

use knowledge::petrarch::{AgentCode, DatedCode, Dictionaries};
use language::{Parse, Relation, TokenId, Upos, Xpos};

use super::Day;
use super::words::Words;

/// The actors and agents that the words of a sentence name.
pub(super) struct Actors<'a> {
    parse: &'a Parse,
    first: TokenId,
    anchors: Vec<Anchor>,
    /// For each token of the sentence its anchor.
    at: Vec<Option<usize>>,
    /// For each noun that was asked for its codes.
    known: RefCell<Vec<Option<Vec<String>>>>,
}

/// Words that a dictionary holds.
struct Anchor {
    tokens: Range<TokenId>,
    names: Names,
}

enum Names {
    Actor(Vec<String>),
    Agent(AgentCode),
}

/// What a noun's own words say.
#[derive(Clone, Debug, Default)]
struct Own {
    actors: Vec<String>,
    agents: Vec<AgentCode>,
}

/// What belongs to a noun without a preposition.
const OWN: [Relation; 9] = [
    Relation::Compound,
    Relation::Flat,
    Relation::Amod,
    Relation::NmodPoss,
    Relation::NmodDesc,
    Relation::Det,
    Relation::Nummod,
    Relation::Fixed,
    Relation::Goeswith,
];

impl<'a> Actors<'a> {
    pub(super) fn find(
        parse: &'a Parse,
        sentence: &Range<TokenId>,
        words: &Words,
        dictionaries: &Dictionaries,
        day: Day,
    ) -> Actors<'a> {
        let (count, first) = (words.len(), sentence.start);
        let at = vec![None; sentence.len()];
        let known = RefCell::new(vec![None; sentence.len()]);
        let mut actors = Actors { parse, first, anchors: Vec::new(), at, known };
        let mut at = 0;
        while at < count {
            let here = words.from(at);
            // "us" is no country.
            let named = |(length, _): &(usize, _)| (at..at + length).any(|word| words.is_capital(word));
            let actor = dictionaries.actor(&here).filter(named);
            let found = match actor {
                Some((length, codes)) => {
                    let codes = DatedCode::on(codes, day).map(|code| code.codes.clone());
                    Some((length, Names::Actor(codes.unwrap_or_default())))
                }
                None => dictionaries.agent(&here).map(|(length, code)| (length, Names::Agent(code.clone()))),
            };
            let Some((length, names)) = found else {
                at += 1;
                continue;
            };
            let tokens = words.token(at)..words.token(at + length - 1) + 1;
            for token in tokens.clone() {
                actors.at[(token - first) as usize] = Some(actors.anchors.len());
            }
            actors.anchors.push(Anchor { tokens, names });
            at += length;
        }
        actors
    }

    /// The noun whose own words a token is among: "group" of "the main Norland opposition group".
    pub(super) fn noun(&self, token: TokenId) -> TokenId {
        let mut at = token;
        loop {
            let word = self.parse.token(at);
            match word.head.filter(|_| OWN.contains(&word.relation)) {
                Some(above) => at = above,
                None => return at,
            }
        }
    }

    /// The first noun of the coordination that a token's noun stands in, if the dictionaries name it.
    pub(super) fn group_at(&self, token: TokenId) -> Option<TokenId> {
        self.anchor(token)?;
        let mut noun = self.noun(token);
        while let Some(above) = self.parse.token(noun).head {
            if !self.is_coordinated(noun) || !self.is_nominal(above) {
                break;
            }
            noun = self.noun(above);
        }
        (!self.codes(noun).is_empty()).then_some(noun)
    }

    /// All groups, in the order of the text.
    pub(super) fn groups(&self) -> impl Iterator<Item = TokenId> + '_ {
        self.anchors.iter().filter_map(|anchor| self.group_at(anchor.tokens.start))
    }

    /// The first group within what hangs from a token, relative clauses apart.
    pub(super) fn first_of(&self, parse: &Parse, token: TokenId) -> Option<TokenId> {
        let clause = |child: TokenId| {
            matches!(parse.token(child).relation, Relation::AclRelcl | Relation::Acl | Relation::Parataxis)
        };
        parse.subtree_without(token, clause).into_iter().find_map(|token| self.group_at(token))
    }

    /// All codes of a noun and of those coordinated with it, each once.
    pub(super) fn codes(&self, noun: TokenId) -> Vec<String> {
        let place = (noun - self.first) as usize;
        if let Some(codes) = &self.known.borrow()[place] {
            return codes.clone();
        }
        let codes = self.find_codes(noun);
        self.known.borrow_mut()[place] = Some(codes.clone());
        codes
    }

    fn find_codes(&self, noun: TokenId) -> Vec<String> {
        let nouns = self.coordinated(noun);
        let mut owns: Vec<Own> = nouns.iter().map(|&noun| self.with_nmod(noun)).collect();
        self.share_agents(noun, &mut owns);
        // "Norlandic media and government": whose the government is, the media say.
        let shared = owns.iter().find(|own| !own.actors.is_empty() && !own.agents.is_empty());
        let mut codes = Vec::new();
        for own in &owns {
            let actors = match shared {
                Some(shared) if own.actors.is_empty() && !own.agents.is_empty() => &shared.actors,
                _ => &own.actors,
            };
            let single = [String::new()];
            let actors = if actors.is_empty() { &single[..] } else { actors };
            for code in actors.iter().map(|actor| combine(actor, &own.agents)) {
                if !code.is_empty() && !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
        codes
    }

    /// "The envoys of Norland, Sudland and the Isles": bare names after the first are envoys', too.
    fn share_agents(&self, noun: TokenId, owns: &mut [Own]) {
        let Some((first, others)) = owns.split_first_mut() else { return };
        let plural = matches!(self.parse.token(noun).xpos, Xpos::Nns | Xpos::Nnps);
        if plural && !first.agents.is_empty() && !first.actors.is_empty() && self.own(noun).actors.is_empty()
        {
            for other in others.iter_mut().filter(|other| other.agents.is_empty()) {
                other.agents.clone_from(&first.agents);
            }
        }
    }

    /// The tokens that name a noun and those coordinated with it, with what "of" brings in.
    pub(super) fn tokens(&self, noun: TokenId) -> Vec<TokenId> {
        let mut tokens: Vec<TokenId> = Vec::new();
        for noun in self.coordinated(noun) {
            tokens.extend(self.own_tokens(noun));
            if self.own(noun).actors.is_empty() {
                tokens.extend(self.owners(noun).into_iter().flat_map(|owner| self.tokens(owner)));
            }
        }
        tokens
    }

    fn anchor(&self, token: TokenId) -> Option<&Anchor> {
        self.at[(token - self.first) as usize].map(|index| &self.anchors[index])
    }

    fn coordinated(&self, noun: TokenId) -> Vec<TokenId> {
        let mut nouns = vec![noun];
        let mut next = 0;
        while let Some(&noun) = nouns.get(next) {
            next += 1;
            let others = self.parse.children(noun).iter().copied();
            nouns.extend(others.filter(|&other| self.is_coordinated(other) && self.is_nominal(other)));
        }
        nouns
    }

    /// Whether a noun stands beside the one above it, also as a list that the parser took for an apposition
    /// ("Norland, the Isles, and Sudland").
    fn is_coordinated(&self, noun: TokenId) -> bool {
        match self.parse.token(noun).relation {
            Relation::Conj => true,
            Relation::Appos => self.parse.child(noun, Relation::Conj).is_some(),
            _ => false,
        }
    }

    pub(super) fn is_nominal(&self, token: TokenId) -> bool {
        matches!(self.parse.token(token).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron | Upos::X)
    }

    fn own_tokens(&self, noun: TokenId) -> Vec<TokenId> {
        let mut tokens = vec![noun];
        let mut next = 0;
        while let Some(&token) = tokens.get(next) {
            next += 1;
            let mut children = self.parse.children(token).iter().copied();
            tokens.extend(children.by_ref().filter(|&child| {
                let relation = self.parse.token(child).relation;
                OWN.contains(&relation) || relation == Relation::Conj && token != noun
            }));
        }
        tokens.sort_unstable();
        tokens
    }

    /// What a noun's own words say: the first actor, and those coordinated with it; all agents.
    fn own(&self, noun: TokenId) -> Own {
        let mut own = Own::default();
        let mut seen = None;
        for token in self.own_tokens(noun) {
            let Some(anchor) = self.anchor(token).filter(|anchor| seen != Some(anchor.tokens.start)) else {
                continue;
            };
            seen = Some(anchor.tokens.start);
            match &anchor.names {
                Names::Actor(codes) => {
                    let coordinated =
                        anchor.tokens.clone().any(|token| self.parse.token(token).relation == Relation::Conj);
                    if own.actors.is_empty() || coordinated && token != noun {
                        own.actors.extend(codes.iter().cloned());
                    }
                }
                Names::Agent(code) => own.agents.push(code.clone()),
            }
        }
        own
    }

    /// The same, and where its words name no actor, those that "of" or "in" bring in.
    fn with_nmod(&self, noun: TokenId) -> Own {
        let mut own = self.own(noun);
        if own.actors.is_empty() {
            let owners = self.owners(noun).into_iter().map(|owner| self.codes(owner));
            own.actors = owners.into_iter().find(|codes| !codes.is_empty()).unwrap_or_default();
        }
        own
    }

    fn owners(&self, noun: TokenId) -> Vec<TokenId> {
        let of = |&child: &TokenId| {
            let case = self.parse.child(child, Relation::Case);
            case.is_some_and(|case| matches!(&*self.parse.token(case).lemma, "of" | "in" | "from" | "at"))
        };
        self.parse.children_in(noun, &[Relation::Nmod]).filter(of).collect()
    }
}

/// An actor's code with those of its agents; three letters that stand there already are not said again.
fn combine(actor: &str, agents: &[AgentCode]) -> String {
    let mut code = actor.to_owned();
    for agent in agents {
        if !agent.before.is_empty() && !code.starts_with(&agent.before) {
            code.insert_str(0, &agent.before);
        }
        let mut rest = agent.after.as_str();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at));
            let known = code.as_bytes().chunks(3).any(|known| known == piece.as_bytes());
            if !known {
                code.push_str(piece);
            }
            rest = after;
        }
    }
    code
}
