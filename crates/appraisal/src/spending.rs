//! What a scenario itself spends: on services, on changes of practice; and what a cut releases.

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
    /// What an agency spends in one draw and year; negative where it is released.
    pub fn in_year(&self, scenario: &Flows, agency: &Agency, draw: usize, year: usize) -> Pence {
        let share: f64 = self.cost.payers.iter().filter(|(a, _)| a == agency).map(|(_, s)| s).sum();
        if share == 0.0 {
            return Pence::ZERO;
        }
        let (from, to) = (year as f64, (year + 1) as f64);
        let (units, start) = match &self.buys {
            Buys::Places(number, service) => {
                // After the last child is taken on, only those still being served cost money.
                let finishing = scenario.value(draw, year, Measure::PlacesAfterEnd(*number));
                let open = place_years(service, from, to.min(service.end.unwrap_or(f64::INFINITY)));
                (open + finishing, service.start)
            }
            Buys::Closures(service) => (place_years(service, from, to), service.start),
            Buys::Years(start, end) => ((to.min(*end) - from.max(*start)).max(0.0), *start),
        };
        let once = if start >= from && start < to { self.cost.set_up } else { Pence::ZERO };
        (self.cost.place_year.times(units) + once).times(share)
    }
}

/// Open places added up over time, place by place.
fn place_years(service: &Service, from: f64, to: f64) -> f64 {
    let open = |(opens, places): (f64, u32)| f64::from(places) * (to - opens.max(from)).max(0.0);
    service.openings().into_iter().map(open).sum()
}
