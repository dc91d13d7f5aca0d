//! The figures of a plot as a table, and its course in words.

use tables::{Cell, Column, Table};

use super::series::{Band, Plot, Role};

/// Adds the columns and rows of a plot to a table.
///
/// **Shape**: one row per place along the axis, in order; one column per series, then two per band.
pub(super) fn fill(plot: &Plot, table: &mut Table) {
    let mut places: Vec<f64> = plot
        .series
        .iter()
        .flat_map(|s| s.points.iter().map(|p| p.x))
        .chain(plot.bands.iter().flat_map(|b| b.points.iter().map(|p| p.x)))
        .filter(|x| x.is_finite())
        .collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    table.columns.push(Column::new("x", plot.x_axis.header()));
    for (series, n) in plot.series.iter().zip(1u32..) {
        table.columns.push(Column::with_unit(format!("series_{n}"), &series.name, &plot.unit));
    }
    for band in &plot.bands {
        for (end, word) in [("low", "lower end"), ("high", "upper end")] {
            let label = format!("{}, {word}", plot.bands_are.label(band.level));
            table.columns.push(Column::with_unit(format!("band_{}_{end}", band.level), label, &plot.unit));
        }
    }
    for place in places {
        table.rows.push(row(plot, place));
    }
}

fn row(plot: &Plot, place: f64) -> Vec<Cell> {
    let mut row = vec![Cell::Text(plot.x_axis.label(place))];
    for series in &plot.series {
        let point = series.points.iter().find(|p| p.x == place);
        row.push(point.map_or(Cell::Blank, |p| plot.quantity.cell(p.y)));
    }
    for band in &plot.bands {
        row.extend(
            band_ends(band, place).map(|end| end.map_or(Cell::Blank, |v| plot.quantity.cell(Some(v)))),
        );
    }
    row
}

fn band_ends(band: &Band, place: f64) -> [Option<f64>; 2] {
    let point = band.points.iter().find(|p| p.x == place);
    [point.map(|p| p.low), point.map(|p| p.high)]
}

/// The course of the labelled lines in words: first and last value of each.
pub(super) fn in_words(plot: &Plot) -> String {
    let sentences: Vec<String> = plot
        .series
        .iter()
        .filter(|series| series.role.is_labelled())
        .map(|series| match series.ends() {
            None => format!("{}: no figures.", series.name),
            Some((first, last)) if first == last => {
                format!("{}: {} in {}.", series.name, plot.quantity.label(last.1), plot.x_axis.label(last.0))
            }
            Some((first, last)) => format!(
                "{}: from {} in {} to {} in {}.",
                series.name,
                plot.quantity.label(first.1),
                plot.x_axis.label(first.0),
                plot.quantity.label(last.1),
                plot.x_axis.label(last.0)
            ),
        })
        .collect();
    let neighbours = plot.series.iter().filter(|s| s.role == Role::Neighbour).count();
    let mut text = sentences.join(" ");
    if neighbours > 0 {
        text += &format!(" {}: {neighbours} lines for comparison.", plot.neighbours);
    }
    for band in &plot.bands {
        if let Some(last) = band.points.last() {
            text += &format!(
                " {} between {} and {} in {}.",
                plot.bands_are.lies(band.level),
                plot.quantity.label(last.low),
                plot.quantity.label(last.high),
                plot.x_axis.label(last.x)
            );
        }
    }
    for mark in &plot.marks {
        text += &format!(" Marked at {}: {}.", plot.x_axis.label(mark.x), mark.label);
    }
    text.trim().to_owned()
}
