//! Sentences to numbers.
//!
//! A set's file is a run of little-endian `u32`: how many sentences, the length of each, then for each
//! word its features, head, relation, tag and entity label; `NONE` where the data says nothing.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use language::training::{features, opens};

use crate::labels::{Labels, NONE};
use crate::sentences::{self, Sentence};

/// Reads the sets and writes them into a folder.
pub(crate) fn prepare(folder: &Path, sets: &[(&str, Vec<&Path>)]) -> Result<()> {
    fs::create_dir_all(folder)?;
    let sets =
        sets.iter().map(|(name, files)| Ok((*name, sentences::read(files)?))).collect::<Result<Vec<_>>>()?;
    let train = sets.iter().find(|(name, _)| *name == "train").context("no set is called train")?;
    let labels = Labels::of(&train.1);
    fs::write(folder.join("labels.txt"), labels.to_text())?;
    for (name, mut sentences) in sets {
        if name == "train" {
            sentences.extend(sentences::in_other_cases(&sentences));
        }
        let numbers = numbers(&sentences, &labels);
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        fs::write(folder.join(format!("{name}.bin")), bytes)?;
    }
    Ok(())
}

fn numbers(sentences: &[Sentence], labels: &Labels) -> Vec<u32> {
    let mut numbers = vec![sentences.len() as u32];
    numbers.extend(sentences.iter().map(|sentence| sentence.forms.len() as u32));
    for sentence in sentences {
        let mut first = true;
        for (index, form) in sentence.forms.iter().enumerate() {
            numbers.extend(features(form, first));
            first &= opens(form);
            let node = sentence.tree.as_ref().map(|tree| &tree[index]);
            let entity = sentence.entities.as_ref().map(|entities| &entities[index]);
            numbers.extend([
                node.map_or(NONE, |node| node.head),
                node.map_or(NONE, |node| labels.relation(&node.relation)),
                node.map_or(NONE, |node| labels.tag(&node.tag)),
                entity.map_or(NONE, |entity| labels.entity(entity)),
            ]);
        }
    }
    numbers
}
