//! `headwater project --rates`: models from plain tables, as their user meets them.

mod exact;
mod files;
mod outputs;
#[path = "../page/mod.rs"]
mod page;
mod refusals;
mod rows;
