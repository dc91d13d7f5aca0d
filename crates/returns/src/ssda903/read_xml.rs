//! The whole return as one XML file.
//!
//! **Source**: SSDA903 XML schema, 2021: `EXPSSDA903` holds `CHILD`s, each of one `HEADER` and its `EPISODE`s;
//! reviews, missing periods, outcomes and adoption lie inside the header.

use std::collections::BTreeSet;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::cells::{Cells, Sheet};
use super::table_rows::Row;
use super::{
    Ad1, Episode, Header, Missing, Oc2, Oc3, PlacedAdoption, PreviousPermanence, Return, Review, TableKind,
    Uasc,
};
use crate::guard::{self, MARKUP_TOO_FAR, ROWS_MAX, STRETCH_MAX};
use crate::recognise::DTD;
use crate::{Finding, Findings, Origin, Rule, Severity, Text};

pub(crate) static BROKEN: Rule = Rule {
    id: "xml-broken",
    severity: Severity::Error,
    title: "An XML file is broken from some place on.",
    why: "What stands before the fault is read; the rest is lacking.",
};
pub(crate) static TOO_DEEP: Rule = Rule {
    id: "xml-too-deep",
    severity: Severity::Error,
    title: "The elements of an XML return lie more than a few levels deep.",
    why: "No return nests so deep. The file is read up to there and no further.",
};
pub(crate) static ENTITY: Rule = Rule {
    id: "xml-entity-unknown",
    severity: Severity::Error,
    title: "An XML return has entities of its own.",
    why: "What the entity stands for is not known and not looked up; its name is read as it stands.",
};
pub(crate) static TAG_TWICE: Rule = Rule {
    id: "xml-element-twice",
    severity: Severity::Warning,
    title: "An element that may occur once stands twice in one record of an XML return.",
    why: "The first is used.",
};
pub(crate) static TAG_NOT_USED: Rule = Rule {
    id: "xml-element-not-used",
    severity: Severity::Note,
    title: "An XML return has elements that Headwater does not know.",
    why: "They are not read; nothing else depends on them.",
};

/// Rules of XML.
pub(crate) static RULES: &[&Rule] = &[&BROKEN, &TOO_DEEP, &ENTITY, &TAG_TWICE, &TAG_NOT_USED];

const DEPTH_MAX: usize = 32;
const UNKNOWN_TAGS_MAX: usize = 100;
const COLUMNS_MAX: usize = 16;

/// Elements that hold the columns of another table than the header.
const GROUPS: [(&str, TableKind); 6] = [
    ("AREVIEW", TableKind::Reviews),
    ("AMISSING", TableKind::Missing),
    ("PERMANENCE", TableKind::PreviousPermanence),
    ("OC2", TableKind::Oc2),
    ("AD_PLACED", TableKind::PlacedAdoption),
    ("EPISODE", TableKind::Episodes),
];

/// Tables whose columns lie in the header itself.
const IN_HEADER: [TableKind; 4] = [TableKind::Header, TableKind::Uasc, TableKind::Oc3, TableKind::Ad1];

/// Reads the XML form of the return. Returns its tables and how many children there were.
///
/// Of a file that breaks off, everything before the fault is kept.
pub fn read_xml(
    source: u32,
    reader: &mut dyn BufRead,
    year: Option<u16>,
    findings: &mut Findings,
) -> (Return, u64) {
    let mut file = File {
        source,
        line: 1,
        path: Vec::new(),
        text: String::new(),
        child: Child::default(),
        children: 0,
        tables: Tables::new(year),
        unknown: BTreeSet::new(),
        findings,
    };
    file.read(reader);
    let File { tables, children, findings, .. } = file;
    (tables.finish(source, findings), children)
}

/// Columns of one element, as texts.
#[derive(Default)]
struct Fields {
    line: u32,
    values: Vec<(Text, String)>,
}

impl Fields {
    /// Keeps a value that is not blank; false if there is one of that name already.
    fn put(&mut self, tag: &Text, value: String) -> bool {
        if value.trim().is_empty() {
            return true;
        }
        let is_new = self.get(tag).is_empty();
        if is_new {
            self.values.push((tag.clone(), value));
        }
        is_new
    }

