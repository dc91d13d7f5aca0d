//! Counts of one draw while it runs.
//!
//! A stay costs the same however long it is: it is booked where it begins and where it ends, and what lies between
//! follows by adding up. A step ends one stay and begins another, so it is booked once for all three. Time is kept in
//! whole ticks, so sums are exact and the order of adding never matters.

use crate::counts::Layout;
use crate::model::Move;
use crate::settings::Period;

/// Ticks in a month: a power of two, so that the month of a time is a shift.
const TICKS_PER_MONTH_BITS: u32 = 26;
/// Ticks in a year.
pub(crate) const TICKS_PER_YEAR: f64 = 12.0 * (1u64 << TICKS_PER_MONTH_BITS) as f64;

/// Counts of one draw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tally {
    pub(crate) layout: Layout,
    periods: usize,
    ticks_per_period: i64,
    /// Of each month, the period it lies in and the ticks at which that begins. One more than there are months: the
    /// horizon.
    months: Vec<(usize, i64)>,
    /// `[period][stay]`: begun less ended, and ticks to be added to whole periods. One row more than there are periods:
    /// what ends at the horizon.
    stays: Vec<[i64; 2]>,
    /// `[period][step][ward group][age]`: steps, and ticks from the beginning of the period to them.
    steps: Vec<[i64; 2]>,
    /// `[period][count]`.
    counts: Vec<i64>,
    stays_in_row: usize,
    steps_in_row: usize,
    counts_in_row: usize,
}

/// A time as the period it lies in and the ticks since that began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    period: usize,
    into: i64,
}

impl Tally {
    pub(crate) fn new(layout: &Layout, years: usize, period: Period) -> Tally {
        let periods = years * period.per_year();
        let months_in_period = 12 / period.per_year();
        let ticks_per_period = (months_in_period as i64) << TICKS_PER_MONTH_BITS;
        let begins =
            |month: usize| (month / months_in_period, (month / months_in_period) as i64 * ticks_per_period);
        Tally {
            layout: *layout,
            periods,
            ticks_per_period,
            months: (0..=years * 12).map(begins).collect(),
            stays: vec![[0; 2]; layout.stays() * (periods + 1)],
            steps: vec![[0; 2]; layout.moved() * periods],
            counts: vec![0; layout.counts() * periods],
            stays_in_row: layout.stays(),
            steps_in_row: layout.moved(),
            counts_in_row: layout.counts(),
        }
    }

    /// The period of a time and how far it lies into it. Times lie between the start and the horizon.
    #[inline]
    pub(crate) fn moment(&self, time: f64) -> Moment {
        let ticks = (time * TICKS_PER_YEAR) as i64;
        let (period, begins) = self.months[(ticks >> TICKS_PER_MONTH_BITS) as usize];
        Moment { period, into: ticks - begins }
    }

    /// Counts one at a time.
    pub(crate) fn count(&mut self, time: f64, count: usize) {
        let moment = self.moment(time);
        self.count_at(moment, count);
    }

    /// As [`Tally::count`], at a moment. The horizon itself belongs to the last period.
    #[inline]
    pub(crate) fn count_at(&mut self, moment: Moment, count: usize) {
        let period = moment.period.min(self.periods - 1);
        self.counts[period * self.counts_in_row + count] += 1;
    }

    /// A step: it is counted, the stay that it ends ends, and the one that it begins begins.
    ///
    /// A step is before the horizon: what happens there is no step any more.
    #[inline]
    pub(crate) fn step(&mut self, at: Moment, step: usize, ward_group: usize, age: usize) {
        let cell = at.period * self.steps_in_row + self.layout.moved_at(step, ward_group, age);
        let [steps, time] = &mut self.steps[cell];
        *steps += 1;
        *time += at.into;
    }

    /// Counts a stay from one time to another.
    pub(crate) fn stay(&mut self, from: f64, to: f64, stay: usize) {
        let (from, to) = (self.moment(from), self.moment(to));
        self.begin(from, stay);
        self.end(to, stay);
    }

    /// A stay begins.
    #[inline]
    pub(crate) fn begin(&mut self, at: Moment, stay: usize) {
        let [here, time] = &mut self.stays[at.period * self.stays_in_row + stay];
        *here += 1;
        *time -= at.into;
    }

