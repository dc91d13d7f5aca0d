//! Covariates of an authority's own records: steps and exposure split by them, and the lookup of wards that it brings.

mod own;
pub mod rules;
mod wards;

pub use own::{OwnCovariates, own_covariates};
pub use wards::{Wards, read_wards};
