//! The cases of `cases/mentions`: whom words mean, read with the model.

use std::path::Path;

use dateline_reader as reader;
use knowledge::Knowledge;
use language::Language;
use reader::{Mention, Reading};
use record::Article;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

/// What must hold of the mentions of a text; what a case does not name, it leaves open. Words stand for their first
/// occurrence that is a mention, "she#2" for their second.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[allow(dead_code, reason = "for the reader of the case")]
    why: Option<String>,
    /// Why it does not hold yet.
    pending: Option<String>,
    text: String,
    /// The day of publication.
    date: Option<jiff::civil::Date>,
    /// The words of each list mean one actor.
    #[serde(default)]
    same: Vec<Vec<String>>,
    /// No two words of a list mean one actor.
    #[serde(default)]
    apart: Vec<Vec<String>>,
    /// Words and the code of their actor: country, or `-`, and sectors.
    #[serde(default)]
    codes: Vec<(String, String)>,
    /// Words and what their actor's reason says.
    #[serde(default)]
    reasons: Vec<(String, String)>,
    /// Words and what else they could have meant, as `why` prints it: of an actor or a place.
    #[serde(default)]
    considered: Vec<(String, String)>,
    /// Words of a collective actor, and those of its members.
    #[serde(default)]
    members: Vec<(String, Vec<String>)>,
    /// Mentions of nobody.
    #[serde(default)]
    open: Vec<String>,
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/mentions");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let cases: File = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for case in &cases.case {
            let faults = faults(case);
            match (&case.pending, faults.is_empty()) {
                (None, false) => {
                    wrong.push(format!("{}: {}\n  {}", file.display(), case.name, faults.join("\n  ")))
                }
                (Some(_), true) => wrong.push(format!("{}: it holds now, no longer pending", case.name)),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn faults(case: &Case) -> Vec<String> {
    let article = Article { text: case.text.clone(), published: case.date, ..Article::default() };
    let reading = reader::read(&article, Language::embedded(), Knowledge::embedded());
    let mut faults = Vec::new();
    let actor = |words: &str| mention(&reading, words).map(|mention| mention.actor);
    for words in &case.same {
        let actors: Vec<_> = words.iter().map(|one| actor(one)).collect();
        if actors.iter().any(|one| *one != actors[0] || one.flatten().is_none()) {
            faults.push(format!("{words:?} are not one: {actors:?}"));
        }
    }
    for words in &case.apart {
        let actors: Vec<_> = words.iter().map(|one| actor(one).flatten()).collect();
        for (number, one) in actors.iter().enumerate() {
            if one.is_none() || actors[..number].contains(one) {
                faults.push(format!("{words:?} are not apart: {actors:?}"));
            }
        }
    }
    for (words, code) in &case.codes {
        let known = mention(&reading, words).and_then(|one| one.actor);
        let given = known.map(|actor| {
            let actor = &reading.mentions.actors[actor as usize];
            [actor.country.as_deref().unwrap_or("-")]
                .into_iter()
                .chain(actor.sectors.iter().map(String::as_str))
                .collect::<Vec<_>>()
                .join(" ")
        });
        if given.as_ref() != Some(code) {
            faults.push(format!("{words:?} is {given:?}, not {code:?}"));
        }
    }
    for (words, reason) in &case.reasons {
        let known = mention(&reading, words).and_then(|one| one.actor);
        let given = known.map_or("", |actor| &*reading.mentions.actors[actor as usize].reason);
        if !given.contains(reason) {
            faults.push(format!("{words:?}: {given:?} does not say {reason:?}"));
        }
    }
    for (words, candidate) in &case.considered {
        let given = considered(&reading, words);
        if !given.iter().any(|one| one.contains(candidate)) {
            faults.push(format!("{words:?}: {given:?} do not say {candidate:?}"));
        }
    }
    for (words, wanted) in &case.members {
        let given =
            actor(words).flatten().map(|actor| reading.mentions.actors[actor as usize].members.clone());
        let wanted: Vec<_> = wanted.iter().filter_map(|one| actor(one).flatten()).collect();
        if given.as_ref() != Some(&wanted) {
            faults.push(format!("{words:?} has the members {given:?}, not {wanted:?}"));
        }
    }
    faults.extend(
        case.open
            .iter()
            .filter(|words| actor(words) != Some(None))
            .map(|words| format!("{words:?} is {:?}", actor(words))),
    );
    faults
}

/// What else words could have meant, each with why not.
fn considered(reading: &Reading, words: &str) -> Vec<String> {
    let Some(mention) = mention(reading, words) else { return Vec::new() };
    let actor = mention.actor.map(|actor| &reading.mentions.actors[actor as usize].considered);
    let place = mention.place.map(|place| &reading.mentions.places[place as usize].considered);
    actor.into_iter().chain(place).flatten().map(|one| format!("{}: {}", one.name, one.lost)).collect()
}

/// The mention of these words.
fn mention<'a>(reading: &'a Reading, words: &str) -> Option<&'a Mention> {
    let (words, number) = words.split_once('#').unwrap_or((words, "1"));
    let mut found =
        reading.mentions.mentions.iter().filter(|one| one.span.of(&reading.article.text) == words);
    found.nth(number.parse::<usize>().ok()? - 1)
}
