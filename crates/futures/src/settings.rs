//! How to run: horizon, draws, seed, periods, and which uncertainty to let in.

use units::{Placement, Step};

/// How to run: horizon, draws, seed, periods, and which uncertainty to let in.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Years projected from the start.
    pub years: usize,
    /// Draws: sets of uncertain values, each with one simulated future.
    pub draws: u32,
    /// Same seed and same input give the same bytes.
    pub seed: u64,
    /// Which kinds of uncertainty vary between draws; chance in children's lives always does.
    pub uncertainty: Uncertainty,
    /// Periods in which flows are counted.
    pub period: Period,
    /// Brothers and sisters who arrive together; `None` lets every child arrive alone.
    pub families: Option<Families>,
    /// Shares of the children known who live in each group of wards, in order; empty is one group. They add up to 1.
    pub ward_groups: Vec<f64>,
    /// How much more or less often children who live somewhere take a step. Steps that the rates do not know are left out.
    pub rate_ratios: Vec<RateRatio>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            years: 10,
            draws: 200,
            seed: 1,
            uncertainty: Uncertainty::ALL,
            period: Period::Year,
            families: None,
            ward_groups: Vec::new(),
            rate_ratios: Vec::new(),
        }
    }
}

/// Which kinds of uncertainty vary between draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncertainty {
    /// Intensities are drawn from what is known of them; otherwise they stay at their means.
    pub rates: bool,
    /// Intensities wander from year to year; otherwise they follow what is expected.
    pub drift: bool,
    /// Effects and changes are drawn from their intervals; otherwise they stay in the middle.
    pub effects: bool,
}

impl Uncertainty {
    /// All kinds: what a projection should show.
    pub const ALL: Uncertainty = Uncertainty { rates: true, drift: true, effects: true };
    /// None: what remains is chance in children's lives.
    pub const CHANCE_ONLY: Uncertainty = Uncertainty { rates: false, drift: false, effects: false };
}

/// The length of the periods in which flows are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Twelve months.
    Year,
    /// Three months.
    Quarter,
    /// One month, a twelfth of a year.
    Month,
}

impl Period {
    /// Periods in a year.
    pub fn per_year(self) -> usize {
        match self {
            Period::Year => 1,
            Period::Quarter => 4,
            Period::Month => 12,
        }
    }

    /// The word for tables.
    pub fn label(self) -> &'static str {
        match self {
            Period::Year => "year",
            Period::Quarter => "quarter",
            Period::Month => "month",
        }
    }
}

/// How much more or less often children who live somewhere take a step than others do.
///
/// Ratios of one step are relative to each other: the authority's intensity stays the mean over the children known, by the
/// shares of their groups of wards or by the mix of placements at their age. Several on one step multiply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateRatio {
    /// Where the children live.
    pub lives: Lives,
    /// The step. In a kind of placement, one out of care.
    pub step: Step,
    /// Intensity relative to places without a ratio.
    pub ratio: f64,
}

/// Where children live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lives {
    /// In a group of wards, by its number in [`Settings::ward_groups`].
    InWards(usize),
    /// In a kind of placement.
    InPlacement(Placement),
}

/// Children of one family arrive together, and what happens to one tends to happen to the others.
///
/// The number of arrivals expected at each age stays as it is; only how they cluster changes. `together` is the chance that
/// a child's next step rests on the same luck as the eldest sibling's, so that children in like positions step
/// together; each child by itself lives as before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Families {
    /// Mean number of children of a family who arrive together, at least 1.
    pub size: f64,
    /// Share of steps that siblings take on the same luck, 0 to 1.
    pub together: f64,
}
