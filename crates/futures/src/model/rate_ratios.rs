//! How intensities differ by where children live.

use rates::Rates;
use units::Placement;

use crate::model::Strata;
use crate::settings::{Lives, Settings};

/// Factors on intensities by step, for children of each group of wards and in each kind of placement.
///
/// The authority's intensities are those of all its children together, so factors are relative to their mean: over the
/// shares of children in groups of wards, and over the mix of placements at each age.
#[derive(Clone, Debug)]
pub(crate) struct RateRatios {
    /// `[step][ward group]`.
    ward_groups: Vec<Vec<f64>>,
    /// `[step][age band][kind]`.
    kinds: Vec<Vec<Vec<f64>>>,
}

impl RateRatios {
    pub(crate) fn new(rates: &Rates, settings: &Settings) -> RateRatios {
        let ratio = |step: usize, lives: Lives| -> f64 {
            let own =
                settings.rate_ratios.iter().filter(|d| d.lives == lives && d.step == rates.steps[step].step);
            own.map(|d| d.ratio).product()
        };
        let relative = |ratios: Vec<f64>, shares: &[f64]| -> Vec<f64> {
            let all: f64 = shares.iter().sum();
            let mean: f64 = ratios.iter().zip(shares).map(|(ratio, share)| ratio * share).sum::<f64>() / all;
            // Where nobody lives, nobody differs.
            ratios.into_iter().map(|ratio| if mean > 0.0 { ratio / mean } else { 1.0 }).collect()
        };
        let steps = 0..rates.steps.len();
        let ward_groups = steps.clone().map(|step| {
            let groups = 0..settings.ward_groups.len();
            relative(groups.map(|group| ratio(step, Lives::InWards(group))).collect(), &settings.ward_groups)
        });
        let kinds = steps.map(|step| {
            let ratios = Placement::ALL.map(|kind| ratio(step, Lives::InPlacement(kind))).to_vec();
            rates.placements.by_age.iter().map(|mix| relative(ratios.clone(), mix)).collect()
        });
        RateRatios { ward_groups: ward_groups.collect(), kinds: kinds.collect() }
    }

    /// How children in a position are told apart, by the steps out of it.
    pub(crate) fn strata(&self, exits: &[(usize, Option<u8>)], lives_in_kinds: bool) -> Strata {
        let differ = |factors: &[f64]| factors.iter().any(|factor| *factor != 1.0);
        let mut strata = Strata::ONE;
        for (step, _) in exits {
            if differ(&self.ward_groups[*step]) {
                strata.ward_groups = self.ward_groups[*step].len();
            }
            if lives_in_kinds && self.kinds[*step].iter().any(|by_kind| differ(by_kind)) {
                strata.kinds = Placement::ALL.len();
            }
        }
        strata
    }

    /// Factor on the intensity of a step.
    pub(crate) fn factor(
        &self,
        step: usize,
        strata: Strata,
        (ward_group, kind): (usize, usize),
        age: usize,
    ) -> f64 {
        let wards = if strata.ward_groups > 1 { self.ward_groups[step][ward_group] } else { 1.0 };
        let by_age = &self.kinds[step];
        let kinds = if strata.kinds > 1 { by_age[age.min(by_age.len() - 1)][kind] } else { 1.0 };
        wards * kinds
    }
}
