//! Made-up tables of one step split by two covariates of known rate ratios.

#[path = "../repetitions/mod.rs"]
mod repetitions;

use luck::{Luck, Purpose};
use rand_distr::{Distribution, Gamma, LogNormal, Poisson};
use rates::covariates::{Level, Refusal, Settings, Stray, Value, rate_ratios};
use rates::plain::{Checked, Parts, Row, Span, Table};
pub use repetitions::Mean;

/// Sizes by the steps of a table, about.
pub const SIZES: [(&str, f64); 3] = [("small", 150.0), ("middling", 600.0), ("large", 6_000.0)];
/// Intervals.
pub const SHARES: [f64; 3] = [0.5, 0.8, 0.95];

/// Intensities of ages and of times in position, in steps per person-year, and shares of exposure.
const AGES: [(f64, f64); 4] = [(0.12, 0.2), (0.06, 0.3), (0.08, 0.35), (0.15, 0.15)];
const TIMES: [(f64, f64); 2] = [(1.6, 0.4), (0.6, 0.6)];
/// Authorities: rate relative to others, and share of exposure.
const STRATA: [(f64, f64); 3] = [(1.0, 0.5), (1.4, 0.3), (0.7, 0.2)];
/// Shares of exposure at levels of need and of deprivation: some of them thin.
const NEED: [f64; 7] = [0.5, 0.2, 0.12, 0.1, 0.05, 0.02, 0.01];
const DEPRIVATION: [f64; 5] = [0.35, 0.25, 0.18, 0.13, 0.09];
/// Standard deviations of the logarithm of rates between levels of each.
const STRAYS: [f64; 2] = [0.5, 0.3];
const NAMES: [&str; 2] = ["need", "deprivation"];

/// One made-up table.
pub struct MadeUp {
    /// Its rows.
    pub table: Checked,
    /// Logarithms of rates at the levels of both covariates.
    pub truth: [Vec<f64>; 2],
}

/// A table with about so many steps; `overdispersed` is how many times the variance of rows is that of chance.
pub fn made_up(repetition: u32, steps: f64, overdispersed: f64) -> MadeUp {
    let mut luck = Luck::new(20_261_123).stream(repetition, steps as u64, Purpose(2));
    let mut truth = [Vec::new(), Vec::new()];
    for ((truth, shares), stray) in truth.iter_mut().zip([&NEED[..], &DEPRIVATION[..]]).zip(STRAYS) {
        let levels = LogNormal::new(0.0, stray).expect("a spread");
        truth.extend(shares.iter().map(|_| levels.sample(&mut luck).ln()));
    }
    let mut rows = Vec::new();
    for (age, (by_age, of_age)) in AGES.into_iter().enumerate() {
        for (time, (by_time, of_time)) in TIMES.into_iter().enumerate() {
            for (stratum, (by_stratum, of_stratum)) in STRATA.into_iter().enumerate() {
                for need in 0..NEED.len() {
                    for deprivation in 0..DEPRIVATION.len() {
                        let levels = [need, deprivation];
                        // Who is poor has other needs: covariates go together.
                        let tilt = if (need + deprivation) % 3 == 0 { 1.5 } else { 0.75 };
                        let share =
                            of_age * of_time * of_stratum * NEED[need] * DEPRIVATION[deprivation] * tilt;
                        let ratio = (truth[0][need] + truth[1][deprivation]).exp();
                        rows.push((age, time, stratum, levels, share, by_age * by_time * by_stratum * ratio));
                    }
                }
            }
        }
    }
    let scale = steps / rows.iter().map(|row| row.4 * row.5).sum::<f64>();
    let mut table = Table::new();
    for (line, (age, time, stratum, [need, deprivation], share, rate)) in rows.into_iter().enumerate() {
        let years = share * scale;
        let mean = rate * years;
        let mean = if overdispersed > 1.0 {
            // A Gamma mean whose variance is so many times the mean, less once.
            let spread = overdispersed - 1.0;
            Gamma::new(mean / spread, spread).expect("a shape").sample(&mut luck).max(1e-300)
        } else {
            mean
        };
        let row = Row {
            line: line as u64,
            from: "in need",
            to: "looked after",
            ages: Span { from: age as f64 * 4.0, to: age as f64 * 4.0 + 4.0 },
            times: Span { from: time as f64, to: time as f64 + 1.0 },
            stratum: &format!("authority {stratum}"),
            group: "",
            levels: &[&format!("N{need}"), &format!("{deprivation}")],
            steps: Poisson::new(mean).expect("a mean").sample(&mut luck),
            person_years: years,
        };
        table.push(&row).expect("a good row");
    }
    MadeUp { table: table.check(Parts::Mistake).0, truth }
}

