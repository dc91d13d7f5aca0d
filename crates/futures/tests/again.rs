//! Help that is given again renews its effect, and does not double it.

#[path = "exact/alarm.rs"]
mod alarm;

use alarm::Alarm;
use futures::scenario::{Effect, Fade, Ratio, Scenario, Service, Waiting, Who};
use futures::{PlainMeasure, PlainModel, PlainRate, PlainStock, Settings};

const HERE: u64 = 2_000;
const GO: f64 = 1.5;
const RETURN: f64 = 2.0;
const YEARS: usize = 8;

/// Two positions that everybody goes back and forth between.
fn model() -> PlainModel {
    let rate = |from, to, per_year| PlainRate {
        from,
        to,
        ages: (0.0, f64::INFINITY),
        times: (0.0, f64::INFINITY),
        per_year: Ratio::known(per_year),
    };
    PlainModel {
        positions: ["at home", "away"].map(String::from).to_vec(),
        rates: vec![rate(0, 1, GO), rate(1, 0, RETURN)],
        stock: vec![PlainStock { position: 0, ages: (5.0, 6.0), count: HERE }],
        arrivals: Vec::new(),
    }
}

/// Helps whoever is at home, from the first moment to the last, visit after visit.
fn service(ratio: f64, fade: Fade) -> Service<usize, usize> {
    Service {
        name: "Help at home".to_string(),
        who: Who {
            positions: vec![0],
            entered_by: Vec::new(),
            age_from: 0.0,
            age_to: 1000.0,
            ward_groups: Vec::new(),
            reach: 1.0,
        },
        places: 100_000,
        start: 0.0,
        ramp_up: 0.0,
        end: None,
        run_off: None,
        stay: 1000.0,
        waiting: Waiting::default(),
        effects: vec![Effect { steps: vec![0], ratio: Ratio::known(ratio), lag: 0.0, fade }],
        lost: false,
        backfill: 0.0,
    }
}

#[test]
fn the_tenth_help_acts_like_the_first() -> Result<(), String> {
    let settings = Settings { years: YEARS, draws: 40, seed: 11, ..Settings::default() };
    let fades = [Fade::Over(0.0), Fade::Never, Fade::HalfLife(1.0)];
    let alarm = Alarm::over(2 * fades.len() * YEARS);
    for ratio in [0.4, 2.0] {
        for fade in fades {
            let scenario = Scenario { services: vec![service(ratio, fade)], ..Scenario::default() };
            let flows = model().project(&[scenario], &settings).remove(1);
            for year in 0..YEARS {
                let both = ratio * GO + RETURN;
                let fading = (-both * (year + 1) as f64).exp();
                let expected = HERE as f64 * (RETURN + ratio * GO * fading) / both;
                let here = flows.over_draws(year, PlainMeasure::Stock(0));
                alarm.check(&format!("at home after year {year}, {ratio}, {fade:?}"), &here, expected)?;
            }
        }
    }
    Ok(())
}
