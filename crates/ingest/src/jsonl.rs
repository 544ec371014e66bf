//! JSON: a story a line, or an object of an array; the objects may be spread over lines.

use std::io::{self, BufRead};
use std::sync::Arc;

use record::{Article, Boilerplate, Error};
use serde::Deserialize;
use serde_json::{Map, Value};
use xxhash_rust::xxh3::xxh3_64;

use crate::columns::{Column, Columns};
use crate::compression::Source;
use crate::lines::Lines;
use crate::piece::{Content, Piece, Place, Reason, Skip};
use crate::{LONGEST, day, text};

/// A line may hold a story's letters as escapes.
const LONGEST_LINE: usize = 4 * LONGEST;

/// The lines of a stream; blank ones are passed over.
pub(crate) struct Cutter {
    file: Arc<str>,
    lines: Lines,
    columns: Arc<Columns>,
    over: bool,
}

impl Cutter {
    pub(crate) fn new(file: Arc<str>, source: Source, columns: &Columns) -> Cutter {
        Cutter { file, lines: Lines::new(source), columns: Arc::new(columns.clone()), over: false }
    }
}

impl Iterator for Cutter {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while !self.over {
            match self.lines.next(LONGEST_LINE) {
                Ok(None) => self.over = true,
                Ok(Some(line)) if line.is_blank() && !line.is_cut() => {}
                Ok(Some(line)) => {
                    let place = Place::line(&self.file, line.number);
                    let content = if line.is_cut() {
                        let error = Error::new(format!("the line is {} bytes long", line.length));
                        let error = error.hint(format!("the longest read is {LONGEST_LINE}"));
                        Content::Skipped(place.skip(Reason::TooLong, error))
                    } else {
                        Content::Json { bytes: line.bytes, columns: self.columns.clone() }
                    };
                    return Some(Piece { place, content });
                }
                Err(error) => {
                    self.over = true;
                    return Some(Piece::broken(Place::line(&self.file, self.lines.number() + 1), &error));
                }
            }
        }
        None
    }
}

/// The objects of a stream, whatever lies between them.
pub(crate) struct Objects {
    file: Arc<str>,
    source: Source,
    columns: Arc<Columns>,
    line: usize,
    over: bool,
}

impl Objects {
    pub(crate) fn new(file: Arc<str>, source: Source, columns: &Columns) -> Objects {
        Objects { file, source, columns: Arc::new(columns.clone()), line: 1, over: false }
    }

    /// The next object, and the line that it begins in; none at the end. One that is not closed, or longer than
    /// anything that is read, is given so far.
    fn object(&mut self) -> io::Result<Option<(Vec<u8>, usize)>> {
        let (mut object, mut began) = (Vec::new(), 0);
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                return Ok((!object.is_empty()).then_some((object, began)));
            }
            let mut taken = 0;
            let mut whole = false;
            for &byte in buffer {
                taken += 1;
                self.line += usize::from(byte == b'\n');
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' if depth > 0 => quoted = !quoted,
                    b'{' if !quoted => depth += 1,
                    b'}' if !quoted && depth > 0 => depth -= 1,
                    _ => {}
                }
                if object.is_empty() && depth == 0 {
                    continue;
                }
                if object.is_empty() {
                    began = self.line;
                }
                object.push(byte);
                whole = depth == 0 || object.len() > LONGEST_LINE;
                if whole {
                    break;
                }
            }
            self.source.consume(taken);
            if whole {
                return Ok(Some((object, began)));
            }
        }
    }
}

impl Iterator for Objects {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.over {
            return None;
        }
        match self.object() {
            Ok(None) => None,
            Ok(Some((bytes, line))) => {
                let place = Place::line(&self.file, line);
                let content = if bytes.len() > LONGEST_LINE {
                    self.over = true;
                    let error = Error::new(format!("an object of more than {LONGEST_LINE} bytes"));
                    let error = error.hint("is a brace or a quotation mark left open? The rest was left");
                    Content::Skipped(place.skip(Reason::TooLong, error))
                } else {
                    Content::Json { bytes, columns: self.columns.clone() }
                };
                Some(Piece { place, content })
            }
            Err(error) => {
                self.over = true;
                Some(Piece::broken(Place::line(&self.file, self.line), &error))
            }
        }
    }
}

