//! Children looked after by age, placement, provider, legal status and reason.

use std::collections::BTreeMap;

use reference::{AreaCode, Measure};
use units::{Figure, Marker};

use super::areas::Areas;
use crate::input::{Inputs, Row, Stop};
use crate::table::{At, Figures, Origin};

/// Totals that the breakdown files give beside the panel, to tell why a cell of the panel is empty.
pub type Totals = BTreeMap<(Measure, AreaCode, u16), Figure>;

/// Figures of one area and year that are added up into one category, with the first row they come from.
type Sums<'a> = BTreeMap<(Measure, AreaCode, u16, &'static str), (Row<'a>, Vec<Figure>)>;

/// The files, each with the source it is and the meaning of its categories.
const FILES: [(&str, &str, Meaning); 3] = [
    ("cla_31march_breakdown_2011_2025.csv", "cla-31-march", at_31_march),
    ("cla_starts_breakdown_2011_2025.csv", "cla-started", started),
    ("cla_ceased_breakdown_2010_2025.csv", "cla-ceased", ceased),
];

/// What a dimension and category of a file count in a year; `None` if we do not use them.
type Meaning = fn(&str, &str, u16) -> Option<(Measure, &'static str)>;

/// Reads the three breakdown files.
pub fn read(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<Totals, Stop> {
    let mut totals = Totals::new();
    for (file, source, meaning) in FILES {
        let sheet = inputs.data(file)?;
        let mut sums = Sums::new();
        for row in sheet.rows() {
            let (dimension, category) = (row.text("dimension")?, row.text("category")?);
            let (area, year) = (areas.by_number_or_name(row)?, row.year("year")?);
            let figure = figure(row)?;
            if let Some(m) = total(file, dimension, category) {
                totals.insert((m, area, year), figure);
            }
            if let Some((m, ours)) = meaning(dimension, category, year) {
                sums.entry((m, area, year, ours)).or_insert((row, Vec::new())).1.push(figure);
            } else if !unused(dimension, category, year) {
                return Err(row.stop("category", format!("a known category of {dimension}")));
            }
        }
        for ((m, area, year, category), (row, parts)) in sums {
            let origin = Origin { source, row, column: "number" };
            figures.add(origin, m, At { area, year, category }, sum(&parts))?;
        }
    }
    Ok(totals)
}

/// The releases up to 2017 wrote `x` for what the later ones write as `c`: withheld.
fn figure(row: Row<'_>) -> Result<Figure, Stop> {
    let x = if row.text("source")?.starts_with("SFR") { Marker::Suppressed } else { Marker::NotAvailable };
    row.flagged("number", "flag", x)
}

/// Adds up what goes into one category. A sum with a withheld part is withheld: it is not a smaller number.
fn sum(parts: &[Figure]) -> Figure {
    for marker in [Marker::Suppressed, Marker::NotAvailable, Marker::LowReliability] {
        if parts.contains(&Figure::Missing(marker)) {
            return Figure::Missing(marker);
        }
    }
    let numbers: Vec<f64> = parts.iter().filter_map(|f| f.value()).collect();
    if numbers.is_empty() {
        Figure::Missing(Marker::NotApplicable)
    } else {
        Figure::Value(numbers.iter().sum())
    }
}

fn total(file: &str, dimension: &str, category: &str) -> Option<Measure> {
    match (file, dimension, category) {
        ("cla_31march_breakdown_2011_2025.csv", "Age group", "Total") => Some(Measure::ClaAt31March),
        (
            "cla_31march_breakdown_2011_2025.csv",
            "Unaccompanied asylum-seeking children",
            "Unaccompanied asylum-seeking children",
        ) => Some(Measure::UascAt31March),
        ("cla_starts_breakdown_2011_2025.csv", "Age on starting", "Total") => Some(Measure::ClaStarted),
        ("cla_ceased_breakdown_2010_2025.csv", "Age on ceasing", "Total") => Some(Measure::ClaCeased),
        (_, "Reason episode ceased", "Adopted") => Some(Measure::ClaAdopted),
        (_, "Reason episode ceased", "Special guardianship order") => Some(Measure::ClaCeasedSgo),
        _ => None,
    }
}

/// Dimensions and categories that we know and leave out.
fn unused(dimension: &str, category: &str, year: u16) -> bool {
    let other_dimension = matches!(
        dimension,
        "Category of need"
            | "Distance between home and placement"
            | "Locality of placement"
            | "Placement stability"
            | "Sex"
            | "Taken into care"
            | "Unaccompanied asylum-seeking children"
    );
    let other_status = matches!(
        category,
        "Detained for child protection" | "Freed for adoption" | "Youth justice legal statuses"
    );
    match dimension {
        _ if category == "Total" => true,
        "Legal status" => other_status || legal_status(category).is_some(),
        "Placement" => year < 2018,
        _ => other_dimension,
    }
}

fn at_31_march(dimension: &str, category: &str, year: u16) -> Option<(Measure, &'static str)> {
    match dimension {
        "Age group" => Some((Measure::ClaAt31MarchByAge, age(category)?)),
        // Earlier groups put children's homes and semi-independent living together and cannot be told apart.
        "Placement" if year >= 2018 => Some((Measure::ClaAt31MarchByPlacement, placement(category)?)),
        "Place providers" => Some((Measure::ClaAt31MarchByProvider, provider(category)?)),
        _ => None,
    }
}

fn started(dimension: &str, category: &str, _: u16) -> Option<(Measure, &'static str)> {
    match dimension {
        "Age on starting" => Some((Measure::ClaStartedByAge, age(category)?)),
        "Legal status" => Some((Measure::ClaStartedByLegalStatus, legal_status(category)?)),
        "Unaccompanied asylum-seeking children" if category == dimension => {
            Some((Measure::ClaStartedUasc, ""))
        }
        _ => None,
    }
}

fn ceased(dimension: &str, category: &str, _: u16) -> Option<(Measure, &'static str)> {
    match dimension {
        "Age on ceasing" => {
            let ours = match category {
                "16 years" => "16",
                "17 years" => "17",
                "18 years and over" => "18 and over",
                "16 years and over" => "16 and over",
                _ => age(category)?,
            };
            Some((Measure::ClaCeasedByAge, ours))
        }
        "Reason episode ceased" => Some((Measure::ClaCeasedByReason, reason(category)?)),
        _ => None,
    }
}

fn age(category: &str) -> Option<&'static str> {
    Some(match category {
        "Under 1 year" => "Under 1",
        "1 to 4 years" => "1 to 4",
        "5 to 9 years" => "5 to 9",
        "10 to 15 years" => "10 to 15",
        "16 years and over" => "16 and 17",
        _ => return None,
    })
}

fn placement(category: &str) -> Option<&'static str> {
    Some(match category {
        "Foster placements" => "foster care",
        "Secure homes and children's homes" => "children's homes",
        "Independent and semi-independent living arrangements/supported accommodation" => {
            "supported accommodation"
        }
        "Placed with parents or other person with parental responsibility" => "with parents",
        "Placed for adoption" => "placed for adoption",
        "Residential schools" | "Other residential settings" => "other residential",
        "Other placements" | "Other placements in the community" | "Missing or absent" => "other placements",
        _ => return None,
    })
}

fn provider(category: &str) -> Option<&'static str> {
    Some(match category {
        "Own provision (by the LA)" => "own",
        "Other LA provision" => "other LA",
        "Other public provision" => "other public",
        "Private provision" => "private",
        "Voluntary/third sector provision" => "voluntary",
        "Parents or other person with parental responsibility" => "parents",
        "Not reported" => "not reported",
        _ => return None,
    })
}

