//! Dates, ages, money and shares as people write them.

use jiff::ToSpan;
use jiff::civil::Date;
use units::Pence;

use crate::check;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day on which something begins: `1 April 2027`, `2027-04-01`, or `April 2027` for the first of the month. `from`
/// may stand before it.
pub(super) fn first_day(text: &str) -> Option<Date> {
    match day_or_month(strip_words(text, &["from "]))? {
        (date, true) => Some(date),
        (first, false) => Some(first),
    }
}

/// The last day of something: as [`first_day`], but a month alone is meant to its end, and `until` or `to` may stand
/// before it.
pub(super) fn last_day(text: &str) -> Option<Date> {
    match day_or_month(strip_words(text, &["until ", "to "]))? {
        (date, true) => Some(date),
        (first, false) => Some(first.last_of_month()),
    }
}

/// The day after the last one, on which something no longer is.
pub(super) fn day_after(last: Date) -> Date {
    last.saturating_add(1.day())
}

/// A date and whether its day was given.
fn day_or_month(text: &str) -> Option<(Date, bool)> {
    if let Some(date) = check::date(text) {
        return Some((date, true));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (day, month, year) = match words.as_slice() {
        [day, month, year] => (Some(day.parse::<i8>().ok()?), month, year),
        [month, year] => (None, month, year),
        _ => return None,
    };
    let month = month.to_lowercase();
    let number = MONTHS.iter().position(|m| *m == month || (month.len() == 3 && m.starts_with(&month)))?;
    let year: i16 = (year.len() == 4).then(|| year.parse().ok())??;
    Some((Date::new(year, number as i8 + 1, day.unwrap_or(1)).ok()?, day.is_some()))
}

fn strip_words<'a>(text: &'a str, words: &[&str]) -> &'a str {
    words.iter().find_map(|w| text.strip_prefix(w)).unwrap_or(text).trim()
}

/// Ages in completed years: `5 to 15` with the last one included, `under 5`, `16 and over`, `16 and 17`, `7`, `all`.
///
/// **Units**: the first age, and the age at which children no longer belong.
pub(super) fn ages(text: &str) -> Option<(f64, f64)> {
    let whole = |t: &str| check::whole(t.trim()).filter(|n| (0..=17).contains(n)).map(|n| n as f64);
    let (from, last) = if text == "all" {
        (0.0, 17.0)
    } else if let Some(below) = text.strip_prefix("under ") {
        (0.0, check::whole(below.trim()).filter(|n| (1..=18).contains(n))? as f64 - 1.0)
    } else if let Some(from) = text.strip_suffix(" and over") {
        (whole(from)?, 17.0)
    } else if let Some((from, last)) = text.split_once(" to ") {
        (whole(from)?, whole(last)?)
    } else if let Some((from, last)) = text.split_once(" and ") {
        let (from, last) = (whole(from)?, whole(last)?);
        if last != from + 1.0 {
            return None;
        }
        (from, last)
    } else {
        let only = whole(text)?;
        (only, only)
    };
    (from <= last).then_some((from, last + 1.0))
}

/// Pounds: `£6,500`, `£4.2m`, `£21 million`, `£350k`; the sign may be left out.
pub(super) fn pounds(text: &str) -> Option<Pence> {
    let sizes = [("million", 1e6), ("m", 1e6), ("thousand", 1e3), ("k", 1e3)];
    let found = sizes.iter().find_map(|(word, size)| Some((text.strip_suffix(word)?, *size)));
    match found {
        Some((amount, size)) => {
            let amount = check::number(amount.strip_prefix('£').unwrap_or(amount).trim())?;
            check::some_pounds(amount * size)
        }
        None => check::money(text),
    }
}

/// Pounds a year: `£6,500`, `£6,500 a year`, `£125 per week`; with `each` (`place`, `worker`), also `£6,500 per place
/// per year`. An amount by week or month is made one by year; one without a length of time is by year, as keys that ask for it
/// say. Two lengths of time (`£100 a week a year`) are refused: nobody can tell which is meant.
pub(super) fn pounds_a_year(text: &str, each: &str) -> Option<Pence> {
    let mut amount = text.trim();
    let (mut per_year, mut per_each) = (None, false);
    loop {
        let lengths = [("year", 1.0), ("month", 12.0), ("week", 365.25 / 7.0)];
        let by_length = lengths.into_iter().find_map(|(unit, many)| Some((strip_unit(amount, unit)?, many)));
        if let Some((rest, many)) = by_length {
            (amount, per_year) = (rest, per_year.xor(Some(many)));
            per_year?;
        } else if let Some(rest) = strip_unit(amount, each).filter(|_| !per_each) {
            (amount, per_each) = (rest, true);
        } else {
            break;
        }
    }
    Some(pounds(amount.trim())?.times(per_year.unwrap_or(1.0)))
}

