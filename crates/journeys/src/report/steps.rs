//! The table of steps and exposure: the joint to rates.

use tables::{Cell, Column, Table};
use units::{Marker, Position};

use crate::lexis::{LexisTable, State};

/// Steps and exposure, one row per cell and destination.
///
/// **Shape**: `from`, `to`, `age_from`, `age_to`, `time_from`, `time_to` (years; blank for no end), `year` (return
/// year), `history`, one column per covariate, `steps`, `person_years` (of the cell: the same on each row of a cell,
/// so sum it over one destination only; *not available* for *not known*). Every destination seen from a position
/// anywhere has a row in each of its cells, so that cells without steps are there with their exposure.
pub fn exposure(table: &LexisTable) -> Table {
    let mut columns = vec![
        Column::new("from", "From"),
        Column::new("to", "To"),
        Column::with_unit("age_from", "Age from", "years"),
        Column::with_unit("age_to", "Age to", "years"),
        Column::with_unit("time_from", "Time in position from", "years"),
        Column::with_unit("time_to", "Time in position to", "years"),
        Column::new("year", "Return year"),
        Column::new("history", "History"),
    ];
    columns.extend(table.covariates.iter().map(|c| Column::new(c.replace('-', "_"), c.as_str())));
    columns.push(Column::with_unit("steps", "Steps", "steps"));
    columns.push(Column::with_unit("person_years", "Exposure", "person-years"));
    let mut out = Table::new("exposure", "Steps and exposure by cell", columns);
    out.source = "The authority's own returns; Headwater journeys".to_string();
    out.notes = vec![
        "Small numbers are not withheld: for use inside the authority only.".to_string(),
        "Exposure is that of the cell and stands on the row of each destination.".to_string(),
    ];
    if table.undated {
        out.notes.push(
            "Sex, ward (with its deprivation) and disability carry no date in any return: all of a child's time has the \
             value recorded last. Other covariates have the value known when the time in the position began."
                .to_string(),
        );
    }
    if table.without_birth > 0 {
        out.notes.push(format!(
            "Left out for want of a usable date of birth: {}.",
            tables::counted(table.without_birth, "child", "children")
        ));
    }
    let destinations: Vec<(State, Vec<State>)> = {
        let mut from: Vec<State> = table.cells.iter().map(|c| c.from).collect();
        from.dedup();
        from.into_iter().map(|s| (s, table.destinations(s))).collect()
    };
    for cell in &table.cells {
        let seen = destinations.iter().find(|(s, _)| *s == cell.from).map_or(&[][..], |d| d.1.as_slice());
        let (time_from, time_to) = table.time_span(cell.time);
        let row = |to: Cell, steps: Cell| {
            let mut row = vec![
                Cell::text(cell.from.to_string()),
                to,
                Cell::number(cell.age.from_years(), 0),
                Cell::number(cell.age.to_years(), 0),
                Cell::number(time_from, 2),
                time_to.map_or(Cell::Blank, |t| Cell::number(t, 2)),
                Cell::text(cell.year.to_string()),
                Cell::text(cell.history.label()),
            ];
            row.extend(cell.covariates.iter().map(|v| Cell::text(v.as_str())));
            row.push(steps);
            row.push(match cell.exposure() {
                Some(exposure) => Cell::number(exposure.0, 4),
                None => Cell::Missing(Marker::NotAvailable),
            });
            row
        };
        if cell.from.position == Position::NotKnown {
            out.rows.extend(
                cell.steps.iter().map(|(to, n)| row(Cell::text(to.to_string()), Cell::Whole(i64::from(*n)))),
            );
        } else if seen.is_empty() {
            out.rows.push(row(Cell::Blank, Cell::Whole(0)));
        } else {
            out.rows.extend(
                seen.iter()
                    .map(|to| row(Cell::text(to.to_string()), Cell::Whole(i64::from(cell.steps_to(*to))))),
            );
        }
    }
    out
}
