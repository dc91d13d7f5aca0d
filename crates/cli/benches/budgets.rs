//! The stated budgets, measured: `make bench` prints what this machine reaches.

use std::time::{Duration, Instant};

use chain::{Baseline, Country, Outcome, example_scenario, scenario_for};
use futures::{Settings, compare, project};
use plan::Plan;
use reference::{Measure, Reference};

fn main() {
    let started = Instant::now();
    let reference = Reference::embedded();
    println!("read the published figures        {:>9.1} ms", ms(started.elapsed()));
    let started = Instant::now();
    let country = Country::today();
    println!("national evidence                 {:>9.1} ms", ms(started.elapsed()));

    // The current authority nearest to 80,000 children, and the smallest and largest with rates.
    let mut sized: Vec<_> = reference
        .authorities()
        .filter(|a| country.rates(a).is_ok())
        .filter_map(|a| Some((reference.value(a.code, Measure::Population0To17, "", Country::BASE_YEAR)?, a)))
        .collect();
    sized.sort_by(|a, b| a.0.total_cmp(&b.0));
    let Some(average) = sized.iter().min_by(|a, b| (a.0 - 80e3).abs().total_cmp(&(b.0 - 80e3).abs())) else {
        return;
    };
    for (children, area) in [sized[0], *average, sized[sized.len() - 1]] {
        let plan = Plan { draws: 20, ..Plan::of(&area.name) };
        let Ok(small) = Baseline::new(&country, area, &plan) else { continue };
        let Ok(scenario) = scenario_for(&small, &example_scenario(&small), &|_: &str| None) else { continue };
        let settings = Settings { years: 10, draws: 200, seed: 1, ..Settings::default() };
        let (alone, flows) = best(|| project(&small.rates, &settings));
        let (both, pair) = best(|| compare(&small.rates, std::slice::from_ref(&scenario.engine), &settings));
        let (priced, _) = best(|| Outcome::new(&small, scenario.clone()));
        let events = (pair.baseline.events() + pair.scenarios[0].events()) as f64;
        println!(
            "{:<24} {:>9.0} children: baseline 10 years × 200 draws {:>7.0} ms; with scenario {:>7.0} ms = {:>5.0} draws/s, \
             {:>5.1} million events/s; {} events a draw; 20-draw scenario priced {:>6.0} ms",
            area.name,
            children,
            ms(alone),
            ms(both),
            400.0 / both.as_secs_f64(),
            events / both.as_secs_f64() / 1e6,
            flows.events() / 200,
            ms(priced),
        );
    }
}

/// Best of three runs.
fn best<T>(mut job: impl FnMut() -> T) -> (Duration, T) {
    let mut results: Vec<(Duration, T)> = (0..3)
        .map(|_| {
            let started = Instant::now();
            let result = job();
            (started.elapsed(), result)
        })
        .collect();
    results.sort_by_key(|r| r.0);
    results.swap_remove(0)
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
