//! What a scenario costs by its own figures: for the ledger, and to hold beside the budget.

use appraisal::{Buys, PlannedParts, ServiceCost, Spending};
use futures::scenario::Service;
use units::Pence;

use super::{RunningCost, Scenario};

impl Scenario {
    /// What it spends, and what its cuts release: services in the order of the engine, then changes.
    pub fn spending(&self) -> Vec<Spending> {
        let services = self.engine.services.iter().zip(&self.services).enumerate();
        let services = services.map(|(number, (service, terms))| Spending {
            name: service.name.clone(),
            cost: terms.cost.clone(),
            buys: match terms.closure {
                Some(_) => Buys::Closures(service.clone()),
                None => Buys::Places(number, service.clone()),
            },
        });
        let changes = self.engine.changes.iter().zip(&self.changes);
        let mix = self.engine.mix.iter().zip(&self.mix);
        services
            .chain(changes.filter_map(|(c, terms)| running(&c.name, c.start, c.end, &terms.cost)))
            .chain(mix.filter_map(|(m, terms)| running(&m.name, m.start, m.end, &terms.cost)))
            .collect()
    }

    /// What services and changes cost in a year of the run if every open place is paid for; cuts count below zero.
    ///
    /// Held beside the tracks, it says whether early help grows by what the services cost.
    ///
    /// **Shape**: years count from 0, the twelve months after the start of the run; a track of a financial year is that of
    /// year `track.year.0 - base_year`.
    ///
    /// **Limits**: places of those who are still served after the end of a service are known only to the run.
    pub fn planned_cost(&self, year: usize) -> Pence {
        self.spending().iter().map(|spending| spending.planned(year)).sum()
    }

    /// [`Scenario::planned_cost`] taken apart; the parts add up to it exactly.
    pub fn planned_parts(&self, year: usize) -> PlannedParts {
        let parts = self.spending().into_iter().map(|spending| spending.planned_parts(year));
        parts.fold(PlannedParts::default(), |sum, part| sum + part)
    }

    /// What the posts would cost for a whole year that stay vacant in the mean, of services that are open in a year.
    ///
    /// It is in no plan and no ledger: posts that are not filled are not paid.
    pub fn vacant_posts(&self, year: usize) -> Pence {
        let (from, to) = (year as f64, (year + 1) as f64);
        let open = |service: &Service| service.start < to && service.end.is_none_or(|end| end > from);
        let services = self.engine.services.iter().zip(&self.services).filter(|(s, _)| open(s));
        let staff = services.flat_map(|(_, terms)| &terms.staff);
        staff.filter_map(|s| Some(s.worker_year?.times(s.workers - s.filled()))).sum()
    }
}

fn running(name: &str, start: f64, end: Option<f64>, cost: &Option<RunningCost>) -> Option<Spending> {
    let RunningCost { year, set_up, price_year, payers } = cost.clone()?;
    Some(Spending {
        name: name.to_string(),
        cost: ServiceCost { place_year: year, set_up, price_year, payers },
        buys: Buys::Years(start, end.unwrap_or(f64::INFINITY)),
    })
}
