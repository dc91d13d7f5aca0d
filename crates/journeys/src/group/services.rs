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
    /// Children of whom one ended: the median rests on them.
    pub children_ended: u64,
    /// How many are still open at the end of the record.
    pub open: u64,
    /// What it has cost, where a price or the file says so. A price counts on one row of its kind.
    pub cost: Pence,
    /// Children whom the cost rests on.
    pub children_costed: u64,
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
        let (mut ended, mut costed) = (false, false);
        for activity in sorted {
            let key = (activity.agency, activity.kind, activity.service);
            let tally = found.entry(key).or_default();
            if before != Some(key) {
                tally.children += 1;
                run = 0;
                (ended, costed) = (false, false);
                before = Some(key);
            }
            run += 1;
            tally.times += 1;
            tally.most = tally.most.max(run);
            match activity.end {
                Some(end) => {
                    tally.days.push(f64::from(Day::of(activity.start).until(Day::of(end))));
                    tally.children_ended += u64::from(!ended);
                    ended = true;
                }
                None if lasts(activity.kind) => tally.open += 1,
                None => {}
            }
            if let Some(cost) = activity.cost {
                tally.cost += cost;
                tally.children_costed += u64::from(!costed);
                costed = true;
            }
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
            children_ended: tally.children_ended,
            open: tally.open,
            cost: tally.cost,
            children_costed: tally.children_costed,
        })
        .collect();
    add_prices(study, group, &mut uses);
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
    children_ended: u64,
    cost: Pence,
    children_costed: u64,
}

/// Whether a kind of activity takes time.
fn lasts(kind: Kind) -> bool {
    !matches!(kind, Kind::Contact | Kind::Referral | Kind::Section47 | Kind::Conference)
}

/// Adds what the price list says to one row each: of the price's agency if there is one of its kind, else the first of
/// the kind. Weeks in placements belong to episodes of care, or to periods of care where no episodes are known.
fn add_prices(study: &Study, group: &[usize], uses: &mut [ServiceUse]) {
    for (n, price) in study.prices.prices.iter().enumerate() {
        let kinds: &[Kind] = match price.per {
            PricedBy::Each(ref kind) => std::slice::from_ref(kind),
            PricedBy::Week(position) | PricedBy::Closing(position) => kinds_of(position),
            PricedBy::PlacementWeek(..) => kinds_of(units::Position::LookedAfter),
        };
        let amounts = || group.iter().filter_map(|p| study.bills().get(*p)?.by_price.get(n).copied());
        let cost: Pence = amounts().sum();
        let children = amounts().filter(|c| *c != Pence::ZERO).count() as u64;
        let of_kind = |u: &&mut ServiceUse| kinds.contains(&u.kind);
        let row = match uses.iter().position(|u| kinds.contains(&u.kind) && u.agency == price.agency) {
            Some(at) => uses.get_mut(at),
            None => uses.iter_mut().find(of_kind),
        };
        if let Some(row) = row {
            row.cost += cost;
            row.children_costed = row.children_costed.max(children);
        }
    }
}

/// The activities by which a position's weekly cost is shown.
fn kinds_of(position: units::Position) -> &'static [Kind] {
    match position {
        units::Position::EarlyHelp => &[Kind::EarlyHelp],
        units::Position::InNeed => &[Kind::InNeed],
        units::Position::ProtectionPlan => &[Kind::ProtectionPlan],
        units::Position::LookedAfter | units::Position::Unaccompanied => &[Kind::Episode, Kind::LookedAfter],
        units::Position::CareLeaver => &[Kind::CareLeaver],
        units::Position::NotKnown | units::Position::Closed => &[],
    }
}
