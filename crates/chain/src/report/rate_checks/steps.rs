//! Steps seen and expected, as tables.

use journeys::group::{Disclosure, SMALLEST};
use rates::fit::ChiSquare;
use tables::{Cell, Column, Table};
use units::Marker;

use super::super::resting_on;
use super::{CheckWords, figure, finished, none};
use crate::{Against, RateChecks, StepCheck, Verdict};

/// Below this probability a test is told as more than chance: with a dozen steps, a test in ten years errs.
const SURE: f64 = 0.01;
/// Below this it is told as possibly so.
const PERHAPS: f64 = 0.05;

/// p-values below this are told as this.
const LEAST_P: f64 = 0.000_001;

const LEFT_OUT: &str = "Expected steps of a year are the exposure in it times rates that are counted without it: from the \
    other pooled years, or from all of them for a year that is not pooled. So nothing is held against itself.";
const RANGE: &str = "The 95% range is that of a negative binomial: chance in children's lives, and what few steps leave \
    open of the rates. “More than chance” is outside it; “within drift” is inside once the drift from year to year that \
    the projection allows for is added.";
const RESIDUAL: &str = "Residual: observed less expected, over the standard deviation that the range comes from. Where \
    counts are rounded it is that of the rounded count, and a verdict is given only if every count that rounds so has it.";

const INSIDE_ALONE: &str = "Single ages and times are shown to who works inside the authority alone: what is expected of \
    one year is counted from the others, so that rows of several years would tell small counts.";

impl Verdict {
    /// Words for tables.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::Chance => "within chance",
            Verdict::Drift => "more than chance, within drift",
            Verdict::More => "more than chance and drift",
        }
    }
}

fn against_columns(key: &str, label: &str) -> Vec<Column> {
    let column = |what: &str, words: &str, unit: Option<&str>| {
        let (key, label) = (format!("{key}_{what}"), format!("{words}, {label}"));
        unit.map_or_else(|| Column::new(&key, &label), |unit| Column::with_unit(&key, &label, unit))
    };
    vec![
        column("expected", "Expected", Some("steps")),
        column("low_95", "95% range from", Some("steps")),
        column("high_95", "95% range to", Some("steps")),
        column("residual", "Residual", None),
        column("verdict", "Verdict", None),
    ]
}

/// What one number of steps says against some rates; withheld with the number.
///
/// Steps expected without a year are those of the other years: in public they have two digits.
fn against_cells(
    disclosure: Disclosure,
    observed: u64,
    hidden: bool,
    against: Option<&Against>,
) -> Vec<Cell> {
    let Some(against) = against else { return vec![none(); 5] };
    if hidden || disclosure.hides(against.rests_on) {
        return vec![Cell::Missing(Marker::Suppressed); 5];
    }
    let shown = disclosure.rounded(observed).unwrap_or(observed as f64);
    // In public the count may be any that rounds so: the nearest to what is expected decides.
    let judged = match disclosure {
        Disclosure::Inside => shown,
        Disclosure::Public => against.expected.steps.round().clamp((shown - 2.0).max(0.0), shown + 2.0),
    };
    let (low, high) = against.expected.range();
    vec![
        resting_on(Cell::number(against.expected.steps, 1), against.rests_on.max(SMALLEST), disclosure),
        Cell::Whole(low as i64),
        Cell::Whole(high as i64),
        against.expected.residual(shown).map_or_else(none, |r| figure(disclosure, Some(r), 1, 0)),
        Cell::text(against.verdict(judged).label()),
    ]
}

