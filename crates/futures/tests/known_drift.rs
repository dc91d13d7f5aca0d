//! Projections of made-up authorities whose drift is known: is it found, and do intervals hold what comes?
//!
//! Each repetition has 210 authorities of three sizes and luck of its own. Authorities of a repetition share a walk and
//! the drift that is estimated from them, so errors are standard errors over repetitions.

mod drifting;

use drifting::{AHEAD, KNOWING, SIZES, TRUTH, repetition};

const REPETITIONS: u32 = 24;
/// Standard normal deviate that chance exceeds, either way, once in 10,000 tests. There are 20 here.
const ONE_IN_10_000: f64 = 3.89;

/// Mean and the most that chance moves it.
fn mean(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, ONE_IN_10_000 * (squares / (count - 1.0) / count).sqrt())
}

#[test]
fn drift_is_found_and_intervals_hold_what_comes() {
    let runs: Vec<_> = (0..REPETITIONS).map(|number| repetition(number, 4, 60)).collect();
    let of =
        |part: &dyn Fn(&rates::Drift) -> f64| mean(&runs.iter().map(|run| part(&run.0)).collect::<Vec<_>>());
    // What a change over one year varies by is what the estimate rests on; its parts are harder to tell apart.
    let one_year = |d: &rates::Drift| (d.walk_sd.powi(2) + 2.0 * d.year_sd.powi(2)).sqrt();
    let (found, chance) = of(&one_year);
    assert!((found - one_year(&TRUTH)).abs() < chance, "{found} ± {chance}, not {}", one_year(&TRUTH));
    for knowing in [0, 1] {
        for (size, (name, _)) in SIZES.into_iter().enumerate() {
            for (ahead, years) in AHEAD.into_iter().enumerate() {
                let held: Vec<f64> = runs
                    .iter()
                    .map(|(_, outcomes)| {
                        let chosen = outcomes
                            .iter()
                            .filter(|o| (o.knowing, o.size, o.ahead) == (knowing, size, ahead));
                        let held: Vec<bool> = chosen.map(|o| o.held[0]).collect();
                        held.iter().filter(|held| **held).count() as f64 / held.len() as f64
                    })
                    .collect();
                let (share, chance) = mean(&held);
                let what = (KNOWING[knowing], name, years);
                assert!((share - 0.8).abs() < chance, "{what:?}: {share} ± {chance} inside 80%");
            }
        }
    }
}

#[test]
fn medians_of_large_authorities_are_not_off() {
    let errors: Vec<f64> = (0..REPETITIONS)
        .map(|number| {
            let (_, outcomes) = repetition(number, 2, 30);
            let chosen = outcomes.iter().filter(|o| KNOWING[o.knowing] == "drift as it is" && o.size == 2);
            let errors: Vec<f64> = chosen.map(|o| o.log_error).collect();
            errors.iter().sum::<f64>() / errors.len() as f64
        })
        .collect();
    let (bias, chance) = mean(&errors);
    assert!(bias.abs() < chance, "{bias} ± {chance}");
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
