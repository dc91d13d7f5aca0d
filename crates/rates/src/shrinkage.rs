//! What a cell of age and time may be expected to be, told by all other cells and never by itself.
//!
//! The intensity of a cell is age effect times time effect, each estimated without the cell (leave-one-out), so that
//! no step is counted twice. How far cells stray from such products is estimated from the cells together, and decides
//! how many steps the expectation counts as.

use units::{AgeBand, Exposure, Intensity};

use crate::Posterior;
use crate::expectation::Expectation;

/// Steps that the prior intensity of an age counts as.
pub(crate) const AGE_PRIOR_STEPS: f64 = 1.0;
/// Steps that "time makes no difference" counts as.
const TIME_PRIOR_STEPS: f64 = 5.0;
/// Rounds in which age and time effects are fitted to each other.
const ROUNDS: usize = 20;
/// Steps that the product of age and time may count as: from "says little" to "says all".
const WEIGHTS: [f64; 10] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];

/// Steps and person-years of one step.
///
/// **Shape**: `cells[age band][band of time]`; every row has the same length.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    cells: Vec<Vec<(f64, f64)>>,
    /// Intensity that is expected at each age from elsewhere, if anything says.
    elsewhere: [Option<Intensity>; 5],
}

impl Grid {
    pub(crate) fn new(cells: Vec<Vec<(f64, f64)>>, elsewhere: [Option<Intensity>; 5]) -> Grid {
        Grid { cells, elsewhere }
    }

    /// What is known of the intensity of each age over all bands of time.
    pub(crate) fn by_age(&self, age: AgeBand) -> Posterior {
        let (steps, exposure) = sum(self.cells[age.index()].iter().copied());
        let others =
            self.cells.iter().enumerate().filter(|(a, _)| *a != age.index()).flat_map(|(_, row)| row);
        let prior = self.prior_at(age.index(), sum(others.copied()));
        Posterior::from_counts(steps, Exposure(exposure), prior, AGE_PRIOR_STEPS)
    }

    /// What is known of the intensity of each cell, in the shape of the grid.
    pub(crate) fn posteriors(&self) -> Vec<Vec<Posterior>> {
        let expected: Vec<Vec<Expectation>> = (0..self.cells.len())
            .map(|age| (0..self.cells[age].len()).map(|time| self.without(age, time)).collect())
            .collect();
        let stray = self.stray(&expected);
        self.cells
            .iter()
            .zip(&expected)
            .map(|(row, expected)| {
                let one = |((steps, exposure), e): (&(f64, f64), &Expectation)| {
                    Posterior::from_counts(*steps, Exposure(*exposure), e.mean, e.worth(1.0 / stray))
                };
                row.iter().zip(expected).map(one).collect()
            })
            .collect()
    }

    /// The intensity that an age has for a prior: that from elsewhere, or else that of other cells.
    fn prior_at(&self, age: usize, others: (f64, f64)) -> Intensity {
        let pooled = if others.1 > 0.0 { others.0 / others.1 } else { 0.0 };
        self.elsewhere[age].unwrap_or(Intensity(pooled))
    }

    /// What a cell is expected to be by all others: age and time effects, fitted to each other in turn.
    fn without(&self, age: usize, time: usize) -> Expectation {
        let times = self.cells[age].len();
        let at = |a: usize, t: usize| if (a, t) == (age, time) { (0.0, 0.0) } else { self.cells[a][t] };
        let all = |a: usize| (0..times).map(move |t| (a, t));
        let others = sum((0..self.cells.len()).flat_map(all).map(|(a, t)| at(a, t)));
        let mut by_time = vec![1.0; times];
        let mut by_age = vec![0.0; self.cells.len()];
        for _ in 0..ROUNDS {
            for (a, effect) in by_age.iter_mut().enumerate() {
                let steps: f64 = (0..times).map(|t| at(a, t).0).sum();
                let exposure: f64 = (0..times).map(|t| at(a, t).1 * by_time[t]).sum();
                let prior = self.prior_at(a, others);
                *effect = Posterior::from_counts(steps, Exposure(exposure), prior, AGE_PRIOR_STEPS).mean().0;
            }
            for (t, effect) in by_time.iter_mut().enumerate() {
                let steps: f64 = (0..self.cells.len()).map(|a| at(a, t).0).sum();
                let expected: f64 = (0..self.cells.len()).map(|a| at(a, t).1 * by_age[a]).sum();
                *effect = (steps + TIME_PRIOR_STEPS) / (expected + TIME_PRIOR_STEPS);
            }
        }
        let of_age: f64 = (0..times).map(|t| at(age, t).0).sum();
        let of_time: f64 = (0..self.cells.len()).map(|a| at(a, time).0).sum();
        Expectation {
            mean: Intensity(by_age[age] * by_time[time]),
            spread: 1.0 / (of_age + AGE_PRIOR_STEPS) + 1.0 / (of_time + TIME_PRIOR_STEPS),
        }
    }

