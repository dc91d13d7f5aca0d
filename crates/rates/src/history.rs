//! How much more or less often children take a step who were known, or looked after, before.
//!
//! The cells of a step hold the mean over all histories. A child's own intensity is that of the cell times the factor of
//! its history at its age ([`HistoryRatios::factors`]). `docs/history.md` has the formulas.

use statrs::distribution::{ContinuousCDF, Normal};
use units::{AgeBand, Exposure, History};

use crate::Stock;
use crate::covariates::{LevelCount, effects};

/// Steps seen in an exposure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// Steps.
    pub steps: f64,
    /// Exposure in which they were seen.
    pub exposure: Exposure,
}

impl Seen {
    /// Adds what was seen elsewhere.
    pub fn add(&mut self, more: Seen) {
        self.steps += more.steps;
        self.exposure.0 += more.exposure.0;
    }
}

/// What was seen in one cell, and the intensity that it is taken to have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CellSeen {
    /// Age band.
    pub age: AgeBand,
    /// Mean of what is known of the intensity.
    pub intensity: f64,
    /// Steps and exposure of each history, in the order of [`History::ALL`].
    pub by_history: [Seen; 3],
}

/// Rate ratios of a step by [`History`], against children to whom it is the first time.
///
/// Logarithms of the two ratios are normal together. Factors are relative to the mean over the exposure seen, age by age:
/// the steps expected of that exposure are the same with and without them, whatever the ratios are.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryRatios {
    /// Means of the logarithms: known before, looked after before.
    means: [f64; 2],
    /// Root of their covariance: lower triangle, row by row.
    root: [[f64; 2]; 2],
    /// Share of each history in what is expected at each age.
    mix: [[f64; 3]; 5],
    /// What was seen of each history.
    seen: [Seen; 3],
}

/// How far histories stray from their common level: a standard deviation of the logarithm.
///
/// Two of them then differ by less than a factor of four in 95 of 100 steps, before anything is seen of them.
///
/// **Source**: C. Röver and others, On weakly informative prior distributions for the heterogeneity parameter in Bayesian
/// random-effects meta-analysis, Research Synthesis Methods 12 (2021), 448-474: 0.5 for logarithms of ratios of which no
/// more is known.
pub const HISTORY_STRAY: f64 = 0.5;

impl HistoryRatios {
    /// History makes no difference, for certain: of rates from published figures, which tell nothing of it, and of
    /// first-time arrivals.
    pub fn none() -> HistoryRatios {
        HistoryRatios::exactly(1.0, 1.0, Stock::FIRST_TIME)
    }

    /// Ratios that are known for certain, and the share of each history in the steps that cells lead to expect.
    ///
    /// **Shape**: `mix[age band][history]`, each row adding up to 1. If all are there for the first time
    /// (`[1, 0, 0]`), cells hold the intensities of those.
    ///
    /// **Limits**: ratios that are not above nought count as 1.
    pub fn exactly(known_before: f64, looked_after_before: f64, mix: [[f64; 3]; 5]) -> HistoryRatios {
        let means = [known_before, looked_after_before];
        let means = means.map(|ratio| if ratio > 0.0 && ratio.is_finite() { ratio.ln() } else { 0.0 });
        HistoryRatios { means, root: [[0.0; 2]; 2], mix, seen: [Seen::default(); 3] }
    }

    /// Ratios from steps and exposure by cell and history.
    ///
    /// Without a step there is nothing to tell ratios by, and history makes no difference.
    pub(crate) fn estimated(cells: &[CellSeen]) -> HistoryRatios {
        let counts: Vec<LevelCount> = cells
            .iter()
            .zip(0u32..)
            .flat_map(|(of, cell)| {
                of.by_history.iter().zip(0u32..).map(move |(seen, level)| LevelCount {
                    cell,
                    level,
                    steps: seen.steps,
                    years: seen.exposure.0,
                })
            })
            .collect();
        let mut all = [Seen::default(); 3];
        for cell in cells {
            all.iter_mut().zip(cell.by_history).for_each(|(sum, seen)| sum.add(seen));
        }
        let has_history = all.iter().skip(1).any(|seen| seen.exposure.0 > 0.0);
        let found = effects(&counts, cells.len(), History::ALL.len(), HISTORY_STRAY).filter(|_| has_history);
        let estimated = found.and_then(|found| {
            let [a, b] = found.means.as_slice() else { return None };
            let [[aa, ab], [_, bb]] = [found.covariance.first()?, found.covariance.get(1)?]
                .map(|row| [row.first().copied().unwrap_or(0.0), row.get(1).copied().unwrap_or(0.0)]);
            Some(([*a, *b], root(aa, ab, bb)))
        });
        let (means, root) = estimated.unwrap_or(([0.0; 2], [[0.0; 2]; 2]));
        HistoryRatios { means, root, mix: mix(cells), seen: all }
    }

