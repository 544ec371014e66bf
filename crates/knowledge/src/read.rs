//! Reads and checks the tables. Takes the files' texts, gives the [`Entries`] or every fault found, each with
//! its file, its line and a hint. Looks at nothing outside the texts.

use std::collections::BTreeMap;

use compact_str::CompactString;
use record::Error;

use crate::code::{Code, SECTORS, TRANSNATIONAL};
use crate::date::PartialDate;
use crate::entries::{
    Country, Entries, Metonym, Organisation, Person, Place, PlaceKind, Role, RoleKind, Spell,
};
use crate::fold::fold;
use crate::offices;
use crate::table::{Row, Table};

/// The files that are read, in this order.
pub(crate) const FILES: [&str; 8] = [
    "countries.tsv",
    "metonyms.tsv",
    "people.tsv",
    "organisations.tsv",
    "roles.tsv",
    "places.tsv",
    "regions.tsv",
    "counties.tsv",
];

const COUNTRIES: &[&str] = &[
    "code",
    "alpha2",
    "name",
    "aliases",
    "adjectives",
    "nationals",
    "capital",
    "geonames_id",
    "latitude",
    "longitude",
    "population",
    "source",
];
const METONYMS: &[&str] = &["phrase", "country", "sectors", "kind", "example"];
const PEOPLE: &[&str] = &[
    "name", "aliases", "gender", "country", "sectors", "office", "title", "from", "to", "wikidata", "source",
];
const ORGANISATIONS: &[&str] = &["name", "aliases", "country", "sectors", "kind", "wikidata", "source"];
const ROLES: &[&str] = &["noun", "plural", "sectors", "kind", "gender", "example"];
const PLACES: &[&str] = &[
    "geonames_id",
    "name",
    "alternates",
    "country",
    "admin1",
    "latitude",
    "longitude",
    "population",
    "kind",
];

/// The kinds that `organisations.tsv` may name.
pub const ORGANISATION_KINDS: &[&str] = &[
    "igo",
    "ngo",
    "armed-group",
    "party",
    "media",
    "company",
    "ministry",
    "parliament",
    "military",
    "police",
    "intelligence",
    "court",
    "agency",
    "union",
    "university",
    "religious",
    "movement",
    "criminal",
];

/// The kinds that `metonyms.tsv` may name. A `people` may have no country.
pub const METONYM_KINDS: &[&str] = &[
    "seat",
    "parliament",
    "ministry",
    "military",
    "intelligence",
    "police",
    "court",
    "party",
    "office",
    "breakaway",
    "people",
    "other",
];

/// The kinds that `places.tsv`, `regions.tsv` and `counties.tsv` may name.
const PLACE_KINDS: [(&str, PlaceKind); 6] = [
    ("city", PlaceKind::City),
    ("admin1", PlaceKind::Admin1),
    ("county", PlaceKind::County),
    ("region", PlaceKind::Region),
    ("water", PlaceKind::Water),
    ("continent", PlaceKind::Continent),
];

/// What the tables say. `files` are names of [`FILES`] with their texts; a missing one counts as empty.
///
/// # Errors
///
/// Every fault of every file, in the order of the files and lines.
pub(crate) fn read(files: &[(&str, &str)]) -> Result<Entries, Vec<Error>> {
    let mut reading = Reading { known: Vec::new(), names: BTreeMap::new(), errors: Vec::new() };
    let mut entries = Entries::default();
    let table = |file: &'static str, columns, errors: &mut Vec<Error>| {
        let text = files.iter().find(|(name, _)| *name == file).map(|(_, text)| *text);
        text.map_or(Table { file, rows: Vec::new() }, |text| Table::split(file, text, columns, errors))
    };
    let countries = table("countries.tsv", COUNTRIES, &mut reading.errors);
    reading.learn_codes(&countries);
    entries.countries = reading.rows(&countries, Reading::country);
    entries.countries.sort_by_key(|country| country.code);
    let metonyms = table("metonyms.tsv", METONYMS, &mut reading.errors);
    entries.metonyms = reading.rows(&metonyms, Reading::metonym);
    let people = table("people.tsv", PEOPLE, &mut reading.errors);
    entries.people = reading.people(&people);
    let organisations = table("organisations.tsv", ORGANISATIONS, &mut reading.errors);
    entries.organisations = reading.rows(&organisations, Reading::organisation);
    let roles = table("roles.tsv", ROLES, &mut reading.errors);
    entries.roles = reading.rows(&roles, Reading::role);
    for file in ["places.tsv", "regions.tsv", "counties.tsv"] {
        let places = table(file, PLACES, &mut reading.errors);
        for (place, alternates) in reading.rows(&places, Reading::place) {
            entries.places.push(place);
            entries.alternates.push(alternates);
        }
    }
    reading.capitals(&mut entries);
    if reading.errors.is_empty() { Ok(entries) } else { Err(reading.errors) }
}

