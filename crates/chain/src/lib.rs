//! The chain for one authority: published figures → rates → futures → appraisal.
//!
//! The command line and the web both ask here, so the same plan and scenario give the same numbers on both.

mod ahead;
pub mod backtest;
mod comparison;
mod converge;
mod costs;
mod country;
pub mod covariates;
mod curves;
mod enough_draws;
mod example;
mod flow_lines;
mod journey_spells;
mod need;
mod outcome;
mod own;
mod placements;
pub mod plain_csv;
pub mod plain_model;
mod rate_checks;
mod reconciled;
pub mod report;
mod scenarios;
mod service_use;
mod standing;
pub mod steps_table;
pub mod uncertainty;
mod warnings;

pub use ahead::{Baseline, FAN, Fan, fan, settings};
pub use comparison::{Compared, Comparison, Figure, ValueTo};
pub use converge::{Convergence, FEWEST_DRAWS, MOST_DRAWS, most_draws};
pub use costs::{Costs, costs};
pub use country::Country;
pub use covariates::{OwnCovariates, Wards, own_covariates, read_wards};
pub use curves::{Asked, By, Curves, YEARS_IN_POSITION, curves};
pub use enough_draws::median_error;
pub use example::example_scenario;
pub use flow_lines::{DAYS_PER_YEAR, FlowLine, Of, flow_lines};
pub use journey_spells::{JourneySpells, journey_spells};
pub use need::{Need, need};
pub use outcome::{Interval, Outcome};
pub use own::{NoRates, OwnRates, PastYear, RatesFrom, journey_prices, own_rates};
pub use placements::{PlacementForecast, placement_forecast};
pub use plain_model::{PlainRead, PlainTables, check_size, read_plain_model};
pub use rate_checks::{
    Against, CellYear, Gap, OccupancyCheck, Occupant, RateChecks, Records, StayCheck, StayPoint, StepCheck,
    Verdict, YearSum, rate_checks,
};
pub use reconciled::Reconciled;
pub use scenarios::{
    TEXT, WORKED, WORKED_NAME, Worked, scenario_for, scenario_of_text, text_of, worked_text,
};
pub use service_use::ServiceUse;
pub use standing::{Level, Series, Share, Spend, Standing, standing};
pub use steps_table::{StepsTable, read_steps_table};
pub use warnings::warnings_before;
