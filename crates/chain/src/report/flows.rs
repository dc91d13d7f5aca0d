//! Tables of flows: every figure by period with its spread, and means side by side.

use futures::{Flows, Period, quantiles, variance};
use tables::{Cell, Column, Table};

use super::projection_source;
use crate::{Baseline, DAYS_PER_YEAR, FlowLine, Of, Outcome, flow_lines};

/// Quantiles of the long table.
const AT: [f64; 5] = [0.025, 0.1, 0.5, 0.9, 0.975];

/// Flows of a baseline, or of a baseline, a scenario and their difference, by draw.
pub(super) struct Told<'a> {
    baseline: &'a Baseline,
    before: &'a Flows,
    outcome: Option<&'a Outcome>,
}

impl<'a> Told<'a> {
    pub(super) fn new(baseline: &'a Baseline, outcome: Option<&'a Outcome>) -> Told<'a> {
        Told { baseline, before: outcome.map_or(&baseline.flows, |o| &o.baseline), outcome }
    }

    /// Flows that have all that is counted: a scenario's have its services too.
    pub(super) fn flows(&self) -> &'a Flows {
        self.outcome.map_or(self.before, |o| &o.flows)
    }

    /// The runs, and the values over draws of each; the difference is taken within each draw.
    pub(super) fn runs(&self, values: impl Fn(&Flows) -> Vec<f64>) -> Vec<(&'static str, Vec<f64>)> {
        let before = values(self.before);
        let Some(outcome) = self.outcome else { return vec![("baseline", before)] };
        let after = values(&outcome.flows);
        let difference = after.iter().zip(&before).map(|(a, b)| a - b).collect();
        vec![("baseline", before), ("scenario", after), ("difference", difference)]
    }

    /// Title of a table of these runs.
    pub(super) fn title(&self, what: &str) -> String {
        let of = self
            .outcome
            .map_or("if nothing changes".to_string(), |o| format!("without and with {}", o.scenario.name));
        format!("{}: {what} by {}, {of}", self.baseline.area.name, self.before.period.label())
    }

    /// Notes that every table of these runs needs.
    pub(super) fn notes(&self) -> Vec<String> {
        let shared =
            "Baseline and scenario share luck draw by draw; the difference is taken within each draw.";
        self.outcome.map(|_| shared.to_string()).into_iter().collect()
    }

    fn values(&self, line: &FlowLine, period: usize) -> Vec<(&'static str, Vec<f64>)> {
        self.runs(|flows| line.over_draws(flows, &self.baseline.rates.population, period))
    }

    /// Lines that are not zero throughout, with their values by period; one at a time, because all may fill the memory.
    fn lines(&self, keep: impl Fn(&FlowLine) -> bool) -> impl Iterator<Item = (FlowLine, ByPeriod)> {
        let (population, wards) = (&self.baseline.rates.population, &self.baseline.plan.ward_groups);
        let lines = flow_lines(self.flows(), population, wards).into_iter().filter(keep);
        let told = lines.map(|line| {
            let periods = (0..self.before.periods()).map(|period| self.values(&line, period));
            let periods = periods.collect::<ByPeriod>();
            (line, periods)
        });
        told.filter(|(_, periods)| {
            periods.iter().flatten().any(|(_, values)| values.iter().any(|v| *v != 0.0))
        })
    }
}