/// What stands before `per UNIT` or `a UNIT`, if a text ends so.
fn strip_unit<'a>(text: &'a str, unit: &str) -> Option<&'a str> {
    let before = text.strip_suffix(unit).filter(|_| !unit.is_empty())?;
    [" per ", " a "].into_iter().find_map(|word| before.strip_suffix(word))
}

/// A difference of two risks in percentage points: `-8.6 percentage points`.
///
/// A bare percentage is not read: 8.6% may mean points or 8.6% of the risk.
pub(super) fn points(text: &str) -> Option<f64> {
    let (number, unit) = text.split_once(' ')?;
    let known = ["percentage points", "percentage point", "points", "pp"].contains(&unit.trim());
    known.then(|| check::number(number))?.map(|n| n / 100.0).filter(|d| (-1.0..=1.0).contains(d))
}

/// Days that may be negative: `30 days`, `-30 days`, also in weeks or months. In years.
pub(super) fn signed_length(text: &str) -> Option<f64> {
    match text.strip_prefix('-') {
        Some(rest) => check::length(rest.trim()).map(|y| -y),
        None => check::length(text),
    }
}

/// A length of time of at most 20 years, in years.
pub(super) fn length(text: &str) -> Option<f64> {
    check::length(text).filter(|years| *years <= 20.0)
}

/// A length of time of more than none and at most 20 years, in years.
pub(super) fn some_time(text: &str) -> Option<f64> {
    length(text).filter(|years| *years > 0.0)
}

/// Yes or no: `true`, `yes`, `false`, `no`.
pub(super) fn yes(text: &str) -> Option<bool> {
    match text {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let first = Some(Date::constant(2027, 4, 1));
        for text in ["2027-04-01", "1 April 2027", "April 2027", "from April 2027", "from 1 Apr 2027"] {
            assert_eq!(first_day(text), first, "{text}");
        }
        let last = Some(Date::constant(2028, 2, 29));
        for text in ["2028-02-29", "29 February 2028", "February 2028", "until February 2028"] {
            assert_eq!(last_day(text), last, "{text}");
        }
        for text in ["01/04/2027", "April", "31 April 2027", "April 27", "1 Avril 2027", "next April 2027"] {
            assert_eq!(first_day(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_age_is_included() {
        assert_eq!(ages("5 to 15"), Some((5.0, 16.0)));
        assert_eq!(ages("under 5"), Some((0.0, 5.0)));
        assert_eq!(ages("16 and over"), Some((16.0, 18.0)));
        assert_eq!(ages("16 and 17"), Some((16.0, 18.0)));
        assert_eq!(ages("7"), Some((7.0, 8.0)));
        assert_eq!(ages("all"), Some((0.0, 18.0)));
        for text in ["15 to 5", "5-15", "5 and 15", "under 0", "5 to 18", "18", "young"] {
            assert_eq!(ages(text), None, "{text}");
        }
    }

    #[test]
    fn money_has_sizes_and_units() {
        assert_eq!(pounds("£4.2m"), Some(Pence::from_pounds(4_200_000)));
        assert_eq!(pounds("£21 million"), Some(Pence::from_pounds(21_000_000)));
        assert_eq!(pounds("350k"), Some(Pence::from_pounds(350_000)));
        assert_eq!(pounds("-£3"), None);
        let yearly = Some(Pence::from_pounds(6_500));
        for text in ["£6,500 per place per year", "£6,500 a year", "£6,500", "6500 per place a year"] {
            assert_eq!(pounds_a_year(text, "place"), yearly, "{text}");
        }
        assert_eq!(pounds_a_year("£100 per month", ""), Some(Pence::from_pounds(1_200)));
        assert_eq!(pounds_a_year("£100 per month per place", "place"), Some(Pence::from_pounds(1_200)));
        assert_eq!(pounds_a_year("£100 per worker per year", "place"), None);
        for twice in
            ["£1,200 per month per year", "£100 a week a year", "£5 a year a year", "£5 a place a place"]
        {
            assert_eq!(pounds_a_year(twice, "place"), None, "{twice}");
        }
        let most = Some(Pence::from_pounds(10_000_000_000));
        assert_eq!([pounds("£10,000m"), pounds("£10,000,000,000")], [most, most]);
        assert_eq!([pounds("£10,001m"), pounds("£10,000,000,001")], [None, None]);
        assert_eq!(pounds_a_year("£100 per night", "place"), None);
    }

    #[test]
    fn points_are_not_percentages() {
        assert_eq!(points("-8.6 percentage points"), Some(-0.086));
        assert_eq!(points("-8.6%"), None);
        assert_eq!(points("-8.6"), None);
        assert_eq!(signed_length("-365.25 days"), Some(-1.0));
    }
}
