//! What the lists say of each child, in the words of the record.

use jiff::civil::Date;

use super::rows::{Lists, LookedAfter, Person};
use crate::record::{Activity, Code, Desk, Detail, Kind, PersonFacts, PlacementFacts, Statement};
use crate::{Findings, Origin, Text};

/// Where statements go.
type Sink<'a> = &'a mut dyn FnMut(&str, Statement);

/// Tells the record what the inspection lists say.
///
/// **Shape**: list by list, row by row; each row gives the facts of its child and what happened. A care leaver is
/// told from the latest contact on, or else from the latest review of the pathway plan.
///
/// **Limits**: rows without a child, and what has no date or ends before it starts, are left out; each has its
/// finding from reading. Groups of codes ([`super::GROUPS`]) are told as they are.
pub fn tell(lists: &[Lists], desk: &mut Desk, _findings: &mut Findings, sink: Sink) {
    for lists in lists {
        tell_front_door(lists, desk, sink);
        tell_protection(lists, sink);
        tell_care(lists, sink);
    }
}

fn tell_front_door(lists: &Lists, desk: &mut Desk, sink: Sink) {
    for row in &lists.contacts {
        let detail = Detail::Contact { from: row.from, no_further_action: None };
        tell_row(sink, &row.person, false, row.origin, [happening(Kind::Contact, row.on, None, detail)]);
    }
    for row in &lists.early_help {
        let named = !row.organisation.is_empty();
        let agency = if named { desk.agencies.number(&row.organisation) } else { 0 };
        let help = happening(Kind::EarlyHelp, row.started, row.completed, Detail::None);
        let help = help.map(|h| Activity { agency, ..h });
        tell_row(sink, &row.person, false, row.origin, [help]);
    }
    for row in &lists.referrals {
        let detail = Detail::Referral { from: row.from, no_further_action: row.no_further_action };
        tell_row(sink, &row.person, false, row.origin, [happening(Kind::Referral, row.on, None, detail)]);
    }
    for row in &lists.assessments {
        let assessment = happening(Kind::Assessment, row.started, row.authorised, Detail::None);
        tell_row(sink, &row.person, false, row.origin, [assessment]);
    }
}

fn tell_protection(lists: &Lists, sink: Sink) {
    for row in &lists.enquiries {
        let enquiry = happening(Kind::Section47, row.started, None, Detail::None);
        let conference = happening(Kind::Conference, row.conference, None, Detail::None);
        tell_row(sink, &row.person, false, row.origin, [enquiry, conference]);
    }
    for row in &lists.in_need {
        let detail = Detail::InNeed { need: row.need, reason_closed: row.reason_closed };
        tell_row(
            sink,
            &row.person,
            false,
            row.origin,
            [happening(Kind::InNeed, row.started, row.closed, detail)],
        );
    }
    for row in &lists.protection_plans {
        let category = if row.latest_category.is_blank() { row.first_category } else { row.latest_category };
        let plan = happening(Kind::ProtectionPlan, row.started, row.ended, Detail::Plan { category });
        tell_row(sink, &row.person, false, row.origin, [plan]);
    }
}

fn tell_care(lists: &Lists, sink: Sink) {
    for row in &lists.looked_after {
        let care = happening(Kind::LookedAfter, row.started, row.ceased, Detail::Placement(placement(row)));
        tell_row(sink, &row.person, row.unaccompanied == Some(true), row.origin, [care]);
    }
    for row in &lists.care_leavers {
        let since = row.last_contact.or(row.plan_reviewed);
        let leaver = happening(Kind::CareLeaver, since, None, Detail::None);
        tell_row(sink, &row.person, row.unaccompanied == Some(true), row.origin, [leaver]);
    }
}

fn placement(row: &LookedAfter) -> PlacementFacts {
    PlacementFacts {
        place: row.place,
        provider: row.provider,
        legal_status: row.legal_status,
        reason_started: Code::BLANK,
        reason_ended: row.reason_ceased,
        need: row.need,
    }
}

fn tell_row<const N: usize>(
    sink: Sink,
    person: &Person,
    unaccompanied: bool,
    origin: Origin,
    happenings: [Option<Activity>; N],
) {
    if person.child.is_empty() {
        return;
    }
    let facts = PersonFacts {
        born: person.born,
        sex: person.sex,
        ethnicity: person.ethnicity,
        disabled: person.disabled,
        unaccompanied,
        origin,
        died: None,
        upn: Text::default(),
        ward: Text::default(),
        family: Text::default(),
    };
    sink(&person.child, Statement::Person(facts));
    for activity in happenings.into_iter().flatten() {
        sink(&person.child, Statement::Activity(Activity { origin, ..activity }));
    }
}

/// An activity of children's social care; `None` without a start, or with an end before it.
fn happening(kind: Kind, start: Option<Date>, end: Option<Date>, detail: Detail) -> Option<Activity> {
    let start = start?;
    let (agency, service, origin) = (0, 0, Origin::default());
    let in_order = end.is_none_or(|end| end >= start);
    in_order.then_some(Activity { kind, start, end, agency, service, cost: None, detail, origin })
}
