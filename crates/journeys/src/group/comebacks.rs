//! Points where children come back.

use returns::record::{Field, Kind};
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
    /// Children of whom an end (or referral) was followed.
    pub children_followed: u64,
    /// Children who came back.
    pub children_back: u64,
    /// Median days until those came back.
    pub median_days: Option<f64>,
}

const HALF_YEAR: i32 = 183;
const YEAR: i32 = 365;

/// How often a group's children come back.
///
/// Referred again: a referral within twelve months of an earlier one, as in DfE's re-referral measure. In need and
/// looked after count from the end of the spell to the start of the next in the same position; plans from the end of
/// one plan to the start of the next, whatever lies over them. A child is followed while returns of that field speak,
/// until the 18th birthday or death.
pub fn comebacks(study: &Study, group: &[usize]) -> Vec<Comeback> {
    let mut referred = Tally::new("Referred again");
    let mut need = Tally::new("In need again after being closed");
    let mut plan = Tally::new("On a protection plan again");
    let mut care = Tally::new("Looked after again");
    let end_of =
        |field: Field| study.record.coverage.spans(field).last().map_or(Day(i32::MIN), |s| Day::of(s.1));
    let (need_end, care_end) = (end_of(Field::Need), end_of(Field::Care));
    for place in group {
        let (Some(journey), Some(child)) = (study.journeys.get(*place), study.record.children.get(*place))
        else {
            continue;
        };
        let days = |kind: Kind| child.activities.iter().filter(move |a| a.kind == kind);
        let last = need_end.min(journey.adult);
        let referrals: Vec<Day> =
            days(Kind::Referral).map(|a| Day::of(a.start)).filter(|day| *day < last).collect();
        for (n, day) in referrals.iter().enumerate() {
            referred.follow(*place, *day, referrals.get(n + 1).copied(), last);
        }
        for ended in days(Kind::ProtectionPlan).filter_map(|a| a.end).map(Day::of).filter(|end| *end < last) {
            let next = days(Kind::ProtectionPlan).map(|a| Day::of(a.start)).find(|start| *start >= ended);
            plan.follow(*place, ended, next, last);
        }
        for (n, spell) in journey.spells.iter().enumerate() {
            let next_in = |position: Position| {
                journey.spells[n + 1..].iter().find(|s| s.position == position).map(|s| s.start)
            };
            let closed = journey.spells.get(n + 1).is_some_and(|s| s.position == Position::Closed);
            match spell.position {
                Position::InNeed if closed && spell.end < last => {
                    need.follow(*place, spell.end, next_in(Position::InNeed), last);
                }
                Position::LookedAfter => {
                    let last = care_end.min(journey.adult);
                    if spell.end < last {
                        care.follow(*place, spell.end, next_in(Position::LookedAfter), last);
                    }
                }
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
    /// Children followed and children back; groups come child by child, so the last one tells.
    children: [u64; 2],
    latest: [Option<usize>; 2],
}

impl Tally {
    fn new(name: &'static str) -> Tally {
        Tally {
            name,
            followed: 0,
            within_6_months: 0,
            within_12_months: 0,
            days: Vec::new(),
            children: [0; 2],
            latest: [None; 2],
        }
    }

    fn follow(&mut self, child: usize, from: Day, back: Option<Day>, last: Day) {
        let gap = back.filter(|b| *b < last).map(|b| from.until(b));
        self.days.extend(gap.map(f64::from));
        if gap.is_some() {
            self.count(1, child);
        }
        if from.until(last) >= YEAR {
            self.count(0, child);
            self.followed += 1;
            self.within_6_months += u64::from(gap.is_some_and(|g| g <= HALF_YEAR));
            self.within_12_months += u64::from(gap.is_some_and(|g| g <= YEAR));
        }
    }

    fn count(&mut self, what: usize, child: usize) {
        if self.latest[what] != Some(child) {
            self.latest[what] = Some(child);
            self.children[what] += 1;
        }
    }

    fn comeback(mut self) -> Comeback {
        Comeback {
            children_followed: self.children[0],
            children_back: self.children[1],
            name: self.name,
            followed: self.followed,
            within_6_months: self.within_6_months,
            within_12_months: self.within_12_months,
            ever: self.days.len() as u64,
            median_days: median(&mut self.days),
        }
    }
}
