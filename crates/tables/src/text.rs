//! Tables as aligned text for terminals and logs.

use crate::Table;

/// Lays a table out for a terminal: title, header, rule, rows, then notes and source.
///
/// **Shape**: columns two spaces apart, quantities to the right, no trailing spaces, a line break at the end.
pub fn to_text(table: &Table) -> String {
    let columns = table.columns.len();
    let headers: Vec<String> = table.columns.iter().map(|c| c.header()).collect();
    let body: Vec<Vec<String>> = (0..table.rows.len())
        .map(|row| {
            (0..columns).map(|c| table.cell(row, c).map(ToString::to_string).unwrap_or_default()).collect()
        })
        .collect();
    let widths: Vec<usize> = (0..columns)
        .map(|c| body.iter().map(|row| width(&row[c])).chain([width(&headers[c])]).max().unwrap_or(0))
        .collect();
    let to_right: Vec<bool> = (0..columns).map(|c| table.is_quantity_column(c)).collect();
    let mut out = String::new();
    let mut push = |line: &str| {
        out.push_str(line.trim_end());
        out.push('\n');
    };
    if !table.title.is_empty() {
        push(&table.title);
        push("");
    }
    push(&line(&headers, &widths, &to_right));
    push(&"-".repeat(widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1)));
    for row in &body {
        push(&line(row, &widths, &to_right));
    }
    if !(table.notes.is_empty() && table.source.is_empty()) {
        push("");
    }
    out + &beneath(table)
}

/// Writes what a table says about itself without its figures, for a file beside one that cannot hold it: title, notes
/// and source.
pub fn to_notes(table: &Table) -> String {
    format!("{}\n\n{}", table.title, beneath(table))
}

/// Notes and source, one a line.
fn beneath(table: &Table) -> String {
    let notes = table.notes.iter().map(|note| format!("Note: {note}\n"));
    let source = (!table.source.is_empty()).then(|| format!("Source: {}\n", table.source));
    notes.chain(source).collect()
}

fn line(cells: &[String], widths: &[usize], to_right: &[bool]) -> String {
    let padded: Vec<String> = cells
        .iter()
        .zip(widths)
        .zip(to_right)
        .map(|((cell, total), right)| {
            let pad = " ".repeat(total.saturating_sub(width(cell)));
            if *right { pad + cell } else { cell.clone() + &pad }
        })
        .collect();
    padded.join("  ")
}

/// Columns a text takes on a terminal; the words and signs of the tables are all one column wide.
fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use units::{Marker, Pence};

    use super::*;
    use crate::{Cell, Column};

    #[test]
    fn text_is_aligned() {
        let table = Table {
            notes: vec!["Real terms.".to_owned()],
            source: "DfE 2025".to_owned(),
            rows: vec![
                vec![Cell::text("Hartlepool"), Cell::Whole(12_345), Cell::Money(Pence::from_pounds(-6_500))],
                vec![
                    Cell::text("Rutland"),
                    Cell::Missing(Marker::Suppressed),
                    Cell::Money(Pence::from_pounds(1)),
                ],
            ],
            ..Table::new(
                "t",
                "Children and cost",
                vec![
                    Column::new("name", "Authority"),
                    Column::new("n", "Children"),
                    Column::with_unit("cost", "Cost", "£"),
                ],
            )
        };
        assert_eq!(to_notes(&table), "Children and cost\n\nNote: Real terms.\nSource: DfE 2025\n");
        assert_eq!(
            to_text(&table),
            "Children and cost\n\n\
             Authority     Children  Cost (£)\n\
             --------------------------------\n\
             Hartlepool      12,345   -£6,500\n\
             Rutland     suppressed        £1\n\n\
             Note: Real terms.\n\
             Source: DfE 2025\n"
        );
    }

    #[test]
    fn an_empty_table_is_a_header() {
        assert_eq!(to_text(&Table::new("t", "", vec![Column::new("a", "A")])), "A\n-\n");
    }
}
