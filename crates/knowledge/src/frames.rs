//! Event frames: which words tell which event, and where in the clause its actor and recipient stand.
//!
//! A frame is an entry of a TOML file under `lexicon/frames/`, with its own examples, which are its tests.
//! `lexicon/frames/README.md` explains the format to its authors.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use record::{Context, Error, EventType, Mode};
use serde::Deserialize;
use toml::Spanned;

use crate::lexicon::Lexicon;

/// The frames of a lexicon, found by the lemma of their trigger.
#[derive(Debug, Default)]
pub struct Frames {
    /// All of them, in the order of the files.
    pub frames: Vec<Frame>,
    /// Named lists of lemmas: `@diplomat`.
    pub classes: BTreeMap<String, BTreeSet<String>>,
    triggers: HashMap<(WordClass, String), Vec<(usize, usize)>>,
}

/// What kind of word triggers a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordClass {
    /// "invite", "carry out", "hold talk"
    Verb,
    /// "invitation"
    Noun,
    /// "willing"
    Adjective,
}

/// A frame: trigger, places, code, examples.
#[derive(Debug)]
pub struct Frame {
    /// "invite.visit": the file's own name for it.
    pub id: String,
    /// "diplomacy.toml"
    pub file: String,
    /// The line at which it begins, counted from 1.
    pub line: usize,
    /// The words that trigger it: the first is the head's lemma, the rest must depend on it.
    pub triggers: Vec<(WordClass, Vec<String>)>,
    /// What it codes.
    pub event: EventType,
    /// PLOVER modes.
    pub modes: Vec<Mode>,
    /// PLOVER contexts.
    pub contexts: Vec<Context>,
    /// The CAMEO code.
    pub cameo: String,
    /// A second event that the same words tell of the same parties.
    pub also: Option<Also>,
    /// Where the actor stands, the best place first.
    pub actor: Vec<Place>,
    /// Where the recipient stands, the best place first.
    pub recipient: Vec<Place>,
    /// What must stand at a place, for the frame to apply.
    pub needs: Vec<(Place, Vec<Filler>)>,
    /// What may not stand at a place.
    pub bars: Vec<(Place, Vec<Filler>)>,
    /// All parties are actors, and none is a recipient (met, talked, clashed).
    pub reciprocal: bool,
    /// Events told in its complement are its content, not events of their own (threatened to attack).
    pub absorbs: bool,
    /// The event is not coded unless it has a recipient.
    pub needs_recipient: bool,
    /// A thing may be the actor ("the report criticised").
    pub any_actor: bool,
    /// A thing may be the recipient ("burned the flag"), where nobody is; so by default of ASSAULT, COERCE, ACCUSE,
    /// REJECT and SUPPORT.
    pub any_recipient: bool,
    /// The words tell the event only when they are negated ("will not negotiate"), and then it is real.
    pub negated: bool,
    /// Not an event: what it matches is no other frame's either ("met the deadline").
    pub nothing: bool,
    /// What must be found.
    pub examples: Vec<Example>,
    /// Sentences in which this frame may find nothing.
    pub not: Vec<String>,
}

/// What the words of a frame tell besides: a sentence to prison is a conviction, and the convict is taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// What it codes.
    pub event: EventType,
    /// PLOVER modes.
    pub modes: Vec<Mode>,
    /// The CAMEO code.
    pub cameo: String,
}

/// A sentence and what the frame must find in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Words of an actor; `;` between several.
    #[serde(default)]
    pub actor: String,
    /// Words of a recipient; `;` between several.
    #[serde(default)]
    pub recipient: String,
    /// The modality, where it is not `actual`.
    pub modality: Option<String>,
    /// The type, where modality changes the frame's own (future CONSULT is AGREE).
    pub event: Option<String>,
}

/// A way from the trigger to a party: "subject", "object", "with", "object.of".
pub type Place = Vec<Step>;

/// A step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Who does it, in the active or the passive, through control, relative clauses and light verbs.
    Subject,
    /// To whom it is done.
    Object,
    /// The indirect object.
    Indirect,
    /// A possessive: "Norway's", "its".
    Possessor,
    /// A modifier before a noun: "Russian", "police".
    Modifier,
    /// The complement clause's verb.
    Complement,
    /// Anything beneath, outside relative clauses.
    Under,
    /// What a preposition brings in: `with`.
    Preposition(String),
}