    fn get(&self, name: &str) -> &str {
        self.values.iter().find(|(tag, _)| tag == name).map_or("", |(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Child {
    header: Fields,
    header_complete: bool,
    groups: Vec<(TableKind, Fields)>,
    group: Fields,
}

struct File<'f> {
    source: u32,
    line: u32,
    path: Vec<Text>,
    text: String,
    child: Child,
    children: u64,
    tables: Tables,
    unknown: BTreeSet<Text>,
    findings: &'f mut Findings,
}

impl File<'_> {
    fn read(&mut self, reader: &mut dyn BufRead) {
        let mut reader = Reader::from_reader(reader);
        reader.config_mut().expand_empty_elements = true;
        let mut buffer = Vec::new();
        loop {
            let event = match reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(error) => {
                    let at = reader.error_position().max(reader.buffer_position());
                    self.report_broken(at, &error.to_string());
                    break;
                }
            };
            let breaks = event.iter_lines();
            match event {
                Event::Start(tag) => {
                    if self.path.len() >= DEPTH_MAX {
                        self.report(&TOO_DEEP, "", tag.local_name().as_ref());
                        break;
                    }
                    self.start(tag.local_name().as_ref());
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(name) => self.reference(&name),
                Event::DocType(_) => {
                    self.report(&DTD, "", "DOCTYPE");
                    break;
                }
                Event::Eof => {
                    if !self.path.is_empty() {
                        self.report_broken(reader.buffer_position(), "the file ends within an element");
                    }
                    break;
                }
                _ => {}
            }
            self.line = self.line.saturating_add(breaks);
            buffer.clear();
            if self.tables.rows + self.child.groups.len() as u64 > ROWS_MAX {
                let origin = Origin { source: self.source, row: self.line };
                self.findings.push(guard::too_many_rows(origin));
                return;
            }
        }
        // A child whose end the file lacks.
        self.finish_child();
    }

    fn report(&mut self, rule: &'static Rule, column: &str, value: &str) {
        let origin = Origin { source: self.source, row: self.line };
        let finding = Finding::new(rule, origin)
            .child(self.child.header.get("CHILDID"))
            .value(column.to_string(), value);
        self.findings.push(finding);
    }

    fn report_broken(&mut self, byte: u64, error: &str) {
        let origin = Origin { source: self.source, row: self.line };
        self.findings.push(
            Finding::new(&BROKEN, origin)
                .value("", error)
                .expected(format!("well-formed XML; it breaks at byte {byte}, line {}", self.line)),
        );
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        if let Ok(Some(char)) = name.resolve_char_ref() {
            self.text.push(char);
        } else if let Some(predefined) = quick_xml::escape::resolve_predefined_entity(name) {
            self.text.push_str(predefined);
        } else {
            let name = format!("&{};", &**name);
            self.report(&ENTITY, "", &name);
            self.text.push_str(&name);
        }
    }

    /// Takes a piece of the text of an element. Comments part a text without end into pieces of any number.
    fn text(&mut self, piece: &str) {
        let too_long = (self.text.len() + piece.len()) as u64 > STRETCH_MAX;
        if too_long {
            let tag = self.path.last().cloned().unwrap_or_default();
            self.report(&MARKUP_TOO_FAR, &tag, "");
        } else {
            self.text.push_str(piece);
        }
    }

    fn start(&mut self, tag: &str) {
        self.path.push(Text::from(tag));
        self.text.clear();
        let line = self.line;
        match self.place() {
            Place::Child => self.child = Child::default(),
            Place::Header => self.child.header = Fields { line, ..Fields::default() },
            Place::Group(_) => self.child.group = Fields { line, ..Fields::default() },
            Place::HeaderField | Place::GroupField | Place::Elsewhere => {}
        }
    }

    fn end(&mut self) {
        let tag = self.path.last().cloned().unwrap_or_default();
        match self.place() {
            Place::Child => self.finish_child(),
            Place::Header => self.child.header_complete = true,
            Place::Group(table) => {
                let fields = std::mem::take(&mut self.child.group);
                // Empty elements are legal and mean that there is nothing.
                if !fields.values.is_empty() {
                    self.child.groups.push((table, fields));
                }
            }
            Place::HeaderField => {
                let is_known = self.note_unknown(&IN_HEADER, &tag);
                let value = std::mem::take(&mut self.text);
                if is_known && !self.child.header.put(&tag, value) {
                    self.report(&TAG_TWICE, &tag, "");
                }
            }
            Place::GroupField => {
                let group = self.path.len().checked_sub(2).and_then(|at| self.path.get(at));
                let table = group.and_then(|g| group_table(g));
                let is_known = table.is_some_and(|table| self.note_unknown(&[table], &tag));
                let value = std::mem::take(&mut self.text);
                if is_known && !self.child.group.put(&tag, value) {
                    self.report(&TAG_TWICE, &tag, "");
                }
            }
            Place::Elsewhere => {
                if self.path.len() > 1 {
                    self.note_unknown(&[], &tag);
                }
            }
        }
        self.path.pop();
        self.text.clear();
    }

    fn place(&self) -> Place {
        let path: [&str; 5] = std::array::from_fn(|at| self.path.get(at).map_or("", Text::as_str));
        match (path, self.path.len()) {
            (["EXPSSDA903", "CHILD", ..], 2) => Place::Child,
            (["EXPSSDA903", "CHILD", "HEADER", ..], 3) => Place::Header,
            (["EXPSSDA903", "CHILD", "EPISODE", ..], 3) => Place::Group(TableKind::Episodes),
            (["EXPSSDA903", "CHILD", "EPISODE", ..], 4) => Place::GroupField,
            (["EXPSSDA903", "CHILD", "HEADER", tag, _], 4) => match group_table(tag) {
                Some(table) => Place::Group(table),
                None => Place::HeaderField,
            },
            (["EXPSSDA903", "CHILD", "HEADER", tag, _], 5) if group_table(tag).is_some() => Place::GroupField,
            _ => Place::Elsewhere,
        }
    }

    /// Whether tables have an element; if not, its name is reported once.
    fn note_unknown(&mut self, tables: &[TableKind], tag: &Text) -> bool {
        // The header flags an unaccompanied child; in CSV being in the table does.
        let known = *tag == "UASC"
            || tables.iter().any(|table| table.columns().iter().any(|column| tag_of(column.name) == *tag));
        if !known && self.unknown.len() < UNKNOWN_TAGS_MAX && self.unknown.insert(tag.clone()) {
            self.report(&TAG_NOT_USED, tag, "");
        }
        known
    }

    fn finish_child(&mut self) {
        let child = std::mem::take(&mut self.child);
        if child.header.values.is_empty() && child.groups.is_empty() {
            return;
        }
        self.children += 1;
        self.tables.add(self.source, &child);
    }
}

/// Where an element lies.
enum Place {
    Child,
    Header,
    HeaderField,
    Group(TableKind),
    GroupField,
    Elsewhere,
}

fn group_table(tag: &str) -> Option<TableKind> {
    GROUPS.iter().find(|(name, _)| *name == tag).map(|(_, table)| *table)
}

/// The tag of a column.
fn tag_of(column: &str) -> &str {
    match column {
        "CHILD" => "CHILDID",
        "PLACE" => "PL",
        other => other,
    }
}

/// Line ends within an event.
trait Lines {
    fn iter_lines(&self) -> u32;
}

impl Lines for Event<'_> {
    fn iter_lines(&self) -> u32 {
        let text: &str = match self {
            Event::Start(e) => e,
            Event::Empty(e) => e,
            Event::Text(e) => e,
            Event::CData(e) => e,
            Event::Comment(e) => e,
            _ => "",
        };
        text.bytes().filter(|b| *b == b'\n').count() as u32
    }
}

/// The tables that the XML form has, while they are filled.
struct Tables {
    ret: Return,
    sheets: Vec<(TableKind, Sheet)>,
    /// Rows so far, those left out counted.
    rows: u64,
}

impl Tables {
    fn new(year: Option<u16>) -> Tables {
        let sheets =
            TableKind::ALL.into_iter().map(|table| (table, Sheet::new(table, year, |_| true))).collect();
        Tables { ret: Return { year, ..Return::default() }, sheets, rows: 0 }
    }

