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

/// Places used, children starting, waiting and leaving, by service and year.
///
/// **Shape**: a row for each service and year, services that open first. Of a cut, places are those closed, places in use
/// those missed, and starts the children who would have begun; nobody waits for it.
pub fn service_use(baseline: &Baseline, outcome: &Outcome) -> Table {
    let scenario = &outcome.scenario;
    let services = scenario.engine.services.iter().zip(&scenario.services).enumerate();
    let rows = services
        .flat_map(|(number, (service, terms))| {
            (0..outcome.flows.years).map(move |year| {
                let mut row = vec![Cell::text(service.name.clone()), year_end(&outcome.flows, year)];
                row.extend(use_in_year(outcome, (number, service), terms.closure.is_some(), year));
                row
            })
        })
        .collect();
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
            format!("{}: use of {}", baseline.area.name, scenario.name),
            vec![
                Column::new("service", "Service"),
                Column::new("date", "Year to"),
                Column::with_unit("places", "Places open at the end (of a cut: closed)", "places"),
                Column::with_unit("used", "Places in use (of a cut: missed)", "mean over the year"),
                Column::with_unit("starts", "Children starting (of a cut: who would have)", "children"),
                Column::with_unit("completed", "Children who stayed to the end", "children"),
                Column::with_unit("waiting", "Children waiting", "mean over the year"),
                Column::with_unit("wait", "Wait", "weeks, mean"),
                Column::with_unit("gave_up", "Children who left the list", "children"),
            ],
        )
    }
}

/// Cells of [`service_use`] from the places on.
fn use_in_year(
    outcome: &Outcome,
    (number, service): (usize, &Service),
    is_cut: bool,
    year: usize,
) -> Vec<Cell> {
    const WEEKS_PER_YEAR: f64 = DAYS_PER_YEAR / 7.0;
    let mean = |measure: Measure| outcome.flows.mean(year, measure);
    let end = (year + 1) as f64;
    let closed = service.end.is_some_and(|e| e <= end);
    let open = if closed { 0 } else { i64::from(service.places_at(end)) };
    let (starts, waiting) = (mean(Measure::ServiceStarts(number)), mean(Measure::Waiting(number)));
    let gave_up = mean(Measure::GaveUp(number));
    let left = starts + gave_up;
    let nobody = Cell::Missing(Marker::NotApplicable);
    let of_open = |cell: Cell| if is_cut { nobody.clone() } else { cell };
    vec![
        Cell::Whole(open),
        Cell::number(mean(Measure::PlacesUsed(number)), 1),
        Cell::number(starts, 1),
        of_open(Cell::number(mean(Measure::Completed(number)), 1)),
        of_open(Cell::number(waiting, 1)),
        of_open(if left > 0.0 { Cell::number(waiting * WEEKS_PER_YEAR / left, 1) } else { nobody.clone() }),
        of_open(Cell::number(gave_up, 1)),
    ]
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
