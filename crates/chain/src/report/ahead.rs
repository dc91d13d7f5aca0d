//! Tables of what lies ahead, and of what it rests on.

use futures::Measure;
use journeys::group::Disclosure;
use rates::Rates;
use tables::{Cell, Column, Table};
use units::{Placement, Position};

use super::projection_source;
use crate::{Baseline, Fan};

pub(super) fn fan_columns(first: Column, unit: &str) -> Vec<Column> {
    let unit = |key: &str, label: &str| Column::with_unit(key, label, unit);
    vec![
        first,
        Column::new("date", "Date"),
        unit("p2_5", "2.5%"),
        unit("p10", "10%"),
        unit("p25", "25%"),
        unit("median", "Median"),
        unit("p75", "75%"),
        unit("p90", "90%"),
        unit("p97_5", "97.5%"),
    ]
}

pub(super) fn fan_rows(name: &str, fans: &[Fan], decimals: u8) -> Vec<Vec<Cell>> {
    fans.iter()
        .map(|fan| {
            let mut row = vec![Cell::text(name), Cell::text(format!("31 March {}", fan.year))];
            row.extend(fan.at.map(|v| Cell::number(v, decimals)));
            row
        })
        .collect()
}

/// How tables name the unaccompanied children among those looked after.
pub(super) const OF_WHOM_UNACCOMPANIED: &str = "looked after, of whom unaccompanied";
/// What must not be added up.
pub(super) const UNACCOMPANIED_ARE_LOOKED_AFTER: &str =
    "Looked after counts unaccompanied asylum-seeking children too; they are shown by themselves below.";

/// Children in each position at each 31 March, with quantiles.
pub fn projection(baseline: &Baseline) -> Table {
    let apart = baseline.flows.positions().contains(&Position::Unaccompanied);
    let mut notes = vec!["In need excludes children on protection plans and looked after.".to_string()];
    notes.extend(apart.then(|| UNACCOMPANIED_ARE_LOOKED_AFTER.to_string()));
    let positions = Position::OPEN.into_iter().map(|p| (p.label(), p));
    let positions = positions.chain(apart.then_some((OF_WHOM_UNACCOMPANIED, Position::Unaccompanied)));
    Table {
        rows: positions.flat_map(|(name, p)| fan_rows(name, &baseline.fan(Measure::Stock(p)), 0)).collect(),
        notes,
        source: projection_source(baseline),
        ..Table::new(
            "projection",
            format!("{}: children in each position if nothing changes", baseline.area.name),
            fan_columns(Column::new("position", "Position"), "children"),
        )
    }
}

/// Looked-after children by placement at each 31 March, with quantiles.
pub fn placements(baseline: &Baseline) -> Table {
    Table {
        rows: Placement::ALL
            .into_iter()
            .flat_map(|k| fan_rows(k.label(), &baseline.fan(Measure::StockPlacement(k)), 0))
            .collect(),
        notes: vec!["Placements keep today's mix by age.".to_string()],
        source: projection_source(baseline),
        ..Table::new(
            "placements",
            format!("{}: looked-after children by placement if nothing changes", baseline.area.name),
            fan_columns(Column::new("placement", "Placement"), "children"),
        )
    }
}

/// Cost a year of what is costed, by cost line.
pub fn baseline_costs(baseline: &Baseline) -> Table {
    let mut names: Vec<(&str, String)> = Vec::new();
    for line in &baseline.costs.lines {
        let key = (line.name.as_str(), line.agency.to_string());
        if !names.contains(&key) {
            names.push(key);
        }
    }
    let mut rows = Vec::new();
    for (name, agency) in &names {
        for fan in baseline.cost_fan(|l| l.name == *name && l.agency.0 == *agency) {
            let mut row = vec![
                Cell::text(*name),
                Cell::text(agency.clone()),
                Cell::text(format!("{}-{:02}", fan.year - 1, fan.year % 100)),
            ];
            row.extend([fan.at[3], fan.at[1], fan.at[5]].map(|v| Cell::number(v, 0)));
            rows.push(row);
        }
    }
    Table {
        rows,
        notes: baseline.costs.notes.clone(),
        source: projection_source(baseline),
        ..Table::new(
            "baseline-costs",
            format!(
                "{}: cost a year if nothing changes, {} prices",
                baseline.area.name,
                crate::Country::PRICE_YEAR
            ),
            [Column::new("line", "Cost"), Column::new("agency", "Agency"), Column::new("year", "Year")]
                .into_iter()
                .chain(super::interval_columns("£"))
                .collect(),
        )
    }
}

