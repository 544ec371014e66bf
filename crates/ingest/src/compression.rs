//! What a file is wrapped in: gzip, zstd, a byte order mark, UTF-16. Takes a stream, gives its plain bytes.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// A stream of plain bytes.
pub(crate) type Source = Box<dyn BufRead + Send>;

/// So many bytes at the beginning are enough to tell a format.
pub(crate) const HEAD: usize = 16 << 10;

/// A name without what tells its compression: "a.jsonl.gz" is "a.jsonl".
pub(crate) fn plain_name(name: &str) -> &str {
    let endings = [".gz", ".gzip", ".zst", ".zstd"];
    let cut = endings.iter().find_map(|ending| {
        let at = name.len().checked_sub(ending.len())?;
        name.get(at..)?.eq_ignore_ascii_case(ending).then(|| &name[..at])
    });
    cut.unwrap_or(name)
}

/// The plain bytes of a stream, and the first of them: at most [`HEAD`].
pub(crate) fn open(source: Box<dyn Read + Send>) -> io::Result<(Source, Vec<u8>)> {
    let (head, source) = peek(source)?;
    let source: Box<dyn Read + Send> = if head.starts_with(&[0x1F, 0x8B]) {
        Box::new(Guarded::new(source, |source| Box::new(MultiGzDecoder::new(source))))
    } else if is_zstd(&head) {
        Box::new(Guarded::new(source, |source| {
            Box::new(Zstd { source, frame: FrameDecoder::new(), open: false })
        }))
    } else {
        return unmarked(head, source);
    };
    let (head, source) = peek(source)?;
    unmarked(head, source)
}

/// A zstd frame, or one to be skipped.
fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD])
        || head.len() >= 4 && (0x50..=0x5F).contains(&head[0]) && head[1..4] == [0x2A, 0x4D, 0x18]
}

/// The first bytes of a stream, and the whole stream.
fn peek(mut source: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Source)> {
    let mut head = Vec::with_capacity(HEAD);
    // What breaks off is read up to the break; the error comes again behind it.
    let broken = source.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
    if let (Some(error), true) = (&broken, head.is_empty()) {
        return Err(io::Error::new(error.kind(), error.to_string()));
    }
    let rest: Box<dyn Read + Send> = match broken {
        Some(error) => Box::new(Broken(Some(error))),
        None => source,
    };
    let source = BufReader::with_capacity(128 << 10, Cursor::new(head.clone()).chain(rest));
    Ok((head, Box::new(source)))
}

/// Gives its error, and then nothing more.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Takes a byte order mark away; turns UTF-16 into UTF-8.
fn unmarked(head: Vec<u8>, mut source: Source) -> io::Result<(Source, Vec<u8>)> {
    let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&head) else { return Ok((source, head)) };
    source.fill_buf()?;
    source.consume(mark);
    if encoding == encoding_rs::UTF_8 {
        return Ok((source, head[mark..].to_vec()));
    }
    let decoder = encoding.new_decoder_without_bom_handling();
    let (head, source) =
        peek(Box::new(Transcoded { source, decoder, ready: Vec::new(), given: 0, over: false }))?;
    Ok((source, head))
}