    fn finish(self, source: u32, findings: &mut Findings) -> Return {
        for (_, sheet) in self.sheets {
            sheet.finish(source, findings);
        }
        self.ret
    }

    fn add(&mut self, source: u32, child: &Child) {
        let header = &child.header;
        let filled = |names: &[&str]| names.iter().any(|name| !header.get(name).trim().is_empty());
        if child.header_complete {
            self.row::<Header>(source, header, header);
        }
        if header.get("UASC").trim() == "1" || filled(&["DUC"]) {
            self.row::<Uasc>(source, header, header);
        }
        if filled(&["IN_TOUCH", "ACTIV", "ACCOM"]) {
            self.row::<Oc3>(source, header, header);
        }
        if filled(&["DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"]) {
            self.row::<Ad1>(source, header, header);
        }
        for (table, fields) in &child.groups {
            match table {
                TableKind::Episodes => self.row::<Episode>(source, header, fields),
                TableKind::Reviews => self.row::<Review>(source, header, fields),
                TableKind::Missing => self.row::<Missing>(source, header, fields),
                TableKind::PreviousPermanence => self.row::<PreviousPermanence>(source, header, fields),
                TableKind::Oc2 => self.row::<Oc2>(source, header, fields),
                TableKind::PlacedAdoption => self.row::<PlacedAdoption>(source, header, fields),
                _ => {}
            }
        }
    }

    /// Adds a row whose child and birth are those of the header.
    fn row<T: Row>(&mut self, source: u32, header: &Fields, fields: &Fields) {
        let Some((_, sheet)) = self.sheets.iter_mut().find(|(table, _)| *table == T::TABLE) else { return };
        self.rows += 1;
        let mut raw: [&[u8]; COLUMNS_MAX] = [&[]; COLUMNS_MAX];
        for (cell, column) in raw.iter_mut().zip(T::TABLE.columns()) {
            let from = if matches!(column.name, "CHILD" | "DOB") { header } else { fields };
            *cell = from.get(tag_of(column.name)).as_bytes();
        }
        let origin = Origin { source, row: fields.line };
        let row = T::read(&mut Cells { raw: &raw, origin, sheet });
        T::of(&mut self.ret).extend(row);
    }
}
