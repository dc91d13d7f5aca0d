//! Cells of tables as parts of sentences, and as lengths in charts.

pub(super) use crate::chain_pages::words::capital;
use jiff::civil::Date;
use returns::record::Coverage;
use tables::Cell;
use units::Marker;

/// A count in a sentence: `1,240`, `fewer than 5`.
pub(super) fn said(cell: &Cell) -> String {
    match cell {
        Cell::Missing(Marker::Suppressed) => "fewer than 5".to_owned(),
        other => other.to_string(),
    }
}

/// A count with its noun in a sentence: `1 child`, `1,240 children`, `fewer than 5 children`.
pub(super) fn counted(cell: &Cell, one: &str, many: &str) -> String {
    let noun = if *cell == Cell::Whole(1) { one } else { many };
    format!("{} {noun}", said(cell))
}

/// The length that stands for a cell in a chart; `None` for what is withheld or lacking.
pub(super) fn length(cell: Option<&Cell>) -> Option<f64> {
    match cell {
        Some(Cell::Number { value, .. }) => Some(*value),
        Some(Cell::Whole(count)) => Some(*count as f64),
        Some(Cell::Money(amount)) => Some(amount.pounds()),
        _ => None,
    }
}

/// A date as it is said: `31 March 2025`.
pub(super) fn date(date: Date) -> String {
    let month = MONTHS.get(usize::try_from(date.month()).unwrap_or(0).wrapping_sub(1)).copied().unwrap_or("");
    format!("{} {month} {}", date.day(), date.year())
}

/// A date where there is little room: `31 Mar 25`.
pub(super) fn short_date(date: Date) -> String {
    let month = MONTHS.get(usize::try_from(date.month()).unwrap_or(0).wrapping_sub(1)).copied().unwrap_or("");
    let short: String = month.chars().take(3).collect();
    format!("{} {short} {:02}", date.day(), date.year().rem_euclid(100))
}

/// The days that a coverage spans: `1 April 2018 to 31 March 2025`.
pub(super) fn covered(coverage: &Coverage) -> String {
    match coverage.start().zip(coverage.end()) {
        Some((from, to)) => span(from, to),
        None => "no days covered".to_owned(),
    }
}

/// A half-open span of days: `1 April 2018 to 31 March 2025`.
pub(super) fn span(from: Date, to: Date) -> String {
    format!("{} to {}", date(from), date(to.yesterday().unwrap_or(to)))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number of days in words: `92 days`, `2.4 years`; nothing where there is none.
pub(super) fn days(cell: Option<&Cell>) -> Option<String> {
    let value = length(cell)?;
    Some(match value {
        v if v >= 730.5 => format!("{:.1} years", v / 365.25),
        v => tables::counted(v.round().max(0.0) as u64, "day", "days"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_words_and_lengths() {
        assert_eq!(said(&Cell::Missing(Marker::Suppressed)), "fewer than 5");
        assert_eq!(said(&Cell::Whole(1240)), "1,240");
        assert_eq!(counted(&Cell::Whole(1), "child", "children"), "1 child");
        assert_eq!(counted(&Cell::Whole(1240), "child", "children"), "1,240 children");
        assert_eq!(length(Some(&Cell::Missing(Marker::Suppressed))), None);
        assert_eq!(days(Some(&Cell::number(92.4, 0))).as_deref(), Some("92 days"));
        assert_eq!(days(Some(&Cell::number(1.0, 0))).as_deref(), Some("1 day"));
        assert_eq!(days(Some(&Cell::number(913.0, 0))).as_deref(), Some("2.5 years"));
        assert_eq!(days(None), None);
        let day = jiff::civil::date(2025, 3, 1);
        assert_eq!((date(day), short_date(day)), ("1 March 2025".to_owned(), "1 Mar 25".to_owned()));
        assert_eq!(
            span(jiff::civil::date(2018, 4, 1), jiff::civil::date(2025, 4, 1)),
            "1 April 2018 to 31 March 2025"
        );
    }
}
