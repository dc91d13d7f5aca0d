//! Unit costs and effects: numbers from the inputs, words of our own.

use super::effect_words::{EFFECTS, Words};
use crate::input::{Inputs, Row, Stop};
use crate::table::Table;

/// Code, description, unit, agency, source.
const UNIT_COSTS: [[&str; 5]; 16] = [
    ["NAO-RES-2324", "A child's place in a children's home", "per place per year", "local authority", NAO],
    [
        "PSSRU-2017-FOS",
        "Foster care, allowances and support together",
        "per child per week",
        "local authority",
        PSSRU,
    ],
    [
        "SS4.0.1",
        "Core assessment in child protection, social services' part",
        "each",
        "local authority",
        GMCA,
    ],
    [
        "SS4.0.2",
        "Core assessment in child protection, other agencies' part",
        "each",
        "several agencies",
        GMCA,
    ],
    [
        "SS2.5",
        "Looked-after child in foster care: finding a subsequent placement",
        "each",
        "local authority",
        GMCA,
    ],
    ["SS4.1.1", "Care application under section 31, legal aid", "each", "legal aid", GMCA],
    ["SS4.1.2", "Care application under section 31, the authority's part", "each", "local authority", GMCA],
    ["SS4.1.3", "Care application under section 31, the court's part", "each", "courts", GMCA],
    ["SS4.1.4", "Care application under section 31, Cafcass's part", "each", "Cafcass", GMCA],
    ["SS5.0.1", "Child in need: first contact and referral", "each", "local authority", GMCA],
    ["SS5.0.2", "Child in need: initial or single assessment", "each", "local authority", GMCA],
    ["SS5.0.3", "Child in need: continuing support", "per month", "local authority", GMCA],
    ["SS5.0.4", "Child in need: closing the case", "each", "local authority", GMCA],
    ["SS5.0.5", "Child in need: core assessment", "each", "local authority", GMCA],
    ["SS5.0.6", "Child in need: review of the plan", "each", "local authority", GMCA],
    ["SS5.0.7", "Child in need: section 47 enquiry", "each", "local authority", GMCA],
];
const GMCA: &str = "GMCA Unit Cost Database v1.4, read from a secondary copy";
const NAO: &str = "National Audit Office 2025, children's residential care, press release";
const PSSRU: &str = "PSSRU Unit Costs of Health and Social Care 2017, p. 86, as quoted by PSSRU";

/// The unit costs that appraisal uses.
pub fn unit_costs(inputs: &mut Inputs) -> Result<Table, Stop> {
    let sheet = inputs.methods("unit_costs.csv")?;
    let mut rows = Vec::new();
    for [code, description, unit, agency, source] in UNIT_COSTS {
        let row = sheet
            .rows()
            .find(|r| r.text("code").is_ok_and(|c| c == code))
            .ok_or_else(|| sheet.missing(format!("no unit cost {code}")))?;
        let price_year = row.parse("price_year", "a financial year such as 2005/06", |t| {
            units::FinancialYear::parse(t).map(|y| y.to_string())
        })?;
        let pounds = row.number("value_gbp")?.to_string();
        let source = format!("{source}, {code}");
        rows.push(
            [code, description, unit, &pounds, &price_year, agency, &source].map(str::to_owned).to_vec(),
        );
    }
    rows.sort_unstable();
    let header = ["code", "description", "unit", "pounds", "price_year", "agency", "source"];
    Ok(Table::new("unit_costs", &header, &rows))
}

/// The findings of evaluations, in the order of the review.
///
/// **Errors**: stops when the review has another row where our words for a finding stand.
pub fn effects(inputs: &mut Inputs) -> Result<Table, Stop> {
    let sheet = inputs.methods("effects.csv")?;
    let mut words = EFFECTS.iter();
    let mut rows = Vec::new();
    for row in sheet.rows() {
        let w = words.next().filter(|w| row.text("outcome").is_ok_and(|t| t.starts_with(w.key))).ok_or_else(
            || row.stop("outcome", "the finding that effect_words.rs has words for in this place"),
        )?;
        rows.push(effect(row, w)?);
    }
    if words.next().is_some() {
        return Err(sheet.missing("fewer findings than effect_words.rs has words for"));
    }
    let header = [
        "programme",
        "population",
        "outcome",
        "bears_on",
        "metric",
        "estimate",
        "low",
        "high",
        "design",
        "country",
        "evidence_grade",
        "significant",
        "caution",
        "source",
    ];
    Ok(Table::new("effects", &header, &rows))
}

fn effect(row: Row<'_>, w: &Words) -> Result<Vec<String>, Stop> {
    // Where the review has words or two numbers for an estimate, our caution says what was found.
    let number = |column| -> Result<String, Stop> {
        Ok(row.text(column)?.parse::<f64>().map(|v| v.to_string()).unwrap_or_default())
    };
    let before_bracket = |column| -> Result<String, Stop> {
        Ok(row.text(column)?.split(" (").next().unwrap_or_default().to_owned())
    };
    Ok(vec![
        w.programme.to_owned(),
        w.population.to_owned(),
        w.outcome.to_owned(),
        w.bears_on.to_owned(),
        w.metric.to_owned(),
        number("estimate")?,
        number("ci_low")?,
        number("ci_high")?,
        w.design.to_owned(),
        row.text("country")?.to_owned(),
        before_bracket("evidence_grade")?,
        before_bracket("significant")?,
        w.caution.to_owned(),
        w.source.to_owned(),
    ])
}
