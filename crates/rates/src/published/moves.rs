//! Placement moves of an authority: England's moves by age, at the level that the authority's children with three or more
//! placements in a year tell of.
//!
//! Moves are published by age for England alone; of an authority only how many of the children looked after at 31 March
//! had three or more placements in the year, two moves or more. England's children with one, two and more placements say
//! how the one goes with the other: moves of a child in a year are taken as negative binomial.

use reference::{Area, AreaCode, Measure, Reference};
use units::{AgeBand, Exposure, Intensity};

use crate::expectation::{Expectation, most_likely_weight};
use crate::{Evidence, PlacementMoves, Posterior, Seen};

use super::apportion::value_or_withheld;
use super::exposure::{History, between};
use super::top_down::RECENT_DISCOUNT;

/// Standard deviation of the logarithm of the share with three or more placements from one year to the next, beyond
/// chance.
///
/// **Limits**: stated, not estimated; with it four in five of authorities' later shares lie in the 80% interval.
const WANDER: f64 = 0.1;

/// England's moves, and how its authorities differ.
#[derive(Clone, Debug)]
pub(super) struct EnglandMoves {
    /// Moves and person-years by age.
    by_age: [(f64, f64); 5],
    runs: Runs,
    /// Share of children with three or more placements, over the years of the moves.
    then: f64,
    /// The same over all years up to the base year.
    now: f64,
    /// Children with three or more placements that England's share counts as beside an authority's own.
    worth: f64,
}

/// How many moves children have in a year: negative binomial.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Runs {
    mean: f64,
    shape: f64,
}

impl Runs {
    /// The distribution in which the stated shares have no move and one; `None` if there is none.
    fn of_shares(none: f64, one: f64) -> Option<Runs> {
        if !(0.0..1.0).contains(&none) || none <= 0.0 || one <= 0.0 || none + one >= 1.0 {
            return None;
        }
        // P(1) / P(0) = k (1 - P(0)^(1/k)) rises with the shape k to -ln P(0), which is Poisson.
        let at = |shape: f64| shape * (1.0 - none.powf(1.0 / shape));
        let (mut low, mut high) = (1e-2f64, 1e4f64);
        for _ in 0..60 {
            let middle = (low * high).sqrt();
            if at(middle) < one / none { low = middle } else { high = middle }
        }
        let shape = (low * high).sqrt();
        Some(Runs { mean: shape * (none.powf(-1.0 / shape) - 1.0), shape })
    }

    /// Share with two moves or more, where the mean is `level` times its own.
    fn several(self, level: f64) -> f64 {
        let mean = self.mean * level;
        let none = (1.0 + mean / self.shape).powf(-self.shape);
        1.0 - none - none * self.shape * mean / (self.shape + mean)
    }

    /// The level at which the share with two moves or more is `ratio` times its own, and by how many per cent it rises
    /// where the level rises by one.
    fn level(self, ratio: f64) -> (f64, f64) {
        let wanted = (ratio * self.several(1.0)).min(0.9);
        let (mut low, mut high) = (1e-3f64, 100.0f64);
        for _ in 0..60 {
            let middle = (low * high).sqrt();
            if self.several(middle) < wanted { low = middle } else { high = middle }
        }
        let level = (low * high).sqrt();
        const STEP: f64 = 1.01;
        let slope = (self.several(level * STEP) / self.several(level / STEP)).ln() / (2.0 * STEP.ln());
        (level, slope)
    }

    /// Variance over mean.
    fn clustering(self) -> f64 {
        1.0 + self.mean / self.shape
    }
}

/// Children with three or more placements in the year, and all at 31 March; years count [`RECENT_DISCOUNT`] of the next.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Unsettled {
    three_or_more: f64,
    children: f64,
}

impl Unsettled {
    fn of(
        reference: &Reference,
        area: AreaCode,
        years: impl Iterator<Item = u16>,
        base_year: u16,
    ) -> Unsettled {
        let mut sum = Unsettled::default();
        for year in years {
            let weight = RECENT_DISCOUNT.powi(i32::from(base_year - year));
            let figure = reference.figure(area, Measure::ClaThreeOrMorePlacements, "", year);
            let known = figure.and_then(value_or_withheld);
            let children = reference.value(area, Measure::ClaAt31March, "", year);
            if let (Some(several), Some(children)) = (known, children.filter(|n| *n > 0.0)) {
                sum.three_or_more += weight * several.min(children);
                sum.children += weight * children;
            }
        }
        sum
    }

    fn share(self) -> Option<f64> {
        (self.three_or_more > 0.0 && self.children > 0.0).then(|| self.three_or_more / self.children)
    }
}

