//! How far a run came: kept beside its output, so that the next can go on.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::out::Out;
use crate::report::Counts;

/// What stands written.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// So many pieces of the input are done.
    pub(crate) pieces: usize,
    /// So many bytes of the output are theirs.
    pub(crate) bytes: u64,
    /// What they came to.
    pub(crate) counts: Counts,
    /// What else must be the same to go on.
    settings: String,
    #[serde(skip)]
    path: Option<PathBuf>,
    #[serde(skip)]
    kept: Option<Instant>,
}

impl Mark {
    /// Opens an output, at its beginning or where the last run left it.
    pub(crate) fn open(output: &Path, resume: bool, settings: &str) -> Result<(Mark, Box<dyn Write>)> {
        let mut path = output.as_os_str().to_owned();
        path.push(".progress");
        let path = PathBuf::from(path);
        let shown = output.display();
        if !resume && path.exists() {
            bail!(
                "{shown} was left unfinished\n  hint: --resume goes on; without {} it is begun anew",
                path.display()
            );
        }
        let mut mark = Mark { settings: settings.into(), ..Mark::default() };
        if resume && path.exists() {
            let text = std::fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
            mark =
                serde_json::from_slice(&text).with_context(|| format!("{}: is damaged", path.display()))?;
            if mark.settings != settings {
                bail!(
                    "{shown} was begun with other files, options or another version\n  hint: begin it anew"
                );
            }
        } else if resume && output.exists() {
            bail!(
                "{shown} is finished: there is nothing to go on with\n  hint: without --resume it is written anew"
            );
        }
        let file = OpenOptions::new().create(true).write(true).truncate(false).open(output);
        let file: File = file.with_context(|| format!("{shown}: cannot be written"))?;
        let length = file.metadata()?.len();
        if length < mark.bytes {
            bail!("{shown} is shorter than it was\n  hint: begin it anew, without {}", path.display());
        }
        // What was written behind the mark is written again.
        file.set_len(mark.bytes)?;
        let mut out = BufWriter::new(file);
        std::io::Seek::seek(&mut out, std::io::SeekFrom::End(0))?;
        mark.path = Some(path);
        mark.keep()?;
        Ok((mark, Box::new(out)))
    }

    /// Keeps the mark every other second.
    pub(crate) fn keep_now_and_then(&mut self, out: &mut Out, counts: &Counts) -> Result<()> {
        let due = self.kept.is_none_or(|kept| kept.elapsed() > Duration::from_secs(2));
        if self.path.is_some() && due {
            out.flush()?;
            self.counts = counts.clone();
            self.keep()?;
        }
        Ok(())
    }

    /// Keeps it for the next run, or takes it away where all is done.
    pub(crate) fn end(mut self, interrupted: bool, counts: &Counts) -> Result<()> {
        self.counts = counts.clone();
        match &self.path {
            Some(path) if !interrupted => Ok(std::fs::remove_file(path)?),
            _ => self.keep(),
        }
    }

    #[allow(clippy::disallowed_methods, reason = "how often the mark is written; no record depends on it")]
    fn keep(&mut self) -> Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let mut new = path.clone().into_os_string();
        new.push(".new");
        std::fs::write(&new, serde_json::to_vec(self)?)?;
        std::fs::rename(&new, path)?;
        self.kept = Some(Instant::now());
        Ok(())
    }
}
