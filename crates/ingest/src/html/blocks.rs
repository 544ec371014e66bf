//! Markup to paragraphs: a block is a paragraph, with an empty line to the next.

use trafilatura::dom::{Document, NodeId};

/// The text of a piece of HTML, its blocks parted by empty lines.
pub(crate) fn text_of(html: &str) -> String {
    let document = Document::parse(html);
    text_at(&document, document.root())
}

/// The text of an element, likewise.
pub(crate) fn text_at(document: &Document, node: NodeId) -> String {
    let mut blocks = Blocks::default();
    blocks.read(document, node, 0);
    blocks.end();
    blocks.text
}

/// No element that a limited page holds is deeper; what is gets read as a part of its parent.
const DEEPEST: usize = 400;

#[derive(Default)]
struct Blocks {
    text: String,
    block: String,
}

impl Blocks {
    fn read(&mut self, document: &Document, node: NodeId, depth: usize) {
        for child in document.child_nodes(node) {
            if document.is_text(child) {
                self.words(&document.text_content(child));
                continue;
            }
            match document.tag_name(child) {
                "script" | "style" | "noscript" | "template" | "figure" | "svg" | "head" | "title"
                | "iframe" => {}
                "br" => self.line(),
                _ if depth > DEEPEST => self.words(&document.text_content(child)),
                name if is_inline(name) => self.read(document, child, depth + 1),
                _ => {
                    self.end();
                    self.read(document, child, depth + 1);
                    self.end();
                }
            }
        }
    }

    /// Adds words: any white space is one space.
    fn words(&mut self, text: &str) {
        for letter in text.chars() {
            if !letter.is_whitespace() {
                self.block.push(letter);
            } else if !self.block.is_empty() && !self.block.ends_with([' ', '\n']) {
                self.block.push(' ');
            }
        }
    }

    /// A line ends; a second end is the paragraph's.
    fn line(&mut self) {
        let ended = self.block.trim_end_matches(' ').ends_with('\n');
        if ended {
            self.end();
        } else if !self.block.is_empty() {
            self.block.truncate(self.block.trim_end().len());
            self.block.push('\n');
        }
    }

    fn end(&mut self) {
        let block = self.block.trim();
        if !block.is_empty() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(block);
        }
        self.block.clear();
    }
}

/// Elements that stand within a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_paragraphs_and_breaks_are_lines() {
        let html =
            "<div>One <b>and</b>\n two.<p>Three.<p>Four<br>five<br> <br>six<ul><li>seven<li>eight</ul>";
        assert_eq!(text_of(html), "One and two.\n\nThree.\n\nFour\nfive\n\nsix\n\nseven\n\neight");
        assert_eq!(text_of("Plain &amp; simple"), "Plain & simple");
    }
}
