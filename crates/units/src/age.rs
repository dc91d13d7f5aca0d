//! Age bands of the looked-after return.

use std::fmt;

/// One of the five age bands in which DfE publishes children looked after.
///
/// **Units**: completed years of age, half-open `[from, to)`; the last band ends at the 18th birthday.
///
/// **Source**: DfE, Children looked after in England including adoptions, age groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeBand {
    /// Under 1 year.
    Under1,
    /// 1 to 4 years.
    From1To4,
    /// 5 to 9 years.
    From5To9,
    /// 10 to 15 years.
    From10To15,
    /// 16 and 17 years.
    From16To17,
}

impl AgeBand {
    /// All bands, youngest first.
    pub const ALL: [AgeBand; 5] =
        [AgeBand::Under1, AgeBand::From1To4, AgeBand::From5To9, AgeBand::From10To15, AgeBand::From16To17];

    /// Position of the band in [`AgeBand::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// First age in the band, in years.
    pub fn from_years(self) -> f64 {
        [0.0, 1.0, 5.0, 10.0, 16.0][self.index()]
    }

    /// Age at which a child leaves the band, in years.
    pub fn to_years(self) -> f64 {
        [1.0, 5.0, 10.0, 16.0, 18.0][self.index()]
    }

    /// The band of an exact age in years; `None` below 0 or from the 18th birthday on.
    pub fn of(age_years: f64) -> Option<AgeBand> {
        AgeBand::ALL.into_iter().find(|b| age_years >= b.from_years() && age_years < b.to_years())
    }

    /// Months of age in all bands together: from birth to the 18th birthday.
    pub const ALL_MONTHS: usize = 216;

    /// The band of a month of age, from 0; the oldest band for 18 and over.
    #[inline]
    pub fn of_month(month: usize) -> AgeBand {
        match month {
            0..12 => AgeBand::Under1,
            12..60 => AgeBand::From1To4,
            60..120 => AgeBand::From5To9,
            120..192 => AgeBand::From10To15,
            _ => AgeBand::From16To17,
        }
    }

    /// Months of age in the band.
    pub fn months(self) -> f64 {
        (self.to_years() - self.from_years()) * 12.0
    }

    /// Short words for tables and pages.
    pub fn label(self) -> &'static str {
        ["Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17"][self.index()]
    }
}

impl fmt::Display for AgeBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_cover_childhood_without_gap() {
        for pair in AgeBand::ALL.windows(2) {
            assert_eq!(pair[0].to_years(), pair[1].from_years());
        }
        assert_eq!(AgeBand::of(0.0), Some(AgeBand::Under1));
        assert_eq!(AgeBand::of(17.999), Some(AgeBand::From16To17));
        assert_eq!(AgeBand::of(18.0), None);
        assert_eq!(AgeBand::of(-0.1), None);
        for band in AgeBand::ALL {
            let months = (0..AgeBand::ALL_MONTHS).filter(|m| AgeBand::of_month(*m) == band).count();
            assert_eq!(months as f64, band.months(), "{band}");
        }
    }
}
