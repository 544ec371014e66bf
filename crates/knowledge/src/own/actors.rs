//! The actors of a user's folder: rows of a `.csv` or entries of a `.toml`, checked, and gathered into people with
//! their spells and organisations.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use record::Error;
use serde::Deserialize;
use toml::Spanned;

use super::csv;
use crate::code::{Code, SECTORS, TRANSNATIONAL};
use crate::date::PartialDate;
use crate::entries::{Organisation, Person, Spell};
use crate::fold::fold;
use crate::frames::line_of;
use crate::{Knowledge, offices};

/// The columns of a `.csv`, and the keys of an `[[actor]]`.
const COLUMNS: [&str; 10] =
    ["name", "aliases", "kind", "country", "sectors", "office", "gender", "from", "to", "wikidata"];

/// A longer name is not looked for.
const MOST_WORDS: usize = 12;

/// A word of the user's, and its line.
#[derive(Clone, Debug, Default)]
struct Cell {
    text: String,
    line: usize,
}

/// An actor as it stands in a file.
#[derive(Debug, Default)]
pub(super) struct Raw {
    file: u8,
    line: usize,
    name: Cell,
    aliases: Vec<Cell>,
    kind: Cell,
    country: Cell,
    sectors: Vec<Cell>,
    office: Cell,
    gender: Cell,
    from: Cell,
    to: Cell,
    wikidata: Cell,
}

/// An actor that was checked: one spell of it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    file: u8,
    file_name: String,
    line: usize,
    name: CompactString,
    aliases: Vec<CompactString>,
    person: bool,
    country: Code,
    sectors: Vec<Code>,
    office: String,
    gender: Option<char>,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
    wikidata: Option<CompactString>,
}

/// An `[[actor]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TomlActor {
    name: Spanned<String>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    kind: Option<Spanned<String>>,
    country: Option<Spanned<String>>,
    #[serde(default)]
    sectors: Vec<Spanned<String>>,
    office: Option<Spanned<String>>,
    gender: Option<Spanned<String>>,
    from: Option<Spanned<TomlDate>>,
    to: Option<Spanned<TomlDate>>,
    wikidata: Option<Spanned<String>>,
}

/// `"2018-03"`, `2018-03-04` or `2018`.
#[derive(Deserialize)]
#[serde(untagged)]
enum TomlDate {
    Text(String),
    Year(i64),
    Day(toml::value::Datetime),
}

impl TomlActor {
    /// The same with the lines of its words in `text`.
    pub(super) fn into_raw(self, text: &str, file: u8, line: usize) -> Raw {
        let cell = |value: Spanned<String>| {
            let line = line_of(text, value.span().start);
            Cell { text: value.into_inner().trim().to_owned(), line }
        };
        let one = |value: Option<Spanned<String>>| value.map_or(Cell { text: String::new(), line }, cell);
        let date = |value: Option<Spanned<TomlDate>>| {
            value.map_or(Cell { text: String::new(), line }, |value| {
                let line = line_of(text, value.span().start);
                let text = match value.into_inner() {
                    TomlDate::Text(text) => text,
                    TomlDate::Year(year) => year.to_string(),
                    TomlDate::Day(day) => day.to_string(),
                };
                Cell { text, line }
            })
        };
        Raw {
            file,
            line,
            name: cell(self.name),
            aliases: self.aliases.into_iter().map(cell).collect(),
            kind: one(self.kind),
            country: one(self.country),
            sectors: self.sectors.into_iter().map(cell).collect(),
            office: one(self.office),
            gender: one(self.gender),
            from: date(self.from),
            to: date(self.to),
            wikidata: one(self.wikidata),
        }
    }
}

