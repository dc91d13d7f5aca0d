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
    /// Sum over exits: `[((history * calendar + year) * ages + age) * times + time]`.
    totals: Vec<f64>,
    /// Running sums over exits: `[row * exits + exit]`.
    sums: Vec<f64>,
    exits: usize,
    times: usize,
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
                totals: Vec::with_capacity(rows),
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
                            table.totals.push(sum);
                        }
                    }
                }
            }
            table
        });
        Hazards { places: places.collect(), calendar, ages }
    }

    /// The same table with each exit's intensity multiplied; `None` if nothing is left.
    pub(crate) fn scaled(&self, model: &Model, by_step: &[f64]) -> Option<Hazards> {
        if by_step.iter().all(|factor| *factor <= 0.0) {
            return None;
        }
        Some(Hazards::new(model, |at| {
            let table = &self.places[at.position];
            let row = ((at.history * self.calendar + at.year) * self.ages + at.age) * table.times + at.time;
            let sums = &table.sums[row * table.exits..(row + 1) * table.exits];
            let below = if at.exit == 0 { 0.0 } else { sums[at.exit - 1] };
            (sums[at.exit] - below) * by_step[model.places[at.position].exits[at.exit].0].max(0.0)
        }))
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
        left: f64,
        u_exit: f64,
    ) -> Option<Ring> {
        let age = model.age_band(child.born, at);
        self.walk((model, child, spell), (at, until), (left, u_exit), age, &mut |_, _| {}).0
    }

    /// As [`Hazards::ring`], from a known age band. `grows` is told each age band that begins on the way and when; the last
    /// is returned.
    #[inline]
    pub(crate) fn walk(
        &self,
        (model, child, spell): (&Model, &Child, &Spell),
        (mut at, until): (f64, f64),
        (mut left, u_exit): (f64, f64),
        mut age: usize,
        grows: &mut impl FnMut(f64, usize),
    ) -> (Option<Ring>, usize) {
        let position = spell.position as usize;
        let (table, place) = (&self.places[position], &model.places[position]);
        let mut time = 0;
        while spell.since + place.time_ends[time] <= at {
            time += 1;
        }
        let mut year = (at as usize).min(self.calendar - 1);
        let history = spell.history as usize * self.calendar;
        loop {
            let row = ((history + year) * self.ages + age) * table.times + time;
            let total = table.totals[row];
            let age_end = child.born + model.age_ends[age];
            let time_end = spell.since + place.time_ends[time];
            let year_end = if year + 1 < self.calendar { (year + 1) as f64 } else { f64::INFINITY };
            let end = earlier(earlier(until, age_end), earlier(time_end, year_end));
            let after = left - total * (end - at);
            if after < 0.0 {
                let sums = &table.sums[row * table.exits..(row + 1) * table.exits];
                let mark = u_exit * total;
                let exit = sums.iter().position(|sum| mark < *sum).unwrap_or(table.exits - 1);
                return (Some(Ring { time: earlier(at + left / total, end), exit }), age);
            }
            if end >= until {
                return (None, age);
            }
            left = after;
            at = end;
            if age_end <= end {
                age += 1;
                grows(end, age);
            }
            time += usize::from(time_end <= end);
            year += usize::from(year_end <= end);
        }
    }
}

/// The earlier of two times, none of them not-a-number: `f64::min` looks for that at every band.
#[inline]
fn earlier(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}