    /// A stay ends.
    #[inline]
    pub(crate) fn end(&mut self, at: Moment, stay: usize) {
        let [here, time] = &mut self.stays[at.period * self.stays_in_row + stay];
        *here -= 1;
        *time += at.into;
    }

    /// Turns the counts round: what was added counts as taken away.
    pub(crate) fn negate(&mut self) {
        self.stays.iter_mut().chain(&mut self.steps).for_each(|stay| *stay = stay.map(|n| -n));
        self.counts.iter_mut().for_each(|n| *n = -*n);
    }

    /// Adds a tally that has the same stays and counts, or all but those of services.
    pub(crate) fn add(&mut self, other: &Tally) {
        let rows = self.stays.chunks_mut(self.stays_in_row).zip(other.stays.chunks(other.stays_in_row));
        for (mine, theirs) in rows.flat_map(|(m, t)| m.iter_mut().zip(t)) {
            mine.iter_mut().zip(theirs).for_each(|(m, t)| *m += t);
        }
        let rows = self.counts.chunks_mut(self.counts_in_row).zip(other.counts.chunks(other.counts_in_row));
        rows.flat_map(|(m, t)| m.iter_mut().zip(t)).for_each(|(m, t)| *m += t);
        for (mine, theirs) in self.steps.iter_mut().zip(&other.steps) {
            mine.iter_mut().zip(theirs).for_each(|(m, t)| *m += t);
        }
    }

    /// The finished counts, a row for each period: of a stay, those here at its end and the ticks spent during it.
    ///
    /// Whoever is here at the end of a period is booked with the whole of it; the ticks booked at the edges take away
    /// what lay before a stay began, and give what a stay that ended had spent.
    pub(crate) fn finish(&self, moves: &[Move]) -> Vec<i64> {
        let mut rows = Vec::with_capacity(self.layout.width() * self.periods);
        let mut here = vec![0; self.stays_in_row];
        for period in 0..self.periods {
            let stays = &self.stays[period * self.stays_in_row..(period + 1) * self.stays_in_row];
            let (mut stays, mut counts) = (
                stays.to_vec(),
                self.counts[period * self.counts_in_row..(period + 1) * self.counts_in_row].to_vec(),
            );
            self.spread_steps(period, moves, &mut stays, &mut counts);
            for ([change, ticks], here) in stays.iter().zip(&mut here) {
                *here += change;
                rows.extend([*here, *here * self.ticks_per_period + ticks]);
            }
            rows.extend(counts);
        }
        rows
    }

    /// What the steps of a period come to: counts by step and age, stays that end and stays that begin.
    fn spread_steps(&self, period: usize, moves: &[Move], stays: &mut [[i64; 2]], counts: &mut [i64]) {
        let layout = &self.layout;
        let cells = &self.steps[period * self.steps_in_row..(period + 1) * self.steps_in_row];
        let mut cells = cells.iter();
        for (step, ends) in moves.iter().enumerate().take(layout.steps) {
            for ward_group in 0..layout.ward_groups {
                for (age, [steps, time]) in (0..layout.ages).zip(&mut cells) {
                    counts[layout.step(step, age)] += steps;
                    for (position, sign) in [(ends.from, -1), (ends.to, 1)] {
                        if let Some(position) = position {
                            let [change, ticks] = &mut stays[layout.stay(position.into(), ward_group, age)];
                            *change += sign * steps;
                            *ticks -= sign * time;
                        }
                    }
                }
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
            let rows = tally.finish(&[]);
            let of = |column: usize, from: usize, to: usize| -> i64 {
                rows.chunks(layout().width())
                    .skip(from * per_year)
                    .take((to - from) * per_year)
                    .map(|row| row[column])
                    .sum()
            };
            let years = [of(1, 0, 1), of(1, 1, 2), of(1, 2, 3)];
            assert_eq!(years, [year / 2 + year / 8, year, year / 4 + year / 8], "{period:?}");
            let here: Vec<i64> = (1..=3).map(|y| rows[(y * per_year - 1) * layout().width()]).collect();
            assert_eq!(here, [1, 1, 1], "{period:?}");
        }
    }
}
