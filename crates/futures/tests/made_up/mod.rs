//! A small made-up authority for the engine's tests.

use futures::{Period, Settings, Uncertainty};
use rates::{
    Cell, Drift, Evidence, HistoryRatios, PlacementMix, Population, Posterior, Rates, StandIn, StepRates,
    Stock, TimeBands,
};
use units::{AgeBand, Exposure, Placement, Position, Step};

/// Settings to start from.
pub const SETTINGS: Settings = Settings {
    years: 8,
    draws: 20,
    seed: 3,
    uncertainty: Uncertainty::ALL,
    period: Period::Year,
    families: None,
    ward_groups: Vec::new(),
    rate_ratios: Vec::new(),
};

/// A posterior so narrow that the intensity is known.
pub fn known(intensity: f64) -> Posterior {
    Posterior { shape: 1e12, exposure_years: 1e12 / intensity }
}

/// One cell for all ages and one band of time.
pub fn cell(posterior: Posterior, times: Vec<usize>) -> Cell {
    Cell {
        ages: AgeBand::ALL.to_vec(),
        times,
        steps: posterior.shape,
        exposure: Exposure(posterior.exposure_years),
        posterior,
        evidence: Evidence::Counted,
        rest: StandIn::Nothing,
    }
}

/// A step with one known intensity at all ages and times.
pub fn step(from: Position, to: Position, intensity: f64) -> StepRates {
    StepRates {
        step: Step::new(from, to),
        times: TimeBands::none(),
        cells: vec![cell(known(intensity), vec![0])],
        drift: Drift::NONE,
        drift_path: 0,
        drift_follows: None,
        level_sd: 0.0,
        per_child: false,
        history: HistoryRatios::none(),
        expected: Vec::new(),
        assumption: "",
    }
}

/// A stock by age of children who have been in the position for a year, for the first time.
pub fn stock(position: Position, by_age: [f64; 5]) -> Stock {
    Stock { position, by_age, elapsed: vec![(1.0, 1.0)], histories: Stock::FIRST_TIME }
}

/// A stock of infants who have only just entered the position.
pub fn infants(position: Position, count: f64) -> Stock {
    Stock { elapsed: vec![(1e-6, 1.0)], ..stock(position, [count, 0.0, 0.0, 0.0, 0.0]) }
}

/// Everybody in foster care.
pub fn foster_only() -> PlacementMix {
    let mut row = [0.0; 7];
    row[Placement::Foster.index()] = 1.0;
    PlacementMix { by_age: [row; 5] }
}

/// Only infants live here, so nobody reaches 18 within the horizon.
pub fn infant_population(count: f64) -> Population {
    Population { first_year: 2025, by_year: vec![[count, 0.0, 0.0, 0.0, 0.0]] }
}

/// Rates from steps and stocks, with infants as the only population.
pub fn rates(steps: Vec<StepRates>, stocks: Vec<Stock>) -> Rates {
    Rates {
        base_year: 2025,
        authority: 0,
        infant_entry_power: 1.0,
        care_leavers: None,
        end_reasons: None,
        moves: None,
        population: infant_population(10_000.0),
        stocks,
        steps,
        placements: foster_only(),
        notes: Vec::new(),
    }
}
