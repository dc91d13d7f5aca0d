//! The level of exits from care, year by year, at which the expected number of children follows a forecast.

use units::AgeBand;

use crate::{Population, by_month};

/// What the expected number of looked-after children depends on, exits apart.
pub(super) struct Care<'a> {
    /// Looked-after children at the base, by age band.
    pub(super) stock: [f64; 5],
    /// Starts a year for each child of the age band living here.
    pub(super) starts: [f64; 5],
    /// Exits a year for each looked-after child of the age band, before 18.
    pub(super) exits: [f64; 5],
    /// Children living here.
    pub(super) population: &'a Population,
    /// Ages at which infants start: see [`crate::Rates::infant_entry_power`].
    pub(super) infant_entry_power: f64,
    /// Logarithm of the multiplier of starts in each year ahead.
    pub(super) starts_path: &'a [f64],
}

/// Logarithm of the multiplier of exits in each year ahead, at which the stock follows `target`.
///
/// `target` is children at the end of each year for each at the base. Children are followed by month of age;
/// everyone leaves at 18.
///
/// **Limits**: multipliers stay within a factor of four either way; a target beyond that is met as nearly as can be.
pub(super) fn exits_path(care: &Care, target: &[f64]) -> Vec<f64> {
    const WIDEST: f64 = 1.386;
    let base: f64 = care.stock.iter().sum();
    let mut ages = by_month(&care.stock);
    target
        .iter()
        .enumerate()
        .map(|(year, target)| {
            let starts = a_month(care, year);
            let (mut low, mut high) = (-WIDEST, WIDEST);
            for _ in 0..30 {
                let middle = (low + high) / 2.0;
                // More exits, fewer children.
                let left: f64 = a_year(care, &ages, &starts, middle).iter().sum();
                if left > target * base { low = middle } else { high = middle }
            }
            let path = (low + high) / 2.0;
            ages = a_year(care, &ages, &starts, path);
            path
        })
        .collect()
}

/// Children who start in one month of a year ahead, by month of age.
fn a_month(care: &Care, year: usize) -> Vec<f64> {
    let path = care.starts_path.get(year).copied().unwrap_or(0.0).exp();
    (0..AgeBand::ALL_MONTHS)
        .map(|month| {
            let band = AgeBand::of_month(month);
            let share = if band == AgeBand::Under1 {
                let until = |m: usize| (m as f64 / 12.0).powf(1.0 / care.infant_entry_power);
                until(month + 1) - until(month)
            } else {
                1.0 / band.months()
            };
            care.starts[band.index()] * care.population.at(year, band) * share * path / 12.0
        })
        .collect()
}

/// The same children a year later, with those who started and without those who left.
fn a_year(care: &Care, ages: &[f64], a_month: &[f64], exits_path: f64) -> Vec<f64> {
    let stays = care.exits.map(|rate| (-rate * exits_path.exp() / 12.0).exp());
    let halves = stays.map(f64::sqrt);
    let band = |month: usize| AgeBand::of_month(month).index();
    let stays: Vec<f64> = (0..AgeBand::ALL_MONTHS).map(|month| stays[band(month)]).collect();
    // Those who start during the month are there for half of it.
    let entered: Vec<f64> = a_month.iter().enumerate().map(|(month, n)| n * halves[band(month)]).collect();
    let mut ages = ages.to_vec();
    let mut older = vec![0.0; AgeBand::ALL_MONTHS];
    for _ in 0..12 {
        for (((older, here), stays), entered) in older[1..].iter_mut().zip(&ages).zip(&stays).zip(&entered) {
            *older = here * stays + entered;
        }
        older[0] = 0.0;
        std::mem::swap(&mut ages, &mut older);
    }
    ages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn population() -> Population {
        Population { first_year: 2025, by_year: vec![[3_000.0, 12_000.0, 15_000.0, 18_000.0, 6_000.0]] }
    }

    #[test]
    fn the_stock_follows_the_target() {
        let population = population();
        let path = vec![0.02; 10];
        let care = Care {
            stock: [20.0, 60.0, 80.0, 150.0, 90.0],
            starts: [0.008, 0.002, 0.0015, 0.002, 0.004],
            exits: [0.5, 0.4, 0.25, 0.2, 0.3],
            population: &population,
            infant_entry_power: 3.0,
            starts_path: &path,
        };
        let target: Vec<f64> = (1..=10).map(|year| 1.0 + 0.01 * f64::from(year)).collect();
        let exits = exits_path(&care, &target);
        let mut ages = by_month(&care.stock);
        for (year, (exit, target)) in exits.iter().zip(&target).enumerate() {
            ages = a_year(&care, &ages, &a_month(&care, year), *exit);
            assert!((ages.iter().sum::<f64>() / 400.0 - target).abs() < 1e-6);
            assert!(exit.abs() < 1.386);
        }
    }

    #[test]
    fn everyone_leaves_at_eighteen() {
        let population = population();
        let care = Care {
            stock: [0.0, 0.0, 0.0, 0.0, 24.0],
            starts: [0.0; 5],
            exits: [0.0; 5],
            population: &population,
            infant_entry_power: 1.0,
            starts_path: &[],
        };
        let after_one = a_year(&care, &by_month(&care.stock), &a_month(&care, 0), 0.0);
        assert!((after_one.iter().sum::<f64>() - 12.0).abs() < 1e-9);
        assert!(a_year(&care, &after_one, &a_month(&care, 1), 0.0).iter().sum::<f64>() < 1e-9);
    }
}
