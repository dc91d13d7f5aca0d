//! The table of what finitely many draws leave open.

use futures::{Measure, error_of_mean, interval_of_quantile, quantiles};
use tables::{Cell, Column, Table};
use units::{Marker, Position};

use super::flows::{Told, mean};
use super::projection_source;
use crate::{Baseline, Convergence, Outcome};

/// Quantiles whose error is shown, with their words.
const AT: [(f64, &str); 5] = [(0.025, "2.5%"), (0.1, "10%"), (0.5, "median"), (0.9, "90%"), (0.975, "97.5%")];

/// Error, as a share of the mean, for which the draws needed are reckoned.
const WITHIN: f64 = 0.01;

/// Mean and quantiles of children in each open position at the horizon, each with its 95% interval for want of more
/// draws, and the draws that a mean within 1% would take.
///
/// `reached` is what a run until it was precise enough came to.
pub fn convergence(baseline: &Baseline, outcome: Option<&Outcome>, reached: Option<&Convergence>) -> Table {
    let told = Told::new(baseline, outcome);
    let last = told.flows().years.saturating_sub(1);
    let mut rows = Vec::new();
    for position in Position::OPEN {
        for (run, values) in told.runs(|flows| flows.over_draws(last, Measure::Stock(position))) {
            let mut add = |what: &str, value: f64, interval: Option<[f64; 2]>, needed: Cell| {
                let cell = |value: Option<f64>| {
                    value.map_or(Cell::Missing(Marker::NotAvailable), |v| Cell::number(v, 2))
                };
                rows.push(vec![
                    Cell::text(run),
                    Cell::text(position.label()),
                    Cell::text(what),
                    Cell::number(value, 2),
                    cell(interval.map(|i| i[0])),
                    cell(interval.map(|i| i[1])),
                    needed,
                ]);
            };
            let (middle, error) = (mean(&values), error_of_mean(&values));
            let ratio = error / (WITHIN * middle.abs());
            let needed = values.len() as f64 * ratio * ratio;
            let interval = error.is_finite().then_some([middle - 1.96 * error, middle + 1.96 * error]);
            add("mean", middle, interval, Cell::number(needed.ceil(), 0));
            for (at, words) in AT {
                let [value] = quantiles(values.clone(), [at]);
                add(words, value, interval_of_quantile(&values, at), Cell::Blank);
            }
        }
    }
    let mut notes = told.notes();
    notes.extend(reached.map(Convergence::in_words));
    notes.push(
        "The interval says how far finitely many draws may be off, not how sure the projection is. Where it is not \
         available there are too few draws to say."
            .to_string(),
    );
    Table {
        rows,
        notes,
        source: projection_source(baseline),
        ..Table::new(
            "convergence",
            format!("{}: what {} draws leave open at the horizon", baseline.area.name, told.flows().draws()),
            vec![
                Column::new("run", "Run"),
                Column::new("position", "Position"),
                Column::new("what", "What"),
                Column::with_unit("value", "Value", "children"),
                Column::with_unit("low_95", "95% interval from", "children"),
                Column::with_unit("high_95", "95% interval to", "children"),
                Column::with_unit("draws_for_1", "Needed for a standard error of 1% of the mean", "draws"),
            ],
        )
    }
}
