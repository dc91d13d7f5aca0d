//! Expected numbers in each kind of placement, month by month, with intervals.
//!
//! Looked-after children move between kinds of placement and leave care by competing intensities that depend on
//! age and kind alone; new children arrive at a rate per year. Numbers are expected values, worked out by age in
//! months, so that every child grows older: no chance is drawn. The variance has two parts, which are both
//! exact for this model:
//!
//! - **chance**: a child now here is in a kind of placement at a later time with some probability p and adds
//!   p(1 − p); arrivals are Poisson and add their mean;
//! - **rates**: the variance of the expected number over draws of the intensities from their posteriors.
//!
//! The interval is that of a normal distribution with the sum of both, not below nought.

use luck::Luck;
use rand_distr::{Distribution, Gamma};
use rates::Posterior;
use units::{AgeBand, Placement};

use crate::engine::purpose;

const KINDS: usize = Placement::ALL.len();
/// The place of "left care" among destinations.
pub const LEFT: usize = KINDS;
/// Ages in months below 18 years.
const MONTHS: usize = 216;

/// How looked-after children move between kinds of placement.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementRates {
    /// Intensity per year by age band, kind left and destination; destination [`LEFT`] is the end of care. A kind
    /// to itself is a move to another carer, which changes no number here.
    pub moves: [[[Posterior; KINDS + 1]; KINDS]; 5],
    /// Children who start to be looked after per year, by age band and kind.
    pub arrivals: [[Posterior; KINDS]; 5],
}

/// Expected number in a kind of placement, or in all, and its 80% interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Expected {
    /// Expected number of children.
    pub mean: f64,
    /// Lower end of the 80% interval.
    pub low: f64,
    /// Upper end of the 80% interval.
    pub high: f64,
}

/// Numbers at the end of one month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Month {
    /// By kind of placement, in the order of [`Placement::ALL`].
    pub by_kind: [Expected; KINDS],
    /// All kinds together.
    pub all: Expected,
}

/// Numbers by kind of placement at the end of each month.
///
/// `stock[age in months][kind]` holds the children at the start; rows beyond 216 months are left out. `draws` is how
/// many sets of intensities are drawn.
pub fn expect_placements(
    rates: &PlacementRates,
    stock: &[[f64; KINDS]],
    months: usize,
    draws: u32,
    seed: u64,
) -> Vec<Month> {
    let stock: Vec<[f64; KINDS]> = stock.iter().copied().take(MONTHS).collect();
    let mean = Steps::new(&|p| p.mean().0, rates);
    let central = run(&mean, &stock, months);
    let arrived = run(&mean, &[], months);
    let chance = chance(&mean, &stock, &arrived);
    let luck = Luck::new(seed);
    let drawn =
        crate::runs::each_draw(0..draws, |draw| run(&Steps::drawn(rates, &luck, draw), &stock, months));
    (0..months)
        .map(|month| {
            let interval = |mean: f64, chance: f64, of: &dyn Fn(&[f64; KINDS]) -> f64| {
                let values: Vec<f64> = drawn.iter().map(|d| of(&d[month])).collect();
                let spread = (chance + variance(&values)).sqrt();
                Expected { mean, low: (mean - Z80 * spread).max(0.0), high: mean + Z80 * spread }
            };
            let here = central[month];
            let mut by_kind = [Expected::default(); KINDS];
            for (kind, out) in by_kind.iter_mut().enumerate() {
                *out = interval(here[kind], chance[month].0[kind], &|d| d[kind]);
            }
            Month { by_kind, all: interval(here.iter().sum(), chance[month].1, &|d| d.iter().sum()) }
        })
        .collect()
}

/// Half the width of the 80% interval of a normal distribution, in standard deviations.
const Z80: f64 = 1.281_551_565_544_9;

/// One month's moves as probabilities by age band, and arrivals by age in months.
struct Steps {
    /// `[age band][from][to]`; what is lacking to 1 leaves care.
    moves: [[[f64; KINDS]; KINDS]; 5],
    /// Children arriving in a month, by age band and kind, per month of age.
    arrivals: [[f64; KINDS]; 5],
}

/// Sub-steps of a month in which moves happen at most once.
const PARTS: u32 = 8;