struct Reading<'t> {
    /// Every country code that may be used.
    known: Vec<&'t str>,
    /// Country names and alpha-2 codes, for hints.
    names: BTreeMap<&'t str, &'t str>,
    errors: Vec<Error>,
}

impl<'t> Reading<'t> {
    fn learn_codes(&mut self, countries: &Table<'t>) {
        self.known.extend(TRANSNATIONAL);
        for row in &countries.rows {
            let code = row.cell("code");
            if self.known.contains(&code) {
                self.errors
                    .push(row.error(format!("country code \"{code}\" stands here for the second time")));
            }
            self.known.push(code);
            self.names.insert(row.cell("name"), code);
            self.names.insert(row.cell("alpha2"), code);
        }
    }

    fn rows<T>(&mut self, table: &Table<'t>, read: impl Fn(&mut Self, &Row<'t>) -> Option<T>) -> Vec<T> {
        table.rows.iter().filter_map(|row| read(self, row)).collect()
    }

    fn country(&mut self, row: &Row<'t>) -> Option<Country> {
        self.required(row, "name")?;
        let code = Code::new(row.cell("code"));
        if code.is_none() {
            let error = row.error(format!("\"{}\" is no country code", row.cell("code")));
            self.errors.push(error.hint("three capital letters, ISO 3166-1 alpha-3"));
        }
        Some(Country {
            code: code?,
            alpha2: row.text("alpha2"),
            name: row.text("name"),
            aliases: row.list("aliases"),
            adjectives: row.list("adjectives"),
            nationals: row.list("nationals"),
            capitals: row.list("capital"),
            geonames_id: self.number(row, "geonames_id"),
            coordinates: (self.degrees(row, "latitude", 90.0)?, self.degrees(row, "longitude", 180.0)?),
            population: self.number(row, "population").unwrap_or(0),
            line: row.line,
        })
    }

    fn metonym(&mut self, row: &Row<'t>) -> Option<Metonym> {
        let phrase = self.required(row, "phrase")?;
        let kind = self.one_of(row, "kind", METONYM_KINDS)?;
        let country = match row.cell("country") {
            "" if kind == "people" => None,
            _ => Some(self.code(row, "country")?),
        };
        if !row.cell("example").contains(phrase) {
            let error = row.error(format!("the example does not contain \"{phrase}\""));
            self.errors.push(error.hint("write a sentence that holds the phrase, letter by letter"));
        }
        Some(Metonym {
            phrase: phrase.into(),
            country,
            sectors: self.sectors(row),
            kind,
            example: row.text("example"),
            line: row.line,
        })
    }

    /// Gathers the lines of one person: of one name, and one Wikidata id where both lines have one.
    fn people(&mut self, table: &Table<'t>) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for row in &table.rows {
            let Some((person, spell)) = self.spell(row) else { continue };
            let namesakes = by_name.entry(row.cell("name")).or_default();
            let same = namesakes.iter().copied().find(|&index| is_same(&people[index], &person));
            let index = same.unwrap_or_else(|| {
                namesakes.push(people.len());
                people.push(person.clone());
                people.len() - 1
            });
            let known = &mut people[index];
            known.spells.push(spell);
            known.gender = known.gender.or(person.gender);
            known.wikidata = known.wikidata.take().or(person.wikidata);
            for alias in person.aliases {
                if !known.aliases.contains(&alias) {
                    known.aliases.push(alias);
                }
            }
        }
        people
    }

    fn spell(&mut self, row: &Row<'t>) -> Option<(Person, Spell)> {
        let person = Person {
            name: self.required(row, "name")?.into(),
            aliases: row.list("aliases"),
            gender: self.gender(row),
            wikidata: self.wikidata(row),
            spells: Vec::new(),
        };
        let spell = Spell {
            country: self.code(row, "country")?,
            sectors: self.sectors(row),
            office: self.one_of(row, "office", &offices::names())?,
            title: row.text("title"),
            from: self.date(row, "from"),
            to: self.date(row, "to"),
            line: row.line,
            file: 0,
        };
        if let (Some(from), Some(to)) = (spell.from, spell.to)
            && from.first_day() > to.last_day()
        {
            let message =
                format!("the spell ends ({}) before it begins ({})", row.cell("to"), row.cell("from"));
            self.errors.push(row.error(message));
        }
        Some((person, spell))
    }

    fn organisation(&mut self, row: &Row<'t>) -> Option<Organisation> {
        Some(Organisation {
            name: self.required(row, "name")?.into(),
            aliases: row.list("aliases"),
            country: self.code(row, "country")?,
            sectors: self.sectors(row),
            kind: self.one_of(row, "kind", ORGANISATION_KINDS)?,
            wikidata: self.wikidata(row),
            line: row.line,
            file: 0,
            from: None,
            to: None,
        })
    }

    fn role(&mut self, row: &Row<'t>) -> Option<Role> {
        let noun = self.required(row, "noun")?;
        let kind = match self.one_of(row, "kind", &["person", "group", "institution"])?.as_str() {
            "person" => RoleKind::Person,
            "group" => RoleKind::Group,
            _ => RoleKind::Institution,
        };
        let example = row.cell("example").to_lowercase();
        let plural = row.cell("plural").to_lowercase();
        let regular = noun.to_lowercase().strip_suffix('y').map(|stem| format!("{stem}ies"));
        let plurals = [Some(plural).filter(|plural| !plural.is_empty()), regular];
        let holds_plural = plurals.iter().flatten().any(|plural| example.contains(plural));
        if !example.contains(&noun.to_lowercase()) && !holds_plural {
            let error = row.error(format!("the example does not contain \"{noun}\""));
            self.errors.push(error.hint("write a sentence that holds the noun or its plural"));
        }
        Some(Role {
            noun: noun.into(),
            plural: row.text("plural"),
            sectors: self.sectors(row),
            kind,
            gender: self.gender(row),
            example: row.text("example"),
            line: row.line,
        })
    }

    /// A place and, apart from it, its other names: they are packed into the look-up alone.
    fn place(&mut self, row: &Row<'t>) -> Option<(Place, Vec<CompactString>)> {
        let kind = self.one_of(row, "kind", &PLACE_KINDS.map(|(name, _)| name))?;
        let place = Place {
            geonames_id: self.number(row, "geonames_id").unwrap_or(0),
            name: self.required(row, "name")?.into(),
            country: if row.cell("country").is_empty() { None } else { Some(self.code(row, "country")?) },
            admin1: row.text("admin1"),
            latitude: self.degrees(row, "latitude", 90.0)?,
            longitude: self.degrees(row, "longitude", 180.0)?,
            population: self.number(row, "population").unwrap_or(0),
            kind: PLACE_KINDS.iter().find(|(name, _)| *name == kind)?.1,
            capital_of: None,
            line: row.line,
        };
        Some((place, row.list("alternates")))
    }

    /// Marks each country's capitals among the places.
    fn capitals(&mut self, entries: &mut Entries) {
        let mut cities: BTreeMap<(Code, String), usize> = BTreeMap::new();
        for (index, (place, others)) in entries.places.iter().zip(&entries.alternates).enumerate() {
            let Some(country) = place.country.filter(|_| place.kind == PlaceKind::City) else { continue };
            for name in others.iter().chain([&place.name]) {
                let largest = cities.entry((country, fold(name))).or_insert(index);
                if entries.places[*largest].population < place.population {
                    *largest = index;
                }
            }
        }
        for country in &entries.countries {
            for capital in &country.capitals {
                match cities.get(&(country.code, fold(capital))) {
                    Some(&index) => entries.places[index].capital_of = Some(country.code),
                    None => self.errors.push(no_such_city(country, capital, &entries.places)),
                }
            }
        }
    }

    fn required(&mut self, row: &Row<'t>, column: &str) -> Option<&'t str> {
        let cell = row.cell(column);
        if cell.is_empty() {
            self.errors.push(row.error(format!("the {column} is missing")));
        }
        (!cell.is_empty()).then_some(cell)
    }

    fn code(&mut self, row: &Row<'t>, column: &str) -> Option<Code> {
        let cell = row.cell(column);
        if self.known.contains(&cell) {
            return Code::new(cell);
        }
        let error = row.error(format!("unknown country code \"{cell}\""));
        self.errors.push(match self.names.get(cell) {
            Some(code) => error.hint(format!("did you mean \"{code}\"?")),
            None => error.did_you_mean(cell, self.known.iter().copied()),
        });
        None
    }

    fn sectors(&mut self, row: &Row<'t>) -> Vec<Code> {
        let mut sectors = Vec::new();
        for item in row.items("sectors") {
            match Code::new(item).filter(|_| SECTORS.contains(&item)) {
                Some(code) => sectors.push(code),
                None => {
                    let error = row.error(format!("unknown sector \"{item}\""));
                    self.errors.push(error.did_you_mean(item, SECTORS));
                }
            }
        }
        sectors
    }

    fn one_of(&mut self, row: &Row<'t>, column: &str, known: &[&str]) -> Option<CompactString> {
        let cell = row.cell(column);
        if known.contains(&cell) {
            return Some(cell.into());
        }
        let error =
            row.error(format!("unknown {column} \"{cell}\"")).hint(format!("one of {}", known.join(", ")));
        self.errors.push(error.did_you_mean(cell, known.iter().copied()));
        None
    }

    fn gender(&mut self, row: &Row<'t>) -> Option<char> {
        match row.cell("gender") {
            "f" => Some('f'),
            "m" => Some('m'),
            "" => None,
            other => {
                let error = row.error(format!("unknown gender \"{other}\""));
                self.errors.push(error.hint("f, m, or nothing where it is not known"));
                None
            }
        }
    }

    fn wikidata(&mut self, row: &Row<'t>) -> Option<CompactString> {
        let cell = row.cell("wikidata");
        if cell.is_empty() {
            return None;
        }
        let digits = cell.strip_prefix('Q').unwrap_or("");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let error = row.error(format!("\"{cell}\" is no Wikidata id"));
            self.errors.push(error.hint("Q and digits, as in Q1065; leave it empty if not known"));
        }
        Some(cell.into())
    }

    fn date(&mut self, row: &Row<'t>, column: &str) -> Option<PartialDate> {
        let cell = row.cell(column);
        let date = PartialDate::read(cell);
        if date.is_none() && !cell.is_empty() {
            let error = row.error(format!("\"{cell}\" is no date"));
            self.errors.push(error.hint("write 2018-03-04, 2018-03 or 2018; leave it empty if not known"));
        }
        date
    }

    fn number<N: std::str::FromStr>(&mut self, row: &Row<'t>, column: &str) -> Option<N> {
        let cell = row.cell(column);
        let number = cell.parse().ok();
        if number.is_none() && !cell.is_empty() {
            self.errors.push(row.error(format!("the {column} \"{cell}\" is no whole number")));
        }
        number
    }

    fn degrees(&mut self, row: &Row<'t>, column: &str, most: f32) -> Option<f32> {
        let cell = row.cell(column);
        let degrees = cell.parse().ok().filter(|degrees: &f32| degrees.abs() <= most);
        if degrees.is_none() {
            let error = row.error(format!("the {column} \"{cell}\" is no number of degrees"));
            self.errors.push(error.hint(format!("between -{most} and {most}, as in 59.91")));
        }
        degrees
    }
}

