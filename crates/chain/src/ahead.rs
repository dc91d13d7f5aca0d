//! What lies ahead for an authority if nothing changes.

use appraisal::{CostLine, yearly_cost};
use futures::{Flows, Measure, Settings, Uncertainty, project};
use plan::Plan;
use rates::Rates;
use rates::published::Unidentified;
use reference::Area;
use units::{Position, Step};

use crate::{Costs, Country, costs, uncertainty};

/// An authority's baseline: rates, costs and flows under a plan.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The authority.
    pub area: Area,
    /// The plan.
    pub plan: Plan,
    /// Its rates.
    pub rates: Rates,
    /// What the rates rest on, in words: `published figures to 31 March 2025`.
    pub rests_on: String,
    /// Whether these are the authority's own records, whose small counts must not be shown.
    pub rests_on_records: bool,
    /// Its unit costs, published and own.
    pub costs: Costs,
    /// What the years hold.
    pub flows: Flows,
    /// Share of the variance of looked-after children at the horizon that is chance in children's lives; the
    /// rest is uncertainty about intensities and their drift.
    pub chance_share: f64,
}

/// The middle and the bands of a measure in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fan {
    /// Reporting year whose 31 March ends it.
    pub year: u16,
    /// Quantiles at 2.5, 10, 25, 50, 75, 90 and 97.5%.
    pub at: [f64; 7],
}

/// The quantiles of a [`Fan`].
pub const FAN: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

impl Baseline {
    /// Projects an authority under a plan.
    ///
    /// **Errors**: too few published figures.
    pub fn new(country: &Country, area: &Area, plan: &Plan) -> Result<Baseline, Unidentified> {
        let rests_on = Baseline::rests_on_published();
        let rates = country.rates(area)?;
        let baseline = Baseline::of_rates(country, area, plan, rates);
        Ok(Baseline { area: area.clone(), rests_on, rests_on_records: false, ..baseline })
    }

    /// Projects an authority from rates counted from its own records.
    pub fn of_rates(country: &Country, area: &Area, plan: &Plan, rates: Rates) -> Baseline {
        let mut costs = costs(country.reference, area);
        costs.lines.extend(plan.costs.iter().cloned());
        if rates.moves.is_none() {
            costs = costs.without_moves();
        }
        let flows = project(&rates, &settings(plan));
        let chance = project(
            &rates,
            &Settings {
                uncertainty: Uncertainty::CHANCE_ONLY,
                draws: settings(plan).draws.min(50),
                ..settings(plan)
            },
        );
        let last = plan.horizon_years - 1;
        let at_horizon = |f: &Flows| f.over_draws(last, Measure::Stock(Position::LookedAfter));
        let chance_share = uncertainty::chance_share(&at_horizon(&flows), &at_horizon(&chance));
        let mut area = area.clone();
        if !plan.name.is_empty() {
            area.name = plan.name.clone();
        }
        let rests_on = Baseline::rests_on_records_to(rates.base_year);
        Baseline {
            area,
            plan: plan.clone(),
            rates,
            rests_on,
            rests_on_records: true,
            costs,
            flows,
            chance_share,
        }
    }

    /// What rates of [`Baseline::new`] rest on, in words.
    pub fn rests_on_published() -> String {
        format!("published figures to 31 March {}", Country::BASE_YEAR)
    }

    /// What rates counted from own records rest on, in words.
    pub fn rests_on_records_to(base_year: u16) -> String {
        format!("the authority's own records to 31 March {base_year}")
    }

    /// Quantiles of a measure in each year.
    pub fn fan(&self, measure: Measure) -> Vec<Fan> {
        fan(&self.flows, measure)
    }

    /// Quantiles of the yearly cost of the cost lines that a filter keeps, in pounds.
    pub fn cost_fan(&self, keep: impl Fn(&CostLine) -> bool) -> Vec<Fan> {
        (0..self.flows.years)
            .map(|year| Fan {
                year: self.flows.base_year + 1 + year as u16,
                at: futures::quantiles(yearly_cost(&self.flows, &self.costs.lines, &keep, year), FAN),
            })
            .collect()
    }

    /// The steps that the rates identify.
    pub fn steps(&self) -> Vec<Step> {
        self.rates.steps.iter().map(|s| s.step).collect()
    }
}

/// Quantiles of a measure in each year.
pub fn fan(flows: &Flows, measure: Measure) -> Vec<Fan> {
    (0..flows.years)
        .map(|year| Fan { year: flows.base_year + 1 + year as u16, at: flows.quantiles(year, measure, FAN) })
        .collect()
}

/// Settings of a plan.
pub fn settings(plan: &Plan) -> Settings {
    Settings {
        years: plan.horizon_years,
        draws: plan.draws,
        seed: plan.seed,
        period: plan.period,
        families: plan.families,
        ward_groups: plan.ward_groups.iter().map(|g| g.share).collect(),
        rate_ratios: plan.rate_ratios.clone(),
        ..Settings::default()
    }
}
