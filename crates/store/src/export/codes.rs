//! What other data sets call things: CAMEO's codes, countries, sectors. Facts, in `data/*.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use record::{Actor, EventType, Mode};

/// How a type and a mode are said in CAMEO.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// The code.
    pub cameo: &'static str,
    /// What the code no longer tells.
    pub loss: &'static str,
}

type Table = BTreeMap<&'static str, Vec<&'static str>>;

static CAMEO: LazyLock<Table> = LazyLock::new(|| table(include_str!("../../data/cameo.tsv")));
static COUNTRIES: LazyLock<Table> = LazyLock::new(|| table(include_str!("../../data/countries.tsv")));
static SECTORS: LazyLock<Table> = LazyLock::new(|| table(include_str!("../../data/sectors.tsv")));
static CROSSWALK: LazyLock<Vec<Vec<&str>>> =
    LazyLock::new(|| lines(include_str!("../../data/crosswalk.tsv")).collect());

/// The lines below the comments and the header, in cells.
fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

fn table(text: &'static str) -> Table {
    lines(text).map(|mut cells| (cells.remove(0), cells)).collect()
}

fn cell(table: &Table, key: &str, column: usize) -> &'static str {
    table.get(key).and_then(|cells| cells.get(column)).copied().unwrap_or_default()
}

/// The code of a type, by the first of its modes that has one.
pub fn crosswalk(kind: EventType, modes: &[Mode]) -> Crossing {
    let names = modes.iter().map(|mode| mode.name()).chain([""]);
    let mut found =
        names.filter_map(|mode| CROSSWALK.iter().find(|line| line[0] == kind.name() && line[1] == mode));
    found.next().map_or(Crossing { cameo: "", loss: "" }, |line| Crossing { cameo: line[2], loss: line[3] })
}

/// "Express intent to meet or negotiate".
pub(super) fn cameo_name(code: &str) -> &'static str {
    cell(&CAMEO, code, 0)
}

/// "Russia"; empty for what is no country.
pub(super) fn country_name(code: &str) -> &'static str {
    cell(&COUNTRIES, code, 0)
}

/// "RS".
pub(super) fn fips(code: &str) -> &'static str {
    cell(&COUNTRIES, code, 1)
}

/// "365".
pub(super) fn cow(code: &str) -> &'static str {
    cell(&COUNTRIES, code, 2)
}

/// A sector, or a body in the place of a country, in CAMEO's letters.
pub(super) fn cameo_sector(sector: &str) -> &'static str {
    cell(&SECTORS, sector, 0)
}

/// The same in words.
pub(super) fn sector_name(sector: &str) -> &'static str {
    cell(&SECTORS, sector, 1)
}

/// Whether a country code is that of a country.
pub(super) fn is_country(code: &str) -> bool {
    COUNTRIES.contains_key(code)
}

/// "USAGOV": the country or body, then the sectors that CAMEO has letters for.
pub(super) fn cameo_actor(actor: &Actor) -> String {
    let country = actor.country.as_deref().unwrap_or_default();
    let first = if is_country(country) { country } else { cameo_sector(country) };
    actor
        .sectors
        .iter()
        .map(|sector| cameo_sector(sector))
        .fold(first.to_owned(), |code, sector| code + sector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_and_mode_crosses_to_a_named_code() {
        for &kind in EventType::ALL {
            for modes in kind.modes().iter().map(|&(mode, _)| vec![mode]).chain([Vec::new()]) {
                let crossing = crosswalk(kind, &modes);
                assert!(!cameo_name(crossing.cameo).is_empty(), "{kind:?} {modes:?}");
                assert!(!crossing.loss.is_empty(), "{kind:?} {modes:?}");
            }
        }
    }

    #[test]
    fn actors_are_written_as_cameo_writes_them() {
        let actor = |country: &str, sectors: &[&str]| {
            let country = Some(country.to_owned()).filter(|country| !country.is_empty());
            let sectors = sectors.iter().map(|&sector| sector.to_owned()).collect();
            cameo_actor(&Actor { country, sectors, ..Actor::default() })
        };
        assert_eq!(actor("RUS", &["GOV"]), "RUSGOV");
        assert_eq!(actor("KEN", &["JRN", "MED"]), "KENMEDHLH");
        assert_eq!(actor("EUR", &[]), "EEC");
        assert_eq!(actor("", &["PRM"]), "");
        assert_eq!((fips("RUS"), cow("USA"), country_name("CIV")), ("RS", "2", "Ivory Coast"));
    }
}
