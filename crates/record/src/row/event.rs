use jiff::civil::Date;

use super::{Lookup, day, joined, one_line, or_empty, row};
use crate::{Actor, Coding, Event, Party, Passage, Quantity, Record};

row! {
    /// An event, flat.
    EventRow {
        /// The id of the article.
        article_id: String,
        /// Where the article stood.
        url: Option<String>,
        /// Its headline.
        title: Option<String>,
        /// Who published it.
        publisher: Option<String>,
        /// The day of its publication.
        published: Option<Date>,
        /// The id of the event: the same article gives the same ids on every machine.
        event_id: String,
        /// PLOVER's type; empty where only a user's PETRARCH dictionaries code the event.
        event_type: Option<&'static str>,
        /// The first of its modes.
        mode: Option<&'static str>,
        /// All of its modes.
        modes: Vec<String>,
        /// What it was about, in PLOVER's words.
        contexts: Vec<String>,
        /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        quad_code: Option<u32>,
        /// From -10 (conflict) to 10 (cooperation).
        event_scale: Option<f64>,
        /// The CAMEO code: text, for it may begin with 0.
        cameo: Option<String>,
        /// How far it is real: actual, negated, future, hypothetical, historical or alleged.
        modality: Option<&'static str>,
        /// The first who did it: the fullest name, or the words of the first mention.
        actor_name: Option<String>,
        /// That actor's country, ISO 3166-1 alpha-3, or one of IGO, UNO, EUR, NGO, ISM, IMG, MNC.
        actor_country: Option<String>,
        /// That actor's primary sector.
        actor_sector: Option<String>,
        /// All of that actor's sectors.
        actor_sectors: Vec<String>,
        /// That actor's title.
        actor_title: Option<String>,
        /// That actor's Wikidata id.
        actor_wikidata: Option<String>,
        /// The words that stand for that actor in the sentence.
        actor_text: Option<String>,
        /// Where these words begin in the article's text.
        actor_start: Option<u32>,
        /// Where they end.
        actor_end: Option<u32>,
        /// The names of all who did it; all parties, where the event is reciprocal.
        actors: Vec<String>,
        /// The countries of `actors`, in their order; an empty one is not known.
        actors_countries: Vec<String>,
        /// The primary sectors of `actors`, in their order; an empty one is not known.
        actors_sectors: Vec<String>,
        /// The first to whom it was done, as `actor_name`.
        recipient_name: Option<String>,
        /// That recipient's country.
        recipient_country: Option<String>,
        /// That recipient's primary sector.
        recipient_sector: Option<String>,
        /// All of that recipient's sectors.
        recipient_sectors: Vec<String>,
        /// That recipient's title.
        recipient_title: Option<String>,
        /// That recipient's Wikidata id.
        recipient_wikidata: Option<String>,
        /// The words that stand for that recipient in the sentence.
        recipient_text: Option<String>,
        /// Where these words begin in the article's text.
        recipient_start: Option<u32>,
        /// Where they end.
        recipient_end: Option<u32>,
        /// The names of all to whom it was done.
        recipients: Vec<String>,
        /// The countries of `recipients`, in their order; an empty one is not known.
        recipients_countries: Vec<String>,
        /// The primary sectors of `recipients`, in their order; an empty one is not known.
        recipients_sectors: Vec<String>,
        /// When: a day, month, year or week as TIMEX3 writes it; what the text leaves open stays open (XXXX-05-03).
        date: Option<String>,
        /// The same where it is a whole day, else empty.
        day: Option<Date>,
        /// The words that tell it; empty where the day of publication stands in.
        date_text: Option<String>,
        /// Where: the place's name.
        place_name: Option<String>,
        /// The place's country, ISO 3166-1 alpha-3.
        place_country: Option<String>,
        /// The place's first administrative division, by its code in GeoNames.
        place_admin1: Option<String>,
        /// Degrees north.
        latitude: Option<f64>,
        /// Degrees east.
        longitude: Option<f64>,
        /// The place's id in GeoNames.
        geonames_id: Option<u32>,
        /// How many of what: "at least 12 dead".
        quantities: Vec<String>,
        /// The speakers of the statements that tell the event, the innermost first; an empty one is not named, and an
        /// empty list is the paper's own voice.
        according_to: Vec<String>,
        /// The countries of `according_to`, in their order; an empty one is not known.
        according_to_countries: Vec<String>,
        /// What these statements do, in the same order: say, deny, confirm, …
        according_to_acts: Vec<String>,
        /// The ids of these statements, in the same order.
        statements: Vec<String>,
        /// The number of the sentence in the article, from 0.
        sentence: u32,
        /// The sentence, on one line.
        sentence_text: String,
        /// Where it begins in the article's text, in Unicode code points.
        sentence_start: Option<u32>,
        /// Where it ends.
        sentence_end: Option<u32>,
        /// The words that tell the event.
        trigger: String,
        /// Where they begin.
        trigger_start: Option<u32>,
        /// Where they end.
        trigger_end: Option<u32>,
        /// The frame that found the event: file, line, id.
        rule: String,
        /// Sources by a user's PETRARCH dictionaries.
        petrarch_sources: Vec<String>,
        /// Targets by the same, in their order.
        petrarch_targets: Vec<String>,
        /// Codes by the same, in their order.
        petrarch_codes: Vec<String>,
    }
}

