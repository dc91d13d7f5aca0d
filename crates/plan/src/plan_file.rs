//! `plan.toml`: the authority, the horizon, and the authority's own costs.

use appraisal::{Agency, CostLine, Per};
use futures::{Families, Period, RateRatio};
use journeys::{Price, PricedBy, Provider};
use returns::record::Kind;
use units::{FinancialYear, Placement, Position, Step};

use crate::caseload::{self, Caseload, read_caseloads};
use crate::check::{self, Checker};
use crate::families::{self, read_families};
use crate::rate_ratio::{self, read_rate_ratios};
use crate::ward_group::{self, WardGroup, read_ward_groups};
use crate::{InputError, Raw};

/// A plan: for whom and how far ahead to look.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The authority as typed: name, DfE code or GSS code. Resolved against the reference data by the caller.
    pub authority: String,
    /// What the pages call the authority, where it is not the name of a real one; empty if it is.
    pub name: String,
    /// Children aged 0 to 17 in the area, where the returns are not those of the whole of the real authority.
    pub children: Option<u64>,
    /// Years projected from the last published 31 March.
    pub horizon_years: usize,
    /// Draws.
    pub draws: u32,
    /// Seed.
    pub seed: u64,
    /// Periods in which flows are counted: a choice of who runs the plan, so the file has no key for it.
    pub period: Period,
    /// Brothers and sisters who arrive together; `None` lets every child arrive alone.
    pub families: Option<Families>,
    /// Groups of wards that flows and services tell apart, in the order of the file; none if there are none.
    pub ward_groups: Vec<WardGroup>,
    /// How steps differ by group of wards and by kind of placement, in the order of the file.
    pub rate_ratios: Vec<RateRatio>,
    /// The authority's own unit costs, added to the published ones.
    pub costs: Vec<CostLine>,
    /// How many children workers of a role carry, in the order of the file.
    pub caseloads: Vec<Caseload>,
    /// The authority's own unit costs of journeys, which take the place of published ones for the same thing.
    pub journey_costs: Vec<Price>,
}

impl Plan {
    /// The plan of someone who has only chosen an authority.
    pub fn of(authority: &str) -> Plan {
        Plan {
            authority: authority.to_string(),
            name: String::new(),
            children: None,
            horizon_years: 10,
            draws: 200,
            seed: 1,
            period: Period::Year,
            families: None,
            ward_groups: Vec::new(),
            rate_ratios: Vec::new(),
            costs: Vec::new(),
            caseloads: Vec::new(),
            journey_costs: Vec::new(),
        }
    }
}

const KEYS: [&str; 32] = [
    "authority",
    "name",
    "children",
    "horizon",
    "draws",
    "seed",
    families::SIZE,
    families::TOGETHER,
    ward_group::NAME,
    ward_group::SHARE,
    rate_ratio::WARDS,
    rate_ratio::PLACEMENT,
    rate_ratio::STEP,
    rate_ratio::RATIO,
    rate_ratio::SOURCE,
    "cost.#.name",
    "cost.#.per",
    "cost.#.agency",
    "cost.#.amount",
    "cost.#.price_year",
    "cost.#.cashable",
    "cost.#.source",
    caseload::ROLE,
    caseload::POSITIONS,
    caseload::CHILDREN,
    caseload::AGENCY,
    "journey_cost.#.name",
    "journey_cost.#.per",
    "journey_cost.#.agency",
    "journey_cost.#.amount",
    "journey_cost.#.price_year",
    "journey_cost.#.source",
];

