//! What the return says of each child, for the record.

use jiff::civil::Date;

use super::check::birthday;
use super::dates::written;
use super::repair::Merging;
use super::{Episode, Header, Oc3, Return, sex_of, year_end, year_start};
use crate::cores::beside;
use crate::record::{Activity, Code, Desk, Detail, Kind, PersonFacts, PlacementFacts, Statement};
use crate::{Finding, Findings, Rule, Severity, Text};

pub(crate) static SHORT_BREAK: Rule = Rule {
    id: "short-break-not-care",
    severity: Severity::Note,
    title: "An episode is of short breaks, which are a service and not care.",
    why: "A child with legal status V3 or V4 lives at home; such episodes are left out of counts of looked-after \
          children, and the journey shows them as the service short break.",
};
pub(crate) static LEAVER_WITHOUT_YEAR: Rule = Rule {
    id: "care-leaver-without-year",
    severity: Severity::Warning,
    title: "Support to a care leaver lies in no known return year.",
    why: "The year of the return is not known, so the support cannot be placed and is left out.",
};
pub(crate) static LEAVER_NOT_ADULT: Rule = Rule {
    id: "care-leaver-outside-ages",
    severity: Severity::Note,
    title: "A care leaver in touch is not between the 18th and the 25th birthday in the year.",
    why: "Outside these ages there is no support as a care leaver to show.",
};

pub(crate) static START_LACKING: Rule = Rule {
    id: "care-start-lacking",
    severity: Severity::Warning,
    title: "The first episode of a child goes on from an episode that no return has.",
    why: "Its RNE is not S, though it starts within the years that were read: an earlier episode is lacking. Care \
          counts from this episode on, unless another return knows when it began, and its start is not counted as a \
          child who came into care on that day.",
};
pub(crate) static UNDER_WAY: Rule = Rule {
    id: "care-under-way",
    severity: Severity::Note,
    title: "A child was in care before the first return that was read.",
    why: "The first episode that is known started before that year and goes on from another one, so the day care \
          started is not known. Time in care is counted from this episode on, unless Annex A or an event file \
          knows when it began, and its start is no start of care. Earlier returns would tell it.",
};

/// Rules of telling.
pub(crate) static RULES: &[&Rule] =
    &[&SHORT_BREAK, &LEAVER_WITHOUT_YEAR, &LEAVER_NOT_ADULT, &START_LACKING, &UNDER_WAY];

/// Service that stands for a series of short breaks.
const SHORT_BREAK_SERVICE: &str = "short break";

/// Says what the returns hold of each child, as statements for the record: facts, then episodes, then support
/// to care leavers.
///
/// **Shape**: facts come by return year, so that later ones win where they differ. Episodes come merged and
/// repaired by the rules of [`super::merge`], sorted by child and start; their end is the day they ceased, on which
/// they no longer hold. An episode that ceased with death tells the date of death too.
///
/// **Limits**: episodes of short breaks (legal status `V3`, `V4`) become [`Kind::Service`]: they are normally
/// excluded from counts of looked-after children. A care leaver in touch counts as supported for the part of
/// the return year between the 18th and the 25th birthday: the return does not say for which days.
pub fn tell(
    returns: &[Return],
    desk: &mut Desk,
    findings: &mut Findings,
    sink: &mut dyn FnMut(&str, Statement),
) {
    let mut years: Vec<&Return> = returns.iter().collect();
    years.sort_by_key(|ret| ret.year);
    let first_day = years.iter().filter(|ret| !ret.episodes.is_empty()).find_map(|ret| year_start(ret.year?));
    let short_breaks = returns.iter().flat_map(|ret| &ret.episodes).any(is_short_break);
    let service = if short_breaks { desk.services.number(SHORT_BREAK_SERVICE) } else { 0 };
    let begin = || {
        let mut merging = Merging::new(returns, |child, of_child, told: &mut Vec<_>, findings| {
            let mut is_known = false;
            for episode in of_child {
                let activity = activity_of(&episode, service, findings);
                if activity.kind == Kind::Episode && !std::mem::replace(&mut is_known, true) {
                    report_under_way(&episode, first_day, findings);
                }
                let died = (episode.reason_ended == "E2").then_some(episode.end).flatten();
                told.push((child, activity, died));
            }
        });
        (merging.next(), merging)
    };
    let ((mut next, mut merging), ()) = beside(begin, || years.iter().for_each(|ret| tell_facts(ret, sink)));
    while let Some((told, found)) = next {
        findings.append(found, 0);
        (next, ()) = beside(|| merging.next(), || told.into_iter().for_each(|told| tell_episode(told, sink)));
    }
    for ret in &years {
        for row in &ret.oc3 {
            tell_leaver(row, ret.year, findings, sink);
        }
    }
}

