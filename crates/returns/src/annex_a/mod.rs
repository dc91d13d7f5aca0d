//! The inspection lists of Ofsted's Annex A.
//!
//! **Source**: Ofsted, Inspecting local authority children's services (ILACS), child-level data, lists 1 to 11.

use crate::{Findings, Text};

/// The lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Nothing.
    Blank,
    /// Text.
    Text(Text),
}

/// Which list has these headers.
pub(crate) fn list_of_headers(_headers: &[String]) -> Option<u8> {
    None
}

/// Reads the rows of a list.
pub(crate) fn read_rows(
    _source: u32,
    _list: u8,
    _headers: Vec<String>,
    rows: &mut dyn Iterator<Item = (u32, Vec<CellValue>)>,
    _lists: &mut Lists,
    _findings: &mut Findings,
) -> u64 {
    rows.count() as u64
}

/// Rules.
pub(crate) static RULES: &[&crate::Rule] = &[];
