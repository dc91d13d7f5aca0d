//! How far chance moves a mean over repetitions.

/// Standard normal deviate that chance exceeds, either way, once in 10,000 tests.
pub const ONE_IN_10_000: f64 = 3.89;

/// Expects a mean, given with its standard error, no further off than chance moves it.
pub fn check(mean: f64, error: f64, expected: f64, what: &str) {
    let chance = ONE_IN_10_000 * error;
    assert!((mean - expected).abs() < chance, "{what}: {mean} ± {chance}, expected {expected}");
}
