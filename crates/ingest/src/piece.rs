//! A stream, cut into pieces: what can be told apart without reading it.

use std::fmt;
use std::io::{Read, Seek};
use std::sync::Arc;

use record::{Article, Error};

use crate::columns::{Columns, Header};
use crate::format::Format;
use crate::{
    LONGEST, Options, compression, feed, format, header, html, jsonl, language, parquet, table, text, warc,
};

/// A story that was not read, and why.
#[derive(Debug)]
pub struct Skip {
    /// The kind of reason, to count by.
    pub reason: Reason,
    /// The file, the place there, and what is wrong.
    pub error: Error,
}

/// Why stories are not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The file cannot be opened, decompressed or recognised.
    Unreadable,
    /// It is no story of its format: a broken line, a row without its columns.
    Malformed,
    /// There is nothing to read in it.
    NoText,
    /// It is longer than any news story.
    TooLong,
    /// It is in another language.
    NotEnglish,
    /// The program failed on it.
    Fault,
}

impl Reason {
    /// The reason in a few words.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Unreadable => "unreadable",
            Reason::Malformed => "malformed",
            Reason::NoText => "without text",
            Reason::TooLong => "too long",
            Reason::NotEnglish => "not English",
            Reason::Fault => "failed on",
        }
    }
}

impl Skip {
    /// A story at this place, or with this id, that the program failed on.
    pub fn fault(place: &str) -> Skip {
        let error = Error::new("reading this failed: a fault of the program's").in_file(place);
        Skip { reason: Reason::Fault, error: error.hint("please report it, with the story") }
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(formatter)
    }
}

impl std::error::Error for Skip {}

/// A file, and where in it.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) file: Arc<str>,
    pub(crate) at: At,
}

/// Where in a file.
#[derive(Clone, Debug)]
pub(crate) enum At {
    Whole,
    Line(usize),
    /// "record 12 (https://…)"
    Record(String),
}

impl Place {
    pub(crate) fn whole(file: &Arc<str>) -> Place {
        Place { file: file.clone(), at: At::Whole }
    }

    pub(crate) fn line(file: &Arc<str>, line: usize) -> Place {
        Place { file: file.clone(), at: At::Line(line) }
    }

    pub(crate) fn record(file: &Arc<str>, record: String) -> Place {
        Place { file: file.clone(), at: At::Record(record) }
    }

    /// The file's name without its folders.
    pub(crate) fn base(&self) -> &str {
        self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file)
    }

    pub(crate) fn skip(&self, reason: Reason, error: Error) -> Skip {
        Skip { reason, error: error.in_file(self) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            At::Whole => write!(formatter, "{}", self.file),
            At::Line(line) => write!(formatter, "{}:{line}", self.file),
            At::Record(record) => write!(formatter, "{}, {record}", self.file),
        }
    }
}

/// A part of a stream that holds a story, or, with a feed, a few.
#[derive(Debug)]
pub struct Piece {
    pub(crate) place: Place,
    pub(crate) content: Content,
}

/// What a piece holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// A story of plain text; its number, if it is one of several in its file.
    Text { bytes: Vec<u8>, number: Option<usize>, origin: Origin },
    /// A line of JSON lines.
    Json { bytes: Vec<u8>, columns: Arc<Columns> },
    /// A row of a table.
    Row { cells: Vec<Vec<u8>>, header: Arc<Header> },
    /// A web page.
    Page { bytes: Vec<u8>, origin: Origin },
    /// A feed.
    Feed { bytes: Vec<u8> },
    /// What could not be cut.
    Skipped(Skip),
}

/// What is known of a page or a text from where it was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// Where it stood.
    pub(crate) url: Option<String>,
    /// What its HTTP header says of its characters.
    pub(crate) charset: Option<String>,
}

impl Origin {
    pub(crate) fn new(url: Option<String>, media: &str) -> Origin {
        let charset = media.split_once("charset=").and_then(|(_, charset)| charset.split(';').next());
        let charset = charset.map(|charset| charset.trim().trim_matches(['"', '\'']).to_owned());
        Origin { url, charset }
    }
}

impl Piece {
    /// A file that cannot be opened.
    pub fn unreadable(name: &str, error: Error) -> Piece {
        let place = Place::whole(&name.into());
        Piece { content: Content::Skipped(place.skip(Reason::Unreadable, error)), place }
    }

    /// The rest of a file that the program failed on.
    pub fn fault(name: &str) -> Piece {
        Piece { place: Place::whole(&name.into()), content: Content::Skipped(Skip::fault(name)) }
    }

    /// Where a stream broke, and why: the end of its pieces.
    pub(crate) fn broken(place: Place, error: &dyn std::error::Error) -> Piece {
        let error = Error::new(format!("the file breaks off here: {error}"));
        let content =
            Content::Skipped(place.skip(Reason::Unreadable, error.hint("what stands before it was read")));
        Piece { place, content }
    }

    /// Where it stands: a file, and the line or record there.
    pub fn place(&self) -> String {
        self.place.to_string()
    }

