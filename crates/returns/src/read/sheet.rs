//! The sheets of a workbook, each read as what its headers say it is.

use std::io;

use super::file::{OPEN_FAILED, Part, read_events};
use super::job::{Job, Place};
use crate::annex_a::CellValue;
use crate::child_id::Id;
use crate::delimited::{self, RAGGED, Record, Rows};
use crate::recognise::{self, Known};
use crate::{
    Finding, Findings, Input, Origin, ReadSeek, Rule, Severity, Source, SourceKind, annex_a, archive, doubt,
    ssda903, workbook,
};

pub(crate) static SHEET_NOT_RECOGNISED: Rule = Rule {
    id: "sheet-not-recognised",
    severity: Severity::Note,
    title: "A sheet of a workbook is no table that Headwater reads.",
    why: "Workbooks often have sheets of guidance or totals beside the lists. It is not read.",
};

/// Reads a workbook: each sheet that is a table of a return, an inspection list or an event file.
pub(super) fn read_workbook(inputs: &[Input], job: &Job, part: &mut Part) {
    let reader = match workbook_reader(inputs, job, part) {
        Ok(Some(reader)) => reader,
        Ok(None) => return fill_sources(job, part),
        Err(error) => {
            part.report(&OPEN_FAILED, job.source, &error.to_string(), "");
            return fill_sources(job, part);
        }
    };
    let mut sheets: Vec<workbook::Sheet> = Vec::new();
    workbook::read(&job.name, reader, &mut |sheet| sheets.push(sheet), &mut part.findings, job.source);
    part.add_source(&job.name, SourceKind::Workbook, None, sheets.len() as u64);
    let mut lists = annex_a::Lists::default();
    for sheet in sheets {
        read_sheet(job, sheet, &mut lists, part);
    }
    let is_list = |source: &Source| matches!(source.kind, SourceKind::AnnexA(_));
    part.lists = part.sources.iter().any(is_list).then_some(lists);
    fill_sources(job, part);
}

fn workbook_reader<'a>(
    inputs: &'a [Input],
    job: &Job,
    part: &mut Part,
) -> io::Result<Option<Box<dyn ReadSeek + 'a>>> {
    let Some(input) = inputs.get(job.input) else { return Ok(None) };
    let reader = input.open()?;
    let Place::Member(index) = job.place else { return Ok(Some(reader)) };
    let bytes = archive::with_member(reader, index, job.source, &mut part.findings, |member, _| {
        archive::workbook_bytes(member)
    });
    Ok(bytes.transpose()?.flatten().map(|bytes| Box::new(bytes) as Box<dyn ReadSeek>))
}

/// Each number that was kept for a sheet has a source, read or not, so that the numbers of later files hold.
fn fill_sources(job: &Job, part: &mut Part) {
    while part.sources.len() < job.sources as usize {
        let (name, kind) = match part.sources.len() {
            0 => (job.name.clone(), SourceKind::Workbook),
            n => (format!("{}/sheet {n}", job.name), SourceKind::Unknown),
        };
        part.add_source(&name, kind, None, 0);
    }
}

/// Reads a sheet.
fn read_sheet(job: &Job, sheet: workbook::Sheet, lists: &mut annex_a::Lists, part: &mut Part) {
    // A workbook with more sheets than it said has no numbers left for them: the last is shared.
    let place = (part.sources.len() as u32).min(job.sources.saturating_sub(1));
    let source = job.source.saturating_add(place);
    let name = format!("{}/{}", job.name, sheet.name);
    let is_spare = part.sources.len() < job.sources as usize;
    let mut rows = sheet.rows.into_iter().skip_while(|(_, cells)| cells.iter().all(CellValue::is_blank));
    let headers: Vec<String> =
        rows.next().map_or_else(Vec::new, |(_, cells)| cells.iter().map(heading).collect());
    let known = recognise::of_headers(&headers);
    let mut year = None;
    let (kind, count) = match known {
        Some(Known::AnnexA(list)) => {
            let count = annex_a::read_rows(source, list, headers, &mut rows, lists, &mut part.findings);
            (SourceKind::AnnexA(list), count)
        }
        Some(Known::Ssda903(table)) => {
            year = recognise::year_in_name(&name);
            let mut file = SheetRows::new(source, headers, "CHILD", rows);
            let (ret, count) = ssda903::read_table(table, source, &mut file, year, &mut part.findings);
            part.rets.push((place as usize, ret));
            file.finish(part);
            (SourceKind::Ssda903Table(table), count)
        }
        Some(Known::Events) => {
            let mut file = SheetRows::new(source, headers, "child", rows);
            let count = read_events(source, &mut file, part);
            file.finish(part);
            (SourceKind::Events, count)
        }
        None => {
            part.report(&SHEET_NOT_RECOGNISED, source, &headers.join(","), "");
            (SourceKind::Unknown, 0)
        }
    };
    if count == 0 && known.is_some() {
        part.report(&recognise::HEADER_ONLY, source, "", "rows");
    }
    if is_spare {
        part.add_source(&name, kind, year, count);
    }
}

