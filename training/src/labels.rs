//! The label tables: which number stands for which label.

use std::collections::HashMap;

use language::{EntityKind, Relation};

use crate::sentences::Sentence;

/// What has no label: training skips it.
pub(crate) const NONE: u32 = u32::MAX;

/// The tables of a model.
pub(crate) struct Labels {
    tags: Vec<String>,
    relations: Vec<String>,
    entities: Vec<String>,
}

impl Labels {
    /// Tags that occur at least twice, the most frequent first; relations and entity labels are closed sets.
    pub(crate) fn of(sentences: &[Sentence]) -> Labels {
        let mut counts = HashMap::<&str, usize>::new();
        for node in sentences.iter().filter_map(|sentence| sentence.tree.as_ref()).flatten() {
            *counts.entry(&node.tag).or_default() += 1;
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().filter(|&(_, count)| count > 1).collect();
        counts.sort_by_key(|&(tag, count)| (std::cmp::Reverse(count), tag));
        let entities =
            EntityKind::ALL.iter().flat_map(|kind| ["B", "I"].map(|bi| format!("{bi}-{}", kind.name())));
        Labels {
            tags: counts.into_iter().map(|(tag, _)| tag.to_owned()).collect(),
            relations: Relation::ALL.iter().map(|relation| relation.name().to_owned()).collect(),
            entities: std::iter::once("O".to_owned()).chain(entities).collect(),
        }
    }

    pub(crate) fn tag(&self, name: &str) -> u32 {
        number(&self.tags, name)
    }

    pub(crate) fn relation(&self, name: &str) -> u32 {
        number(&self.relations, name)
    }

    pub(crate) fn entity(&self, name: &str) -> u32 {
        number(&self.entities, name)
    }

    /// A line a label: `tag`, `relation` or `entity`, a tab, the label.
    pub(crate) fn to_text(&self) -> String {
        let lines = |kind: &'static str, labels: &[String]| {
            labels.iter().map(|label| format!("{kind}\t{label}\n")).collect::<String>()
        };
        lines("tag", &self.tags) + &lines("relation", &self.relations) + &lines("entity", &self.entities)
    }
}

fn number(labels: &[String], name: &str) -> u32 {
    labels.iter().position(|label| label == name).map_or(NONE, |index| index as u32)
}
