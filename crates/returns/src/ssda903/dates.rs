//! Dates as the return writes them, `dd/mm/yyyy`, and what is wrong with those that are not.

use jiff::civil::{Date, date};

use crate::{Rule, Severity, day};

/// Why a text is not a date of the return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadDate {
    /// Digits only: Excel's count of days; with the date that would be.
    Serial(Date),
    /// Year, month and day in another order, or joined by other signs.
    Order,
    /// A year of two digits.
    ShortYear,
    /// A day that the calendar does not have.
    Impossible,
    /// A year before 1900 or after 2099.
    OutOfRange,
    /// None of these.
    NotADate,
}

pub(crate) static SERIAL: Rule = Rule {
    id: "date-as-serial-number",
    severity: Severity::Error,
    title: "A date is an Excel serial number.",
    why: "A spreadsheet saved the count of days instead of the date. Which day it meant depends on the \
          workbook's calendar, so it is not used.",
};
pub(crate) static ORDER: Rule = Rule {
    id: "date-in-other-order",
    severity: Severity::Error,
    title: "A date of the looked-after return is not written dd/mm/yyyy.",
    why: "Day and month in an unexpected order would be swapped without anyone noticing, so the date is not \
          used.",
};
pub(crate) static SHORT_YEAR: Rule = Rule {
    id: "date-with-short-year",
    severity: Severity::Error,
    title: "A year has two digits.",
    why: "Two digits do not tell the century, so the date is not used.",
};
pub(crate) static IMPOSSIBLE: Rule = Rule {
    id: "date-impossible",
    severity: Severity::Error,
    title: "A date is no day of the calendar.",
    why: "There is no such day; which one was meant cannot be known, so the date is not used.",
};
pub(crate) static OUT_OF_RANGE: Rule = Rule {
    id: "date-out-of-range",
    severity: Severity::Error,
    title: "A date lies before 1900 or after 2099.",
    why: "No child's journey reaches so far; the date is not used.",
};
pub(crate) static NOT_A_DATE: Rule = Rule {
    id: "date-unreadable",
    severity: Severity::Error,
    title: "A date column holds something else than a date.",
    why: "The text is not a date and is not used; a row that needs it is left out.",
};

/// Rules of dates.
pub(crate) static RULES: &[&Rule] = &[&SERIAL, &ORDER, &SHORT_YEAR, &IMPOSSIBLE, &OUT_OF_RANGE, &NOT_A_DATE];

impl BadDate {
    /// The rule that such a text breaks.
    pub(crate) fn rule(self) -> &'static Rule {
        match self {
            BadDate::Serial(_) => &SERIAL,
            BadDate::Order => &ORDER,
            BadDate::ShortYear => &SHORT_YEAR,
            BadDate::Impossible => &IMPOSSIBLE,
            BadDate::OutOfRange => &OUT_OF_RANGE,
            BadDate::NotADate => &NOT_A_DATE,
        }
    }

    /// What was expected, in words.
    pub(crate) fn expected(self) -> String {
        match self {
            BadDate::Serial(date) => {
                format!(
                    "dd/mm/yyyy; this looks like an Excel serial number, which would be {}",
                    written(date)
                )
            }
            BadDate::OutOfRange => {
                format!("dd/mm/yyyy with a year from {} to {}", day::YEARS.start(), day::YEARS.end())
            }
            BadDate::Impossible => "a day of the calendar, as dd/mm/yyyy".to_string(),
            _ => "dd/mm/yyyy".to_string(),
        }
    }
}

/// Reads `dd/mm/yyyy`. Day and month may have one digit, and a time of midnight may follow, for database
/// extracts have it; neither leaves a doubt about the day.
pub(crate) fn parse(text: &[u8]) -> Result<Date, BadDate> {
    if let &[d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4] = text
        && let (Some(day), Some(month), Some(high), Some(low)) =
            (pair(d1, d2), pair(m1, m2), pair(y1, y2), pair(y3, y4))
    {
        return of_parts(i16::from(high) * 100 + i16::from(low), month, day);
    }
    parse_loosely(text)
}

