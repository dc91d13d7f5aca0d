//! How far an intensity wanders from year to year.

/// Year-to-year variation of an intensity beyond Poisson noise, on the log scale.
///
/// Around the rate it started from, the log intensity is a random walk (`walk_sd` a year: change that stays) plus independent yearly noise
/// (`year_sd`: change that does not). Without it intervals are absurdly narrow.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Drift {
    /// Standard deviation of the yearly step of the walk.
    pub walk_sd: f64,
    /// Standard deviation of the yearly noise around the walk.
    pub year_sd: f64,
    /// Standard deviation of the noise in the starting rate: `year_sd` over the root of the years pooled.
    pub base_sd: f64,
}

impl Drift {
    /// No variation: the intensity stays what it is.
    pub const NONE: Drift = Drift { walk_sd: 0.0, year_sd: 0.0, base_sd: 0.0 };
}

/// Yearly counts of one authority with the exposure in which they arose.
#[derive(Clone, Debug)]
pub struct YearlyCounts {
    /// One entry a year without gap: steps and person-years; `None` where unpublished.
    pub years: Vec<Option<(f64, f64)>>,
}

/// Estimates drift from many authorities' yearly counts.
///
/// For each lag `k` from 1 to `max_lag`, the variance of the change in log intensity over `k` years, less
/// the Poisson part (`1/steps` at each end) and less the change common to all authorities, is
/// `k × walk² + 2 × year²`. The two are fitted by least squares over lags, floored at zero.
///
/// **Limits**: changes with fewer than 10 steps at either end are left out, and the largest 2% of squared
/// changes are left out as recording breaks. `base_sd` is for a starting rate seen in one year.
pub fn estimate(authorities: &[YearlyCounts], max_lag: usize) -> Drift {
    let points: Vec<(f64, f64)> = (1..=max_lag)
        .filter_map(|lag| lag_variance(authorities, lag).map(|variance| (lag as f64, variance)))
        .collect();
    if points.len() < 2 {
        return Drift::NONE;
    }
    let n = points.len() as f64;
    let (mean_lag, mean_variance) =
        (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let slope = points.iter().map(|p| (p.0 - mean_lag) * (p.1 - mean_variance)).sum::<f64>()
        / points.iter().map(|p| (p.0 - mean_lag).powi(2)).sum::<f64>();
    let slope = slope.max(0.0);
    let intercept = (mean_variance - slope * mean_lag).max(0.0);
    let year_sd = (intercept / 2.0).sqrt();
    Drift { walk_sd: slope.sqrt(), year_sd, base_sd: year_sd }
}

fn lag_variance(authorities: &[YearlyCounts], lag: usize) -> Option<f64> {
    const LEAST_STEPS: f64 = 10.0;
    const KEPT: f64 = 0.98;
    // Mean square of a normal variable once its largest 2% of squares are left out.
    const KEPT_MEAN_SQUARE: f64 = 0.873;
    let years = authorities.iter().map(|a| a.years.len()).max().unwrap_or(0);
    let mut excess = Vec::new();
    for end in lag..years {
        let changes: Vec<(f64, f64)> = authorities
            .iter()
            .filter_map(|a| {
                let (steps_0, exposure_0) = (*a.years.get(end - lag)?)?;
                let (steps_1, exposure_1) = (*a.years.get(end)?)?;
                (steps_0 >= LEAST_STEPS && steps_1 >= LEAST_STEPS && exposure_0 > 0.0 && exposure_1 > 0.0)
                    .then(|| {
                        let change = (steps_1 / exposure_1).ln() - (steps_0 / exposure_0).ln();
                        (change, 1.0 / steps_0 + 1.0 / steps_1)
                    })
            })
            .collect();
        if changes.len() < 2 {
            continue;
        }
        let common = median(changes.iter().map(|c| c.0).collect());
        excess.extend(changes.iter().map(|(change, noise)| ((change - common).powi(2), *noise)));
    }
    excess.sort_by(|a, b| a.0.total_cmp(&b.0));
    excess.truncate((excess.len() as f64 * KEPT) as usize);
    (excess.len() >= 20).then(|| {
        excess.iter().map(|(square, noise)| square / KEPT_MEAN_SQUARE - noise).sum::<f64>()
            / excess.len() as f64
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) { (values[middle - 1] + values[middle]) / 2.0 } else { values[middle] }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nearly normal noise from a counter: twelve hashed uniforms less six.
    fn noise(i: usize) -> f64 {
        let uniform = |k: u64| {
            let mut z = k.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            (z ^ (z >> 31)) as f64 / u64::MAX as f64
        };
        (0..12).map(|k| uniform(i as u64 * 12 + k + 1)).sum::<f64>() - 6.0
    }

    #[test]
    fn a_steady_rate_has_no_drift() {
        let steady = YearlyCounts { years: (0..10).map(|_| Some((1000.0, 10_000.0))).collect() };
        let drift = estimate(&vec![steady; 50], 5);
        assert_eq!(drift, Drift::NONE);
    }

    #[test]
    fn a_walk_and_a_yearly_noise_are_told_apart() {
        let authorities: Vec<YearlyCounts> = (0..400)
            .map(|a| {
                let mut log_rate = 0.0;
                let years = (0..12)
                    .map(|y| {
                        log_rate += 0.1 * noise(a * 24 + y);
                        let seen = log_rate + 0.05 * noise(a * 24 + 12 + y);
                        Some((1e8 * seen.exp(), 1e8))
                    })
                    .collect();
                YearlyCounts { years }
            })
            .collect();
        let drift = estimate(&authorities, 5);
        assert!((drift.walk_sd - 0.1).abs() < 0.02, "{drift:?}");
        assert!((drift.year_sd - 0.05).abs() < 0.03, "{drift:?}");
    }
}
