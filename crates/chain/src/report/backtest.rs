//! The track record as a table.

use tables::{Cell, Column, Table};

use crate::backtest::{Options, Score};

/// Accuracy by horizon and method.
pub fn track_record(scores: &[Score], options: &Options) -> Table {
    let rows = scores
        .iter()
        .map(|s| {
            vec![
                Cell::text(format!("{} year{}", s.horizon, if s.horizon == 1 { "" } else { "s" })),
                Cell::text(s.method.label()),
                Cell::number(s.median_absolute * 100.0, 1),
                Cell::number(s.bias * 100.0, 1),
                s.coverage.map_or(Cell::text("none stated"), |c| Cell::number(c * 100.0, 0)),
                Cell::Whole(s.trials as i64),
            ]
        })
        .collect();
    Table {
        rows,
        notes: vec![
            format!(
                "Children looked after at 31 March, every authority with unchanged boundaries and at least {:.0} children, \
                 projected from each 31 March {} to {} with the figures up to that day ({} draws, seed {}).",
                options.least_children, options.origins.0, options.origins.1, options.draws, options.seed
            ),
            "Bias is the median error: negative means the method ran low.".to_string(),
            "Past figures are as revised since. Ages of looked-after children in 2018 to 2020 and some breakdowns before \
             2016 were never published by authority; the nearest published ones stand in."
                .to_string(),
        ],
        source: "Headwater back-test on DfE, Children looked after in England".to_string(),
        ..Table::new(
            "track-record",
            "How wrong this has been before",
            vec![
                Column::new("ahead", "Ahead"),
                Column::new("method", "Method"),
                Column::with_unit("error", "Median absolute error", "%"),
                Column::with_unit("bias", "Bias", "%"),
                Column::with_unit("coverage", "Inside the 80% interval", "% of cases"),
                Column::with_unit("cases", "Cases", "projections"),
            ],
        )
    }
}
