//! Curves beside those that rates imply, as tables.

use journeys::group::{Disclosure, SMALLEST};
use rates::curves::log_log_interval;
use tables::{Cell, Column, Table};

use super::{CheckWords, figure, finished, none, span, who};
use crate::{Gap, Occupant, RateChecks, StayCheck};

/// Standard errors beyond which the largest of many distances along a curve is more than chance: the 95% point of bands
/// of equal precision.
const BAND: f64 = 3.0;

/// Columns of what own and published rates say, and how far what was seen is from it.
fn beside(by: &str, seen: &str) -> Vec<Column> {
    let of = |key: &str, rates: &str| {
        [
            Column::with_unit(key, format!("{by} {rates}"), "%"),
            Column::with_unit(
                format!("{key}_difference"),
                format!("{seen} less {rates}"),
                "percentage points",
            ),
            Column::new(format!("{key}_errors"), format!("{seen} less {rates}, in standard errors")),
        ]
    };
    [of("own", "own rates"), of("published", "published rates")].concat()
}

/// Decimals of a percentage: in public whole ones, as of the shares of `headwater curves`.
fn decimals(disclosure: Disclosure) -> u8 {
    if disclosure == Disclosure::Inside { 1 } else { 0 }
}

/// The share still in each position beside the curves that rates imply.
///
/// **Shape**: one row per position and time since it was entered: children at risk; the share still there with its 95%
/// interval (Kaplan-Meier); the share that own rates imply, and the difference in percentage points and in standard
/// errors; the same for published rates.
pub fn curves_beside_rates(checks: &RateChecks, words: &CheckWords) -> Table {
    let mut columns = vec![
        Column::new("position", "Position"),
        Column::with_unit("time", "Time in position", "years"),
        Column::new("at_risk", "At risk just before"),
        Column::with_unit("share", "Share still there", "%"),
        Column::with_unit("low_95", "95% interval from", "%"),
        Column::with_unit("high_95", "95% interval to", "%"),
    ];
    columns.extend(beside("Implied by", "Share"));
    let mut table =
        Table::new("curves-beside-rates", "Share still in each position, beside what rates imply", columns);
    let d = words.disclosure;
    for stay in &checks.stays {
        for point in &stay.points {
            // Withheld if few are at risk now, or few were when the share last changed.
            let seen_by = point.seen.map_or(0, |s| s.at_risk);
            let few = [point.at_risk, seen_by].into_iter().filter(|n| *n > 0).min().unwrap_or(0).into();
            let percent = |share: Option<f64>| figure(d, share.map(|s| s * 100.0), decimals(d), few);
            let share = point.seen.map(|s| s.share);
            let interval = point.seen.and_then(|s| log_log_interval(s.share, s.standard_error));
            let mut row = vec![
                Cell::text(stay.position.label()),
                Cell::number(point.years, 2),
                d.count(point.at_risk.into()),
                percent(share),
                percent(interval.map(|i| i.0)),
                percent(interval.map(|i| i.1)),
            ];
            for implied in [Some(point.own), point.published] {
                let by = share.zip(implied).map(|(share, implied)| share - implied);
                let error = point.seen.map(|s| s.standard_error).filter(|e| *e > 0.0);
                row.push(percent(implied.filter(|_| point.seen.is_some())));
                row.push(percent(by));
                row.push(figure(d, by.zip(error).map(|(by, error)| by / error), 1, few));
            }
            table.rows.push(row);
        }
    }
    finished(
        table,
        checks,
        words,
        &[
            &format!(
                "Of return years {}, from which own rates are counted. Share still there: Kaplan-Meier, until any step out \
                 of the position.",
                span(&checks.pooled)
            ),
            "Implied: exp(-cumulative intensity), all steps out of the position together, averaged each day over the \
             ages of those who are at risk on it, so that late entries and open ends weigh the same in both curves.",
            "Own rates were counted from the same children, so small differences are to be expected; what is tested is \
             whether bands of age and time, and what is borrowed from elsewhere, keep the shape.",
            "Early help and closed are no part of the projection; their rates are counted in the same way for this table.",
        ],
    )
}

