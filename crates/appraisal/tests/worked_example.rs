//! A ledger small enough to work out by hand.

use appraisal::{
    Agency, Buys, CostLine, Ledger, Per, Schedule, ServiceCost, Spending, Value, View, cumulative, payback,
    present_value,
};
use futures::scenario::{Effect, Fade, Ratio, Service, Waiting, Who};
use futures::{Runs, Scenario, Settings, Uncertainty, compare};
use rates::{
    Cell, Drift, Evidence, HistoryRatios, PlacementMix, Population, Posterior, Rates, StandIn, StepRates,
    Stock, TimeBands,
};
use units::{AgeBand, Exposure, FinancialYear, Pence, Placement, Position, Step};

const TO_CARE: Step = Step::new(Position::ProtectionPlan, Position::LookedAfter);

/// A hundred children on plans who all go into care within days, unless served.
fn runs(service: &Service) -> Runs {
    let posterior = Posterior { shape: 1e12, exposure_years: 1e12 / 1000.0 };
    let mut foster = [0.0; 7];
    foster[Placement::Foster.index()] = 1.0;
    let rates = Rates {
        base_year: 2025,
        authority: 0,
        infant_entry_power: 1.0,
        care_leavers: None,
        end_reasons: None,
        moves: None,
        population: Population { first_year: 2025, by_year: vec![[0.0; 5]] },
        stocks: vec![Stock {
            position: Position::ProtectionPlan,
            by_age: [0.0, 100.0, 0.0, 0.0, 0.0],
            elapsed: vec![(1e-6, 1.0)],
            histories: Stock::FIRST_TIME,
        }],
        steps: vec![StepRates {
            step: TO_CARE,
            times: TimeBands::none(),
            cells: vec![Cell {
                ages: AgeBand::ALL.to_vec(),
                times: vec![0],
                steps: 1.0,
                exposure: Exposure(1.0),
                posterior,
                evidence: Evidence::Counted,
                rest: StandIn::Nothing,
            }],
            drift: Drift::NONE,
            drift_path: 0,
            drift_follows: None,
            level_sd: 0.0,
            per_child: false,
            history: HistoryRatios::none(),
            expected: Vec::new(),
            assumption: "",
        }],
        placements: PlacementMix { by_age: [foster; 5] },
        notes: Vec::new(),
    };
    let settings =
        Settings { years: 3, draws: 5, uncertainty: Uncertainty::CHANCE_ONLY, ..Settings::default() };
    let scenario = Scenario { services: vec![service.clone()], ..Scenario::default() };
    compare(&rates, &[scenario], &settings)
}

fn service() -> Service {
    Service {
        name: "Service".to_string(),
        who: Who {
            positions: vec![Position::ProtectionPlan],
            entered_by: vec![],
            age_from: 0.0,
            age_to: 18.0,
            ward_groups: vec![],
            reach: 1.0,
        },
        places: 10,
        start: 0.0,
        ramp_up: 0.0,
        end: None,
        run_off: None,
        stay: 10.0,
        waiting: Waiting::default(),
        effects: vec![Effect {
            steps: vec![TO_CARE],
            ratio: Ratio::known(1e-9),
            lag: 0.0,
            fade: Fade::Over(0.0),
        }],
        lost: false,
        backfill: 0.0,
    }
}

/// The ledger of a service.
fn ledger(service: Service, cost: ServiceCost, lines: &[CostLine]) -> Ledger {
    let runs = runs(&service);
    let spending = Spending { name: "Service".to_string(), cost, buys: Buys::Places(0, service) };
    Ledger::new(&runs.baseline, &runs.scenarios[0], &[spending], lines)
}

fn line(name: &str, per: Per, agency: &str, pounds: i64, cashable: f64) -> CostLine {
    CostLine {
        name: name.to_string(),
        per,
        agency: Agency(agency.to_string()),
        amount: Pence::from_pounds(pounds),
        price_year: FinancialYear(2024),
        cashable,
        source: "made up for the test".to_string(),
    }
}

