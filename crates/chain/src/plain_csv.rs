//! What readers of plain tables share: columns by their headers, rows of the right width, numbers.

use std::borrow::Cow;

use returns::delimited::{Record, Rows};

/// What is expected of a cell with a number.
pub const A_NUMBER: &str = "a number such as 1234.5, without commas";

/// What is expected of a name.
pub const A_NAME: &str = "a name of at most 200 characters";
const NAME_MAX: usize = 200;

/// Whether a name is longer than tables can show.
pub fn is_long(name: &str) -> bool {
    name.chars().nth(NAME_MAX).is_some()
}

/// Places of columns that a table must have.
///
/// **Errors**: columns that are lacking, with the headers there are.
pub fn needed<const N: usize>(file: &impl Rows, names: [&str; N]) -> Result<[usize; N], String> {
    let lacking: Vec<&str> = names.into_iter().filter(|name| file.column(name).is_none()).collect();
    if lacking.is_empty() {
        return Ok(names.map(|name| file.column(name).unwrap_or_default()));
    }
    Err(format!(
        "row 1: \"{}\": expected the columns {}; lacking: {}",
        file.headers().join(","),
        names.join(", "),
        lacking.join(", ")
    ))
}

/// Headers that nobody reads: unknown ones, and those that are there for the second time.
pub fn not_read<'a>(
    file: &'a impl Rows,
    is_read: impl Fn(usize) -> bool + 'a,
) -> impl Iterator<Item = &'a String> + 'a {
    let headers = file.headers().iter().enumerate();
    headers.filter(move |(place, header)| !header.is_empty() && !is_read(*place)).map(|(_, header)| header)
}

/// What is wrong with a row that has fewer cells than there are headers, or more with something in them: the first cell too
/// many, or the whole of a row that is too short, and what was expected.
pub fn ragged<'a>(record: &Record<'a>, headers: usize) -> Option<(Cow<'a, str>, String)> {
    let width = record.width();
    let value = match (headers..width).find(|at| !record.text(*at).trim().is_empty()) {
        Some(beyond) => Cow::Borrowed(record.text(beyond)),
        None if width < headers => {
            Cow::Owned((0..width).map(|at| record.text(at)).collect::<Vec<_>>().join(","))
        }
        None => return None,
    };
    Some((value, format!("{headers} cells; there are {width}")))
}

/// A finite number.
pub fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}
