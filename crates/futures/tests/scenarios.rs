//! What scenarios do, against what can be written down.

#[path = "exact/alarm.rs"]
mod alarm;

use alarm::Alarm;
use futures::PlainStock;
use futures::scenario::{Arrivals, Change, Effect, Fade, Ratio, Scenario, Service, Waiting, Who};
use futures::{PlainArrivals, PlainFlows, PlainMeasure, PlainModel, PlainRate, Settings};

/// Intensity at which people leave the first position for the second, and people there at the start.
const LEAVE: f64 = 0.5;
const HERE: u64 = 2_000;
const COME: f64 = 300.0;
const OUT: usize = 0;
const ARRIVAL: usize = 1;

/// One position that people come to and leave.
fn model(stock: u64, arrivals: f64) -> PlainModel {
    PlainModel {
        positions: vec!["here".to_string(), "gone".to_string()],
        rates: vec![PlainRate {
            from: 0,
            to: 1,
            ages: (0.0, f64::INFINITY),
            times: (0.0, f64::INFINITY),
            per_year: Ratio::known(LEAVE),
        }],
        stock: vec![PlainStock { position: 0, ages: (5.0, 5.0), count: stock }],
        arrivals: vec![PlainArrivals { position: 0, ages: (5.0, 5.0), per_year: arrivals }],
    }
}

fn settings() -> Settings {
    Settings { years: 6, draws: 200, seed: 21, ..Settings::default() }
}

fn run(model: &PlainModel, scenario: Scenario<usize, usize>) -> PlainFlows {
    model.project(&[scenario], &settings()).remove(1)
}

fn change(steps: Vec<usize>, ratio: f64) -> Scenario<usize, usize> {
    let change = Change {
        name: "Change".to_string(),
        steps,
        moves: false,
        ratio: Ratio::known(ratio),
        start: 1.0,
        phase_in: 0.0,
        end: Some(3.5),
        age_from: 0.0,
        age_to: 100.0,
        backfill: 0.0,
    };
    Scenario { changes: vec![change], ..Scenario::default() }
}

/// Everybody is served from the start.
fn served(ratio: f64, lag: f64, stay: f64, fade: Fade) -> Scenario<usize, usize> {
    let service = Service {
        name: "Service".to_string(),
        who: Who {
            positions: vec![0],
            entered_by: Vec::new(),
            age_from: 0.0,
            age_to: 100.0,
            ward_groups: Vec::new(),
            reach: 1.0,
        },
        places: 100_000,
        start: 0.0,
        ramp_up: 0.0,
        end: None,
        run_off: None,
        stay,
        waiting: Waiting::default(),
        effects: vec![Effect { steps: vec![OUT], ratio: Ratio::known(ratio), lag, fade }],
        lost: false,
        backfill: 0.0,
    };
    Scenario { services: vec![service], ..Scenario::default() }
}

/// Shares of those here at the start who are still here at the end of each year must be these.
#[track_caller]
fn check_stay(flows: &PlainFlows, intensity: impl Fn(f64) -> f64) {
    let alarm = Alarm::over(60);
    let mut spent = 0.0;
    for year in 0..settings().years {
        // The intensity is added up at the middle of ten thousand parts of each year.
        spent +=
            (0..10_000).map(|part| intensity(year as f64 + (f64::from(part) + 0.5) / 1e4) / 1e4).sum::<f64>();
        let here: Vec<f64> = flows.over_draws(year, PlainMeasure::Stock(0));
        let here: Vec<f64> = here.into_iter().map(|n| n / HERE as f64).collect();
        let told = alarm.check(&format!("here at the end of year {year}"), &here, (-spent).exp());
        assert_eq!(told, Ok(()));
    }
}

#[test]
fn a_change_that_averts_or_adds_steps_changes_the_intensity_while_it_lasts() {
    for ratio in [0.0, 0.4, 1.0, 2.5] {
        let flows = run(&model(HERE, 0.0), change(vec![OUT], ratio));
        check_stay(&flows, |time| if (1.0..3.5).contains(&time) { LEAVE * ratio } else { LEAVE });
    }
}

#[test]
fn a_change_comes_into_force_evenly_on_the_scale_of_the_logarithm() {
    for ratio in [0.3f64, 2.0] {
        let mut scenario = change(vec![OUT], ratio);
        scenario.changes[0].phase_in = 2.0;
        let flows = run(&model(HERE, 0.0), scenario);
        check_stay(&flows, |time| {
            let share = if (1.0..3.5).contains(&time) { ((time - 1.0) / 2.0).min(1.0) } else { 0.0 };
            LEAVE * ratio.powf(share)
        });
    }
}

#[test]
fn two_changes_of_one_step_multiply() {
    let mut scenario = change(vec![OUT], 0.5);
    scenario.changes.push(Change { ratio: Ratio::known(3.0), ..scenario.changes[0].clone() });
    let flows = run(&model(HERE, 0.0), scenario);
    check_stay(&flows, |time| if (1.0..3.5).contains(&time) { LEAVE * 1.5 } else { LEAVE });
}

#[test]
fn help_works_from_its_lag_and_fades_as_stated() {
    let cases = [
        (0.2, 0.5, 1.0, Fade::Over(0.0)),
        (0.2, 0.0, 1.0, Fade::Over(2.0)),
        (0.2, 0.25, 0.5, Fade::HalfLife(1.0)),
        (3.0, 0.0, 0.5, Fade::HalfLife(0.5)),
        (1.8, 0.0, 1.5, Fade::Over(1.0)),
        (0.0, 0.0, 2.0, Fade::Over(0.0)),
        (0.6, 0.0, 0.5, Fade::Never),
    ];
    for (ratio, lag, stay, fade) in cases {
        let flows = run(&model(HERE, 0.0), served(ratio, lag, stay, fade));
        let effect = Effect::<usize> { steps: vec![], ratio: Ratio::known(ratio), lag, fade };
        check_stay(&flows, |time| LEAVE * ratio.powf(effect.share_at(time, stay)));
    }
}

