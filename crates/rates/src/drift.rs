//! How far an intensity wanders from year to year.

/// Year-to-year variation of an intensity beyond Poisson noise, on the log scale.
///
/// Around the rate it started from, the log intensity is a random walk (`walk_sd` a year: change that stays, and
/// loses the share `reversion` of itself each year) plus independent yearly noise (`year_sd`: change that does not).
/// `common_sd` is a second walk that all authorities share. Without drift intervals are absurdly narrow.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Drift {
    /// Standard deviation of the yearly step of the walk.
    pub walk_sd: f64,
    /// Standard deviation of the yearly noise around the walk.
    pub year_sd: f64,
    /// Standard deviation of the noise in the starting rate, from the years it was seen in: see [`Drift::seen_over`].
    pub base_sd: f64,
    /// Share of its distance from where it is expected that the walk loses each year.
    pub reversion: f64,
    /// Standard deviation of the yearly step of the walk that all authorities share: policy, a pandemic.
    pub common_sd: f64,
}

impl Drift {
    /// No variation: the intensity stays what it is.
    pub const NONE: Drift =
        Drift { walk_sd: 0.0, year_sd: 0.0, base_sd: 0.0, reversion: 0.0, common_sd: 0.0 };

    /// The same drift for a starting rate that was seen over several years, each weighing `discount` times the next.
    ///
    /// Noise averages out: its variance falls to `(1 - d) / (1 + d)`. A walk has moved on since the older years: that
    /// adds `walk² d² / (1 - d²)`. With a discount of 0 only the last year counts.
    pub fn seen_over(self, discount: f64) -> Drift {
        let d = discount.clamp(0.0, 0.99);
        let noise = self.year_sd.powi(2) * (1.0 - d) / (1.0 + d);
        let lag = self.walk_sd.powi(2) * d.powi(2) / (1.0 - d.powi(2));
        Drift { base_sd: (noise + lag).sqrt(), ..self }
    }
}

/// Yearly counts of one authority with the exposure in which they arose.
#[derive(Clone, Debug)]
pub struct YearlyCounts {
    /// One entry a year without gap: steps and person-years; `None` where unpublished.
    pub years: Vec<Option<(f64, f64)>>,
}

/// A path that another follows: the follower's multiplier takes the leader's to a power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Follows {
    /// Number of the leading path.
    pub path: u16,
    /// The power: 1 follows in full.
    pub power: f64,
}

/// Estimates drift from many authorities' yearly counts.
///
/// For each lag `k` from 1 to `max_lag`, the variance of the change in log intensity over `k` years, less
/// the Poisson part (`1/steps` at each end) and less the change common to all authorities, is
/// `2 walk² (1 - keep^k) / (1 - keep²) + 2 year²`, where `keep` is what a deviation keeps each year (`k walk² + 2 year²`
/// where it keeps all). `keep` is searched from 0.5 to 1 in steps of 0.05; the variances are fitted by least squares
/// over lags, floored at zero.
///
/// **Limits**: changes with fewer than 10 steps at either end are left out, and so is the fiftieth of changes that are
/// largest for their size, as recording breaks. `base_sd` is for a starting rate seen in one year.
pub fn estimate(authorities: &[YearlyCounts], max_lag: usize) -> Drift {
    let points: Vec<(f64, f64)> = (1..=max_lag)
        .filter_map(|lag| lag_variance(authorities, lag).map(|variance| (lag as f64, variance)))
        .collect();
    if points.len() < 2 {
        return Drift::NONE;
    }
    (10..=20)
        .map(|twentieths| fit(&points, f64::from(twentieths) / 20.0))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(Drift::NONE, |(drift, _)| drift)
}

