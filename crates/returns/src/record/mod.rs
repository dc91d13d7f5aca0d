//! The record: every child that any return names, with everything dated that happened.

mod activity;
mod child;
mod code;
mod statement;

pub use activity::{Activity, Detail, Kind, PlacementFacts};
pub use child::{Child, Names, Record, Sex};
pub use code::Code;
pub use statement::{Desk, PersonFacts, Statement};
