//! Tables of estimates from a plain table of steps and exposure.

use journeys::group::Disclosure;
use rates::plain::{CellEstimate, Estimate, Estimates, StepEstimates, Stratum};
use tables::{Cell, Column, Table};
use units::Marker;

use super::{posterior_cells, posterior_columns, resting_on};

/// What tables of estimates show, and say of where they come from.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateWords {
    /// A row for each stratum of each cell, rather than one for all together.
    pub by_stratum: bool,
    /// Intervals, in percent.
    pub intervals: Vec<u8>,
    /// Who looks.
    pub disclosure: Disclosure,
    /// Where the rows come from.
    pub source: String,
    /// What a reader must know of how they were read.
    pub notes: Vec<String>,
}

/// Tables `rates`, every cell with its estimate, and `weights`, how much each level counts.
pub fn estimate_tables(estimates: &Estimates, words: &EstimateWords) -> Vec<Table> {
    vec![rates_table(estimates, words), weights_table(estimates, words)]
}

fn rates_table(estimates: &Estimates, words: &EstimateWords) -> Table {
    let has_groups = words.by_stratum && estimates.strata.iter().any(|stratum| !stratum.group.is_empty());
    let mut columns = vec![Column::new("from", "From"), Column::new("to", "To")];
    columns.extend([Column::new("ages", "Ages"), Column::new("time", "Time in position, years")]);
    if words.by_stratum {
        columns.push(Column::new("stratum", "Stratum"));
    }
    if has_groups {
        columns.push(Column::new("group", "Group"));
    }
    columns.extend([
        Column::with_unit("steps", "Steps", "steps"),
        Column::with_unit("exposure", "Exposure", "person-years"),
        Column::with_unit("raw", "Steps over exposure", "steps per person-year"),
    ]);
    columns.extend(posterior_columns(&words.intervals));
    columns.extend([
        Column::new("rest_from", "What stands in for the rest"),
        Column::new("evidence", "Evidence of its own"),
    ]);
    let mut rows = Vec::new();
    for step in &estimates.steps {
        for cell in &step.cells {
            let mut add = |stratum: Option<&Stratum>, estimate: &Estimate, hidden: bool| {
                let mut row = cell_words(step, cell);
                row.extend(stratum.map(|stratum| Cell::text(&stratum.name)));
                row.extend(stratum.filter(|_| has_groups).map(|stratum| Cell::text(&stratum.group)));
                row.extend(estimate_cells(estimate, hidden, words));
                rows.push(row);
            };
            if words.by_stratum {
                let counts: Vec<u64> = cell.strata.iter().map(|one| counted(&one.estimate)).collect();
                for (one, hidden) in cell.strata.iter().zip(words.disclosure.hidden_parts(&counts)) {
                    add(estimates.strata.get(one.stratum as usize), &one.estimate, hidden);
                }
            } else {
                add(None, &cell.all, words.disclosure.hides(counted(&cell.all)));
            }
        }
    }
    let mut notes = words.notes.clone();
    notes.push(
        "Weight of own evidence: own person-years over own and prior person-years. The rest is what the column after it \
         names."
            .to_string(),
    );
    if words.disclosure == Disclosure::Public {
        notes.push(words.disclosure.note().to_string());
        notes.push(
            "Figures that rest on 1 to 4 steps are withheld too; others have two digits. Steps over exposure is of the \
             rounded steps."
                .to_string(),
        );
    }
    let title = if words.by_stratum {
        "Rates by step, cell and stratum"
    } else {
        "Rates by step and cell, all strata"
    };
    Table { rows, notes, source: words.source.clone(), ..Table::new("rates", title, columns) }
}

fn cell_words(step: &StepEstimates, cell: &CellEstimate) -> Vec<Cell> {
    vec![
        Cell::text(&step.from),
        Cell::text(&step.to),
        Cell::text(cell.ages.to_string()),
        Cell::text(cell.times.to_string()),
    ]
}

/// Steps as whole ones, by which it is decided what is withheld.
fn counted(estimate: &Estimate) -> u64 {
    estimate.steps.ceil() as u64
}

/// Figures of a cell; `hidden` if they are withheld because they, or others that add up with them, rest on few.
fn estimate_cells(estimate: &Estimate, hidden: bool, words: &EstimateWords) -> Vec<Cell> {
    let public = words.disclosure == Disclosure::Public;
    let steps = if hidden {
        Cell::Missing(Marker::Suppressed)
    } else if public {
        words.disclosure.count(counted(estimate))
    } else {
        Cell::number(estimate.steps, if estimate.steps.fract() == 0.0 { 0 } else { 2 })
    };
    let raw = match (&steps, estimate.raw()) {
        (_, None) => Cell::Missing(Marker::NotAvailable),
        (Cell::Missing(marker), _) => Cell::Missing(*marker),
        (Cell::Whole(steps), _) => Cell::number(*steps as f64 / estimate.exposure.0, 5),
        (_, Some(raw)) => Cell::number(raw.0, 5),
    };
    let basis = if hidden { 1 } else { counted(estimate) };
    let figure = |cell: Cell| resting_on(cell, basis, words.disclosure);
    let mut cells = vec![steps, figure(Cell::number(estimate.exposure.0, 1)), figure(raw)];
    let posterior = posterior_cells(estimate.posterior.as_ref(), estimate.own_evidence(), &words.intervals);
    cells.extend(posterior.into_iter().map(figure));
    cells.push(match estimate.posterior {
        Some(_) => Cell::text(estimate.rest_from.label()),
        None => Cell::text("nothing known, no estimate"),
    });
    cells.push(Cell::text(if estimate.exposure.0 > 0.0 { "counted" } else { "none" }));
    cells
}

fn weights_table(estimates: &Estimates, words: &EstimateWords) -> Table {
    let mut rows = Vec::new();
    for step in &estimates.steps {
        let levels =
            [("strata", step.weights.strata), ("groups", step.weights.groups), ("cells", step.weights.cells)];
        for (level, weight) in levels.into_iter().filter_map(|(level, weight)| Some((level, weight?))) {
            rows.push(vec![
                Cell::text(&step.from),
                Cell::text(&step.to),
                Cell::text(level),
                Cell::number(weight, 1),
                Cell::number(100.0 / weight.sqrt(), 0),
            ]);
        }
    }
    Table {
        rows,
        notes: vec![
            "What others say of a member counts as this many steps, less where what they say is uncertain itself. \
             Members stray: standard deviation relative to what is expected of them."
                .to_string(),
        ],
        source: words.source.clone(),
        ..Table::new(
            "weights",
            "How much each level counts",
            vec![
                Column::new("from", "From"),
                Column::new("to", "To"),
                Column::new("level", "Members"),
                Column::with_unit("prior_steps", "What others say counts as", "steps"),
                Column::with_unit("stray", "Members stray by", "%"),
            ],
        )
    }
}