/// The story of a line, or of an object.
pub(crate) fn article(place: &Place, bytes: &[u8], columns: &Columns) -> Result<Article, Skip> {
    read(bytes, columns).map_err(|(reason, error)| place.skip(reason, error))
}

fn read(bytes: &[u8], columns: &Columns) -> Result<Article, (Reason, Error)> {
    let malformed = |error| (Reason::Malformed, error);
    text::refuse_binary(bytes).map_err(malformed)?;
    let line = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let error = Error::new(format!("not UTF-8: byte 0x{:02X} at offset {at} of the line", bytes[at]));
        malformed(error.hint("JSON is UTF-8; convert it first: iconv -f windows-1252 -t utf-8 STORIES"))
    })?;
    let object: Map<String, Value> = serde_json::from_str(line).map_err(|error| {
        // serde_json counts lines within the line; the column is what helps.
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or(&message);
        malformed(Error::new(format!("no JSON object of a story: {what} (column {})", error.column())))
    })?;
    let value = |column| {
        let at = columns.find(column, object.keys().map(String::as_str))?;
        object.values().nth(at).filter(|value| !value.is_null())
    };
    let words =
        |column| value(column).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    let text = words(Column::Text).ok_or_else(|| {
        let key = columns.named(Column::Text).unwrap_or("text");
        let error = Error::new(format!("the story has no {key:?}"));
        (
            Reason::NoText,
            error.hint("a line needs at least {\"id\": …, \"text\": …}; --text-column names another key"),
        )
    })?;
    let (boilerplate, notes) = marked(&object, &text).map_err(malformed)?;
    let published = value(Column::Published).map(plain).filter(|value| !value.is_empty());
    let published = published.map(|value| day_of(&value)).transpose().map_err(malformed)?;
    Ok(Article {
        id: value(Column::Id).map(plain).filter(|id| !id.is_empty()).unwrap_or_else(|| hash(&text)),
        title: words(Column::Title),
        url: words(Column::Url),
        publisher: words(Column::Publisher),
        published,
        language: "en".into(),
        text,
        boilerplate,
        notes,
    })
}

/// The boilerplate and the notes of an [`Article`] that was printed as JSON. What others keep under these names is
/// passed over.
fn marked(object: &Map<String, Value>, text: &str) -> Result<(Vec<Boilerplate>, Vec<String>), Error> {
    let pieces = object.get("boilerplate").and_then(|value| Vec::<Boilerplate>::deserialize(value).ok());
    let pieces = pieces.unwrap_or_default().into_iter().map(|piece| {
        let error = || {
            Error::new(format!(
                "boilerplate at {}..{} lies outside the text",
                piece.span.start, piece.span.end
            ))
            .hint("offsets count Unicode code points of the text")
        };
        Ok(Boilerplate { span: piece.span.in_bytes(text).ok_or_else(error)?, kind: piece.kind })
    });
    let mut pieces = pieces.collect::<Result<Vec<_>, Error>>()?;
    pieces.sort_by_key(|piece| piece.span);
    if pieces.windows(2).any(|two| two[0].span.overlaps(two[1].span)) {
        return Err(Error::new("two pieces of boilerplate overlap"));
    }
    let notes = object.get("notes").and_then(|value| Vec::deserialize(value).ok());
    Ok((pieces, notes.unwrap_or_default()))
}

/// A value as it is shown: a string without its quotation marks.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The id of a story that has none.
pub(crate) fn hash(text: &str) -> String {
    format!("{:016x}", xxh3_64(text.as_bytes()))
}

/// The day of a date that a file tells, which must be one.
pub(crate) fn day_of(published: &str) -> Result<jiff::civil::Date, Error> {
    let error = || Error::new(format!("the date {published:?} is no day")).hint("write it as 2018-04-02");
    day::of(published).ok_or_else(error)
}

#[cfg(test)]
mod tests {
    use crate::{Columns, Options};

    fn check(lines: &str) -> Vec<String> {
        check_with(lines, Columns::default())
    }

    fn check_with(lines: &str, columns: Columns) -> Vec<String> {
        let source = std::io::Cursor::new(lines.to_owned());
        crate::articles("news.jsonl", source, &Options { columns, parquet: false })
            .map(|article| article.map_or_else(|error| error.to_string(), |article| article.id))
            .collect()
    }

