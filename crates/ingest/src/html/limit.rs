//! Pages that no editor made: cut down before a parser sees them. Tags that nest deeper than any page are left out,
//! with their text kept; what follows after more tags than any page has is left behind.

use std::ops::ControlFlow;

/// No page is longer, in bytes.
pub(crate) const LONGEST: usize = 8 << 20;

/// The deepest pages nest some eighty elements.
const DEEPEST: usize = 200;

/// The longest live blogs have some ten thousand.
const MOST: usize = 40_000;

/// A page that is neither too deep nor too long, and a note if it had to be made so.
pub(crate) fn limited(page: String) -> (String, Option<&'static str>) {
    let mut tags = Tags { page: &page, at: 0 };
    let (mut open, mut dropped, mut count) = (0_usize, 0_usize, 0);
    let mut kept: Option<String> = None;
    let mut copied = 0;
    let mut end = page.len();
    while let Some(tag) = tags.next() {
        count += 1;
        if count > MOST {
            end = tag.start;
            break;
        }
        if tag.name.is_empty() {
            continue;
        }
        if matches!(tag.name.as_str(), "script" | "style" | "textarea" | "title" | "noscript") && !tag.closes
        {
            tags.skip_to_end_of(&tag.name);
            continue;
        }
        if !nests(&tag.name) {
            continue;
        }
        if tag.closes {
            if dropped > 0 {
                dropped -= 1;
            } else {
                open = open.saturating_sub(1);
                continue;
            }
        } else if open < DEEPEST && dropped == 0 {
            open += 1;
            continue;
        } else {
            dropped += 1;
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
            } else {
                "the page nests deeper than any: elements below the 200th level were read as their text"
            };
            (kept, Some(note))
        }
    }
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
            self.at = start + 1 + rest.find("-->").map_or(rest.len(), |end| end + 3);
            return Some(ControlFlow::Break(Tag { name: String::new(), closes: true, start }));
        }
        let closes = rest.starts_with('/');
        let named = &rest[usize::from(closes)..];
        if !named.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            self.at = start + 1;
            return Some(ControlFlow::Continue(()));
        }
        let name = named.split(|letter: char| letter.is_whitespace() || "/><".contains(letter)).next()?;
        let name: String = name.chars().take(20).collect::<String>().to_ascii_lowercase();
        self.at = start + 1 + end_of_tag(rest)?;
        Some(ControlFlow::Break(Tag { name, closes, start }))
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

/// Where a tag ends, behind its `>`: one within quotation marks does not end it.
fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quoted = None;
    let mut before = b' ';
    for (at, byte) in rest.bytes().enumerate() {
        match (quoted, byte) {
            (Some(mark), _) if byte == mark => quoted = None,
            (None, b'"' | b'\'') if before == b'=' => quoted = Some(byte),
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
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
    fn depth_is_flattened_and_the_text_kept() {
        let page = format!("{}deep{}<p>after", "<div>".repeat(999), "</div>".repeat(999));
        let (kept, note) = limited(page);
        assert_eq!(kept, format!("{}deep{}<p>after", "<div>".repeat(200), "</div>".repeat(200)));
        assert!(note.is_some_and(|note| note.contains("deeper")));
    }

    #[test]
    fn breadth_is_cut() {
        let (kept, note) = limited("<p>a".repeat(50_000));
        assert_eq!(kept.len(), 4 * 40_000);
        assert!(note.is_some());
    }
}
