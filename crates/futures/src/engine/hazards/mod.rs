//! Intensities of one draw as a table, and the walk along it to the next event.

mod by_age;

use crate::engine::child::{Child, Spell};
use crate::model::{Model, Strata};
use by_age::{ByAge, Passed};

/// Intensities out of every position, by stratum, history, calendar band, age band and band of time in position.
#[derive(Clone, Debug)]
pub(crate) struct Hazards {
    places: Vec<Table>,
    calendar: usize,
    ages: usize,
}

/// Intensities out of one position.
#[derive(Clone, Debug)]
struct Table {
    /// Sum of intensities over exits: `[(((stratum * histories + history) * calendar + year) * ages + age) * times + time]`.
    rows: Vec<f64>,
    /// Times in position at which the bands of time end.
    time_ends: Vec<f64>,
    strata: Strata,
    /// Rows of one stratum.
    of_stratum: usize,
    /// Running sums over exits: `[row * fours + exit / 4][exit % 4]`.
    sums: Vec<[f64; 4]>,
    exits: usize,
    fours: usize,
    times: usize,
    /// Where intensities depend on age alone, no walk is needed.
    by_age: Option<ByAge>,
}

impl Table {
    /// The exit whose share of the sum of intensities a mark falls into.
    #[inline]
    fn exit(&self, row: usize, mark: f64) -> usize {
        passed(&self.sums[row * self.fours..(row + 1) * self.fours], mark).min(self.exits - 1)
    }

    /// Running sum over exits up to one of them.
    fn sum(&self, row: usize, exit: usize) -> f64 {
        self.sums[row * self.fours + exit / 4][exit % 4]
    }
}

/// How many rising numbers are no more than a mark. They come in fours, so that no loop is left half done.
#[inline]
fn passed(numbers: &[[f64; 4]], mark: f64) -> usize {
    let mut passed = [0; 4];
    for four in numbers {
        for (passed, number) in passed.iter_mut().zip(four) {
            *passed += usize::from(*number <= mark);
        }
    }
    passed.iter().sum()
}

/// Adds numbers in fours, filled up with what is never passed.
fn push_fours(all: &mut Vec<[f64; 4]>, numbers: &[f64]) {
    for chunk in numbers.chunks(4) {
        let mut four = [f64::INFINITY; 4];
        four[..chunk.len()].copy_from_slice(chunk);
        all.push(four);
    }
}

/// A cell of the table, as [`Hazards::new`] asks for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub(crate) position: usize,
    pub(crate) exit: usize,
    pub(crate) ward_group: usize,
    pub(crate) kind: usize,
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
            let (strata, of_stratum) = (place.strata, model.histories * calendar * ages * times);
            let rows = strata.count() * of_stratum;
            let fours = exits.div_ceil(4);
            let mut table = Table {
                rows: Vec::with_capacity(rows),
                sums: Vec::with_capacity(rows * fours),
                strata,
                of_stratum,
                time_ends: place.time_ends.clone(),
                exits,
                fours,
                times,
                by_age: None,
            };
            let mut sums = vec![0.0; exits];
            let strata = (0..strata.count()).map(|stratum| (stratum / strata.kinds, stratum % strata.kinds));
            let outer =
                strata.flat_map(|stratum| (0..model.histories).map(move |history| (stratum, history)));
            for ((ward_group, kind), history) in outer {
                for year in 0..calendar {
                    for age in 0..ages {
                        for time in 0..times {
                            let mut sum = 0.0;
                            for (exit, below) in sums.iter_mut().enumerate() {
                                sum += intensity(At {
                                    position,
                                    exit,
                                    ward_group,
                                    kind,
                                    history,
                                    year,
                                    age,
                                    time,
                                });
                                *below = sum;
                            }
                            push_fours(&mut table.sums, &sums);
                            table.rows.push(sum);
                        }
                    }
                }
            }
            if calendar == 1 && times == 1 && !model.tells_ages {
                table.by_age = Some(ByAge::new(&table.rows, &model.age_ends));
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
            let stratum = at.ward_group * table.strata.kinds + at.kind;
            let row = stratum * table.of_stratum
                + ((at.history * self.calendar + at.year) * self.ages + at.age) * table.times
                + at.time;
            let below = if at.exit == 0 { 0.0 } else { table.sum(row, at.exit - 1) };
            (table.sum(row, at.exit) - below) * by_step[model.places[at.position].exits[at.exit].0].max(0.0)
        });
        let peak = |table: &Table| table.rows.iter().copied().fold(0.0, f64::max);
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
        self.walk(model, (child, spell), (at, until), luck, age).0
    }

    /// As [`Hazards::ring`], from a known age band. The last age band is returned too; without an event, only where counts
    /// tell ages apart.
    #[inline(always)]
    pub(crate) fn walk(
        &self,
        model: &Model,
        (child, spell): (&Child, &Spell),
        (at, until): (f64, f64),
        luck: (f64, f64),
        age: usize,
    ) -> (Option<Ring>, usize) {
        let table = &self.places[spell.position as usize];
        let Some(by_age) = &table.by_age else {
            return self.walk_bands(model, table, (child, spell), (at, until), luck, age);
        };
        let history = usize::from(spell.history);
        match by_age.pass(history, (child.born, at, until), luck.0, age) {
            Some(Passed { time, band, total }) => {
                let exit = table.exit(history * self.ages + band, luck.1 * total);
                (Some(Ring { time, exit }), band)
            }
            None => (None, age),
        }
    }

    /// The walk from band to band.
    #[inline(never)]
    fn walk_bands(
        &self,
        model: &Model,
        table: &Table,
        (child, spell): (&Child, &Spell),
        (mut at, until): (f64, f64),
        (mut left, u_exit): (f64, f64),
        mut age: usize,
    ) -> (Option<Ring>, usize) {
        let of_year = self.ages * table.times;
        let calendar = self.calendar > 1;
        let year = if calendar { (at as usize).min(self.calendar - 1) } else { 0 };
        let mut year_end = if year + 1 < self.calendar { (year + 1) as f64 } else { f64::INFINITY };
        let mut stratum = table.strata.of(model, child, age);
        let mut place = stratum * table.of_stratum
            + (spell.history as usize * self.calendar + year) * of_year
            + age * table.times;
        let mut time = 0;
        while spell.since + table.time_ends[time] <= at {
            time += 1;
        }
        place += time;
        loop {
            let total = table.rows[place];
            let (age_end, time_end) = (child.born + model.age_ends[age], spell.since + table.time_ends[time]);
            let end = earlier(earlier(until, age_end), earlier(time_end, year_end));
            let after = left - total * (end - at);
            if after < 0.0 {
                let exit = table.exit(place, u_exit * total);
                return (Some(Ring { time: earlier(at + left / total, end), exit }), age);
            }
            if end >= until {
                return (None, age);
            }
            left = after;
            at = end;
            if age_end <= end {
                age += 1;
                place += table.times;
                if table.strata.kinds > 1 {
                    let grown = table.strata.of(model, child, age);
                    place = place - stratum * table.of_stratum + grown * table.of_stratum;
                    stratum = grown;
                }
            }
            if time_end <= end {
                time += 1;
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
