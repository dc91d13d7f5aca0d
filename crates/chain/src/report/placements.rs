//! The forecast of placements as a table.

use tables::{Cell, Column, Table};
use units::Placement;

use crate::PlacementForecast;

/// Expected numbers by kind of placement at the end of each month, with 80% intervals.
pub fn placement_forecast(forecast: &PlacementForecast) -> Table {
    let mut columns =
        vec![Column::with_unit("month", "Months ahead", "months"), Column::new("kind", "Placement")];
    columns.push(Column::with_unit("children", "Expected", "children"));
    columns.push(Column::with_unit("low", "80% interval from", "children"));
    columns.push(Column::with_unit("high", "80% interval to", "children"));
    let title = format!("Looked-after children by kind of placement, from {}", forecast.start);
    let mut table = Table::new("placement-forecast", title, columns);
    table.source = format!(
        "The authority's own returns; steps counted from {} to {}; Headwater placement forecast",
        forecast.counted_from, forecast.start
    );
    table.notes = vec![
        "If nothing changes: intensities by age and kind of placement stay as counted. The interval holds chance \
         and the uncertainty of the intensities, not their drift from year to year."
            .to_string(),
    ];
    if forecast.without_birth > 0 {
        table.notes.push(format!(
            "{} looked-after children have no date of birth and are left out.",
            forecast.without_birth
        ));
    }
    for (n, kind) in Placement::ALL.into_iter().enumerate() {
        let now = forecast.stock[n] as f64;
        table.rows.push(row(0, kind.label(), now, now, now));
    }
    for (month, numbers) in forecast.months.iter().enumerate() {
        for (n, kind) in Placement::ALL.into_iter().enumerate() {
            let e = numbers.by_kind[n];
            table.rows.push(row(month + 1, kind.label(), e.mean, e.low, e.high));
        }
        table.rows.push(row(month + 1, "all", numbers.all.mean, numbers.all.low, numbers.all.high));
    }
    table
}

fn row(month: usize, kind: &str, mean: f64, low: f64, high: f64) -> Vec<Cell> {
    let number = |value| Cell::number(value, 1);
    vec![Cell::Whole(month as i64), Cell::text(kind), number(mean), number(low), number(high)]
}
