//! Tables of scenarios side by side.

use appraisal::View;
use tables::{Cell, Column, Table};
use units::Marker;

use super::{projection_source, years_to_payback};
use crate::comparison::{Comparison, Figure};
use crate::{Baseline, Interval};

/// Names of the tables of a comparison, in the order in which they are read.
pub const COMPARISON_TABLES: [&str; 3] = ["comparison", "comparison-payback", "comparison-pairs"];

/// A table of a comparison by its name; `None` if there is none of this name.
pub fn comparison_table(baseline: &Baseline, comparison: &Comparison, name: &str) -> Option<Table> {
    Some(match name {
        "comparison" => beside_the_baseline(baseline, comparison),
        "comparison-payback" => paybacks(baseline, comparison),
        "comparison-pairs" => between(baseline, comparison),
        _ => return None,
    })
}

/// Each scenario less the baseline, figure by figure.
fn beside_the_baseline(baseline: &Baseline, comparison: &Comparison) -> Table {
    let mut rows = Vec::new();
    for (number, figure) in Figure::all().into_iter().enumerate() {
        for scenario in &comparison.scenarios {
            let mut row = words(figure, comparison, baseline).map(Cell::text).to_vec();
            row.push(Cell::text(scenario.name.clone()));
            row.push(match comparison.baseline(number) {
                Some(level) => Cell::number(level.median, decimals(figure)),
                None => Cell::Missing(Marker::NotApplicable),
            });
            row.extend(interval(scenario.difference(number), figure));
            rows.push(row);
        }
    }
    let mut notes = vec![
        "Baseline and scenarios share luck draw by draw; each difference is taken within the draw."
            .to_string(),
        "Money is counted against the baseline: positive is a gain.".to_string(),
    ];
    for scenario in &comparison.scenarios {
        notes
            .extend(scenario.warnings.iter().map(|warning| format!("Warning, {}: {warning}", scenario.name)));
    }
    Table {
        rows,
        notes,
        source: projection_source(baseline),
        ..Table::new(
            "comparison",
            format!("{}: scenarios side by side, each against the baseline", baseline.area.name),
            vec![
                Column::new("what", "What"),
                Column::new("unit", "Unit"),
                Column::new("scenario", "Scenario"),
                Column::new("baseline", "Baseline, median"),
                Column::new("median", "Difference, median"),
                Column::new("low_80", "80% interval from"),
                Column::new("high_80", "80% interval to"),
            ],
        )
    }
}

/// When each scenario pays back, and how likely it is to gain, by view.
fn paybacks(baseline: &Baseline, comparison: &Comparison) -> Table {
    let base_year = baseline.rates.base_year;
    let mut rows = Vec::new();
    for (number, view) in View::ALL.iter().enumerate() {
        for scenario in &comparison.scenarios {
            let payback = &scenario.paybacks[number];
            rows.push(vec![
                Cell::text(view.label()),
                Cell::text(scenario.name.clone()),
                Cell::number(scenario.chances_of_gain[number] * 100.0, 0),
                years_to_payback(payback.median(), base_year, comparison.years),
                Cell::number(payback.chance_by(comparison.years.saturating_sub(1)) * 100.0, 0),
            ]);
        }
    }
    Table {
        rows,
        notes: vec![
            "Discounted, as in the net present value. Half of the draws pay back by the median.".to_string(),
        ],
        source: projection_source(baseline),
        ..Table::new(
            "comparison-payback",
            format!("{}: which scenarios pay back, and when", baseline.area.name),
            vec![
                Column::new("view", "For"),
                Column::new("scenario", "Scenario"),
                Column::with_unit("chance", "Chance of a net gain", "%"),
                Column::new("payback", "Median payback"),
                Column::with_unit("paid_back", "Chance of having paid back by the horizon", "%"),
            ],
        )
    }
}

/// Each scenario less each later one.
fn between(baseline: &Baseline, comparison: &Comparison) -> Table {
    let mut rows = Vec::new();
    for (number, figure) in Figure::all().into_iter().enumerate() {
        for (one, other) in comparison.pairs() {
            let (difference, higher) = one.less(other, number);
            let mut row = words(figure, comparison, baseline).map(Cell::text).to_vec();
            row.extend([&one.name, &other.name].map(|name| Cell::text(name.clone())));
            row.extend(interval(difference, figure));
            row.push(Cell::number(higher * 100.0, 0));
            rows.push(row);
        }
    }
    Table {
        rows,
        notes: vec![
            "Scenarios share luck draw by draw, so this interval is narrower than those of the two would suggest: whether \
             one is higher than the other cannot be read off two intervals that overlap."
                .to_string(),
            "What is uncertain is drawn by name: a service that has one name and the same effects in both files errs \
             alike in both, draw by draw. Services of different names err independently, also where they are two forms of one \
             service."
                .to_string(),
            "Draws in which both are alike count half towards the chance.".to_string(),
        ],
        source: projection_source(baseline),
        ..Table::new(
            "comparison-pairs",
            format!("{}: scenarios against each other", baseline.area.name),
            vec![
                Column::new("what", "What"),
                Column::new("unit", "Unit"),
                Column::new("scenario", "Scenario"),
                Column::new("less", "Less"),
                Column::new("median", "Difference, median"),
                Column::new("low_80", "80% interval from"),
                Column::new("high_80", "80% interval to"),
                Column::with_unit("higher", "Chance that the first is higher", "%"),
            ],
        )
    }
}

/// What a figure is, and its unit.
fn words(figure: Figure, comparison: &Comparison, baseline: &Baseline) -> [String; 2] {
    let last = usize::from(baseline.rates.base_year) + comparison.years;
    let prices = crate::Country::PRICE_YEAR;
    match figure {
        Figure::Children(position) => {
            [format!("children: {position}"), format!("children on 31 March {last}")]
        }
        Figure::PersonYears(position) => [
            format!("time: {position}"),
            format!("person-years in {}", tables::counted(comparison.years as u64, "year", "years")),
        ],
        Figure::NetPresentValue(to) => [
            format!("net present value: {}", View::ALL[to].label()),
            format!("£, discounted, {prices} prices"),
        ],
        Figure::DeepestCash => [
            "deepest cumulative cash position of the authority".to_string(),
            format!("£, not discounted, {prices} prices"),
        ],
    }
}

fn decimals(figure: Figure) -> u8 {
    if figure.is_money() { 0 } else { 1 }
}

fn interval(i: Interval, figure: Figure) -> [Cell; 3] {
    [i.median, i.low, i.high].map(|v| Cell::number(v, decimals(figure)))
}
