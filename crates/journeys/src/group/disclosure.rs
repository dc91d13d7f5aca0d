//! Keeping small numbers about real children out of what is shown.

use tables::Cell;
use units::{Marker, Pence};

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Disclosure {
    /// Anybody: counts are rounded to the nearest five and those under five withheld; figures that rest on
    /// fewer than five children are withheld, money is rounded to thousands, and no child is shown alone.
    #[default]
    Public,
    /// Somebody who has stated that they work inside the authority: everything as it is.
    Inside,
}

/// Below this many children a figure is withheld.
pub const SMALLEST: u64 = 5;

impl Disclosure {
    /// A count of children or of things that happened to them.
    ///
    /// Nought is shown: that nobody is in a group says nothing about anybody. Counts that add up to one that is shown
    /// too go through [`Disclosure::parts`], where a nought would say what is left for the others.
    pub fn count(self, count: u64) -> Cell {
        match self {
            Disclosure::Inside => Cell::Whole(count as i64),
            Disclosure::Public if count == 0 => Cell::Whole(0),
            Disclosure::Public if count < SMALLEST => Cell::Missing(Marker::Suppressed),
            Disclosure::Public => Cell::Whole(to_five(count) as i64),
        }
    }

    /// Counts that add up to a count which is shown too.
    ///
    /// What [`Disclosure::hidden_parts`] names is withheld.
    pub fn parts(self, counts: &[u64]) -> Vec<Cell> {
        let cell = |(count, hidden): (&u64, bool)| {
            if hidden { Cell::Missing(Marker::Suppressed) } else { self.count(*count) }
        };
        counts.iter().zip(self.hidden_parts(counts)).map(cell).collect()
    }

    /// Which parts of a whole are withheld, when figures of the parts add up to one that is shown too.
    ///
    /// If a part is of 1 to 4 children, all of less than 5 are, noughts too; if that is one part alone, the smallest
    /// other is withheld beside it. So at least two parts are missing from the sum, and each of them could be nought.
    pub fn hidden_parts(self, children: &[u64]) -> Vec<bool> {
        let small = children.iter().any(|n| self.hides(*n));
        let mut hidden: Vec<bool> = children.iter().map(|n| small && *n < SMALLEST).collect();
        if hidden.iter().filter(|h| **h).count() == 1 {
            let others = children.iter().enumerate().filter(|(_, n)| **n >= SMALLEST);
            if let Some((at, _)) = others.min_by_key(|(_, n)| **n) {
                hidden[at] = true;
            }
        }
        hidden
    }

    /// A count as figures that are made of it may use it: to the nearest five in public.
    pub fn rounded(self, count: u64) -> Option<f64> {
        match self {
            Disclosure::Inside => Some(count as f64),
            Disclosure::Public => (!self.hides(count)).then(|| to_five(count)),
        }
    }

    /// A count of things that happened to some children: withheld when the children are few.
    pub fn count_of(self, things: u64, children: u64) -> Cell {
        if self.hides(children) { Cell::Missing(Marker::Suppressed) } else { self.count(things) }
    }

    /// A figure that rests on some children.
    pub fn number(self, value: Option<f64>, decimals: u8, children: u64) -> Cell {
        match value {
            _ if self.hides(children) => Cell::Missing(Marker::Suppressed),
            // Files hold what the page shows: a ratio in full precision would tell the counts behind it.
            Some(value) if self == Disclosure::Public => {
                let power = 10f64.powi(i32::from(decimals));
                Cell::number((value * power).round() / power, decimals)
            }
            Some(value) => Cell::number(value, decimals),
            None => Cell::Missing(Marker::NotApplicable),
        }
    }

    /// A share of some children, in per cent.
    ///
    /// In public it is withheld where either side is small, and else is that of the rounded counts, so that shares
    /// that sum to 100% do not tell of the one that is withheld.
    pub fn share(self, part: u64, of: u64) -> Cell {
        let small = |n: u64| n > 0 && n < SMALLEST;
        match self {
            _ if of == 0 => Cell::Missing(Marker::NotApplicable),
            Disclosure::Public if small(part) || of < SMALLEST || small(of - part.min(of)) => {
                Cell::Missing(Marker::Suppressed)
            }
            Disclosure::Public => Cell::number((100.0 * to_five(part) / to_five(of)).round(), 0),
            Disclosure::Inside => Cell::number(100.0 * part as f64 / of as f64, 1),
        }
    }

    /// Money spent on some children.
    pub fn money(self, amount: Pence, children: u64) -> Cell {
        match self {
            Disclosure::Inside => Cell::Money(amount),
            Disclosure::Public if self.hides(children) => Cell::Missing(Marker::Suppressed),
            Disclosure::Public => {
                Cell::Money(Pence::from_pounds((amount.pounds() / 1_000.0).round() as i64 * 1_000))
            }
        }
    }

    /// Whether a figure that rests on this many children is withheld. Nobody at all hides nothing.
    pub fn hides(self, children: u64) -> bool {
        self == Disclosure::Public && children > 0 && children < SMALLEST
    }

    /// What a table says about itself.
    pub fn note(self) -> &'static str {
        match self {
            Disclosure::Public => {
                "Counts are rounded to the nearest 5; counts under 5, figures that rest on fewer than 5 children, and \
                 parts of a total that would tell of one of these, are withheld to protect them; money is rounded to \
                 £1,000."
            }
            Disclosure::Inside => "Unrounded: for use inside the authority only.",
        }
    }
}

/// A count to the nearest five.
fn to_five(count: u64) -> f64 {
    (count as f64 / 5.0).round() * 5.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_withheld_in_public_only() {
        let p = Disclosure::Public;
        assert_eq!(p.count(0), Cell::Whole(0));
        for n in 1..5 {
            assert_eq!(p.count(n), Cell::Missing(Marker::Suppressed));
            assert_eq!(Disclosure::Inside.count(n), Cell::Whole(n as i64));
        }
        assert_eq!(p.count(7), Cell::Whole(5));
        assert_eq!(p.count(8), Cell::Whole(10));
        assert_eq!(p.count_of(40, 3), Cell::Missing(Marker::Suppressed));
        assert_eq!(p.money(Pence::from_pounds(123_456), 9), Cell::Money(Pence::from_pounds(123_000)));
    }

    #[test]
    fn a_part_that_is_withheld_is_not_the_only_one() {
        let p = Disclosure::Public;
        let hidden = |counts: &[u64]| p.hidden_parts(counts);
        assert_eq!(hidden(&[20, 0, 0, 35]), [false; 4], "nothing to protect");
        assert_eq!(hidden(&[20, 3, 0, 35]), [false, true, true, false], "noughts look like 3");
        assert_eq!(hidden(&[20, 3, 35]), [true, true, false], "the next smallest goes too");
        assert_eq!(hidden(&[3]), [true]);
        assert_eq!(Disclosure::Inside.hidden_parts(&[20, 3, 35]), [false; 3]);
    }

    #[test]
    fn a_share_does_not_tell_of_the_few_who_differ() {
        let p = Disclosure::Public;
        assert_eq!(p.share(98, 100), Cell::Missing(Marker::Suppressed));
        assert_eq!(p.share(2, 100), Cell::Missing(Marker::Suppressed));
        assert_eq!(p.share(100, 100), Cell::number(100.0, 0));
        assert_eq!(p.share(50, 100), Cell::number(50.0, 0));
        assert_eq!(p.share(0, 0), Cell::Missing(Marker::NotApplicable));
    }
}
