//! Curves as tables.

use journeys::group::Disclosure;
use rates::curves::{Spells, Variance};
use tables::{Cell, Column, Table};
use units::Marker;

use crate::{By, Curves};

/// What tables of curves say of their spells.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveWords {
    /// Unit of time, for several: `years`.
    pub unit: String,
    /// Where the spells come from.
    pub source: String,
    /// What a reader must know of how they were made.
    pub notes: Vec<String>,
    /// Who looks.
    pub disclosure: Disclosure,
}

/// All tables of curves: `positions`, `steps`, `at-risk`, `time-in-position` (on that clock only), `median-time`,
/// `cumulative-hazards`, `chances` and `mean-time`.
///
/// In public, figures that rest on fewer than five people are withheld and others have two decimals. A figure of time
/// in a position rests on those at risk, one of a step on those who made it, and one of a position on those who came
/// into it. Of chances that add up to one at least two are withheld, or none. Cumulative hazards end where few are at risk.
pub fn curve_tables(spells: &Spells, curves: &Curves, words: &CurveWords) -> Vec<Table> {
    let face = Face { spells, curves, words };
    let mut tables = vec![face.positions(), face.steps(), face.at_risk()];
    if curves.by == By::TimeInPosition {
        tables.push(face.time_in_position());
    }
    tables.extend([face.median_time(), face.cumulative_hazards(), face.chances(), face.mean_time()]);
    tables
}

/// What all tables are made from.
struct Face<'a> {
    spells: &'a Spells,
    curves: &'a Curves,
    words: &'a CurveWords,
}

/// Columns of an estimate with its error and interval.
fn estimate_columns(key: &str, label: &str) -> [Column; 4] {
    [
        Column::new(key, label),
        Column::new("standard_error", "Standard error"),
        Column::new("low_95", "95% interval from"),
        Column::new("high_95", "95% interval to"),
    ]
}

