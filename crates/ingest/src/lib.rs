//! Bytes to articles. Takes a file's name and its bytes, gives an [`Article`] or an [`Error`] for each story in
//! it: one bad line in a million is reported with its file and line, and the rest is still read.
//!
//! Plain text (a file, a story) and JSON lines (a line, a story) are read today.

mod jsonl;
mod text;

use record::{Article, Error};

/// How a file holds its stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One story of plain text, UTF-8.
    Text,
    /// A JSON object a line: `{"id", "text", "published"?, "title"?, "url"?, "publisher"?}`.
    Jsonl,
}

impl Format {
    /// By the name's extension; else by the first character that is not white space: `{` begins JSON lines.
    pub fn of(name: &str, bytes: &[u8]) -> Format {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("jsonl" | "ndjson") => Format::Jsonl,
            Some(_) if name != "<stdin>" => Format::Text,
            _ => match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
                Some(b'{') => Format::Jsonl,
                _ => Format::Text,
            },
        }
    }
}

/// The stories of a file, in order. Nothing is lost silently: what cannot be read is an error in its place.
pub fn articles<'a>(name: &'a str, bytes: &'a [u8]) -> Box<dyn Iterator<Item = Result<Article, Error>> + 'a> {
    match Format::of(name, bytes) {
        _ if bytes.iter().all(u8::is_ascii_whitespace) => {
            let error = Error::new("the file is empty").in_file(name).hint("give a file with a story in it");
            Box::new(std::iter::once(Err(error)))
        }
        Format::Text => Box::new(std::iter::once(text::article(name, bytes))),
        Format::Jsonl => Box::new(jsonl::articles(name, bytes)),
    }
}

/// No news story is longer, in bytes: what is, is a corpus in one piece, or a mistake.
const LONGEST: usize = 4 << 20;

/// Checks what every story must be, whatever it came in: not empty, and English so far as can be told.
/// `place` says where it stood.
fn checked(article: Article, place: impl Fn(Error) -> Error) -> Result<Article, Error> {
    if article.text.trim().is_empty() {
        return Err(place(Error::new("the story has no text")));
    }
    if article.text.len() > LONGEST {
        let error = Error::new(format!(
            "the story is {} bytes long; the longest read is {LONGEST}",
            article.text.len()
        ));
        return Err(place(error.hint("one story a file, or one a line as JSON lines")));
    }
    // A guess from fewer letters than these is no better than chance.
    const ENOUGH: usize = 120;
    let sample: String =
        article.text.chars().filter(|letter| letter.is_alphabetic() || *letter == ' ').take(4_000).collect();
    if let Some(guess) = whatlang::detect(&sample).filter(|_| sample.len() >= ENOUGH)
        && guess.lang() != whatlang::Lang::Eng
        && guess.is_reliable()
    {
        let name = guess.lang().eng_name();
        let error = Error::new(format!("the story looks like {name}; only English is read"));
        return Err(place(error.hint("translate it first, or leave it out")));
    }
    Ok(article)
}
