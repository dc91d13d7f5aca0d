//! Filling gaps in a published breakdown from its total, or a withheld number by itself.

use units::Figure;

/// A withheld number of children: the middle of 1 to 5.
const WITHHELD: f64 = 3.0;

/// A figure's value; of one that is withheld because it is small, the middle of what it may be.
pub(super) fn value_or_withheld(figure: Figure) -> Option<f64> {
    figure.value().or(figure.is_suppressed().then_some(WITHHELD))
}

/// Parts of a total: published parts are kept, and what remains is shared over the missing ones in
/// proportion to `expected`.
///
/// Suppressed is not zero: a withheld part gets its share of the remainder. If all parts are published they
/// are returned as they are, even if rounding keeps them from adding up.
pub(super) fn fill<const N: usize>(total: f64, parts: [Option<f64>; N], expected: [f64; N]) -> [f64; N] {
    let known: f64 = parts.iter().flatten().sum();
    let weight: f64 = (0..N).filter(|i| parts[*i].is_none()).map(|i| expected[i].max(0.0)).sum();
    let gaps = parts.iter().filter(|p| p.is_none()).count();
    let left = (total - known).max(0.0);
    let mut filled = [0.0; N];
    for i in 0..N {
        filled[i] = match parts[i] {
            Some(value) => value,
            None if weight > 0.0 => left * expected[i].max(0.0) / weight,
            None => left / gaps as f64,
        };
    }
    filled
}

/// Shares of parts that sum to 1; `None` if nothing is positive.
pub(super) fn shares<const N: usize>(parts: [f64; N]) -> Option<[f64; N]> {
    let sum: f64 = parts.iter().sum();
    (sum > 0.0).then(|| parts.map(|p| p / sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withheld_part_gets_what_is_left() {
        assert_eq!(fill(10.0, [Some(6.0), None, Some(1.0)], [1.0; 3]), [6.0, 3.0, 1.0]);
        assert_eq!(fill(10.0, [Some(4.0), None, None], [0.0, 1.0, 2.0]), [4.0, 2.0, 4.0]);
    }

    #[test]
    fn nothing_left_is_nothing_each() {
        assert_eq!(fill(5.0, [Some(6.0), None], [1.0, 1.0]), [6.0, 0.0]);
        assert_eq!(fill(5.0, [None, None], [0.0, 0.0]), [2.5, 2.5]);
    }
}
