//! Prints how rate ratios of covariates do where the truth is known.
//!
//! `cargo run --release -p rates --example known_ratios`

#[path = "../tests/made_up_covariates/mod.rs"]
mod made_up_covariates;

use made_up_covariates::{Mean, SHARES, SIZES, score};
use rates::covariates::Stray;

fn main() {
    let shares = SHARES.map(|share| format!("inside {:.0}%", share * 100.0)).join(" | ");
    println!(
        "| steps | variance of rows | levels | bias of logarithms | {shares} | error | width of 95% | refused |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for overdispersed in [1.0, 2.0] {
        for (_, steps) in SIZES {
            for (words, stray) in [("as told", Stray::Told), ("unshrunk", Stray::Fixed(1e3))] {
                let score = score(400, steps, overdispersed, stray);
                let [half, eighty, most] = score.covered.map(percent);
                println!(
                    "| {steps} | {overdispersed} ({:.2}) | {words} ({:.0}% without steps) | {:.3} ± {:.3} | {half} | {eighty} | {most} | \
                     {:.2} | {:.2} | {} |",
                    score.overdispersion,
                    score.empty * 100.0,
                    score.bias.mean,
                    score.bias.error * 1.96,
                    score.error,
                    score.width,
                    score.refused
                );
            }
        }
    }
}

fn percent(mean: Mean) -> String {
    format!("{:.1}% ± {:.1}", mean.mean * 100.0, mean.error * 196.0)
}