/// Least squares for one share kept each year: the drift and what it leaves unexplained.
fn fit(points: &[(f64, f64)], keep: f64) -> (Drift, f64) {
    let shape = |lag: f64| {
        if keep < 1.0 { 2.0 * (1.0 - keep.powf(lag)) / (1.0 - keep * keep) } else { lag }
    };
    let n = points.len() as f64;
    let mean_x = points.iter().map(|p| shape(p.0)).sum::<f64>() / n;
    let mean_y = points.iter().map(|p| p.1).sum::<f64>() / n;
    let slope = points.iter().map(|p| (shape(p.0) - mean_x) * (p.1 - mean_y)).sum::<f64>()
        / points.iter().map(|p| (shape(p.0) - mean_x).powi(2)).sum::<f64>();
    let mut slope = slope.max(0.0);
    let mut intercept = mean_y - slope * mean_x;
    if intercept < 0.0 {
        intercept = 0.0;
        let squares: f64 = points.iter().map(|p| shape(p.0).powi(2)).sum();
        slope = (points.iter().map(|p| shape(p.0) * p.1).sum::<f64>() / squares).max(0.0);
    }
    let left = points.iter().map(|p| (p.1 - slope * shape(p.0) - intercept).powi(2)).sum();
    let year_sd = (intercept / 2.0).sqrt();
    let reversion = if slope > 0.0 { 1.0 - keep } else { 0.0 };
    let drift = Drift { walk_sd: slope.sqrt(), year_sd, base_sd: year_sd, reversion, common_sd: 0.0 };
    (drift, left)
}

/// The power with which one intensity follows another: the covariance of their changes over the leader's variance beyond
/// Poisson noise, over all lags together.
///
/// **Shape**: both lists have the same authorities in the same order. 0 if the leader does not vary.
pub fn follow_power(leader: &[YearlyCounts], follower: &[YearlyCounts], max_lag: usize) -> f64 {
    let (mut together, mut own) = (0.0, 0.0);
    for lag in 1..=max_lag {
        let years = leader.iter().map(|a| a.years.len()).max().unwrap_or(0);
        for end in lag..years {
            let pairs: Vec<(Change, Change)> = leader
                .iter()
                .zip(follower)
                .filter_map(|(a, b)| Some((Change::of(a, end, lag)?, Change::of(b, end, lag)?)))
                .collect();
            if pairs.len() < 2 {
                continue;
            }
            let common = median(pairs.iter().map(|p| p.0.log).collect());
            let common_follower = median(pairs.iter().map(|p| p.1.log).collect());
            for (led, followed) in &pairs {
                together += (led.log - common) * (followed.log - common_follower);
                own += (led.log - common).powi(2) - led.noise;
            }
        }
    }
    if own > 0.0 { together / own } else { 0.0 }
}

/// Standard deviation of the yearly step of a walk common to all, from the nation's yearly counts.
///
/// Each year's log intensity is expected to move on by 0.8 of its mean movement over up to three years before; the
/// root mean square of what it did instead is the walk. 0 with fewer than four movements.
pub fn common_walk(nation: &YearlyCounts) -> f64 {
    const DAMPING: f64 = 0.8;
    let logs: Vec<Option<f64>> = nation
        .years
        .iter()
        .map(|year| year.filter(|(steps, exposure)| *steps > 0.0 && *exposure > 0.0))
        .map(|year| year.map(|(steps, exposure)| (steps / exposure).ln()))
        .collect();
    let moves: Vec<Option<f64>> = logs.windows(2).map(|w| Some(w[1]? - w[0]?)).collect();
    let misses: Vec<f64> = (1..moves.len())
        .filter_map(|at| {
            let before: Vec<f64> = moves[at.saturating_sub(3)..at].iter().copied().flatten().collect();
            let mean = before.iter().sum::<f64>() / before.len().max(1) as f64;
            Some((moves[at]? - DAMPING * mean).powi(2))
        })
        .collect();
    if misses.len() < 3 { 0.0 } else { (misses.iter().sum::<f64>() / misses.len() as f64).sqrt() }
}

/// A change in log intensity over some years, and its Poisson variance.
struct Change {
    log: f64,
    noise: f64,
}

