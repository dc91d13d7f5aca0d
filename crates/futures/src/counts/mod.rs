//! Counted outputs: what is counted where, the counts of a draw, and those of all draws.

mod end_reasons;
mod flows;
pub(crate) mod layout;
pub(crate) mod measure;
mod monte_carlo;
mod moves;
mod quantiles;
mod shared_kinds;
mod tally;

pub use flows::{Flows, NotLater};
pub use measure::Measure;
pub use monte_carlo::{error_of_mean, interval_of_quantile, variance};
pub use quantiles::quantiles;

pub(crate) use end_reasons::{REASON_COLUMNS, ReasonsOfEnds};
pub(crate) use flows::Counts;
pub(crate) use layout::Layout;
pub(crate) use moves::{ChangedMoves, MOVE_COLUMNS, MovesInCare};
pub(crate) use shared_kinds::share_kinds;
pub(crate) use tally::{TICKS_PER_YEAR, Tally};
