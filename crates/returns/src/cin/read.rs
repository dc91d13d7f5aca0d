//! Reading a census as a stream of elements.
//!
//! Elements are known by name, whatever their order and prefix; text between them is ignored. Only the records
//! are kept, so that memory grows with the children and not with the file's spaces and tags.

use std::collections::BTreeSet;
use std::io::BufRead;

use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::check::Checks;
use super::elements::{Element, Record, Value, element};
use super::lines::Lines;
use super::rows::CensusChild;
use super::rules::{
    BROKEN, DOCTYPE, MISPLACED, NO_CHILDREN, NO_HEADER, NO_YEAR, OTHER_COLLECTION, REFERENCE_DATE,
    UNKNOWN_ELEMENT, UNKNOWN_ENTITY, YEAR_DISAGREES,
};
use super::values::Problem;
use super::{Census, CensusHeader};
use crate::guard::{self, MARKUP_TOO_FAR, ROWS_MAX, STRETCH_MAX};
use crate::{Finding, Findings, Origin, Rule, Text};

/// Elements may be nested this deep; a census needs eight.
const DEEPEST: usize = 64;
/// Unknown names that are told apart; beyond them no new ones are noted.
const UNKNOWN_NAMES: usize = 200;

/// Reads a census and checks it, child by child.
///
/// `source` is the number of the file for findings, `name` its name, `year_hint` the year that its name tells.
/// The second part of the answer is how many children were read.
///
/// **Errors**: none; what cannot be read is a finding, and what stands before broken XML is kept.
pub fn read_xml(
    source: u32,
    name: &str,
    reader: &mut dyn BufRead,
    year_hint: Option<u16>,
    findings: &mut Findings,
) -> (Census, u64) {
    let mut xml = Reader::from_reader(Lines::new(reader));
    xml.config_mut().allow_dangling_amp = true;
    let mut reading = Reading::new(source, name, year_hint, findings);
    let mut buffer = Vec::new();
    let stopped = loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        let line = xml.get_mut().line();
        match event {
            Ok(Event::Start(_) | Event::Empty(_)) if reading.begun > ROWS_MAX => {
                reading.findings.push(guard::too_many_rows(Origin { source, row: line }));
                break None;
            }
            Ok(Event::Start(tag)) => {
                if reading.open.len() >= DEEPEST {
                    break Some(format!("elements nested no deeper than {DEEPEST}"));
                }
                reading.start(tag.local_name().into_inner(), line);
            }
            Ok(Event::Empty(tag)) => {
                reading.start(tag.local_name().into_inner(), line);
                reading.end(tag.local_name().into_inner(), line);
            }
            Ok(Event::End(tag)) => reading.end(tag.local_name().into_inner(), line),
            Ok(Event::Text(text)) => reading.text(&text),
            Ok(Event::CData(text)) => reading.text(&text),
            Ok(Event::GeneralRef(reference)) => reading.reference(&reference),
            Ok(Event::DocType(_)) => {
                reading.findings.push(Finding::new(&DOCTYPE, Origin { source, row: line }));
                break None;
            }
            Ok(Event::Eof) if reading.open.is_empty() => break None,
            Ok(Event::Eof) => break Some("an end to every element that has begun".to_string()),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
            Err(error) => break Some(format!("well-formed XML in UTF-8: {error}")),
        }
    };
    if let Some(expected) = stopped {
        let origin = Origin { source, row: xml.get_mut().line() };
        let at = format!("byte {}", xml.error_position().max(xml.buffer_position()));
        let lost = reading.child.as_ref().map_or("", |c| &c.child);
        reading.findings.push(Finding::new(&BROKEN, origin).child(lost).value("", &at).expected(expected));
    }
    reading.finish()
}

