//! Tables as CSV files that a spreadsheet opens rightly.

use crate::cell::fixed;
use crate::{Cell, Table};

/// Mark at the start of the file without which Excel reads UTF-8 as Windows-1252 and spoils every `£`.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a table as CSV: UTF-8 with byte order mark, one header row, one line per row.
///
/// **Units**: in the header, `label (unit)`; money in pounds with two decimals and no `£`; numbers without commas.
///
/// **Limits**: text that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@`, a tab or a line
/// break) gets a leading `'`. Notes and source are not in the file: a program that reads CSV expects the header
/// first. [`to_notes`](crate::to_notes) writes them for a file beside it.
pub fn to_csv(table: &Table) -> Vec<u8> {
    let header = table.columns.iter().map(|column| safe(&column.header())).collect();
    let rows = (0..table.rows.len())
        .map(|row| (0..table.columns.len()).map(|column| field(table.cell(row, column))).collect());
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    for record in std::iter::once::<Vec<String>>(header).chain(rows) {
        writer.write_record(&record).expect("records of one length are written to memory without fail");
    }
    writer.into_inner().expect("memory is flushed without fail")
}

/// One cell as a CSV field.
fn field(cell: Option<&Cell>) -> String {
    match cell {
        Some(Cell::Text(text)) => safe(text),
        Some(Cell::Number { value, decimals }) => fixed(*value, *decimals),
        Some(Cell::Whole(count)) => count.to_string(),
        Some(Cell::Money(pence)) => {
            let sign = if pence.0 < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", pence.0.unsigned_abs() / 100, pence.0.unsigned_abs() % 100)
        }
        Some(Cell::Missing(marker)) => marker.label().to_owned(),
        Some(Cell::Blank) | None => String::new(),
    }
}

/// Text that no spreadsheet runs as a formula.
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use units::{Marker, Pence};

    use super::*;
    use crate::Column;

    #[test]
    fn a_table_is_read_back_from_its_csv() {
        let table = Table {
            rows: vec![
                vec![
                    Cell::text("Bristol, City of"),
                    Cell::number(-12.345, 1),
                    Cell::Money(Pence(-5)),
                    Cell::Whole(-3),
                ],
                vec![
                    Cell::text("=HYPERLINK(\"http://x\")"),
                    Cell::Missing(Marker::Suppressed),
                    Cell::Blank,
                    Cell::Whole(0),
                ],
                vec![Cell::text("-minus")],
            ],
            ..Table::new(
                "t",
                "T",
                vec![
                    Column::new("name", "Name"),
                    Column::with_unit("rate", "Rate", "%"),
                    Column::with_unit("cost", "Cost", "£"),
                    Column::new("n", "Change"),
                ],
            )
        };
        let bytes = to_csv(&table);
        let text = std::str::from_utf8(&bytes).expect("CSV is UTF-8");
        assert!(text.starts_with('\u{feff}'));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(
            reader.headers().expect("header"),
            &csv::StringRecord::from(vec!["Name", "Rate (%)", "Cost (£)", "Change"])
        );
        let rows: Vec<Vec<String>> = reader.deserialize().map(|r| r.expect("row")).collect();
        assert_eq!(rows[0], ["Bristol, City of", "-12.3", "-0.05", "-3"]);
        assert_eq!(rows[1], ["'=HYPERLINK(\"http://x\")", "suppressed", "", "0"]);
        assert_eq!(rows[2], ["'-minus", "", "", ""]);
    }

    #[test]
    fn a_table_without_rows_is_its_header() {
        let table = Table::new("t", "T", vec![Column::new("a", "A"), Column::new("b", "B")]);
        assert_eq!(to_csv(&table), "\u{feff}A,B\r\n".as_bytes());
    }
}
