//! Rate ratios of covariates as a table.

use journeys::group::Disclosure;
use rates::covariates::{CovariateRatios, Level, StepModel, StepRatios, Value};
use tables::{Cell, Column, Table};
use units::Marker;

use super::resting_on;

/// Person-years below which a level without steps is taken to be of fewer children than may be told of.
pub(super) const YEARS_OF_FEW: f64 = 5.0;

/// What a table of rate ratios shows, and says of where they come from.
#[derive(Clone, Debug, PartialEq)]
pub struct RatioWords {
    /// Intervals, in percent.
    pub intervals: Vec<u8>,
    /// Who looks.
    pub disclosure: Disclosure,
    /// Where the rows come from.
    pub source: String,
    /// What a reader must know of how they were read, and why groups are used.
    pub notes: Vec<String>,
}

/// Table `rate-ratios`: a row for each level of each covariate of each step.
///
/// Steps without a model have no row; a note says why. In public, figures of 1 to 4 steps are withheld with the parts of
/// the total that would tell of them, and so are all ratios to a reference of so few; so are figures of levels with no
/// steps in less than 5 person-years, which are of few children. Others have two digits.
pub fn rate_ratios_table(ratios: &[StepRatios], words: &RatioWords) -> Table {
    let mut rows = Vec::new();
    let mut notes = words.notes.clone();
    let mut wider = Vec::new();
    for step in ratios {
        match &step.model {
            Ok(model) => {
                for covariate in &model.covariates {
                    add_covariate(&mut rows, step, model, covariate, words);
                }
                if let Some(more) = model.overdispersion.filter(|more| *more > 1.0) {
                    wider.push(format!("{} to {}, {more:.2}", step.from, step.to));
                }
            }
            Err(refusal) => notes.push(format!("No ratios of {} to {}: {refusal}.", step.from, step.to)),
        }
    }
    notes.push(
        "A ratio compares with the level marked as reference: the one with most person-years that is known and not told by \
         others, all other covariates, ages, times and strata alike. It tells what goes together, not what causes what. A thin level has fewer than 10 steps \
         expected; one that is told by others has no ratio, because ages, times, strata or covariates named before tell \
         who is at it."
            .to_string(),
    );
    notes.push(
        "Weight of own evidence: the rest is how little levels of the covariate stray from each other, towards which thin \
         levels are drawn. Expected steps are those at the rates of the level's ages and times."
            .to_string(),
    );
    if !wider.is_empty() {
        notes.push(format!(
            "Rows vary more than chance makes them, so evidence counts as so many times less and intervals are wider: {}.",
            wider.join("; ")
        ));
    }
    notes.push(words.disclosure.note().to_string());
    Table {
        rows,
        notes,
        source: words.source.clone(),
        ..Table::new("rate-ratios", "Rate ratios of covariates", columns(&words.intervals))
    }
}

fn columns(intervals: &[u8]) -> Vec<Column> {
    let mut columns = vec![
        Column::new("from", "From"),
        Column::new("to", "To"),
        Column::new("covariate", "Covariate"),
        Column::new("level", "Level"),
        Column::with_unit("steps", "Steps", "steps"),
        Column::with_unit("expected", "Expected", "steps"),
        Column::with_unit("exposure", "Exposure", "person-years"),
        Column::new("rate_ratio", "Rate ratio"),
    ];
    for share in intervals {
        columns.push(Column::new(format!("low_{share}"), format!("{share}% interval from")));
        columns.push(Column::new(format!("high_{share}"), format!("{share}% interval to")));
    }
    columns.extend([
        Column::with_unit("own_evidence", "Weight of own evidence", "%"),
        Column::new("overdispersion", "Overdispersion of the step"),
        Column::new("standing", "Standing"),
    ]);
    columns
}

