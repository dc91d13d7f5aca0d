//! The forecast of placements as a table.

use journeys::Day;
use journeys::group::Disclosure;
use tables::{Cell, Column, Table};
use units::{Marker, Placement};

use crate::PlacementForecast;
use crate::placements::YEARS;

/// Expected numbers by kind of placement at the end of each month, with 80% intervals.
///
/// In public, expected numbers and intervals are rounded to the nearest five, and withheld where fewer than five
/// children are there or expected.
pub fn placement_forecast(forecast: &PlacementForecast, disclosure: Disclosure) -> Table {
    let mut columns =
        vec![Column::with_unit("month", "Months ahead", "months"), Column::new("kind", "Placement")];
    columns.push(Column::with_unit("children", "Expected", "children"));
    columns.push(Column::with_unit("low", "80% interval from", "children"));
    columns.push(Column::with_unit("high", "80% interval to", "children"));
    let title = format!("Looked-after children by kind of placement, from {}", forecast.start);
    let mut table = Table::new("placement-forecast", title, columns);
    let spans: Vec<String> = forecast
        .counted
        .iter()
        .map(|(from, to)| format!("{from} to {}", Day(to.0.saturating_sub(1))))
        .collect();
    table.source =
        format!("The authority's own returns, {}; Headwater placement forecast", spans.join(" and "));
    table.notes = vec![
        format!(
            "Moves between placements, ends of care and starts of care are all counted on the same days, those of the \
             last {YEARS} return years that the returns speak for: {}.",
            spans.join(" and ")
        ),
        "If nothing changes: intensities by age and kind of placement stay as counted. The interval holds chance \
         and the uncertainty of the intensities, not their drift from year to year."
            .to_string(),
    ];
    table.notes.push(disclosure.note().to_string());
    if forecast.without_birth > 0 {
        table.notes.push(format!(
            "{} looked-after children have no date of birth and are left out.",
            disclosure.count(forecast.without_birth)
        ));
    }
    let row = |month: usize, kind: &str, values: [f64; 3]| {
        let few = values.iter().any(|v| *v > 0.0 && *v < 4.5 && values[0] < 4.5);
        let number = |value: f64| match disclosure {
            Disclosure::Inside => Cell::number(value, 1),
            Disclosure::Public if few => Cell::Missing(Marker::Suppressed),
            Disclosure::Public => Cell::number((value / 5.0).round() * 5.0, 0),
        };
        let [mean, low, high] = values.map(number);
        vec![Cell::Whole(month as i64), Cell::text(kind), mean, low, high]
    };
    for (n, kind) in Placement::ALL.into_iter().enumerate() {
        let now = forecast.stock[n] as f64;
        table.rows.push(row(0, kind.label(), [now; 3]));
    }
    for (month, numbers) in forecast.months.iter().enumerate() {
        for (n, kind) in Placement::ALL.into_iter().enumerate() {
            let e = numbers.by_kind[n];
            table.rows.push(row(month + 1, kind.label(), [e.mean, e.low, e.high]));
        }
        table.rows.push(row(month + 1, "all", [numbers.all.mean, numbers.all.low, numbers.all.high]));
    }
    table
}
