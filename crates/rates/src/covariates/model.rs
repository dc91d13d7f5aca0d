//! The rows of one step as a log-linear model: which parameters each row has.

use super::matrix::Symmetric;

/// Something that splits the rows into levels, one of which the others are compared with: cells of age and time, strata,
/// or a covariate.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Factor {
    /// Place of its first parameter.
    pub first: usize,
    /// Its parameters: one for each level but the reference.
    pub free: usize,
}

impl Factor {
    /// Places of its parameters.
    pub(super) fn places(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.free
    }

    /// The product of two vectors of its parameters with `1 - J / L` between them, where `J` is all ones and `L` the
    /// number of levels: what levels that stray from their own mean have for a precision, one of them being nought.
    pub(super) fn strayed(&self, one: &[f64], other: &[f64]) -> f64 {
        let product: f64 = one.iter().zip(other).map(|(a, b)| a * b).sum();
        let sums = one.iter().sum::<f64>() * other.iter().sum::<f64>();
        product - sums / (self.free + 1) as f64
    }
}

/// A parameter that a row lacks, because it is at the reference level.
const REFERENCE: u32 = u32::MAX;

/// Rows of steps and exposure with their parameters: one that all have, and of each factor that of the row's level.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// The factors, in the order of their parameters.
    pub factors: Vec<Factor>,
    /// Steps of each row.
    pub steps: Vec<f64>,
    /// Exposure of each row, above nought, in person-years.
    pub years: Vec<f64>,
    /// Of each row and factor the place of a parameter, or [`REFERENCE`].
    parameters: Vec<u32>,
}

impl Model {
    /// A model of rows with their level of each factor; `references` are the levels that others are compared with.
    ///
    /// **Shape**: `levels[factor][row]`; `counts[factor]` levels each.
    pub(super) fn new(
        steps: Vec<f64>,
        years: Vec<f64>,
        levels: &[Vec<u32>],
        counts: &[usize],
        references: &[u32],
    ) -> Model {
        let mut first = 1;
        let mut factors = Vec::new();
        for count in counts {
            factors.push(Factor { first, free: count.saturating_sub(1) });
            first += count.saturating_sub(1);
        }
        let mut parameters = Vec::with_capacity(steps.len() * factors.len());
        for row in 0..steps.len() {
            for ((factor, reference), levels) in factors.iter().zip(references).zip(levels) {
                let level = levels[row];
                parameters.push(match level.cmp(reference) {
                    std::cmp::Ordering::Equal => REFERENCE,
                    std::cmp::Ordering::Less => factor.first as u32 + level,
                    std::cmp::Ordering::Greater => factor.first as u32 + level - 1,
                });
            }
        }
        Model { factors, steps, years, parameters }
    }

    /// How many parameters there are.
    pub(super) fn size(&self) -> usize {
        1 + self.factors.iter().map(|factor| factor.free).sum::<usize>()
    }

    /// Places of the parameters of each row.
    fn rows(&self) -> impl Iterator<Item = (usize, impl Iterator<Item = usize> + Clone)> {
        (0..self.steps.len()).map(move |row| {
            let width = self.factors.len();
            let own = &self.parameters[row * width..(row + 1) * width];
            let own = own.iter().filter(|at| **at != REFERENCE).map(|at| *at as usize);
            (row, std::iter::once(0).chain(own))
        })
    }

    /// Steps that parameters lead one to expect in each row.
    pub(super) fn expected(&self, values: &[f64]) -> Vec<f64> {
        self.rows().map(|(row, own)| self.years[row] * own.map(|at| values[at]).sum::<f64>().exp()).collect()
    }

    /// Logarithm of the likelihood, less what does not depend on parameters: `steps × ln(expected) - expected`.
    pub(super) fn ln_likelihood(&self, values: &[f64]) -> f64 {
        self.rows()
            .map(|(row, own)| {
                let log = own.map(|at| values[at]).sum::<f64>();
                self.steps[row] * log - self.years[row] * log.exp()
            })
            .sum()
    }

    /// Slope of the likelihood in each parameter.
    pub(super) fn slope(&self, expected: &[f64]) -> Vec<f64> {
        let mut slope = vec![0.0; self.size()];
        for (row, own) in self.rows() {
            let off = self.steps[row] - expected[row];
            own.for_each(|at| slope[at] += off);
        }
        slope
    }

    /// Products of the columns of all parameters with each other, each row weighted.
    pub(super) fn products(&self, weights: &[f64]) -> Symmetric {
        let mut products = Symmetric::zero(self.size());
        for (row, own) in self.rows() {
            for one in own.clone() {
                for other in own.clone().filter(|other| *other <= one) {
                    products.add(one, other, weights[row]);
                }
            }
        }
        products
    }

    /// The same rows with their evidence counted as a share of what it is.
    pub(super) fn tempered(&self, share: f64) -> Model {
        let scaled = |values: &[f64]| values.iter().map(|value| value * share).collect();
        Model { steps: scaled(&self.steps), years: scaled(&self.years), ..self.clone() }
    }
}