/// Values over draws of each run, by period.
type ByPeriod = Vec<Vec<(&'static str, Vec<f64>)>>;

/// Every flow by period, position, placement, step or service, and age band, with its spread over draws.
///
/// **Shape**: one row for each line, period and run; runs are the baseline, and with an outcome the scenario and the
/// difference too. Lines that are zero throughout are left out.
pub fn flows_long(baseline: &Baseline, outcome: Option<&Outcome>) -> Table {
    let told = Told::new(baseline, outcome);
    let mut rows = Vec::new();
    for (line, periods) in told.lines(|_| true) {
        for (period, runs) in periods.into_iter().enumerate() {
            for (run, values) in runs {
                let mut row = vec![
                    Cell::text(run),
                    Cell::text(line.of.kind()),
                    Cell::text(line.of.name()),
                    Cell::text(line.age.map_or("all", |a| a.label())),
                    Cell::text(line.measure),
                    Cell::text(line.unit),
                    Cell::text(period_end(told.before, period)),
                ];
                row.extend(spread(values));
                rows.push(row);
            }
        }
    }
    let mut columns = vec![
        Column::new("run", "Run"),
        Column::new("kind", "Of a"),
        Column::new("name", "Name"),
        Column::new("age", "Age"),
        Column::new("measure", "Measure"),
        Column::new("unit", "Unit"),
        period_column(told.before),
    ];
    columns.extend(spread_columns());
    Table {
        rows,
        notes: told.notes().into_iter().chain(notes()).collect(),
        source: projection_source(baseline),
        ..Table::new("flows", told.title("flows"), columns)
    }
}

/// Means of the flows of all ages, side by side.
///
/// **Shape**: one row for each period and run, one column for each line; lines that are zero throughout are left out.
pub fn flows_wide(baseline: &Baseline, outcome: Option<&Outcome>) -> Table {
    let told = Told::new(baseline, outcome);
    let lines: Vec<(FlowLine, Vec<Vec<f64>>)> = told
        .lines(|line| line.age.is_none())
        .map(|(line, periods)| {
            let means = |runs: &Vec<(&str, Vec<f64>)>| runs.iter().map(|(_, values)| mean(values)).collect();
            let means = periods.iter().map(means).collect();
            (line, means)
        })
        .collect();
    let runs: Vec<&str> = told.runs(|_| Vec::new()).into_iter().map(|(run, _)| run).collect();
    let mut rows = Vec::new();
    for period in 0..told.before.periods() {
        for (number, run) in runs.iter().enumerate() {
            let mut row = vec![Cell::text(period_end(told.before, period)), Cell::text(*run)];
            row.extend(lines.iter().map(|(_, means)| Cell::number(means[period][number], 2)));
            rows.push(row);
        }
    }
    let mut columns = vec![period_column(told.before), Column::new("run", "Run")];
    for (line, _) in &lines {
        let mut column = wide_column(line);
        // Two names may differ in signs alone, and programs need keys that differ.
        let same =
            columns.iter().filter(|c| c.key == column.key || c.key.starts_with(&format!("{}_", column.key)));
        let number = same.count() + 1;
        if columns.iter().any(|c| c.key == column.key) {
            column.key = format!("{}_{number}", column.key);
        }
        columns.push(column);
    }
    let mut all = vec!["Means over draws, all ages. The long table has age bands and intervals.".to_string()];
    all.extend(told.notes().into_iter().chain(notes()));
    Table {
        rows,
        notes: all,
        source: projection_source(baseline),
        ..Table::new("flows-wide", told.title("mean flows"), columns)
    }
}

fn wide_column(line: &FlowLine) -> Column {
    let name = line.of.name();
    let (words, label) = match line.of {
        Of::Step(_) => (format!("steps {name}"), format!("steps {name}")),
        Of::Service(_) => (format!("service {name} {}", line.measure), format!("{name}: {}", line.measure)),
        _ => (format!("{name} {}", line.measure), format!("{name}: {}", line.measure)),
    };
    let key: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut letters = label.chars();
    let label = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or(label);
    Column::with_unit(key.join("_"), label, line.unit)
}

fn notes() -> [String; 3] {
    [
        format!("Person-days are person-years times {DAYS_PER_YEAR}."),
        "Starts include children whom a scenario adds beside the baseline's arrivals. Ends include children who grew out \
         of a position, at 18 (care leavers at 25). Of a service that is cut, places used are those missed."
            .to_string(),
        "What is zero throughout is left out. Prevalence is given where the number of children living in the area is \
         known; past the last projection of it, the last stands."
            .to_string(),
    ]
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Mean, standard deviation and quantiles of values over draws.
pub(super) fn spread(values: Vec<f64>) -> Vec<Cell> {
    let mut cells = vec![mean(&values), variance(&values).sqrt()];
    cells.extend(quantiles(values, AT));
    cells.into_iter().map(|v| Cell::number(v, 2)).collect()
}

/// Columns of [`spread`].
pub(super) fn spread_columns() -> [Column; 7] {
    [
        Column::new("mean", "Mean"),
        Column::new("sd", "Standard deviation"),
        Column::new("p2_5", "2.5%"),
        Column::new("p10", "10%"),
        Column::new("median", "Median"),
        Column::new("p90", "90%"),
        Column::new("p97_5", "97.5%"),
    ]
}

/// Column of [`period_end`].
pub(super) fn period_column(flows: &Flows) -> Column {
    let label = match flows.period {
        Period::Year => "Year to",
        Period::Quarter => "Quarter to",
        Period::Month => "Month to",
    };
    Column::new("period_end", label)
}

/// The last day of a period, `2026-03-31`; the start is 31 March of the base year.
pub(super) fn period_end(flows: &Flows, period: usize) -> String {
    let months = (period + 1) * 12 / flows.period.per_year();
    // Months from January of the base year; March is its third.
    let (year, month) = (usize::from(flows.base_year) + (months + 2) / 12, (months + 2) % 12);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    format!("{year}-{:02}-{:02}", month + 1, days[month])
}
