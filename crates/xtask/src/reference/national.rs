//! Figures published for England only.

use reference::{AreaCode, Measure};
use units::Figure;

use crate::input::{Inputs, Stop};
use crate::table::{At, Figures, Origin};

const CARE_DURATIONS: [(&str, &str); 9] = [
    ("1. Under 2 weeks", "under 2 weeks"),
    ("2. From 2 weeks to under 8 weeks", "2 to 8 weeks"),
    ("3. From 8 weeks to under 6 months", "8 weeks to 6 months"),
    ("4. From 6 months to under 1 year", "6 to 12 months"),
    ("5. From 1 year to under 2 years", "1 to 2 years"),
    ("6. From 2 years to under 3 years", "2 to 3 years"),
    ("7. From 3 years to under 5 years", "3 to 5 years"),
    ("8. From 5 years to under 10 years", "5 to 10 years"),
    ("9. 10 years and over", "10 years and over"),
];
const MEAN_DAYS: &str = "Average duration of last period of care (days)";

/// Facts that give plans ended in 2025 as `(n=9920 of 62,300)`, with the category of each.
const PLANS_ENDED: [(&str, &str); 5] = [
    ("F0110", "under 3 months"),
    ("F0111", "3 to 6 months"),
    ("F0112", "6 to 12 months"),
    ("F0113", "1 to 2 years"),
    ("F0114", "2 years and over"),
];

/// Reads the length of care of children who ceased, and the length of plans that ended.
pub fn read(inputs: &mut Inputs, figures: &mut Figures) -> Result<(), Stop> {
    let area = AreaCode::ENGLAND;
    let sheet = inputs.data("national/ceased_by_characteristics_2020_2024.csv")?;
    for row in
        sheet.rows().filter(|r| r.text("cla_group").is_ok_and(|g| g == "Duration of last period of care"))
    {
        let name = row.text("characteristic")?;
        let (m, category) = match CARE_DURATIONS.iter().find(|d| d.0 == name) {
            Some((_, category)) => (Measure::ClaCeasedByDuration, *category),
            None if name == MEAN_DAYS => (Measure::ClaCeasedMeanDays, ""),
            None if name == "Total" => continue,
            None => return Err(row.stop("characteristic", "a known length of care")),
        };
        let at = At { area, year: row.year("year")?, category };
        let origin = Origin { source: "cla-ceased-national", row, column: "number" };
        figures.add(origin, m, at, Figure::Value(row.number("number")?))?;
    }
    let sheet = inputs.data("national_facts.csv")?;
    for (fact, category) in PLANS_ENDED {
        let row = sheet
            .rows()
            .find(|r| r.text("fact_id").is_ok_and(|id| id == fact))
            .ok_or_else(|| sheet.missing(format!("no fact {fact}")))?;
        let count = row.parse("figure", "a text with (n=1234 of ...)", |t| {
            let (_, rest) = t.split_once("CPPs ENDING")?.1.split_once("(n=")?;
            rest.split_once(" of ")?.0.parse().ok()
        })?;
        let origin = Origin { source: "cpp-ended-national", row, column: "figure" };
        let at = At { area, year: row.year("year")?, category };
        figures.add(origin, Measure::CppEndedByDuration, at, Figure::Value(count))?;
    }
    Ok(())
}
