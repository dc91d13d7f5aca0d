//! Services that are here today and are reduced or closed.

use futures::scenario::{Effect, Ratio, Service, Waiting};
use jiff::ToSpan;
use jiff::civil::Date;

use super::Reading;
use super::effects::read_effects;
use super::money::read_saving;
use super::part::Part;
use super::reading::Dates;
use super::services::{Terms, places};
use super::who::read_who;
use super::words;
use crate::check;

/// How a service closes.
#[derive(Clone, Debug, PartialEq)]
pub struct Closure {
    /// Day of the decision.
    pub decided: Date,
    /// Years from the decision until the first place closes.
    pub notice: f64,
    /// Years over which the places close.
    pub run_off: f64,
    /// Families served on the places today, if stated.
    pub families: Option<u32>,
    /// Children a year who will not be served once all places are closed: places for each stay, all of them used.
    pub children_a_year: f64,
    /// First and last day of closing.
    pub closing: Dates,
}

/// Reads a cut as a service of the engine: places that open as those of today close, with the inverse effects.
///
/// The rates are those of children of whom some are served today. A child who would have been served and is not has them
/// without what the service did: divided by its ratio.
pub(super) fn read_cut(part: &Part<'_>, reading: &Reading<'_>) -> Option<(Service, Terms)> {
    let name = part.need("name", |t| Some(t.to_string()));
    let who = read_who(part, reading);
    let lost = part.need("places", places);
    let families = part.may("families", places);
    if let (Some(lost), Some(Some(families))) = (lost, families)
        && families > lost
    {
        part.fail("families", format!("at most {lost} families, one for each place lost"));
    }
    let decided = reading.first_day(part, "decided");
    let notice = part.may("notice", words::length);
    let run_off = part.may("run_off", words::length);
    let stay = part.need("stay", words::some_time);
    let backfill = part.may("backfill", check::share);
    let effects = read_effects(part, reading, stay);
    let cost = read_saving(part, reading);
    let (decided, notice, run_off) = (decided?, notice?.unwrap_or(0.0), run_off?.unwrap_or(0.0));
    let start = later(decided, notice);
    if start > reading.setting.last_day() {
        let expected = format!("a notice that ends within the horizon, by {}", reading.setting.last_day());
        part.fail("notice", expected);
        return None;
    }
    let closing = Dates { start: decided, end: Some(later(start, run_off)) };
    let (today, stated): (Vec<Effect>, Vec<_>) = effects?.into_iter().unzip();
    let (lost, stay) = (lost?, stay?);
    let service = Service {
        name: name?,
        who: who?,
        places: lost,
        start: reading.setting.years_to(start),
        ramp_up: run_off,
        end: None,
        run_off: None,
        stay,
        waiting: Waiting::default(),
        effects: today.into_iter().map(|e| Effect { ratio: inverse(e.ratio), ..e }).collect(),
        lost: true,
        backfill: backfill?.unwrap_or(0.0),
    };
    let closure = Closure {
        decided,
        notice,
        run_off,
        families: families?,
        children_a_year: f64::from(lost) / stay,
        closing,
    };
    let terms = Terms {
        kind: part.text("kind").to_string(),
        dates: Dates { start, end: None },
        closure: Some(closure),
        cost: cost?,
        staff: Vec::new(),
        effects: stated,
    };
    Some((service, terms))
}

/// The day a length of time after another: by the calendar if it is whole months, so that three months after 1 November is
/// 1 February, and by days if it is not.
fn later(date: Date, years: f64) -> Date {
    let months = years * 12.0;
    let whole = months.round();
    if (months - whole).abs() < 1e-6 {
        return date.saturating_add((whole as i64).months());
    }
    date.saturating_add(((years * 365.25).round() as i64).days())
}

fn inverse(ratio: Ratio) -> Ratio {
    Ratio { middle: 1.0 / ratio.middle, low: 1.0 / ratio.high, high: 1.0 / ratio.low }
}

/// Refuses two closures of one service that overlap: its places would be lost twice.
pub(super) fn refuse_overlaps(parts: &[Part<'_>], cuts: &[Option<(Service, Terms)>]) {
    for (at, cut) in cuts.iter().enumerate() {
        let Some((service, closing)) = closing_of(cut) else { continue };
        let earlier = cuts[..at].iter().filter_map(closing_of);
        for (_, other) in earlier.filter(|(s, other)| s.name == service.name && other.overlap(closing)) {
            let end = other.end.unwrap_or(other.start);
            parts[at].fail(
                "decided",
                format!("a closure that begins after the other one of the same name has ended, on {end}"),
            );
        }
    }
}

fn closing_of(cut: &Option<(Service, Terms)>) -> Option<(&Service, &Dates)> {
    let (service, terms) = cut.as_ref()?;
    Some((service, &terms.closure.as_ref()?.closing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_by_the_calendar_and_days_by_days() {
        let day = Date::constant;
        for (from, length, expected) in [
            (day(2026, 11, 1), "3 months", day(2027, 2, 1)),
            (day(2027, 4, 1), "12 months", day(2028, 4, 1)),
            (day(2027, 4, 1), "1 year", day(2028, 4, 1)),
            (day(2027, 1, 31), "1 month", day(2027, 2, 28)),
            (day(2027, 4, 1), "90 days", day(2027, 6, 30)),
            (day(2027, 4, 1), "2 weeks", day(2027, 4, 15)),
            (day(2027, 4, 1), "0", day(2027, 4, 1)),
        ] {
            let years = words::length(length).expect("a length");
            assert_eq!(later(from, years), expected, "{length} after {from}");
        }
    }
}
