//! Changes of practice and policy, children who arrive, and changes of placement.

use futures::scenario::{Arrivals, Change, MixChange, Ratio};
use units::{AgeBand, Placement, Position};

use super::Reading;
use super::convert::Estimate;
use super::effects::read_estimate;
use super::money::{RunningCost, read_running};
use super::part::Part;
use super::reading::Dates;
use super::services::places;
use super::who::ALL_AGES;
use super::words;
use crate::check;

/// What a scenario says of a change beside what the engine takes.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeTerms {
    /// First and last day.
    pub dates: Dates,
    /// What it costs, if anything was stated.
    pub cost: Option<RunningCost>,
    /// What it rests on, in the author's words; empty if nothing was given.
    pub evidence: String,
}

pub(super) fn read_change(part: &Part<'_>, reading: &Reading<'_>) -> Option<(Change, ChangeTerms)> {
    let name = part.need("name", |t| Some(t.to_string()));
    let acts_on = reading.steps_or_moves(part, "steps");
    let ratio = read_estimate(part, "rate_ratio", ratio);
    let ages = part.may("ages", words::ages);
    let dates = reading.dates(part);
    let phase_in = part.may("phase_in", words::length);
    let backfill = part.may("backfill", check::share);
    let cost = read_running(part, reading);
    let (age_from, age_to) = ages?.unwrap_or(ALL_AGES);
    let (start, end) = reading.years(dates?);
    let (steps, moves) = acts_on?;
    if moves {
        check_moves(part, (age_from, age_to), backfill?.filter(|_| steps.is_empty()))?;
    }
    let change = Change {
        name: name?,
        steps,
        moves,
        ratio: as_ratio(ratio?),
        start,
        phase_in: phase_in?.unwrap_or(0.0),
        end,
        age_from,
        age_to,
        backfill: backfill?.unwrap_or(0.0),
    };
    Some((change, ChangeTerms { dates: dates?, cost: cost?, evidence: part.text("evidence").to_string() }))
}

/// Moves are known by age band, and a move that does not happen frees no place.
fn check_moves(part: &Part<'_>, ages: (f64, f64), backfill: Option<f64>) -> Option<()> {
    let whole = bands(ages);
    if whole.is_none() {
        part.fail(
            "ages",
            "ages that begin and end with the bands under 1, 1 to 4, 5 to 9, 10 to 15, 16 and 17: placement moves are \
             known by age band only",
        );
    }
    let freed = backfill.filter(|share| *share > 0.0);
    if freed.is_some() {
        part.fail("backfill", "nothing or 0%: a placement move that does not happen frees no place");
    }
    (whole.is_some() && freed.is_none()).then_some(())
}

/// A rate ratio that the engine takes.
fn ratio(text: &str) -> Option<f64> {
    check::number(text).filter(|r| (0.01..=10.0).contains(r))
}

fn as_ratio(estimate: Estimate) -> Ratio {
    Ratio { middle: estimate.middle, low: estimate.low, high: estimate.high }
}

/// Refuses two changes of one name that act on a step and age at the same time: it would count twice.
pub(super) fn refuse_overlaps(parts: &[Part<'_>], changes: &[Option<(Change, ChangeTerms)>]) {
    for (at, change) in changes.iter().enumerate() {
        let Some((change, terms)) = change else { continue };
        let same = |(other, others): &&(Change, ChangeTerms)| {
            other.name == change.name
                && (other.steps.iter().any(|s| change.steps.contains(s)) || (other.moves && change.moves))
                && other.age_from < change.age_to
                && change.age_from < other.age_to
                && others.dates.overlap(&terms.dates)
        };
        if let Some((_, other)) = changes[..at].iter().flatten().find(same) {
            let until =
                other.dates.end.map_or("it has no end".to_string(), |end| format!("it ends on {end}"));
            parts[at].fail(
                "start",
                format!(
                    "a change that does not overlap the other one of the same name, steps and ages, from {}: {until}",
                    other.dates.start
                ),
            );
        }
    }
}

pub(super) fn read_arrivals(part: &Part<'_>, reading: &Reading<'_>) -> Option<(Arrivals, ChangeTerms)> {
    let name = part.need("name", |t| Some(t.to_string()));
    // Unaccompanied children are followed apart only where the rates have a stream of them.
    let apart = !reading.steps_where(|s| s.to == Position::Unaccompanied).is_empty();
    let followed = |p: &Position| Position::OPEN.contains(p) || (apart && *p == Position::Unaccompanied);
    let position = part.need("position", |t| Position::from_label(t).filter(followed));
    let ages = part.need("ages", words::ages);
    let many = |t: &str| check::number(t).filter(|n| *n > 0.0 && *n <= 100_000.0);
    let per_year = read_estimate(part, "per_year", many);
    let dates = reading.dates(part);
    let (age_from, age_to) = ages?;
    let (start, end) = reading.years(dates?);
    let arrivals = Arrivals {
        name: name?,
        position: position?,
        age_from,
        age_to,
        per_year: as_ratio(per_year?),
        start,
        end,
    };
    let terms = ChangeTerms { dates: dates?, cost: None, evidence: part.text("evidence").to_string() };
    Some((arrivals, terms))
}

pub(super) fn read_placement_change(
    part: &Part<'_>,
    reading: &Reading<'_>,
) -> Option<(MixChange, ChangeTerms)> {
    let name = part.need("name", |t| Some(t.to_string()));
    let from = read_placement(part, "from");
    let to = read_placement(part, "to");
    if let (Some(from), Some(to)) = (from, to)
        && from == to
    {
        part.fail("to", format!("another kind of placement than {from}, which they leave"));
    }
    let share = part.need("share", |t| check::share(t).filter(|s| *s > 0.0));
    let new_places = part.may("places", places);
    let dates = reading.dates(part);
    let phase_in = part.may("phase_in", words::length);
    let ages = part.may("ages", |t| bands(words::ages(t)?));
    let cost = read_running(part, reading);
    let (start, end) = reading.years(dates?);
    let change = MixChange {
        name: name?,
        from: from?,
        to: to?,
        share: share?,
        places: new_places?,
        start,
        phase_in: phase_in?.unwrap_or(0.0),
        end,
        ages: ages?.unwrap_or_default(),
    };
    Some((change, ChangeTerms { dates: dates?, cost: cost?, evidence: part.text("evidence").to_string() }))
}

fn read_placement(part: &Part<'_>, key: &str) -> Option<Placement> {
    let text = part.text(key);
    let read = Placement::from_label(text);
    if read.is_none() {
        let known = Placement::ALL.map(Placement::label).join("\", \"");
        part.fail(key, format!("a kind of placement: one of \"{known}\""));
    }
    read
}

/// The age bands that make up ages, if they do so exactly.
fn bands((from, to): (f64, f64)) -> Option<Vec<AgeBand>> {
    let within: Vec<AgeBand> =
        AgeBand::ALL.into_iter().filter(|b| b.from_years() >= from && b.to_years() <= to).collect();
    let exact = within.first()?.from_years() == from && within.last()?.to_years() == to;
    exact.then_some(within)
}
