//! The words around a chart, and the `figure` that holds both.

use maud::{Markup, html};
use tables::Table;

use crate::components::{self, Downloads};

/// The words around a chart.
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// Id on the page and name of the downloads; the only one of its name on the page.
    pub id: String,
    /// What the chart shows, as a sentence of about ten words.
    pub finding: String,
    /// Measure and unit: `Children looked after per 10,000 children, 31 March`.
    pub measure: String,
    /// Where the figures come from.
    pub source: String,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// Where the chart's table can be had as a file.
    pub downloads: Downloads,
}

impl Caption {
    /// A caption without source, notes or downloads.
    pub fn new(id: impl Into<String>, finding: impl Into<String>, measure: impl Into<String>) -> Caption {
        Caption { id: id.into(), finding: finding.into(), measure: measure.into(), ..Caption::default() }
    }

    /// An empty table for the chart's figures, with the caption's words.
    pub(super) fn table(&self, columns: Vec<tables::Column>) -> Table {
        Table {
            notes: self.notes.clone(),
            source: self.source.clone(),
            ..Table::new(self.id.clone(), format!("{}: {}", self.finding, self.measure), columns)
        }
    }
}

/// The figure: caption, key, drawing, source, and the table behind a line that opens.
pub(super) fn figure(caption: &Caption, key: Markup, drawing: Markup, tables: &[Table]) -> Markup {
    html! {
        figure.hw-chart id=(caption.id) {
            figcaption {
                h2."govuk-heading-m hw-chart__finding" { (caption.finding) }
                p.hw-chart__measure { (caption.measure) }
            }
            (key)
            (drawing)
            @for note in &caption.notes { p.hw-chart__note { "Note: " (note) } }
            @if !caption.source.is_empty() { p.hw-chart__note { "Source: " (caption.source) } }
            (components::details("Figures in this chart as a table", html! {
                @for (place, table) in tables.iter().enumerate() {
                    (components::table(&bare(table), if place == 0 { &caption.downloads } else { &NO_DOWNLOADS }))
                }
            }))
        }
    }
}

/// What is shown in place of a drawing when there is nothing to draw.
pub(super) fn nothing_to_draw() -> Markup {
    components::inset_text(html! {
        "There are no figures to draw. The table below says which are missing and why."
    })
}

static NO_DOWNLOADS: Downloads = Downloads { csv: None, xlsx: None, json: None };

/// The table without notes and source, which stand right above it.
fn bare(table: &Table) -> Table {
    Table { notes: Vec::new(), source: String::new(), ..table.clone() }
}
