//! From the plan's figures to the ledger's: what a scenario spends in a year, step by step.

use appraisal::{PlannedParts, Value, rounding};
use units::Pence;

use crate::Outcome;

/// What a scenario spends in one year by plan and in the run, and all that lies between.
///
/// **Units**: pence, of all payers together and as means over draws; below zero where money is released.
/// The parts add up to what is planned, and that with `after_end` and `rounding` is what the run spends: each is reckoned by
/// itself, and both sums are exact. If they were not, the ledger would hold something that nothing here accounts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reconciled {
    /// What posts would cost that stay vacant in the mean: in neither plan nor run.
    pub vacant: Pence,
    /// What is spent by plan, taken apart.
    pub parts: PlannedParts,
    /// What is spent by plan: what the twin track states.
    pub planned: Pence,
    /// Places of those who are still served after the end of a service.
    pub after_end: Pence,
    /// Pennies rounded on the way, at most half of one for each figure that is: [`appraisal::rounding`].
    pub rounding: Pence,
    /// What the run spends: the ledger's entries of [`Value::Spent`], of all agencies, with the sign of a cost.
    pub spent: Pence,
    /// Cash that the run releases: bills that no longer come. No part of what is spent.
    pub cash: Pence,
    /// Cost that does not arise in the run but frees no money by itself. No part of what is spent.
    pub avoided: Pence,
}

impl Outcome {
    /// What the scenario spends in a year of the run, from plan to ledger; 0 is the first year.
    pub fn reconciled(&self, year: usize) -> Reconciled {
        let scenario = &self.scenario;
        let ledger = |value| self.ledger.mean(|_, v| v == value, year);
        let (planned, spent) = (scenario.planned_cost(year), -ledger(Value::Spent));
        let spending = scenario.spending();
        let after_end = spending.iter().map(|s| s.after_end(&self.flows, year)).sum::<Pence>();
        Reconciled {
            vacant: scenario.vacant_posts(year),
            parts: scenario.planned_parts(year),
            planned,
            after_end,
            rounding: rounding(&spending, &self.flows, year),
            spent,
            cash: ledger(Value::Cash),
            avoided: ledger(Value::Avoided),
        }
    }
}
