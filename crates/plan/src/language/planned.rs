//! What a scenario costs by its own figures, to hold beside the budget.

use futures::scenario::Service;
use units::Pence;

use super::{RunningCost, Scenario, Terms};

impl Scenario {
    /// What services and changes cost in a year of the run if every open place is paid for; cuts count below zero.
    ///
    /// Held beside the tracks, it says whether early help grows by what the services cost.
    ///
    /// **Shape**: years count from 0, the twelve months after the start of the run; a track of a financial year is that of
    /// year `track.year.0 - base_year`.
    ///
    /// **Limits**: places of those who are still served after the end of a service are known only to the run.
    pub fn planned_cost(&self, year: usize) -> Pence {
        let services = self.engine.services.iter().zip(&self.services).map(|(s, t)| of_service(s, t, year));
        let changes = self.engine.changes.iter().zip(&self.changes);
        let mix = self.engine.mix.iter().zip(&self.mix);
        let running = changes
            .map(|(c, t)| (c.start, c.end, &t.cost))
            .chain(mix.map(|(m, t)| (m.start, m.end, &t.cost)))
            .filter_map(|(start, end, cost)| Some(of_running(start, end, cost.as_ref()?, year)));
        services.chain(running).sum()
    }
}

fn of_service(service: &Service, terms: &Terms, year: usize) -> Pence {
    let end = service.end.unwrap_or(f64::INFINITY);
    let place_years: f64 =
        service.openings().iter().map(|(opens, places)| f64::from(*places) * within(*opens, end, year)).sum();
    let set_up = once(service.start, terms.cost.set_up, year);
    terms.cost.place_year.times(place_years) + set_up
}

fn of_running(start: f64, end: Option<f64>, cost: &RunningCost, year: usize) -> Pence {
    cost.year.times(within(start, end.unwrap_or(f64::INFINITY), year)) + once(start, cost.set_up, year)
}

fn once(start: f64, amount: Pence, year: usize) -> Pence {
    if start.max(0.0).floor() == year as f64 { amount } else { Pence::ZERO }
}

/// Years of a span that lie in one year of the run.
fn within(start: f64, end: f64, year: usize) -> f64 {
    let from = year as f64;
    (end.min(from + 1.0) - start.max(from)).max(0.0)
}
