//! How often, how fast, how sure: intensities with uncertainty.
//!
//! Steps and exposure per cell give a Gamma posterior, whether they come from published aggregates
//! ([`published`]) or from child-level records ([`counted`]). The result, [`Rates`], is all that futures need.
//! [`fit`] holds rates against what was seen.
//! [`curves`] need no model: they say from spells how long people stay and where they go.
//! [`plain`] does the same for any table of steps and exposure, with positions of any name, and [`covariates`] says by
//! how much rates differ between levels of covariates.

mod care_leavers;
pub mod counted;
pub mod covariates;
pub mod curves;
pub mod drift;
mod end_reasons;
mod expectation;
pub mod fit;
mod history;
mod placement_moves;
pub mod plain;
mod posterior;
pub mod published;
mod shrinkage;
mod table;

pub use care_leavers::CareLeavers;
pub use drift::{Drift, Follows};
pub use end_reasons::EndReasons;
pub use history::{HISTORY_STRAY, HistoryRatios, Seen};
pub use placement_moves::PlacementMoves;
pub use posterior::Posterior;
pub use table::{
    Cell, Evidence, PlacementMix, Population, Rates, StandIn, StepRates, Stock, TimeBands,
    UNACCOMPANIED_FROM, by_month,
};
