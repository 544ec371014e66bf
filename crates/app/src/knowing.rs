//! Which knowledge to read with: the binary's own, or with the event frames of a folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use knowledge::Knowledge;

/// The lexicon to read with.
#[derive(Args)]
pub(crate) struct Lexicon {
    /// Take event frames and modality words from this folder, laid out as the project's own lexicon
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
}

impl Lexicon {
    /// The knowledge, loaded once and kept for the run.
    pub(crate) fn knowledge(&self) -> Result<&'static Knowledge> {
        let Some(folder) = &self.lexicon else { return Ok(Knowledge::embedded()) };
        let mut names: Vec<PathBuf> = std::fs::read_dir(folder.join("frames"))
            .with_context(|| format!("{}: no folder of frames", folder.join("frames").display()))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .collect();
        names.sort();
        let texts = names.iter().map(|path| text(path)).collect::<Result<Vec<_>>>()?;
        let frames: Vec<(&str, &str)> = names
            .iter()
            .zip(&texts)
            .filter_map(|(path, text)| Some((path.file_name()?.to_str()?, text.as_str())))
            .collect();
        let classes = text(&folder.join("classes.toml"))?;
        let modality = text(&folder.join("modality.toml"))?;
        let knowledge =
            Knowledge::with_frames(("classes.toml", &classes), ("modality.toml", &modality), &frames)?;
        Ok(Box::leak(Box::new(knowledge)))
    }
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
}
