//! Tables: CSV and TSV with a header, a story a row.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use record::{Article, Error};

use crate::columns::{Column, Columns, Header};
use crate::compression::Source;
use crate::piece::{Content, Piece, Pieces, Place, Reason, Skip};
use crate::{LONGEST, charset, jsonl, text};

/// What separates the columns, if the first line is the header of a table: names of a few words each, one of them
/// known or told to be the column of the text.
pub(crate) fn separator(head: &[u8], columns: &Columns) -> Option<u8> {
    let line = head.split(|&byte| byte == b'\n').next()?;
    let line = String::from_utf8_lossy(line).trim_end().to_owned();
    let separators = [b'\t', b',', b';', b'|'];
    separators.into_iter().find(|&separator| {
        let names: Vec<&str> =
            line.split(char::from(separator)).map(|name| name.trim().trim_matches('"')).collect();
        let short = names.iter().all(|name| name.split_whitespace().count() <= 4 && name.len() <= 64);
        let told = columns.text.is_some();
        short && names.len() >= 2 && (told || columns.find(Column::Text, names.iter().copied()).is_some())
    })
}

/// The rows of a table.
pub(crate) fn pieces(file: Arc<str>, source: Source, separator: u8, columns: &Columns) -> Pieces {
    let left = Arc::new(AtomicUsize::new(LONGEST_ROW));
    let bounded = Bounded { source, left: left.clone() };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        // In tables parted by tabs a quotation mark is as often one of the text.
        .quoting(separator != b'\t')
        .from_reader(bounded);
    match header(&mut reader, columns) {
        Ok(header) => Box::new(Rows { file, reader, left, header: Arc::new(header), over: false }),
        Err(error) => {
            let place = Place::line(&file, 1);
            let content = Content::Skipped(place.skip(Reason::Malformed, error));
            Box::new(std::iter::once(Piece { place, content }))
        }
    }
}

fn header(reader: &mut csv::Reader<Bounded>, columns: &Columns) -> Result<Header, Error> {
    let names =
        reader.byte_headers().map_err(|error| Error::new(format!("no header of a table: {error}")))?;
    let names: Vec<String> = names.iter().map(|name| charset::decode(name, None).0).collect();
    header_of(columns, &names)
}

/// The header of a table whose columns have these names.
pub(crate) fn header_of(columns: &Columns, names: &[String]) -> Result<Header, Error> {
    Header::new(columns, names).map_err(|missing| {
        let known: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        let hint = format!("name it with --text-column and its like; the columns are {}", known.join(", "));
        Error::new(format!("the table has no {missing}")).hint(hint)
    })
}

/// A row may hold more than its story.
const LONGEST_ROW: usize = 4 * LONGEST;

/// A stream that gives no more than it is allowed, until it is allowed more: a quotation mark that is never closed
/// does not fill the memory.
struct Bounded {
    source: Source,
    left: Arc<AtomicUsize>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::other(format!(
                "a row of more than {LONGEST_ROW} bytes: is a quotation mark left open?"
            )));
        }
        let wanted = buffer.len().min(left);
        let count = self.source.read(&mut buffer[..wanted])?;
        self.left.store(left - count, Ordering::Relaxed);
        Ok(count)
    }
}

struct Rows {
    file: Arc<str>,
    reader: csv::Reader<Bounded>,
    left: Arc<AtomicUsize>,
    header: Arc<Header>,
    over: bool,
}

impl Iterator for Rows {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.over {
            return None;
        }
        self.left.store(LONGEST_ROW, Ordering::Relaxed);
        let line = self.reader.position().line() as usize;
        let mut row = csv::ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) => {
                // The position before a row is that of the lines that end the one before.
                let line = row.position().map_or(line, |position| position.line() as usize);
                // A row may have more cells than its header, and nobody asks for them.
                let cells = row.iter().take(self.header.width).map(<[u8]>::to_vec).collect();
                let content = Content::Row { cells, header: self.header.clone() };
                Some(Piece { place: Place::line(&self.file, line), content })
            }
            Err(error) => {
                self.over = true;
                Some(Piece::broken(Place::line(&self.file, line), &error))
            }
        }
    }
}

