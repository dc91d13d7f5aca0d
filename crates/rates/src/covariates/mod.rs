//! Covariates as rate ratios: how much more often a step is taken at one level than at another, all else alike.
//!
//! Steps of each row are Poisson, with exposure times the intensity of its cell of age and time, times a factor of its
//! stratum and one of its level of each covariate. Levels of a covariate stray from each other by a normal distribution on
//! the scale of logarithms, whose spread the data tell: thin levels are drawn towards the others, and no ratio is ever
//! infinite. `docs/covariates.md` has the formulas and [`Refusal`] what is not estimated at all.

mod effects;
mod fit;
mod groups;
mod levels;
mod matrix;
mod model;
mod ratio;
mod refusal;
mod step;
mod stray;

pub(crate) use effects::{LevelCount, effects};
pub use groups::held_back;
pub use ratio::RateRatio;
pub use refusal::Refusal;
pub use step::{CovariateRatios, Level, Settings, StepModel, StepRatios, Stray, Value, rate_ratios};

/// Most levels of one covariate: wards of the largest authority are 123.
pub const LEVELS_MAX: usize = 150;
/// Most cells, strata and levels together: the fit takes time with their third power.
pub const PARAMETERS_MAX: usize = 400;
/// Steps that each level needs to stand alone, and that there must be for each level that is compared.
pub const STEPS_PER_LEVEL: f64 = 10.0;
