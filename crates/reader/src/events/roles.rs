//! Who takes part in an event. Takes a frame at its words, gives actors and recipients, or the reason why it
//! cannot be filled.
//!
//! "Israeli strikes hit Beirut": `Israeli` acts, since strikes do nothing of themselves; Beirut is done to.

use knowledge::frames::{Frame, Place, Step};
use language::{Relation, TokenId, Xpos};
use record::{EventType, MentionKind};

use super::clause::Clauses;
use super::party::Parties;
use super::trigger::Candidate;
use crate::mentions::MentionId;

/// The parties of an event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    /// Who does it; all parties, where it is reciprocal.
    pub(crate) actors: Vec<MentionId>,
    /// To whom.
    pub(crate) recipients: Vec<MentionId>,
}

/// Fills a frame's places. Fails with the reason why this is not coded.
pub(crate) fn of(clauses: &Clauses, parties: &Parties, candidate: &Candidate) -> Result<Roles, String> {
    let frame = candidate.frame;
    let scene = Scene { clauses, parties, candidate };
    let (mut actors, doing) = scene.speaker().unwrap_or_else(|| scene.fill(&frame.actor, false));
    let (mut recipients, done_to) = scene.fill(&frame.recipient, true);
    if recipients.is_empty() && frame.any_recipient {
        recipients.extend(done_to.and_then(|thing| scene.thing(thing)));
    }
    if actors.is_empty() && frame.any_actor {
        actors.extend(doing.and_then(|thing| parties.mention(thing)));
    }
    // Who acts is not acted upon, nor is what is theirs ("withdrew its troops").
    recipients.retain(|&one| {
        parties.is_known(one)
            && !actors.iter().any(|&other| parties.same(one, other))
            && !scene.is_owned(one, &actors)
    });
    if frame.reciprocal {
        actors.append(&mut recipients);
    }
    for party in actors.iter_mut().chain(&mut recipients) {
        *party = named(clauses, parties, *party);
    }
    check(&scene, frame, &actors, &recipients, doing)?;
    Ok(Roles { actors, recipients })
}

/// Whether the parties suffice for an event.
fn check(
    scene: &Scene,
    frame: &Frame,
    actors: &[MentionId],
    recipients: &[MentionId],
    doing: Option<TokenId>,
) -> Result<(), String> {
    let (clauses, parties) = (scene.clauses, scene.parties);
    if actors.is_empty() {
        return Err(match doing {
            Some(thing) => format!("the actor would be a thing: {}", clauses.word(thing)),
            None => "nobody is named who did it".into(),
        });
    }
    let word = |id: MentionId| clauses.word(parties.mentions.mention(id).head);
    if actors.iter().all(|&actor| !parties.is_known(actor)) {
        return Err(format!("nobody says who is meant by {:?}", word(actors[0])));
    }
    if actors.iter().all(|&actor| parties.is_private(clauses, actor)) {
        return Err(format!("a private matter of the speaker's: {:?}", word(actors[0])));
    }
    if frame.needs_recipient && recipients.is_empty() && !frame.reciprocal {
        return Err("no recipient".into());
    }
    let public = matches!(frame.event, EventType::Protest | EventType::Assault | EventType::Coerce)
        || actors.iter().chain(recipients).any(|&party| parties.is_public(party));
    if !public {
        return Err(format!("nobody in public life takes part: {:?}", word(actors[0])));
    }
    if frame.event == EventType::Assault && scene.is_done_to_oneself() {
        return Err("it is done to oneself".into());
    }
    if frame.event == EventType::Request && scene.asks_of_itself(actors) {
        return Err("it speaks of its own doing".into());
    }
    Ok(())
}

struct Scene<'a> {
    clauses: &'a Clauses<'a>,
    parties: &'a Parties<'a>,
    candidate: &'a Candidate<'a>,
}

