//! One file, row by row: cells by the name of their column.

use returns::delimited::{Delimited, Record, Rows};
use returns::{Finding, Findings, Input, Origin, Rule};

use tables::grouped;

use super::limits::PEOPLE_MAX;
use super::rules;
use crate::plain_csv::{A_NAME, A_NUMBER, is_long, needed, not_read, number, ragged};

/// Rows that a file may have: each is kept in memory, and the engine tells the luck of so many arrivals apart.
const ROWS_MAX: u64 = 65_535;
/// Longest age or time, in years.
const YEARS_MAX: f64 = 1_000.0;

/// A number, or the finding that it is none.
pub(super) type Checked<T> = Result<T, Box<Finding>>;

/// Rows of a file that were there, and those that are not used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) rows: u64,
    pub(super) left_out: u64,
}

/// The cells of one row.
pub(super) struct Cells<'a> {
    names: &'a [&'static str],
    places: &'a [Option<usize>],
    record: &'a Record<'a>,
    /// File and row.
    pub(super) origin: Origin,
}

/// Reads each row of a file with `N` columns that it must have and `M` that it may have.
///
/// **Errors**: a file that cannot be opened or lacks columns, or has too many rows. What is wrong with a row is a finding.
pub(super) fn each_row<const N: usize, const M: usize>(
    (input, source): (&Input, u32),
    (must, may): ([&'static str; N], [&'static str; M]),
    findings: &mut Findings,
    mut read: impl FnMut(&Cells) -> Checked<()>,
) -> Result<Counted, String> {
    let reader = input.open_text().map_err(|cause| format!("{}: cannot be read: {cause}", input.name))?;
    let (file, found) = Delimited::open(reader, source);
    findings.append(found, 0);
    let Some(mut file) = file else {
        return Err(format!("{}: expected a table with the columns {}", input.name, must.join(", ")));
    };
    file.leave_widths();
    let places = needed(&file, must).map_err(|message| format!("{}: {message}", input.name))?;
    let places: Vec<Option<usize>> =
        places.into_iter().map(Some).chain(may.map(|name| file.column(name))).collect();
    let names: Vec<&'static str> = must.into_iter().chain(may).collect();
    for header in not_read(&file, |place| places.contains(&Some(place))) {
        findings.push(
            Finding::new(&rules::COLUMN_NOT_READ, Origin { source, row: 1 })
                .value(header.clone(), "")
                .expected(format!("one of {}, each once", names.join(", "))),
        );
    }
    let headers = file.headers().len();
    let mut counted = Counted::default();
    while let Some(record) = file.next_record() {
        counted.rows += 1;
        if counted.rows > ROWS_MAX {
            return Err(format!("{}: row {}: expected at most {ROWS_MAX} rows", input.name, record.row));
        }
        let origin = Origin { source, row: record.row };
        // The file tells of what could not be read; a blank left by it would mean all ages.
        let done = if record.is_damaged() {
            Err(None)
        } else if let Some((value, expected)) = ragged(&record, headers) {
            Err(Some(Box::new(Finding::new(&rules::RAGGED, origin).value("", &value).expected(expected))))
        } else {
            read(&Cells { names: &names, places: &places, record: &record, origin }).map_err(Some)
        };
        if let Err(finding) = done {
            counted.left_out += 1;
            if let Some(finding) = finding {
                findings.push(*finding);
            }
        }
    }
    findings.append(file.take_findings(), 0);
    Ok(counted)
}

impl Cells<'_> {
    /// What stands in a column; blank if there is no such column.
    pub(super) fn text(&self, name: &str) -> &str {
        let column = self.names.iter().position(|known| *known == name);
        column.and_then(|at| self.places[at]).map_or("", |place| self.record.text(place)).trim()
    }

    /// A finding on a column.
    pub(super) fn wrong(
        &self,
        rule: &'static Rule,
        name: &'static str,
        expected: impl Into<String>,
    ) -> Box<Finding> {
        Box::new(Finding::new(rule, self.origin).value(name, self.text(name)).expected(expected.into()))
    }

    /// The name of a position.
    pub(super) fn position(&self, name: &'static str) -> Checked<String> {
        match self.text(name) {
            "" => Err(self.wrong(&rules::BLANK, name, "the name of a position")),
            text if is_long(text) => Err(self.wrong(&rules::LONG_NAME, name, A_NAME)),
            text => Ok(text.to_string()),
        }
    }

    /// A number that is nought or more.
    pub(super) fn number(&self, name: &'static str) -> Checked<f64> {
        match number(self.text(name)) {
            None => Err(self.wrong(&rules::NOT_A_NUMBER, name, A_NUMBER)),
            Some(value) if value < 0.0 => Err(self.wrong(&rules::NEGATIVE, name, "0 or more")),
            Some(value) => Ok(value),
        }
    }

    /// A number of people, or of people a year.
    pub(super) fn people(&self, name: &'static str) -> Checked<f64> {
        match self.number(name)? {
            people if people > PEOPLE_MAX => {
                let most = format!("at most {}", grouped(PEOPLE_MAX, 0));
                Err(self.wrong(&rules::TOO_MANY, name, most))
            }
            people => Ok(people),
        }
    }

    /// A number that is nought or more, or blank.
    pub(super) fn number_if_any(&self, name: &'static str) -> Checked<Option<f64>> {
        if self.text(name).is_empty() { Ok(None) } else { self.number(name).map(Some) }
    }

    /// An age or a time in years.
    pub(super) fn years(&self, name: &'static str) -> Checked<f64> {
        match self.number(name)? {
            years if years > YEARS_MAX => {
                Err(self.wrong(&rules::TOO_LONG, name, "at most 1000; blank for no end"))
            }
            years => Ok(years),
        }
    }

    /// An age or a time in years, or blank.
    pub(super) fn years_if_any(&self, name: &'static str) -> Checked<Option<f64>> {
        if self.text(name).is_empty() { Ok(None) } else { self.years(name).map(Some) }
    }
}
