//! What a scenario itself spends: on services, on changes of practice; and what a cut releases.

use std::collections::BTreeSet;
use std::ops::Add;

use futures::scenario::Service;
use futures::{Flows, Measure};
use units::Pence;

use crate::{Agency, ServiceCost};

/// Money that a scenario spends or releases.
#[derive(Clone, Debug, PartialEq)]
pub struct Spending {
    /// Name of the service, cut or change.
    pub name: String,
    /// What one unit costs, what is paid once, and who pays.
    pub cost: ServiceCost,
    /// What is bought.
    pub buys: Buys,
}

/// What is spent by plan in one year, in steps from a whole year of everything to what is open when.
///
/// **Units**: pence, which add up to [`Spending::planned`] exactly; below zero where money is released.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlannedParts {
    /// Everything that is bought in the year, as if for the whole of it: all places, or the cost of a year.
    pub whole_year: Pence,
    /// Less the part of the year before the start and after the end.
    pub part_of_year: Pence,
    /// Less places that open later in a ramp-up, or close later in the run-off of a cut.
    pub ramp_up: Pence,
    /// Set-up, or the cost of closing.
    pub once: Pence,
}

impl PlannedParts {
    /// The sum: what is spent by plan.
    pub fn sum(self) -> Pence {
        self.whole_year + self.part_of_year + self.ramp_up + self.once
    }
}

impl Add for PlannedParts {
    type Output = PlannedParts;
    fn add(self, other: PlannedParts) -> PlannedParts {
        PlannedParts {
            whole_year: self.whole_year + other.whole_year,
            part_of_year: self.part_of_year + other.part_of_year,
            ramp_up: self.ramp_up + other.ramp_up,
            once: self.once + other.once,
        }
    }
}

/// What is bought, and so when it is paid for.
#[derive(Clone, Debug, PartialEq)]
pub enum Buys {
    /// The open places of a service, used or not, until it stops taking children on, and its used places after that. The
    /// number is that of the service in the flows.
    Places(usize, Service),
    /// Places of a service already here that close one after the other: each costs its yearly cost, which is below zero,
    /// from then on. What is paid once is the cost of closing.
    Closures(Service),
    /// Something that costs the same every year from one time to another, in years from the start.
    Years(f64, f64),
}

impl Spending {
    /// What all payers together spend in one year if every open place is paid for and none beyond; negative where money is
    /// released.
    ///
    /// **Limits**: places of those who are still served after the end of a service are known only to a run.
    pub fn planned(&self, year: usize) -> Pence {
        self.cost.place_year.times(self.units(year)) + self.once(year)
    }

    /// [`Spending::planned`] taken apart.
    pub fn planned_parts(&self, year: usize) -> PlannedParts {
        let (start, end, all) = match &self.buys {
            Buys::Places(_, s) => (s.start, s.end.unwrap_or(f64::INFINITY), f64::from(s.places)),
            Buys::Closures(s) => (s.start, f64::INFINITY, f64::from(s.places)),
            Buys::Years(start, end) => (*start, *end, 1.0),
        };
        let share = ((year + 1) as f64).min(end) - (year as f64).max(start);
        if share <= 0.0 {
            return PlannedParts { once: self.once(year), ..PlannedParts::default() };
        }
        let each = self.cost.place_year;
        let (whole_year, in_force) = (each.times(all), each.times(all * share));
        PlannedParts {
            whole_year,
            part_of_year: in_force - whole_year,
            ramp_up: each.times(self.units(year)) - in_force,
            once: self.once(year),
        }
    }

    /// What all payers together spend, as a mean over draws, on children still served after a service's end.
    pub fn after_end(&self, scenario: &Flows, year: usize) -> Pence {
        match &self.buys {
            Buys::Places(number, _) => {
                self.cost.place_year.times(scenario.mean(year, Measure::PlacesAfterEnd(*number)))
            }
            Buys::Closures(_) | Buys::Years(..) => Pence::ZERO,
        }
    }

    /// What an agency spends in one draw and year; negative where it is released.
    pub fn in_year(&self, scenario: &Flows, agency: &Agency, draw: usize, year: usize) -> Pence {
        let share = self.share(agency);
        if share == 0.0 {
            return Pence::ZERO;
        }
        let units = self.units(year) + self.finishing(scenario, draw, year);
        (self.cost.place_year.times(units) + self.once(year)).times(share)
    }

