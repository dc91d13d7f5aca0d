//! One cell of a table.

use std::fmt;

use units::{Figure, Marker, Pence};

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words: a name, a year, a code.
    Text(String),
    /// A number, shown with a fixed count of decimals.
    Number {
        /// The value, in the unit of its column.
        value: f64,
        /// Digits after the point when shown; files keep them too.
        decimals: u8,
    },
    /// A count.
    Whole(i64),
    /// An amount of money, in pence.
    Money(Pence),
    /// No figure, and why.
    Missing(Marker),
    /// Nothing belongs here (a subtotal's empty corner). For an absent figure use [`Cell::Missing`].
    Blank,
}

impl Cell {
    /// A cell of words.
    pub fn text(words: impl Into<String>) -> Cell {
        Cell::Text(words.into())
    }

    /// A number with a fixed count of decimals; *not available* when it is not finite.
    pub fn number(value: f64, decimals: u8) -> Cell {
        if value.is_finite() { Cell::Number { value, decimals } } else { Cell::Missing(Marker::NotAvailable) }
    }

    /// A published figure with a fixed count of decimals.
    pub fn figure(figure: Figure, decimals: u8) -> Cell {
        match figure {
            Figure::Value(value) => Cell::number(value, decimals),
            Figure::Missing(marker) => Cell::Missing(marker),
        }
    }

    /// Whether the cell holds a quantity, which is set to the right.
    pub fn is_quantity(&self) -> bool {
        matches!(self, Cell::Number { .. } | Cell::Whole(_) | Cell::Money(_))
    }
}

impl fmt::Display for Cell {
    /// Writes the cell for people: `1,234.5`, `£1,234`, `suppressed`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Text(text) => f.write_str(text),
            Cell::Number { value, decimals } => f.write_str(&grouped(*value, *decimals)),
            Cell::Whole(count) => f.write_str(&grouped(*count as f64, 0)),
            Cell::Money(pence) => write!(f, "{pence}"),
            Cell::Missing(marker) => f.write_str(marker.label()),
            Cell::Blank => Ok(()),
        }
    }
}

/// A number with commas between thousands and a fixed count of decimals: `-1,234.50`.
///
/// What rounds to nothing has no sign: `-0.4` with no decimals is `0`.
pub fn grouped(value: f64, decimals: u8) -> String {
    let digits = fixed(value.abs(), decimals);
    let (whole, fraction) = digits.split_once('.').map_or((digits.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if value < 0.0 && digits.bytes().any(|b| matches!(b, b'1'..=b'9')) {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number with a fixed count of decimals, halves rounded away from zero as people expect (`0.5` is `1`).
pub(crate) fn fixed(value: f64, decimals: u8) -> String {
    let power = 10f64.powi(i32::from(decimals));
    let scaled = value * power;
    // Beyond this the product has no exact halves, and may overflow.
    let rounded = if scaled.abs() < 1e15 { scaled.round() / power } else { value };
    let text = format!("{rounded:.*}", usize::from(decimals));
    if text.bytes().any(|b| matches!(b, b'1'..=b'9')) { text } else { text.replace('-', "") }
}

/// A number of things with its noun: `1 file`, `1,240 files`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count as f64, 0), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_for_people() {
        for (value, decimals, expected) in [
            (0.0, 0, "0"),
            (999.0, 0, "999"),
            (1_000.0, 0, "1,000"),
            (-1_234_567.891, 2, "-1,234,567.89"),
            (-0.4, 0, "0"),
            (0.5, 0, "1"),
            (2.5, 0, "3"),
            (12.25, 1, "12.3"),
        ] {
            assert_eq!(grouped(value, decimals), expected);
        }
    }

    #[test]
    fn cells_print_what_they_hold() {
        assert_eq!(Cell::Money(Pence::from_pounds(-1_200)).to_string(), "-£1,200");
        assert_eq!(Cell::Missing(Marker::Suppressed).to_string(), "suppressed");
        assert_eq!(Cell::number(f64::NAN, 1), Cell::Missing(Marker::NotAvailable));
        assert_eq!(Cell::figure(Figure::Value(7.0), 0), Cell::Number { value: 7.0, decimals: 0 });
        assert_eq!(Cell::Blank.to_string(), "");
    }
}
