//! Tables of a twin track: the budget by year beside what the scenario costs, and from the plan to the ledger.

use tables::{Cell, Column, Table};
use units::{FinancialYear, Pence};

use super::projection_source;
use crate::{Baseline, Country, Outcome, Reconciled};

/// Early and late budget by year as stated, what the scenario costs by plan and in the run, and what is cut, grown and kept
/// by then.
///
/// **Shape**: a row for each stated year, in order; none where the scenario has no tracks.
///
/// **Units**: what the scenario costs is to the penny, so that it can be held against the ledger.
pub fn twin_track(baseline: &Baseline, outcome: &Outcome) -> Table {
    let scenario = &outcome.scenario;
    let base = outcome.baseline.base_year;
    let names = |names: &[String]| if names.is_empty() { Cell::Blank } else { Cell::text(names.join("; ")) };
    let mut reasons = Vec::new();
    let rows = scenario
        .tracks
        .iter()
        .map(|track| {
            let of_year = outcome.reconciled(usize::from(track.year.0.saturating_sub(base)));
            let differs = of_year.spent - of_year.planned;
            if differs != Pence::ZERO {
                reasons.push(format!("{}: {}.", track.year, why(&of_year)));
            }
            vec![
                Cell::text(track.year.to_string()),
                Cell::Money(track.early),
                Cell::Money(track.late),
                Cell::Money(of_year.planned),
                Cell::Money(of_year.spent),
                Cell::Money(differs),
                names(&track.cut),
                names(&track.grown),
                names(&track.kept),
            ]
        })
        .collect();
    let mut notes = vec![
        "What the scenario costs by plan: every open place paid for, set-up, and the cost of changes, less what cuts \
         save; below zero it saves. In the run it is what the ledger calls spent, of all agencies, as a mean over draws. \
         The budget may hold more than the scenario does."
            .to_string(),
    ];
    notes.extend(reasons);
    Table {
        rows,
        notes,
        source: format!("The scenario, {}; {}", scenario.name, projection_source(baseline)),
        ..Table::new(
            "twin-track",
            format!("{}: early and late budget, {} prices", baseline.area.name, Country::PRICE_YEAR),
            vec![
                Column::new("year", "Year"),
                Column::with_unit("early", "Early help and prevention", "£ budget"),
                Column::with_unit("late", "Protection and care", "£ budget"),
                Column::with_unit("planned", "The scenario by plan", "£"),
                Column::with_unit("spent", "The scenario in the run", "£"),
                Column::with_unit("differs", "Run less plan", "£"),
                Column::new("cut", "Cut by then"),
                Column::new("grown", "Grown by then"),
                Column::new("kept", "Kept"),
            ],
        )
    }
}

/// Why the run spends another amount than the plan.
fn why(year: &Reconciled) -> String {
    let mut reasons = Vec::new();
    if year.after_end != Pence::ZERO {
        reasons.push(format!("{} for children still served after the end of a service", year.after_end));
    }
    if year.rounding != Pence::ZERO {
        reasons.push(format!("{} of pennies rounded", year.rounding));
    }
    reasons.join(" and ")
}

/// What the scenario spends by year, in steps from all places and posts for a whole year to what the ledger holds.
///
/// **Shape**: for each year in which anything is spent or released, a row for each step that is not nothing, in the order
/// in which they add up; then two rows of what the run releases and avoids, which are no part of the sum.
///
/// **Units**: pounds to the penny, of all agencies, as means over draws; above zero is a cost, below zero is released. Of
/// cash released and cost avoided, above zero is a gain.
pub fn plan_to_ledger(baseline: &Baseline, outcome: &Outcome) -> Table {
    let rows: Vec<Vec<Cell>> = (0..outcome.baseline.years).flat_map(|year| of_year(outcome, year)).collect();
    let is_there = |what: &str| rows.iter().any(|row| row[1] == Cell::text(what));
    let mut notes = vec![
        "Of all agencies, as means over draws. Steps of a year add up: to what is spent by plan, which the twin track \
         states, and on from there to what the ledger calls spent."
            .to_string(),
    ];
    notes.extend(
        MEANS.into_iter().filter(|(what, _)| is_there(what)).map(|(what, why)| format!("{what}: {why}.")),
    );
    Table {
        rows,
        notes,
        source: projection_source(baseline),
        ..Table::new(
            "plan-to-ledger",
            format!(
                "{}: what {} spends, from plan to ledger, {} prices",
                baseline.area.name,
                outcome.scenario.name,
                Country::PRICE_YEAR
            ),
            vec![
                Column::new("year", "Year"),
                Column::new("what", "What"),
                Column::with_unit("amount", "Amount", "£"),
            ],
        )
    }
}

const ALL: &str = "All places and posts";
const VACANT: &str = "Vacant posts";
const PART_OF_YEAR: &str = "Part of the year";
const RAMP_UP: &str = "Ramp-up and run-off";
const ONCE: &str = "Paid once";
const PLANNED: &str = "Spent by plan";
const STILL_SERVED: &str = "Still served";
const ROUNDING: &str = "Rounding";
const SPENT: &str = "Spent in the run";
const CASH: &str = "Cash released";
const AVOIDED: &str = "Cost avoided";

/// What each step means, and why it is there.
const MEANS: [(&str, &str); 9] = [
    (ALL, "as if every place were open and every post filled for the whole year"),
    (VACANT, "posts that are not filled are not paid"),
    (
        PART_OF_YEAR,
        "before the start and after the end nothing is paid; a year of the run has 365.25 days and begins on the evening of \
         31 March, so that what begins on 1 April has not quite a whole first year",
    ),
    (RAMP_UP, "places that open later in the year, or of a cut close later"),
    (ONCE, "set-up, or the cost of closing"),
    (STILL_SERVED, "children who finish after the end of a service, whom no plan can know"),
    (ROUNDING, "pennies, where payers share a cost"),
    (CASH, "no part of the sum: bills that no longer come, above zero where less is paid"),
    (AVOIDED, "no part of the sum: cost that does not arise but frees no money by itself"),
];

/// The rows of one year; none if nothing is spent or released by plan or run.
fn of_year(outcome: &Outcome, year: usize) -> Vec<Vec<Cell>> {
    let Reconciled { vacant, parts, planned, after_end, rounding, spent, cash, avoided } =
        outcome.reconciled(year);
    let amounts = [planned, parts.whole_year, spent, cash, avoided];
    if amounts.iter().all(|amount| *amount == Pence::ZERO) {
        return Vec::new();
    }
    let label = FinancialYear(outcome.baseline.base_year + year as u16).to_string();
    let steps = [
        (ALL, parts.whole_year + vacant),
        (VACANT, -vacant),
        (PART_OF_YEAR, parts.part_of_year),
        (RAMP_UP, parts.ramp_up),
        (ONCE, parts.once),
        (PLANNED, planned),
        (STILL_SERVED, after_end),
        (ROUNDING, rounding),
        (SPENT, spent),
        (CASH, cash),
        (AVOIDED, avoided),
    ];
    let always = [PLANNED, SPENT, CASH, AVOIDED];
    let told = steps.into_iter().filter(|(what, amount)| *amount != Pence::ZERO || always.contains(what));
    told.map(|(what, amount)| vec![Cell::text(label.clone()), Cell::text(what), Cell::Money(amount)])
        .collect()
}
