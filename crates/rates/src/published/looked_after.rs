//! Steps into and out of care.

use units::{Position, Step};

use crate::{Cell, Evidence, Follows, HistoryRatios, Population, StepRates, Stock, TimeBands};

use super::exposure::{History, Year, between};
use super::national::National;
use super::priors::Known;
use super::seen::Flow;
use super::steer::{Care, exits_path};
use super::top_down::TopDown;

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
    };
    let years = history.discounted(|a, b| Some((a.clone(), b.clone(), b.started?)));
    for (weight, (before, year, started)) in years {
        let plan_years = before.plans.zip(year.plans).map(|(a, b)| between(a, b));
        let need_years = before.in_need.zip(year.in_need).map(|(a, b)| between(a, b));
        // A year without published stocks counts at the national rate per child, so that starts are kept.
        let plan_years = plan_years.unwrap_or(national.plans_per_child * year.population);
        let need_years = need_years.unwrap_or(national.in_need_per_child * year.population);
        let via_plan = national.care_per_plan_year * plan_years;
        let via_need = national.care_per_need_year * need_years;
        let share = if via_plan + via_need > 0.0 { via_plan / (via_plan + via_need) } else { 0.5 };
        let mut uasc = year.uasc_in_started;
        for age in [4, 3, 2, 1, 0] {
            let unaccompanied = if age >= 3 { uasc.min(started[age]) } else { 0.0 };
            uasc -= unaccompanied;
            let direct = if age == 0 { started[age] } else { unaccompanied };
            e.direct[age] += weight * direct;
            e.from_plan[age] += weight * (started[age] - direct) * share;
            e.from_need[age] += weight * (started[age] - direct) * (1.0 - share);
        }
        e.child_years += weight * year.population;
    }
    // Starts for each child living here are steadier than plans and children in need are: today's numbers on plans and
    // in need stand for all years, so that today's starts come out at the rate of all years.
    let here = history.latest().map_or(0.0, |y| y.population).max(1.0);
    let today = |stock: Option<f64>, national: f64| stock.map_or(national, |n| n / here) * e.child_years;
    e.plan_years = today(history.years.iter().rev().find_map(|y| y.plans), national.plans_per_child);
    e.need_years = today(history.years.iter().rev().find_map(|y| y.in_need), national.in_need_per_child);
    e
}

/// Weight, on the log scale, of the forecast of totals in the level of starts; cells, which know the numbers in need and on
/// plans, have the rest. Half did as well as the prior of one step on base years to 2018, all or nothing less well.
const TOTALS_SAY: f64 = 0.5;

/// Where care is going: expected paths, and the level of exits.
pub(super) struct Outlook {
    /// Logarithm of the multiplier of starts in each year ahead.
    pub(super) starts: Vec<f64>,
    /// Factor on the starts that steps seen and prior give, all ages together.
    starts_level: f64,
    /// The same for exits, over their level in the first year.
    exits: Vec<f64>,
    /// Factor on the exits seen that gives their level in the first year.
    exits_level: f64,
}

/// Exits from care before 18, home and otherwise, with the exposure of each age.
pub(super) struct Exits {
    pub(super) exposure: [f64; 5],
    pub(super) home: [f64; 5],
    pub(super) other: [f64; 5],
}

/// Pools exits of all published years, older ones counting for less.
pub(super) fn exits(history: &History) -> Exits {
    let mut seen = Exits { exposure: [0.0; 5], home: [0.0; 5], other: [0.0; 5] };
    let published = |a: &Year, b: &Year| Some((a.clone(), b.clone(), b.ceased?, b.home_share?));
    for (weight, (before, year, ceased, share)) in history.discounted(published) {
        for (age, ceased) in ceased.into_iter().enumerate() {
            seen.exposure[age] += weight * between(before.looked_after[age], year.looked_after[age]);
            seen.home[age] += weight * ceased * share;
            seen.other[age] += weight * ceased * (1.0 - share);
        }
    }
    seen
}

