//! The Gamma posterior of an intensity.

use statrs::distribution::{ContinuousCDF, Gamma as GammaDistribution};
use units::{Exposure, Intensity};

/// What is known of an intensity after seeing steps in an exposure.
///
/// Steps are Poisson given exposure, so a Gamma prior stays Gamma: `shape` counts steps (prior and seen) and
/// `exposure_years` person-years (prior and seen). Never negative and never infinite.
///
/// **Units**: `shape` in steps, `exposure_years` in person-years; the mean is in steps per person-year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    /// Steps, prior and seen.
    pub shape: f64,
    /// Person-years, prior and seen.
    pub exposure_years: f64,
}

impl Posterior {
    /// Posterior from steps seen in an exposure, with a prior worth `prior_steps` steps at `prior_mean`.
    ///
    /// **Limits**: a prior mean under one step in 100,000 person-years says that the step hardly happens
    /// elsewhere, which must not outweigh what was seen here: it counts as half a step and no exposure
    /// (Jeffreys' prior). A step seen neither here nor elsewhere is taken not to happen: its posterior is
    /// as good as zero.
    pub fn from_counts(steps: f64, exposure: Exposure, prior_mean: Intensity, prior_steps: f64) -> Posterior {
        const RARE: f64 = 1e-5;
        if prior_mean.0 >= RARE {
            return Posterior {
                shape: steps + prior_steps,
                exposure_years: exposure.0 + prior_steps / prior_mean.0,
            };
        }
        if steps <= 0.0 {
            return Posterior { shape: Posterior::NEVER / 10.0, exposure_years: exposure.0.max(1.0) };
        }
        Posterior { shape: steps + 0.5, exposure_years: exposure.0.max(1.0) }
    }

    /// Below this many steps, prior and seen, a step is one that does not happen.
    const NEVER: f64 = 1e-6;

    /// Whether the step was seen neither here nor elsewhere, so that it is taken not to happen.
    pub fn is_never(&self) -> bool {
        self.shape < Posterior::NEVER
    }

    /// Posterior mean.
    pub fn mean(&self) -> Intensity {
        Intensity(self.shape / self.exposure_years)
    }

    /// Share of the exposure that was seen, 0 to 1: the weight of own evidence. The rest is the prior's.
    pub fn own_share(&self, seen: Exposure) -> f64 {
        if seen.0 > 0.0 { (seen.0 / self.exposure_years).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The intensity below which the true one lies with probability `p`.
    pub fn quantile(&self, p: f64) -> Intensity {
        if self.is_never() {
            return Intensity(0.0);
        }
        GammaDistribution::new(self.shape, self.exposure_years)
            .map(|g| Intensity(g.inverse_cdf(p)))
            .unwrap_or(self.mean())
    }

    /// The central interval that holds a share of the posterior, for example 0.8.
    pub fn interval(&self, share: f64) -> (Intensity, Intensity) {
        (self.quantile((1.0 - share) / 2.0), self.quantile((1.0 + share) / 2.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_is_steps_over_exposure_with_the_prior_added() {
        let p = Posterior::from_counts(99.0, Exposure(990.0), Intensity(0.1), 1.0);
        assert_eq!(p.mean(), Intensity(0.1));
    }

    #[test]
    fn no_steps_and_no_exposure_give_the_prior() {
        let p = Posterior::from_counts(0.0, Exposure(0.0), Intensity(0.25), 1.0);
        assert!((p.mean().0 - 0.25).abs() < 1e-12);
    }

    #[test]
    fn what_hardly_happens_elsewhere_does_not_outweigh_what_was_seen_here() {
        let p = Posterior::from_counts(1000.0, Exposure(400_000.0), Intensity(0.0), 1.0);
        assert!((p.mean().0 - 0.0025).abs() < 1e-5);
    }

    #[test]
    fn what_is_seen_nowhere_does_not_happen() {
        let p = Posterior::from_counts(0.0, Exposure(0.3), Intensity(0.0), 1.0);
        assert!(p.is_never() && p.mean().0 < 1e-6 && p.quantile(0.99) == Intensity(0.0));
    }

    #[test]
    fn one_step_in_one_year_has_the_exponential_quantiles() {
        // Gamma(1, 1) is the unit exponential: the quantile is -ln(1 - p).
        let p = Posterior { shape: 1.0, exposure_years: 1.0 };
        for q in [0.1, 0.5, 0.9] {
            assert!((p.quantile(q).0 + (1.0 - q).ln()).abs() < 1e-6);
        }
    }
}
