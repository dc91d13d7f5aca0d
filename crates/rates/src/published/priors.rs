//! What each intensity of an authority is expected to be, by the rest of its region and by the other regions, and how
//! many steps that counts as.
//!
//! Each cell is estimated as a table of all authorities would be ([`crate::plain`]): authorities stray from their
//! region and regions from England, each by what its steps and exposure show (empirical Bayes). An authority has no
//! part in what is expected of it.

use std::collections::BTreeMap;

use reference::AreaCode;
use units::{AgeBand, Exposure, Intensity};

use crate::expectation::USUAL_WORTH;
use crate::plain::RestFrom;
use crate::plain::levels::{self, Level, Levels};
use crate::{Cell, Evidence, Posterior, StandIn};

use super::seen::{CELLS, Flow, Seen};

/// What is expected of one cell of an authority.
#[derive(Clone, Copy, Debug)]
struct Prior {
    mean: Intensity,
    /// Steps that it counts as.
    steps: f64,
    from: StandIn,
}

/// What is expected of every cell of one authority.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected([Prior; CELLS]);

/// What is known of an authority's cells: what was seen, and what is expected.
pub(super) struct Known {
    pub(super) seen: Seen,
    pub(super) expected: Expected,
}

impl Known {
    /// Posterior means of a flow by age.
    pub(super) fn intensities(&self, flow: Flow) -> Vec<f64> {
        flow.cells().map(|cell| self.posterior(cell).mean().0).collect()
    }

    /// Steps that the posterior means of a flow give in the exposure seen, by age.
    pub(super) fn expected_steps(&self, flow: Flow) -> Vec<f64> {
        flow.cells().map(|cell| self.posterior(cell).mean().0 * self.seen.cells[cell].years).collect()
    }

    fn posterior(&self, cell: usize) -> Posterior {
        let (prior, own) = (self.expected.0[cell], self.seen.cells[cell]);
        Posterior::from_counts(own.steps, Exposure(own.years), prior.mean, prior.steps)
    }

    /// The cells of a flow, one for each age band or one for all.
    pub(super) fn cells(&self, flow: Flow, evidence: Evidence) -> Vec<Cell> {
        let ages: Vec<Vec<AgeBand>> = match flow.cells().len() {
            1 => vec![AgeBand::ALL.to_vec()],
            _ => AgeBand::ALL.map(|age| vec![age]).to_vec(),
        };
        let cell = |(cell, ages): (usize, Vec<AgeBand>)| Cell {
            ages,
            times: vec![0],
            steps: self.seen.cells[cell].steps,
            exposure: Exposure(self.seen.cells[cell].years),
            posterior: self.posterior(cell),
            evidence,
            rest: self.expected.0[cell].from,
        };
        flow.cells().zip(ages).map(cell).collect()
    }
}

/// What is expected of every authority.
#[derive(Clone, Debug)]
pub(super) struct Priors {
    by_area: BTreeMap<AreaCode, Expected>,
    /// Of an authority that nothing is known of, not even its region.
    elsewhere: Expected,
}

impl Priors {
    /// What is expected of each of the authorities, by all others.
    ///
    /// **Limits**: how far authorities stray is estimated for each cell alone, from some 150 of them, and then taken for
    /// known.
    pub(super) fn of(mut authorities: Vec<(Option<AreaCode>, AreaCode, Seen)>) -> Priors {
        authorities.sort_by_key(|(region, area, _)| (*region, *area));
        let mut regions: Vec<u32> = Vec::with_capacity(authorities.len() + 1);
        for (at, (region, ..)) in authorities.iter().enumerate() {
            let same = at.checked_sub(1).is_some_and(|before| authorities[before].0 == *region);
            let next = regions.last().map_or(0, |last| last + u32::from(!same));
            regions.push(next);
        }
        // One more, in a region of its own, of which nothing was seen.
        regions.push(regions.last().map_or(0, |last| last + 1));
        let by_cell: Vec<Vec<Prior>> = (0..CELLS)
            .map(|cell| {
                let seen = authorities.iter().map(|(.., seen)| seen.cells[cell]);
                expect(&regions, &seen.chain([levels::Evidence::default()]).collect::<Vec<_>>())
            })
            .collect();
        let expected = |at: usize| Expected(std::array::from_fn(|cell| by_cell[cell][at]));
        Priors {
            elsewhere: expected(authorities.len()),
            by_area: authorities.iter().enumerate().map(|(at, (_, area, _))| (*area, expected(at))).collect(),
        }
    }

