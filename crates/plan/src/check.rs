//! Reading one value at a time, and gathering everything that is wrong.

use jiff::civil::Date;
use units::{FinancialYear, Pence};

use crate::near::{nearest, one_of_keys};
use crate::{InputError, Raw};

/// Keys that hold several values.
const LISTS: [&str; 2] = ["effect.steps", crate::caseload::POSITIONS];

/// Longest text that a value may be.
pub(crate) const LONGEST: usize = 500;

/// Reads values from a [`Raw`] and remembers what was wrong.
pub(crate) struct Checker<'a> {
    raw: &'a Raw,
    pub(crate) errors: Vec<InputError>,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(raw: &'a Raw) -> Checker<'a> {
        Checker { raw, errors: Vec::new() }
    }

    pub(crate) fn raw(&self) -> &'a Raw {
        self.raw
    }

    pub(crate) fn fail(&mut self, key: &str, value: &str, expected: impl Into<String>) {
        self.errors.push(InputError::new(&self.raw.file, (key, ""), value, expected));
    }

    /// Reports keys that are not known; `#` in a known key stands for a table's number.
    pub(crate) fn known(&mut self, keys: &[&str]) {
        for (place, (key, value)) in self.raw.pairs.iter().enumerate() {
            if value.chars().any(char::is_control) || value.chars().count() > LONGEST {
                let shown: String = value.chars().filter(|c| !c.is_control()).collect();
                self.fail(
                    key,
                    &shown,
                    format!("at most {LONGEST} characters, none of them control characters"),
                );
            }
            let general: String = key
                .split('.')
                .map(|part| if part.parse::<usize>().is_ok() { "#" } else { part })
                .collect::<Vec<_>>()
                .join(".");
            if !LISTS.contains(&general.as_str()) && self.raw.pairs[..place].iter().any(|(k, _)| k == key) {
                self.fail(key, value, "one value, not several");
            }
            if !keys.contains(&general.as_str()) {
                let near = nearest(keys.iter().copied(), &general).map(|near| numbered(near, key));
                let beside: Vec<String> =
                    keys_beside(keys, &general).iter().map(|known| numbered(known, key)).collect();
                self.fail(key, value, one_of_keys(near.as_deref(), &beside));
            }
        }
    }

    /// A value that must be there and that `read` understands.
    pub(crate) fn need<T>(
        &mut self,
        key: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.raw.get(key);
        let read = if value.is_empty() { None } else { read(value) };
        if read.is_none() {
            self.fail(key, value, expected);
        }
        read
    }

    /// A value that may be left out.
    pub(crate) fn may<T>(
        &mut self,
        key: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        if self.raw.get(key).is_empty() { None } else { self.need(key, expected, read) }
    }
}

/// A known key with the numbers that a typed one has; the first of its list, where that has none.
fn numbered(known: &str, typed: &str) -> String {
    let mut numbers = typed.split('.').filter(|part| part.parse::<usize>().is_ok());
    let parts = known.split('.').map(|part| if part == "#" { numbers.next().unwrap_or("1") } else { part });
    parts.collect::<Vec<_>>().join(".")
}

/// The keys of the table that a key stands in; if there is no such table, what may stand at the top of the file.
fn keys_beside(keys: &[&str], key: &str) -> Vec<String> {
    let table = key.rsplit_once('.').map_or("", |(table, _)| table);
    let of_table = keys.iter().filter(|known| known.rsplit_once('.').is_some_and(|(t, _)| t == table));
    let beside: Vec<String> = of_table.map(|known| (*known).to_string()).collect();
    if !beside.is_empty() {
        return beside;
    }
    let mut top: Vec<String> = Vec::new();
    for known in keys {
        let name = match known.split_once('.') {
            None => (*known).to_string(),
            Some((table, rest)) if rest.starts_with('#') => format!("[[{table}]]"),
            Some((table, _)) => format!("[{table}]"),
        };
        if !top.contains(&name) {
            top.push(name);
        }
    }
    top
}

/// A plain number such as `0.8` or `1,250`.
pub(crate) fn number(text: &str) -> Option<f64> {
    let plain = without_thousands(text)?;
    let ok = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    plain.parse().ok().filter(|n: &f64| ok && n.is_finite())
}

