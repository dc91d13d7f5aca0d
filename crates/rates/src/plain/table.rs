//! The table as it is filled row by row.

use super::names::{Names, Numbered, ranks};
use super::row::{Fault, Row, Span};

/// A stratum, for example an authority; in a table that is split by covariates, a stratum at some of their levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stratum {
    /// Its name; blank where the table has no strata.
    pub name: String,
    /// Its group; blank where the table has no groups.
    pub group: String,
    /// Its level of each covariate; none where the table is not split by any.
    pub levels: Vec<String>,
}

/// Rows of steps and exposure.
#[derive(Clone, Debug, Default)]
pub struct Table {
    positions: Names,
    steps: Numbered<(u32, u32)>,
    cells: Numbered<[u64; 4]>,
    strata: Names,
    groups: Names,
    /// Group of each stratum.
    group_of: Vec<u32>,
    /// Levels of each covariate.
    levels: Vec<Names>,
    /// Each stratum at levels of covariates, in a table that is split by some: the stratum, then the levels.
    split: Numbered<Vec<u32>>,
    entries: Vec<Entry>,
}

/// A row with numbers for names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub line: u64,
    pub step: u32,
    pub cell: u32,
    pub stratum: u32,
    pub steps: f64,
    pub years: f64,
}

/// Names in their order, and rows that know them by their places.
pub(super) struct Ordered {
    pub steps: Vec<(String, String)>,
    pub cells: Vec<(Span, Span)>,
    pub strata: Vec<Stratum>,
    pub entries: Vec<Entry>,
}

impl Table {
    /// A table without rows.
    pub fn new() -> Table {
        Table::default()
    }

    /// Adds a row.
    ///
    /// **Shape**: all rows of a table have as many levels.
    ///
    /// **Errors**: what is wrong with the row, which is then left out; others can still be added.
    pub fn push(&mut self, row: &Row) -> Result<(), Fault> {
        if let Some(fault) = row.fault() {
            return Err(fault);
        }
        let stratum = self.strata.number(row.stratum);
        let group = self.groups.number(row.group);
        match self.group_of.get(stratum as usize) {
            Some(first) if *first != group => {
                return Err(Fault::OtherGroup { first: self.groups.name(*first).to_string() });
            }
            Some(_) => {}
            None => self.group_of.push(group),
        }
        let stratum = match row.levels {
            [] => stratum,
            levels => {
                self.levels.resize_with(levels.len().max(self.levels.len()), Names::default);
                let levels = self.levels.iter_mut().zip(levels).map(|(names, level)| names.number(level));
                self.split.number(std::iter::once(stratum).chain(levels).collect())
            }
        };
        let step = (self.positions.number(row.from), self.positions.number(row.to));
        let edges = [row.ages.from, row.ages.to, row.times.from, row.times.to];
        // Nought has two signs; one of them here.
        let cell = edges.map(|edge| (edge + 0.0).to_bits());
        self.entries.push(Entry {
            line: row.line,
            step: self.steps.number(step),
            cell: self.cells.number(cell),
            stratum,
            steps: row.steps,
            years: row.person_years,
        });
        Ok(())
    }

    /// How many levels each covariate has so far; none in a table that is not split by any.
    pub fn levels(&self) -> impl Iterator<Item = usize> {
        self.levels.iter().map(Names::len)
    }

    /// Rows so far.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Numbers names by their order, so that the order of rows leaves no trace.
    pub(super) fn ordered(mut self) -> Ordered {
        let names = |(from, to): &(u32, u32)| (self.positions.name(*from), self.positions.name(*to));
        let (step_ranks, steps) = ranks(self.steps.all(), |a, b| names(a).cmp(&names(b)));
        let steps = steps.iter().map(|at| names(&self.steps.all()[*at as usize]));
        let steps = steps.map(|(from, to)| (from.to_string(), to.to_string())).collect();
        let edges = |cell: &[u64; 4]| cell.map(f64::from_bits);
        let (cell_ranks, cells) = ranks(self.cells.all(), |a, b| {
            edges(a).partial_cmp(&edges(b)).unwrap_or(std::cmp::Ordering::Equal)
        });
        let cells = cells.iter().map(|at| {
            let [age_from, age_to, time_from, time_to] = edges(&self.cells.all()[*at as usize]);
            (Span { from: age_from, to: age_to }, Span { from: time_from, to: time_to })
        });
        let cells = cells.collect();
        let stratum = |at: u32, levels: &[u32]| Stratum {
            name: self.strata.name(at).to_string(),
            group: self.group_of.get(at as usize).map_or("", |group| self.groups.name(*group)).to_string(),
            levels: levels
                .iter()
                .zip(&self.levels)
                .map(|(level, names)| names.name(*level).to_string())
                .collect(),
        };
        let mut strata: Vec<Stratum> = if self.split.all().is_empty() {
            (0..self.group_of.len() as u32).map(|at| stratum(at, &[])).collect()
        } else {
            let split = self.split.all().iter().filter_map(|all| all.split_first());
            split.map(|(at, levels)| stratum(*at, levels)).collect()
        };
        let (stratum_ranks, order) =
            ranks(&strata, |a, b| (&a.group, &a.name, &a.levels).cmp(&(&b.group, &b.name, &b.levels)));
        let strata = order.iter().map(|at| std::mem::take(&mut strata[*at as usize])).collect();
        for entry in &mut self.entries {
            entry.step = step_ranks[entry.step as usize];
            entry.cell = cell_ranks[entry.cell as usize];
            entry.stratum = stratum_ranks[entry.stratum as usize];
        }
        Ordered { steps, cells, strata, entries: self.entries }
    }
}