#[test]
fn arrivals_made_rarer_or_more_frequent_stay_poisson() {
    let alarm = Alarm::over(24);
    for ratio in [0.0, 0.3, 1.0, 1.7] {
        let flows = run(&model(0, COME), change(vec![ARRIVAL], ratio));
        for year in 0..settings().years {
            let share = [0.0, 1.0, 1.0, 0.5, 0.0, 0.0][year];
            let expected = COME * (1.0 + share * (ratio - 1.0));
            let came = flows.over_draws(year, PlainMeasure::Steps(ARRIVAL));
            if expected == 0.0 {
                assert_eq!(came.iter().sum::<f64>(), 0.0);
                continue;
            }
            assert_eq!(alarm.check("arrivals", &came, expected), Ok(()));
            let squares: Vec<f64> = came.iter().map(|n| (n - expected).powi(2)).collect();
            assert_eq!(alarm.check("variance of arrivals", &squares, expected), Ok(()));
        }
    }
}

#[test]
fn need_uncovered_comes_beside_the_baseline() {
    let arrivals = Arrivals {
        name: "Outreach".to_string(),
        position: 0,
        age_from: 2.0,
        age_to: 9.0,
        per_year: Ratio::known(80.0),
        start: 0.5,
        end: Some(2.0),
    };
    let scenario = Scenario { arrivals: vec![arrivals], ..Scenario::default() };
    let flows = model(HERE, COME).project(&[scenario], &settings());
    let alarm = Alarm::over(4);
    for (year, years) in [0.5, 1.0, 0.0].into_iter().enumerate() {
        assert_eq!(
            flows[0].over_draws(year, PlainMeasure::Steps(ARRIVAL)),
            flows[1].over_draws(year, PlainMeasure::Steps(ARRIVAL)),
            "arrivals of the baseline stay as they are"
        );
        let here = |flows: &PlainFlows| -> Vec<f64> {
            let [a, b] = [0, 1].map(|p| flows.over_draws(year, PlainMeasure::Stock(p)));
            a.iter().zip(b).map(|(a, b)| a + b).collect()
        };
        let before: Vec<f64> =
            if year == 0 { vec![0.0; settings().draws as usize] } else { more(&flows, year - 1) };
        let found: Vec<f64> = more(&flows, year).iter().zip(before).map(|(now, then)| now - then).collect();
        assert!(here(&flows[1]).iter().zip(here(&flows[0])).all(|(with, without)| *with >= without));
        if years > 0.0 {
            assert_eq!(alarm.check("found", &found, 80.0 * years), Ok(()));
        } else {
            assert_eq!(found.iter().sum::<f64>(), 0.0);
        }
    }
}

/// People in all positions beyond those of the baseline.
fn more(flows: &[PlainFlows], year: usize) -> Vec<f64> {
    let all = |flows: &PlainFlows| -> Vec<f64> {
        let [a, b] = [0, 1].map(|p| flows.over_draws(year, PlainMeasure::Stock(p)));
        a.iter().zip(b).map(|(a, b)| a + b).collect()
    };
    all(&flows[1]).iter().zip(all(&flows[0])).map(|(with, without)| with - without).collect()
}

/// Half of the steps are averted, and half of the freed places are filled at once.
#[test]
fn freed_places_are_filled_in_the_stated_share() {
    let mut scenario = change(vec![OUT], 0.5);
    scenario.changes[0].backfill = 0.5;
    scenario.changes[0].start = 0.0;
    scenario.changes[0].end = None;
    let flows = model(HERE, 0.0).project(&[scenario], &settings());
    // People leave at half the intensity; as many steps are averted as are taken, and half of those bring someone new.
    let left = |year: usize| HERE as f64 * (1.0 - (-LEAVE / 2.0 * (year + 1) as f64).exp());
    let alarm = Alarm::over(12);
    for year in 0..settings().years {
        let steps: Vec<f64> = (0..settings().draws as usize)
            .map(|draw| (0..=year).map(|y| flows[1].over_draws(y, PlainMeasure::Steps(OUT))[draw]).sum())
            .collect();
        assert_eq!(alarm.check("steps", &steps, left(year)), Ok(()));
        assert_eq!(alarm.check("places filled", &more(&flows, year), left(year) / 2.0), Ok(()));
    }
}

#[test]
fn a_scenario_is_the_same_beside_others_as_by_itself() {
    let model = model(HERE, COME);
    let scenarios =
        [change(vec![OUT, ARRIVAL], 1.4), served(0.5, 0.0, 1.0, Fade::Over(1.0)), change(vec![ARRIVAL], 0.5)];
    let settings = Settings { draws: 5, ..settings() };
    let together = model.project(&scenarios, &settings);
    for (number, scenario) in scenarios.iter().enumerate() {
        let alone = model.project(std::slice::from_ref(scenario), &settings);
        assert_eq!(alone[0], together[0]);
        assert_eq!(alone[1], together[number + 1]);
    }
}

#[test]
fn one_two_or_four_threads_give_the_same_bytes() {
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool can be made");
        let mut scenario = served(0.5, 0.1, 0.5, Fade::HalfLife(1.0));
        scenario.changes = change(vec![OUT, ARRIVAL], 1.3).changes;
        scenario.services[0].places = 200;
        scenario.services[0].backfill = 0.3;
        pool.install(|| model(HERE, COME).project(&[scenario], &Settings { draws: 9, ..settings() }))
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(4));
}
