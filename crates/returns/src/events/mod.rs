//! The plain event file, through which any partner's extract comes in.
//!
//! One row is one dated thing: `child`, `event` (a word of [`crate::record::Kind::label`]), `start` are needed;
//! `end`, `agency`, `service`, `cost`, `outcome`, `born`, `sex`, `ethnicity`, `upn`, `ward` may be there.

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {}

/// Whether these are the headers of an event file.
pub(crate) fn is_header(_headers: &[String]) -> bool {
    false
}

/// Reads the rows of an event file.
pub(crate) fn read_rows(
    _source: u32,
    _headers: &csv::StringRecord,
    rows: &mut dyn Iterator<Item = (u32, csv::StringRecord)>,
    _findings: &mut crate::Findings,
) -> Vec<Event> {
    rows.map(|_| Event {}).collect()
}

/// Rules.
pub(crate) static RULES: &[&crate::Rule] = &[];
