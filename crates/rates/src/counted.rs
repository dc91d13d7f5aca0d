//! Rates from steps and exposure counted child by child, in place of published aggregates.
//!
//! Each cell of age and time in position has its own steps and exposure. Cells are thin in one authority, so each
//! is shrunk towards what all *other* cells say (leave-one-out: no step is counted twice), which is an age effect times
//! a time effect. Ages in turn are shrunk towards the published intensity of the same step where there is one.
//!
//! - Age effect: `(steps + 1) / (expected + 1 / published)`: the published intensity counts as one step. Where it
//!   varies with time in position, it is weighted with the own exposure in each band of time, or, where there is none,
//!   with the exposure of the published cells.
//! - Time effect: `(steps + 5) / (expected + 5)`. The two are fitted to each other in turn.
//! - Cell: the product of the two counts as many steps as fit how far cells stray from such products, 1 to 512, less
//!   for what the effects themselves rest on.

use units::{AgeBand, Exposure, History, Intensity, Position, Step};

use crate::history::CellSeen;
use crate::shrinkage::Grid;
use crate::{
    CareLeavers, Cell, Drift, Evidence, HistoryRatios, PlacementMix, Population, Rates, Seen, StandIn,
    StepRates, Stock, TimeBands,
};

/// Steps and exposure of one step in one cell of age and time in position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    /// The step. Those from *not known* are first-time arrivals, those from *closed* of children who come back.
    pub step: Step,
    /// Age band.
    pub age: AgeBand,
    /// Band of time in position, from 0. Arrivals have none: 0.
    pub time: usize,
    /// Steps and exposure of children with each history, in the order of [`History::ALL`]. For arrivals all is a first
    /// time, and exposure is person-years of the children of that age in the area whom the records do not know.
    pub by_history: [Seen; 3],
}

impl Count {
    /// A count of children of whose history nothing is known: all are taken to be there for the first time.
    pub fn whatever_history(step: Step, age: AgeBand, time: usize, seen: Seen) -> Count {
        let mut by_history = [Seen::default(); 3];
        by_history[History::First.index()] = seen;
        Count { step, age, time, by_history }
    }

    /// Steps and exposure, whatever the history.
    pub fn seen(&self) -> Seen {
        let mut sum = Seen::default();
        self.by_history.into_iter().for_each(|part| sum.add(part));
        sum
    }
}

/// What child-level records say of an authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Reporting year whose 31 March is the start.
    pub base_year: u16,
    /// Years that the counts pool.
    pub years: f64,
    /// Inner edges of the bands of time in position, in years.
    pub time_edges: Vec<f64>,
    /// The counts. Cells that are lacking have neither steps nor exposure.
    pub counts: Vec<Count>,
    /// Children in the area.
    pub population: Population,
    /// Children in each open position at the start, and those who had been closed.
    pub stocks: Vec<Stock>,
    /// Looked-after children at the start by age band and kind of placement.
    pub placements: [[f64; 7]; 5],
    /// Placement moves and time looked after by age band.
    pub moves: [Seen; 5],
    /// Care leavers at the start; `None` where their number is not known.
    pub care_leavers: Option<CareLeavers>,
}

/// Children that the published mix of placements counts as at each age.
const MIX_PRIOR_CHILDREN: f64 = 5.0;

