//! What things cost and who pays.

use appraisal::{Agency, ServiceCost};
use units::{FinancialYear, Pence};

use super::Reading;
use super::part::Part;
use super::words;
use crate::check;

/// What a change costs while it is in force, and who pays.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningCost {
    /// Cost of a year.
    pub year: Pence,
    /// Paid once, in the year of the start.
    pub set_up: Pence,
    /// Prices in which both are stated.
    pub price_year: FinancialYear,
    /// Agencies and their shares; shares sum to 1.
    pub payers: Vec<(Agency, f64)>,
}

/// Reads the cost of a service's place; `staff` is what the staff add to it.
pub(super) fn read_service_cost(
    part: &Part<'_>,
    reading: &Reading<'_>,
    staff: Option<Pence>,
) -> Option<ServiceCost> {
    let payers = read_payers(part);
    let Some(cost) = part.part("cost") else {
        part.lacks("cost", "with price_year and place_year");
        return None;
    };
    let place_year = match (cost.has("place_year"), staff) {
        (false, None) => {
            cost.missing("place_year");
            None
        }
        _ => cost.may("place_year", |t| words::pounds_a_year(t, "place")),
    };
    let set_up = cost.may("set_up", words::pounds);
    let price_year = read_price_year(&cost, reading);
    Some(ServiceCost {
        place_year: place_year?.unwrap_or(Pence::ZERO) + staff.unwrap_or(Pence::ZERO),
        set_up: set_up?.unwrap_or(Pence::ZERO),
        price_year: price_year?,
        payers: payers?,
    })
}

/// Reads what a cut saves, as a cost below zero: money that is no longer spent.
pub(super) fn read_saving(part: &Part<'_>, reading: &Reading<'_>) -> Option<ServiceCost> {
    let payers = read_payers(part);
    let Some(saves) = part.part("saves") else {
        part.lacks("saves", "with place_year and price_year");
        return None;
    };
    let place_year = saves.need("place_year", |t| words::pounds_a_year(t, "place"));
    let closing = saves.may("closing_cost", words::pounds);
    let price_year = read_price_year(&saves, reading);
    Some(ServiceCost {
        place_year: -place_year?,
        set_up: closing?.unwrap_or(Pence::ZERO),
        price_year: price_year?,
        payers: payers?,
    })
}

/// Reads what a change costs a year: `Some(None)` if nothing is stated.
pub(super) fn read_running(part: &Part<'_>, reading: &Reading<'_>) -> Option<Option<RunningCost>> {
    let payers = read_payers(part);
    let Some(cost) = part.part("cost") else {
        if let Some(payer) = part.parts("payer").first() {
            payer.fail("agency", "a payer only beside a cost table that says what is paid");
            return None;
        }
        return Some(None);
    };
    let year = cost.need("year", |t| words::pounds_a_year(t, ""));
    let set_up = cost.may("set_up", words::pounds);
    let price_year = read_price_year(&cost, reading);
    Some(Some(RunningCost {
        year: year?,
        set_up: set_up?.unwrap_or(Pence::ZERO),
        price_year: price_year?,
        payers: payers?,
    }))
}

/// Reads the price year of a table: that of the ledger, since amounts of unlike years cannot be added.
pub(super) fn read_price_year(part: &Part<'_>, reading: &Reading<'_>) -> Option<FinancialYear> {
    let ledger = reading.setting.price_year;
    let read = check::price_year(part.text("price_year")).filter(|y| *y == ledger);
    if read.is_none() {
        part.fail(
            "price_year",
            format!("\"{ledger}\", the price year of the published costs it is compared with"),
        );
    }
    read
}

fn read_payers(part: &Part<'_>) -> Option<Vec<(Agency, f64)>> {
    let tables = part.parts("payer");
    let Some(first) = tables.first() else { return Some(vec![(Agency::authority(), 1.0)]) };
    let mut payers: Vec<(Agency, f64)> = Vec::new();
    let mut right = true;
    for table in &tables {
        let agency = table.need("agency", |t| Some(Agency(t.to_string())));
        let share = table.need("share", check::share);
        match (agency, share) {
            (Some(agency), Some(_)) if payers.iter().any(|(a, _)| *a == agency) => {
                table.fail("agency", "each agency once");
                right = false;
            }
            (Some(agency), Some(share)) => payers.push((agency, share)),
            _ => right = false,
        }
    }
    let sum: f64 = payers.iter().map(|p| p.1).sum();
    if right && (sum - 1.0).abs() > 1e-6 {
        first.fail_value("share", &format!("{:.1}% in all", sum * 100.0), "shares that add up to 100%");
        right = false;
    }
    right.then_some(payers)
}
