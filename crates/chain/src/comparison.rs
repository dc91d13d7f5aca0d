//! Scenarios side by side: the same children and the same luck under each service model.

use appraisal::{Payback, Schedule, View, cumulative, present_value};
use futures::{Flows, Measure, Runs, compare};
use plan::language::Scenario;
use units::Position;

use crate::ahead::settings;
use crate::{Baseline, Interval, Outcome};

/// A figure by which scenarios are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// Children in a position on the last day.
    Children(Position),
    /// Person-years in a position over all years.
    PersonYears(Position),
    /// Net present value of a view, in pounds of the country's price year.
    NetPresentValue(ValueTo),
    /// How deep the authority's cumulative cash falls in its deepest year, not discounted, in pounds: never above zero.
    DeepestCash,
}

/// To whom a net present value counts: the place of a view in [`View::ALL`].
pub type ValueTo = usize;

impl Figure {
    /// Every figure, children first, then money.
    pub fn all() -> Vec<Figure> {
        let children = Position::OPEN.into_iter().map(Figure::Children);
        let years = Position::OPEN.into_iter().map(Figure::PersonYears);
        let values = (0..View::ALL.len()).map(Figure::NetPresentValue);
        children.chain(years).chain(values).chain([Figure::DeepestCash]).collect()
    }

    /// Whether it is an amount of money.
    pub fn is_money(self) -> bool {
        matches!(self, Figure::NetPresentValue(_) | Figure::DeepestCash)
    }
}

/// One of the scenarios that are compared.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Name of the scenario.
    pub name: String,
    /// What should be known before the result is believed.
    pub warnings: Vec<String>,
    /// When it pays back, discounted, by view in the order of [`View::ALL`].
    pub paybacks: Vec<Payback>,
    /// Share of draws in which the net present value is above zero, by view.
    pub chances_of_gain: Vec<f64>,
    /// Scenario less baseline: `[figure][draw]`, figures in the order of [`Figure::all`].
    differences: Vec<Vec<f64>>,
}

/// Scenarios side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The scenarios, in the order in which they were given.
    pub scenarios: Vec<Compared>,
    /// The baseline's figures: `[figure][draw]`; what is money has none.
    baseline: Vec<Vec<f64>>,
    /// Years ahead.
    pub years: usize,
}

impl Comparison {
    /// Runs scenarios beside one baseline, with the same luck in each draw.
    ///
    /// Each scenario's figures are those that [`Outcome`] gives for it alone.
    ///
    /// **Limits**: as for [`compare`], no more than [`futures::MOST_SCENARIOS`].
    pub fn new(baseline: &Baseline, scenarios: Vec<Scenario>) -> Comparison {
        let engines: Vec<_> = scenarios.iter().map(|s| s.engine.clone()).collect();
        let Runs { baseline: before, scenarios: flows } =
            compare(&baseline.rates, &engines, &settings(&baseline.plan));
        let levels = Figure::all().into_iter().map(|figure| levels(&before, figure)).collect();
        // One after the other: only one scenario is priced at a time, so that memory does not grow with their number.
        let scenarios = scenarios.into_iter().zip(flows).map(|(scenario, flows)| {
            let runs = Runs { baseline: before.clone(), scenarios: vec![flows] };
            Compared::of(&Outcome::of_runs(baseline, scenario, runs))
        });
        Comparison { scenarios: scenarios.collect(), baseline: levels, years: before.years }
    }

    /// The baseline's figure; `None` of money, which is counted against the baseline.
    pub fn baseline(&self, figure: usize) -> Option<Interval> {
        let draws = self.baseline.get(figure).filter(|draws| !draws.is_empty())?;
        Some(Interval::of(draws.clone()))
    }

    /// Every two scenarios, the earlier one first.
    pub fn pairs(&self) -> impl Iterator<Item = (&Compared, &Compared)> {
        let scenarios = &self.scenarios;
        scenarios.iter().enumerate().flat_map(|(n, one)| scenarios[n + 1..].iter().map(move |two| (one, two)))
    }
}

impl Compared {
    fn of(outcome: &Outcome) -> Compared {
        let differences = Figure::all().into_iter().map(|figure| differences(outcome, figure)).collect();
        Compared {
            name: outcome.scenario.name.clone(),
            warnings: outcome.warnings.clone(),
            paybacks: View::ALL.iter().map(|view| outcome.payback(view)).collect(),
            chances_of_gain: View::ALL.iter().map(|view| outcome.chance_of_gain(view)).collect(),
            differences,
        }
    }

    /// Scenario less baseline of a figure, by its place in [`Figure::all`].
    pub fn difference(&self, figure: usize) -> Interval {
        Interval::of(self.differences[figure].clone())
    }

    /// This scenario less another, draw by draw, and the share of draws in which it is the higher of the two; draws in
    /// which they are alike count half.
    pub fn less(&self, other: &Compared, figure: usize) -> (Interval, f64) {
        let pairs = self.differences[figure].iter().zip(&other.differences[figure]);
        let between: Vec<f64> = pairs.map(|(own, other)| own - other).collect();
        let higher = |d: &f64| match d {
            d if *d > 0.0 => 1.0,
            d if *d < 0.0 => 0.0,
            _ => 0.5,
        };
        let share = between.iter().map(higher).sum::<f64>() / between.len().max(1) as f64;
        (Interval::of(between), share)
    }
}

/// A figure of a run, over draws; money has none of its own.
fn levels(flows: &Flows, figure: Figure) -> Vec<f64> {
    match figure {
        Figure::Children(position) => {
            flows.over_draws(flows.years.saturating_sub(1), Measure::Stock(position))
        }
        Figure::PersonYears(position) => {
            let measure = Measure::PersonYears(position);
            let years = |draw| (0..flows.years).map(|year| flows.value(draw, year, measure)).sum();
            (0..flows.draws()).map(years).collect()
        }
        Figure::NetPresentValue(_) | Figure::DeepestCash => Vec::new(),
    }
}

/// Scenario less baseline of a figure, over draws that share luck.
fn differences(outcome: &Outcome, figure: Figure) -> Vec<f64> {
    match figure {
        Figure::Children(_) | Figure::PersonYears(_) => {
            let (with, without) = (levels(&outcome.flows, figure), levels(&outcome.baseline, figure));
            with.iter().zip(without).map(|(with, without)| with - without).collect()
        }
        Figure::NetPresentValue(to) => {
            let view = &View::ALL[to];
            present_value(&outcome.ledger, |agency, value| view.keeps(agency, value), &outcome.schedule)
        }
        Figure::DeepestCash => {
            let draws = cumulative(&outcome.ledger, &View::AuthorityCash, &Schedule::none());
            draws.iter().map(|years| years.iter().copied().fold(0.0, f64::min)).collect()
        }
    }
}
