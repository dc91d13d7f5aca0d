//! Points where children come back.

use returns::record::{Detail, Kind};
use units::Position;

use super::study::Study;
use crate::day::Day;
use crate::statistics::median;

/// A way of coming back, and how many did.
#[derive(Clone, Debug, PartialEq)]
pub struct Comeback {
    /// What came back: `Referred again`.
    pub name: &'static str,
    /// Ends (or referrals) with at least twelve months of record after them: those who could be seen to come back.
    pub followed: u64,
    /// Of these, came back within six months.
    pub within_6_months: u64,
    /// Of these, came back within twelve months.
    pub within_12_months: u64,
    /// All that came back at any time, followed for long enough or not.
    pub ever: u64,
    /// Median days until those came back.
    pub median_days: Option<f64>,
}

const HALF_YEAR: i32 = 183;
const YEAR: i32 = 365;

/// How often a group's children come back.
///
/// Referred again: a referral within twelve months of an earlier one, as in DfE's re-referral measure. Re-entry
/// to care, repeat plans and coming back into need count from the end of the spell to the start of the next in the
/// same position. Ends at or after the 18th birthday are not followed.
pub fn comebacks(study: &Study, group: &[usize]) -> Vec<Comeback> {
    let mut referred = Tally::new("Referred again");
    let mut need = Tally::new("In need again after being closed");
    let mut plan = Tally::new("On a protection plan again");
    let mut care = Tally::new("Looked after again");
    for place in group {
        let (Some(journey), Some(child)) = (study.journeys.get(*place), study.record.children.get(*place))
        else {
            continue;
        };
        let last = study.until.min(journey.adult);
        let referrals: Vec<Day> = child
            .activities
            .iter()
            .filter(|a| {
                a.kind == Kind::Referral && matches!(a.detail, Detail::Referral { .. } | Detail::None)
            })
            .map(|a| Day::of(a.start))
            .filter(|day| *day < last)
            .collect();
        for (n, day) in referrals.iter().enumerate() {
            referred.follow(*day, referrals.get(n + 1).copied(), last);
        }
        for (n, spell) in journey.spells.iter().enumerate() {
            let next_in = |position: Position| {
                journey.spells[n + 1..].iter().find(|s| s.position == position).map(|s| s.start)
            };
            if spell.end >= last {
                continue;
            }
            match spell.position {
                Position::InNeed
                    if journey.spells.get(n + 1).is_some_and(|s| s.position == Position::Closed) =>
                {
                    need.follow(spell.end, next_in(Position::InNeed), last);
                }
                Position::ProtectionPlan => plan.follow(spell.end, next_in(Position::ProtectionPlan), last),
                Position::LookedAfter => care.follow(spell.end, next_in(Position::LookedAfter), last),
                _ => {}
            }
        }
    }
    [referred, need, plan, care].into_iter().map(Tally::comeback).collect()
}

struct Tally {
    name: &'static str,
    followed: u64,
    within_6_months: u64,
    within_12_months: u64,
    days: Vec<f64>,
}

impl Tally {
    fn new(name: &'static str) -> Tally {
        Tally { name, followed: 0, within_6_months: 0, within_12_months: 0, days: Vec::new() }
    }

    fn follow(&mut self, from: Day, back: Option<Day>, last: Day) {
        let gap = back.filter(|b| *b < last).map(|b| from.until(b));
        self.days.extend(gap.map(f64::from));
        if from.until(last) >= YEAR {
            self.followed += 1;
            self.within_6_months += u64::from(gap.is_some_and(|g| g <= HALF_YEAR));
            self.within_12_months += u64::from(gap.is_some_and(|g| g <= YEAR));
        }
    }

    fn comeback(mut self) -> Comeback {
        Comeback {
            name: self.name,
            followed: self.followed,
            within_6_months: self.within_6_months,
            within_12_months: self.within_12_months,
            ever: self.days.len() as u64,
            median_days: median(&mut self.days),
        }
    }
}
