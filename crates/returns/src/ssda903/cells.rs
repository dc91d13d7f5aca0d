//! One row as bytes, read cell by cell into values, with a finding for each cell that is not what its column
//! holds.

use jiff::civil::Date;

use super::TableKind;
use super::columns::{Column, Form};
use super::dates;
use crate::child_id::{self, Id};
use crate::codes::{self, Standing};
use crate::doubt::{self, DateOrder, Spans};
use crate::{Finding, Findings, Origin, Rule, Severity, Text};

pub(crate) static CODE_UNKNOWN: Rule = Rule {
    id: "code-unknown",
    severity: Severity::Warning,
    title: "A code is not on the list of its column.",
    why: "The code is kept as it stands, but the journey cannot say what it means.",
};
pub(crate) static CODE_OF_OTHER_YEARS: Rule = Rule {
    id: "code-of-other-years",
    severity: Severity::Warning,
    title: "A code is not one of its return year.",
    why: "The code is kept and understood; the return of that year should not have had it.",
};
pub(crate) static VALUE_LACKING: Rule = Rule {
    id: "value-lacking",
    severity: Severity::Warning,
    title: "A value that the return demands is blank.",
    why: "The row is used without it; what depends on the value is not known for this child.",
};
pub(crate) static KEY_LACKING: Rule = Rule {
    id: "key-lacking",
    severity: Severity::Error,
    title: "A row does not say which child, or from which day.",
    why: "Without child or first day the row cannot be placed in any journey and is left out.",
};
pub(crate) static NUMBER_UNREADABLE: Rule = Rule {
    id: "number-unreadable",
    severity: Severity::Error,
    title: "A number is not a whole number within its range.",
    why: "The value is not used.",
};
pub(crate) static PART_DATE_UNREADABLE: Rule = Rule {
    id: "part-date-unreadable",
    severity: Severity::Warning,
    title: "An earlier permanence order has a date that cannot be read.",
    why: "The text is kept as it stands; no journey depends on it.",
};
pub(crate) static COLUMNS_SWAPPED: Rule = Rule {
    id: "columns-swapped",
    severity: Severity::Error,
    title: "Values stand under each other's headers.",
    why: "Nearly all values of two columns fit each other's header and not their own. They are not moved: \
          correct the headers and read the file again.",
};

/// Rules of cells.
pub(crate) static RULES: &[&Rule] = &[
    &CODE_UNKNOWN,
    &CODE_OF_OTHER_YEARS,
    &VALUE_LACKING,
    &KEY_LACKING,
    &NUMBER_UNREADABLE,
    &PART_DATE_UNREADABLE,
    &COLUMNS_SWAPPED,
];

/// How many values that do not fit are remembered per column, to see whether they fit another.
const SAMPLES: usize = 16;
/// Fewer filled cells than this say nothing about a whole column.
const FILLED_MIN: u32 = 5;

/// How the cells of one column have fitted so far.
#[derive(Clone, Default)]
struct Fit {
    filled: u32,
    misfits: u32,
    samples: Vec<Text>,
}

impl Fit {
    fn is_foreign(&self) -> bool {
        // Nine tenths, in whole numbers.
        self.filled >= FILLED_MIN && u64::from(self.misfits) * 10 >= u64::from(self.filled) * 9
    }
}

/// Codes valid in a year, packed so that the check costs a few comparisons.
struct Packed(Vec<u64>);

/// What is the same for all rows of one table in one file.
pub(crate) struct Sheet {
    columns: &'static [Column],
    year: Option<u16>,
    findings: Findings,
    codes: Vec<Packed>,
    fits: Vec<Fit>,
    /// Columns that the file does not have: their blanks are no finding.
    absent: Vec<bool>,
    /// How the dates of each column are written.
    orders: Vec<DateOrder>,
    /// Columns of start and end, if the table has them, and how many rows end before they start.
    span: Option<(usize, usize)>,
    spans: Spans,
    /// Ids that were turned into numbers.
    numbers: u64,
}

impl Sheet {
    /// A sheet of a table; `has` says of each column whether the file has it.
    pub(crate) fn new(table: TableKind, year: Option<u16>, has: impl Fn(usize) -> bool) -> Sheet {
        let columns = table.columns();
        let codes = columns.iter().map(|c| packed_codes(c.form, year)).collect();
        let absent = (0..columns.len()).map(|at| !has(at)).collect();
        Sheet {
            columns,
            year,
            findings: Findings::default(),
            codes,
            fits: vec![Fit::default(); columns.len()],
            absent,
            orders: vec![DateOrder::default(); columns.len()],
            span: table.span(),
            spans: Spans::default(),
            numbers: 0,
        }
    }

