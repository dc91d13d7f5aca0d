//! Chances and mean times of a continuous-time chain: the exponential of a matrix of intensities, and its integral.

/// A small dense matrix, row by row.
pub type Matrix<const N: usize> = [[f64; N]; N];

/// What is exact over a stretch of time with constant intensities.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<const N: usize> {
    /// Chance to be there at the end, for each position at the start.
    pub chances: Matrix<N>,
    /// Mean years in each position until the end, for each position at the start.
    pub years: Matrix<N>,
}

impl<const N: usize> Stretch<N> {
    /// Chances and mean times over some years under a generator: intensities off the diagonal, and on it minus what
    /// leaves. A constant taken off the diagonal discounts continuously by it.
    ///
    /// **Source**: scaling and squaring of Taylor series (Moler and Van Loan, "Nineteen dubious ways to compute the
    /// exponential of a matrix, twenty-five years later", SIAM Review 45, 2003, method 3); the integral doubles by
    /// ∫(0 to 2t) = ∫(0 to t) × (exp(At) + 1).
    /// **Limits**: rounding grows with the number of doublings; chances are within 1e-13 where intensities times years
    /// come to 200.
    pub fn new(generator: &Matrix<N>, years: f64) -> Stretch<N> {
        let norm = |row: &[f64; N]| row.iter().map(|value| value.abs()).sum::<f64>();
        let norm = generator.iter().map(norm).fold(0.0, f64::max) * years;
        let doublings = (norm / 0.5).log2().ceil().clamp(0.0, 60.0) as i32;
        let mut stretch = Stretch::series(generator, years * 0.5f64.powi(doublings));
        for _ in 0..doublings {
            stretch = stretch.then(&stretch);
        }
        stretch
    }

    /// No time at all.
    pub fn nothing() -> Stretch<N> {
        let mut chances = [[0.0; N]; N];
        for (position, row) in chances.iter_mut().enumerate() {
            row[position] = 1.0;
        }
        Stretch { chances, years: [[0.0; N]; N] }
    }

    /// This stretch and then another.
    pub fn then(&self, next: &Stretch<N>) -> Stretch<N> {
        let later = product(&self.chances, &next.years);
        Stretch { chances: product(&self.chances, &next.chances), years: sum(&self.years, &later) }
    }

    /// Both Taylor series, to 18 terms: enough for a norm of a half.
    fn series(generator: &Matrix<N>, years: f64) -> Stretch<N> {
        let mut stretch = Stretch::nothing();
        let mut term = stretch.chances;
        for power in 1..=18 {
            stretch.years = sum(&stretch.years, &scaled(&term, years / f64::from(power)));
            term = scaled(&product(&term, generator), years / f64::from(power));
            stretch.chances = sum(&stretch.chances, &term);
        }
        stretch
    }
}

fn product<const N: usize>(left: &Matrix<N>, right: &Matrix<N>) -> Matrix<N> {
    left.map(|row| std::array::from_fn(|column| (0..N).map(|inner| row[inner] * right[inner][column]).sum()))
}

fn sum<const N: usize>(left: &Matrix<N>, right: &Matrix<N>) -> Matrix<N> {
    std::array::from_fn(|row| std::array::from_fn(|column| left[row][column] + right[row][column]))
}

fn scaled<const N: usize>(matrix: &Matrix<N>, by: f64) -> Matrix<N> {
    matrix.map(|row| row.map(|value| value * by))
}
