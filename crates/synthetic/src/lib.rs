//! A made-up authority with known intensities: its children, and the returns it would send.

mod aftercare;
mod assumptions;
mod authority;
mod calibrate;
mod care;
mod census;
mod codes;
mod day;
mod expect;
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
mod tally;
mod truth;
mod wards;

pub use authority::{Authority, Settings, build};
pub use day::Day;
pub use grid::Cell;
pub use live::{Life, Spell};
pub use rates::published::Unidentified;
pub use tally::Tally;
pub use wards::Ward;
