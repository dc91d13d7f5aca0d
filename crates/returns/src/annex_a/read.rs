//! Reading the rows of a list.

use super::cells::{Answer, CellValue, answer, count, date, id};
use super::columns::{Slot, columns};
use super::draft::Draft;
use super::headings::match_columns;
use super::rows::Lists;
use super::rules::{
    BAD_COUNT, BAD_DATE, BAD_FLAG, CELL_BEYOND, CELL_ERROR, END_BEFORE_START, MISSING_COLUMN, NO_CHILD,
    NO_DATE, SERIAL_DATE, UNKNOWN_COLUMN, UNKNOWN_WORDS,
};
use super::words::{Meaning, Words, plain, without_letter};
use super::write::{day_first, not_stated};
use crate::child_id::{self, Id};
use crate::doubt::{self, DateOrder, Spans};
use crate::finding::Rule;
use crate::record::{Code, Sex};
use crate::{Finding, Findings, Origin, Text, day};

/// Texts whose meaning is remembered per column; columns of codes have no more.
const REMEMBERED: usize = 64;

/// Reads the rows of a list, whose number [`super::list_of_headers`] tells, into the lists.
///
/// `source` is the number of the file for findings. The answer is how many rows were read; rows without any
/// text are not counted.
///
/// **Errors**: none; a cell that cannot be understood is a finding, and its text is kept in the row.
pub fn read_rows(
    source: u32,
    list: u8,
    headers: Vec<String>,
    rows: &mut dyn Iterator<Item = (u32, Vec<CellValue>)>,
    lists: &mut Lists,
    findings: &mut Findings,
) -> u64 {
    let mut reading = Reading {
        source,
        list,
        columns: Vec::new(),
        has_start: false,
        numbers: 0,
        serials: 0,
        spans: Spans::default(),
        findings,
    };
    reading.columns = reading.place(&headers, lists);
    reading.has_start = reading.columns.iter().any(|c| match list {
        5 | 9 => matches!(c.slot, Slot::Date(0 | 1)),
        _ => c.slot == Slot::Date(0),
    });
    let mut read = 0;
    for (row, cells) in rows {
        if cells.iter().all(CellValue::is_blank) {
            continue;
        }
        read += 1;
        reading.row(row, cells).file(list, lists);
    }
    reading.finish();
    read
}

/// A column of the file.
struct Place {
    heading: String,
    slot: Slot,
    /// Its place in the list; `None` if its cells cannot be kept.
    column: Option<u16>,
    remembered: Vec<(Text, Meaning)>,
    /// Of a column of dates: how they are written.
    order: DateOrder,
}

struct Reading<'f> {
    source: u32,
    list: u8,
    columns: Vec<Place>,
    /// Whether the list has a column for the day on which a row begins.
    has_start: bool,
    /// Ids stored as numbers.
    numbers: u64,
    /// Dates stored as numbers.
    serials: u64,
    /// How many rows end before they start.
    spans: Spans,
    findings: &'f mut Findings,
}

