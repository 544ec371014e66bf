//! Pages that no editor made: cut down before a parser sees them. Tags that nest deeper than any page are left out,
//! with their text kept; what follows after more tags than any page has is left behind.

use std::collections::HashMap;
use std::ops::ControlFlow;

use trafilatura::dom::Document;

/// No page is longer, in bytes.
pub(crate) const LONGEST: usize = 8 << 20;

/// The deepest pages nest some eighty elements.
const DEEPEST: usize = 200;

/// The longest live blogs have some ten thousand.
const MOST: usize = 40_000;

/// A parser compares each attribute of a tag with all others of it.
const MOST_ATTRIBUTES: usize = 500;

/// A page that is neither too deep nor too long, and a note if it had to be made so.
pub(crate) fn limited(page: String) -> (String, Option<&'static str>) {
    // Scripts and their like hold text, and within an SVG image they hold tags: which it is, only a parser knows. A page
    // whose tags would do harm if they all were tags is read as if they were.
    let has_text = !nests_deeper(&page, 5 * DEEPEST);
    let mut tags = Tags { page: &page, at: 0 };
    let (mut open, mut dropped, mut count) = (Open::default(), Open::default(), 0);
    let mut kept: Option<String> = None;
    let (mut copied, mut stuffed) = (0, false);
    let mut end = page.len();
    while let Some(tag) = tags.next() {
        count += 1;
        if count > MOST {
            end = tag.start;
            break;
        }
        if tag.attributes > MOST_ATTRIBUTES {
            stuffed = true;
            let kept = kept.get_or_insert_default();
            kept.push_str(&page[copied..tag.start]);
            copied = tags.at;
            continue;
        }
        if tag.name.is_empty() {
            continue;
        }
        if has_text && holds_text(&tag.name) && !tag.closes {
            tags.skip_to_end_of(&tag.name);
            continue;
        }
        if !nests(&tag.name) {
            continue;
        }
        if tag.closes {
            if !dropped.close(&tag.name) {
                open.close(&tag.name);
                continue;
            }
        } else if open.depth < DEEPEST && dropped.depth == 0 {
            open.open(tag.name);
            continue;
        } else {
            dropped.open(tag.name);
        }
        let kept = kept.get_or_insert_default();
        kept.push_str(&page[copied..tag.start]);
        copied = tags.at;
    }
    match kept {
        None if end == page.len() => (page, None),
        kept => {
            let mut kept = kept.unwrap_or_default();
            kept.push_str(&page[copied.min(end)..end]);
            let note = if end < page.len() {
                "the page has more elements than any: it was read up to the first 40,000 tags"
            } else if stuffed {
                "the page has tags of more than 500 attributes: they were left out"
            } else {
                "the page nests deeper than any: elements below the 200th level were read as their text"
            };
            (kept, Some(note))
        }
    }
}

/// Whether the tags of a page, all taken as tags, nest deeper than this.
fn nests_deeper(page: &str, deepest: usize) -> bool {
    let mut tags = Tags { page, at: 0 };
    let mut open = Open::default();
    while let Some(tag) = tags.next() {
        if tag.closes {
            open.close(&tag.name);
        } else if nests(&tag.name) {
            open.open(tag.name);
        }
        if open.depth > deepest {
            return true;
        }
    }
    false
}

/// The elements that are open. A tag closes none but one of its name: a parser passes over the others.
#[derive(Default)]
struct Open {
    names: HashMap<String, usize>,
    depth: usize,
}

impl Open {
    fn open(&mut self, name: String) {
        *self.names.entry(name).or_default() += 1;
        self.depth += 1;
    }

    /// Whether there was one to close.
    fn close(&mut self, name: &str) -> bool {
        let count = self.names.get_mut(name).filter(|count| **count > 0);
        let found = count.is_some();
        if let Some(count) = count {
            *count -= 1;
            self.depth -= 1;
        }
        found
    }
}

/// Whether an element holds no markup, mostly.
fn holds_text(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title" | "noscript")
}

/// Whether a page nests deeper than [`limited`] leaves it, by ways of nesting that are not seen in its tags: text that
/// turns out to be markup, elements that a parser adds.
pub(crate) fn is_too_deep(document: &Document) -> bool {
    let mut level = vec![document.root()];
    for _ in 0..3 * DEEPEST {
        level = level.into_iter().flat_map(|node| document.child_nodes(node)).collect();
        if level.is_empty() {
            return false;
        }
    }
    true
}

/// Whether an element stays open until it is closed.
fn nests(name: &str) -> bool {
    !matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "option"
            | "html"
            | "head"
            | "body"
    )
}

struct Tag {
    /// In small letters; a comment has none.
    name: String,
    closes: bool,
    attributes: usize,
    start: usize,
}

/// The tags of a page, read as roughly as they may be written.
struct Tags<'a> {
    page: &'a str,
    at: usize,
}