/// The largest distance between the estimated curves and those that rates imply.
///
/// **Shape**: one row per position: stretches, steps; the largest difference from own rates in words, its time, in
/// percentage points and in standard errors; the same for published rates.
pub fn largest_gaps(checks: &RateChecks, words: &CheckWords) -> Table {
    let columns = vec![
        Column::new("position", "Position"),
        Column::new("spells", "Stretches of time in it"),
        Column::new("left", "Ended in a step"),
        Column::new("own_words", "Furthest from own rates"),
        Column::with_unit("own_difference", "Share less own rates", "percentage points"),
        Column::new("own_errors", "Share less own rates, in standard errors"),
        Column::new("published_words", "Furthest from published rates"),
        Column::with_unit("published_difference", "Share less published rates", "percentage points"),
        Column::new("published_errors", "Share less published rates, in standard errors"),
    ];
    let d = words.disclosure;
    let row = |stay: &StayCheck| {
        let mut row =
            vec![Cell::text(stay.position.label()), d.count(stay.spells), d.count_of(stay.left, stay.spells)];
        for gap in [&stay.own_gap, &stay.published_gap] {
            match gap {
                Some(gap) => row.extend([
                    Cell::text(gap_words(stay, gap)),
                    figure(d, Some((gap.seen - gap.implied) * 100.0), 1, gap.at_risk.into()),
                    figure(d, Some(gap.errors), 1, gap.at_risk.into()),
                ]),
                None => row.extend([none(), none(), none()]),
            }
        }
        row
    };
    let table = Table {
        rows: checks.stays.iter().map(row).collect(),
        ..Table::new("largest-gaps", "Where curves and rates are furthest apart", columns)
    };
    finished(
        table,
        checks,
        words,
        &[
            "Looked for among 29 times up to five years at which ten children or more are at risk. The largest of so many \
             differences is more than 3 standard errors about once in twenty curves, if nothing but chance is at work.",
        ],
    )
}

/// `Of looked-after children, 62% were still there after 2 years; these rates imply 58%: no more than chance`.
fn gap_words(stay: &StayCheck, gap: &Gap) -> String {
    let verdict = if gap.errors.abs() > BAND { "more than chance" } else { "no more than chance" };
    format!(
        "Of {}, {:.0}% were still there after {}; these rates imply {:.0}%: {verdict}",
        who(stay.position),
        gap.seen * 100.0,
        after(gap.years),
        gap.implied * 100.0
    )
}

/// `7 months`, `2 years`, `2.25 years`.
fn after(years: f64) -> String {
    let months = (years * 12.0).round().max(0.0) as u64;
    match months {
        0..12 => tables::counted(months, "month", "months"),
        12 => "1 year".to_string(),
        _ => format!("{} years", (years * 100.0).round() / 100.0),
    }
}

/// Where children are some years after they entered a position, beside what rates say.
///
/// **Shape**: one row per position entered, time, and position then: children; the chance with its 95% interval
/// (Aalen-Johansen); what own rates say, and the difference in percentage points and in standard errors; the same for
/// published rates.
pub fn occupancy_beside_rates(checks: &RateChecks, words: &CheckWords) -> Table {
    let mut columns = vec![
        Column::new("from", "Entered"),
        Column::with_unit("time", "Time since", "years"),
        Column::new("position", "Position then"),
        Column::new("entered", "Children who entered"),
        Column::new("followed", "Followed so long, or closed before"),
        Column::with_unit("chance", "Chance", "%"),
        Column::with_unit("low_95", "95% interval from", "%"),
        Column::with_unit("high_95", "95% interval to", "%"),
    ];
    columns.extend(beside("By", "Chance"));
    let mut table = Table::new(
        "occupancy-beside-rates",
        "Where children are after some years, beside what rates say",
        columns,
    );
    let d = words.disclosure;
    for check in &checks.occupancies {
        // A chance rests on about as many children as it is a share of.
        let here = |place: &Occupant| {
            let share = place.seen.map_or(0.0, |s| s.chance);
            ((share * check.entered as f64).round().max(0.0) as u64).min(check.followed)
        };
        // Chances add up to one: of one alone that is withheld, the others would tell.
        let hidden = d.hidden_parts(&check.positions.iter().map(here).collect::<Vec<_>>());
        for (place, hidden) in check.positions.iter().zip(hidden) {
            let basis = if hidden || (check.followed == 0 && d == Disclosure::Public) { 1 } else { SMALLEST };
            let percent = |share: Option<f64>| figure(d, share.map(|s| s * 100.0), decimals(d), basis);
            let interval = place.seen.and_then(|s| s.interval());
            let mut row = vec![
                Cell::text(check.from.label()),
                Cell::number(check.years, 0),
                Cell::text(place.position.label()),
                d.count(check.entered),
                d.count(check.followed),
                percent(place.seen.map(|s| s.chance)),
                percent(interval.map(|i| i.0)),
                percent(interval.map(|i| i.1)),
            ];
            for implied in [place.own, place.published] {
                let by = place.seen.map(|s| s.chance - implied);
                let error = place.seen.map(|s| s.standard_error).filter(|e| *e > 0.0);
                row.push(Cell::number((implied * 1_000.0).round() / 10.0, 1));
                row.push(percent(by));
                row.push(figure(d, by.zip(error).map(|(by, error)| by / error), 1, basis));
            }
            table.rows.push(row);
        }
    }
    let notes = [
        format!(
            "Of children who entered in return years {} and would still be under 18 at the time: Aalen-Johansen, with \
             Greenwood's standard errors. A child is followed from the first entry while it is open until it closes.",
            span(&checks.years)
        ),
        "By rates: each child's age on entering, followed by the rates alone; who closes is not followed further, and \
         who comes back begins anew."
            .to_string(),
        "Standard errors take the times that one child is open for those of different children.".to_string(),
    ];
    let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
    finished(table, checks, words, &notes)
}
