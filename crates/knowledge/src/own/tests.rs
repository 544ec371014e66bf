use jiff::civil::date;

use super::*;
use crate::frames::{Frames, WordClass};

fn folder(files: &[(&str, &str)]) -> Folder {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Folder { name: "own".into(), files }
}

fn with(files: &[(&str, &str)]) -> Knowledge {
    Knowledge::with(&[folder(files)]).unwrap_or_else(|errors| panic!("{}", told(&errors)))
}

fn told(errors: &[Error]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// What is said of a folder that holds only this file.
fn check(file: &str, text: &str, message: &str) {
    let errors = Knowledge::with(&[folder(&[(file, text)])]).err().unwrap_or_default();
    assert_eq!(told(&errors), message, "{text}");
}

/// The first meaning of some words, in short.
fn means(knowledge: &Knowledge, words: &str) -> String {
    let Some((count, meanings)) = knowledge.longest(words.split(' ')) else { return "nothing".into() };
    let first = match meanings[0] {
        Meaning::Person(person) => {
            let codes: Vec<String> = person.spells.iter().map(|one| format!("{:?}", one.sectors)).collect();
            format!("person {} {}", person.name, codes.join(" "))
        }
        Meaning::Organisation(one) => {
            format!(
                "organisation {} {:?} {}:{}",
                one.name,
                one.sectors,
                knowledge.table(one.file, "-"),
                one.line
            )
        }
        Meaning::Place(place) => format!("place {}", place.name),
        Meaning::Surname(person) => format!("surname {}", person.name),
        _ => "else".to_owned(),
    };
    format!("{count} {first}")
}

#[test]
fn own_actors_go_before_ours() {
    let knowledge = with(&[(
        "actors.csv",
        "name,aliases,country,sectors,office,from,to\n\
         Fjord Watch,FW;Vakt,NOR,CVL,,,\n\
         Oslo,,NOR,COP,,,\n\
         Mia London,,NOR,GOV,mayor,2019,\n",
    )]);
    assert_eq!(means(&knowledge, "Fjord Watch said"), "2 organisation Fjord Watch [CVL] actors.csv:2");
    assert_eq!(means(&knowledge, "FW said"), "1 organisation Fjord Watch [CVL] actors.csv:2");
    assert_eq!(means(&knowledge, "Oslo said"), "1 organisation Oslo [COP] actors.csv:3");
    assert_eq!(means(&knowledge, "Mia London said"), "2 person Mia London [GOV]");
    // A longer name of ours stays, and a surname hides no town.
    assert!(means(&knowledge, "Oslo Airport said").starts_with("1 organisation Oslo"));
    assert_eq!(means(&knowledge, "London said"), "1 place London");
    assert_eq!(means(&knowledge, "Bergen said"), means(Knowledge::embedded(), "Bergen said"));
}

#[test]
fn lines_of_one_name_are_its_spells() {
    let knowledge = with(&[(
        "actors.toml",
        "[[actor]]\nname = \"Sea League\"\ncountry = \"NOR\"\nsectors = [\"REB\"]\nto = 2018-06-30\n\
         [[actor]]\nname = \"Sea League\"\ncountry = \"NOR\"\nsectors = [\"PTY\"]\nfrom = \"2018-07\"\n\
         [[actor]]\nname = \"Mia Berg\"\ncountry = \"NOR\"\nsectors = [\"GOV\"]\noffice = \"foreign minister\"\nfrom = 2018\n",
    )]);
    let (_, meanings) = knowledge.longest(["Sea", "League"]).unwrap();
    let on = |day| -> Vec<String> {
        let organisations = meanings.iter().filter_map(|meaning| match meaning {
            Meaning::Organisation(one) if one.covers(day) => Some(format!("{:?}", one.sectors)),
            _ => None,
        });
        organisations.collect()
    };
    assert_eq!(on(date(2018, 6, 30)), ["[REB]"]);
    assert_eq!(on(date(2018, 7, 1)), ["[PTY]"]);
    let (_, meanings) = knowledge.longest(["Mia", "Berg"]).unwrap();
    assert!(matches!(meanings[0], Meaning::Person(person) if person.spells[0].office == "foreign-minister"));
}

#[test]
fn the_later_folder_wins() {
    let one = folder(&[("a.csv", "name,country,sectors\nSea League,NOR,REB\nHill League,NOR,REB\n")]);
    let other = folder(&[("b.csv", "name,aliases,country,sectors\nThe League,Sea League,SWE,PTY\n")]);
    let knowledge = Knowledge::with(&[one, other]).unwrap_or_else(|errors| panic!("{}", told(&errors)));
    assert_eq!(means(&knowledge, "Sea League"), "2 organisation The League [PTY] b.csv:2");
    assert_eq!(means(&knowledge, "Hill League"), "2 organisation Hill League [REB] a.csv:3");
}

const FRAME: &str = "[[frame]]\nid = \"expel.diplomat\"\nverbs = [\"zap\"]\nevent = \"SANCTION\"\ncameo = \"161\"\n\
                     examples = [{ text = \"Norway zapped Peru.\" }]\n";

#[test]
fn own_frames_go_first_and_take_the_place_of_their_id() {
    let ours = Knowledge::embedded().frames().frames.iter().filter(|frame| frame.id == "expel.diplomat");
    assert!(ours.count() > 0);
    let knowledge = with(&[("frames/mine.toml", FRAME)]);
    let frames = &knowledge.frames().frames;
    assert_eq!(frames[0].rule(), "mine.toml:1 expel.diplomat");
    assert_eq!(frames.iter().filter(|frame| frame.id == "expel.diplomat").count(), 1);
    assert_eq!(knowledge.frames().triggered_by(WordClass::Verb, "zap").count(), 1);
    let order = |frames: &Frames| {
        frames.frames.iter().skip_while(|one| one.file == "mine.toml").map(Frame::rule).collect::<Vec<_>>()
    };
    let ours: Vec<String> = order(Knowledge::embedded().frames());
    assert_eq!(
        order(knowledge.frames()),
        ours.into_iter().filter(|rule| !rule.ends_with(" expel.diplomat")).collect::<Vec<_>>()
    );
}

#[test]
fn a_folder_like_ours_reads_as_ours() {
    let files: Vec<(&str, &str)> = crate::lexicon::FILES.to_vec();
    let knowledge = with(&files);
    assert_eq!(knowledge.lexicon_version(), Knowledge::embedded().lexicon_version());
    let rules = |knowledge: &Knowledge| knowledge.frames().frames.iter().map(Frame::rule).collect::<Vec<_>>();
    assert_eq!(rules(&knowledge), rules(Knowledge::embedded()));
}

#[test]
fn the_versions_tell_of_every_file() {
    let versions = |files: &[(&str, &str)]| {
        let knowledge = with(files);
        (knowledge.data_version().to_owned(), knowledge.lexicon_version().to_owned())
    };
    let ours = Knowledge::embedded();
    let ours = (ours.data_version().to_owned(), ours.lexicon_version().to_owned());
    let actors = versions(&[("a.csv", "name,country\nSea League,NOR\n")]);
    assert_ne!(actors.0, ours.0);
    assert_eq!(actors.1, ours.1);
    assert_ne!(versions(&[("a.csv", "name,country\nSea League,SWE\n")]).0, actors.0);
    assert_ne!(versions(&[("frames/mine.toml", FRAME)]).1, ours.1);
}

#[test]
fn a_wrong_cell_is_told_with_its_line() {
    check(
        "a.csv",
        "name,country,sectors,from\nSea League,Norway,GOW,2018-02-30\n",
        "own/a.csv:2: unknown country code \"Norway\"\n  hint: did you mean \"NOR\"?\n\
         own/a.csv:2: unknown sector \"GOW\"\n  hint: did you mean \"GOV\"?\n\
         own/a.csv:2: \"2018-02-30\" is no date\n  \
         hint: write 2018-03-04, 2018-03 or 2018; leave it empty where it is open",
    );
    check(
        "a.toml",
        "[[actor]]\nname = \"Sea League\"\ncountry = \"NOR\"\nfrom = 2018\n\nto = \"2017\"\n",
        "own/a.toml:6: it ends (2017) before it begins (2018)",
    );
    check("a.csv", "name,country\n,NOR\n", "own/a.csv:2: the name is missing");
    check(
        "a.csv",
        "name,country\nsea league,NOR\n",
        "own/a.csv:2: the name \"sea league\" has no capital letter\n  \
         hint: write it as a newspaper does; what has no capital letter is not looked for as a name",
    );
}

#[test]
fn a_name_stands_for_one_actor() {
    check(
        "a.csv",
        "name,country,sectors\nSea League,NOR,REB\nSea League,NOR,PTY\n",
        "own/a.csv:3: \"Sea League\" stands here for the second time\n  \
         hint: it is at a.csv:2 for the same time; give each its own from and to, or delete one",
    );
    check(
        "a.csv",
        "name,aliases,country\nSea League,SL,NOR\nSnow League,SL,NOR\n",
        "own/a.csv:3: \"SL\" is already a name of \"Sea League\"\n  \
         hint: it is at a.csv:2; a name can stand for one actor",
    );
}

#[test]
fn a_broken_file_is_told_and_nothing_is_read() {
    check(
        "a.csv",
        "name;country\nSea League;NOR\n",
        "own/a.csv:1: the columns are not parted by commas\n  \
         hint: save the file with commas between its cells (CSV, UTF-8)",
    );
    check(
        "a.csv",
        "name,contry\n",
        "own/a.csv:1: unknown column \"contry\"\n  hint: did you mean \"country\"?",
    );
    check("a.toml", "[[actor\n", "own/a.toml:1: unclosed array table, expected `]]`");
    check(
        "frames/b.toml",
        &format!("{FRAME}{FRAME}"),
        "own/frames/b.toml:7: frame \"expel.diplomat\" stands here for the second time\n  \
         hint: the first is at b.toml:1; give one of them another id",
    );
    check(
        "note.md",
        "hello",
        "own: the folder holds no actors and no frames\n  \
         hint: actors stand in .csv or .toml files, frames in .toml files",
    );
}