#[test]
fn ten_children_kept_out_of_care_are_priced_by_agency_and_kind() {
    let service = service();
    let cost = ServiceCost {
        place_year: Pence::from_pounds(20_000),
        set_up: Pence::from_pounds(100_000),
        price_year: FinancialYear(2024),
        payers: vec![(Agency::authority(), 0.75), (Agency("Health".to_string()), 0.25)],
    };
    let lines = [
        line("Foster care", Per::PlacementWeek(Placement::Foster), "Local authority", 700, 0.4),
        line("Court", Per::Step(TO_CARE), "Courts", 1_000, 0.0),
    ];
    let ledger = ledger(service, cost, &lines);
    let own = |a: &Agency| *a == Agency::authority();
    for draw in 0..ledger.draws {
        // Ten places at £20,000 and £100,000 once, three quarters of it the authority's.
        let spent = |y| ledger.amount(|a, v| own(a) && v == Value::Spent, draw, y);
        assert_eq!(spent(0), Pence::from_pounds(-225_000));
        assert_eq!(spent(1), Pence::from_pounds(-150_000));
        // In the second year ten children spend a whole year out of care: 521.79 weeks at £700, 40% cash.
        let cash = ledger.amount(|a, v| own(a) && v == Value::Cash, draw, 1).pounds();
        let weeks = 10.0 * 365.25 / 7.0;
        assert!((cash - 0.4 * 700.0 * weeks).abs() < 0.02, "{cash}");
        let avoided = ledger.amount(|a, v| own(a) && v == Value::Avoided, draw, 1).pounds();
        assert!((avoided - 0.6 * 700.0 * weeks).abs() < 0.02, "{avoided}");
        // Ten court steps do not happen, all in the first year; none of it is cash.
        let court = |value, y| ledger.amount(|a, v| a.0 == "Courts" && v == value, draw, y);
        assert_eq!(court(Value::Avoided, 0), Pence::from_pounds(10_000));
        assert_eq!(court(Value::Cash, 0), Pence::ZERO);
        assert_eq!(court(Value::Avoided, 1), Pence::ZERO);
    }
    let net = cumulative(&ledger, &View::AuthorityAll, &Schedule::none());
    let yearly = 700.0 * 10.0 * 365.25 / 7.0 - 150_000.0;
    assert!((net[0][2] - net[0][1] - yearly).abs() < 0.05);
    assert!(payback(&net).times.iter().all(Option::is_some));
    // Cash alone, 40% of the yearly gain, is less than the yearly cost: it never pays back.
    let cash = cumulative(&ledger, &View::AuthorityCash, &Schedule::none());
    assert_eq!(payback(&cash).median(), None);
    let spent = present_value(&ledger, |a, v| own(a) && v == Value::Spent, &Schedule::green_book());
    let by_hand = -225_000.0 - 150_000.0 / 1.035 - 150_000.0 / (1.035 * 1.035);
    assert!((spent[0] - by_hand).abs() < 0.01, "{} {by_hand}", spent[0]);
}

#[test]
fn a_ramp_costs_the_places_open_and_an_ended_service_stops_costing() {
    let service = Service { ramp_up: 1.0, end: Some(2.0), stay: 0.5, ..service() };
    let cost = ServiceCost {
        place_year: Pence::from_pounds(1_000),
        set_up: Pence::ZERO,
        price_year: FinancialYear(2024),
        payers: vec![(Agency::authority(), 1.0)],
    };
    let ledger = ledger(service, cost, &[]);
    let spent = |y| ledger.amount(|_, v| v == Value::Spent, 0, y);
    // Ten places that open a tenth of a year apart are open 1 + 0.9 + ... + 0.1 = 5.5 years in the first year.
    assert_eq!([spent(0), spent(1)], [Pence::from_pounds(-5_500), Pence::from_pounds(-10_000)]);
    assert_eq!(spent(2), Pence::ZERO);
}

#[test]
fn a_service_that_ends_within_a_year_costs_its_places_until_then_and_then_those_in_use() {
    let service = Service { end: Some(0.5), stay: 0.25, ..service() };
    let cost = ServiceCost {
        place_year: Pence::from_pounds(1_000),
        set_up: Pence::ZERO,
        price_year: FinancialYear(2024),
        payers: vec![(Agency::authority(), 1.0)],
    };
    let ledger = ledger(service, cost, &[]);
    // All ten leave after a quarter; the rest had gone into care by then, so nobody is left to finish.
    assert_eq!(ledger.amount(|_, v| v == Value::Spent, 0, 0), Pence::from_pounds(-5_000));
    assert_eq!(ledger.amount(|_, v| v == Value::Spent, 0, 1), Pence::ZERO);
}
