//! How cost is spread over children, and the costliest twentieth.

use units::{Pence, Position};

use super::study::Study;

/// Spread of cost to date over a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Costliest {
    /// Children in the group.
    pub children: u64,
    /// Cost to date of all.
    pub cost: Pence,
    /// Share of all cost that each twentieth of children bears, cheapest first; sums to 1 if there is any cost.
    pub twentieths: Vec<f64>,
    /// Children of the costliest twentieth.
    pub top_children: u64,
    /// Cost to date of the costliest twentieth.
    pub top_cost: Pence,
    /// The least that a child of the costliest twentieth has cost.
    pub threshold: Pence,
    /// Of the costliest twentieth and of the rest: share ever in each open position, and mean number of referrals
    /// and of agencies met.
    pub profile: Vec<Profile>,
}

/// One line of comparison between the costliest twentieth and the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// What is compared.
    pub name: String,
    /// Children of the costliest twentieth of whom it is true.
    pub top: u64,
    /// Children of the rest of whom it is true.
    pub rest: u64,
}

/// Spreads the cost of a group over its children.
///
/// The costliest twentieth is the dearest 5% of children, rounded up; children of equal cost are taken in the
/// order of the record.
pub fn costliest(study: &Study, group: &[usize]) -> Costliest {
    let mut by_cost: Vec<(Pence, usize)> =
        group.iter().filter_map(|p| Some((study.bills().get(*p)?.total(), *p))).collect();
    by_cost.sort();
    let cost: Pence = by_cost.iter().map(|c| c.0).sum();
    let n = by_cost.len();
    let top_from = n - n.div_ceil(20).min(n);
    let top = &by_cost[top_from..];
    let share = |part: &[(Pence, usize)]| {
        let sum: Pence = part.iter().map(|c| c.0).sum();
        if cost == Pence::ZERO { 0.0 } else { sum.0 as f64 / cost.0 as f64 }
    };
    Costliest {
        children: n as u64,
        cost,
        twentieths: (0..20).map(|k| share(&by_cost[n * k / 20..n * (k + 1) / 20])).collect(),
        top_children: top.len() as u64,
        top_cost: top.iter().map(|c| c.0).sum(),
        threshold: top.first().map_or(Pence::ZERO, |c| c.0),
        profile: profile(study, top, &by_cost[..top_from]),
    }
}

fn profile(study: &Study, top: &[(Pence, usize)], rest: &[(Pence, usize)]) -> Vec<Profile> {
    let line = |name: String, is_true: &dyn Fn(usize) -> bool| {
        let count = |part: &[(Pence, usize)]| part.iter().filter(|c| is_true(c.1)).count() as u64;
        Profile { name, top: count(top), rest: count(rest) }
    };
    let mut lines = Vec::new();
    for position in [Position::EarlyHelp, Position::InNeed, Position::ProtectionPlan, Position::LookedAfter] {
        lines.push(line(format!("Ever {}", ever(position)), &|place| {
            study.journeys.get(place).is_some_and(|j| j.ever(position))
        }));
    }
    lines.push(line("Came back after being closed".to_string(), &|place| {
        study.journeys.get(place).is_some_and(|j| {
            j.spells.windows(2).any(|w| w[0].position == Position::Closed && w[1].start < study.until)
        })
    }));
    lines.push(line("Met three or more agencies".to_string(), &|place| {
        study.record.children.get(place).is_some_and(|c| {
            let mut agencies: Vec<u16> = c.activities.iter().map(|a| a.agency).collect();
            agencies.sort_unstable();
            agencies.dedup();
            agencies.len() >= 3
        })
    }));
    lines
}

fn ever(position: Position) -> String {
    match position {
        Position::EarlyHelp => "had early help".to_string(),
        Position::ProtectionPlan => "on a protection plan".to_string(),
        other => other.label().to_string(),
    }
}