/// What may stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filler {
    /// A word of this lemma.
    Lemma(String),
    /// A word of this class.
    Class(String),
    /// An actor with this sector code.
    Sector(String),
    /// A country, or a part of its government.
    Country,
    /// A name of any kind.
    Name,
    /// A person or group: known by role, name or pronoun.
    Person,
    /// A clause that tells what is or was: "that it is so", not "that he go", not "to go".
    Finite,
    /// Anything at all.
    Any,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    frame: Vec<Spanned<RawFrame>>,
}

/// A frame as TOML has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFrame {
    id: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    event: Option<String>,
    #[serde(default)]
    modes: Vec<String>,
    #[serde(default)]
    contexts: Vec<String>,
    #[serde(default)]
    cameo: String,
    also: Option<RawAlso>,
    actor: Option<Vec<String>>,
    recipient: Option<Vec<String>>,
    #[serde(default)]
    needs: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    bars: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    reciprocal: bool,
    #[serde(default)]
    absorbs: bool,
    #[serde(default)]
    needs_recipient: bool,
    #[serde(default)]
    any_actor: bool,
    #[serde(default)]
    any_recipient: Option<bool>,
    #[serde(default)]
    negated: bool,
    #[serde(default)]
    examples: Vec<Example>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAlso {
    event: String,
    #[serde(default)]
    modes: Vec<String>,
    cameo: String,
}

impl Frames {
    /// The frames inside the binary.
    pub fn embedded() -> Result<Frames, Error> {
        Frames::of(&Lexicon::embedded())
    }

    pub(crate) fn of(lexicon: &Lexicon) -> Result<Frames, Error> {
        Frames::read(lexicon.file("classes.toml"), &lexicon.frame_files())
    }

    /// Reads classes and frame files: pairs of a file's name and its text.
    pub fn read(classes: (&str, &str), files: &[(&str, &str)]) -> Result<Frames, Error> {
        let mut frames = Frames { classes: parse(classes.0, classes.1)?, ..Frames::default() };
        for (name, text) in files {
            let file: File = parse(name, text)?;
            for raw in file.frame {
                let line = line_of(text, raw.span().start);
                let frame = frames.check(raw.into_inner(), name, line)?;
                frames.frames.push(frame);
            }
        }
        frames.index_triggers();
        Ok(frames)
    }

    /// Puts a user's frames before all others: of equals the first wins. One with the id of another takes its
    /// place.
    pub(crate) fn put_first(&mut self, own: Vec<Frame>) {
        self.frames.retain(|frame| !own.iter().any(|one| one.id == frame.id));
        self.frames.splice(0..0, own);
        self.index_triggers();
    }

    fn index_triggers(&mut self) {
        self.triggers.clear();
        for (index, frame) in self.frames.iter().enumerate() {
            for (trigger, (class, words)) in frame.triggers.iter().enumerate() {
                self.triggers.entry((*class, words[0].clone())).or_default().push((index, trigger));
            }
        }
    }

    /// The frames that a word of this lemma may trigger, with the number of the trigger.
    pub fn triggered_by(&self, class: WordClass, lemma: &str) -> impl Iterator<Item = (&Frame, &[String])> {
        let found = self.triggers.get(&(class, lemma.to_owned())).map_or(&[][..], Vec::as_slice);
        found.iter().map(|&(frame, trigger)| {
            let frame = &self.frames[frame];
            (frame, frame.triggers[trigger].1.as_slice())
        })
    }

    /// Whether a lemma belongs to a class; a plural that is its own lemma ("troops") as its singular does.
    pub fn in_class(&self, class: &str, lemma: &str) -> bool {
        let Some(lemmas) = self.classes.get(class) else { return false };
        lemmas.contains(lemma) || lemma.strip_suffix('s').is_some_and(|one| lemmas.contains(one))
    }

