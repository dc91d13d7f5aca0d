//! The curve of time in a position that rates imply for those who were at risk.

use units::{AgeBand, Position};

use crate::StepRates;

/// Days in a year.
const DAYS_PER_YEAR: f64 = 365.25;

/// How many children were at risk in a position, by day since they entered it and by age band.
///
/// **Units**: whole days since the position was entered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AtRisk {
    /// By day, changes in the number at risk of each age band from the day before.
    changes: Vec<[i64; 5]>,
}

/// A curve of time in a position.
#[derive(Clone, Debug, PartialEq)]
pub struct Implied {
    /// Cumulative intensity of leaving at the start of each day since entry; it stays where nobody is at risk.
    hazard: Vec<f64>,
}

impl AtRisk {
    /// Nobody.
    pub fn new() -> AtRisk {
        AtRisk::default()
    }

    /// Adds a child at risk from one day since entry to another, the last excluded, at ages of one band.
    pub fn add(&mut self, age: AgeBand, from: usize, until: usize) {
        if until <= from {
            return;
        }
        if self.changes.len() <= until {
            self.changes.resize(until + 1, [0; 5]);
        }
        self.changes[from][age.index()] += 1;
        self.changes[until][age.index()] -= 1;
    }

    /// The curve that rates imply: exp(−cumulative intensity), where the intensity on each day is the mean over those
    /// who are at risk on it, all steps out of the position together.
    ///
    /// Intensities are constant within cells, so each day adds its intensity over 365.25, without any approximation
    /// but that a band of time begins on a whole day. Taking the mean over those at risk day by day, late entries and
    /// open ends thin out the implied curve as they do the one of Kaplan and Meier: were the rates true, the
    /// two would differ by chance alone.
    ///
    /// **Source**: Andersen and others 1993, section IV.1: A* of the expected cumulative intensity given those at risk.
    pub fn implied(&self, steps: &[StepRates], from: Position) -> Implied {
        let mut here = [0i64; 5];
        let mut hazard = Vec::with_capacity(self.changes.len() + 1);
        let mut sum = 0.0;
        hazard.push(sum);
        for (day, change) in self.changes.iter().enumerate() {
            here.iter_mut().zip(change).for_each(|(at, by)| *at += by);
            let all: i64 = here.iter().sum();
            if all > 0 {
                // Middle of the day, so that a band that begins on a rounded day begins on that day.
                let years = (day as f64 + 0.5) / DAYS_PER_YEAR;
                let leaving: f64 = AgeBand::ALL
                    .into_iter()
                    .filter(|age| here[age.index()] > 0)
                    .map(|age| here[age.index()] as f64 * leaving(steps, from, age, years))
                    .sum();
                sum += leaving / all as f64 / DAYS_PER_YEAR;
            }
            hazard.push(sum);
        }
        Implied { hazard }
    }
}

impl Implied {
    /// Share still in the position some years after entering it.
    pub fn share_at(&self, years: f64) -> f64 {
        let day = (years * DAYS_PER_YEAR).round().max(0.0) as usize;
        let last = self.hazard.len().saturating_sub(1);
        (-self.hazard.get(day.min(last)).copied().unwrap_or(0.0)).exp()
    }
}

/// Intensity of leaving a position at an age after some years in it, by any step.
pub(super) fn leaving(steps: &[StepRates], from: Position, age: AgeBand, years: f64) -> f64 {
    let out = steps.iter().filter(|s| s.step.from == from);
    out.filter_map(|s| s.cell_after(age, years)).map(|cell| cell.posterior.mean().0).sum()
}
