//! What is published of unaccompanied children, in one authority and in England.

use reference::{AreaCode, Measure, Reference};
use units::{Figure, Marker};

use crate::Drift;
use crate::drift::YearlyCounts;
use crate::published::population;

/// First base year with a stream of its own: three changes from year to year are known by then.
pub(in crate::published) const FIRST_BASE: u16 = 2023;
/// First year whose starts and ends are told apart where figures allow: the first for which a share of starts was published.
pub(in crate::published) const FIRST_YEAR: u16 = 2020;
/// First year whose children at 31 March were published.
const FIRST_STOCK: u16 = 2016;
/// What stands in for a withheld count: it is a number from 1 to 5, so the middle.
const WITHHELD: f64 = 3.0;

/// What one year's figures say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) year: u16,
    /// Children at 31 March.
    pub(super) stock: f64,
    /// Children who started in the year.
    pub(super) started: Option<f64>,
    /// Children whose care another authority took over in the year.
    pub(super) transferred: Option<f64>,
}

/// A published count where a marker stands for a number that is small, or for none.
fn count(reference: &Reference, area: AreaCode, measure: Measure, category: &str, year: u16) -> Option<f64> {
    match reference.figure(area, measure, category, year)? {
        Figure::Value(number) => Some(number),
        Figure::Missing(Marker::Suppressed) => Some(WITHHELD),
        Figure::Missing(Marker::NotApplicable) => Some(0.0),
        Figure::Missing(Marker::NotAvailable | Marker::LowReliability) => None,
    }
}

/// Unaccompanied children looked after at 31 March.
pub(super) fn stock(reference: &Reference, area: AreaCode, year: u16) -> Option<f64> {
    count(reference, area, Measure::UascAt31March, "", year)
}

/// Unaccompanied children who started in a year; of 2020 only their whole per cent of all starts is known.
pub(super) fn started(reference: &Reference, area: AreaCode, year: u16) -> Option<f64> {
    let share = || {
        let percent = reference.value(area, Measure::UascStartedPct, "", year)?;
        Some(reference.value(area, Measure::ClaStarted, "", year)? * percent / 100.0)
    };
    count(reference, area, Measure::ClaStartedUasc, "", year).or_else(share)
}

/// Unaccompanied children in the totals of a year, for forecasts of the rest: stock, starts and ends.
///
/// Where a figure is not available it is small, and the middle of 1 to 5 stands in. Ends are starts less the change of those
/// present.
pub(in crate::published) fn totals(reference: &Reference, area: AreaCode, year: u16) -> [f64; 3] {
    let present = |year| stock(reference, area, year).unwrap_or(WITHHELD);
    let started = started(reference, area, year).unwrap_or(WITHHELD);
    [present(year), started, (started + present(year - 1) - present(year)).max(0.0)]
}

/// Children at each 31 March for each child living in an area, to see how their arrivals wander: starts are published for
/// too few years, and stays hardly change.
pub(in crate::published) fn yearly(reference: &Reference, area: AreaCode, base_year: u16) -> YearlyCounts {
    let of = |year| {
        let present = reference.value(area, Measure::UascAt31March, "", year)?;
        Some((present, population::children(reference, area, year)?))
    };
    YearlyCounts { years: (FIRST_STOCK..=base_year).map(of).collect() }
}

/// What all England shows of unaccompanied children.
#[derive(Clone, Copy, Debug)]
pub(in crate::published) struct England {
    /// Starts a year for each child living there.
    pub(super) started_per_child: f64,
    /// Transfers to another authority a year for each unaccompanied child looked after.
    pub(super) transfers: f64,
    /// How starts wander from year to year.
    pub(in crate::published) drift: Drift,
}

impl England {
    pub(in crate::published) fn of(reference: &Reference, base_year: u16, drift: Drift) -> Option<England> {
        let england = reference.england().code;
        let present = stock(reference, england, base_year)?;
        let children = population::children(reference, england, base_year)?;
        let moved = transferred(reference, england, base_year)?;
        (present > 0.0 && children > 0.0).then(|| England {
            started_per_child: started(reference, england, base_year).unwrap_or(0.0) / children,
            transfers: moved / present,
            drift,
        })
    }
}

pub(super) fn transferred(reference: &Reference, area: AreaCode, year: u16) -> Option<f64> {
    count(reference, area, Measure::ClaCeasedByReason, "care of another authority", year)
}