/// A census on its way.
struct Reading<'f> {
    source: u32,
    name: &'f str,
    year_hint: Option<u16>,
    findings: &'f mut Findings,
    /// The elements that are open, outermost first.
    open: Vec<Element>,
    /// The records that are open, outermost first.
    records: Vec<Record>,
    /// How many elements were open when one began that is skipped with all it holds.
    skipping: Option<usize>,
    /// Text of the innermost element.
    text: String,
    /// Whether the innermost element holds no other so far.
    leaf: bool,
    /// Why the text of the innermost element cannot be used, and what of it.
    unusable: Option<(&'static Rule, Text)>,
    unknown: BTreeSet<Text>,
    header: Option<CensusHeader>,
    checks: Option<Checks>,
    child: Option<CensusChild>,
    children: Vec<CensusChild>,
    /// Records begun so far.
    begun: u64,
}

impl<'f> Reading<'f> {
    fn new(source: u32, name: &'f str, year_hint: Option<u16>, findings: &'f mut Findings) -> Reading<'f> {
        Reading {
            source,
            name,
            year_hint,
            findings,
            open: Vec::new(),
            records: Vec::new(),
            skipping: None,
            text: String::new(),
            leaf: false,
            unusable: None,
            unknown: BTreeSet::new(),
            header: None,
            checks: None,
            child: None,
            children: Vec::new(),
            begun: 0,
        }
    }

    fn start(&mut self, name: &str, line: u32) {
        let kind = element(name);
        if self.skipping.is_none() {
            let origin = Origin { source: self.source, row: line };
            match kind {
                Element::Record(record) if self.begin(record, origin) => {
                    self.begun += 1;
                    self.records.push(record);
                }
                Element::Record(_) => {
                    self.tell(Finding::new(&MISPLACED, origin).value(name.to_string(), ""));
                    self.skipping = Some(self.open.len());
                }
                Element::Unknown => self.unknown(name, origin),
                Element::Frame | Element::Value(_) => {}
            }
        }
        self.open.push(kind);
        self.text.clear();
        self.unusable = None;
        self.leaf = true;
    }

    /// Begins a record, if it may stand where it does.
    fn begin(&mut self, record: Record, origin: Origin) -> bool {
        let outer = self.records.last().copied();
        match (outer, record) {
            (None, Record::Header) if self.header.is_none() && self.checks.is_none() => {
                self.header = Some(CensusHeader::default());
                true
            }
            (None, Record::Child) => {
                self.settle();
                self.child = Some(CensusChild { origin, ..CensusChild::default() });
                true
            }
            (Some(_), _) => self.child.as_mut().is_some_and(|child| child.begin(outer, record, origin)),
            _ => false,
        }
    }

    fn unknown(&mut self, name: &str, origin: Origin) {
        let within = self.records.last().copied();
        // Outside the records an unknown element may be an envelope around the census; within the
        // pre-proceedings module it is kept as text.
        if !matches!(within, None | Some(Record::PreProceedings)) {
            self.skipping = Some(self.open.len());
        }
        if self.unknown.len() < UNKNOWN_NAMES && self.unknown.insert(Text::from(name)) {
            self.tell(Finding::new(&UNKNOWN_ELEMENT, origin).value(name.to_string(), ""));
        }
    }

    fn text(&mut self, text: &str) {
        // Comments part a text without end into pieces of any number; no value is as long as one of them may be.
        if !self.leaf || self.skipping.is_some() {
            return;
        }
        if (self.text.len() + text.len()) as u64 <= STRETCH_MAX {
            self.text.push_str(text);
        } else {
            self.unusable = Some((&MARKUP_TOO_FAR, Text::default()));
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) {
        let known = match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        match known {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4])),
            None => self.unusable = Some((&UNKNOWN_ENTITY, Text::from(format!("&{};", &**reference)))),
        }
    }

    fn end(&mut self, name: &str, line: u32) {
        let kind = self.open.pop();
        if self.skipping.is_some_and(|depth| self.open.len() <= depth) {
            self.skipping = None;
            self.leaf = false;
            return;
        }
        if self.skipping.is_none() {
            match kind {
                Some(Element::Record(record)) => {
                    self.records.pop();
                    if record == Record::Child {
                        self.keep_child();
                    }
                }
                Some(Element::Value(value)) if self.leaf => self.value(Some(value), name, line),
                Some(Element::Unknown) if self.leaf => self.value(None, name, line),
                _ => {}
            }
        }
        self.leaf = false;
    }

    /// Takes the text of a value; `None` is an element that no census has.
    fn value(&mut self, value: Option<Value>, name: &str, line: u32) {
        let text = std::mem::take(&mut self.text);
        let origin = Origin { source: self.source, row: line };
        let trimmed = text.trim();
        if let Some((rule, fault)) = self.unusable.take() {
            self.tell(Finding::new(rule, origin).value(name.to_string(), &fault));
        } else if !trimmed.is_empty() {
            let problem = self.put(value, name, trimmed);
            if let Some((rule, expected)) = problem {
                let finding = Finding::new(rule, origin).value(name.to_string(), trimmed).expected(expected);
                self.tell(finding);
            }
        }
        self.text = text;
    }

    /// Puts a value into the innermost open record. Outside all records nothing is known of it.
    fn put(&mut self, value: Option<Value>, name: &str, text: &str) -> Problem {
        match (self.records.last().copied(), value, &mut self.header, &mut self.child) {
            (Some(Record::Header), Some(value), Some(header), _) => header.put(value, text),
            (Some(record), Some(value), _, Some(child)) => child.put(record, value, name, text),
            (Some(Record::PreProceedings), None, _, Some(child)) => {
                child.put_unknown(name, text);
                None
            }
            (_, None, ..) => None,
            (_, Some(_), ..) => Some((&MISPLACED, "skipped: it belongs to a record")),
        }
    }

    fn tell(&mut self, finding: Finding) {
        let child = self.child.as_ref().map_or("", |c| &c.child);
        self.findings.push(finding.child(child));
    }

    fn keep_child(&mut self) {
        if let (Some(child), Some(checks)) = (self.child.take(), &self.checks) {
            checks.child(&child, self.findings);
            self.children.push(child);
        }
    }

    /// Fixes the year before the first child, and checks the header.
    fn settle(&mut self) {
        if self.checks.is_some() {
            return;
        }
        let file = Origin { source: self.source, row: 0 };
        let (named, reference) = self.header.as_ref().map_or((None, None), |h| (h.year, h.reference_date));
        let ends_year = reference.filter(|d| (d.month(), d.day()) == (3, 31));
        let from_reference = ends_year.and_then(|d| u16::try_from(d.year()).ok());
        let year = from_reference.or(named).or(self.year_hint);
        match &self.header {
            None => self.findings.push(Finding::new(&NO_HEADER, file)),
            Some(header) => {
                if header.collection != "CIN" {
                    let finding = Finding::new(&OTHER_COLLECTION, file);
                    self.findings.push(finding.value("Collection", &header.collection).expected("CIN"));
                }
                if ends_year.is_none() {
                    let value = reference.map_or_else(String::new, |d| d.to_string());
                    let finding = Finding::new(&REFERENCE_DATE, file).value("ReferenceDate", &value);
                    self.findings.push(finding.expected("31 March of the year of the census"));
                }
            }
        }
        for (column, other) in [("Year", named), ("file name", self.year_hint)] {
            if let (Some(other), Some(year)) = (other, year)
                && other != year
            {
                let finding = Finding::new(&YEAR_DISAGREES, file).value(column, &other.to_string());
                self.findings.push(finding.expected(format!("{year}")));
            }
        }
        if year.is_none() {
            self.findings.push(Finding::new(&NO_YEAR, file).value("file name", self.name));
        }
        self.checks = Some(Checks::new(year, reference.or_else(|| last_day(year))));
    }

    fn finish(mut self) -> (Census, u64) {
        self.settle();
        let read = self.children.len() as u64;
        if read == 0 {
            self.findings.push(Finding::new(&NO_CHILDREN, Origin { source: self.source, row: 0 }));
        }
        let year = self.checks.as_ref().and_then(|checks| checks.year);
        super::check::census(&self.children, self.findings);
        (Census { header: self.header, year, children: self.children }, read)
    }
}

/// The reference date of a year.
pub(super) fn last_day(year: Option<u16>) -> Option<Date> {
    Date::new(i16::try_from(year?).ok()?, 3, 31).ok()
}