impl Steps {
    fn new(value: &dyn Fn(&Posterior) -> f64, rates: &PlacementRates) -> Steps {
        let mut steps = Steps { moves: [[[0.0; KINDS]; KINDS]; 5], arrivals: [[0.0; KINDS]; 5] };
        for age in AgeBand::ALL {
            let i = age.index();
            steps.moves[i] = month_matrix(&rates.moves[i], value);
            let months = (age.to_years() - age.from_years()) * 12.0;
            for kind in 0..KINDS {
                steps.arrivals[i][kind] = value(&rates.arrivals[i][kind]) / 12.0 / months;
            }
        }
        steps
    }

    fn drawn(rates: &PlacementRates, luck: &Luck, draw: u32) -> Steps {
        let address = std::cell::Cell::new(0u64);
        let one = |p: &Posterior| {
            address.set(address.get() + 1);
            if p.is_never() {
                return 0.0;
            }
            Gamma::new(p.shape, 1.0 / p.exposure_years)
                .map_or(p.mean().0, |g| g.sample(&mut luck.stream(draw, address.get(), purpose::PARAMETER)))
        };
        Steps::new(&one, rates)
    }
}

/// Probabilities of a month: the matrix exponential of the intensities, by small steps doubled.
fn month_matrix(
    moves: &[[Posterior; KINDS + 1]; KINDS],
    value: &dyn Fn(&Posterior) -> f64,
) -> [[f64; KINDS]; KINDS] {
    let part = 1.0 / 12.0 / f64::from(PARTS);
    let mut matrix = [[0.0; KINDS]; KINDS];
    for (from, row) in moves.iter().enumerate() {
        let mut out = 0.0;
        for (to, posterior) in row.iter().enumerate().filter(|(to, _)| *to != from) {
            let intensity = value(posterior);
            out += intensity;
            if to < KINDS {
                matrix[from][to] = intensity;
            }
        }
        // The chance of any step in a part, shared in proportion: exact for the time of the first step.
        let any = -(-out * part).exp_m1();
        let per_intensity = if out > 0.0 { any / out } else { 0.0 };
        matrix[from].iter_mut().for_each(|p| *p *= per_intensity);
        matrix[from][from] = 1.0 - any;
    }
    let mut doublings = PARTS;
    while doublings > 1 {
        matrix = product(&matrix, &matrix);
        doublings /= 2;
    }
    matrix
}

fn product(a: &[[f64; KINDS]; KINDS], b: &[[f64; KINDS]; KINDS]) -> [[f64; KINDS]; KINDS] {
    let mut out = [[0.0; KINDS]; KINDS];
    for (row, out_row) in a.iter().zip(&mut out) {
        for (share, next) in row.iter().zip(b) {
            for (sum, p) in out_row.iter_mut().zip(next) {
                *sum += share * p;
            }
        }
    }
    out
}

/// Expected numbers by kind at the end of each month.
fn run(steps: &Steps, stock: &[[f64; KINDS]], months: usize) -> Vec<[f64; KINDS]> {
    let mut now = [[0.0; KINDS]; MONTHS];
    for (row, here) in now.iter_mut().zip(stock) {
        *row = *here;
    }
    (0..months)
        .map(|_| {
            now = month_on(steps, &now);
            now.iter().fold([0.0; KINDS], |mut sum, row| {
                sum.iter_mut().zip(row).for_each(|(s, x)| *s += x);
                sum
            })
        })
        .collect()
}

/// A month later: everybody a month older, moved, and joined by those who arrived.
///
/// Half of those who arrive do so at the start of the month and half at its end, so that they leave as often as if
/// they had come day by day (to 0.2% at two ends of care a year).
fn month_on(steps: &Steps, now: &[[f64; KINDS]; MONTHS]) -> [[f64; KINDS]; MONTHS] {
    let mut next = [[0.0; KINDS]; MONTHS];
    for (age, row) in now.iter().enumerate() {
        let band = band_of(age);
        let mut moved = [0.0; KINDS];
        for ((here, came), probabilities) in row.iter().zip(steps.arrivals[band]).zip(&steps.moves[band]) {
            for (sum, p) in moved.iter_mut().zip(probabilities) {
                *sum += (here + came / 2.0) * p;
            }
        }
        if let Some(older) = next.get_mut(age + 1) {
            older.iter_mut().zip(moved).for_each(|(sum, x)| *sum += x);
        }
    }
    for (age, row) in next.iter_mut().enumerate() {
        row.iter_mut().zip(steps.arrivals[band_of(age)]).for_each(|(sum, x)| *sum += x / 2.0);
    }
    next
}

