//! Which services and agencies a group has met, how often, for how long, at what cost.

use std::collections::BTreeMap;

use returns::record::Kind;
use units::Pence;

use super::study::Study;
use crate::day::Day;
use crate::price::PricedBy;
use crate::statistics::median;

/// What a group has had of one service of one agency.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceUse {
    /// The agency.
    pub agency: String,
    /// Kind of activity.
    pub kind: Kind,
    /// Name of the service; empty if none is named.
    pub service: String,
    /// Children who had it.
    pub children: u64,
    /// How often it began.
    pub times: u64,
    /// Most often that any one child had it.
    pub most: u64,
    /// Median length of those that ended, in days; `None` for things of one moment.
    pub median_days: Option<f64>,
    /// How many are still open at the end of the record.
    pub open: u64,
    /// What it has cost, where a price or the file says so.
    pub cost: Pence,
}

/// What a group has had, agency by agency.
///
/// **Shape**: sorted by agency, then in the order of a journey, then by name. Looked-after episodes count once
/// per episode; their cost is that of the weeks in each placement.
pub fn services(study: &Study, group: &[usize]) -> Vec<ServiceUse> {
    let mut found: BTreeMap<(u16, Kind, u16), Tally> = BTreeMap::new();
    for place in group {
        let Some(child) = study.record.children.get(*place) else { continue };
        let mut before: Option<(u16, Kind, u16)> = None;
        let mut sorted: Vec<_> = child.activities.iter().collect();
        sorted.sort_by_key(|a| (a.agency, a.kind, a.service));
        let mut run = 0;
        for activity in sorted {
            let key = (activity.agency, activity.kind, activity.service);
            let tally = found.entry(key).or_default();
            if before != Some(key) {
                tally.children += 1;
                run = 0;
                before = Some(key);
            }
            run += 1;
            tally.times += 1;
            tally.most = tally.most.max(run);
            match activity.end {
                Some(end) => tally.days.push(f64::from(Day::of(activity.start).until(Day::of(end)))),
                None if lasts(activity.kind) => tally.open += 1,
                None => {}
            }
            tally.cost += activity.cost.unwrap_or_default();
        }
    }
    let mut uses: Vec<ServiceUse> = found
        .into_iter()
        .map(|((agency, kind, service), mut tally)| ServiceUse {
            agency: study.record.agencies.name(agency).to_string(),
            kind,
            service: study.record.services.name(service).to_string(),
            children: tally.children,
            times: tally.times,
            most: tally.most,
            median_days: if lasts(kind) { median(&mut tally.days) } else { None },
            open: tally.open,
            cost: tally.cost + if agency == 0 { priced(study, group, kind) } else { Pence::ZERO },
        })
        .collect();
    uses.sort_by(|a, b| (&a.agency, a.kind, &a.service).cmp(&(&b.agency, b.kind, &b.service)));
    uses
}

#[derive(Default)]
struct Tally {
    children: u64,
    times: u64,
    most: u64,
    open: u64,
    days: Vec<f64>,
    cost: Pence,
}

/// Whether a kind of activity takes time.
fn lasts(kind: Kind) -> bool {
    !matches!(kind, Kind::Contact | Kind::Referral | Kind::Section47 | Kind::Conference)
}

/// Cost of a kind of activity by the price list.
fn priced(study: &Study, group: &[usize], kind: Kind) -> Pence {
    let belongs = |per: PricedBy| match per {
        PricedBy::Each(k) => k == kind,
        PricedBy::Week(position) | PricedBy::Closing(position) => kind_of(position) == Some(kind),
        PricedBy::PlacementWeek(..) => kind == Kind::Episode,
    };
    study
        .prices
        .prices
        .iter()
        .enumerate()
        .filter(|(_, price)| belongs(price.per))
        .map(|(n, _)| {
            group.iter().filter_map(|p| study.bills.get(*p)?.by_price.get(n).copied()).sum::<Pence>()
        })
        .sum()
}

/// The activity by which a position's weekly cost is shown.
fn kind_of(position: units::Position) -> Option<Kind> {
    match position {
        units::Position::EarlyHelp => Some(Kind::EarlyHelp),
        units::Position::InNeed => Some(Kind::InNeed),
        units::Position::ProtectionPlan => Some(Kind::ProtectionPlan),
        units::Position::LookedAfter => Some(Kind::Episode),
        units::Position::CareLeaver => Some(Kind::CareLeaver),
        units::Position::NotKnown | units::Position::Closed => None,
    }
}
