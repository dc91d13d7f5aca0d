//! A number of steps that rates lead to expect, and what chance makes of it.

use statrs::function::beta::beta_reg;
use statrs::function::gamma::gamma_ur;
use units::Exposure;

use crate::{Drift, Posterior};

/// A number of steps that is expected, and how sure the expectation itself is.
///
/// Steps are Poisson around a mean that is itself uncertain: a Gamma distribution with the mean `steps` and the variance
/// `steps² × spread`. Together that is a negative binomial, with variance `steps × (1 + steps × spread)`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Expected {
    /// Steps expected.
    pub steps: f64,
    /// Variance of the expectation relative to the square of its mean: from the posterior, and from drift.
    pub spread: f64,
}

/// Expectations above this take the Gamma distribution of the same mean and variance for the negative binomial: by then
/// the two are one to a step, and the exact sum is slow to converge.
const MANY: f64 = 1_000.0;

impl Expected {
    /// What an intensity leads to expect in an exposure.
    pub fn of(posterior: &Posterior, exposure: Exposure) -> Expected {
        let spread = if posterior.shape > 0.0 { 1.0 / posterior.shape } else { 0.0 };
        Expected { steps: posterior.mean().0 * exposure.0.max(0.0), spread }
    }

    /// The sum of parts whose intensities are known independently of each other.
    pub fn sum(parts: impl IntoIterator<Item = Expected>) -> Expected {
        let (steps, variance) = parts
            .into_iter()
            .fold((0.0, 0.0), |sum, p| (sum.0 + p.steps, sum.1 + p.steps * p.steps * p.spread));
        Expected { steps, spread: if steps > 0.0 { variance / (steps * steps) } else { 0.0 } }
    }

