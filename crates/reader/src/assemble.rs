//! The stages' findings, put together as a [`Record`]. Takes a [`Reading`], gives ids, words and an order.

use language::TokenId;
use record::{
    Abstention, ArticleHeader, EventDate, MentionKind, Party, Passage, Quantity, Record, Run, Span,
};
use xxhash_rust::xxh3::Xxh3;

use crate::Reading;
use crate::events::Event;
use crate::mentions::{ActorId, Gender, MentionId, PlaceId};
use crate::petrarch::DictionaryEvent;
use crate::statements::Speaker;

/// The record of a reading.
pub(crate) fn record(reading: &Reading<'_>, run: Run) -> Record {
    let article = reading.article;
    let listed = listed_actors(reading);
    let towns = towns(reading);
    let naming = Naming { reading, listed: &listed, towns: &towns };
    let actors = listed.iter().map(|&actor| naming.actor(actor));
    Record {
        schema: record::SCHEMA.into(),
        article: ArticleHeader {
            id: article.id.clone(),
            title: article.title.clone(),
            publisher: article.publisher.clone(),
            published: article.published.map(|date| date.to_string()),
            url: article.url.clone(),
            language: article.language.clone(),
        },
        run,
        actors: actors.chain((0..towns.len()).map(|town| naming.town(town))).collect(),
        places: (0..reading.mentions.places.len()).map(|place| naming.place(place)).collect(),
        times: (0..reading.times.len()).map(|time| naming.time(time)).collect(),
        statements: (0..reading.statements.len()).map(|statement| naming.statement(statement)).collect(),
        events: reading.events.iter().map(|event| naming.event(event)).collect(),
        by_dictionary: naming.by_dictionary(),
        sentences: reading.parse.sentences.iter().map(|sentence| sentence.span).collect(),
        boilerplate: reading.boilerplate.clone(),
        abstentions: reading
            .rejected
            .iter()
            .filter(|one| !one.outranked)
            .map(|one| Abstention {
                passage: naming.passage(reading.parse.span_of(&one.trigger)),
                reason: one.reason.clone(),
                rule: one.rule.clone(),
            })
            .collect(),
        notes: reading.notes.clone(),
    }
}

/// The actors worth listing: who speaks, is spoken to, acts or is acted upon; who is named, if it is a person, has a
/// country, or is a body of which the story speaks again; and whoever has a country and a sector. A mere thing of
/// somebody's ("Norway's coast") is none.
fn listed_actors(reading: &Reading) -> Vec<ActorId> {
    let actors = &reading.mentions.actors;
    let mut listed: Vec<bool> =
        actors.iter().map(|actor| actor.country.is_some() && !actor.sectors.is_empty()).collect();
    let mut times = vec![0; actors.len()];
    reading.mentions.mentions.iter().filter_map(|one| one.actor).for_each(|actor| times[actor as usize] += 1);
    for mention in reading.mentions.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        if let Some(actor) = mention.actor {
            let known = &actors[actor as usize];
            let somebody = match known.gender {
                Gender::Person | Gender::Female | Gender::Male => true,
                Gender::Neuter => times[actor as usize] > 1,
                Gender::Plural | Gender::Unknown => false,
            };
            listed[actor as usize] |= known.country.is_some() || somebody;
        }
    }
    let speakers = reading.statements.iter().flat_map(|one| one.speaker.iter().chain(&one.addressee));
    let speaking = speakers.filter_map(|speaker| speaker.mention);
    let acting =
        reading.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients).copied());
    for mention in speaking.chain(acting) {
        if let Some(actor) = reading.mentions.mention(mention).actor {
            listed[actor as usize] = true;
        }
    }
    for actor in 0..actors.len() {
        if listed[actor] {
            actors[actor].members.iter().for_each(|&member| listed[member as usize] = true);
        }
    }
    (0..listed.len() as ActorId).filter(|&actor| listed[actor as usize]).collect()
}

/// The places to which something was done, in the order of the story's places.
fn towns(reading: &Reading) -> Vec<PlaceId> {
    let parties = reading.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients));
    let mentions = parties.map(|&id| reading.mentions.mention(id));
    let mut towns: Vec<PlaceId> =
        mentions.filter(|mention| mention.actor.is_none()).filter_map(|mention| mention.place).collect();
    towns.sort_unstable();
    towns.dedup();
    towns
}

