//! Intensities from a plain table of steps and exposure, with positions of any name.
//!
//! Each cell of a step (ages and time in position) has steps and person-years in each stratum, for example in each
//! authority. Thin cells are shrunk towards what others say, and never towards themselves: a stratum towards the
//! others of its group, a group towards the other groups, and a cell of all strata together towards the other cells of
//! the step. How much each level counts is estimated from how far its members stray (empirical Bayes).
//! `docs/shrinkage.md` has the formulas.
//!
//! [`Table::push`] takes rows and [`Table::check`] gives [`Checked`], whose cells are there once and do not overlap;
//! [`estimate`] does the rest.

mod cells;
mod check;
mod estimate;
pub(crate) mod levels;
mod names;
mod row;
mod table;

pub use cells::{CELLS_MAX, first_gap, overlapping};
pub use check::{Checked, Gap, Key, LeftOut, Parts, Why};
pub use estimate::{CellEstimate, Estimate, Estimates, StepEstimates, StratumEstimate, Weights, estimate};
pub use levels::RestFrom;
pub use row::{COUNT_MAX, Fault, Row, Span};
pub use table::{Stratum, Table};
