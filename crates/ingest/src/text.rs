//! Plain text: a story a file, or several with the lines between them that people and news databases put there.

use std::sync::Arc;

use record::{Article, Error};

use crate::compression::Source;
use crate::lines::{Line, Lines};
use crate::piece::{Content, Origin, Piece, Place, Reason, Skip};
use crate::{LONGEST, charset, header};

/// The stories of a text, cut where a line separates them.
pub(crate) struct Cutter {
    file: Arc<str>,
    lines: Lines,
    origin: Origin,
    /// The story that was read last: it is given when it is known whether others follow.
    held: Option<Story>,
    given: usize,
    over: bool,
    broken: Option<std::io::Error>,
}

/// The lines of a story, so far.
#[derive(Default)]
struct Story {
    line: usize,
    bytes: Vec<u8>,
    length: usize,
}

impl Cutter {
    pub(crate) fn new(file: Arc<str>, source: Source, origin: Origin) -> Cutter {
        Cutter { file, lines: Lines::new(source), origin, held: None, given: 0, over: false, broken: None }
    }

    /// The lines up to the next separator that are not blank throughout.
    fn story(&mut self) -> Option<Story> {
        let mut story = Story::default();
        while !self.over {
            match self.lines.next(LONGEST + 1) {
                Ok(Some(line)) if story.is_parted_by(&line) => {
                    if !story.is_blank() {
                        return Some(story);
                    }
                    story = Story::default();
                }
                Ok(Some(line)) => story.push(line),
                Ok(None) => self.over = true,
                Err(error) => (self.over, self.broken) = (true, Some(error)),
            }
        }
        (!story.is_blank()).then_some(story)
    }

    fn piece(&mut self, story: Story, one_of_several: bool) -> Piece {
        self.given += 1;
        let place =
            if one_of_several { Place::line(&self.file, story.line) } else { Place::whole(&self.file) };
        let content = if story.length > story.bytes.len() {
            Content::Skipped(crate::piece::too_long(&place, story.length))
        } else {
            let number = one_of_several.then_some(self.given);
            Content::Text { bytes: story.bytes, number, origin: self.origin.clone() }
        };
        Piece { place, content }
    }
}

impl Iterator for Cutter {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if let Some(held) = self.held.take().or_else(|| self.story()) {
            self.held = self.story();
            let several = self.given > 0 || self.held.is_some();
            return Some(self.piece(held, several));
        }
        let error = self.broken.take()?;
        Some(Piece::broken(Place::line(&self.file, self.lines.number() + 1), &error))
    }
}

impl Story {
    fn push(&mut self, line: Line) {
        if self.length == 0 {
            if line.is_blank() && !line.is_cut() {
                return;
            }
            self.line = line.number;
        }
        self.length += line.length;
        if self.length <= LONGEST {
            self.bytes.extend_from_slice(&line.bytes);
        }
    }

    fn is_blank(&self) -> bool {
        self.length == 0
    }

    /// Whether a line stands between this story and the next.
    fn is_parted_by(&self, line: &Line) -> bool {
        let line = line.bytes.trim_ascii();
        let Some(&first) = line.first() else { return false };
        if line.iter().all(|&byte| byte == first) {
            return match first {
                b'=' => line.len() >= 5 && !self.is_title_over(line.len()),
                b'-' | b'_' | b'*' | b'#' | b'~' | b'+' => {
                    line.len() >= 20 && !self.is_title_over(line.len())
                }
                _ => false,
            };
        }
        line.len() <= 60 && std::str::from_utf8(line).is_ok_and(is_numbered)
    }

    /// Whether all there is is a headline, and the rule of this length underlines it.
    fn is_title_over(&self, rule: usize) -> bool {
        let text = self.bytes.trim_ascii();
        text.len() >= 8
            && !text.ends_with(b".")
            && !text.contains(&b'\n')
            && self.bytes.iter().filter(|&&byte| byte == b'\n').count() == 1
            && text.len().abs_diff(rule) <= 3
    }
}

