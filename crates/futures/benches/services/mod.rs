//! Two services in the job of six positions.

use futures::scenario::{Effect, Fade, Ratio, Scenario, Service, Waiting, Who};
use futures::{PlainFlows, PlainMeasure, PlainModel};

use super::job::model;
use super::six_positions::NAMES;

/// Two services with places, lists and effects: one in need, one on protection plans. There are fewer places than
/// children who want one.
pub fn services() -> Scenario<usize, usize> {
    let step = |from: usize, to: usize| {
        let steps = model(0).steps();
        steps.iter().position(|s| *s == (from, to)).unwrap_or_default()
    };
    let service = |position: usize, places: u32, steps: Vec<usize>| Service {
        name: NAMES[position].to_string(),
        who: Who {
            positions: vec![position],
            entered_by: Vec::new(),
            age_from: 2.0,
            age_to: 16.0,
            ward_groups: Vec::new(),
            reach: 0.6,
        },
        places,
        start: 1.0,
        ramp_up: 0.5,
        end: None,
        run_off: None,
        stay: 0.5,
        waiting: Waiting { longest: Some(0.5), steps: Vec::new(), ratio: 1.0 },
        effects: vec![Effect {
            steps,
            ratio: Ratio { middle: 0.8, low: 0.67, high: 0.95 },
            lag: 0.1,
            fade: Fade::HalfLife(1.0),
        }],
        lost: false,
        backfill: 0.2,
    };
    Scenario {
        services: vec![service(2, 300, vec![step(2, 3), step(2, 4)]), service(3, 40, vec![step(3, 4)])],
        ..Scenario::default()
    }
}

/// Steps of all kinds in all draws and years.
pub fn steps(model: &PlainModel, flows: &PlainFlows) -> f64 {
    let all = (0..model.steps().len()).flat_map(|step| (0..flows.periods()).map(move |p| (p, step)));
    all.map(|(period, step)| flows.over_draws(period, PlainMeasure::Steps(step)).iter().sum::<f64>()).sum()
}