    /// The sum of parts whose intensities err together, such as shares of one rate.
    pub fn sum_together(parts: impl IntoIterator<Item = Expected>) -> Expected {
        let (steps, error) =
            parts.into_iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.steps, sum.1 + p.steps * p.spread.sqrt()));
        Expected { steps, spread: if steps > 0.0 { (error / steps).powi(2) } else { 0.0 } }
    }

    /// The same with drift of the rate, given as a variance of its logarithm.
    pub fn with_drift(self, variance: f64) -> Expected {
        Expected { spread: self.spread + variance.max(0.0), ..self }
    }

    /// Variance of the number of steps.
    pub fn variance(&self) -> f64 {
        self.steps * (1.0 + self.steps * self.spread)
    }

    /// Pearson residual: what was seen less what was expected, in standard deviations.
    ///
    /// **Limits**: `None` where a hundredth of a step or less is expected, for any step would be far off the scale.
    pub fn residual(&self, observed: f64) -> Option<f64> {
        (self.steps > 0.01).then(|| (observed - self.steps) / self.variance().sqrt())
    }

    /// The range outside which at most 5% of numbers of steps fall by chance: at most 2.5% on either side.
    pub fn range(&self) -> (u64, u64) {
        (self.quantile(0.025), self.quantile(0.975))
    }

    /// The least number of steps that is reached or undercut with probability `p`.
    fn quantile(&self, p: f64) -> u64 {
        if self.steps <= 0.0 {
            return 0;
        }
        if self.steps > MANY {
            let variance = self.variance();
            let gamma = Posterior {
                shape: self.steps * self.steps / variance,
                exposure_years: self.steps / variance,
            };
            return gamma.quantile(p).0.round() as u64;
        }
        let (mut low, mut high) = (0, 1);
        while self.at_most(high) < p {
            (low, high) = (high + 1, high * 2);
        }
        while low < high {
            let middle = u64::midpoint(low, high);
            if self.at_most(middle) < p { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Probability of at most so many steps.
    fn at_most(&self, count: u64) -> f64 {
        let next = count as f64 + 1.0;
        // With a size this large the negative binomial is Poisson to all digits.
        if self.spread * self.steps < 1e-6 {
            return gamma_ur(next, self.steps);
        }
        let size = 1.0 / self.spread;
        beta_reg(size, next, size / (size + self.steps))
    }
}

/// Variance of the logarithm of a rate in one year against its mean over other years.
///
/// Yearly noise is independent from year to year. A walk of step `s` adds `s²` times the mean distance from the year to
/// the others, less half the mean distance among the others. The return of a walk to its level is left out, which makes
/// the variance a little too large.
///
/// **Shape**: `base` are the years the rate was counted in; the year itself should not be among them.
pub fn drift_variance(drift: &Drift, year: u16, base: &[u16]) -> f64 {
    if base.is_empty() {
        return 0.0;
    }
    let n = base.len() as f64;
    let far = |a: u16, b: u16| f64::from(a.abs_diff(b));
    let to_base = base.iter().map(|b| far(year, *b)).sum::<f64>() / n;
    let among: f64 =
        base.iter().map(|a| base.iter().map(|b| far(*a, *b)).sum::<f64>()).sum::<f64>() / (n * n);
    let walk = drift.walk_sd.powi(2) + drift.common_sd.powi(2);
    drift.year_sd.powi(2) * (1.0 + 1.0 / n) + walk * (to_base - among / 2.0).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sure_expectation_has_the_quantiles_of_the_poisson_distribution() {
        // R: qpois(c(.025, .975), c(.5, 4, 20, 300)).
        for (steps, range) in [(0.5, (0, 2)), (4.0, (1, 8)), (20.0, (12, 29)), (300.0, (267, 334))] {
            assert_eq!(Expected { steps, spread: 0.0 }.range(), range, "{steps}");
        }
        assert_eq!(Expected::default().range(), (0, 0));
    }

    #[test]
    fn an_unsure_one_has_those_of_the_negative_binomial() {
        // Size 1 is geometric: P(at most n) = 1 - (9/10)^(n + 1) for a mean of 9.
        let range = Expected { steps: 9.0, spread: 1.0 }.range();
        assert_eq!(range, (0, 35));
        // Closed form of the upper end: ln(0.025) / ln(0.9) - 1 = 34.01, so 35 is the first that suffices.
        assert_eq!((0.025f64.ln() / 0.9f64.ln() - 1.0).ceil(), 35.0);
    }

    #[test]
    fn the_two_ways_of_counting_meet() {
        for spread in [0.0, 0.001, 0.02] {
            let (low, high) = Expected { steps: MANY, spread }.range();
            let (above_low, above_high) = Expected { steps: MANY * 1.000_001, spread }.range();
            assert!(low.abs_diff(above_low) <= 1 && high.abs_diff(above_high) <= 1, "{spread}");
        }
    }

    #[test]
    fn drift_grows_with_the_distance_from_the_years_counted() {
        let drift = Drift { walk_sd: 0.1, year_sd: 0.2, ..Drift::NONE };
        // One year against the next: noise of both, and one step of the walk.
        assert!((drift_variance(&drift, 2024, &[2025]) - (2.0 * 0.04 + 0.01)).abs() < 1e-12);
        // A year between two: (w₁ + w₃) / 2 - w₂ has the variance of half a step.
        assert!((drift_variance(&drift, 2024, &[2023, 2025]) - (1.5 * 0.04 + 0.005)).abs() < 1e-12);
        assert!(drift_variance(&drift, 2018, &[2023, 2024, 2025]) > 0.06);
        assert_eq!(drift_variance(&drift, 2018, &[]), 0.0);
    }

    #[test]
    fn parts_add_up_with_their_variances() {
        let part = Expected { steps: 10.0, spread: 0.1 };
        let both = Expected::sum([part, part]);
        assert_eq!(both.steps, 20.0);
        assert!((both.variance() - 2.0 * part.variance()).abs() < 1e-12);
        let shares = Expected::sum_together([part, part]);
        assert_eq!(shares.steps, 20.0);
        assert!((shares.spread - 0.1).abs() < 1e-12);
        assert_eq!(both.residual(20.0), Some(0.0));
        assert_eq!(Expected::default().residual(3.0), None);
    }
}
