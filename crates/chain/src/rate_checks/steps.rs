//! Steps of each year against those that rates lead to expect.

use std::collections::BTreeMap;

use rates::counted::{Count, Counted, from_counts};
use rates::fit::{ChiSquare, Expected, against, between_years, between_years_by_cell, drift_variance};
use rates::{Drift, Rates, StepRates};
use units::{AgeBand, Exposure, Position, Step};

use crate::OwnRates;

/// What some rates lead to expect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Against {
    /// Expected steps, with the uncertainty of the rates.
    pub expected: Expected,
    /// The same with the drift from year to year that the projection allows for.
    pub drifting: Expected,
    /// Own steps that the expectation rests on; none for published rates.
    pub rests_on: u64,
}

/// What a number of steps says of the rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Inside the range of chance.
    Chance,
    /// Outside it, but inside the range that drift makes wider.
    Drift,
    /// Outside both.
    More,
}

/// Steps of one cell in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct CellYear {
    /// Return year.
    pub year: u16,
    /// Age band.
    pub age: AgeBand,
    /// Band of time in position; arrivals have none.
    pub time: Option<usize>,
    /// Steps seen.
    pub observed: u64,
    /// Exposure.
    pub exposure: Exposure,
    /// Against own rates, of other years than this one; `None` where there are none.
    pub own: Option<Against>,
    /// Against published rates.
    pub published: Option<Against>,
}

/// Steps of all cells in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearSum {
    /// Return year.
    pub year: u16,
    /// Steps seen.
    pub observed: u64,
    /// Against own rates, of other years than this one.
    pub own: Option<Against>,
    /// Against published rates.
    pub published: Option<Against>,
}

/// One step of the projection, seen and expected.
#[derive(Clone, Debug, PartialEq)]
pub struct StepCheck {
    /// The step.
    pub step: Step,
    /// Cells with exposure, by year, age and time.
    pub cells: Vec<CellYear>,
    /// Sums by year.
    pub years: Vec<YearSum>,
    /// Whether years differ, all ages and times together; `None` where too little was seen.
    pub between_years: Option<ChiSquare>,
    /// Whether years differ at any age and time.
    pub by_cell: Option<ChiSquare>,
    /// Whether steps keep to the published rates.
    pub against_published: Option<ChiSquare>,
}

impl Against {
    /// What a number of steps says.
    pub fn verdict(&self, observed: f64) -> Verdict {
        let outside = |expected: &Expected| {
            let (low, high) = expected.range();
            observed < low as f64 || observed > high as f64
        };
        match (outside(&self.expected), outside(&self.drifting)) {
            (false, _) => Verdict::Chance,
            (true, false) => Verdict::Drift,
            (true, true) => Verdict::More,
        }
    }
}

/// Rates of a year, and the years they were counted in.
struct Basis<'a> {
    rates: &'a Rates,
    years: Vec<u16>,
}

/// Steps of the projection, each year against the own rates of the other years and against published rates.
pub(super) fn step_checks(
    by_year: &[(u16, Vec<Count>)],
    counted: &Counted,
    own: &OwnRates,
) -> Vec<StepCheck> {
    let without: BTreeMap<u16, Rates> =
        own.years.iter().filter_map(|year| Some((*year, without(*year, by_year, counted, own)?))).collect();
    let basis = |year: u16| match (own.years.contains(&year), without.get(&year)) {
        (false, _) => Some(Basis { rates: &own.own, years: own.years.clone() }),
        (true, Some(rates)) => {
            Some(Basis { rates, years: own.years.iter().copied().filter(|y| *y != year).collect() })
        }
        (true, None) => None,
    };
    let published = Basis { rates: &own.published, years: vec![own.published.base_year] };
    let steps = own.own.steps.iter().map(|s| s.step);
    steps
        .map(|step| {
            let mut cells = Vec::new();
            let mut years = Vec::new();
            for (year, counts) in by_year {
                let basis = basis(*year);
                let here: Vec<CellYear> = counts
                    .iter()
                    .filter(|c| c.step == step && c.seen().exposure.0 > 0.0)
                    .map(|c| cell(*year, c, basis.as_ref(), &published, &counted.time_edges))
                    .collect();
                years.push(sum(*year, step, &here, basis.as_ref(), &published));
                cells.extend(here);
            }
            tested(step, cells, years, by_year.len())
        })
        .collect()
}