    /// Reports what only whole columns show, and hands over all findings.
    pub(crate) fn finish(mut self, source: u32, findings: &mut Findings) {
        self.report_swapped(source);
        for (order, column) in self.orders.iter().zip(self.columns) {
            order.report(source, column.name, &mut self.findings);
        }
        let name = |at: usize| self.columns.get(at).map_or("", |c| c.name);
        if let Some((start, end)) = self.span {
            self.spans.report(source, (name(start), name(end)), &mut self.findings);
        }
        doubt::report_numbers(self.numbers, source, "CHILD", &mut self.findings);
        findings.append(self.findings, 0);
    }

    fn report_swapped(&mut self, source: u32) {
        let foreign: Vec<usize> =
            (0..self.columns.len()).filter(|at| self.fits.get(*at).is_some_and(Fit::is_foreign)).collect();
        for (i, a) in foreign.iter().enumerate() {
            for b in foreign.iter().skip(i + 1) {
                let (Some(column_a), Some(column_b)) = (self.columns.get(*a), self.columns.get(*b)) else {
                    continue;
                };
                let (Some(fit_a), Some(fit_b)) = (self.fits.get(*a), self.fits.get(*b)) else { continue };
                let exchanged = fit_a.samples.iter().all(|v| fits(column_b.form, v))
                    && fit_b.samples.iter().all(|v| fits(column_a.form, v));
                if exchanged {
                    self.findings.push(
                        Finding::new(&COLUMNS_SWAPPED, Origin { source, row: 0 })
                            .value(
                                format!("{} and {}", column_a.name, column_b.name),
                                fit_a.samples.first().map_or("", |v| v.as_str()),
                            )
                            .expected(format!("a value of {} under its own header", column_a.name)),
                    );
                }
            }
        }
    }
}

fn packed_codes(form: Form, year: Option<u16>) -> Packed {
    let Form::Code(list) = form else { return Packed(Vec::new()) };
    Packed(
        codes::entries(list)
            .iter()
            .filter(|e| matches!(codes::standing(list, e.code, year), Standing::Valid))
            .filter(|e| !is_foreign_to_903(form, e.code))
            .filter_map(|e| pack(e.code.as_bytes()))
            .collect(),
    )
}

/// Codes of a list that this return shares with the census but does not know.
fn is_foreign_to_903(form: Form, code: &str) -> bool {
    form == Form::Code(codes::List::Need) && matches!(code, "N9" | "N0")
}

/// Up to eight bytes as one number, in capitals.
fn pack(code: &[u8]) -> Option<u64> {
    (code.len() <= 8)
        .then(|| code.iter().fold(0, |packed, byte| packed << 8 | u64::from(byte.to_ascii_uppercase())))
}

/// Whether a text could be a value of a column; used only to see whether columns are swapped.
fn fits(form: Form, text: &str) -> bool {
    match form {
        Form::Date => dates::parse(text.as_bytes()).is_ok(),
        Form::Code(list) => codes::entry(list, &text.to_ascii_uppercase()).is_some(),
        Form::Count(max) => text.parse::<u8>().is_ok_and(|n| n <= max),
        Form::Accommodation => is_accommodation(text),
        Form::Authority => is_authority(text),
        Form::PartDate => is_part_date(text),
        Form::Child | Form::Text => false,
    }
}

fn is_accommodation(text: &str) -> bool {
    let mut chars = text.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('0'), None, None) => true,
        (Some(letter), Some('1' | '2'), None) => {
            letter.is_ascii_uppercase()
                && codes::entry(codes::List::Accommodation, letter.encode_utf8(&mut [0; 4])).is_some()
        }
        _ => false,
    }
}

fn is_authority(text: &str) -> bool {
    (text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()))
        || codes::entry(codes::List::PermanenceAuthority, text).is_some_and(|e| e.code != "nnn")
}

