//! Whole stories in small, their trees written by hand: a line a sentence, a word as `form/UPOS/head/relation`
//! with heads counted from 1, 0 for the root. A form's Penn tag and lemma are guessed from it.

use knowledge::Knowledge;
use record::Article;

use super::{Mentions, find};

/// CoNLL-U of the short notation. `form/UPOS/head/relation/PER` marks a word of a person's name.
fn conllu(story: &str) -> String {
    let mut lines = String::new();
    for sentence in story.trim().lines() {
        for (index, word) in sentence.split_whitespace().enumerate() {
            let fields: Vec<&str> = word.split('/').collect();
            let (form, upos, head, relation) = (fields[0], fields[1], fields[2], fields[3]);
            let plural = form.ends_with('s') && !matches!(form, "his" | "Paris" | "Idris" | "was" | "is");
            let xpos = match (upos, plural) {
                ("NOUN", true) => "NNS",
                ("NOUN", false) => "NN",
                ("PROPN", _) => "NNP",
                ("VERB", _) => "VBD",
                ("PRON", _) if form == "who" => "WP",
                ("PRON", _) => "PRP",
                _ => "JJ",
            };
            let lower = form.to_lowercase();
            let lemma = match (upos, lower.as_str()) {
                ("NOUN", noun) if plural => noun.trim_end_matches('s').to_owned(),
                ("VERB", "said") => "say".to_owned(),
                ("PROPN", _) => form.to_owned(),
                _ => lower,
            };
            let misc = fields.get(4).map_or("_".to_owned(), |kind| format!("NER={kind}"));
            lines += &format!(
                "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{misc}\n",
                index + 1
            );
        }
        lines.push('\n');
    }
    lines
}

fn read(day: &str, story: &str) -> (String, Mentions) {
    let (text, parse) = language::from_conllu(&conllu(story)).expect("the notation makes CoNLL-U");
    let published = (!day.is_empty()).then(|| day.parse().expect("a day"));
    let article = Article { text: text.clone(), published, ..Article::default() };
    let found = find(&article, &parse, Knowledge::embedded());
    (text, found)
}

/// Each expectation is the words of a mention and what is known of its actor: `COUNTRY SECTOR…`, `-` for no country.
fn check(day: &str, story: &str, expected: &[(&str, &str)]) {
    let (text, found) = read(day, story);
    for (words, codes) in expected {
        let mention = found.mentions.iter().find(|mention| mention.span.of(&text) == *words);
        let mention =
            mention.unwrap_or_else(|| panic!("no mention {words:?} in {text:?}: {:?}", spans(&found, &text)));
        let actor = &found.actors[mention.actor.unwrap_or_else(|| panic!("{words:?} is no actor")) as usize];
        let mut given = vec![actor.country.as_deref().unwrap_or("-")];
        given.extend(actor.sectors.iter().map(String::as_str));
        assert_eq!(given.join(" "), *codes, "{words:?}: {}", actor.reason);
        assert!(!actor.reason.is_empty() || *codes == "-", "{words:?} has no reason");
    }
}

/// All these mentions, the last occurrence of each, are one actor.
fn check_one(story: &str, words: &[&str]) {
    let (text, found) = read("2018-04-03", story);
    let actors: Vec<_> = words
        .iter()
        .map(|words| {
            let mention = found.mentions.iter().rev().find(|mention| mention.span.of(&text) == *words);
            mention.unwrap_or_else(|| panic!("no mention {words:?}: {:?}", spans(&found, &text))).actor
        })
        .collect();
    assert!(actors[0].is_some() && actors.iter().all(|actor| *actor == actors[0]), "{words:?}: {actors:?}");
}

fn spans<'t>(found: &Mentions, text: &'t str) -> Vec<&'t str> {
    found.mentions.iter().map(|mention| mention.span.of(text)).collect()
}

const SOLHEIM: &str = "Norwegian/ADJ/3/amod Foreign/PROPN/3/compound Minister/PROPN/4/nmod:desc Ingrid/PROPN/6/nsubj/B-PER \
    Solheim/PROPN/4/flat/I-PER left/VERB/0/root ./PUNCT/6/punct";

#[test]
fn a_title_a_demonym_and_a_name_are_one_mention() {
    check("2018-04-03", SOLHEIM, &[("Norwegian Foreign Minister Ingrid Solheim", "NOR GOV")]);
    let (text, found) = read("2018-04-03", SOLHEIM);
    let actors = found.mentions.iter().filter(|mention| mention.actor.is_some());
    assert_eq!(actors.count(), 1, "{:?}", spans(&found, &text));
    assert_eq!(found.actors[0].title.as_deref(), Some("foreign minister"));
}

#[test]
fn a_pronoun_a_surname_and_a_role_go_back_to_the_name() {
    let story = format!(
        "{SOLHEIM}\nShe/PRON/2/nsubj smiled/VERB/0/root\nSolheim/PROPN/2/nsubj/B-PER spoke/VERB/0/root\n\
         The/DET/2/det minister/NOUN/3/nsubj waited/VERB/0/root"
    );
    check_one(&story, &["Norwegian Foreign Minister Ingrid Solheim", "She", "Solheim", "The minister"]);
}

#[test]
fn an_office_is_that_of_the_day() {
    let story =
        "President/PROPN/2/nmod:desc Barack/PROPN/4/nsubj/B-PER Obama/PROPN/2/flat/I-PER spoke/VERB/0/root";
    check("2014-05-01", story, &[("President Barack Obama", "USA GOV")]);
    check("2019-05-01", story, &[("President Barack Obama", "USA ELI")]);
}