/// Reads a `.csv` of actors.
pub(super) fn from_csv(
    knowledge: &Knowledge,
    file: &str,
    number: u8,
    text: &str,
    entries: &mut Vec<Entry>,
    errors: &mut Vec<Error>,
) {
    let mut rows = match csv::rows(file, text) {
        Ok(rows) => rows.into_iter(),
        Err(error) => return errors.push(error),
    };
    let Some(header) = rows.next() else {
        let error = Error::new("the file is empty").in_file(file);
        return errors.push(error.hint(format!("its first line names the columns: {}", COLUMNS.join(","))));
    };
    let columns: Vec<String> = header.cells.iter().map(|cell| cell.to_lowercase()).collect();
    if let Err(error) = check_header(&columns) {
        return errors.push(error.at(file, header.line));
    }
    for row in rows {
        if row.cells.len() != columns.len() {
            let message = format!("{} cells, where {} belong", row.cells.len(), columns.len());
            let hint = format!("the columns are {}; a list within a cell is parted by ;", columns.join(","));
            errors.push(Error::new(message).at(file, row.line).hint(hint));
            continue;
        }
        let cell = |column: &str| {
            let index = columns.iter().position(|name| name == column);
            let text = index.map_or(String::new(), |index| row.cells[index].trim().to_owned());
            Cell { text, line: row.line }
        };
        let list = |column: &str| -> Vec<Cell> {
            let items = cell(column).text;
            let items = items.split(';').map(str::trim).filter(|item| !item.is_empty());
            items.map(|item| Cell { text: item.to_owned(), line: row.line }).collect()
        };
        let raw = Raw {
            file: number,
            line: row.line,
            name: cell("name"),
            aliases: list("aliases"),
            kind: cell("kind"),
            country: cell("country"),
            sectors: list("sectors"),
            office: cell("office"),
            gender: cell("gender"),
            from: cell("from"),
            to: cell("to"),
            wikidata: cell("wikidata"),
        };
        entries.extend(raw.checked(knowledge, file, errors));
    }
}

fn check_header(columns: &[String]) -> Result<(), Error> {
    if let [one] = columns
        && one.contains([';', '\t'])
    {
        let error = Error::new("the columns are not parted by commas");
        return Err(error.hint("save the file with commas between its cells (CSV, UTF-8)"));
    }
    for (index, column) in columns.iter().enumerate() {
        if !COLUMNS.contains(&column.as_str()) {
            let error = Error::new(format!("unknown column {column:?}"));
            let error = error.hint(format!("the columns may be {}", COLUMNS.join(",")));
            return Err(error.did_you_mean(column, COLUMNS));
        }
        if columns[..index].contains(column) {
            return Err(Error::new(format!("column {column:?} stands here twice")));
        }
    }
    for needed in ["name", "country"] {
        if !columns.iter().any(|column| column == needed) {
            return Err(Error::new(format!("no column {needed:?}"))
                .hint(format!("the first line names the columns: {}", COLUMNS.join(","))));
        }
    }
    Ok(())
}

/// Checks one entry, noting what is wrong with it.
struct Check<'a> {
    knowledge: &'a Knowledge,
    file: &'a str,
    errors: &'a mut Vec<Error>,
}

impl Raw {
    /// The entry, if nothing is wrong with it.
    pub(super) fn checked(self, knowledge: &Knowledge, file: &str, errors: &mut Vec<Error>) -> Option<Entry> {
        let before = errors.len();
        let mut check = Check { knowledge, file, errors };
        let name = check.name(&self.name);
        let aliases = self.aliases.iter().map(|alias| check.name(alias)).collect();
        let country = check.country(&self.country);
        let sectors = self.sectors.iter().filter_map(|sector| check.sector(sector)).collect();
        let gender = check.gender(&self.gender);
        let person = check.person(&self.kind, !self.office.text.is_empty() || gender.is_some());
        let (from, to) = (check.date(&self.from), check.date(&self.to));
        if let (Some(first), Some(last)) = (from, to)
            && first.first_day() > last.last_day()
        {
            let message = format!("it ends ({}) before it begins ({})", self.to.text, self.from.text);
            check.wrong(&self.to, message);
        }
        let wikidata = check.wikidata(&self.wikidata);
        if errors.len() > before {
            return None;
        }
        Some(Entry {
            file: self.file,
            file_name: file.to_owned(),
            line: self.line,
            name,
            aliases,
            person,
            country: country?,
            sectors,
            office: self.office.text,
            gender,
            from,
            to,
            wikidata,
        })
    }
}

