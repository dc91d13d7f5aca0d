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
//! #   drift: Drift::NONE, drift_path: 0, drift_follows: None, level_sd: 0.0, per_child: false,
//! #   history: HistoryRatios::none(), expected: vec![], assumption: "" };
//! # let mut mix = [[0.0; 7]; 5]; for row in &mut mix { row[0] = 1.0; }
//! let rates = Rates {
//!     // 10,000 children in each age band, 20 in every 10,000 enter care a year, half leave each year.
//!     population: Population { first_year: 2025, by_year: vec![[10_000.0; 5]] },
//!     steps: vec![
//!         step(Position::NotKnown, Position::LookedAfter, cell(1e6, 5e8)),
//!         step(Position::LookedAfter, Position::Closed, cell(1e6, 2e6)),
//!     ],
//!     // ...
//! #   base_year: 2025, authority: 0, infant_entry_power: 1.0, stocks: vec![], placements: PlacementMix { by_age: mix }, care_leavers: None, end_reasons: None, moves: None, notes: vec![],
//! };
//! let flows = project(&rates, &Settings { years: 10, draws: 100, ..Settings::default() });
//! let [low, median, high] = flows.quantiles(9, futures::Measure::Stock(Position::LookedAfter), [0.1, 0.5, 0.9]);
//! assert!(low < median && median < high);
//! ```

mod counts;
mod engine;
mod model;
mod placements;
mod runs;
pub mod scenario;
mod settings;

pub use counts::{Flows, Measure, NotLater, error_of_mean, interval_of_quantile, quantiles, variance};
pub use model::plain::{
    PlainArrivals, PlainFlows, PlainMeasure, PlainModel, PlainRate, PlainSize, PlainStock,
};
pub use placements::{Expected, LEFT, Month, PlacementRates, expect_placements};
pub use runs::{MOST_SCENARIOS, Runs, compare, compare_draws, project};
pub use scenario::Scenario;
pub use settings::{Families, Lives, Period, RateRatio, Settings, Uncertainty};