fn is_part_date(text: &str) -> bool {
    let mut parts = text.split('/');
    let (Some(day), Some(month), Some(year), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    match (day, month, year) {
        ("ZZ", "ZZ", "ZZZZ") => true,
        ("ZZ", "ZZ", year) => dates::parse(format!("01/01/{year}").as_bytes()).is_ok(),
        ("ZZ", month, year) => dates::parse(format!("01/{month}/{year}").as_bytes()).is_ok(),
        _ => dates::parse(text.as_bytes()).is_ok(),
    }
}

/// One row: the bytes of each column in the order of the return, blank where the file lacks the column.
pub(crate) struct Cells<'a> {
    /// The cells. Their encoding has been checked; what is not UTF-8 reads as blank.
    pub raw: &'a [&'a [u8]],
    /// Where they are.
    pub origin: Origin,
    /// What they belong to.
    pub sheet: &'a mut Sheet,
}

impl<'a> Cells<'a> {
    /// The cell of a column, trimmed.
    fn bytes(&self, at: usize) -> &'a [u8] {
        self.raw.get(at).map_or(&[][..], |cell| cell.trim_ascii())
    }

    fn text_of(&self, at: usize) -> &'a str {
        std::str::from_utf8(self.bytes(at)).unwrap_or("")
    }

    /// The child, needed for every row. The first column.
    pub(crate) fn child(&mut self) -> Option<Text> {
        let id = Text::from(self.text_of(0));
        if id.is_empty() {
            self.report(&KEY_LACKING, 0, "the child's id; the row is left out");
            return None;
        }
        // Nearly all ids are plain: only these signs need a closer look.
        if !id.contains(['.', '+', '-', '#']) {
            return Some(id);
        }
        match Id::of_text(&id) {
            Id::Text(id) => Some(id),
            Id::Number(digits) => {
                self.sheet.numbers += 1;
                Some(digits)
            }
            Id::Unreadable => {
                self.report(&child_id::UNREADABLE, 0, "the whole id, as text; the row is left out");
                None
            }
        }
    }

    /// A date; `None` if blank or unusable.
    pub(crate) fn date(&mut self, at: usize) -> Option<Date> {
        let bytes = self.bytes(at);
        if bytes.is_empty() {
            self.check_filled(at);
            return None;
        }
        self.parsed(at, "")
    }

    /// A date without which the row is left out.
    pub(crate) fn key_date(&mut self, at: usize) -> Option<Date> {
        let bytes = self.bytes(at);
        if bytes.is_empty() {
            self.report(&KEY_LACKING, at, "dd/mm/yyyy; the row is left out");
            return None;
        }
        self.parsed(at, "; the row is left out")
    }

    /// The date of a cell that is not blank; `done` says what becomes of the row without it.
    fn parsed(&mut self, at: usize, done: &str) -> Option<Date> {
        let parsed = dates::parse(self.bytes(at));
        self.count(at, parsed.is_ok());
        match parsed {
            Ok(date) => {
                if let Some(order) = self.sheet.orders.get_mut(at) {
                    order.read(date);
                }
                Some(date)
            }
            Err(bad) => {
                let text = self.text_of(at);
                if let Some(order) = self.sheet.orders.get_mut(at) {
                    order.refused(text);
                }
                self.report(bad.rule(), at, format!("{}{done}", bad.expected()));
                None
            }
        }
    }

    /// Takes note of start and end of a row, for tables that have both.
    pub(crate) fn span(&mut self, start: Option<Date>, end: Option<Date>) {
        self.sheet.spans.see(start, end);
    }

    /// A code, in capitals. Unknown codes are kept.
    pub(crate) fn code(&mut self, at: usize) -> Text {
        let bytes = self.bytes(at);
        if bytes.is_empty() {
            self.check_filled(at);
            return Text::default();
        }
        let known = pack(bytes)
            .is_some_and(|packed| self.sheet.codes.get(at).is_some_and(|codes| codes.0.contains(&packed)));
        let code = capitals(std::str::from_utf8(bytes).unwrap_or(""));
        self.count(at, known);
        if !known {
            self.report_code(at, &code);
        }
        code
    }

    fn report_code(&mut self, at: usize, code: &str) {
        let Some(Column { form: Form::Code(list), .. }) = self.sheet.columns.get(at) else { return };
        let year = self.sheet.year;
        match codes::standing(*list, code, year) {
            Standing::OtherYears(entry) => {
                let expected = match (entry.first_year, entry.last_year) {
                    (Some(first), Some(last)) => {
                        format!("a code of the year; this one is of {first} to {last}")
                    }
                    (Some(first), None) => format!("a code of the year; this one is of {first} and later"),
                    (None, Some(last)) => format!("a code of the year; this one is of {last} and earlier"),
                    (None, None) => "a code of the year".to_string(),
                };
                self.report(&CODE_OF_OTHER_YEARS, at, expected);
            }
            _ => self.report(&CODE_UNKNOWN, at, codes::expected(*list, year)),
        }
    }

    /// `ACCOM`.
    pub(crate) fn accommodation(&mut self, at: usize) -> Text {
        self.checked(at, is_accommodation, &CODE_UNKNOWN, "a letter with 1 or 2, as U1, or 0")
    }

    /// `LA_PERM`.
    pub(crate) fn authority(&mut self, at: usize) -> Text {
        self.checked(at, is_authority, &CODE_UNKNOWN, "three digits, or one of NIR, SCO, WAL, NUK, CON")
    }

    /// `DATE_PERM`, as text.
    pub(crate) fn part_date(&mut self, at: usize) -> Text {
        self.checked(
            at,
            is_part_date,
            &PART_DATE_UNREADABLE,
            "dd/mm/yyyy, zz/mm/yyyy, zz/zz/yyyy or zz/zz/zzzz",
        )
    }

    fn checked(
        &mut self,
        at: usize,
        is: fn(&str) -> bool,
        rule: &'static Rule,
        expected: &'static str,
    ) -> Text {
        let text = capitals(self.text_of(at));
        if text.is_empty() {
            self.check_filled(at);
            return text;
        }
        let fits = is(&text);
        self.count(at, fits);
        if !fits {
            self.report(rule, at, expected);
        }
        text
    }

    /// A whole number in the range of its column; `None` if blank or unusable.
    pub(crate) fn number(&mut self, at: usize) -> Option<u8> {
        let text = self.text_of(at);
        if text.is_empty() {
            self.check_filled(at);
            return None;
        }
        let Some(Column { form: Form::Count(max), .. }) = self.sheet.columns.get(at) else { return None };
        let number = text.parse().ok().filter(|n| n <= max);
        self.count(at, number.is_some());
        if number.is_none() {
            self.report(&NUMBER_UNREADABLE, at, format!("a whole number from 0 to {max}"));
        }
        number
    }

    /// Any text.
    pub(crate) fn text(&mut self, at: usize) -> Text {
        let text = Text::from(self.text_of(at));
        if text.is_empty() {
            self.check_filled(at);
        }
        text
    }

    /// A text in capitals that no list checks.
    pub(crate) fn capitals(&mut self, at: usize) -> Text {
        let text = capitals(self.text_of(at));
        if text.is_empty() {
            self.check_filled(at);
        }
        text
    }

    fn check_filled(&mut self, at: usize) {
        let filled = self.sheet.columns.get(at).is_some_and(|c| c.filled);
        if filled && !self.sheet.absent.get(at).copied().unwrap_or(true) {
            self.report(&VALUE_LACKING, at, "a value");
        }
    }

    fn count(&mut self, at: usize, fits: bool) {
        let raw = self.raw;
        let Some(fit) = self.sheet.fits.get_mut(at) else { return };
        fit.filled = fit.filled.saturating_add(1);
        if !fits {
            fit.misfits = fit.misfits.saturating_add(1);
            if fit.samples.len() < SAMPLES {
                let cell = raw.get(at).map_or(&[][..], |cell| cell.trim_ascii());
                fit.samples.push(Text::from(String::from_utf8_lossy(cell)));
            }
        }
    }

    fn report(
        &mut self,
        rule: &'static Rule,
        at: usize,
        expected: impl Into<std::borrow::Cow<'static, str>>,
    ) {
        let column = self.sheet.columns.get(at).map_or("", |c| c.name);
        let finding = Finding::new(rule, self.origin)
            .child(self.text_of(0))
            .value(column, self.text_of(at))
            .expected(expected);
        self.sheet.findings.push(finding);
    }
}

/// The text in capitals. Nearly all codes already are, and need no second copy.
fn capitals(text: &str) -> Text {
    if text.is_empty() {
        return Text::default();
    }
    let has_small = text.bytes().fold(false, |has, b| has | b.is_ascii_lowercase());
    if has_small { Text::from(text.to_ascii_uppercase()) } else { Text::from(text) }
}
