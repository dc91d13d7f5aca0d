//! Small symmetric matrices: all that the fit of a model needs of linear algebra.

/// A symmetric matrix, of which the lower triangle counts.
#[derive(Clone, Debug)]
pub(super) struct Symmetric {
    size: usize,
    /// Row by row.
    values: Vec<f64>,
}

/// A column that those before it tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dependent {
    /// Its place.
    pub place: usize,
    /// Places of columns before it, and how many times each is in it.
    pub of: Vec<(usize, f64)>,
}

/// The lower triangle whose product with its transpose is a matrix (Cholesky).
#[derive(Clone, Debug)]
pub(super) struct Root {
    size: usize,
    values: Vec<f64>,
}

impl Symmetric {
    pub(super) fn zero(size: usize) -> Symmetric {
        Symmetric { size, values: vec![0.0; size * size] }
    }

    /// Adds to the entry at two places, in either order.
    pub(super) fn add(&mut self, one: usize, other: usize, value: f64) {
        self.values[one.max(other) * self.size + one.min(other)] += value;
    }

    pub(super) fn at(&self, one: usize, other: usize) -> f64 {
        self.values[one.max(other) * self.size + one.min(other)]
    }

    /// Its root; `None` if it is not positive definite, as far as can be told from numbers of finite length.
    pub(super) fn root(&self) -> Option<Root> {
        let mut root = Root { size: self.size, values: vec![0.0; self.values.len()] };
        for row in 0..self.size {
            if root.extend(self, row)? <= 0.0 {
                return None;
            }
        }
        Some(root)
    }

    /// Columns that those before them tell, up to a billionth of their square.
    ///
    /// **Shape**: the matrix holds products of columns with each other. No column is told by one that is told itself.
    pub(super) fn dependent(&self) -> Vec<Dependent> {
        const SHARE: f64 = 1e-9;
        let mut dependent = Vec::new();
        let mut kept: Vec<(usize, Vec<f64>)> = Vec::new();
        for row in 0..self.size {
            let mut here: Vec<f64> = Vec::with_capacity(kept.len() + 1);
            for (column, other) in &kept {
                let product: f64 = here.iter().zip(other).map(|(a, b)| a * b).sum();
                here.push((self.at(row, *column) - product) / other.last().copied().unwrap_or(1.0));
            }
            let left = self.at(row, row) - here.iter().map(|value| value * value).sum::<f64>();
            if left > SHARE * self.at(row, row) {
                here.push(left.sqrt());
                kept.push((row, here));
            } else {
                dependent.push(Dependent { place: row, of: times(&kept, here) });
            }
        }
        dependent
    }
}

/// How many times each column that was kept is in one of which `here` holds what it has of the root's columns.
fn times(kept: &[(usize, Vec<f64>)], mut here: Vec<f64>) -> Vec<(usize, f64)> {
    for at in (0..kept.len()).rev() {
        let Some((diagonal, before)) = kept[at].1.split_last() else { continue };
        let times = here[at] / diagonal;
        here[at] = times;
        for (rest, value) in here.iter_mut().zip(before) {
            *rest -= times * value;
        }
    }
    kept.iter().map(|(place, _)| *place).zip(here).collect()
}

impl Root {
    /// Fills a row, and says what is left of the diagonal before its root is taken.
    fn extend(&mut self, of: &Symmetric, row: usize) -> Option<f64> {
        let size = self.size;
        let (done, rest) = self.values.split_at_mut(row * size);
        let here = &mut rest[..size];
        for column in 0..row {
            let other = &done[column * size..column * size + column + 1];
            let product: f64 = here[..column].iter().zip(other).map(|(a, b)| a * b).sum();
            here[column] = (of.at(row, column) - product) / other[column];
        }
        let left = of.at(row, row) - here[..row].iter().map(|value| value * value).sum::<f64>();
        here[row] = left.max(0.0).sqrt();
        left.is_finite().then_some(left)
    }

    /// Logarithm of the determinant of the matrix.
    pub(super) fn ln_determinant(&self) -> f64 {
        (0..self.size).map(|at| 2.0 * self.values[at * self.size + at].ln()).sum()
    }

    /// What the matrix has to be multiplied with to give a vector.
    pub(super) fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut solved = vector.to_vec();
        for row in 0..self.size {
            let here = &self.values[row * self.size..];
            let product: f64 = here[..row].iter().zip(&solved).map(|(a, b)| a * b).sum();
            solved[row] = (solved[row] - product) / here[row];
        }
        for row in (0..self.size).rev() {
            let product: f64 =
                (row + 1..self.size).map(|below| self.values[below * self.size + row] * solved[below]).sum();
            solved[row] = (solved[row] - product) / self.values[row * self.size + row];
        }
        solved
    }

    /// Some columns of the inverse of the matrix.
    pub(super) fn inverse_columns(&self, places: std::ops::Range<usize>) -> Vec<Vec<f64>> {
        places
            .map(|at| {
                let mut unit = vec![0.0; self.size];
                unit[at] = 1.0;
                self.solve(&unit)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(values: [[f64; 3]; 3]) -> Symmetric {
        let mut matrix = Symmetric::zero(3);
        for (row, values) in values.iter().enumerate() {
            for (column, value) in values.iter().enumerate().take(row + 1) {
                matrix.add(row, column, *value);
            }
        }
        matrix
    }

    #[test]
    fn roots_solve_invert_and_know_the_determinant() {
        let values = [[4.0, 2.0, 1.0], [2.0, 5.0, 3.0], [1.0, 3.0, 6.0]];
        let root = matrix(values).root().unwrap();
        // 4 (30 - 9) - 2 (12 - 3) + 1 (6 - 5).
        assert!((root.ln_determinant() - 67f64.ln()).abs() < 1e-12);
        let columns = root.inverse_columns(0..3);
        for (n, column) in columns.iter().enumerate() {
            for (m, row) in values.iter().enumerate() {
                let product: f64 = row.iter().zip(column).map(|(a, b)| a * b).sum();
                assert!((product - f64::from(u8::from(n == m))).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn what_is_not_positive_definite_has_no_root() {
        assert!(matrix([[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).root().is_none());
        assert!(matrix([[1.0, f64::NAN, 0.0], [f64::NAN, 1.0, 0.0], [0.0, 0.0, 1.0]]).root().is_none());
    }

    #[test]
    fn columns_that_others_tell_are_found() {
        let places = |matrix: Symmetric| matrix.dependent().iter().map(|d| d.place).collect::<Vec<_>>();
        // Products of (1, 1, 1), (1, 0, 0) and (0, 1, 1), the last of which is the first less the second.
        let dependent = matrix([[3.0, 1.0, 2.0], [1.0, 1.0, 0.0], [2.0, 0.0, 2.0]]).dependent();
        assert_eq!(dependent.len(), 1);
        assert_eq!(dependent[0].place, 2);
        for ((place, times), expected) in dependent[0].of.iter().zip([(0, 1.0), (1, -1.0)]) {
            assert!(*place == expected.0 && (times - expected.1).abs() < 1e-12, "{dependent:?}");
        }
        assert_eq!(places(matrix([[3.0, 1.0, 1.0], [1.0, 1.0, 0.0], [1.0, 0.0, 1.0]])), [0; 0]);
        // A column twice, and another one after it.
        assert_eq!(places(matrix([[2.0, 2.0, 1.0], [2.0, 2.0, 1.0], [1.0, 1.0, 2.0]])), [1]);
    }
}
