//! Unit costs of processes, and what evaluations found programmes to do.

use units::{FinancialYear, Step};

/// What one process or place costs one agency.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitCost {
    /// The source's own code.
    pub code: String,
    /// What is paid for.
    pub description: String,
    /// Per what: `each`, `per child per week`.
    pub unit: String,
    /// Amount in pounds of [`UnitCost::price_year`].
    pub pounds: f64,
    /// The prices it is in.
    pub price_year: FinancialYear,
    /// Who bears it.
    pub agency: String,
    /// Where it was read.
    pub source: String,
}

/// One finding of one evaluation.
///
/// **Limits**: a finding without an estimate is kept, so that "no effect found" is seen beside the effects.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The programme.
    pub programme: String,
    /// Whom it was tried with.
    pub population: String,
    /// What was measured.
    pub outcome: String,
    /// What it bears on: a step such as `in need -> protection plan`, or other words.
    pub bears_on: String,
    /// The scale of the estimate, such as `odds ratio`.
    pub metric: String,
    /// The estimate on that scale; `None` when only a direction was published.
    pub estimate: Option<f64>,
    /// Lower end of the 95% interval.
    pub low: Option<f64>,
    /// Upper end of the 95% interval.
    pub high: Option<f64>,
    /// Design of the study.
    pub design: String,
    /// Where it was tried.
    pub country: String,
    /// Strength of the evidence from A (randomised) to D (no comparison).
    pub evidence_grade: String,
    /// Whether the authors report a difference beyond chance: `yes`, `no`, `not tested`.
    pub significant: String,
    /// What to keep in mind.
    pub caution: String,
    /// The publication.
    pub source: String,
}

impl Effect {
    /// The step it bears on, when that is one between two positions of the vocabulary.
    pub fn step(&self) -> Option<Step> {
        Step::from_label(&self.bears_on)
    }
}
