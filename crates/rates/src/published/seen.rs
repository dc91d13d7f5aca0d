//! What was seen of one authority: steps and exposure of each cell that figures count or a rule apportions.

use std::ops::Range;

use crate::plain::levels::Evidence;

use super::exposure::History;
use super::in_need::{self, Need};
use super::looked_after::{self, Entries};
use super::national::National;
use super::protection::{self, Plans};

/// Cells of all flows together.
pub(super) const CELLS: usize = 27;

/// Steps whose intensity is steps over exposure, and not what a balance leaves over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Not known to in need, all ages together.
    NeedArrivals,
    /// In need to a protection plan, all ages together.
    PlanStarts,
    /// Not known to looked after, by age.
    CareFromOutside,
    /// In need to looked after, by age.
    CareFromNeed,
    /// Protection plan to looked after, by age.
    CareFromPlan,
    /// Looked after to in need, by age.
    Home,
    /// Looked after to closed before 18, by age.
    OtherExits,
}

impl Flow {
    /// The three ways into care.
    pub(super) const INTO_CARE: [Flow; 3] = [Flow::CareFromOutside, Flow::CareFromNeed, Flow::CareFromPlan];
    /// The two ways out of it before 18.
    pub(super) const OUT_OF_CARE: [Flow; 2] = [Flow::Home, Flow::OtherExits];

    /// Places of its cells among [`CELLS`]: one for each age band, or one for all ages.
    pub(super) fn cells(self) -> Range<usize> {
        match self {
            Flow::NeedArrivals => 0..1,
            Flow::PlanStarts => 1..2,
            Flow::CareFromOutside => 2..7,
            Flow::CareFromNeed => 7..12,
            Flow::CareFromPlan => 12..17,
            Flow::Home => 17..22,
            Flow::OtherExits => 22..27,
        }
    }
}

/// What an authority's published years say, over the window or with older years counting for less.
pub(super) struct Seen {
    pub(super) care: Entries,
    pub(super) need: Need,
    pub(super) plans: Plans,
    /// Steps and person-years of each cell.
    pub(super) cells: [Evidence; CELLS],
}

impl Seen {
    /// `national` gives what an authority's own figures leave open: where starts of care come from, and how exits vary
    /// with time.
    pub(super) fn of(history: &History, national: &National) -> Seen {
        let care = looked_after::entries(history, national);
        let exits = looked_after::exits(history);
        let need = in_need::in_balance(history, national, &care);
        let plans = protection::in_balance(history, national, &care, &need.ages);
        let mut cells = [Evidence::default(); CELLS];
        let mut by_age = |flow: Flow, steps: [f64; 5], years: [f64; 5]| {
            for (cell, (steps, years)) in cells[flow.cells()].iter_mut().zip(steps.into_iter().zip(years)) {
                *cell = Evidence { steps, years };
            }
        };
        by_age(Flow::CareFromOutside, care.direct, history.age_shares.map(|share| share * care.child_years));
        by_age(Flow::CareFromNeed, care.from_need, need.age_shares.map(|share| share * care.need_years));
        by_age(Flow::CareFromPlan, care.from_plan, plans.age_shares.map(|share| share * care.plan_years));
        by_age(Flow::Home, exits.home, exits.exposure);
        by_age(Flow::OtherExits, exits.other, exits.exposure);
        let mut all_ages = |flow: Flow, (steps, years): (f64, f64)| {
            cells[flow.cells()].fill(Evidence { steps, years });
        };
        all_ages(Flow::NeedArrivals, history.pool(|_, b| Some((b.need_arrivals()?, b.population))));
        all_ages(Flow::PlanStarts, history.pool(|_, b| Some((b.plans_started?, b.in_need?))));
        Seen { care, need, plans, cells }
    }
}
