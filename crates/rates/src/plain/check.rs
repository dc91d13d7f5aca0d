//! Checks of rows against each other.

use super::cells::{CELLS_MAX, any_overlap, first_gap, overlapping};
use super::row::Span;
use super::table::{Entry, Ordered, Stratum, Table};

/// What rows of the same cell, step and stratum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// A mistake: none of them is used.
    Mistake,
    /// Parts that are added up, for example because the table also has columns that are not read.
    Sum,
}

/// A row that is left out for what other rows say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The row.
    pub line: u64,
    /// Its step, cell and stratum.
    pub key: Key,
    /// Why.
    pub why: Why,
}

/// The step, cell and stratum of a row; [`Checked::words`] names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    step: u32,
    cell: u32,
    stratum: u32,
}

impl Key {
    fn of(entry: &Entry) -> Key {
        Key { step: entry.step, cell: entry.cell, stratum: entry.stratum }
    }
}

/// Why a row is left out. Nothing tells which of the rows is right, so none of them is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Another row has the same cell, step and stratum.
    Twice {
        /// The other row, or the first of them.
        other: u64,
    },
    /// Another row of the step and stratum has ages and times in common.
    Overlap {
        /// The other row, or one of them.
        other: u64,
    },
    /// The step has more than [`CELLS_MAX`] cells in the stratum.
    TooManyCells,
}

/// Ages or times that no row of a step and stratum covers, between others that are covered.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The row after the gap.
    pub line: u64,
    /// Its step, cell and stratum.
    pub key: Key,
    /// `age` or `time`.
    pub column: &'static str,
    /// What is lacking.
    pub lacking: Span,
}

/// A table each of whose cells is there once.
///
/// **Shape**: rows sorted by step, cell and stratum, which are sorted by their names and edges.
#[derive(Clone, Debug)]
pub struct Checked {
    pub(crate) steps: Vec<(String, String)>,
    pub(super) cells: Vec<(Span, Span)>,
    pub(crate) strata: Vec<Stratum>,
    pub(crate) entries: Vec<Entry>,
}

impl Table {
    /// Checks rows against each other; what is left out is named, and gaps are.
    ///
    /// A table that is split by covariates has no row where nobody was at risk, so its gaps are not told.
    pub fn check(self, parts: Parts) -> (Checked, Vec<LeftOut>, Vec<Gap>) {
        let Ordered { steps, cells, strata, mut entries } = self.ordered();
        let mut left_out = Vec::new();
        let mut gaps = Vec::new();
        entries.sort_unstable_by_key(|e| (e.step, e.stratum, e.cell, e.line));
        match parts {
            Parts::Mistake => refuse_repeated(&mut entries, &mut left_out),
            Parts::Sum => add_up(&mut entries),
        }
        let is_any_overlap = any_overlap(&cells);
        let is_split = strata.iter().any(|stratum| !stratum.levels.is_empty());
        for run in entries.chunk_by(|a, b| (a.step, a.stratum) == (b.step, b.stratum)) {
            if run.len() > CELLS_MAX {
                left_out.extend(run.iter().map(|e| LeftOut {
                    line: e.line,
                    key: Key::of(e),
                    why: Why::TooManyCells,
                }));
            } else if is_any_overlap {
                refuse_overlapping(run, &cells, &mut left_out);
            }
        }
        if !left_out.is_empty() {
            left_out.sort_by_key(|out| out.line);
            entries.retain(|e| left_out.binary_search_by_key(&e.line, |out| out.line).is_err());
        }
        if !is_split {
            let runs = entries.chunk_by(|a, b| (a.step, a.stratum) == (b.step, b.stratum));
            gaps.extend(runs.filter_map(|run| gap(run, &cells)));
        }
        gaps.sort_by_key(|gap: &Gap| gap.line);
        entries.sort_unstable_by_key(|e| (e.step, e.cell, e.stratum));
        (Checked { steps, cells, strata, entries }, left_out, gaps)
    }
}

