//! Changes to where looked-after children live, applied to a draw's finished counts.

use units::{AgeBand, Placement};

use crate::counts::Layout;
use crate::model::Model;
use crate::scenario::MixChange;

/// Moves children and their time from one kind of placement to another, period by period.
///
/// **Shape**: `rows[period * width + column]`, as [`crate::counts::Tally::finish`] writes them.
pub(crate) fn change(changes: &[MixChange], model: &Model, layout: &Layout, rows: &mut [i64]) {
    if layout.kinds < Placement::ALL.len() {
        return;
    }
    let per_year = model.period.per_year() as f64;
    let ticks = crate::counts::TICKS_PER_YEAR / per_year;
    for change in changes {
        for (period, row) in rows.chunks_mut(layout.width()).enumerate() {
            let (from, to) = (period as f64 / per_year, (period + 1) as f64 / per_year);
            // Those here at the end, then the time spent: of places, as many children, or as much time as they give.
            for (add, in_force, of_place) in
                [(0, at_end(change, to), 1.0), (1, mean_share(change, from, to), ticks)]
            {
                let columns: Vec<(usize, usize)> = ages(change, layout)
                    .map(|age| (layout.kind(change.from.index(), age), layout.kind(change.to.index(), age)))
                    .map(|(a, b)| (a + add, b + add))
                    .collect();
                let present: i64 = columns.iter().map(|(a, _)| row[*a]).sum();
                let wanted = present as f64 * change.share;
                let room = change.places.map_or(f64::INFINITY, |places| f64::from(places) * of_place);
                let share = if present > 0 { wanted.min(room) * in_force / present as f64 } else { 0.0 };
                let mut owed = 0.0;
                for (a, b) in columns {
                    // Rounding is carried from age to age, so that all ages together move what was meant.
                    owed += row[a] as f64 * share;
                    let moved = (owed.round() as i64).min(row[a]);
                    owed -= moved as f64;
                    row[a] -= moved;
                    row[b] += moved;
                }
            }
        }
    }
}

fn ages(change: &MixChange, layout: &Layout) -> impl Iterator<Item = usize> {
    let all = layout.ages;
    (0..all).filter(|age| {
        change.ages.is_empty() || AgeBand::ALL.get(*age).is_some_and(|band| change.ages.contains(band))
    })
}

/// Share of a change in force at a time.
fn share_at(change: &MixChange, time: f64) -> f64 {
    if time < change.start || change.end.is_some_and(|end| time >= end) {
        0.0
    } else if time < change.start + change.phase_in {
        (time - change.start) / change.phase_in
    } else {
        1.0
    }
}

/// Share in force at the end of a period: just before the next begins.
fn at_end(change: &MixChange, to: f64) -> f64 {
    share_at(change, to - 1e-9)
}

/// Mean share in force over a period: the share is straight between its corners.
fn mean_share(change: &MixChange, from: f64, to: f64) -> f64 {
    let corners = [change.start, change.start + change.phase_in, change.end.unwrap_or(f64::INFINITY)];
    let mut cuts: Vec<f64> = corners.into_iter().filter(|c| *c > from && *c < to).chain([from, to]).collect();
    cuts.sort_by(f64::total_cmp);
    cuts.windows(2)
        .map(|cut| {
            let length = cut[1] - cut[0];
            let (low, high) =
                (share_at(change, cut[0] + length * 1e-9), share_at(change, cut[1] - length * 1e-9));
            (low + high) / 2.0 * length
        })
        .sum::<f64>()
        / (to - from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_in_force_grows_evenly_and_ends() {
        let change = MixChange {
            name: String::new(),
            from: Placement::ChildrensHome,
            to: Placement::Foster,
            share: 1.0,
            places: None,
            start: 0.5,
            phase_in: 1.0,
            end: Some(2.25),
            ages: vec![],
        };
        let mean = |from, to| (mean_share(&change, from, to) * 1e6).round() / 1e6;
        assert_eq!([mean(0.0, 1.0), mean(1.0, 2.0), mean(2.0, 3.0)], [0.125, 0.875, 0.25]);
        assert_eq!(at_end(&change, 2.0), 1.0);
        assert_eq!(at_end(&change, 3.0), 0.0);
    }
}
