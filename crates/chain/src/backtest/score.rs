//! How good forecasts were: error, bias, coverage and the continuous ranked probability score.

use std::collections::BTreeMap;

use super::{HORIZONS, Method, Subject, Trial, size_of};

/// Central intervals that are scored, by the share of outcomes each should hold.
pub const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

/// Accuracy over trials of one subject at one horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// What was projected.
    pub subject: Subject,
    /// Years ahead.
    pub horizon: usize,
    /// Method scored.
    pub method: Method,
    /// Projections scored.
    pub trials: usize,
    /// Median of the absolute error, a share of what happened.
    pub median_absolute: f64,
    /// Median of the error: positive is too high.
    pub bias: f64,
    /// Share of trials inside the intervals of [`LEVELS`].
    pub coverage: [f64; 3],
    /// Mean continuous ranked probability score, a share of the last figure: lower is better.
    pub crps: f64,
    /// One less the score over that of the best plain method: positive is better than all of them.
    pub skill: f64,
}

/// Continuous ranked probability score of draws: mean distance to what happened, less half the mean distance
/// between draws.
///
/// The fair form (Ferro 2014): the second mean is over pairs of different draws, so that few draws are not punished.
pub(super) fn of_draws(mut draws: Vec<f64>, actual: f64) -> f64 {
    let n = draws.len() as f64;
    let distance = draws.iter().map(|d| (d - actual).abs()).sum::<f64>() / n;
    distance - half_spread(&mut draws) * n / (n - 1.0).max(1.0)
}

/// Half the mean distance between two values, each drawn with replacement.
fn half_spread(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    // In order, the ith value is the larger of i pairs and the smaller of n - 1 - i.
    let sum: f64 = values.iter().enumerate().map(|(i, v)| v * (2.0 * i as f64 + 1.0 - n)).sum();
    sum / (n * n)
}

/// The error band of a plain method: ratios of what happened to what it said, mirrored so that it knows the width of its
/// errors but not their direction.
struct Band {
    /// Ratios, in order.
    ratios: Vec<f64>,
    half_spread: f64,
    bounds: [(f64, f64); 3],
}

impl Band {
    fn new(ratios: impl Iterator<Item = f64>) -> Band {
        let mut ratios: Vec<f64> = ratios.flat_map(|r| [r, 1.0 / r]).collect();
        let half_spread = half_spread(&mut ratios);
        let at = |p: f64| futures::quantiles(ratios.clone(), [p])[0];
        let bounds = LEVELS.map(|level| (at(0.5 - level / 2.0), at(0.5 + level / 2.0)));
        Band { ratios, half_spread, bounds }
    }

    fn crps(&self, said: f64, actual: f64) -> f64 {
        let n = self.ratios.len() as f64;
        let distance = self.ratios.iter().map(|r| (r * said - actual).abs()).sum::<f64>() / n;
        distance - self.half_spread * said
    }
}

/// What bands are drawn from: errors of the same method, subject, horizon, size of authority and period.
type BandKey = (Method, Subject, usize, Option<&'static str>, bool);

/// Error bands of plain methods over all trials of a run.
pub struct Bands {
    bands: BTreeMap<BandKey, Band>,
}

fn band_key(trial: &Trial, method: Method) -> BandKey {
    (method, trial.subject, trial.horizon, size_of(trial.children), trial.origin > super::FROZEN)
}

impl Bands {
    /// Bands from all trials of a run.
    ///
    /// **Limits**: a band holds errors of the very trials it is scored on and of years after them, which favours
    /// the plain methods.
    pub fn of(trials: &[Trial]) -> Bands {
        let mut ratios: BTreeMap<BandKey, Vec<f64>> = BTreeMap::new();
        for trial in trials {
            for (method, said) in trial.plain() {
                ratios.entry(band_key(trial, method)).or_default().push(trial.actual / said);
            }
        }
        Bands { bands: ratios.into_iter().map(|(key, r)| (key, Band::new(r.into_iter()))).collect() }
    }

    /// Whether what happened was inside each interval of a plain method, and its score.
    fn score(&self, trial: &Trial, method: Method, said: f64) -> ([bool; 3], f64) {
        let Some(band) = self.bands.get(&band_key(trial, method)) else { return ([false; 3], f64::NAN) };
        let ratio = trial.actual / said;
        let inside = band.bounds.map(|(low, high)| (low..=high).contains(&ratio));
        (inside, band.crps(said, trial.actual))
    }
}

/// One forecast against what happened.
struct Case {
    error: f64,
    inside: [bool; 3],
    crps: f64,
}

fn cases<'a>(trials: &[&'a Trial], bands: &Bands, method: Method) -> Vec<Case> {
    let share = |trial: &'a Trial, said: f64, (inside, crps): ([bool; 3], f64)| Case {
        error: said / trial.actual - 1.0,
        inside,
        crps: crps / trial.last,
    };
    trials
        .iter()
        .filter_map(|trial| {
            if method == Method::Headwater {
                let inside = trial.intervals.map(|(low, high)| (low..=high).contains(&trial.actual));
                return Some(share(trial, trial.median, (inside, trial.crps)));
            }
            let (_, said) = trial.plain().find(|(m, _)| *m == method)?;
            Some(share(trial, said, bands.score(trial, method, said)))
        })
        .collect()
}

