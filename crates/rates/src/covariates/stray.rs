//! How far levels of covariates stray from each other, told by the data (empirical Bayes).

use super::fit::{Fit, fit};
use super::model::{Factor, Model};
use super::ratio::{Part, RateRatio};
use super::step::{Settings, Stray};

/// Factors before those of covariates: cells and strata.
pub(super) const BASELINE: usize = 2;
/// Rounds in which strays of several covariates are fitted to each other.
const ROUNDS: usize = 30;
/// Change of the logarithm of a stray below which they are.
const SETTLED: f64 = 0.01;
/// Spread of the prior of a stray, which is half-normal: levels hardly ever stray by more than 2, a factor of 7.
///
/// **Source**: C. Röver and others, On weakly informative prior distributions for the heterogeneity parameter in Bayesian
/// random-effects meta-analysis, Research Synthesis Methods 12 (2021), 448-474: half-normal with 0.5 or 1 for logarithms
/// of ratios.
const STRAY_SPREAD: f64 = 1.0;
/// Strays that are weighed, evenly on the scale of logarithms.
const STRAYS: usize = 19;
const LEAST_STRAY: f64 = 0.02;
const MOST_STRAY: f64 = 3.0;
/// Where strays of several covariates begin to be fitted to each other.
const FIRST_STRAY: f64 = 0.5;

/// A model with the most likely strays, and its fit at them.
pub(super) struct Settled {
    strays: Vec<f64>,
    fit: Fit,
}

/// What is known of one covariate.
pub(super) struct Found {
    /// Mean stray.
    pub stray: f64,
    /// Of each parameter, in order.
    pub ratios: Vec<RateRatio>,
}

impl Settled {
    /// Fits a model; `None` if it does not converge.
    pub(super) fn new(model: &Model, settings: &Settings) -> Option<Settled> {
        let first = match settings.covariates {
            Stray::Told => FIRST_STRAY,
            Stray::Fixed(stray) => stray,
        };
        let strays = |at: usize| if at < BASELINE { settings.baseline } else { first };
        let strays: Vec<f64> = (0..model.factors.len()).map(strays).collect();
        let fit = fit(model, &strays, None)?;
        let mut settled = Settled { strays, fit };
        if settings.covariates == Stray::Told {
            for _ in 0..ROUNDS {
                if settled.improve(model)? < SETTLED {
                    break;
                }
            }
        }
        Some(settled)
    }

    /// Makes the strays of covariates more likely (expectation and maximisation), and says how much the logarithm of one
    /// changed at most.
    fn improve(&mut self, model: &Model) -> Option<f64> {
        let mut most: f64 = 0.0;
        for (factor, stray) in model.factors.iter().zip(&mut self.strays).skip(BASELINE) {
            let own = &self.fit.values[factor.places()];
            let square = factor.strayed(own, own) + spread(&self.fit, factor);
            // Where free × ln(s) + square / 2s² + s² / 2S² is least.
            let (free, wide) = (factor.free as f64, STRAY_SPREAD * STRAY_SPREAD);
            let better = wide / 2.0 * ((free * free + 4.0 * square / wide).sqrt() - free);
            let better = better.sqrt().clamp(LEAST_STRAY, MOST_STRAY);
            most = most.max((better / *stray).ln().abs());
            *stray = better;
        }
        self.fit = fit(model, &self.strays, Some(&self.fit.values))?;
        Some(most)
    }

    /// Pearson's chi-square over degrees of freedom, mended where few steps are expected in each row; `None` where rows
    /// are not more than parameters.
    ///
    /// **Source**: D. J. Fletcher, Estimating overdispersion when fitting a generalized linear model to sparse data,
    /// Biometrika 99 (2012), 230-237.
    pub(super) fn overdispersion(&self, model: &Model) -> Option<f64> {
        let shrunk: f64 = model
            .factors
            .iter()
            .zip(&self.strays)
            .map(|(f, stray)| spread(&self.fit, f) / (stray * stray))
            .sum();
        let rows = model.steps.len() as f64;
        let freedom = rows - (model.size() as f64 - shrunk);
        let off = || {
            model.steps.iter().zip(&self.fit.expected).map(|(seen, expected)| (seen - expected, *expected))
        };
        let square: f64 = off().map(|(off, expected)| off * off / expected).sum();
        let sparse = off().map(|(off, expected)| off / expected).sum::<f64>() / rows;
        let found = square / freedom / (1.0 + sparse);
        (freedom >= 1.0 && found.is_finite()).then_some(found)
    }

