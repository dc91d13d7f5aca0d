//! Full accounts by year: person-time, who is present at the end, and steps by kind.
//!
//! A step adds to two numbers only, whatever has passed since the one before: how many steps of its kind its year has
//! had, and how much of the year was then left. All else follows from these when the draw is over.

use crate::six_positions::{POSITIONS, YEARS};

/// Room for positions, and for years with one more for what is too late: powers of two, so that no index needs a check.
const SLOTS: usize = 8;
const YEAR_SLOTS: usize = 32;
/// Time is counted in parts of a year, as integers, so that sums do not depend on their order.
const TICKS: u64 = 1 << 30;
/// A number so large that what is added to it is rounded to ticks.
const ROUNDS: f64 = (1u64 << 52) as f64 / TICKS as f64;

/// What a draw comes to.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// By year; by position from and to.
    cells: Box<[[[Cell; SLOTS]; SLOTS]; YEAR_SLOTS]>,
    spent: [[u64; POSITIONS]; YEARS],
    present: [[u64; POSITIONS]; YEARS],
}

/// Steps of one kind in one year.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    steps: u64,
    rest: u64,
}

impl Accounts {
    /// No steps.
    pub fn new() -> Accounts {
        Accounts {
            cells: Box::new([[[Cell::default(); SLOTS]; SLOTS]; YEAR_SLOTS]),
            spent: [[0; POSITIONS]; YEARS],
            present: [[0; POSITIONS]; YEARS],
        }
    }

    /// Counts a step, in years from the start, and says whether it is in time.
    #[inline]
    pub fn step(&mut self, time: f64, from: u8, to: u8) -> bool {
        let ticks = (time.min(YEARS as f64) + ROUNDS).to_bits() & ((1 << 52) - 1);
        let year = (ticks / TICKS) as usize;
        let cell = &mut self.cells[year % YEAR_SLOTS][usize::from(from) % SLOTS][usize::from(to) % SLOTS];
        cell.steps += 1;
        cell.rest += TICKS - ticks % TICKS;
        year < YEARS
    }

    /// Adds up, from how many were in one position at the start.
    pub fn close(&mut self, position: usize, children: u64) {
        let mut here = [0; POSITIONS];
        here[position] = children;
        for year in 0..YEARS {
            let mut spent = here.map(|children| children * TICKS);
            for from in 0..POSITIONS {
                for to in 0..POSITIONS {
                    let cell = self.cells[year][from][to];
                    // In order of time everybody comes before she goes, but not in order of positions: sums wrap.
                    here[from] = u64::wrapping_sub(here[from], cell.steps);
                    here[to] = u64::wrapping_add(here[to], cell.steps);
                    spent[from] = spent[from].wrapping_sub(cell.rest);
                    spent[to] = spent[to].wrapping_add(cell.rest);
                }
            }
            (self.spent[year], self.present[year]) = (spent, here);
        }
    }

    /// Person-years in each position within a year.
    pub fn person_years(&self, year: usize) -> [f64; POSITIONS] {
        self.spent[year].map(|ticks| ticks as f64 / TICKS as f64)
    }

    /// Children in each position at the end of a year.
    pub fn present(&self, year: usize) -> [u64; POSITIONS] {
        self.present[year]
    }

    /// Steps of a year, by position from and to.
    pub fn steps(&self, year: usize) -> [[u64; POSITIONS]; POSITIONS] {
        std::array::from_fn(|from| std::array::from_fn(|to| self.cells[year][from][to].steps))
    }
}
