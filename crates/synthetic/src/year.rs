//! A return year as returns and censuses see it.

use crate::day::Day;

/// A return year: half-open, with 31 March as its last day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Year {
    pub(crate) year: u16,
    pub(crate) from: Day,
    pub(crate) to: Day,
}

impl Year {
    pub(crate) fn of(year: u16) -> Year {
        Year { year, from: Day::year_start(year), to: Day::year_end(year) }
    }

    pub(crate) fn has(self, day: Day) -> bool {
        day >= self.from && day < self.to
    }

    /// A date, unless it is still to come.
    pub(crate) fn known(self, day: Option<Day>) -> Option<Day> {
        day.filter(|d| *d < self.to)
    }

    /// Whether something that starts and ends runs in the year.
    pub(crate) fn runs(self, start: Day, end: Option<Day>) -> bool {
        start < self.to && end.is_none_or(|end| end >= self.from)
    }
}
