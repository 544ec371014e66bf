//! Web archives: a story a page, plain or a gzip member a record. Responses and resources that are web pages are
//! read, and conversions, which are plain text; requests, metadata, pictures and errors of servers are passed over.

use std::io::{self, Read};
use std::sync::Arc;

use record::Error;

use crate::compression::Source;
use crate::html;
use crate::lines::Lines;
use crate::piece::{Content, Origin, Piece, Place, Reason};

/// The records of an archive.
pub(crate) struct Cutter {
    file: Arc<str>,
    lines: Lines,
    record: usize,
    over: bool,
}

/// What the header of a record says; what is not asked for is left out.
#[derive(Default)]
struct Header {
    kind: String,
    url: Option<String>,
    media: String,
    length: Option<u64>,
}

/// No header has a longer line, or more of them.
const LONGEST_LINE: usize = 64 << 10;
const MOST_LINES: usize = 200;

/// More of a response than this is not kept: its page, and its HTTP header.
const LONGEST: usize = html::LONGEST + LONGEST_LINE;

impl Cutter {
    pub(crate) fn new(file: Arc<str>, source: Source) -> Cutter {
        Cutter { file, lines: Lines::new(source), record: 0, over: false }
    }

    /// The next record that holds a story; none where it holds something else.
    fn piece(&mut self) -> io::Result<Option<Piece>> {
        let Some(header) = self.header()? else {
            self.over = true;
            return Ok(None);
        };
        self.record += 1;
        let Some(length) = header.length else {
            let error = Error::new("the record has no Content-Length").hint("the next record was looked for");
            return Ok(Some(self.skipped(&header, Reason::Malformed, error)));
        };
        let page = matches!(header.kind.as_str(), "response" | "resource" | "conversion");
        let mut block = Vec::new();
        if page {
            let kept = length.min(LONGEST as u64);
            let read = self.lines.source().take(kept).read_to_end(&mut block);
            read.map_err(|error| {
                io::Error::new(error.kind(), format!("in the record of {}: {error}", of(&header)))
            })?;
            if (block.len() as u64) < kept {
                let message =
                    format!("the record of {} has {} of its {length} bytes", of(&header), block.len());
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
            }
        }
        let rest = length - block.len() as u64;
        io::copy(&mut self.lines.source().take(rest), &mut io::sink())?;
        Ok(if page { self.story(header, block) } else { None })
    }

    /// The header of the next record, past anything that is none.
    fn header(&mut self) -> io::Result<Option<Header>> {
        loop {
            match self.lines.next(LONGEST_LINE)? {
                None => return Ok(None),
                Some(line) if line.bytes.starts_with(b"WARC/") => break,
                Some(_) => {}
            }
        }
        let mut header = Header::default();
        for _ in 0..MOST_LINES {
            let Some(line) = self.lines.next(LONGEST_LINE)? else { break };
            if line.is_blank() {
                break;
            }
            let line = String::from_utf8_lossy(&line.bytes).into_owned();
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => header.url = Some(value.trim_matches(['<', '>']).to_owned()),
                "content-type" => header.media = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                _ => {}
            }
        }
        Ok(Some(header))
    }

    /// The story of a record, if it is a web page or plain text.
    fn story(&self, header: Header, block: Vec<u8>) -> Option<Piece> {
        let place = self.place(&header);
        let content = match header.kind.as_str() {
            "conversion" if header.media.starts_with("text/plain") => {
                Content::Text { bytes: block, number: None, origin: Origin::new(header.url, &header.media) }
            }
            "resource" if is_page(&header.media) => {
                Content::Page { bytes: block, origin: Origin::new(header.url, &header.media) }
            }
            "response" => {
                let response = Response::of(&block)?;
                if response.status != 200 || !is_page(&response.media) {
                    return None;
                }
                match response.body() {
                    Ok(bytes) => Content::Page { bytes, origin: Origin::new(header.url, &response.media) },
                    Err(error) => {
                        let error = Error::new(format!("the response cannot be unpacked: {error}"));
                        Content::Skipped(place.skip(Reason::Malformed, error))
                    }
                }
            }
            _ => return None,
        };
        Some(Piece { place, content })
    }

    fn place(&self, header: &Header) -> Place {
        Place::record(&self.file, format!("record {} ({})", self.record, of(header)))
    }

    fn skipped(&self, header: &Header, reason: Reason, error: Error) -> Piece {
        let place = self.place(header);
        let content = Content::Skipped(place.skip(reason, error));
        Piece { place, content }
    }
}

