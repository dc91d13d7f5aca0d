//! Horizontal bars, with intervals and a point for comparison.

use maud::{Markup, html};
use tables::{Cell, Column, Table};

use super::caption::{Caption, figure, nothing_to_draw};
use super::key::{Entry, key};
use super::palette;
use super::rows::{self, Row, comparison_dot, interval};
use crate::format::Quantity;

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its length; `None` when there is no figure.
    pub value: Option<f64>,
    /// Lower and upper end of an interval around the value.
    pub interval: Option<(f64, f64)>,
    /// The value to compare with: the neighbours' median.
    pub comparison: Option<f64>,
    /// Whether it is drawn as one of many rather than in the colour of the subject.
    pub quiet: bool,
}

/// Horizontal bars from zero, in the order given.
#[derive(Clone, Debug)]
pub struct BarChart {
    /// The words around it.
    pub caption: Caption,
    /// What the values are.
    pub quantity: Quantity,
    /// Unit for headers of the table.
    pub unit: String,
    /// Header of the table's first column: what the bars stand for.
    pub of: String,
    /// Whose values the bars are: the authority.
    pub subject: String,
    /// Name of the points for comparison.
    pub comparison: Option<String>,
    /// Name of the intervals: `95% interval`.
    pub interval: Option<String>,
    /// The bars.
    pub bars: Vec<Bar>,
}

impl BarChart {
    /// The figures of the chart.
    pub fn table(&self) -> Table {
        let mut table = self
            .caption
            .table(vec![Column::new("of", &self.of), Column::with_unit("value", &self.subject, &self.unit)]);
        if let Some(name) = &self.interval {
            table.columns.push(Column::with_unit("low", format!("{name}, lower end"), &self.unit));
            table.columns.push(Column::with_unit("high", format!("{name}, upper end"), &self.unit));
        }
        if let Some(name) = &self.comparison {
            table.columns.push(Column::with_unit("comparison", name, &self.unit));
        }
        table.rows = self.bars.iter().map(|bar| self.row(bar)).collect();
        table
    }

    fn row(&self, bar: &Bar) -> Vec<Cell> {
        let mut row = vec![Cell::text(&bar.label), self.quantity.cell(bar.value)];
        if self.interval.is_some() {
            row.push(self.quantity.cell(bar.interval.map(|i| i.0)));
            row.push(self.quantity.cell(bar.interval.map(|i| i.1)));
        }
        if self.comparison.is_some() {
            row.push(self.quantity.cell(bar.comparison));
        }
        row
    }

    /// The figure.
    pub fn render(&self) -> Markup {
        let rows: Vec<Row> = self.bars.iter().map(|bar| self.drawn_row(bar)).collect();
        let drawing =
            rows::draw(&rows, self.quantity, &self.caption.id, &self.caption.finding, &self.in_words());
        figure(&self.caption, self.key(), drawing.unwrap_or_else(nothing_to_draw), &[self.table()])
    }

    fn drawn_row(&self, bar: &Bar) -> Row {
        let value = bar.value.filter(|v| v.is_finite());
        Row {
            label: bar.label.clone(),
            span: value.map(|v| (0.0, v)),
            interval: bar.interval,
            dot: bar.comparison,
            words: value.map_or_else(|| "not available".to_owned(), |v| self.quantity.label(v)),
            fill: if bar.quiet { palette::QUIET } else { palette::SUBJECT },
            bold: false,
            leads_at: None,
        }
    }

    fn key(&self) -> Markup {
        let mut entries = Vec::new();
        if self.interval.is_some() || self.comparison.is_some() {
            entries.push(Entry {
                swatch: super::key::block(palette::SUBJECT, None),
                words: self.subject.clone(),
            });
        }
        if let Some(name) = &self.interval {
            entries.push(Entry { swatch: interval(3.0, 25.0, 7.0), words: name.clone() });
        }
        if let Some(name) = &self.comparison {
            entries.push(Entry { swatch: html! { (comparison_dot(14.0, 7.0)) }, words: name.clone() });
        }
        key(&entries)
    }

    fn in_words(&self) -> String {
        let parts: Vec<String> = self
            .bars
            .iter()
            .map(|bar| {
                let value = bar.value.map_or_else(|| "not available".to_owned(), |v| self.quantity.label(v));
                match (bar.comparison, &self.comparison) {
                    (Some(other), Some(name)) => {
                        format!("{}: {value} ({name} {}).", bar.label, self.quantity.label(other))
                    }
                    _ => format!("{}: {value}.", bar.label),
                }
            })
            .collect();
        parts.join(" ")
    }
}
