//! How a service of a scenario would be used, in a few figures.

use std::ops::Range;

use futures::scenario::Service;
use futures::{Flows, Measure};

/// Use of a service in a typical year, as means over draws and over the years they stand for.
///
/// **Units**: children, but `places_used` and `waiting` are children at any one time. Of a cut: places missed, and
/// children who would have been served.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceUse {
    /// The years, counted from 0.
    pub years: Range<usize>,
    /// Whether all places are open all through these years; otherwise they are all the years in which some are.
    pub full: bool,
    /// Children whom the service begins to serve in a year.
    pub starts: f64,
    /// Places in use.
    pub places_used: f64,
    /// Children who wait.
    pub waiting: f64,
    /// Children who leave the list in a year, having waited as long as they may.
    pub gave_up: f64,
}

/// Years all through which a service has all its places open and takes children on.
pub(crate) fn full_years(service: &Service, years: usize) -> Range<usize> {
    let first = (service.start + service.ramp_up).max(0.0).ceil() as usize;
    let end = service.end.map_or(years, |end| (end.max(0.0).floor() as usize).min(years));
    first.min(end)..end
}

/// Use of the service with a number.
pub(crate) fn service_use(service: &Service, number: usize, flows: &Flows) -> ServiceUse {
    let full = full_years(service, flows.years);
    let is_full = !full.is_empty();
    let years = if is_full {
        full
    } else {
        let first = (service.start.max(0.0).floor() as usize).min(flows.years);
        let end = service.end.map_or(flows.years, |end| (end.max(0.0).ceil() as usize).min(flows.years));
        first.min(end)..end
    };
    let mean = |measure: Measure| {
        let sum: f64 = years.clone().map(|year| flows.mean(year, measure)).sum();
        sum / years.len().max(1) as f64
    };
    ServiceUse {
        full: is_full,
        starts: mean(Measure::ServiceStarts(number)),
        places_used: mean(Measure::PlacesUsed(number)),
        waiting: mean(Measure::Waiting(number)),
        gave_up: mean(Measure::GaveUp(number)),
        years,
    }
}
