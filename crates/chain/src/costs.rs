//! Unit costs of an authority, from its own published figures.

use appraisal::{Agency, CostLine, Per};
use reference::{Area, Measure, Reference};
use units::{FinancialYear, Pence, Placement, Position, Step};

use crate::Country;

/// Cost lines of an authority, and what is not costed.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// Lines in the prices of [`Country::PRICE_YEAR`].
    pub lines: Vec<CostLine>,
    /// What has no published unit cost, and what stands in where a figure is missing.
    pub notes: Vec<String>,
}

impl Costs {
    /// Leaves out what is paid for each placement move, and says so, where no moves are told.
    pub(crate) fn without_moves(mut self) -> Costs {
        let (moves, lines): (Vec<CostLine>, Vec<CostLine>) =
            self.lines.into_iter().partition(|line| line.per == Per::PlacementMove);
        self.notes.extend(moves.iter().map(|line| {
            format!("Not costed, because no figure tells how many placement moves there are: {}.", line.name)
        }));
        Costs { lines, notes: self.notes }
    }
}

/// Costs an authority's positions, placements and starts of care.
///
/// - Social work: the published weekly cost per child in need, for every child in an open position.
/// - Foster care and children's homes: the published weekly unit costs.
/// - Placement moves: the social work of finding a subsequent placement.
/// - Care proceedings: the cost of a section 31 application by agency, times the authority's own number of
///   applications per start of care.
///
/// **Source**: DfE Section 251 outturn unit costs (LAIT); Cafcass care applications (LAIT); Greater
/// Manchester unit cost database for proceedings and for finding a placement.
pub fn costs(reference: &Reference, area: &Area) -> Costs {
    let mut notes = Vec::new();
    let cashable = bought_share(reference, area, &mut notes);
    let mut lines = Vec::new();
    for position in Position::OPEN {
        lines.extend(weekly(
            reference,
            area,
            Measure::UnitCostSocialWork,
            &format!("Social work, {position}"),
            Per::PositionWeek(position),
            0.0,
            &mut notes,
        ));
    }
    for (measure, placement, name) in [
        (Measure::UnitCostFostering, Placement::Foster, "Foster care"),
        (Measure::UnitCostResidential, Placement::ChildrensHome, "Children's homes"),
    ] {
        let per = Per::PlacementWeek(placement);
        lines.extend(weekly(reference, area, measure, name, per, cashable, &mut notes));
    }
    lines.extend(proceedings(reference, area, &mut notes));
    lines.extend(subsequent_placement(reference, &mut notes));
    notes.push(
        "Not costed, because no unit cost is published by authority: supported accommodation, placement with \
         parents, placement for adoption, other residential and other placements (social work is counted for all \
         of them). A plan can add the authority's own figures."
            .to_string(),
    );
    notes.push(
        "Not costed, because no sourced cost per position exists: health, police, schools, housing and benefits."
            .to_string(),
    );
    notes.dedup();
    Costs { lines, notes }
}

/// A weekly unit cost: the authority's latest, or England's.
fn weekly(
    reference: &Reference,
    area: &Area,
    measure: Measure,
    name: &str,
    per: Per,
    cashable: f64,
    notes: &mut Vec<String>,
) -> Option<CostLine> {
    let latest = |code| {
        let series = reference.series(code, measure, "");
        series.into_iter().rev().find_map(|(year, f)| f.value().filter(|v| *v > 0.0).map(|v| (year, v)))
    };
    let current = |found: &(u16, f64)| found.0 + 3 > Country::BASE_YEAR;
    let own = latest(area.code).filter(current);
    let (whose, (year, pounds)) = match own {
        Some(found) => (area.name.as_str(), found),
        None => {
            notes.push(format!(
                "{}: no recent figure of {}; England's stands in.",
                measure.label(),
                area.name
            ));
            ("England", latest(reference.england().code)?)
        }
    };
    let price_year = FinancialYear(year - 1);
    let (pounds, repriced) = reprice(reference, pounds, price_year)?;
    Some(CostLine {
        name: name.to_string(),
        per,
        agency: Agency::authority(),
        amount: Pence::from_pounds_rounded(pounds),
        price_year: Country::PRICE_YEAR,
        cashable,
        source: format!("{}, {whose}, {price_year}, DfE Section 251 outturn{repriced}", measure.label()),
    })
}

/// Brings an amount to the prices of the ledger, and says so.
///
/// The deflator is published here by calendar year; a financial year takes that of the year it starts in.
pub(crate) fn reprice(reference: &Reference, pounds: f64, from: FinancialYear) -> Option<(f64, String)> {
    if from == Country::PRICE_YEAR {
        return Some((pounds, String::new()));
    }
    let index =
        |year: FinancialYear| reference.value(reference.england().code, Measure::GdpDeflator, "", year.0);
    let factor = index(Country::PRICE_YEAR)? / index(from)?;
    Some((pounds * factor, format!(", repriced from {from} by the GDP deflator ({factor:.3})")))
}