/// Rates of the pooled years without one of them; `None` if it is the only one.
fn without(year: u16, by_year: &[(u16, Vec<Count>)], counted: &Counted, own: &OwnRates) -> Option<Rates> {
    let mut others =
        by_year.iter().filter(|(y, _)| *y != year && own.years.contains(y)).map(|(_, counts)| counts);
    let mut counts = others.next()?.clone();
    // Counts of every year have the same cells in the same order.
    for more in others {
        for (sum, count) in counts.iter_mut().zip(more) {
            sum.by_history.iter_mut().zip(count.by_history).for_each(|(sum, seen)| sum.add(seen));
        }
    }
    let years = own.years.len() as f64 - 1.0;
    Some(from_counts(&own.published, &Counted { counts, years, ..counted.clone() }))
}

fn cell(year: u16, count: &Count, own: Option<&Basis<'_>>, published: &Basis<'_>, edges: &[f64]) -> CellYear {
    let arrival = count.step.from == Position::NotKnown;
    let seen = count.seen();
    let elapsed = count.time.checked_sub(1).and_then(|edge| edges.get(edge)).copied().unwrap_or(0.0);
    let of = |basis: &Basis<'_>, is_own: bool| {
        let step = basis.rates.steps.iter().find(|s| s.step == count.step)?;
        let cell = step.cell_after(count.age, elapsed)?;
        let expected = Expected::of(&cell.posterior, seen.exposure);
        let drift = drift(basis.rates, step, year, &basis.years);
        let rests_on = if is_own { cell.steps.round().max(0.0) as u64 } else { 0 };
        Some(Against { expected, drifting: expected.with_drift(drift), rests_on })
    };
    CellYear {
        year,
        age: count.age,
        time: (!arrival).then_some(count.time),
        observed: seen.steps.round().max(0.0) as u64,
        exposure: seen.exposure,
        own: own.and_then(|basis| of(basis, true)),
        // Published arrivals hold those who come back: they are no measure of first-time ones.
        published: if arrival { None } else { of(published, false) },
    }
}

/// The sum of cells of a year.
///
/// Cells of own rates borrow from each other, so that each is surer than its own steps make it, but not by itself: what
/// they are uncertain by together is added. Cells of published rates are shares of a few totals, so they
/// err together. Drift is the same in all.
fn sum(year: u16, step: Step, cells: &[CellYear], own: Option<&Basis<'_>>, published: &Basis<'_>) -> YearSum {
    let of = |basis: &Basis<'_>, is_own: bool, part: &dyn Fn(&CellYear) -> Option<Against>| {
        let parts = cells.iter().map(part).collect::<Option<Vec<Against>>>()?;
        let known = basis.rates.steps.iter().find(|s| s.step == step)?;
        let rests_on: u64 = parts.iter().map(|p| p.rests_on).sum();
        let expected = parts.iter().map(|p| p.expected);
        let expected = if is_own {
            let apart = Expected::sum(expected);
            Expected { spread: apart.spread + known.level_sd.powi(2), ..apart }
        } else {
            Expected::sum_together(expected)
        };
        let drift = drift(basis.rates, known, year, &basis.years);
        Some(Against { expected, drifting: expected.with_drift(drift), rests_on })
    };
    YearSum {
        year,
        observed: cells.iter().map(|c| c.observed).sum(),
        own: own.and_then(|basis| of(basis, true, &|c| c.own)),
        published: of(published, false, &|c| c.published),
    }
}

/// Variance of the logarithm of a step's rate in a year, by its own drift and that of the path it follows.
fn drift(rates: &Rates, step: &StepRates, year: u16, base: &[u16]) -> f64 {
    let of = |drift: &Drift| drift_variance(drift, year, base);
    let led = step.drift_follows.map_or(0.0, |follows| {
        let leader = rates.steps.iter().find(|s| s.drift_path == follows.path && s.drift_follows.is_none());
        leader.map_or(0.0, |leader| follows.power.powi(2) * of(&leader.drift))
    });
    of(&step.drift) + led
}

fn tested(step: Step, cells: Vec<CellYear>, years: Vec<YearSum>, count: usize) -> StepCheck {
    let mut by_cell = BTreeMap::new();
    for cell in &cells {
        let row: &mut Vec<(f64, f64)> =
            by_cell.entry((cell.age, cell.time)).or_insert_with(|| vec![(0.0, 0.0); count]);
        if let Some(at) = years.iter().position(|y| y.year == cell.year) {
            row[at] = (cell.observed as f64, cell.exposure.0);
        }
    }
    let rows: Vec<Vec<(f64, f64)>> = by_cell.into_values().collect();
    let known: Option<Vec<(f64, f64)>> =
        cells.iter().map(|c| c.published.map(|p| (c.observed as f64, p.expected.steps))).collect();
    StepCheck {
        step,
        between_years: between_years(&rows),
        by_cell: between_years_by_cell(&rows),
        against_published: known.and_then(|numbers| against(&numbers)),
        cells,
        years,
    }
}
