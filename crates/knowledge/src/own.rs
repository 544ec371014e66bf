//! A user's own folder: actors and frames that go before the built-in ones.
//!
//! Takes the texts of its files, gives a [`Knowledge`] with them, or every fault with file, line and hint. A folder
//! holds, at its top, `.csv` files of actors and `.toml` files of actors and frames (`[[actor]]`, `[[frame]]`); in
//! `frames/` more `.toml` files. An actor with an office is a person, one without an organisation or group; several
//! entries of one name are its spells, told apart by `from` and `to`.

mod actors;
mod csv;

use std::collections::BTreeMap;

use fst::raw::Fst;
use record::Error;
use serde::Deserialize;
use toml::Spanned;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::frames::{Frame, RawFrame, line_of, parse};
use crate::lexicon::Lexicon;
use crate::{Knowledge, Meaning, names, pack};

use actors::{Entry, Gathered, TomlActor};

/// A user's folder, read into memory.
pub struct Folder {
    /// What messages call it.
    pub name: String,
    /// Names within the folder ("actors.csv", "frames/own.toml") and texts, sorted by name.
    pub files: Vec<(String, String)>,
}

/// No more faults than these are told of one folder.
const FAULTS: usize = 20;

/// A user's `.toml` file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlFile {
    #[serde(default)]
    actor: Vec<Spanned<TomlActor>>,
    #[serde(default)]
    frame: Vec<Spanned<RawFrame>>,
}

/// What one folder holds.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    frames: Vec<Frame>,
    /// The files that hold actors, with the number of each.
    files: Vec<(u8, String)>,
}

impl Knowledge {
    /// Adds what the folders hold. On a fault the knowledge is of no more use.
    pub(crate) fn add(&mut self, folders: &[Folder]) -> Result<(), Vec<Error>> {
        let (first_person, first_organisation) =
            (self.entries.people.len(), self.entries.organisations.len());
        let mut gathered = Gathered::default();
        for folder in folders {
            let told = |errors: Vec<Error>| -> Vec<Error> {
                errors.into_iter().take(FAULTS).map(|error| error.within(&folder.name)).collect()
            };
            let found = self.read_folder(folder).map_err(told)?;
            if found.entries.is_empty() && found.frames.is_empty() && !Lexicon::is_whole(&folder.files) {
                let error = Error::new("the folder holds no actors and no frames").in_file(&folder.name);
                return Err(vec![error.hint("actors stand in .csv or .toml files, frames in .toml files")]);
            }
            self.hash_in(folder);
            self.own_files.extend(found.files.into_iter().map(|(_, name)| name));
            self.frames.put_first(found.frames);
            gathered.add(found.entries).map_err(told)?;
        }
        self.entries.people.extend(gathered.people);
        self.entries.organisations.extend(gathered.organisations);
        let own = names::from(&self.entries, first_person, first_organisation);
        if !own.is_empty() {
            let (names, postings) = pack::index(&self.entries, own);
            self.own_names = Some((Fst::new(names).expect("it was just made"), postings));
        }
        Ok(())
    }

    /// The versions tell of every file that can change a record.
    fn hash_in(&mut self, folder: &Folder) {
        let whole = Lexicon::is_whole(&folder.files);
        let hash = |version: &str, name: &str, text: &str| {
            let seed = u64::from_str_radix(version, 16).unwrap_or(0);
            let hash = xxh3_64_with_seed(text.as_bytes(), xxh3_64_with_seed(name.as_bytes(), seed));
            format!("{hash:016x}")
        };
        for (name, text) in folder.files.iter().filter(|(name, _)| is_own(name, whole)) {
            self.data_version = hash(&self.data_version, name, text);
            if name.ends_with(".toml") {
                self.lexicon_version = hash(&self.lexicon_version, name, text);
            }
        }
    }

    fn read_folder(&self, folder: &Folder) -> Result<Found, Vec<Error>> {
        let (mut found, mut errors) = (Found::default(), Vec::new());
        let whole = Lexicon::is_whole(&folder.files);
        for (name, text) in folder.files.iter().filter(|(name, _)| is_own(name, whole)) {
            let number = self.own_files.len() + found.files.len() + 1;
            let Ok(number) = u8::try_from(number) else {
                errors.push(Error::new("more than 255 files of actors").in_file(name));
                break;
            };
            let before = found.entries.len();
            if name.ends_with(".csv") {
                actors::from_csv(self, name, number, text, &mut found.entries, &mut errors);
            } else {
                match parse::<TomlFile>(name, text) {
                    Ok(file) => self.read_toml(name, number, text, file, &mut found, &mut errors),
                    Err(error) => errors.push(error),
                }
            }
            if found.entries.len() > before {
                found.files.push((number, name.clone()));
            }
        }
        refuse_twins(folder, &found.frames, &mut errors);
        if errors.is_empty() { Ok(found) } else { Err(errors) }
    }

    fn read_toml(
        &self,
        name: &str,
        number: u8,
        text: &str,
        file: TomlFile,
        found: &mut Found,
        errors: &mut Vec<Error>,
    ) {
        for actor in file.actor {
            let line = line_of(text, actor.span().start);
            let raw = actor.into_inner().into_raw(text, number, line);
            found.entries.extend(raw.checked(self, name, errors));
        }
        let short = name.strip_prefix("frames/").unwrap_or(name);
        for frame in file.frame {
            let line = line_of(text, frame.span().start);
            match self.frames.check(frame.into_inner(), short, line) {
                Ok(frame) => found.frames.push(frame),
                Err(error) => errors.push(if short == name { error } else { error.within("frames") }),
            }
        }
    }
}

/// Whether a file holds actors or frames of the user's own: in a whole lexicon those beside its own files do.
fn is_own(name: &str, whole: bool) -> bool {
    let lexicons =
        name.starts_with("frames/") || crate::lexicon::FILES.iter().any(|(known, _)| *known == name);
    (name.ends_with(".csv") || name.ends_with(".toml")) && !(whole && lexicons)
}

/// A frame's id stands once in a folder: else one would hide the other.
fn refuse_twins(folder: &Folder, frames: &[Frame], errors: &mut Vec<Error>) {
    let mut seen: BTreeMap<&str, &Frame> = BTreeMap::new();
    for frame in frames {
        if let Some(first) = seen.insert(&frame.id, frame) {
            let message = format!("frame {:?} stands here for the second time", frame.id);
            let hint = format!("the first is at {}:{}; give one of them another id", first.file, first.line);
            let error = Error::new(message).at(&frame.file, frame.line).hint(hint);
            let inside = format!("frames/{}", frame.file);
            let inside = folder.files.iter().any(|(name, _)| *name == inside);
            errors.push(if inside { error.within("frames") } else { error });
        }
    }
}

/// The meanings of a name that a user's own actor and ours share.
pub(crate) fn before<'k>(own: Vec<Meaning<'k>>, mut ours: Vec<Meaning<'k>>) -> Vec<Meaning<'k>> {
    let is_surname = |meaning: &Meaning| matches!(meaning, Meaning::Surname(_));
    if !own.iter().all(is_surname) {
        return own;
    }
    let place = ours.iter().position(is_surname).unwrap_or(ours.len());
    ours.splice(place..place, own);
    ours
}

#[cfg(test)]
mod tests;
