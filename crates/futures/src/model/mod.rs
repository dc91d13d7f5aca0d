//! What can happen: positions, steps between them, and the bands in which intensities are constant.

mod anchor;
pub(crate) mod authority;
mod cohort;
pub(crate) mod outlook;
pub(crate) mod plain;
mod rate_ratios;

use crate::engine::child::Child;
use crate::settings::{Period, Settings};

/// A step by the positions it leaves and enters; `None` is outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) from: Option<u8>,
    pub(crate) to: Option<u8>,
}

/// A position, what leads out of it, and how people grow out of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    /// Exits: index of the step and the position entered.
    pub(crate) exits: Vec<(usize, Option<u8>)>,
    /// Ends of the bands of time in position, in years; the last is infinite.
    pub(crate) time_ends: Vec<f64>,
    /// Age at which people leave whatever happens, in years; may be infinite.
    pub(crate) leaving_age: f64,
    /// The position they then enter, if any.
    pub(crate) then: Option<u8>,
    /// History of those who have been here and come into another position.
    pub(crate) marks: u8,
    /// Children whose intensities out of the position are told apart.
    pub(crate) strata: Strata,
}

/// How children in a position are told apart by where they live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Strata {
    /// Groups of wards that differ, or 1.
    pub(crate) ward_groups: usize,
    /// Kinds of placement that differ, or 1.
    pub(crate) kinds: usize,
}

impl Strata {
    /// Nobody differs.
    pub(crate) const ONE: Strata = Strata { ward_groups: 1, kinds: 1 };

    pub(crate) fn count(self) -> usize {
        self.ward_groups * self.kinds
    }

    /// Stratum of a child in an age band.
    #[inline]
    pub(crate) fn of(self, model: &Model, child: &Child, age: usize) -> usize {
        let ward_group = if self.ward_groups > 1 { usize::from(child.ward_group) } else { 0 };
        let kind = match &model.kinds {
            Some(kinds) if self.kinds > 1 => kinds.at(child.place, age),
            _ => 0,
        };
        ward_group * self.kinds + kind
    }
}

/// People present at the start who are alike.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Present {
    /// First address of their luck; each has the next.
    pub(crate) id: u64,
    pub(crate) position: u8,
    /// Cumulative shares of histories.
    pub(crate) histories: Vec<f64>,
    /// Ages are spread evenly over these years.
    pub(crate) ages: (f64, f64),
    pub(crate) count: u64,
    /// Shares by band of time already in the position: upper edge in years and share.
    pub(crate) elapsed: Vec<(f64, f64)>,
}

/// Everything that is the same in all draws.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) places: Vec<Place>,
    pub(crate) moves: Vec<Move>,
    /// Ends of age bands in years; the last is infinite.
    pub(crate) age_ends: Vec<f64>,
    /// Whether counts are kept by age band.
    pub(crate) tells_ages: bool,
    /// Histories that intensities tell apart; the first is that of people who arrive.
    pub(crate) histories: usize,
    pub(crate) present: Vec<Present>,
    /// Where people of one position live, by age band and kind: cumulative shares. Empty if it plays no part.
    pub(crate) kinds: Option<Kinds>,
    /// Cumulative shares of groups of wards; one group if it has one entry.
    pub(crate) ward_groups: Vec<f64>,
    pub(crate) years: usize,
    /// Whether intensities change with the calendar, year by year.
    pub(crate) calendar: bool,
    pub(crate) period: Period,
}

/// Where people of one position live.
#[derive(Clone, Debug)]
pub(crate) struct Kinds {
    pub(crate) position: u8,
    /// `[age band][kind]`, cumulative.
    pub(crate) by_age: Vec<Vec<f64>>,
    pub(crate) count: usize,
    /// A position whose people live in the same kinds, shared over them in finished counts.
    pub(crate) also: Option<u8>,
}

impl Kinds {
    /// Kind of someone whose place in the distribution is `u`. Keeping the place through life makes moves between kinds
    /// as few as the mix by age allows.
    pub(crate) fn at(&self, u: f64, age: usize) -> usize {
        let row = &self.by_age[age.min(self.by_age.len() - 1)];
        row.iter().position(|to| u < *to).unwrap_or(self.count - 1)
    }
}

impl Model {
    /// Calendar bands in which intensities are constant.
    pub(crate) fn calendar_bands(&self) -> usize {
        if self.calendar { self.years } else { 1 }
    }

    pub(crate) fn periods(&self) -> usize {
        self.years * self.period.per_year()
    }

    /// Index of the age band at a time, for someone born at `born`. Uses the same sums as the walk across bands does.
    #[inline]
    pub(crate) fn age_band(&self, born: f64, at: f64) -> usize {
        self.age_ends.iter().map(|end| usize::from(born + end <= at)).sum()
    }

    /// As [`Model::age_band`], just before a time.
    pub(crate) fn age_band_before(&self, born: f64, at: f64) -> usize {
        self.age_ends.iter().take_while(|end| born + **end < at).count()
    }
}

/// Cumulative shares of groups of wards.
pub(crate) fn ward_groups(settings: &Settings) -> Vec<f64> {
    if settings.ward_groups.is_empty() {
        return vec![1.0];
    }
    let all: f64 = settings.ward_groups.iter().sum();
    let mut sum = 0.0;
    settings
        .ward_groups
        .iter()
        .map(|share| {
            sum += share / all;
            sum
        })
        .collect()
}

/// Ends of bands with these inner edges.
pub(crate) fn ends(inner: &[f64]) -> Vec<f64> {
    inner.iter().copied().chain([f64::INFINITY]).collect()
}
