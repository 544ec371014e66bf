//! The longest known name at a point in a story. Takes words, walks the `fst` of keys letter by letter, gives
//! how many words the name has and all that it may mean.
//!
//! Several walks go on at once: a letter is looked for as it is written and, in a word of capitals alone, also
//! as a small letter ("MOSCOW"); a word's first capital may stand for a small letter ("Al Qaeda", "Bank Of
//! England"). A small letter never stands for a capital: "turkey" is no country.

use fst::raw::{CompiledAddr, Fst, Output};

use crate::fold::fold_word;
use crate::names::is_abbreviation;

/// A walk through the `fst`.
#[derive(Clone, Copy)]
struct Walk {
    node: CompiledAddr,
    output: Output,
    /// Whether every letter was found as it is written.
    exact: bool,
}

/// How many words the longest name has, and the values found there: those of the name as written if there is
/// one, else those of its other spellings.
pub(crate) fn longest<'w, D: AsRef<[u8]>>(
    names: &Fst<D>,
    words: impl Iterator<Item = &'w str>,
) -> Option<(usize, Vec<u64>)> {
    let mut walks = vec![Walk { node: names.root().addr(), output: Output::zero(), exact: true }];
    let mut found: Option<(usize, Vec<u64>)> = None;
    let mut key = String::new();
    for (index, word) in words.enumerate() {
        key.clear();
        fold_word(word, &mut key);
        let atoms = key.trim_end();
        if atoms.is_empty() && index > 0 {
            continue;
        }
        let shouts = shouts(word);
        if index > 0 {
            step(names, &mut walks, b' ', None);
        }
        let mut previous = b' ';
        for &letter in atoms.as_bytes() {
            let may_be_small = letter.is_ascii_uppercase() && (shouts || previous == b' ');
            step(names, &mut walks, letter, may_be_small.then(|| letter.to_ascii_lowercase()));
            previous = letter;
        }
        if walks.is_empty() || atoms.is_empty() {
            break;
        }
        let mut values = finals(names, &walks);
        if is_abbreviation(word) {
            let mut stopped = walks.clone();
            step(names, &mut stopped, b'.', None);
            values = Some(finals(names, &stopped)).filter(|stopped| !stopped.is_empty()).unwrap_or(values);
        }
        if !values.is_empty() {
            found = Some((index + 1, values));
        }
    }
    found
}

/// Whether a word is all capitals, and more than one: "MOSCOW", "U.S.", not "A".
fn shouts(word: &str) -> bool {
    let mut letters = word.chars().filter(|char| char.is_alphabetic());
    letters.by_ref().take(2).filter(|letter| letter.is_uppercase()).count() == 2
        && letters.all(char::is_uppercase)
}

/// Takes every walk one letter on; those that cannot go on end.
fn step<D: AsRef<[u8]>>(names: &Fst<D>, walks: &mut Vec<Walk>, letter: u8, other: Option<u8>) {
    for index in 0..walks.len() {
        let walk = walks[index];
        let node = names.node(walk.node);
        if let Some(small) = other.and_then(|small| node.find_input(small)) {
            let transition = node.transition(small);
            walks.push(Walk { node: transition.addr, output: walk.output.cat(transition.out), exact: false });
        }
        match node.find_input(letter) {
            Some(same) => {
                let transition = node.transition(same);
                walks[index].node = transition.addr;
                walks[index].output = walk.output.cat(transition.out);
            }
            None => walks[index].node = ENDED,
        }
    }
    walks.retain(|walk| walk.node != ENDED);
}

/// No node lies here.
const ENDED: CompiledAddr = CompiledAddr::MAX;

fn finals<D: AsRef<[u8]>>(names: &Fst<D>, walks: &[Walk]) -> Vec<u64> {
    let value = |walk: &Walk| {
        let node = names.node(walk.node);
        node.is_final().then(|| walk.output.cat(node.final_output()).value())
    };
    let as_written: Vec<u64> = walks.iter().filter(|walk| walk.exact).filter_map(value).collect();
    if as_written.is_empty() { walks.iter().filter_map(value).collect() } else { as_written }
}

#[cfg(test)]
mod tests {
    use crate::{Knowledge, Meaning, PlaceKind};

