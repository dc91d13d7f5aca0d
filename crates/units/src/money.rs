//! Money as whole pence, and the year whose prices it is in.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use crate::FinancialYear;

/// The financial year in whose prices an amount is stated, for example 2024-25.
///
/// Amounts of unlike price years may only be summed after repricing; ledgers hold one price year for all.
pub type PriceYear = FinancialYear;

/// An amount in whole pence. Negative is money out of a budget where a ledger says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pence(pub i64);

impl Pence {
    /// Nothing.
    pub const ZERO: Pence = Pence(0);

    /// Whole pounds.
    pub fn from_pounds(pounds: i64) -> Pence {
        Pence(pounds * 100)
    }

    /// Pounds with a fraction, rounded half away from zero to the nearest penny.
    pub fn from_pounds_rounded(pounds: f64) -> Pence {
        Pence((pounds * 100.0).round() as i64)
    }

    /// The amount in pounds, for display and for statistics over draws; never for sums that are kept.
    pub fn pounds(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The amount times a quantity (weeks, places, shares), rounded half away from zero to the nearest penny.
    pub fn times(self, quantity: f64) -> Pence {
        Pence((self.0 as f64 * quantity).round() as i64)
    }
}

impl Add for Pence {
    type Output = Pence;
    fn add(self, other: Pence) -> Pence {
        Pence(self.0 + other.0)
    }
}

impl AddAssign for Pence {
    fn add_assign(&mut self, other: Pence) {
        self.0 += other.0;
    }
}

impl Sub for Pence {
    type Output = Pence;
    fn sub(self, other: Pence) -> Pence {
        Pence(self.0 - other.0)
    }
}

impl Neg for Pence {
    type Output = Pence;
    fn neg(self) -> Pence {
        Pence(-self.0)
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Pence>>(iter: I) -> Pence {
        iter.fold(Pence::ZERO, Add::add)
    }
}

impl fmt::Display for Pence {
    /// Writes `£1,234.56`, or `£1,234` when there are no odd pence; a minus sign comes first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (pounds, pence) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = pounds.to_string();
        let mut grouped = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(c);
        }
        if pence == 0 { write!(f, "{sign}£{grouped}") } else { write!(f, "{sign}£{grouped}.{pence:02}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pence_print_as_pounds() {
        assert_eq!(Pence(12_345_678).to_string(), "£123,456.78");
        assert_eq!(Pence::from_pounds(-6_500).to_string(), "-£6,500");
        assert_eq!(Pence(5).to_string(), "£0.05");
    }

    #[test]
    fn products_round_to_the_penny() {
        assert_eq!(Pence(333).times(0.5), Pence(167));
        assert_eq!(Pence(-333).times(0.5), Pence(-167));
    }
}
