//! Parquet: a story a row, its columns known by their names as those of other tables.

use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use record::Error;
use tables::{Reader, Rows};

use crate::columns::{Columns, Header};
use crate::piece::{Content, Piece, Pieces, Place, Reason};
use crate::{compression, table};

/// How a file begins.
pub(crate) const MARK: &[u8] = b"PAR1";

/// A stream has to be kept whole, for its directory stands at its end. No more than so many bytes of it are.
const LONGEST: usize = 256 << 20;

/// Whether a file is Parquet; it is left at its beginning.
pub(crate) fn is_parquet(file: &mut (impl Read + Seek)) -> bool {
    let mut head = Vec::new();
    // What cannot be wound back, a pipe, is not touched.
    file.stream_position().is_ok()
        && file.by_ref().take(MARK.len() as u64).read_to_end(&mut head).is_ok()
        && file.seek(SeekFrom::Start(0)).is_ok()
        && head == MARK
}

/// The rows of a stream.
pub(crate) fn pieces_of_stream(file: Arc<str>, source: compression::Source, columns: &Columns) -> Pieces {
    let mut bytes = Vec::new();
    let place = Place::whole(&file);
    match source.take(LONGEST as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => Box::new(std::iter::once(Piece::broken(place, &error))),
        Ok(_) if bytes.len() > LONGEST => {
            let error = Error::new(format!("Parquet of more than {LONGEST} bytes in a stream"));
            skipped(place, Reason::TooLong, error.hint("save it as a file, not compressed once more"))
        }
        Ok(_) => pieces(file, std::io::Cursor::new(bytes), columns),
    }
}

/// Parquet where none is read.
pub(crate) fn refused(file: &Arc<str>) -> Pieces {
    let error = Error::new("Parquet is read from files and standard input only");
    skipped(
        Place::whole(file),
        Reason::Unreadable,
        error.hint("save it, and give its name to `dateline code`"),
    )
}

/// The rows of a file.
pub(crate) fn pieces(file: Arc<str>, source: impl Read + Seek + Send + 'static, columns: &Columns) -> Pieces {
    let place = Place::whole(&file);
    let reader = match Reader::open(source) {
        Ok(reader) => reader,
        Err(error) => return skipped(place, Reason::Unreadable, error),
    };
    let header = table::header_of(columns, &reader.names());
    let opened = header.and_then(|header| {
        let (header, columns) = header.narrowed();
        Ok((header, reader.rows(&columns)?))
    });
    match opened {
        Ok((header, rows)) => Box::new(Cutter { file, rows, header: Arc::new(header), row: 0, over: false }),
        Err(error) => skipped(place, Reason::Malformed, error),
    }
}

fn skipped(place: Place, reason: Reason, error: Error) -> Pieces {
    let content = Content::Skipped(place.skip(reason, error));
    Box::new(std::iter::once(Piece { place, content }))
}

struct Cutter {
    file: Arc<str>,
    rows: Rows,
    /// Of the columns that are read.
    header: Arc<Header>,
    row: usize,
    over: bool,
}

impl Iterator for Cutter {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.over {
            return None;
        }
        self.row += 1;
        let place = Place::record(&self.file, format!("row {}", self.row));
        match self.rows.next()? {
            Ok(cells) => Some(Piece { place, content: Content::Row { cells, header: self.header.clone() } }),
            Err(error) => {
                self.over = true;
                Some(Piece::broken(place, &error))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Reason, articles};

    fn check(parquet: bool, message: &str) {
        let options = Options { parquet, ..Options::default() };
        let stories: Vec<_> = articles("a.csv", &b"PAR1 and no more"[..], &options).collect();
        let [Err(skip)] = &stories[..] else { panic!("{stories:?}") };
        assert_eq!(skip.reason, Reason::Unreadable);
        assert!(skip.to_string().starts_with(message), "{skip}");
    }

    #[test]
    fn parquet_is_read_only_where_it_may_be() {
        check(false, "a.csv: Parquet is read from files and standard input only");
        check(true, "a.csv: no whole Parquet file");
    }
}
