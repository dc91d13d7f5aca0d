//! Curves from spells: how long, how soon, where after some time.
//!
//! [`Spells`] are dated stretches of people in positions, with late entry and open ends. A [`Timetable`] lines them up
//! on one clock and counts who is at risk and who moves at each time. Three estimators read it, none of which
//! assumes a form of the intensities: [`kaplan_meier`] (time in a position), [`nelson_aalen`] (cumulative hazard of
//! each step) and [`aalen_johansen`] (chance of each position, and mean time in it).
//!
//! **Source**: Andersen, Borgan, Gill and Keiding, Statistical Models Based on Counting Processes, Springer 1993,
//! chapter IV. What they assume, and what they are checked against: `docs/curves.md`.

mod aalen_johansen;
mod covariance;
mod interval;
mod kaplan_meier;
mod nelson_aalen;
mod positions;
mod spells;
mod timetable;

pub use aalen_johansen::{
    Ask, AskFault, Chances, ChancesAt, Estimate, Occupancy, Unseen, aalen_johansen, follow,
};
pub use covariance::Variance;
pub use interval::{log_interval, log_log_interval};
pub use kaplan_meier::{KaplanMeier, Median, Staying, kaplan_meier};
pub use nelson_aalen::{CumulativeHazard, HazardAt, nelson_aalen};
pub use positions::{Positions, PositionsFault};
pub use spells::{Fault, Refused, Spell, Spells, Tally};
pub use timetable::{Clock, Moment, StepCount, Timetable};
