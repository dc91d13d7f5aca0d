//! Readers that stop before a hostile or broken file fills the memory.

use std::io::{self, BufRead, BufReader, Read};

use crate::{Finding, Origin, Rule, Severity};

pub(crate) static LINE_TOO_LONG: Rule = Rule {
    id: "line-too-long",
    severity: Severity::Error,
    title: "A line of a text file is longer than 1 MiB.",
    why: "A line of that length is not a row of any return. The file is read up to it and no further, so that \
          the memory stays small.",
};
pub(crate) static MARKUP_TOO_FAR: Rule = Rule {
    id: "xml-without-markup",
    severity: Severity::Error,
    title: "A text, comment or tag of an XML file is longer than 1 MiB.",
    why: "A value of that length is not part of any return. The file is read up to it and no further, so that \
          the memory stays small.",
};

pub(crate) static TOO_MANY_ROWS: Rule = Rule {
    id: "rows-too-many",
    severity: Severity::Error,
    title: "A file has more rows than any return.",
    why: "Rows are held in memory, and rows of a few bytes each could fill it. The file is read up to the limit and no \
          further.",
};

/// Rules of bounded reading.
pub(crate) static RULES: &[&Rule] = &[&LINE_TOO_LONG, &MARKUP_TOO_FAR, &TOO_MANY_ROWS];

/// Most rows of a text file, and most records of an XML file; the largest authorities' returns have some 100,000.
pub(crate) const ROWS_MAX: u64 = 3_000_000;

/// The finding on a file that has more rows than are read.
pub(crate) fn too_many_rows(origin: Origin) -> Finding {
    Finding::new(&TOO_MANY_ROWS, origin)
        .expected(format!("at most {ROWS_MAX} rows; this one and those after it are not read"))
}

/// Longest line, and longest piece of XML between two tags.
pub(crate) const STRETCH_MAX: u64 = 1 << 20;

/// How an attempt to read a line went.
#[derive(Debug)]
pub(crate) enum Line {
    /// There was one.
    Read,
    /// The file is at its end.
    End,
    /// No line end for [`STRETCH_MAX`] bytes.
    TooLong,
    /// The file could not be read further.
    Failed(io::Error),
}

/// Lines of a text file, none longer than [`STRETCH_MAX`].
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    end: u8,
    begun: bool,
}

impl<R: Read> Lines<R> {
    /// The lines of a reader.
    pub(crate) fn new(reader: R) -> Lines<R> {
        Lines { reader: BufReader::with_capacity(1 << 16, reader), end: b'\n', begun: false }
    }

    /// Reads the next line into `line`, without its end. Line ends are those of Windows, Unix or old Macs.
    pub(crate) fn next_into(&mut self, line: &mut Vec<u8>) -> Line {
        line.clear();
        if !self.begun {
            self.begun = true;
            match self.reader.fill_buf() {
                Ok(start) => self.end = line_end(start),
                Err(error) => return Line::Failed(error),
            }
        }
        match (&mut self.reader).take(STRETCH_MAX).read_until(self.end, line) {
            Ok(0) => return Line::End,
            Ok(_) => {}
            Err(error) => return Line::Failed(error),
        }
        if line.last() == Some(&self.end) {
            line.pop();
            if line.last() == Some(&b'\r') {
                line.pop();
            }
        } else if line.len() as u64 >= STRETCH_MAX {
            return Line::TooLong;
        }
        Line::Read
    }
}

/// What ends a line, by the first line end of a file.
fn line_end(start: &[u8]) -> u8 {
    let first = start.iter().position(|b| matches!(b, b'\n' | b'\r'));
    match first.and_then(|at| start.get(at..)) {
        Some([b'\r', next, ..]) if *next != b'\n' => b'\r',
        _ => b'\n',
    }
}

/// What an XML file is in the middle of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Text, or a tag after its `<`: the next `<` ends the stretch.
    Text,
    /// Just after `<`: what opens is not known yet.
    Opening,
    /// Just after `<!`.
    Declaration,
    /// A comment, a CDATA section or an instruction, in which `<` means nothing, up to these bytes and `>`.
    Block(&'static [u8]),
}

