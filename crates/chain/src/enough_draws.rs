//! How sure the middle of draws is, for their number: whether more draws would move it.

/// Standard error of the median of draws that is owed to their number.
///
/// Half the width of the interval between the order statistics of ranks *(n + 1)/2 ± √n/2*. The number of draws below
/// the true median is binomial with *n* trials of one half, whose standard deviation is *√n/2*, so that the interval
/// holds the true median in about 68% of runs, whatever the distribution.
///
/// **Units**: those of the values; the same values with four times as many draws give about half of it.
///
/// **Limits**: draws in pairs that drift in opposite ways move the middle less than this says. Counts of whole children move in steps of a half or one, so that an error far below one child may come
/// out as nought. Fewer than two values have none.
pub fn median_error(values: Vec<f64>) -> Option<f64> {
    let n = values.len() as f64;
    if n < 2.0 {
        return None;
    }
    let off = n.sqrt() / 2.0 / (n + 1.0);
    let [low, high] = futures::quantiles(values, [0.5 - off, 0.5 + off]);
    Some((high - low) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_half_the_way_between_the_ranks() {
        // Ranks 51 - 5 and 51 + 5 of 101 values one apart, but for the root of 101.
        let values: Vec<f64> = (0..101).map(f64::from).collect();
        assert!((median_error(values).expect("values") - 101f64.sqrt() / 2.0).abs() < 1e-9);
        assert_eq!(median_error(vec![3.0; 40]), Some(0.0));
        assert_eq!(median_error(vec![3.0]), None);
    }

    #[test]
    fn it_is_what_medians_of_many_runs_differ_by() {
        // Medians of uniform draws have a standard error of 1 / (2 √n).
        let mut state = 1u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        let runs: Vec<Vec<f64>> = (0..400).map(|_| (0..200).map(|_| uniform()).collect()).collect();
        let errors: Vec<f64> = runs.into_iter().filter_map(median_error).collect();
        let mean = errors.iter().sum::<f64>() / errors.len() as f64;
        let known = 1.0 / (2.0 * 200f64.sqrt());
        assert!((mean / known - 1.0).abs() < 0.05, "{mean} beside {known}");
    }
}
