//! Unaccompanied children and reasons for which care ends, from published figures to tables, for real authorities.

use std::sync::OnceLock;

use chain::{Baseline, Country, FlowLine, Of, Outcome, flow_lines, report, scenario_of_text};
use futures::{Flows, Measure};
use plan::Plan;
use tables::Cell;
use units::{AgeBand, CareEnd, Placement, Position, Step};

fn baseline(name: &str) -> Baseline {
    static COUNTRY: OnceLock<Country> = OnceLock::new();
    let country = COUNTRY.get_or_init(Country::today);
    let plan = Plan { horizon_years: 4, draws: 20, ..Plan::of(name) };
    Baseline::new(country, country.find(name).expect("an authority"), &plan).expect("rates")
}

fn outcome(baseline: &Baseline, step: &str, ratio: f64) -> Outcome {
    let text = format!(
        "version = 2\nname = \"Change\"\n\n[[change]]\nname = \"A change\"\nsteps = [\"{step}\"]\nrate_ratio = {ratio}\nlow = {ratio}\nhigh = {ratio}\nstart = \"April 2026\"\n"
    );
    let scenario = scenario_of_text(baseline, "change", &text, &|_: &str| None);
    Outcome::new(baseline, scenario.unwrap_or_else(|why| panic!("{why:?}")))
}

/// A line of the tables of flows, in every draw and year.
fn line(flows: &Flows, baseline: &Baseline, of: Of, measure: &str) -> Vec<f64> {
    let population = &baseline.rates.population;
    let is = |l: &FlowLine| l.of == of && l.age.is_none() && l.measure == measure;
    let line = flow_lines(flows, population, &[]).into_iter().find(is).expect("a line");
    (0..flows.periods()).flat_map(|period| line.over_draws(flows, population, period)).collect()
}

#[test]
fn the_stream_is_a_row_of_its_own_and_a_part_of_looked_after() {
    let kent = baseline("Kent");
    let table = report::projection(&kent);
    let named = |name: &str| {
        let is = |row: &&Vec<Cell>| matches!(row.first(), Some(Cell::Text(text)) if text == name);
        table.rows.iter().filter(is).count()
    };
    assert_eq!(named("looked after, of whom unaccompanied"), 4);
    assert_eq!(named("looked after"), 4);
    let flows = &kent.flows;
    for measure in ["children", "person-days", "starts", "ends"] {
        let of = |position| line(flows, &kent, Of::Position(position), measure);
        let (all, apart) = (of(Position::LookedAfter), of(Position::Unaccompanied));
        assert!(all.iter().zip(&apart).all(|(all, apart)| all >= apart), "{measure}");
        assert!(apart.iter().sum::<f64>() > 0.0, "{measure}");
    }
    let placed = |draw, year| -> f64 {
        Placement::ALL.iter().map(|k| flows.value(draw, year, Measure::StockPlacement(*k))).sum()
    };
    for (draw, year) in (0..flows.draws()).flat_map(|d| (0..flows.years).map(move |y| (d, y))) {
        assert_eq!(placed(draw, year), flows.value(draw, year, Measure::Stock(Position::LookedAfter)));
    }
}

#[test]
fn an_authority_whose_figures_are_withheld_has_no_row() {
    let rutland = baseline("Rutland");
    assert!(!rutland.flows.positions().contains(&Position::Unaccompanied));
    assert_eq!(report::projection(&rutland).rows.len(), 3 * 4);
}

#[test]
fn reasons_add_up_to_ends_of_care_in_every_draw() {
    for name in ["Kent", "Croydon", "Hartlepool", "Rutland"] {
        let of = baseline(name);
        let mut sum = vec![0.0; of.flows.draws() * of.flows.periods()];
        for reason in CareEnd::ALL {
            let own = line(&of.flows, &of, Of::CareEnd(reason), "ends of care");
            sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
        assert_eq!(sum, line(&of.flows, &of, Of::Position(Position::LookedAfter), "ends"), "{name}");
        // Nobody of 10 or older is adopted.
        let late = Measure::EndsForAge(CareEnd::Adopted, AgeBand::From10To15);
        assert!((0..4).all(|year| of.flows.mean(year, late) == 0.0), "{name}");
    }
}

#[test]
fn a_scenario_on_looked_after_children_leaves_the_stream_as_it_was() {
    let kent = baseline("Kent");
    let outcome = outcome(&kent, "looked after -> in need", 1.5);
    for measure in ["children", "starts", "ends"] {
        let of = |flows: &Flows| line(flows, &kent, Of::Position(Position::Unaccompanied), measure);
        assert_eq!(of(&outcome.baseline), of(&outcome.flows), "{measure}");
    }
    assert!(outcome.difference(3, Measure::Stock(Position::LookedAfter)).median < 0.0);
}

#[test]
fn a_scenario_can_change_national_transfer() {
    let kent = baseline("Kent");
    let stock = Measure::Stock(Position::Unaccompanied);
    for (step, ratio, more) in
        [("unaccompanied -> not known", 0.5, true), ("not known -> unaccompanied", 0.5, false)]
    {
        let outcome = outcome(&kent, step, ratio);
        let [before, after] = [&outcome.baseline, &outcome.flows].map(|flows| flows.mean(3, stock));
        assert_eq!(after > before * 1.2, more, "{step}: {before} {after}");
        assert_eq!(after < before * 0.8, !more, "{step}: {before} {after}");
        let closed = Measure::Steps(Step::new(Position::LookedAfter, Position::Closed));
        assert_eq!(outcome.baseline.over_draws(3, closed), outcome.flows.over_draws(3, closed));
    }
}

#[test]
fn a_scenario_can_bring_unaccompanied_children_where_there_is_a_stream_of_them() {
    let text = "version = 2\nname = \"Transfers\"\n\n[[arrivals]]\nname = \"Transfers in\"\nposition = \"unaccompanied\"\n\
                ages = \"16 and 17\"\nper_year = 200\nlow = 200\nhigh = 200\nstart = \"April 2026\"\n";
    let kent = baseline("Kent");
    let scenario = scenario_of_text(&kent, "transfers", text, &|_: &str| None);
    let outcome = Outcome::new(&kent, scenario.unwrap_or_else(|why| panic!("{why:?}")));
    let added = outcome.flows.mean(3, Measure::Added(Position::Unaccompanied));
    // A Poisson number with a mean of 200, twenty times: five standard errors are 16.
    assert!((added - 200.0).abs() < 16.0, "{added}");
    let why = scenario_of_text(&baseline("Rutland"), "transfers", text, &|_: &str| None);
    let why = format!("{:?}", why.map(|_| ()).expect_err("Rutland has no stream"));
    assert!(
        why.contains("unaccompanied") && why.contains("where the rates follow these children apart"),
        "{why}"
    );
}
