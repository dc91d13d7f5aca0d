//! A made-up authority with known intensities: its children, and the returns it would send.

mod assumptions;
mod authority;
mod calibrate;
mod care;
mod day;
mod expect;
mod grid;
mod intensities;
mod live;
mod need;
mod people;
mod purpose;
mod reasons;
mod tally;
mod wards;

pub use authority::{Authority, Settings, build};
pub use day::Day;
pub use grid::Cell;
pub use live::{Life, Spell};
pub use rates::published::Unidentified;
pub use tally::Tally;
pub use wards::Ward;
