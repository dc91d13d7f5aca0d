//! Placement moves: how many lie ahead, and how often children move.

use futures::Measure;
use journeys::group::Disclosure;
use rates::Rates;
use tables::{Cell, Column, Table};
use units::{AgeBand, Marker};

use super::ahead::{fan_columns, fan_rows};
use super::projection_source;
use crate::Baseline;

/// Moves of looked-after children to another placement in each year, of all ages and by age, with quantiles.
///
/// **Shape**: a row for each age and year; where no figure tells of moves, one row without numbers and a note.
pub fn placement_moves(baseline: &Baseline) -> Table {
    let mut columns = fan_columns(Column::new("age", "Age"), "moves in the year");
    columns[1] = Column::new("date", "Year to");
    let (rows, note) = if baseline.flows.tells_moves() {
        let ages = AgeBand::ALL.map(|age| (age.label(), Measure::PlacementMovesAge(age)));
        let all = [("all", Measure::PlacementMoves)].into_iter().chain(ages);
        let rows = all.flat_map(|(age, measure)| fan_rows(age, &baseline.fan(measure), 0)).collect();
        let note = "A move is to another carer or home while the child stays looked after. How often children move stays as \
                    it is in each draw: moves have no drift.";
        (rows, note)
    } else {
        let mut row = vec![Cell::text("all")];
        row.resize(columns.len(), Cell::Missing(Marker::NotAvailable));
        (vec![row], "No figure tells how many placement moves there are.")
    };
    Table {
        rows,
        notes: vec![note.to_string()],
        source: projection_source(baseline),
        ..Table::new(
            "placement-moves",
            format!("{}: placement moves a year if nothing changes", baseline.area.name),
            columns,
        )
    }
}

/// Rows of moves for the table of intensities; none where no figure tells of them.
pub(super) fn intensities(rates: &Rates, own: bool, intervals: &[u8]) -> Vec<Vec<Cell>> {
    let Some(moves) = &rates.moves else { return Vec::new() };
    let disclosure = if own { Disclosure::Public } else { Disclosure::Inside };
    let row = |age: AgeBand| {
        let seen = moves.seen[age.index()];
        let steps = seen.steps.round().max(0.0) as u64;
        let figure = |cell: Cell| super::resting_on(cell, steps, disclosure);
        let counted = |cell: Cell| if own { cell } else { Cell::Missing(Marker::NotAvailable) };
        let mut row = vec![
            Cell::text("placement move"),
            Cell::text(age.label()),
            Cell::text("any"),
            counted(Disclosure::Public.count(steps)),
            counted(figure(Cell::number(seen.exposure.0, 1))),
        ];
        let own_evidence = moves.own_evidence[age.index()];
        let posterior = super::posterior_cells(Some(&moves.at(age)), own_evidence, intervals);
        row.extend(posterior.into_iter().map(figure));
        row.push(Cell::text(moves.evidence.label()));
        row
    };
    AgeBand::ALL.into_iter().map(row).collect()
}
