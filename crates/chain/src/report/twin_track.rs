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
/// **Units**: pounds to the penny, of all agencies, as means over draws; above zero is a cost, below zero is released.
pub fn plan_to_ledger(baseline: &Baseline, outcome: &Outcome) -> Table {
    let years = 0..outcome.baseline.years;
    let rows = years.flat_map(|year| of_year(outcome, year)).collect();
    Table {
        rows,
        notes: vec![
            "Steps of a year add up: to what is spent by plan, and on from there to what the ledger calls spent, of all \
             agencies, as a mean over draws. A year of the run has 365.25 days and begins on the evening of 31 March, so \
             that what begins on 1 April has not quite a whole first year."
                .to_string(),
            "Cash released and cost avoided come of children who are not in care or in need. They are means over draws, \
             above zero where less is paid, and neither is taken off what is spent."
                .to_string(),
        ],
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
                Column::new("why", "Why"),
            ],
        )
    }
}

/// The rows of one year; none if nothing is spent or released by plan or run.
fn of_year(outcome: &Outcome, year: usize) -> Vec<Vec<Cell>> {
    let Reconciled { vacant, parts, planned, after_end, rounding, spent, cash, avoided } =
        outcome.reconciled(year);
    if parts == Default::default() && spent == Pence::ZERO && cash == Pence::ZERO && avoided == Pence::ZERO {
        return Vec::new();
    }
    let label = FinancialYear(outcome.baseline.base_year + year as u16).to_string();
    let row = |what: &str, amount: Pence, why: &str| {
        vec![Cell::text(label.clone()), Cell::text(what), Cell::Money(amount), Cell::text(why)]
    };
    let steps = [
        ("All places and posts", parts.whole_year + vacant, "as if all were open for the whole year"),
        ("Vacant posts", -vacant, "posts that are not filled are not paid"),
        ("Part of the year", parts.part_of_year, "before the start and after the end nothing is paid"),
        ("Ramp-up and run-off", parts.ramp_up, "places that open later, or close later, in the year"),
        ("Paid once", parts.once, "set-up, or the cost of closing"),
    ];
    let between = [
        ("Still served", after_end, "children who finish after the end of a service"),
        ("Rounding", rounding, "pennies, where payers share a cost"),
    ];
    let some = |steps: &[(&str, Pence, &str)]| -> Vec<Vec<Cell>> {
        steps.iter().filter(|(_, amount, _)| *amount != Pence::ZERO).map(|(w, a, y)| row(w, *a, y)).collect()
    };
    let mut rows = some(&steps);
    rows.push(row("Spent by plan", planned, "the sum so far; what the twin track states"));
    rows.extend(some(&between));
    rows.push(row("Spent in the run", spent, "the ledger's \"Spent on the service\", all agencies"));
    rows.push(row("Cash released", cash, "no part of the sum: bills that no longer come"));
    rows.push(row("Cost avoided", avoided, "no part of the sum: frees no money by itself"));
    rows
}
