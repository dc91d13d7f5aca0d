//! The track record as a table.

use tables::{Cell, Column, Table};

use crate::backtest::{Options, SIZES, Score, Trial, of_size, scores};

/// Accuracy by horizon and method.
pub fn track_record(scores: &[Score], options: &Options) -> Table {
    let rows = scores.iter().map(score_cells).collect();
    Table {
        rows,
        notes: vec![
            format!(
                "Children looked after at 31 March, every authority with unchanged boundaries and at least {:.0} children, \
                 projected from each 31 March {} to {} with yearly counts up to that day ({} draws, seed {}).",
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
            score_columns(),
        )
    }
}

fn score_columns() -> Vec<Column> {
    vec![
        Column::new("ahead", "Ahead"),
        Column::new("method", "Method"),
        Column::with_unit("error", "Median absolute error", "%"),
        Column::with_unit("bias", "Bias", "%"),
        Column::new("coverage", "Inside the 80% interval"),
        Column::with_unit("cases", "Cases", "projections"),
    ]
}

fn score_cells(s: &Score) -> Vec<Cell> {
    vec![
        Cell::text(tables::counted(s.horizon as u64, "year", "years")),
        Cell::text(s.method.label()),
        Cell::number(s.median_absolute * 100.0, 1),
        Cell::number(s.bias * 100.0, 1),
        Cell::text(s.coverage.map_or("none stated".to_string(), |c| format!("{:.0}%", c * 100.0))),
        Cell::Whole(s.trials as i64),
    ]
}

/// Accuracy by size of authority, horizon and method.
pub fn track_record_by(trials: &[Trial], options: &Options) -> Table {
    let mut rows = Vec::new();
    for (_, _, size) in SIZES {
        for score in scores(of_size(trials, size)) {
            let mut row = vec![Cell::text(size)];
            row.extend(score_cells(&score));
            rows.push(row);
        }
    }
    Table {
        rows,
        id: "track-record-by-size".to_string(),
        title: "How wrong this has been before, by size of authority".to_string(),
        columns: [Column::new("size", "Size at the base year")].into_iter().chain(score_columns()).collect(),
        ..track_record(&[], options)
    }
}
