//! Models that the data cannot carry.

/// Why there is no model of a step, and what to do about it.
///
/// **Source**: at least ten events for each estimated coefficient: P. Peduzzi, J. Concato, A. R. Feinstein and
/// T. R. Holford, Importance of events per independent variable in proportional hazards regression analysis, II, Journal
/// of Clinical Epidemiology 48 (1995), 1503-1510. A log-linear model of steps with exposure is such a regression whose
/// hazard is constant within cells.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// A covariate does not split the rows.
    #[error(
        "\"{covariate}\" has no other level than \"{level}\" among those at risk, so there is nothing to compare: leave \
         it out"
    )]
    OneLevel {
        /// The covariate.
        covariate: String,
        /// Its level.
        level: String,
    },
    /// Nobody is at risk at a level.
    #[error(
        "\"{covariate}\": \"{level}\" has no person-years: leave its rows out, or merge it with another level"
    )]
    NoExposure {
        /// The covariate.
        covariate: String,
        /// Its level.
        level: String,
    },
    /// A covariate has more than [`super::LEVELS_MAX`] levels.
    #[error("\"{covariate}\" has {levels} levels, more than {max}: merge them", max = super::LEVELS_MAX)]
    TooManyLevels {
        /// The covariate.
        covariate: String,
        /// Its levels.
        levels: usize,
    },
    /// All levels, cells and strata are more than [`super::PARAMETERS_MAX`].
    #[error(
        "cells of age and time, strata and levels are {parameters} together, more than {max}: take broader ages and \
         times, or fewer covariates",
        max = super::PARAMETERS_MAX
    )]
    TooManyParameters {
        /// How many there are.
        parameters: usize,
    },
    /// Two covariates split the rows alike.
    #[error(
        "\"{covariate}\" splits the rows just as \"{other}\" does, so their effects are one: leave one of them out"
    )]
    Alike {
        /// The covariate.
        covariate: String,
        /// The one before it.
        other: String,
    },
    /// A covariate is told by ages, times, strata and the covariates before it.
    #[error(
        "\"{covariate}\" follows from ages, times, strata or the covariates named before it, so its effect cannot be \
         told from theirs: leave it out"
    )]
    Told {
        /// The covariate.
        covariate: String,
    },
    /// Each level of a covariate is within one of something else, so levels within different ones are not compared.
    #[error(
        "\"{covariate}\" is nested in {within}: each of its levels is found with one of these alone, so levels found with \
         different ones cannot be compared apart from it: take one of the two"
    )]
    Nested {
        /// The covariate.
        covariate: String,
        /// What it is nested in, in words.
        within: String,
    },
    /// Levels of a covariate fall into sets between which ages, times, strata and covariates before it allow no comparison.
    #[error(
        "levels of \"{covariate}\" fall into sets with no ages, times, strata or levels of the covariates named before it \
         in common, so that there is no ratio from one set to another: leave it out, or merge its levels"
    )]
    Apart {
        /// The covariate.
        covariate: String,
    },
    /// Fewer than two levels have [`super::STEPS_PER_LEVEL`] expected steps.
    #[error(
        "\"{covariate}\" has fewer than two levels with {needed} steps expected, the least that a comparison needs: merge \
         levels, pool more years or authorities, or leave it out",
        needed = super::STEPS_PER_LEVEL
    )]
    NothingToCompare {
        /// The covariate.
        covariate: String,
    },
    /// There are fewer than [`super::STEPS_PER_LEVEL`] steps for each level that is compared.
    #[error(
        "there are fewer than {needed} steps for each of the {compared} levels that would be compared (Peduzzi and others \
         1995): leave a covariate out, merge levels, or pool more years or authorities",
        needed = super::STEPS_PER_LEVEL
    )]
    TooFewSteps {
        /// Levels compared.
        compared: usize,
    },
    /// No most likely parameters were found.
    #[error(
        "the fit did not converge: look for single rows with very large numbers of steps or person-years"
    )]
    NoConvergence,
}
