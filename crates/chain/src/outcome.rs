//! What a scenario would do, to children and to budgets.

use appraisal::{Agency, Ledger, Payback, Schedule, Value, View, cumulative, payback, present_value};
use futures::{Flows, Measure, Runs, compare};
use plan::language::Scenario;

use crate::Baseline;
use crate::ahead::settings;
use crate::enough_draws::median_error;
use crate::service_use::{ServiceUse, service_use};
use crate::warnings::{warnings_after, warnings_before};

/// A scenario beside the baseline, priced.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The scenario.
    pub scenario: Scenario,
    /// The baseline, draw by draw.
    pub baseline: Flows,
    /// The same futures under the scenario.
    pub flows: Flows,
    /// Gains and costs by agency.
    pub ledger: Ledger,
    /// How later years are discounted.
    pub schedule: Schedule,
    /// What should be known before the result is believed: what [`warnings_before`] said, then what the run shows.
    pub warnings: Vec<String>,
}

/// Middle and 80% interval of a value over draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// 10% of draws lie below.
    pub low: f64,
    /// Half of draws lie below.
    pub median: f64,
    /// 10% of draws lie above.
    pub high: f64,
}

impl Interval {
    /// Middle and 80% interval of values.
    pub fn of(values: Vec<f64>) -> Interval {
        let [low, median, high] = futures::quantiles(values, [0.1, 0.5, 0.9]);
        Interval { low, median, high }
    }
}

impl Outcome {
    /// Runs a scenario beside a baseline.
    pub fn new(baseline: &Baseline, scenario: Scenario) -> Outcome {
        let engine = std::slice::from_ref(&scenario.engine);
        let runs = compare(&baseline.rates, engine, &settings(&baseline.plan));
        Outcome::of_runs(baseline, scenario, runs)
    }

    /// Prices the runs of a baseline and one scenario.
    pub(crate) fn of_runs(baseline: &Baseline, scenario: Scenario, runs: Runs) -> Outcome {
        let Runs { baseline: before, mut scenarios } = runs;
        let flows = scenarios.pop().unwrap_or_else(|| before.clone());
        let ledger = Ledger::new(&before, &flows, &scenario.spending(), &baseline.costs.lines);
        let mut warnings = warnings_before(baseline, &scenario);
        warnings.extend(warnings_after(baseline, &scenario, &flows));
        Outcome { scenario, baseline: before, flows, ledger, schedule: Schedule::green_book(), warnings }
    }

    /// Names of what has an effect, a stream of arrivals or a change of placements that names nothing it rests on, in the
    /// order of the file.
    pub fn without_evidence(&self) -> Vec<&str> {
        without_evidence(&self.scenario)
    }

    /// Scenario less baseline of a measure in one year, over draws that share luck.
    pub fn difference(&self, year: usize, measure: Measure) -> Interval {
        Interval::of(self.differences(year, measure))
    }

    /// Standard error of the middle of a difference that is owed to the number of draws; see [`median_error`].
    pub fn difference_error(&self, year: usize, measure: Measure) -> Option<f64> {
        median_error(self.differences(year, measure))
    }

    /// How each service of the engine would be used, in the order of the engine.
    pub fn uses(&self) -> Vec<ServiceUse> {
        let services = self.scenario.engine.services.iter().enumerate();
        services.map(|(number, service)| service_use(service, number, &self.flows)).collect()
    }

    fn differences(&self, year: usize, measure: Measure) -> Vec<f64> {
        let of = |flows: &Flows| flows.over_draws(year, measure);
        of(&self.flows).iter().zip(of(&self.baseline)).map(|(s, b)| s - b).collect()
    }

    /// Scenario less baseline of a measure summed over all years.
    pub fn difference_in_all(&self, measure: Measure) -> Interval {
        let years = self.baseline.years;
        let sums = (0..self.baseline.draws())
            .map(|draw| {
                (0..years)
                    .map(|y| self.flows.value(draw, y, measure) - self.baseline.value(draw, y, measure))
                    .sum()
            })
            .collect();
        Interval::of(sums)
    }

    /// Cumulative discounted position in each year, over draws, in pounds.
    pub fn cumulative(&self, view: &View) -> Vec<Interval> {
        let draws = cumulative(&self.ledger, view, &self.schedule);
        (0..self.ledger.years).map(|y| Interval::of(draws.iter().map(|d| d[y]).collect())).collect()
    }

    /// When the scenario pays back, discounted.
    pub fn payback(&self, view: &View) -> Payback {
        payback(&cumulative(&self.ledger, view, &self.schedule))
    }

    /// When the scenario pays back, undiscounted.
    pub fn payback_undiscounted(&self, view: &View) -> Payback {
        payback(&cumulative(&self.ledger, view, &Schedule::none()))
    }

    /// Present value of an agency's entries of one kind.
    pub fn present_value(&self, agency: &Agency, value: Value) -> Interval {
        Interval::of(present_value(&self.ledger, |a, v| a == agency && v == value, &self.schedule))
    }

    /// Net present value in a view.
    pub fn net(&self, view: &View) -> Interval {
        Interval::of(present_value(&self.ledger, |a, v| view.keeps(a, v), &self.schedule))
    }

    /// Share of draws in which the net present value of a view is above zero.
    pub fn chance_of_gain(&self, view: &View) -> f64 {
        let nets = present_value(&self.ledger, |a, v| view.keeps(a, v), &self.schedule);
        nets.iter().filter(|n| **n > 0.0).count() as f64 / nets.len().max(1) as f64
    }

    /// The authority's deepest median cumulative cash position, not discounted, and the reporting year of it.
    pub fn peak_cash_need(&self) -> Option<(f64, u16)> {
        let draws = cumulative(&self.ledger, &View::AuthorityCash, &Schedule::none());
        (0..self.ledger.years)
            .map(|y| Interval::of(draws.iter().map(|d| d[y]).collect()))
            .enumerate()
            .map(|(y, i)| (i.median, self.ledger.base_year + 1 + y as u16))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(depth, _)| *depth < 0.0)
    }
}

/// Names of what has an effect, or adds or moves children, and names nothing it rests on.
pub(crate) fn without_evidence(scenario: &Scenario) -> Vec<&str> {
    let engine = &scenario.engine;
    let services = engine.services.iter().zip(&scenario.services);
    let services =
        services.flat_map(|(s, terms)| terms.effects.iter().map(move |e| (s.name.as_str(), &e.evidence)));
    let changes = engine.changes.iter().map(|c| c.name.as_str()).zip(&scenario.changes);
    let arrivals = engine.arrivals.iter().map(|a| a.name.as_str()).zip(&scenario.arrivals);
    let mix = engine.mix.iter().map(|m| m.name.as_str()).zip(&scenario.mix);
    let others = changes.chain(arrivals).chain(mix).map(|(name, terms)| (name, &terms.evidence));
    let mut names: Vec<&str> =
        services.chain(others).filter(|(_, evidence)| evidence.is_empty()).map(|(name, _)| name).collect();
    names.dedup();
    names
}