/// Another encoding, as UTF-8.
struct Transcoded {
    source: Source,
    decoder: encoding_rs::Decoder,
    ready: Vec<u8>,
    given: usize,
    over: bool,
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.over {
            let bytes = self.source.fill_buf()?;
            let last = bytes.is_empty();
            let bytes = &bytes[..bytes.len().min(16 << 10)];
            let mut text = String::with_capacity(3 * bytes.len() + 16);
            let (_, read, _) = self.decoder.decode_to_string(bytes, &mut text, last);
            self.source.consume(read);
            (self.ready, self.given) = (text.into_bytes(), 0);
            self.over = last;
        }
        let count = buffer.len().min(self.ready.len() - self.given);
        buffer[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

/// A decompressor that stops where its output is out of all proportion to its input.
struct Guarded {
    inner: Box<dyn Read + Send>,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl Guarded {
    /// Text shrinks to a fourth, markup to a tenth; nothing that was written to be read shrinks to a hundredth.
    const TIMES: u64 = 100;
    /// Less than this harms nobody.
    const ALLOWED: u64 = 64 << 20;

    fn new(source: Source, decoder: impl FnOnce(Source) -> Box<dyn Read + Send>) -> Guarded {
        let taken = Arc::new(AtomicU64::new(0));
        let counted = Counted { source, taken: taken.clone() };
        Guarded { inner: decoder(Box::new(counted)), taken, given: 0 }
    }
}

impl Read for Guarded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.taken.load(Ordering::Relaxed);
        if self.given > Self::ALLOWED && self.given / Self::TIMES > taken {
            let message =
                format!("{taken} compressed bytes hold more than {}: no news is like that", self.given);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let count = self.inner.read(buffer)?;
        self.given += count as u64;
        Ok(count)
    }
}

/// Counts what is taken from it.
struct Counted {
    source: Source,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        self.source.consume(count);
    }
}

/// The frames of a zstd file, one after the other.
struct Zstd {
    source: Source,
    frame: FrameDecoder,
    open: bool,
}

impl Zstd {
    /// Begins the next frame, or the one behind a frame to be skipped.
    fn begin(&mut self) -> io::Result<()> {
        let skipped = match self.frame.reset(&mut self.source) {
            Ok(()) => {
                self.open = true;
                return Ok(());
            }
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length, ..
            })) => u64::from(length),
            Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error.to_string())),
        };
        io::copy(&mut self.source.by_ref().take(skipped), &mut io::sink()).map(|_| ())
    }
}

impl Read for Zstd {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.open {
                if self.source.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                self.begin()?;
                continue;
            }
            if self.frame.can_collect() > 0 {
                return self.frame.read(buffer);
            }
            if self.frame.is_finished() {
                self.open = false;
                continue;
            }
            let block = BlockDecodingStrategy::UptoBlocks(1);
            let decoded = self.frame.decode_blocks(&mut self.source, block);
            decoded.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn plain(bytes: Vec<u8>) -> (Vec<u8>, Option<String>) {
        let (mut source, _) = open(Box::new(Cursor::new(bytes))).expect("the head is whole");
        let mut read = Vec::new();
        let error = source.read_to_end(&mut read).err();
        (read, error.map(|error| error.to_string()))
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory does not fail")
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn members_and_frames_are_read_one_after_the_other() {
        assert_eq!(plain([gzip(b"one "), gzip(b"two")].concat()), (b"one two".to_vec(), None));
        let skipped = [&[0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0][..], b"xyz"].concat();
        assert_eq!(plain([skipped, zstd(b"one "), zstd(b"two")].concat()), (b"one two".to_vec(), None));
    }

    #[test]
    fn what_breaks_off_is_read_up_to_the_break() {
        let story =
            "Norway invited Peru to Oslo on Monday, the 3rd of May, its ministry said. ".repeat(20_000);
        for whole in [gzip(story.as_bytes()), zstd(story.as_bytes())] {
            let (read, error) = plain(whole[..whole.len() * 2 / 3].to_vec());
            assert!(!read.is_empty() && story.as_bytes().starts_with(&read), "{} read", read.len());
            assert!(error.is_some());
        }
    }

    #[test]
    fn utf_16_and_byte_order_marks_are_undone() {
        let utf_16: Vec<u8> = "\u{FEFF}Café".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(plain(utf_16).0, "Café".as_bytes());
        assert_eq!(plain("\u{FEFF}Café".into()).0, "Café".as_bytes());
    }

    #[test]
    fn a_bomb_is_left_alone() {
        let (read, error) = plain(gzip(&vec![b' '; 200 << 20]));
        assert!(read.len() < 128 << 20, "{} read", read.len());
        assert!(error.expect("it is a bomb").contains("no news is like that"));
    }
}