/// The story of a row.
pub(crate) fn article(place: &Place, cells: &[Vec<u8>], header: &Header) -> Result<Article, Skip> {
    let malformed = |error| place.skip(Reason::Malformed, error);
    let Some(text) = cells.get(header.text) else {
        let error = Error::new(format!(
            "the row has {} cells, and the text is in number {}",
            cells.len(),
            header.text + 1
        ));
        return Err(malformed(error.hint("is a quotation mark missing in the row or the one before?")));
    };
    text::refuse_binary(text).map_err(malformed)?;
    let (text, note) = charset::decode(text, None);
    let cell = |at: Option<usize>| {
        let cell = charset::decode(cells.get(at?)?, None).0.trim().to_owned();
        (!cell.is_empty()).then_some(cell)
    };
    let published = cell(header.published).map(|date| jsonl::day_of(&date)).transpose().map_err(malformed)?;
    Ok(Article {
        id: cell(header.id).unwrap_or_else(|| jsonl::hash(&text)),
        title: cell(header.title),
        url: cell(header.url),
        publisher: cell(header.publisher),
        published,
        language: "en".into(),
        text,
        notes: note.into_iter().collect(),
        ..Article::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::{Columns, Options};

    fn check(name: &str, table: impl AsRef<[u8]>, columns: Columns) -> Vec<String> {
        let source = std::io::Cursor::new(table.as_ref().to_vec());
        crate::articles(name, source, &Options { columns, parquet: false })
            .map(|article| match article {
                Ok(article) => {
                    let day = article.published.map_or(String::new(), |date| date.to_string());
                    format!("{} {day} {:?} {}", article.id, article.title.unwrap_or_default(), article.text)
                }
                Err(error) => error.to_string(),
            })
            .collect()
    }

    #[test]
    fn columns_are_known_by_their_common_names() {
        let table = "article_id;Pub Date;Headline;Body\n7;2 May 2019;Talks;\"Norway met Peru.\nIt ended \"\"well\"\".\"\n\n\
                     8;2019-05-03;More talks;They met again.\n";
        assert_eq!(
            check("a.csv", table, Columns::default()),
            [
                "7 2019-05-02 \"Talks\" Norway met Peru.\nIt ended \"well\".",
                "8 2019-05-03 \"More talks\" They met again."
            ]
        );
    }

    #[test]
    fn a_column_is_told_by_name_or_number() {
        let table = "nr\tlede\trest\n1\tA \"new\" deal.\tB\n";
        let named = Columns { text: Some("lede".into()), id: Some("1".into()), ..Columns::default() };
        assert_eq!(check("a.tsv", table, named), ["1  \"\" A \"new\" deal."]);
        let found = check("a.tsv", table, Columns::default());
        assert!(found[0].starts_with("a.tsv:1: the table has no column of text\n  hint:"), "{}", found[0]);
        assert!(found[0].ends_with("\"nr\", \"lede\", \"rest\""), "{}", found[0]);
    }

    #[test]
    fn a_bad_row_is_reported_and_the_rest_is_read() {
        let table = b"id,date,text\n1,soon,A\n2\n3,2019-05-02,Caf\xE9s reopen.\n4,,\n5,,B\n";
        let found = check("a.csv", table, Columns::default());
        assert!(found[0].starts_with("a.csv:2: the date \"soon\" is no day"), "{}", found[0]);
        assert!(
            found[1].starts_with("a.csv:3: the row has 1 cells, and the text is in number 3"),
            "{}",
            found[1]
        );
        assert_eq!(found[2], "3 2019-05-02 \"\" Cafés reopen.");
        assert!(found[3].starts_with("a.csv:5: the story has no text"), "{}", found[3]);
        assert_eq!(found[4], "5  \"\" B");
    }

    #[test]
    fn a_quotation_mark_that_is_left_open_ends_the_table() {
        let table = format!("id,text\n1,A\n2,\"{}", "word ".repeat(super::LONGEST_ROW / 4));
        let found = check("a.csv", table, Columns::default());
        assert_eq!(found[0], "1  \"\" A");
        assert!(found[1].starts_with("a.csv:3: ") && found[1].contains("left open"), "{}", found[1]);
        assert_eq!(found.len(), 2);
    }
}
