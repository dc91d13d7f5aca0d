//! Periods of care of the inspection lists beside the episodes that tell them better.

use jiff::civil::Date;

use super::builder::{CLOSED_BY_OTHER, ENDS_DIFFER};
use super::{Activity, Detail, Kind, Told};
use crate::{Finding, Findings, Rule, Severity};

pub(super) static START_DIFFERS: Rule = Rule {
    id: "returns-differ-on-start-of-care",
    severity: Severity::Warning,
    title: "Two returns give different first days to the same care.",
    why: "The first day decides how long the child was in care. SSDA903 is believed, and the period of Annex A left out.",
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
}

/// Drops periods of care that episodes tell better, and lets their ends close open episodes.
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
        let before = runs.partition_point(|run| run.start < end);
        let last = before.checked_sub(1).and_then(|at| runs.get_mut(at));
        let Some(run) = last.filter(|run| period.start < run.end) else { continue };
        if let Some(slot) = dropped.get_mut(place) {
            *slot = true;
        }
        report_start(child, teller, &period, run, joined, findings);
        let Some((_, last)) = joined.get_mut(run.last) else { continue };
        match (last.end, period.end) {
            (None, Some(end)) if last.start < end => {
                run.end = end;
                close(child, last, &period, end, findings);
            }
            (known, Some(end)) if known != Some(end) => {
                let known = known.map_or_else(|| "no end".to_string(), |known| known.to_string());
                findings.push(
                    Finding::new(&ENDS_DIFFER, period.origin)
                        .child(child)
                        .value(period.kind.label(), &end.to_string())
                        .expected(format!(
                            "{known}, as the episodes say; {} was not believed",
                            teller.label()
                        )),
                );
            }
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
            _ => runs.push(Run { first: place, last: place, start: episode.start, end }),
        }
    }
    runs
}

fn is_anew(episode: &Activity) -> bool {
    matches!(episode.detail, Detail::Placement(facts) if facts.reason_started.as_str() == "S")
}

/// Reports a first day that differs, unless the episodes say that care began before the first of them.
fn report_start(
    child: &str,
    teller: Told,
    period: &Activity,
    run: &Run,
    joined: &[(Told, Activity)],
    findings: &mut Findings,
) {
    let goes_on = joined
        .get(run.first)
        .is_some_and(|(_, first)| matches!(first.detail, Detail::Placement(facts) if facts.goes_on()));
    if run.start != period.start && !goes_on {
        findings.push(
            Finding::new(&START_DIFFERS, period.origin)
                .child(child)
                .value(period.kind.label(), &period.start.to_string())
                .expected(format!("{}, as the episodes say; {} was not believed", run.start, teller.label())),
        );
    }
}

/// Closes the last episode of a run with the end of a period.
fn close(child: &str, last: &mut Activity, period: &Activity, end: Date, findings: &mut Findings) {
    last.end = Some(end);
    if let (Detail::Placement(facts), Detail::Placement(other)) = (&mut last.detail, period.detail) {
        facts.reason_ended = other.reason_ended;
    }
    findings.push(
        Finding::new(&CLOSED_BY_OTHER, last.origin)
            .child(child)
            .value("DECOM", &last.start.to_string())
            .expected(format!("care ended on {end}, as Annex A says")),
    );
}