/// Steps seen and expected by year.
///
/// **Shape**: one row per step and return year: observed; expected, its 95% range, residual and verdict by own rates of
/// other years; the same by published rates.
pub fn observed_expected_by_year(checks: &RateChecks, words: &CheckWords) -> Table {
    let mut columns = vec![
        Column::new("step", "Step"),
        Column::new("year", "Return year"),
        Column::with_unit("observed", "Observed", "steps"),
    ];
    columns.extend(against_columns("own", "own rates"));
    columns.extend(against_columns("published", "published rates"));
    let mut table =
        Table::new("observed-expected-by-year", "Steps of each year, observed and expected", columns);
    let d = words.disclosure;
    for step in &checks.steps {
        let counts: Vec<u64> = step.years.iter().map(|y| y.observed).collect();
        // What is expected of one year is counted from the others: a year of few withholds all that is expected.
        let tells_of_few = counts.iter().any(|count| d.hides(*count));
        for ((year, cell), hidden) in step.years.iter().zip(d.parts(&counts)).zip(d.hidden_parts(&counts)) {
            let hidden = hidden || tells_of_few;
            let mut row = vec![Cell::text(step.step.to_string()), Cell::text(year.year.to_string()), cell];
            row.extend(against_cells(d, year.observed, hidden, year.own.as_ref()));
            row.extend(against_cells(d, year.observed, hidden, year.published.as_ref()));
            table.rows.push(row);
        }
    }
    finished(table, checks, words, &[LEFT_OUT, RANGE, RESIDUAL])
}

/// Steps seen and expected by year, age and time in position.
///
/// **Shape**: one row per step, return year, age band and band of time in position that has exposure; columns as of
/// [`observed_expected_by_year`], and the exposure. No row in public: what is expected of a cell in one year is counted
/// from its other years, so that rows of several years would tell small counts.
pub fn observed_expected(checks: &RateChecks, words: &CheckWords) -> Table {
    let mut columns = vec![
        Column::new("step", "Step"),
        Column::new("year", "Return year"),
        Column::new("age", "Age"),
        Column::with_unit("time_from", "Time in position from", "years"),
        Column::with_unit("time_to", "Time in position to", "years"),
        Column::with_unit("exposure", "Exposure", "person-years"),
        Column::with_unit("observed", "Observed", "steps"),
    ];
    columns.extend(against_columns("own", "own rates"));
    columns.extend(against_columns("published", "published rates"));
    let mut table = Table::new(
        "observed-expected",
        "Steps of each year, age and time in position, observed and expected",
        columns,
    );
    let d = words.disclosure;
    let edge = |band: usize| checks.time_edges.get(band).copied();
    for step in checks.steps.iter().filter(|_| d == Disclosure::Inside) {
        for cell in &step.cells {
            let from = cell.time.map(|band| band.checked_sub(1).and_then(edge).unwrap_or(0.0));
            let mut row = vec![
                Cell::text(step.step.to_string()),
                Cell::text(cell.year.to_string()),
                Cell::text(cell.age.label()),
                from.map_or(Cell::Blank, |from| Cell::number(from, 2)),
                cell.time.and_then(edge).map_or(Cell::Blank, |to| Cell::number(to, 2)),
                Cell::number(cell.exposure.0, 2),
                Cell::Whole(cell.observed as i64),
            ];
            row.extend(against_cells(d, cell.observed, false, cell.own.as_ref()));
            row.extend(against_cells(d, cell.observed, false, cell.published.as_ref()));
            table.rows.push(row);
        }
    }
    let arrivals = "Arrivals from not known have no time in position; their exposure is that of the children in the area whom \
                    the records do not know.";
    match d {
        Disclosure::Inside => finished(table, checks, words, &[LEFT_OUT, RANGE, RESIDUAL, arrivals]),
        Disclosure::Public => finished(table, checks, words, &[INSIDE_ALONE]),
    }
}

