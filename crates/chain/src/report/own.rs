//! Own rates beside the published ones they replace.

use journeys::group::Disclosure;
use rates::{Posterior, Rates, StepRates};
use tables::{Cell, Column, Table};
use units::{AgeBand, Marker, Position};

use crate::OwnRates;

/// Steps of own records beside published ones.
///
/// **Shape**: one row per step: steps and exposure counted, own intensity with 80% interval, published intensity,
/// ratio of the two. Intensities are over all ages and times in position, weighted with the exposure that own records
/// show, so that a difference is one of intensity and not of who is here.
///
/// **Units**: exposure in person-years; intensities in steps per 1,000 person-years.
///
/// **Limits**: the interval takes the sum of cells for one Gamma distribution of the same mean and variance.
pub fn what_changed(own: &OwnRates, disclosure: Disclosure) -> Table {
    let per = "steps per 1,000 person-years";
    let columns = vec![
        Column::new("step", "Step"),
        Column::with_unit("steps", "Steps counted", "steps"),
        Column::with_unit("exposure", "Exposure", "person-years"),
        Column::with_unit("own", "Own intensity", per),
        Column::with_unit("low_80", "80% interval from", per),
        Column::with_unit("high_80", "80% interval to", per),
        Column::with_unit("published", "Published intensity", per),
        Column::new("ratio", "Own for 1 published"),
    ];
    let rows = own.own.steps.iter().map(|step| row(step, own, disclosure)).collect();
    Table {
        rows,
        notes: vec![
            "Published intensities are taken at the ages and times in position of own records.".to_string(),
            "A step from not known counts first-time arrivals, over the children of the area whom the records do not know; \
             one from closed counts children who come back. Published figures count both as arrivals, and are not set \
             beside them."
                .to_string(),
            disclosure.note().to_string(),
        ],
        source: source(own),
        ..Table::new("what-changed", "Own rates beside published ones", columns)
    }
}

/// Children in each position at the start, own records beside published figures.
pub fn stocks_changed(own: &OwnRates, disclosure: Disclosure) -> Table {
    let columns = vec![
        Column::new("position", "Position"),
        Column::with_unit("own", "Own records", "children"),
        Column::with_unit("published", "Published", "children"),
        Column::new("ratio", "Own for 1 published"),
    ];
    let total = |rates: &Rates, position| rates.stock(position).map(|s| s.total());
    let rows = Position::OPEN
        .into_iter()
        .map(|position| {
            let (here, there) = (total(&own.own, position), total(&own.published, position));
            let count = here.unwrap_or(0.0).round().max(0.0) as u64;
            vec![
                Cell::text(position.label()),
                disclosure.count(count),
                there.map_or(Cell::Missing(Marker::NotAvailable), |n| Cell::number(n, 0)),
                ratio(disclosure.rounded(count), there, disclosure, count),
            ]
        })
        .collect();
    Table {
        rows,
        notes: vec![
            format!(
                "Own records on 31 March {}; published figures on 31 March {}.",
                own.own.base_year, own.published.base_year
            ),
            disclosure.note().to_string(),
        ],
        source: source(own),
        ..Table::new(
            "stocks-changed",
            "Children in each position, own records beside published figures",
            columns,
        )
    }
}

fn source(own: &OwnRates) -> String {
    let years: Vec<String> =
        own.years.iter().map(|y| format!("{}-{:02}", y.saturating_sub(1), y % 100)).collect();
    format!(
        "The authority's own returns for {}; published figures as in the table of sources",
        years.join(", ")
    )
}

fn row(step: &StepRates, own: &OwnRates, disclosure: Disclosure) -> Vec<Cell> {
    let steps: f64 = step.cells.iter().map(|c| c.steps).sum();
    let exposure: f64 = step.cells.iter().map(|c| c.exposure.0).sum();
    let count = steps.round().max(0.0) as u64;
    // Published arrivals hold the children who come back.
    let is_arrival = step.step.from == Position::NotKnown;
    let known = own.published.steps.iter().find(|s| s.step == step.step && !is_arrival);
    let pooled = pooled(step);
    let (low, high) = pooled.map_or((None, None), |p| {
        let (low, high) = p.interval(0.8);
        (Some(low.0), Some(high.0))
    });
    let here = pooled.map(|p| p.mean().0);
    let there = known.and_then(|k| at_ages_of(k, step));
    let thousand = |value: Option<f64>| disclosure.number(value.map(|v| v * 1_000.0), 2, count);
    vec![
        Cell::text(step.step.to_string()),
        disclosure.count(count),
        disclosure.number(Some(exposure), 0, count),
        thousand(here),
        thousand(low),
        thousand(high),
        there.map_or(Cell::Missing(Marker::NotAvailable), |v| Cell::number(v * 1_000.0, 2)),
        ratio(here, there, disclosure, count),
    ]
}

fn ratio(here: Option<f64>, there: Option<f64>, disclosure: Disclosure, count: u64) -> Cell {
    match (here, there) {
        (Some(here), Some(there)) if there > 0.0 => disclosure.number(Some(here / there), 2, count),
        _ => Cell::Missing(Marker::NotAvailable),
    }
}

/// The intensity of a step over all its cells, each with its exposure as weight; `None` without exposure.
fn pooled(step: &StepRates) -> Option<Posterior> {
    let exposure: f64 = step.cells.iter().map(|c| c.exposure.0).sum();
    if exposure <= 0.0 {
        return None;
    }
    let (mut mean, mut variance) = (0.0, 0.0);
    for cell in &step.cells {
        let weight = cell.exposure.0 / exposure;
        let p = cell.posterior;
        mean += weight * p.mean().0;
        variance += weight * weight * p.shape / (p.exposure_years * p.exposure_years);
    }
    (mean > 0.0 && variance > 0.0)
        .then(|| Posterior { shape: mean * mean / variance, exposure_years: mean / variance })
}

/// A published intensity at the ages and times in position at which own records have exposure.
fn at_ages_of(published: &StepRates, own: &StepRates) -> Option<f64> {
    let (mut sum, mut weight) = (0.0, 0.0);
    for cell in &own.cells {
        let age = cell.ages.first().copied().unwrap_or(AgeBand::Under1);
        let from = cell.times.first().map_or(0.0, |band| own.times.span(*band).0);
        let there = published.cell_after(age, from)?;
        sum += cell.exposure.0 * there.posterior.mean().0;
        weight += cell.exposure.0;
    }
    (weight > 0.0).then(|| sum / weight)
}
