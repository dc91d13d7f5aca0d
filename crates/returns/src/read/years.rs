//! The return year of each table: from its name, else from the days in it.

use std::collections::BTreeMap;

use super::file::Part;
use crate::recognise::folder_of;
use crate::ssda903::{self, Return};
use crate::{Finding, Findings, Origin, Rule, Severity, SourceKind};

pub(crate) static YEAR_FROM_DATES: Rule = Rule {
    id: "year-from-dates",
    severity: Severity::Note,
    title: "Neither folder nor file name tells the return year.",
    why: "It does not, so the latest day on which an episode of the file, or else of its folder, began or ceased \
          decides, or else the latest review or period missing; one date in fifty may be later. Put the year into \
          the name if that is wrong.",
};
pub(crate) static YEAR_UNKNOWN: Rule = Rule {
    id: "year-not-known",
    severity: Severity::Warning,
    title: "The return year of a table is not known.",
    why: "Neither its name nor episodes beside it tell the year. It is read as older than all others and not \
          checked against a year. Put the year into the name of the file or its folder.",
};
pub(crate) static TABLE_TWICE: Rule = Rule {
    id: "table-given-twice",
    severity: Severity::Warning,
    title: "A table of a year is given twice.",
    why: "The rows of all files count. If one is an older extract of the other, leave it out.",
};

/// Settles the year of each looked-after table that its name does not tell.
pub(super) fn settle(parts: &mut [Part], findings: &mut Findings) {
    let mut of_folder: BTreeMap<String, Vec<u16>> = BTreeMap::new();
    for part in parts.iter() {
        for (place, ret) in &part.rets {
            if let (Some(source), Some(year)) = (part.sources.get(*place), own_year(ret)) {
                of_folder.entry(folder_of(&source.name).to_string()).or_default().push(year);
            }
        }
    }
    for years in of_folder.values_mut() {
        years.sort_unstable();
        years.dedup();
    }
    let mut first = 0u32;
    for part in parts {
        for (place, ret) in part.rets.iter_mut().filter(|(_, ret)| ret.year.is_none()) {
            let Some(source) = part.sources.get_mut(*place) else { continue };
            let of_folder = match of_folder.get(folder_of(&source.name)).map(Vec::as_slice) {
                Some([year]) => Some(*year),
                _ => None,
            };
            let of_others = || ret.latest_day_of_others().and_then(ssda903::year_of);
            let year = own_year(ret).or(of_folder).or_else(of_others);
            ret.year = year;
            source.year = year;
            let rule = if year.is_some() { &YEAR_FROM_DATES } else { &YEAR_UNKNOWN };
            findings.push(
                Finding::new(rule, Origin { source: first.saturating_add(*place as u32), row: 0 })
                    .value("", &year.map_or_else(String::new, |year| year.to_string()))
                    .expected("a year in the name of the file or its folder"),
            );
        }
        first = first.saturating_add(part.sources.len() as u32);
    }
}

/// The year that the episodes of a table tell, where its name does not.
fn own_year(ret: &Return) -> Option<u16> {
    if ret.year.is_some() {
        return None;
    }
    ret.latest_day().and_then(ssda903::year_of)
}

/// Reports tables that several files give for one year.
pub(super) fn report_tables_twice(parts: &[Part], findings: &mut Findings) {
    let mut seen: BTreeMap<(Option<u16>, SourceKind), &str> = BTreeMap::new();
    let mut first = 0u32;
    for part in parts {
        let tables = part.rets.iter().filter_map(|(place, _)| Some((*place, part.sources.get(*place)?)));
        for (place, source) in tables.filter(|(_, source)| source.rows > 0) {
            match seen.get(&(source.year, source.kind)) {
                Some(other) => findings.push(
                    Finding::new(&TABLE_TWICE, Origin { source: first.saturating_add(place as u32), row: 0 })
                        .value("", other)
                        .expected("one file"),
                ),
                None => {
                    seen.insert((source.year, source.kind), &source.name);
                }
            }
        }
        first = first.saturating_add(part.sources.len() as u32);
    }
}