/// Rates from counts; `published` gives what counts cannot: priors, drift, infants' entry.
///
/// Steps seen fewer than [`FEWEST`] times and absent from the published rates are left out, with a note; but children who
/// come back are not among arrivals, so that theirs stay, however few.
pub fn from_counts(published: &Rates, counted: &Counted) -> Rates {
    let mut notes = vec![format!(
        "Rates are counted from the authority's own records: {:.0} years to 31 March {}.",
        counted.years, counted.base_year
    )];
    let mut steps: Vec<Step> = counted.counts.iter().map(|c| c.step).collect();
    steps.sort();
    steps.dedup();
    let mut own = Vec::new();
    for step in steps {
        let seen: f64 = counted.counts.iter().filter(|c| c.step == step).map(|c| c.seen().steps).sum();
        let known = published.steps.iter().find(|s| s.step == step);
        let comes_back = step.from == Position::Closed && seen > 0.0;
        if seen < FEWEST && known.is_none() && !comes_back {
            if seen > 0.0 {
                notes.push(format!("Too rare to have a rate of its own and left out: {step}."));
            }
            continue;
        }
        own.push(step_rates(published, known, counted, step));
    }
    for step in &published.steps {
        if own.iter().all(|o: &StepRates| o.step != step.step) {
            notes.push(format!("Not seen in the records; the published rate stands in: {}.", step.step));
            own.push(step.clone());
        }
    }
    notes.push(
        "Children who come back after being closed are counted apart from those who arrive for the first time, by the \
         time since they were closed. Early help is not among the positions that are projected."
            .to_string(),
    );
    let moves = match published.moves {
        Some(_) => {
            "Placement moves are counted from the records: to another kind of placement, or to another carer of the same \
             kind. The published intensity of an age counts as one move."
        }
        None => "Placement moves are not counted: no published figures stand beside those of the records.",
    };
    notes.push(moves.to_string());
    Rates {
        base_year: counted.base_year,
        population: counted.population.clone(),
        stocks: counted.stocks.clone(),
        authority: published.authority,
        infant_entry_power: published.infant_entry_power,
        care_leavers: counted.care_leavers,
        end_reasons: None,
        moves: published.moves.as_ref().map(|published| published.counted(&counted.moves)),
        steps: own,
        placements: mix(&published.placements, &counted.placements),
        notes,
    }
}

/// A step seen fewer times than this has no rate of its own.
pub const FEWEST: f64 = 5.0;

/// Rates of one step from counts; `published` gives prior and drift where it knows the step.
///
/// For steps that are no part of [`from_counts`], such as those out of early help. A step from *not known* is an arrival.
pub fn step_from_counts(published: &Rates, counted: &Counted, step: Step) -> StepRates {
    step_rates(published, published.steps.iter().find(|s| s.step == step), counted, step)
}

fn step_rates(published: &Rates, known: Option<&StepRates>, counted: &Counted, step: Step) -> StepRates {
    let arrival = step.from == Position::NotKnown;
    let times = if arrival { TimeBands::none() } else { TimeBands::with_edges(counted.time_edges.clone()) };
    let at = |age: AgeBand, time: usize| summed(counted, step, age, (!arrival).then_some(time));
    let counts: Vec<Vec<Count>> =
        AgeBand::ALL.map(|age| (0..times.count()).map(|time| at(age, time)).collect()).to_vec();
    let pair = |count: &Count| (count.seen().steps, count.seen().exposure.0);
    let grid: Vec<Vec<(f64, f64)>> = counts.iter().map(|row| row.iter().map(pair).collect()).collect();
    let elsewhere = AgeBand::ALL.map(|age| published_at(known?, age, &times, &grid[age.index()]));
    let shrunk = Grid::new(grid.clone(), elsewhere);
    let posteriors = if times.count() == 1 {
        AgeBand::ALL.map(|age| vec![shrunk.by_age(age)]).to_vec()
    } else {
        shrunk.posteriors()
    };
    let mut cells = Vec::new();
    for age in AgeBand::ALL {
        for (time, posterior) in posteriors[age.index()].iter().enumerate() {
            let (steps, exposure) = grid[age.index()][time];
            cells.push(Cell {
                ages: vec![age],
                times: vec![time],
                steps,
                exposure: Exposure(exposure),
                posterior: *posterior,
                evidence: Evidence::Counted,
                rest: StandIn::Published,
            });
        }
    }
    let wander = wander(published, step);
    StepRates {
        step,
        times,
        level_sd: level_sd(&cells),
        history: histories(&counts, &cells),
        cells,
        drift: wander.map_or(Drift::NONE, |s| s.drift),
        drift_path: wander.map_or(0, |s| s.drift_path),
        drift_follows: wander.and_then(|s| s.drift_follows),
        per_child: wander.is_some_and(|s| s.per_child),
        expected: wander.map_or_else(Vec::new, |s| s.expected.clone()),
        assumption: if arrival {
            "First-time arrivals, counted from records over the children of that age in the area whom the records do not \
             know."
        } else {
            ""
        },
    }
}

/// The sum of the counts of a step at an age, and at a time in position if one is named.
fn summed(counted: &Counted, step: Step, age: AgeBand, time: Option<usize>) -> Count {
    let here = |c: &&Count| c.step == step && c.age == age && time.is_none_or(|time| c.time == time);
    let mut by_history = [Seen::default(); 3];
    for count in counted.counts.iter().filter(here) {
        by_history.iter_mut().zip(count.by_history).for_each(|(sum, seen)| sum.add(seen));
    }
    Count { step, age, time: time.unwrap_or(0), by_history }
}