    /// How many bytes it holds.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Text { bytes, .. }
            | Content::Json { bytes, .. }
            | Content::Page { bytes, .. }
            | Content::Feed { bytes } => bytes.len(),
            Content::Row { cells, .. } => cells.iter().map(Vec::len).sum(),
            Content::Skipped(_) => 0,
        }
    }

    /// Reads the piece: its stories in order, or why there is none.
    pub fn articles(self) -> Vec<Result<Article, Skip>> {
        let place = self.place;
        let one = |article: Result<Article, Skip>| vec![article.and_then(|article| checked(article, &place))];
        match self.content {
            Content::Text { bytes, number, origin } => one(text::article(&place, &bytes, number, origin)),
            Content::Json { bytes, columns } => one(jsonl::article(&place, &bytes, &columns)),
            Content::Row { cells, header } => one(table::article(&place, &cells, &header)),
            Content::Page { bytes, origin } => one(html::article(&place, &bytes, origin)),
            Content::Feed { bytes } => feed::articles(&place, &bytes)
                .into_iter()
                .map(|(place, article)| article.and_then(|article| checked(article, &place)))
                .collect(),
            Content::Skipped(skip) => vec![Err(skip)],
        }
    }
}

/// The pieces of a stream, in order.
pub type Pieces = Box<dyn Iterator<Item = Piece> + Send>;

/// Cuts a stream into pieces. `name` is the file's: its extension tells the format where the content does not, and
/// messages begin with it.
pub fn pieces(name: &str, source: Box<dyn Read + Send>, options: &Options) -> Pieces {
    cut(name, compression::plain_name(name), source, Origin::default(), options)
}

/// What a server said of what it sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Where it stood, after all redirects.
    pub url: String,
    /// Its Content-Type, in small letters: "text/html; charset=utf-8".
    pub media: Option<String>,
}

/// Cuts a stream that a server sent. Messages begin with `name`, the address that was asked for.
pub fn pieces_sent(name: &str, source: Box<dyn Read + Send>, sent: &Sent, options: &Options) -> Pieces {
    let media = sent.media.as_deref().unwrap_or_default();
    let path = sent.url.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let like = format::extension_of(media).map(|extension| format!("page.{extension}"));
    let like = like.unwrap_or_else(|| compression::plain_name(file).to_owned());
    let options = Options { parquet: false, ..options.clone() };
    cut(name, &like, source, Origin::new(Some(sent.url.clone()), media), &options)
}

/// Cuts a stream that looks like a file of the name `like`, where its content does not tell more.
fn cut(name: &str, like: &str, source: Box<dyn Read + Send>, origin: Origin, options: &Options) -> Pieces {
    let file: Arc<str> = name.into();
    let (source, head) = match compression::open(source) {
        Ok(opened) => opened,
        Err(error) => {
            let error = Error::new(format!("cannot be read: {error}"));
            return Box::new(std::iter::once(Piece::unreadable(name, error)));
        }
    };
    if head.iter().all(u8::is_ascii_whitespace) && head.len() < compression::HEAD {
        let error = Error::new("the file is empty").hint("give a file with a story in it");
        let place = Place::whole(&file);
        let content = Content::Skipped(place.skip(Reason::NoText, error));
        return Box::new(std::iter::once(Piece { place, content }));
    }
    match Format::of(like, &head, &options.columns) {
        Format::Text => Box::new(text::Cutter::new(file, source, origin)),
        Format::Jsonl => Box::new(jsonl::Cutter::new(file, source, &options.columns)),
        Format::Json => Box::new(jsonl::Objects::new(file, source, &options.columns)),
        Format::Table(separator) => table::pieces(file, source, separator, &options.columns),
        Format::Page => html::pieces(file, source, origin),
        Format::Feed => feed::pieces(file, source),
        Format::Warc => Box::new(warc::Cutter::new(file, source)),
        Format::Parquet if options.parquet => parquet::pieces_of_stream(file, source, &options.columns),
        Format::Parquet => parquet::refused(&file),
    }
}

/// Cuts a file into pieces, as [`pieces`] does; one of Parquet is read from its end, and so need not fit into memory.
pub fn pieces_of_file(name: &str, mut file: impl Read + Seek + Send + 'static, options: &Options) -> Pieces {
    if options.parquet && parquet::is_parquet(&mut file) {
        return parquet::pieces(name.into(), file, &options.columns);
    }
    pieces(name, Box::new(file), options)
}

/// Checks what every story must be, whatever it came in: not empty, and English so far as can be told; and takes
/// from its first lines what its file does not tell.
fn checked(mut article: Article, place: &Place) -> Result<Article, Skip> {
    if article.text.trim().is_empty() {
        return Err(place.skip(Reason::NoText, Error::new("the story has no text")));
    }
    if article.text.len() > LONGEST {
        return Err(too_long(place, article.text.len()));
    }
    language::check(&mut article, place)?;
    header::complete(&mut article);
    Ok(article)
}

pub(crate) fn too_long(place: &Place, bytes: usize) -> Skip {
    let error = Error::new(format!("the story is {bytes} bytes long; the longest read is {LONGEST}"));
    place.skip(Reason::TooLong, error.hint("one story a file, or one a line as JSON lines"))
}
