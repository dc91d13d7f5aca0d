//! Labels beside the ends of lines, moved apart so that none covers another.

/// A label that wants to stand at a height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wish {
    /// Height it wants, as the centre of the label.
    pub centre: f64,
    /// Room it takes.
    pub height: f64,
}

/// Centres for labels, in the order given: as near as may be to the wished heights, none over another, all between
/// `top` and `bottom` as long as they fit there.
pub(super) fn spread(wishes: &[Wish], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|a, b| wishes[*a].centre.total_cmp(&wishes[*b].centre));
    let mut centres = vec![0.0; wishes.len()];
    let mut floor = top;
    for &i in &order {
        let half = wishes[i].height / 2.0;
        centres[i] = (wishes[i].centre).max(floor + half);
        floor = centres[i] + half;
    }
    let mut ceiling = bottom.max(top + wishes.iter().map(|w| w.height).sum::<f64>());
    for &i in order.iter().rev() {
        let half = wishes[i].height / 2.0;
        centres[i] = centres[i].min(ceiling - half);
        ceiling = centres[i] - half;
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(centre: f64) -> Wish {
        Wish { centre, height: 20.0 }
    }

    #[test]
    fn labels_that_fit_stay() {
        assert_eq!(spread(&[wish(50.0), wish(20.0)], 0.0, 100.0), [50.0, 20.0]);
    }

    #[test]
    fn crowded_labels_are_moved_apart_within_bounds() {
        assert_eq!(spread(&[wish(95.0), wish(94.0), wish(93.0)], 0.0, 100.0), [90.0, 70.0, 50.0]);
        assert_eq!(spread(&[wish(0.0), wish(1.0)], 0.0, 100.0), [10.0, 30.0]);
    }

    #[test]
    fn too_many_labels_overflow_downwards_rather_than_cover_each_other() {
        assert_eq!(spread(&[wish(5.0), wish(5.0), wish(5.0)], 0.0, 30.0), [10.0, 30.0, 50.0]);
    }
}
