//! What things cost, to whom, in which prices, and how much of it is cash.

use std::fmt;

use futures::{Flows, Measure};
use units::{Pence, Placement, Position, PriceYear, Step};

/// An agency whose budget bears or gains.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Agency(pub String);

impl Agency {
    /// The authority itself: children's services.
    pub fn authority() -> Agency {
        Agency("Local authority".to_string())
    }
}

impl fmt::Display for Agency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What one unit of a cost is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// A week of one child in an open position.
    PositionWeek(Position),
    /// A week of one looked-after child in a kind of placement.
    PlacementWeek(Placement),
    /// One step.
    Step(Step),
    /// One move of a looked-after child to another placement. None are counted where the rates tell no moves.
    PlacementMove,
}

/// Weeks in a year, as unit costs count them.
const WEEKS_PER_YEAR: f64 = 365.25 / 7.0;

impl Per {
    /// Units of this cost in one draw and year.
    pub fn quantity(self, flows: &Flows, draw: usize, year: usize) -> f64 {
        match self {
            Per::PositionWeek(p) => flows.value(draw, year, Measure::PersonYears(p)) * WEEKS_PER_YEAR,
            Per::PlacementWeek(k) => {
                flows.value(draw, year, Measure::PersonYearsPlacement(k)) * WEEKS_PER_YEAR
            }
            Per::Step(step) => flows.value(draw, year, Measure::Steps(step)),
            Per::PlacementMove => flows.value(draw, year, Measure::PlacementMoves),
        }
    }

    /// Plain words: `a week in foster care`.
    pub fn label(self) -> String {
        match self {
            Per::PositionWeek(p) => format!("a week: {p}"),
            Per::PlacementWeek(k) => format!("a week: {k}"),
            Per::Step(step) => format!("a step: {step}"),
            Per::PlacementMove => "a placement move".to_string(),
        }
    }
}

/// A unit cost borne by one agency.
#[derive(Clone, Debug, PartialEq)]
pub struct CostLine {
    /// Short words for tables.
    pub name: String,
    /// What one unit is.
    pub per: Per,
    /// Whose budget bears it.
    pub agency: Agency,
    /// Cost of one unit, in the prices of `price_year`.
    pub amount: Pence,
    /// Prices in which the amount is stated. All lines of a ledger must agree; see `source` for repricing.
    pub price_year: PriceYear,
    /// Share of the cost that leaves the budget as cash when a unit is not needed; the rest is avoided.
    pub cashable: f64,
    /// Where the amount comes from, and how it was repriced.
    pub source: String,
}

/// What a service costs and who pays.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceCost {
    /// Cost of one unit for a year: of an open place, whether used or not, or of what costs the same every year.
    pub place_year: Pence,
    /// Paid once, in the year of the start.
    pub set_up: Pence,
    /// Prices in which both are stated.
    pub price_year: PriceYear,
    /// Agencies and their shares; shares sum to 1.
    pub payers: Vec<(Agency, f64)>,
}
