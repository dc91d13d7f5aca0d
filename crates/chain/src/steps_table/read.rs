//! Reading the rows.

use std::io::Read;

use rates::covariates::LEVELS_MAX;
use rates::plain::{Checked, Parts, Row, Span, Table};
use returns::delimited::{Delimited, Record, Rows};
use returns::{Finding, Findings, Input, Origin, Source, SourceKind};
use units::UNKNOWN;

use super::rules;
use super::tell::{line_of, tell_fault, tell_gap, tell_left_out};
use crate::plain_csv::{A_NAME, A_NUMBER, is_long, needed, not_read, number, ragged};

/// Columns that every table has.
const NEEDED: [&str; 4] = ["from", "to", "steps", "person_years"];
/// Columns that a table may have: a lacking or blank one means all ages, any time, no stratum and no group.
const OPTIONAL: [&str; 6] = ["age_from", "age_to", "time_from", "time_to", "stratum", "group"];

/// Most levels of a covariate in all steps of all files: of what has more, such as a child or a day, no step has a model.
const COVARIATE_LEVELS_MAX: usize = 1_000;

/// What tables of steps and exposure say.
#[derive(Clone, Debug)]
pub struct StepsTable {
    /// The rows that can be used.
    pub table: Checked,
    /// The files.
    pub sources: Vec<Source>,
    /// What is wrong with the other rows, sorted by file and row.
    pub findings: Findings,
    /// Rows with anything in them.
    pub rows: u64,
    /// Rows that are not used.
    pub left_out: u64,
}

/// Reads CSV files of steps and exposure as one table.
///
/// Headers: `from`, `to`, `steps`, `person_years`, and if there are any `age_from`, `age_to`, `time_from`, `time_to`
/// (in years, blank for all), `stratum` and `group`, in any order and letter case. Further columns are read as covariates
/// if they are named; a blank one reads `not known`.
///
/// **Errors**: files that cannot be opened, have no row or lack a needed column or covariate, or in which a covariate passes
/// 1,000 levels, one message each; nothing is read then. What is wrong with a row is a finding, and other rows are read.
///
/// **Limits**: 3,000,000 rows a file and 1 MiB a line; 64 bytes of memory a row. In a table that is split by covariates, 300
/// bytes more, 50 for each covariate, and the names, for every different combination of stratum and levels; 1,000 levels of
/// a covariate.
pub fn read_steps_table(
    inputs: &[Input],
    parts: Parts,
    covariates: &[String],
) -> Result<StepsTable, Vec<String>> {
    let mut reading =
        Reading { table: Table::new(), covariates, findings: Findings::default(), rows: 0, left_out: 0 };
    let mut sources = Vec::new();
    let mut refused = Vec::new();
    for (source, input) in (0u32..).zip(inputs) {
        let before = reading.rows;
        if let Err(message) = reading.file(input, source) {
            refused.push(format!("{}: {message}", input.name));
        }
        let rows = reading.rows - before;
        sources.push(Source { name: input.name.clone(), kind: SourceKind::Unknown, year: None, rows });
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    let Reading { table, mut findings, rows, mut left_out, .. } = reading;
    let (table, against, gaps) = table.check(parts);
    left_out += against.len() as u64;
    for out in against {
        findings.push(tell_left_out(&out, &table, &sources));
    }
    for gap in gaps {
        findings.push(tell_gap(&gap, &table));
    }
    findings.sort();
    Ok(StepsTable { table, sources, findings, rows, left_out })
}

/// Places of the columns in a file.
struct Columns {
    from: usize,
    to: usize,
    steps: usize,
    person_years: usize,
    optional: [Option<usize>; OPTIONAL.len()],
    covariates: Vec<usize>,
    count: usize,
}

/// What was read so far.
struct Reading<'a> {
    table: Table,
    /// Names of the columns that are read as covariates.
    covariates: &'a [String],
    findings: Findings,
    rows: u64,
    left_out: u64,
}