impl Check<'_> {
    fn wrong(&mut self, cell: &Cell, message: impl Into<String>) {
        self.errors.push(Error::new(message).at(self.file, cell.line));
    }

    fn wrong_with(&mut self, cell: &Cell, message: impl Into<String>, hint: impl Into<String>) {
        self.errors.push(Error::new(message).at(self.file, cell.line).hint(hint));
    }

    fn name(&mut self, cell: &Cell) -> CompactString {
        if fold(&cell.text).is_empty() {
            self.wrong(cell, "the name is missing");
        } else if !cell.text.contains(char::is_uppercase) {
            let hint = "write it as a newspaper does; what has no capital letter is not looked for as a name";
            self.wrong_with(cell, format!("the name {:?} has no capital letter", cell.text), hint);
        } else if cell.text.split_whitespace().count() > MOST_WORDS {
            self.wrong(cell, format!("the name {:?} has more than {MOST_WORDS} words", cell.text));
        }
        CompactString::new(&cell.text)
    }

    fn country(&mut self, cell: &Cell) -> Option<Code> {
        let (code, countries) = (cell.text.as_str(), self.knowledge.countries());
        if TRANSNATIONAL.contains(&code) || self.knowledge.country(code).is_some() {
            return Code::new(code);
        }
        if code.is_empty() {
            self.wrong_with(
                cell,
                "the country is missing",
                "three letters, as in NOR; IGO or NGO are possible",
            );
            return None;
        }
        let error = Error::new(format!("unknown country code {code:?}")).at(self.file, cell.line);
        let named = countries.iter().find(|country| {
            [&country.name, &country.alpha2].iter().any(|name| name.eq_ignore_ascii_case(code))
        });
        self.errors.push(match named {
            Some(country) => error.hint(format!("did you mean \"{}\"?", country.code)),
            None => {
                let known = countries.iter().map(|country| country.code.as_str()).chain(TRANSNATIONAL);
                error.did_you_mean(code, known)
            }
        });
        None
    }

    fn sector(&mut self, cell: &Cell) -> Option<Code> {
        if SECTORS.contains(&cell.text.as_str()) {
            return Code::new(&cell.text);
        }
        let error = Error::new(format!("unknown sector {:?}", cell.text)).at(self.file, cell.line);
        let error = error.hint(format!("one of {}", SECTORS.join(", ")));
        self.errors.push(error.did_you_mean(&cell.text, SECTORS));
        None
    }

    fn gender(&mut self, cell: &Cell) -> Option<char> {
        match cell.text.as_str() {
            "f" => Some('f'),
            "m" => Some('m'),
            "" => None,
            other => {
                self.wrong_with(cell, format!("unknown gender {other:?}"), "f, m, or nothing");
                None
            }
        }
    }

    fn person(&mut self, cell: &Cell, assumed: bool) -> bool {
        match cell.text.to_lowercase().as_str() {
            "" => assumed,
            "person" => true,
            "organisation" | "organization" | "group" => false,
            other => {
                self.wrong_with(
                    cell,
                    format!("unknown kind {other:?}"),
                    "person or organisation, or nothing",
                );
                false
            }
        }
    }

    fn date(&mut self, cell: &Cell) -> Option<PartialDate> {
        let date = PartialDate::read(&cell.text);
        if date.is_none() && !cell.text.is_empty() {
            let hint = "write 2018-03-04, 2018-03 or 2018; leave it empty where it is open";
            self.wrong_with(cell, format!("{:?} is no date", cell.text), hint);
        }
        date
    }

    fn wikidata(&mut self, cell: &Cell) -> Option<CompactString> {
        if cell.text.is_empty() {
            return None;
        }
        let digits = cell.text.strip_prefix('Q').unwrap_or("");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.wrong_with(cell, format!("{:?} is no Wikidata id", cell.text), "Q and digits, as in Q1065");
        }
        Some(CompactString::new(&cell.text))
    }
}

impl Entry {
    fn error(&self, message: String) -> Error {
        Error::new(message).at(&self.file_name, self.line)
    }

    fn overlaps(&self, other: &Entry) -> bool {
        let ends_before = |one: &Entry, other: &Entry| match (one.to, other.from) {
            (Some(to), Some(from)) => to.last_day() < from.first_day(),
            _ => false,
        };
        !ends_before(self, other) && !ends_before(other, self)
    }

