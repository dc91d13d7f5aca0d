//! What came before care, how long before, and which chances passed.

use returns::record::{Activity, Detail, Kind};
use units::Position;

use super::study::Study;
use crate::day::Day;
use crate::statistics::median;

/// What came before the first start of care, for children whose first start of care is in the record.
#[derive(Clone, Debug, PartialEq)]
pub struct BeforeCare {
    /// Children whose first start of care lies within the days that returns of need speak for.
    pub children: u64,
    /// Of these, nothing at all is recorded before the day of the start.
    pub unknown_before: u64,
    /// Median days from the first thing recorded to the start of care, of those known before.
    pub median_days_known: Option<f64>,
    /// What came before, line by line.
    pub lines: Vec<Before>,
    /// Children by number of chances that passed: none, 1, 2 or 3, 4 or more.
    pub missed: [u64; 4],
}

/// One thing that came before care for some children.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// What.
    pub name: &'static str,
    /// Children for whom it came before.
    pub children: u64,
    /// How often.
    pub times: u64,
    /// Median days from the last of them to the start of care.
    pub median_days: Option<f64>,
}

/// Days within which something must follow a contact or referral, or it counts as a chance that passed.
pub const FOLLOWED_DAYS: i32 = 30;

/// Looks back from each first start of care.
///
/// A chance that passed is a contact or referral before care with no further action: where the return says so, or,
/// where it does not say, where no early help, assessment, enquiry, help in need, plan or care began within
/// [`FOLLOWED_DAYS`] days.
pub fn before_care(study: &Study, group: &[usize]) -> BeforeCare {
    let names = [
        "Contacts with no further action",
        "Referrals with no further action",
        "Early help",
        "In need",
        "Protection plan",
    ];
    let mut tallies: Vec<(u64, u64, Vec<f64>)> = vec![(0, 0, Vec::new()); names.len()];
    let mut found = BeforeCare {
        children: 0,
        unknown_before: 0,
        median_days_known: None,
        lines: Vec::new(),
        missed: [0; 4],
    };
    let mut known = Vec::new();
    for (place, start) in first_starts(study, group) {
        let Some(child) = study.record.children.get(place) else { continue };
        found.children += 1;
        let before: Vec<&Activity> = child.activities.iter().filter(|a| Day::of(a.start) < start).collect();
        match before.first() {
            Some(first) => known.push(f64::from(Day::of(first.start).until(start))),
            None => found.unknown_before += 1,
        }
        let missed: Vec<&Activity> =
            before.iter().filter(|a| is_missed(a, &child.activities)).copied().collect();
        found.missed[match missed.len() {
            0 => 0,
            1 => 1,
            2 | 3 => 2,
            _ => 3,
        }] += 1;
        let of_kind = |list: &[&Activity], kind: Kind| -> Vec<Day> {
            list.iter().filter(|a| a.kind == kind).map(|a| Day::of(a.start)).collect()
        };
        for (tally, days) in tallies.iter_mut().zip([
            of_kind(&missed, Kind::Contact),
            of_kind(&missed, Kind::Referral),
            of_kind(&before, Kind::EarlyHelp),
            of_kind(&before, Kind::InNeed),
            of_kind(&before, Kind::ProtectionPlan),
        ]) {
            if let Some(last) = days.last() {
                tally.0 += 1;
                tally.1 += days.len() as u64;
                tally.2.push(f64::from(last.until(start)));
            }
        }
    }
    found.median_days_known = median(&mut known);
    found.lines = names
        .into_iter()
        .zip(tallies)
        .map(|(name, (children, times, mut days))| Before {
            name,
            children,
            times,
            median_days: median(&mut days),
        })
        .collect();
    found
}

/// Children of a group whose first start of care lies within the days that returns of need speak for, with that day.
pub(super) fn first_starts(study: &Study, group: &[usize]) -> Vec<(usize, Day)> {
    let start = |place: usize| {
        let spells = &study.journeys.get(place)?.spells;
        spells.iter().find(|s| s.position == Position::LookedAfter).filter(|s| s.entered).map(|s| s.start)
    };
    group
        .iter()
        .filter_map(|place| Some((*place, start(*place)?)))
        .filter(|(_, start)| study.record.coverage.covers(returns::record::Field::Need, start.date()))
        .collect()
}

/// Whether an activity of this kind means that something followed.
fn followed_by(kind: Kind) -> bool {
    !matches!(kind, Kind::Contact | Kind::Referral | Kind::Conference | Kind::CareLeaver | Kind::Service)
}

fn is_missed(activity: &Activity, all: &[Activity]) -> bool {
    let said = match activity.detail {
        Detail::Contact { no_further_action, .. } | Detail::Referral { no_further_action, .. } => {
            no_further_action
        }
        _ => None,
    };
    match (activity.kind, said) {
        (Kind::Contact | Kind::Referral, Some(said)) => said,
        (Kind::Contact | Kind::Referral, None) => {
            let day = Day::of(activity.start);
            !all.iter()
                .any(|a| followed_by(a.kind) && (0..=FOLLOWED_DAYS).contains(&day.until(Day::of(a.start))))
        }
        _ => false,
    }
}