    /// Whether history makes no difference, for certain.
    pub fn is_none(&self) -> bool {
        self.means == [0.0; 2] && self.root == [[0.0; 2]; 2]
    }

    /// Steps and exposure seen of children with a history.
    pub fn seen(&self, history: History) -> Seen {
        self.seen[history.index()]
    }

    /// The ratio of the intensity of children with a history to that of children there for the first time, which the
    /// true one is as likely above as below.
    pub fn ratio(&self, history: History) -> f64 {
        self.ln(history).0.exp()
    }

    /// The central interval that holds a share of what is likely of the ratio, for example 0.95.
    pub fn interval(&self, history: History, share: f64) -> (f64, f64) {
        let (mean, deviation) = self.ln(history);
        let z = Normal::new(0.0, 1.0).map_or(f64::NAN, |normal| normal.inverse_cdf((1.0 + share) / 2.0));
        ((mean - z * deviation).exp(), (mean + z * deviation).exp())
    }

    /// Factors on the intensities of cells, at the ratios most likely.
    ///
    /// **Shape**: `[age band][history]`.
    pub fn factors(&self) -> [[f64; 3]; 5] {
        self.drawn([0.0; 2])
    }

    /// Factors on the intensities of cells in one draw, from two independent standard normal numbers.
    ///
    /// **Shape**: `[age band][history]`. In every draw they leave the steps expected of the exposure seen as they are.
    pub fn drawn(&self, normals: [f64; 2]) -> [[f64; 3]; 5] {
        let [[a, _], [b, c]] = self.root;
        let ln = [self.means[0] + a * normals[0], self.means[1] + b * normals[0] + c * normals[1]];
        let ratios = [1.0, ln[0].exp(), ln[1].exp()];
        self.mix.map(|mix| {
            let mean: f64 = mix.iter().zip(ratios).map(|(share, ratio)| share * ratio).sum();
            ratios.map(|ratio| ratio / mean)
        })
    }

    /// Mean and standard deviation of the logarithm of a ratio.
    fn ln(&self, history: History) -> (f64, f64) {
        let [[a, _], [b, c]] = self.root;
        match history {
            History::First => (0.0, 0.0),
            History::KnownBefore => (self.means[0], a),
            History::LookedAfterBefore => (self.means[1], b.hypot(c)),
        }
    }
}

/// The lower triangle whose product with itself is a covariance.
fn root(aa: f64, ab: f64, bb: f64) -> [[f64; 2]; 2] {
    let a = aa.max(0.0).sqrt();
    let b = if a > 0.0 { ab / a } else { 0.0 };
    [[a, 0.0], [b, (bb - b * b).max(0.0).sqrt()]]
}

/// Share of each history in the steps that cells lead to expect, by age. Ages of which nothing was seen have that of all.
fn mix(cells: &[CellSeen]) -> [[f64; 3]; 5] {
    let shares = |is_of: &dyn Fn(AgeBand) -> bool| {
        let mut expected = [0.0; 3];
        for cell in cells.iter().filter(|cell| is_of(cell.age)) {
            for (sum, seen) in expected.iter_mut().zip(cell.by_history) {
                *sum += cell.intensity * seen.exposure.0;
            }
        }
        let all: f64 = expected.iter().sum();
        (all > 0.0).then(|| expected.map(|part| part / all))
    };
    let whole = shares(&|_| true).unwrap_or(Stock::FIRST_TIME[0]);
    AgeBand::ALL.map(|age| shares(&|of| of == age).unwrap_or(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_that_of_the_covariance() {
        let [[a, zero], [b, c]] = root(0.25, 0.1, 0.5);
        assert_eq!(zero, 0.0);
        for (product, value) in [(a * a, 0.25), (a * b, 0.1), (b * b + c * c, 0.5)] {
            assert!((product - value).abs() < 1e-12);
        }
        assert_eq!(root(0.0, 0.0, 0.0), [[0.0; 2]; 2]);
    }

    #[test]
    fn none_leaves_every_intensity_as_it_is() {
        let none = HistoryRatios::none();
        assert!(none.is_none());
        assert_eq!(none.drawn([1.0, -2.0]), [[1.0; 3]; 5]);
        assert_eq!(none.interval(History::KnownBefore, 0.95), (1.0, 1.0));
    }

    #[test]
    fn factors_are_relative_to_the_mean_of_the_mix() {
        let ratios = HistoryRatios::exactly(2.0, 4.0, [[0.5, 0.25, 0.25]; 5]);
        assert_eq!(ratios.factors()[0], [0.5, 1.0, 2.0]);
        let first = HistoryRatios::exactly(2.0, 4.0, Stock::FIRST_TIME);
        assert_eq!(first.factors()[4].map(|f| (f * 1e9).round() / 1e9), [1.0, 2.0, 4.0]);
    }
}
