//! How many children a service would serve if it had places for all: expected numbers, before any run.

use futures::Measure;
use futures::scenario::{Service, Who};
use rates::Rates;
use units::{AgeBand, Position, Step};

use crate::Baseline;

/// Who qualifies for a service in the baseline, and what they would need of it.
///
/// **Units**: children; expected numbers of one year of the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need {
    /// The year, counted from 0.
    pub year: usize,
    /// Children who qualify at any one time, whether they take it up or not.
    pub qualify: f64,
    /// Children who come to qualify in the year and would take it up.
    pub joining: f64,
    /// Places that they would use at any one time if there were enough.
    pub places: f64,
}

/// The need for a service in a year of the baseline, counted from 0; a year past the horizon is the last.
///
/// Children who come into the service's positions at its ages, or reach its youngest age there, take it up in the share of
/// its reach, each for its stay or for as long as the child remains: by Little's law the product is the places in use.
///
/// **Limits**: rate ratios of the plan play no part: groups of wards have the shares that the plan states, and everybody the
/// authority's intensities. Those who are there when it opens come in addition and are served first. A child who leaves and comes back
/// counts as another; what the scenario itself changes is left out.
pub fn need(baseline: &Baseline, service: &Service, year: usize) -> Need {
    let year = year.min(baseline.flows.years.saturating_sub(1));
    let who = &service.who;
    let wards = &baseline.plan.ward_groups;
    let here = match who.ward_groups.as_slice() {
        [] => 1.0,
        groups => groups.iter().filter_map(|g| wards.get(usize::from(*g))).map(|g| g.share).sum(),
    };
    let mut need = Need { year, qualify: 0.0, joining: 0.0, places: 0.0 };
    for position in &who.positions {
        for age in AgeBand::ALL {
            let (within, reached) = within(who, age);
            let mean = |measure| baseline.flows.mean(year, measure) * here;
            // Unaccompanied children are looked after too, but a service for looked-after children does not reach them.
            let apart = match *position {
                Position::LookedAfter => mean(Measure::StockAge(Position::Unaccompanied, age)),
                _ => 0.0,
            };
            let stock = mean(Measure::StockAge(*position, age)) - apart;
            // A child who reaches the youngest age qualifies without a step, however it came into the position.
            let grown = if reached { stock / (age.to_years() - age.from_years()) } else { 0.0 };
            let counted = |keep: &dyn Fn(&Step) -> bool| -> f64 {
                let steps = baseline.flows.steps().iter().filter(|s| s.to == *position && keep(s));
                steps.map(|s| mean(Measure::StepsAge(*s, age))).sum()
            };
            let all = counted(&|_| true);
            let own = match who.entered_by.as_slice() {
                // Who moves between positions served keeps the place.
                [] => counted(&|s| !who.positions.contains(&s.from)),
                steps => counted(&|s| steps.contains(s)),
            };
            let share = if who.entered_by.is_empty() || all == 0.0 { 1.0 } else { own / all };
            let (own, grown) = (own * within * who.reach, grown * share * who.reach);
            need.qualify += stock * within * share;
            need.joining += own + grown;
            let years = |ages: (f64, f64)| {
                served(&baseline.rates, &who.positions, (*position, age), (service.stay, ages), year)
            };
            let ages = (who.age_from.max(age.from_years()), who.age_to.min(age.to_years()));
            need.places += own * years(ages) + grown * years((ages.0, ages.0));
        }
    }
    need
}

/// Share of an age band whom a service takes on, and whether its youngest age is reached within the band.
fn within(who: &Who, age: AgeBand) -> (f64, bool) {
    let (from, to) = (age.from_years(), age.to_years());
    let share = (who.age_to.min(to) - who.age_from.max(from)).max(0.0) / (to - from);
    // The youngest age of all is reached by birth, which is no wait in a position.
    (share, who.age_from > 0.0 && (from..to).contains(&who.age_from))
}

/// Parts into which a stay is cut.
const PARTS: usize = 200;

/// Years for which a child who comes into a position at ages spread evenly is served: the stay, or the time until it leaves
/// the positions, at 18 whatever happens.
fn served(
    rates: &Rates,
    positions: &[Position],
    (position, age): (Position, AgeBand),
    (stay, ages): (f64, (f64, f64)),
    year: usize,
) -> f64 {
    let adult = AgeBand::From16To17.to_years();
    let under_18 = |time: f64| match ages {
        (from, to) if to > from => ((adult - from - time) / (to - from)).clamp(0.0, 1.0),
        (from, _) => f64::from(u8::from(from + time < adult)),
    };
    let leaving = rates.steps.iter().filter(|s| s.step.from == position && !positions.contains(&s.step.to));
    let leaving: Vec<_> = leaving.map(|s| (s, s.expected_at(year).exp())).collect();
    let part = stay / PARTS as f64;
    let (mut here, mut years) = (1.0, 0.0);
    for number in 0..PARTS {
        let time = (number as f64 + 0.5) * part;
        let intensity = |(step, level): &(&rates::StepRates, f64)| {
            step.cell_after(age, time).map_or(0.0, |cell| cell.posterior.mean().0 * level)
        };
        let left = (-leaving.iter().map(intensity).sum::<f64>() * part).exp();
        years += here * (1.0 + left) / 2.0 * part * under_18(time);
        here *= left;
    }
    years
}
