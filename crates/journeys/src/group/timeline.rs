//! One child's journey, laid out in time.

use returns::codes::{List, meaning};
use returns::record::{Detail, Kind};
use units::Pence;

use super::study::Study;
use crate::day::Day;

/// One bar or point of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Kind of activity.
    pub kind: Kind,
    /// Who.
    pub agency: String,
    /// Which service; empty if none is named.
    pub service: String,
    /// First day.
    pub start: Day,
    /// First day after it; [`Day::OPEN`] while open. `start` for things of one moment.
    pub end: Day,
    /// What more is known, in plain words.
    pub words: String,
    /// What the file says it cost.
    pub cost: Option<Pence>,
}

/// Everything recorded of one child, in order.
pub fn timeline(study: &Study, place: usize) -> Vec<Entry> {
    let Some(child) = study.record.children.get(place) else { return Vec::new() };
    child
        .activities
        .iter()
        .map(|a| {
            let moment =
                matches!(a.kind, Kind::Contact | Kind::Referral | Kind::Section47 | Kind::Conference);
            let start = Day::of(a.start);
            Entry {
                kind: a.kind,
                agency: study.record.agencies.name(a.agency).to_string(),
                service: study.record.services.name(a.service).to_string(),
                start,
                end: if moment { start } else { a.end.map_or(Day::OPEN, Day::of) },
                words: words(&a.detail),
                cost: a.cost,
            }
        })
        .collect()
}

fn words(detail: &Detail) -> String {
    let say = |list: List, code: returns::record::Code| -> Option<String> {
        (!code.is_blank())
            .then(|| meaning(list, code.as_str()).map_or_else(|| code.to_string(), |m| m.to_string()))
    };
    let parts: Vec<String> = match detail {
        Detail::None => Vec::new(),
        Detail::Contact { from, no_further_action } | Detail::Referral { from, no_further_action } => {
            let source = say(List::ReferralSource, *from).map(|s| format!("from {s}"));
            let nfa = (*no_further_action == Some(true)).then(|| "no further action".to_string());
            source.into_iter().chain(nfa).collect()
        }
        Detail::InNeed { need, reason_closed } => {
            let closed = say(List::ReasonClosed, *reason_closed).map(|r| format!("closed: {r}"));
            say(List::Need, *need).into_iter().chain(closed).collect()
        }
        Detail::Plan { category } => say(List::AbuseCategory, *category).into_iter().collect(),
        Detail::Placement(p) => [
            say(List::Place, p.place),
            say(List::Provider, p.provider),
            say(List::LegalStatus, p.legal_status),
            say(List::ReasonEnded, p.reason_ended).map(|r| format!("ended: {r}")),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    parts.join("; ")
}
