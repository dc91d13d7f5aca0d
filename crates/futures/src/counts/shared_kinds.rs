//! Kinds of placement of children whom the engine counts apart from those whose kinds it follows.
//!
//! Nothing that follows depends on where an unaccompanied child lives, so kinds are shared over finished counts: those of
//! an age are split as the mix of that age says, by one number of luck a draw and age, so that every kind has its
//! expected share over draws and kinds add up to all looked-after children in each.

use luck::Luck;

use crate::counts::Layout;
use crate::engine::purpose;
use crate::model::Model;

/// Adds those of the position counted apart to the kinds of placement of a draw's finished rows.
///
/// **Shape**: `rows[period * width + column]`. The split of a draw is the same in a baseline and its scenarios.
pub(crate) fn share_kinds(model: &Model, layout: &Layout, (luck, draw): (&Luck, u32), rows: &mut [i64]) {
    let Some((kinds, position)) = model.kinds.as_ref().and_then(|kinds| Some((kinds, kinds.also?))) else {
        return;
    };
    for (age, mix) in kinds.by_age.iter().enumerate() {
        let [u, ..] = luck.uniforms(draw, age as u64, purpose::KINDS, 0);
        let stays: Vec<usize> =
            (0..layout.ward_groups).map(|group| layout.stay(position.into(), group, age)).collect();
        for row in rows.chunks_mut(layout.width()) {
            for column in [Layout::here, Layout::time] {
                let all = stays.iter().map(|stay| row[column(layout, *stay)]).sum();
                for (kind, part) in parts(all, mix, u).enumerate() {
                    row[column(layout, layout.kind(kind, age))] += part;
                }
            }
        }
    }
}

/// A count in whole parts that add up to it, each its share in the mean over `u`.
fn parts(all: i64, cumulative: &[f64], u: f64) -> impl Iterator<Item = i64> {
    let mut before = 0;
    cumulative.iter().enumerate().map(move |(kind, to)| {
        let upto =
            if kind + 1 == cumulative.len() { all } else { ((all as f64 * to + u).floor() as i64).min(all) };
        let part = upto - before;
        before = upto;
        part
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_have_their_share_in_the_mean() {
        let mix = [0.25, 0.25, 0.35, 1.0];
        let mut sum = [0; 4];
        for n in 0..1_000 {
            let own: Vec<i64> = parts(7, &mix, (f64::from(n) + 0.5) / 1_000.0).collect();
            assert!(own.iter().sum::<i64>() == 7 && own.iter().all(|part| *part >= 0), "{own:?}");
            sum.iter_mut().zip(own).for_each(|(sum, part)| *sum += part);
        }
        assert_eq!(sum, [1_750, 0, 700, 4_550]);
    }
}
