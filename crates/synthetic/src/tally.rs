//! Exposure and steps of the simulated lives, by cell and deprivation.

use units::Position;

use crate::day::{DAYS_PER_YEAR, Day};
use crate::grid::{CELLS, Cell, QUINTILES, place};

/// Person-days and steps in the window of the files, of all children, known or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    days: Vec<[u64; QUINTILES]>,
    steps: Vec<[[u64; QUINTILES]; 7]>,
}

impl Tally {
    pub(crate) fn empty() -> Tally {
        Tally { days: vec![[0; QUINTILES]; CELLS], steps: vec![[[0; QUINTILES]; 7]; CELLS] }
    }

    pub(crate) fn expose(&mut self, cell: Cell, quintile: usize, days: (Day, Day), window: (Day, Day)) {
        let (from, to) = (days.0.max(window.0), days.1.min(window.1));
        if from < to {
            self.days[cell.index()][quintile] += u64::from(to.since(from).unsigned_abs());
        }
    }

    /// A step whose new spell begins on a day: the last day of exposure is the one before.
    pub(crate) fn step(&mut self, cell: Cell, to: Position, quintile: usize, on: Day, window: (Day, Day)) {
        if on > window.0 && on <= window.1 {
            self.steps[cell.index()][place(to)][quintile] += 1;
        }
    }

    pub(crate) fn add(&mut self, other: &Tally) {
        for (mine, more) in self.days.iter_mut().zip(&other.days) {
            mine.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        }
        for (mine, more) in self.steps.iter_mut().zip(&other.steps) {
            for (mine, more) in mine.iter_mut().zip(more) {
                mine.iter_mut().zip(more).for_each(|(a, b)| *a += b);
            }
        }
    }

    /// Person-years in a cell in the wards of a fifth of deprivation, 0 most deprived.
    pub fn exposure_years(&self, cell: Cell, quintile: usize) -> f64 {
        let days = self.days.get(cell.index()).and_then(|by| by.get(quintile));
        days.map_or(0.0, |days| *days as f64 / DAYS_PER_YEAR)
    }

    /// Steps out of a cell in the wards of a fifth of deprivation.
    pub fn steps(&self, cell: Cell, to: Position, quintile: usize) -> u64 {
        let by = self.steps.get(cell.index()).and_then(|by| by.get(place(to))?.get(quintile));
        by.copied().unwrap_or(0)
    }
}
