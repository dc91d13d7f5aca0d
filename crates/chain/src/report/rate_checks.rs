//! How well rates fit, as tables.

mod curves;
mod steps;

use journeys::group::Disclosure;
use tables::{Cell, Table};
use units::{Marker, Position};

use crate::RateChecks;

pub use curves::{curves_beside_rates, largest_gaps, occupancy_beside_rates};
pub use steps::{observed_expected, observed_expected_by_year, steps_tested};

/// What tables of checks say of their records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckWords {
    /// Who looks.
    pub disclosure: Disclosure,
}

/// All tables of checks: `steps-tested`, `observed-expected-by-year`, `observed-expected`, `largest-gaps`,
/// `curves-beside-rates` and `occupancy-beside-rates`.
pub fn rate_check_tables(checks: &RateChecks, words: &CheckWords) -> Vec<Table> {
    vec![
        steps_tested(checks, words),
        observed_expected_by_year(checks, words),
        observed_expected(checks, words),
        largest_gaps(checks, words),
        curves_beside_rates(checks, words),
        occupancy_beside_rates(checks, words),
    ]
}

/// `2023 to 2025`, or `2025`.
fn span(years: &[u16]) -> String {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (_, last) => last.map_or_else(String::new, u16::to_string),
    }
}

fn source(checks: &RateChecks) -> String {
    format!(
        "The authority's own returns, return years {}; own rates counted from {}; published figures as in the table of \
         sources",
        span(&checks.years),
        span(&checks.pooled)
    )
}

/// Finishes a table with its source, and with what is withheld.
fn finished(table: Table, checks: &RateChecks, words: &CheckWords, notes: &[&str]) -> Table {
    let notes = notes.iter().map(|n| (*n).to_string()).chain([words.disclosure.note().to_string()]).collect();
    Table { source: source(checks), notes, ..table }
}

/// The cell of a figure that there is not.
fn none() -> Cell {
    Cell::Missing(Marker::NotAvailable)
}

/// A figure that rests on some children, or that there is not.
fn figure(disclosure: Disclosure, value: Option<f64>, decimals: u8, basis: u64) -> Cell {
    match value.filter(|v| v.is_finite()) {
        Some(value) => disclosure.number(Some(value), decimals, basis),
        None => none(),
    }
}

/// Words for a position in a sentence about those in it.
fn who(position: Position) -> &'static str {
    match position {
        Position::NotKnown => "children not known",
        Position::EarlyHelp => "children with early help",
        Position::InNeed => "children in need",
        Position::ProtectionPlan => "children on protection plans",
        Position::LookedAfter => "looked-after children",
        Position::Unaccompanied => "unaccompanied children",
        Position::CareLeaver => "care leavers",
        Position::Closed => "children whose case was closed",
    }
}
