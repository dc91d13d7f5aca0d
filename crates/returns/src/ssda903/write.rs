//! Tables of the return written as CSV.

use std::io::{self, Write};

use super::table_rows::Row;
use super::{Return, TableKind};

/// Writes a table of a return as CSV, headers first, in the form the return is handed in.
///
/// **Shape**: all columns of the newest return, rows in their order. Reading it back gives the same rows, but
/// for their origin.
///
/// **Errors**: what the writer says.
pub fn write_csv(table: TableKind, ret: &Return, out: &mut dyn Write) -> io::Result<()> {
    match table {
        TableKind::Header => write_rows(&ret.headers, out),
        TableKind::Episodes => write_rows(&ret.episodes, out),
        TableKind::Reviews => write_rows(&ret.reviews, out),
        TableKind::Uasc => write_rows(&ret.uasc, out),
        TableKind::Oc2 => write_rows(&ret.oc2, out),
        TableKind::Oc3 => write_rows(&ret.oc3, out),
        TableKind::Ad1 => write_rows(&ret.ad1, out),
        TableKind::PlacedAdoption => write_rows(&ret.placed_adoption, out),
        TableKind::PreviousPermanence => write_rows(&ret.previous_permanence, out),
        TableKind::Missing => write_rows(&ret.missing, out),
        TableKind::SocialWorkers => write_rows(&ret.social_workers, out),
        TableKind::Dolo => write_rows(&ret.dolo, out),
    }
}

fn write_rows<R: Row>(rows: &[R], out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(R::TABLE.columns().iter().map(|c| c.name))?;
    for row in rows {
        writer.write_record(row.cells().iter().map(|cell| cell.as_bytes()))?;
    }
    writer.flush()
}