    /// The frame that an entry describes, or what is wrong with it.
    pub(crate) fn check(&self, raw: RawFrame, file: &str, line: usize) -> Result<Frame, Error> {
        let wrong = |what: String| Error::new(format!("frame {:?}: {what}", raw.id)).at(file, line);
        let nothing = raw.event.as_deref() == Some("NOTHING");
        let kind = |name: &String| {
            EventType::from_name(name).ok_or_else(|| {
                let names = EventType::ALL.iter().map(|kind| kind.name());
                wrong(format!("unknown event type {name:?}")).did_you_mean(name, names)
            })
        };
        let event = match &raw.event {
            Some(name) if !nothing => kind(name)?,
            Some(_) => EventType::Consult,
            None => return Err(wrong("no event type".into()).hint("add event = \"CONSULT\", or \"NOTHING\"")),
        };
        let mode = |event: EventType, name: &String| {
            let known = event.modes().iter().map(|(mode, _)| *mode).find(|mode| mode.name() == name);
            known.ok_or_else(|| {
                let names = event.modes().iter().map(|(mode, _)| mode.name());
                wrong(format!("{} has no mode {name:?}", event.name())).did_you_mean(name, names)
            })
        };
        let modes = |event: EventType, names: &[String]| -> Result<Vec<Mode>, Error> {
            names.iter().map(|name| mode(event, name)).collect()
        };
        let context = |name: &String| {
            Context::from_name(name).ok_or_else(|| {
                let names = Context::ALL.iter().map(|context| context.name());
                wrong(format!("unknown context {name:?}")).did_you_mean(name, names)
            })
        };
        let also = match &raw.also {
            Some(also) => {
                let event = kind(&also.event)?;
                Some(Also { event, modes: modes(event, &also.modes)?, cameo: also.cameo.clone() })
            }
            None => None,
        };
        let codes = [Some(&raw.cameo).filter(|_| !nothing), also.as_ref().map(|also| &also.cameo)];
        for code in codes.into_iter().flatten() {
            if code.len() < 2 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(wrong(format!("cameo {code:?} is not two to four digits")));
            }
        }
        if !nothing && raw.examples.is_empty() {
            return Err(wrong("no example".into()).hint("an example is the frame's test; add one"));
        }
        let words = |class, phrases: &[String]| -> Vec<(WordClass, Vec<String>)> {
            let split = |phrase: &String| phrase.split_whitespace().map(str::to_owned).collect();
            phrases.iter().map(|phrase| (class, split(phrase))).collect()
        };
        let triggers: Vec<_> = [
            words(WordClass::Verb, &raw.verbs),
            words(WordClass::Noun, &raw.nouns),
            words(WordClass::Adjective, &raw.adjectives),
        ]
        .concat();
        if triggers.iter().any(|(_, words)| words.is_empty()) || triggers.is_empty() {
            return Err(wrong("no trigger".into()).hint("add verbs = [\"invite\"], nouns or adjectives"));
        }
        let places = |places: &Option<Vec<String>>, default: &[&str]| -> Vec<Place> {
            match places {
                Some(places) => places.iter().map(|place| read_place(place)).collect(),
                None => default.iter().map(|place| read_place(place)).collect(),
            }
        };
        let fillers = |table: &BTreeMap<String, Vec<String>>| -> Result<Vec<(Place, Vec<Filler>)>, Error> {
            let filler = |word: &String| {
                self.read_filler(word).ok_or_else(|| {
                    let names = self.classes.keys().map(String::as_str);
                    wrong(format!("unknown class {word:?}")).did_you_mean(word.trim_start_matches('@'), names)
                })
            };
            let entry = |(place, words): (&String, &Vec<String>)| {
                Ok((read_place(place), words.iter().map(filler).collect::<Result<_, _>>()?))
            };
            table.iter().map(entry).collect()
        };
        let nominal = raw.verbs.is_empty() && raw.adjectives.is_empty();
        let needs_recipient = raw.needs_recipient || event.needs_recipient();
        // What is attacked, seized, condemned, refused or backed may well be a thing.
        let by_type = !needs_recipient
            && !raw.reciprocal
            && matches!(
                event,
                EventType::Assault
                    | EventType::Coerce
                    | EventType::Accuse
                    | EventType::Reject
                    | EventType::Support
            );
        Ok(Frame {
            file: file.to_owned(),
            line,
            event,
            modes: modes(event, &raw.modes)?,
            also,
            contexts: raw.contexts.iter().map(context).collect::<Result<_, _>>()?,
            actor: places(
                &raw.actor,
                if nominal { &["subject", "possessor", "by", "modifier"] } else { &["subject", "by"] },
            ),
            recipient: places(
                &raw.recipient,
                match (raw.reciprocal, nominal) {
                    (true, _) => &["with", "object", "between", "of"],
                    (_, true) => &["of", "against", "on"],
                    _ => &["object"],
                },
            ),
            needs: fillers(&raw.needs)?,
            bars: fillers(&raw.bars)?,
            triggers,
            nothing,
            reciprocal: raw.reciprocal,
            absorbs: raw.absorbs,
            needs_recipient,
            any_actor: raw.any_actor,
            any_recipient: raw.any_recipient.unwrap_or(by_type),
            negated: raw.negated,
            examples: raw.examples,
            not: raw.not,
            cameo: raw.cameo,
            id: raw.id,
        })
    }

    fn read_filler(&self, word: &str) -> Option<Filler> {
        Some(match word {
            "COUNTRY" => Filler::Country,
            "NAME" => Filler::Name,
            "PERSON" => Filler::Person,
            "ANY" => Filler::Any,
            "FINITE" => Filler::Finite,
            _ if word.starts_with('@') => {
                let class = &word[1..];
                self.classes.contains_key(class).then(|| Filler::Class(class.to_owned()))?
            }
            _ if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                Filler::Sector(word.to_owned())
            }
            _ => Filler::Lemma(word.to_owned()),
        })
    }
}