/// The date as the return writes it.
pub(crate) fn written(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

fn pair(tens: u8, ones: u8) -> Option<i8> {
    let digit = |b: u8| b.is_ascii_digit().then(|| (b - b'0') as i8);
    Some(digit(tens)? * 10 + digit(ones)?)
}

fn of_parts(year: i16, month: i8, day: i8) -> Result<Date, BadDate> {
    let date = Date::new(year, month, day).map_err(|_| BadDate::Impossible)?;
    if day::YEARS.contains(&year) { Ok(date) } else { Err(BadDate::OutOfRange) }
}

fn parse_loosely(text: &[u8]) -> Result<Date, BadDate> {
    let Ok(text) = std::str::from_utf8(text) else { return Err(BadDate::NotADate) };
    let text = day::without_midnight(text);
    if let Some(date) = serial(text) {
        return Err(BadDate::Serial(date));
    }
    let mut parts = text.split(['/', '-', '.', ' ']);
    let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(BadDate::NotADate);
    };
    let digits = |s: &str, from: usize, to: usize| {
        (from..=to).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
    };
    let month_word = b.len() >= 3 && b.bytes().all(|b| b.is_ascii_alphabetic());
    let has_slashes = text.bytes().filter(|b| *b == b'/').count() == 2;
    match () {
        () if has_slashes && digits(a, 1, 2) && digits(b, 1, 2) && digits(c, 4, 4) => {
            let (Ok(day), Ok(month), Ok(year)) = (a.parse(), b.parse(), c.parse()) else {
                return Err(BadDate::NotADate);
            };
            of_parts(year, month, day)
        }
        () if digits(a, 4, 4) && (digits(b, 1, 2) || month_word) && digits(c, 1, 2) => Err(BadDate::Order),
        () if digits(a, 1, 2) && (digits(b, 1, 2) || month_word) && digits(c, 4, 4) => Err(BadDate::Order),
        () if digits(a, 1, 2) && (digits(b, 1, 2) || month_word) && digits(c, 2, 2) => {
            Err(BadDate::ShortYear)
        }
        () => Err(BadDate::NotADate),
    }
}

/// The date of an Excel serial number of the 1900 calendar: five digits, with or without a fraction.
fn serial(text: &str) -> Option<Date> {
    let whole = text.split_once('.').map_or(text, |(whole, fraction)| {
        if fraction.bytes().all(|b| b.is_ascii_digit()) { whole } else { text }
    });
    let days: i64 = (whole.len() == 5 && whole.bytes().all(|b| b.is_ascii_digit()))
        .then(|| whole.parse().ok())
        .flatten()?;
    date(1899, 12, 30).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_of_the_return_are_read() {
        for (text, expected) in [
            ("01/04/2021", Ok(date(2021, 4, 1))),
            ("1/4/2021", Ok(date(2021, 4, 1))),
            ("01/04/2021 00:00:00", Ok(date(2021, 4, 1))),
            ("29/02/2024", Ok(date(2024, 2, 29))),
            ("29/02/2023", Err(BadDate::Impossible)),
            ("31/04/2021", Err(BadDate::Impossible)),
            ("04/31/2021", Err(BadDate::Impossible)),
            ("00/00/0000", Err(BadDate::Impossible)),
            ("01/04/0021", Err(BadDate::OutOfRange)),
            ("01/04/1899", Err(BadDate::OutOfRange)),
            ("01/04/2099", Ok(date(2099, 4, 1))),
            ("01/04/2100", Err(BadDate::OutOfRange)),
            ("2021-04-01", Err(BadDate::Order)),
            ("2021/04/01", Err(BadDate::Order)),
            ("01-04-2021", Err(BadDate::Order)),
            ("01-Apr-2021", Err(BadDate::Order)),
            ("01/04/21", Err(BadDate::ShortYear)),
            ("01-Apr-21", Err(BadDate::ShortYear)),
            ("43556", Err(BadDate::Serial(date(2019, 4, 1)))),
            ("43556.0", Err(BadDate::Serial(date(2019, 4, 1)))),
            ("99999", Err(BadDate::Serial(date(2173, 10, 13)))),
            ("soon", Err(BadDate::NotADate)),
            ("1/2", Err(BadDate::NotADate)),
            ("é/é/éééé", Err(BadDate::NotADate)),
        ] {
            assert_eq!(parse(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(parse(&[0xff, 0xfe]), Err(BadDate::NotADate));
    }
}