    /// How far cells stray from what is expected of them: a variance relative to the square of the mean.
    ///
    /// One over the geometric mean of [`WEIGHTS`], each as likely as the steps seen make it (negative binomial).
    fn stray(&self, expected: &[Vec<Expectation>]) -> f64 {
        let cells = || self.cells.iter().flatten().zip(expected.iter().flatten());
        let likely = WEIGHTS.map(|weight| {
            cells()
                .filter(|((_, exposure), e)| exposure * e.mean.0 > 0.0)
                .map(|((steps, exposure), e)| e.log_likelihood(weight, *steps, Exposure(*exposure)))
                .sum::<f64>()
        });
        let best = likely.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares = likely.map(|l| (l - best).exp());
        let all: f64 = shares.iter().sum();
        (-shares.iter().zip(WEIGHTS).map(|(share, weight)| share * weight.ln()).sum::<f64>() / all).exp()
    }
}

fn sum(cells: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    cells.fold((0.0, 0.0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: &[[(f64, f64); 3]; 5]) -> Grid {
        Grid::new(cells.iter().map(|row| row.to_vec()).collect(), [None; 5])
    }

    #[test]
    fn a_cell_has_no_part_in_what_is_expected_of_it() {
        let mut cells = [[(20.0, 10.0); 3]; 5];
        let before = grid(&cells).without(2, 1);
        cells[2][1] = (900.0, 10.0);
        assert_eq!(grid(&cells).without(2, 1), before);
        assert!(grid(&cells).without(2, 0) != grid(&[[(20.0, 10.0); 3]; 5]).without(2, 0));
    }

    #[test]
    fn products_are_found_where_exposure_is_uneven() {
        let (ages, times) = ([0.5, 1.0, 2.0, 4.0, 8.0], [3.0, 1.0, 0.2]);
        let mut cells = [[(0.0, 0.0); 3]; 5];
        for (a, row) in cells.iter_mut().enumerate() {
            for (t, cell) in row.iter_mut().enumerate() {
                let exposure = 1_000.0 * (1.0 + a as f64) * (1.0 + 5.0 * t as f64);
                *cell = (exposure * ages[a] * times[t], exposure);
            }
        }
        for (a, age) in ages.iter().enumerate() {
            for (t, time) in times.iter().enumerate() {
                let mean = grid(&cells).without(a, t).mean.0;
                assert!((mean / (age * time) - 1.0).abs() < 0.02, "{a} {t} {mean}");
            }
        }
    }

    #[test]
    fn cells_that_stray_are_believed_themselves() {
        let even = [[(200.0, 100.0); 3]; 5];
        let mut uneven = even;
        for (n, cell) in uneven.iter_mut().flatten().enumerate() {
            cell.0 = if n % 2 == 0 { 40.0 } else { 600.0 };
        }
        let stray = |cells| {
            let grid = grid(cells);
            let expected: Vec<Vec<Expectation>> =
                (0..5).map(|a| (0..3).map(|t| grid.without(a, t)).collect()).collect();
            grid.stray(&expected)
        };
        assert!(stray(&even) < 0.03, "{}", stray(&even));
        assert!(stray(&uneven) > 0.5, "{}", stray(&uneven));
    }
}
