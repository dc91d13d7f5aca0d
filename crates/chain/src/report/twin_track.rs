//! The table of a twin track: the budget by year beside what the scenario costs by its own figures.

use tables::{Cell, Column, Table};
use units::Pence;

use crate::{Baseline, Country, Outcome};

/// Early and late budget by year as stated, what the scenario costs by plan, and what is cut, grown and kept by then.
///
/// **Shape**: a row for each stated year, in order; none where the scenario has no tracks.
pub fn twin_track(baseline: &Baseline, outcome: &Outcome) -> Table {
    let scenario = &outcome.scenario;
    let base = outcome.baseline.base_year;
    let names = |names: &[String]| if names.is_empty() { Cell::Blank } else { Cell::text(names.join("; ")) };
    let rows = scenario
        .tracks
        .iter()
        .map(|track| {
            let year = usize::from(track.year.0.saturating_sub(base));
            vec![
                Cell::text(track.year.to_string()),
                Cell::Money(track.early),
                Cell::Money(track.late),
                Cell::Money(whole_pounds(scenario.planned_cost(year))),
                names(&track.cut),
                names(&track.grown),
                names(&track.kept),
            ]
        })
        .collect();
    Table {
        rows,
        notes: vec![
            "What the scenario costs by plan: every open place paid for, set-up, and the cost of changes, less what cuts \
             save; below zero it saves. The budget may hold more than the scenario does."
                .to_string(),
        ],
        source: format!("The scenario, {}", scenario.name),
        ..Table::new(
            "twin-track",
            format!("{}: early and late budget, {} prices", baseline.area.name, Country::PRICE_YEAR),
            vec![
                Column::new("year", "Year"),
                Column::with_unit("early", "Early help and prevention", "£ budget"),
                Column::with_unit("late", "Protection and care", "£ budget"),
                Column::with_unit("planned", "The scenario by plan", "£"),
                Column::new("cut", "Cut by then"),
                Column::new("grown", "Grown by then"),
                Column::new("kept", "Kept"),
            ],
        )
    }
}

/// A plan is not known to the penny.
fn whole_pounds(amount: Pence) -> Pence {
    Pence::from_pounds_rounded(amount.pounds().round())
}
