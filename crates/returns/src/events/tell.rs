//! What event files say of each child, in the words of the record.

use super::rows::Event;
use crate::record::{Activity, Code, Desk, Detail, Kind, PersonFacts, PlacementFacts, Statement};
use crate::{Findings, Text, upn};

/// Tells the record what event files say, row by row.
///
/// **Shape**: each row gives the facts it has about the child and, if it is not a `person` row, what happened.
///
/// **Limits**: rows without a child or a start, or with an end before it, are left out; each has its finding from
/// reading.
pub fn tell(
    events: &[Event],
    desk: &mut Desk,
    _findings: &mut Findings,
    sink: &mut dyn FnMut(&str, Statement),
) {
    for event in events.iter().filter(|e| !e.child.is_empty()) {
        sink(&event.child, Statement::Person(facts(event)));
        if let Some(activity) = activity(event, desk) {
            sink(&event.child, Statement::Activity(activity));
        }
    }
}

fn facts(event: &Event) -> PersonFacts {
    let real = upn::problem(&event.upn).is_none();
    PersonFacts {
        born: event.born,
        died: None,
        sex: event.sex,
        ethnicity: match event.ethnicity.as_str() {
            // Refused and not obtained: not known.
            "REFU" | "NOBT" => Code::BLANK,
            code => Code::new(code),
        },
        upn: if real { event.upn.clone() } else { Text::default() },
        disabled: None,
        unaccompanied: false,
        ward: event.ward.clone(),
        family: event.family.clone(),
        origin: event.origin,
    }
}

fn activity(event: &Event, desk: &mut Desk) -> Option<Activity> {
    let (kind, start) = (event.kind?, event.start?);
    if event.end.is_some_and(|end| end < start) {
        return None;
    }
    let agency = if event.agency.is_empty() { 0 } else { desk.agencies.number(&event.agency) };
    let service = if event.service.is_empty() { 0 } else { desk.services.number(&event.service) };
    let (cost, detail, origin) = (event.cost, detail(event, kind), event.origin);
    Some(Activity { kind, start, end: event.end, agency, service, cost, detail, origin })
}

fn detail(event: &Event, kind: Kind) -> Detail {
    let from = Code::new(&event.source);
    match kind {
        Kind::Contact => Detail::Contact { from, no_further_action: no_further_action(&event.outcome) },
        Kind::Referral => Detail::Referral { from, no_further_action: no_further_action(&event.outcome) },
        Kind::InNeed => {
            Detail::InNeed { need: Code::new(&event.need), reason_closed: Code::new(&event.outcome) }
        }
        Kind::ProtectionPlan => Detail::Plan { category: Code::new(&event.category) },
        Kind::Episode | Kind::LookedAfter => Detail::Placement(PlacementFacts {
            place: Code::new(&event.category),
            reason_ended: Code::new(&event.outcome),
            need: Code::new(&event.need),
            ..PlacementFacts::default()
        }),
        _ => Detail::None,
    }
}

/// Whether nothing followed; `None` if the outcome is blank. Any outcome but `no further action` is something.
fn no_further_action(outcome: &str) -> Option<bool> {
    if outcome.is_empty() {
        return None;
    }
    Some(["no further action", "NFA"].iter().any(|words| outcome.eq_ignore_ascii_case(words)))
}
