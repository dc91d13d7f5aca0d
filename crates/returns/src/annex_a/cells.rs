//! Cells of a sheet or of a CSV file, and what they say.

use jiff::civil::Date;

use super::words::{plain, without_letter};
use super::write::day_first;
use crate::child_id::Id;
use crate::{Text, day};

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CellValue {
    /// Nothing.
    #[default]
    Blank,
    /// Text; every cell of a CSV file.
    Text(Text),
    /// A number of a spreadsheet.
    Number(f64),
    /// Yes or no, as a spreadsheet stores it.
    Bool(bool),
    /// A day of a spreadsheet.
    Date(Date),
    /// An error of a spreadsheet: `#N/A`.
    Error(Text),
}

impl CellValue {
    /// The cell as text, as the lists would print it; empty if there is nothing in it.
    pub(crate) fn as_text(&self) -> Text {
        match self {
            CellValue::Blank => Text::default(),
            CellValue::Text(text) | CellValue::Error(text) => Text::from(text.trim()),
            CellValue::Number(number) => Text::from(number.to_string()),
            CellValue::Bool(true) => Text::from("Yes"),
            CellValue::Bool(false) => Text::from("No"),
            CellValue::Date(date) => Text::from(day_first(*date)),
        }
    }

    /// Whether there is nothing in the cell.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            CellValue::Blank => true,
            CellValue::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// A date of a cell, and whether it was stored as a bare number. `None` if it is none for certain.
pub(super) fn date(cell: &CellValue) -> Option<(Date, bool)> {
    match cell {
        CellValue::Date(date) => day::YEARS.contains(&date.year()).then_some((*date, false)),
        CellValue::Number(serial) => Some((from_serial(*serial)?, true)),
        CellValue::Text(text) => {
            let text = day::without_midnight(text.trim());
            Some((day::day_first(text).or_else(|| day::iso(text))?, false))
        }
        _ => None,
    }
}

/// A spreadsheet's count of days: day 1 is 1 January 1900, and day 60 a 29 February 1900 that never was.
pub(crate) fn from_serial(serial: f64) -> Option<Date> {
    // Days up to 60 are a month off by that error, and no child in a return was born then.
    if !(61.0..73_051.0).contains(&serial) {
        return None;
    }
    let days = jiff::Span::new().try_days(serial.trunc() as i64).ok()?;
    Date::new(1899, 12, 30).ok()?.checked_add(days).ok()
}

/// What a cell that says yes or no says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    /// Words for "not known".
    Unknown,
    /// Something else.
    Other,
}

pub(super) fn answer(cell: &CellValue) -> Answer {
    match cell {
        CellValue::Bool(true) => Answer::Yes,
        CellValue::Bool(false) => Answer::No,
        CellValue::Number(number) if *number == 1.0 => Answer::Yes,
        CellValue::Number(number) if *number == 0.0 => Answer::No,
        CellValue::Text(text) => match plain(without_letter(text)).as_str() {
            "yes" | "y" | "true" | "1" => Answer::Yes,
            "no" | "n" | "false" | "0" => Answer::No,
            "unknown" | "notknown" | "notstated" | "notrecorded" | "na" | "notapplicable" => Answer::Unknown,
            _ => Answer::Other,
        },
        _ => Answer::Other,
    }
}

/// A count of a cell: a whole number, not negative.
pub(super) fn count(cell: &CellValue) -> Option<u32> {
    match cell {
        CellValue::Number(number) if number.fract() == 0.0 && (0.0..1e9).contains(number) => {
            Some(*number as u32)
        }
        CellValue::Text(text) => {
            let text = text.trim();
            text.strip_suffix(".0").unwrap_or(text).parse().ok()
        }
        _ => None,
    }
}

/// The id of a cell.
pub(super) fn id(cell: &CellValue) -> Id {
    match cell {
        CellValue::Number(number) => Id::of_number(*number),
        CellValue::Text(text) => Id::of_text(text.trim()),
        _ => Id::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    fn text(text: &str) -> CellValue {
        CellValue::Text(Text::from(text))
    }

    #[test]
    fn dates_are_taken_in_certain_forms_only() {
        let first = day(2024, 4, 1);
        for (cell, expected) in [
            (text("01/04/2024"), Some((first, false))),
            (text(" 2024-04-01 00:00:00"), Some((first, false))),
            (text("45383"), None),
            (CellValue::Number(45383.0), Some((first, true))),
            (CellValue::Number(45383.75), Some((first, true))),
            (CellValue::Number(60.0), None),
            (CellValue::Number(73050.0), Some((day(2099, 12, 31), true))),
            (CellValue::Number(1e300), None),
            (CellValue::Number(f64::NAN), None),
            (CellValue::Date(first), Some((first, false))),
            (CellValue::Date(day(204, 4, 1)), None),
            (text("04/31/2024"), None),
            (CellValue::Bool(true), None),
        ] {
            assert_eq!(date(&cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn yes_and_no_have_many_spellings() {
        for (cell, expected) in [
            (text("a) Yes"), Answer::Yes),
            (text("Y"), Answer::Yes),
            (text("TRUE"), Answer::Yes),
            (CellValue::Bool(false), Answer::No),
            (text("b) No"), Answer::No),
            (text("c) Unknown"), Answer::Unknown),
            (text("perhaps"), Answer::Other),
        ] {
            assert_eq!(answer(&cell), expected, "{cell:?}");
        }
        assert_eq!(count(&text("2.0")), Some(2));
        assert_eq!(count(&CellValue::Number(-1.0)), None);
    }
}
