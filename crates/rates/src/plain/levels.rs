//! Pooling and shrinking in levels: strata in groups, groups in cells, cells in a step.
//!
//! Every level works alike. Going up, the evidence of each member is passed on to its parent, less where members stray:
//! of a member with `y` steps in `E` person-years at a mean of `μ`, the share `k / (k + E μ)` counts, where exact
//! expectations of the level count as `k` steps (Bühlmann and Straub's credibility). Such damped counts have a variance
//! of `E μ` as plain ones do. Going down, each member is expected to be what its parent is by all evidence but that of
//! the member itself.

use units::Exposure;

use crate::Posterior;
use crate::expectation::{Expectation, most_likely_weight};

/// Steps that stand for knowing nothing (Jeffreys' prior).
pub(crate) const HALF_STEP: f64 = 0.5;

/// What stands in where own evidence does not reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RestFrom {
    /// The other strata of the group.
    Group,
    /// The other strata; where there are groups, those of other groups.
    AllStrata,
    /// Other ages and times in position of the same step.
    OtherCells,
    /// Nothing: half a step and no exposure.
    HalfStep,
}

impl RestFrom {
    /// Plain words for tables.
    pub fn label(self) -> &'static str {
        match self {
            RestFrom::Group => "group",
            RestFrom::AllStrata => "all strata",
            RestFrom::OtherCells => "other cells of the step",
            RestFrom::HalfStep => "nothing known: half a step",
        }
    }
}

/// Steps and person-years.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Evidence {
    pub steps: f64,
    pub years: f64,
}

impl Evidence {
    pub(crate) fn add(&mut self, other: Evidence) {
        self.steps += other.steps;
        self.years += other.years;
    }

    /// What remains without a part.
    fn without(self, part: Evidence) -> Evidence {
        // The part is in the sum; what is below nought, or next to nothing, is rounding.
        let rest = |all: f64, part: f64| if all - part > all * 1e-12 { all - part } else { 0.0 };
        Evidence { steps: rest(self.steps, part.steps), years: rest(self.years, part.years) }
    }
}

/// What is expected of a member, and by which evidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Known {
    pub expected: Expectation,
    pub from: RestFrom,
}

/// One level: its members, and how much exact expectations of them count as.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    /// Parent of each member, ascending.
    pub parents: Vec<u32>,
    /// Steps that an exact expectation counts as.
    pub weight: f64,
    /// What a member's expectation comes from where its siblings say it.
    pub from: RestFrom,
}

/// What is known after seeing own evidence; `None` where there is none, neither own nor other.
///
/// `weight` is what an exact expectation counts as.
pub(crate) fn posterior(known: Option<Known>, weight: f64, own: Evidence) -> Option<Posterior> {
    match known {
        Some(known) => {
            let prior = known.expected.worth(weight);
            Some(Posterior {
                shape: prior + own.steps,
                exposure_years: prior / known.expected.mean.0 + own.years,
            })
        }
        None => {
            (own.years > 0.0).then_some(Posterior { shape: HALF_STEP + own.steps, exposure_years: own.years })
        }
    }
}

impl Level {
    /// Evidence of members, less where they stray from each other.
    fn damped(&self, members: &[Evidence], parents: usize) -> Vec<Evidence> {
        let mut pooled = vec![Evidence::default(); parents];
        for (parent, member) in self.parents.iter().zip(members) {
            pooled[*parent as usize].add(*member);
        }
        let damp = |(parent, member): (&u32, &Evidence)| {
            let all = pooled[*parent as usize];
            let mean = if all.years > 0.0 { (all.steps + HALF_STEP) / all.years } else { 0.0 };
            let share = self.weight / (self.weight + member.years * mean);
            Evidence { steps: member.steps * share, years: member.years * share }
        };
        self.parents.iter().zip(members).map(damp).collect()
    }

    /// What each member is expected to be by what is known of its parent from above, and by its siblings.
    fn expect(
        &self,
        damped: &[Evidence],
        pooled: &[Evidence],
        above: &[Option<Known>],
        weight: f64,
    ) -> Vec<Option<Known>> {
        let one = |(parent, member): (&u32, &Evidence)| {
            let siblings = pooled[*parent as usize].without(*member);
            let above = above[*parent as usize];
            let of_parent = posterior(above, weight, siblings)?;
            let expected = Expectation { mean: of_parent.mean(), spread: 1.0 / of_parent.shape };
            let from =
                if siblings.years > 0.0 { self.from } else { above.map_or(RestFrom::HalfStep, |k| k.from) };
            Some(Known { expected, from })
        };
        self.parents.iter().zip(damped).map(one).collect()
    }
}