fn legal_status(category: &str) -> Option<&'static str> {
    Some(match category {
        "Full care order" => "full care order",
        "Interim care order" => "interim care order",
        "Voluntary agreement under S20" => "voluntary s20",
        "Placement order granted" => "placement order",
        "Police protection in LA accommodation" => "police protection",
        "Emergency protection order" => "emergency protection order",
        "Child assessment order and in LA accommodation" => "child assessment order",
        "Remand" => "remand",
        "LA accommodation under PACE 1989" => "accommodated under PACE",
        "Sentenced to youth rehabilitation order" => "youth rehabilitation order",
        _ => return None,
    })
}

fn reason(category: &str) -> Option<&'static str> {
    const HOME: &str =
        "Returned home to live with parents or other person with parental responsibility which was ";
    Some(match category.strip_prefix(HOME).unwrap_or(category) {
        "part of the care planning process" => "returned home, planned",
        "not part of the care planning process" => "returned home, unplanned",
        "Returned home to live with parents or relatives (pre-2015 single category)" => "returned home",
        "Left care to live with parents, relatives or other person with no parental responsibility" => {
            "to relatives or others"
        }
        "Residence order or child arrangement order granted" => "child arrangements order",
        "Special guardianship order" => "special guardianship order",
        "Adopted" => "adopted",
        "Aged 18 (or over) and remained with current carers" => "stayed with carers at 18",
        "Moved into independent living (with supportive accommodation)" => "independent living, supported",
        "Moved into independent living (with no formalised support)" => "independent living, no support",
        "Transferred to residential care funded by adult social services" => "adult social care",
        "Care taken by another local authority" => "care of another authority",
        "Sentenced to custody" => "custody",
        "Accommodation on remand ended" => "remand ended",
        "Age assessment determined child aged 18 or over" => "age assessed 18 or over",
        "Child moved abroad" => "moved abroad",
        "Died" => "died",
        "Care ceased for any other reason" => "other reason",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_with_a_withheld_part_is_withheld() {
        let withheld = Figure::Missing(Marker::Suppressed);
        let not_applicable = Figure::Missing(Marker::NotApplicable);
        assert_eq!(sum(&[Figure::Value(3.0), withheld]), withheld);
        assert_eq!(sum(&[Figure::Value(3.0), Figure::Value(4.0)]), Figure::Value(7.0));
        assert_eq!(sum(&[Figure::Value(3.0), not_applicable]), Figure::Value(3.0));
        assert_eq!(sum(&[not_applicable, not_applicable]), not_applicable);
    }
}