/// Chi-square tests of each step: whether its rates are the same in all years, all ages together and each by itself, and
/// whether they are the published ones.
///
/// **Shape**: one row per step of the projection: steps; each test in words, its statistic, degrees of freedom and
/// p-value; cells outside the range of chance, and cells held against it.
pub fn steps_tested(checks: &RateChecks, words: &CheckWords) -> Table {
    let columns = vec![
        Column::new("step", "Step"),
        Column::with_unit("steps", "Observed", "steps"),
        Column::new("years_verdict", "From year to year"),
        Column::new("years_chi_square", "Chi-square between years"),
        Column::new("years_df", "Degrees of freedom between years"),
        Column::new("years_p", "p-value between years"),
        Column::new("cells_verdict", "From year to year, by age and time"),
        Column::new("cells_chi_square", "Chi-square by age and time"),
        Column::new("cells_df", "Degrees of freedom by age and time"),
        Column::new("cells_p", "p-value by age and time"),
        Column::new("published_verdict", "Against published rates"),
        Column::new("published_chi_square", "Chi-square against published rates"),
        Column::new("published_df", "Degrees of freedom against published rates"),
        Column::new("published_p", "p-value against published rates"),
        Column::with_unit("flagged", "Outside the 95% range of own rates", "cells"),
        Column::with_unit("compared", "Held against own rates", "cells"),
    ];
    let rows = checks.steps.iter().map(|step| tested_row(step, words.disclosure)).collect();
    let table = Table { rows, ..Table::new("steps-tested", "Do rates keep from year to year?", columns) };
    finished(
        table,
        checks,
        words,
        &[
            "Between years: of the steps of each age and time in position, each year is expected to have its share of the \
             exposure; all ages and times are then put together, which finds a year unlike the others. By age and time: \
             cells are put together only until five steps are expected in each year, which finds a change of some ages.",
            "A p-value is the probability of years as unlike as these if nothing but chance were at work. Of a dozen steps \
             with steady rates, one has a p-value under 0.05 in about half of all lists, and under 0.01 in one of nine. \
             Those under 0.000001 are given as that.",
            "Even with steady rates up to 5 in 100 cells lie outside their 95% range.",
            "Against published rates: these are taken as exact. Published arrivals hold the children who come back, and are \
             not set beside first-time ones.",
        ],
    )
}

fn tested_row(step: &StepCheck, disclosure: Disclosure) -> Vec<Cell> {
    let seen: u64 = step.years.iter().map(|y| y.observed).sum();
    let mut row = vec![Cell::text(step.step.to_string()), disclosure.count(seen)];
    // A statistic of exact counts could be searched for the few that one year has.
    let tells_of_few = step.years.iter().any(|year| disclosure.hides(year.observed));
    let of = |test: Option<&ChiSquare>, words: fn(f64) -> &'static str, otherwise: &str| match test {
        Some(test) if !disclosure.hides(seen) && tells_of_few => {
            let mut cells = vec![Cell::Missing(Marker::Suppressed); 4];
            cells[0] = Cell::text(words(test.p_value()));
            cells
        }
        Some(test) if !disclosure.hides(seen) => vec![
            Cell::text(words(test.p_value())),
            Cell::number(test.statistic, 1),
            Cell::Whole(test.df as i64),
            Cell::number(test.p_value().max(LEAST_P), if test.p_value() < 0.001 { 6 } else { 3 }),
        ],
        _ => vec![Cell::text(otherwise), none(), none(), none()],
    };
    let too_few = "too few steps to tell";
    let is_published = step.years.iter().any(|year| year.published.is_some());
    row.extend(of(step.between_years.as_ref(), year_words, too_few));
    row.extend(of(step.by_cell.as_ref(), year_words, too_few));
    row.extend(of(
        step.against_published.as_ref(),
        published_words,
        if is_published { too_few } else { "no published rate of the same children" },
    ));
    let compared: Vec<Verdict> =
        step.cells.iter().filter_map(|c| Some(c.own?.verdict(c.observed as f64))).collect();
    let flagged = compared.iter().filter(|v| **v != Verdict::Chance).count();
    row.push(if tells_of_few { Cell::Missing(Marker::Suppressed) } else { Cell::Whole(flagged as i64) });
    row.push(Cell::Whole(compared.len() as i64));
    row
}

fn year_words(p: f64) -> &'static str {
    match p {
        p if p < SURE => "varies more from year to year than chance alone would",
        p if p < PERHAPS => "varies somewhat more than expected; it may be chance",
        _ => "varies no more than chance would",
    }
}

fn published_words(p: f64) -> &'static str {
    match p {
        p if p < SURE => "differs from the published rates by more than chance",
        p if p < PERHAPS => "differs somewhat from the published rates; it may be chance",
        _ => "agrees with the published rates",
    }
}