/// The published step by which one wanders from year to year, which records of a few years cannot tell: its own, or else
/// one out of the same position. Published arrivals hold the children who come back, so that these wander with them.
fn wander(published: &Rates, step: Step) -> Option<&StepRates> {
    let from = if step.from == Position::Closed { Position::NotKnown } else { step.from };
    let known = published.steps.iter().find(|s| s.step == Step::new(from, step.to));
    known.or_else(|| published.steps.iter().find(|s| s.step.from == from))
}

/// Rate ratios by history of the cells of a step, which stand in the order of their counts.
fn histories(counts: &[Vec<Count>], cells: &[Cell]) -> HistoryRatios {
    let seen = |(count, cell): (&Count, &Cell)| CellSeen {
        age: count.age,
        intensity: cell.posterior.mean().0,
        by_history: count.by_history,
    };
    HistoryRatios::estimated(&counts.iter().flatten().zip(cells).map(seen).collect::<Vec<_>>())
}

/// What the cells of a step are uncertain by together.
///
/// Each cell leans on all others, so errors of its neighbours are its own. Added up as if they were independent, they would
/// make the number of steps surer than the steps that were seen: what lacks to the relative variance of those, and of
/// the one step that the published intensity counts as, is uncertainty of all cells together.
fn level_sd(cells: &[Cell]) -> f64 {
    let seen: f64 = cells.iter().map(|cell| cell.steps).sum();
    let expected = |cell: &Cell| cell.posterior.mean().0 * cell.exposure.0;
    let all: f64 = cells.iter().map(expected).sum();
    if all <= 0.0 {
        return 0.0;
    }
    let apart: f64 = cells.iter().map(|cell| (expected(cell) / all).powi(2) / cell.posterior.shape).sum();
    (1.0 / (seen + 1.0) - apart).max(0.0).sqrt()
}

/// The published intensity of a step at an age, over bands of time in position.
///
/// Bands count by the own exposure in them (`own`, by the bands of `times`), for it is own steps that the mean is held
/// against; where there is none, by the exposure of the published cells, and where that is none, alike.
fn published_at(step: &StepRates, age: AgeBand, times: &TimeBands, own: &[(f64, f64)]) -> Option<Intensity> {
    let own_bands = own.iter().enumerate().filter_map(|(time, (_, exposure))| {
        Some((*exposure, step.cell_after(age, times.span(time).0)?.posterior.mean().0))
    });
    let published = step.cells.iter().filter(|c| c.ages.contains(&age));
    let by_published = published.clone().map(|c| (c.exposure.0, c.posterior.mean().0));
    let alike = published.map(|c| (c.times.len() as f64, c.posterior.mean().0));
    weighted_mean(own_bands).or_else(|| weighted_mean(by_published)).or_else(|| weighted_mean(alike))
}

/// The mean of values with their weights; `None` where all weights are nought.
fn weighted_mean(values: impl Iterator<Item = (f64, f64)>) -> Option<Intensity> {
    let (sum, weight) = values.fold((0.0, 0.0), |sum, (w, v)| (sum.0 + w * v, sum.1 + w));
    (weight > 0.0).then(|| Intensity(sum / weight))
}

