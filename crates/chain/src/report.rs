//! Tables of every result, the same on screen, in files and on the command line.

mod ahead;
mod backtest;
mod caseloads;
mod comparison;
mod convergence;
mod curves;
mod flows;
mod history;
mod outcome;
mod outcome_tables;
mod own;
mod placement_moves;
mod placements;
mod plain_projection;
mod position;
mod rate_checks;
mod rate_ratios;
mod services;
mod steps_table;
mod twin_track;
mod uncertainty;

pub use ahead::{
    assumptions, baseline_costs, intensities, intensities_of, placements, projection, unit_costs,
};
pub use backtest::{track_record, track_record_by_group, track_record_in_full, track_record_of};
pub use caseloads::caseloads;
pub use comparison::{COMPARISON_TABLES, comparison_table};
pub use convergence::convergence;
pub use curves::{CurveWords, curve_tables};
pub use flows::{flows_long, flows_wide};
pub use history::history_ratios;
pub use outcome::{differences, ledger, net_position, payback};
pub use outcome_tables::{OUTCOME_TABLES, add_warnings, outcome_table};
pub use own::{stocks_changed, what_changed};
pub use placement_moves::placement_moves;
pub use placements::placement_forecast;
pub use plain_projection::{PlainWords, plain_projection};
pub use position::{levels, profile, spend};
pub use rate_checks::{
    CheckWords, curves_beside_rates, largest_gaps, observed_expected, observed_expected_by_year,
    occupancy_beside_rates, rate_check_tables, steps_tested,
};
pub use rate_ratios::{RatioWords, rate_ratios_table};
pub use services::{cut_use, cuts, service_use, services};
pub use steps_table::{EstimateWords, estimate_tables};
pub use twin_track::{plan_to_ledger, twin_track};
pub use uncertainty::uncertainty_shares;

use futures::Flows;
use journeys::group::Disclosure;
use rates::Posterior;
use tables::{Cell, Column};
use units::Marker;

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

/// Columns of an intensity with its intervals, in percent, and the weight of own evidence.
fn posterior_columns(intervals: &[u8]) -> Vec<Column> {
    let unit = "steps per person-year";
    let mut columns = vec![Column::with_unit("intensity", "Intensity", unit)];
    for share in intervals {
        columns.push(Column::with_unit(format!("low_{share}"), format!("{share}% interval from"), unit));
        columns.push(Column::with_unit(format!("high_{share}"), format!("{share}% interval to"), unit));
    }
    columns.push(Column::with_unit("own_evidence", "Weight of own evidence", "%"));
    columns
}

/// Cells of [`posterior_columns`]; `own_evidence` is a share.
fn posterior_cells(posterior: Option<&Posterior>, own_evidence: f64, intervals: &[u8]) -> Vec<Cell> {
    let number =
        |value: Option<f64>| value.map_or(Cell::Missing(Marker::NotAvailable), |v| Cell::number(v, 5));
    let mut cells = vec![number(posterior.map(|p| p.mean().0))];
    for share in intervals {
        let interval = posterior.map(|p| p.interval(f64::from(*share) / 100.0));
        cells.extend([number(interval.map(|i| i.0.0)), number(interval.map(|i| i.1.0))]);
    }
    cells.push(Cell::number((own_evidence * 100.0).round(), 0));
    cells
}

/// A figure that rests on steps of real children, as who looks may see it: in public with two significant digits, and
/// withheld where the steps are few, because an intensity, its interval or its exposure tells of the steps.
fn resting_on(figure: Cell, steps: u64, disclosure: Disclosure) -> Cell {
    match figure {
        figure if disclosure == Disclosure::Inside => figure,
        _ if disclosure.hides(steps) => Cell::Missing(Marker::Suppressed),
        Cell::Number { value, .. } if value <= 0.0 => Cell::number(0.0, 0),
        Cell::Number { value, .. } => {
            let digits = 1 - value.log10().floor() as i32;
            let power = 10f64.powi(digits);
            Cell::number((value * power).round() / power, digits.clamp(0, 9) as u8)
        }
        other => other,
    }
}

/// When half of the draws have paid back, in words.
fn years_to_payback(median: Option<f64>, base_year: u16, horizon: usize) -> Cell {
    Cell::text(match median {
        Some(years) => {
            format!("{years:.1} years, in the year to March {:.0}", f64::from(base_year) + years.ceil())
        }
        None => format!("not within {}", tables::counted(horizon as u64, "year", "years")),
    })
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
