//! The engine against closed forms: means, variances, splits and survival that can be written down.

mod made_up;
mod serving;

use futures::Scenario;
use futures::{Measure, Settings, Uncertainty, compare, project};
use made_up::{SETTINGS, cell, infants, known, rates, step};
use rates::{Drift, HistoryRatios, Posterior, StepRates, TimeBands};
use serving::service;
use units::{Position, Step};

fn chance() -> Settings {
    Settings { years: 6, draws: 4000, seed: 11, uncertainty: Uncertainty::CHANCE_ONLY, ..SETTINGS }
}

const ARRIVAL: Step = Step::new(Position::NotKnown, Position::InNeed);

fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0))
}

/// Asserts that mean and variance over draws lie within four standard errors of the exact ones.
#[track_caller]
fn check(values: &[f64], exact_mean: f64, exact_variance: f64) {
    let n = values.len() as f64;
    let (mean, variance) = mean_and_variance(values);
    assert!((mean - exact_mean).abs() < 4.0 * (exact_variance / n).sqrt(), "mean {mean}, exact {exact_mean}");
    assert!(
        (variance - exact_variance).abs() < 4.0 * exact_variance * (2.0 / n).sqrt(),
        "variance {variance}, exact {exact_variance}"
    );
}

/// One position with constant entry and exit: those here survive binomially, those who enter are Poisson.
/// The sector's model prints a standard deviation of 20.8 for 95 children where this formula gives 8.0.
#[test]
fn one_position_has_the_known_mean_and_variance_over_time() {
    let (arrivals, exit, here) = (40.0, 0.5, 100.0);
    let flows = project(
        &rates(
            vec![
                step(Position::NotKnown, Position::LookedAfter, arrivals / 10_000.0),
                step(Position::LookedAfter, Position::Closed, exit),
            ],
            vec![infants(Position::LookedAfter, here)],
        ),
        &chance(),
    );
    for year in 0..chance().years {
        let stays = (-exit * (year + 1) as f64).exp();
        let entered = arrivals / exit * (1.0 - stays);
        check(
            &flows.over_draws(year, Measure::Stock(Position::LookedAfter)),
            here * stays + entered,
            here * stays * (1.0 - stays) + entered,
        );
    }
}

#[test]
fn competing_exits_split_by_their_intensities() {
    let flows = project(
        &rates(
            vec![
                step(Position::ProtectionPlan, Position::InNeed, 0.9),
                step(Position::ProtectionPlan, Position::LookedAfter, 0.3),
            ],
            vec![infants(Position::ProtectionPlan, 200.0)],
        ),
        &Settings { draws: 1000, ..chance() },
    );
    let count = |s: Position| -> f64 {
        let step = Measure::Steps(Step::new(Position::ProtectionPlan, s));
        (0..flows.years).map(|y| flows.over_draws(y, step).iter().sum::<f64>()).sum()
    };
    let (down, up) = (count(Position::InNeed), count(Position::LookedAfter));
    let share = up / (down + up);
    let error = (0.25 * 0.75 / (down + up)).sqrt();
    assert!((share - 0.25).abs() < 4.0 * error, "{share}");
}

#[test]
fn survival_follows_the_bands_of_time_in_position() {
    let exits = StepRates {
        step: Step::new(Position::InNeed, Position::Closed),
        times: TimeBands::with_edges(vec![0.25, 1.5]),
        cells: vec![cell(known(2.0), vec![0]), cell(known(0.5), vec![1]), cell(known(0.1), vec![2])],
        drift: Drift::NONE,
        drift_path: 0,
        drift_follows: None,
        level_sd: 0.0,
        per_child: false,
        history: HistoryRatios::none(),
        expected: Vec::new(),
        assumption: "",
    };
    let flows = project(
        &rates(vec![exits], vec![infants(Position::InNeed, 100.0)]),
        &Settings { draws: 2000, ..chance() },
    );
    for (year, hazard) in
        [(0, 2.0 * 0.25 + 0.5 * 0.75), (1, 0.5 + 0.5 * 1.25 + 0.1 * 0.5), (3, 0.5 + 0.5 * 1.25 + 0.1 * 2.5)]
    {
        let stays = f64::exp(-hazard);
        check(
            &flows.over_draws(year, Measure::Stock(Position::InNeed)),
            100.0 * stays,
            100.0 * stays * (1.0 - stays),
        );
    }
}

