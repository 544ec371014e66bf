//! Who can take part in an event. Takes a token, gives the mention that may act or be acted upon there.

use knowledge::Knowledge;
use knowledge::frames::{Filler, Frames};
use language::{EntityKind, Relation, TokenId, Xpos};
use record::MentionKind;

use super::clause::Clauses;
use crate::mentions::{Gender, MentionId, Mentions};

/// The story's mentions, looked up by the token that heads them.
pub(crate) struct Parties<'a> {
    pub(crate) mentions: &'a Mentions,
    by_head: Vec<Option<MentionId>>,
    entity: Vec<Option<EntityKind>>,
    /// For each actor whether the story says who that is, with a name or a noun.
    told: Vec<bool>,
    knowledge: &'a Knowledge,
}

impl<'a> Parties<'a> {
    pub(crate) fn new(clauses: &Clauses, mentions: &'a Mentions, knowledge: &'a Knowledge) -> Parties<'a> {
        let mut by_head = vec![None; clauses.parse.tokens.len()];
        for (id, mention) in mentions.mentions.iter().enumerate() {
            by_head[mention.head as usize].get_or_insert(id as MentionId);
        }
        let mut entity = vec![None; clauses.parse.tokens.len()];
        for name in &clauses.parse.entities {
            for token in name.tokens.clone() {
                entity[token as usize] = Some(name.kind);
            }
        }
        let mut told = vec![false; mentions.actors.len()];
        for mention in mentions.mentions.iter().filter(|mention| mention.kind != MentionKind::Pronoun) {
            mention.actor.into_iter().for_each(|actor| told[actor as usize] = true);
        }
        Parties { mentions, by_head, entity, told, knowledge }
    }

    /// The mention that this token heads.
    pub(crate) fn mention(&self, token: TokenId) -> Option<MentionId> {
        self.by_head[token as usize]
    }

    /// The token itself; or, for a pronoun of which the story does not say who it is, those who speak of themselves.
    pub(crate) fn told(&self, clauses: &Clauses, token: TokenId) -> Vec<TokenId> {
        let known = self.mention(token).is_some_and(|id| self.is_agent(clauses, id) && self.is_known(id));
        let speaker = clauses.speaking_of_itself(token).filter(|_| !known);
        speaker.map_or_else(|| vec![token], |speaker| clauses.with_conjuncts(speaker))
    }

    /// Whether a mention can act: somebody known by name, country, role or pronoun, not a mere thing.
    pub(crate) fn is_agent(&self, clauses: &Clauses, id: MentionId) -> bool {
        let mention = self.mentions.mention(id);
        let Some(actor) = self.mentions.actor_of(id) else { return false };
        // "Typhoon Mira" does nothing on purpose.
        let kind = actor.name.split_whitespace().next().unwrap_or_default().to_lowercase();
        if clauses.frames.in_class("nature", &kind) {
            return false;
        }
        actor.country.is_some()
            || !actor.sectors.is_empty()
            || mention.kind == MentionKind::Name
            || matches!(actor.gender, Gender::Female | Gender::Male | Gender::Person)
            || (mention.kind == MentionKind::Pronoun && actor.gender == Gender::Plural)
            || self.entity[mention.head as usize].is_some()
            || (mention.kind == MentionKind::Nominal && self.is_role(clauses, mention.head))
    }

    /// Whether an agent is one only through whose it is: "its goal", "the minister's car".
    pub(crate) fn is_thing(&self, clauses: &Clauses, id: MentionId) -> bool {
        let mention = self.mentions.mention(id);
        let Some(actor) = self.mentions.actor_of(id) else { return false };
        mention.kind == MentionKind::Nominal
            && actor.sectors.is_empty()
            && matches!(actor.gender, Gender::Unknown | Gender::Neuter)
            && self.entity[mention.head as usize].is_none()
            && !self.is_role(clauses, mention.head)
            && clauses.parse.children_in(mention.head, &[Relation::NmodPoss]).next().is_some()
    }

    /// Whether a noun says what somebody is: "leader", "members".
    fn is_role(&self, clauses: &Clauses, head: TokenId) -> bool {
        self.knowledge.role(&clauses.lemma(head).to_lowercase()).is_some()
    }

    /// Whether the story says with a name or a noun who this is.
    pub(crate) fn is_known(&self, id: MentionId) -> bool {
        self.mentions.mention(id).actor.is_none_or(|actor| self.told[actor as usize])
    }

    /// "my parents", "our neighbours": people of a speaker's own, in no office.
    pub(crate) fn is_private(&self, clauses: &Clauses, id: MentionId) -> bool {
        let office =
            self.mentions.actor_of(id).is_some_and(|actor| actor.sectors.iter().any(|one| one != "CVL"));
        let head = self.mentions.mention(id).head;
        let mut owners = clauses.parse.children_in(head, &[Relation::NmodPoss]);
        !office && owners.any(|owner| matches!(clauses.lemma(owner), "my" | "our"))
    }

    /// Whether a party is more than somebody: it has a country, a sector, an office or a name.
    pub(crate) fn is_public(&self, id: MentionId) -> bool {
        let mention = self.mentions.mention(id);
        let Some(actor) = self.mentions.actor_of(id) else { return mention.place.is_some() };
        actor.country.is_some()
            || actor.sectors.iter().any(|sector| sector != "CVL")
            || actor.title.is_some()
            || mention.kind == MentionKind::Name
            || mention.tokens.clone().any(|token| self.entity[token as usize].is_some())
    }

    /// Whether two mentions are one actor.
    pub(crate) fn same(&self, one: MentionId, other: MentionId) -> bool {
        let (one, other) = (self.mentions.mention(one), self.mentions.mention(other));
        one.head == other.head || one.actor.is_some() && one.actor == other.actor
    }

    /// Whether a mention is a place on the map and nobody's name.
    pub(crate) fn is_town(&self, id: MentionId) -> bool {
        let mention = self.mentions.mention(id);
        mention.place.is_some() && mention.actor.is_none()
    }

    /// Whether what stands at a token is any of what a frame asks for there.
    pub(crate) fn fills(
        &self,
        clauses: &Clauses,
        frames: &Frames,
        token: TokenId,
        fillers: &[Filler],
    ) -> bool {
        let token = match clauses.lemma(token) {
            "it" | "they" => self.told(clauses, token)[0],
            _ => token,
        };
        let lemma = clauses.lemma(token).to_lowercase();
        fillers.iter().any(|filler| self.is_filler(clauses, frames, (token, &lemma), filler))
    }

    fn is_filler(
        &self,
        clauses: &Clauses,
        frames: &Frames,
        (token, lemma): (TokenId, &str),
        filler: &Filler,
    ) -> bool {
        let mention = self.mention(token);
        let actor = mention.and_then(|id| self.mentions.actor_of(id));
        match filler {
            Filler::Any => true,
            Filler::Finite => {
                let word = clauses.parse.token(token);
                let auxiliaries =
                    || clauses.parse.children_in(token, &[Relation::Aux, Relation::AuxPass, Relation::Cop]);
                let demands =
                    auxiliaries().any(|aux| matches!(clauses.lemma(aux), "must" | "should" | "ought"));
                let told = matches!(word.xpos, Xpos::Vbd | Xpos::Vbz) || auxiliaries().next().is_some();
                told && !demands && word.relation == Relation::Ccomp
            }
            Filler::Lemma(wanted) => lemma == *wanted,
            Filler::Class(class) => {
                let modified = |relation| {
                    clauses.parse.children_in(token, &[relation]).any(|child| {
                        frames.in_class(class, &format!("{} {lemma}", clauses.lemma(child).to_lowercase()))
                    })
                };
                frames.in_class(class, lemma) || modified(Relation::Amod) || modified(Relation::Compound)
            }
            Filler::Sector(code) => actor.is_some_and(|actor| actor.sectors.contains(code)),
            Filler::Country => actor.is_some_and(|actor| {
                let state = actor.sectors.is_empty() || actor.sectors.iter().any(|code| code == "GOV");
                actor.country.is_some() && state
            }),
            Filler::Name => mention.is_some_and(|id| self.mentions.mention(id).kind == MentionKind::Name),
            Filler::Person => mention.is_some_and(|id| self.is_agent(clauses, id)),
        }
    }
}
