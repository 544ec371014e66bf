use jiff::civil::date;

use super::*;

fn read(files: &[(&str, &str)]) -> (Dictionaries, Vec<String>) {
    let owned: Vec<(String, String)> =
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let (dictionaries, faults) = Dictionaries::read(&owned).unwrap_or_else(|error| panic!("{error}"));
    (dictionaries, faults.iter().map(ToString::to_string).collect())
}

const ACTORS: &str = "NORLAND [NRL]\n";
const VERBS: &str = "--- PRAISE [051] ---\nPRAISE\n";

fn actors(text: &str) -> (Dictionaries, Vec<String>) {
    read(&[("my.actors.txt", text), ("my.verbs.txt", VERBS)])
}

fn verbs(text: &str) -> (Dictionaries, Vec<String>) {
    read(&[("my.actors.txt", ACTORS), ("my.verbs.txt", text)])
}

/// The codes of the actor that the words are, on a day.
fn codes(dictionaries: &Dictionaries, words: &[&str], day: Option<(i16, i8, i8)>) -> Vec<String> {
    let day = day.map(|(year, month, day)| date(year, month, day));
    let found = dictionaries.actor(words).and_then(|(_, codes)| DatedCode::on(codes, day));
    found.map(|code| code.codes.clone()).unwrap_or_default()
}

#[test]
fn actors_have_synonyms_and_codes_for_a_time() {
    let (dictionaries, faults) = actors(
        "<!-- a comment\nof two lines -->\nQUEEN_ELVA # note\n+ELVA_OF_NORLAND\n\t[NRLELI]\n\t[NRLGOV 890401-20031231]\n\
         \t[NRLOPP >20040101] ; more\nHILL_FOLK [NRLHIL/SUDHIL]\nNOBODY [---]\nU.N. [UNO]\n",
    );
    assert_eq!(faults, Vec::<String>::new());
    let queen = ["ELVA", "OF", "NORLAND"];
    assert_eq!(codes(&dictionaries, &queen, Some((1989, 4, 1))), ["NRLGOV"]);
    assert_eq!(codes(&dictionaries, &queen, Some((1989, 3, 31))), ["NRLELI"]);
    assert_eq!(codes(&dictionaries, &queen, Some((2020, 1, 1))), ["NRLOPP"]);
    assert_eq!(codes(&dictionaries, &queen, None), ["NRLELI"]);
    assert_eq!(codes(&dictionaries, &["HILL", "FOLK", "SANG"], None), ["NRLHIL", "SUDHIL"]);
    assert_eq!(codes(&dictionaries, &["NOBODY"], None), Vec::<String>::new());
    assert_eq!(codes(&dictionaries, &["UN"], None), ["UNO"]);
    assert_eq!(dictionaries.actor(&["QUEEN"]), None);
}

#[test]
fn what_cannot_be_read_is_told_and_left_out() {
    let (dictionaries, faults) =
        actors("\t[NRL]\nNORLAND [NRL 951340-960101]\nSUDLAND [SUD\nEASTLAND [EST]\n");
    assert_eq!(faults[0], "my.actors.txt:1: the code [NRL] belongs to no actor");
    assert!(faults[1].starts_with("my.actors.txt:2: the code [NRL 951340-960101] cannot be read"));
    assert_eq!(faults[2], "my.actors.txt:3: a bracket is not closed");
    assert_eq!(codes(&dictionaries, &["EASTLAND"], None), ["EST"]);
    let (_, faults) =
        verbs("LOST\n--- PRAISE [051] ---\nPRAISE\n- SAID [052]\n- * &NOTHING [053]\n- * WARMLY\n");
    assert!(faults[0].starts_with("my.verbs.txt:1: a verb outside a block"), "{faults:?}");
    assert_eq!(faults[1], "my.verbs.txt:4: a pattern without *, where the verb stands");
    assert_eq!(faults[2], "my.verbs.txt:6: a pattern without a code");
    assert_eq!(faults[3], "my.verbs.txt:5: there is no set of synonyms &NOTHING");
    let empty = Dictionaries::read(&[("readme.txt".into(), "hello".into())]).unwrap_err().to_string();
    assert!(empty.starts_with("no dictionary of actors was found"), "{empty}");
}

