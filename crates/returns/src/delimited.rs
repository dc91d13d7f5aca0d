//! Delimited text, row by row, whatever state it is in.
//!
//! A row is a line, or several lines where a quoted cell goes over line ends. A quote that is never closed
//! would swallow the rest of the file; it is given up after [`LOOKAHEAD_MAX`] bytes and its line read as it
//! stands. Cells that are not UTF-8, or hold NUL bytes, read as blank, with a finding; the other cells of the
//! row are read.
//!
//! Open to other readers of plain tables, so that all of them stand the same files.

mod splitter;

use std::collections::VecDeque;
use std::io::Read;

use splitter::Splitter;

use crate::guard::{self, LINE_TOO_LONG, Line, Lines, ROWS_MAX};
use crate::{Finding, Findings, Origin, Rule, Severity, Text};

pub(crate) static RAGGED: Rule = Rule {
    id: "row-ragged",
    severity: Severity::Warning,
    title: "A row has fewer or more cells than there are headers.",
    why: "Lacking cells count as blank and those beyond the last header are not read. An unquoted comma in a \
          value may have moved the rest of the row.",
};
pub(crate) static NOT_UTF8: Rule = Rule {
    id: "text-not-utf8",
    severity: Severity::Error,
    title: "A text is not saved as UTF-8.",
    why: "The file was saved with another character set, perhaps Windows-1252. The cell is not used; the other \
          cells of the row are.",
};
pub(crate) static NUL_BYTES: Rule = Rule {
    id: "text-with-nul",
    severity: Severity::Error,
    title: "A text holds NUL bytes.",
    why: "The file is damaged, or is no text. The cell is not used; the other cells of the row are.",
};
pub(crate) static QUOTE_OPEN: Rule = Rule {
    id: "quote-not-closed",
    severity: Severity::Warning,
    title: "A quoted value has no closing quote.",
    why: "The rest of the file would be taken for one value. The line is read as it stands, with its quotes.",
};
pub(crate) static HEADER_TWICE: Rule = Rule {
    id: "column-twice",
    severity: Severity::Warning,
    title: "A header appears more than once.",
    why: "The first column of that name is read; the others are not.",
};
pub(crate) static CUT_SHORT: Rule = Rule {
    id: "file-cut-short",
    severity: Severity::Error,
    title: "A file cannot be read to its end.",
    why: "What was read before is kept; the rest is lacking.",
};

/// Rules of delimited text.
pub(crate) static RULES: &[&Rule] = &[&RAGGED, &NOT_UTF8, &NUL_BYTES, &QUOTE_OPEN, &HEADER_TWICE, &CUT_SHORT];

/// How far a quoted value may go over line ends.
const LOOKAHEAD_MAX: usize = 1 << 16;
/// How many lines it may span.
const LOOKAHEAD_LINES: usize = 200;
/// Room for more rows than this is made when they come: a file whose first rows are short would waste it.
const AHEAD_MAX: u128 = 1 << 17;

/// One row.
pub struct Record<'a> {
    /// Line on which it begins, the first is 1.
    pub row: u32,
    bytes: &'a [u8],
    bounds: &'a [(usize, usize)],
    days: &'a [usize],
    is_damaged: bool,
}

impl<'a> Record<'a> {
    /// A row whose cells lie at these places of some bytes.
    pub(crate) fn new(row: u32, bytes: &'a [u8], bounds: &'a [(usize, usize)]) -> Record<'a> {
        Record { row, bytes, bounds, days: &[], is_damaged: false }
    }

    /// The same row, of which the cells in these places are days of a spreadsheet.
    pub(crate) fn with_days(self, days: &'a [usize]) -> Record<'a> {
        Record { days, ..self }
    }

    /// Places of the cells that are days of a spreadsheet: whatever their text, it leaves no doubt.
    pub(crate) fn days(&self) -> &'a [usize] {
        self.days
    }

    /// A cell; blank beyond the last.
    pub fn cell(&self, at: usize) -> &'a [u8] {
        self.bounds.get(at).and_then(|(from, to)| self.bytes.get(*from..*to)).unwrap_or(&[])
    }

    /// Whether a cell could not be read and is blank, or a quote was never closed: there is a finding of it. A row in
    /// which blank has a meaning of its own must not be used then.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// How many cells there are.
    pub fn width(&self) -> usize {
        self.bounds.len()
    }

    /// A cell as text.
    pub fn text(&self, at: usize) -> &'a str {
        std::str::from_utf8(self.cell(at)).unwrap_or("")
    }
}

/// A table of text, row by row: a delimited file, or a sheet of a workbook.
pub trait Rows {
    /// The headers, trimmed.
    fn headers(&self) -> &[String];

    /// The next row that has anything in it.
    fn next_record(&mut self) -> Option<Record<'_>>;

    /// How many rows may follow, by the rows so far; 0 if nothing tells. Good for making room, not for counting.
    fn rows_ahead(&self) -> usize {
        0
    }