/// Unit costs with agency, price year, cash share and source.
pub fn unit_costs(baseline: &Baseline) -> Table {
    Table {
        rows: baseline
            .costs
            .lines
            .iter()
            .map(|l| {
                vec![
                    Cell::text(l.name.clone()),
                    Cell::text(l.per.label()),
                    Cell::text(l.agency.to_string()),
                    Cell::Money(l.amount),
                    Cell::number(l.cashable * 100.0, 0),
                    Cell::text(l.source.clone()),
                ]
            })
            .collect(),
        notes: baseline.costs.notes.clone(),
        source: "As stated in each row".to_string(),
        ..Table::new(
            "unit-costs",
            format!("{}: unit costs, {} prices", baseline.area.name, crate::Country::PRICE_YEAR),
            vec![
                Column::new("cost", "Cost"),
                Column::new("per", "For"),
                Column::new("agency", "Agency"),
                Column::with_unit("amount", "Amount", "£"),
                Column::with_unit("cashable", "Cash share", "%"),
                Column::new("source", "Source"),
            ],
        )
    }
}

/// Every intensity of a baseline with its steps, exposure, interval, weight of own evidence and kind of evidence.
pub fn intensities(baseline: &Baseline) -> Table {
    let (name, rests_on) = (&baseline.area.name, &baseline.rests_on);
    intensities_of(&baseline.rates, name, rests_on, baseline.rests_on_records, &[80])
}

/// Every intensity of an authority's rates, with intervals in percent.
///
/// `rests_on` says what the rates rest on, and `own` whether that is the authority's own records, whose small counts
/// must not be shown.
pub fn intensities_of(rates: &Rates, name: &str, rests_on: &str, own: bool, intervals: &[u8]) -> Table {
    let mut rows = Vec::new();
    for step in &rates.steps {
        for cell in &step.cells {
            let ages = match (cell.ages.first(), cell.ages.last()) {
                (Some(a), Some(b)) if a != b => "0 to 17".to_string(),
                (Some(a), _) => a.label().to_string(),
                _ => String::new(),
            };
            let time = match (step.times.count(), cell.times.first()) {
                (1, _) | (_, None) => "any".to_string(),
                (_, Some(band)) => {
                    let (from, to) = step.times.span(*band);
                    if to.is_finite() {
                        format!("{:.0} to {:.0} months", from * 12.0, to * 12.0)
                    } else {
                        format!("{:.0} months and more", from * 12.0)
                    }
                }
            };
            let steps = cell.steps.round().max(0.0) as u64;
            let disclosure = if own { Disclosure::Public } else { Disclosure::Inside };
            let figure = |cell: Cell| super::resting_on(cell, steps, disclosure);
            let mut row = vec![
                Cell::text(step.step.to_string()),
                Cell::text(ages),
                Cell::text(time),
                if own { Disclosure::Public.count(steps) } else { Cell::number(cell.steps, 1) },
                figure(Cell::number(cell.exposure.0, 1)),
            ];
            let posterior = super::posterior_cells(Some(&cell.posterior), cell.own_evidence(), intervals);
            row.extend(posterior.into_iter().map(figure));
            row.push(Cell::text(cell.evidence_in_words()));
            rows.push(row);
        }
    }
    rows.extend(super::placement_moves::intensities(rates, own, intervals));
    let mut columns = vec![
        Column::new("step", "Step"),
        Column::new("ages", "Ages"),
        Column::new("time", "Time in position"),
        Column::with_unit("steps", "Steps", "steps"),
        Column::with_unit("exposure", "Exposure", "person-years"),
    ];
    columns.extend(super::posterior_columns(intervals));
    columns.push(Column::new("evidence", "Evidence"));
    let mut notes = assumptions_of(rates);
    if own {
        notes.push(Disclosure::Public.note().to_string());
    }
    Table {
        rows,
        notes,
        source: format!("Headwater, from {rests_on}"),
        ..Table::new("intensities", format!("{name}: steps, exposure and intensity"), columns)
    }
}

/// What published figures leave open, and what is assumed instead.
pub fn assumptions(baseline: &Baseline) -> Vec<String> {
    assumptions_of(&baseline.rates)
}

fn assumptions_of(rates: &Rates) -> Vec<String> {
    let mut notes = rates.notes.clone();
    for step in &rates.steps {
        if !step.assumption.is_empty() {
            notes.push(format!("{}: {}", step.step, step.assumption));
        }
    }
    notes
}
