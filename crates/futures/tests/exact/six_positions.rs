//! The job that engines are measured by: children in six positions over twenty years, and what it comes to exactly.
//!
//! The intensities illustrate; they are no estimates.

use super::chain::{Matrix, Stretch};

/// How many positions there are.
pub const POSITIONS: usize = 6;
/// The positions: the last is left for good.
pub const NAMES: [&str; POSITIONS] =
    ["universal", "early help", "in need", "protection plan", "looked after", "left"];
/// Intensities a year of steps from a position (row) to another (column), before the multiplier of age.
pub const INTENSITIES: Matrix<POSITIONS> = [
    [0.0, 0.05, 0.035, 0.0, 0.0005, 0.005],
    [0.90, 0.0, 0.25, 0.01, 0.0, 0.005],
    [1.0, 0.2, 0.0, 0.2, 0.05, 0.005],
    [0.1, 0.05, 0.9, 0.0, 0.25, 0.005],
    [0.2, 0.0, 0.1, 0.01, 0.0, 0.08],
    [0.0; POSITIONS],
];
/// Age from which a multiplier holds, and the multiplier of all intensities.
pub const AGES: [(f64, f64); 6] =
    [(0.0, 1.6), (1.0, 1.0), (5.0, 0.9), (10.0, 1.1), (16.0, 1.3), (18.0, 0.25)];
/// Years ahead.
pub const YEARS: usize = 20;
/// Ages at the start are spread evenly from birth to this.
pub const OLDEST: f64 = 18.0;

/// What is exact for a child of some age over some years, discounted continuously at a yearly rate.
pub fn alone(age: f64, years: f64, discount: f64) -> Stretch<POSITIONS> {
    let end = age + years;
    let mut all = Stretch::nothing();
    for (band, &(from, multiplier)) in AGES.iter().enumerate() {
        let to = AGES.get(band + 1).map_or(f64::INFINITY, |next| next.0);
        let (from, to) = (from.max(age), to.min(end));
        if from < to {
            all = all.then(&Stretch::new(&generator(multiplier, discount), to - from));
        }
    }
    all
}

/// Chances at the end of each year, and mean years in each position within it, of children who start in the first
/// position at ages spread evenly.
///
/// **Limits**: ages are taken at so many points; 360 give six figures.
pub fn by_year(points: u32) -> Vec<([f64; POSITIONS], [f64; POSITIONS])> {
    let mut years = vec![([0.0; POSITIONS], [0.0; POSITIONS]); YEARS];
    for point in 0..points {
        let mut age = OLDEST * (f64::from(point) + 0.5) / f64::from(points);
        let mut before = Stretch::nothing();
        for (chances, spent) in &mut years {
            let after = before.then(&alone(age, 1.0, 0.0));
            for position in 0..POSITIONS {
                chances[position] += after.chances[0][position] / f64::from(points);
                spent[position] += (after.years[0][position] - before.years[0][position]) / f64::from(points);
            }
            before = after;
            age += 1.0;
        }
    }
    years
}

fn generator(multiplier: f64, discount: f64) -> Matrix<POSITIONS> {
    let mut generator = INTENSITIES.map(|row| row.map(|intensity| intensity * multiplier));
    for (position, row) in generator.iter_mut().enumerate() {
        row[position] = -row.iter().sum::<f64>() - discount;
    }
    generator
}
