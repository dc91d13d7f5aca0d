//! How often looked-after children move from one placement to another.

use units::{AgeBand, Exposure};

use crate::{Evidence, Posterior, Seen};

/// How often looked-after children move to another placement, by age.
///
/// A move is to another carer or home, of the same kind or another, while the child stays looked after. Nothing else in
/// the rates depends on it.
///
/// **Units**: moves per person-year looked after.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementMoves {
    /// What is known of each age by itself.
    pub by_age: [Posterior; 5],
    /// Standard deviation, on the log scale, of what all ages are uncertain by together.
    pub level_sd: f64,
    /// Variance of the moves of many children in a year over their mean, at least 1: moves of a child come in runs.
    pub clustering: f64,
    /// Moves and time looked after that were counted child by child, by age; none where published figures stand.
    pub seen: [Seen; 5],
    /// Weight of the authority's own evidence by age, 0 to 1.
    pub own_evidence: [f64; 5],
    /// Where the numbers come from.
    pub evidence: Evidence,
}

impl PlacementMoves {
    /// What is known of an age with the level of all: a Gamma posterior of the same mean and variance.
    pub fn at(&self, age: AgeBand) -> Posterior {
        let own = self.by_age[age.index()];
        let mean = own.mean().0;
        let spread = 1.0 / own.shape + self.level_sd.powi(2).exp_m1();
        if own.is_never() || mean <= 0.0 {
            return own;
        }
        Posterior { shape: 1.0 / spread, exposure_years: 1.0 / (spread * mean) }
    }

    /// Moves counted child by child, in place of published ones.
    ///
    /// The published intensity of an age counts as one move. Because moves come in runs, `clustering` moves say as much as
    /// one that stood alone would.
    pub fn counted(&self, seen: &[Seen; 5]) -> PlacementMoves {
        let alone = |n: f64| n / self.clustering.max(1.0);
        let years = |age: usize| Exposure(alone(seen[age].exposure.0));
        let own = |age: usize| {
            let published = self.by_age[age].mean();
            Posterior::from_counts(alone(seen[age].steps), years(age), published, PUBLISHED_MOVES)
        };
        let by_age: [Posterior; 5] = std::array::from_fn(own);
        PlacementMoves {
            own_evidence: std::array::from_fn(|age| by_age[age].own_share(years(age))),
            by_age,
            level_sd: 0.0,
            clustering: self.clustering,
            seen: *seen,
            evidence: Evidence::Counted,
        }
    }
}

/// Moves that the published intensity of an age counts as beside counted ones.
const PUBLISHED_MOVES: f64 = 1.0;
