//! The two kinds of year in which children's services are counted.

use std::fmt;

/// A statistical year: the twelve months ending on 31 March of the number it holds. `ReportingYear(2025)` is
/// 1 April 2024 to 31 March 2025, and its stock is that of 31 March 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportingYear(pub u16);

impl fmt::Display for ReportingYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A financial year, held by the calendar year in which it starts. `FinancialYear(2024)` is 2024-25.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FinancialYear(pub u16);

impl FinancialYear {
    /// Reads `2024-25` or `2024/25`; the second part must be the following year.
    pub fn parse(text: &str) -> Option<FinancialYear> {
        let (start, end) = text.trim().split_once(['-', '/'])?;
        let start: u16 = (start.len() == 4).then(|| start.parse().ok())??;
        let end: u16 = (end.len() == 2).then(|| end.parse().ok())??;
        ((start + 1) % 100 == end).then_some(FinancialYear(start))
    }

    /// The statistical year that covers the same twelve months.
    pub fn reporting_year(self) -> ReportingYear {
        ReportingYear(self.0 + 1)
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1) % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn financial_years_are_read_and_written() {
        assert_eq!(FinancialYear::parse("2024-25"), Some(FinancialYear(2024)));
        assert_eq!(FinancialYear::parse("1999/00"), Some(FinancialYear(1999)));
        assert_eq!(FinancialYear::parse("2024-26"), None);
        assert_eq!(FinancialYear::parse("24-25"), None);
        assert_eq!(FinancialYear(2024).to_string(), "2024-25");
        assert_eq!(FinancialYear(2024).reporting_year(), ReportingYear(2025));
    }
}