impl Scene<'_> {
    /// "The court ruled that the law was void, rejecting a petition": who speaks, where the parser hangs the
    /// last clause on what is said.
    fn speaker(&self) -> Option<(Vec<MentionId>, Option<TokenId>)> {
        let verbal = matches!(self.candidate.frame.event.quad_code(), 1 | 3);
        let parse = self.clauses.parse;
        let word = parse.token(self.candidate.head);
        let said =
            word.head.filter(|_| verbal && word.relation == Relation::Advcl && word.xpos == Xpos::Vbg)?;
        let outer = parse.token(said).head.filter(|_| parse.token(said).relation == Relation::Ccomp)?;
        let comma = self.clauses.is_set_off(self.candidate.head);
        let speakers = self.clauses.subjects(outer);
        let found: Vec<MentionId> = speakers
            .into_iter()
            .filter_map(|token| self.parties.mention(token))
            .filter(|&id| comma && self.parties.is_agent(self.clauses, id))
            .collect();
        (!found.is_empty()).then_some((found, None))
    }

    /// "shot himself", "shooting itself in the foot"
    fn is_done_to_oneself(&self) -> bool {
        let mut objects = self.clauses.parse.children_in(self.candidate.head, &[Relation::Obj]);
        objects.any(|object| {
            let word = self.clauses.word(object).to_lowercase();
            word.ends_with("self") || word.ends_with("selves")
        })
    }

    /// "insisted that it would stay": what is asked for is the actor's own doing.
    fn asks_of_itself(&self, actors: &[MentionId]) -> bool {
        let mut content = self.clauses.parse.children_in(self.candidate.head, &[Relation::Ccomp]);
        content.any(|clause| {
            let mut subjects =
                self.clauses.parse.children_in(clause, &[Relation::Nsubj, Relation::NsubjPass]);
            subjects.any(|subject| {
                let subject = self.parties.mention(subject);
                subject.is_some_and(|subject| actors.iter().any(|&one| self.parties.same(one, subject)))
            })
        })
    }

    /// Those who stand at the first of the places that holds somebody; and the first thing that stands at one.
    fn fill(&self, places: &[Place], done_to: bool) -> (Vec<MentionId>, Option<TokenId>) {
        let mut thing = None;
        for place in places {
            let mut tokens = self.clauses.at(self.candidate.head, &self.candidate.extra, place);
            tokens.retain(|&token| !self.is_manner(token));
            tokens = tokens.into_iter().flat_map(|token| self.parties.told(self.clauses, token)).collect();
            // Something can be done to a town; a town does nothing, and in a town is only where.
            let preposition = match place.last() {
                Some(Step::Preposition(word)) => word.as_str(),
                _ => "",
            };
            let inside = matches!(preposition, "in" | "at");
            let town = |token: TokenId| {
                self.parties.mention(token).filter(|&id| done_to && !inside && self.parties.is_town(id))
            };
            let mut found: Vec<MentionId> = Vec::new();
            for &token in &tokens {
                // "a tweet attacking": nobody is hurt by what is written.
                let words = self.clauses.is_in("document", token) && !done_to;
                if words && matches!(self.candidate.frame.event, EventType::Assault | EventType::Mobilize) {
                    continue;
                }
                if let Some(id) = agent(self.clauses, self.parties, token) {
                    found.extend(self.sharers(id));
                    found.push(id);
                } else {
                    found.extend(town(token));
                }
            }
            if !found.is_empty() {
                return (found, thing);
            }
            let aside = done_to && matches!(preposition, "in" | "for" | "with" | "from" | "about");
            thing = thing.or(tokens.first().copied().filter(|_| !aside));
        }
        (Vec::new(), thing)
    }

    /// "Russia and Turkey's foreign ministers": the owners before a party who are parties themselves.
    fn sharers(&self, id: MentionId) -> Vec<MentionId> {
        let mention = self.parties.mentions.mention(id);
        let several = matches!(self.clauses.parse.token(mention.head).xpos, Xpos::Nns | Xpos::Nnps);
        let owners = self.clauses.parse.children_in(mention.head, &[Relation::NmodPoss]);
        let apart = owners.filter(|&owner| several && owner < mention.tokens.start);
        apart
            .filter_map(|owner| self.parties.mention(owner))
            .filter(|&owner| self.parties.is_agent(self.clauses, owner))
            .collect()
    }

    /// "at the request of", "on behalf of": how it was done, not to whom.
    fn is_manner(&self, token: TokenId) -> bool {
        let manner = ["request", "behest", "behalf", "invitation", "favour", "favor", "urging", "insistence"];
        self.clauses.parse.token(token).relation == Relation::Obl
            && manner.contains(&self.clauses.lemma(token))
    }

    /// A thing as recipient, unless it is only pointed at ("rejected it") or a word of the trigger ("a wave of
    /// airstrikes").
    fn thing(&self, token: TokenId) -> Option<MentionId> {
        let named = |id: &MentionId| {
            let mention = self.parties.mentions.mention(*id);
            let told = self.candidate.extra.iter().any(|extra| mention.tokens.contains(extra));
            mention.kind != MentionKind::Pronoun && !told
        };
        self.parties.mention(token).filter(named)
    }

    /// Whether a party belongs to an actor: "its troops"; "his counterpart" is somebody else.
    fn is_owned(&self, party: MentionId, actors: &[MentionId]) -> bool {
        let head = self.parties.mentions.mention(party).head;
        let mut owners = self
            .clauses
            .parse
            .children_in(head, &[Relation::NmodPoss])
            .filter(|_| !self.clauses.is_in("relational", head))
            .filter_map(|owner| self.parties.mention(owner));
        owners.any(|owner| actors.iter().any(|&actor| self.parties.same(owner, actor)))
    }
}

