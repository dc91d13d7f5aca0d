//! What the censuses say of each child, in the words of the record.

use super::Census;
use super::merge::{self, MergedEpisode, Version, Years};
use super::rows::CensusChild;
use crate::record::{Activity, Code, Desk, Detail, Kind, PersonFacts, Sex, Statement};
use crate::{Findings, Origin, Text, upn};

/// Tells the record what censuses say, child by child.
///
/// **Shape**: children by id; of each child the facts, earliest year first, then referrals and periods in need by
/// referral date, then assessments, enquiries, conferences and plans by kind and start.
///
/// **Limits**: children without an id, episodes without a referral date, and records without a start or with an
/// end before it are left out; each has its finding from reading.
pub fn tell(
    censuses: &[Census],
    _desk: &mut Desk,
    findings: &mut Findings,
    sink: &mut dyn FnMut(&str, Statement),
) {
    let years = Years::new(censuses);
    for versions in years.children() {
        let Some(id) = versions.first().map(|v| v.child.child.as_str()) else { continue };
        for version in versions {
            sink(id, Statement::Person(facts(version)));
        }
        merge::tell_changes(versions, findings);
        let episodes = merge::episodes(&years, versions, findings);
        for episode in &episodes {
            tell_episode(episode, &mut |activity| sink(id, Statement::Activity(activity)));
        }
        for event in merge::events(&years, versions, &episodes, findings) {
            let detail = match event.kind {
                Kind::ProtectionPlan => Detail::Plan { category: Code::new(event.category) },
                _ => Detail::None,
            };
            let activity =
                Activity { end: event.end, detail, ..moment(event.kind, event.start, event.origin) };
            sink(id, Statement::Activity(activity));
        }
    }
}

fn tell_episode(merged: &MergedEpisode, sink: &mut dyn FnMut(Activity)) {
    let episode = merged.episode;
    let detail =
        Detail::Referral { from: Code::new(&episode.from), no_further_action: episode.no_further_action };
    sink(Activity { detail, ..moment(Kind::Referral, merged.referred, episode.origin) });
    let in_order = merged.closed.is_none_or(|closed| closed >= merged.referred);
    if episode.no_further_action != Some(true) && in_order {
        let reason_closed = match episode.closed {
            Some(_) => Code::new(&episode.reason_closed),
            None => Code::BLANK,
        };
        let detail = Detail::InNeed { need: Code::new(&episode.need), reason_closed };
        let activity = moment(Kind::InNeed, merged.referred, episode.origin);
        sink(Activity { end: merged.closed, detail, ..activity });
    }
}

fn moment(kind: Kind, start: jiff::civil::Date, origin: Origin) -> Activity {
    Activity { kind, start, end: None, agency: 0, service: 0, cost: None, detail: Detail::None, origin }
}

fn facts(version: &Version) -> PersonFacts {
    let child = version.child;
    PersonFacts {
        born: child.born.or(child.expected_birth),
        died: child.died,
        sex: sex(&child.sex),
        ethnicity: match child.ethnicity.as_str() {
            // Refused and not obtained: not known.
            "REFU" | "NOBT" => Code::BLANK,
            code => Code::new(code),
        },
        upn: if upn::problem(&child.upn).is_none() { child.upn.clone() } else { Text::default() },
        disabled: disabled(child),
        unaccompanied: is_unaccompanied(child),
        ward: Text::default(),
        family: Text::default(),
        origin: child.origin,
    }
}

/// The sex for a code of any year.
pub(super) fn sex(code: &str) -> Sex {
    match code {
        "M" | "1" => Sex::Male,
        "F" | "2" => Sex::Female,
        _ => Sex::Unknown,
    }
}

fn disabled(child: &CensusChild) -> Option<bool> {
    if child.disabilities.is_empty() { None } else { Some(child.disabilities.iter().any(|d| d != "NONE")) }
}

/// Whether an assessment found that the child is an unaccompanied asylum seeker (factor 9A).
fn is_unaccompanied(child: &CensusChild) -> bool {
    let mut factors = child.episodes.iter().flat_map(|e| &e.assessments).flat_map(|a| &a.factors);
    factors.any(|factor| factor == "9A")
}