/// The events of a record as it is written, a row each; those that only a user's dictionaries code follow the others.
pub fn event_rows(record: &Record, text: &str) -> Vec<EventRow> {
    let lookup = Lookup { record, text };
    let events = record.events.iter().map(|event| lookup.event(event));
    let by_dictionary = record.by_dictionary.iter().map(|event| EventRow {
        event_id: event.id.clone(),
        rule: event.rule.clone(),
        ..lookup.telling(event.sentence, &event.trigger, &event.petrarch)
    });
    events.chain(by_dictionary).collect()
}

impl Lookup<'_> {
    fn event(&self, event: &Event) -> EventRow {
        let place = event.place.as_ref().and_then(|id| self.record.places.iter().find(|one| one.id == *id));
        let time =
            event.date.as_ref().and_then(|date| self.record.times.iter().find(|one| one.id == date.from));
        let row = EventRow {
            event_id: event.id.clone(),
            event_type: Some(event.kind.name()),
            mode: event.modes.first().map(|mode| mode.name()),
            modes: event.modes.iter().map(|mode| mode.name().to_owned()).collect(),
            contexts: event.contexts.iter().map(|context| context.name().to_owned()).collect(),
            quad_code: Some(event.quad_code.into()),
            event_scale: Some(event.event_scale.into()),
            cameo: Some(event.cameo.clone()),
            modality: Some(event.modality.name()),
            date: event.date.as_ref().map(|date| date.value.clone()),
            day: event.date.as_ref().and_then(|date| day(&date.value)),
            date_text: time.map(|time| one_line(&time.passage.text)),
            place_name: place.map(|place| place.name.clone()),
            place_country: place.and_then(|place| place.country.clone()),
            place_admin1: place.and_then(|place| place.admin1.clone()),
            latitude: place.and_then(|place| place.latitude),
            longitude: place.and_then(|place| place.longitude),
            geonames_id: place.and_then(|place| place.geonames_id),
            quantities: event.quantities.iter().map(quantity).collect(),
            rule: event.rule.clone(),
            ..self.telling(event.sentence, &event.trigger, &event.petrarch)
        };
        self.with_speakers(event, self.with_recipients(event, self.with_actors(event, row)))
    }

    /// What every event has: its article, its sentence, its words.
    fn telling(&self, sentence: u32, trigger: &[Passage], petrarch: &[Coding]) -> EventRow {
        let article = &self.record.article;
        let span = self.record.sentences.get(sentence as usize).copied();
        EventRow {
            article_id: article.id.clone(),
            url: article.url.clone(),
            title: article.title.as_deref().map(one_line),
            publisher: article.publisher.clone(),
            published: self.published(),
            sentence,
            sentence_text: span.map_or(String::new(), |span| self.words(span)),
            sentence_start: span.map(|span| span.start),
            sentence_end: span.map(|span| span.end),
            trigger: joined(trigger),
            trigger_start: trigger.first().map(|passage| passage.span.start),
            trigger_end: trigger.last().map(|passage| passage.span.end),
            petrarch_sources: petrarch.iter().map(|coding| coding.source.clone()).collect(),
            petrarch_targets: petrarch.iter().map(|coding| coding.target.clone()).collect(),
            petrarch_codes: petrarch.iter().map(|coding| coding.code.clone()).collect(),
            ..EventRow::default()
        }
    }

    fn with_actors(&self, event: &Event, row: EventRow) -> EventRow {
        let all = self.parties(&event.actors);
        let (first, words) = (all.first(), event.actors.first().map(|party| &party.passage));
        EventRow {
            actor_name: first.map(|actor| one_line(&actor.name)),
            actor_country: first.and_then(|actor| actor.country.clone()),
            actor_sector: first.and_then(|actor| actor.sectors.first().cloned()),
            actor_sectors: first.map_or(Vec::new(), |actor| actor.sectors.clone()),
            actor_title: first.and_then(|actor| actor.title.clone()),
            actor_wikidata: first.and_then(|actor| actor.wikidata.clone()),
            actor_text: words.map(|words| one_line(&words.text)),
            actor_start: words.map(|words| words.span.start),
            actor_end: words.map(|words| words.span.end),
            actors: all.iter().map(|actor| one_line(&actor.name)).collect(),
            actors_countries: all.iter().map(|actor| or_empty(actor.country.as_deref())).collect(),
            actors_sectors: all.iter().map(|actor| or_empty(primary_sector(actor))).collect(),
            ..row
        }
    }

    fn with_recipients(&self, event: &Event, row: EventRow) -> EventRow {
        let all = self.parties(&event.recipients);
        let (first, words) = (all.first(), event.recipients.first().map(|party| &party.passage));
        EventRow {
            recipient_name: first.map(|actor| one_line(&actor.name)),
            recipient_country: first.and_then(|actor| actor.country.clone()),
            recipient_sector: first.and_then(|actor| actor.sectors.first().cloned()),
            recipient_sectors: first.map_or(Vec::new(), |actor| actor.sectors.clone()),
            recipient_title: first.and_then(|actor| actor.title.clone()),
            recipient_wikidata: first.and_then(|actor| actor.wikidata.clone()),
            recipient_text: words.map(|words| one_line(&words.text)),
            recipient_start: words.map(|words| words.span.start),
            recipient_end: words.map(|words| words.span.end),
            recipients: all.iter().map(|actor| one_line(&actor.name)).collect(),
            recipients_countries: all.iter().map(|actor| or_empty(actor.country.as_deref())).collect(),
            recipients_sectors: all.iter().map(|actor| or_empty(primary_sector(actor))).collect(),
            ..row
        }
    }

    fn with_speakers(&self, event: &Event, row: EventRow) -> EventRow {
        let told: Vec<_> = event.according_to.iter().filter_map(|id| self.statement(id)).collect();
        let speakers: Vec<_> = told.iter().map(|statement| statement.speaker.as_ref()).collect();
        EventRow {
            according_to: speakers
                .iter()
                .map(|speaker| or_empty(self.name_of(*speaker).as_deref()))
                .collect(),
            according_to_countries: speakers
                .iter()
                .map(|speaker| or_empty(self.one_who(*speaker).and_then(|actor| actor.country.as_deref())))
                .collect(),
            according_to_acts: told.iter().map(|statement| statement.act.name().to_owned()).collect(),
            statements: told.iter().map(|statement| statement.id.clone()).collect(),
            ..row
        }
    }

    fn parties(&self, parties: &[Party]) -> Vec<&Actor> {
        let mut all: Vec<&Actor> = Vec::new();
        for actor in parties.iter().flat_map(|party| self.actors(&party.actor)) {
            if !all.iter().any(|known| known.id == actor.id) {
                all.push(actor);
            }
        }
        all
    }
}

fn primary_sector(actor: &Actor) -> Option<&str> {
    actor.sectors.first().map(String::as_str)
}

/// "at least 12 dead".
fn quantity(quantity: &Quantity) -> String {
    let qualifier = quantity.qualifier.as_ref().map_or(String::new(), |qualifier| format!("{qualifier} "));
    format!("{qualifier}{} {}", quantity.value, quantity.what)
}
