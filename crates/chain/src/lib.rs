//! The chain for one authority: published figures → rates → futures → appraisal.
//!
//! The command line and the web both ask here, so the same plan and scenario give the same numbers on both.

pub mod backtest;
mod costs;
mod country;

pub use costs::{Costs, costs};
pub use country::{Country, NoChain};
