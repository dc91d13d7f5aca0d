//! Options of the tables of flows, shared by `headwater project` and `headwater appraise`.

use chain::{Baseline, Convergence, FEWEST_DRAWS, MOST_DRAWS, Outcome, most_draws, report};
use clap::{Args, ValueEnum};
use futures::Period;
use plan::Plan;
use tables::Table;

use crate::journeys::one_of;
use crate::refusal::Refusal;

/// Which tables of flows to add, and how precise to be.
#[derive(Debug, Args)]
pub struct FlowOptions {
    /// Adds the table of flows: `long` has age bands and intervals, `wide` has a row a period and a column a measure
    #[arg(long, value_enum)]
    pub flows: Option<FlowShape>,
    /// Periods in which flows are counted: year, quarter or month; year if not given
    #[arg(long, value_parser = period)]
    pub period: Option<Period>,
    /// Draws until the standard error of looked-after children at the horizon (of a scenario: of the difference) is below
    /// this share, such as 0.5%; at least 100 and at most 10000
    #[arg(long, value_name = "SHARE", value_parser = small_share)]
    pub until: Option<f64>,
    /// Adds the table of what rates, drift, effects and chance bring to the spread (runs the draws again for each)
    #[arg(long)]
    pub uncertainty_shares: bool,
}

/// Form of the table of flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FlowShape {
    /// One row for each flow and period, with its spread
    Long,
    /// One row for each period, one column for each flow
    Wide,
}

impl FlowOptions {
    /// A plan counted by the periods asked for.
    ///
    /// **Errors**: a period where no table is counted by periods; more draws than the memory holds for so many periods.
    pub fn counted(&self, plan: Plan) -> anyhow::Result<Plan> {
        let by_year = self.flows.is_none() && plan.caseloads.is_empty();
        if let Some(period) = self.period.filter(|_| by_year) {
            return Err(Refusal::one(format!(
                "--period: \"{}\": expected with --flows, or a plan with caseloads: all other tables are by year",
                period.label()
            )));
        }
        let plan = Plan { period: self.period.unwrap_or(Period::Year), ..plan };
        let most = most_draws(&plan);
        if plan.draws > most {
            let (draws, years, period) = (plan.draws, plan.horizon_years, plan.period.label());
            return Err(Refusal::one(format!(
                "--draws: \"{draws}\": expected at most {most} for {years} years by {period}"
            )));
        }
        Ok(plan)
    }

    /// The tables that are asked for, and workers needed if the plan states caseloads.
    pub fn tables(
        &self,
        baseline: &Baseline,
        outcome: Option<&Outcome>,
        reached: Option<&Convergence>,
    ) -> Vec<Table> {
        let mut tables: Vec<Table> = report::caseloads(baseline, outcome).into_iter().collect();
        tables.extend(self.flows.map(|shape| match shape {
            FlowShape::Long => report::flows_long(baseline, outcome),
            FlowShape::Wide => report::flows_wide(baseline, outcome),
        }));
        if self.flows.is_some() || reached.is_some() {
            tables.push(report::convergence(baseline, outcome, reached));
        }
        if self.uncertainty_shares {
            tables.push(report::uncertainty_shares(baseline, outcome));
        }
        tables
    }
}

fn period(text: &str) -> Result<Period, String> {
    one_of(text, &[Period::Year, Period::Quarter, Period::Month], Period::label)
}

/// A share of the middle, as a percentage above 0 and at most 50.
fn small_share(text: &str) -> Result<f64, String> {
    let percent = text.strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
    let share = percent.map(|percent| percent / 100.0).filter(|share| *share > 0.0 && *share <= 0.5);
    share.ok_or_else(|| {
        format!("expected a percentage above 0% and at most 50%, such as 0.5% ({FEWEST_DRAWS} to {MOST_DRAWS} draws are run)")
    })
}