struct Naming<'a> {
    reading: &'a Reading<'a>,
    listed: &'a [ActorId],
    /// Places that take part in an event and are nobody's name: numbered after the actors.
    towns: &'a [PlaceId],
}

impl Naming<'_> {
    fn passage(&self, span: Span) -> Passage {
        Passage::of(&self.reading.article.text, span)
    }

    /// "a3": actors are numbered as listed.
    fn actor_id(&self, actor: ActorId) -> Option<String> {
        let position = self.listed.iter().position(|&listed| listed == actor);
        position.map(|position| format!("a{}", position + 1))
    }

    fn mentions_of(&self, belongs: impl Fn(&crate::Mention) -> bool) -> Vec<record::Mention> {
        let mentions = self.reading.mentions.mentions.iter().filter(|mention| belongs(mention));
        mentions
            .map(|mention| record::Mention { passage: self.passage(mention.span), kind: mention.kind })
            .collect()
    }

    fn actor(&self, id: ActorId) -> record::Actor {
        let actor = &self.reading.mentions.actors[id as usize];
        record::Actor {
            id: self.actor_id(id).unwrap_or_default(),
            name: actor.name.clone(),
            country: actor.country.clone(),
            sectors: actor.sectors.clone(),
            title: actor.title.clone(),
            wikidata: actor.wikidata.clone(),
            members: actor.members.iter().filter_map(|&member| self.actor_id(member)).collect(),
            mentions: self.mentions_of(|mention| mention.actor == Some(id)),
            reason: (!actor.reason.is_empty()).then(|| actor.reason.clone()),
        }
    }

    fn place(&self, index: usize) -> record::Place {
        let place = &self.reading.mentions.places[index];
        record::Place {
            id: format!("p{}", index + 1),
            name: place.name.clone(),
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            latitude: place.coordinates.map(|(north, _)| north),
            longitude: place.coordinates.map(|(_, east)| east),
            geonames_id: place.geonames_id,
            mentions: self.mentions_of(|mention| mention.place == Some(index as u32)),
        }
    }

    fn time(&self, index: usize) -> record::Time {
        let time = &self.reading.times[index];
        record::Time {
            id: format!("t{}", index + 1),
            passage: self.passage(time.span),
            kind: time.kind,
            value: time.value.clone(),
        }
    }

    fn speaker(&self, speaker: &Speaker) -> record::Speaker {
        let actor = speaker.mention.and_then(|mention| self.reading.mentions.mention(mention).actor);
        record::Speaker {
            actor: actor.and_then(|actor| self.actor_id(actor)),
            passage: self.passage(speaker.span),
        }
    }

    fn statement(&self, index: usize) -> record::Statement {
        let statement = &self.reading.statements[index];
        record::Statement {
            id: format!("s{}", index + 1),
            kind: statement.kind,
            act: statement.act,
            speaker: statement.speaker.as_ref().map(|speaker| self.speaker(speaker)),
            cue: statement.cue.iter().map(|&span| self.passage(span)).collect(),
            content: statement.content.iter().map(|&span| self.passage(span)).collect(),
            addressee: statement.addressee.as_ref().map(|speaker| self.speaker(speaker)),
            within: statement.within.map(|outer| format!("s{}", outer + 1)),
            date: statement.time.map(|time| format!("t{}", time + 1)),
            negated: statement.negated,
            rule: statement.rule.clone(),
        }
    }

    fn party(&self, id: MentionId) -> Option<Party> {
        let mention = self.reading.mentions.mention(id);
        let actor = match mention.actor {
            Some(actor) => self.actor_id(actor)?,
            // A town to which something was done is an actor by its place.
            None => format!(
                "a{}",
                self.listed.len() + 1 + self.towns.iter().position(|&town| Some(town) == mention.place)?
            ),
        };
        Some(Party { actor, passage: self.passage(mention.span) })
    }

    /// The actor that stands for a town.
    fn town(&self, index: usize) -> record::Actor {
        let place = &self.reading.mentions.places[self.towns[index] as usize];
        record::Actor {
            id: format!("a{}", self.listed.len() + 1 + index),
            name: place.name.clone(),
            country: place.country.clone(),
            mentions: self
                .mentions_of(|mention| mention.actor.is_none() && mention.place == Some(self.towns[index])),
            reason: Some("a place".into()),
            ..record::Actor::default()
        }
    }

    fn event(&self, event: &Event) -> record::Event {
        let parties = |ids: &[MentionId]| ids.iter().filter_map(|&id| self.party(id)).collect();
        let trigger =
            pieces(self.reading, &event.trigger).into_iter().map(|span| self.passage(span)).collect();
        record::Event {
            id: event_id(self.reading, event),
            kind: event.kind,
            modes: event.modes.clone(),
            contexts: event.contexts.clone(),
            quad_code: event.kind.quad_code(),
            event_scale: event.kind.event_scale(&event.modes),
            cameo: event.cameo.clone(),
            actors: parties(&event.actors),
            recipients: parties(&event.recipients),
            trigger,
            modality: event.modality,
            according_to: event.according_to.iter().map(|statement| format!("s{}", statement + 1)).collect(),
            date: event.time.map(|time| EventDate {
                value: day(&self.reading.times[time as usize].value).to_owned(),
                from: format!("t{}", time + 1),
            }),
            place: event.place.map(|place| format!("p{}", place + 1)),
            quantities: event
                .quantities
                .iter()
                .map(|one| Quantity {
                    what: one.what.clone(),
                    value: one.value,
                    qualifier: one.qualifier.clone(),
                    passage: self.passage(one.span),
                })
                .collect(),
            sentence: self.reading.parse.sentence_of(event.head) as u32,
            resumed: event.resumed.iter().map(|&span| self.passage(span)).collect(),
            petrarch: self.same_by_dictionary(event).map_or(Vec::new(), |same| same.codings.clone()),
            rule: event.rule.clone(),
        }
    }

    /// What the dictionaries make of the word that tells an event.
    fn same_by_dictionary(&self, event: &Event) -> Option<&DictionaryEvent> {
        self.reading.by_dictionary.iter().find(|one| one.head == event.head)
    }

    /// The events of the dictionaries that no frame found.
    fn by_dictionary(&self) -> Vec<record::DictionaryEvent> {
        let known = |one: &DictionaryEvent| self.reading.events.iter().any(|event| event.head == one.head);
        let event = |one: &DictionaryEvent| record::DictionaryEvent {
            id: dictionary_event_id(self.reading, one),
            petrarch: one.codings.clone(),
            trigger: pieces(self.reading, &one.trigger).into_iter().map(|span| self.passage(span)).collect(),
            sentence: self.reading.parse.sentence_of(one.head) as u32,
            rule: one.rule.clone(),
        };
        self.reading.by_dictionary.iter().filter(|one| !known(one)).map(event).collect()
    }
}

