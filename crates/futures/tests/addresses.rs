//! Luck has an address of its own for everything, however much a scenario adds.

#[path = "exact/alarm.rs"]
mod alarm;

use alarm::Alarm;
use futures::scenario::{Change, Combine, Effect, Fade, Ratio, Scenario, Service, Waiting, Who};
use futures::{PlainFlows, PlainMeasure, PlainModel, PlainRate, PlainStock, Settings};

fn rate(from: usize, to: usize, per_year: f64) -> PlainRate {
    PlainRate {
        from,
        to,
        ages: (0.0, f64::INFINITY),
        times: (0.0, f64::INFINITY),
        per_year: Ratio::known(per_year),
    }
}

fn model(positions: usize, rates: Vec<PlainRate>, count: u64) -> PlainModel {
    PlainModel {
        positions: (0..positions).map(|number| number.to_string()).collect(),
        rates,
        stock: vec![PlainStock { position: 0, ages: (5.0, 6.0), count }],
        arrivals: Vec::new(),
    }
}

fn change(name: &str, steps: Vec<usize>, ratio: f64, backfill: f64) -> Change<usize> {
    Change {
        name: name.to_string(),
        steps,
        moves: false,
        ratio: Ratio::known(ratio),
        start: 0.0,
        phase_in: 0.0,
        end: None,
        age_from: 0.0,
        age_to: 1000.0,
        backfill,
    }
}

fn service(number: usize, ratio: f64, reach: f64) -> Service<usize, usize> {
    Service {
        name: format!("Service {number}"),
        who: Who {
            positions: vec![0],
            entered_by: Vec::new(),
            age_from: 0.0,
            age_to: 1000.0,
            ward_groups: Vec::new(),
            reach,
        },
        places: 100_000,
        start: 0.0,
        ramp_up: 0.0,
        end: None,
        run_off: None,
        stay: 1000.0,
        waiting: Waiting::default(),
        effects: vec![Effect { steps: vec![0], ratio: Ratio::known(ratio), lag: 0.0, fade: Fade::Never }],
        lost: false,
        backfill: 0.0,
    }
}

fn run(model: &PlainModel, scenario: Scenario<usize, usize>, settings: &Settings) -> PlainFlows {
    model.project(&[scenario], settings).remove(1)
}

/// Fills every year's people in each position from what is expected: `dn/dt = flow(n)`, by Runge and Kutta's method.
fn expected(begin: Vec<f64>, years: usize, flow: impl Fn(&[f64]) -> Vec<f64>) -> Vec<Vec<f64>> {
    const STEPS: usize = 1_000;
    let step = 1.0 / STEPS as f64;
    let along =
        |n: &[f64], by: f64, k: &[f64]| -> Vec<f64> { n.iter().zip(k).map(|(n, k)| n + by * k).collect() };
    let mut n = begin;
    let mut at_ends = Vec::new();
    for _ in 0..years {
        for _ in 0..STEPS {
            let a = flow(&n);
            let b = flow(&along(&n, step / 2.0, &a));
            let c = flow(&along(&n, step / 2.0, &b));
            let d = flow(&along(&n, step, &c));
            let mean: Vec<f64> =
                (0..n.len()).map(|p| (a[p] + 2.0 * b[p] + 2.0 * c[p] + d[p]) / 6.0).collect();
            n = along(&n, step, &mean);
        }
        at_ends.push(n.clone());
    }
    at_ends
}

fn check(flows: &PlainFlows, expected: &[Vec<f64>]) -> Result<(), String> {
    let positions = expected[0].len();
    let alarm = Alarm::over(expected.len() * positions);
    for (year, expected) in expected.iter().enumerate() {
        for (position, expected) in expected.iter().enumerate() {
            let draws = flows.over_draws(year, PlainMeasure::Stock(position));
            alarm.check(&format!("year {year}, position {position}"), &draws, *expected)?;
        }
    }
    Ok(())
}