impl Tags<'_> {
    fn next(&mut self) -> Option<Tag> {
        loop {
            match self.try_next()? {
                ControlFlow::Break(tag) => return Some(tag),
                ControlFlow::Continue(()) => {}
            }
        }
    }

    fn try_next(&mut self) -> Option<ControlFlow<Tag>> {
        let start = self.at + self.page[self.at..].find('<')?;
        let rest = &self.page[start + 1..];
        if rest.starts_with("!--") {
            let end = [("-->", 3), ("--!>", 4)].map(|(end, length)| rest.find(end).map(|at| at + length));
            self.at = start + 1 + end.into_iter().flatten().min().unwrap_or(rest.len());
            let comment = Tag { name: String::new(), closes: true, attributes: 0, start };
            return Some(ControlFlow::Break(comment));
        }
        let closes = rest.starts_with('/');
        let named = &rest[usize::from(closes)..];
        if !named.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            self.at = start + 1;
            return Some(ControlFlow::Continue(()));
        }
        let name = named.split(|letter: char| letter.is_whitespace() || "/><".contains(letter)).next()?;
        let name: String = name.chars().take(20).collect::<String>().to_ascii_lowercase();
        let behind = named.len()
            - named
                .trim_start_matches(|letter: char| !(letter.is_whitespace() || "/>".contains(letter)))
                .len();
        let (end, attributes) = end_of_tag(&named[behind..])?;
        self.at = self.page.len() - named.len() + behind + end;
        Some(ControlFlow::Break(Tag { name, closes, attributes, start }))
    }

    /// Behind the closing tag of an element that holds no markup.
    fn skip_to_end_of(&mut self, name: &str) {
        let mut from = self.at;
        while let Some(found) = self.page[from..].find("</") {
            let rest = &self.page[from + found + 2..];
            if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                self.at = from + found;
                return;
            }
            from += found + 2;
        }
        self.at = self.page.len();
    }
}

/// Where a tag ends, behind its `>`, and how many attributes it has. `rest` follows its name. Where quotation marks
/// hold a `>` is told as the parser of pages tells it: what the two saw differently would pass unlimited.
fn end_of_tag(rest: &str) -> Option<(usize, usize)> {
    enum Within {
        Space,
        Name,
        BehindName,
        BehindEqual,
        Value,
        Quoted(u8),
    }
    let (mut within, mut attributes) = (Within::Space, 0);
    for (at, byte) in rest.bytes().enumerate() {
        within = match (within, byte) {
            (Within::Quoted(mark), _) if byte == mark => Within::Space,
            (Within::Quoted(mark), _) => Within::Quoted(mark),
            (_, b'>') => return Some((at + 1, attributes)),
            (Within::BehindEqual, b'"' | b'\'') => Within::Quoted(byte),
            (Within::Name | Within::BehindName, b'=') => Within::BehindEqual,
            (Within::Name | Within::BehindName, _) if byte.is_ascii_whitespace() => Within::BehindName,
            (Within::BehindEqual, _) if byte.is_ascii_whitespace() => Within::BehindEqual,
            (Within::Space | Within::Value, _) if byte.is_ascii_whitespace() => Within::Space,
            (Within::Space | Within::Name | Within::BehindName, b'/') => Within::Space,
            (Within::Name, _) => Within::Name,
            (Within::BehindEqual | Within::Value, _) => Within::Value,
            (Within::Space | Within::BehindName, _) => {
                attributes += 1;
                Within::Name
            }
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_as_pages_are_stays_as_it_is() {
        let page = "<p>One<p class='a>b'>2 < 3<br><script>if (a<b) '<div>'.repeat(3)</script><div>x</div><!-- <div> -->";
        assert_eq!(limited(page.repeat(500)), (page.repeat(500), None));
    }

    #[test]
    fn a_tag_ends_where_the_parser_of_pages_ends_it() {
        let check = |rest: &str, end: &str, attributes| {
            assert_eq!(end_of_tag(rest), Some((rest.len() - end.len(), attributes)), "{rest}");
        };
        check(" a='>' b=\"'>\" c>x", "x", 3);
        check(" =\">x", "x", 1);
        check(" a= \">\">x", "x", 1);
        check(" a=b\"c>x\">", "x\">", 1);
        check("/a/b = 'c>'d>x", "x", 3);
        check(">", "", 0);
        assert_eq!(end_of_tag(" a=\">"), None);
    }

    #[test]
    fn a_tag_of_many_attributes_is_left_out() {
        let attributes: String = (0..900).map(|number| format!(" a{number}")).collect();
        let (kept, note) = limited(format!("<p>One<div{attributes}>two</div>"));
        assert_eq!(kept, "<p>Onetwo</div>");
        assert!(note.is_some_and(|note| note.contains("attributes")));
    }

    #[test]
    fn depth_is_flattened_and_the_text_kept() {
        let page = format!("{}deep{}<p>after", "<div>".repeat(999), "</div>".repeat(999));
        let (kept, note) = limited(page);
        assert_eq!(kept, format!("{}deep{}<p>after", "<div>".repeat(200), "</div>".repeat(200)));
        assert!(note.is_some_and(|note| note.contains("deeper")));
        // A tag that closes nothing closes none of them.
        let (kept, note) = limited("<div></x>".repeat(999));
        assert_eq!(kept.matches("<div>").count(), 200);
        assert!(note.is_some_and(|note| note.contains("deeper")));
    }

    #[test]
    fn what_is_text_here_and_markup_there_is_limited_as_markup() {
        for element in ["script", "style", "title", "noscript"] {
            let (kept, _) = limited(format!("<svg><{element}>{}", "<div></x>".repeat(2000)));
            assert_eq!(kept.matches("<div>").count(), 198, "{element}");
        }
        let (kept, _) = limited(format!("<!-- --!>{}", "<div>".repeat(999)));
        assert_eq!(kept.matches("<div>").count(), 200);
    }

    #[test]
    fn breadth_is_cut() {
        let (kept, note) = limited("<p>a".repeat(50_000));
        assert_eq!(kept.len(), 4 * 40_000);
        assert!(note.is_some());
    }
}