/// Scores trials by subject, horizon and method.
///
/// Methods are compared over the trials that all of them could make; a method that could make fewer than nine in ten
/// of Headwater's is left out.
pub fn scores<'a>(trials: impl Iterator<Item = &'a Trial>, bands: &Bands) -> Vec<Score> {
    let mut groups: BTreeMap<(Subject, usize), Vec<&Trial>> = BTreeMap::new();
    for trial in trials {
        groups.entry((trial.subject, trial.horizon)).or_default().push(trial);
    }
    let mut scores = Vec::new();
    for subject in Subject::ALL {
        for horizon in HORIZONS {
            let Some(all) = groups.get(&(subject, horizon)) else { continue };
            let enough = |m: &Method| {
                let can = all.iter().filter(|t| *m == Method::Headwater || t.plain().any(|(p, _)| p == *m));
                can.count() * 10 >= all.len() * 9
            };
            let methods: Vec<Method> = Method::ALL.into_iter().filter(enough).collect();
            let common: Vec<&Trial> = all
                .iter()
                .copied()
                .filter(|t| {
                    methods.iter().all(|m| *m == Method::Headwater || t.plain().any(|(p, _)| p == *m))
                })
                .collect();
            let mut here: Vec<Score> = methods
                .iter()
                .filter(|_| !common.is_empty())
                .map(|method| score(subject, horizon, *method, &cases(&common, bands, *method)))
                .collect();
            let best = here
                .iter()
                .filter(|s| s.method != Method::Headwater)
                .map(|s| s.crps)
                .fold(f64::INFINITY, f64::min);
            for score in &mut here {
                score.skill = 1.0 - score.crps / best;
            }
            scores.extend(here);
        }
    }
    scores
}

fn score(subject: Subject, horizon: usize, method: Method, cases: &[Case]) -> Score {
    let n = cases.len() as f64;
    let median = |values: Vec<f64>| futures::quantiles(values, [0.5])[0];
    Score {
        subject,
        horizon,
        method,
        trials: cases.len(),
        median_absolute: median(cases.iter().map(|c| c.error.abs()).collect()),
        bias: median(cases.iter().map(|c| c.error).collect()),
        coverage: std::array::from_fn(|i| cases.iter().filter(|c| c.inside[i]).count() as f64 / n),
        crps: cases.iter().map(|c| c.crps).sum::<f64>() / n,
        skill: 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certain_forecast_scores_its_error() {
        assert!((of_draws(vec![5.0; 10], 8.0) - 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_score_of_a_normal_forecast_is_known() {
        // Draws at the quantiles of a standard normal; what happened is its mean: (sqrt(2) - 1) / sqrt(pi).
        use statrs::distribution::{ContinuousCDF, Normal};
        let normal = Normal::standard();
        let draws: Vec<f64> = (0..4000).map(|i| normal.inverse_cdf((f64::from(i) + 0.5) / 4000.0)).collect();
        let known = (2f64.sqrt() - 1.0) / std::f64::consts::PI.sqrt();
        assert!((of_draws(draws, 0.0) - known).abs() < 1e-3);
    }

    #[test]
    fn a_band_of_its_own_errors_holds_its_share() {
        let band = Band::new((1..=200).map(|i| 1.0 + f64::from(i) / 1000.0));
        let held = (1..=200)
            .map(|i| 1.0 + f64::from(i) / 1000.0)
            .filter(|r| (band.bounds[1].0..=band.bounds[1].1).contains(r))
            .count();
        assert!((155..=165).contains(&held), "{held}");
    }
}
