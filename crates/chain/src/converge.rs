//! How many draws are enough: runs that go on until a mean is known well enough.

use futures::{Measure, Runs, Settings, compare_draws, error_of_mean, quantiles};
use plan::language::Scenario;
use units::Position;

use crate::ahead::settings;
use crate::{Baseline, Outcome};

/// What a run of draws until its mean is known well enough came to.
///
/// **Units**: looked-after children at the horizon, or by how many they differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Convergence {
    /// Draws that were run.
    pub draws: usize,
    /// What the error is held against: the median of a baseline, the mean of a difference.
    pub against: f64,
    /// Standard error of the mean over draws.
    pub error: f64,
    /// Greatest error asked for, as a share of `against`.
    pub asked: f64,
}

impl Convergence {
    /// Whether the error is as small as was asked for. A difference of nothing without error is.
    pub fn reached(&self) -> bool {
        self.error <= self.asked * self.against.abs()
    }

    /// What was needed, in words.
    pub fn in_words(&self) -> String {
        let Convergence { draws, against, error, asked } = self;
        let share = if *against == 0.0 { 0.0 } else { error / against.abs() * 100.0 };
        let asked = asked * 100.0;
        if self.reached() {
            format!(
                "{draws} draws were enough for a standard error below {asked}%: it is {error:.3} children, {share:.2}%."
            )
        } else {
            format!(
                "{draws} draws are the most that are run, and were not enough for a standard error below {asked}%: it \
                 is {error:.3} children, {share:.2}%."
            )
        }
    }
}

/// Most draws that [`Baseline::until`] and [`Outcome::until`] run.
pub const MOST_DRAWS: u32 = 10_000;

/// Most draws times periods that one run may hold, about 1.2 GB of counts.
const MOST_ROWS: usize = 600_000;

/// Most draws that a run of a plan may hold in memory: fewer than [`MOST_DRAWS`] for many short periods.
pub fn most_draws(plan: &plan::Plan) -> u32 {
    let periods = plan.horizon_years * plan.period.per_year();
    u32::try_from(MOST_ROWS / periods.max(1)).unwrap_or(MOST_DRAWS).min(MOST_DRAWS)
}

/// Draws after which the error is looked at again; even, so that pairs stay whole.
const BATCH: u32 = 100;

/// Fewest draws that are run: the error that fewer say of themselves is too unsure to stop by.
pub const FEWEST_DRAWS: u32 = 100;

const LOOKED_AFTER: Measure = Measure::Stock(Position::LookedAfter);

impl Baseline {
    /// Goes on drawing until the standard error of the mean of looked-after children at the horizon is at most a share
    /// of their median, but for [`FEWEST_DRAWS`] at least, or until [`most_draws`]. The plan then states the draws that were run.
    ///
    /// The draws are those of a single run of as many.
    pub fn until(&mut self, share: f64) -> Convergence {
        let settings = settings(&self.plan);
        let mut runs = Runs { baseline: self.flows.clone(), scenarios: Vec::new() };
        let reached = until(&mut runs, most_draws(&self.plan), share, |draws| {
            compare_draws(&self.rates, &[], &settings, draws)
        });
        self.plan.draws = u32::try_from(reached.draws).unwrap_or(MOST_DRAWS);
        self.flows = runs.baseline;
        reached
    }
}

impl Outcome {
    /// Runs a scenario beside a baseline until the standard error of the mean difference in looked-after children at
    /// the horizon is at most a share of that difference, but for [`FEWEST_DRAWS`] at least, or until [`most_draws`].
    ///
    /// The baseline's flows and its plan's draws become those that were run.
    pub fn until(baseline: &mut Baseline, scenario: Scenario, share: f64) -> (Outcome, Convergence) {
        let settings: Settings = settings(&baseline.plan);
        let engine = std::slice::from_ref(&scenario.engine);
        let run = |draws| compare_draws(&baseline.rates, engine, &settings, draws);
        let mut runs = run(0..settings.draws);
        let reached = until(&mut runs, most_draws(&baseline.plan), share, run);
        baseline.plan.draws = u32::try_from(reached.draws).unwrap_or(MOST_DRAWS);
        baseline.flows = runs.baseline.clone();
        (Outcome::of_runs(baseline, scenario, runs), reached)
    }
}

fn until(runs: &mut Runs, most: u32, share: f64, run: impl Fn(std::ops::Range<u32>) -> Runs) -> Convergence {
    loop {
        let now = reached(runs, share);
        let done = u32::try_from(now.draws).unwrap_or(most);
        let enough = now.reached() && done >= FEWEST_DRAWS.min(most);
        // Draws that do not follow on cannot come of these ranges; if they did, the run so far stands.
        let next = if done < FEWEST_DRAWS { FEWEST_DRAWS } else { done + BATCH }.min(most);
        if enough || done >= most || runs.extend(run(done..next)).is_err() {
            return now;
        }
    }
}

fn reached(runs: &Runs, asked: f64) -> Convergence {
    let values = at_horizon(runs);
    let error = error_of_mean(&values);
    let draws = values.len();
    let against = match runs.scenarios.is_empty() {
        true => quantiles(values, [0.5])[0],
        false => values.iter().sum::<f64>() / draws as f64,
    };
    Convergence { draws, against, error, asked }
}

/// Looked-after children at the horizon over draws; with a scenario, by how many they differ.
fn at_horizon(runs: &Runs) -> Vec<f64> {
    let last = runs.baseline.years.saturating_sub(1);
    let before = runs.baseline.over_draws(last, LOOKED_AFTER);
    match runs.scenarios.first() {
        None => before,
        Some(flows) => {
            let after = flows.over_draws(last, LOOKED_AFTER);
            after.iter().zip(before).map(|(after, before)| after - before).collect()
        }
    }
}
