//! Runs of an authority: the baseline, and scenarios that share its luck.

use rates::Rates;
use units::Step;

use crate::counts::{Counts, Flows, Layout, measure::Names};
use crate::engine::drawn::Compiled;
use crate::engine::life::Outlook;
use crate::engine::run::simulate;
use crate::model::Model;
use crate::model::authority::Authority;
use crate::scenario::Scenario;
use crate::settings::Settings;

/// A baseline and scenarios that share luck draw by draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Runs {
    /// Nothing changes.
    pub baseline: Flows,
    /// The scenarios, in the order given.
    pub scenarios: Vec<Flows>,
}

/// Projects the baseline.
pub fn project(rates: &Rates, settings: &Settings) -> Flows {
    compare(rates, &[], settings).baseline
}

/// Projects the baseline and the same futures under scenarios.
///
/// A child for whom a scenario averts and adds nothing lives the same life in both. The baseline is byte-identical to
/// that of [`project`] with the same settings, and each scenario to what it is by itself.
///
/// **Limits**: at most 32 scenarios are run; further ones are left out.
pub fn compare(rates: &Rates, scenarios: &[Scenario], settings: &Settings) -> Runs {
    let authority = Authority::new(rates, settings);
    let compiled: Vec<Compiled> = scenarios
        .iter()
        .take(MOST_SCENARIOS)
        .map(|s| Compiled::new(&authority.model, authority.compile(s)))
        .collect();
    let mut counts =
        counts(&authority.model, &compiled, settings, |draw| authority.outlook(settings, draw)).into_iter();
    let steps: Vec<Step> = rates.steps.iter().map(|s| s.step).collect();
    let flows = |counts: Counts, services: Vec<String>| Flows {
        base_year: rates.base_year,
        years: settings.years,
        period: settings.period,
        counts,
        names: Names { positions: authority.positions.clone(), steps: steps.clone(), services },
    };
    let empty = || Counts::empty(Layout::new(&authority.model, 0), authority.model.periods());
    let baseline = flows(counts.next().unwrap_or_else(empty), Vec::new());
    let scenarios = counts
        .zip(scenarios)
        .map(|(counts, s)| flows(counts, s.services.iter().map(|s| s.name.clone()).collect()))
        .collect();
    Runs { baseline, scenarios }
}

/// Scenarios that one run can hold: one bit each.
const MOST_SCENARIOS: usize = 32;

/// Draws that are run before their counts are put away: enough for all cores, few enough for memory.
const BATCH: u32 = 64;

/// The counts of all draws: of the baseline, then of each scenario.
pub(crate) fn counts(
    model: &Model,
    scenarios: &[Compiled],
    settings: &Settings,
    outlook: impl Fn(u32) -> Outlook + Sync + Send,
) -> Vec<Counts> {
    let layouts = [0].into_iter().chain(scenarios.iter().map(|c| c.scenario.services.len()));
    let mut all: Vec<Counts> =
        layouts.map(|services| Counts::empty(Layout::new(model, services), model.periods())).collect();
    for first in (0..settings.draws).step_by(BATCH as usize) {
        let last = settings.draws.min(first + BATCH);
        let one = |draw: u32| simulate(model, &outlook(draw), scenarios, settings, draw);
        for rows in each_draw(first..last, one) {
            for (counts, rows) in all.iter_mut().zip(rows) {
                counts.values.extend_from_slice(&rows);
                counts.draws += 1;
            }
        }
    }
    all
}

#[cfg(feature = "parallel")]
pub(crate) fn each_draw<T: Send>(
    draws: std::ops::Range<u32>,
    one: impl Fn(u32) -> T + Sync + Send,
) -> Vec<T> {
    use rayon::prelude::*;
    draws.into_par_iter().map(one).collect()
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn each_draw<T>(draws: std::ops::Range<u32>, one: impl Fn(u32) -> T) -> Vec<T> {
    draws.map(one).collect()
}
