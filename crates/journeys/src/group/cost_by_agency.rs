//! Which agency bears what of the cost to date, and for what.

use std::collections::BTreeMap;

use returns::record::Kind;
use units::Pence;

use super::study::Study;
use crate::day::Day;

/// What one agency bears of the cost to date of a group, for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyCost {
    /// The agency that bears it.
    pub agency: String,
    /// A unit cost by its name, or the service or kind of activity whose cost an event file states.
    pub what: String,
    /// Children who have a cost on this line.
    pub children: u64,
    /// Cost to date.
    pub cost: Pence,
}

/// Splits the cost to date of a group by the agency that bears it.
///
/// **Shape**: agencies in the order of [`Study::agencies`]; in each, unit costs in the order of the price list, then
/// what event files state, in the order of a journey. Lines without cost are left out. The sum is that of the bills.
pub fn cost_by_agency(study: &Study, group: &[usize]) -> Vec<AgencyCost> {
    let place_of = |agency: &str| study.agencies.iter().position(|a| a == agency).unwrap_or_default();
    let mut lines: Vec<(usize, AgencyCost)> = Vec::new();
    for (n, price) in study.prices.prices.iter().enumerate() {
        let amounts = || group.iter().filter_map(|p| study.bills().get(*p)?.by_price.get(n).copied());
        let line = AgencyCost {
            agency: price.agency.clone(),
            what: price.name.clone(),
            children: amounts().filter(|amount| *amount != Pence::ZERO).count() as u64,
            cost: amounts().sum(),
        };
        lines.push((place_of(&price.agency), line));
    }
    for ((agency, kind, service), (children, cost)) in stated(study, group) {
        let name = study.record.agencies.name(agency);
        let service = study.record.services.name(service);
        let what = if service.is_empty() { kind.label() } else { service };
        let line = AgencyCost { agency: name.to_string(), what: what.to_string(), children, cost };
        lines.push((place_of(name), line));
    }
    lines.retain(|(_, line)| line.children > 0);
    lines.sort_by_key(|(place, _)| *place);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Costs that event files state, by agency, kind and service: children and cost.
fn stated(study: &Study, group: &[usize]) -> BTreeMap<(u16, Kind, u16), (u64, Pence)> {
    let mut found: BTreeMap<(u16, Kind, u16), (u64, Pence)> = BTreeMap::new();
    for place in group {
        let Some(child) = study.record.children.get(*place) else { continue };
        let mut own: BTreeMap<(u16, Kind, u16), Pence> = BTreeMap::new();
        for activity in child.activities.iter().filter(|a| Day::of(a.start) < study.until) {
            if let Some(cost) = activity.cost {
                *own.entry((activity.agency, activity.kind, activity.service)).or_default() += cost;
            }
        }
        for (key, cost) in own.into_iter().filter(|(_, cost)| *cost != Pence::ZERO) {
            let line = found.entry(key).or_default();
            line.0 += 1;
            line.1 += cost;
        }
    }
    found
}
