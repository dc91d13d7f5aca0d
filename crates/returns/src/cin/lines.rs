//! Counting lines while a file is read.

use std::io::{BufRead, Read, Result};

/// A reader that knows on which line it stands.
pub(super) struct Lines<'a> {
    inner: &'a mut dyn BufRead,
    newlines: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(inner: &'a mut dyn BufRead) -> Lines<'a> {
        Lines { inner, newlines: 0 }
    }

    /// The line of the next byte; the first is 1.
    pub(super) fn line(&self) -> u32 {
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
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if amount == 0 {
            return;
        }
        // What is consumed is in the buffer already, so that this reads nothing.
        if let Some(read) = self.inner.fill_buf().ok().and_then(|buffer| buffer.get(..amount)) {
            let newlines = read.iter().filter(|b| **b == b'\n').count();
            self.newlines = self.newlines.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        }
        self.inner.consume(amount);
    }
}
