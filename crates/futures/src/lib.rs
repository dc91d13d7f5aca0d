//! What the coming years hold, with and without a service.
//!
//! An individual-level simulation in continuous time. Children move between positions by competing
//! intensities that are constant within bands of age, time in position and calendar year. Randomness is
//! addressed by (seed, draw, child, decision), so a baseline and a scenario share luck child by child, and
//! the number of threads never changes a byte. Never-known children are not looped over: arrivals are drawn
//! by thinning, so cost follows activity and not population.
//!
//! ```
//! use futures::{project, Settings};
//! # use rates::*; use units::*;
//! # let ages = AgeBand::ALL.to_vec();
//! # let cell = |steps: f64, years: f64| Cell { ages: ages.clone(), times: vec![0], steps, exposure: Exposure(years),
//! #   posterior: Posterior { shape: steps, exposure_years: years }, evidence: Evidence::Counted, rest: StandIn::Nothing };
//! # let step = |from, to, c| StepRates { step: Step::new(from, to), times: TimeBands::none(), cells: vec![c],
//! #   drift: Drift::NONE, drift_path: 0, drift_follows: None, level_sd: 0.0, per_child: false, expected: vec![], assumption: "" };
//! # let mut mix = [[0.0; 7]; 5]; for row in &mut mix { row[0] = 1.0; }
//! let rates = Rates {
//!     // 10,000 children in each age band, 20 in every 10,000 enter care a year, half leave each year.
//!     population: Population { first_year: 2025, by_year: vec![[10_000.0; 5]] },
//!     steps: vec![
//!         step(Position::NotKnown, Position::LookedAfter, cell(1e6, 5e8)),
//!         step(Position::LookedAfter, Position::Closed, cell(1e6, 2e6)),
//!     ],
//!     // ...
//! #   base_year: 2025, authority: 0, infant_entry_power: 1.0, stocks: vec![], placements: PlacementMix { by_age: mix }, notes: vec![],
//! };
//! let flows = project(&rates, &Settings { years: 10, draws: 100, ..Settings::default() });
//! let [low, median, high] = flows.quantiles(9, futures::Measure::Stock(Position::LookedAfter), [0.1, 0.5, 0.9]);
//! assert!(low < median && median < high);
//! ```

mod anchor;
mod cohort;
mod draw;
mod flows;
mod life;
mod outlook;
mod placements;
mod purpose;
mod queue;
pub mod scenario;
mod service;

use rates::Rates;

pub use flows::{Flows, Measure, quantiles};
pub use placements::{Expected, LEFT, Month, PlacementRates, expect_placements};
pub use service::{Effect, Service};

/// How to run: horizon, draws, seed, and which uncertainty to let in.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Years projected from 31 March of the base year.
    pub years: usize,
    /// Draws: sets of uncertain values, each with one simulated future.
    pub draws: u32,
    /// Same seed and same input give the same bytes.
    pub seed: u64,
    /// Which kinds of uncertainty vary between draws.
    pub uncertainty: Uncertainty,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { years: 10, draws: 200, seed: 1, uncertainty: Uncertainty::Both }
    }
}

/// Which kinds of uncertainty vary between draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncertainty {
    /// Intensities, drift and effects are drawn, and children's lives are left to chance.
    Both,
    /// Intensities and effects stay at their means without drift: what remains is chance.
    ChanceOnly,
}

/// A baseline and a scenario that share luck draw by draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Nothing changes.
    pub baseline: Flows,
    /// The service runs.
    pub scenario: Flows,
}

/// Projects the baseline.
pub fn project(rates: &Rates, settings: &Settings) -> Flows {
    run(rates, None, settings).baseline
}

/// Projects the baseline and the same futures with a service.
///
/// A child whom the service never reaches lives the same life in both. The baseline is byte-identical to
/// that of [`project`] with the same settings.
pub fn compare(rates: &Rates, service: &Service, settings: &Settings) -> Pair {
    run(rates, Some(service), settings)
}

fn run(rates: &Rates, service: Option<&Service>, settings: &Settings) -> Pair {
    let plan = outlook::Plan::new(rates, settings.years);
    let one = |draw: u32| draw::simulate(&plan, rates, service, settings, draw);
    let results = each_draw(settings.draws, one);
    let mut baseline = Flows::empty(rates, settings.years);
    let mut scenario = Flows::empty(rates, settings.years);
    for (base, changed) in results {
        scenario.push(changed.as_ref().unwrap_or(&base));
        baseline.push(&base);
    }
    Pair { baseline, scenario }
}

#[cfg(feature = "parallel")]
fn each_draw<T: Send>(draws: u32, one: impl Fn(u32) -> T + Sync + Send) -> Vec<T> {
    use rayon::prelude::*;
    (0..draws).into_par_iter().map(one).collect()
}

#[cfg(not(feature = "parallel"))]
fn each_draw<T>(draws: u32, one: impl Fn(u32) -> T) -> Vec<T> {
    (0..draws).map(one).collect()
}