/// Whether two lines of one name tell of one person.
fn is_same(known: &Person, person: &Person) -> bool {
    known.wikidata == person.wikidata || known.wikidata.is_none() || person.wikidata.is_none()
}

fn no_such_city(country: &Country, capital: &str, places: &[Place]) -> Error {
    let cities = places.iter().filter(|place| place.country == Some(country.code));
    Error::new(format!("the capital \"{capital}\" of {} is no city of places.tsv", country.code))
        .at("countries.tsv", country.line as usize)
        .did_you_mean(capital, cities.map(|place| place.name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORWAY: &str =
        "NOR\tNO\tNorway\t\tNorwegian\tNorwegian;Norwegians\tOslo\t3144096\t62\t10\t5314336\ttest";
    const OSLO: &str = "3143244\tOslo\t\tNOR\t12\t59.91\t10.75\t580000\tcity";

    /// Norway and its capital, with `row` added to `file`; the messages that this gives.
    fn faults(file: &str, row: &str) -> String {
        let table = |name: &'static str, columns: &[&str], rows: &[&str]| {
            let added = if name == file { row } else { "" };
            (name, format!("# Head.\n{}\n{}\n{added}\n", columns.join("\t"), rows.join("\n")))
        };
        let tables = [
            table("countries.tsv", COUNTRIES, &[NORWAY]),
            table("places.tsv", PLACES, &[OSLO]),
            table("metonyms.tsv", METONYMS, &[]),
            table("people.tsv", PEOPLE, &[]),
            table("organisations.tsv", ORGANISATIONS, &[]),
            table("roles.tsv", ROLES, &[]),
        ];
        let files: Vec<(&str, &str)> = tables.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let errors = read(&files).err().unwrap_or_default();
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    fn check(file: &str, row: &str, message: &str) {
        assert_eq!(faults(file, row), message);
    }

    #[test]
    fn a_sound_table_has_no_faults() {
        check("metonyms.tsv", "Storting\tNOR\tLEG\tparliament\tThe Storting met.", "");
    }

    #[test]
    fn an_unknown_country_is_named_with_the_nearest() {
        check(
            "metonyms.tsv",
            "Storting\tNOK\tLEG\tparliament\tThe Storting met.",
            "metonyms.tsv:4: unknown country code \"NOK\"\n  hint: did you mean \"NOR\"?",
        );
        check(
            "metonyms.tsv",
            "Storting\tNorway\tLEG\tparliament\tThe Storting met.",
            "metonyms.tsv:4: unknown country code \"Norway\"\n  hint: did you mean \"NOR\"?",
        );
    }

    #[test]
    fn an_unknown_sector_or_kind_is_named() {
        check(
            "metonyms.tsv",
            "Storting\tNOR\tLEX\tparliament\tThe Storting met.",
            "metonyms.tsv:4: unknown sector \"LEX\"\n  hint: did you mean \"LEG\"?",
        );
        check(
            "metonyms.tsv",
            "Storting\tNOR\tLEG\tparlament\tThe Storting met.",
            "metonyms.tsv:4: unknown kind \"parlament\"\n  hint: did you mean \"parliament\"?",
        );
    }

    #[test]
    fn the_same_line_twice_is_refused() {
        check(
            "metonyms.tsv",
            "Storting\tNOR\tLEG\tparliament\tThe Storting met.\nStorting\tNOR\tLEG\tparliament\tThe Storting met.",
            "metonyms.tsv:5: the same line as line 4\n  hint: delete one of the two",
        );
        let again = faults("countries.tsv", &NORWAY.replace("test", "again"));
        assert_eq!(again, "countries.tsv:4: country code \"NOR\" stands here for the second time");
    }

    #[test]
    fn a_bad_date_is_refused() {
        check(
            "people.tsv",
            "Ingrid Solheim\t\tf\tNOR\tGOV\tforeign-minister\tforeign minister\t2018-02-30\t\t\ttest",
            "people.tsv:4: \"2018-02-30\" is no date\n  \
             hint: write 2018-03-04, 2018-03 or 2018; leave it empty if not known",
        );
        check(
            "people.tsv",
            "Ingrid Solheim\t\tf\tNOR\tGOV\tforeign-minister\tforeign minister\t2018\t2017-12\t\ttest",
            "people.tsv:4: the spell ends (2017-12) before it begins (2018)",
        );
    }

    #[test]
    fn an_example_without_its_phrase_is_refused() {
        check(
            "metonyms.tsv",
            "Storting\tNOR\tLEG\tparliament\tThe parliament met.",
            "metonyms.tsv:4: the example does not contain \"Storting\"\n  \
             hint: write a sentence that holds the phrase, letter by letter",
        );
    }

    #[test]
    fn a_line_with_too_few_cells_is_refused() {
        check(
            "roles.tsv",
            "guard\tguards\tMIL\tperson\t",
            "roles.tsv:4: 5 cells, where 6 belong\n  \
             hint: the columns, with a tab between: noun, plural, sectors, kind, gender, example",
        );
    }

    #[test]
    fn a_capital_must_be_a_city() {
        let sweden = NORWAY.replace("NOR\tNO\tNorway", "SWE\tSE\tSweden").replace("Oslo", "Stockholm");
        let message = faults("countries.tsv", &sweden);
        assert_eq!(message, "countries.tsv:4: the capital \"Stockholm\" of SWE is no city of places.tsv");
    }

    #[test]
    fn the_lines_of_one_person_are_gathered() {
        let people = "Ingrid Solheim\tI. Solheim\tf\tNOR\tGOV\tforeign-minister\tforeign minister\t2014\t2018-01-17\t\tt\n\
                      Ingrid Solheim\t\t\tNOR\tGOV\thead-of-government\tprime minister\t2018-01-17\t\t\tt";
        let files = [
            ("countries.tsv", format!("{}\n{NORWAY}", COUNTRIES.join("\t"))),
            ("places.tsv", format!("{}\n{OSLO}", PLACES.join("\t"))),
            ("people.tsv", format!("{}\n{people}", PEOPLE.join("\t"))),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let people = read(&files).unwrap().people;
        assert_eq!((people.len(), people[0].spells.len(), people[0].gender), (1, 2, Some('f')));
        let offices = |day| people[0].spells_on(day).map(|spell| spell.office.as_str()).collect::<Vec<_>>();
        assert_eq!(offices(jiff::civil::date(2016, 6, 1)), ["foreign-minister"]);
        assert_eq!(offices(jiff::civil::date(2020, 6, 1)), ["head-of-government"]);
        assert_eq!(offices(jiff::civil::date(2013, 12, 31)), [""; 0]);
    }
}
