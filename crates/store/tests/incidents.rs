//! The stories of `tests/incidents`, coded and joined, against the occurrences that their author had in mind.

#![allow(clippy::print_stdout, reason = "it says how good it is")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use dateline_store::incident::{Joining, Story, join};
use dateline_store::ledger::{Party, Stance, ledger};
use knowledge::Knowledge;
use language::Language;
use record::{Article, Run};

/// A story with the words in it that tell an occurrence.
struct Marked {
    article: Article,
    tells: Vec<(String, std::ops::Range<usize>)>,
}

/// The stories of the files, their marks taken out.
fn marked() -> Vec<Marked> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/incidents");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    files.sort();
    let mut stories = Vec::new();
    for path in files {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        for block in text.split("\n== ").map(|block| block.trim_start_matches("== ")) {
            stories.push(read(&file, block));
        }
    }
    stories
}

fn read(file: &str, block: &str) -> Marked {
    let (head, body) = block.split_once('\n').unwrap();
    let [id, publisher, day] = head.split(" | ").collect::<Vec<_>>()[..] else { panic!("{file}: {head}") };
    let (mut text, mut tells, mut rest) = (String::new(), Vec::new(), body.trim());
    while let Some((before, mark)) = rest.split_once('{') {
        let (mark, after) = mark.split_once('}').unwrap();
        let (occurrence, words) = mark.split_once(": ").unwrap();
        text += before;
        tells.push((occurrence.to_owned(), text.len()..text.len() + words.len()));
        text += words;
        rest = after;
    }
    text += rest;
    let article = Article {
        id: id.into(),
        title: text.lines().next().map(str::to_owned),
        publisher: Some(publisher.into()),
        published: Some(day.trim().parse().unwrap()),
        language: "en".into(),
        text,
        ..Article::default()
    };
    Marked { article, tells }
}

/// The stories with what the coder found in them; each event with its occurrence, if its author marked one.
struct Corpus {
    stories: Vec<Story>,
    occurrence: BTreeMap<(String, String), String>,
    missed: Vec<(String, String)>,
}

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let mut corpus = Corpus { stories: Vec::new(), occurrence: BTreeMap::new(), missed: Vec::new() };
    for Marked { article, tells } in marked() {
        let record =
            reader::read(&article, Language::embedded(), Knowledge::embedded()).record(Run::default());
        let mut found = vec![false; tells.len()];
        for event in &record.events {
            let trigger = event.trigger.iter().chain(&event.resumed);
            let spans: Vec<_> =
                trigger.map(|passage| passage.span.start as usize..passage.span.end as usize).collect();
            for ((occurrence, words), found) in tells.iter().zip(&mut found) {
                if spans.iter().any(|span| span.start < words.end && words.start < span.end) {
                    *found = true;
                    corpus.occurrence.insert((article.id.clone(), event.id.clone()), occurrence.clone());
                }
            }
        }
        let missed = tells.iter().zip(&found).filter(|(_, found)| !**found);
        corpus.missed.extend(missed.map(|((occurrence, _), _)| (article.id.clone(), occurrence.clone())));
        corpus.stories.push(Story::of(&record, &article.text));
    }
    corpus
});

/// B-cubed precision, recall and F1, in percent.
struct Cubed {
    precision: f64,
    recall: f64,
    f1: f64,
    items: usize,
}

/// Over every telling: which group the system, and which the author, puts it in.
fn b_cubed(items: &[(String, String)]) -> Cubed {
    let share = |mine: fn(&(String, String)) -> &String, other: fn(&(String, String)) -> &String| {
        let of = |item: &(String, String)| {
            let group: Vec<_> = items.iter().filter(|also| mine(also) == mine(item)).collect();
            group.iter().filter(|also| other(also) == other(item)).count() as f64 / group.len() as f64
        };
        100.0 * items.iter().map(of).sum::<f64>() / items.len() as f64
    };
    let precision = share(|item| &item.0, |item| &item.1);
    let recall = share(|item| &item.1, |item| &item.0);
    Cubed { precision, recall, f1: 2.0 * precision * recall / (precision + recall), items: items.len() }
}

/// The marked tellings with their incident and occurrence. What the coder missed is alone; an event that
/// nobody marked counts where it was joined with one that is marked, as an occurrence of its own.
fn items(joining: &Joining, with_missed: bool) -> Vec<(String, String)> {
    let corpus = &*CORPUS;
    let mut items = Vec::new();
    for incident in &joining.incidents {
        let keys: Vec<_> = joining
            .tellings(incident)
            .map(|(story, telling)| (story.id.clone(), telling.event.clone()))
            .collect();
        let marked = keys.iter().any(|key| corpus.occurrence.contains_key(key));
        for key in keys.into_iter().filter(|_| marked) {
            let own = format!("{} {}", key.0, key.1);
            items.push((incident.id.clone(), corpus.occurrence.get(&key).cloned().unwrap_or(own)));
        }
    }
    let missed = corpus.missed.iter().filter(|_| with_missed);
    items.extend(
        missed.enumerate().map(|(number, (_, occurrence))| (format!("missed {number}"), occurrence.clone())),
    );
    items
}

fn joined() -> Joining {
    join(CORPUS.stories.clone())
}