impl Checked {
    /// A row's step, cell and stratum in words: `looked after to closed, ages 10 to 15, Leeds`.
    pub fn words(&self, key: Key) -> String {
        let mut words = Vec::new();
        if let Some((from, to)) = self.steps.get(key.step as usize) {
            words.push(format!("{from} to {to}"));
        }
        if let Some((ages, times)) = self.cells.get(key.cell as usize) {
            for (name, span) in
                [("ages", ages), ("time", times)].into_iter().filter(|(_, span)| **span != Span::ALL)
            {
                words.push(format!("{name} {span}"));
            }
        }
        if let Some(stratum) = self.strata.get(key.stratum as usize) {
            let names = std::iter::once(&stratum.name).chain(&stratum.levels);
            words.extend(names.filter(|name| !name.is_empty()).cloned());
        }
        words.join(", ")
    }

    /// Rows that are used; rows of one cell that are added up count as one.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no row can be used.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn is_same(a: &Entry, b: &Entry) -> bool {
    (a.step, a.stratum, a.cell) == (b.step, b.stratum, b.cell)
}

fn refuse_repeated(entries: &mut Vec<Entry>, left_out: &mut Vec<LeftOut>) {
    let before = left_out.len();
    for run in entries.chunk_by(is_same).filter(|run| run.len() > 1) {
        for (place, entry) in run.iter().enumerate() {
            let other = run[usize::from(place == 0)].line;
            left_out.push(LeftOut { line: entry.line, key: Key::of(entry), why: Why::Twice { other } });
        }
    }
    if left_out.len() > before {
        let mut kept = Vec::with_capacity(entries.len());
        kept.extend(entries.chunk_by(is_same).filter(|run| run.len() == 1).flatten().copied());
        *entries = kept;
    }
}

fn add_up(entries: &mut Vec<Entry>) {
    entries.dedup_by(|next, first| {
        let same = is_same(next, first);
        if same {
            first.steps += next.steps;
            first.years += next.years;
        }
        same
    });
}

/// Names the rows of a step and stratum whose cells overlap; rows are sorted by cell.
fn refuse_overlapping(run: &[Entry], cells: &[(Span, Span)], left_out: &mut Vec<LeftOut>) {
    left_out.extend(run.iter().zip(overlapping(&cells_of(run, cells))).filter_map(|(entry, other)| {
        Some(LeftOut { line: entry.line, key: Key::of(entry), why: Why::Overlap { other: run[other?].line } })
    }));
}

/// The first gap in the cells of a step and stratum.
fn gap(run: &[Entry], cells: &[(Span, Span)]) -> Option<Gap> {
    let (at, column, lacking) = first_gap(&cells_of(run, cells))?;
    Some(Gap { line: run[at].line, key: Key::of(&run[at]), column, lacking })
}

