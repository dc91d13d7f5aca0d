//! What readers of plain tables share: columns by their headers, rows of the right width, numbers.

use returns::delimited::{Record, Rows};

/// What is expected of a cell with a number.
pub(crate) const A_NUMBER: &str = "a number such as 1234.5, without commas";

/// Places of columns that a table must have.
///
/// **Errors**: columns that are lacking, with the headers there are.
pub(crate) fn needed<const N: usize>(file: &impl Rows, names: [&str; N]) -> Result<[usize; N], String> {
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
pub(crate) fn not_read<'a>(
    file: &'a impl Rows,
    is_read: impl Fn(usize) -> bool + 'a,
) -> impl Iterator<Item = &'a String> + 'a {
    let headers = file.headers().iter().enumerate();
    headers.filter(move |(place, header)| !header.is_empty() && !is_read(*place)).map(|(_, header)| header)
}

/// What is wrong with a row that has fewer cells than there are headers, or more with something in them: the first cell too
/// many, and what was expected.
pub(crate) fn ragged<'a>(record: &Record<'a>, headers: usize) -> Option<(&'a str, String)> {
    let beyond = (headers..record.width()).find(|at| !record.text(*at).trim().is_empty());
    (record.width() < headers || beyond.is_some()).then(|| {
        let value = beyond.map_or("", |at| record.text(at));
        (value, format!("{headers} cells; there are {}", record.width()))
    })
}

/// A finite number.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}
