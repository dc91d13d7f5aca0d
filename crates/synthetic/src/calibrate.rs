//! Finding the intensities that lead to the published figures of a real authority.

use rates::{Rates, StepRates};
use units::{AgeBand, Position, Step};

use crate::assumptions::{
    CARE_AGAIN, DEPRIVATION_RATIOS, EARLY_HELP_AGAIN, EARLY_HELP_ENDS, EARLY_HELP_STARTS,
    EARLY_HELP_STEPS_UP, PLAN_AGAIN, PLAN_CLOSES, REFERRED_AGAIN, STEPS_DOWN, STEPS_UP_AGAIN,
};
use crate::expect::{Expected, expect};
use crate::grid::{Cell, TIME_EDGES};
use crate::intensities::Intensities;
use crate::people::Births;
use crate::wards::Wards;

/// Rounds of adjustment; the largest deviation is then far below what chance adds.
const ROUNDS: usize = 40;

/// Published levels, for each child and year.
#[derive(Clone, Debug)]
pub(crate) struct Targets {
    /// Children coming into need.
    pub(crate) arrivals: f64,
    /// Protection plans started.
    pub(crate) plans_started: f64,
    /// Children in need, without those on plans and looked after.
    pub(crate) in_need: f64,
    /// Protection plans.
    pub(crate) plans: f64,
    /// Starts of care from outside, by age.
    pub(crate) direct: [f64; 5],
    /// Starts of care from in need and from plans, by age.
    pub(crate) care_from_known: [f64; 5],
    /// Children looked after, by age.
    pub(crate) looked_after: [f64; 5],
}

impl Targets {
    pub(crate) fn of(rates: &Rates) -> Targets {
        let children = rates.population.total(0).max(1.0);
        let stock = |position| rates.stock(position);
        let need = stock(Position::InNeed).map_or(0.0, rates::Stock::total) / children;
        let steps_by_age = |from, age: AgeBand| {
            let step = step(rates, from, Position::LookedAfter);
            let cells = step.iter().flat_map(|s| &s.cells).filter(|c| c.ages.contains(&age));
            // At the rate of the last years: cells hold that of all years.
            cells.map(|c| c.steps).sum::<f64>() * step.map_or(1.0, |s| s.expected_at(0).exp())
        };
        // Starts of care from anywhere are counted over the same years of the children living here.
        let exposed = step(rates, Position::NotKnown, Position::LookedAfter)
            .map_or(children, |s| s.cells.iter().map(|c| c.exposure.0).sum::<f64>().max(1.0));
        let by_age = |count: &dyn Fn(AgeBand) -> f64| AgeBand::ALL.map(count);
        Targets {
            arrivals: mean(rates, Position::NotKnown, Position::InNeed, AgeBand::From5To9, 0),
            plans_started: need
                * mean(rates, Position::InNeed, Position::ProtectionPlan, AgeBand::From5To9, 0),
            in_need: need,
            plans: stock(Position::ProtectionPlan).map_or(0.0, rates::Stock::total) / children,
            direct: by_age(&|age| steps_by_age(Position::NotKnown, age) / exposed),
            care_from_known: by_age(&|age| {
                let known = [Position::InNeed, Position::ProtectionPlan];
                known.map(|from| steps_by_age(from, age)).iter().sum::<f64>() / exposed
            }),
            looked_after: by_age(&|age| {
                stock(Position::LookedAfter).map_or(0.0, |s| s.by_age[age.index()]) / children
            }),
        }
    }
}

/// What the authority's own intensities are multiplied by until flows and stocks fit.
#[derive(Clone, Copy, Debug)]
struct Levels {
    arrivals: f64,
    plans_started: f64,
    need_ends: f64,
    plan_ends: f64,
    direct: [f64; 5],
    care: [f64; 5],
    care_ends: [f64; 5],
}

/// The intensities of an authority modelled on published rates.
pub(crate) fn calibrate(rates: &Rates, births: &Births, wards: &Wards) -> Intensities {
    let targets = Targets::of(rates);
    let ratios = wards.scaled(DEPRIVATION_RATIOS);
    let families = wards.shares();
    let mut levels = Levels {
        arrivals: 0.7,
        plans_started: 1.0,
        need_ends: 1.0,
        plan_ends: 1.0,
        direct: [1.0; 5],
        care: [1.0; 5],
        care_ends: [1.0; 5],
    };
    let mut intensities = at_levels(rates, &levels, ratios);
    for _ in 0..ROUNDS {
        let expected = expect(&intensities, &births.by_age, &families);
        levels = levels.adjusted(&targets, &expected);
        intensities = at_levels(rates, &levels, ratios);
    }
    intensities
}

