//! Who pays, who gains, when, how surely.
//!
//! Flows of a baseline and a scenario are priced line by line, by agency and year. What leaves a budget as
//! money (*cash*) and what merely does not arise (*avoided*) are kept apart throughout and never summed into
//! one saving; a payback is always stated for a named agency or group and a named kind of value.

mod cost;
mod discount;
mod ledger;
mod payback;
mod spending;

pub use cost::{Agency, CostLine, Per, ServiceCost};
pub use discount::{Schedule, Term};
pub use ledger::{Entry, Ledger, Value, yearly_cost};
pub use payback::{Payback, View, cumulative, payback, present_value};
pub use spending::{Buys, PlannedParts, Spending, rounding};
