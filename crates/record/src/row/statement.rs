use jiff::civil::Date;

use super::{Lookup, day, joined, one_line, row};
use crate::{Record, Statement};

row! {
    /// A statement, flat.
    StatementRow {
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
        /// The id of the statement within its article.
        statement_id: String,
        /// Whether the words are quoted: direct, indirect or mixed.
        kind: &'static str,
        /// What the statement does: say, deny, confirm, accuse, …
        act: &'static str,
        /// Whether it is told that nobody said so ("did not say").
        negated: bool,
        /// Who: the fullest name, else the words; empty for "it is expected that".
        speaker_name: Option<String>,
        /// The speaker's country, ISO 3166-1 alpha-3, or one of IGO, UNO, EUR, NGO, ISM, IMG, MNC.
        speaker_country: Option<String>,
        /// The speaker's primary sector.
        speaker_sector: Option<String>,
        /// All of the speaker's sectors.
        speaker_sectors: Vec<String>,
        /// The speaker's title.
        speaker_title: Option<String>,
        /// The speaker's Wikidata id.
        speaker_wikidata: Option<String>,
        /// The words that stand for the speaker.
        speaker_text: Option<String>,
        /// Where these words begin in the article's text, in Unicode code points.
        speaker_start: Option<u32>,
        /// Where they end.
        speaker_end: Option<u32>,
        /// To whom: as `speaker_name`.
        addressee_name: Option<String>,
        /// The addressee's country.
        addressee_country: Option<String>,
        /// The words that stand for the addressee.
        addressee_text: Option<String>,
        /// The words that tell that something is said.
        cue: String,
        /// Where they begin.
        cue_start: Option<u32>,
        /// Where they end.
        cue_end: Option<u32>,
        /// What was said; its pieces are parted by " … ".
        content: String,
        /// Where it begins.
        content_start: Option<u32>,
        /// Where it ends.
        content_end: Option<u32>,
        /// When it was said, as TIMEX3 writes it.
        date: Option<String>,
        /// The same where it is a whole day, else empty.
        day: Option<Date>,
        /// The id of the statement in whose content this one stands.
        within: Option<String>,
        /// That statement's speaker.
        within_speaker: Option<String>,
        /// The ids of the events that the statement tells.
        events: Vec<String>,
        /// The cue's own file and line, or the construction that found it.
        rule: String,
    }
}

/// The statements of a record as it is written, a row each.
pub fn statement_rows(record: &Record, text: &str) -> Vec<StatementRow> {
    let lookup = Lookup { record, text };
    record.statements.iter().map(|statement| lookup.statement_row(statement)).collect()
}

impl Lookup<'_> {
    fn statement_row(&self, statement: &Statement) -> StatementRow {
        let article = &self.record.article;
        let (speaker, addressee) = (statement.speaker.as_ref(), statement.addressee.as_ref());
        let one = self.one_who(speaker);
        let words = speaker.map(|speaker| &speaker.passage);
        let time =
            statement.date.as_ref().and_then(|id| self.record.times.iter().find(|time| time.id == *id));
        let outer = statement.within.as_ref().and_then(|id| self.statement(id));
        let told = self.record.events.iter().filter(|event| event.according_to.contains(&statement.id));
        StatementRow {
            article_id: article.id.clone(),
            url: article.url.clone(),
            title: article.title.as_deref().map(one_line),
            publisher: article.publisher.clone(),
            published: self.published(),
            statement_id: statement.id.clone(),
            kind: statement.kind.name(),
            act: statement.act.name(),
            negated: statement.negated,
            speaker_name: self.name_of(speaker),
            speaker_country: one.and_then(|actor| actor.country.clone()),
            speaker_sector: one.and_then(|actor| actor.sectors.first().cloned()),
            speaker_sectors: one.map_or(Vec::new(), |actor| actor.sectors.clone()),
            speaker_title: one.and_then(|actor| actor.title.clone()),
            speaker_wikidata: one.and_then(|actor| actor.wikidata.clone()),
            speaker_text: words.map(|words| one_line(&words.text)),
            speaker_start: words.map(|words| words.span.start),
            speaker_end: words.map(|words| words.span.end),
            addressee_name: self.name_of(addressee),
            addressee_country: self.one_who(addressee).and_then(|actor| actor.country.clone()),
            addressee_text: addressee.map(|addressee| one_line(&addressee.passage.text)),
            cue: joined(&statement.cue),
            cue_start: statement.cue.first().map(|passage| passage.span.start),
            cue_end: statement.cue.last().map(|passage| passage.span.end),
            content: joined(&statement.content),
            content_start: statement.content.first().map(|passage| passage.span.start),
            content_end: statement.content.last().map(|passage| passage.span.end),
            date: time.map(|time| time.value.clone()),
            day: time.and_then(|time| day(&time.value)),
            within: statement.within.clone(),
            within_speaker: outer.and_then(|outer| self.name_of(outer.speaker.as_ref())),
            events: told.map(|event| event.id.clone()).collect(),
            rule: statement.rule.clone(),
        }
    }
}
