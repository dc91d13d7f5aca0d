//! Tables as a spreadsheet with typed numbers.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError as Cause,
};
use units::Pence;

use crate::{Cell, Table};

/// Longest name of a sheet that Excel opens, in characters.
const SHEET_NAME_MAX: usize = 31;
/// Widest column that is set, in characters; longer text is wrapped by whoever reads it.
const COLUMN_WIDTH_MAX: usize = 60;

/// A workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the spreadsheet could not be written")]
pub struct XlsxError(#[from] Cause);

/// Writes tables as one workbook: a sheet "About" with titles, sources and notes, then one sheet per table.
///
/// **Shape**: each sheet has its header in the first row, bold and frozen, and the figures under it as numbers
/// (money in pounds, formatted with `£`); a missing figure is its reason as text, so that sums leave it out.
///
/// The same tables give the same bytes: the document carries a fixed date of creation, not the time of writing.
///
/// **Errors**: [`XlsxError`] when a table exceeds what a sheet can hold (1,048,576 rows).
pub fn to_xlsx(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let names = sheet_names(tables);
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_creation_datetime(&ExcelDateTime::from_ymd(2025, 1, 1)?)
            .set_author("Headwater"),
    );
    write_about(book.add_worksheet(), tables, &names)?;
    for (table, name) in tables.iter().zip(&names) {
        write_table(book.add_worksheet().set_name(name)?, table)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write_about(sheet: &mut Worksheet, tables: &[Table], names: &[String]) -> Result<(), Cause> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name("About")?;
    for (column, (label, width)) in
        (0u16..).zip([("Sheet", 32.0), ("Title", 60.0), ("Source", 60.0), ("Notes", 80.0)])
    {
        sheet.write_string_with_format(0, column, label, &header_format())?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, (table, name)) in (1u32..).zip(tables.iter().zip(names)) {
        let notes = table.notes.join("\n");
        for (column, text) in (0u16..).zip([name.as_str(), &table.title, &table.source, &notes]) {
            sheet.write_string_with_format(row, column, text, &wrapped)?;
        }
    }
    Ok(())
}

fn write_table(sheet: &mut Worksheet, table: &Table) -> Result<(), Cause> {
    for (column, c) in table.columns.iter().zip(0usize..).map(|(column, c)| (column.header(), c)) {
        let format = if table.is_quantity_column(c) {
            header_format().set_align(FormatAlign::Right)
        } else {
            header_format()
        };
        let at = column_index(c)?;
        sheet.write_string_with_format(0, at, &column, &format)?;
        let widest = (0..table.rows.len())
            .filter_map(|row| table.cell(row, c))
            .map(|cell| cell.to_string().chars().count())
            .chain([column.chars().count()])
            .max();
        sheet.set_column_width(at, widest.unwrap_or(0).clamp(8, COLUMN_WIDTH_MAX) as f64 + 2.0)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, r) in (0..table.rows.len()).zip(1u32..) {
        for column in 0..table.columns.len() {
            if let Some(cell) = table.cell(row, column) {
                write_cell(sheet, r, column_index(column)?, cell)?;
            }
        }
    }
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), Cause> {
    match cell {
        Cell::Text(text) => sheet.write_string(row, column, text)?,
        Cell::Number { value, decimals } if value.is_finite() => {
            let format = Format::new().set_num_format(number_format(*decimals));
            sheet.write_number_with_format(row, column, *value, &format)?
        }
        Cell::Number { .. } => {
            sheet.write_string_with_format(row, column, "not available", &missing_format())?
        }
        Cell::Whole(count) => {
            let format = Format::new().set_num_format(number_format(0));
            sheet.write_number_with_format(row, column, *count as f64, &format)?
        }
        Cell::Money(pence) => {
            let format = Format::new().set_num_format(money_format(*pence));
            sheet.write_number_with_format(row, column, pence.pounds(), &format)?
        }
        Cell::Missing(marker) => {
            sheet.write_string_with_format(row, column, marker.label(), &missing_format())?
        }
        Cell::Blank => sheet,
    };
    Ok(())
}

fn header_format() -> Format {
    Format::new().set_bold().set_border_bottom(FormatBorder::Thin)
}

fn missing_format() -> Format {
    Format::new().set_align(FormatAlign::Right).set_italic()
}

fn number_format(decimals: u8) -> String {
    if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals.into())) }
}

fn money_format(amount: Pence) -> &'static str {
    if amount.0 % 100 == 0 { "£#,##0;-£#,##0" } else { "£#,##0.00;-£#,##0.00" }
}

fn column_index(column: usize) -> Result<u16, Cause> {
    u16::try_from(column).map_err(|_| Cause::RowColumnLimitError)
}

/// Names of the sheets: the tables' ids without the signs Excel refuses, cut to its limit, all unlike in either
/// case.
fn sheet_names(tables: &[Table]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for table in tables {
        let clean: String = table
            .id
            .chars()
            .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { '-' } else { c })
            .collect();
        let clean = if clean.is_empty() { "table".to_owned() } else { clean };
        let taken = |name: &String, names: &[String]| {
            name.eq_ignore_ascii_case("about")
                || names.iter().any(|n| n.to_lowercase() == name.to_lowercase())
        };
        let mut name: String = clean.chars().take(SHEET_NAME_MAX).collect();
        let mut copy = 2;
        while taken(&name, &names) {
            let tail = format!(" {copy}");
            name = clean.chars().take(SHEET_NAME_MAX - tail.len()).collect::<String>() + &tail;
            copy += 1;
        }
        names.push(name);
    }
    names
}