/// The lines of news databases: "3 of 20 DOCUMENTS", "Document 3 of 20", "End of Document", and a document's id.
fn is_numbered(line: &str) -> bool {
    let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [one, "of", all, "documents" | "document" | "stories" | "articles"] => number(one) && number(all),
        ["document" | "story" | "article", one, "of", all] => number(one) && number(all),
        ["end", "of", "document"] => true,
        // "Document VELMCO0020190503ef53000b1"
        ["document", id] => id.len() >= 20 && id.bytes().filter(u8::is_ascii_digit).count() >= 12,
        _ => false,
    }
}

/// The story of a text file, or one of its stories.
pub(crate) fn article(
    place: &Place,
    bytes: &[u8],
    number: Option<usize>,
    origin: Origin,
) -> Result<Article, Skip> {
    refuse_binary(bytes).map_err(|error| place.skip(Reason::Unreadable, error))?;
    let (text, note) = charset::decode(bytes, origin.charset.as_deref());
    let file = origin.url.as_deref().unwrap_or(place.base());
    let id = number.map_or_else(|| file.to_owned(), |number| format!("{file}#{number}"));
    let title = header::title(&text);
    let notes = note.into_iter().collect();
    Ok(Article { id, title, url: origin.url, language: "en".into(), text, notes, ..Article::default() })
}

/// Refuses what has bytes that no text has.
pub(crate) fn refuse_binary(bytes: &[u8]) -> Result<(), Error> {
    let Some(at) = bytes.iter().position(|&byte| byte == 0) else { return Ok(()) };
    let error = Error::new(format!("a NUL byte at offset {at}: this looks like a binary file"));
    Err(error.hint("give text, JSON lines, a table, a web page, a feed or a web archive"))
}

#[cfg(test)]
mod tests {
    use crate::Options;

    fn check(text: impl AsRef<[u8]>) -> Vec<String> {
        let source = std::io::Cursor::new(text.as_ref().to_vec());
        crate::articles("news/a.txt", source, &Options::default())
            .map(|article| match article {
                Ok(article) => format!("{}: {}", article.id, article.text.trim_end()),
                Err(error) => error.to_string(),
            })
            .collect()
    }

    #[test]
    fn a_file_is_a_story() {
        assert_eq!(
            check("Norway met Peru.\n\n* * *\n\nThey agreed."),
            ["a.txt: Norway met Peru.\n\n* * *\n\nThey agreed."]
        );
        assert_eq!(check("Norway met Peru\n===============\n\nThey agreed.")[0].lines().count(), 4);
        assert_eq!(check("=====\nNorway met Peru.\n=====\n\n"), ["a.txt: Norway met Peru."]);
    }

    #[test]
    fn lines_part_stories() {
        let parted = ["a.txt#1: Norway met Peru.", "a.txt#2: They agreed."];
        for rule in
            ["=====", "--------------------", "Document 2 of 2", "   2 of 2 DOCUMENTS", "End of Document"]
        {
            assert_eq!(check(format!("Norway met Peru.\n\n{rule}\r\n\nThey agreed.\n")), parted, "{rule}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let long = "Norway met Peru. ".repeat(300_000);
        let found = check(format!("One.\n=====\n{long}\n{long}\n=====\nNo\0.\n=====\nTwo."));
        assert_eq!(found[0], "a.txt#1: One.");
        assert!(
            found[1].starts_with("news/a.txt:3: the story is 10200002 bytes long; the longest read is"),
            "{}",
            found[1]
        );
        assert!(found[2].starts_with("news/a.txt:6: a NUL byte at offset 2"), "{}", found[2]);
        assert_eq!(found[3], "a.txt#4: Two.");
        assert!(check(" \n")[0].starts_with("news/a.txt: the file is empty"));
    }

    #[test]
    fn a_story_in_another_language_is_not_read_as_english() {
        let text = "Le ministre des affaires étrangères a déclaré mardi que les négociations avec ses voisins \
                    reprendront la semaine prochaine, malgré les désaccords qui subsistent sur la pêche.";
        assert!(check(text)[0].starts_with("news/a.txt: the story looks like French"));
    }
}
