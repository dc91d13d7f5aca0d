//! How far figures of finitely many draws are from those of endlessly many.
//!
//! Draws come in pairs that drift in opposite ways: numbers 0 and 1, 2 and 3, and so on. The two of a pair depend on
//! each other, pairs do not; so errors are reckoned from pairs.

use super::quantiles;

/// Standard error of the mean of a measure, in its unit.
///
/// **Shape**: values in draw order, from an even draw on; a last draw without its partner counts by itself.
///
/// **Limits**: not-a-number with fewer than two pairs.
pub fn error_of_mean(values: &[f64]) -> f64 {
    let (pairs, alone) = values.as_chunks::<2>();
    let of_pairs = variance(&pairs.iter().map(|[a, b]| (a + b) / 2.0).collect::<Vec<f64>>());
    let of_alone = if alone.is_empty() { 0.0 } else { variance(values) };
    let n = values.len() as f64;
    (4.0 * pairs.len() as f64 * of_pairs + of_alone).sqrt() / n
}

/// 95% interval of a quantile of endlessly many draws, from the order statistics of these.
///
/// The number of draws below the quantile is taken as normal about its binomial mean. Where the two of a pair tend to
/// lie on the same side, which widens that number's spread, the spread seen between pairs is used. Where they tend to
/// lie on opposite sides the binomial one stays, so the interval is then on the wide side.
///
/// **Shape**: values as for [`error_of_mean`]; `at` between 0 and 1.
///
/// **Limits**: `None` where the interval reaches beyond the lowest or highest draw: there are too few to say.
pub fn interval_of_quantile(values: &[f64], at: f64) -> Option<[f64; 2]> {
    let n = values.len() as f64;
    let [middle] = quantiles(values.to_vec(), [at]);
    let (pairs, _) = values.as_chunks::<2>();
    let below = |value: &f64| if *value <= middle { 1.0 } else { 0.0 };
    let of_pairs = variance(&pairs.iter().map(|[a, b]| below(a) + below(b)).collect::<Vec<f64>>());
    let alone = at * (1.0 - at);
    // Two draws that always agree have twice the variance of independent ones: no more can be true.
    let spread = (n * alone * (of_pairs / (2.0 * alone)).clamp(1.0, 2.0)).sqrt();
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (first, last) = ((n * at - NORMAL_95 * spread).floor(), (n * at + NORMAL_95 * spread).ceil() + 1.0);
    (first >= 1.0 && last <= n).then(|| [sorted[first as usize - 1], sorted[last as usize - 1]])
}

/// Standard deviations to either side that hold 95% of a normal distribution.
const NORMAL_95: f64 = 1.959_964;

/// Variance of values over draws, with one degree of freedom lost.
///
/// **Limits**: not-a-number with fewer than two values.
pub fn variance(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposite_draws_leave_no_error_of_the_mean_and_equal_ones_twice_the_variance() {
        let opposite: Vec<f64> =
            (0..40).map(|d| if d % 2 == 0 { f64::from(d) } else { -f64::from(d - 1) }).collect();
        assert_eq!(error_of_mean(&opposite), 0.0);
        let equal: Vec<f64> = (0..40).map(|d| f64::from((d / 2 * 7) % 20)).collect();
        let independent: Vec<f64> = (0..20).map(|d| f64::from((d * 7) % 20)).collect();
        let plain = (variance(&independent) / 20.0).sqrt();
        assert!((error_of_mean(&equal) - plain).abs() < 1e-12);
        assert!(error_of_mean(&[1.0, 2.0]).is_nan());
    }

    #[test]
    fn quantiles_beyond_the_draws_have_no_interval() {
        let values: Vec<f64> = (0..100).map(|d| f64::from((d * 37) % 100)).collect();
        assert_eq!(interval_of_quantile(&values, 0.025), None);
        let [low, high] = interval_of_quantile(&values, 0.5).expect("100 draws say where the middle is");
        assert!(low < 49.5 && 49.5 < high && high - low >= 19.0, "{low} {high}");
    }
}
