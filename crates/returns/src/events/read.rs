//! Reading the plain event file.

use csv::StringRecord;
use jiff::civil::Date;

use super::columns::{HEADINGS, field};
use super::cost::pence;
use super::rows::Event;
use super::rules::{
    BAD_COST, BAD_DATE, BAD_SEX, CODE_UNKNOWN, END_BEFORE_START, NO_CHILD, NO_START, OTHER_ORDER,
    REPEATED_COLUMN, UNKNOWN_COLUMN, UNKNOWN_EVENT, UPN_FORM,
};
use crate::child_id::{self, Id};
use crate::codes::{self, List};
use crate::doubt::{self, DateOrder, Spans};
use crate::finding::Rule;
use crate::record::{Kind, Sex};
use crate::{Finding, Findings, Origin, Text, day, upn};

/// Whether headings are those of an event file: it has `child`, `event` and `start`.
pub fn is_header(headers: &[String]) -> bool {
    ["child", "event", "start"].iter().all(|needed| headers.iter().any(|h| same(h, needed)))
}

/// Reads the rows of an event file. Columns are known by their headings, in any order and any case.
///
/// `source` is the number of the file for findings. Rows whose event is not known are not read; every other
/// problem leaves the rest of its row in place.
///
/// **Errors**: none; what cannot be read is a finding.
pub fn read_rows(
    source: u32,
    headers: &StringRecord,
    rows: &mut dyn Iterator<Item = (u32, StringRecord)>,
    findings: &mut Findings,
) -> Vec<Event> {
    let mut lines = rows.map(|(row, cells)| Line { row, cells, days: Vec::new() });
    read_lines(source, headers, &mut lines, findings)
}

/// A row of an event file or of a sheet.
pub(crate) struct Line {
    pub row: u32,
    pub cells: StringRecord,
    /// Places of the cells that are days of a spreadsheet: the way they are written says nothing about the file.
    pub days: Vec<usize>,
}

/// Reads the rows of an event file or of a sheet, as [`read_rows`] does.
pub(crate) fn read_lines(
    source: u32,
    headers: &StringRecord,
    lines: &mut dyn Iterator<Item = Line>,
    findings: &mut Findings,
) -> Vec<Event> {
    let mut reading = Reading {
        columns: [None; HEADINGS.len()],
        order: None,
        orders: std::array::from_fn(|_| DateOrder::default()),
        spans: Spans::default(),
        numbers: 0,
        findings,
    };
    reading.place(headers, Origin { source, row: 1 });
    let events = lines.filter_map(|line| reading.row(&line, source)).collect();
    for (order, name) in reading.orders.iter().zip(HEADINGS) {
        order.report(source, name, reading.findings);
    }
    reading.spans.report(source, ("start", "end"), reading.findings);
    doubt::report_numbers(reading.numbers, source, "child", reading.findings);
    events
}

fn same(heading: &str, name: &str) -> bool {
    heading.trim().eq_ignore_ascii_case(name)
}

/// The way in which a file writes its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    YearFirst,
    DayFirst,
}

struct Reading<'f> {
    /// For each column of [`HEADINGS`] its place in the file.
    columns: [Option<usize>; HEADINGS.len()],
    /// The way of the first date of the file.
    order: Option<Order>,
    /// How the dates of each column of [`HEADINGS`] are written.
    orders: [DateOrder; HEADINGS.len()],
    /// How many rows end before they start.
    spans: Spans,
    /// Ids that were turned into numbers.
    numbers: u64,
    findings: &'f mut Findings,
}

/// A row while it is read.
struct Row<'a> {
    cells: &'a StringRecord,
    days: &'a [usize],
    origin: Origin,
    child: &'a str,
}

