//! Plans and scenarios as text: the files that the command line and the web share.
//!
//! A file, or a web form, becomes a flat list of keys and values ([`Raw`]); [`read_plan`] and
//! [`read_scenario`] check every one and return either the plan or *all* that is wrong with it, naming file,
//! key, value and what was expected. [`language`] is version 2 of scenarios: several services, cuts, changes, arrivals
//! and placements at once.

mod caseload;
mod check;
mod error;
mod families;
pub mod language;
mod near;
mod plan_file;
mod rate_ratio;
mod raw;
mod scenario;
mod ward_group;
mod write;

pub use caseload::Caseload;
pub use error::InputError;
pub use plan_file::{Plan, read_plan};
pub use raw::Raw;
pub use scenario::{Scenario, read_scenario, scenario_keys};
pub use ward_group::WardGroup;
pub use write::scenario_to_toml;
