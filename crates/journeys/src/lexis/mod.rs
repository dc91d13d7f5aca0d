//! Lexis splitting: time at risk by age, time in position, return year, history and covariates.
//!
//! Each spell is cut wherever a child passes a birthday that opens an age band, a band of time in position, or
//! a 1 April. The days between cuts are exposure of one cell; a step belongs to the cell it leaves.
//!
//! - **Late entry**: a spell that began before the returns speak for its position counts from the first day
//!   covered, with the time in position it then already had.
//! - **Found under way**: care whose first known episode goes on from one that no return has counts from that
//!   episode on; entering it is no step, and time in position begins with what is known.
//! - **Open ends**: exposure ends where coverage ends; no step is counted there.
//! - **Coming of age** ends exposure and is no step.
//! - **Not known**: children who never came are in no return, so this position has steps but no exposure here;
//!   the population estimate gives it.
//!
//! **Source**: Carstensen, Epidemiology with R (2021), on follow-up in several time scales.

mod cell;
mod covariate;
mod deprivation;
mod edges;
mod split;

pub use cell::{Cell, LexisTable, State};
pub use covariate::{Covariate, first_known, need_on};
pub use deprivation::WardDeprivation;
pub use edges::{BadEdges, TimeEdges};
pub use split::{Settings, covered, lexis};
