//! Workbooks.

use crate::annex_a::CellValue;
use crate::{Findings, ReadSeek};

/// A sheet.
pub(crate) struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: Vec<(u32, Vec<CellValue>)>,
}

/// Reads the sheets of a workbook.
pub(crate) fn read(
    name: &str,
    _reader: Box<dyn ReadSeek + '_>,
    each: &mut dyn FnMut(Sheet),
    _findings: &mut Findings,
    _source: u32,
) {
    each(Sheet { name: name.to_string(), rows: Vec::new() });
}

/// Rules.
pub(crate) static RULES: &[&crate::Rule] = &[];