/// Arrivals with a Gamma intensity are negative binomial: variance = mean + mean² / shape.
#[test]
fn parameter_uncertainty_and_chance_add_up() {
    let shape = 25.0;
    let mut arrivals = step(Position::NotKnown, Position::InNeed, 1.0);
    arrivals.cells = vec![cell(Posterior { shape, exposure_years: shape / 0.01 }, vec![0])];
    let flows = project(
        &rates(vec![arrivals], vec![]),
        &Settings { years: 1, uncertainty: Uncertainty::ALL, ..chance() },
    );
    let mean = 100.0;
    check(&flows.over_draws(0, Measure::Steps(ARRIVAL)), mean, mean + mean * mean / shape);
}

/// Drift alone: the log of the count's intensity has variance walk² × years + year² + base².
#[test]
fn drift_widens_year_by_year() {
    let mut arrivals = step(Position::NotKnown, Position::InNeed, 1.0);
    arrivals.drift = Drift { walk_sd: 0.1, year_sd: 0.05, base_sd: 0.05, ..Drift::NONE };
    let flows = project(
        &rates(vec![arrivals], vec![]),
        &Settings { years: 4, draws: 300, uncertainty: Uncertainty::ALL, ..chance() },
    );
    for year in 0..4 {
        let logs: Vec<f64> =
            flows.over_draws(year, Measure::Steps(ARRIVAL)).iter().map(|n| (n / 1e4).ln()).collect();
        // The last term is the Poisson noise of 10,000 arrivals.
        let exact = 0.01 * (year + 1) as f64 + 2.0 * 0.0025 + 1e-4;
        let (_, variance) = mean_and_variance(&logs);
        assert!((variance - exact).abs() < 4.0 * exact * (2.0f64 / 300.0).sqrt(), "{variance} {exact}");
    }
}

/// A service for everybody, always, that halves the exit is the same as halving the exit.
#[test]
fn a_service_for_all_equals_changed_intensities() {
    let (arrivals, exit) = (40.0, 0.5);
    let pair = compare(
        &rates(
            vec![
                step(Position::NotKnown, Position::LookedAfter, arrivals / 10_000.0),
                step(Position::LookedAfter, Position::Closed, exit),
            ],
            vec![],
        ),
        &[Scenario::from(service(
            Position::LookedAfter,
            100_000,
            0.5,
            vec![Step::new(Position::LookedAfter, Position::Closed)],
        ))],
        &chance(),
    );
    for year in 0..chance().years {
        let entered = |exit: f64| arrivals / exit * (1.0 - (-exit * (year + 1) as f64).exp());
        let stock = Measure::Stock(Position::LookedAfter);
        check(&pair.baseline.over_draws(year, stock), entered(exit), entered(exit));
        check(&pair.scenarios[0].over_draws(year, stock), entered(exit / 2.0), entered(exit / 2.0));
    }
}

#[test]
fn children_leave_on_their_eighteenth_birthday() {
    let mut r = rates(vec![step(Position::LookedAfter, Position::Closed, 1e-9)], vec![]);
    r.stocks = vec![rates::Stock {
        position: Position::LookedAfter,
        by_age: [0.0, 0.0, 0.0, 0.0, 200.0],
        elapsed: vec![(1e-6, 1.0)],
        histories: rates::Stock::FIRST_TIME,
    }];
    let flows = project(&r, &Settings { draws: 500, ..chance() });
    // Ages are spread evenly over 16 and 17: half turn 18 in each of two years.
    check(&flows.over_draws(0, Measure::AgedOut(Position::LookedAfter)), 100.0, 50.0);
    for draw in 0..flows.draws() {
        assert_eq!(flows.value(draw, 1, Measure::Stock(Position::LookedAfter)), 0.0);
    }
}
