//! Which knowledge to read with: the binary's own, and what the user adds to it.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use etcetera::BaseStrategy;
use knowledge::{Folder, Knowledge};

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

impl Own {
    /// The knowledge, loaded once and kept for the run.
    pub(crate) fn knowledge(&self, quiet: bool) -> Result<&'static Knowledge> {
        let config = if self.no_config { None } else { config_folder() };
        if let (Some(config), false) = (&config, quiet) {
            eprintln!("note: with your own {} (--no-config leaves it out)", config.display());
        }
        let folders: Vec<Folder> =
            config.iter().chain(&self.with).map(|path| folder(path)).collect::<Result<_>>()?;
        if folders.is_empty() {
            return Ok(Knowledge::embedded());
        }
        let knowledge = Knowledge::with(&folders).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow!(errors.join("\nerror: "))
        })?;
        Ok(Box::leak(Box::new(knowledge)))
    }
}

/// `~/.config/dateline`, or what stands for it here; none where there is no such folder.
fn config_folder() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.config_dir().join("dateline");
    folder.is_dir().then_some(folder)
}

/// The `.csv` and `.toml` files of a folder and of its folder `frames`.
fn folder(path: &Path) -> Result<Folder> {
    let mut files = files_of(path, "")?;
    if path.join("frames").is_dir() {
        files.extend(files_of(&path.join("frames"), "frames/")?);
    }
    files.sort();
    Ok(Folder { name: path.display().to_string().trim_end_matches('/').to_owned(), files })
}

fn files_of(path: &Path, prefix: &str) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let entries =
        std::fs::read_dir(path).with_context(|| format!("{}: no folder that can be read", path.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("{}: cannot be read", path.display()))?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_file() && matches!(extension, Some("csv" | "toml")) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                bail!("{}: a name that is not UTF-8", path.display());
            };
            files.push((format!("{prefix}{name}"), text(&path)?));
        }
    }
    Ok(files)
}

/// A file's text.
pub(crate) fn text(path: &Path) -> Result<String> {
    let bytes = bytes(path)?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|&&byte| byte == b'\n').count();
        anyhow!("{}:{line}: not UTF-8\n  hint: save the file as UTF-8", path.display())
    })
}

/// A file's bytes, if they are not too many.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
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