    /// The most likely parameters of a factor, and their covariances.
    pub(super) fn parameters_of(&self, factor: &Factor) -> (Vec<f64>, Vec<Vec<f64>>) {
        let columns = self.fit.root.inverse_columns(factor.places());
        let covariance = columns.iter().map(|column| column[factor.places()].to_vec()).collect();
        (self.fit.values[factor.places()].to_vec(), covariance)
    }

    /// What is known of each covariate, over all strays that are likely for it, with those of the others as settled.
    pub(super) fn found(&self, model: &Model, settings: &Settings) -> Option<Vec<Found>> {
        (BASELINE..model.factors.len()).map(|at| self.found_of(model, settings, at)).collect()
    }

    fn found_of(&self, model: &Model, settings: &Settings, at: usize) -> Option<Found> {
        let factor = model.factors.get(at)?;
        let strays: Vec<f64> = match settings.covariates {
            Stray::Fixed(stray) => vec![stray],
            Stray::Told => {
                let ratio = (MOST_STRAY / LEAST_STRAY).ln() / (STRAYS - 1) as f64;
                (0..STRAYS).map(|n| LEAST_STRAY * (ratio * n as f64).exp()).collect()
            }
        };
        let mut weighed = Vec::with_capacity(strays.len());
        let mut all = self.strays.clone();
        let mut from = self.fit.values.clone();
        for stray in strays {
            all[at] = stray;
            let fit = fit(model, &all, Some(&from))?;
            // Likely is the evidence times the half-normal density, on the scale of logarithms.
            let likely = fit.ln_evidence - (stray / STRAY_SPREAD).powi(2) / 2.0 + stray.ln();
            let columns = fit.root.inverse_columns(factor.places());
            let variances: Vec<f64> =
                columns.iter().zip(factor.places()).map(|(column, place)| column[place]).collect();
            from.clone_from(&fit.values);
            weighed.push((likely, stray, fit.values, variances));
        }
        let best = weighed.iter().fold(f64::NEG_INFINITY, |best, w| best.max(w.0));
        let total: f64 = weighed.iter().map(|w| (w.0 - best).exp()).sum();
        for one in &mut weighed {
            one.0 = (one.0 - best).exp() / total;
        }
        let ratio = |n: usize| {
            let part = |(weight, _, values, variances): &(f64, f64, Vec<f64>, Vec<f64>)| Part {
                weight: *weight,
                mean: values[factor.first + n],
                deviation: variances[n].sqrt(),
            };
            // Two levels that stray by themselves differ by twice the variance of one.
            let own = |w: &(f64, f64, Vec<f64>, Vec<f64>)| w.0 * (1.0 - w.3[n] / (2.0 * w.1 * w.1)).max(0.0);
            RateRatio::new(weighed.iter().map(part).collect(), weighed.iter().map(own).sum())
        };
        Some(Found {
            stray: weighed.iter().map(|w| w.0 * w.1).sum(),
            ratios: (0..factor.free).map(ratio).collect(),
        })
    }
}

/// Sum of the variances of levels around their mean.
fn spread(fit: &Fit, factor: &Factor) -> f64 {
    let columns = fit.root.inverse_columns(factor.places());
    let own = columns.iter().zip(factor.places()).map(|(column, at)| column[at]).sum::<f64>();
    let all: f64 = columns.iter().map(|column| column[factor.places()].iter().sum::<f64>()).sum();
    own - all / (factor.free + 1) as f64
}