impl Iterator for Cutter {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while !self.over {
            match self.piece() {
                Ok(Some(piece)) => return Some(piece),
                Ok(None) => {}
                Err(error) => {
                    self.over = true;
                    let place = Place::record(&self.file, format!("behind record {}", self.record));
                    return Some(Piece::broken(place, &error));
                }
            }
        }
        None
    }
}

fn of(header: &Header) -> &str {
    header.url.as_deref().unwrap_or("no address")
}

fn is_page(media: &str) -> bool {
    media.starts_with("text/html") || media.starts_with("application/xhtml")
}

/// An HTTP response.
struct Response<'a> {
    status: u16,
    media: String,
    packed: String,
    chunked: bool,
    rest: &'a [u8],
}

impl Response<'_> {
    fn of(block: &[u8]) -> Option<Response<'_>> {
        let mut response =
            Response { status: 0, media: String::new(), packed: String::new(), chunked: false, rest: &[] };
        let mut at = 0;
        loop {
            let line = block[at..].iter().take(LONGEST_LINE).position(|&byte| byte == b'\n')?;
            let text = String::from_utf8_lossy(&block[at..at + line]).to_ascii_lowercase();
            let first = at == 0;
            at += line + 1;
            let text = text.trim();
            if first {
                response.status = text.strip_prefix("http/")?.split_whitespace().nth(1)?.parse().ok()?;
            } else if text.is_empty() {
                response.rest = &block[at..];
                return Some(response);
            } else if let Some((name, value)) = text.split_once(':') {
                match name.trim() {
                    "content-type" => response.media = value.trim().into(),
                    "content-encoding" => response.packed = value.trim().into(),
                    "transfer-encoding" => response.chunked = value.contains("chunked"),
                    _ => {}
                }
            }
        }
    }

    /// The body, without its wrappings. Archives that unwrapped it already may still have the headers that say
    /// otherwise: what does not look wrapped is taken as it is.
    fn body(&self) -> io::Result<Vec<u8>> {
        let unchunked = self.chunked.then(|| unchunked(self.rest)).flatten();
        let body = unchunked.as_deref().unwrap_or(self.rest);
        if self.packed.contains("gzip") && body.starts_with(&[0x1F, 0x8B]) {
            let mut bytes = Vec::new();
            let unpacked = flate2::read::MultiGzDecoder::new(body);
            let read = unpacked.take(html::LONGEST as u64 + 1).read_to_end(&mut bytes);
            // A page that was cut off is a page up to there.
            return if bytes.is_empty() { read.map(|_| bytes) } else { Ok(bytes) };
        }
        match self.packed.as_str() {
            packed if packed.contains("br") || packed.contains("zstd") || packed.contains("deflate") => {
                let text = std::str::from_utf8(&body[..body.len().min(256)]);
                let plain = text.is_ok() || body.trim_ascii_start().starts_with(b"<");
                if plain { Ok(body.to_vec()) } else { Err(io::Error::other(format!("packed as {packed}"))) }
            }
            _ => Ok(body.to_vec()),
        }
    }
}

