//! The table of workers needed, from children in each position and the caseloads that a plan states.

use appraisal::Agency;
use futures::{Flows, Measure};
use plan::Caseload;
use tables::{Cell, Column, Table};
use units::Position;

use super::flows::{Told, period_column, period_end, spread, spread_columns};
use super::projection_source;
use crate::{Baseline, Outcome};

/// Workers needed by role, agency and period, with their spread over draws; `None` if the plan states no caseload.
///
/// **Shape**: one row for each role of an agency, period and run, as in [`super::flows_long`].
///
/// **Units**: whole-time workers, mean over the period.
pub fn caseloads(baseline: &Baseline, outcome: Option<&Outcome>) -> Option<Table> {
    let stated = &baseline.plan.caseloads;
    let mut roles: Vec<(&str, &Agency)> = Vec::new();
    for caseload in stated {
        let role = (caseload.role.as_str(), &caseload.agency);
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    if roles.is_empty() {
        return None;
    }
    let told = Told::new(baseline, outcome);
    let flows = told.flows();
    let mut rows = Vec::new();
    for (role, agency) in roles {
        let own: Vec<&Caseload> = stated.iter().filter(|c| c.role == role && c.agency == *agency).collect();
        for period in 0..flows.periods() {
            for (run, values) in told.runs(|flows| workers(flows, &own, period)) {
                let mut row = vec![
                    Cell::text(run),
                    Cell::text(role),
                    Cell::text(agency.to_string()),
                    Cell::text(period_end(flows, period)),
                ];
                row.extend(spread(values));
                rows.push(row);
            }
        }
    }
    let mut columns = vec![
        Column::new("run", "Run"),
        Column::new("role", "Role"),
        Column::new("agency", "Agency"),
        period_column(flows),
    ];
    columns.extend(spread_columns().map(|c| Column { unit: Some("whole-time workers".to_string()), ..c }));
    let mut notes = told.notes();
    notes.push("Mean children over the period, divided by the caseload that the plan states.".to_string());
    let for_care_leavers = stated.iter().any(|c| c.positions.contains(&Position::CareLeaver));
    if for_care_leavers && baseline.rates.care_leavers.is_none() {
        notes.push(
            "How many care leavers there are today is not published: workers for them are those for who turns 18 \
             from here on, so there are too few for seven years."
                .to_string(),
        );
    }
    notes.extend(stated.iter().map(|c| {
        let positions = c.positions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        format!("{} ({}): {} children for each worker, {positions}.", c.role, c.agency, c.children_per_worker)
    }));
    Some(Table {
        rows,
        notes,
        source: projection_source(baseline),
        ..Table::new("caseloads", told.title("workers needed"), columns)
    })
}

/// Workers needed over draws in one period.
fn workers(flows: &Flows, caseloads: &[&Caseload], period: usize) -> Vec<f64> {
    let mut sum = vec![0.0; flows.draws()];
    for caseload in caseloads {
        let each = flows.period.per_year() as f64 / caseload.children_per_worker;
        for position in &caseload.positions {
            let children = flows.period_over_draws(period, Measure::PersonYears(*position));
            sum.iter_mut().zip(children).for_each(|(sum, children)| *sum += children * each);
        }
    }
    sum
}