/// Drops commas that part thousands; any other comma (a decimal comma, say) is not a number here.
fn without_thousands(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(w, r)| (w, Some(r)));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let parted = groups.clone().count() > 0;
    let fits = (!parted || (1..=3).contains(&first.len())) && groups.all(|g| g.len() == 3);
    let plain = whole.replace(',', "");
    fits.then(|| rest.map_or(plain.clone(), |r| format!("{plain}.{r}")))
}

/// A whole number such as `60`.
pub(crate) fn whole(text: &str) -> Option<i64> {
    without_thousands(text)?.parse().ok()
}

/// A share: `60%`, `60 %` or `0.6`.
pub(crate) fn share(text: &str) -> Option<f64> {
    let value = match text.strip_suffix('%') {
        Some(percent) => number(percent.trim())? / 100.0,
        None => number(text)?,
    };
    (0.0..=1.0).contains(&value).then_some(value)
}

/// Money in pounds: `£6,500`, `£6,500.50`; the sign may be left out.
pub(crate) fn money(text: &str) -> Option<Pence> {
    let amount = number(text.trim().strip_prefix('£').unwrap_or(text).trim())?;
    some_pounds(amount)
}

/// Pounds as an amount, of at most ten thousand million.
pub(crate) fn some_pounds(amount: f64) -> Option<Pence> {
    (0.0..=1e10).contains(&amount).then(|| Pence::from_pounds_rounded(amount))
}

/// A length of time with its unit: `6 months`, `2 years`, `26 weeks`, `90 days`, or `0` alone. In years.
pub(crate) fn length(text: &str) -> Option<f64> {
    if text == "0" {
        return Some(0.0);
    }
    let (count, unit) = text.split_once(' ')?;
    let per_year = match unit.trim().strip_suffix('s').unwrap_or(unit.trim()) {
        "year" => 1.0,
        "month" => 12.0,
        "week" => 365.25 / 7.0,
        "day" => 365.25,
        _ => return None,
    };
    number(count).filter(|n| *n >= 0.0).map(|n| n / per_year)
}

/// A civil date `2027-04-01`; a time of day is not accepted.
pub(crate) fn date(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok())?
}

/// Prices of a financial year: `2024-25`.
pub(crate) fn price_year(text: &str) -> Option<FinancialYear> {
    FinancialYear::parse(text)
}

/// Years from 31 March of a base year to a date.
pub(crate) fn years_after(base_year: u16, date: Date) -> f64 {
    let base = Date::constant(base_year as i16, 3, 31);
    (date - base).get_days() as f64 / 365.25
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_need_a_unit() {
        assert_eq!(length("6 months"), Some(0.5));
        assert_eq!(length("1 year"), Some(1.0));
        assert_eq!(length("0"), Some(0.0));
        assert_eq!(length("6"), None);
        assert_eq!(length("6 fortnights"), None);
        assert_eq!(length("-1 years"), None);
    }

    #[test]
    fn shares_and_money_are_bounded() {
        assert_eq!(share("60%"), Some(0.6));
        assert_eq!(share("0.6"), Some(0.6));
        assert_eq!(share("60"), None, "a bare 60 may mean 60% or 60 times");
        assert_eq!(money("£6,500"), Some(Pence::from_pounds(6_500)));
        assert_eq!(money("-5"), None);
        assert_eq!(money("£1e5"), None);
        assert_eq!(number("inf"), None);
        assert_eq!(number("1,250.5"), Some(1250.5));
        for decimal_comma in ["0,8", "1,5", "1,2,3", "1,25", ",800"] {
            assert_eq!(number(decimal_comma), None, "{decimal_comma}");
        }
        assert_eq!(length("1,5 years"), None);
    }

    #[test]
    fn dates_are_civil_dates_only() {
        assert!(date("2027-04-01").is_some());
        assert_eq!(date("01/04/2027"), None);
        assert_eq!(date("2027-02-30"), None);
        assert!((years_after(2025, Date::constant(2026, 3, 31)) - 1.0).abs() < 0.001);
    }
}
