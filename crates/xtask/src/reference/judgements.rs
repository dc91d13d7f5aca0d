//! Statistical neighbours and Ofsted judgements.

use reference::Grade;

use super::areas::Areas;
use crate::input::{Inputs, Row, Stop};
use crate::table::Table;

/// The model year in use.
const MODEL: &str = "2025";

/// The ten neighbours of each authority.
pub fn neighbours(inputs: &mut Inputs, areas: &Areas) -> Result<Table, Stop> {
    let sheet = inputs.data("statistical_neighbours_2021_2025.csv")?;
    let mut rows = Vec::new();
    for row in sheet.rows() {
        if row.text("model_year")? != MODEL {
            continue;
        }
        let rank: u8 =
            row.parse("rank", "a rank from 1 to 10", |t| t.parse().ok().filter(|r| (1..=10).contains(r)))?;
        let words = ["Extremely close", "Very close", "Close", "Somewhat close", "Not close"];
        let closeness = row.parse("closeness", "one of the words of the model", |t| {
            words.into_iter().find(|w| w.eq_ignore_ascii_case(t))
        })?;
        let area = areas.by_number(row, "old_la_code")?;
        let neighbour = areas.by_number(row, "neighbour_old_la_code")?;
        rows.push((area, rank, neighbour, closeness));
    }
    rows.sort_unstable();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(area, rank, code, words)| {
            vec![area.to_string(), rank.to_string(), code.to_string(), words.to_owned()]
        })
        .collect();
    Ok(Table::new("neighbours", &["area", "rank", "neighbour", "closeness"], &rows))
}

/// The latest judgement of each authority.
pub fn ofsted(inputs: &mut Inputs, areas: &Areas) -> Result<Table, Stop> {
    let sheet = inputs.data("ofsted_la_judgements_31march2025.csv")?;
    let mut rows = Vec::new();
    for row in sheet.rows() {
        let mut cells = vec![areas.by_number(row, "old_la_code")?.to_string()];
        for column in ["inspection_date", "publication_date"] {
            cells.push(row.parse(column, "a date as in 2025-03-31", date)?);
        }
        for column in
            ["overall_effectiveness", "impact_of_leaders", "help_and_protection", "children_in_care"]
        {
            cells.push(grade(row, column)?);
        }
        // Care leavers were first graded apart in 2023.
        let care_leavers = row.text("care_leavers")?;
        cells.push(if care_leavers.is_empty() { String::new() } else { grade(row, "care_leavers")? });
        rows.push(cells);
    }
    rows.sort_unstable();
    let header = [
        "area",
        "inspected",
        "published",
        "overall",
        "leaders",
        "help_and_protection",
        "children_in_care",
        "care_leavers",
    ];
    Ok(Table::new("ofsted", &header, &rows))
}

fn date(text: &str) -> Option<String> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    (shape == "0000-00-00").then(|| text.to_owned())
}

fn grade(row: Row<'_>, column: &str) -> Result<String, Stop> {
    row.parse(column, "one of Ofsted's four grades", |t| Grade::from_label(t).map(|g| g.label().to_owned()))
}
