//! Made-up authorities whose starts of care drift in a known way, and how projections of them do.

use futures::{Measure, Settings, project};
use luck::{Luck, Purpose};
use rand_distr::{Distribution, Poisson, StandardNormal};
use rates::drift::{YearlyCounts, common_walk, estimate};
use rates::{
    Cell, Drift, Evidence, HistoryRatios, PlacementMix, Population, Posterior, Rates, StandIn, StepRates,
    TimeBands,
};
use units::{AgeBand, Exposure, Intensity, Position, Step};

/// Sizes by their starts in a year.
pub const SIZES: [(&str, f64); 3] = [("small", 20.0), ("middling", 100.0), ("large", 400.0)];
/// Authorities of each size that drift is estimated from.
pub const AUTHORITIES: u32 = 70;
/// Years ahead.
pub const AHEAD: [usize; 3] = [1, 3, 5];
/// How the made-up authorities drift.
pub const TRUTH: Drift =
    Drift { walk_sd: 0.08, year_sd: 0.05, base_sd: 0.0, reversion: 0.1, common_sd: 0.03 };
/// What the projections may know of drift.
pub const KNOWING: [&str; 3] = ["drift as estimated", "drift as it is", "no drift"];

/// Years with counts before the base year.
const PAST: usize = 12;
/// Years that pass before, so that deviations are as wide as they get.
const BEFORE: usize = 30;
/// What a year counts for, over that of the year after.
const DISCOUNT: f64 = 0.8;
/// Starts for each child living here, in a year.
const RATE: f64 = 0.0005;
const SEED: u64 = 20;
const TRUE_DRIFT: Purpose = Purpose(200);
const TRUE_COUNTS: Purpose = Purpose(201);

/// What one projection came to.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// What the projection knew: a place in [`KNOWING`].
    pub knowing: usize,
    /// A place in [`SIZES`].
    pub size: usize,
    /// A place in [`AHEAD`].
    pub ahead: usize,
    /// Logarithm of the median over what came.
    pub log_error: f64,
    /// Whether the intervals of 80 and 95% held what came.
    pub held: [bool; 2],
}

/// An authority: starts of past and coming years.
struct Authority {
    size: usize,
    number: u16,
    past: YearlyCounts,
    coming: Vec<f64>,
}

/// The estimated drift, and projections of some authorities of each size. The luck of each repetition is its own.
pub fn repetition(number: u32, projected: usize, draws: u32) -> (Drift, Vec<Outcome>) {
    let authorities = authorities(number);
    let counts: Vec<YearlyCounts> = authorities.iter().map(|a| a.past.clone()).collect();
    let found = Drift { common_sd: common_walk(&together(&counts)), ..estimate(&counts, 5) };
    let mut outcomes = Vec::new();
    for (knowing, drift) in [found, TRUTH, Drift::NONE].into_iter().enumerate() {
        let drift = drift.seen_over(DISCOUNT);
        for size in 0..SIZES.len() {
            for authority in authorities.iter().filter(|a| a.size == size).take(projected) {
                let flows = project(
                    &rates(authority, drift),
                    &Settings { years: AHEAD[2], draws, seed: u64::from(number), ..Settings::default() },
                );
                for (ahead, years) in AHEAD.into_iter().enumerate() {
                    let starts: Vec<f64> = (0..flows.draws())
                        .map(|d| flows.value(d, years - 1, Measure::Steps(step())))
                        .collect();
                    let [low_95, low_80, median, high_80, high_95] =
                        futures::quantiles(starts, [0.025, 0.1, 0.5, 0.9, 0.975]);
                    let came = authority.coming[years - 1];
                    let log_error = (median.max(0.5) / came.max(0.5)).ln();
                    let held = [(low_80..=high_80).contains(&came), (low_95..=high_95).contains(&came)];
                    outcomes.push(Outcome { knowing, size, ahead, log_error, held });
                }
            }
        }
    }
    (found, outcomes)
}

fn step() -> Step {
    Step::new(Position::NotKnown, Position::LookedAfter)
}