impl Change {
    /// The change that ends in the year at `end`; `None` with fewer than 10 steps at either end.
    fn of(counts: &YearlyCounts, end: usize, lag: usize) -> Option<Change> {
        const LEAST_STEPS: f64 = 10.0;
        let (steps_0, exposure_0) = (*counts.years.get(end - lag)?)?;
        let (steps_1, exposure_1) = (*counts.years.get(end)?)?;
        (steps_0 >= LEAST_STEPS && steps_1 >= LEAST_STEPS && exposure_0 > 0.0 && exposure_1 > 0.0).then(
            || Change {
                log: (steps_1 / exposure_1).ln() - (steps_0 / exposure_0).ln(),
                noise: 1.0 / steps_0 + 1.0 / steps_1,
            },
        )
    }
}

/// The variance of changes over a lag beyond Poisson noise and what is common to all.
///
/// Authorities differ in size, so each square is measured by the variance it is expected to have: which are the largest,
/// and how much each weighs (the inverse square of that variance), depends on the answer, which is found in turn.
fn lag_variance(authorities: &[YearlyCounts], lag: usize) -> Option<f64> {
    const KEPT: f64 = 0.98;
    // Mean square of a normal variable once its largest 2% of squares are left out.
    const KEPT_MEAN_SQUARE: f64 = 0.873;
    const TURNS: usize = 30;
    let years = authorities.iter().map(|a| a.years.len()).max().unwrap_or(0);
    let mut squares: Vec<(f64, f64)> = Vec::new();
    for end in lag..years {
        let changes: Vec<Change> = authorities.iter().filter_map(|a| Change::of(a, end, lag)).collect();
        if changes.len() < 2 {
            continue;
        }
        let common = median(changes.iter().map(|c| c.log).collect());
        squares.extend(changes.iter().map(|c| ((c.log - common).powi(2), c.noise)));
    }
    let kept = (squares.len() as f64 * KEPT) as usize;
    if kept < 20 {
        return None;
    }
    let mut variance = 0.0;
    for _ in 0..TURNS {
        squares.sort_by(|a, b| (a.0 / (variance + a.1)).total_cmp(&(b.0 / (variance + b.1))));
        let (sum, weights) = squares[..kept].iter().fold((0.0, 0.0), |sum, (square, noise)| {
            let weight = (variance + noise).powi(-2);
            (sum.0 + weight * (square / KEPT_MEAN_SQUARE - noise), sum.1 + weight)
        });
        variance = (sum / weights).max(0.0);
    }
    Some(variance)
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
        assert!(drift.reversion < 0.11, "{drift:?}");
    }

    #[test]
    fn a_deviation_that_fades_is_told_from_one_that_stays() {
        let authorities: Vec<YearlyCounts> = (0..400)
            .map(|a| {
                let mut log_rate = 0.0;
                let years = (0..12)
                    .map(|y| {
                        log_rate = 0.7 * log_rate + 0.15 * noise(a * 12 + y);
                        Some((1e8 * log_rate.exp(), 1e8))
                    })
                    .collect();
                YearlyCounts { years }
            })
            .collect();
        let drift = estimate(&authorities, 5);
        assert!((drift.walk_sd - 0.15).abs() < 0.02, "{drift:?}");
        assert!((drift.reversion - 0.3).abs() < 0.11, "{drift:?}");
    }

    #[test]
    fn a_follower_is_found_with_its_power() {
        let paths = |power: f64| -> Vec<YearlyCounts> {
            (0..300)
                .map(|a| {
                    let mut log_rate = 0.0;
                    let years = (0..12)
                        .map(|y| {
                            log_rate += 0.1 * noise(a * 12 + y);
                            Some((1e8 * (power * log_rate).exp(), 1e8))
                        })
                        .collect();
                    YearlyCounts { years }
                })
                .collect()
        };
        assert!((follow_power(&paths(1.0), &paths(0.3), 5) - 0.3).abs() < 0.01);
    }
}

/// The page on drift, whose example runs.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/drift.md")]
struct Page;
