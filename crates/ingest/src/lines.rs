//! Lines of a stream, none of them longer than the memory allows.

use std::io::{self, BufRead};

use crate::compression::Source;

/// A stream, line by line.
pub(crate) struct Lines {
    source: Source,
    number: usize,
}

/// One line, with its end.
pub(crate) struct Line {
    /// Counted from 1.
    pub(crate) number: usize,
    pub(crate) bytes: Vec<u8>,
    /// How long it was; more than there are `bytes` where it was cut.
    pub(crate) length: usize,
}

impl Line {
    pub(crate) fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }

    pub(crate) fn is_cut(&self) -> bool {
        self.length > self.bytes.len()
    }
}

impl Lines {
    pub(crate) fn new(source: Source) -> Lines {
        Lines { source, number: 0 }
    }

    /// The number of the line that was given last.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// The next line, of which at most `longest` bytes are kept.
    pub(crate) fn next(&mut self, longest: usize) -> io::Result<Option<Line>> {
        let (mut bytes, mut length) = (Vec::new(), 0);
        loop {
            let buffer = match self.source.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = buffer.iter().position(|&byte| byte == b'\n').map(|at| at + 1);
            let taken = end.unwrap_or(buffer.len());
            let kept = taken.min(longest.saturating_sub(bytes.len()));
            bytes.extend_from_slice(&buffer[..kept]);
            let over = buffer.is_empty();
            self.source.consume(taken);
            length += taken;
            if end.is_some() || over {
                if length == 0 {
                    return Ok(None);
                }
                self.number += 1;
                return Ok(Some(Line { number: self.number, bytes, length }));
            }
        }
    }

    /// The stream behind the last line.
    pub(crate) fn source(&mut self) -> &mut Source {
        &mut self.source
    }
}
