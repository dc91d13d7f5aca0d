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
    /// What all payers together spend in one year if every open place is paid for and none beyond; negative where money is
    /// released.
    ///
    /// **Limits**: places of those who are still served after the end of a service are known only to a run.
    pub fn planned(&self, year: usize) -> Pence {
        self.amount(year, 0.0)
    }

    /// What an agency spends in one draw and year; negative where it is released.
    pub fn in_year(&self, scenario: &Flows, agency: &Agency, draw: usize, year: usize) -> Pence {
        let share: f64 = self.cost.payers.iter().filter(|(a, _)| a == agency).map(|(_, s)| s).sum();
        if share == 0.0 {
            return Pence::ZERO;
        }
        // After the last child is taken on, only those still being served cost money.
        let finishing = match &self.buys {
            Buys::Places(number, _) => scenario.value(draw, year, Measure::PlacesAfterEnd(*number)),
            Buys::Closures(_) | Buys::Years(..) => 0.0,
        };
        self.amount(year, finishing).times(share)
    }

    /// What is bought by plan in a year, and some units more.
    fn amount(&self, year: usize, more: f64) -> Pence {
        let (from, to) = (year as f64, (year + 1) as f64);
        let (units, start) = match &self.buys {
            Buys::Places(_, service) => {
                let end = to.min(service.end.unwrap_or(f64::INFINITY));
                (place_years(service, from, end), service.start)
            }
            Buys::Closures(service) => (place_years(service, from, to), service.start),
            Buys::Years(start, end) => ((to.min(*end) - from.max(*start)).max(0.0), *start),
        };
        let once = if start >= from && start < to { self.cost.set_up } else { Pence::ZERO };
        self.cost.place_year.times(units + more) + once
    }
}

/// Open places added up over time, place by place.
fn place_years(service: &Service, from: f64, to: f64) -> f64 {
    let open = |(opens, places): (f64, u32)| f64::from(places) * (to - opens.max(from)).max(0.0);
    service.openings().into_iter().map(open).sum()
}