fn band_of(months: usize) -> usize {
    AgeBand::of(months as f64 / 12.0 + 1.0 / 24.0).map_or(4, AgeBand::index)
}

/// Variance from chance by month: by kind, and of all kinds together.
///
/// `arrived` are those expected of who was not yet here at the start: their numbers are Poisson.
fn chance(steps: &Steps, stock: &[[f64; KINDS]], arrived: &[[f64; KINDS]]) -> Vec<([f64; KINDS], f64)> {
    let mut sums: Vec<([f64; KINDS], f64)> = arrived.iter().map(|here| (*here, here.iter().sum())).collect();
    for (age, row) in stock.iter().enumerate() {
        for (kind, children) in row.iter().enumerate().filter(|(_, n)| **n > 0.0) {
            let mut p = [0.0; KINDS];
            p[kind] = 1.0;
            for (month, sum) in sums.iter_mut().enumerate() {
                if age + month + 1 >= MONTHS {
                    break;
                }
                let mut moved = [0.0; KINDS];
                for (here, probabilities) in p.iter().zip(&steps.moves[band_of(age + month)]) {
                    for (to, x) in moved.iter_mut().zip(probabilities) {
                        *to += here * x;
                    }
                }
                p = moved;
                for (variance, p) in sum.0.iter_mut().zip(p) {
                    *variance += children * p * (1.0 - p);
                }
                let any: f64 = p.iter().sum();
                sum.1 += children * any * (1.0 - any);
            }
        }
    }
    sums
}

fn variance(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    if n < 2.0 {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: Posterior = Posterior { shape: 1e-9, exposure_years: 1.0 };

    fn certain(intensity: f64) -> Posterior {
        Posterior { shape: intensity * 1e12, exposure_years: 1e12 }
    }

    fn rates(leave: f64, arrive: f64) -> PlacementRates {
        let mut rates = PlacementRates { moves: [[[NEVER; 8]; 7]; 5], arrivals: [[NEVER; 7]; 5] };
        for age in 0..5 {
            rates.moves[age][0][LEFT] = certain(leave);
        }
        rates.arrivals[1][0] = certain(arrive);
        rates
    }

    #[test]
    fn leaving_at_one_rate_is_exponential_with_binomial_variance() {
        let mut stock = vec![[0.0; 7]; 216];
        stock[60][0] = 1_000.0;
        let at = expect_placements(&rates(0.5, 1e-12), &stock, 24, 20, 1)[23].all;
        let p = (-1.0f64).exp();
        assert!((at.mean - 1_000.0 * p).abs() < 0.5, "{at:?}");
        let spread = (at.high - at.low) / 2.0 / Z80;
        assert!((spread - (1_000.0 * p * (1.0 - p)).sqrt()).abs() < 0.05, "{spread}");
    }

    #[test]
    fn arrivals_and_departures_reach_the_level_of_a_queue_without_end() {
        // 120 a year aged 1 to 4, leaving at 2 a year: 60 less those still under way, Poisson.
        let at = expect_placements(&rates(2.0, 120.0), &[], 36, 20, 1)[35].all;
        assert!((at.mean - 60.0).abs() < 1.5, "{at:?}");
        let spread = (at.high - at.low) / 2.0 / Z80;
        assert!((spread - at.mean.sqrt()).abs() < 0.05, "{spread}");
    }

    #[test]
    fn eighteen_year_olds_are_gone() {
        let mut stock = vec![[0.0; 7]; 216];
        stock[210][2] = 10.0;
        let months = expect_placements(&rates(0.0001, 1e-12), &stock, 12, 20, 1);
        assert!(months[3].all.mean > 9.9 && months[6].all.mean < 1e-6, "{months:?}");
    }

    #[test]
    fn unsure_rates_widen_the_interval() {
        let mut stock = vec![[0.0; 7]; 216];
        stock[60][0] = 1_000.0;
        let mut unsure = rates(0.5, 1e-12);
        unsure.moves[2][0][LEFT] = Posterior { shape: 4.0, exposure_years: 8.0 };
        let wide = expect_placements(&unsure, &stock, 24, 200, 1)[23].all;
        let narrow = expect_placements(&rates(0.5, 1e-12), &stock, 24, 200, 1)[23].all;
        assert!(wide.high - wide.low > 5.0 * (narrow.high - narrow.low));
    }
}
