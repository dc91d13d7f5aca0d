//! A table of the return read from delimited text or a sheet.

use super::cells::{Cells, Sheet};
use super::table_rows::Row;
use super::{
    Ad1, Dolo, Episode, Header, Missing, Oc2, Oc3, PlacedAdoption, PreviousPermanence, Return, Review,
    SocialWorker, TableKind, Uasc,
};
use crate::delimited::Rows;
use crate::{Finding, Findings, Origin, Rule, Severity};

pub(crate) static COLUMN_NOT_USED: Rule = Rule {
    id: "column-not-used",
    severity: Severity::Note,
    title: "A file has columns that its table does not.",
    why: "They are not read; nothing else depends on them.",
};
pub(crate) static COLUMN_LACKING: Rule = Rule {
    id: "column-lacking",
    severity: Severity::Note,
    title: "A file lacks a column of its table.",
    why: "It is read without; the values count as not known.",
};

/// Rules of columns.
pub(crate) static RULES: &[&Rule] = &[&COLUMN_NOT_USED, &COLUMN_LACKING];

/// More columns than any table has.
const COLUMNS_MAX: usize = 16;
/// So many rows tell how long the others may be.
const ROWS_TELLING: u64 = 64;

/// Reads all rows of a table into a return. Returns how many rows there were, bad ones included.
pub(crate) fn read_table<R: Rows>(
    table: TableKind,
    source: u32,
    file: &mut R,
    year: Option<u16>,
    findings: &mut Findings,
) -> (Return, u64) {
    let mut ret = Return { year, ..Return::default() };
    let rows = match table {
        TableKind::Header => read_rows::<Header, R>(source, file, &mut ret, findings),
        TableKind::Episodes => read_rows::<Episode, R>(source, file, &mut ret, findings),
        TableKind::Reviews => read_rows::<Review, R>(source, file, &mut ret, findings),
        TableKind::Uasc => read_rows::<Uasc, R>(source, file, &mut ret, findings),
        TableKind::Oc2 => read_rows::<Oc2, R>(source, file, &mut ret, findings),
        TableKind::Oc3 => read_rows::<Oc3, R>(source, file, &mut ret, findings),
        TableKind::Ad1 => read_rows::<Ad1, R>(source, file, &mut ret, findings),
        TableKind::PlacedAdoption => read_rows::<PlacedAdoption, R>(source, file, &mut ret, findings),
        TableKind::PreviousPermanence => read_rows::<PreviousPermanence, R>(source, file, &mut ret, findings),
        TableKind::Missing => read_rows::<Missing, R>(source, file, &mut ret, findings),
        TableKind::SocialWorkers => read_rows::<SocialWorker, R>(source, file, &mut ret, findings),
        TableKind::Dolo => read_rows::<Dolo, R>(source, file, &mut ret, findings),
    };
    (ret, rows)
}

fn read_rows<T: Row, R: Rows>(source: u32, file: &mut R, ret: &mut Return, findings: &mut Findings) -> u64 {
    let columns = T::TABLE.columns();
    let places: Vec<Option<usize>> = columns.iter().map(|c| file.column(c.name)).collect();
    report_columns(source, file, T::TABLE, findings);
    let has = |at: usize| places.get(at).is_some_and(Option::is_some);
    let mut sheet = Sheet::new(T::TABLE, ret.year, has);
    let into = T::of(ret);
    let mut rows = 0;
    loop {
        if rows == ROWS_TELLING {
            // Growing as rows come would leave holes in the memory as large as the table.
            into.reserve_exact(file.rows_ahead());
        }
        let Some(record) = file.next_record() else { break };
        rows += 1;
        let mut raw: [&[u8]; COLUMNS_MAX] = [&[]; COLUMNS_MAX];
        for (cell, place) in raw.iter_mut().zip(&places) {
            *cell = place.map_or(&[][..], |at| record.cell(at));
        }
        let origin = Origin { source, row: record.row };
        into.extend(T::read(&mut Cells { raw: &raw, origin, sheet: &mut sheet }));
    }
    sheet.finish(source, findings);
    rows
}

fn report_columns<R: Rows>(source: u32, file: &R, table: TableKind, findings: &mut Findings) {
    let whole = Origin { source, row: 0 };
    for column in table.columns().iter().filter(|c| file.column(c.name).is_none()) {
        findings.push(Finding::new(&COLUMN_LACKING, whole).value(column.name, ""));
    }
    for header in file.headers() {
        let known = table.columns().iter().any(|c| header.eq_ignore_ascii_case(c.name));
        if !known && !header.is_empty() {
            findings.push(Finding::new(&COLUMN_NOT_USED, whole).value(header.clone(), ""));
        }
    }
}