    fn names(&self) -> impl Iterator<Item = &CompactString> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

/// The actors of all folders so far.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) people: Vec<Person>,
    pub(super) organisations: Vec<Organisation>,
}

impl Gathered {
    /// Adds the entries of one folder, in whose favour those of earlier folders lose their names.
    pub(super) fn add(&mut self, entries: Vec<Entry>) -> Result<(), Vec<Error>> {
        let mut errors = Vec::new();
        let mut actors: Vec<Vec<Entry>> = Vec::new();
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        for entry in entries {
            let actor = *by_name.entry(fold(&entry.name)).or_insert_with(|| {
                actors.push(Vec::new());
                actors.len() - 1
            });
            let twin = actors[actor].iter().find(|one| {
                one.overlaps(&entry) && (one.office == entry.office || !(one.person && entry.person))
            });
            match twin {
                Some(twin) => {
                    errors
                        .push(entry.error(format!("\"{}\" stands here for the second time", entry.name)).hint(
                        format!(
                            "it is at {}:{} for the same time; give each its own from and to, or delete one",
                            twin.file_name, twin.line
                        ),
                    ))
                }
                None => actors[actor].push(entry),
            }
        }
        for (actor, entries) in actors.iter().enumerate() {
            for (entry, alias) in
                entries.iter().flat_map(|entry| entry.aliases.iter().map(move |alias| (entry, alias)))
            {
                let other = *by_name.entry(fold(alias)).or_insert(actor);
                if other != actor {
                    let first = &actors[other][0];
                    let message = format!("\"{alias}\" is already a name of \"{}\"", first.name);
                    let hint = format!(
                        "it is at {}:{}; a name can stand for one actor",
                        first.file_name, first.line
                    );
                    errors.push(entry.error(message).hint(hint));
                }
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        self.give_way(&by_name.into_keys().collect());
        for entries in actors {
            if entries.iter().any(|entry| entry.person) {
                self.people.push(person(&entries));
            } else {
                self.organisations.extend(entries.iter().map(|entry| organisation(entry, &entries)));
            }
        }
        Ok(())
    }

    fn give_way(&mut self, taken: &BTreeSet<String>) {
        self.people.retain(|person| !taken.contains(&fold(&person.name)));
        self.organisations.retain(|organisation| !taken.contains(&fold(&organisation.name)));
        let aliases = self.people.iter_mut().map(|person| &mut person.aliases);
        for aliases in aliases.chain(self.organisations.iter_mut().map(|one| &mut one.aliases)) {
            aliases.retain(|alias| !taken.contains(&fold(alias)));
        }
    }
}

/// All names by which the entries of one actor call it, but the first.
fn aliases(entries: &[Entry]) -> Vec<CompactString> {
    let mut found: Vec<CompactString> = Vec::new();
    for name in entries.iter().flat_map(Entry::names) {
        if *name != entries[0].name && !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

fn person(entries: &[Entry]) -> Person {
    let spell = |entry: &Entry| Spell {
        country: entry.country,
        sectors: entry.sectors.clone(),
        office: office(&entry.office),
        title: CompactString::new(&entry.office),
        from: entry.from,
        to: entry.to,
        line: entry.line as u32,
        file: entry.file,
    };
    Person {
        name: entries[0].name.clone(),
        aliases: aliases(entries),
        gender: entries.iter().find_map(|entry| entry.gender),
        wikidata: entries.iter().find_map(|entry| entry.wikidata.clone()),
        spells: entries.iter().map(spell).collect(),
    }
}

/// The office that a title names, where it is one of ours.
fn office(title: &str) -> CompactString {
    let office = title.to_lowercase().replace(' ', "-");
    CompactString::new(offices::office(&office).map_or("other", |known| known.name))
}

fn organisation(entry: &Entry, entries: &[Entry]) -> Organisation {
    Organisation {
        name: entry.name.clone(),
        aliases: aliases(entries),
        country: entry.country,
        sectors: entry.sectors.clone(),
        kind: CompactString::const_new("movement"),
        wikidata: entry.wikidata.clone(),
        line: entry.line as u32,
        file: entry.file,
        from: entry.from,
        to: entry.to,
    }
}