/// Levels of one step, the lowest first; the last has the step itself as its only parent.
#[derive(Clone, Debug)]
pub(crate) struct Levels {
    pub levels: Vec<Level>,
}

impl Levels {
    /// What is expected of each member of each level, the lowest first.
    pub(crate) fn expect(&self, lowest: &[Evidence]) -> Vec<Vec<Option<Known>>> {
        self.expect_from(&self.rise(lowest))
    }

    /// Estimates from evidence how much each level counts.
    ///
    /// Expectations need the weights and the weights need expectations, so the two are found in turn, twice.
    pub(crate) fn fit(&mut self, lowest: &[Evidence]) {
        for _ in 0..2 {
            let risen = self.rise(lowest);
            let known = self.expect_from(&risen);
            for ((level, evidence), known) in self.levels.iter_mut().zip(&risen.evidence).zip(&known) {
                let members: Vec<(f64, Exposure, Expectation)> = sample(evidence.len())
                    .filter_map(|at| Some((evidence[at], known[at]?)))
                    .filter(|(own, _)| own.years > 0.0)
                    .map(|(own, known)| (own.steps, Exposure(own.years), known.expected))
                    .collect();
                level.weight = most_likely_weight(&members);
            }
        }
    }

    fn rise(&self, lowest: &[Evidence]) -> Risen {
        let mut risen = Risen { evidence: vec![lowest.to_vec()], damped: Vec::new() };
        for (at, level) in self.levels.iter().enumerate() {
            let parents = self.levels.get(at + 1).map_or(1, |above| above.parents.len());
            let damped = level.damped(&risen.evidence[at], parents);
            let mut pooled = vec![Evidence::default(); parents];
            for (parent, member) in level.parents.iter().zip(&damped) {
                pooled[*parent as usize].add(*member);
            }
            risen.evidence.push(pooled);
            risen.damped.push(damped);
        }
        risen
    }

    fn expect_from(&self, risen: &Risen) -> Vec<Vec<Option<Known>>> {
        let mut above: Vec<Option<Known>> = vec![None];
        let mut weight = f64::INFINITY;
        let mut known = Vec::new();
        for (at, level) in self.levels.iter().enumerate().rev() {
            let expected = level.expect(&risen.damped[at], &risen.evidence[at + 1], &above, weight);
            weight = level.weight;
            above = expected.clone();
            known.push(expected);
        }
        known.reverse();
        known
    }
}

/// Members from which a level's weight is estimated, if it has many more: that many tell it to some hundredths.
const SAMPLE: usize = 20_000;

/// About [`SAMPLE`] of so many members, or all if they are fewer.
///
/// Which ones depends on their places alone; every nth would follow the order of strata in cells.
fn sample(members: usize) -> impl Iterator<Item = usize> {
    let share = (u64::MAX / (members as u64).max(1)).saturating_mul(SAMPLE as u64);
    let all = members <= SAMPLE;
    (0..members).filter(move |at| all || mixed(*at as u64) < share)
}

/// The bits of a number, mixed (the finaliser of SplitMix64).
fn mixed(number: u64) -> u64 {
    let mut bits = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// Evidence on its way up.
struct Risen {
    /// Of each level's members, the lowest first; the last is that of the step.
    evidence: Vec<Vec<Evidence>>,
    /// The same, as it is passed on.
    damped: Vec<Vec<Evidence>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_all_of_few_and_some_of_many() {
        assert_eq!(sample(SAMPLE).count(), SAMPLE);
        assert_eq!(sample(0).count(), 0);
        // A binomial count of a million, four standard deviations either way.
        let many = sample(1_000_000).count() as f64;
        assert!((many - SAMPLE as f64).abs() < 4.0 * (SAMPLE as f64).sqrt(), "{many}");
        // No stratum of 100 is left out or preferred.
        let first = sample(1_000_000).filter(|at| at % 100 == 0).count() as f64;
        assert!((first - 200.0).abs() < 4.0 * 200f64.sqrt(), "{first}");
    }
}