fn heading(cell: &CellValue) -> String {
    match cell {
        CellValue::Text(text) => text.trim().to_string(),
        _ => String::new(),
    }
}

/// The rows of a sheet as text, as a CSV file would have them.
///
/// A day of a spreadsheet is written `dd/mm/yyyy`, and marked: it leaves no doubt. An id that is a number is written with its
/// digits, and counted; one that the spreadsheet has rounded is written so that no one takes it for an id.
struct SheetRows<I> {
    source: u32,
    headers: Vec<String>,
    /// Heading and place of the column of ids.
    id: &'static str,
    id_at: Option<usize>,
    rows: I,
    numbers: u64,
    findings: Findings,
    bytes: Vec<u8>,
    bounds: Vec<(usize, usize)>,
    /// Places of the cells of the row that are days.
    days: Vec<usize>,
}

impl<I: Iterator<Item = (u32, Vec<CellValue>)>> SheetRows<I> {
    fn new(source: u32, mut headers: Vec<String>, id: &'static str, rows: I) -> SheetRows<I> {
        while headers.last().is_some_and(String::is_empty) {
            headers.pop();
        }
        let mut findings = Findings::default();
        delimited::report_repeated(&headers, source, &mut findings);
        let id_at = headers.iter().position(|h| h.eq_ignore_ascii_case(id));
        let (bytes, bounds, days) = (Vec::new(), Vec::new(), Vec::new());
        SheetRows { source, headers, id, id_at, rows, numbers: 0, findings, bytes, bounds, days }
    }

    fn write(&mut self, at: usize, cell: &CellValue) {
        let from = self.bytes.len();
        match cell {
            CellValue::Number(number) if self.id_at == Some(at) => match Id::of_number(*number) {
                Id::Number(digits) | Id::Text(digits) => {
                    self.numbers += 1;
                    self.bytes.extend_from_slice(digits.as_bytes());
                }
                Id::Unreadable => self.bytes.extend_from_slice(format!("#{number}").as_bytes()),
            },
            cell => {
                if matches!(cell, CellValue::Date(_)) {
                    self.days.push(at);
                }
                self.bytes.extend_from_slice(cell.as_text().as_bytes());
            }
        }
        self.bounds.push((from, self.bytes.len()));
    }

    /// Hands over what was found.
    fn finish(self, part: &mut Part) {
        part.findings.append(self.findings, 0);
        doubt::report_numbers(self.numbers, self.source, self.id, &mut part.findings);
    }
}

impl<I: Iterator<Item = (u32, Vec<CellValue>)>> Rows for SheetRows<I> {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn next_record(&mut self) -> Option<Record<'_>> {
        let (row, cells) = self.rows.by_ref().find(|(_, cells)| !cells.iter().all(CellValue::is_blank))?;
        self.bytes.clear();
        self.bounds.clear();
        self.days.clear();
        for (at, cell) in cells.iter().enumerate() {
            self.write(at, cell);
        }
        if let Some(beyond) = cells.iter().skip(self.headers.len()).find(|cell| !cell.is_blank()) {
            let finding = Finding::new(&RAGGED, Origin { source: self.source, row });
            let expected = format!("{} cells; there are {}", self.headers.len(), cells.len());
            self.findings.push(finding.value("", &beyond.as_text()).expected(expected));
        }
        Some(Record::new(row, &self.bytes, &self.bounds).with_days(&self.days))
    }
}
