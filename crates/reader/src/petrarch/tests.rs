use language::Language;

use super::*;

const ACTORS: &str = "NORWAY [NOR]\n+NORWEGIAN\nMOROCCO [MAR]\n+MOROCCAN\n+RABAT\nPERU [PER]\nCHILE [CHL]\n\
                      JONAS_BERG\n\t[NORGOV 20100101-20141231]\n\t[NORELI]\n";
const AGENTS: &str = "GOVERNMENT [~GOV]\nSOLDIER [~MIL]\nJUDGE [~JUD]\nRELIEF_BODY [NGO~]\n";
const VERBS: &str = "&NOT_\n+NOT\n+N'T\n--- PRAISE [051] ---\nPRAISE\n- &NOT * [110]\n- * LOUDLY [052]\n\
                     --- MEET [040:041] ---\nMEET {MET}\n- % * [040:040]\n--- TAKE [---] ---\nTAKE {TOOK TAKEN}\n\
                     - * LOAN FROM $ [070]\n--- URGE [102] ---\nURGE\n+CALL_OFF {+CALLED_OFF} [120]\n\
                     --- SIGN [057] ---\nSIGN\n";

/// Codes a sentence of the year 2012.
fn check(text: &str, expected: &[(&str, &str, &str)]) {
    let files =
        [("actors", ACTORS), ("agents", AGENTS), ("verbs", VERBS), ("discards", "CUP FINAL\n+HOROSCOPE\n")];
    let files = files.map(|(name, text)| (format!("my.{name}.txt"), text.to_owned()));
    let (dictionaries, faults) = Dictionaries::read(&files).unwrap_or_else(|error| panic!("{error}"));
    assert!(faults.is_empty(), "{faults:?}");
    let published = Some(jiff::civil::date(2012, 5, 1));
    let article = Article { text: text.into(), published, ..Article::default() };
    let parse = Language::embedded().parse(text);
    let events = find(&article, &parse, &dictionaries);
    let mut found: Vec<(&str, &str, &str)> = events
        .iter()
        .flat_map(|event| &event.codings)
        .map(|coding| (&*coding.source, &*coding.target, &*coding.code))
        .collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{text}: {events:?}");
}

#[test]
fn the_subject_is_the_source_and_the_next_actor_the_target() {
    check("Norway praised the Moroccan government on Monday.", &[("NOR", "MARGOV", "051")]);
    check("Jonas Berg praised the soldiers of Peru.", &[("NORGOV", "PERMIL", "051")]);
    check("A Norwegian relief body praised Peru.", &[("NGONOR", "PER", "051")]);
    check("The harvest praised Peru.", &[]);
    check("Norway praised the weather.", &[]);
}

#[test]
fn in_the_passive_the_source_stands_after_by() {
    check("Norway was praised by Morocco on Monday.", &[("MAR", "NOR", "051")]);
}

#[test]
fn coordination_gives_every_pair() {
    check("Norway and Peru praised Morocco.", &[("NOR", "MAR", "051"), ("PER", "MAR", "051")]);
    check(
        "The judges of Norway and Peru praised Morocco.",
        &[("NORJUD", "MAR", "051"), ("PERJUD", "MAR", "051")],
    );
    check("Norway and Peru met in a hotel.", &[("NOR", "PER", "040"), ("PER", "NOR", "040")]);
}

#[test]
fn a_second_code_is_what_the_target_does() {
    check("Norway met Moroccan judges.", &[("MARJUD", "NOR", "041"), ("NOR", "MARJUD", "040")]);
}

#[test]
fn a_pattern_goes_before_the_verbs_own_code() {
    check("Norway praised Peru loudly.", &[("NOR", "PER", "052")]);
    check("Norway did not praise Peru.", &[("NOR", "PER", "110")]);
    check("Norway took a large loan from Chile.", &[]);
}

#[test]
fn what_a_coded_verb_tells_is_not_coded_again() {
    check("Norway urged Peru to sign a treaty with Chile.", &[("NOR", "PER", "102")]);
    check("Norway called off talks with Peru.", &[("NOR", "PER", "120")]);
}

#[test]
fn discards_leave_sentences_and_stories_unread() {
    check("Norway praised Peru after the cup final. Chile praised Peru.", &[("CHL", "PER", "051")]);
    check("Norway praised Peru. Your horoscope follows.", &[]);
}
