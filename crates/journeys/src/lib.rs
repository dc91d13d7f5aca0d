//! What happens to children here: one journey per child across returns.
//!
//! A [`returns::record::Record`] goes in. Out come journeys ([`journey`]): spells in positions by written
//! precedence, and stays in homes; the [`lexis`] table of steps and exposure that `rates` accepts; and, for any
//! group of children, the journey map: services and agencies, pathways, cost, points where children come back,
//! and what came before care.

pub mod day;
pub mod group;
mod home;
mod journey;
pub mod lexis;
mod precedence;
mod price;
mod pseudonym;
pub mod report;
pub mod statistics;

pub use day::Day;
pub use home::{Home, Provider, placement_of};
pub use journey::{Journey, Spell, Stay, journey};
pub use precedence::{Precedence, field_of};
pub use price::{Bill, Price, PricedBy, Prices};
pub use pseudonym::{CodeKey, WeakKey};
