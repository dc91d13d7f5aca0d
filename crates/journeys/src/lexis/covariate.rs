//! What time at risk can be split by beyond age, time, year and history.

use returns::record::{Child, Detail, Kind, Record};
use units::{AgeBand, Position, UNKNOWN};

use super::deprivation::WardDeprivation;
use crate::day::Day;
use crate::home::{Home, Provider};
use crate::journey::Journey;

/// A covariate, fixed when a spell begins: what is recorded later never reaches back.
///
/// Ethnicity is not among them: groups are for reporting reach and outcome, not for rates.
///
/// **Limits**: sex, ward with its deprivation, and disability carry no date in any return and are taken as last recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Covariate {
    /// Sex.
    Sex,
    /// Latest primary need or category of need up to the day.
    Need,
    /// Ward of the home address, as last recorded.
    Ward,
    /// Whether recorded as unaccompanied: from the first start of care on, with which returns tell of it.
    Unaccompanied,
    /// Whether a disability is recorded.
    Disability,
    /// Age band at which the child was first known, once known.
    AgeFirstKnown,
    /// Deprivation of the ward, by the lookup that the authority brings.
    Deprivation,
    /// Earlier spells in the same position that returns tell of.
    EarlierSpells,
    /// Kind of placement of a looked-after child when the spell of care began; of care found under way nobody knows.
    Placement,
    /// Provider of that placement; not known too where none is recorded or the placement has none.
    Provider,
}

impl Covariate {
    /// All covariates.
    pub const ALL: [Covariate; 10] = [
        Covariate::Sex,
        Covariate::Need,
        Covariate::Ward,
        Covariate::Unaccompanied,
        Covariate::Disability,
        Covariate::AgeFirstKnown,
        Covariate::Deprivation,
        Covariate::EarlierSpells,
        Covariate::Placement,
        Covariate::Provider,
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
            Covariate::Deprivation => "deprivation",
            Covariate::EarlierSpells => "earlier-spells",
            Covariate::Placement => "placement",
            Covariate::Provider => "provider",
        }
    }

    /// Whether its value has no date, so that time before it was recorded has it too.
    pub fn is_undated(self) -> bool {
        matches!(self, Covariate::Sex | Covariate::Ward | Covariate::Disability | Covariate::Deprivation)
    }

    /// The value for a child as known on a day; `not known` where the record does not say up to then.
    pub fn value(self, record: &Record, wards: &WardDeprivation, journey: &Journey, day: Day) -> String {
        let Some(child) = record.children.get(journey.child as usize) else { return UNKNOWN.to_string() };
        match self {
            Covariate::Sex => child.facts.sex.label().to_string(),
            Covariate::Need => need_on(record, journey, day).unwrap_or_else(|| UNKNOWN.to_string()),
            Covariate::Ward if child.facts.ward.is_empty() => UNKNOWN.to_string(),
            Covariate::Ward => child.facts.ward.to_string(),
            Covariate::Unaccompanied => {
                let told = child.facts.unaccompanied && arrival_told(child).is_some_and(|first| first <= day);
                yes_no(Some(told))
            }
            Covariate::Disability => yes_no(child.facts.disabled),
            Covariate::AgeFirstKnown => first_known(record, journey)
                .filter(|first| *first <= day)
                .and_then(|day| journey.age_on(day))
                .and_then(|age| AgeBand::of(f64::from(age.max(0))))
                .map_or(UNKNOWN.to_string(), |band| band.label().to_string()),
            Covariate::Deprivation => {
                wards.band(child.facts.ward.as_ref()).map_or(UNKNOWN.to_string(), |band| band.to_string())
            }
            Covariate::EarlierSpells => earlier_spells(journey, day),
            Covariate::Placement => first_home(journey, day, |home| home.placement.label()),
            Covariate::Provider => first_home(journey, day, |home| match home.provider {
                Provider::NotRecorded => UNKNOWN,
                provider => provider.label(),
            }),
        }
    }
}

fn yes_no(value: Option<bool>) -> String {
    match value {
        Some(true) => "yes",
        Some(false) => "no",
        None => UNKNOWN,
    }
    .to_string()
}

/// How many spells in the position of a day ended before it: `0`, `1`, `2 or more`. Of care that was found under way nobody
/// knows.
fn earlier_spells(journey: &Journey, day: Day) -> String {
    let Some(now) = journey.at(day).filter(|spell| spell.entered) else { return UNKNOWN.to_string() };
    let earlier = journey.spells.iter().filter(|s| s.position == now.position && s.start < now.start).count();
    match earlier {
        0 => "0",
        1 => "1",
        _ => "2 or more",
    }
    .to_string()
}

/// Something of the home in which the spell of care of a day began. Care that was found under way began in a home that no
/// return tells: the first one seen may be the second or tenth, of children who stayed long.
fn first_home(journey: &Journey, day: Day, label: impl Fn(Home) -> &'static str) -> String {
    let Some(spell) = journey.at(day).filter(|spell| spell.position == Position::LookedAfter) else {
        return "not looked after".to_string();
    };
    let first = journey.stay_at(spell.start).filter(|_| spell.entered);
    first.map_or(UNKNOWN, |stay| label(stay.home)).to_string()
}

/// The day from which on returns tell that an unaccompanied child is one: with the first start of care, or, for a child
/// who never was in care, with the first assessment.
fn arrival_told(child: &Child) -> Option<Day> {
    let first = |kinds: &[Kind]| child.activities.iter().find(|a| kinds.contains(&a.kind));
    first(&[Kind::Episode, Kind::LookedAfter, Kind::CareLeaver])
        .or_else(|| first(&[Kind::Assessment]))
        .map(|a| Day::of(a.start))
}

/// The need recorded last up to a day: `N1`; `None` before any is.
///
/// **Limits**: a need belongs to the first day of its episode: no return says when it was recorded.
pub fn need_on(record: &Record, journey: &Journey, day: Day) -> Option<String> {
    let child = record.children.get(journey.child as usize)?;
    let needs = child.activities.iter().filter_map(|a| match (a.kind, a.detail) {
        (Kind::InNeed, Detail::InNeed { need, .. }) if !need.is_blank() => Some((a.start, need)),
        (Kind::Episode | Kind::LookedAfter, Detail::Placement(p)) if !p.need.is_blank() => {
            Some((a.start, p.need))
        }
        _ => None,
    });
    needs.take_while(|(start, _)| Day::of(*start) <= day).last().map(|(_, need)| need.to_string())
}

/// The first day on which any activity is recorded for a child.
pub fn first_known(record: &Record, journey: &Journey) -> Option<Day> {
    record.children.get(journey.child as usize)?.activities.first().map(|a| Day::of(a.start))
}
