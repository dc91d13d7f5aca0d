//! Days as numbers, so that the simulation counts instead of calculating with calendars.

use jiff::SignedDuration;
use jiff::civil::Date;

/// A day: days since 1 January 1970. All periods are half-open, `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Days in a year on average. Intensities per year become daily probabilities by this.
pub(crate) const DAYS_PER_YEAR: f64 = 365.25;

const EPOCH: Date = Date::constant(1970, 1, 1);
const HOURS_PER_DAY: i64 = 24;

impl Day {
    /// The day of a civil date.
    pub fn of(date: Date) -> Day {
        Day(i32::try_from(date.duration_since(EPOCH).as_hours() / HOURS_PER_DAY).unwrap_or(i32::MAX))
    }

    /// The civil date.
    ///
    /// **Limits**: days beyond the calendar of jiff (years -9999 to 9999) become its last day.
    pub fn date(self) -> Date {
        EPOCH.checked_add(SignedDuration::from_hours(i64::from(self.0) * HOURS_PER_DAY)).unwrap_or(Date::MAX)
    }

    /// The first day of a return year: 1 April of the year before.
    pub fn year_start(year: u16) -> Day {
        Day::of_parts(i32::from(year) - 1, 4, 1)
    }

    /// The day after the last day of a return year: 1 April.
    pub fn year_end(year: u16) -> Day {
        Day::of_parts(i32::from(year), 4, 1)
    }

    /// The return year in which the day lies.
    pub fn return_year(self) -> u16 {
        let date = self.date();
        let year = u16::try_from(date.year()).unwrap_or(0);
        if date.month() >= 4 { year.saturating_add(1) } else { year }
    }

    /// The birthday at which someone born on this day is so many years old.
    ///
    /// **Limits**: nobody is born on 29 February, see [`Day::birthday_safe`].
    pub(crate) fn birthday(self, years: i32) -> Day {
        let born = self.date();
        Day::of_parts(i32::from(born.year()) + years, born.month(), born.day())
    }

    /// The same day, or the day before if it is 29 February, so that every year has the birthday.
    pub(crate) fn birthday_safe(self) -> Day {
        let date = self.date();
        if (date.month(), date.day()) == (2, 29) { self.plus(-1) } else { self }
    }

    /// So many days later.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Days from an earlier day to this one.
    pub(crate) fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Completed years of age on a day.
    pub(crate) fn age_on(self, day: Day) -> i32 {
        let (born, on) = (self.date(), day.date());
        let before_birthday = (on.month(), on.day()) < (born.month(), born.day());
        i32::from(on.year()) - i32::from(born.year()) - i32::from(before_birthday)
    }

    /// Whether the day is a Monday to Friday.
    pub(crate) fn is_weekday(self) -> bool {
        self.weekday() < 5
    }

    /// The day itself, or the Monday after a weekend.
    pub(crate) fn to_weekday(self) -> Day {
        self.plus((7 - self.weekday()) * i32::from(!self.is_weekday()))
    }

    /// So many Mondays to Fridays later.
    pub(crate) fn plus_weekdays(self, count: i32) -> Day {
        if count <= 0 {
            return self;
        }
        // Counted from the last weekday on or before the day.
        let from = self.plus(-(self.weekday() - 4).max(0));
        let place = from.weekday() + count;
        from.plus(place / 5 * 7 + place % 5 - from.weekday())
    }

    /// 0 is Monday.
    fn weekday(self) -> i32 {
        // 1 January 1970 was a Thursday.
        (self.0 + 3).rem_euclid(7)
    }

    fn of_parts(year: i32, month: i8, day: i8) -> Day {
        let date = i16::try_from(year).ok().and_then(|y| Date::new(y, month, day).ok());
        Day::of(date.unwrap_or(Date::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (number, date) in [(0, "1970-01-01"), (19_723, "2024-01-01"), (-1, "1969-12-31")] {
            assert_eq!(Day(number).date().to_string(), date);
            assert_eq!(Day::of(Day(number).date()), Day(number));
        }
        assert_eq!(Day::year_start(2024).date().to_string(), "2023-04-01");
        assert_eq!(Day::year_end(2024).return_year(), 2025);
    }

    #[test]
    fn weekdays_skip_weekends() {
        let friday = Day::of(Date::constant(2024, 3, 1));
        assert!(friday.is_weekday() && !friday.plus(1).is_weekday());
        assert_eq!(friday.plus(1).to_weekday().date(), Date::constant(2024, 3, 4));
        assert_eq!(friday.plus_weekdays(1).date(), Date::constant(2024, 3, 4));
        assert_eq!(friday.plus(2).plus_weekdays(1).date(), Date::constant(2024, 3, 4));
        assert_eq!(friday.plus_weekdays(15).date(), Date::constant(2024, 3, 22));
    }

    #[test]
    fn ages_change_on_birthdays() {
        let born = Day::of(Date::constant(2010, 5, 17));
        assert_eq!(born.age_on(born.birthday(6).plus(-1)), 5);
        assert_eq!(born.age_on(born.birthday(6)), 6);
    }
}