fn authorities(repetition: u32) -> Vec<Authority> {
    let luck = Luck::new(SEED);
    let years = BEFORE + PAST + AHEAD[2];
    let mut everywhere = luck.stream(repetition, u64::MAX, TRUE_DRIFT);
    let common: Vec<f64> = (0..years)
        .scan(0.0, |walk, _| {
            let step: f64 = StandardNormal.sample(&mut everywhere);
            *walk += TRUTH.common_sd * step;
            Some(*walk)
        })
        .collect();
    let of_size = |size: usize| (0..AUTHORITIES).map(move |n| (size, n));
    (0..SIZES.len())
        .flat_map(of_size)
        .map(|(size, n)| {
            let number = size as u32 * AUTHORITIES + n;
            let mut drift = luck.stream(repetition, u64::from(number), TRUE_DRIFT);
            let mut chance = luck.stream(repetition, u64::from(number), TRUE_COUNTS);
            let mut walk = 0.0;
            let starts: Vec<f64> = common
                .iter()
                .map(|common| {
                    let (step, noise): (f64, f64) =
                        (StandardNormal.sample(&mut drift), StandardNormal.sample(&mut drift));
                    walk = (1.0 - TRUTH.reversion) * walk + TRUTH.walk_sd * step;
                    let mean = SIZES[size].1 * (walk + common + TRUTH.year_sd * noise).exp();
                    Poisson::new(mean).expect("a mean above nought").sample(&mut chance)
                })
                .skip(BEFORE)
                .collect();
            let children = SIZES[size].1 / RATE;
            let (past, coming) = starts.split_at(PAST);
            let past = YearlyCounts { years: past.iter().map(|steps| Some((*steps, children))).collect() };
            Authority { size, number: number as u16, past, coming: coming.to_vec() }
        })
        .collect()
}

/// The counts of all authorities as those of one.
fn together(all: &[YearlyCounts]) -> YearlyCounts {
    let sum = |year: usize| {
        let of_year = all.iter().filter_map(|a| a.years[year]);
        Some(of_year.fold((0.0, 0.0), |sum, (steps, exposure)| (sum.0 + steps, sum.1 + exposure)))
    };
    YearlyCounts { years: (0..PAST).map(sum).collect() }
}

/// Rates of an authority from its past years, each counting [`DISCOUNT`] of the next.
fn rates(authority: &Authority, drift: Drift) -> Rates {
    let weighted = authority.past.years.iter().rev().enumerate();
    let (steps, exposure) = weighted.fold((0.0, 0.0), |sum, (back, year)| {
        let (weight, (steps, exposure)) = (DISCOUNT.powi(back as i32), year.expect("no year is missing"));
        (sum.0 + weight * steps, sum.1 + weight * exposure)
    });
    let posterior = Posterior::from_counts(steps, Exposure(exposure), Intensity(RATE), 1.0);
    let children = SIZES[authority.size].1 / RATE / AgeBand::ALL.len() as f64;
    let mut mix = [[0.0; 7]; 5];
    mix.iter_mut().for_each(|row| row[0] = 1.0);
    Rates {
        base_year: 2025,
        authority: authority.number,
        population: Population { first_year: 2025, by_year: vec![[children; 5]; AHEAD[2] + 2] },
        stocks: Vec::new(),
        infant_entry_power: 1.0,
        care_leavers: None,
        end_reasons: None,
        moves: None,
        steps: vec![StepRates {
            step: step(),
            times: TimeBands::none(),
            cells: vec![Cell {
                ages: AgeBand::ALL.to_vec(),
                times: vec![0],
                steps,
                exposure: Exposure(exposure),
                posterior,
                evidence: Evidence::Counted,
                rest: StandIn::Nothing,
            }],
            drift,
            drift_path: 0,
            drift_follows: None,
            level_sd: 0.0,
            per_child: false,
            history: HistoryRatios::none(),
            expected: Vec::new(),
            assumption: "",
        }],
        placements: PlacementMix { by_age: mix },
        notes: Vec::new(),
    }
}