    #[test]
    fn a_bad_line_is_reported_and_the_rest_is_read() {
        let found = check(
            "{\"id\":1,\"text\":\"A\"}\n\n{\"id\":2}\n{\"text\":\"\\ud800\"}\n{\"id\":\"c\",\"text\":\"C\"}\n",
        );
        assert_eq!(found[0], "1");
        assert!(found[1].starts_with("news.jsonl:3: the story has no \"text\"\n  hint:"), "{}", found[1]);
        assert!(found[2].starts_with("news.jsonl:4: no JSON object of a story: "), "{}", found[2]);
        assert_eq!(found[3], "c");
    }

    #[test]
    fn a_story_without_an_id_is_known_by_its_text() {
        let hash = super::hash("A");
        let found = check("{\"text\":\"A\"}\n{\"id\":\"\",\"text\":\"A\"}\n{\"id\":null,\"text\":\"A\"}\n");
        assert_eq!(found, [hash.clone(), hash.clone(), hash]);
    }

    #[test]
    fn boilerplate_that_is_told_is_kept() {
        let read = |boilerplate: &str| {
            let line = format!(
                "{{\"text\":\"“Go,” said Lund.\\nShare\",\"notes\":[\"n\"],\"boilerplate\":{boilerplate}}}"
            );
            let source = std::io::Cursor::new(line);
            let article = crate::articles("a.jsonl", source, &Options::default()).next().unwrap();
            let article = article.map_err(|error| error.to_string())?;
            let words = article.boilerplate.iter().map(|piece| piece.span.of(&article.text).to_owned());
            Ok::<_, String>((words.collect::<Vec<_>>(), article.notes.join(" ")))
        };
        let piece = |start, end| format!("{{\"start\":{start},\"end\":{end},\"kind\":\"banner\"}}");
        assert_eq!(read(&format!("[{}]", piece(17, 22))), Ok((vec!["Share".into()], "n".into())));
        assert_eq!(read("\"none\""), Ok((vec![], "n".into())));
        for wrong in [piece(17, 23), piece(9, 3), format!("{},{}", piece(0, 4), piece(3, 5))] {
            let error = read(&format!("[{wrong}]")).unwrap_err();
            assert!(error.starts_with("a.jsonl:1: "), "{error}");
        }
    }

    #[test]
    fn a_date_is_a_day_or_an_error() {
        let found = check(
            "{\"id\":1,\"text\":\"A\",\"published\":\"2018-04-02T10:00:00Z\"}\n{\"text\":\"A\",\"published\":\"soon\"}",
        );
        assert_eq!(found[0], "1");
        assert!(found[1].contains("the date \"soon\" is no day"), "{}", found[1]);
    }

    #[test]
    fn keys_are_known_by_their_common_names_or_told() {
        let line = "{\"guid\":\"g\",\"Headline\":\"H\",\"body\":\"B\",\"lead\":\"L\"}";
        assert_eq!(check(line), ["g"]);
        let columns = Columns { id: Some("lead".into()), ..Columns::default() };
        assert_eq!(check_with(line, columns), ["L"]);
        let columns = Columns { text: Some("story".into()), ..Columns::default() };
        assert!(check_with(line, columns)[0].contains("the story has no \"story\""));
    }

    #[test]
    fn objects_of_an_array_may_be_spread_over_lines() {
        let found = check(
            "[\n {\n  \"id\": 1,\n  \"text\": \"A } \\\" {\"\n },\n {\"id\": 2},\n {\"id\": 3, \"text\": \"C\"}\n]\n",
        );
        assert_eq!(found[0], "1");
        assert!(found[1].starts_with("news.jsonl:6: the story has no \"text\""), "{}", found[1]);
        assert_eq!(found[2], "3");
        assert_eq!(check("{\n\"id\": 1,\n\"text\": \"A\"\n}"), ["1"]);
        assert!(check("[{\"id\": 1, \"text\": \"A\"")[0].contains("no JSON object"), "{found:?}");
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let long = "x".repeat(super::LONGEST_LINE + 9);
        let found = check(&format!("{{\"text\":\"{long}\"}}\n{{\"id\":2,\"text\":\"A\"}}"));
        assert!(found[0].starts_with("news.jsonl:1: the line is 16777"), "{}", found[0]);
        assert_eq!(found[1], "2");
    }
}