/// Reads a plan.
///
/// `price_year` is the year of the ledger: the authority's own costs must be stated in its prices.
///
/// **Errors**: everything that is wrong, not only the first.
pub fn read_plan(raw: &Raw, price_year: FinancialYear) -> Result<Plan, Vec<InputError>> {
    let mut c = Checker::new(raw);
    c.known(&KEYS);
    let authority = c.need("authority", "the name or code of an authority", |t| Some(t.to_string()));
    let name =
        c.may("name", "a name for the pages", |t| (!t.trim().is_empty()).then(|| t.trim().to_string()));
    let children =
        c.may("children", "a whole number of children aged 0 to 17, from 500 to 15,000,000", |t| {
            check::whole(t).filter(|n| (500..=15_000_000).contains(n)).map(|n| n as u64)
        });
    let horizon = c.may("horizon", "a horizon of 1 to 20 whole years, such as \"10 years\"", |t| {
        let years = check::length(t)?;
        (years.fract() == 0.0 && (1.0..=20.0).contains(&years)).then_some(years as usize)
    });
    let draws = c.may("draws", "a whole number of draws from 20 to 10000", |t| {
        check::whole(t).filter(|n| (20..=10_000).contains(n)).map(|n| n as u32)
    });
    let seed = c.may("seed", "a whole number that is not negative", |t| t.parse::<u64>().ok());
    let families = read_families(&mut c);
    let ward_groups = read_ward_groups(&mut c);
    let rate_ratios = read_rate_ratios(&mut c, &ward_groups);
    let costs: Vec<Option<CostLine>> =
        raw.numbers("cost").into_iter().map(|n| read_cost(&mut c, n, price_year)).collect();
    let journey_costs: Vec<Option<Price>> =
        raw.numbers("journey_cost").into_iter().map(|n| read_journey_cost(&mut c, n, price_year)).collect();
    let caseloads = read_caseloads(&mut c);
    match (authority, c.errors.is_empty()) {
        (Some(authority), true) => Ok(Plan {
            authority,
            name: name.unwrap_or_default(),
            children,
            horizon_years: horizon.unwrap_or(10),
            draws: draws.unwrap_or(200),
            seed: seed.unwrap_or(1),
            period: Period::Year,
            families,
            ward_groups,
            rate_ratios,
            costs: costs.into_iter().flatten().collect(),
            caseloads,
            journey_costs: journey_costs.into_iter().flatten().collect(),
        }),
        _ => Err(c.errors),
    }
}

fn read_cost(c: &mut Checker, number: usize, price_year: FinancialYear) -> Option<CostLine> {
    let key = |name: &str| format!("cost.{number}.{name}");
    let text = |t: &str| Some(t.to_string());
    let name = c.need(&key("name"), "a short name for the cost", text);
    let per = c.need(
        &key("per"),
        "\"week in need\", \"week protection plan\", \"week looked after\", \"week\" and a kind of placement \
         such as \"week foster care\", a step such as \"step in need -> protection plan\", or \"placement move\"",
        read_per,
    );
    let agency = c.need(&key("agency"), "the agency whose budget bears the cost", text);
    let amount = c.need(&key("amount"), "an amount in pounds such as \"£1,250\"", check::money);
    c.need(
        &key("price_year"),
        &format!("\"{price_year}\", the price year of the published costs it is added to"),
        |t| check::price_year(t).filter(|y| *y == price_year),
    );
    let cashable =
        c.need(&key("cashable"), "the share that leaves the budget as cash, such as \"40%\"", check::share);
    let source = c.need(&key("source"), "where the amount comes from", text);
    Some(CostLine {
        name: name?,
        per: per?,
        agency: Agency(agency?),
        amount: amount?,
        price_year,
        cashable: cashable?,
        source: source?,
    })
}

fn read_journey_cost(c: &mut Checker, number: usize, price_year: FinancialYear) -> Option<Price> {
    let key = |name: &str| format!("journey_cost.{number}.{name}");
    let text = |t: &str| Some(t.to_string());
    let name = c.need(&key("name"), "a name", text);
    let per = c.need(
        &key("per"),
        "\"each referral\", \"week early help\", \"week foster care\", \"week foster care, private\" or \
         \"closing in need\", with a kind of activity, a position or a kind of placement and provider",
        read_priced_by,
    );
    let agency = c.need(&key("agency"), "the agency that bears the cost", text);
    let amount = c.need(&key("amount"), "an amount such as \"£6,500\"", check::money);
    c.need(
        &key("price_year"),
        &format!("\"{price_year}\", the price year of the published costs it stands beside"),
        |t| check::price_year(t).filter(|y| *y == price_year),
    );
    let source = c.need(&key("source"), "where the amount comes from", text);
    Some(Price { name: name?, per: per?, agency: agency?, amount: amount?, source: source? })
}

fn read_priced_by(text: &str) -> Option<PricedBy> {
    let (unit, what) = text.split_once(' ')?;
    match unit {
        "each" => Kind::from_label(what).map(PricedBy::Each),
        "closing" => Position::from_label(what).map(PricedBy::Closing),
        "week" => {
            let (place, provider) = match what.split_once(", ") {
                Some((place, provider)) => {
                    (place, Some(Provider::ALL.into_iter().find(|p| p.label() == provider)?))
                }
                None => (what, None),
            };
            let placement = Placement::from_label(place);
            placement.map(|k| PricedBy::PlacementWeek(k, provider)).or_else(|| {
                Position::from_label(what)
                    .filter(|p| !matches!(p, Position::NotKnown | Position::Closed))
                    .map(PricedBy::Week)
            })
        }
        _ => None,
    }
}

