//! A made-up authority with known intensities: its children, and the returns it would send.
//!
//! [`build`] simulates the lives of all children of an authority that does not exist, at the published levels of
//! one that does. [`Authority`] then tells what that authority would return, year by year, and what is true of
//! it: so a reader of returns, or an estimate of intensities, can be held against the truth. The model and its
//! assumptions are in `docs/synthetic.md`.

mod aftercare;
mod assumptions;
mod authority;
mod calibrate;
mod care;
mod census;
mod codes;
mod day;
mod expect;
mod faults;
mod files;
mod grid;
mod identity;
mod inspection;
mod intensities;
mod live;
mod looked_after_return;
mod need;
mod partners;
mod people;
mod purpose;
mod reasons;
mod spoil;
mod tally;
mod truth;
mod wards;
mod year;

pub use authority::{Authority, Settings, build};
pub use day::Day;
pub use faults::{Fault, FaultKind};
pub use files::Open;
pub use grid::Cell;
pub use live::{Life, Spell};
pub use rates::published::Unidentified;
pub use tally::Tally;
pub use wards::Ward;