    /// What is expected of an authority; one that is not among them is taken for one of which nothing is known.
    pub(super) fn expected(&self, area: AreaCode) -> Expected {
        self.by_area.get(&area).copied().unwrap_or(self.elsewhere)
    }
}

/// What is expected of one cell in each authority; `regions` is the place of the region of each, ascending.
///
/// A step that no authority saw, such as an infant's from in need, is taken not to happen.
fn expect(regions: &[u32], seen: &[levels::Evidence]) -> Vec<Prior> {
    const NONE: Prior = Prior { mean: Intensity(0.0), steps: 0.0, from: StandIn::Nothing };
    if seen.iter().all(|own| own.steps <= 0.0) {
        return vec![NONE; seen.len()];
    }
    let count = regions.last().map_or(0, |last| *last as usize + 1);
    let level = |parents, from| Level { parents, weight: USUAL_WORTH, from };
    let authorities = level(regions.to_vec(), RestFrom::Group);
    let mut levels = Levels { levels: vec![authorities, level(vec![0; count], RestFrom::AllStrata)] };
    levels.fit(seen);
    let worth = levels.levels.first().map_or(0.0, |level| level.weight);
    let prior = |known: Option<levels::Known>| match known {
        Some(levels::Known { expected, from }) => {
            let from = if from == RestFrom::Group { StandIn::Region } else { StandIn::England };
            Prior { mean: expected.mean, steps: expected.worth(worth), from }
        }
        None => NONE,
    };
    levels.expect(seen).swap_remove(0).into_iter().map(prior).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve authorities of a thousand person-years in each of two regions, and one of nothing in the first.
    fn two_regions(rates: impl Fn(usize) -> f64) -> (Vec<u32>, Vec<levels::Evidence>) {
        let region = |n: usize| u32::from(n >= 13);
        let seen = |n: usize| match n {
            12 => levels::Evidence::default(),
            _ => levels::Evidence { steps: 1_000.0 * rates(n), years: 1_000.0 },
        };
        ((0..25).map(region).collect(), (0..25).map(seen).collect())
    }

    #[test]
    fn an_authority_without_evidence_is_expected_to_be_as_its_region() {
        let (regions, seen) = two_regions(|n| if n < 13 { 0.1 } else { 0.3 });
        let priors = expect(&regions, &seen);
        assert!((priors[12].mean.0 / 0.1 - 1.0).abs() < 0.05, "{:?}", priors[12]);
        assert_eq!(priors[12].from, StandIn::Region);
    }

    #[test]
    fn an_authority_has_no_part_in_what_is_expected_of_it() {
        let (regions, mut seen) = two_regions(|n| 0.1 + 0.01 * (n % 5) as f64);
        let before = expect(&regions, &seen)[3].mean.0;
        seen[3].steps *= 1.2;
        let after = expect(&regions, &seen)[3].mean.0;
        // Only how far all stray, and so how each counts, has changed a little.
        assert!((after / before - 1.0).abs() < 0.002, "{before} {after}");
    }

    #[test]
    fn the_region_counts_for_more_where_its_authorities_are_alike() {
        let worth = |stray: f64| {
            let (regions, seen) = two_regions(|n| 0.1 + stray * (n as f64 % 5.0 - 2.0));
            expect(&regions, &seen)[0].steps
        };
        let (alike, unlike) = (worth(0.002), worth(0.04));
        assert!(alike > 100.0 && unlike < 20.0, "{alike} {unlike}");
    }

    #[test]
    fn a_step_that_nobody_saw_does_not_happen() {
        let (regions, seen) = two_regions(|_| 0.0);
        assert!(expect(&regions, &seen).iter().all(|prior| prior.mean.0 == 0.0));
    }
}
