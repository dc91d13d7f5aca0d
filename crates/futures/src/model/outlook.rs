//! The uncertain values of one draw of an authority: intensities and their path over calendar years.

use luck::Luck;
use rand_distr::{Distribution, Gamma, StandardNormal};
use rates::{Drift, Posterior, Rates, StepRates};

use crate::engine::purpose;
use crate::model::anchor::Anchor;
use crate::settings::Settings;

/// Intensities of one draw by step: of each cell, and the multiplier of each year.
pub(crate) struct Values {
    /// `[step][cell]`, per person-year.
    pub(crate) cells: Vec<Vec<f64>>,
    /// `[step * years + year]`.
    pub(crate) path: Vec<f64>,
    /// Factor of each step by age band and history; `None` where history makes no difference.
    pub(crate) history: Vec<Option<[[f64; 3]; 5]>>,
}

impl Values {
    /// Draws the values. `levels` and `anchor` keep anchored steps on their paths.
    pub(crate) fn new(
        rates: &Rates,
        (levels, anchor): (&[f64], Option<&Anchor>),
        settings: &Settings,
        draw: u32,
    ) -> Values {
        let luck = Luck::new(settings.seed);
        let years = settings.years;
        let (vary, drifts) = (settings.uncertainty.rates, settings.uncertainty.drift);
        let mut cells = Vec::with_capacity(rates.steps.len());
        let mut path = Vec::with_capacity(rates.steps.len() * years);
        for (index, step) in rates.steps.iter().enumerate() {
            let address = (index as u64) << 16;
            let level = if vary { draw_level(&luck, draw, address | LEVEL, step.level_sd) } else { 1.0 };
            let intensity = |(cell, posterior): (usize, &Posterior)| match vary {
                true => level * draw_intensity(&luck, draw, address | cell as u64, posterior),
                false => posterior.mean().0,
            };
            cells.push(step.cells.iter().map(|c| &c.posterior).enumerate().map(intensity).collect());
            let own = if drifts { drifting(&luck, draw, rates, step, years) } else { vec![1.0; years] };
            path.extend(own.iter().enumerate().map(|(year, luck)| luck * step.expected_at(year).exp()));
        }
        if let (true, Some(anchor)) = (drifts, anchor) {
            anchor.hold(rates, years, &mut path);
        }
        path.iter_mut().zip(levels).for_each(|(multiplier, level)| *multiplier *= level);
        let history = rates.steps.iter().enumerate().map(|(index, step)| {
            let address = (index as u64) << 16 | HISTORY;
            (!step.history.is_none()).then(|| match vary {
                true => {
                    let mut stream = luck.stream(draw, address, purpose::PARAMETER);
                    step.history
                        .drawn([StandardNormal.sample(&mut stream), StandardNormal.sample(&mut stream)])
                }
                false => step.history.factors(),
            })
        });
        let history = history.collect();
        Values { cells, path, history }
    }
}

/// The path of a step's drift, with the part in which it follows another's.
fn drifting(luck: &Luck, draw: u32, rates: &Rates, step: &StepRates, years: usize) -> Vec<f64> {
    let mut own = step_path(luck, draw, (rates.authority, step.drift_path), step.drift, years);
    if let Some(followed) = step.drift_follows {
        let leader = rates.steps.iter().find(|s| s.drift_path == followed.path);
        let drift = leader.map_or(Drift::NONE, |s| s.drift);
        let other = step_path(luck, draw, (rates.authority, followed.path), drift, years);
        own.iter_mut().zip(other).for_each(|(mine, theirs)| *mine *= theirs.powf(followed.power));
    }
    own
}

/// Where the luck of a step's level lies among those of its cells.
const LEVEL: u64 = 0xFFFE;
/// Where that of its history ratios lies.
const HISTORY: u64 = 0xFFFD;

/// What all intensities of a step are wrong by together, with mean 1. Draws come in pairs that err in opposite ways.
pub(crate) fn draw_level(luck: &Luck, draw: u32, address: u64, sd: f64) -> f64 {
    if sd <= 0.0 {
        return 1.0;
    }
    let side = if draw.is_multiple_of(2) { 1.0 } else { -1.0 };
    let error: f64 = StandardNormal.sample(&mut luck.stream(draw / 2, address, purpose::PARAMETER));
    (sd * side * error - sd * sd / 2.0).exp()
}

/// An intensity drawn from what is known of it.
pub(crate) fn draw_intensity(luck: &Luck, draw: u32, address: u64, posterior: &Posterior) -> f64 {
    if posterior.is_never() {
        return 0.0;
    }
    Gamma::new(posterior.shape, 1.0 / posterior.exposure_years)
        .map_or(posterior.mean().0, |g| g.sample(&mut luck.stream(draw, address, purpose::PARAMETER)))
}

/// A path of multipliers: the exponential of a random walk plus yearly noise, one value a year.
///
/// Draws come in pairs that drift in opposite ways: medians and means settle with far fewer draws.
///
/// Steps that share a path's number share its luck, even if their drifts differ in size. The common walk is the same in
/// every authority; the other is the authority's own.
fn step_path(
    luck: &Luck,
    draw: u32,
    (authority, number): (u16, u16),
    drift: Drift,
    years: usize,
) -> Vec<f64> {
    if drift == Drift::NONE {
        return vec![1.0; years];
    }
    let address = u64::from(number) << 16 | 0xFFFF;
    let (pair, side) = (draw / 2, if draw.is_multiple_of(2) { 1.0 } else { -1.0 });
    let mut shared = luck.stream(pair, address, purpose::PARAMETER);
    let mut stream = luck.stream(pair, (u64::from(authority) + 1) << 32 | address, purpose::PARAMETER);
    // The starting rate was itself seen in years with noise of their own.
    let base: f64 = StandardNormal.sample(&mut stream);
    let mut walk = -drift.base_sd * side * base;
    let mut common = 0.0;
    (0..years)
        .map(|_| {
            let (step, noise): (f64, f64) =
                (StandardNormal.sample(&mut stream), StandardNormal.sample(&mut stream));
            let everywhere: f64 = StandardNormal.sample(&mut shared);
            walk = (1.0 - drift.reversion) * walk + drift.walk_sd * side * step;
            common += drift.common_sd * side * everywhere;
            (walk + common + drift.year_sd * side * noise).exp()
        })
        .collect()
}
