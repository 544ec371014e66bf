//! Made-up stories, as many as are asked for, the same each time.

use dateline_store::incident::Story;
use record::{
    Actor, ArticleHeader, Event, EventDate, EventType, Mention, MentionKind, Modality, Party, Passage, Place,
    Quantity, Record, Run, Span,
};

const COUNTRIES: [&str; 30] = [
    "AFG", "ARM", "AZE", "BDI", "CAF", "CHN", "COD", "COL", "DEU", "EGY", "ETH", "FRA", "GBR", "IND", "IRN",
    "IRQ", "ISR", "KEN", "LBN", "MLI", "MMR", "NGA", "PAK", "RUS", "SDN", "SYR", "TUR", "UKR", "USA", "YEM",
];
const DEEDS: [(EventType, &str); 10] = [
    (EventType::Assault, "killed"),
    (EventType::Assault, "bombed"),
    (EventType::Assault, "attacked"),
    (EventType::Coerce, "arrested"),
    (EventType::Consult, "met"),
    (EventType::Support, "signed"),
    (EventType::Sanction, "expelled"),
    (EventType::Accuse, "condemned"),
    (EventType::Request, "urged"),
    (EventType::Aid, "gave"),
];

/// Numbers without order, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// Stories of one occurrence each, told by one to six papers, some of them with the others' words.
pub(crate) fn stories(events: usize, days: usize) -> Vec<Story> {
    let mut dice = Dice(7);
    let mut stories = Vec::new();
    while stories.len() < events {
        let (kind, trigger) = DEEDS[dice.below(DEEDS.len())];
        let (one, other) = (COUNTRIES[dice.below(30)], COUNTRIES[dice.below(30)]);
        let (day, town, dead) = (dice.below(days), dice.below(20), 1 + dice.below(60));
        for _ in 0..1 + dice.below(6) {
            let copy = dice.below(3) == 0;
            let words: Vec<String> = (0..80)
                .map(|word| {
                    if copy { format!("{one}{other}{day}{word}") } else { format!("w{}", dice.below(20_000)) }
                })
                .collect();
            let deed = Deed { kind, trigger, one, other, day, town, dead };
            stories.push(deed.story(stories.len(), &words.join(" "), dice.below(4) > 0));
        }
    }
    stories.truncate(events);
    stories
}

struct Deed {
    kind: EventType,
    trigger: &'static str,
    one: &'static str,
    other: &'static str,
    day: usize,
    town: usize,
    dead: usize,
}

impl Deed {
    fn story(&self, number: usize, words: &str, placed: bool) -> Story {
        let text = format!("{} {}", self.trigger, words);
        let passage =
            |words: &str| Passage { span: Span::new(0, 6.min(words.len())), text: words.to_owned() };
        let actor = |id: &str, country: &str| Actor {
            id: id.into(),
            name: format!("{country} soldiers"),
            country: Some(country.into()),
            sectors: vec!["MIL".into()],
            ..Actor::default()
        };
        let date = |day: usize| format!("{}-{:02}-{:02}", 2031 + day / 336, 1 + day % 336 / 28, 1 + day % 28);
        let name = format!("{}town{}", self.other, self.town);
        let mention = Mention { passage: passage(&name), kind: MentionKind::Name };
        let place = Place {
            id: "p1".into(),
            name,
            country: Some(self.other.into()),
            admin1: Some(format!("{:02}", self.town)),
            latitude: Some(self.town as f64 * 2.0),
            longitude: Some(20.0),
            mentions: vec![mention],
            ..Place::default()
        };
        let party = |id: &str| Party { actor: id.into(), passage: passage("soldiers") };
        let dead = Quantity {
            what: "dead".into(),
            value: self.dead as f64,
            qualifier: None,
            passage: passage("dead"),
        };
        let event = Event {
            id: format!("e{number:016x}"),
            kind: self.kind,
            modes: Vec::new(),
            contexts: Vec::new(),
            quad_code: self.kind.quad_code(),
            event_scale: self.kind.score(),
            cameo: "190".into(),
            actors: vec![party("a1")],
            recipients: vec![party("a2")],
            trigger: vec![passage(self.trigger)],
            modality: Modality::Actual,
            according_to: Vec::new(),
            date: Some(EventDate { value: date(self.day), from: "t1".into() }),
            place: placed.then(|| "p1".into()),
            quantities: vec![dead],
            sentence: 0,
            resumed: Vec::new(),
            petrarch: Vec::new(),
            rule: String::new(),
        };
        let article = ArticleHeader {
            id: format!("s{number:06}"),
            published: Some(date(self.day)),
            language: "en".into(),
            ..ArticleHeader::default()
        };
        let record = Record {
            schema: record::SCHEMA.into(),
            article,
            run: Run::default(),
            actors: vec![actor("a1", self.one), actor("a2", self.other)],
            places: vec![place],
            times: Vec::new(),
            statements: Vec::new(),
            events: vec![event],
            by_dictionary: Vec::new(),
            sentences: Vec::new(),
            boilerplate: Vec::new(),
            abstentions: Vec::new(),
            notes: Vec::new(),
        };
        Story::of(&record, &text)
    }
}
