//! The tables of people: stock at the start, and arrivals.

use returns::{Findings, Input, Origin};

use super::rules;
use super::sheet::{Cells, Checked, Counted, each_row};

/// A row of either table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) origin: Origin,
    pub(super) position: String,
    /// Ages, from and to; the same twice is an exact age.
    pub(super) ages: (f64, f64),
    /// How many people, or how many a year.
    pub(super) number: f64,
}

/// Reads the stock: rows that can be used, each with a whole number of people.
///
/// **Errors**: those of [`each_row`].
pub(super) fn read_stock(
    input: &Input,
    source: u32,
    findings: &mut Findings,
) -> Result<(Vec<Row>, Counted), String> {
    read((input, source), "count", findings, |cells| {
        let count = cells.people("count")?;
        let is_whole = count.fract() == 0.0;
        is_whole.then_some(count).ok_or_else(|| cells.wrong(&rules::NOT_WHOLE, "count", "a whole number"))
    })
}

/// Reads arrivals: rows that can be used.
///
/// **Errors**: those of [`each_row`].
pub(super) fn read_arrivals(
    input: &Input,
    source: u32,
    findings: &mut Findings,
) -> Result<(Vec<Row>, Counted), String> {
    read((input, source), "per_year", findings, |cells| cells.people("per_year"))
}

fn read(
    file: (&Input, u32),
    number: &'static str,
    findings: &mut Findings,
    read_number: impl Fn(&Cells) -> Checked<f64>,
) -> Result<(Vec<Row>, Counted), String> {
    let mut rows = Vec::new();
    let counted = each_row(file, (["position", "age", number], ["age_to"]), findings, |cells| {
        let position = cells.position("position")?;
        let from = cells.years("age")?;
        let to = cells.years_if_any("age_to")?;
        if to.is_some_and(|to| to <= from) {
            return Err(cells.wrong(&rules::RANGE, "age_to", format!("above {from}, or blank")));
        }
        let number = read_number(cells)?;
        rows.push(Row { origin: cells.origin, position, ages: (from, to.unwrap_or(from)), number });
        Ok(())
    })?;
    Ok((rows, counted))
}