#[test]
fn agents_have_plurals_and_stand_before_or_after() {
    let (dictionaries, faults) = read(&[
        ("actors.txt", ACTORS),
        ("verbs.txt", VERBS),
        (
            "agents.txt",
            "!KIN! = BROTHER, SISTER\nSPY [~SPY]\nCHIEF_OF_STAFF {CHIEFS_OF_STAFF} [~MIL]\nPOLICE {} [ ~COP]\n\
             RELIEF_BODY [NGO~]\nROYAL_!KIN! [~ROY]\nODD\n",
        ),
    ]);
    let agent = |words: &[&str]| dictionaries.agent(words).map(|(_, code)| (&*code.before, &*code.after));
    assert_eq!(agent(&["SPIES"]), Some(("", "SPY")));
    assert_eq!(agent(&["CHIEFS", "OF", "STAFF"]), Some(("", "MIL")));
    assert_eq!(agent(&["POLICES"]), None);
    assert_eq!(agent(&["RELIEF", "BODIES"]), Some(("NGO", "")));
    assert_eq!(agent(&["ROYAL", "SISTER"]), Some(("", "ROY")));
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn a_verb_is_found_by_its_forms() {
    let (dictionaries, faults) = verbs(
        "--- HOLD [---] ---\nHOLD {HELD}\n+HOLD_UP {+HELD_UP} [190]\nWIRE_+TAP\nCARRY\n- * TALKS [040:041]\n",
    );
    assert_eq!(faults, Vec::<String>::new());
    let found = |form: &str, lemma: &str| -> Vec<(Vec<String>, Vec<String>, [Option<String>; 2])> {
        let verbs = dictionaries.verbs(form, lemma).into_iter();
        verbs.map(|verb| (verb.before.clone(), verb.after.clone(), verb.codes.clone())).collect()
    };
    let held = found("HELD", "HOLD");
    assert_eq!(held[0], (vec![], vec!["UP".to_owned()], [Some("190".to_owned()), None]));
    assert_eq!(held[1], (vec![], vec![], [None, None]));
    assert_eq!(found("TAPS", "TAP")[0].0, ["WIRE"]);
    assert_eq!(found("CARRIED", "CARRY").len(), 1);
    assert!(found("HOLDS", "HOLDS").is_empty());
    let verb = dictionaries.verbs("HELD", "HOLD")[1];
    let pattern = &dictionaries.patterns(verb)[0];
    assert_eq!(pattern.codes, [Some("040".to_owned()), Some("041".to_owned())]);
    assert_eq!(pattern.place, "my.verbs.txt:6 - * TALKS");
}

#[test]
fn patterns_are_read_from_the_verb_outward() {
    let (dictionaries, faults) = verbs(
        "&AID_\n+RICE\n+FRESH WATER\n&KIND\n+GIFT\n+&AID\n--- GIVE [070] ---\nGIVE\n\
         - * WELL [071]\n- $ NOT_* OUT_ {OF &KIND} (TO +) [072]\n",
    );
    assert_eq!(faults, Vec::<String>::new());
    let patterns = dictionaries.patterns(dictionaries.verbs("GIVE", "GIVE")[0]);
    // The one of more elements comes first.
    let pattern = &patterns[0];
    let element = |part, adjacent| Element { part, adjacent };
    let word = |word: &str| Part::Word(word.to_owned());
    assert_eq!(pattern.before, [element(Part::Source, false), element(word("NOT"), true)]);
    let after = [
        element(word("OUT"), false),
        element(word("OF"), false),
        element(Part::Synonym("KIND".into()), false),
        element(word("TO"), false),
        element(Part::Target, false),
    ];
    assert_eq!(pattern.after, after);
    let kinds = dictionaries.synonyms("KIND");
    for member in [&["GIFTS"][..], &["RICE"], &["FRESH", "WATER"]] {
        assert!(kinds.iter().any(|kind| kind == member), "{member:?}: {kinds:?}");
    }
    assert!(!kinds.iter().any(|kind| kind == &["RICES"]));
}
