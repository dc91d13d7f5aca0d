//! Medians and quantiles of what was counted.

/// The median; `None` of nothing. Sorts what it is given.
pub fn median(values: &mut [f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// A quantile by linear interpolation between order statistics (type 7); `None` of nothing. Sorts what it is
/// given.
pub fn quantile(values: &mut [f64], p: f64) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = p.clamp(0.0, 1.0) * (values.len() - 1) as f64;
    let low = values.get(at.floor() as usize)?;
    let high = values.get(at.ceil() as usize)?;
    Some(low + (high - low) * at.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_what_was_seen() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0]), Some(3.0));
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(quantile(&mut [0.0, 10.0], 0.25), Some(2.5));
        assert_eq!(quantile(&mut [0.0, 10.0], 1.0), Some(10.0));
    }
}
