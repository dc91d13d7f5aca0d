//! Tables of every result, the same on screen, in files and on the command line.

mod ahead;
mod backtest;
mod curves;
mod outcome;
mod own;
mod placements;
mod position;

pub use ahead::{assumptions, baseline_costs, intensities, placements, projection, unit_costs};
pub use backtest::{track_record, track_record_by_group, track_record_in_full, track_record_of};
pub use curves::{CurveWords, curve_tables};
pub use outcome::{differences, ledger, net_position, payback, service_use};
pub use own::{stocks_changed, what_changed};
pub use placements::placement_forecast;
pub use position::{levels, profile, spend};

use futures::Flows;
use tables::{Cell, Column};

/// `31 March 2026` for the nth year of a run.
fn year_end(flows: &Flows, year: usize) -> Cell {
    Cell::text(format!("31 March {}", usize::from(flows.base_year) + 1 + year))
}

/// Columns of a middle and an 80% interval with one unit.
fn interval_columns(unit: &str) -> [Column; 3] {
    [
        Column::with_unit("median", "Median", unit),
        Column::with_unit("low_80", "80% interval from", unit),
        Column::with_unit("high_80", "80% interval to", unit),
    ]
}

/// Where a projection comes from, for a table's foot.
fn projection_source(baseline: &crate::Baseline) -> String {
    format!(
        "Headwater {} projection from {}; {} draws, seed {}",
        env!("CARGO_PKG_VERSION"),
        baseline.rests_on,
        baseline.plan.draws,
        baseline.plan.seed
    )
}
