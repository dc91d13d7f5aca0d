//! Prints how estimates from plain tables do where the truth is known.
//!
//! `cargo run --release -p rates --example known_truth`

#[path = "../tests/made_up_authorities/mod.rs"]
mod made_up_authorities;

use made_up_authorities::{Mean, SHARES, SIZES, scores};

fn main() {
    for (repetitions, authorities) in [(200, 80), (2_000, 3)] {
        println!("\n{} authorities, {repetitions} repetitions; ± 95% of chance\n", authorities * SIZES.len());
        let shares = SHARES.map(|share| format!("inside {:.0}%", share * 100.0)).join(" | ");
        println!(
            "| size | person-years | bias | {shares} | error of raw rates | of estimates | squared, of raw | own evidence |"
        );
        println!("|---|---|---|---|---|---|---|---|---|---|");
        for ((name, exposure), score) in SIZES.into_iter().zip(scores(repetitions, authorities)) {
            let [half, eighty, most] = score.covered.map(|covered| percent(covered, 1));
            let [estimate, raw] = score.relative_error.map(|error| percent(error, 0));
            println!(
                "| {name} | {exposure:.0} | {} | {half} | {eighty} | {most} | {raw} | {estimate} | {} | {} |",
                percent(score.bias, 2),
                percent(score.error_against_raw, 0),
                percent(score.own_evidence, 0),
            );
        }
    }
}

fn percent(mean: Mean, digits: usize) -> String {
    format!("{:.*}% ± {:.*}", digits, mean.mean * 100.0, digits, mean.error * 196.0)
}
