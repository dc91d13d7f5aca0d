//! Steps out of protection plans.

use reference::Measure;
use units::{AgeBand, Exposure, Intensity, Position, Step};

use crate::{Cell, Evidence, Population, Posterior, StepRates, Stock, TimeBands};

use super::apportion::{fill, shares};
use super::exposure::{DURATION_EDGES, DURATIONS, History, between, nearest};
use super::looked_after::{Entries, by_age};
use super::national::{National, PRIOR_STEPS};

/// Steps from a protection plan: to care by age, to in need by time on the plan.
pub(super) fn steps(history: &History, national: &National, entries: &Entries) -> Vec<StepRates> {
    let exposure = history.age_shares.map(|share| share * entries.plan_years);
    let prior = national.care_age_ratio.map(|ratio| ratio * national.care_per_plan_year);
    let to_care = StepRates {
        step: Step::new(Position::ProtectionPlan, Position::LookedAfter),
        times: TimeBands::none(),
        cells: by_age(entries.from_plan, exposure, prior, Evidence::Ecological),
        drift: national.drift.care_entries,
        drift_path: national.paths.care_entries,
        assumption: "Published figures do not say how many starts of care come from a protection plan. The share \
                     is inferred from how starts vary with plans and with children in need across authorities.",
    };
    let (ended, plan_years) = history.pool(|a, b| Some((b.plans_ended?, between(a.plans?, b.plans?))));
    let to_care_count: f64 = if entries.plan_years > 0.0 {
        entries.from_plan.iter().sum::<f64>() / entries.plan_years
    } else {
        0.0
    };
    let aged_out = history.age_shares[4] * plan_years / 2.0;
    let down = (ended - to_care_count * plan_years - aged_out).max(0.2 * ended);
    let open = open_shares(history);
    let expected: [f64; 5] = std::array::from_fn(|b| national.plan_end_by_time[b] * open[b] * plan_years);
    let scale = if expected.iter().sum::<f64>() > 0.0 { down / expected.iter().sum::<f64>() } else { 1.0 };
    let cells = (0..5)
        .map(|band| {
            let (steps, exposure) = (expected[band] * scale, Exposure(open[band] * plan_years));
            let prior = Intensity(national.plan_end_by_time[band]);
            Cell {
                ages: AgeBand::ALL.to_vec(),
                times: vec![band],
                steps,
                exposure,
                posterior: Posterior::from_counts(steps, exposure, prior, PRIOR_STEPS),
                evidence: Evidence::Apportioned,
            }
        })
        .collect();
    let to_need = StepRates {
        step: Step::new(Position::ProtectionPlan, Position::InNeed),
        times: TimeBands::with_edges(DURATION_EDGES.to_vec()),
        cells,
        drift: national.drift.plan_ends,
        drift_path: national.paths.plan_ends,
        assumption: "Plans that end otherwise than in care or at 18 step down to in need. Their number is the \
                     authority's own; how it falls by time on the plan follows England.",
    };
    vec![to_care, to_need]
}

/// Shares of open plans by time open so far: the authority's, gaps filled by England's.
fn open_shares(history: &History) -> [f64; 5] {
    let england_code = history.reference.england().code;
    let year = history.latest().map_or(2025, |y| y.year);
    let england =
        nearest(year, |y| {
            shares(DURATIONS.map(|d| {
                history.reference.value(england_code, Measure::CppOpenByDuration, d, y).unwrap_or(0.0)
            }))
        })
        .unwrap_or([0.2; 5]);
    let pooled = history
        .pairs()
        .filter_map(|(_, y)| {
            let total = y.plans.filter(|n| *n > 0.0)?;
            let parts = DURATIONS
                .map(|d| history.reference.value(history.area, Measure::CppOpenByDuration, d, y.year));
            Some(fill(total, parts, england.map(|s| s * total)))
        })
        .fold([0.0; 5], |sum, year| std::array::from_fn(|i| sum[i] + year[i]));
    shares(pooled).unwrap_or(england)
}

/// Protection plans at the start.
pub(super) fn stock(
    history: &History,
    national: &National,
    population: &Population,
    notes: &mut Vec<String>,
) -> Stock {
    let published = history.years.iter().rev().find_map(|y| y.plans.map(|n| (y.year, n)));
    let count = match published {
        Some((year, count)) => {
            if year != national.base_year {
                notes.push(format!(
                    "Protection plans at 31 March {} were not published; those of {year} stand in.",
                    national.base_year
                ));
            }
            count
        }
        None => {
            notes.push("No number of protection plans was published; England's rate stands in.".to_string());
            national.plans_per_child * population.total(0)
        }
    };
    Stock {
        position: Position::ProtectionPlan,
        by_age: history.age_shares.map(|share| share * count),
        elapsed: elapsed(open_shares(history), 4.0),
    }
}

/// Shares by duration band as upper edges and shares; the open last band ends at `longest` years.
pub(super) fn elapsed(shares: [f64; 5], longest: f64) -> Vec<(f64, f64)> {
    DURATION_EDGES.into_iter().chain([longest]).zip(shares).collect()
}
