//! A plain text file: one story.

use record::{Article, Error};

/// The story of a text file. Fails on what is no UTF-8 text, naming the line.
pub(crate) fn article(name: &str, bytes: &[u8]) -> Result<Article, Error> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let text = decode(bytes).map_err(|(error, line)| error.at(name, line))?;
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let article = Article { id: file.into(), language: "en".into(), text: text.into(), ..Article::default() };
    crate::checked(article, |error| error.in_file(name))
}

/// The bytes as text; or what is wrong, and in which line.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, (Error, usize)> {
    let line_of = |at: usize| 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        let error = Error::new(format!("a NUL byte at offset {at}: this looks like a binary file"));
        return Err((error.hint("give plain text or JSON lines"), line_of(at)));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let message = format!("not UTF-8: byte 0x{:02X} at offset {at}", bytes[at]);
        let hint = "convert it first, for example: iconv -f windows-1252 -t utf-8 STORY";
        (Error::new(message).hint(hint), line_of(at))
    })
}
