//! Tables of what a scenario would do, and of who pays and gains.

use appraisal::{Agency, Value, View};
use futures::Measure;
use tables::{Cell, Column, Table};
use units::{FinancialYear, Position};

use super::{interval_columns, projection_source, year_end, years_to_payback};
use crate::{Baseline, Interval, Outcome};

fn interval(i: Interval, decimals: u8) -> [Cell; 3] {
    [i.median, i.low, i.high].map(|v| Cell::number(v, decimals))
}

/// Scenario less baseline, by position, step and year, and of placement moves.
pub fn differences(baseline: &Baseline, outcome: &Outcome) -> Table {
    let flows = &outcome.baseline;
    let mut rows = Vec::new();
    let mut add = |name: String, unit: &str, measure: Measure, decimals: u8| {
        for year in 0..flows.years {
            let mut row = vec![Cell::text(name.clone()), Cell::text(unit), year_end(flows, year)];
            row.push(Cell::number(flows.mean(year, measure), decimals));
            let with = outcome.flows.mean(year, measure);
            row.push(Cell::number(with, decimals));
            row.push(Cell::number(with - flows.mean(year, measure), decimals));
            row.extend(interval(outcome.difference(year, measure), decimals));
            rows.push(row);
        }
    };
    for position in Position::OPEN {
        add(format!("children: {position}"), "children on the date", Measure::Stock(position), 1);
        add(format!("time: {position}"), "person-years in the year", Measure::PersonYears(position), 2);
    }
    for step in flows.steps() {
        add(format!("steps: {step}"), "steps in the year", Measure::Steps(*step), 1);
    }
    if flows.tells_moves() {
        add("placement moves".to_string(), "moves in the year", Measure::PlacementMoves, 1);
    }
    Table {
        rows,
        notes: vec![
            "Baseline and scenario share luck draw by draw; the difference is taken within each draw."
                .to_string(),
        ],
        source: projection_source(baseline),
        ..Table::new(
            "differences",
            format!("{}: what {} would change", baseline.area.name, outcome.scenario.name),
            [
                Column::new("what", "What"),
                Column::new("unit", "Unit"),
                Column::new("date", "Year to"),
                Column::new("baseline", "Baseline, mean"),
                Column::new("scenario", "Scenario, mean"),
                Column::new("mean", "Difference, mean"),
            ]
            .into_iter()
            .chain([
                Column::new("median", "Difference, median"),
                Column::new("low_80", "80% interval from"),
                Column::new("high_80", "80% interval to"),
            ])
            .collect(),
        )
    }
}

/// Gains and costs by agency, kind of value and year; undiscounted.
pub fn ledger(baseline: &Baseline, outcome: &Outcome) -> Table {
    let ledger = &outcome.ledger;
    let mut rows = Vec::new();
    for agency in ledger.agencies() {
        for value in Value::ALL {
            let keep = |a: &Agency, v: Value| a == agency && v == value;
            let yearly: Vec<Interval> =
                (0..ledger.years).map(|y| Interval::of(ledger.over_draws(keep, y))).collect();
            if yearly.iter().all(|i| i.low == 0.0 && i.high == 0.0) {
                continue;
            }
            for (year, i) in yearly.into_iter().enumerate() {
                let mut row = vec![Cell::text(agency.to_string()), Cell::text(value.label())];
                row.push(Cell::text(FinancialYear(ledger.base_year + year as u16).to_string()));
                row.extend(interval(i, 0));
                row.push(Cell::number(ledger.mean(keep, year).pounds(), 2));
                rows.push(row);
            }
        }
    }
    Table {
        rows,
        notes: vec![
            "Positive is a gain to the agency, negative a cost, against the baseline. Not discounted.".to_string(),
            "Cash released is money that leaves the budget; cost avoided is cost that does not arise but frees no money \
             by itself. They are never added here."
                .to_string(),
            "Means add up over agencies, to the penny; medians do not. What is spent is taken apart in the table from plan \
             to ledger."
                .to_string(),
        ],
        source: projection_source(baseline),
        ..Table::new(
            "ledger",
            format!(
                "{}: who pays and who gains from {}, {} prices",
                baseline.area.name,
                outcome.scenario.name,
                crate::Country::PRICE_YEAR
            ),
            [Column::new("agency", "Agency"), Column::new("value", "Value"), Column::new("year", "Year")]
                .into_iter()
                .chain(interval_columns("£"))
                .chain([Column::with_unit("mean", "Mean", "£")])
                .collect(),
        )
    }
}

/// Cumulative discounted position by view and year.
pub fn net_position(baseline: &Baseline, outcome: &Outcome) -> Table {
    let mut rows = Vec::new();
    for view in View::ALL {
        let payback = outcome.payback(&view);
        for (year, i) in outcome.cumulative(&view).into_iter().enumerate() {
            let mut row = vec![Cell::text(view.label()), year_end(&outcome.baseline, year)];
            row.extend(interval(i, 0));
            row.push(Cell::number(payback.chance_by(year) * 100.0, 0));
            rows.push(row);
        }
    }
    Table {
        rows,
        notes: vec![format!("Discounted: {}. The first year is year 0.", outcome.schedule.name)],
        source: projection_source(baseline),
        ..Table::new(
            "net-position",
            format!("{}: cumulative net position of {}", baseline.area.name, outcome.scenario.name),
            [Column::new("view", "For"), Column::new("date", "By")]
                .into_iter()
                .chain(interval_columns("£, discounted"))
                .chain([Column::with_unit("paid_back", "Chance of having paid back", "%")])
                .collect(),
        )
    }
}

/// Net present value and payback by view.
pub fn payback(baseline: &Baseline, outcome: &Outcome) -> Table {
    let rows = View::ALL
        .into_iter()
        .map(|view| {
            let when = |median| years_to_payback(median, outcome.ledger.base_year, outcome.ledger.years);
            let mut row = vec![Cell::text(view.label())];
            row.extend(interval(outcome.net(&view), 0));
            row.push(Cell::number(outcome.chance_of_gain(&view) * 100.0, 0));
            row.push(when(outcome.payback(&view).median()));
            row.push(when(outcome.payback_undiscounted(&view).median()));
            row
        })
        .collect();
    Table {
        rows,
        notes: vec![
            "Payback is when the cumulative position reaches zero and stays there to the horizon; the years count from \
             the start of the projection. Half of the draws pay back by the median."
                .to_string(),
        ],
        source: projection_source(baseline),
        ..Table::new(
            "payback",
            format!("{}: does {} pay back?", baseline.area.name, outcome.scenario.name),
            [Column::new("view", "For")]
                .into_iter()
                .chain(interval_columns("£, net present value"))
                .chain([
                    Column::with_unit("chance", "Chance of a net gain", "%"),
                    Column::new("payback", "Median payback, discounted"),
                    Column::new("payback_plain", "Median payback, not discounted"),
                ])
                .collect(),
        )
    }
}
