//! Time in an open position by Little's law: children here = children arriving × mean time they stay.

use super::exposure::{DURATION_EDGES, History};

/// How long children stay in a position, in balance.
#[derive(Clone, Debug)]
pub(super) struct Balance {
    /// Intensity of the exit whose level was sought, by time in position.
    pub(super) exit: [f64; 5],
    /// Share of the children present in each band of time.
    pub(super) open: [f64; 5],
    /// Children still there `STEP × n` years after arriving, for each n, as a share of arrivals.
    survival: Vec<f64>,
}

/// Grid for integrals over age and time, in years: half of the shortest edge that matters.
const STEP: f64 = 0.05;

/// Time after which nobody is taken to stay, in years.
const LONGEST: f64 = 18.0;

/// Finds the level of an exit such that stock = arrivals × mean stay.
///
/// `shape` says how the exit varies with time in position; `other` is the intensity of all other exits
/// together, constant in time. Stock and arrivals are per year.
///
/// **Limits**: a stay that the other exits alone would already shorten more is met as nearly as can be.
pub(super) fn settle(arrivals: f64, stock: f64, shape: [f64; 5], other: f64) -> Balance {
    let target = if arrivals > 0.0 { stock / arrivals } else { 1.0 };
    let (mut low, mut high) = (1e-4f64, 1e4f64);
    for _ in 0..80 {
        let middle = (low * high).sqrt();
        if mean_stay(&shape.map(|s| s * middle + other)).iter().sum::<f64>() > target {
            low = middle;
        } else {
            high = middle;
        }
    }
    let exit = shape.map(|s| s * (low * high).sqrt());
    let hazard = exit.map(|e| e + other);
    let stays = mean_stay(&hazard);
    let mean: f64 = stays.iter().sum();
    let mut survival = vec![1.0];
    let mut left = 1.0;
    for n in 0..(LONGEST / STEP) as usize {
        let time = n as f64 * STEP;
        let band = DURATION_EDGES.iter().filter(|e| **e <= time + 1e-9).count();
        left *= (-hazard[band] * STEP).exp();
        survival.push(left);
    }
    Balance { exit, open: stays.map(|s| s / mean), survival }
}

/// Years spent in each band of time by one arrival.
fn mean_stay(hazard: &[f64; 5]) -> [f64; 5] {
    let mut left = 1.0;
    let mut from = 0.0;
    std::array::from_fn(|band| {
        let to = DURATION_EDGES.get(band).copied().unwrap_or(LONGEST);
        let hazard = hazard[band].max(1e-9);
        let stays = (-hazard * (to - from)).exp();
        let years = left * (1.0 - stays) / hazard;
        left *= stays;
        from = to;
        years
    })
}

/// Children arriving in a position at each age, on the grid of [`STEP`].
pub(super) type ByAge = Vec<f64>;

/// Arrivals that are equally likely for every child living here.
pub(super) fn even_arrivals(history: &History) -> ByAge {
    const BANDS: [(f64, f64); 5] = [(0.0, 1.0), (1.0, 5.0), (5.0, 10.0), (10.0, 16.0), (16.0, 18.0)];
    (0..(LONGEST / STEP) as usize)
        .map(|n| {
            let age = (n as f64 + 0.5) * STEP;
            BANDS
                .iter()
                .zip(history.age_shares)
                .find(|((_, to), _)| age < *to)
                .map_or(0.0, |((from, to), share)| share / (to - from) * STEP)
        })
        .collect()
}

impl Balance {
    /// Children present at each age, if children arrive at these ages every year.
    pub(super) fn present(&self, arrivals: &ByAge) -> ByAge {
        let mut present = vec![0.0; arrivals.len()];
        for (age, arrived) in arrivals.iter().enumerate() {
            for (present, left) in present[age..].iter_mut().zip(&self.survival) {
                *present += arrived * left * STEP;
            }
        }
        present
    }
}

/// Shares of the five age bands.
pub(super) fn band_shares(present: &ByAge) -> [f64; 5] {
    let upto = |age: f64| (age / STEP).round() as usize;
    let sum = |from: f64, to: f64| present[upto(from)..upto(to)].iter().sum::<f64>();
    let parts = [sum(0.0, 1.0), sum(1.0, 5.0), sum(5.0, 10.0), sum(10.0, 16.0), sum(16.0, 18.0)];
    super::apportion::shares(parts).unwrap_or([0.2; 5])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_exit_is_one_over_the_mean_stay() {
        let balance = settle(200.0, 100.0, [1.0; 5], 0.5);
        // Mean stay half a year: all exits together 2 a year, of which 0.5 are others.
        for exit in balance.exit {
            assert!((exit - 1.5).abs() < 1e-6, "{exit}");
        }
        let under_three_months = 1.0 - (-2.0f64 * 0.25).exp();
        assert!((balance.open[0] - under_three_months).abs() < 1e-9);
    }

    #[test]
    fn stock_is_arrivals_times_stay_whatever_the_shape() {
        let balance = settle(1000.0, 700.0, [3.0, 1.0, 1.0, 0.5, 0.2], 0.3);
        let hazard = balance.exit.map(|e| e + 0.3);
        assert!((mean_stay(&hazard).iter().sum::<f64>() - 0.7).abs() < 1e-6);
        assert!((balance.open.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
