//! The incidents of a store.
//!
//! They are computed when they are asked for, not kept: an incident depends on every story in the store, so a kept table
//! would be wrong after each article that is added, corrected or read again, and `--as-of` would need one a run.

use std::collections::BTreeSet;

use record::Error;

use super::{Joining, Story, join};
use crate::Store;

impl Store {
    /// All incidents of the articles that count.
    pub fn incidents(&self) -> Result<Joining, Error> {
        let mut stories: Vec<Story> = Vec::new();
        let mut ids = BTreeSet::new();
        self.each(|kept| -> Result<bool, Error> {
            let mut story = Story::of(&kept.record, &kept.article.text);
            // Two papers may give their stories one id.
            if !ids.insert(story.id.clone()) {
                story.id = format!("{} (article {})", story.id, kept.number);
            }
            stories.push(story);
            Ok(true)
        })?;
        Ok(join(stories))
    }
}
