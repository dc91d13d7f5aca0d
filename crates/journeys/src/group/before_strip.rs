//! What was going on in each stretch of time before care.

use returns::record::{Activity, Kind};

use super::before_care::first_starts;
use super::study::Study;
use crate::day::Day;

/// A stretch of time before the start of care, in days: from `nearest` up to but not including `farthest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Name for programs.
    pub key: &'static str,
    /// Plain words.
    pub label: &'static str,
    /// Words for where there is little room.
    pub short: &'static str,
    /// Fewest days before the start of care.
    pub nearest: i32,
    /// Days before the start of care from which on the stretch before this one begins.
    pub farthest: i32,
}

/// What was going on before care, stretch by stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// Children whose first start of care lies within the days that returns of need speak for.
    pub children: u64,
    /// One row per kind of thing, lightest first.
    pub rows: Vec<StripRow>,
}

/// One kind of thing before care.
#[derive(Clone, Debug, PartialEq)]
pub struct StripRow {
    /// What.
    pub name: &'static str,
    /// Children for whom it happened, or was under way, in each of [`Strip::STRETCHES`].
    pub children: [u64; 6],
}

const fn stretch(
    key: &'static str,
    label: &'static str,
    short: &'static str,
    nearest: i32,
    farthest: i32,
) -> Stretch {
    Stretch { key, label, short, nearest, farthest }
}

impl Strip {
    /// The stretches, the earliest first.
    pub const STRETCHES: [Stretch; 6] = [
        stretch("over_5_years", "Over 5 years before", "5y+", 1826, i32::MAX),
        stretch("years_3_to_5", "3 to 5 years before", "3-5y", 1096, 1826),
        stretch("years_2_to_3", "2 to 3 years before", "2-3y", 731, 1096),
        stretch("years_1_to_2", "1 to 2 years before", "1-2y", 365, 731),
        stretch("months_6_to_12", "6 to 12 months before", "6-12m", 183, 365),
        stretch("under_6_months", "Under 6 months before", "0-6m", 1, 183),
    ];
}

const KINDS: [(&str, Kind); 5] = [
    ("Contact", Kind::Contact),
    ("Referral", Kind::Referral),
    ("Early help", Kind::EarlyHelp),
    ("In need", Kind::InNeed),
    ("Protection plan", Kind::ProtectionPlan),
];

/// Looks back from each first start of care and counts children by stretch of time.
pub fn before_strip(study: &Study, group: &[usize]) -> Strip {
    let starts = first_starts(study, group);
    let mut rows: Vec<StripRow> = KINDS.iter().map(|(name, _)| StripRow { name, children: [0; 6] }).collect();
    for (place, start) in &starts {
        let Some(child) = study.record.children.get(*place) else { continue };
        for (row, (_, kind)) in rows.iter_mut().zip(KINDS) {
            for (count, stretch) in row.children.iter_mut().zip(Strip::STRETCHES) {
                let within = |a: &Activity| a.kind == kind && is_within(a, *start, &stretch);
                *count += u64::from(child.activities.iter().any(within));
            }
        }
    }
    Strip { children: starts.len() as u64, rows }
}

/// Whether an activity happened or was under way in a stretch before a day.
fn is_within(activity: &Activity, start: Day, stretch: &Stretch) -> bool {
    let first = Day::of(activity.start);
    let moment = matches!(activity.kind, Kind::Contact | Kind::Referral);
    let days_before = first.until(start);
    // A thing that ends on a day no longer holds on it; one that is open holds up to the start of care.
    let last_before = match activity.end {
        _ if moment => days_before,
        Some(end) => Day::of(end).until(start).saturating_add(1).max(1),
        None => 1,
    };
    days_before >= stretch.nearest && last_before < stretch.farthest && last_before <= days_before
}
