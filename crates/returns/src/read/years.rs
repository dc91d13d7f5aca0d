//! The return year of each table: from its name, else from the days in it.

use std::collections::BTreeMap;

use super::file::Part;
use crate::recognise::folder_of;
use crate::ssda903::{self, Return};
use crate::{Finding, Findings, Origin, Rule, Severity, SourceKind};

pub(crate) static YEAR_FROM_DATES: Rule = Rule {
    id: "year-from-dates",
    severity: Severity::Note,
    title: "Folder or file name tells the return year.",
    why: "It does not, so the latest day on which an episode of the file, or of its folder, began or ceased \
          decides. Put the year into the name if that is wrong.",
};
pub(crate) static YEAR_UNKNOWN: Rule = Rule {
    id: "year-not-known",
    severity: Severity::Warning,
    title: "The return year of a table is known.",
    why: "Neither its name nor episodes beside it tell the year. It is read as older than all others and not \
          checked against a year. Put the year into the name of the file or its folder.",
};
pub(crate) static TABLE_TWICE: Rule = Rule {
    id: "table-given-twice",
    severity: Severity::Warning,
    title: "Each table of a year is given once.",
    why: "The rows of all files count. If one is an older extract of the other, leave it out.",
};

/// Settles the year of each looked-after table that its name does not tell.
pub(super) fn settle(parts: &mut [Part], findings: &mut Findings) {
    let mut of_folder: BTreeMap<String, Vec<u16>> = BTreeMap::new();
    for part in parts.iter() {
        if let (Some(source), Some(year)) = (part.sources.first(), own_year(part)) {
            of_folder.entry(folder_of(&source.name).to_string()).or_default().push(year);
        }
    }
    for years in of_folder.values_mut() {
        years.sort_unstable();
        years.dedup();
    }
    let mut number = 0u32;
    for part in parts {
        let origin = Origin { source: number, row: 0 };
        number = number.saturating_add(part.sources.len() as u32);
        let own = own_year(part);
        let (Some(source), Some(ret)) = (part.sources.first_mut(), part.ret.as_mut()) else { continue };
        if ret.year.is_some() {
            continue;
        }
        let year = own.or_else(|| match of_folder.get(folder_of(&source.name)).map(Vec::as_slice) {
            Some([year]) => Some(*year),
            _ => None,
        });
        ret.year = year;
        source.year = year;
        findings.push(match year {
            Some(year) => Finding::new(&YEAR_FROM_DATES, origin)
                .value("", &year.to_string())
                .expected("a year in the name of the file or its folder"),
            None => {
                Finding::new(&YEAR_UNKNOWN, origin).expected("a year in the name of the file or its folder")
            }
        });
    }
}

/// The year that the episodes of a part tell, where its name does not.
fn own_year(part: &Part) -> Option<u16> {
    let ret: &Return = part.ret.as_ref()?;
    if ret.year.is_some() {
        return None;
    }
    ret.latest_day().and_then(ssda903::year_of)
}

/// Reports tables that several files give for one year.
pub(super) fn report_tables_twice(parts: &[Part], findings: &mut Findings) {
    let mut first: BTreeMap<(Option<u16>, SourceKind), &str> = BTreeMap::new();
    let mut number = 0u32;
    for part in parts {
        let origin = Origin { source: number, row: 0 };
        number = number.saturating_add(part.sources.len() as u32);
        let (Some(source), true) = (part.sources.first(), part.ret.is_some()) else { continue };
        if source.rows == 0 {
            continue;
        }
        let key = (source.year, source.kind);
        match first.get(&key) {
            Some(other) => {
                findings.push(Finding::new(&TABLE_TWICE, origin).value("", other).expected("one file"));
            }
            None => {
                first.insert(key, &source.name);
            }
        }
    }
}
