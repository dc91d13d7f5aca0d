//! Tables of what a scenario opens and what it cuts, a row for each service.

use futures::scenario::Service;
use jiff::civil::Date;
use plan::language::Terms;
use tables::{Cell, Column, Table};
use units::Marker;

use super::projection_source;
use crate::{Baseline, Outcome, ServiceUse};

/// Services that open: dates, places, and their use in a full year.
///
/// **Shape**: a row for each service that opens, in the order of the scenario.
pub fn services(baseline: &Baseline, outcome: &Outcome) -> Table {
    let rows = each(outcome)
        .into_iter()
        .filter(|(_, terms, _)| terms.closure.is_none())
        .map(|(service, terms, used)| {
            let mut row = vec![
                Cell::text(&service.name),
                day(terms.dates.start),
                terms.dates.end.map_or(Cell::Blank, day),
                Cell::Whole(i64::from(service.places)),
            ];
            row.extend([used.starts, used.places_used].map(|v| Cell::number(v, 0)));
            row.extend([used.waiting, used.gave_up].map(|v| Cell::number(v, 1)));
            row.push(years(outcome, &used));
            row
        })
        .collect();
    Table {
        rows,
        notes: vec!["Means over draws and over the years named.".to_string()],
        source: projection_source(baseline),
        ..Table::new(
            "services",
            format!("{}: services that open, a year", baseline.area.name),
            vec![
                Column::new("service", "Service"),
                Column::new("opens", "Opens"),
                Column::new("ends", "Takes children on until"),
                Column::with_unit("places", "Places", "when all are open"),
                Column::with_unit("starts", "Children it begins to serve", "a year"),
                Column::with_unit("used", "Places in use", "at any one time"),
                Column::with_unit("waiting", "Children waiting", "at any one time"),
                Column::with_unit("gave_up", "Children who gave up waiting", "a year"),
                Column::new("years", "Years"),
            ],
        )
    }
}

/// Services of today that are cut: when, how many places, and whom that concerns.
///
/// **Shape**: a row for each cut, in the order of the scenario.
pub fn cuts(baseline: &Baseline, outcome: &Outcome) -> Table {
    let rows = each(outcome)
        .into_iter()
        .filter_map(|(service, terms, used)| {
            let closure = terms.closure.as_ref()?;
            let families = closure
                .families
                .map_or(Cell::Missing(Marker::NotAvailable), |families| Cell::Whole(i64::from(families)));
            Some(vec![
                Cell::text(&service.name),
                day(closure.decided),
                day(terms.dates.start),
                closure.closing.end.map_or(Cell::Blank, day),
                Cell::Whole(i64::from(service.places)),
                families,
                Cell::number(used.starts, 0),
                years(outcome, &used),
            ])
        })
        .collect();
    Table {
        rows,
        notes: vec![
            "Children not served are those who would have begun in a year, as a mean over draws and over the years \
             named. Families are as the scenario states them."
                .to_string(),
        ],
        source: projection_source(baseline),
        ..Table::new(
            "cuts",
            format!("{}: services that are cut", baseline.area.name),
            vec![
                Column::new("service", "Service"),
                Column::new("decided", "Decided"),
                Column::new("first", "First place closes"),
                Column::new("last", "All closed by"),
                Column::with_unit("places", "Places closed", "in all"),
                Column::with_unit("families", "Families affected", "on the places today"),
                Column::with_unit("not_served", "Children not served", "a year"),
                Column::new("years", "Years"),
            ],
        )
    }
}

/// Services of the engine with their terms and use, in order.
fn each(outcome: &Outcome) -> Vec<(&Service, &Terms, ServiceUse)> {
    let scenario = &outcome.scenario;
    let services = scenario.engine.services.iter().zip(&scenario.services);
    services.zip(outcome.uses()).map(|((service, terms), used)| (service, terms, used)).collect()
}

/// `1 April 2027`.
fn day(date: Date) -> Cell {
    Cell::text(date.strftime("%-d %B %Y").to_string())
}

/// `to March 2029 to 2035`, and whether all places are open in them.
fn years(outcome: &Outcome, used: &ServiceUse) -> Cell {
    let label = |year: usize| usize::from(outcome.flows.base_year) + 1 + year;
    let places = if used.full { "all places" } else { "some places" };
    match used.years.len() {
        0 => Cell::Missing(Marker::NotApplicable),
        1 => Cell::text(format!("to March {}, {places}", label(used.years.start))),
        _ => Cell::text(format!(
            "to March {} to {}, {places}",
            label(used.years.start),
            label(used.years.end - 1)
        )),
    }
}
