//! Steps into and out of in need.

use units::{Position, Step};

use crate::{Evidence, Follows, HistoryRatios, Population, StepRates, Stock, TimeBands};

use super::balance::{Balance, ByAge, band_shares, even_arrivals, settle};
use super::exposure::{DURATION_EDGES, History, Year, between};
use super::looked_after::{Entries, Outlook};
use super::national::National;
use super::priors::Known;
use super::protection::{by_time, elapsed};
use super::seen::{Flow, Seen};

/// Steps into need from outside, and out of need to plans, to care and to closure.
pub(super) fn steps(national: &National, known: &Known, outlook: &Outlook) -> Vec<StepRates> {
    let Seen { care, need, .. } = &known.seen;
    vec![
        StepRates {
            step: Step::new(Position::NotKnown, Position::InNeed),
            times: TimeBands::none(),
            cells: known.cells(Flow::NeedArrivals, Evidence::Counted),
            drift: national.drift.need_arrivals,
            drift_path: national.paths.need_arrivals,
            drift_follows: None,
            level_sd: 0.0,
            per_child: false,
            history: HistoryRatios::none(),
            expected: Vec::new(),
            assumption: "Episodes of need started, less infants and unaccompanied children who enter care directly. Ages are not published: every child \
                         is taken to be equally likely to arrive.",
        },
        StepRates {
            step: Step::new(Position::InNeed, Position::ProtectionPlan),
            times: TimeBands::none(),
            cells: known.cells(Flow::PlanStarts, Evidence::Counted),
            drift: national.drift.plan_starts,
            drift_path: national.paths.plan_starts,
            drift_follows: None,
            level_sd: 0.0,
            per_child: false,
            history: HistoryRatios::none(),
            expected: Vec::new(),
            assumption: "All protection plans are taken to start from in need, at the same intensity at any age and \
                         time in need.",
        },
        StepRates {
            step: Step::new(Position::InNeed, Position::LookedAfter),
            times: TimeBands::none(),
            cells: outlook.entries(Flow::CareFromNeed, known, Evidence::Ecological),
            drift: national.drift.care_entries,
            drift_path: national.paths.care_entries,
            drift_follows: None,
            level_sd: 0.0,
            per_child: true,
            history: HistoryRatios::none(),
            expected: outlook.starts.clone(),
            assumption: "Published figures do not say how many starts of care come from in need; see the step from \
                         protection plan.",
        },
        StepRates {
            step: Step::new(Position::InNeed, Position::Closed),
            times: TimeBands::with_edges(DURATION_EDGES.to_vec()),
            cells: by_time(&need.balance, care.need_years, national.closure_by_time),
            drift: national.drift.closures,
            drift_path: national.paths.closures,
            drift_follows: Some(Follows { path: national.paths.need_arrivals, power: 1.0 }),
            level_sd: 0.0,
            per_child: false,
            history: HistoryRatios::none(),
            expected: Vec::new(),
            assumption: "The intensity of closure is what keeps the authority's children in need in balance with \
                         those who come in. How it varies with time in need follows England's episodes of need, \
                         whose clock also runs through plans and care.",
        },
    ]
}

/// Children in need in balance: how long they stay and how old they are.
pub(super) struct Need {
    pub(super) balance: Balance,
    /// Children present at each age.
    pub(super) ages: ByAge,
    pub(super) age_shares: [f64; 5],
}

/// Works out time in need and ages of children in need.
///
/// The intensity of closure is what keeps children in need in balance with those who come in: arrivals,
/// plans stepping down, children home from care. How it varies with time in need follows England.
pub(super) fn in_balance(history: &History, national: &National, entries: &Entries) -> Need {
    let rate = |count: &dyn Fn(&Year, &Year) -> Option<f64>| {
        // Those in need at the end of the year, so that the balance is where numbers are and not where they were.
        let (steps, years) = history.pool(|a, b| Some((count(a, b)?, b.in_need?)));
        if years > 0.0 { Some(steps / years) } else { None }
    };
    let to_plan = rate(&|_, b| b.plans_started).unwrap_or(national.plan_per_need_year);
    let to_care = entries.from_need.iter().sum::<f64>() / entries.need_years.max(1e-9);
    let plan_to_care = entries.from_plan.iter().sum::<f64>() / entries.plan_years.max(1e-9);
    let aged_out = history.age_shares[4] / 2.0;
    let arriving = rate(&|a, b| {
        let plan_years = between(a.plans?, b.plans?);
        let stepped_down =
            (b.plans_started? - (plan_to_care + aged_out) * plan_years).max(0.2 * b.plans_started?);
        let home = b.ceased?.iter().sum::<f64>() * b.home_share?;
        Some(b.need_arrivals()? + stepped_down + home)
    })
    .unwrap_or(national.need_per_child / national.in_need_per_child);
    let balance = settle(arriving, 1.0, national.closure_by_time, to_plan + to_care + aged_out);
    let ages = balance.present(&even_arrivals(history));
    Need { age_shares: band_shares(&ages), ages, balance }
}

/// Children in need at the start.
pub(super) fn stock(
    history: &History,
    national: &National,
    population: &Population,
    need: &Need,
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
        by_age: need.age_shares.map(|share| share * count),
        elapsed: elapsed(need.balance.open, 6.0),
        histories: Stock::FIRST_TIME,
    }
}
