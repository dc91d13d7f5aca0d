//! Tables of what a scenario opens and what it cuts, and of their use year by year.

use futures::Measure;
use futures::scenario::Service;
use jiff::civil::Date;
use plan::language::Terms;
use tables::{Cell, Column, Table};
use units::Marker;

use super::{projection_source, year_end};
use crate::{Baseline, DAYS_PER_YEAR, Outcome, ServiceUse};

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
                Cell::number(closure.notice * 12.0, 1),
                day(terms.dates.start),
                Cell::number(closure.run_off * 12.0, 1),
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
                Column::with_unit("notice", "Notice", "months"),
                Column::new("first", "First place closes"),
                Column::with_unit("run_off", "Run-off", "months"),
                Column::new("last", "All closed by"),
                Column::with_unit("places", "Places closed", "in all"),
                Column::with_unit("families", "Families affected", "on the places today"),
                Column::with_unit("not_served", "Children not served", "a year"),
                Column::new("years", "Years"),
            ],
        )
    }
}

/// Places open and used, children starting, waiting and leaving, by service that opens and year.
///
/// **Shape**: a row for each service and year, in the order of the scenario.
pub fn service_use(baseline: &Baseline, outcome: &Outcome) -> Table {
    let rows = by_year(outcome, false, |number, service, year| {
        let mean = |measure: Measure| outcome.flows.mean(year, measure);
        let end = (year + 1) as f64;
        let open = if service.end.is_some_and(|e| e <= end) { 0 } else { service.places_at(end) };
        let starts = mean(Measure::ServiceStarts(number));
        let waiting = mean(Measure::Waiting(number));
        let gave_up = mean(Measure::GaveUp(number));
        let left = starts + gave_up;
        let wait = match left > 0.0 {
            true => Cell::number(waiting * WEEKS_PER_YEAR / left, 1),
            false => Cell::Missing(Marker::NotApplicable),
        };
        vec![
            Cell::Whole(i64::from(open)),
            Cell::number(mean(Measure::PlacesUsed(number)), 1),
            Cell::number(starts, 1),
            Cell::number(mean(Measure::Completed(number)), 1),
            Cell::number(waiting, 1),
            wait,
            Cell::number(gave_up, 1),
        ]
    });
    Table {
        rows,
        notes: vec![
            "Means over draws. The wait is the weeks that children waited in the year, for each child who began or left the \
             list for want of a place. Those who left the list because they moved on or grew too old add their weeks alone, \
             so that where many do it is too long."
                .to_string(),
        ],
        source: projection_source(baseline),
        ..Table::new(
            "service-use",
            format!("{}: use of services that open, each year", baseline.area.name),
            vec![
                Column::new("service", "Service"),
                Column::new("date", "Year to"),
                Column::with_unit("places", "Places open", "at the end"),
                Column::with_unit("used", "Places in use", "mean over the year"),
                Column::with_unit("starts", "Began", "children"),
                Column::with_unit("completed", "Stayed to the end", "children"),
                Column::with_unit("waiting", "Waiting", "children, mean over the year"),
                Column::with_unit("wait", "Wait", "weeks, mean"),
                Column::with_unit("gave_up", "Gave up waiting", "children"),
            ],
        )
    }
}

/// Places closed and missed, and children who would have been served, by cut and year.
///
/// **Shape**: a row for each cut and year, in the order of the scenario.
pub fn cut_use(baseline: &Baseline, outcome: &Outcome) -> Table {
    let rows = by_year(outcome, true, |number, service, year| {
        let mean = |measure: Measure| Cell::number(outcome.flows.mean(year, measure), 1);
        vec![
            Cell::Whole(i64::from(service.places_at((year + 1) as f64))),
            mean(Measure::PlacesUsed(number)),
            mean(Measure::ServiceStarts(number)),
        ]
    });
    Table {
        rows,
        notes: vec![
            "Means over draws. Places missed are those closed that children of the scenario would be on."
                .to_string(),
        ],
        source: projection_source(baseline),
        ..Table::new(
            "cut-use",
            format!("{}: what is missed of services that are cut, each year", baseline.area.name),
            vec![
                Column::new("service", "Service"),
                Column::new("date", "Year to"),
                Column::with_unit("places", "Places closed", "at the end"),
                Column::with_unit("used", "Places missed", "mean over the year"),
                Column::with_unit("starts", "Would have begun", "children"),
            ],
        )
    }
}

const WEEKS_PER_YEAR: f64 = DAYS_PER_YEAR / 7.0;

/// Rows of a table by service and year, of cuts or of what opens, from the number of a service in the flows.
fn by_year(
    outcome: &Outcome,
    cuts: bool,
    cells: impl Fn(usize, &Service, usize) -> Vec<Cell>,
) -> Vec<Vec<Cell>> {
    let scenario = &outcome.scenario;
    let services = scenario.engine.services.iter().zip(&scenario.services).enumerate();
    let mut rows = Vec::new();
    for (number, (service, _)) in services.filter(|(_, (_, terms))| terms.closure.is_some() == cuts) {
        for year in 0..outcome.flows.years {
            let mut row = vec![Cell::text(&service.name), year_end(&outcome.flows, year)];
            row.extend(cells(number, service, year));
            rows.push(row);
        }
    }
    rows
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
