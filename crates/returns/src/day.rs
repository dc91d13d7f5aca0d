//! Dates as files print them. Nothing is guessed: a text is a date in one of these forms, or it is none.

use jiff::civil::Date;

/// Years that a date in a return may have. What lies outside is a slip of the pen: no one alive was born before.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// A date as `2024-03-31`.
pub(crate) fn iso(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *<&[u8; 10]>::try_from(text.as_bytes()).ok()? else {
        return None;
    };
    date(number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?)
}

/// A date as `31/03/2024`; one digit for day or month will do.
pub(crate) fn day_first(text: &str) -> Option<Date> {
    let mut parts = text.as_bytes().splitn(3, |b| *b == b'/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if day.len() > 2 || month.len() > 2 || year.len() != 4 {
        return None;
    }
    date(number(year)?, number(month)?, number(day)?)
}

/// A text without the time of day that exports add to dates, if it is midnight.
pub(crate) fn without_midnight(text: &str) -> &str {
    let midnights = ["00:00:00.000", "00:00:00", "00:00", "0:00"];
    midnights.iter().find_map(|m| text.strip_suffix(m)?.strip_suffix([' ', 'T'])).unwrap_or(text)
}

/// Whether a text is a day of the calendar with the month first, and none with the day first: `04/23/2021`.
pub(crate) fn is_month_first(text: &str) -> bool {
    let text = without_midnight(text.trim());
    let mut parts = text.splitn(3, '/');
    let (Some(month), Some(day), Some(year)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    day_first(text).is_none() && day_first(&format!("{day}/{month}/{year}")).is_some()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number that one to four digits write.
fn number(digits: &[u8]) -> Option<i16> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0i16, |sum, digit| {
        digit.is_ascii_digit().then_some(())?;
        sum.checked_mul(10)?.checked_add(i16::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn only_dates_that_leave_no_other_reading_have_the_month_first() {
        for (text, expected) in [
            ("04/23/2021", true),
            ("4/23/2021 00:00:00", true),
            ("23/04/2021", false),
            ("03/04/2021", false),
            ("13/13/2021", false),
            ("02/30/2021", false),
            ("2021-04-23", false),
            ("23", false),
        ] {
            assert_eq!(is_month_first(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_are_read_in_their_own_form_only() {
        let leap = Some(date(2024, 2, 29));
        for (text, as_iso, as_day_first) in [
            ("2024-02-29", leap, None),
            ("29/02/2024", None, leap),
            ("3/4/2024", None, Some(date(2024, 4, 3))),
            ("2023-02-29", None, None),
            ("02/29/2024", None, None),
            ("29/02/24", None, None),
            ("0204-02-29", None, None),
            ("2024-2-9", None, None),
            ("2024/02/29", None, None),
            ("//2024", None, None),
            ("+1/02/2024", None, None),
            ("", None, None),
            ("29/02/2024 00:00", None, None),
            ("２024-02-29", None, None),
        ] {
            assert_eq!((iso(text), day_first(text)), (as_iso, as_day_first), "{text}");
        }
    }
}
