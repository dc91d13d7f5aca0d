//! Populations, projections, deprivation and prices.

use std::collections::BTreeMap;

use reference::{AreaCode, AreaKind, Measure};
use units::Figure;

use super::areas::Areas;
use crate::input::{Inputs, Row, Stop};
use crate::table::{At, Figures, Origin};

/// Reads all of them.
pub fn read(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<(), Stop> {
    estimates(inputs, areas, figures)?;
    by_age(inputs, areas, figures)?;
    projections(inputs, areas, figures)?;
    deprivation(inputs, areas, figures)?;
    deflator(inputs, figures)
}

/// A mid-year estimate divides the rates of the reporting year that ends the following March.
fn estimates(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<(), Stop> {
    let sheet = inputs.data("population_0_17_la_mid2012_mid2024.csv")?;
    for row in sheet.rows() {
        let at = At { area: areas.by_number_or_gss(row)?, year: row.year("year")? + 1, category: "" };
        let column = "population_estimate";
        let origin = Origin { source: "population", row, column };
        figures.add(origin, Measure::Population0To17, at, row.marked(column)?)?;
    }
    Ok(())
}

/// Single years of age for authorities, added up to their regions and England.
fn by_age(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<(), Stop> {
    let sheet = inputs.data("population_sya_0_25_la_mid2020.csv")?;
    for age in 0..18 {
        let (column, category) = (format!("age_{age}"), age.to_string());
        let mut sums: BTreeMap<AreaCode, (Row<'_>, f64)> = BTreeMap::new();
        for row in sheet.rows() {
            let area = areas.by_number(row, "old_la_code")?;
            let fact = &areas.0[&area];
            let number = row.number(&column)?;
            let within = [Some(area), fact.region, fact.sub_region, Some(AreaCode::ENGLAND)];
            for larger in within.into_iter().flatten() {
                sums.entry(larger).or_insert((row, 0.0)).1 += number;
            }
        }
        for (area, (row, number)) in sums {
            let origin = Origin { source: "population-by-age", row, column: &column };
            let at = At { area, year: 2020, category: &category };
            figures.add(origin, Measure::PopulationByAgeMid2020, at, Figure::Value(number))?;
        }
    }
    Ok(())
}

fn projections(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<(), Stop> {
    let columns =
        [("age_0_4", "0 to 4"), ("age_5_9", "5 to 9"), ("age_10_14", "10 to 14"), ("age_15_19", "15 to 19")];
    let sheet = inputs.data("population_projection_0_19_region_2022_2047.csv")?;
    for row in sheet.rows() {
        let (area, year) = (areas.by_gss(row, "region_code")?, row.year("year")?);
        for (column, category) in columns {
            let origin = Origin { source: "population-projection", row, column };
            let at = At { area, year, category };
            figures.add(origin, Measure::PopulationProjection, at, Figure::Value(row.number(column)?))?;
        }
    }
    Ok(())
}

fn deprivation(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<(), Stop> {
    let columns =
        [("imd2025_score_popweighted", Measure::ImdScore), ("idaci_rate_proxy", Measure::IdaciProxy)];
    let sheet = inputs.data("imd2025_utla_derived.csv")?;
    for row in sheet.rows() {
        let area = areas.by_number(row, "old_la_code")?;
        if areas.0[&area].kind != AreaKind::Authority {
            return Err(row.stop("old_la_code", "an authority"));
        }
        for (column, m) in columns {
            let at = At { area, year: 2025, category: "" };
            figures.add(Origin { source: "imd", row, column }, m, at, Figure::Value(row.number(column)?))?;
        }
    }
    Ok(())
}

fn deflator(inputs: &mut Inputs, figures: &mut Figures) -> Result<(), Stop> {
    let sheet = inputs.methods("gdp_deflator_calendar.csv")?;
    for row in sheet.rows() {
        let at = At { area: AreaCode::ENGLAND, year: row.year("year")?, category: "" };
        let origin = Origin { source: "gdp-deflator", row, column: "value" };
        figures.add(origin, Measure::GdpDeflator, at, Figure::Value(row.number("value")?))?;
    }
    Ok(())
}
