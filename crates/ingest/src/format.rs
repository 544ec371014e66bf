//! What a file holds: told by its content, and by its name where the content leaves it open.

use crate::columns::Columns;
use crate::{parquet, table};

/// How a file holds its stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text: a story, or several with lines of `=====` or their like between them.
    Text,
    /// A JSON object a line.
    Jsonl,
    /// JSON objects in an array, or over several lines.
    Json,
    /// A table with a header, and what separates its columns.
    Table(u8),
    /// A web page.
    Page,
    /// An RSS or Atom feed.
    Feed,
    /// A web archive.
    Warc,
    /// A Parquet file.
    Parquet,
}

impl Format {
    /// By the first bytes, which markup and archives begin unmistakably; then by the name's extension; then by what
    /// the first line looks like. `name` is without the extension of its compression.
    pub fn of(name: &str, head: &[u8], columns: &Columns) -> Format {
        if let Some(format) = Self::by_mark(head) {
            return format;
        }
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("jsonl" | "ndjson" | "json") => Format::Jsonl,
            Some("csv") => Format::Table(table::separator(head, columns).unwrap_or(b',')),
            Some("tsv" | "tab") => Format::Table(b'\t'),
            Some("html" | "htm" | "xhtml" | "shtml") => Format::Page,
            Some("rss" | "atom" | "rdf" | "xml") => Format::Feed,
            Some("warc" | "wet") => Format::Warc,
            Some("txt" | "text" | "md") => Format::Text,
            _ => match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
                Some(b'{') => Format::Jsonl,
                _ => table::separator(head, columns).map_or(Format::Text, Format::Table),
            },
        }
    }

    fn by_mark(head: &[u8]) -> Option<Format> {
        if head.starts_with(parquet::MARK) {
            return Some(Format::Parquet);
        }
        let head = head.trim_ascii_start();
        if head.starts_with(b"WARC/") {
            return Some(Format::Warc);
        }
        let mut first = head.split(|&byte| byte == b'\n').next()?.trim_ascii().iter();
        let spread = match first.next() {
            Some(b'{') => first.len() == 0,
            Some(b'[') => head[1..].trim_ascii_start().starts_with(b"{"),
            _ => false,
        };
        if spread {
            return Some(Format::Json);
        }
        if !head.starts_with(b"<") {
            return None;
        }
        let start = String::from_utf8_lossy(head).to_ascii_lowercase();
        // The first tag that is neither a declaration nor a comment.
        let mut rest = start.as_str();
        while rest.starts_with("<?") || rest.starts_with("<!") {
            if rest.starts_with("<!doctype html") {
                return Some(Format::Page);
            }
            let subset = rest.find('>').is_some_and(|end| rest[..end].contains('['));
            let end = if rest.starts_with("<!--") {
                "-->"
            } else if subset {
                "]>"
            } else {
                ">"
            };
            rest = rest[rest.find(end)? + end.len()..].trim_start();
        }
        let tag = rest.strip_prefix('<')?;
        let name: &str = tag.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != ':').next()?;
        match name {
            "rss" | "feed" | "rdf:rdf" | "atom:feed" => Some(Format::Feed),
            "html" | "head" | "body" | "div" | "article" | "p" | "meta" | "title" | "script" | "main"
            | "section" | "h1" | "table" => Some(Format::Page),
            _ => None,
        }
    }
}

/// The extension of files of a kind that a server names ("text/html; charset=utf-8"); none where servers say so of
/// any file, and its name tells more.
pub(crate) fn extension_of(media: &str) -> Option<&'static str> {
    match media.split(';').next()?.trim() {
        "text/html" | "application/xhtml+xml" => Some("html"),
        "text/csv" | "application/csv" => Some("csv"),
        "text/tab-separated-values" => Some("tsv"),
        "application/warc" => Some("warc"),
        "application/json" | "application/x-ndjson" | "application/jsonl" => Some("jsonl"),
        kind if kind.ends_with("/xml") || kind.ends_with("+xml") => Some("xml"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, head: &str, format: Format) {
        assert_eq!(Format::of(name, head.as_bytes(), &Columns::default()), format, "{name}: {head}");
    }

    #[test]
    fn content_tells_more_than_the_name() {
        check("a.txt", "<!DOCTYPE html><html>", Format::Page);
        check(
            "a.xml",
            "<?xml version=\"1.0\"?>\n<!-- made by a -> b -->\n<rss version=\"2.0\">",
            Format::Feed,
        );
        check("a.json", "[{\"text\": \"A\"}]", Format::Json);
        check("a", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed);
        check("a.txt", "WARC/1.0\r\n", Format::Warc);
        check("a", "PAR1\u{15}", Format::Parquet);
        check("<stdin>", " {\"text\"", Format::Jsonl);
        check("<stdin>", "id,date,headline,body\n1,", Format::Table(b','));
        check("a.csv", "id;date;headline;body\n1;", Format::Table(b';'));
        check("a.tsv", "id\ttext\n", Format::Table(b'\t'));
        check("a.txt", "{\"text\": \"a story that begins with a brace\"}", Format::Text);
    }

    #[test]
    fn a_story_is_no_table_and_no_page() {
        check("story", "Oslo, Rabat differ\n\nBy Hanne Vik\n", Format::Text);
        check("story", "<3 to all, the minister wrote.", Format::Text);
        // What follows a declaration may be anything: found by fuzzing.
        check("story", "<?xml?>\u{FFFD}\u{FFFD}", Format::Text);
        check("story", "<!-- a -->", Format::Text);
    }
}