impl Reading<'_> {
    /// Finds the column of each heading, and tells of those that are missing or unknown.
    fn place(&mut self, headers: &[String], lists: &mut Lists) -> Vec<Place> {
        let origin = Origin { source: self.source, row: 1 };
        let printed = columns(self.list);
        let matched = match_columns(self.list, headers);
        for (at, column) in printed.iter().enumerate() {
            let used = !matches!(column.slot, Slot::Rest | Slot::RestDate | Slot::Age);
            if used && !matched.contains(&Some(at)) {
                self.findings.push(Finding::new(&MISSING_COLUMN, origin).value(column.heading, ""));
            }
        }
        let mut places: Vec<Place> = Vec::with_capacity(headers.len());
        for (at, (header, matched)) in headers.iter().zip(matched).enumerate() {
            let heading = header.trim();
            let place = match matched.and_then(|column| Some((column, printed.get(column)?))) {
                Some((column, known)) => Place {
                    heading: known.heading.to_string(),
                    slot: known.slot,
                    column: u16::try_from(column).ok(),
                    remembered: Vec::new(),
                    order: DateOrder::default(),
                },
                None => {
                    let heading = unlike(heading, at, lists, self.list, &places);
                    if !header.trim().is_empty() {
                        self.findings.push(Finding::new(&UNKNOWN_COLUMN, origin).value(heading.clone(), ""));
                    }
                    let column = lists.column(self.list, &heading);
                    Place {
                        heading,
                        slot: Slot::Rest,
                        column,
                        remembered: Vec::new(),
                        order: DateOrder::default(),
                    }
                }
            };
            places.push(place);
        }
        places
    }

    fn row(&mut self, row: u32, cells: Vec<CellValue>) -> Draft {
        let origin = Origin { source: self.source, row };
        let mut draft = Draft { origin, ..Draft::default() };
        let mut columns = std::mem::take(&mut self.columns);
        for (n, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            match columns.get_mut(n) {
                Some(place) => self.cell(&mut draft, place, cell),
                None => {
                    let column = format!("column {}", n + 1);
                    let value = cell.as_text();
                    self.tell(&draft, &CELL_BEYOND, column, &value, "a heading");
                }
            }
        }
        self.columns = columns;
        draft.rest.sort_by_key(|(column, _)| *column);
        self.check(&draft);
        draft
    }

    fn cell(&mut self, draft: &mut Draft, place: &mut Place, cell: CellValue) {
        if let CellValue::Error(error) = &cell
            && !matches!(place.slot, Slot::Rest | Slot::RestDate | Slot::Child | Slot::Age)
        {
            self.tell(draft, &CELL_ERROR, place.heading.clone(), error, "a value");
            return keep(draft, place, cell.as_text());
        }
        match place.slot {
            Slot::Child => match id(&cell) {
                Id::Text(text) => draft.person.child = text,
                Id::Number(digits) => {
                    self.numbers += 1;
                    draft.person.child = digits;
                }
                Id::Unreadable => self.refuse(draft, place, &cell, &child_id::UNREADABLE, "the id as text"),
            },
            Slot::Sex => self.sex(draft, place, &cell),
            Slot::Ethnicity => {
                if let Some(code) = self.code(draft, place, &cell, Words::Ethnicity) {
                    draft.person.ethnicity = code;
                }
            }
            Slot::Age => draft.person.age = cell.as_text(),
            Slot::Text(at) => match draft.texts.get_mut(at) {
                Some(to) => *to = cell.as_text(),
                None => keep(draft, place, cell.as_text()),
            },
            Slot::Code(at, words) => {
                let code = self.code(draft, place, &cell, words);
                if let (Some(code), Some(to)) = (code, draft.codes.get_mut(at)) {
                    *to = code;
                }
            }
            Slot::Born | Slot::Date(_) => self.date(draft, place, &cell),
            Slot::Disabled | Slot::Flag(_) => self.flag(draft, place, &cell),
            Slot::Count => match count(&cell) {
                Some(number) => draft.count = Some(number),
                None => self.refuse(draft, place, &cell, &BAD_COUNT, "a whole number"),
            },
            Slot::RestDate => match date(&cell) {
                Some((date, _)) => keep(draft, place, Text::from(day_first(date))),
                None => keep(draft, place, cell.as_text()),
            },
            Slot::Rest => keep(draft, place, cell.as_text()),
        }
    }

    /// Tells what only the whole list shows.
    fn finish(&mut self) {
        for place in &self.columns {
            place.order.report(self.source, &place.heading, self.findings);
        }
        self.spans.report(self.source, ("start", "end"), self.findings);
        doubt::report_numbers(self.numbers, self.source, "Child Unique ID", self.findings);
        if self.serials > 0 {
            let finding = Finding::new(&SERIAL_DATE, Origin { source: self.source, row: 0 });
            self.findings.push(
                finding
                    .value("", &format!("{} cells", self.serials))
                    .expected("dates; taken as the spreadsheet's count of days"),
            );
        }
    }

    fn date(&mut self, draft: &mut Draft, place: &mut Place, cell: &CellValue) {
        let Some((day, serial)) = date(cell) else {
            place.order.refused(&cell.as_text());
            return self.refuse(draft, place, cell, &BAD_DATE, "a date as dd/mm/yyyy");
        };
        self.serials += u64::from(serial);
        if let CellValue::Text(text) = cell
            && day::iso(day::without_midnight(text.trim())).is_none()
        {
            place.order.read(day);
        }
        match place.slot {
            Slot::Date(at) => {
                if let Some(to) = draft.dates.get_mut(at) {
                    *to = Some(day);
                }
            }
            _ => draft.person.born = Some(day),
        }
    }

    fn flag(&mut self, draft: &mut Draft, place: &Place, cell: &CellValue) {
        let answer = match answer(cell) {
            Answer::Yes => true,
            Answer::No => false,
            Answer::Unknown => return keep_unless_printed(draft, place, cell.as_text()),
            Answer::Other => return self.refuse(draft, place, cell, &BAD_FLAG, "a) Yes or b) No"),
        };
        match place.slot {
            Slot::Flag(at) => {
                if let Some(to) = draft.flags.get_mut(at) {
                    *to = Some(answer);
                }
            }
            _ => draft.person.disabled = Some(answer),
        }
    }

    fn sex(&mut self, draft: &mut Draft, place: &Place, cell: &CellValue) {
        let text = cell.as_text();
        match plain(without_letter(&text)).as_str() {
            "male" | "m" | "boy" => draft.person.sex = Sex::Male,
            "female" | "f" | "girl" => draft.person.sex = Sex::Female,
            "notstatedrecorded"
            | "notstated"
            | "notrecorded"
            | "notstatedorrecorded"
            | "unknown"
            | "u"
            | "neither"
            | "indeterminate"
            | "unborn" => keep_unless_printed(draft, place, text),
            _ => self.refuse(
                draft,
                place,
                cell,
                &UNKNOWN_WORDS,
                "a) Male, b) Female or c) Not stated/recorded",
            ),
        }
    }

    /// The code that a cell's words stand for; words that stand for none are kept as text.
    fn code(&mut self, draft: &mut Draft, place: &mut Place, cell: &CellValue, words: Words) -> Option<Code> {
        let text = cell.as_text();
        let known = place.remembered.iter().find(|(seen, _)| *seen == text).map(|(_, meaning)| *meaning);
        let meaning = known.unwrap_or_else(|| words.meaning(&text));
        if known.is_none() && place.remembered.len() < REMEMBERED {
            place.remembered.push((text.clone(), meaning));
        }
        match meaning {
            Meaning::Code(code) => return Some(code),
            Meaning::Nothing => keep_unless_printed(draft, place, text),
            Meaning::Unknown => {
                self.tell(draft, &UNKNOWN_WORDS, place.heading.clone(), &text, &words.expected());
                keep(draft, place, text);
            }
        }
        None
    }

    /// Tells of a cell that cannot be used, and keeps its text.
    fn refuse(
        &mut self,
        draft: &mut Draft,
        place: &Place,
        cell: &CellValue,
        rule: &'static Rule,
        expected: &'static str,
    ) {
        let text = cell.as_text();
        self.tell(draft, rule, place.heading.clone(), &text, expected);
        keep(draft, place, text);
    }

    fn tell(&mut self, draft: &Draft, rule: &'static Rule, column: String, value: &str, expected: &str) {
        let finding = Finding::new(rule, draft.origin).child(&draft.person.child).value(column, value);
        self.findings.push(finding.expected(expected.to_string()));
    }

    /// Checks what a journey needs of a row: a child, a day, and an end that is not before the start.
    fn check(&mut self, draft: &Draft) {
        if self.list >= 10 {
            return;
        }
        let child = &draft.person.child;
        if child.is_empty() {
            self.findings.push(Finding::new(&NO_CHILD, draft.origin));
        }
        let ([first, second, third, _], list) = (draft.dates, self.list);
        let (start, end) = match list {
            5 => (first.or(second), None),
            8 => (first, third),
            9 => (second.or(first), None),
            _ => (first, second),
        };
        // A list without any column for the day has had its finding for that.
        if start.is_none() && self.has_start {
            self.findings.push(Finding::new(&NO_DATE, draft.origin).child(child));
        }
        self.spans.see(start, end);
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            let finding = Finding::new(&END_BEFORE_START, draft.origin).child(child);
            self.findings
                .push(finding.value("", &day_first(end)).expected(format!("{} or later", day_first(start))));
        }
    }
}

/// A heading for a column without a printed one, unlike all headings before it.
fn unlike(heading: &str, at: usize, lists: &Lists, list: u8, before: &[Place]) -> String {
    let plain = if heading.is_empty() { format!("column {}", at + 1) } else { heading.to_string() };
    let printed = |name: &str| columns(list).iter().any(|c| c.heading == name);
    let taken = |name: &str| printed(name) || before.iter().any(|p| p.heading == name);
    if !taken(&plain) {
        return plain;
    }
    let most = lists.width(list) + before.len() + 2;
    (2..=most).map(|n| format!("{plain} ({n})")).find(|name| !taken(name)).unwrap_or(plain)
}

fn keep(draft: &mut Draft, place: &Place, text: Text) {
    if let Some(column) = place.column.filter(|_| !text.is_empty()) {
        draft.rest.push((column, text));
    }
}

/// Keeps words for "not known", unless writing the list prints the same words anyway.
fn keep_unless_printed(draft: &mut Draft, place: &Place, text: Text) {
    if text != not_stated(place.slot) {
        keep(draft, place, text);
    }
}
