//! How well rates fit the records they are held against.
//!
//! [`Expected`] says what number of steps rates lead to expect, and what chance makes of it; [`between_years`] and
//! [`against`] hold many such numbers against what was seen. [`AtRisk`] gives the curve of time in a position that rates
//! imply for those who were at risk, to be laid beside the estimate of Kaplan and Meier; [`Occupancies`] the chances of
//! each position after some time, to be laid beside that of Aalen and Johansen.
//!
//! **Source**: Andersen, Borgan, Gill and Keiding, Statistical Models Based on Counting Processes, Springer 1993,
//! chapters IV and VI; Breslow and Day, Statistical Methods in Cancer Research II, IARC 1987, chapters 2 and 3. Formulas
//! and limits: `docs/rate-checks.md`.

mod at_risk;
mod chi_square;
mod expected;
mod occupancy;

pub use at_risk::{AtRisk, Implied};
pub use chi_square::{ChiSquare, against, between_years, between_years_by_cell};
pub use expected::{Expected, drift_variance};
pub use occupancy::{Chance, Occupancies};