/// For a pronoun the name or noun that it stands for, if that is in the same sentence ("Mali said it would …").
fn named(clauses: &Clauses, parties: &Parties, id: MentionId) -> MentionId {
    let mention = parties.mentions.mention(id);
    if mention.kind != MentionKind::Pronoun || mention.actor.is_none() {
        return id;
    }
    let sentence = &clauses.parse.sentences[clauses.parse.sentence_of(mention.head)];
    // Mentions stand in the order of the text: no further back than this sentence.
    let here = |other: &MentionId| parties.mentions.mention(*other).tokens.start >= sentence.tokens.start;
    let same = |other: &MentionId| {
        let other = parties.mentions.mention(*other);
        other.actor == mention.actor && other.kind != MentionKind::Pronoun
    };
    (0..id).rev().take_while(here).find(same).unwrap_or(id)
}

/// Who acts, or is acted upon, at a token: its mention; or, where that is a thing, whose thing it is ("the
/// court's ruling", "the president's car", "Israeli strikes").
fn agent(clauses: &Clauses, parties: &Parties, token: TokenId) -> Option<MentionId> {
    let own = parties.mention(token).filter(|&id| parties.is_agent(clauses, id));
    // "its goal of admitting" is a thing, though it is known whose.
    if own.is_some_and(|id| !parties.is_thing(clauses, id)) {
        return own;
    }
    let owners = [Relation::NmodPoss, Relation::Compound, Relation::Amod, Relation::NmodDesc, Relation::Nmod];
    let owner = owners.iter().find_map(|&relation| {
        let of = |child: &TokenId| {
            relation != Relation::Nmod
                || clauses
                    .parse
                    .children_in(*child, &[Relation::Case])
                    .any(|case| clauses.lemma(case) == "of")
        };
        let relations = [relation];
        let mut owners = clauses.parse.children_in(token, &relations).filter(of);
        owners.find_map(|owner| parties.mention(owner).filter(|&id| parties.is_agent(clauses, id)))
    });
    owner.or(own)
}
