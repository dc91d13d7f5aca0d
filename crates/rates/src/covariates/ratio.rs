//! A rate ratio with its uncertainty.

use statrs::distribution::{ContinuousCDF, Normal};

/// What is known of a rate ratio: its logarithm is normal for each size of stray of the covariate's levels, and these are
/// weighted by how likely they are.
#[derive(Clone, Debug, PartialEq)]
pub struct RateRatio {
    parts: Vec<Part>,
    own_evidence: f64,
}

/// The logarithm of a rate ratio where levels stray so much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    /// How likely they do; all parts together 1.
    pub weight: f64,
    /// Mean of the logarithm.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
}

/// Halvings in the search for a quantile: more than numbers have digits.
const HALVINGS: usize = 60;

impl RateRatio {
    pub(super) fn new(parts: Vec<Part>, own_evidence: f64) -> RateRatio {
        RateRatio { parts, own_evidence }
    }

    /// The ratio that the true one is as likely above as below.
    pub fn median(&self) -> f64 {
        self.ln_quantile(0.5).exp()
    }

    /// The central interval that holds a share of what is likely, for example 0.8.
    pub fn interval(&self, share: f64) -> (f64, f64) {
        (self.ln_quantile((1.0 - share) / 2.0).exp(), self.ln_quantile((1.0 + share) / 2.0).exp())
    }

    /// Mean of the logarithm, and its standard deviation.
    pub fn ln_moments(&self) -> (f64, f64) {
        let mean: f64 = self.parts.iter().map(|p| p.weight * p.mean).sum();
        let square = |p: &Part| p.deviation.powi(2) + (p.mean - mean).powi(2);
        (mean, self.parts.iter().map(|p| p.weight * square(p)).sum::<f64>().sqrt())
    }

    /// Weight of the level's own evidence, 0 to 1: how much narrower than without it the interval is, by variance. The
    /// rest is how little levels stray from each other.
    pub fn own_evidence(&self) -> f64 {
        self.own_evidence
    }

    fn ln_quantile(&self, share: f64) -> f64 {
        let Ok(normal) = Normal::new(0.0, 1.0) else { return f64::NAN };
        let z = normal.inverse_cdf(share);
        let ends = self.parts.iter().map(|p| p.mean + z * p.deviation);
        let (mut low, mut high) =
            ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            let below: f64 =
                self.parts.iter().map(|p| p.weight * normal.cdf((middle - p.mean) / p.deviation)).sum();
            if below < share {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_lognormal() {
        let ratio = RateRatio::new(vec![Part { weight: 1.0, mean: 0.5, deviation: 0.2 }], 0.5);
        assert!((ratio.median() - 0.5f64.exp()).abs() < 1e-9);
        let (low, high) = ratio.interval(0.95);
        assert!((low.ln() - (0.5 - 0.2 * 1.959_964)).abs() < 1e-6);
        assert!((high.ln() - (0.5 + 0.2 * 1.959_964)).abs() < 1e-6);
    }

    #[test]
    fn parts_make_the_interval_wider() {
        let part = |mean, deviation| Part { weight: 0.5, mean, deviation };
        let ratio = RateRatio::new(vec![part(0.0, 0.1), part(0.4, 0.3)], 0.5);
        let (low, high) = ratio.interval(0.8);
        assert!(low.ln() < 0.0 && high.ln() > 0.4);
        assert!((ratio.ln_moments().0 - 0.2).abs() < 1e-12);
    }
}
