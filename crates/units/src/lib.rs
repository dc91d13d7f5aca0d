//! The words of the field as types, shared by every link of the chain.
//!
//! A type here carries a meaning (pence with a price year, an intensity, a published figure that may be
//! suppressed), so that two figures of unlike meaning cannot be added by accident. [`abridged`] is how a value that was typed is quoted, wherever it is.

mod abridged;
mod age;
mod care_end;
mod figure;
mod history;
mod money;
mod position;
mod rate;
mod year;

pub use abridged::abridged;
pub use age::AgeBand;
pub use care_end::CareEnd;
pub use figure::{Figure, Marker};
pub use history::History;
pub use money::{Pence, PriceYear};
pub use position::{Placement, Position, Step};
pub use rate::{Exposure, Intensity};
pub use year::{FinancialYear, ReportingYear};

/// The word for the level of a covariate that no record tells: it is never the one that others are compared with.
pub const UNKNOWN: &str = "not known";