/// Places are filled along a chain: whoever fills one may be averted in turn, and another fills that child's place.
#[test]
fn children_who_fill_places_live_lives_of_their_own() -> Result<(), String> {
    let settings = Settings { years: 6, draws: 20, seed: 3, ..Settings::default() };
    let leave = 0.5;
    let scenario = Scenario { changes: vec![change("All", vec![0, 1, 2], 0.5, 1.0)], ..Scenario::default() };
    let flows = run(&model(4, (0..3).map(|p| rate(p, p + 1, leave)).collect(), 20_000), scenario, &settings);
    // Half of the steps happen, and the other half bring somebody else.
    let flow = |n: &[f64]| {
        let (out, into) = (|p: usize| n[p] * leave * 0.5, |p: usize| n[p] * leave);
        vec![-out(0), into(0) - out(1), into(1) - out(2), into(2)]
    };
    check(&flows, &expected(vec![20_000.0, 0.0, 0.0, 0.0], settings.years, flow))
}

/// To and fro: places are filled at both ends, for years.
#[test]
fn places_may_be_filled_in_a_loop() -> Result<(), String> {
    let settings = Settings { years: 10, draws: 20, seed: 3, ..Settings::default() };
    let scenario = Scenario { changes: vec![change("Both", vec![0, 1], 0.7, 0.5)], ..Scenario::default() };
    let flows = run(&model(2, vec![rate(0, 1, 1.0), rate(1, 0, 2.0)], 1_000), scenario, &settings);
    let flow = |n: &[f64]| {
        let (there, back) = (n[0], 2.0 * n[1]);
        vec![0.85 * back - 0.7 * there, 0.85 * there - 0.7 * back]
    };
    check(&flows, &expected(vec![1_000.0, 0.0], settings.years, flow))
}

/// Services that reach nobody add nothing, however many of them stand beside one that makes a step more frequent; and ratios
/// far above 1 add as many steps as they say.
#[test]
fn as_many_steps_are_added_as_ratios_say() -> Result<(), String> {
    let settings = Settings { years: 2, draws: 40, seed: 3, ..Settings::default() };
    let model = model(2, vec![rate(0, 1, 0.5)], 1_000);
    let left = |ratio: f64| {
        let flow = move |n: &[f64]| vec![-0.5 * ratio * n[0], 0.5 * ratio * n[0]];
        expected(vec![1_000.0, 0.0], settings.years, flow)
    };
    let many = (0..32).map(|number| service(number, 1.5, f64::from(u8::from(number == 0))));
    let scenario = Scenario { services: many.collect(), ..Scenario::default() };
    check(&run(&model, scenario, &settings), &left(1.5))?;
    // Each of these is ten times as many for a tenth of a year; never two at once.
    let changes = (0..10).map(|number| Change {
        start: 0.2 * f64::from(number),
        end: Some(0.2 * f64::from(number) + 0.1),
        ..change(&format!("Change {number}"), vec![0], 10.0, 0.0)
    });
    let scenario = Scenario { changes: changes.collect(), ..Scenario::default() };
    check(&run(&model, scenario, &settings), &left(5.5))?;
    // Changes make the step five times as frequent, and of those who are served one service averts a fifth.
    for (ratio, combine) in [(0.8, Combine::Multiply), (1.25, Combine::Multiply), (0.1, Combine::Strongest)] {
        let scenario = Scenario {
            changes: vec![change("More", vec![0], 5.0, 0.0)],
            services: vec![service(0, ratio, 1.0)],
            combine,
            ..Scenario::default()
        };
        check(&run(&model, scenario, &settings), &left(5.0 * ratio))?;
    }
    // A hundred proposals a year and more, in spells of which nearly all last to the end.
    let slow = PlainModel { rates: vec![rate(0, 1, 1e-4)], ..model.clone() };
    let late = Effect { steps: vec![0], ratio: Ratio::known(5e6), lag: 1.0, fade: Fade::Over(0.0) };
    let service = Service { effects: vec![late], stay: 1.001, ..service(0, 1.0, 1.0) };
    let scenario = Scenario { services: vec![service], ..Scenario::default() };
    let gone = 1_000.0 * (1.0 - (-1e-4 * (5e6 * 0.001 + 1.999_f64)).exp());
    let settings = Settings { draws: 10, ..settings };
    let flows = run(&slow, scenario, &settings);
    Alarm::over(1).check("late", &flows.over_draws(1, PlainMeasure::Stock(1)), gone)
}
