//! What on the page is not the story. Takes the article, gives the pieces to leave unread.

use knowledge::Knowledge;
use record::{Article, Boilerplate};

/// Finds the boilerplate of an article, added to what ingest has marked already.
pub(crate) fn find(article: &Article, _knowledge: &Knowledge) -> Vec<Boilerplate> {
    article.boilerplate.clone()
}
