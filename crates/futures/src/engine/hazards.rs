//! Intensities of one draw as a table, and the walk along it to the next event.

use crate::engine::child::{Child, Spell};
use crate::model::Model;

/// Intensities out of every position, by history, calendar band, age band and band of time in position.
#[derive(Clone, Debug)]
pub(crate) struct Hazards {
    places: Vec<Table>,
    calendar: usize,
    ages: usize,
}

/// Intensities out of one position.
#[derive(Clone, Debug)]
struct Table {
    /// `[((history * calendar + year) * ages + age) * times + time]`.
    rows: Vec<Row>,
    /// Running sums over exits: `[row * exits + exit]`.
    sums: Vec<f64>,
    exits: usize,
    times: usize,
}

/// What holds within one band of each kind: kept together, since one step along the bands needs all of it.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// Sum of intensities over exits.
    total: f64,
    /// Age at which the age band ends.
    age_end: f64,
    /// Time in position at which the band of time ends.
    time_end: f64,
}

/// A cell of the table, as [`Hazards::new`] asks for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub(crate) position: usize,
    pub(crate) exit: usize,
    pub(crate) history: usize,
    pub(crate) year: usize,
    pub(crate) age: usize,
    pub(crate) time: usize,
}

/// An event at a time, by one of the exits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ring {
    pub(crate) time: f64,
    pub(crate) exit: usize,
}

impl Hazards {
    /// A table filled cell by cell.
    pub(crate) fn new(model: &Model, mut intensity: impl FnMut(At) -> f64) -> Hazards {
        let (calendar, ages) = (model.calendar_bands(), model.age_ends.len());
        let places = model.places.iter().enumerate().map(|(position, place)| {
            let (exits, times) = (place.exits.len(), place.time_ends.len());
            let rows = model.histories * calendar * ages * times;
            let mut table = Table {
                rows: Vec::with_capacity(rows),
                sums: Vec::with_capacity(rows * exits),
                exits,
                times,
            };
            for history in 0..model.histories {
                for year in 0..calendar {
                    for age in 0..ages {
                        for time in 0..times {
                            let mut sum = 0.0;
                            for exit in 0..exits {
                                sum += intensity(At { position, exit, history, year, age, time });
                                table.sums.push(sum);
                            }
                            let (age_end, time_end) = (model.age_ends[age], place.time_ends[time]);
                            table.rows.push(Row { total: sum, age_end, time_end });
                        }
                    }
                }
            }
            table
        });
        Hazards { places: places.collect(), calendar, ages }
    }

    /// The same table with each exit's intensity multiplied, and the highest sum in each position; `None` if nothing is
    /// left.
    pub(crate) fn scaled(&self, model: &Model, by_step: &[f64]) -> Option<(Hazards, Vec<f64>)> {
        if model.places.iter().all(|place| place.exits.iter().all(|(step, _)| by_step[*step] <= 0.0)) {
            return None;
        }
        let scaled = Hazards::new(model, |at| {
            let table = &self.places[at.position];
            let row = ((at.history * self.calendar + at.year) * self.ages + at.age) * table.times + at.time;
            let sums = &table.sums[row * table.exits..(row + 1) * table.exits];
            let below = if at.exit == 0 { 0.0 } else { sums[at.exit - 1] };
            (sums[at.exit] - below) * by_step[model.places[at.position].exits[at.exit].0].max(0.0)
        });
        let peak = |table: &Table| table.rows.iter().map(|row| row.total).fold(0.0, f64::max);
        let peaks = scaled.places.iter().map(peak).collect();
        Some((scaled, peaks))
    }

    /// The first event after `at` and before `until`, given a unit exponential and a uniform that picks the exit.
    ///
    /// The exponential runs down by the sum of intensities; where it is used up, the event happens.
    pub(crate) fn ring(
        &self,
        model: &Model,
        child: &Child,
        spell: &Spell,
        (at, until): (f64, f64),
        luck: (f64, f64),
    ) -> Option<Ring> {
        let age = model.age_band(child.born, at);
        self.walk((child, spell), (at, until), luck, age).0
    }

    /// As [`Hazards::ring`], from a known age band. The last age band is returned too.
    #[inline]
    pub(crate) fn walk(
        &self,
        (child, spell): (&Child, &Spell),
        (mut at, until): (f64, f64),
        (mut left, u_exit): (f64, f64),
        mut age: usize,
    ) -> (Option<Ring>, usize) {
        let table = &self.places[spell.position as usize];
        let of_year = self.ages * table.times;
        let calendar = self.calendar > 1;
        let year = if calendar { (at as usize).min(self.calendar - 1) } else { 0 };
        let mut year_end = if year + 1 < self.calendar { (year + 1) as f64 } else { f64::INFINITY };
        let mut place = (spell.history as usize * self.calendar + year) * of_year + age * table.times;
        while spell.since + table.rows[place].time_end <= at {
            place += 1;
        }
        loop {
            let row = &table.rows[place];
            let (age_end, time_end) = (child.born + row.age_end, spell.since + row.time_end);
            let end = earlier(earlier(until, age_end), earlier(time_end, year_end));
            let after = left - row.total * (end - at);
            if after < 0.0 {
                let sums = &table.sums[place * table.exits..(place + 1) * table.exits];
                let mark = u_exit * row.total;
                let passed: usize = sums.iter().map(|sum| usize::from(*sum <= mark)).sum();
                let exit = passed.min(table.exits - 1);
                return (Some(Ring { time: earlier(at + left / row.total, end), exit }), age);
            }
            if end >= until {
                return (None, age);
            }
            left = after;
            at = end;
            if age_end <= end {
                age += 1;
                place += table.times;
            }
            if time_end <= end {
                place += 1;
            }
            if year_end <= end {
                place += of_year;
                let last = end as usize + 1 >= self.calendar;
                year_end = if last { f64::INFINITY } else { year_end + 1.0 };
            }
        }
    }
}

/// The earlier of two times, none of them not-a-number: `f64::min` looks for that at every band.
#[inline]
fn earlier(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}