    /// What the words mean: how many of them, and every meaning in short.
    fn look(words: &str) -> (usize, Vec<String>) {
        let found = Knowledge::embedded().longest(words.split(' '));
        found.map_or((0, Vec::new()), |(count, meanings)| (count, meanings.iter().map(short).collect()))
    }

    fn short(meaning: &Meaning<'_>) -> String {
        match meaning {
            Meaning::Country(country) => format!("country {}", country.code),
            Meaning::Adjective(country) => format!("adjective {}", country.code),
            Meaning::National(country) => format!("national {}", country.code),
            Meaning::Organisation(organisation) => format!("organisation {}", organisation.name),
            Meaning::Metonym(metonym) => format!("metonym {:?} {:?}", metonym.country, metonym.sectors),
            Meaning::Person(person) => format!("person {}", person.name),
            Meaning::Surname(person) => format!("surname {}", person.name),
            Meaning::Place(place) => {
                let kind =
                    if place.capital_of.is_some() { "Capital".into() } else { format!("{:?}", place.kind) };
                format!("{kind} {} {:?}", place.name, place.country)
            }
        }
    }

    /// The words have a meaning of this many words, and the first one is this.
    fn check(words: &str, count: usize, first: &str) {
        let (found, meanings) = look(words);
        assert_eq!(
            (found, meanings.first().map(String::as_str)),
            (count, Some(first)),
            "{words}: {meanings:?}"
        );
    }

    /// Among the meanings of all the words is this one.
    fn check_any(words: &str, meaning: &str) {
        let (count, meanings) = look(words);
        assert_eq!(count, words.split(' ').count(), "{words}");
        assert!(meanings.iter().any(|found| found == meaning), "{words}: {meanings:?}");
    }

    fn check_none(words: &str) {
        assert_eq!(look(words), (0, Vec::new()), "{words}");
    }

    #[test]
    fn the_longest_name_is_taken() {
        check("South Korean troops", 2, "adjective KOR");
        check("South Sudan said", 2, "country SSD");
        check("United States of America", 4, "country USA");
        check("New York City council", 3, "City New York City Some(USA)");
        check("Niger Delta militants", 2, "Region Niger Delta Some(NGA)");
        check("Guinea is", 1, "country GIN");
        check("the States have", 2, "country USA");
        check_none("the minister");
        check_none("");
    }

    #[test]
    fn an_ambiguous_name_has_all_its_meanings() {
        check("Georgia", 1, "country GEO");
        check_any("Georgia", "Admin1 Georgia Some(USA)");
        check("Congo", 1, "country COD");
        check_any("Congo", "country COG");
        check_any("Washington", "Capital Washington Some(USA)");
        check_any("Washington", "Admin1 Washington Some(USA)");
        check_any("Luxembourg", "Capital Luxembourg Some(LUX)");
        check_any("Tripoli", "City Tripoli Some(LBN)");
        check_any("New York", "City New York City Some(USA)");
        check_any("Abkhazia", "metonym Some(GEO) [PRE]");
    }

    #[test]
    fn the_greatest_place_comes_first() {
        check("Kharkiv", 1, "City Kharkiv Some(UKR)");
        check("Tripoli", 1, "Capital Tripoli Some(LBY)");
        check("Paris", 1, "Capital Paris Some(FRA)");
        check("Berlin", 1, "Capital Berlin Some(DEU)");
    }

    #[test]
    fn a_small_letter_is_no_capital() {
        check("Turkey", 1, "country TUR");
        check_none("turkey");
        check("US", 1, "country USA");
        check("U.S.", 1, "country USA");
        check_none("us");
        check("Polish", 1, "adjective POL");
        check_none("polish");
        check_none("who");
        check_none("nice");
    }

    #[test]
    fn a_shouted_word_is_read_as_a_title() {
        check("MOSCOW", 1, "Capital Moscow Some(RUS)");
        check("UNITED STATES OF AMERICA", 4, "country USA");
        check("RABAT , Jan 12", 1, "Capital Rabat Some(MAR)");
        check("THE HAGUE", 2, "Capital The Hague Some(NLD)");
        check("the Hague", 2, "Capital The Hague Some(NLD)");
        check("DOWNING STREET", 2, "metonym Some(GBR) [GOV]");
    }

