//! Periods of care of the inspection lists and of event files beside the episodes that tell them better.

use jiff::civil::Date;
use units::Pence;

use super::builder::{CLOSED_BY_OTHER, ENDS_DIFFER};
use super::{Activity, Code, Detail, Kind, PlacementFacts, Told};
use crate::{Finding, Findings, Rule, Severity};

pub(super) static START_DIFFERS: Rule = Rule {
    id: "returns-differ-on-start-of-care",
    severity: Severity::Warning,
    title: "Two returns give different first days to the same care.",
    why: "The first day decides how long the child was in care. SSDA903 is believed, and the other period left out.",
};
pub(super) static START_TOLD: Rule = Rule {
    id: "care-start-from-other-return",
    severity: Severity::Note,
    title: "A return other than SSDA903 knows when care began.",
    why: "The first episode goes on from one that no SSDA903 return has, so SSDA903 does not tell the first day. Care \
          counts from the day that the other return gives; the placement up to the first episode is not known.",
};
pub(super) static STILL_OPEN: Rule = Rule {
    id: "care-open-in-other-return",
    severity: Severity::Note,
    title: "Care that has ended by SSDA903 is open in another return.",
    why: "SSDA903 is believed. Nothing is wrong if the other return was extracted before the end; if it was extracted \
          later, one of the two is wrong about a child in care.",
};
pub(super) static COST_MOVED: Rule = Rule {
    id: "care-cost-moved",
    severity: Severity::Repair,
    title: "A period of care with a cost is told by SSDA903 episodes too.",
    why: "The episodes tell the care, and the cost and the agency that bears it are kept once: at the first episode of \
          the period where its days are those of whole episodes without a cost; else as a service of that agency, and \
          prices by the week may count days of it again.",
};

/// Episodes of one child that follow on without a gap and without care starting anew.
#[derive(Clone, Copy)]
struct Run {
    /// Place of the first of them.
    first: usize,
    /// Place of the last of them.
    last: usize,
    start: Date,
    end: Date,
    /// Whether care began before the first of them, on a day that the episodes do not tell.
    goes_on: bool,
}

/// Drops periods of care that episodes tell better, and takes from them what episodes do not tell: the end of open
/// episodes, the first day of care that was under way, and costs.
///
/// **Shape**: `joined` comes by start and stays so.
pub(super) fn settle_care(child: &str, joined: &mut Vec<(Told, Activity)>, findings: &mut Findings) {
    if !joined.iter().any(|(_, a)| a.kind == Kind::LookedAfter) {
        return;
    }
    let mut runs = runs(joined);
    let mut dropped = vec![false; joined.len()];
    for place in 0..joined.len() {
        let Some((teller, period)) = joined.get(place).copied().filter(|(_, a)| a.kind == Kind::LookedAfter)
        else {
            continue;
        };
        let end = period.end.unwrap_or(Date::MAX);
        // Runs are apart and in order, so the last that begins before the end is the only one to look at.
        let Some(at) = runs.partition_point(|run| run.start < end).checked_sub(1) else { continue };
        let before = at.checked_sub(1).and_then(|at| runs.get(at)).map(|run| run.end);
        let Some(run) = runs.get_mut(at).filter(|run| period.start < run.end) else { continue };
        let telling = Telling { child, teller, period };
        let part = settle_start(&telling, run, before, findings);
        settle_end(&telling, run, joined, findings);
        let part = settle_cost(&telling, part, run, joined, findings);
        match (part, joined.get_mut(place), dropped.get_mut(place)) {
            (Some(rest), Some((_, slot)), _) => *slot = rest,
            (_, _, Some(slot)) => *slot = true,
            _ => {}
        }
    }
    let mut dropped = dropped.into_iter();
    joined.retain(|_| !dropped.next().unwrap_or(false));
}

/// The runs of episodes of a list that comes by start.
fn runs(joined: &[(Told, Activity)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (place, (_, episode)) in joined.iter().enumerate().filter(|(_, (_, a))| a.kind == Kind::Episode) {
        // An episode of no days is a day in care.
        let end = episode.end.map_or(Date::MAX, |end| end.max(episode.start.tomorrow().unwrap_or(end)));
        match runs.last_mut() {
            Some(run) if episode.start < run.end || (episode.start == run.end && !is_anew(episode)) => {
                if end >= run.end {
                    run.last = place;
                }
                run.end = run.end.max(end);
            }
            _ => {
                let goes_on = matches!(episode.detail, Detail::Placement(facts) if facts.goes_on());
                runs.push(Run { first: place, last: place, start: episode.start, end, goes_on });
            }
        }
    }
    runs
}

fn is_anew(episode: &Activity) -> bool {
    matches!(episode.detail, Detail::Placement(facts) if facts.reason_started.as_str() == "S")
}

/// A period of care, of which child, and who tells it.
struct Telling<'a> {
    child: &'a str,
    teller: Told,
    period: Activity,
}

impl Telling<'_> {
    /// A finding at the period, with one of its days.
    fn finding(&self, rule: &'static Rule, day: &str) -> Finding {
        Finding::new(rule, self.period.origin).child(self.child).value(self.period.kind.label(), day)
    }
}