/// Share of looked-after children whose placement is bought from private or voluntary providers: that part
/// of a placement's cost leaves the budget when the placement ends.
fn bought_share(reference: &Reference, area: &Area, notes: &mut Vec<String>) -> f64 {
    let share = |code| {
        let value = |category| {
            let measure = Measure::ClaAt31MarchByProvider;
            let figure = reference.figure(code, measure, category, Country::BASE_YEAR)?;
            // A withheld count is a number from 1 to 5: the middle stands in.
            figure.value().or(figure.is_suppressed().then_some(3.0))
        };
        let total = reference.value(code, Measure::ClaAt31March, "", Country::BASE_YEAR)?;
        // Nobody is paid for a placement with parents, and those not reported could be either.
        let paid = total - value("parents").unwrap_or(0.0) - value("not reported").unwrap_or(0.0);
        let bought = value("private")? + value("voluntary")?;
        (paid > 0.0).then_some((bought / paid).clamp(0.0, 1.0))
    };
    match share(area.code) {
        Some(own) => {
            notes.push(format!(
                "Cash share of placement costs: {:.0}%, the share of paid-for placements with private or voluntary \
                 providers at 31 March {}; one share serves foster care and children's homes alike. The rest of a placement's cost, and all social work, is \
                 counted as avoided: it frees time and capacity, not money.",
                own * 100.0,
                Country::BASE_YEAR
            ));
            own
        }
        None => {
            let national = share(reference.england().code).unwrap_or(0.0);
            notes.push(format!(
                "Cash share of placement costs: {:.0}%, England's share of children placed with private or \
                 voluntary providers, because the authority's is withheld.",
                national * 100.0
            ));
            national
        }
    }
}

/// The social work of finding a subsequent placement, for each move.
fn subsequent_placement(reference: &Reference, notes: &mut Vec<String>) -> Option<CostLine> {
    let unit = reference.unit_costs().iter().find(|u| u.code == "SS2.5")?;
    let (pounds, repriced) = reprice(reference, unit.pounds, unit.price_year)?;
    notes.push(
        "A placement move is costed at the social work of finding a placement alone. Weekly social work holds that too: where \
         time looked after falls, some of it is counted twice. What else a move costs is not known; a plan can add it."
            .to_string(),
    );
    Some(CostLine {
        name: "Finding another placement".to_string(),
        per: Per::PlacementMove,
        agency: Agency::authority(),
        amount: Pence::from_pounds_rounded(pounds),
        price_year: Country::PRICE_YEAR,
        cashable: 0.0,
        source: format!("{}: £{:.0} in {}{repriced}", unit.source, unit.pounds, unit.price_year),
    })
}

/// Care proceedings by agency, per start of care of a child known before.
fn proceedings(reference: &Reference, area: &Area, notes: &mut Vec<String>) -> Vec<CostLine> {
    let value = |measure, year| reference.value(area.code, measure, "", year);
    let years = Country::BASE_YEAR - 2..=Country::BASE_YEAR;
    let (applications, starts) = years
        .filter_map(|year| {
            let rate = value(Measure::CareApplicationsRate, year)?;
            let children = value(Measure::Population0To17, year)?;
            let uasc = reference.figure(area.code, Measure::ClaStartedUasc, "", year)?;
            // A withheld count is a number from 1 to 5: the middle stands in.
            let uasc = uasc.value().or(uasc.is_suppressed().then_some(3.0))?;
            let domestic = value(Measure::ClaStarted, year)? - uasc;
            Some((rate * children / 10_000.0, domestic))
        })
        .fold((0.0, 0.0), |sum, year| (sum.0 + year.0, sum.1 + year.1));
    if applications <= 0.0 || starts <= 0.0 {
        notes.push("Care proceedings are not costed: no rate of care applications is published.".to_string());
        return Vec::new();
    }
    let per_start = applications / starts;
    let parts = [
        ("SS4.1.1", "Care proceedings, legal aid", "Legal Aid Agency"),
        ("SS4.1.2", "Care proceedings, local authority", "Local authority"),
        ("SS4.1.3", "Care proceedings, courts", "Courts and Tribunals Service"),
        ("SS4.1.4", "Care proceedings, Cafcass", "Cafcass"),
    ];
    let mut lines = Vec::new();
    for from in [Position::InNeed, Position::ProtectionPlan] {
        for (code, name, agency) in parts {
            let Some(unit) = reference.unit_costs().iter().find(|u| u.code == code) else { continue };
            let Some((pounds, repriced)) = reprice(reference, unit.pounds, unit.price_year) else { continue };
            lines.push(CostLine {
                name: name.to_string(),
                per: Per::Step(Step::new(from, Position::LookedAfter)),
                agency: Agency(agency.to_string()),
                amount: Pence::from_pounds_rounded(pounds * per_start),
                price_year: Country::PRICE_YEAR,
                cashable: 0.0,
                source: format!(
                    "{per_start:.2} applications for each start of care (Cafcass rate, {} to {}) at £{:.0} each, \
                     {}{repriced}",
                    Country::BASE_YEAR - 2,
                    Country::BASE_YEAR,
                    unit.pounds,
                    unit.source
                ),
            });
        }
    }
    lines
}
