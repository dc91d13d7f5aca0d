//! A strip of shaded cells: kinds of thing down, stretches of time across.

use maud::{Markup, html};
use tables::Table;

use super::caption::{Caption, figure, nothing_to_draw};
use super::frame::{Frame, TEXT_SIZE};
use super::palette;
use super::svg::{Anchor, Words, co, width, wrap};
use crate::format::Quantity;

/// A stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub struct StripColumn {
    /// Words above the cells.
    pub label: String,
    /// Words where there is little room.
    pub short: String,
}

/// One row of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct StripRow {
    /// What the row is of.
    pub label: String,
    /// Values, one for each column; `None` where the figure is withheld or lacking.
    pub values: Vec<Option<f64>>,
}

/// Cells shaded by their value, with the value in them.
#[derive(Clone, Debug)]
pub struct StripChart {
    /// The words around it.
    pub caption: Caption,
    /// What the values are.
    pub quantity: Quantity,
    /// The columns, left to right.
    pub columns: Vec<StripColumn>,
    /// The rows, top to bottom.
    pub rows: Vec<StripRow>,
    /// What stands at the right of the last column: `start of care`.
    pub leads_to: String,
    /// The figures of the chart.
    pub table: Table,
}

const CELL: f64 = 38.0;

impl StripChart {
    /// The figure.
    pub fn render(&self) -> Markup {
        let most = self.values().fold(0.0, f64::max);
        let none = self.columns.is_empty() || self.values().next().is_none();
        let drawing = html! {
            @if none { (nothing_to_draw()) } @else {
                (self.drawing(Frame::wide(0.0), most, false))
                (self.drawing(Frame::narrow(0.0), most, true))
            }
        };
        figure(&self.caption, html! {}, drawing, std::slice::from_ref(&self.table))
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.rows.iter().flat_map(|r| r.values.iter().flatten().copied()).filter(|v| v.is_finite())
    }

    fn in_words(&self) -> String {
        let parts: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let cells: Vec<String> = self
                    .columns
                    .iter()
                    .zip(&row.values)
                    .map(|(c, v)| format!("{} {}", c.label.to_lowercase(), self.words(*v)))
                    .collect();
                format!("{}: {}.", row.label, cells.join(", "))
            })
            .collect();
        parts.join(" ")
    }

    fn words(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "withheld".to_owned(), |v| self.quantity.label(v))
    }

    fn drawing(&self, mut frame: Frame, most: f64, stacked: bool) -> Markup {
        let labels = self.rows.iter().map(|r| width(&r.label, TEXT_SIZE * 1.05)).fold(0.0, f64::max);
        let left = if stacked { 1.0 } else { labels + 12.0 };
        let right = if stacked { frame.width - 1.0 } else { frame.width - 80.0 };
        let step = (right - left) / self.columns.len() as f64;
        let heads: Vec<Vec<String>> =
            self.columns
                .iter()
                .map(|c| {
                    if stacked { vec![c.short.clone()] } else { wrap(&c.label, TEXT_SIZE * 1.05, step - 6.0) }
                })
                .collect();
        let deepest = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let top = deepest * 19.0 + 8.0;
        let row_height = if stacked { CELL + 24.0 } else { CELL };
        frame.height = top + row_height * self.rows.len() as f64 + 4.0;
        let middle = Words::new(TEXT_SIZE, Anchor::Middle);
        let x = |n: usize| left + n as f64 * step;
        let end = Words { bold: true, ..Words::new(TEXT_SIZE, Anchor::Start) };
        let drawing = html! {
            @for (n, lines) in heads.iter().enumerate() {
                (middle.block(x(n) + step / 2.0, top - 6.0 - lines.len() as f64 * 9.5, lines))
            }
            @for (n, row) in self.rows.iter().enumerate() {
                @let y = top + n as f64 * row_height;
                @let cells = if stacked { y + 22.0 } else { y };
                @if stacked {
                    (Words::new(TEXT_SIZE, Anchor::Start).at(left, y + 17.0, &row.label))
                } @else {
                    (Words::new(TEXT_SIZE, Anchor::End).at(left - 10.0, y + CELL / 2.0 + 5.5, &row.label))
                }
                @for (c, value) in row.values.iter().take(self.columns.len()).enumerate() {
                    rect x=(co(x(c))) y=(co(cells)) width=(co(step)) height=(co(CELL - 2.0))
                        fill=(tint(*value, most)) stroke=(palette::QUIET) stroke-width="1" {}
                    (cell_words(x(c) + step / 2.0, cells + CELL / 2.0 + 4.5, &self.short(*value)))
                }
            }
            @if !stacked {
                @let lines = wrap(&self.leads_to, TEXT_SIZE * 1.1, 76.0);
                (end.block(right + 8.0, (top + frame.height) / 2.0, &lines))
            }
        };
        frame.draw(&self.caption.id, &self.caption.finding, &self.in_words(), drawing)
    }

    fn short(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "x".to_owned(), |v| self.quantity.label(v))
    }
}

/// Words on a shaded cell: without the white halo of words over lines.
fn cell_words(x: f64, y: f64, text: &str) -> Markup {
    html! {
        text x=(co(x)) y=(co(y)) font-size=(co(TEXT_SIZE)) fill=(palette::TEXT) text-anchor="middle" { (text) }
    }
}

/// The tint of a value: nothing is white, the most is the darkest on which words are legible.
fn tint(value: Option<f64>, most: f64) -> &'static str {
    let share = value.filter(|_| most > 0.0).map_or(0.0, |v| v / most);
    match share {
        s if s <= 0.0 => palette::PAPER,
        s if s < 0.34 => palette::BANDS[0],
        s if s < 0.67 => palette::BANDS[1],
        _ => palette::BANDS[2],
    }
}
