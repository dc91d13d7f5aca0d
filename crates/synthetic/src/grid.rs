//! The grid of cells on which intensities are constant: position, history, age and time in position.

use units::{AgeBand, Position};

use crate::day::{DAYS_PER_YEAR, Day};

/// Inner edges of the bands of time in position, in years: those in which DfE publishes durations.
pub(crate) const TIME_EDGES: [f64; 4] = [0.25, 0.5, 1.0, 2.0];

/// The same edges in whole days.
pub(crate) const TIME_EDGE_DAYS: [i32; 4] = [91, 183, 365, 731];

/// Ages at which a band of age ends; the last is the end of childhood.
pub(crate) const AGE_EDGES: [i32; 5] = [1, 5, 10, 16, 18];

/// Bands of deprivation of the ward, most deprived first.
pub(crate) const QUINTILES: usize = 5;

/// How positions are counted in the grid: their places in [`Position::ALL`].
pub(crate) fn place(position: Position) -> usize {
    position as usize
}

/// One cell: everything an intensity depends on, but for the ward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The position left.
    pub position: Position,
    /// Whether an earlier period with services had closed before this spell.
    pub known_before: bool,
    /// Band of age.
    pub age: AgeBand,
    /// Band of time since the spell in the position began: 0 to 4, see [`Cell::time_span`].
    pub time: usize,
}

/// How many cells there are.
pub(crate) const CELLS: usize = 7 * 2 * 5 * 5;

impl Cell {
    /// The number of the cell.
    pub(crate) fn index(self) -> usize {
        ((place(self.position) * 2 + usize::from(self.known_before)) * 5 + self.age.index()) * 5
            + self.time.min(4)
    }

    /// All cells, by number.
    pub fn all() -> impl Iterator<Item = Cell> {
        Position::ALL.into_iter().flat_map(|position| {
            [false, true].into_iter().flat_map(move |known_before| {
                AgeBand::ALL
                    .into_iter()
                    .flat_map(move |age| (0..5).map(move |time| Cell { position, known_before, age, time }))
            })
        })
    }

    /// Start and end of a band of time in years; the last has no end.
    pub fn time_span(time: usize) -> (f64, Option<f64>) {
        let from = time.checked_sub(1).and_then(|t| TIME_EDGES.get(t)).copied().unwrap_or(0.0);
        (from, TIME_EDGES.get(time).copied())
    }
}

/// The band of age on a day, and the day on which it ends; `None` from the 18th birthday on.
pub(crate) fn age_band(edges: &[Day; 5], day: Day) -> Option<(AgeBand, Day)> {
    AgeBand::ALL.into_iter().zip(*edges).find(|(_, edge)| day < *edge)
}

/// The band of time in position on a day, and the day on which it ends.
pub(crate) fn time_band(since: Day, day: Day) -> (usize, Option<Day>) {
    let elapsed = day.since(since);
    let band = TIME_EDGE_DAYS.iter().filter(|edge| **edge <= elapsed).count();
    (band, TIME_EDGE_DAYS.get(band).map(|edge| since.plus(*edge)))
}

/// An intensity per year as the probability of a day.
pub(crate) fn per_day(per_year: f64) -> f64 {
    (per_year / DAYS_PER_YEAR).min(0.9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_numbered_without_gap() {
        let numbers: Vec<usize> = Cell::all().map(Cell::index).collect();
        assert_eq!(numbers, (0..CELLS).collect::<Vec<_>>());
    }

    #[test]
    fn bands_of_time_end_at_their_edges() {
        let since = Day(100);
        assert_eq!(time_band(since, Day(100)), (0, Some(Day(191))));
        assert_eq!(time_band(since, Day(191)), (1, Some(Day(283))));
        assert_eq!(time_band(since, Day(100 + 731)), (4, None));
    }
}
