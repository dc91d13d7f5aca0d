//! Reading the sheets of a workbook (`.xlsx`).
//!
//! A workbook is an archive of XML files. A small archive can unpack to more than any memory holds, and a sheet
//! with two cells can span seventeen thousand million, so sizes are counted before anything is loaded, and
//! cells are taken one by one.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Seek, SeekFrom, sink};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use crate::annex_a::{CellValue, from_serial};
use crate::archive::{MEMBERS_MAX, RATIO_MAX, WORKBOOK_RATIO_FREE, WORKBOOK_SIZE_MAX};
use crate::finding::Rule;
use crate::finding::Severity::{Error, Warning};
use crate::{Finding, Findings, Origin, ReadSeek, Text, day};

/// Cells of a sheet, blank ones before the last of a row counted.
const MOST_CELLS: usize = 8_000_000;
/// Columns of a sheet; Annex A has up to 34.
const MOST_COLUMNS: u32 = 512;
/// Days between the two epochs that workbooks count from.
const DAYS_1904: f64 = 1_462.0;

/// Every rule of workbooks.
pub static RULES: &[&Rule] =
    &[&UNREADABLE, &TOO_LARGE, &BROKEN_SHEET, &LARGE_SHEET, &FAR_RIGHT, &NO_CACHED_VALUE, &MERGED];

static UNREADABLE: Rule = Rule::new(
    Error,
    "workbook-unreadable",
    "The file is not a workbook that can be read.",
    "Nothing is read from it. It may be protected by a password, or in an older format: save it as .xlsx.",
);

static TOO_LARGE: Rule = Rule::new(
    Error,
    "workbook-too-large",
    "The workbook unpacks to more than can be read.",
    "It is not read. A real extract is far smaller; a file made to exhaust a computer looks like this.",
);

static BROKEN_SHEET: Rule = Rule::new(
    Error,
    "workbook-sheet-broken",
    "A sheet is broken from some cell on.",
    "The cells before are kept.",
);

static LARGE_SHEET: Rule = Rule::new(
    Error,
    "workbook-sheet-too-large",
    "A sheet has more cells than can be read.",
    "The cells read so far are kept, those after them are not.",
);

static FAR_RIGHT: Rule = Rule::new(
    Warning,
    "workbook-far-right",
    "A sheet has cells far to the right of any list.",
    "They are not read.",
);

static NO_CACHED_VALUE: Rule = Rule::new(
    Error,
    "workbook-formula",
    "A formula has no value stored with it.",
    "Headwater does not calculate; the cell is taken as blank. Open and save the workbook in a spreadsheet.",
);

static MERGED: Rule = Rule::new(
    Warning,
    "workbook-merged",
    "Cells of a sheet are merged.",
    "The value stands in the first of them, and the others are blank.",
);

/// A sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Name of the sheet.
    pub name: String,
    /// Rows that have a cell, with their number; the first row of a sheet is 1. Cells stand in their columns.
    pub rows: Vec<(u32, Vec<CellValue>)>,
}

/// Reads a workbook, sheet by sheet, in the order of its tabs.
///
/// `name` is the name of the file and `source` its number, for findings.
///
/// **Errors**: none; what cannot be read is a finding.
pub fn read(
    name: &str,
    reader: Box<dyn ReadSeek + '_>,
    each: &mut dyn FnMut(Sheet),
    findings: &mut Findings,
    source: u32,
) {
    let file = Origin { source, row: 0 };
    let mut reader = BufReader::new(reader);
    if let Err((rule, expected)) = weigh(&mut reader) {
        findings.push(Finding::new(rule, file).value("", name).expected(expected));
        return;
    }
    let mut book = match Xlsx::new(reader) {
        Ok(book) => book,
        Err(error) => {
            findings.push(
                Finding::new(&UNREADABLE, file).value("", name).expected(format!("a workbook: {error}")),
            );
            return;
        }
    };
    for sheet in book.sheet_names() {
        let rows = read_sheet(&mut book, &sheet, file, findings);
        each(Sheet { name: sheet, rows });
    }
}

/// Unpacks every file of the archive into nothing, counting, and goes back to the beginning.
fn weigh<R: Read + Seek>(reader: &mut R) -> Result<(), (&'static Rule, String)> {
    let unreadable = |error: &dyn std::fmt::Display| (&UNREADABLE, format!("a workbook: {error}"));
    let mut archive = ZipArchive::new(&mut *reader).map_err(|e| unreadable(&e))?;
    if archive.len() > MEMBERS_MAX {
        return Err((&TOO_LARGE, format!("no more than {MEMBERS_MAX} files")));
    }
    let mut total = 0u64;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|e| unreadable(&e))?;
        let packed = file.compressed_size().max(1);
        let most = (WORKBOOK_SIZE_MAX - total).min(packed.saturating_mul(RATIO_MAX).max(WORKBOOK_RATIO_FREE));
        let unpacked = std::io::copy(&mut file.take(most + 1), &mut sink()).map_err(|e| unreadable(&e))?;
        if unpacked > most {
            let expected = format!(
                "no more than {} MiB, nor {RATIO_MAX} times the packed size",
                WORKBOOK_SIZE_MAX >> 20
            );
            return Err((&TOO_LARGE, expected));
        }
        total += unpacked;
    }
    drop(archive);
    reader.seek(SeekFrom::Start(0)).map_err(|e| unreadable(&e))?;
    Ok(())
}

