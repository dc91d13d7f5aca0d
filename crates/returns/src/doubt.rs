//! What casts doubt on a whole column, or on a whole file, beyond the cells that cannot be read.
//!
//! A file whose dates have the month first is worse than its unreadable dates show: 04/23/2021 is refused, but
//! 04/03/2021 of the same column is read as another day. Nothing is guessed: the cells are read as they stand, and
//! one finding says how far the column can be believed.

use jiff::civil::Date;

use crate::finding::Severity::{Error, Warning};
use crate::{Finding, Findings, Origin, Rule, Text, day};

static MONTH_FIRST: Rule = Rule::new(
    Error,
    "dates-month-first",
    "Dates of a column have the month first.",
    "Some dates of the column are days of the calendar only if the month comes first; they are not used. The others \
     are read with the day first, and those with a day up to 12 may be other days than they were meant to be. Write \
     the column as dd/mm/yyyy and read the file again.",
);
static STARTS_AND_ENDS: Rule = Rule::new(
    Error,
    "starts-and-ends-swapped",
    "Most rows of a file end before they start.",
    "The two columns seem to be exchanged. They are not moved: correct the headers and read the file again. Until then \
     the dates of these rows are wrong or left out.",
);
static NUMBERS: Rule = Rule::new(
    Warning,
    "ids-as-numbers",
    "Ids of children were turned into numbers by a spreadsheet.",
    "A number has no leading zeros, so a child whose id begins with 0 is not joined with the same child in other \
     files: the journey falls in two. The digits are used as they stand. Format the column as text, and extract again.",
);

/// Rules of columns in doubt.
pub(crate) static RULES: &[&Rule] = &[&MONTH_FIRST, &STARTS_AND_ENDS, &NUMBERS];

/// Rows with both dates below which nothing is said of all.
const ROWS_MIN: u32 = 5;

/// In which order the dates of a column are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct DateOrder {
    month_first: u32,
    either: u32,
    sample: Text,
}

impl DateOrder {
    /// Takes note of a date that was read with the day first.
    pub(crate) fn read(&mut self, date: Date) {
        if date.day() <= 12 {
            self.either = self.either.saturating_add(1);
        }
    }

    /// Takes note of a text that is no date with the day first.
    pub(crate) fn refused(&mut self, text: &str) {
        if day::is_month_first(text) {
            self.month_first = self.month_first.saturating_add(1);
            if self.sample.is_empty() {
                self.sample = Text::from(text);
            }
        }
    }

    /// Reports the column if any of its dates has the month first.
    pub(crate) fn report(&self, source: u32, column: &str, findings: &mut Findings) {
        if self.month_first > 0 {
            findings.push(
                Finding::new(&MONTH_FIRST, Origin { source, row: 0 })
                    .value(column.to_string(), &self.sample)
                    .expected(format!(
                        "dd/mm/yyyy; {} have the month first and are not used; {} more have a day up to 12 and were \
                         read day first",
                        self.month_first, self.either
                    )),
            );
        }
    }
}

/// How many rows of a file end before they start.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spans {
    both: u32,
    reversed: u32,
}

impl Spans {
    /// Takes note of a row; one without both dates says nothing.
    pub(crate) fn see(&mut self, start: Option<Date>, end: Option<Date>) {
        if let (Some(start), Some(end)) = (start, end) {
            self.both = self.both.saturating_add(1);
            self.reversed = self.reversed.saturating_add(u32::from(end < start));
        }
    }

    /// Reports the file if most of its rows are the wrong way round.
    pub(crate) fn report(self, source: u32, columns: (&str, &str), findings: &mut Findings) {
        if self.both >= ROWS_MIN && self.reversed > self.both / 2 {
            let (start, end) = columns;
            findings.push(
                Finding::new(&STARTS_AND_ENDS, Origin { source, row: 0 })
                    .value(format!("{start} and {end}"), &format!("{} of {} rows", self.reversed, self.both))
                    .expected(format!("{end} on or after {start}")),
            );
        }
    }
}

/// Reports how many ids of a column were numbers.
pub(crate) fn report_numbers(count: u64, source: u32, column: &str, findings: &mut Findings) {
    if count > 0 {
        findings.push(
            Finding::new(&NUMBERS, Origin { source, row: 0 })
                .value(column.to_string(), &tables::counted(count, "id", "ids"))
                .expected("ids as text; the digits are used"),
        );
    }
}