    /// Place of a column, in any letter case; the first of that name.
    fn column(&self, name: &str) -> Option<usize> {
        self.headers().iter().position(|h| h.eq_ignore_ascii_case(name))
    }
}

/// Reports headers that appear more than once.
pub(crate) fn report_repeated(headers: &[String], source: u32, findings: &mut Findings) {
    let mut seen: Vec<String> = Vec::new();
    let whole = Origin { source, row: 0 };
    for header in headers.iter().filter(|h| !h.is_empty()) {
        let name = header.to_ascii_uppercase();
        if seen.contains(&name) {
            findings.push(Finding::new(&HEADER_TWICE, whole).value(header.clone(), ""));
        } else {
            seen.push(name);
        }
    }
}

/// A delimited file after its header row.
pub struct Delimited<R> {
    lines: Lines<R>,
    /// Lines read ahead in search of a closing quote.
    ahead: VecDeque<Vec<u8>>,
    line: Vec<u8>,
    line_number: u32,
    splitter: Splitter,
    header_line: Vec<u8>,
    headers: Vec<String>,
    source: u32,
    /// Rows read so far.
    rows: u64,
    /// Bytes of the lines read so far.
    bytes: u64,
    /// Bytes of the whole file; 0 if not known.
    length: u64,
    over: bool,
    /// Whether rows of another width than the headers' are told of here, or by the caller.
    tells_width: bool,
    findings: Findings,
}

