//! A day as a number, for arithmetic on millions of them.

use std::fmt;

use jiff::SignedDuration;
use jiff::civil::{Date, date};

/// A civil date as days since 1 January 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

const EPOCH: Date = date(1970, 1, 1);

/// Days in a year, for turning days into person-years.
pub const DAYS_PER_YEAR: f64 = 365.25;

impl Day {
    /// Later than any day of a record: the end of what is still open.
    pub const OPEN: Day = Day(i32::MAX);

    /// The day of a date.
    pub fn of(date: Date) -> Day {
        Day((date.duration_since(EPOCH).as_hours() / 24) as i32)
    }

    /// The date of a day; [`Date::MAX`] for days beyond it.
    pub fn date(self) -> Date {
        EPOCH.checked_add(SignedDuration::from_hours(i64::from(self.0) * 24)).unwrap_or(Date::MAX)
    }

    /// Days from this one to a later one; negative if it is earlier.
    pub fn until(self, later: Day) -> i32 {
        later.0.saturating_sub(self.0)
    }

    /// First day of the return year that begins in this calendar year: 1 April.
    pub fn first_of_year_from(calendar_year: i16) -> Day {
        Date::new(calendar_year, 4, 1).map_or(Day::OPEN, Day::of)
    }

    /// Return year of the day: the calendar year in which it ends, 1 April to 31 March.
    pub fn return_year(self) -> u16 {
        let d = self.date();
        let year = if d.month() >= 4 { d.year() + 1 } else { d.year() };
        u16::try_from(year).unwrap_or_default()
    }
}

impl fmt::Display for Day {
    /// Writes `2024-03-31`, and nothing for what is open.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Day::OPEN { Ok(()) } else { write!(f, "{}", self.date()) }
    }
}

/// The birthday on which an age is reached. A child born on 29 February reaches it on 1 March of other years,
/// as in English law.
pub fn birthday(born: Date, age: i16) -> Day {
    let Some(year) = born.year().checked_add(age) else { return Day::OPEN };
    match Date::new(year, born.month(), born.day()) {
        Ok(day) => Day::of(day),
        Err(_) => Date::new(year, 3, 1).map_or(Day::OPEN, Day::of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_one() {
        for d in
            [date(1970, 1, 1), date(1969, 12, 31), date(2000, 2, 29), date(2024, 3, 31), date(1901, 7, 5)]
        {
            assert_eq!(Day::of(d).date(), d);
        }
        assert_eq!(Day::of(date(1970, 1, 2)), Day(1));
        assert_eq!(Day::of(date(1969, 12, 31)), Day(-1));
        assert_eq!(Day::of(date(2024, 3, 31)).return_year(), 2024);
        assert_eq!(Day::of(date(2024, 4, 1)).return_year(), 2025);
        assert_eq!(Day::OPEN.to_string(), "");
    }

    #[test]
    fn leap_day_children_come_of_age_on_the_first_of_march() {
        assert_eq!(birthday(date(2004, 2, 29), 18).date(), date(2022, 3, 1));
        assert_eq!(birthday(date(2004, 2, 29), 16).date(), date(2020, 2, 29));
        assert_eq!(birthday(date(2006, 5, 1), 18).date(), date(2024, 5, 1));
    }
}