fn tell_facts(ret: &Return, sink: &mut dyn FnMut(&str, Statement)) {
    for row in &ret.oc3 {
        let facts = PersonFacts { born: row.born, origin: row.origin, ..PersonFacts::default() };
        sink(&row.child, Statement::Person(facts));
    }
    for header in &ret.headers {
        sink(&header.child, Statement::Person(facts_of(header)));
    }
    for row in &ret.uasc {
        let facts = PersonFacts {
            born: row.born,
            sex: sex_of(&row.sex),
            unaccompanied: true,
            origin: row.origin,
            ..PersonFacts::default()
        };
        sink(&row.child, Statement::Person(facts));
    }
}

fn facts_of(header: &Header) -> PersonFacts {
    PersonFacts {
        born: header.born,
        sex: sex_of(&header.sex),
        ethnicity: Code::new(&header.ethnicity),
        upn: if crate::upn::problem(&header.upn).is_none() { header.upn.clone() } else { Text::default() },
        origin: header.origin,
        ..PersonFacts::default()
    }
}

/// Reports the first episode of a child's care if it goes on from one that no return has.
fn report_under_way(episode: &Episode, first_day: Option<Date>, findings: &mut Findings) {
    if !placement(episode).goes_on() {
        return;
    }
    let is_lacking = first_day.is_some_and(|day| episode.start >= day);
    let rule = if is_lacking { &START_LACKING } else { &UNDER_WAY };
    findings.push(
        Finding::new(rule, episode.origin)
            .child(&episode.child)
            .value("RNE", &episode.reason_started)
            .expected(format!("S, or an episode before {}", written(episode.start))),
    );
}

fn placement(episode: &Episode) -> PlacementFacts {
    PlacementFacts {
        place: Code::new(&episode.place),
        provider: Code::new(&episode.provider),
        legal_status: Code::new(&episode.legal_status),
        reason_started: Code::new(&episode.reason_started),
        reason_ended: Code::new(&episode.reason_ended),
        need: Code::new(&episode.need),
    }
}

fn is_short_break(episode: &Episode) -> bool {
    matches!(episode.legal_status.as_str(), "V3" | "V4")
}

/// What an episode tells; a series of short breaks is a service, which has this number.
fn activity_of(episode: &Episode, service: u16, findings: &mut Findings) -> Activity {
    let activity = Activity {
        kind: Kind::Episode,
        start: episode.start,
        end: episode.end,
        agency: 0,
        service: 0,
        cost: None,
        detail: Detail::Placement(placement(episode)),
        origin: episode.origin,
    };
    if !is_short_break(episode) {
        return activity;
    }
    findings.push(
        Finding::new(&SHORT_BREAK, episode.origin)
            .child(&episode.child)
            .value("LS", &episode.legal_status)
            .expected("shown as the service short break"),
    );
    Activity { kind: Kind::Service, service, detail: Detail::None, ..activity }
}

/// Tells of an episode of a child, who may have died as it ended.
fn tell_episode(
    (child, activity, died): (&str, Activity, Option<Date>),
    sink: &mut dyn FnMut(&str, Statement),
) {
    sink(child, Statement::Activity(activity));
    if died.is_some() {
        let facts = PersonFacts { died, origin: activity.origin, ..PersonFacts::default() };
        sink(child, Statement::Person(facts));
    }
}

fn tell_leaver(row: &Oc3, year: Option<u16>, findings: &mut Findings, sink: &mut dyn FnMut(&str, Statement)) {
    if row.in_touch != "YES" {
        return;
    }
    let finding = |rule| Finding::new(rule, row.origin).child(&row.child);
    let Some((first, end)) = year.and_then(days_of) else {
        findings.push(finding(&LEAVER_WITHOUT_YEAR));
        return;
    };
    let adult = row.born.and_then(|born| birthday(born, 18)).unwrap_or(first);
    let too_old = row.born.and_then(|born| birthday(born, 25)).unwrap_or(end);
    let (start, end) = (first.max(adult), end.min(too_old));
    if start >= end {
        findings.push(finding(&LEAVER_NOT_ADULT));
        return;
    }
    sink(
        &row.child,
        Statement::Activity(Activity {
            kind: Kind::CareLeaver,
            start,
            end: Some(end),
            agency: 0,
            service: 0,
            cost: None,
            detail: Detail::None,
            origin: row.origin,
        }),
    );
}

/// First day of a return year, and the first after it.
fn days_of(year: u16) -> Option<(Date, Date)> {
    Some((year_start(year)?, year_end(year)?.tomorrow().ok()?))
}
