//! Steps into and out of care.

use units::{AgeBand, Exposure, Intensity, Position, Step};

use crate::{Cell, Evidence, Posterior, StepRates, Stock, TimeBands};

use super::exposure::{History, Year, between};
use super::national::{National, PRIOR_STEPS};

/// Starts of care over the window, by where they are taken to come from.
pub(super) struct Entries {
    /// By age: infants and unaccompanied children, who come from outside.
    pub(super) direct: [f64; 5],
    /// By age: from a protection plan.
    pub(super) from_plan: [f64; 5],
    /// By age: from in need.
    pub(super) from_need: [f64; 5],
    /// Person-years on protection plans.
    pub(super) plan_years: f64,
    /// Person-years in need.
    pub(super) need_years: f64,
    /// Person-years of children living here.
    pub(super) child_years: f64,
    /// Years pooled.
    pub(super) years: f64,
}

/// Splits the window's starts of care by where they come from.
///
/// Infants come directly: what was known of their families was known before they were born, and no table of
/// children in need by age would show it. Unaccompanied asylum-seeking children come directly too; they are
/// taken to be 16 or 17, and 10 to 15 beyond the starts of that age. The rest come from protection plans and
/// from in need in the ratio of exposure times the national intensities ([`National::care_per_plan_year`]).
pub(super) fn entries(history: &History, national: &National) -> Entries {
    let mut e = Entries {
        direct: [0.0; 5],
        from_plan: [0.0; 5],
        from_need: [0.0; 5],
        plan_years: 0.0,
        need_years: 0.0,
        child_years: 0.0,
        years: 0.0,
    };
    for (before, year, started) in history.recent(|a, b| Some((a.clone(), b.clone(), b.started?))) {
        let plan_years = before.plans.zip(year.plans).map(|(a, b)| between(a, b));
        let need_years = before.in_need.zip(year.in_need).map(|(a, b)| between(a, b));
        // A year without published stocks counts at the national rate per child, so that starts are kept.
        let plan_years = plan_years.unwrap_or(national.plans_per_child * year.population);
        let need_years = need_years.unwrap_or(national.in_need_per_child * year.population);
        let via_plan = national.care_per_plan_year * plan_years;
        let via_need = national.care_per_need_year * need_years;
        let share = if via_plan + via_need > 0.0 { via_plan / (via_plan + via_need) } else { 0.5 };
        let mut uasc = year.started_uasc;
        for age in [4, 3, 2, 1, 0] {
            let unaccompanied = if age >= 3 { uasc.min(started[age]) } else { 0.0 };
            uasc -= unaccompanied;
            let direct = if age == 0 { started[age] } else { unaccompanied };
            e.direct[age] += direct;
            e.from_plan[age] += (started[age] - direct) * share;
            e.from_need[age] += (started[age] - direct) * (1.0 - share);
        }
        e.plan_years += plan_years;
        e.need_years += need_years;
        e.child_years += year.population;
        e.years += 1.0;
    }
    e
}

/// Cells by age band, all times in position together.
pub(super) fn by_age(steps: [f64; 5], exposure: [f64; 5], prior: [f64; 5], evidence: Evidence) -> Vec<Cell> {
    AgeBand::ALL
        .into_iter()
        .map(|age| {
            let i = age.index();
            let exposure = Exposure(exposure[i]);
            Cell {
                ages: vec![age],
                times: vec![0],
                steps: steps[i],
                exposure,
                posterior: Posterior::from_counts(steps[i], exposure, Intensity(prior[i]), PRIOR_STEPS),
                evidence,
            }
        })
        .collect()
}

/// Direct entries, and exits home and otherwise.
pub(super) fn steps(history: &History, national: &National, entries: &Entries) -> Vec<StepRates> {
    let children = history.age_shares.map(|share| share * entries.child_years);
    let direct = StepRates {
        step: Step::new(Position::NotKnown, Position::LookedAfter),
        times: TimeBands::none(),
        cells: by_age(entries.direct, children, national.direct_per_child, Evidence::Apportioned),
        drift: national.drift.care_entries,
        drift_path: national.paths.care_entries,
        drift_follows: None,
        assumption: "Infants and unaccompanied asylum-seeking children enter care from outside: infants because \
                     their families were known before the birth, if at all; unaccompanied children are taken to \
                     be 16 or 17, and 10 to 15 beyond that.",
    };
    let (mut exposure, mut home, mut other) = ([0.0; 5], [0.0; 5], [0.0; 5]);
    let published = |a: &Year, b: &Year| Some((a.clone(), b.clone(), b.ceased?, b.home_share?));
    for (before, year, ceased, share) in history.recent(published) {
        for age in 0..5 {
            exposure[age] += between(before.looked_after[age], year.looked_after[age]);
            home[age] += ceased[age] * share;
            other[age] += ceased[age] * (1.0 - share);
        }
    }
    let exit = |to, steps, prior, assumption| StepRates {
        step: Step::new(Position::LookedAfter, to),
        times: TimeBands::none(),
        cells: by_age(steps, exposure, prior, Evidence::Apportioned),
        drift: national.drift.care_exits,
        drift_path: national.paths.care_exits,
        drift_follows: None,
        assumption,
    };
    vec![
        direct,
        exit(
            Position::InNeed,
            home,
            national.home_per_care_year,
            "The share that returns home is published for all ages together and taken to be the same at each age \
             under 18. Time in care is published for England only, so exits depend on age alone.",
        ),
        exit(
            Position::Closed,
            other,
            national.other_exit_per_care_year,
            "Adoption, special guardianship, other orders and moves before 18; leaving at 18 is counted apart.",
        ),
    ]
}

/// Looked-after children at the start.
pub(super) fn stock(history: &History, national: &National) -> Stock {
    Stock {
        position: Position::LookedAfter,
        by_age: history.latest().map_or([0.0; 5], |y| y.looked_after),
        elapsed: national.care_elapsed.clone(),
    }
}
