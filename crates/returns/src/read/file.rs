//! One file, from its first bytes to its rows.

use std::io::{self, BufReader, Cursor, Read};

use super::job::{Job, Place, START, Way};
use super::sheet;
use crate::annex_a::CellValue;
use crate::delimited::{Delimited, Rows};
use crate::guard::{MARKUP_TOO_FAR, XmlGuard};
use crate::recognise::{self, Content, DELIMITERS, Known, Root};
use crate::{
    Finding, Findings, Input, Origin, Rule, Severity, Source, SourceKind, Text, annex_a, archive, cin,
    events, ssda903,
};

pub(crate) static OPEN_FAILED: Rule = Rule {
    id: "file-not-opened",
    severity: Severity::Error,
    title: "A file or folder cannot be opened.",
    why: "It is not read. Another program may have it open, or it may have been moved.",
};
/// What one job gives.
#[derive(Default)]
pub(super) struct Part {
    pub sources: Vec<Source>,
    pub findings: Findings,
    /// Looked-after tables, each with the place of its source in `sources`.
    pub rets: Vec<(usize, ssda903::Return)>,
    pub census: Option<cin::Census>,
    pub lists: Option<annex_a::Lists>,
    pub events: Vec<events::Event>,
    /// An inspection list as CSV: it is read once all files of its folder are known.
    pub waits: bool,
}

impl Part {
    fn of(job: &Job) -> Part {
        let mut findings = Findings::default();
        findings.append(job.findings.clone(), job.source);
        Part { findings, ..Part::default() }
    }

    pub(super) fn add_source(&mut self, name: &str, kind: SourceKind, year: Option<u16>, rows: u64) {
        self.sources.push(Source { name: name.to_string(), kind, year, rows });
    }

    pub(super) fn report(
        &mut self,
        rule: &'static Rule,
        source: u32,
        value: &str,
        expected: impl Into<String>,
    ) {
        let finding =
            Finding::new(rule, Origin { source, row: 0 }).value("", value).expected(expected.into());
        self.findings.push(finding);
    }
}

/// Reads a job.
pub(super) fn read_job(inputs: &[Input], job: &Job) -> Part {
    let mut part = Part::of(job);
    match job.way {
        Way::Done(kind, rows) => part.add_source(&job.name, kind, None, rows),
        Way::Workbook => sheet::read_workbook(inputs, job, &mut part),
        Way::Stream => {
            with_stream(inputs, job, &mut part, &mut |reader, part| read_stream(job, reader, part));
            if part.sources.is_empty() {
                part.add_source(&job.name, SourceKind::Unknown, None, 0);
            }
        }
    }
    part
}

/// Opens what a job reads and hands it on.
fn with_stream(inputs: &[Input], job: &Job, part: &mut Part, then: &mut dyn FnMut(&mut dyn Read, &mut Part)) {
    let Some(input) = inputs.get(job.input) else { return };
    match (input.open(), job.place) {
        (Err(error), _) => part.report(&OPEN_FAILED, job.source, &error.to_string(), ""),
        (Ok(mut reader), Place::Whole) => then(&mut reader, part),
        (Ok(reader), Place::Member(index)) => {
            let mut findings = Findings::default();
            archive::with_member(reader, index, job.source, &mut findings, |member, _| then(member, part));
            part.findings.append(findings, 0);
        }
    }
}

/// The first bytes of a reader, and a reader of all of it.
fn peek(reader: &mut dyn Read) -> io::Result<(Vec<u8>, impl Read)> {
    let mut start = Vec::new();
    reader.take(START).read_to_end(&mut start)?;
    Ok((start.clone(), Cursor::new(start).chain(reader)))
}

fn read_stream(job: &Job, reader: &mut dyn Read, part: &mut Part) {
    let (start, reader) = match peek(reader) {
        Ok(both) => both,
        Err(error) => return part.report(&OPEN_FAILED, job.source, &error.to_string(), ""),
    };
    match Content::of(&start) {
        Content::Empty => part.report(&recognise::EMPTY, job.source, "", "rows"),
        Content::Utf16 => part.report(&recognise::UTF16, job.source, "", "CSV UTF-8 (Save As in Excel)"),
        Content::OldOffice => part.report(&recognise::OLD_OFFICE, job.source, "", "xlsx without password"),
        Content::Zip => part.report(&archive::NESTED, job.source, "", ""),
        Content::Xml => read_xml(job, &start, reader, part),
        Content::Text => read_text(job, reader, part),
    }
}

