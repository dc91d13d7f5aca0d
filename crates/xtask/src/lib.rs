//! The chores as functions, so that tests can run them.

pub mod input;
pub mod reference;
pub mod table;
