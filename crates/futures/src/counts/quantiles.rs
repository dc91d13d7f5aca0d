//! Quantiles of draws.

/// Quantiles of a set of values, by linear interpolation between order statistics.
///
/// The `p` quantile of `n` values has rank `p (n + 1)`, so that an interval of few draws holds its share on
/// average instead of falling short (Hyndman and Fan's type 6).
///
/// **Limits**: an empty set gives not-a-number; ranks beyond the ends give the ends.
pub fn quantiles<const N: usize>(mut values: Vec<f64>, at: [f64; N]) -> [f64; N] {
    values.sort_by(f64::total_cmp);
    at.map(|p| {
        if values.is_empty() {
            return f64::NAN;
        }
        let place = (p * (values.len() + 1) as f64 - 1.0).clamp(0.0, (values.len() - 1) as f64);
        let (below, share) = (place.floor() as usize, place.fract());
        let above = (below + 1).min(values.len() - 1);
        values[below] * (1.0 - share) + values[above] * share
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantiles(vec![3.0, 1.0, 2.0], [0.0, 0.25, 0.5, 0.625, 1.0]), [1.0, 1.0, 2.0, 2.5, 3.0]);
    }
}