    #[test]
    fn what_stands_there_goes_before_what_might() {
        check("US", 1, "country USA");
        assert!(look("WHO").1.iter().all(|meaning| meaning.starts_with("organisation")), "{:?}", look("WHO"));
    }

    #[test]
    fn accents_hyphens_and_apostrophes_do_not_count() {
        for words in ["Cote d'Ivoire", "Côte d'Ivoire", "Côte d’Ivoire", "CÔTE D'IVOIRE"] {
            check(words, 2, "country CIV");
        }
        check("Guinea - Bissau", 3, "country GNB");
        check("Guinea-Bissau", 1, "country GNB");
        check("Sana'a", 1, "Capital Sanaa Some(YEM)");
        check("Sanaa", 1, "Capital Sanaa Some(YEM)");
        check("Bogota", 1, "Capital Bogotá Some(COL)");
        check_any("Quai d' Orsay", "metonym Some(FRA) [GOV]");
        check("São Paulo", 2, "City São Paulo Some(BRA)");
    }

    #[test]
    fn the_full_stop_of_an_abbreviation_counts() {
        check("Miss.", 1, "Admin1 Mississippi Some(USA)");
        assert!(!look("Miss").1.iter().any(|meaning| meaning.contains("Mississippi")));
        check("Ont.", 1, "Admin1 Ontario Some(CAN)");
        check("W.Va.", 1, "Admin1 West Virginia Some(USA)");
        check("St. Petersburg", 2, "City Saint Petersburg Some(RUS)");
        check("St Petersburg", 2, "City Saint Petersburg Some(RUS)");
    }

    #[test]
    fn a_name_ends_where_a_word_ends() {
        check("Mali .", 1, "country MLI");
        check("Mali - based", 1, "country MLI");
        check_none("Malian-led");
        check("Paris . Texas", 1, "Capital Paris Some(FRA)");
    }

    #[test]
    fn regions_and_waters_are_known() {
        check("Gaza Strip", 2, "Admin1 Gaza Strip Some(PSE)");
        check("Black Sea", 2, "Water Black Sea None");
        check("Middle East", 2, "Region Middle East None");
        check("Kharkiv region", 2, "Admin1 Kharkiv Oblast Some(UKR)");
        check("Africa", 1, "Continent Africa None");
        check_any("California", "Admin1 California Some(USA)");
    }

    #[test]
    fn a_surname_follows_its_country() {
        check_any("Xi", "surname Xi Jinping");
        check_any("Putin", "surname Vladimir Putin");
        check_any("Assad", "surname Bashar al-Assad");
        check_any("von der Leyen", "surname Ursula von der Leyen");
        check("Vladimir Putin said", 2, "person Vladimir Putin");
        check_none("He said");
        check_none("VI");
    }

    #[test]
    fn every_country_has_a_capital_and_an_adjective() {
        let knowledge = Knowledge::embedded();
        let capital = |code: &str| {
            knowledge.places().iter().any(|place| {
                place.kind == PlaceKind::City && place.capital_of.is_some_and(|country| country == code)
            })
        };
        // Islands without inhabitants, or without a word for them; and land without a town.
        let without = ["BVT", "HMD", "SGS", "SJM", "UMI", "ATF"];
        for country in knowledge.countries().iter().filter(|country| !without.contains(&&*country.code)) {
            let is_settled = country.population > 0 && !["TKL", "IOT"].contains(&&*country.code);
            assert!(!is_settled || capital(&country.code), "{} has no capital", country.name);
            assert!(
                !country.adjectives.is_empty() || country.code == "SCG",
                "{} has no adjective",
                country.name
            );
        }
        assert!(knowledge.countries().len() >= 250);
    }

    #[test]
    fn every_name_of_a_country_is_found() {
        for country in Knowledge::embedded().countries() {
            for name in country.aliases.iter().chain([&country.name]) {
                check_any(name, &format!("country {}", country.code));
            }
            for name in &country.adjectives {
                check_any(name, &format!("adjective {}", country.code));
            }
        }
    }
}
