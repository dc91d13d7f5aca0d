//! The true intensities as a table.

use tables::{Cell as TableCell, Column, Table};
use units::{AgeBand, Placement, Position};

use crate::assumptions::{FULL_ORDERS, INTERIM_ORDERS};
use crate::authority::Authority;
use crate::care::move_intensity;
use crate::grid::{Cell, QUINTILES};
use crate::intensities::follows_deprivation;

/// A row of the table before it is put in words.
struct Row {
    from: &'static str,
    to: &'static str,
    ages: (f64, f64),
    times: (f64, Option<f64>),
    history: &'static str,
    among: String,
    per_year: f64,
}

const EVER: &str = "any";
/// Whom moves and orders come to at their intensities.
const SETTLED: &str = "looked after, not unaccompanied, no placement order";

impl Authority {
    /// The true intensities of every step, move of placement and change of legal status.
    ///
    /// **Shape**: from, to, age_from, age_to (years), time_from, time_to (years in the position; blank for no
    /// end), history (`not known before`, `known before`: whether an earlier period with services had closed;
    /// `any`), among (whom the row is about), per_year. Cells that differ in nothing are one row.
    ///
    /// Entries from outside depend on the deprivation of the ward: they have one row for each fifth of wards, and
    /// one among `all` that is their mean, weighted by the person-years really lived in the years of the files.
    ///
    /// **Units**: steps per person-year of 365.25 days.
    pub fn truth(&self) -> Table {
        let mut table = Table::new(
            "truth",
            format!("True intensities of {}", self.settings.name),
            vec![
                Column::new("from", "from"),
                Column::new("to", "to"),
                Column::new("age_from", "age_from"),
                Column::new("age_to", "age_to"),
                Column::new("time_from", "time_from"),
                Column::new("time_to", "time_to"),
                Column::new("history", "history"),
                Column::new("among", "among"),
                Column::new("per_year", "per_year"),
            ],
        );
        table.source = format!("Made up with seed {}", self.settings.seed);
        table.rows = self.steps().chain(self.moves()).chain(self.orders()).map(Row::cells).collect();
        table
    }

    fn steps(&self) -> impl Iterator<Item = Row> {
        let pairs = Position::ALL.into_iter().flat_map(|from| Position::ALL.map(|to| (from, to)));
        pairs.flat_map(move |(from, to)| {
            [false, true].into_iter().flat_map(move |known_before| self.step_rows(from, to, known_before))
        })
    }

    /// The rows of a step for one history, with neighbouring cells of equal intensity as one.
    fn step_rows(&self, from: Position, to: Position, known_before: bool) -> Vec<Row> {
        let at = |age, time| Cell { position: from, known_before, age, time };
        let history = if known_before { "known before" } else { "not known before" };
        let mut rows = Vec::new();
        for ages in runs(5, |a, b| {
            (0..5).all(|time| self.alike(at(AgeBand::ALL[a], time), at(AgeBand::ALL[b], time), to))
        }) {
            let (Some(first), Some(last)) = (ages.first(), ages.last()) else { continue };
            let (first, last) = (AgeBand::ALL[*first], AgeBand::ALL[*last]);
            for times in runs(5, |a, b| self.alike(at(first, a), at(first, b), to)) {
                let (Some(begin), Some(end)) = (times.first(), times.last()) else { continue };
                let cells: Vec<Cell> =
                    ages.iter().flat_map(|a| times.iter().map(|t| at(AgeBand::ALL[*a], *t))).collect();
                let row = |among: String, per_year: f64| Row {
                    from: from.label(),
                    to: to.label(),
                    ages: (first.from_years(), last.to_years()),
                    times: (Cell::time_span(*begin).0, Cell::time_span(*end).1),
                    history,
                    among,
                    per_year,
                };
                let one = at(first, *begin);
                if self.intensities.exits(one)[to as usize] <= 0.0 {
                    continue;
                }
                rows.push(row("all".to_string(), self.lived(&cells, to)));
                if follows_deprivation(one, to) {
                    rows.extend((0..QUINTILES).map(|q| {
                        row(format!("deprivation fifth {}", q + 1), self.intensities.in_ward(one, to, q))
                    }));
                }
            }
        }
        rows
    }

    /// Whether a step is the same in two cells.
    fn alike(&self, a: Cell, b: Cell, to: Position) -> bool {
        let same = self.intensities.exits(a)[to as usize] == self.intensities.exits(b)[to as usize];
        same && follows_deprivation(a, to) == follows_deprivation(b, to)
    }

    /// The true intensity of a step among all children of some cells, weighted by the time they lived in them.
    ///
    /// **Units**: steps per person-year.
    pub fn lived(&self, cells: &[Cell], to: Position) -> f64 {
        let (mut steps, mut years) = (0.0, 0.0);
        for cell in cells {
            for quintile in 0..QUINTILES {
                let lived = self.tally.exposure_years(*cell, quintile);
                steps += lived * self.intensities.in_ward(*cell, to, quintile);
                years += lived;
            }
        }
        let one = cells.first().map_or(0.0, |cell| self.intensities.exits(*cell)[to as usize]);
        if years > 0.0 { steps / years } else { one }
    }

    fn moves(&self) -> impl Iterator<Item = Row> {
        AgeBand::ALL
            .into_iter()
            .flat_map(move |age| {
                let mix = self.mix(age, false);
                Placement::ALL.into_iter().map(move |to| Row {
                    from: "any placement but for adoption",
                    to: to.label(),
                    ages: (age.from_years(), age.to_years()),
                    times: (0.0, None),
                    history: EVER,
                    among: SETTLED.to_string(),
                    per_year: move_intensity(&mix, age, to),
                })
            })
            .filter(|row| row.per_year > 0.0)
    }

    /// Changes of legal status. A child that moves to its parents comes under an order with that.
    fn orders(&self) -> impl Iterator<Item = Row> {
        AgeBand::ALL.into_iter().flat_map(move |age| {
            let home = move_intensity(&self.mix(age, false), age, Placement::WithParents);
            [("V2", "C1", INTERIM_ORDERS + home), ("C1", "C2", FULL_ORDERS)].map(|(from, to, per_year)| Row {
                from,
                to,
                ages: (age.from_years(), age.to_years()),
                times: (0.0, None),
                history: EVER,
                among: SETTLED.to_string(),
                per_year,
            })
        })
    }
}

/// Runs of neighbouring places that are alike.
fn runs(count: usize, alike: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for place in 0..count {
        match runs.last_mut() {
            Some(run) if run.first().is_some_and(|first| alike(*first, place)) => run.push(place),
            _ => runs.push(vec![place]),
        }
    }
    runs
}

impl Row {
    fn cells(self) -> Vec<TableCell> {
        let years = |value: f64| TableCell::number(value, if value.fract() == 0.0 { 0 } else { 2 });
        vec![
            TableCell::text(self.from),
            TableCell::text(self.to),
            years(self.ages.0),
            years(self.ages.1),
            years(self.times.0),
            self.times.1.map_or(TableCell::Blank, years),
            TableCell::text(self.history),
            TableCell::text(self.among),
            TableCell::number(self.per_year, 8),
        ]
    }
}
