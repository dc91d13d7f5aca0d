//! Numbers for people.

use tables::{Cell, grouped};
use units::Pence;

/// A count with commas: `1,234`.
pub fn count(value: f64) -> String {
    grouped(value, 0)
}

/// A number with commas and a fixed count of decimals: `1,234.5`.
pub fn number(value: f64, decimals: u8) -> String {
    grouped(value, decimals)
}

/// Percentage points as a percentage: `12.3` is `12.3%`.
pub fn percent(value: f64, decimals: u8) -> String {
    format!("{}%", grouped(value, decimals))
}

/// An amount in words a councillor uses: `£6.5 million`, `-£1,200`, `£1.25 billion`; whole pounds under a million.
pub fn pounds(amount: Pence) -> String {
    money(amount.pounds(), " million", " billion")
}

/// An amount for an axis or a label in a chart: `£6.5m`, `-£250k`.
pub fn pounds_short(pounds: f64) -> String {
    let thousands = pounds.abs() / 1_000.0;
    if (10.0..999.5).contains(&thousands) {
        let decimals = u8::from(thousands < 100.0 && (thousands * 10.0).round() % 10.0 != 0.0);
        return format!("{}£{}k", sign(pounds), grouped(thousands, decimals));
    }
    if thousands >= 999.5 { money(pounds, "m", "bn") } else { money(pounds, "", "") }
}

fn money(pounds: f64, million: &str, billion: &str) -> String {
    let size = pounds.abs();
    // Rounding must not give "£1,000.0 million" or "£1,000,000".
    let text = if size >= 999_950_000.0 {
        trimmed(size / 1e9, 2) + billion
    } else if size >= 999_500.0 {
        trimmed(size / 1e6, 1) + million
    } else {
        grouped(size, 0)
    };
    let sign = if text == "0" { "" } else { sign(pounds) };
    format!("{sign}£{text}")
}

fn sign(value: f64) -> &'static str {
    if value < 0.0 { "-" } else { "" }
}

fn trimmed(value: f64, decimals: u8) -> String {
    let text = grouped(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A rate as one in so many: 203 per 10,000 is `1 child in 49`.
///
/// **Limits**: `None` when the rate is zero or below, or so high that "one in" says less than a percentage
/// (above one in two).
pub fn one_in(rate: f64, per: f64, noun: &str) -> Option<String> {
    let each = per / rate;
    (rate > 0.0 && each.is_finite() && each >= 1.5).then(|| format!("1 {noun} in {}", grouped(each, 0)))
}

/// A change with its sign in words that do not need colour: `up 1,200`, `down 3.4%`, `no change`.
pub fn change(value: f64, write: impl Fn(f64) -> String) -> String {
    let size = write(value.abs());
    if size == write(0.0) {
        "no change".to_owned()
    } else {
        format!("{} {size}", if value < 0.0 { "down" } else { "up" })
    }
}

/// A place in an order: `1st`, `2nd`, `11th`.
pub fn ordinal(place: u32) -> String {
    let ending = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

/// What the values of a chart are, and so how they are written on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A number with a fixed count of decimals.
    Number {
        /// Digits after the point in labels and tables.
        decimals: u8,
    },
    /// Percentage points with a fixed count of decimals.
    Percent {
        /// Digits after the point in labels and tables.
        decimals: u8,
    },
    /// Pounds.
    Pounds,
}

impl Quantity {
    /// The value as a label beside a mark.
    pub fn label(self, value: f64) -> String {
        match self {
            Quantity::Number { decimals } => grouped(value, decimals),
            Quantity::Percent { decimals } => percent(value, decimals),
            Quantity::Pounds => pounds_short(value),
        }
    }

    /// The value as a cell of the chart's table.
    pub fn cell(self, value: Option<f64>) -> Cell {
        match (self, value) {
            (_, None) => Cell::Missing(units::Marker::NotAvailable),
            (_, Some(value)) if !value.is_finite() => Cell::Missing(units::Marker::NotAvailable),
            (Quantity::Number { decimals: 0 }, Some(value)) => Cell::Whole(value.round() as i64),
            (Quantity::Number { decimals } | Quantity::Percent { decimals }, Some(value)) => {
                Cell::number(value, decimals)
            }
            (Quantity::Pounds, Some(value)) => Cell::Money(Pence::from_pounds(value.round() as i64)),
        }
    }

    /// A label of an axis, whose ticks are a step apart; it has as many decimals as the step needs.
    pub fn tick(self, value: f64, step: f64) -> String {
        let decimals = (0..6).find(|d| is_whole(step * 10f64.powi(*d))).unwrap_or(6) as u8;
        match self {
            Quantity::Number { .. } => grouped(value, decimals),
            Quantity::Percent { .. } => percent(value, decimals),
            Quantity::Pounds => pounds_short(value),
        }
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_in_words() {
        for (amount, expected) in [
            (6_500_000, "£6.5 million"),
            (-1_200, "-£1,200"),
            (1_250_000_000, "£1.25 billion"),
            (999_499, "£999,499"),
            (999_500, "£1 million"),
            (0, "£0"),
        ] {
            assert_eq!(pounds(Pence::from_pounds(amount)), expected);
        }
    }

    #[test]
    fn money_is_short_in_charts() {
        for (amount, expected) in [
            (6_500_000.0, "£6.5m"),
            (-250_000.0, "-£250k"),
            (12_500.0, "£12.5k"),
            (1_200.0, "£1,200"),
            (999_700.0, "£1m"),
            (2_000_000_000.0, "£2bn"),
            (-0.2, "£0"),
        ] {
            assert_eq!(pounds_short(amount), expected);
        }
    }

    #[test]
    fn rates_are_one_child_in_so_many() {
        assert_eq!(one_in(203.0, 10_000.0, "child").as_deref(), Some("1 child in 49"));
        assert_eq!(one_in(0.0, 10_000.0, "child"), None);
        assert_eq!(one_in(9_000.0, 10_000.0, "child"), None);
        assert_eq!(one_in(-1.0, 10_000.0, "child"), None);
    }

    #[test]
    fn changes_are_said_in_words() {
        assert_eq!(change(1_200.0, count), "up 1,200");
        assert_eq!(change(-3.4, |v| percent(v, 1)), "down 3.4%");
        assert_eq!(change(0.2, count), "no change");
    }

    #[test]
    fn places_have_their_endings() {
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 22, 113].map(ordinal).join(" "),
            "1st 2nd 3rd 4th 11th 12th 22nd 113th"
        );
    }

    #[test]
    fn ticks_have_the_decimals_of_their_step() {
        assert_eq!(Quantity::Number { decimals: 1 }.tick(50.0, 50.0), "50");
        assert_eq!(Quantity::Number { decimals: 0 }.tick(0.5, 0.25), "0.50");
        assert_eq!(Quantity::Percent { decimals: 1 }.tick(20.0, 10.0), "20%");
        assert_eq!(Quantity::Pounds.tick(1_500_000.0, 500_000.0), "£1.5m");
    }
}