/// A reader for XML that stops when a stretch between tags, or a comment, is longer than [`STRETCH_MAX`].
pub(crate) struct XmlGuard<R> {
    reader: R,
    scan: Scan,
    tripped: bool,
}

/// Where in the markup the guard is.
struct Scan {
    within: Within,
    stretch: u64,
    last: [u8; 2],
}

impl<R: BufRead> XmlGuard<R> {
    /// Guards a reader.
    pub(crate) fn new(reader: R) -> XmlGuard<R> {
        XmlGuard { reader, scan: Scan { within: Within::Text, stretch: 0, last: [0; 2] }, tripped: false }
    }

    /// Whether it stopped.
    pub(crate) fn tripped(&self) -> bool {
        self.tripped
    }
}

impl Scan {
    fn pass(&mut self, byte: u8) {
        self.stretch += 1;
        self.within = match (self.within, byte) {
            (Within::Text, b'<') => {
                self.stretch = 1;
                Within::Opening
            }
            (Within::Text, _) => Within::Text,
            (Within::Opening, b'!') => Within::Declaration,
            (Within::Opening, b'?') => Within::Block(b"?"),
            (Within::Opening, _) => Within::Text,
            (Within::Declaration, b'-') => Within::Block(b"--"),
            (Within::Declaration, b'[') => Within::Block(b"]]"),
            (Within::Declaration, _) => Within::Text,
            (Within::Block(end), b'>') if self.last.ends_with(end) => Within::Text,
            (Within::Block(end), _) => Within::Block(end),
        };
        self.last = [self.last[1], byte];
    }
}

impl<R: BufRead> Read for XmlGuard<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let given = self.fill_buf()?;
        let n = given.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..n), given.get(..n)) {
            to.copy_from_slice(from);
        }
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for XmlGuard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.scan.stretch > STRETCH_MAX {
            self.tripped = true;
            return Err(io::Error::other("no markup for 1 MiB"));
        }
        self.reader.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        // What was handed out is still in the buffer, so this reads nothing anew.
        let Ok(bytes) = self.reader.fill_buf() else { return };
        for byte in bytes.iter().take(n) {
            self.scan.pass(*byte);
        }
        self.reader.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader without end that counts what was taken from it.
    struct Endless<'a> {
        start: &'a [u8],
        then: u8,
        taken: u64,
    }

    impl Read for Endless<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let from_start = self.start.read(into)?;
            if from_start == 0 {
                into.fill(self.then);
            }
            let n = if from_start == 0 { into.len() } else { from_start };
            self.taken += n as u64;
            Ok(n)
        }
    }

    #[test]
    fn a_line_without_end_stops_after_a_mebibyte() {
        let mut endless = Endless { start: b"a\r\nb\n", then: b'x', taken: 0 };
        let mut lines = Lines::new(&mut endless);
        let mut line = Vec::new();
        assert!(matches!(lines.next_into(&mut line), Line::Read));
        assert_eq!(line, b"a");
        assert!(matches!(lines.next_into(&mut line), Line::Read));
        assert_eq!(line, b"b");
        assert!(matches!(lines.next_into(&mut line), Line::TooLong));
        assert!(endless.taken < 2 * STRETCH_MAX);
    }

    #[test]
    fn lines_of_old_macs_are_lines() {
        let mut lines = Lines::new(&b"a\rb\rc"[..]);
        let mut line = Vec::new();
        let mut all = Vec::new();
        while matches!(lines.next_into(&mut line), Line::Read) {
            all.push(line.clone());
        }
        assert_eq!(all, [b"a", b"b", b"c"]);
    }

    #[test]
    fn xml_without_markup_stops_after_a_mebibyte() {
        for (start, then) in
            [("<a>", b'x'), ("<a ", b'x'), ("<a><!-- ", b'<'), ("<a><![CDATA[", b'<'), ("<?x ", b'>')]
        {
            let endless = Endless { start: start.as_bytes(), then, taken: 0 };
            let mut guard = XmlGuard::new(BufReader::new(endless));
            let read = io::copy(&mut guard, &mut io::sink());
            assert!(read.is_err() && guard.tripped(), "{start}");
        }
        let many = "<a><!-- - -- > --></a>".repeat(100_000);
        assert!(io::copy(&mut XmlGuard::new(many.as_bytes()), &mut io::sink()).is_ok());
    }
}
