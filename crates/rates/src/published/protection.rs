//! Steps out of protection plans.

use units::{AgeBand, Exposure, Intensity, Position, Step};

use crate::{
    Cell, Evidence, Follows, HistoryRatios, Population, Posterior, StandIn, StepRates, Stock, TimeBands,
};

use super::apportion::shares;
use super::balance::{Balance, ByAge, band_shares, settle};
use super::exposure::{DURATION_EDGES, History};
use super::looked_after::{Entries, Outlook};
use super::national::National;
use super::priors::Known;
use super::seen::{Flow, Seen};

/// Protection plans in balance: how long they last and how old the children are.
pub(super) struct Plans {
    pub(super) balance: Balance,
    pub(super) age_shares: [f64; 5],
}

/// Works out time on plans and ages of children on them.
///
/// The intensity of stepping down is what keeps plans in balance with their starts; how it varies with time
/// on the plan follows England. `need_ages` are the ages of children in need, from where plans start.
pub(super) fn in_balance(
    history: &History,
    national: &National,
    entries: &Entries,
    need_ages: &ByAge,
) -> Plans {
    let (started, plan_years) = history.pool(|_, b| Some((b.plans_started?, b.plans?)));
    let (started, plan_years) =
        if plan_years > 0.0 { (started, plan_years) } else { (national.plan_starts_per_plan, 1.0) };
    let to_care = entries.from_plan.iter().sum::<f64>() / entries.plan_years.max(1e-9);
    let aged_out = history.age_shares[4] / 2.0;
    let balance = settle(started, plan_years, national.plan_end_by_time, to_care + aged_out);
    // Those who go into care stay shorter, so fewer of their age are present.
    let stay = plan_years / started;
    let starts = band_shares(need_ages);
    let mut present = band_shares(&balance.present(need_ages));
    for age in 0..5 {
        let gone = entries.from_plan[age] / entries.plan_years.max(1e-9) * stay;
        let share = (gone / starts[age].max(1e-9)).min(0.7);
        present[age] *= 1.0 - share;
    }
    Plans { age_shares: shares(present).unwrap_or(history.age_shares), balance }
}

/// Steps from a protection plan: to care by age, to in need by time on the plan.
pub(super) fn steps(national: &National, known: &Known, outlook: &Outlook) -> Vec<StepRates> {
    let Seen { care, plans, .. } = &known.seen;
    let to_care = StepRates {
        step: Step::new(Position::ProtectionPlan, Position::LookedAfter),
        times: TimeBands::none(),
        cells: outlook.entries(Flow::CareFromPlan, known, Evidence::Ecological),
        drift: national.drift.care_entries,
        drift_path: national.paths.care_entries,
        drift_follows: None,
        level_sd: 0.0,
        per_child: true,
        history: HistoryRatios::none(),
        expected: outlook.starts.clone(),
        assumption: "Published figures do not say how many starts of care come from a protection plan. The share \
                     is inferred from how starts vary with plans and with children in need across authorities.",
    };
    let to_need = StepRates {
        step: Step::new(Position::ProtectionPlan, Position::InNeed),
        times: TimeBands::with_edges(DURATION_EDGES.to_vec()),
        cells: by_time(&plans.balance, care.plan_years, national.plan_end_by_time),
        drift: national.drift.plan_ends,
        drift_path: national.paths.plan_ends,
        drift_follows: Some(Follows { path: national.paths.plan_starts, power: 1.0 }),
        level_sd: 0.0,
        per_child: false,
        history: HistoryRatios::none(),
        expected: Vec::new(),
        assumption: "Plans that end otherwise than in care or at 18 step down to in need. Their intensity is what \
                     keeps the authority's plans in balance with its starts of plans; how it varies with time on \
                     the plan follows England.",
    };
    vec![to_care, to_need]
}

/// Steps that England's intensity of an exit counts as beside what a balance gives.
const PRIOR_STEPS: f64 = 1.0;

/// Cells by band of time, all ages together, from a balance.
pub(super) fn by_time(balance: &Balance, years: f64, prior: [f64; 5]) -> Vec<Cell> {
    (0..5)
        .map(|band| {
            let exposure = Exposure(balance.open[band] * years);
            let steps = balance.exit[band] * exposure.0;
            Cell {
                ages: AgeBand::ALL.to_vec(),
                times: vec![band],
                steps,
                exposure,
                posterior: Posterior::from_counts(steps, exposure, Intensity(prior[band]), PRIOR_STEPS),
                evidence: Evidence::Balance,
                rest: StandIn::England,
            }
        })
        .collect()
}

/// Protection plans at the start.
pub(super) fn stock(
    history: &History,
    national: &National,
    population: &Population,
    plans: &Plans,
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
        by_age: plans.age_shares.map(|share| share * count),
        elapsed: elapsed(plans.balance.open, 4.0),
        histories: Stock::FIRST_TIME,
    }
}

/// Shares by duration band as upper edges and shares; the open last band ends at `longest` years.
pub(super) fn elapsed(shares: [f64; 5], longest: f64) -> Vec<(f64, f64)> {
    DURATION_EDGES.into_iter().chain([longest]).zip(shares).collect()
}
