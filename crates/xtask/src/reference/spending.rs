//! Spend and weekly unit costs.

use std::collections::BTreeSet;

use reference::Measure;
use units::{Figure, FinancialYear};

use super::areas::Areas;
use super::lait::number_or_not_available;
use crate::input::{Inputs, Row, Stop};
use crate::table::{At, Figures, Origin};

const COLUMNS: [(&str, Measure); 18] = [
    ("sure_start_early_years", Measure::SpendSureStart),
    ("family_support", Measure::SpendFamilySupport),
    ("services_for_young_people", Measure::SpendYoungPeople),
    ("early_intervention_total", Measure::SpendEarly),
    ("cla_total", Measure::SpendCla),
    ("residential", Measure::SpendResidential),
    ("fostering", Measure::SpendFostering),
    ("leaving_care", Measure::SpendLeavingCare),
    ("safeguarding_social_work", Measure::SpendSafeguarding),
    ("youth_justice", Measure::SpendYouthJustice),
    ("late_intervention_total", Measure::SpendLate),
    ("other", Measure::SpendOther),
    ("total_cyp_excl_cera", Measure::SpendTotal),
    ("unit_cost_cla_per_week", Measure::UnitCostCla),
    ("unit_cost_fostering_per_week", Measure::UnitCostFostering),
    ("unit_cost_residential_per_week", Measure::UnitCostResidential),
    ("unit_cost_adoption_per_week", Measure::UnitCostAdoption),
    ("unit_cost_social_work_per_cin_week", Measure::UnitCostSocialWork),
];

/// Lines of the revenue outturn, in thousands of pounds; all other lines are known and left out.
const OUTTURN: [(&str, Measure); 4] = [
    ("Children Looked After of which residential care", Measure::Ro3ClaResidential),
    ("Children Looked After of which fostering services", Measure::Ro3ClaFostering),
    (
        "Children Looked After of which asylum seeking children who are looked after",
        Measure::Ro3ClaAsylumSeeking,
    ),
    ("Children Looked After of which other", Measure::Ro3ClaOther),
];

/// Reads the section 251 panel and the revenue outturn.
pub fn read(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<(), Stop> {
    let sheet = inputs.data("panel_spend_2010_2025.csv")?;
    for (column, m) in COLUMNS {
        let mut published = BTreeSet::new();
        for row in sheet.rows() {
            if row.number_or_blank(column)?.is_some() {
                published.insert(year(row)?);
            }
        }
        for row in sheet.rows().filter(|r| year(*r).is_ok_and(|y| published.contains(&y))) {
            let at = At { area: areas.by_number(row, "old_la_code")?, year: year(row)?, category: "" };
            let figure = number_or_not_available(row.number_or_blank(column)?);
            figures.add(Origin { source: "s251", row, column }, m, at, figure)?;
        }
    }
    outturn(inputs, areas, figures)
}

/// Spend years are held by the year they end in, as reporting years are.
fn year(row: Row<'_>) -> Result<u16, Stop> {
    row.parse("financial_year", "a financial year such as 2024-25", |t| {
        FinancialYear::parse(t).map(|y| y.reporting_year().0)
    })
}

fn outturn(inputs: &mut Inputs, areas: &Areas, figures: &mut Figures) -> Result<(), Stop> {
    let column = "net_current_expenditure";
    let sheet = inputs.data("spend_ro3_childrens_social_care_2024_25.csv")?;
    for row in sheet.rows() {
        let line = row.text("service_line")?;
        let Some((_, m)) = OUTTURN.iter().find(|l| l.0 == line) else { continue };
        row.parse("unit", "GBP thousand", |t| (t == "GBP thousand").then_some(()))?;
        let at = At { area: areas.by_number(row, "old_la_code")?, year: year(row)?, category: "" };
        let pounds = (row.number(column)? * 1000.0).round();
        figures.add(Origin { source: "ro3", row, column }, *m, at, Figure::Value(pounds))?;
    }
    Ok(())
}
