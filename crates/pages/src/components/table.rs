//! A table of figures with its notes, source and downloads.

use maud::{Markup, html};
use tables::{Cell, Column, Table};

/// Where the same figures can be had as files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Downloads {
    /// Address of the CSV file.
    pub csv: Option<String>,
    /// Address of the spreadsheet.
    pub xlsx: Option<String>,
    /// Address of the JSON file.
    pub json: Option<String>,
}

/// A table: quantities to the right in figures of one width, units in the header, missing figures as words.
///
/// The first column heads its rows. A table wider than the page scrolls inside its own region, which the keyboard
/// can reach.
pub fn table(table: &Table, downloads: &Downloads) -> Markup {
    let to_right: Vec<bool> = (0..table.columns.len()).map(|c| table.is_quantity_column(c)).collect();
    html! {
        div.hw-scroll role="region" aria-label={ "Table: " (table.title) } tabindex="0" {
            table."govuk-table hw-table" {
                caption."govuk-table__caption govuk-table__caption--s" { (table.title) }
                thead.govuk-table__head {
                    tr.govuk-table__row {
                        @for (column, right) in table.columns.iter().zip(&to_right) { (header(column, *right)) }
                    }
                }
                tbody.govuk-table__body {
                    @for row in 0..table.rows.len() {
                        tr.govuk-table__row {
                            @for (column, right) in to_right.iter().enumerate() {
                                (cell(table.cell(row, column), column == 0, *right))
                            }
                        }
                    }
                }
            }
        }
        @if table.rows.is_empty() { p.govuk-body { "There are no figures in this table." } }
        @for note in &table.notes { p.hw-chart__note { "Note: " (note) } }
        @if !table.source.is_empty() { p.hw-chart__note { "Source: " (table.source) } }
        (download_links(table, downloads))
    }
}

fn header(column: &Column, right: bool) -> Markup {
    html! {
        th.govuk-table__header.govuk-table__header--numeric[right] scope="col" {
            (column.label)
            @if let Some(unit) = &column.unit { span.hw-table__unit { (unit) } }
        }
    }
}

fn cell(cell: Option<&Cell>, first: bool, right: bool) -> Markup {
    let missing = matches!(cell, Some(Cell::Missing(_)));
    let words = html! {
        @if let Some(cell) = cell {
            @if missing { span.hw-table__missing { (cell) } } @else { (cell) }
        }
    };
    html! {
        @if first {
            th.govuk-table__header.govuk-table__header--numeric[right] scope="row" { (words) }
        } @else {
            td.govuk-table__cell.govuk-table__cell--numeric[right] { (words) }
        }
    }
}

fn download_links(table: &Table, downloads: &Downloads) -> Markup {
    let all = [("CSV", &downloads.csv), ("Excel", &downloads.xlsx), ("JSON", &downloads.json)];
    let links: Vec<(&str, &String)> = all.into_iter().filter_map(|(k, v)| Some((k, v.as_ref()?))).collect();
    html! {
        @if !links.is_empty() {
            p.hw-downloads {
                "Download: "
                @for (place, (kind, href)) in links.iter().enumerate() {
                    @if place > 0 { ", " }
                    a.govuk-link href=(href) {
                        (kind) span.govuk-visually-hidden { " of " (table.title) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use units::Marker;

    use super::*;

    #[test]
    fn a_table_says_its_units_and_why_figures_are_missing() {
        let mut sample = Table::new(
            "rates",
            "Rates <1>",
            vec![Column::new("name", "Authority"), Column::with_unit("rate", "Rate", "per 10,000")],
        );
        sample.source = "DfE 2025".to_owned();
        sample.notes = vec!["Rounded.".to_owned()];
        sample.rows = vec![
            vec![Cell::text("A & B"), Cell::number(1_203.4, 1)],
            vec![Cell::text("C"), Cell::Missing(Marker::Suppressed)],
            vec![Cell::text("D")],
        ];
        let downloads = Downloads {
            csv: Some("/t.csv".to_owned()),
            xlsx: Some("/t.xlsx?a=1&b=2".to_owned()),
            json: None,
        };
        insta::assert_snapshot!(table(&sample, &downloads).into_string().replace("><", ">\n<"));
    }

    #[test]
    fn an_empty_table_says_so() {
        let sample = Table::new("t", "Nothing", vec![Column::new("a", "A")]);
        let markup = table(&sample, &Downloads::default()).into_string();
        assert!(markup.contains("There are no figures in this table."));
        assert!(!markup.contains("Download"));
    }
}
