//! Fitting a log-linear model with a normal prior on how levels stray.

use super::matrix::{Root, Symmetric};
use super::model::Model;

/// Newton steps at most; a model with finite estimates takes about five.
const NEWTON_STEPS: usize = 100;
/// How often a Newton step that leads downhill is halved.
const HALVINGS: usize = 30;
/// No parameter moves further than this in one Newton step: a factor of 50 in a rate.
const FURTHEST: f64 = 4.0;
/// Twice the gain that a Newton step promises below which it is the last. The step after it would promise about its
/// square.
const GAIN_LEFT: f64 = 1e-12;
/// What is lost of a height in rounding, as a share of it: steps may lead down by as much.
const ROUNDING: f64 = 1e-12;

/// A fitted model: the most likely parameters, and how sharply.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    /// The parameters.
    pub values: Vec<f64>,
    /// Steps expected in each row.
    pub expected: Vec<f64>,
    /// Root of the precision of the parameters.
    pub root: Root,
    /// Logarithm of the chance of what was seen over all parameters (Laplace), less what depends on rows alone.
    pub ln_evidence: f64,
}

/// The most likely parameters, where the levels of each factor stray by a standard deviation; `None` if they are not
/// found.
///
/// With more than nought steps the logarithm of likelihood and prior is strictly concave, so that there is one maximum
/// and Newton's method, halved where it overshoots, climbs to it from anywhere.
pub(super) fn fit(model: &Model, strays: &[f64], from: Option<&[f64]>) -> Option<Fit> {
    let mut values = from.map_or_else(|| start(model), <[f64]>::to_vec);
    let mut height = height(model, strays, &values);
    for _ in 0..NEWTON_STEPS {
        let expected = model.expected(&values);
        let root = precision(model, strays, &expected).root()?;
        let mut slope = model.slope(&expected);
        for (factor, stray) in model.factors.iter().zip(strays) {
            let own = &values[factor.places()];
            let mean = own.iter().sum::<f64>() / (factor.free + 1) as f64;
            for (place, value) in factor.places().zip(own) {
                slope[place] -= (value - mean) / (stray * stray);
            }
        }
        let mut step = root.solve(&slope);
        let gain: f64 = step.iter().zip(&slope).map(|(a, b)| a * b).sum();
        let furthest = step.iter().fold(0.0, |most: f64, s| most.max(s.abs()));
        if !(gain.is_finite() && furthest.is_finite()) {
            return None;
        }
        if furthest > FURTHEST {
            step.iter_mut().for_each(|s| *s *= FURTHEST / furthest);
        }
        if gain < GAIN_LEFT {
            values.iter_mut().zip(&step).for_each(|(value, step)| *value += step);
            return summit(model, strays, values);
        }
        let least = height - ROUNDING * height.abs().max(1.0);
        let mut share = 1.0;
        let next = (0..HALVINGS).find_map(|_| {
            let next: Vec<f64> = values.iter().zip(&step).map(|(v, s)| v + share * s).collect();
            let reached = self::height(model, strays, &next);
            share /= 2.0;
            (reached >= least).then_some((next, reached))
        });
        (values, height) = next?;
    }
    None
}

fn summit(model: &Model, strays: &[f64], values: Vec<f64>) -> Option<Fit> {
    let height = height(model, strays, &values);
    let expected = model.expected(&values);
    let root = precision(model, strays, &expected).root()?;
    let spread: f64 = model.factors.iter().zip(strays).map(|(f, s)| f.free as f64 * s.ln()).sum();
    let ln_evidence = height - spread - root.ln_determinant() / 2.0;
    Some(Fit { values, expected, root, ln_evidence })
}

/// No level strays, and rows have all steps between them.
fn start(model: &Model) -> Vec<f64> {
    let mut values = vec![0.0; model.size()];
    values[0] = (model.steps.iter().sum::<f64>() / model.years.iter().sum::<f64>()).ln();
    values
}

/// Logarithm of likelihood and prior.
fn height(model: &Model, strays: &[f64], values: &[f64]) -> f64 {
    let prior: f64 = model
        .factors
        .iter()
        .zip(strays)
        .map(|(factor, stray)| {
            let own = &values[factor.places()];
            factor.strayed(own, own) / (2.0 * stray * stray)
        })
        .sum();
    model.ln_likelihood(values) - prior
}

/// Precision of the parameters: that of the data and that of the prior.
fn precision(model: &Model, strays: &[f64], expected: &[f64]) -> Symmetric {
    let mut precision = model.products(expected);
    for (factor, stray) in model.factors.iter().zip(strays) {
        let own = 1.0 / (stray * stray);
        let shared = own / (factor.free + 1) as f64;
        for one in factor.places() {
            precision.add(one, one, own);
            for other in factor.first..=one {
                precision.add(one, other, -shared);
            }
        }
    }
    precision
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_rows(steps: [f64; 2], years: [f64; 2]) -> Model {
        Model::new(steps.to_vec(), years.to_vec(), &[vec![0, 1]], &[2], &[0])
    }

    #[test]
    fn without_a_prior_the_ratio_is_that_of_the_rates() {
        let fit = fit(&two_rows([40.0, 10.0], [100.0, 50.0]), &[1e4], None).unwrap();
        assert!((fit.values[0] - 0.4f64.ln()).abs() < 1e-7);
        assert!((fit.values[1] - 0.5f64.ln()).abs() < 1e-7);
        // Variance of the logarithm of a ratio of two Poisson rates: 1/40 + 1/10.
        let variance = fit.root.inverse_columns(1..2)[0][1];
        assert!((variance - 0.125).abs() < 1e-7);
    }

    #[test]
    fn heights_that_are_lost_in_rounding_do_not_hold_up_the_climb() {
        // Millions of steps: the height is some 10^7, so that gains below 10^-9 are not seen in it.
        for stray in [0.02, 0.3, 3.0, 1e3] {
            let fit = fit(&two_rows([3_141_593.0, 2_718_282.0], [1e7, 1.3e7]), &[stray], None);
            let ratio = fit.expect("it converges").values[1].exp();
            assert!((ratio / (0.271_828_2 / 1.3 / 0.314_159_3) - 1.0).abs() < 0.01, "{ratio}");
        }
    }

    #[test]
    fn no_step_at_a_level_has_a_finite_ratio() {
        let fit = fit(&two_rows([40.0, 0.0], [100.0, 50.0]), &[0.5], None).unwrap();
        assert!(fit.values[1] < -0.5 && fit.values[1] > -4.0, "{:?}", fit.values);
    }

    #[test]
    fn the_evidence_is_the_integral_over_parameters() {
        // By the rectangle rule over a fine grid of both parameters.
        let model = two_rows([30.0, 60.0], [100.0, 100.0]);
        let evidence = |stray: f64| {
            let mut sum = 0.0;
            for one in -200..200 {
                for other in -200..200 {
                    let values = [-1.2 + f64::from(one) * 0.01, 0.6 + f64::from(other) * 0.01];
                    sum += (height(&model, &[stray], &values) - 100.0).exp();
                }
            }
            sum.ln() - stray.ln()
        };
        let laplace = |stray: f64| fit(&model, &[stray], None).unwrap().ln_evidence;
        let exact = evidence(0.5) - evidence(0.1);
        assert!((laplace(0.5) - laplace(0.1) - exact).abs() < 0.01, "{exact}");
    }
}
