//! Counts of one draw while it runs.
//!
//! A stay costs the same however long it is: it is booked where it begins and where it ends, and what lies between
//! follows by adding up. Time is kept in whole ticks, so sums are exact and the order of adding never matters.

use crate::counts::Layout;
use crate::settings::Period;

/// Ticks in a year: a number that twelve divides, so that months are whole.
pub(crate) const TICKS_PER_YEAR: f64 = 805_306_368.0;

/// Counts of one draw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tally {
    pub(crate) layout: Layout,
    width: usize,
    /// Columns below this are pairs of a stay: begun less ended, and ticks to be added to whole periods.
    stays: usize,
    periods: usize,
    per_year: f64,
    ticks_per_period: i64,
    /// One row more than there are periods: what ends at the horizon.
    values: Vec<i64>,
}

/// A time as the period it lies in (the place of its row) and the ticks since that began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    row: usize,
    into: i64,
}

impl Tally {
    pub(crate) fn new(layout: &Layout, years: usize, period: Period) -> Tally {
        let (width, periods) = (layout.width(), years * period.per_year());
        Tally {
            layout: *layout,
            width,
            stays: layout.stays(),
            periods,
            per_year: period.per_year() as f64,
            ticks_per_period: TICKS_PER_YEAR as i64 / period.per_year() as i64,
            values: vec![0; width * (periods + 1)],
        }
    }

    /// The period of a time and how far it lies into it.
    #[inline]
    pub(crate) fn moment(&self, time: f64) -> Moment {
        let period = ((time * self.per_year) as usize).min(self.periods);
        let into = (time * TICKS_PER_YEAR) as i64 - period as i64 * self.ticks_per_period;
        Moment { row: period * self.width, into }
    }

    /// Counts one at a time. The horizon itself belongs to the last period.
    pub(crate) fn count(&mut self, time: f64, column: usize) {
        let moment = self.moment(time);
        self.count_at(moment, column);
    }

    /// As [`Tally::count`], at a moment.
    #[inline]
    pub(crate) fn count_at(&mut self, moment: Moment, column: usize) {
        let row = moment.row.min((self.periods - 1) * self.width);
        self.values[row + column] += 1;
    }

    /// Counts a stay from one time to another, in the two columns from `column` on.
    pub(crate) fn stay(&mut self, from: f64, to: f64, column: usize) {
        let (from, to) = (self.moment(from), self.moment(to));
        self.begin(from, (column, None));
        self.end(to, (column, None));
    }

    /// A stay begins: in the columns of a position, and of a kind of placement if there is one.
    #[inline]
    pub(crate) fn begin(&mut self, at: Moment, columns: (usize, Option<usize>)) {
        self.edge(at, columns.0, 1);
        if let Some(kind) = columns.1 {
            self.edge(at, kind, 1);
        }
    }

    /// A stay ends.
    #[inline]
    pub(crate) fn end(&mut self, at: Moment, columns: (usize, Option<usize>)) {
        self.edge(at, columns.0, -1);
        if let Some(kind) = columns.1 {
            self.edge(at, kind, -1);
        }
    }

    #[inline]
    fn edge(&mut self, at: Moment, column: usize, sign: i64) {
        let place = at.row + column;
        if let Some([here, time]) = self.values.get_mut(place..place + 2) {
            *here += sign;
            *time -= sign * at.into;
        }
    }

    /// Turns the counts round: what was added counts as taken away.
    pub(crate) fn negate(&mut self) {
        self.values.iter_mut().for_each(|value| *value = -*value);
    }

    /// Adds a tally of the same columns.
    pub(crate) fn add(&mut self, other: &Tally) {
        self.values.iter_mut().zip(&other.values).for_each(|(mine, theirs)| *mine += theirs);
    }

    /// Adds a tally that has no services and is else the same.
    pub(crate) fn add_narrower(&mut self, other: &Tally) {
        let (shared, plain) = (other.stays, other.width - other.stays);
        let from = self.stays;
        for (mine, theirs) in self.values.chunks_mut(self.width).zip(other.values.chunks(other.width)) {
            mine[..shared].iter_mut().zip(&theirs[..shared]).for_each(|(m, t)| *m += t);
            mine[from..from + plain].iter_mut().zip(&theirs[shared..]).for_each(|(m, t)| *m += t);
        }
    }

    /// The finished counts, a row for each period: of a stay, those here at its end and the ticks spent during it.
    ///
    /// Whoever is here at the end of a period is booked with the whole of it; the ticks booked at the edges take away
    /// what lay before a stay began, and give what a stay that ended had spent.
    pub(crate) fn finish(&self, into: &mut Vec<i64>) {
        let from = into.len();
        into.extend_from_slice(&self.values[..self.periods * self.width]);
        let rows = &mut into[from..];
        for period in 0..self.periods {
            for column in (0..self.stays).step_by(2) {
                let place = period * self.width + column;
                if period > 0 {
                    rows[place] += rows[place - self.width];
                }
                rows[place + 1] += rows[place] * self.ticks_per_period;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One position without ages, so that columns 0 and 1 are its stay.
    fn layout() -> Layout {
        Layout { positions: 1, ward_groups: 1, ages: 1, kinds: 0, services: 0, steps: 0 }
    }

    #[test]
    fn time_is_split_by_period_and_adds_up() {
        let year = TICKS_PER_YEAR as i64;
        for period in [Period::Year, Period::Quarter, Period::Month] {
            let per_year = period.per_year();
            let mut tally = Tally::new(&layout(), 3, period);
            tally.stay(0.5, 2.25, 0);
            tally.stay(0.125, 0.25, 0);
            tally.stay(2.875, 3.0, 0);
            let mut rows = Vec::new();
            tally.finish(&mut rows);
            let of = |column: usize, from: usize, to: usize| -> i64 {
                rows.chunks(tally.width)
                    .skip(from * per_year)
                    .take((to - from) * per_year)
                    .map(|row| row[column])
                    .sum()
            };
            let years = [of(1, 0, 1), of(1, 1, 2), of(1, 2, 3)];
            assert_eq!(years, [year / 2 + year / 8, year, year / 4 + year / 8], "{period:?}");
            let here: Vec<i64> = (1..=3).map(|y| rows[(y * per_year - 1) * tally.width]).collect();
            assert_eq!(here, [1, 1, 1], "{period:?}");
        }
    }
}
