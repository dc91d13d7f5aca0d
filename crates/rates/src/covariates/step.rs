//! Rate ratios of every step of a table.

use units::Exposure;

use super::levels::{Design, Levels, Row};
use super::ratio::RateRatio;
use super::refusal::Refusal;
use super::stray::{Found, Settled};
use crate::plain::Checked;

/// How far levels of covariates stray from each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stray {
    /// Told by the data, for each covariate by itself.
    Told,
    /// Fixed: a standard deviation of the logarithm of the rate.
    Fixed(f64),
}

/// How to fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// How far levels of covariates stray.
    pub covariates: Stray,
    /// How far cells and strata stray, each around their common level: a standard deviation of the logarithm.
    pub baseline: f64,
}

impl Default for Settings {
    /// Levels stray as the data tell. Cells and strata stray by 2, a factor of 7: they are hardly drawn together, so that
    /// no covariate stands in for differences between ages, times or authorities.
    fn default() -> Settings {
        Settings { covariates: Stray::Told, baseline: 2.0 }
    }
}

/// Rate ratios of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRatios {
    /// Position that is left.
    pub from: String,
    /// Position that is entered.
    pub to: String,
    /// Steps seen.
    pub steps: f64,
    /// Exposure in which they were seen.
    pub exposure: Exposure,
    /// The ratios, or why there are none.
    pub model: Result<StepModel, Refusal>,
}

/// The model of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepModel {
    /// How much more rows vary than by chance (Pearson's chi-square over degrees of freedom, by Fletcher 2012); `None`
    /// where rows are not more than parameters. Where it is above 1, evidence counts as so many times less.
    pub overdispersion: Option<f64>,
    /// The covariates, as they were named.
    pub covariates: Vec<CovariateRatios>,
}

/// Rate ratios of one covariate.
#[derive(Clone, Debug, PartialEq)]
pub struct CovariateRatios {
    /// Its name.
    pub name: String,
    /// How far its levels stray: the mean of what is likely of the standard deviation of the logarithm.
    pub stray: f64,
    /// Its levels, in order.
    pub levels: Vec<Level>,
}

/// One level of a covariate.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Its name.
    pub name: String,
    /// Steps seen.
    pub steps: f64,
    /// Exposure in which they were seen.
    pub exposure: Exposure,
    /// Steps expected at the intensities of its ages and times.
    pub expected: f64,
    /// Whether fewer than [`super::STEPS_PER_LEVEL`] are expected.
    pub is_thin: bool,
    /// What is known.
    pub value: Value,
}

/// What is known of a level.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// It is the level that the others are compared with.
    Reference,
    /// The ratio of its rate to that of the reference.
    Ratio(RateRatio),
    /// Ages, times, strata or covariates named before tell who is at the level: there is no ratio of its own.
    Told,
}

/// Rate ratios of each step of a table that is split by covariates; `names` are theirs, in the order of the levels.
///
/// **Limits**: one model for each step, with factors that multiply; no interactions.
pub fn rate_ratios(table: &Checked, names: &[String], settings: &Settings) -> Vec<StepRatios> {
    let steps = table.entries.chunk_by(|a, b| a.step == b.step).filter_map(|run| {
        let (from, to) = table.steps.get(run.first()?.step as usize)?;
        let rows = run.iter().filter_map(|entry| {
            let stratum = table.strata.get(entry.stratum as usize)?;
            let (cell, steps, years) = (entry.cell, entry.steps, entry.years);
            Some(Row { cell, stratum: &stratum.name, levels: &stratum.levels, steps, years })
        });
        let (rows, empty): (Vec<Row>, Vec<Row>) = rows.partition(|row| row.years > 0.0);
        Some(StepRatios {
            from: from.clone(),
            to: to.clone(),
            steps: rows.iter().map(|row| row.steps).sum(),
            exposure: Exposure(rows.iter().map(|row| row.years).sum()),
            model: step_model(&rows, &empty, names, settings),
        })
    });
    steps.collect()
}

fn step_model(
    rows: &[Row],
    empty: &[Row],
    names: &[String],
    settings: &Settings,
) -> Result<StepModel, Refusal> {
    let design = Design::new(rows, empty, names)?;
    let once = Settled::new(&design.model, settings).ok_or(Refusal::NoConvergence)?;
    let overdispersion = once.overdispersion(&design.model);
    let found = match overdispersion {
        // Where rows vary more than chance makes them, each step tells less.
        Some(more) if more > 1.0 => {
            let less = design.model.tempered(1.0 / more);
            Settled::new(&less, settings).and_then(|settled| settled.found(&less, settings))
        }
        _ => once.found(&design.model, settings),
    };
    let found = found.ok_or(Refusal::NoConvergence)?;
    let covariates = design.covariates.iter().zip(found).map(|(levels, found)| told(levels, &found));
    Ok(StepModel { overdispersion, covariates: covariates.collect() })
}

/// The levels of a covariate with what was found of their parameters.
fn told(levels: &Levels, found: &Found) -> CovariateRatios {
    let level = |at: usize| Level {
        name: levels.names[at].clone(),
        steps: levels.steps[at],
        exposure: Exposure(levels.years[at]),
        expected: levels.expected[at],
        is_thin: levels.is_thin(at),
        value: match levels.parameter(at).and_then(|place| found.ratios.get(place)) {
            Some(ratio) => Value::Ratio(ratio.clone()),
            None if at == levels.reference => Value::Reference,
            None => Value::Told,
        },
    };
    CovariateRatios {
        name: levels.name.clone(),
        stray: found.stray,
        levels: (0..levels.names.len()).map(level).collect(),
    }
}
