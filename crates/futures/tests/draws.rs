//! Draws by number: some now and some later are as all at once, and what finitely many leave open is said rightly.

mod made_up;
mod serving;

use futures::{
    Measure, NotLater, Period, Settings, compare, compare_draws, error_of_mean, interval_of_quantile,
    project, quantiles, variance,
};
use made_up::{SETTINGS, infants, rates, step};
use rates::{Drift, Rates};
use units::{Position, Step};

fn authority() -> Rates {
    let mut steps = vec![
        step(Position::NotKnown, Position::InNeed, 0.04),
        step(Position::InNeed, Position::Closed, 1.0),
        step(Position::InNeed, Position::LookedAfter, 0.1),
        step(Position::LookedAfter, Position::Closed, 0.3),
    ];
    for (path, s) in steps.iter_mut().enumerate() {
        s.drift_path = path as u16;
        s.drift = Drift { walk_sd: 0.1, year_sd: 0.1, base_sd: 0.1, ..Drift::NONE };
    }
    let mut r = rates(steps, vec![infants(Position::InNeed, 40.0), infants(Position::LookedAfter, 30.0)]);
    r.population.by_year = vec![[500.0; 5]];
    r
}

const LOOKED_AFTER: Measure = Measure::Stock(Position::LookedAfter);

#[test]
fn draws_run_in_two_parts_are_the_same_bytes_as_in_one() {
    let rates = authority();
    let service =
        serving::service(Position::InNeed, 10, 0.5, vec![Step::new(Position::InNeed, Position::LookedAfter)]);
    let scenario = [service.into()];
    let settings = Settings { years: 3, draws: 150, period: Period::Quarter, ..SETTINGS };
    let whole = compare(&rates, &scenario, &settings);
    let mut parts = compare_draws(&rates, &scenario, &settings, 0..37);
    for next in [37..101, 101..150] {
        parts.extend(compare_draws(&rates, &scenario, &settings, next)).expect("the draws follow on");
    }
    assert_eq!(parts, whole);
    assert_ne!(whole.baseline.over_draws(2, LOOKED_AFTER), whole.scenarios[0].over_draws(2, LOOKED_AFTER));
}

#[test]
fn draws_that_do_not_follow_on_are_refused_and_change_nothing() {
    let rates = authority();
    let settings = Settings { years: 2, draws: 10, ..SETTINGS };
    let mut runs = compare_draws(&rates, &[], &settings, 0..4);
    let before = runs.clone();
    let gap = compare_draws(&rates, &[], &settings, 6..10);
    assert_eq!(runs.extend(gap), Err(NotLater::Gap { expected: 4, found: 6 }));
    let again = compare_draws(&rates, &[], &settings, 0..4);
    assert_eq!(runs.extend(again), Err(NotLater::Gap { expected: 4, found: 0 }));
    let longer = compare_draws(&rates, &[], &Settings { years: 3, ..settings.clone() }, 4..10);
    assert_eq!(runs.extend(longer), Err(NotLater::Other));
    assert_eq!(runs, before);
}

/// The error said of a mean is the spread of that mean over seeds, and intervals of quantiles hold the truth.
#[test]
fn errors_of_mean_and_quantiles_are_those_seen_over_seeds() {
    let rates = authority();
    let run = |seed: u64, draws: u32| {
        project(&rates, &Settings { years: 4, draws, seed, ..SETTINGS }).over_draws(3, LOOKED_AFTER)
    };
    let truth = quantiles(run(999, 20_000), [0.1, 0.5, 0.9]);
    let seeds = 300;
    let (mut means, mut errors, mut held) = (Vec::new(), Vec::new(), [0; 3]);
    for seed in 0..seeds {
        let values = run(seed, 100);
        means.push(values.iter().sum::<f64>() / 100.0);
        errors.push(error_of_mean(&values).powi(2));
        for ((held, at), truth) in held.iter_mut().zip([0.1, 0.5, 0.9]).zip(truth) {
            let [low, high] = interval_of_quantile(&values, at).expect("100 draws are enough for 10%");
            *held += u32::from(low <= truth && truth <= high);
        }
    }
    let said = errors.iter().sum::<f64>() / seeds as f64;
    let seen = variance(&means);
    // The variance of 300 means is itself wrong by 8%.
    assert!((0.75..1.33).contains(&(said / seen)), "said {said}, seen {seen}");
    for (share, at) in held.map(|h| f64::from(h) / seeds as f64).into_iter().zip(["10%", "50%", "90%"]) {
        assert!(share >= 0.92, "{at}: held in {share}");
    }
}
