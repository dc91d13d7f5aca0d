//! The record: every child that any return names, with everything dated that happened.

mod activity;
mod builder;
mod care;
mod child;
mod code;
mod coverage;
mod extract;
mod horizon;
mod join;
mod names;
mod same_child;
mod slips;
mod statement;

pub use activity::{Activity, Detail, Kind, PlacementFacts};
pub use builder::Builder;
pub(crate) use builder::RULES;
pub use child::{Child, Record, Sex};
pub use code::Code;
pub use coverage::{Coverage, Field};
pub use join::join;
pub use names::Names;
pub use statement::{Desk, PersonFacts, Statement, Told};