impl Frame {
    /// What a record calls it: "diplomacy.toml:41 invite.visit".
    pub fn rule(&self) -> String {
        format!("{}:{} {}", self.file, self.line, self.id)
    }
}

/// "object.of" as steps.
fn read_place(place: &str) -> Place {
    let step = |name| match name {
        "subject" => Step::Subject,
        "object" => Step::Object,
        "indirect" => Step::Indirect,
        "possessor" => Step::Possessor,
        "modifier" => Step::Modifier,
        "complement" => Step::Complement,
        "under" => Step::Under,
        preposition => Step::Preposition(preposition.to_owned()),
    };
    place.split('.').map(step).collect()
}

/// A TOML file as a value, or an error that names its line.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        Error::new(error.message().to_owned()).at(file, line)
    })
}

/// The line of a byte, counted from 1.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    1 + text.as_bytes()[..byte].iter().filter(|&&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(frames: &str) -> Result<Frames, Error> {
        Frames::read(("classes.toml", "diplomat = [\"envoy\"]"), &[("test.toml", frames)])
    }

    #[test]
    fn the_embedded_frames_are_in_order() {
        if let Err(error) = Frames::embedded() {
            panic!("{error}");
        }
    }

    #[test]
    fn a_typo_in_a_type_names_the_line_and_gives_a_hint() {
        let text = "# a comment\n\n[[frame]]\nid = \"meet\"\nverbs = [\"meet\"]\nevent = \"CONSLT\"\n";
        let message = read(text).unwrap_err().to_string();
        assert_eq!(
            message,
            "test.toml:3: frame \"meet\": unknown event type \"CONSLT\"\n  hint: did you mean \"CONSULT\"?"
        );
    }

    #[test]
    fn an_unknown_key_names_the_line() {
        let message = read("[[frame]]\nid = \"meet\"\nverb = [\"meet\"]\n").unwrap_err().to_string();
        assert!(message.starts_with("test.toml:"), "{message}");
        assert!(message.contains("unknown field `verb`"), "{message}");
    }

    #[test]
    fn a_second_event_is_checked_as_the_first_is() {
        let text = |mode: &str| {
            format!(
                "[[frame]]\nid = \"jail\"\nverbs = [\"jail\"]\nevent = \"COERCE\"\nmodes = [\"arrest\"]\n\
                 cameo = \"173\"\nalso = {{ event = \"SANCTION\", modes = [\"{mode}\"], cameo = \"172\" }}\n\
                 examples = [{{ text = \"A\" }}]\n"
            )
        };
        let also = read(&text("convict")).unwrap().frames[0].also.clone().unwrap();
        assert_eq!((also.event, also.cameo.as_str()), (EventType::Sanction, "172"));
        let message = read(&text("convicts")).unwrap_err().to_string();
        assert!(message.contains("SANCTION has no mode \"convicts\""), "{message}");
    }

    #[test]
    fn a_class_must_exist() {
        let text = "[[frame]]\nid = \"x\"\nverbs = [\"expel\"]\nevent = \"SANCTION\"\ncameo = \"161\"\n\
                    needs = { object = [\"@diplomats\"] }\nexamples = [{ text = \"A\" }]\n";
        let message = read(text).unwrap_err().to_string();
        assert!(message.ends_with("hint: did you mean \"diplomat\"?"), "{message}");
    }

    #[test]
    fn a_trigger_is_found_by_its_first_lemma() {
        let text = "[[frame]]\nid = \"talks\"\nverbs = [\"hold talk\"]\nevent = \"CONSULT\"\ncameo = \"040\"\n\
                    examples = [{ text = \"A\" }]\n";
        let frames = read(text).unwrap();
        let found: Vec<_> = frames.triggered_by(WordClass::Verb, "hold").collect();
        assert_eq!(found[0].1, ["hold", "talk"]);
        assert_eq!(found[0].0.rule(), "test.toml:1 talks");
    }
}
