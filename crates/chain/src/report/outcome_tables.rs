//! Every table of a scenario by its name: one list for the command line, the files and the pages.

use tables::Table;

use super::{
    cut_use, cuts, differences, ledger, net_position, payback, plan_to_ledger, service_use, services,
    twin_track,
};
use crate::{Baseline, Outcome};

/// Names of the tables of a scenario, in the order in which they are read.
pub const OUTCOME_TABLES: [&str; 10] = [
    "payback",
    "net-position",
    "ledger",
    "services",
    "service-use",
    "cuts",
    "cut-use",
    "twin-track",
    "plan-to-ledger",
    "differences",
];

/// A table of a scenario by its name; `None` if there is none of this name.
///
/// **Shape**: as the table's own function says. A table may have no rows: a scenario without cuts has none in `cuts`.
pub fn outcome_table(baseline: &Baseline, outcome: &Outcome, name: &str) -> Option<Table> {
    Some(match name {
        "payback" => payback(baseline, outcome),
        "net-position" => net_position(baseline, outcome),
        "ledger" => ledger(baseline, outcome),
        "services" => services(baseline, outcome),
        "service-use" => service_use(baseline, outcome),
        "cuts" => cuts(baseline, outcome),
        "cut-use" => cut_use(baseline, outcome),
        "twin-track" => twin_track(baseline, outcome),
        "plan-to-ledger" => plan_to_ledger(baseline, outcome),
        "differences" => differences(baseline, outcome),
        _ => return None,
    })
}

/// Adds to the notes of a table what should be known before it is believed.
pub fn add_warnings(table: &mut Table, outcome: &Outcome) {
    table.notes.extend(outcome.warnings.iter().map(|warning| format!("Warning: {warning}")));
}
