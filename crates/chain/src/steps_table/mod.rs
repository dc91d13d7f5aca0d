//! A plain table of steps and exposure, from CSV to estimates.
//!
//! Rows with something wrong are left out, each with a finding; the others are read.

mod read;
pub mod rules;
mod tell;

pub use read::{StepsTable, read_steps_table};
