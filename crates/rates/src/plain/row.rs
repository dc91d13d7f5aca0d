//! One row: steps and exposure of one step in one cell and stratum.

use std::fmt;

/// Most steps, and most person-years, of a row: more than the lives of everybody alive. Estimates of far larger numbers would
/// have no end, or no digits left.
pub const COUNT_MAX: f64 = 1e12;

/// A range of ages or of time in position: from its start up to, but not including, its end.
///
/// **Units**: years. The end may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Start; 0 or more.
    pub from: f64,
    /// End; above the start.
    pub to: f64,
}

impl Span {
    /// All ages, or any time.
    pub const ALL: Span = Span { from: 0.0, to: f64::INFINITY };

    /// Whether two ranges share any time.
    pub fn overlaps(self, other: Span) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Why it is no range, if it is none.
    fn fault(self, column: &'static str) -> Option<Fault> {
        if !self.from.is_finite() || self.to.is_nan() {
            Some(Fault::NotANumber { column, value: if self.to.is_nan() { self.to } else { self.from } })
        } else if self.from < 0.0 {
            Some(Fault::Negative { column, value: self.from })
        } else if self.from >= self.to {
            Some(Fault::Range { column, span: self })
        } else {
            None
        }
    }
}

impl fmt::Display for Span {
    /// Writes the range: `5 to 9`, `16 and over`, `all`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            span if *span == Span::ALL => f.write_str("all"),
            Span { from, to } if to.is_finite() => write!(f, "{from} to {to}"),
            Span { from, .. } => write!(f, "{from} and over"),
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'a> {
    /// What the caller knows the row by.
    pub line: u64,
    /// Position that is left.
    pub from: &'a str,
    /// Position that is entered.
    pub to: &'a str,
    /// Ages.
    pub ages: Span,
    /// Time in the position that is left.
    pub times: Span,
    /// Stratum, for example an authority; blank where there are none.
    pub stratum: &'a str,
    /// Group of the stratum, for example a region; blank where there are none.
    pub group: &'a str,
    /// Levels of the covariates that the table is split by, in an order that all rows share; none if it is not.
    pub levels: &'a [&'a str],
    /// Steps seen.
    pub steps: f64,
    /// Exposure in which they were seen, in person-years.
    pub person_years: f64,
}

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// A position is blank.
    Blank {
        /// `from` or `to`.
        column: &'static str,
    },
    /// A step leads from a position to itself.
    OwnPosition,
    /// A number is none, or is not finite.
    NotANumber {
        /// Column, without `_from` or `_to`.
        column: &'static str,
        /// The value.
        value: f64,
    },
    /// A number is below nought.
    Negative {
        /// Column, without `_from` or `_to`.
        column: &'static str,
        /// The value.
        value: f64,
    },
    /// A number is larger than any count of people can be.
    TooLarge {
        /// `steps` or `person_years`.
        column: &'static str,
        /// The value.
        value: f64,
    },
    /// A range ends where it starts, or before.
    Range {
        /// `age` or `time`.
        column: &'static str,
        /// The range.
        span: Span,
    },
    /// Steps were seen in no exposure.
    StepsWithoutExposure,
    /// The stratum was in another group before.
    OtherGroup {
        /// The group it was in.
        first: String,
    },
}

impl Row<'_> {
    /// What is wrong with the row by itself.
    pub(super) fn fault(&self) -> Option<Fault> {
        if let Some(column) = [("from", self.from), ("to", self.to)].iter().find(|(_, name)| name.is_empty())
        {
            return Some(Fault::Blank { column: column.0 });
        }
        if self.from == self.to {
            return Some(Fault::OwnPosition);
        }
        if let Some(fault) = self.ages.fault("age").or_else(|| self.times.fault("time")) {
            return Some(fault);
        }
        for (column, value) in [("steps", self.steps), ("person_years", self.person_years)] {
            if !value.is_finite() {
                return Some(Fault::NotANumber { column, value });
            }
            if value < 0.0 {
                return Some(Fault::Negative { column, value });
            }
            if value > COUNT_MAX {
                return Some(Fault::TooLarge { column, value });
            }
        }
        (self.steps > 0.0 && self.person_years == 0.0).then_some(Fault::StepsWithoutExposure)
    }
}