fn read_xml(job: &Job, start: &[u8], reader: impl Read, part: &mut Part) {
    let mut guard = XmlGuard::new(BufReader::with_capacity(1 << 16, reader));
    let year = recognise::year_in_name(&job.name);
    match recognise::root_of(start) {
        Root::Ssda903 => {
            let (ret, children) = ssda903::read_xml(job.source, &mut guard, year, &mut part.findings);
            part.add_source(&job.name, SourceKind::Ssda903Xml, year, children);
            part.rets.push((0, ret));
        }
        Root::Census => {
            let (census, children) =
                cin::read_xml(job.source, &job.name, &mut guard, year, &mut part.findings);
            part.add_source(&job.name, SourceKind::CinCensus, census.year, children);
            part.census = Some(census);
        }
        Root::Dtd => part.report(&recognise::DTD, job.source, "DOCTYPE", "a plain XML return"),
        Root::Other(root) => {
            part.report(&recognise::NOT_RECOGNISED, job.source, &root, "root element EXPSSDA903 or Message");
        }
    }
    if guard.tripped() {
        part.report(&MARKUP_TOO_FAR, job.source, "", "markup at least once in each MiB");
    }
}

/// Delimited text, what its headers say it is, and by which sign its cells are parted.
struct Recognised<R> {
    file: Delimited<R>,
    known: Option<(Known, &'static str)>,
}

/// Opens delimited text and finds by which sign its cells are parted.
fn recognised<R: Read>(job: &Job, reader: R, part: &mut Part) -> Option<Recognised<R>> {
    let (file, findings) = Delimited::open(reader, job.source);
    part.findings.append(findings, 0);
    let mut file = file?;
    file.expect_length(job.length);
    for (delimiter, name) in DELIMITERS {
        file.split_by(delimiter);
        if let Some(known) = recognise::of_headers(file.headers()) {
            file.report_headers();
            return Some(Recognised { file, known: Some((known, name)) });
        }
    }
    file.split_by(b',');
    Some(Recognised { file, known: None })
}

fn read_text<R: Read>(job: &Job, reader: R, part: &mut Part) {
    let Some(Recognised { mut file, known }) = recognised(job, reader, part) else { return };
    let year = recognise::year_in_name(&job.name);
    let Some((known, delimiter)) = known else {
        let headers = file.headers().join(",");
        return part.report(
            &recognise::NOT_RECOGNISED,
            job.source,
            &headers,
            "the headers of a return, an inspection list or an event file",
        );
    };
    if delimiter != "comma" && !matches!(known, Known::AnnexA(_)) {
        part.report(&recognise::DELIMITER, job.source, delimiter, "comma");
    }
    let rows = match known {
        Known::Ssda903(table) => {
            if let Some(named) = recognise::table_in_name(&job.name).filter(|named| *named != table) {
                let expected = format!("the columns of {}; it is read as {}", named.label(), table.label());
                part.report(&recognise::NAME_AND_COLUMNS, job.source, "", expected);
            }
            let (ret, rows) = ssda903::read_table(table, job.source, &mut file, year, &mut part.findings);
            part.rets.push((0, ret));
            part.add_source(&job.name, SourceKind::Ssda903Table(table), year, rows);
            rows
        }
        Known::Events => {
            let rows = read_events(job.source, &mut file, part);
            part.add_source(&job.name, SourceKind::Events, None, rows);
            rows
        }
        Known::AnnexA(list) => {
            // Findings wait as well: the file is read again with the others of its folder.
            part.add_source(&job.name, SourceKind::AnnexA(list), None, 0);
            part.waits = true;
            return;
        }
    };
    part.findings.append(file.take_findings(), 0);
    if rows == 0 {
        part.report(&recognise::HEADER_ONLY, job.source, "", "rows");
    }
}

/// Reads the rows of an event file; how many there were.
pub(super) fn read_events(source: u32, file: &mut impl Rows, part: &mut Part) -> u64 {
    let headers: csv::StringRecord = file.headers().iter().map(String::as_str).collect();
    let mut count = 0u64;
    let mut rows = std::iter::from_fn(|| {
        let record = file.next_record()?;
        count += 1;
        let cells = (0..headers.len()).map(|at| record.text(at)).collect();
        Some(events::Line { row: record.row, cells, days: record.days().to_vec() })
    });
    part.events.extend(events::read_lines(source, &headers, &mut rows, &mut part.findings));
    count
}

/// Reads an inspection list that waited.
pub(super) fn read_list(inputs: &[Input], job: &Job, lists: &mut annex_a::Lists) -> Part {
    let mut part = Part::of(job);
    with_stream(inputs, job, &mut part, &mut |reader, part| {
        let Some(Recognised { mut file, known: Some((Known::AnnexA(list), delimiter)) }) =
            recognised(job, reader, part)
        else {
            return;
        };
        if delimiter != "comma" {
            part.report(&recognise::DELIMITER, job.source, delimiter, "comma");
        }
        let headers = file.headers().to_vec();
        let width = headers.len();
        let mut rows = std::iter::from_fn(|| {
            let record = file.next_record()?;
            let cells = (0..width).map(|at| match record.text(at).trim() {
                "" => CellValue::Blank,
                text => CellValue::Text(Text::from(text)),
            });
            Some((record.row, cells.collect()))
        });
        let count = annex_a::read_rows(job.source, list, headers, &mut rows, lists, &mut part.findings);
        part.findings.append(file.take_findings(), 0);
        part.add_source(&job.name, SourceKind::AnnexA(list), None, count);
        if count == 0 {
            part.report(&recognise::HEADER_ONLY, job.source, "", "rows");
        }
    });
    part
}