    /// What the roundings of [`Spending::planned`], [`Spending::after_end`] and [`Spending::in_year`] add to what is spent
    /// beyond plan and end, in pence and as a mean over draws.
    fn rounding(&self, scenario: &Flows, year: usize) -> f64 {
        let each = self.cost.place_year.0 as f64;
        let payers: BTreeSet<&Agency> = self.cost.payers.iter().map(|(agency, _)| agency).collect();
        let of_draw = |draw: usize| {
            let units = each * (self.units(year) + self.finishing(scenario, draw, year));
            let shared = units.round() + self.once(year).0 as f64;
            let of_payers: f64 = payers.iter().map(|agency| rounded_by(shared * self.share(agency))).sum();
            rounded_by(units) + of_payers
        };
        let draws = scenario.draws();
        let in_run = (0..draws).map(of_draw).sum::<f64>() / draws.max(1) as f64;
        let after_end = match &self.buys {
            Buys::Places(number, _) => each * scenario.mean(year, Measure::PlacesAfterEnd(*number)),
            Buys::Closures(_) | Buys::Years(..) => 0.0,
        };
        in_run - rounded_by(each * self.units(year)) - rounded_by(after_end)
    }

    /// The share of the cost that an agency bears.
    fn share(&self, agency: &Agency) -> f64 {
        self.cost.payers.iter().filter(|(a, _)| a == agency).map(|(_, share)| share).sum()
    }

    /// Places used in one draw and year after the last child is taken on: only those still being served cost money then.
    fn finishing(&self, scenario: &Flows, draw: usize, year: usize) -> f64 {
        match &self.buys {
            Buys::Places(number, _) => scenario.value(draw, year, Measure::PlacesAfterEnd(*number)),
            Buys::Closures(_) | Buys::Years(..) => 0.0,
        }
    }

    /// Units bought by plan in a year: places, or the share of the year.
    fn units(&self, year: usize) -> f64 {
        let (from, to) = (year as f64, (year + 1) as f64);
        match &self.buys {
            Buys::Places(_, service) => {
                place_years(service, from, to.min(service.end.unwrap_or(f64::INFINITY)))
            }
            Buys::Closures(service) => place_years(service, from, to),
            Buys::Years(start, end) => (to.min(*end) - from.max(*start)).max(0.0),
        }
    }

    /// What is paid once, in the year of the start.
    fn once(&self, year: usize) -> Pence {
        let start = match &self.buys {
            Buys::Places(_, service) | Buys::Closures(service) => service.start,
            Buys::Years(start, _) => *start,
        };
        if (year as f64..(year + 1) as f64).contains(&start) { self.cost.set_up } else { Pence::ZERO }
    }
}

/// Pennies that rounding adds between what is planned and what the ledger says is spent in one year, of all payers.
///
/// The sum of every single rounding, each of half a penny at most: of each item's cost by plan and after its end, of its
/// cost in each draw, of each payer's share in it, and of each payer's mean over draws. So it says what the ledger should
/// differ by, and does not hide what the ledger might have wrong.
///
/// **Units**: pence, as the ledger's means: above zero where roundings make the run dearer than the plan.
pub fn rounding(spending: &[Spending], scenario: &Flows, year: usize) -> Pence {
    let payers: BTreeSet<&Agency> =
        spending.iter().flat_map(|s| s.cost.payers.iter().map(|p| &p.0)).collect();
    let draws = scenario.draws();
    let of_mean = |agency: &&Agency| {
        let in_draw = |draw| spending.iter().map(|s| s.in_year(scenario, agency, draw, year)).sum::<Pence>();
        let sum: Pence = (0..draws).map(in_draw).sum();
        rounded_by(sum.0 as f64 / draws.max(1) as f64)
    };
    let of_items: f64 = spending.iter().map(|s| s.rounding(scenario, year)).sum();
    // All roundings together are whole pennies, but for the arithmetic.
    Pence((of_items + payers.iter().map(of_mean).sum::<f64>()).round() as i64)
}

/// What rounding to the penny adds to an amount.
fn rounded_by(pence: f64) -> f64 {
    pence.round() - pence
}

/// Open places added up over time, place by place.
fn place_years(service: &Service, from: f64, to: f64) -> f64 {
    let open = |(opens, places): (f64, u32)| f64::from(places) * (to - opens.max(from)).max(0.0);
    service.openings().into_iter().map(open).sum()
}