fn read_per(text: &str) -> Option<Per> {
    let (unit, what) = text.split_once(' ')?;
    match unit {
        "placement" => (what == "move").then_some(Per::PlacementMove),
        "step" => Step::from_label(what).map(Per::Step),
        "week" => Placement::from_label(what).map(Per::PlacementWeek).or_else(|| {
            Position::from_label(what).filter(|p| Position::OPEN.contains(p)).map(Per::PositionWeek)
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Plan, Vec<String>> {
        let raw = Raw::from_toml("plan.toml", text).map_err(|e| vec![e.to_string()])?;
        read_plan(&raw, FinancialYear(2024)).map_err(|e| e.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_plan_needs_only_an_authority() {
        assert_eq!(read("authority = \"Leeds\""), Ok(Plan::of("Leeds")));
    }

    #[test]
    fn own_costs_are_read_with_agency_and_source() {
        let plan = read(
            "authority = \"Leeds\"\nhorizon = \"5 years\"\n[[cost]]\nname = \"CAMHS\"\n\
             per = \"week looked after\"\nagency = \"NHS\"\namount = \"£25.50\"\nprice_year = \"2024-25\"\n\
             cashable = \"0%\"\nsource = \"ICB return\"",
        )
        .expect("the plan is right");
        assert_eq!(plan.horizon_years, 5);
        assert_eq!(plan.costs[0].per, Per::PositionWeek(Position::LookedAfter));
        assert_eq!(plan.costs[0].amount.0, 2_550);
    }

    #[test]
    fn a_placement_move_may_have_a_cost() {
        let plan = |per: &str| {
            read(&format!(
                "authority = \"Leeds\"\n[[cost]]\nname = \"Moves\"\nper = \"{per}\"\nagency = \"Local authority\"\n\
                 amount = \"£900\"\nprice_year = \"2024-25\"\ncashable = \"20%\"\nsource = \"own process\""
            ))
        };
        assert_eq!(plan("placement move").expect("the plan is right").costs[0].per, Per::PlacementMove);
        let errors = plan("placement end").expect_err("no such thing").join("\n");
        assert!(
            errors.contains("cost.1.per: \"placement end\"") && errors.contains("\"placement move\""),
            "{errors}"
        );
    }

    #[test]
    fn everything_wrong_is_named() {
        let errors = read(
            "authorty = \"Leeds\"\nhorizon = 10\n[[cost]]\nname = \"x\"\nper = \"month foster care\"\n\
             agency = \"NHS\"\namount = \"-3\"\nprice_year = \"2014-15\"\ncashable = 40\nsource = \"s\"",
        )
        .expect_err("seven things are wrong");
        let text = errors.join("\n");
        for part in [
            "plan.toml: authorty: \"Leeds\": expected one of the known keys; the nearest is authority",
            "plan.toml: authority: nothing given",
            "plan.toml: horizon: \"10\": expected a horizon of 1 to 20 whole years",
            "plan.toml: cost.1.per: \"month foster care\"",
            "plan.toml: cost.1.amount: \"-3\"",
            "plan.toml: cost.1.price_year: \"2014-15\": expected \"2024-25\"",
            "plan.toml: cost.1.cashable: \"40\"",
        ] {
            assert!(text.contains(part), "{part} not in\n{text}");
        }
        assert_eq!(errors.len(), 7);
    }

    #[test]
    fn a_key_that_is_near_none_is_told_those_there_are() {
        let errors = read(
            "authority = \"Leeds\"\ncolour = \"red\"\n[budget]\nvat = \"20%\"\n[families]\nkind = 3\n[[cost]]\n\
             name = \"x\"\nper = \"week looked after\"\nagency = \"NHS\"\namount = \"£1\"\nprice_year = \"2024-25\"\n\
             cashable = \"0%\"\nsource = \"s\"\nvat = \"20%\"",
        )
        .expect_err("three keys are unknown")
        .join("\n");
        for part in [
            "plan.toml: colour: \"red\": expected one of the keys authority, name, children, horizon, draws, seed, [families], \
             [[ward_group]], [[rate_ratio]], [[cost]], [[caseload]], [[journey_cost]]",
            "plan.toml: budget.vat: \"20%\": expected one of the keys authority, name,",
            "plan.toml: families.kind: \"3\": expected one of the keys families.",
            "plan.toml: cost.1.vat: \"20%\": expected one of the keys cost.1.name, cost.1.per, cost.1.agency, cost.1.amount,",
        ] {
            assert!(errors.contains(part), "{part} not in\n{errors}");
        }
        assert!(!errors.contains("nearest"), "{errors}");
    }

    #[test]
    fn broken_toml_names_line_and_column() {
        let errors = read("authority = \"Leeds\"\nhorizon 10").expect_err("not TOML");
        assert!(errors[0].starts_with("plan.toml: line 2, column "), "{}", errors[0]);
    }
}