impl<R: Read> Delimited<R> {
    /// Opens a file and reads its header row; `None` if there is no line with anything on it.
    ///
    /// Cells are parted by commas, or by tabs where the header row has tabs and no comma, as in Excel's Unicode text.
    pub fn open(reader: R, source: u32) -> (Option<Delimited<R>>, Findings) {
        let mut file = Delimited {
            lines: Lines::new(reader),
            ahead: VecDeque::new(),
            line: Vec::new(),
            line_number: 0,
            splitter: Splitter::new(b','),
            header_line: Vec::new(),
            headers: Vec::new(),
            source,
            rows: 0,
            bytes: 0,
            length: 0,
            over: false,
            tells_width: true,
            findings: Findings::default(),
        };
        while file.next_line() {
            let line = file.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.line);
            if !line.trim_ascii().is_empty() {
                file.header_line = line.to_vec();
                file.join_header();
                let by_tabs = file.header_line.contains(&b'\t') && !file.header_line.contains(&b',');
                file.split_by(if by_tabs { b'\t' } else { b',' });
                return (Some(file), Findings::default());
            }
        }
        (None, file.findings)
    }

    /// Headers as exported by spreadsheets may have line breaks inside their quotes.
    fn join_header(&mut self) {
        let odd = |line: &[u8]| line.iter().filter(|b| **b == b'"').count() % 2 == 1;
        while odd(&self.header_line) && self.header_line.len() < LOOKAHEAD_MAX && self.next_line() {
            self.header_line.push(b' ');
            self.header_line.extend_from_slice(&self.line);
        }
    }

    /// Splits headers and rows by another delimiter from now on.
    pub(crate) fn split_by(&mut self, delimiter: u8) {
        self.splitter = Splitter::new(delimiter);
        self.splitter.split(&self.header_line);
        let record = self.splitter.record(&self.header_line, 1);
        self.headers = (0..self.splitter.width())
            .map(|at| String::from_utf8_lossy(record.cell(at).trim_ascii()).into_owned())
            .collect();
        while self.headers.last().is_some_and(String::is_empty) {
            self.headers.pop();
        }
    }

    /// Leaves it to the caller to tell of rows that have more or fewer cells than there are headers.
    pub fn leave_widths(&mut self) {
        self.tells_width = false;
    }

    /// Tells how many bytes the whole file has.
    pub(crate) fn expect_length(&mut self, bytes: u64) {
        self.length = bytes;
    }

    /// Reports headers that appear more than once.
    pub fn report_headers(&mut self) {
        report_repeated(&self.headers, self.source, &mut self.findings);
    }

    /// What was found so far.
    pub fn take_findings(&mut self) -> Findings {
        std::mem::take(&mut self.findings)
    }

    /// Reads a line into `self.line`; false at the end.
    fn next_line(&mut self) -> bool {
        if let Some(line) = self.ahead.pop_front() {
            self.line = line;
        } else if !self.read_line() {
            return false;
        }
        self.line_number = self.line_number.saturating_add(1);
        true
    }

    fn read_line(&mut self) -> bool {
        if self.over {
            return false;
        }
        let row = self.line_number.saturating_add(1).saturating_add(self.ahead.len() as u32);
        let origin = Origin { source: self.source, row };
        match self.lines.next_into(&mut self.line) {
            Line::Read => {
                self.bytes += self.line.len() as u64 + 1;
                return true;
            }
            Line::End => {}
            Line::TooLong => {
                let start = String::from_utf8_lossy(self.line.get(..80).unwrap_or(&[])).into_owned();
                self.findings.push(
                    Finding::new(&LINE_TOO_LONG, origin)
                        .value("", &start)
                        .expected("a line end within 1 MiB"),
                );
            }
            Line::Failed(error) => {
                self.findings.push(Finding::new(&CUT_SHORT, origin).value("", &error.to_string()));
            }
        }
        self.over = true;
        false
    }

    /// Splits a line with quotes, going on over line ends if the quotes do; false if one is never closed.
    fn split_quoted(&mut self) -> bool {
        if self.splitter.split(&self.line) {
            return true;
        }
        let first = std::mem::take(&mut self.line);
        let mut length = first.len();
        let mut used = 0;
        while length < LOOKAHEAD_MAX && used < LOOKAHEAD_LINES {
            if used == self.ahead.len() {
                if !self.read_line() {
                    break;
                }
                self.ahead.push_back(std::mem::take(&mut self.line));
            }
            let Some(next) = self.ahead.get(used) else { break };
            length += next.len();
            used += 1;
            if self.splitter.feed_line(next) {
                if self.splitter.width() == self.headers.len() {
                    self.ahead.drain(..used);
                    self.line_number = self.line_number.saturating_add(used as u32);
                    return true;
                }
                break;
            }
        }
        self.line = first;
        let origin = Origin { source: self.source, row: self.line_number };
        self.findings.push(
            Finding::new(&QUOTE_OPEN, origin)
                .value("", &String::from_utf8_lossy(&self.line))
                .expected("a closing quote"),
        );
        self.splitter.split_plainly(&self.line);
        false
    }

    /// Makes cells blank that are not text, with a finding each; whether there were any.
    fn blank_unreadable(&mut self, row: u32) -> bool {
        let bytes = self.splitter.bytes(&self.line);
        // Nearly all lines are plain ASCII, which takes one pass to see.
        let is_plain = bytes.iter().fold(true, |plain, byte| plain & (1..0x80).contains(byte));
        if is_plain || !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok() {
            return false;
        }
        let headers = &self.headers;
        let mut found: Vec<Finding> = Vec::new();
        let origin = Origin { source: self.source, row };
        self.splitter.blank_where(&self.line, |at, cell| {
            let (rule, expected) = match cell {
                cell if cell.contains(&0) => {
                    (&NUL_BYTES, "text saved as UTF-8; in Excel, Save as, CSV UTF-8")
                }
                cell if std::str::from_utf8(cell).is_err() => {
                    (&NOT_UTF8, "text saved as UTF-8; in Excel, Save as, CSV UTF-8")
                }
                _ => return false,
            };
            let shown = Text::from(String::from_utf8_lossy(cell).replace('\0', "\u{fffd}"));
            let header = headers.get(at).cloned().unwrap_or_default();
            found.push(Finding::new(rule, origin).value(header, &shown).expected(expected));
            true
        });
        let any = !found.is_empty();
        for finding in found {
            self.findings.push(finding);
        }
        any
    }

    fn check_width(&mut self, row: u32) {
        let (cells, headers) = (self.splitter.width(), self.headers.len());
        if cells == headers || !self.tells_width {
            return;
        }
        let record = self.splitter.record(&self.line, row);
        let beyond = (headers..cells).find(|at| !record.cell(*at).trim_ascii().is_empty());
        if cells < headers || beyond.is_some() {
            let value = Text::from(String::from_utf8_lossy(record.cell(beyond.unwrap_or(0))));
            self.findings.push(
                Finding::new(&RAGGED, Origin { source: self.source, row })
                    .value("", &value)
                    .expected(format!("{headers} cells; there are {cells}")),
            );
        }
    }
}

impl<R: Read> Rows for Delimited<R> {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn rows_ahead(&self) -> usize {
        let left = self.length.saturating_sub(self.bytes);
        let ahead = u128::from(left) * u128::from(self.rows) / u128::from(self.bytes.max(1));
        // A little more, since too little room is made twice over.
        (ahead + ahead / 16).min(AHEAD_MAX) as usize
    }

    fn next_record(&mut self) -> Option<Record<'_>> {
        loop {
            if !self.next_line() {
                return None;
            }
            let row = self.line_number;
            let mut is_damaged = false;
            if self.line.contains(&b'"') {
                is_damaged = !self.split_quoted();
            } else {
                self.splitter.split_plainly(&self.line);
            }
            if self.splitter.is_blank(&self.line) {
                continue;
            }
            self.rows += 1;
            if self.rows > ROWS_MAX {
                self.over = true;
                self.ahead.clear();
                self.findings.push(guard::too_many_rows(Origin { source: self.source, row }));
                return None;
            }
            is_damaged |= self.blank_unreadable(row);
            self.check_width(row);
            return Some(Record { is_damaged, ..self.splitter.record(&self.line, row) });
        }
    }
}
