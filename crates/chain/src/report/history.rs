//! How rates differ with what children had been through before.

use journeys::group::Disclosure;
use rates::{Rates, StepRates};
use tables::{Cell, Column, Table};
use units::{History, Marker};

use super::rate_ratios::YEARS_OF_FEW;
use super::resting_on;

/// Rate ratios of each step by history.
///
/// **Shape**: three rows for each step that tells histories apart: step, history, steps, exposure, rate ratio to a first
/// time, and its 95% interval. No row for published rates, which tell nothing of history.
///
/// In public, all figures of a step are withheld if one history has few steps, or none in little time: three parts add up
/// to the step's total in other tables.
pub fn history_ratios(rates: &Rates, name: &str, rests_on: &str, disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("step", "Step"),
        Column::new("history", "History"),
        Column::with_unit("steps", "Steps", "steps"),
        Column::with_unit("exposure", "Exposure", "person-years"),
        Column::new("rate_ratio", "Rate ratio"),
        Column::new("low_95", "95% interval from"),
        Column::new("high_95", "95% interval to"),
    ];
    let told = rates.steps.iter().filter(|step| !step.history.is_none());
    Table {
        rows: told.flat_map(|step| rows(step, disclosure)).collect(),
        notes: vec![
            "Of steps of the same age and time in position, how much more often children take them who had been closed \
             before, or looked after before, than those to whom it is the first time. Steps from closed: the first time is \
             that of being closed."
                .to_string(),
            "A history that few steps tell of is drawn towards the others. Ratios tell what goes together, not what causes \
             what."
                .to_string(),
            disclosure.note().to_string(),
        ],
        source: format!("Headwater, from {rests_on}"),
        ..Table::new("history-ratios", format!("{name}: rates by what children had been through before"), columns)
    }
}

fn rows(step: &StepRates, disclosure: Disclosure) -> Vec<Vec<Cell>> {
    let seen = History::ALL.map(|history| step.history.seen(history));
    let steps = seen.map(|seen| seen.steps.round().max(0.0) as u64);
    let is_of_few = seen.iter().zip(steps).any(|(seen, steps)| {
        disclosure.hides(steps) || steps == 0 && seen.exposure.0 > 0.0 && seen.exposure.0 < YEARS_OF_FEW
    });
    let is_withheld = is_of_few && disclosure == Disclosure::Public;
    let row = |history: History| {
        let (steps, exposure) = (steps[history.index()], seen[history.index()].exposure.0);
        let figure = |cell: Cell| match is_withheld {
            true => Cell::Missing(Marker::Suppressed),
            false => resting_on(cell, steps, disclosure),
        };
        let (low, high) = step.history.interval(history, 0.95);
        let mut row = vec![
            Cell::text(step.step.to_string()),
            Cell::text(history.label()),
            if is_withheld { Cell::Missing(Marker::Suppressed) } else { disclosure.count(steps) },
            figure(Cell::number(exposure, 1)),
            figure(Cell::number(step.history.ratio(history), 2)),
        ];
        row.extend(match history {
            History::First => [Cell::Missing(Marker::NotAvailable), Cell::Missing(Marker::NotAvailable)],
            _ => [figure(Cell::number(low, 2)), figure(Cell::number(high, 2))],
        });
        row
    };
    History::ALL.into_iter().map(row).collect()
}
