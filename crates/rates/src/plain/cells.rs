//! Cells against each other: which overlap, and what lies between them.
//!
//! A cell is a range of ages and one of time in position.

use super::row::Span;

/// Most cells of one step in one stratum. All are compared with each other for overlaps, which takes time.
pub const CELLS_MAX: usize = 10_000;

/// Whether any two of all cells overlap: mostly none do, and then no stratum needs to be looked at.
pub(super) fn any_overlap(cells: &[(Span, Span)]) -> bool {
    cells.len() > CELLS_MAX
        || (0..cells.len()).any(|at| after(cells, at).any(|other| overlaps(cells[at], cells[other])))
}

/// For each cell another one, by its place, that has ages and times in common with it.
///
/// **Shape**: cells are sorted by the start of their ages.
pub fn overlapping(cells: &[(Span, Span)]) -> Vec<Option<usize>> {
    let mut other = vec![None; cells.len()];
    for at in 0..cells.len() {
        for later in after(cells, at).filter(|later| overlaps(cells[at], cells[*later])) {
            other[at].get_or_insert(later);
            other[later].get_or_insert(at);
        }
    }
    other
}

/// The first gap between cells: between ages, or between times at one range of ages. The place of the cell after it,
/// `age` or `time`, and what no cell covers.
///
/// **Shape**: cells are sorted by ages, then by times.
pub fn first_gap(cells: &[(Span, Span)]) -> Option<(usize, &'static str, Span)> {
    let mut reached = cells.first()?.0;
    for (at, pair) in cells.windows(2).enumerate() {
        let (before, now) = (pair[0], pair[1]);
        let (column, reached_to, next) =
            if before.0 == now.0 { ("time", before.1, now.1) } else { ("age", reached, now.0) };
        if next.from > reached_to.to {
            return Some((at + 1, column, Span { from: reached_to.to, to: next.from }));
        }
        reached.to = reached.to.max(now.0.to);
    }
    None
}

/// Cells after one that begin before its ages end; cells are sorted by the start of their ages.
fn after(cells: &[(Span, Span)], at: usize) -> impl Iterator<Item = usize> {
    let end = cells[at].0.to;
    (at + 1..cells.len()).take_while(move |other| cells[*other].0.from < end)
}

fn overlaps(a: (Span, Span), b: (Span, Span)) -> bool {
    a.0.overlaps(b.0) && a.1.overlaps(b.1)
}
