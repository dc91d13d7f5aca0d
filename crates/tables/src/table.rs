//! A table: columns with units, rows of cells, and where the figures come from.

use crate::Cell;

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Short name in lower case for programs: `rate_per_10000`.
    pub key: String,
    /// Words for people: `Rate`.
    pub label: String,
    /// Unit of the column's quantities: `per 10,000 children`; `None` for words and years.
    pub unit: Option<String>,
}

impl Column {
    /// A column without a unit.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Column {
        Column { key: key.into(), label: label.into(), unit: None }
    }

    /// A column whose quantities have a unit.
    pub fn with_unit(key: impl Into<String>, label: impl Into<String>, unit: impl Into<String>) -> Column {
        Column { unit: Some(unit.into()), ..Column::new(key, label) }
    }

    /// The words of the header row: `Rate (per 10,000 children)`.
    pub fn header(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{} ({unit})", self.label),
            None => self.label.clone(),
        }
    }
}

/// A table of figures with the words needed to read it alone.
///
/// **Shape**: every row has one cell per column, in the order of the columns. Renderings treat cells that are
/// lacking at the end of a row as [`Cell::Blank`] and drop cells beyond the last column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name for files, links and sheets: `looked-after-rates`.
    pub id: String,
    /// What the table shows, in words.
    pub title: String,
    /// What a reader must know: definitions, breaks in series, rounding.
    pub notes: Vec<String>,
    /// Publisher, publication and year, or "Headwater projection" with its seed.
    pub source: String,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows, top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows, notes or source.
    pub fn new(id: impl Into<String>, title: impl Into<String>, columns: Vec<Column>) -> Table {
        Table { id: id.into(), title: title.into(), columns, ..Table::default() }
    }

    /// The cell of a row and column; `None` outside the table, where renderings print nothing.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        if column < self.columns.len() { self.rows.get(row)?.get(column) } else { None }
    }

    /// Whether a column holds quantities, so that its cells and its header are set to the right.
    pub fn is_quantity_column(&self, column: usize) -> bool {
        let cells = || (0..self.rows.len()).filter_map(|row| self.cell(row, column));
        if cells().any(|cell| matches!(cell, Cell::Text(_))) {
            return false;
        }
        cells().any(Cell::is_quantity) || self.columns.get(column).is_some_and(|c| c.unit.is_some())
    }
}

#[cfg(test)]
mod tests {
    use units::Marker;

    use super::*;

    #[test]
    fn a_column_of_missing_figures_with_a_unit_is_a_column_of_quantities() {
        let mut table = Table::new(
            "t",
            "T",
            vec![
                Column::new("year", "Year"),
                Column::with_unit("rate", "Rate", "per 10,000"),
                Column::new("n", "Count"),
            ],
        );
        table.rows = vec![vec![Cell::text("2025"), Cell::Missing(Marker::Suppressed), Cell::Whole(4)]];
        assert_eq!((0..3).map(|c| table.is_quantity_column(c)).collect::<Vec<_>>(), [false, true, true]);
        assert_eq!(table.columns[1].header(), "Rate (per 10,000)");
        assert_eq!(table.cell(0, 3), None);
        assert_eq!(table.cell(1, 0), None);
    }
}