/// Lays the chain's expected numbers on the forecast of totals.
///
/// Starts keep their ages and where they come from, exits their ages and kinds. One factor brings the starts of the base
/// half the way to those of the forecast; one multiplier a year on exits makes the expected number of looked-after
/// children what the forecast says, if starts are the forecast's. Without a forecast rates stay as they are.
pub(super) fn outlook(
    national: &National,
    forecast: Option<TopDown>,
    history: &History,
    known: &Known,
    population: &Population,
) -> Outlook {
    let Some(forecast) = forecast else {
        return Outlook { starts: Vec::new(), starts_level: 1.0, exits: Vec::new(), exits_level: 1.0 };
    };
    let child_years = known.seen.care.child_years;
    let children = history.age_shares.map(|share| (share * child_years).max(1e-9));
    let started = Flow::INTO_CARE.map(|flow| known.expected_steps(flow));
    let started: [f64; 5] = std::array::from_fn(|age| started.iter().map(|flow| flow[age]).sum());
    let all: f64 = started.iter().sum();
    let starts_level = if all > 0.0 { forecast.starts_per_child * child_years / all } else { 1.0 };
    let left = Flow::OUT_OF_CARE.map(|flow| known.intensities(flow));
    let care = Care {
        stock: history.latest().map_or([0.0; 5], |y| y.looked_after),
        starts: std::array::from_fn(|age| starts_level * started[age] / children[age]),
        exits: std::array::from_fn(|age| left.iter().map(|flow| flow[age]).sum()),
        population,
        infant_entry_power: national.infant_entry_power,
        starts_path: &forecast.starts,
    };
    let path = exits_path(&care, &forecast.stock);
    let first = path.first().copied().unwrap_or(0.0);
    Outlook {
        starts: forecast.starts,
        starts_level: starts_level.powf(TOTALS_SAY),
        exits: path.iter().map(|year| year - first).collect(),
        exits_level: first.exp(),
    }
}

impl Outlook {
    /// The cells of a way into care, at the level of the forecast.
    pub(super) fn entries(&self, flow: Flow, known: &Known, evidence: Evidence) -> Vec<Cell> {
        at_level(known.cells(flow, evidence), self.starts_level)
    }
}

const INFANTS: &str =
    "Infants enter care from outside, because their families were known before the birth, if at all.";
const INFANTS_AND_UNACCOMPANIED: &str = "Infants and unaccompanied asylum-seeking children enter care from outside: infants \
                                         because their families were known before the birth, if at all; unaccompanied \
                                         children are taken to be 16 or 17, and 10 to 15 beyond that.";

/// Direct entries, and exits home and otherwise.
///
/// `apart` says whether unaccompanied children are a stream of their own.
pub(super) fn steps(national: &National, known: &Known, outlook: &Outlook, apart: bool) -> Vec<StepRates> {
    let direct = StepRates {
        step: Step::new(Position::NotKnown, Position::LookedAfter),
        times: TimeBands::none(),
        cells: outlook.entries(Flow::CareFromOutside, known, Evidence::Apportioned),
        drift: national.drift.care_entries,
        drift_path: national.paths.care_entries,
        drift_follows: None,
        level_sd: 0.0,
        per_child: true,
        history: HistoryRatios::none(),
        expected: outlook.starts.clone(),
        assumption: if apart { INFANTS } else { INFANTS_AND_UNACCOMPANIED },
    };
    let exit = |to, flow, assumption| StepRates {
        step: Step::new(Position::LookedAfter, to),
        times: TimeBands::none(),
        cells: at_level(known.cells(flow, Evidence::Apportioned), outlook.exits_level),
        drift: national.drift.care_exits,
        drift_path: national.paths.care_exits,
        drift_follows: Some(Follows {
            path: national.paths.care_entries,
            power: national.exits_follow_entries,
        }),
        level_sd: 0.0,
        per_child: false,
        history: HistoryRatios::none(),
        expected: outlook.exits.clone(),
        assumption,
    };
    vec![
        direct,
        exit(
            Position::InNeed,
            Flow::Home,
            "The share that returns home is published for all ages together and taken to be the same at each age \
             under 18. Time in care is published for England only, so exits depend on age alone.",
        ),
        exit(
            Position::Closed,
            Flow::OtherExits,
            "Adoption, special guardianship, other orders and moves before 18; leaving at 18 is counted apart.",
        ),
    ]
}

/// Cells whose intensities are a factor of what was seen, over the exposure that was seen.
fn at_level(mut cells: Vec<Cell>, factor: f64) -> Vec<Cell> {
    for cell in &mut cells {
        cell.posterior.shape *= factor;
    }
    cells
}

/// Looked-after children at the start.
pub(super) fn stock(history: &History, national: &National) -> Stock {
    Stock {
        position: Position::LookedAfter,
        by_age: history.latest().map_or([0.0; 5], |y| y.looked_after),
        elapsed: national.care_elapsed.clone(),
        histories: Stock::FIRST_TIME,
    }
}