/// Compares the first days; gives the part of the period that lies before its run, if only the period tells it.
///
/// `before` is the end of the run before.
fn settle_start(
    telling: &Telling,
    run: &mut Run,
    before: Option<Date>,
    findings: &mut Findings,
) -> Option<Activity> {
    let Telling { teller, period, .. } = telling;
    if run.start == period.start {
        return None;
    }
    let began = period.start;
    if !run.goes_on || began > run.start || before.is_some_and(|end| end > began) {
        let expected = format!("{}, as the episodes say; {} was not believed", run.start, teller.label());
        findings.push(telling.finding(&START_DIFFERS, &began.to_string()).expected(expected));
        return None;
    }
    let expected = format!("episodes from this day on; they begin on {}, and care goes on then", run.start);
    findings.push(telling.finding(&START_TOLD, &began.to_string()).expected(expected));
    // What the period says of the placement is of its last day.
    let need = match period.detail {
        Detail::Placement(facts) => facts.need,
        _ => Code::BLANK,
    };
    let detail = Detail::Placement(PlacementFacts { need, ..PlacementFacts::default() });
    let part = Activity { end: Some(run.start), detail, ..*period };
    // Now the start is known.
    (run.start, run.goes_on) = (began, false);
    Some(part)
}

/// Compares the last days, and closes an open episode with the end of the period.
fn settle_end(telling: &Telling, run: &mut Run, joined: &mut [(Told, Activity)], findings: &mut Findings) {
    let Telling { child, teller, period } = telling;
    let Some((_, last)) = joined.get_mut(run.last) else { return };
    match (last.end, period.end) {
        (None, Some(end)) if last.start < end => {
            run.end = end;
            close(telling, last, end, findings);
        }
        (known, Some(end)) if known != Some(end) => {
            let known = known.map_or_else(|| "no end".to_string(), |known| known.to_string());
            let expected = format!("{known}, as the episodes say; {} was not believed", teller.label());
            findings.push(telling.finding(&ENDS_DIFFER, &end.to_string()).expected(expected));
        }
        (Some(known), None) => {
            let expected = format!("an end on {known}, as the episodes say");
            let finding = Finding::new(&STILL_OPEN, period.origin).child(child);
            findings.push(finding.value(period.kind.label(), "").expected(expected));
        }
        _ => {}
    }
}

/// Closes the last episode of a run with the end of a period.
fn close(telling: &Telling, last: &mut Activity, end: Date, findings: &mut Findings) {
    last.end = Some(end);
    if let (Detail::Placement(facts), Detail::Placement(other)) = (&mut last.detail, telling.period.detail) {
        facts.reason_ended = other.reason_ended;
    }
    findings.push(
        Finding::new(&CLOSED_BY_OTHER, last.origin)
            .child(telling.child)
            .value("DECOM", &last.start.to_string())
            .expected(format!("care ended on {end}, as {} says", telling.teller.label())),
    );
}

/// Keeps the cost of a period once, and gives what stays of the period beside the episodes.
///
/// The days of an activity whose cost is stated are not priced by the week as well. So episodes take the cost only if
/// they are the days of the period: the first the whole of it, the others none.
fn settle_cost(
    telling: &Telling,
    part: Option<Activity>,
    run: &Run,
    joined: &mut [(Told, Activity)],
    findings: &mut Findings,
) -> Option<Activity> {
    let period = &telling.period;
    let Some(cost) = period.cost else { return part };
    let end = period.end.unwrap_or(Date::MAX);
    let (from, to) = (first_at(joined, period.start).max(run.first), first_at(joined, end));
    let within = joined.get_mut(from..to).unwrap_or(&mut []);
    let episodes = || within.iter().filter(|(_, a)| a.kind == Kind::Episode).map(|(_, a)| a);
    let begins = episodes().next().is_some_and(|first| from == run.first || first.start == period.start);
    let fits = begins && episodes().all(|a| a.cost.is_none() && a.end.unwrap_or(Date::MAX) <= end);
    if fits {
        let mut rest = if part.is_some() { Pence::ZERO } else { cost };
        for (_, episode) in within.iter_mut().filter(|(_, a)| a.kind == Kind::Episode) {
            (episode.agency, episode.cost) = (period.agency, Some(rest));
            rest = Pence::ZERO;
        }
    }
    let (stays, kept) = match (part, fits) {
        (Some(part), _) => (Some(part), "with the days before the first episode"),
        (None, true) => (None, "with the first of the episodes that are its days"),
        (None, false) => {
            let service = Activity { kind: Kind::Service, detail: Detail::None, ..*period };
            (Some(service), "as a service beside the episodes")
        }
    };
    let finding = Finding::new(&COST_MOVED, period.origin).child(telling.child);
    findings.push(finding.value("cost", &cost.to_string()).expected(format!("counted once, {kept}")));
    stays
}

/// Place of the first activity that does not start before a day, in a list that comes by start.
fn first_at(joined: &[(Told, Activity)], day: Date) -> usize {
    joined.partition_point(|(_, activity)| activity.start < day)
}