fn cells_of(run: &[Entry], cells: &[(Span, Span)]) -> Vec<(Span, Span)> {
    run.iter().map(|entry| cells[entry.cell as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Row;
    use super::*;

    /// A table of rows `stratum, age from, age to, time from, time to`, one step in ten years each.
    fn table(rows: &[(&'static str, [f64; 4])]) -> Table {
        let mut table = Table::new();
        for (line, (stratum, [a, b, c, d])) in rows.iter().enumerate() {
            let (ages, times) = (Span { from: *a, to: *b }, Span { from: *c, to: *d });
            let row = Row {
                line: line as u64 + 2,
                from: "a",
                to: "b",
                ages,
                times,
                stratum,
                group: "",
                levels: &[],
                steps: 1.0,
                person_years: 10.0,
            };
            table.push(&row).unwrap();
        }
        table
    }

    const END: f64 = f64::INFINITY;

    fn told(left_out: &[LeftOut]) -> Vec<(u64, Why)> {
        left_out.iter().map(|out| (out.line, out.why)).collect()
    }

    fn lacking(gaps: &[Gap]) -> Vec<(u64, &'static str, Span)> {
        gaps.iter().map(|gap| (gap.line, gap.column, gap.lacking)).collect()
    }

    #[test]
    fn a_cell_that_is_there_twice_is_not_used() {
        let rows = [("x", [0.0, 5.0, 0.0, END]), ("x", [5.0, 9.0, 0.0, END]), ("x", [0.0, 5.0, -0.0, END])];
        let (checked, left_out, _) = table(&rows).check(Parts::Mistake);
        assert_eq!(checked.len(), 1);
        assert_eq!(told(&left_out), [(2, Why::Twice { other: 4 }), (4, Why::Twice { other: 2 })]);
        assert_eq!(checked.words(left_out[0].key), "a to b, ages 0 to 5, x");
        let (checked, left_out, _) = table(&rows).check(Parts::Sum);
        assert_eq!((checked.entries[0].steps, checked.entries[0].years), (2.0, 20.0));
        assert!(left_out.is_empty());
    }

    #[test]
    fn cells_of_one_stratum_that_overlap_are_not_used() {
        let rows = [
            ("x", [0.0, 5.0, 0.0, 1.0]),
            ("x", [4.0, 9.0, 1.0, 2.0]),
            ("x", [3.0, 4.0, 0.5, 0.7]),
            ("y", [0.0, 5.0, 0.0, 1.0]),
            ("y", [5.0, 9.0, 0.0, 1.0]),
        ];
        let (checked, left_out, _) = table(&rows).check(Parts::Mistake);
        assert_eq!(checked.len(), 3);
        assert_eq!(told(&left_out), [(2, Why::Overlap { other: 4 }), (4, Why::Overlap { other: 2 })]);
    }

    #[test]
    fn gaps_are_told_with_what_is_lacking() {
        let ages = [("x", [0.0, 5.0, 0.0, END]), ("x", [6.0, 9.0, 0.0, END]), ("y", [1.0, 2.0, 0.0, END])];
        let (_, _, gaps) = table(&ages).check(Parts::Mistake);
        assert_eq!(lacking(&gaps), [(3, "age", Span { from: 5.0, to: 6.0 })]);
        let times = [("x", [0.0, 5.0, 0.0, 1.0]), ("x", [0.0, 5.0, 2.0, END]), ("x", [5.0, 9.0, 0.0, END])];
        let (_, _, gaps) = table(&times).check(Parts::Mistake);
        assert_eq!(lacking(&gaps), [(3, "time", Span { from: 1.0, to: 2.0 })]);
        let none = [("x", [0.0, 5.0, 0.0, 1.0]), ("x", [0.0, 5.0, 1.0, END]), ("x", [5.0, 9.0, 0.0, END])];
        assert!(table(&none).check(Parts::Mistake).2.is_empty());
    }

    #[test]
    fn too_many_cells_of_one_step_and_stratum_are_not_compared() {
        let rows: Vec<_> = (0..=CELLS_MAX).map(|n| ("x", [0.0, 1.0, n as f64, n as f64 + 1.0])).collect();
        let (checked, left_out, _) = table(&rows).check(Parts::Mistake);
        assert!(checked.is_empty());
        assert!(left_out.len() == rows.len() && left_out[0].why == Why::TooManyCells);
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace() {
        let mut rows = vec![
            ("y", [0.0, 5.0, 0.0, END]),
            ("x", [5.0, 9.0, 0.0, END]),
            ("z", [5.0, 9.0, 0.0, END]),
            ("x", [0.0, 5.0, 0.0, END]),
        ];
        let estimates = |rows: &[_]| super::super::estimate(&table(rows).check(Parts::Mistake).0);
        let first = estimates(&rows);
        rows.reverse();
        assert_eq!(estimates(&rows), first);
    }
}
