//! Runs of an authority: the baseline, and scenarios that share its luck.

use std::ops::Range;

use luck::Luck;
use rates::Rates;
use units::Step;

use crate::counts::{
    ChangedMoves, Counts, Flows, Layout, MOVE_COLUMNS, MovesInCare, NotLater, REASON_COLUMNS, ReasonsOfEnds,
    measure::Names, share_kinds,
};
use crate::engine::drawn::Compiled;
use crate::engine::life::Outlook;
use crate::engine::run::simulate;
use crate::model::Model;
use crate::model::authority::Authority;
use crate::scenario::{MOST_SERVICES, Scenario};
use crate::settings::Settings;

/// A baseline and scenarios that share luck draw by draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Runs {
    /// Nothing changes.
    pub baseline: Flows,
    /// The scenarios, in the order given.
    pub scenarios: Vec<Flows>,
}

impl Runs {
    /// Adds later draws of the same runs.
    ///
    /// **Errors**: draws that do not follow on, other periods or scenarios; nothing is then added.
    ///
    /// **Limits**: that both come from the same rates, scenarios and seed is for the caller to keep.
    pub fn extend(&mut self, later: Runs) -> Result<(), NotLater> {
        if self.scenarios.len() != later.scenarios.len() {
            return Err(NotLater::Other);
        }
        let own = || [&self.baseline].into_iter().chain(&self.scenarios);
        let others = || [&later.baseline].into_iter().chain(&later.scenarios);
        own().zip(others()).try_for_each(|(own, other)| own.is_followed_by(other))?;
        self.baseline.extend(later.baseline)?;
        self.scenarios.iter_mut().zip(later.scenarios).try_for_each(|(own, other)| own.extend(other))
    }
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
/// **Limits**: at most [`MOST_SCENARIOS`] scenarios are run; further ones are left out.
pub fn compare(rates: &Rates, scenarios: &[Scenario], settings: &Settings) -> Runs {
    compare_draws(rates, scenarios, settings, 0..settings.draws)
}

/// Runs some of the draws of [`compare`], by number; `settings.draws` plays no part.
///
/// A draw is addressed by its number: 0 to 50 and then 50 to 80, added by [`Runs::extend`], are byte-identical to 0 to
/// 80 in one run.
///
/// **Limits**: as for [`compare`].
pub fn compare_draws(rates: &Rates, scenarios: &[Scenario], settings: &Settings, draws: Range<u32>) -> Runs {
    let authority = Authority::new(rates, settings);
    let compiled: Vec<Compiled> = scenarios
        .iter()
        .take(MOST_SCENARIOS)
        .map(|s| Compiled::new(&authority.model, authority.compile(s)))
        .collect();
    let first_draw = draws.start;
    let outlook = |draw| authority.outlook(settings, draw);
    let steps: Vec<Step> = rates.steps.iter().map(|s| s.step).collect();
    let vary = settings.uncertainty.rates;
    let reasons = rates.end_reasons.as_ref();
    let reasons = reasons.map(|known| ReasonsOfEnds::new(known, &steps, &authority.positions, vary));
    let moves = rates.moves.as_ref().map(|known| MovesInCare::new(known, &authority.positions, vary));
    let told = Told { reasons: reasons.as_ref(), moves: moves.as_ref() };
    let asked = (settings, draws, &told);
    let mut counts = counts(&authority.model, &compiled, asked, outlook).into_iter();
    let flows = |counts: Counts, services: Vec<String>| Flows {
        base_year: rates.base_year,
        years: settings.years,
        period: settings.period,
        first_draw,
        counts,
        names: Names {
            positions: authority.positions.clone(),
            steps: steps.clone(),
            services,
            reasons: reasons.is_some(),
            moves: moves.is_some(),
        },
    };
    let empty = || Counts::empty(Layout::new(&authority.model, 0), 0, authority.model.periods());
    let baseline = flows(counts.next().unwrap_or_else(empty), Vec::new());
    let scenarios = counts
        .zip(scenarios)
        .map(|(counts, s)| {
            flows(counts, s.services.iter().take(MOST_SERVICES).map(|s| s.name.clone()).collect())
        })
        .collect();
    Runs { baseline, scenarios }
}

/// Scenarios that one run can hold: one bit each.
pub const MOST_SCENARIOS: usize = 32;

/// Draws that are run before their counts are put away: enough for all cores, few enough for memory.
const BATCH: u32 = 64;

/// What is told of finished counts, in columns behind them.
#[derive(Default)]
pub(crate) struct Told<'a> {
    reasons: Option<&'a ReasonsOfEnds<'a>>,
    moves: Option<&'a MovesInCare<'a>>,
}

impl Told<'_> {
    fn columns(&self) -> usize {
        self.reasons.map_or(0, |_| REASON_COLUMNS) + self.moves.map_or(0, |_| MOVE_COLUMNS)
    }

    /// The rows of a run in one draw with what is told behind them; `changes` are the run's own.
    fn add(
        &self,
        layout: &Layout,
        settings: &Settings,
        (luck, draw): (&Luck, u32),
        changes: &[ChangedMoves],
        mut rows: Vec<i64>,
    ) -> Vec<i64> {
        let mut width = layout.width();
        if let Some(reasons) = self.reasons {
            rows = reasons.add(layout, (luck, draw), &rows);
            width += REASON_COLUMNS;
        }
        if let Some(moves) = self.moves {
            rows = moves.add((layout, width), settings.period, (luck, draw), changes, &rows);
        }
        rows
    }
}

/// The counts of all draws: of the baseline, then of each scenario, with what is told of them behind.
pub(crate) fn counts(
    model: &Model,
    scenarios: &[Compiled],
    (settings, draws, told): (&Settings, Range<u32>, &Told),
    outlook: impl Fn(u32) -> Outlook + Sync + Send,
) -> Vec<Counts> {
    let luck = Luck::new(settings.seed);
    let services = [0].into_iter().chain(scenarios.iter().map(|c| c.scenario.services.len()));
    let layouts: Vec<Layout> = services.map(|services| Layout::new(model, services)).collect();
    let mut all: Vec<Counts> =
        layouts.iter().map(|layout| Counts::empty(*layout, told.columns(), model.periods())).collect();
    for first in draws.clone().step_by(BATCH as usize) {
        let last = draws.end.min(first.saturating_add(BATCH));
        let one = |draw: u32| {
            let mut runs = simulate(model, &outlook(draw), scenarios, settings, draw);
            let changes = [None].into_iter().chain(scenarios.iter().map(Some));
            for ((rows, layout), scenario) in runs.iter_mut().zip(&layouts).zip(changes) {
                share_kinds(model, layout, (&luck, draw), rows);
                let changes = scenario.map_or_else(Vec::new, |s| s.changes_of_moves(&luck, settings, draw));
                *rows = told.add(layout, settings, (&luck, draw), &changes, std::mem::take(rows));
            }
            runs
        };
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
pub(crate) fn each_draw<T: Send>(draws: Range<u32>, one: impl Fn(u32) -> T + Sync + Send) -> Vec<T> {
    use rayon::prelude::*;
    draws.into_par_iter().map(one).collect()
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn each_draw<T>(draws: Range<u32>, one: impl Fn(u32) -> T) -> Vec<T> {
    draws.map(one).collect()
}