/// The chunks of a body, joined; none where it does not begin with one.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.iter().take(40).position(|&byte| byte == b'\n');
        let size = end.and_then(|end| {
            let size = std::str::from_utf8(&rest[..end]).ok()?;
            usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()
        });
        match (end, size) {
            (Some(_), Some(0)) => return Some(body),
            (Some(end), Some(size)) => {
                let chunk = &rest[end + 1..];
                body.extend_from_slice(&chunk[..size.min(chunk.len())]);
                rest = chunk.get(size..).unwrap_or_default().trim_ascii_start();
            }
            _ if body.is_empty() => return None,
            _ => return Some(body),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use crate::Options;

    fn check(bytes: &[u8]) -> Vec<String> {
        let source = std::io::Cursor::new(bytes.to_vec());
        crate::articles("a.warc.gz", source, &Options::default())
            .map(|article| match article {
                Ok(article) => format!("{}: {}", article.id, article.text.lines().next().unwrap_or_default()),
                Err(error) => error.to_string(),
            })
            .collect()
    }

    fn record(kind: &str, url: &str, media: &str, block: &[u8]) -> Vec<u8> {
        let header = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [header.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn page(name: &str) -> String {
        format!(
            "<html><body><article><p>{name} met the president of Peru in Lima on Friday, and the two signed a pact on fish \
             and on the ships that may catch it.</p><p>Fishermen protested against the pact before the palace, and the police \
             arrested nine of them, a union said.</p></article></body></html>"
        )
    }

    fn response(url: &str, headers: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n");
        record("response", url, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory does not fail")
    }

    fn archive() -> Vec<Vec<u8>> {
        let chunks = |page: &str| {
            format!("10\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", &page[..16], page.len() - 16, &page[16..])
        };
        vec![
            record("warcinfo", "", "application/warc-fields", b"software: none\r\n"),
            response("https://courier.example/1", "", page("Norway").as_bytes()),
            record("request", "https://courier.example/1", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
            record(
                "response",
                "https://courier.example/x",
                "application/http",
                b"HTTP/1.1 404 Not Found\r\n\r\nno",
            ),
            response(
                "https://courier.example/2",
                "Content-Encoding: gzip\r\n",
                &gzip(page("Chad").as_bytes()),
            ),
            response(
                "https://courier.example/3",
                "Transfer-Encoding: chunked\r\n",
                chunks(&page("Mali")).as_bytes(),
            ),
            record("conversion", "https://courier.example/4", "text/plain", b"Oslo met Lima."),
        ]
    }

    #[test]
    fn pages_are_read_and_the_rest_is_passed_over() {
        let expected = ["1: Norway met", "2: Chad met", "3: Mali met", "4: Oslo met"];
        let members: Vec<Vec<u8>> = archive().iter().map(|record| gzip(record)).collect();
        for bytes in [archive().concat(), members.concat()] {
            let found = check(&bytes);
            assert_eq!(found.len(), 4, "{found:?}");
            for (found, expected) in found.iter().zip(expected) {
                assert!(found.starts_with(&format!("https://courier.example/{expected}")), "{found}");
            }
        }
    }

    #[test]
    fn what_breaks_off_is_read_up_to_the_break() {
        let records = archive();
        let mut members: Vec<u8> = records[..2].iter().flat_map(|record| gzip(record)).collect();
        let last = gzip(&records[4]);
        members.extend(&last[..last.len() - 40]);
        let found = check(&members);
        assert!(found[0].starts_with("https://courier.example/1: Norway met"), "{found:?}");
        assert!(found[1].starts_with("a.warc.gz, behind record 3: the file breaks off here: "), "{found:?}");
        assert!(found[1].contains("https://courier.example/2"), "{found:?}");
        let plain = records.concat();
        assert!(
            check(&plain[..plain.len() - 10])[3].contains("has 8 of its 14 bytes"),
            "{:?}",
            check(&plain[..plain.len() - 10])
        );
    }

    #[test]
    fn a_damaged_record_is_told_and_the_next_is_read() {
        let records = archive();
        let damaged =
            String::from_utf8(records[1].clone()).unwrap().replace("Content-Length: ", "Content-Length: x");
        let found = check(&[damaged.as_bytes(), &records[6]].concat());
        assert!(found[0].starts_with(
            "a.warc.gz, record 1 (https://courier.example/1): the record has no Content-Length"
        ));
        assert!(found[1].starts_with("https://courier.example/4"), "{found:?}");
    }
}
