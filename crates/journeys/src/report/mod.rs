//! Journeys as tables: for one child, for a group, and for every cell of time at risk.
//!
//! Tables about groups take a [`Disclosure`]. Tables about single children (spells, stays, a timeline) and the
//! table of steps and exposure are for use inside the authority: callers must not offer them to others.

mod before_care;
mod children;
mod cost;
mod group;
mod steps;

pub use before_care::{before_care, before_strip, missed};
pub use children::{spells, stays, timeline};
pub use cost::{cost_by_agency, costliest, prices, twentieths};
pub use group::{comebacks, flow, flow_stocks, pathways, services, summary};
pub use steps::exposure;

use tables::{Column, Table};

use crate::group::{Disclosure, Study};

/// What stands over and under the rows of a table of journeys.
struct Head<'a> {
    id: &'a str,
    title: &'a str,
    /// Key, label and unit; the unit is empty where there is none.
    columns: &'a [(&'a str, &'a str, &'a str)],
    notes: &'a [&'a str],
}

impl Head<'_> {
    /// The table without rows, and with what it says about small numbers.
    fn table(&self, study: &Study, disclosure: Disclosure) -> Table {
        let columns = self.columns.iter().map(|(key, label, unit)| match *unit {
            "" => Column::new(*key, *label),
            unit => Column::with_unit(*key, *label, unit),
        });
        let mut table = Table::new(self.id, self.title, columns.collect());
        table.source = source(study);
        table.notes = notes(disclosure, self.notes);
        table
    }
}

/// What every table of a record says about where it comes from.
fn source(study: &Study) -> String {
    let coverage = &study.record.coverage;
    match (coverage.start(), coverage.end()) {
        (Some(from), Some(to)) => {
            let last = crate::Day(crate::Day::of(to).0 - 1);
            format!("The authority's own returns, {from} to {last}; Headwater journeys")
        }
        _ => "The authority's own returns; Headwater journeys".to_string(),
    }
}

fn notes(disclosure: Disclosure, more: &[&str]) -> Vec<String> {
    more.iter().map(|n| n.to_string()).chain([disclosure.note().to_string()]).collect()
}