/// Shares of placements by age, shrunk towards the published ones.
fn mix(published: &PlacementMix, counted: &[[f64; 7]; 5]) -> PlacementMix {
    let mut by_age = published.by_age;
    for (row, children) in by_age.iter_mut().zip(counted) {
        let all: f64 = children.iter().sum();
        for (share, seen) in row.iter_mut().zip(children) {
            *share = (seen + MIX_PRIOR_CHILDREN * *share) / (all + MIX_PRIOR_CHILDREN);
        }
    }
    PlacementMix { by_age }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Posterior;

    fn published(intensity: f64) -> Rates {
        let cell = |age| Cell {
            ages: vec![age],
            times: vec![0],
            steps: 0.0,
            exposure: Exposure(0.0),
            posterior: Posterior { shape: intensity * 1e3, exposure_years: 1e3 },
            evidence: Evidence::Apportioned,
            rest: StandIn::England,
        };
        Rates {
            base_year: 2025,
            population: Population { first_year: 2025, by_year: vec![[1e3; 5]] },
            stocks: vec![],
            authority: 0,
            infant_entry_power: 1.0,
            care_leavers: None,
            end_reasons: None,
            moves: None,
            steps: vec![StepRates {
                step: STEP,
                times: TimeBands::none(),
                cells: AgeBand::ALL.map(cell).to_vec(),
                drift: Drift::NONE,
                drift_path: 3,
                drift_follows: None,
                level_sd: 0.0,
                per_child: false,
                history: HistoryRatios::none(),
                expected: Vec::new(),
                assumption: "",
            }],
            placements: PlacementMix { by_age: [[1.0 / 7.0; 7]; 5] },
            notes: vec![],
        }
    }

    const STEP: Step = Step::new(Position::InNeed, Position::Closed);

    fn counted(steps: [f64; 2], exposure: [f64; 2]) -> Counted {
        let counts = AgeBand::ALL
            .into_iter()
            .flat_map(|age| {
                [0, 1].map(|time| {
                    let seen = Seen { steps: steps[time], exposure: Exposure(exposure[time]) };
                    Count::whatever_history(STEP, age, time, seen)
                })
            })
            .collect();
        Counted {
            care_leavers: None,
            base_year: 2025,
            years: 3.0,
            time_edges: vec![0.5],
            counts,
            population: Population { first_year: 2025, by_year: vec![[1e3; 5]] },
            stocks: vec![],
            placements: [[0.0; 7]; 5],
            moves: [Seen::default(); 5],
        }
    }

    #[test]
    fn plenty_of_evidence_speaks_for_itself() {
        let rates = from_counts(&published(9.0), &counted([20_000.0, 5_000.0], [10_000.0, 10_000.0]));
        let step = &rates.steps[0];
        assert!(step.is_complete());
        for (time, truth) in [(0, 2.0), (1, 0.5)] {
            let cell = &step.cells[step.cell_at(AgeBand::From5To9, time).unwrap()];
            assert!((cell.posterior.mean().0 / truth - 1.0).abs() < 0.001, "{:?}", cell.posterior.mean());
        }
        assert_eq!(step.drift_path, 3);
    }

    #[test]
    fn no_evidence_leaves_what_is_published() {
        let rates = from_counts(&published(2.0), &counted([0.0, 0.0], [0.0, 0.0]));
        for cell in &rates.steps[0].cells {
            assert!((cell.posterior.mean().0 - 2.0).abs() < 1e-9);
        }
    }

    #[test]
    fn what_is_published_but_never_seen_stands_in_with_a_note() {
        let mut none = counted([1.0, 1.0], [1.0, 1.0]);
        none.counts.clear();
        let rates = from_counts(&published(2.0), &none);
        assert_eq!(rates.steps[0].step, STEP);
        assert!(rates.notes.iter().any(|n| n.contains("published rate stands in")));
    }

    #[test]
    fn the_published_rate_of_an_age_is_weighted_by_exposure() {
        // Published: 4 a year in the first half year, 1 a year after it, in 100 and 900 person-years.
        let mut rates = published(1.0);
        let by_time = |age, (time, intensity, exposure)| Cell {
            ages: vec![age],
            times: vec![time],
            steps: 0.0,
            exposure: Exposure(exposure),
            posterior: Posterior { shape: intensity * 1e3, exposure_years: 1e3 },
            evidence: Evidence::Counted,
            rest: StandIn::Published,
        };
        let bands = [(0, 4.0, 100.0), (1, 1.0, 900.0)];
        rates.steps[0].times = TimeBands::with_edges(vec![0.5]);
        rates.steps[0].cells =
            AgeBand::ALL.into_iter().flat_map(|age| bands.map(|band| by_time(age, band))).collect();
        let at = |own: [(f64, f64); 2]| {
            published_at(&rates.steps[0], AgeBand::From1To4, &rates.steps[0].times, &own).unwrap().0
        };
        assert_eq!(at([(0.0, 0.0), (0.0, 0.0)]), 1.3);
        assert_eq!(at([(0.0, 3.0), (0.0, 1.0)]), 3.25);
        assert_eq!(at([(0.0, 0.0), (0.0, 1.0)]), 1.0);
    }

    #[test]
    fn mixes_still_sum_to_one() {
        let mut one = counted([1.0, 1.0], [1.0, 1.0]);
        one.placements[2][0] = 40.0;
        let rates = from_counts(&published(2.0), &one);
        for row in rates.placements.by_age {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
        assert!(rates.placements.by_age[2][0] > 0.85);
    }
}
