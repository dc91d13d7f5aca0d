//! 95% intervals that stay inside the range of what they are about.

/// The 97.5% point of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95% interval of a probability on the scale log(−log p), so that it stays within 0 and 1.
///
/// **Limits**: `None` where the probability is 0 or 1: nothing was seen that could tell how sure that is.
pub fn log_log_interval(probability: f64, standard_error: f64) -> Option<(f64, f64)> {
    if !(probability > 0.0 && probability < 1.0 && standard_error.is_finite()) {
        return None;
    }
    let log = probability.ln();
    let spread = Z * standard_error / (probability * -log);
    Some(((log * spread.exp()).exp(), (log * (-spread).exp()).exp()))
}

/// The 95% interval of a positive amount on the scale of its logarithm, so that it stays above 0.
///
/// **Limits**: `None` where the amount is 0.
pub fn log_interval(amount: f64, standard_error: f64) -> Option<(f64, f64)> {
    if !(amount > 0.0 && amount.is_finite() && standard_error.is_finite()) {
        return None;
    }
    let spread = Z * standard_error / amount;
    Some((amount * (-spread).exp(), amount * spread.exp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_hold_the_value_and_keep_to_the_range() {
        for p in [1e-6, 0.02, 0.5, 0.97, 1.0 - 1e-9] {
            let (low, high) = log_log_interval(p, 0.2).expect("an interval");
            assert!(0.0 <= low && low < p && p < high && high <= 1.0, "{p}: {low} {high}");
        }
        let (low, high) = log_interval(0.3, 0.4).expect("an interval");
        assert!(0.0 < low && low < 0.3 && 0.3 < high);
    }

    #[test]
    fn nothing_seen_gives_no_interval() {
        assert_eq!(log_log_interval(0.0, 0.1), None);
        assert_eq!(log_log_interval(1.0, 0.0), None);
        assert_eq!(log_interval(0.0, 0.0), None);
        assert_eq!(log_log_interval(0.5, f64::NAN), None);
    }
}
