//! Projections of made-up authorities whose drift is known: is it found, and do intervals hold what comes?
//!
//! Each repetition has 210 authorities of three sizes and luck of its own. Authorities of a repetition share a walk and
//! the drift that is estimated from them, so errors are standard errors over repetitions.

#[path = "../../rates/tests/chance/mod.rs"]
mod chance;
mod drifting;
#[path = "../../rates/tests/repetitions/mod.rs"]
mod repetitions;

use drifting::{AHEAD, KNOWING, SIZES, TRUTH, repetition};
use repetitions::Mean;

const REPETITIONS: u32 = 24;

/// One of the 20 tests of this file.
fn check(values: impl Iterator<Item = f64>, expected: f64, what: &str) {
    let Mean { mean, error } = Mean::of(values);
    chance::check(mean, error, expected, what);
}

#[test]
fn drift_is_found_and_intervals_hold_what_comes() {
    let runs: Vec<_> = (0..REPETITIONS).map(|number| repetition(number, 4, 60)).collect();
    // What a change over one year varies by is what the estimate rests on; its parts are harder to tell apart.
    let one_year = |d: &rates::Drift| (d.walk_sd.powi(2) + 2.0 * d.year_sd.powi(2)).sqrt();
    check(runs.iter().map(|run| one_year(&run.0)), one_year(&TRUTH), "a change over one year");
    for knowing in [0, 1] {
        for (size, (name, _)) in SIZES.into_iter().enumerate() {
            for (ahead, years) in AHEAD.into_iter().enumerate() {
                let held = runs.iter().map(|(_, outcomes)| {
                    let chosen =
                        outcomes.iter().filter(|o| (o.knowing, o.size, o.ahead) == (knowing, size, ahead));
                    let held: Vec<bool> = chosen.map(|o| o.held[0]).collect();
                    held.iter().filter(|held| **held).count() as f64 / held.len() as f64
                });
                check(held, 0.8, &format!("inside 80%, {}, {name}, {years} years", KNOWING[knowing]));
            }
        }
    }
}

#[test]
fn medians_of_large_authorities_are_not_off() {
    let errors = (0..REPETITIONS).map(|number| {
        let (_, outcomes) = repetition(number, 2, 30);
        let chosen = outcomes.iter().filter(|o| KNOWING[o.knowing] == "drift as it is" && o.size == 2);
        let errors: Vec<f64> = chosen.map(|o| o.log_error).collect();
        errors.iter().sum::<f64>() / errors.len() as f64
    });
    check(errors, 0.0, "bias");
}

#[test]
fn without_drift_intervals_would_be_absurd() {
    let (mut held, mut all) = (0, 0);
    for number in 0..REPETITIONS {
        let (_, outcomes) = repetition(number, 2, 30);
        for outcome in
            outcomes.iter().filter(|o| KNOWING[o.knowing] == "no drift" && o.size == 2 && o.ahead == 2)
        {
            held += u32::from(outcome.held[0]);
            all += 1;
        }
    }
    assert!(f64::from(held) < 0.6 * f64::from(all), "{held} of {all} inside 80% though drift is left out");
}