impl Face<'_> {
    fn name(&self, position: u16) -> Cell {
        Cell::text(self.spells.positions().name(position))
    }

    fn decimals(&self) -> u8 {
        if self.words.disclosure == Disclosure::Inside { 6 } else { 2 }
    }

    fn number(&self, value: Option<f64>, basis: u64) -> Cell {
        self.words.disclosure.number(value, self.decimals(), basis)
    }

    /// An estimate, its error and its interval.
    fn estimate(&self, value: f64, error: f64, interval: Option<(f64, f64)>, basis: u64) -> [Cell; 4] {
        [Some(value), Some(error), interval.map(|i| i.0), interval.map(|i| i.1)]
            .map(|value| self.number(value, basis))
    }

    /// A time as it was asked for.
    fn time(&self, time: f64) -> Cell {
        let decimals = (0..6).find(|d| {
            let power = 10f64.powi(i32::from(*d));
            (time * power).round() / power == time
        });
        Cell::number(time, decimals.unwrap_or(6))
    }

    /// A time that nobody asked for: in public not so exact that it tells of one person's day.
    fn about(&self, time: f64) -> Cell {
        if self.words.disclosure == Disclosure::Inside { self.time(time) } else { Cell::number(time, 1) }
    }

    fn table(
        &self,
        id: &str,
        title: String,
        columns: Vec<Column>,
        rows: Vec<Vec<Cell>>,
        notes: &[String],
    ) -> Table {
        let all = notes.iter().chain(&self.words.notes).cloned();
        Table {
            notes: all.chain([self.words.disclosure.note().to_string()]).collect(),
            source: self.words.source.clone(),
            rows,
            ..Table::new(id, title, columns)
        }
    }

    fn clock(&self) -> String {
        match self.curves.by {
            By::TimeInPosition => "time since the position was entered".to_string(),
            By::Age => "the clock of the spells, such as age".to_string(),
        }
    }

    fn variance(&self) -> String {
        match self.curves.variance {
            Variance::Greenwood => "Standard errors are Greenwood's".to_string(),
            Variance::Aalen => "Standard errors are Aalen's".to_string(),
        }
    }

    fn positions(&self) -> Table {
        let unit = self.words.unit.as_str();
        let columns = vec![
            Column::new("position", "Position"),
            Column::new("people", "People"),
            Column::new("spells", "Spells"),
            Column::new("steps", "Ended in a step"),
            Column::new("open", "Open at the end of observation"),
            Column::with_unit("time", "Time at risk", unit),
            Column::with_unit("intensity", "Intensity", "steps over time at risk"),
        ];
        let d = self.words.disclosure;
        let rows = self.spells.positions().all().map(|position| {
            let tally = self.curves.tally(position);
            let intensity = (tally.time > 0.0).then(|| tally.steps as f64 / tally.time);
            vec![
                self.name(position),
                d.count(tally.people),
                d.count_of(tally.spells, tally.people),
                d.count_of(tally.steps, tally.people),
                d.count_of(tally.spells - tally.steps, tally.people),
                d.number(Some(tally.time), 1, tally.people),
                self.number(intensity, tally.steps.min(tally.people)),
            ]
        });
        self.table(
            "positions",
            "Positions, people and time at risk".to_string(),
            columns,
            rows.collect(),
            &[],
        )
    }

    fn steps(&self) -> Table {
        let columns = vec![
            Column::new("from", "From"),
            Column::new("to", "To"),
            Column::new("steps", "Steps"),
            Column::with_unit("share", "Share of steps from there", "%"),
        ];
        let all = self.all_steps();
        let total = |from: u16| all.iter().filter(|s| s.0 == from).map(|s| s.2).sum::<u64>();
        let d = self.words.disclosure;
        let rows = all.iter().map(|(from, to, count)| {
            vec![self.name(*from), self.name(*to), d.count(*count), d.share(*count, total(*from))]
        });
        self.table("steps", "Steps between positions".to_string(), columns, rows.collect(), &[])
    }

    /// Every step that is made: from, to and how often.
    fn all_steps(&self) -> Vec<(u16, u16, u64)> {
        let mut counts = std::collections::BTreeMap::new();
        for step in self.curves.timetables.iter().flat_map(|(_, t)| t.moments()).flat_map(|m| m.steps) {
            *counts.entry((step.from, step.to)).or_insert(0) += u64::from(step.count);
        }
        counts.into_iter().map(|((from, to), count)| (from, to, count)).collect()
    }

    fn at_risk(&self) -> Table {
        let columns = vec![
            Column::new("position", "Position"),
            Column::with_unit("time", "Time", self.words.unit.as_str()),
            Column::new("at_risk", "At risk just before"),
        ];
        let mut rows = Vec::new();
        for position in self.spells.positions().all() {
            let Some(table) = self.curves.timetable(position) else { continue };
            for time in &self.curves.at {
                let count = table.at_risk(position, *time);
                rows.push(vec![
                    self.name(position),
                    self.time(*time),
                    self.words.disclosure.count(count.into()),
                ]);
            }
        }
        let notes = [format!("Time is {}.", self.clock())];
        self.table("at-risk", "People under observation in each position".to_string(), columns, rows, &notes)
    }

    fn time_in_position(&self) -> Table {
        let mut columns = vec![
            Column::new("position", "Position"),
            Column::with_unit("time", "Time in position", self.words.unit.as_str()),
            Column::new("at_risk", "At risk just before"),
        ];
        columns.extend(estimate_columns("share", "Share still there"));
        let mut rows = Vec::new();
        let mut notes = vec![
            "Kaplan-Meier: share of those who enter the position who are still in it, until any step out of it; \
             standard errors are Greenwood's; 95% intervals on the scale log(-log). Not available after the last time \
             anybody is followed; no interval where the share is 0 or 1."
                .to_string(),
        ];
        for curve in &self.curves.stays {
            let Some(table) = self.curves.timetable(curve.position) else { continue };
            for time in &self.curves.at {
                let at_risk = table.at_risk(curve.position, *time);
                let mut row = vec![
                    self.name(curve.position),
                    self.time(*time),
                    self.words.disclosure.count(at_risk.into()),
                ];
                row.extend(match curve.at(*time) {
                    Some(s) => {
                        // Withheld if few are at risk now, or few were when the share last changed.
                        let few = [at_risk, s.at_risk].into_iter().filter(|n| *n > 0).min().unwrap_or(0);
                        self.estimate(s.share, s.standard_error, s.interval(), few.into())
                    }
                    None => [const { Cell::Missing(Marker::NotAvailable) }; 4],
                });
                rows.push(row);
            }
            if let Some(time) = curve.unseen {
                notes.push(format!(
                    "{}: from {} on nobody is followed for a while, although others are found there later. Steps in \
                     between cannot be seen, and the share after it says little.",
                    self.spells.positions().name(curve.position),
                    self.about(time)
                ));
            }
        }
        self.table("time-in-position", "Share still in each position".to_string(), columns, rows, &notes)
    }

    fn median_time(&self) -> Table {
        let unit = self.words.unit.as_str();
        let columns = vec![
            Column::new("position", "Position"),
            Column::new("spells", "Spells"),
            Column::new("steps", "Ended in a step"),
            Column::with_unit("median", "Time by which half have left", unit),
            Column::with_unit("low_95", "95% interval from", unit),
            Column::with_unit("high_95", "95% interval to", unit),
        ];
        let d = self.words.disclosure;
        let rows = self.curves.stays.iter().map(|curve| {
            let tally = self.curves.tally(curve.position);
            let median = curve.median();
            let mut row = vec![
                self.name(curve.position),
                d.count_of(tally.spells, tally.people),
                d.count_of(tally.steps, tally.people),
            ];
            let basis = tally.steps.min(tally.people);
            let value = |value: Option<f64>| match value {
                Some(value) => self.number(Some(value), basis),
                None => Cell::Missing(Marker::NotAvailable),
            };
            row.extend([median.time, median.low, median.high].map(value));
            row
        });
        let notes =
            ["Where half have not left by the last time anybody is followed, the median is not available."
                .to_string()];
        self.table("median-time", "Median time in each position".to_string(), columns, rows.collect(), &notes)
    }

    fn cumulative_hazards(&self) -> Table {
        let mut columns = vec![
            Column::new("from", "From"),
            Column::new("to", "To"),
            Column::with_unit("time", "Time", self.words.unit.as_str()),
            Column::new("steps", "Steps so far"),
        ];
        columns.extend(estimate_columns("hazard", "Cumulative hazard"));
        let mut rows = Vec::new();
        for hazard in &self.curves.hazards {
            let tells_of_few = self.few_from(hazard.from);
            for at in &hazard.at {
                // Sums before and after a step tell how many were at risk of it.
                let basis = if at.time >= tells_of_few { 1 } else { at.steps };
                let mut row = vec![
                    self.name(hazard.from),
                    self.name(hazard.to),
                    self.time(at.time),
                    self.words.disclosure.count(at.steps),
                ];
                row.extend(self.estimate(at.hazard, at.standard_error, at.interval(), basis));
                rows.push(row);
            }
        }
        let notes = [format!(
            "Nelson-Aalen: steps over people at risk, summed from {} on. Time is {}. {}; 95% intervals on the scale of \
             the logarithm. After the last time anybody is at risk the sum stays as it was.",
            self.about(self.curves.start),
            self.clock(),
            self.variance()
        )];
        self.table("cumulative-hazards", "Cumulative hazard of each step".to_string(), columns, rows, &notes)
    }

    /// The time of the first step out of a position with fewer than five people at risk.
    fn few_from(&self, from: u16) -> f64 {
        let d = self.words.disclosure;
        let first = self.curves.timetable(from).and_then(|table| {
            let out = table.moments().filter(|moment| moment.steps.iter().any(|step| step.from == from));
            out.map(|moment| moment.time).find(|time| d.hides(table.at_risk(from, *time).into()))
        });
        first.unwrap_or(f64::INFINITY)
    }

    fn chances(&self) -> Table {
        let mut columns = vec![
            Column::new("from", "In position at the start"),
            Column::with_unit("time", "Time", self.words.unit.as_str()),
            Column::new("position", "Position then"),
        ];
        columns.extend(estimate_columns("chance", "Chance"));
        let rows = self.of_each_position(|face, at, position, basis| {
            let o = at.positions.get(usize::from(position)).copied();
            match o.filter(|_| at.is_followed) {
                Some(o) => face.estimate(o.chance, o.standard_error, o.interval(), basis).to_vec(),
                None => vec![Cell::Missing(Marker::NotAvailable); 4],
            }
        });
        let what = match self.curves.by {
            By::TimeInPosition => {
                "Cumulative incidence: chance of having moved to each position as the next one, and of being still in \
                 the first, by time since it was entered."
            }
            By::Age => {
                "Aalen-Johansen: chance of each position at each time of those who are in the first at the start, if \
                 where people go depends on where they are and on the time alone (Markov)."
            }
        };
        let notes = self.chance_notes(what);
        self.table("chances", "Chance of each position".to_string(), columns, rows, &notes)
    }

    fn mean_time(&self) -> Table {
        let unit = self.words.unit.as_str();
        let columns = vec![
            Column::new("from", "In position at the start"),
            Column::with_unit("time", "Until", unit),
            Column::new("position", "Position"),
            Column::with_unit("mean_time", "Mean time in it so far", unit),
            Column::with_unit("standard_error", "Standard error", unit),
        ];
        let rows = self.of_each_position(|face, at, position, basis| {
            let o = at.positions.get(usize::from(position)).copied().filter(|_| at.is_followed);
            match o {
                Some(o) => [o.mean_time, o.mean_time_standard_error]
                    .map(|value| face.number(Some(value), basis))
                    .to_vec(),
                None => vec![Cell::Missing(Marker::NotAvailable); 2],
            }
        });
        let what = match self.curves.by {
            By::TimeInPosition => {
                "The integral of the chances: of the first position, mean time in it up to the time given; of others, \
                 mean time since the first was left for it, wherever people went after."
            }
            By::Age => "The integral of the chances over time, up to the time given.",
        };
        let notes = self.chance_notes(what);
        self.table("mean-time", "Mean time in each position".to_string(), columns, rows, &notes)
    }

    /// One row per position at the start, time, and position that can be reached.
    fn of_each_position(
        &self,
        cells: impl Fn(&Self, &rates::curves::ChancesAt, u16, u64) -> Vec<Cell>,
    ) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for (from, chances) in &self.curves.chances {
            let reached: Vec<u16> =
                self.spells.positions().all().filter(|p| self.is_reached(*from, *p)).collect();
            for at in &chances.at {
                let bases: Vec<u64> = reached.iter().map(|p| self.basis(*from, *p, at.time)).collect();
                // Chances add up to one: of one alone that is withheld, the others would tell.
                let hidden = self.words.disclosure.hidden_parts(&bases);
                for ((position, basis), hidden) in reached.iter().zip(bases).zip(hidden) {
                    let mut row = vec![self.name(*from), self.time(at.time), self.name(*position)];
                    row.extend(cells(self, at, *position, if hidden { 1 } else { basis }));
                    rows.push(row);
                }
            }
        }
        rows
    }

    /// Whether a position is the first one or is entered from anywhere that the clock counts.
    fn is_reached(&self, from: u16, position: u16) -> bool {
        let entered = |from: Option<u16>| {
            self.curves.hazards.iter().any(|h| h.to == position && from.is_none_or(|from| h.from == from))
        };
        from == position
            || match self.curves.by {
                By::TimeInPosition => entered(Some(from)),
                By::Age => entered(None),
            }
    }

    /// People whom the chance of a position rests on: those who came into it since the start, and for the first
    /// position those in it at the start; if those in the first, or those who went straight from there, are few, these.
    fn basis(&self, from: u16, position: u16, time: f64) -> u64 {
        let d = self.words.disclosure;
        let people = self.curves.tally(from).people;
        let straight: u64 = self
            .curves
            .hazards
            .iter()
            .filter(|h| (h.from, h.to) == (from, position))
            .filter_map(|h| h.at.iter().find(|at| at.time == time))
            .map(|at| at.steps)
            .sum();
        if let Some(few) = [people, straight].into_iter().find(|n| d.hides(*n)) {
            return few;
        }
        let into = self
            .curves
            .hazards
            .iter()
            .filter(|h| h.to == position && (self.curves.by == By::Age || h.from == from))
            .filter_map(|h| h.at.iter().find(|at| at.time == time))
            .map(|at| at.steps)
            .sum::<u64>();
        let here = if from == position { people } else { 0 };
        into + here
    }

    fn chance_notes(&self, what: &str) -> Vec<String> {
        let names = self.spells.positions();
        let mut notes = vec![format!(
            "{what} From {} on; time is {}. {}; 95% intervals on the scale log(-log).",
            self.about(self.curves.start),
            self.clock(),
            self.variance()
        )];
        for (from, chances) in &self.curves.chances {
            for unseen in &chances.unseen {
                notes.push(format!(
                    "From {}: since {} nobody is followed in {} for a while, although some should be there, so that \
                     steps out of it cannot be seen.",
                    names.name(*from),
                    self.about(unseen.since),
                    names.name(unseen.position)
                ));
            }
        }
        notes
    }
}
