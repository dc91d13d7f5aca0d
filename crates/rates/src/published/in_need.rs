//! Steps into and out of in need.

use reference::{AreaCode, Measure};
use units::{AgeBand, Exposure, Intensity, Position, Step};

use crate::{Cell, Evidence, Population, Posterior, StepRates, Stock, TimeBands};

use super::apportion::shares;
use super::exposure::{DURATION_EDGES, DURATIONS, History, Year, between, nearest};
use super::looked_after::{Entries, by_age};
use super::national::{National, PRIOR_STEPS};
use super::protection::elapsed;

/// Steps into need from outside, and out of need to plans, to care and to closure.
pub(super) fn steps(history: &History, national: &National, entries: &Entries) -> Vec<StepRates> {
    let all_ages = |steps: f64, exposure: f64, prior: f64| {
        let exposure = Exposure(exposure);
        vec![Cell {
            ages: AgeBand::ALL.to_vec(),
            times: vec![0],
            steps,
            exposure,
            posterior: Posterior::from_counts(steps, exposure, Intensity(prior), PRIOR_STEPS),
            evidence: Evidence::Counted,
        }]
    };
    let (arrived, child_years) =
        history.pool(|_, b| Some(((b.need_started? - b.started_uasc).max(0.0), b.population)));
    let (planned, need_years) =
        history.pool(|a, b| Some((b.plans_started?, between(a.in_need?, b.in_need?))));
    let exposure = history.age_shares.map(|share| share * entries.need_years);
    let prior = national.care_age_ratio.map(|ratio| ratio * national.care_per_need_year);
    vec![
        StepRates {
            step: Step::new(Position::NotKnown, Position::InNeed),
            times: TimeBands::none(),
            cells: all_ages(arrived, child_years, national.need_per_child),
            drift: national.drift.need_arrivals,
            drift_path: national.paths.need_arrivals,
            assumption: "Episodes of need started, less unaccompanied children. Ages are not published: every child \
                         is taken to be equally likely to arrive.",
        },
        StepRates {
            step: Step::new(Position::InNeed, Position::ProtectionPlan),
            times: TimeBands::none(),
            cells: all_ages(planned, need_years, national.plan_per_need_year),
            drift: national.drift.plan_starts,
            drift_path: national.paths.plan_starts,
            assumption: "All protection plans are taken to start from in need, at the same intensity at any age and \
                         time in need.",
        },
        StepRates {
            step: Step::new(Position::InNeed, Position::LookedAfter),
            times: TimeBands::none(),
            cells: by_age(entries.from_need, exposure, prior, Evidence::Ecological),
            drift: national.drift.care_entries,
            drift_path: national.paths.care_entries,
            assumption: "Published figures do not say how many starts of care come from in need; see the step from \
                         protection plan.",
        },
        closures(history, national, entries),
    ]
}

/// Closure by time in need.
///
/// How closure falls with time comes from episodes of need that ended and that were open, by duration. The
/// level is what balances the authority's own counts: children who came in, less those who moved on, less
/// the growth of the stock, must have closed.
fn closures(history: &History, national: &National, entries: &Entries) -> StepRates {
    let care_entry = entries.from_need.iter().sum::<f64>() / entries.need_years.max(1.0);
    let plan_to_care = entries.from_plan.iter().sum::<f64>() / entries.plan_years.max(1.0);
    let balance = |a: &Year, b: &Year| -> Option<(f64, f64)> {
        let need_years = between(a.in_need?, b.in_need?);
        let plan_years = between(a.plans?, b.plans?);
        let from_plan =
            (b.plans_ended? - plan_to_care * plan_years - history.age_shares[4] * plan_years / 2.0)
                .max(0.2 * b.plans_ended?);
        let home: f64 = b.ceased?.iter().sum::<f64>() * b.home_share?;
        let came = (b.need_started? - b.started_uasc).max(0.0) + from_plan + home;
        let moved_on = b.plans_started? + care_entry * need_years + history.age_shares[4] * need_years / 2.0;
        Some((came - moved_on - (b.in_need? - a.in_need?), need_years))
    };
    let (closed, need_years) = history.pool(balance);
    // The balance may fail where returns disagree; half of the ended episodes is kept as a floor.
    let (ended, _) = history.pool(|a, b| balance(a, b).and(b.need_ended).map(|n| (n, 0.0)));
    let closed = closed.max(0.5 * ended);
    let open = open_shares(history, national.base_year);
    let expected: [f64; 5] = std::array::from_fn(|b| national.closure_by_time[b] * open[b] * need_years);
    let sum: f64 = expected.iter().sum();
    let scale = if sum > 0.0 { closed / sum } else { 1.0 };
    let cells = (0..5)
        .map(|band| {
            let (steps, exposure) = (expected[band] * scale, Exposure(open[band] * need_years));
            let prior = Intensity(national.closure_by_time[band]);
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
    StepRates {
        step: Step::new(Position::InNeed, Position::Closed),
        times: TimeBands::with_edges(DURATION_EDGES.to_vec()),
        cells,
        drift: national.drift.closures,
        drift_path: national.paths.closures,
        assumption: "The number closed is what balances arrivals, moves and stocks of the authority. How closure \
                     falls with time in need follows England's episodes of need, whose clock also runs through \
                     plans and care.",
    }
}

/// Shares of children in need by time open so far, as published for all episodes of need.
fn open_shares(history: &History, base_year: u16) -> [f64; 5] {
    let shares_of = |area: AreaCode, year: u16| {
        let parts = DURATIONS.map(|d| history.reference.value(area, Measure::CinOpenByDurationPct, d, year));
        if parts.iter().any(Option::is_none) { None } else { shares(parts.map(Option::unwrap_or_default)) }
    };
    let own = nearest(base_year, |y| {
        (y <= base_year && y + 3 > base_year).then(|| shares_of(history.area, y)).flatten()
    });
    own.or_else(|| nearest(base_year, |y| shares_of(history.reference.england().code, y))).unwrap_or([0.2; 5])
}

/// Children in need at the start.
pub(super) fn stock(
    history: &History,
    national: &National,
    population: &Population,
    notes: &mut Vec<String>,
) -> Stock {
    let published = history.years.iter().rev().find_map(|y| y.in_need.map(|n| (y.year, n)));
    let count = match published {
        Some((year, count)) => {
            if year != national.base_year {
                notes.push(format!(
                    "Children in need at 31 March {} were not published; those of {year} stand in.",
                    national.base_year
                ));
            }
            count
        }
        None => {
            notes.push("No number of children in need was published; England's rate stands in.".to_string());
            national.in_need_per_child * population.total(0)
        }
    };
    Stock {
        position: Position::InNeed,
        by_age: history.age_shares.map(|share| share * count),
        elapsed: elapsed(open_shares(history, national.base_year), 6.0),
    }
}
