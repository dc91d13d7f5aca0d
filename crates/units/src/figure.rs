//! A published figure: a value, or the reason why there is none.

use std::fmt;

/// Why a published table shows no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marker {
    /// Withheld to protect children: a small count, or one that would reveal a small count. Not zero.
    Suppressed,
    /// The question does not apply (an age band that cannot have this placement).
    NotApplicable,
    /// The publisher judged the number too unreliable to print.
    LowReliability,
    /// Nothing was returned or published.
    NotAvailable,
}

impl Marker {
    /// One letter in the project's tables: `c`, `z`, `u`, `:`.
    pub fn code(self) -> &'static str {
        match self {
            Marker::Suppressed => "c",
            Marker::NotApplicable => "z",
            Marker::LowReliability => "u",
            Marker::NotAvailable => ":",
        }
    }

    /// The marker for a letter written by [`Marker::code`].
    pub fn from_code(code: &str) -> Option<Marker> {
        [Marker::Suppressed, Marker::NotApplicable, Marker::LowReliability, Marker::NotAvailable]
            .into_iter()
            .find(|m| m.code() == code)
    }

    /// Plain words for pages.
    pub fn label(self) -> &'static str {
        match self {
            Marker::Suppressed => "suppressed",
            Marker::NotApplicable => "not applicable",
            Marker::LowReliability => "low reliability",
            Marker::NotAvailable => "not available",
        }
    }
}

/// A figure as its publisher printed it. Suppressed is not zero, so a marker is never read as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// The published number, in the unit of its measure.
    Value(f64),
    /// No number, and why.
    Missing(Marker),
}

impl Figure {
    /// The number, if one was published.
    pub fn value(self) -> Option<f64> {
        match self {
            Figure::Value(v) => Some(v),
            Figure::Missing(_) => None,
        }
    }

    /// Whether the figure was withheld to protect children.
    pub fn is_suppressed(self) -> bool {
        self == Figure::Missing(Marker::Suppressed)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Figure::Value(v) => write!(f, "{v}"),
            Figure::Missing(m) => f.write_str(m.label()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_survive_their_code() {
        for m in [Marker::Suppressed, Marker::NotApplicable, Marker::LowReliability, Marker::NotAvailable] {
            assert_eq!(Marker::from_code(m.code()), Some(m));
        }
        assert_eq!(Marker::from_code("0"), None);
    }

    #[test]
    fn suppressed_is_not_zero() {
        assert_eq!(Figure::Missing(Marker::Suppressed).value(), None);
        assert_ne!(Figure::Missing(Marker::Suppressed), Figure::Value(0.0));
    }
}
