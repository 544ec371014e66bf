//! What on the page is not the story. Takes the article, gives the pieces to leave unread: banners,
//! advertisement slots, links to other stories, newsletter pleas, credits; and captions, which are read.
//!
//! "READ: Five things to know about the pipeline" is a `related-link`. Works by lines: what a page runs into
//! one line with the story, it does not see.

use knowledge::Knowledge;
use record::{Article, Boilerplate, Span};

/// Finds the boilerplate of an article, beside what ingest has marked already, in the order of the text.
pub(crate) fn find(article: &Article, knowledge: &Knowledge) -> Vec<Boilerplate> {
    let mut found = article.boilerplate.clone();
    let mut start = 0;
    for line in article.text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(&article.text);
        start += line.len();
        let marked = found.iter().any(|piece| piece.span.overlaps(span));
        if let (false, false, Some(kind)) = (span.is_empty(), marked, knowledge.boilerplate().kind_of(line)) {
            found.push(Boilerplate { span, kind });
        }
    }
    found.sort_by_key(|piece| piece.span);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_not_the_story_are_marked_with_their_place() {
        let text = "Velmar votes.\n\n  READ: Who is who in Velmar\nThe polls closed at eight.\nShare\n";
        let article = Article { text: text.into(), ..Article::default() };
        let found = find(&article, Knowledge::embedded());
        let words: Vec<&str> = found.iter().map(|piece| piece.span.of(text)).collect();
        assert_eq!(words, ["READ: Who is who in Velmar", "Share"]);
    }
}