/// The levels of each covariate, or why there are none.
pub fn levels(made_up: &MadeUp, covariates: Stray) -> Result<(Vec<Vec<Level>>, f64), Refusal> {
    let names = NAMES.map(str::to_string);
    let settings = Settings { covariates, ..Settings::default() };
    let mut steps = rate_ratios(&made_up.table, &names, &settings);
    let model = steps.remove(0).model?;
    let overdispersion = model.overdispersion.expect("more rows than parameters");
    Ok((model.covariates.into_iter().map(|covariate| covariate.levels).collect(), overdispersion))
}

/// How estimates did over tables of one size.
#[derive(Clone, Debug)]
pub struct Score {
    /// Estimate less truth, of logarithms.
    pub bias: Mean,
    /// How often each of [`SHARES`] held the truth.
    pub covered: [Mean; 3],
    /// Root of the mean square error of logarithms.
    pub error: f64,
    /// Mean width of the 95% interval, of logarithms.
    pub width: f64,
    /// Share of levels with no steps.
    pub empty: f64,
    /// Mean overdispersion.
    pub overdispersion: f64,
    /// Tables that were refused.
    pub refused: u32,
}

/// How ratios of all levels do over tables of a size.
pub fn score(repetitions: u32, steps: f64, overdispersed: f64, covariates: Stray) -> Score {
    let mut runs: Vec<[f64; 8]> = Vec::new();
    let mut refused = 0;
    for repetition in 0..repetitions {
        let table = made_up(repetition, steps, overdispersed);
        match levels(&table, covariates) {
            Ok((found, overdispersion)) => runs.push(measures(&table.truth, &found, overdispersion)),
            Err(_) => refused += 1,
        }
    }
    let of = |measure: usize| Mean::of(runs.iter().map(|run| run[measure]));
    Score {
        bias: of(0),
        covered: [of(1), of(2), of(3)],
        error: of(4).mean.sqrt(),
        width: of(5).mean,
        empty: of(6).mean,
        overdispersion: of(7).mean,
        refused,
    }
}

/// Means over the levels of one table.
fn measures(truth: &[Vec<f64>; 2], found: &[Vec<Level>], overdispersion: f64) -> [f64; 8] {
    let mut sums = [0.0; 7];
    let mut count = 0.0;
    for (truth, levels) in truth.iter().zip(found) {
        let reference = levels.iter().position(|l| l.value == Value::Reference).expect("a reference");
        for (level, truth_here) in levels.iter().zip(truth) {
            let Value::Ratio(ratio) = &level.value else { continue };
            let truth = truth_here - truth[reference];
            let estimate = ratio.median().ln();
            count += 1.0;
            sums[0] += estimate - truth;
            for (sum, share) in sums[1..4].iter_mut().zip(SHARES) {
                let (low, high) = ratio.interval(share);
                *sum += f64::from(u8::from((low.ln()..high.ln()).contains(&truth)));
            }
            sums[4] += (estimate - truth).powi(2);
            let (low, high) = ratio.interval(0.95);
            sums[5] += high.ln() - low.ln();
            sums[6] += f64::from(u8::from(level.steps == 0.0));
        }
    }
    let [a, b, c, d, e, f, g] = sums.map(|sum| sum / count);
    [a, b, c, d, e, f, g, overdispersion]
}
