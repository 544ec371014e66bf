//! Bytes to articles. Takes a file's name and its bytes as they come, gives an [`Article`] or a [`Skip`] for each
//! story in it: what cannot be read is told with its file, its place there and the reason, and the rest is still
//! read.
//!
//! It works in two steps. [`pieces`] cuts a stream into [`Piece`]s, one after the other, in little memory and
//! little time; [`Piece::articles`] reads a piece, which costs more and may be done on any thread.
//!
//! Plain text (also several stories a file), JSON lines, tables (CSV, TSV, Parquet), web pages, RSS and Atom feeds, and
//! WARC archives are read, each also compressed by gzip or zstd.

mod charset;
mod columns;
mod compression;
mod day;
mod feed;
mod format;
mod header;
mod html;
mod jsonl;
mod language;
mod lines;
mod parquet;
mod piece;
mod table;
mod text;
mod warc;

pub use columns::Columns;
pub use format::Format;
pub use piece::{Piece, Pieces, Reason, Sent, Skip, pieces, pieces_of_file, pieces_sent};

use std::io::Read;

use record::Article;

/// What a reader of files may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which columns of a table, or keys of JSON lines, hold what.
    pub columns: Columns,
    /// Whether Parquet is read. A small file of it may unpack into gigabytes: not where anybody may send one.
    pub parquet: bool,
}

/// The stories of a stream, in order: [`pieces`], each read where it stands.
pub fn articles(
    name: &str,
    source: impl Read + Send + 'static,
    options: &Options,
) -> impl Iterator<Item = Result<Article, Skip>> {
    pieces(name, Box::new(source), options).flat_map(Piece::articles)
}

/// No news story is longer, in bytes: what is, is a corpus in one piece, or a mistake.
const LONGEST: usize = 4 << 20;