#[test]
fn incidents_are_the_authors_occurrences() {
    let corpus = &*CORPUS;
    let joining = joined();
    let cubed = [
        ("all tellings; what the coder missed is alone", b_cubed(&items(&joining, true))),
        ("what the coder found", b_cubed(&items(&joining, false))),
    ];
    println!(
        "{} stories, {} events",
        corpus.stories.len(),
        corpus.stories.iter().map(|story| story.tellings.len()).sum::<usize>()
    );
    for (name, Cubed { precision, recall, f1, items }) in &cubed {
        println!("{name}: P {precision:.1} R {recall:.1} F1 {f1:.1} ({items} tellings)");
    }
    if std::env::var_os("DATELINE_SHOW").is_some() {
        show(&joining);
    }
    assert!(cubed[0].1.f1 > 70.0 && cubed[1].1.precision > 80.0);
}

/// Which occurrences are split, and which incidents mixed.
fn show(joining: &Joining) {
    let corpus = &*CORPUS;
    let mut homes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for incident in &joining.incidents {
        let mut named: BTreeSet<String> = BTreeSet::new();
        for (story, telling) in joining.tellings(incident) {
            let key = (story.id.clone(), telling.event.clone());
            let name = corpus.occurrence.get(&key).cloned().unwrap_or("-".into());
            homes.entry(name.clone()).or_default().insert(incident.id.clone());
            named.insert(name);
        }
        if named.len() > 1 {
            println!("MIXED {named:?}");
            for (story, telling) in joining.tellings(incident) {
                println!("    {} {:?} {:?}: {}", story.id, telling.kind, telling.trigger, telling.sentence);
            }
            println!("{}", joining.why(incident).readable());
        }
    }
    for (name, homes) in homes.iter().filter(|(name, homes)| *name != "-" && homes.len() > 1) {
        println!("SPLIT {name}");
        for home in homes {
            let incident = joining.find(home).unwrap();
            for (story, telling) in joining.tellings(incident) {
                println!("    {home} {} {:?} {:?}", story.id, telling.kind, telling.trigger);
            }
            for apart in joining.why(incident).apart {
                if homes.contains(&apart.incident) {
                    println!("        {}: {:?} {}", apart.reason, apart.link.points, apart.link.with_article);
                }
            }
        }
    }
    println!("missed: {:?}", corpus.missed);
}

#[test]
fn the_order_of_the_stories_does_not_matter() {
    let there = joined();
    let mut stories = CORPUS.stories.clone();
    stories.reverse();
    let half = stories.len() / 3;
    stories.rotate_left(half);
    let back = join(stories);
    assert_eq!(there.incidents, back.incidents);
    assert_eq!(there.origins, back.origins);
}

#[test]
fn copies_of_a_wire_story_are_one_origin() {
    let joining = joined();
    let origin = |id: &str| {
        let at = joining.stories.iter().position(|story| story.id == id).unwrap();
        joining.stories[joining.origins[at]].id.as_str()
    };
    for (copy, wire) in [
        ("nyala-wire", "nyala-copy"),
        ("school-wire-update", "school-wire"),
        ("ankara-wire-copy", "ankara-wire"),
        ("batken-wire-copy", "batken-wire"),
        ("quetta-correct", "quetta-wire"),
    ] {
        assert_eq!(origin(copy), origin(wire), "{copy}");
    }
    let origins: BTreeSet<usize> = joining.origins.iter().copied().collect();
    assert_eq!(joining.stories.len() - origins.len(), 5, "no others are copies");
}

#[test]
fn an_incident_shows_sources_claims_denials_and_numbers() {
    let joining = joined();
    let bombed = |event: &&dateline_store::incident::Incident| {
        joining
            .tellings(event)
            .any(|(story, telling)| story.id == "nyala-wire" && telling.trigger == "bombed")
    };
    let account = joining.account(joining.incidents.iter().find(bombed).unwrap());
    assert_eq!(account.date.as_deref(), Some("2031-03-04"));
    assert!(
        account.sources.len() >= 4 && account.independent < account.sources.len(),
        "{}",
        account.readable()
    );
    assert!(
        account.denied.iter().any(|side| side.claim.country.as_deref() == Some("SDN")),
        "{}",
        account.readable()
    );
    assert!(account.sources.iter().all(|source| source.article != "nyala-second"));
}

#[test]
fn a_ledger_sets_the_two_sides_beside_each_other() {
    let joining = joined();
    let (kyrgyz, tajik) = (Party::new("KGZ"), Party::new("TJK"));
    let both = ledger(&joining, &kyrgyz, &tajik, None);
    let stances = |side: usize| -> BTreeSet<Stance> {
        both.entries.iter().flat_map(|entry| entry.positions[side].stances.clone()).collect()
    };
    assert!(stances(0).contains(&Stance::Asserted), "{}", both.readable());
    assert!(stances(1).contains(&Stance::Denied), "{}", both.readable());
    let (norway, belarus) = (Party::new("NOR"), Party::new("BLR"));
    let all = ledger(&joining, &norway, &belarus, None);
    let later = ledger(&joining, &norway, &belarus, Some("2031-02-15"));
    assert!(!later.entries.is_empty() && later.entries.len() < all.entries.len(), "{}", all.readable());
    assert!(ledger(&joining, &Party::new("FRA"), &Party::new("KGZ"), None).entries.is_empty());
}