fn add_covariate(
    rows: &mut Vec<Vec<Cell>>,
    step: &StepRatios,
    model: &StepModel,
    covariate: &CovariateRatios,
    words: &RatioWords,
) {
    let hidden = hidden_levels(&covariate.levels, words.disclosure);
    let levels = || covariate.levels.iter().zip(&hidden);
    let of_few = levels().any(|(level, hidden)| level.value == Value::Reference && *hidden);
    for (level, hidden) in levels() {
        let mut row = vec![
            Cell::text(&step.from),
            Cell::text(&step.to),
            Cell::text(&covariate.name),
            Cell::text(&level.name),
        ];
        row.extend(level_cells(level, *hidden, of_few, words));
        row.push(match model.overdispersion {
            Some(more) => Cell::number(more, 2),
            None => Cell::Missing(Marker::NotAvailable),
        });
        row.push(Cell::text(standing(level)));
        rows.push(row);
    }
}

/// Which levels are withheld.
///
/// Exposure of all levels is that of the step, which the levels of another covariate add up to as well: so where one
/// alone would be withheld, the next smallest is too.
fn hidden_levels(levels: &[Level], disclosure: Disclosure) -> Vec<bool> {
    let steps: Vec<u64> = levels.iter().map(|level| level.steps.ceil() as u64).collect();
    let mut hidden = disclosure.hidden_parts(&steps);
    if disclosure == Disclosure::Inside {
        return hidden;
    }
    for (level, hidden) in levels.iter().zip(&mut hidden) {
        *hidden |= level.steps == 0.0 && level.exposure.0 < YEARS_OF_FEW;
    }
    if hidden.iter().filter(|hidden| **hidden).count() == 1 {
        let others = levels.iter().enumerate().filter(|(at, _)| !hidden[*at]);
        if let Some((next, _)) = others.min_by(|(_, a), (_, b)| a.exposure.0.total_cmp(&b.exposure.0)) {
            hidden[next] = true;
        }
    }
    hidden
}

/// What a level is to the model.
fn standing(level: &Level) -> &'static str {
    match (&level.value, level.is_thin) {
        (Value::Reference, _) => "reference",
        (Value::Told, _) => "told by others",
        (Value::Ratio(_), true) => "compared, thin",
        (Value::Ratio(_), false) => "compared",
    }
}

fn level_cells(level: &Level, hidden: bool, of_few: bool, words: &RatioWords) -> Vec<Cell> {
    let counted = level.steps.ceil() as u64;
    let figure = |cell: Cell| match hidden {
        true => Cell::Missing(Marker::Suppressed),
        false => resting_on(cell, counted, words.disclosure),
    };
    let steps = match words.disclosure {
        Disclosure::Public if hidden => Cell::Missing(Marker::Suppressed),
        Disclosure::Public => words.disclosure.count(counted),
        Disclosure::Inside => Cell::number(level.steps, if level.steps.fract() == 0.0 { 0 } else { 2 }),
    };
    let mut cells =
        vec![steps, figure(Cell::number(level.expected, 1)), figure(Cell::number(level.exposure.0, 1))];
    let others = |marker| vec![Cell::Missing(marker); 2 * words.intervals.len() + 1];
    match &level.value {
        Value::Ratio(_) if of_few => {
            cells.push(Cell::Missing(Marker::Suppressed));
            cells.extend(others(Marker::Suppressed));
        }
        Value::Ratio(ratio) => {
            cells.push(figure(Cell::number(ratio.median(), 2)));
            for share in &words.intervals {
                let (low, high) = ratio.interval(f64::from(*share) / 100.0);
                cells.extend([low, high].map(|end| figure(Cell::number(end, 2))));
            }
            cells.push(figure(Cell::number((ratio.own_evidence() * 100.0).round(), 0)));
        }
        Value::Reference => {
            cells.push(Cell::number(1.0, 2));
            cells.extend(others(Marker::NotApplicable));
        }
        Value::Told => {
            cells.push(Cell::Missing(Marker::NotAvailable));
            cells.extend(others(Marker::NotAvailable));
        }
    }
    cells
}