impl EnglandMoves {
    /// England's moves as published up to a base year; `None` where no moves and the exposure they belong to were.
    pub(super) fn of(
        reference: &Reference,
        base_year: u16,
        england: &History,
        authorities: &[&Area],
    ) -> Option<EnglandMoves> {
        let code = reference.england().code;
        let mut by_age = [(0.0, 0.0); 5];
        let (mut counted, mut shares) = (Vec::new(), [0.0; 3]);
        for pair in england.years.windows(2).filter(|pair| pair[0].year + 1 == pair[1].year) {
            let year = pair[1].year;
            let weight = RECENT_DISCOUNT.powi(i32::from(base_year - year));
            let moves = moves_of(reference, code, year);
            let placements = children_of(reference, code, year);
            let (Some(moves), Some(placements)) = (moves, placements) else { continue };
            // Ages of 31 March 2018 to 2020 were not published: exposure needs both ends of a year.
            if !ages_known(reference, code, year - 1) {
                continue;
            }
            for (age, sum) in by_age.iter_mut().enumerate() {
                sum.0 += weight * moves[age];
                sum.1 += weight * between(pair[0].looked_after[age], pair[1].looked_after[age]);
            }
            shares.iter_mut().zip(placements).for_each(|(sum, own)| *sum += weight * own);
            counted.push(year);
        }
        let all: f64 = shares.iter().sum();
        if counted.is_empty()
            || all <= 0.0
            || by_age.iter().any(|(moves, years)| *moves <= 0.0 || *years <= 0.0)
        {
            return None;
        }
        let runs = Runs::of_shares(shares[0] / all, shares[1] / all)?;
        let now = Unsettled::of(reference, code, 2010..=base_year, base_year).share()?;
        let members: Vec<_> = authorities
            .iter()
            .map(|area| Unsettled::of(reference, area.code, 2010..=base_year, base_year))
            .filter(|own| own.children > 0.0)
            .map(|own| {
                let expected = Expectation { mean: Intensity(now), spread: 0.0 };
                (own.three_or_more, Exposure(own.children), expected)
            })
            .collect();
        Some(EnglandMoves {
            by_age,
            runs,
            then: Unsettled::of(reference, code, counted.into_iter(), base_year).share()?,
            now,
            worth: most_likely_weight(&members),
        })
    }

    /// Share of an authority's children with three or more placements in a year, as expected, and how many such children
    /// it rests on.
    fn share(&self, reference: &Reference, area: AreaCode, base_year: u16) -> (f64, f64) {
        let own = Unsettled::of(reference, area, 2010..=base_year, base_year);
        let rests_on = own.three_or_more + self.worth;
        (rests_on / (own.children + self.worth / self.now), rests_on)
    }

    /// Moves of an authority, and what is inferred in a sentence.
    pub(super) fn of_authority(
        &self,
        reference: &Reference,
        area: AreaCode,
        base_year: u16,
    ) -> (PlacementMoves, String) {
        let (share, rests_on) = self.share(reference, area, base_year);
        let (level, slope) = self.runs.level(share / self.then);
        let by_age =
            self.by_age.map(|(moves, years)| Posterior { shape: moves, exposure_years: years / level });
        let moves = PlacementMoves {
            by_age,
            level_sd: (1.0 / rests_on + WANDER * WANDER).sqrt() / slope,
            clustering: self.runs.clustering(),
            seen: [Seen::default(); 5],
            own_evidence: [1.0 - self.worth / rests_on; 5],
            evidence: Evidence::Ecological,
        };
        let note = format!(
            "Placement moves are published by age for England alone. They are taken {level:.2} times as frequent here at \
             every age, which is inferred from children with three or more placements in a year: {:.1}% here, where the \
             authority's own figures count for {:.0}% and England's for the rest, and {:.1}% in England in the years of those \
             moves.",
            share * 100.0,
            moves.own_evidence[0] * 100.0,
            self.then * 100.0
        );
        (moves, note)
    }
}

fn moves_of(reference: &Reference, code: AreaCode, year: u16) -> Option<[f64; 5]> {
    by_category(AgeBand::ALL.map(AgeBand::label), |age| {
        reference.value(code, Measure::ClaPlacementMovesByAge, age, year)
    })
}

fn children_of(reference: &Reference, code: AreaCode, year: u16) -> Option<[f64; 3]> {
    by_category(["1", "2", "3 or more"], |n| reference.value(code, Measure::ClaByPlacementsInYear, n, year))
}

fn ages_known(reference: &Reference, code: AreaCode, year: u16) -> bool {
    let age = |age: &str| reference.value(code, Measure::ClaAt31MarchByAge, age, year);
    by_category(AgeBand::ALL.map(AgeBand::label), age).is_some()
}

/// The figures of all categories, if all are known.
fn by_category<const N: usize>(names: [&str; N], figure: impl Fn(&str) -> Option<f64>) -> Option<[f64; N]> {
    let mut all = [0.0; N];
    for (value, name) in all.iter_mut().zip(names) {
        *value = figure(name)?;
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distribution_is_found_from_its_shares() {
        let runs = Runs { mean: 0.47, shape: 0.86 };
        let none = (1.0f64 + runs.mean / runs.shape).powf(-runs.shape);
        let one = none * runs.shape * runs.mean / (runs.shape + runs.mean);
        let found = Runs::of_shares(none, one).expect("these are shares of one");
        assert!((found.mean - 0.47).abs() < 1e-6 && (found.shape - 0.86).abs() < 1e-6, "{found:?}");
        assert!((found.several(1.0) - (1.0 - none - one)).abs() < 1e-9);
        assert_eq!(Runs::of_shares(0.7, 0.4), None);
    }

    #[test]
    fn a_share_tells_its_level() {
        let runs = Runs { mean: 0.47, shape: 0.86 };
        for level in [0.5, 1.0, 1.7] {
            let (found, slope) = runs.level(runs.several(level) / runs.several(1.0));
            assert!((found / level - 1.0).abs() < 1e-6, "{found}");
            assert!((1.0..2.0).contains(&slope), "{slope}");
        }
    }
}
