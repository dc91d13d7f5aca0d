//! What time at risk can be split by beyond age, time, year and history.

use returns::record::{Detail, Kind, Record};
use units::AgeBand;

use crate::day::Day;
use crate::journey::{Journey, Spell};

/// A covariate, fixed at the start of a spell.
///
/// Ethnicity is not among them: groups are for reporting reach and outcome, not for rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Covariate {
    /// Sex.
    Sex,
    /// Latest primary need or category of need at the start of the spell.
    Need,
    /// Ward of the home address.
    Ward,
    /// Whether ever unaccompanied.
    Unaccompanied,
    /// Whether a disability is recorded.
    Disability,
    /// Age band at which the child was first known.
    AgeFirstKnown,
}

impl Covariate {
    /// All covariates.
    pub const ALL: [Covariate; 6] = [
        Covariate::Sex,
        Covariate::Need,
        Covariate::Ward,
        Covariate::Unaccompanied,
        Covariate::Disability,
        Covariate::AgeFirstKnown,
    ];

    /// The word for files and the command line.
    pub fn label(self) -> &'static str {
        match self {
            Covariate::Sex => "sex",
            Covariate::Need => "need",
            Covariate::Ward => "ward",
            Covariate::Unaccompanied => "unaccompanied",
            Covariate::Disability => "disability",
            Covariate::AgeFirstKnown => "age-first-known",
        }
    }

    /// The value for a child at the start of a spell; `not known` where the record does not say.
    pub fn value(self, record: &Record, journey: &Journey, spell: &Spell) -> String {
        let Some(child) = record.children.get(journey.child as usize) else { return UNKNOWN.to_string() };
        match self {
            Covariate::Sex => child.facts.sex.label().to_string(),
            Covariate::Need => need_on(record, journey, spell.start).unwrap_or_else(|| UNKNOWN.to_string()),
            Covariate::Ward if child.facts.ward.is_empty() => UNKNOWN.to_string(),
            Covariate::Ward => child.facts.ward.to_string(),
            Covariate::Unaccompanied => yes_no(Some(child.facts.unaccompanied)),
            Covariate::Disability => yes_no(child.facts.disabled),
            Covariate::AgeFirstKnown => first_known(record, journey)
                .and_then(|day| journey.age_on(day))
                .and_then(|age| AgeBand::of(f64::from(age.max(0))))
                .map_or(UNKNOWN.to_string(), |band| band.label().to_string()),
        }
    }
}

const UNKNOWN: &str = "not known";

fn yes_no(value: Option<bool>) -> String {
    match value {
        Some(true) => "yes",
        Some(false) => "no",
        None => UNKNOWN,
    }
    .to_string()
}

/// The need recorded last up to a day, else the first one after it: `N1`.
pub fn need_on(record: &Record, journey: &Journey, day: Day) -> Option<String> {
    let child = record.children.get(journey.child as usize)?;
    let needs = || {
        child.activities.iter().filter_map(|a| match (a.kind, a.detail) {
            (Kind::InNeed, Detail::InNeed { need, .. }) if !need.is_blank() => Some((a.start, need)),
            (Kind::Episode | Kind::LookedAfter, Detail::Placement(p)) if !p.need.is_blank() => {
                Some((a.start, p.need))
            }
            _ => None,
        })
    };
    needs()
        .take_while(|(start, _)| Day::of(*start) <= day)
        .last()
        .or_else(|| needs().next())
        .map(|(_, need)| need.to_string())
}

/// The first day on which any activity is recorded for a child.
pub fn first_known(record: &Record, journey: &Journey) -> Option<Day> {
    record.children.get(journey.child as usize)?.activities.first().map(|a| Day::of(a.start))
}
