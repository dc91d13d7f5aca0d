//! Services for the engine's tests.

use futures::scenario::{Effect, Fade, Ratio, Service, Waiting, Who};
use units::{Position, Step};

/// A service for children of all ages in a position, from the start, with a ratio known for certain on some steps.
pub fn service(position: Position, places: u32, ratio: f64, steps: Vec<Step>) -> Service {
    Service {
        name: "Service".to_string(),
        who: Who {
            positions: vec![position],
            entered_by: Vec::new(),
            age_from: 0.0,
            age_to: 18.0,
            ward_groups: Vec::new(),
            reach: 1.0,
        },
        places,
        start: 0.0,
        ramp_up: 0.0,
        end: None,
        run_off: None,
        stay: 100.0,
        waiting: Waiting::default(),
        effects: vec![Effect { steps, ratio: Ratio::known(ratio), lag: 0.0, fade: Fade::Over(0.0) }],
        lost: false,
        backfill: 0.0,
    }
}
