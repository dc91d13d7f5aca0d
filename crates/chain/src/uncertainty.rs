//! Whence the spread of a measure comes: rates, drift, effects, or chance in children's lives.

use futures::scenario::Scenario;
use futures::{Measure, Settings, Uncertainty, compare, variance};
use rates::Rates;

/// A kind of uncertainty, as one run lets it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chance in children's lives alone, which no better data would lessen.
    Chance,
    /// What is not known of today's intensities.
    Rates,
    /// How intensities wander from year to year.
    Drift,
    /// What is not known of effects and changes.
    Effects,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 4] = [Kind::Chance, Kind::Rates, Kind::Drift, Kind::Effects];

    /// The word for tables.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Chance => "chance",
            Kind::Rates => "rates",
            Kind::Drift => "drift",
            Kind::Effects => "effects",
        }
    }

    /// Chance, and this kind with it.
    fn alone(self) -> Uncertainty {
        let none = Uncertainty::CHANCE_ONLY;
        match self {
            Kind::Chance => none,
            Kind::Rates => Uncertainty { rates: true, ..none },
            Kind::Drift => Uncertainty { drift: true, ..none },
            Kind::Effects => Uncertainty { effects: true, ..none },
        }
    }
}

/// A share of a variance, and how far finitely many draws may be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceShare {
    /// Share of the variance of all kinds together; below 0 or above 1 only by the error, or by interaction.
    pub share: f64,
    /// Standard error of the share.
    pub error: f64,
}

/// Which share of the variance of a measure at a horizon each kind of uncertainty brings.
///
/// The share of chance is the variance of chance alone. That of another kind is what it adds to chance when let in by
/// itself. The rest, which only appears when several are let in at once, is interaction.
#[derive(Clone, Debug, PartialEq)]
pub struct VarianceShares {
    /// What was measured.
    pub measure: Measure,
    /// Standard deviation with all kinds let in, in the unit of the measure.
    pub sd: f64,
    /// Shares in the order of [`Kind::ALL`].
    pub kinds: [VarianceShare; 4],
    /// One less the shares of the kinds.
    pub interaction: VarianceShare,
    /// Draws of each run.
    pub draws: usize,
}

/// Runs each kind of uncertainty by itself, and says what it brings to the variance of measures at the end of a year.
///
/// With a scenario it is the variance of its difference to the baseline, taken within each draw. All runs share luck.
/// Without one, effects bring nothing and are not run.
///
/// **Shape**: one answer for each measure, in order. Errors by leaving out each of 20 groups of draws in turn.
///
/// **Limits**: where nothing varies every share is not-a-number. With fewer than 40 draws so is every error.
pub fn uncertainty_shares(
    rates: &Rates,
    scenario: Option<&Scenario>,
    settings: &Settings,
    measures: &[Measure],
    year: usize,
) -> Vec<VarianceShares> {
    let values = |uncertainty: Uncertainty| -> Vec<Vec<f64>> {
        let settings = Settings { uncertainty, ..settings.clone() };
        let runs = compare(rates, scenario.map_or(&[], std::slice::from_ref), &settings);
        let over_draws = |measure: &Measure| {
            let before = runs.baseline.over_draws(year, *measure);
            match runs.scenarios.first() {
                None => before,
                Some(flows) => {
                    flows.over_draws(year, *measure).iter().zip(before).map(|(s, b)| s - b).collect()
                }
            }
        };
        measures.iter().map(over_draws).collect()
    };
    let all = values(Uncertainty::ALL);
    let chance = values(Kind::Chance.alone());
    let [rates_alone, drift] = [Kind::Rates, Kind::Drift].map(|kind| values(kind.alone()));
    let effects = if scenario.is_some() { values(Kind::Effects.alone()) } else { chance.clone() };
    let mut shares = Vec::new();
    for (number, measure) in measures.iter().enumerate() {
        let runs = [&all, &chance, &rates_alone, &drift, &effects].map(|run| run[number].as_slice());
        shares.push(of_runs(*measure, runs));
    }
    shares
}

/// Share of a variance that chance alone brings; 0 if nothing varies.
pub(crate) fn chance_share(all: &[f64], chance: &[f64]) -> f64 {
    let share = variance(chance) / variance(all);
    if share.is_finite() { share.min(1.0) } else { 0.0 }
}

fn of_runs(measure: Measure, runs: [&[f64]; 5]) -> VarianceShares {
    let draws = runs[0].len();
    let whole = shares(runs.map(variance));
    let left_out: Vec<[f64; 5]> = match draws < 2 * GROUPS {
        true => Vec::new(),
        false => {
            (0..GROUPS).map(|group| shares(runs.map(|values| variance(&without(values, group))))).collect()
        }
    };
    let share = |number: usize| VarianceShare { share: whole[number], error: error(&left_out, number) };
    VarianceShares {
        measure,
        sd: variance(runs[0]).sqrt(),
        kinds: [share(0), share(1), share(2), share(3)],
        interaction: share(4),
        draws,
    }
}

/// Groups of draws that are left out in turn.
const GROUPS: usize = 20;

/// Values without those of one group; the two draws of a pair are in the same group.
fn without(values: &[f64], group: usize) -> Vec<f64> {
    let kept = values.iter().enumerate().filter(|(draw, _)| draw / 2 % GROUPS != group);
    kept.map(|(_, value)| *value).collect()
}

/// Shares of chance, rates, drift, effects and interaction, from the variances of all, chance and each with chance.
fn shares([all, chance, rates, drift, effects]: [f64; 5]) -> [f64; 5] {
    let kinds = [chance, rates - chance, drift - chance, effects - chance].map(|v| v / all);
    [kinds[0], kinds[1], kinds[2], kinds[3], 1.0 - kinds.iter().sum::<f64>()]
}

/// Standard error of a share by the jackknife over groups.
fn error(left_out: &[[f64; 5]], number: usize) -> f64 {
    let groups = left_out.len() as f64;
    let values: Vec<f64> = left_out.iter().map(|shares| shares[number]).collect();
    ((groups - 1.0).powi(2) / groups * variance(&values)).sqrt()
}
