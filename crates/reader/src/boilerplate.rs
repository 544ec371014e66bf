//! What on the page is not the story. Takes the article, gives the pieces to leave unread: banners,
//! advertisement slots, links to other stories, newsletter pleas, credits, corrections, editors' notes; and captions,
//! which are read.
//!
//! "READ: Five things to know about the pipeline" is a `related-link`. Works by lines: what a page runs into
//! one line with the story, it does not see.

use knowledge::Knowledge;
use record::{Article, Boilerplate, BoilerplateKind, Span};

/// Finds the boilerplate of an article, beside what ingest has marked already, in the order of the text.
pub fn find(article: &Article, knowledge: &Knowledge) -> Vec<Boilerplate> {
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

/// The notes on an article, and what the page says of how old it is.
pub(crate) fn notes(article: &Article, found: &[Boilerplate]) -> Vec<String> {
    let age = found.iter().find(|piece| piece.kind == BoilerplateKind::Age);
    let age = age.map(|piece| format!("the page says of itself: {}", piece.span.of(&article.text)));
    article.notes.iter().cloned().chain(age).collect()
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

    #[test]
    fn a_page_that_says_it_is_old_is_noted() {
        let text = "This story is over 5 years old.\nVelmar votes.\nThis article is more than 6 years old\n";
        let article = Article { text: text.into(), notes: vec!["one".into()], ..Article::default() };
        let found = find(&article, Knowledge::embedded());
        let noted = notes(&article, &found);
        assert_eq!(noted, ["one", "the page says of itself: This story is over 5 years old."]);
        assert_eq!(notes(&article, &[]), ["one"]);
    }
}