impl Reading<'_> {
    fn file(&mut self, input: &Input, source: u32) -> Result<(), String> {
        let reader = input.open_text().map_err(|cause| format!("cannot be read: {cause}"))?;
        let (file, findings) = Delimited::open(reader, source);
        self.findings.append(findings, 0);
        let Some(mut file) = file else {
            return Err(format!("expected a table with the columns {}", NEEDED.join(", ")));
        };
        file.leave_widths();
        let columns = self.columns(&file, source)?;
        let mut fractions: Option<(Origin, f64, u64)> = None;
        while let Some(record) = file.next_record() {
            self.rows += 1;
            let origin = Origin { source, row: record.row };
            // The file tells of what could not be read; a blank left by it would mean all ages, or no stratum.
            if record.is_damaged() {
                self.left_out += 1;
                continue;
            }
            let levels: Vec<&str> = columns.covariates.iter().map(|at| level(record.text(*at))).collect();
            let pushed = row(&columns, &record, (self.covariates, &levels), origin)
                .and_then(|row| self.push(&row, &columns, &record, origin));
            if let Some((name, _)) = self
                .covariates
                .iter()
                .zip(self.table.levels())
                .find(|(_, count)| *count > COVARIATE_LEVELS_MAX)
            {
                return Err(format!(
                    "row {}: \"{name}\": the column has more than 1,000 levels, which is no covariate: expected at most \
                     {LEVELS_MAX} in a step; merge them",
                    record.row
                ));
            }
            match pushed {
                Ok(steps) if steps.fract() != 0.0 => {
                    fractions.get_or_insert((origin, steps, 0)).2 += 1;
                }
                Ok(_) => {}
                Err(finding) => {
                    self.left_out += 1;
                    self.findings.push(*finding);
                }
            }
        }
        if let Some((origin, steps, count)) = fractions {
            self.findings.push(
                Finding::new(&rules::FRACTION, origin)
                    .value("steps", &steps.to_string())
                    .expected(format!("whole steps; rows of this file with fractions: {count}")),
            );
        }
        self.findings.append(file.take_findings(), 0);
        Ok(())
    }

    /// Finds the columns by their headers.
    fn columns<R: Read>(&mut self, file: &Delimited<R>, source: u32) -> Result<Columns, String> {
        let [from, to, steps, person_years] = needed(file, NEEDED)?;
        let optional = OPTIONAL.map(|name| file.column(name));
        let own = [from, to, steps, person_years];
        let is_own = |place: usize| own.contains(&place) || optional.contains(&Some(place));
        let covariates = self.covariate_places(file, is_own)?;
        for header in not_read(file, |place| is_own(place) || covariates.contains(&place)) {
            self.findings.push(
                Finding::new(&rules::COLUMN_NOT_READ, Origin { source, row: 1 })
                    .value(header.clone(), "")
                    .expected(format!("one of {}, {}, each once", NEEDED.join(", "), OPTIONAL.join(", "))),
            );
        }
        Ok(Columns { from, to, steps, person_years, optional, covariates, count: file.headers().len() })
    }

    /// Places of the columns that are read as covariates.
    fn covariate_places<R: Read>(
        &self,
        file: &Delimited<R>,
        is_own: impl Fn(usize) -> bool,
    ) -> Result<Vec<usize>, String> {
        let place = |name: &String| {
            if file.headers().iter().filter(|header| header.eq_ignore_ascii_case(name)).count() > 1 {
                return Err(format!(
                    "row 1: \"{name}\": expected once; nothing tells which of the columns counts"
                ));
            }
            let found = file.column(name);
            found.filter(|at| !is_own(*at)).ok_or_else(|| {
                let others = file.headers().iter().enumerate().filter(|(at, header)| {
                    !is_own(*at) && !header.is_empty() && file.column(header) == Some(*at)
                });
                let names: Vec<&str> = others.map(|(_, header)| header.as_str()).collect();
                format!(
                    "row 1: \"{name}\": expected the name of a column beyond those of steps and exposure: {}",
                    if names.is_empty() { "there is none".to_string() } else { names.join(", ") }
                )
            })
        };
        self.covariates.iter().map(place).collect()
    }

    /// Adds a row to the table; how many steps it has.
    fn push(
        &mut self,
        row: &Row,
        columns: &Columns,
        record: &Record,
        origin: Origin,
    ) -> Result<f64, Box<Finding>> {
        self.table.push(row).map(|()| row.steps).map_err(|fault| {
            let text = |name: &str| columns.place(name).map_or("", |at| record.text(at)).trim();
            Box::new(tell_fault(&fault, row, origin, text))
        })
    }
}

impl Columns {
    /// Place of a column by its name.
    fn place(&self, name: &str) -> Option<usize> {
        match name {
            "from" => Some(self.from),
            "to" => Some(self.to),
            "steps" => Some(self.steps),
            "person_years" => Some(self.person_years),
            _ => OPTIONAL.iter().position(|o| *o == name).and_then(|at| self.optional[at]),
        }
    }
}

/// The level of a covariate; what is blank is not known.
fn level(text: &str) -> &str {
    match text.trim() {
        "" => UNKNOWN,
        level => level,
    }
}

/// The row of a record, or what keeps it from being read.
fn row<'a>(
    columns: &Columns,
    record: &Record<'a>,
    (covariates, levels): (&[String], &'a [&'a str]),
    origin: Origin,
) -> Result<Row<'a>, Box<Finding>> {
    if let Some((value, expected)) = ragged(record, columns.count) {
        return Err(Box::new(Finding::new(&rules::RAGGED, origin).value("", &value).expected(expected)));
    }
    let text = |at: usize| record.text(at).trim();
    let named = [
        ("from", Some(columns.from)),
        ("to", Some(columns.to)),
        (OPTIONAL[4], columns.optional[4]),
        (OPTIONAL[5], columns.optional[5]),
    ];
    let names = named
        .into_iter()
        .filter_map(|(name, at)| Some((name, text(at?))))
        .chain(covariates.iter().map(String::as_str).zip(levels.iter().copied()));
    if let Some((column, name)) = names.into_iter().find(|(_, name)| is_long(name)) {
        return Err(Box::new(
            Finding::new(&rules::LONG_NAME, origin).value(column.to_string(), name).expected(A_NAME),
        ));
    }
    let number = |column: &'static str, text: &str, blank: Option<f64>| match (text, blank) {
        ("", Some(blank)) => Ok(blank),
        _ => number(text).ok_or_else(|| {
            Box::new(Finding::new(&rules::NOT_A_NUMBER, origin).value(column, text).expected(A_NUMBER))
        }),
    };
    let optional = |place: usize| columns.optional[place].map_or("", text);
    let edge = |place: usize, blank: f64| number(OPTIONAL[place], optional(place), Some(blank));
    Ok(Row {
        line: line_of(origin),
        from: text(columns.from),
        to: text(columns.to),
        ages: Span { from: edge(0, 0.0)?, to: edge(1, f64::INFINITY)? },
        times: Span { from: edge(2, 0.0)?, to: edge(3, f64::INFINITY)? },
        stratum: optional(4),
        group: optional(5),
        levels,
        steps: number("steps", text(columns.steps), None)?,
        person_years: number("person_years", text(columns.person_years), None)?,
    })
}
