//! What the command line names: files, globs, folders, standard input.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// A file's name and its bytes.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// The files that the arguments name, in their order: a folder's and a glob's sorted by name; `-`, or nothing
/// where standard input is no terminal, is standard input.
pub(crate) fn names(arguments: &[String]) -> Result<Vec<String>> {
    if arguments.is_empty() {
        if std::io::IsTerminal::is_terminal(&std::io::stdin()) {
            bail!("no story given\n  hint: name a file, or pipe a story in: dateline code STORY.txt");
        }
        return Ok(vec!["-".into()]);
    }
    let mut names = Vec::new();
    for argument in arguments {
        if Path::new(argument).is_dir() {
            names.extend(matching(&format!("{}/*", argument.trim_end_matches('/')))?);
        } else if !Path::new(argument).exists() && argument.contains(['*', '?', '[']) {
            let found = matching(argument)?;
            if found.is_empty() {
                bail!("{argument}: no file matches");
            }
            names.extend(found);
        } else {
            names.push(argument.clone());
        }
    }
    Ok(names)
}

fn matching(pattern: &str) -> Result<Vec<String>> {
    let mut found: Vec<String> = glob::glob(pattern)
        .with_context(|| format!("{pattern}: no pattern"))?
        .filter_map(Result::ok)
        .filter(|path| path.is_file())
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    found.sort();
    Ok(found)
}

/// Reads one of them whole.
pub(crate) fn read(name: &str) -> Result<Input> {
    if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("standard input")?;
        return Ok(Input { name: "<stdin>".into(), bytes });
    }
    let bytes = std::fs::read(name).with_context(|| format!("{name}: cannot be read"))?;
    Ok(Input { name: name.into(), bytes })
}
