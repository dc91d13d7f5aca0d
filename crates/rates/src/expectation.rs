//! What an intensity is expected to be by evidence other than its own, and how far such expectations are trusted.

use statrs::function::gamma::ln_gamma;
use units::{Exposure, Intensity};

/// What an intensity is expected to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Expectation {
    pub mean: Intensity,
    /// Variance of the expectation itself relative to the square of the mean.
    pub spread: f64,
}

/// How many steps expectations count as before anything is known: between authorities intensities vary by a third.
pub(crate) const USUAL_WORTH: f64 = 8.0;
/// Standard deviation of the log of that number: from a sixth of a step to 400 steps.
const WORTH_SPREAD: f64 = 2.0;
/// Rounds of the golden section; each leaves 62% of the range, so the last is 0.5% of a step wide.
const ROUNDS: usize = 16;
/// Steps up to which factors are multiplied one by one.
const FEW: f64 = 24.0;

impl Expectation {
    /// How many steps the expectation counts as, where exact expectations count as `weight` steps.
    pub(crate) fn worth(&self, weight: f64) -> f64 {
        1.0 / (1.0 / weight + self.spread)
    }

    /// Logarithm of the likelihood of steps where exact expectations count as `weight` steps: negative binomial, less
    /// what does not depend on `weight`.
    pub(crate) fn log_likelihood(&self, weight: f64, steps: f64, exposure: Exposure) -> f64 {
        let size = self.worth(weight);
        let mean = exposure.0 * self.mean.0;
        ln_rising(size, steps) - size * (mean / size).ln_1p() - steps * (size + mean).ln()
    }
}

/// `ln(Γ(size + steps) / Γ(size))`: for a few whole steps by its factors, which is faster.
fn ln_rising(size: f64, steps: f64) -> f64 {
    if steps <= FEW && steps.fract() == 0.0 && size < 1e8 {
        (0..steps as u32).fold(1.0, |product, step| product * (size + f64::from(step))).ln()
    } else {
        ln_gamma(size + steps) - ln_gamma(size)
    }
}

/// How many steps exact expectations count as: the most likely number, by steps, exposure and expectation of many.
///
/// The maximum is that of the negative binomial likelihood times a wide lognormal density around [`USUAL_WORTH`],
/// because that of a few members alone often runs off to infinity. Golden section on the logarithm.
pub(crate) fn most_likely_weight(members: &[(f64, Exposure, Expectation)]) -> f64 {
    let at = |log: f64| {
        let weight = log.exp();
        let likely: f64 =
            members.iter().map(|(steps, years, e)| e.log_likelihood(weight, *steps, *years)).sum();
        likely - ((log - USUAL_WORTH.ln()) / WORTH_SPREAD).powi(2) / 2.0
    };
    if members.is_empty() {
        return USUAL_WORTH;
    }
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.05f64.ln(), 20_000f64.ln());
    let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_left, mut at_right) = (at(left), at(right));
    for _ in 0..ROUNDS {
        if at_left > at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - golden * (high - low);
            at_left = at(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + golden * (high - low);
            at_right = at(right);
        }
    }
    f64::midpoint(low, high).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXACT: Expectation = Expectation { mean: Intensity(2.0), spread: 0.0 };

    #[test]
    fn few_steps_and_many_are_counted_alike() {
        for size in [0.3, 4.0, 700.0] {
            for steps in [0.0, 1.0, 7.0, FEW] {
                let exact = ln_gamma(size + steps) - ln_gamma(size);
                assert!((ln_rising(size, steps) - exact).abs() < 1e-9, "{size} {steps}");
            }
        }
    }

    #[test]
    fn the_likelihood_is_that_of_the_negative_binomial() {
        // Probabilities of 0, 1, 2… steps sum to one: P(n) = exp(log likelihood) × meanⁿ / n! × size^0.
        let total: f64 = (0..400)
            .map(|n| {
                let steps = f64::from(n);
                let rest = steps * 6.0f64.ln() - ln_gamma(steps + 1.0);
                (EXACT.log_likelihood(3.0, steps, Exposure(3.0)) + rest).exp()
            })
            .sum();
        assert!((total - 1.0).abs() < 1e-9, "{total}");
    }

    #[test]
    fn nothing_known_leaves_the_usual_weight() {
        assert_eq!(most_likely_weight(&[]), USUAL_WORTH);
        let none = [(0.0, Exposure(0.0), EXACT); 5];
        assert!((most_likely_weight(&none) / USUAL_WORTH - 1.0).abs() < 0.02);
    }

    #[test]
    fn members_all_alike_are_believed_less_than_their_mean() {
        let alike = [(20.0, Exposure(10.0), EXACT); 50];
        let unlike: Vec<_> =
            (0..50).map(|n| (if n % 2 == 0 { 2.0 } else { 38.0 }, Exposure(10.0), EXACT)).collect();
        assert!(most_likely_weight(&alike) > 100.0);
        assert!(most_likely_weight(&unlike) < 2.0);
    }
}