impl Levels {
    /// A round of proportional adjustment, damped because each level moves the others' results.
    fn adjusted(self, targets: &Targets, expected: &Expected) -> Levels {
        use Position::{Closed, EarlyHelp, InNeed, LookedAfter, NotKnown, ProtectionPlan};
        let factor = |target: f64, reached: f64, power: f64| {
            if target > 0.0 && reached > 0.0 { (target / reached).powf(power).clamp(0.5, 2.0) } else { 1.0 }
        };
        let arrivals: f64 =
            [NotKnown, Closed, EarlyHelp].map(|from| expected.flow(from, InNeed)).iter().sum();
        let care_from =
            |from: Position, age: AgeBand| expected.flows[from as usize][LookedAfter as usize][age.index()];
        let mut next = self;
        next.arrivals *= factor(targets.arrivals, arrivals, 0.7);
        next.plans_started *= factor(targets.plans_started, expected.flow(InNeed, ProtectionPlan), 0.7);
        next.need_ends *= factor(expected.stock(InNeed), targets.in_need, 0.5);
        next.plan_ends *= factor(expected.stock(ProtectionPlan), targets.plans, 0.5);
        for age in AgeBand::ALL {
            let i = age.index();
            let direct = care_from(NotKnown, age) + care_from(Closed, age);
            let known = care_from(InNeed, age) + care_from(ProtectionPlan, age);
            next.direct[i] *= factor(targets.direct[i], direct, 0.7);
            next.care[i] *= factor(targets.care_from_known[i], known, 0.7);
            let stock = expected.years[LookedAfter as usize][i];
            // Some stocks cannot be reached in balance: an age's ends of care stay within a factor of 2.5.
            next.care_ends[i] =
                (next.care_ends[i] * factor(stock, targets.looked_after[i], 0.3)).clamp(0.4, 2.5);
        }
        next
    }
}

/// The authority's intensities, and the assumed ones, at levels.
fn at_levels(rates: &Rates, levels: &Levels, ratios: [f64; 5]) -> Intensities {
    use Position::{Closed, EarlyHelp, InNeed, LookedAfter, NotKnown, ProtectionPlan};
    let mut all = Intensities::none(ratios);
    let referred = levels.arrivals * mean(rates, NotKnown, InNeed, AgeBand::From5To9, 0);
    let infants = infants_by_time(rates);
    for cell in Cell::all() {
        let (age, time, i) = (cell.age, cell.time, cell.age.index());
        let again = |ratio: f64| if cell.known_before { ratio } else { 1.0 };
        let published = |to| mean(rates, cell.position, to, age, time);
        match cell.position {
            NotKnown if !cell.known_before => {
                all.set(cell, EarlyHelp, EARLY_HELP_STARTS);
                all.set(cell, InNeed, referred);
                let shape = if age == AgeBand::Under1 { infants[time] } else { 1.0 };
                all.set(cell, LookedAfter, levels.direct[i] * shape * published(LookedAfter));
            }
            Closed if cell.known_before => {
                all.set(cell, EarlyHelp, EARLY_HELP_AGAIN);
                all.set(cell, InNeed, referred * REFERRED_AGAIN[time]);
            }
            EarlyHelp => {
                all.set(cell, InNeed, levels.arrivals * EARLY_HELP_STEPS_UP * again(STEPS_UP_AGAIN));
                all.set(cell, Closed, EARLY_HELP_ENDS[time]);
            }
            InNeed => {
                let ends = levels.need_ends * published(Closed);
                all.set(cell, Closed, ends * (1.0 - STEPS_DOWN));
                all.set(cell, EarlyHelp, ends * STEPS_DOWN);
                all.set(
                    cell,
                    ProtectionPlan,
                    levels.plans_started * again(PLAN_AGAIN) * published(ProtectionPlan),
                );
                all.set(cell, LookedAfter, levels.care[i] * again(CARE_AGAIN) * published(LookedAfter));
            }
            ProtectionPlan => {
                let ends = levels.plan_ends * published(InNeed);
                all.set(cell, InNeed, ends * (1.0 - PLAN_CLOSES));
                all.set(cell, Closed, ends * PLAN_CLOSES);
                all.set(cell, LookedAfter, levels.care[i] * again(CARE_AGAIN) * published(LookedAfter));
            }
            LookedAfter => {
                all.set(cell, InNeed, levels.care_ends[i] * published(InNeed));
                all.set(cell, Closed, levels.care_ends[i] * published(Closed));
            }
            NotKnown | Closed | Position::CareLeaver | Position::Unaccompanied => {}
        }
    }
    all
}

/// How much of an infant's intensity of entering care falls in each band of time since birth.
///
/// The published evidence says that infants enter at a power of an even fraction of the year: the share that
/// enters before a fraction `t` is its root of that power.
fn infants_by_time(rates: &Rates) -> [f64; 5] {
    let share = |t: f64| t.powf(1.0 / rates.infant_entry_power.max(1.0));
    let [first, second, third, _] = TIME_EDGES;
    [
        share(first) / first,
        (share(second) - share(first)) / (second - first),
        (share(third) - share(second)) / (third - second),
        1.0,
        1.0,
    ]
}

fn step(rates: &Rates, from: Position, to: Position) -> Option<&StepRates> {
    rates.steps.iter().find(|s| s.step == Step::new(from, to))
}

/// The published intensity of a step in a cell; none if no figure identifies the step.
fn mean(rates: &Rates, from: Position, to: Position, age: AgeBand, time: usize) -> f64 {
    let Some(step) = step(rates, from, to) else { return 0.0 };
    let time = time.min(step.times.count() - 1);
    let cell = step.cell_at(age, time).and_then(|n| step.cells.get(n));
    cell.filter(|c| !c.posterior.is_never()).map_or(0.0, |c| c.posterior.mean().0)
}
