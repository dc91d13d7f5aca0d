//! Splitting lines of delimited text into cells, with quotes and without.

use csv_core::ReadRecordResult;

use super::Record;

/// More cells than this in a row are not kept; no return comes near.
const CELLS_MAX: usize = 4096;

/// Splits lines into cells.
pub(super) struct Splitter {
    delimiter: u8,
    /// Where the cells are, in the line itself or, where quotes had to go, in `unquoted`.
    bounds: Vec<(usize, usize)>,
    unquoted: Option<Vec<u8>>,
    parser: csv_core::Reader,
    buffer: Vec<u8>,
    ends: Vec<usize>,
    filled: usize,
    cells: usize,
}

impl Splitter {
    pub(super) fn new(delimiter: u8) -> Splitter {
        Splitter {
            delimiter,
            bounds: Vec::new(),
            unquoted: None,
            parser: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            buffer: Vec::new(),
            ends: vec![0; CELLS_MAX],
            filled: 0,
            cells: 0,
        }
    }

    pub(super) fn split_plainly(&mut self, line: &[u8]) {
        self.recycle();
        self.bounds.clear();
        let mut from = 0;
        for (at, byte) in line.iter().enumerate() {
            if *byte == self.delimiter && self.bounds.len() < CELLS_MAX {
                self.bounds.push((from, at));
                from = at + 1;
            }
        }
        self.bounds.push((from, line.len()));
    }

    /// Splits a line that may have quotes; false if a quote is open at its end.
    pub(super) fn split(&mut self, line: &[u8]) -> bool {
        self.recycle();
        self.parser.reset();
        self.filled = 0;
        self.cells = 0;
        self.feed_line(line)
    }

    /// Goes on with the next line; true once the row is complete.
    pub(super) fn feed_line(&mut self, line: &[u8]) -> bool {
        let complete = self.feed(line) || self.feed(b"\n");
        if complete {
            self.bounds.clear();
            let mut from = 0;
            for end in self.ends.iter().take(self.cells) {
                self.bounds.push((from, *end));
                from = *end;
            }
            self.unquoted = Some(std::mem::take(&mut self.buffer));
        }
        complete
    }

    fn feed(&mut self, mut input: &[u8]) -> bool {
        while !input.is_empty() {
            let needed = self.filled + input.len() + 1;
            if self.buffer.len() < needed {
                self.buffer.resize(needed, 0);
            }
            let (Some(output), Some(ends)) =
                (self.buffer.get_mut(self.filled..), self.ends.get_mut(self.cells..))
            else {
                return true;
            };
            let (result, read, written, ended) = self.parser.read_record(input, output, ends);
            self.filled += written;
            self.cells += ended;
            input = input.get(read..).unwrap_or(&[]);
            match result {
                ReadRecordResult::Record | ReadRecordResult::End | ReadRecordResult::OutputEndsFull => {
                    return true;
                }
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull => {}
            }
        }
        false
    }

    /// How many cells the row has.
    pub(super) fn width(&self) -> usize {
        self.bounds.len()
    }

    fn recycle(&mut self) {
        if let Some(buffer) = self.unquoted.take() {
            self.buffer = buffer;
        }
    }

    pub(super) fn bytes<'a>(&'a self, line: &'a [u8]) -> &'a [u8] {
        match &self.unquoted {
            Some(unquoted) => unquoted.get(..self.filled).unwrap_or(&[]),
            None => line,
        }
    }

    pub(super) fn record<'a>(&'a self, line: &'a [u8], row: u32) -> Record<'a> {
        Record::new(row, self.bytes(line), &self.bounds)
    }

    pub(super) fn is_blank(&self, line: &[u8]) -> bool {
        let bytes = self.bytes(line);
        self.bounds.iter().all(|(from, to)| bytes.get(*from..*to).unwrap_or(&[]).trim_ascii().is_empty())
    }

    pub(super) fn blank_where(&mut self, line: &[u8], mut is_unreadable: impl FnMut(usize, &[u8]) -> bool) {
        let bytes = match &self.unquoted {
            Some(unquoted) => unquoted.get(..self.filled).unwrap_or(&[]),
            None => line,
        };
        for (at, (from, to)) in self.bounds.iter_mut().enumerate() {
            if is_unreadable(at, bytes.get(*from..*to).unwrap_or(&[])) {
                *to = *from;
            }
        }
    }
}