fn read_sheet<R: Read + Seek>(
    book: &mut Xlsx<R>,
    sheet: &str,
    file: Origin,
    findings: &mut Findings,
) -> Vec<(u32, Vec<CellValue>)> {
    let epoch = if book.has_1904_epoch() { DAYS_1904 } else { 0.0 };
    let mut taken = Taken { sheet, epoch, file, rows: BTreeMap::new(), cells: 0, far_right: 0 };
    let broken = take_cells(book, &mut taken, findings).err();
    if let Some(error) = broken {
        let row = taken.rows.last_key_value().map_or(0, |(row, _)| *row);
        let finding = Finding::new(&BROKEN_SHEET, Origin { row, ..file }).value("", sheet);
        findings.push(finding.expected(format!("a cell: {error}")));
    }
    if taken.far_right > 0 {
        let finding = Finding::new(&FAR_RIGHT, file).value("", sheet);
        let expected = format!("no more than {MOST_COLUMNS} columns; {} cells are beyond", taken.far_right);
        findings.push(finding.expected(expected));
    }
    // A sheet whose end cannot be read has its finding above.
    let merged = book.merge_cells_by_sheet_name(sheet).map_or(0, |merged| merged.len());
    if merged > 0 {
        let finding = Finding::new(&MERGED, file).value("", sheet);
        findings.push(finding.expected(format!("no merged cells; there are {merged} groups")));
    }
    taken.rows.into_iter().collect()
}

/// The cells of a sheet that were read so far.
struct Taken<'a> {
    sheet: &'a str,
    /// Days to add to a date of this workbook.
    epoch: f64,
    file: Origin,
    rows: BTreeMap<u32, Vec<CellValue>>,
    /// Cells in the rows, blank ones counted.
    cells: usize,
    /// Cells beyond the columns that are read.
    far_right: u64,
}

fn take_cells<R: Read + Seek>(
    book: &mut Xlsx<R>,
    taken: &mut Taken,
    findings: &mut Findings,
) -> Result<(), calamine::XlsxError> {
    let sheet = taken.sheet;
    let mut cells = book.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = (cell.pos.0.saturating_add(1), cell.pos.1);
        let value = cell_value(&cell.value, taken.epoch);
        if value == CellValue::Blank {
            if cell.formula.is_some() {
                let at = Origin { row, ..taken.file };
                let finding =
                    Finding::new(&NO_CACHED_VALUE, at).value(format!("column {}", column + 1), sheet);
                findings.push(finding.expected("a stored value"));
            }
        } else if column >= MOST_COLUMNS {
            taken.far_right += 1;
        } else if !taken.put(row, column, value) {
            let finding = Finding::new(&LARGE_SHEET, Origin { row, ..taken.file }).value("", sheet);
            findings.push(finding.expected(format!("no more than {MOST_CELLS} cells")));
            break;
        }
    }
    Ok(())
}

impl Taken<'_> {
    /// Puts a cell in its place; `false` if the sheet has become too large.
    fn put(&mut self, row: u32, column: u32, value: CellValue) -> bool {
        let cells = self.rows.entry(row).or_default();
        let Ok(column) = usize::try_from(column) else { return false };
        if column >= cells.len() {
            self.cells += column + 1 - cells.len();
            if self.cells > MOST_CELLS {
                return false;
            }
            cells.resize(column + 1, CellValue::Blank);
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = value;
        }
        true
    }
}

fn cell_value(value: &DataRef, epoch: f64) -> CellValue {
    match value {
        DataRef::Empty => CellValue::Blank,
        DataRef::Int(number) => CellValue::Number(*number as f64),
        DataRef::Float(number) => CellValue::Number(*number),
        DataRef::Bool(yes) => CellValue::Bool(*yes),
        DataRef::Error(error) => CellValue::Error(Text::from(error.to_string())),
        DataRef::String(text) | DataRef::DurationIso(text) => of_text(text),
        DataRef::SharedString(text) => of_text(text),
        DataRef::DateTimeIso(text) => {
            text.get(..10).and_then(day::iso).map_or_else(|| of_text(text), CellValue::Date)
        }
        DataRef::DateTime(time) => {
            let date = if time.is_datetime() { from_serial(time.as_f64() + epoch) } else { None };
            date.map_or(CellValue::Number(time.as_f64()), CellValue::Date)
        }
    }
}

fn of_text(text: &str) -> CellValue {
    if text.is_empty() { CellValue::Blank } else { CellValue::Text(Text::from(text)) }
}
