//! Placement moves of looked-after children, published for England only.

use std::collections::BTreeMap;

use reference::{AreaCode, Measure};
use units::Figure;

use crate::input::{Inputs, Row, Stop};
use crate::table::{At, Figures, Origin};

/// The ages of the release; its last goes on past 17.
const AGES: [(&str, &str); 5] = [
    ("Under 1 year", "Under 1"),
    ("1 to 4 years", "1 to 4"),
    ("5 to 9 years", "5 to 9"),
    ("10 to 15 years", "10 to 15"),
    ("16 years and over", "16 and 17"),
];

/// How many placements a child had in the year: as published, and as held.
const PLACEMENTS: [(&str, &str); 3] = [
    ("With 1 placement during the year", "1"),
    ("With 2 placements during the year", "2"),
    ("With 3 or more placements during the year", "3 or more"),
];

const ALL_CHANGES: &str = "All Placements";
const STATUS_ONLY: &str = "Change in the status of a placement only";

/// All changes of placement at an age in a year, and those of status alone, with the first row that tells of them.
type Changes<'a> = BTreeMap<(u16, &'static str), (Row<'a>, [Option<f64>; 2])>;

/// Reads moves by age, and children by how many placements they had.
pub fn read(inputs: &mut Inputs, figures: &mut Figures) -> Result<(), Stop> {
    moves(inputs, figures)?;
    placements(inputs, figures)
}

/// All changes of placement less those of status alone.
fn moves(inputs: &mut Inputs, figures: &mut Figures) -> Result<(), Stop> {
    let sheet = inputs.data("national/placement_change_reasons_2020_2024.csv")?;
    let mut found = Changes::new();
    for row in sheet.rows() {
        if row.text("cla_group")? != "Age" || row.text("characteristic")? == "Total" {
            continue;
        }
        let age = known(row, "characteristic", &AGES, "a known age")?;
        let place = match row.text("reason_for_change")? {
            ALL_CHANGES => 0,
            STATUS_ONLY => 1,
            _ => continue,
        };
        let entry = found.entry((row.year("year")?, age)).or_insert((row, [None; 2]));
        entry.1[place] = Some(row.number("number")?);
    }
    for ((year, category), (row, counts)) in found {
        let [Some(all), Some(status)] = counts else {
            return Err(sheet.missing(format!("no {ALL_CHANGES} or {STATUS_ONLY} at {category} in {year}")));
        };
        let origin = Origin { source: "cla-moves-national", row, column: "number" };
        let at = At { area: AreaCode::ENGLAND, year, category };
        figures.add(origin, Measure::ClaPlacementMovesByAge, at, Figure::Value(all - status))?;
    }
    Ok(())
}

/// Children looked after at 31 March by how many placements they had in the year.
fn placements(inputs: &mut Inputs, figures: &mut Figures) -> Result<(), Stop> {
    let sheet = inputs.data("national/placement_counts_by_characteristics_2020_2024.csv")?;
    for row in sheet.rows() {
        let of_all = row.text("cla_group")? == "CLA on 31 March"
            && row.text("population_group")? == "Age group"
            && row.text("characteristic")? == "Total children";
        if !of_all || row.text("placement_stability")? == "Total children" {
            continue;
        }
        let category = known(row, "placement_stability", &PLACEMENTS, "a known number of placements")?;
        let origin = Origin { source: "cla-placements-national", row, column: "number" };
        let at = At { area: AreaCode::ENGLAND, year: row.year("year")?, category };
        figures.add(origin, Measure::ClaByPlacementsInYear, at, row.marked("number")?)?;
    }
    Ok(())
}

/// The word held for one published.
fn known(
    row: Row<'_>,
    column: &str,
    words: &[(&str, &'static str)],
    expected: &str,
) -> Result<&'static str, Stop> {
    let text = row.text(column)?;
    let word = words.iter().find(|(published, _)| *published == text);
    word.map(|(_, held)| *held).ok_or_else(|| row.stop(column, expected))
}