#[test]
fn a_demonym_and_a_role_need_no_name() {
    let story = "Turkish/ADJ/2/amod police/NOUN/3/nsubj arrested/VERB/0/root dozens/NOUN/3/obj of/ADP/6/case \
        protesters/NOUN/4/nmod in/ADP/8/case Ankara/PROPN/3/obl/B-LOC";
    // A crowd is not given the country of its sentence: that would be a guess.
    check("", story, &[("Turkish police", "TUR COP"), ("dozens of protesters", "- CVL OPP")]);
    let (text, found) = read("", story);
    let ankara = found
        .mentions
        .iter()
        .find(|mention| mention.span.of(&text) == "Ankara")
        .expect("Ankara is mentioned");
    assert_eq!(ankara.actor, None, "a town where something happens is no actor");
    let place = &found.places[ankara.place.expect("Ankara is a place") as usize];
    assert_eq!(place.country.as_deref(), Some("TUR"));
}

#[test]
fn a_capital_that_speaks_is_its_government() {
    let story = "Moscow/PROPN/2/nsubj/B-LOC rejected/VERB/0/root the/DET/4/det claim/NOUN/2/obj\n\
        The/DET/2/det Kremlin/PROPN/3/nsubj agreed/VERB/0/root\n\
        She/PRON/2/nsubj lived/VERB/0/root in/ADP/4/case Oslo/PROPN/2/obl/B-LOC";
    check("", story, &[("Moscow", "RUS GOV"), ("The Kremlin", "RUS GOV")]);
    check_one(story, &["Moscow", "The Kremlin"]);
    let (text, found) = read("", story);
    let oslo =
        found.mentions.iter().find(|mention| mention.span.of(&text) == "Oslo").expect("Oslo is mentioned");
    assert_eq!(oslo.actor, None);
}

#[test]
fn a_country_and_its_government_are_two() {
    let story = "Russia/PROPN/2/nsubj/B-LOC paid/VERB/0/root\nMoscow/PROPN/2/nsubj/B-LOC agreed/VERB/0/root";
    let (_, found) = read("", story);
    assert_eq!(found.actors.len(), 2);
    check("", story, &[("Russia", "RUS"), ("Moscow", "RUS GOV")]);
}

#[test]
fn an_apposition_says_who_a_name_is() {
    let story = "Idris/PROPN/9/nsubj/B-PER Benhalima/PROPN/1/flat/I-PER ,/PUNCT/1/punct the/DET/6/det \
        foreign/ADJ/6/amod minister/NOUN/1/appos of/ADP/8/case Algeria/PROPN/6/nmod/B-LOC spoke/VERB/0/root";
    check("", story, &[("Idris Benhalima", "DZA GOV"), ("Algeria", "DZA")]);
    check_one(story, &["Idris Benhalima", "the foreign minister of Algeria"]);
}

#[test]
fn a_possessor_says_whose() {
    let story = format!("{SOLHEIM}\nHer/PRON/2/nmod:poss ministry/NOUN/3/nsubj waited/VERB/0/root");
    check("", &story, &[("Her ministry", "NOR GOV")]);
}

#[test]
fn what_a_country_does_to_agents_of_a_state_is_done_to_another() {
    let story = "Norway/PROPN/2/nsubj/B-LOC expelled/VERB/0/root two/NUM/4/nummod officers/NOUN/2/obj";
    let (text, found) = read("", story);
    let officers = found.mentions.iter().find(|mention| mention.span.of(&text) == "two officers");
    let actor = officers.and_then(|mention| mention.actor).expect("officers are mentioned");
    assert_eq!(found.actors[actor as usize].country, None);
}

#[test]
fn an_indefinite_role_is_somebody_new() {
    let story = "A/DET/2/det protester/NOUN/3/nsubj fell/VERB/0/root\nA/DET/2/det protester/NOUN/3/nsubj ran/VERB/0/root";
    let (_, found) = read("", story);
    assert_eq!(found.actors.len(), 2);
}

#[test]
fn a_relative_pronoun_is_its_noun() {
    let story = "Students/NOUN/4/nsubj who/PRON/3/nsubj sang/VERB/1/acl:relcl left/VERB/0/root";
    check_one(story, &["Students", "who"]);
}

#[test]
fn a_story_says_which_paris() {
    let story = "She/PRON/2/nsubj spoke/VERB/0/root in/ADP/4/case Paris/PROPN/2/obl/B-LOC ,/PUNCT/4/punct Texas/PROPN/4/appos/B-LOC";
    let (text, found) = read("", story);
    let paris =
        found.mentions.iter().find(|mention| mention.span.of(&text) == "Paris").expect("Paris is mentioned");
    let place = &found.places[paris.place.expect("Paris is a place") as usize];
    assert_eq!((place.country.as_deref(), place.admin1.as_deref()), (Some("USA"), Some("TX")));
}

#[test]
fn times_are_no_mentions() {
    let story = "She/PRON/2/nsubj left/VERB/0/root on/ADP/4/case Monday/PROPN/2/obl";
    let (text, found) = read("", story);
    assert_eq!(spans(&found, &text), ["She"]);
}

#[test]
fn an_acronym_is_its_name() {
    let story = "The/DET/3/det Amber/PROPN/3/compound/B-ORG Trust/PROPN/7/nsubj/I-ORG (/PUNCT/5/punct AT/PROPN/3/appos/B-ORG \
        )/PUNCT/5/punct agreed/VERB/0/root\nThe/DET/2/det AT/PROPN/3/nsubj/B-ORG met/VERB/0/root";
    check_one(story, &["The Amber Trust", "AT", "The AT"]);
}

#[test]
fn odd_text_gives_less() {
    assert_eq!(read("", "!/PUNCT/0/root").1.mentions.len(), 0);
    assert_eq!(find(&Article::default(), &language::Parse::default(), Knowledge::embedded()).actors.len(), 0);
}
