//! Counting lines while a file is read.

use std::io::{BufRead, Read, Result};

/// Bytes asked for at a time.
const CHUNK: usize = 64 << 10;

/// A reader that knows on which line it stands.
///
/// It has a buffer of its own, so that the many small steps of the parser touch nothing but a slice, and lines are
/// counted only when they are asked for.
pub(super) struct Lines<'a> {
    inner: &'a mut dyn Read,
    buffer: Vec<u8>,
    /// Bytes of the buffer that were read from within, and of these the ones taken by the parser.
    filled: usize,
    taken: usize,
    /// Bytes of the buffer whose newlines are counted.
    counted: usize,
    newlines: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(inner: &'a mut dyn Read) -> Lines<'a> {
        Lines { inner, buffer: vec![0; CHUNK], filled: 0, taken: 0, counted: 0, newlines: 0 }
    }

    /// The line of the next byte; the first is 1.
    pub(super) fn line(&mut self) -> u32 {
        let new = self.buffer.get(self.counted..self.taken).unwrap_or_default();
        let newlines = new.iter().filter(|b| **b == b'\n').count();
        self.newlines = self.newlines.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.counted = self.taken;
        self.newlines.saturating_add(1)
    }
}

impl Read for Lines<'_> {
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        let read = self.fill_buf()?.read(to)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Lines<'_> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.taken >= self.filled {
            self.line();
            (self.filled, self.taken, self.counted) = (0, 0, 0);
            self.filled = self.inner.read(&mut self.buffer)?.min(self.buffer.len());
        }
        Ok(self.buffer.get(self.taken..self.filled).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.taken = self.taken.saturating_add(amount).min(self.filled);
    }
}