/// As [`event_id`], of an event that only a dictionary codes.
fn dictionary_event_id(reading: &Reading, event: &DictionaryEvent) -> String {
    let mut hash = Xxh3::new();
    hash.update(reading.article.text.as_bytes());
    hash.update(event.rule.as_bytes());
    hash.update(&reading.parse.token(event.head).span.start.to_le_bytes());
    format!("e{:016x}", hash.digest())
}

/// The day of a time: `2018-04-02` of `2018-04-02TNI`.
fn day(value: &str) -> &str {
    value.split('T').next().filter(|day| !day.is_empty()).unwrap_or(value)
}

/// The trigger as one span for each run of neighbouring tokens.
fn pieces(reading: &Reading, trigger: &[TokenId]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last = None;
    for &token in trigger {
        let span = reading.parse.token(token).span;
        match spans.last_mut().filter(|_| last == token.checked_sub(1)) {
            Some(run) => *run = run.cover(span),
            None => spans.push(span),
        }
        last = Some(token);
    }
    spans
}

/// A hash of the article's text, the event's spans and its code: the same on every machine.
pub(crate) fn event_id(reading: &Reading, event: &Event) -> String {
    let mut hash = Xxh3::new();
    hash.update(reading.article.text.as_bytes());
    hash.update(event.kind.name().as_bytes());
    hash.update(event.cameo.as_bytes());
    for &token in &event.trigger {
        hash.update(&reading.parse.token(token).span.start.to_le_bytes());
    }
    for &party in event.actors.iter().chain(&event.recipients) {
        hash.update(&reading.mentions.mention(party).span.start.to_le_bytes());
    }
    format!("e{:016x}", hash.digest())
}
