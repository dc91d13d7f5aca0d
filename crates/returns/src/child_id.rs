//! Ids of children as files have them, and what spreadsheets leave of them.

use crate::finding::Severity::Error;
use crate::{Rule, Text};

/// An id of which a spreadsheet has left nothing that can be used.
pub(crate) static UNREADABLE: Rule = Rule::new(
    Error,
    "id-unreadable",
    "An id was turned into a rounded number, a date or an error by a spreadsheet.",
    "The true id is lost, and several children may share what is left of it; the row is left out of the journeys.",
);

/// Rules of ids.
pub(crate) static RULES: &[&Rule] = &[&UNREADABLE];

/// The id of a child as a cell has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Id {
    /// An id as text.
    Text(Text),
    /// An id that was turned into a number: its digits.
    Number(Text),
    /// What was an id once: a rounded number, or an error of a spreadsheet.
    Unreadable,
}

impl Id {
    /// The id of a trimmed text.
    pub(crate) fn of_text(text: &str) -> Id {
        if let Some(whole) = whole_of_decimal(text) {
            return Id::Number(Text::from(whole));
        }
        if is_rounded(text) || text.starts_with('#') { Id::Unreadable } else { Id::Text(Text::from(text)) }
    }

    /// The id of a number; beyond fifteen digits a spreadsheet rounds.
    pub(crate) fn of_number(number: f64) -> Id {
        if number.fract() == 0.0 && (0.0..1e15).contains(&number) {
            Id::Number(Text::from(format!("{number:.0}")))
        } else {
            Id::Unreadable
        }
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The digits before decimals that are all zero: `123` of `123.0`.
fn whole_of_decimal(text: &str) -> Option<&str> {
    let (whole, decimals) = text.split_once('.')?;
    (digits(whole) && digits(decimals) && decimals.bytes().all(|b| b == b'0')).then_some(whole)
}

/// Whether a text is a number that a spreadsheet has rounded: `1.23E+05`. `12E05` may be an id.
fn is_rounded(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else { return false };
    let parts = number.split_once('.');
    let is_number = parts.map_or(digits(number), |(whole, part)| digits(whole) && digits(part));
    let signed = power.strip_prefix(['+', '-']);
    is_number && digits(signed.unwrap_or(power)) && (signed.is_some() || parts.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_what_a_spreadsheet_leaves_of_them() {
        for (text, expected) in [
            ("00123", Id::Text(Text::from("00123"))),
            ("123.0", Id::Number(Text::from("123"))),
            ("123.00", Id::Number(Text::from("123"))),
            ("12.3", Id::Text(Text::from("12.3"))),
            ("1.23E+05", Id::Unreadable),
            ("1.23E5", Id::Unreadable),
            ("1E+05", Id::Unreadable),
            ("12E05", Id::Text(Text::from("12E05"))),
            ("#N/A", Id::Unreadable),
        ] {
            assert_eq!(Id::of_text(text), expected, "{text}");
        }
        for (number, expected) in [
            (123.0, Id::Number(Text::from("123"))),
            (1.5, Id::Unreadable),
            (1e18, Id::Unreadable),
            (-1.0, Id::Unreadable),
            (f64::NAN, Id::Unreadable),
        ] {
            assert_eq!(Id::of_number(number), expected, "{number}");
        }
    }
}
