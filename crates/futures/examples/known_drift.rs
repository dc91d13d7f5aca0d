//! Prints how projections do where the drift is known.
//!
//! `cargo run --release -p futures --example known_drift`

#[path = "../tests/drifting/mod.rs"]
mod drifting;
#[path = "../../rates/tests/repetitions/mod.rs"]
mod repetitions;

use drifting::{AHEAD, AUTHORITIES, KNOWING, Outcome, SIZES, TRUTH, repetition};
use rates::Drift;
use repetitions::Mean;

const REPETITIONS: u32 = 100;

/// A part of drift by its name.
type Part = (&'static str, fn(&Drift) -> f64);

fn main() {
    let runs: Vec<(Drift, Vec<Outcome>)> = (0..REPETITIONS).map(|n| repetition(n, 10, 100)).collect();
    println!(
        "{REPETITIONS} repetitions of {} authorities; ± 95% of chance\n",
        AUTHORITIES * SIZES.len() as u32
    );
    println!("| drift | truth | estimated, mean | standard deviation |\n|---|---|---|---|");
    let parts: [Part; 4] = [
        ("walk, a year", |d| d.walk_sd),
        ("noise, a year", |d| d.year_sd),
        ("share lost each year", |d| d.reversion),
        ("walk of all, a year", |d| d.common_sd),
    ];
    for (name, part) in parts {
        let Mean { mean, error } = Mean::of(runs.iter().map(|run| part(&run.0)));
        let spread = error * f64::from(REPETITIONS).sqrt();
        println!("| {name} | {:.3} | {mean:.3} ± {:.3} | {spread:.3} |", part(&TRUTH), error * 1.96);
    }
    println!(
        "\n| projection knows | size | years ahead | bias | inside 80% | inside 95% |\n|---|---|---|---|---|---|"
    );
    for (knowing, words) in KNOWING.into_iter().enumerate() {
        for (size, (name, starts)) in SIZES.into_iter().enumerate() {
            for (ahead, years) in AHEAD.into_iter().enumerate() {
                let of = |take: &dyn Fn(&Outcome) -> f64| {
                    let each = runs.iter().map(|(_, outcomes)| {
                        let chosen = outcomes
                            .iter()
                            .filter(|o| (o.knowing, o.size, o.ahead) == (knowing, size, ahead));
                        let values: Vec<f64> = chosen.map(take).collect();
                        values.iter().sum::<f64>() / values.len() as f64
                    });
                    let Mean { mean, error } = Mean::of(each);
                    format!("{:.1}% ± {:.1}", mean * 100.0, error * 196.0)
                };
                let share = |n: usize| of(&|o| f64::from(u8::from(o.held[n])));
                let bias = of(&|o| o.log_error);
                println!(
                    "| {words} | {name} ({starts:.0} a year) | {years} | {bias} | {} | {} |",
                    share(0),
                    share(1)
                );
            }
        }
    }
}
