//! Crossing two breakdowns of one count that no table crosses, such as ages and placements.

/// The mix of each row that fits many areas best, if it is the same in all of them: an area's columns are the sum over its
/// rows of their count times their mix.
///
/// `areas` are counts by row and by column; `mix` is where the search begins, and what is nought there stays so. Found by
/// expectation-maximisation steps. **Limits**: an inference from areas and not from children.
pub(super) fn mix_by_row<const R: usize, const C: usize>(
    areas: &[([f64; R], [f64; C])],
    mut mix: [[f64; C]; R],
) -> [[f64; C]; R] {
    for _ in 0..200 {
        let mut next = [[0.0; C]; R];
        for (rows, columns) in areas {
            for k in 0..C {
                let mean: f64 = (0..R).map(|a| rows[a] * mix[a][k]).sum();
                if mean > 0.0 {
                    for a in 0..R {
                        next[a][k] += columns[k] * rows[a] * mix[a][k] / mean;
                    }
                }
            }
        }
        for a in 0..R {
            if let Some(row) = super::apportion::shares(next[a]) {
                mix[a] = row;
            }
        }
    }
    mix
}

/// Scales a table until its rows and columns add up to what is given, by iterative proportional fitting; rows hold exactly.
pub(super) fn fit_margins<const R: usize, const C: usize>(
    mut table: [[f64; C]; R],
    rows: &[f64; R],
    columns: &[f64; C],
) -> [[f64; C]; R] {
    for _ in 0..100 {
        for k in 0..C {
            let sum: f64 = (0..R).map(|a| table[a][k]).sum();
            if sum > 0.0 {
                (0..R).for_each(|a| table[a][k] *= columns[k] / sum);
            }
        }
        for (a, row) in table.iter_mut().enumerate() {
            let sum: f64 = row.iter().sum();
            if sum > 0.0 {
                row.iter_mut().for_each(|cell| *cell *= rows[a] / sum);
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mix_that_is_the_same_everywhere_is_found() {
        let truth = [[0.9, 0.1, 0.0], [0.2, 0.3, 0.5]];
        let area =
            |rows: [f64; 2]| (rows, std::array::from_fn(|k| rows[0] * truth[0][k] + rows[1] * truth[1][k]));
        let areas = [area([10.0, 90.0]), area([50.0, 40.0]), area([80.0, 20.0])];
        let found = mix_by_row(&areas, [[0.5, 0.5, 0.0], [1.0 / 3.0; 3]]);
        for (found, truth) in found.iter().flatten().zip(truth.iter().flatten()) {
            assert!((found - truth).abs() < 0.05, "{found} beside {truth}");
        }
    }

    #[test]
    fn margins_hold_and_what_cannot_be_stays_nought() {
        let table = fit_margins([[1.0, 1.0], [0.0, 1.0]], &[30.0, 10.0], &[20.0, 20.0]);
        assert_eq!(table[1][0], 0.0);
        assert!((table[0][0] - 20.0).abs() < 1e-6 && (table[0][1] - 10.0).abs() < 1e-6, "{table:?}");
    }
}
