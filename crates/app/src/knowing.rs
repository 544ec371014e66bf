//! Which knowledge to read with: the binary's own, and what the user adds to it.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use etcetera::BaseStrategy;
use knowledge::petrarch::Dictionaries;
use knowledge::{Folder, Knowledge};
use language::Language;
use record::Run;

/// What the user adds.
#[derive(Args)]
pub(crate) struct Own {
    /// A folder with your own actors and frames (.csv, .toml), before the built-in ones; of several the last wins
    #[arg(long = "with", value_name = "DIR", global = true)]
    with: Vec<PathBuf>,
    /// Leave out the actors and frames of your configuration folder
    #[arg(long, global = true)]
    no_config: bool,
}

/// A longer file of actors or frames is refused.
const LONGEST: u64 = 32 * 1024 * 1024;

/// So many lines of dictionaries that cannot be read are told, the others counted.
const TOLD: usize = 10;

impl Own {
    /// The knowledge, loaded once and kept for the run; with the PETRARCH dictionaries of a folder, if one is given.
    pub(crate) fn knowledge(&self, petrarch: Option<&Path>, quiet: bool) -> Result<&'static Knowledge> {
        let config = if self.no_config { None } else { config_folder() };
        if let (Some(config), false) = (&config, quiet) {
            eprintln!("note: with your own {} (--no-config leaves it out)", config.display());
        }
        let folders: Vec<Folder> =
            config.iter().chain(&self.with).map(|path| folder(path)).collect::<Result<_>>()?;
        if folders.is_empty() && petrarch.is_none() {
            return Ok(Knowledge::embedded());
        }
        let mut knowledge = Knowledge::with(&folders).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow!(errors.join("\nerror: "))
        })?;
        if let Some(folder) = petrarch {
            knowledge = with_dictionaries(knowledge, folder, quiet)?;
        }
        Ok(Box::leak(Box::new(knowledge)))
    }
}

/// The versions that stand in every record.
pub(crate) fn versions(knowledge: &Knowledge) -> Run {
    Run {
        dateline: env!("CARGO_PKG_VERSION").into(),
        model: Language::version().into(),
        knowledge: knowledge.data_version().into(),
        lexicon: knowledge.lexicon_version().into(),
    }
}

/// `~/.config/dateline`, or what stands for it here; none where there is no such folder.
fn config_folder() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.config_dir().join("dateline");
    folder.is_dir().then_some(folder)
}

/// The `.csv` and `.toml` files of a folder and of its folder `frames`.
fn folder(path: &Path) -> Result<Folder> {
    let mut files = Vec::new();
    for (name, path) in files_in(path, &["csv", "toml"])? {
        files.push((name, text(&path)?));
    }
    if path.join("frames").is_dir() {
        for (name, path) in files_in(&path.join("frames"), &["toml"])? {
            files.push((format!("frames/{name}"), text(&path)?));
        }
    }
    Ok(Folder { name: path.display().to_string().trim_end_matches('/').to_owned(), files })
}

/// The same knowledge with the PETRARCH dictionaries of a folder. Lines that cannot be read are told and left out,
/// as PETRARCH itself does: dictionaries of many years hold some.
fn with_dictionaries(knowledge: Knowledge, folder: &Path, quiet: bool) -> Result<Knowledge> {
    let mut files = Vec::new();
    for (name, path) in files_in(folder, &["txt"])? {
        // Older dictionaries are in Latin-1.
        let text = String::from_utf8(bytes(&path)?)
            .unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect());
        files.push((name, text));
    }
    let (dictionaries, faults) =
        Dictionaries::read(&files).map_err(|error| error.within(folder.display()))?;
    let told = if quiet { 0 } else { TOLD };
    for fault in faults.iter().take(told) {
        eprintln!("warning: {}/{fault}", folder.display());
    }
    if faults.len() > told {
        eprintln!("warning: {} lines of {} were left out", faults.len(), folder.display());
    }
    Ok(knowledge.with_petrarch(dictionaries, &files))
}

/// The files of a folder with one of these extensions: name and path, sorted by name.
fn files_in(folder: &Path, extensions: &[&str]) -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{}: no folder that can be read", folder.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("{}: cannot be read", folder.display()))?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_file() && extension.is_some_and(|extension| extensions.contains(&extension)) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                bail!("{}: a name that is not UTF-8", path.display());
            };
            files.push((name.to_owned(), path.clone()));
        }
    }
    files.sort();
    Ok(files)
}

/// A file's text.
fn text(path: &Path) -> Result<String> {
    String::from_utf8(bytes(path)?).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|&&byte| byte == b'\n').count();
        anyhow!("{}:{line}: not UTF-8\n  hint: save the file as UTF-8", path.display())
    })
}

/// A file's bytes, if they are not too many.
fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
        .with_context(|| format!("{}: cannot be read", path.display()))?;
    if bytes.len() as u64 > LONGEST {
        let longest = LONGEST >> 20;
        bail!("{}: longer than {longest} MB\n  hint: part it into several files", path.display());
    }
    Ok(bytes)
}