impl Reading<'_> {
    fn place(&mut self, headers: &StringRecord, origin: Origin) {
        for (at, heading) in headers.iter().enumerate() {
            let known = HEADINGS.iter().position(|name| same(heading, name));
            match known.and_then(|column| self.columns.get_mut(column)) {
                Some(place) if place.is_none() => *place = Some(at),
                Some(_) => {
                    self.findings.push(Finding::new(&REPEATED_COLUMN, origin).value(heading.to_string(), ""));
                }
                None if heading.trim().is_empty() => {}
                None => {
                    self.findings.push(Finding::new(&UNKNOWN_COLUMN, origin).value(heading.to_string(), ""))
                }
            }
        }
    }

    fn cell<'a>(&self, cells: &'a StringRecord, column: usize) -> &'a str {
        let place = self.columns.get(column).copied().flatten();
        place.and_then(|at| cells.get(at)).unwrap_or("").trim()
    }

    fn row(&mut self, line: &Line, source: u32) -> Option<Event> {
        let (cells, origin) = (&line.cells, Origin { source, row: line.row });
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let row = Row { cells, days: &line.days, origin, child: self.cell(cells, field::CHILD) };
        let word = self.cell(cells, field::EVENT);
        let kind = kind(word);
        let Some(kind) = kind else {
            self.tell(&row, &UNKNOWN_EVENT, "event", word, &words());
            return None;
        };
        let child = self.child(&row);
        let text = |column| Text::from(self.cell(cells, column));
        let mut event = Event {
            child,
            kind,
            agency: text(field::AGENCY),
            service: text(field::SERVICE),
            outcome: text(field::OUTCOME),
            source: text(field::SOURCE),
            need: text(field::NEED),
            category: text(field::CATEGORY),
            ethnicity: text(field::ETHNICITY),
            upn: text(field::UPN),
            ward: text(field::WARD),
            family: text(field::FAMILY),
            origin,
            ..Event::default()
        };
        event.start = self.date(&row, field::START);
        event.end = self.date(&row, field::END);
        event.born = self.date(&row, field::BORN);
        event.cost = self.cost(&row);
        event.sex = self.sex(&row);
        self.check(&row, &event);
        Some(event)
    }

    /// The id of a row; empty if it has none that can be used.
    fn child(&mut self, row: &Row) -> Text {
        if row.child.is_empty() {
            self.tell(row, &NO_CHILD, "child", "", "the id of a child");
            return Text::default();
        }
        match Id::of_text(row.child) {
            Id::Text(id) => id,
            Id::Number(digits) => {
                self.numbers += 1;
                digits
            }
            Id::Unreadable => {
                self.tell(row, &child_id::UNREADABLE, "child", row.child, "the whole id, as text");
                Text::default()
            }
        }
    }

    fn date(&mut self, row: &Row, column: usize) -> Option<Date> {
        let text = self.cell(row.cells, column);
        if text.is_empty() {
            return None;
        }
        let name = HEADINGS.get(column).copied().unwrap_or_default();
        let year_first = day::iso(text).map(|date| (Order::YearFirst, date));
        let found = year_first.or_else(|| day::day_first(text).map(|date| (Order::DayFirst, date)));
        let Some((order, date)) = found else {
            if let Some(order) = self.orders.get_mut(column) {
                order.refused(text);
            }
            self.tell(row, &BAD_DATE, name, text, "a date as yyyy-mm-dd or dd/mm/yyyy");
            return None;
        };
        let place = self.columns.get(column).copied().flatten();
        if place.is_some_and(|at| row.days.contains(&at)) {
            return Some(date);
        }
        if let Some(seen) = self.orders.get_mut(column).filter(|_| order == Order::DayFirst) {
            seen.read(date);
        }
        let first = *self.order.get_or_insert(order);
        if order != first {
            let expected = match first {
                Order::YearFirst => "yyyy-mm-dd, as the first date of the file",
                Order::DayFirst => "dd/mm/yyyy, as the first date of the file",
            };
            self.tell(row, &OTHER_ORDER, name, text, expected);
            return None;
        }
        Some(date)
    }

    fn cost(&mut self, row: &Row) -> Option<units::Pence> {
        let text = self.cell(row.cells, field::COST);
        let cost = pence(text);
        if cost.is_none() && !text.is_empty() {
            self.tell(row, &BAD_COST, "cost", text, "pounds with pence: £1,234.50");
        }
        cost
    }

    fn sex(&mut self, row: &Row) -> Sex {
        let text = self.cell(row.cells, field::SEX);
        match text.to_ascii_lowercase().as_str() {
            "female" | "f" => Sex::Female,
            "male" | "m" => Sex::Male,
            "" | "not known" | "unknown" | "u" => Sex::Unknown,
            _ => {
                self.tell(row, &BAD_SEX, "sex", text, "female, male or not known");
                Sex::Unknown
            }
        }
    }

    fn check(&mut self, row: &Row, event: &Event) {
        let Some(kind) = event.kind else { return self.codes(row, event) };
        self.spans.see(event.start, event.end);
        match (event.start, event.end) {
            (None, _) => self.tell(row, &NO_START, "start", self.cell(row.cells, field::START), "a date"),
            (Some(start), Some(end)) if end < start => {
                self.tell(row, &END_BEFORE_START, "end", &end.to_string(), &format!("{start} or later"));
            }
            _ => {}
        }
        let lists = match kind {
            Kind::InNeed => (Some(List::ReasonClosed), None),
            Kind::ProtectionPlan => (None, Some(List::AbuseCategory)),
            Kind::Episode | Kind::LookedAfter => (Some(List::ReasonEnded), Some(List::Place)),
            _ => (None, None),
        };
        self.code(row, lists.0, "outcome", &event.outcome);
        self.code(row, lists.1, "category", &event.category);
        self.codes(row, event);
    }

    /// Checks the codes that any row may have.
    fn codes(&mut self, row: &Row, event: &Event) {
        self.code(row, Some(List::ReferralSource), "source", &event.source);
        self.code(row, Some(List::Need), "need", &event.need);
        if event.ethnicity.len() > 1 {
            self.code(row, Some(List::Ethnicity), "ethnicity", &event.ethnicity);
        }
        if let Some(expected) = upn::problem(&event.upn).filter(|_| !event.upn.is_empty()) {
            self.tell(row, &UPN_FORM, "upn", &event.upn, expected);
        }
    }

    fn code(&mut self, row: &Row, list: Option<List>, column: &'static str, text: &str) {
        if let Some(list) = list.filter(|list| !text.is_empty() && codes::entry(*list, text).is_none()) {
            self.tell(row, &CODE_UNKNOWN, column, text, &codes::expected(list, None));
        }
    }

    fn tell(&mut self, row: &Row, rule: &'static Rule, column: &'static str, value: &str, expected: &str) {
        let finding = Finding::new(rule, row.origin).child(row.child).value(column, value);
        self.findings.push(finding.expected(expected.to_string()));
    }
}

/// The kind for a word of the `event` column; `Some(None)` for a row about a person.
fn kind(word: &str) -> Option<Option<Kind>> {
    if word.eq_ignore_ascii_case(super::PERSON) {
        return Some(None);
    }
    Kind::ALL.into_iter().find(|kind| kind.label().eq_ignore_ascii_case(word)).map(Some)
}

fn words() -> String {
    let labels: Vec<&str> = Kind::ALL.into_iter().map(Kind::label).chain([super::PERSON]).collect();
    format!("one of {}", labels.join(", "))
}
