//! What intensities lead to in the long run, by expectation instead of by lives.
//!
//! A child grows up through monthly steps of age; the share of children in each position, with the time spent
//! there so far, is carried along. This tells flows and stocks of a population in balance, without chance and
//! in milliseconds, and so makes it possible to find the intensities that lead to the published ones.

use units::{AgeBand, Position};

use crate::grid::{Cell, QUINTILES, place};
use crate::intensities::Intensities;

/// Steps of age in a year.
const STEPS: usize = 12;
/// Months of time in position that are told apart; the bands end at 3, 6, 12 and 24.
const MONTHS: usize = 25;

/// Flows and person-years by age band, for each child-year of the whole population.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expected {
    /// `years[position][age]`.
    pub(crate) years: [[f64; 5]; 7],
    /// `flows[from][to][age]`.
    pub(crate) flows: [[[f64; 5]; 7]; 7],
}

impl Expected {
    /// Person-years in a position, all ages.
    pub(crate) fn stock(&self, position: Position) -> f64 {
        self.years[place(position)].iter().sum()
    }

    /// Steps, all ages.
    pub(crate) fn flow(&self, from: Position, to: Position) -> f64 {
        self.flows[place(from)][place(to)].iter().sum()
    }
}

/// Shares of a cohort: `[position][known before][month in position]`.
type Shares = [[[f64; MONTHS]; 2]; 7];

/// What intensities lead to, for children by single year of age and families by fifth of deprivation.
pub(crate) fn expect(intensities: &Intensities, by_age: &[f64; 18], families: &[f64; QUINTILES]) -> Expected {
    let children: f64 = by_age.iter().sum();
    let mut expected = Expected::default();
    for (quintile, share) in families.iter().enumerate().filter(|(_, share)| **share > 0.0) {
        let mut shares: Shares = [[[0.0; MONTHS]; 2]; 7];
        shares[place(Position::NotKnown)][0][0] = 1.0;
        for step in 0..18 * STEPS {
            let Some(age) = AgeBand::of(step as f64 / STEPS as f64) else { continue };
            let weight = share * by_age[step / STEPS] / children;
            shares = advance(intensities, &shares, age, quintile, weight, &mut expected);
        }
    }
    expected
}

/// One month of a cohort; what happens in it is added up.
fn advance(
    intensities: &Intensities,
    shares: &Shares,
    age: AgeBand,
    quintile: usize,
    weight: f64,
    expected: &mut Expected,
) -> Shares {
    let month = 1.0 / STEPS as f64;
    let mut next: Shares = [[[0.0; MONTHS]; 2]; 7];
    for position in Position::ALL {
        for known in [false, true] {
            for (months, here) in shares[place(position)][usize::from(known)].iter().enumerate() {
                if *here <= 0.0 {
                    continue;
                }
                let time = [3, 6, 12, 24].iter().filter(|edge| **edge <= months).count();
                let cell = Cell { position, known_before: known, age, time };
                let rates = Position::ALL.map(|to| intensities.in_ward(cell, to, quintile));
                let total: f64 = rates.iter().sum();
                let left = here * (-(-total * month).exp_m1());
                // Those who leave do so half way through the month on average; those who come count from the
                // next month on, which makes the mean stay under a constant intensity its inverse.
                expected.years[place(position)][age.index()] += weight * (here - left / 2.0) / STEPS as f64;
                next[place(position)][usize::from(known)][(months + 1).min(MONTHS - 1)] += here - left;
                for to in Position::ALL.into_iter().filter(|_| total > 0.0) {
                    let moved = left * rates[place(to)] / total;
                    expected.flows[place(position)][place(to)][age.index()] += weight * moved;
                    let known = known || position == Position::Closed || to == Position::Closed;
                    next[place(to)][usize::from(known)][0] += moved;
                }
            }
        }
    }
    next
}
