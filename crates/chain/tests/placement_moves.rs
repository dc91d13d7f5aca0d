//! Placement moves from published figures to tables and budgets, for a real authority.

use appraisal::{Agency, CostLine, Per, Value};
use chain::{Baseline, Country, FlowLine, Of, Outcome, flow_lines, report, scenario_of_text};
use futures::{Flows, Measure, Period};
use plan::Plan;
use tables::{Cell, Table};
use units::{AgeBand, Pence, Position};

/// Support for carers: a fifth fewer moves from 2027, with nothing else changed.
const FEWER: &str = "version = 2\nname = \"Stability\"\n\n[[change]]\nname = \"Support for carers\"\n\
    steps = [\"placement move\"]\nrate_ratio = 0.8\nlow = 0.7\nhigh = 0.9\nstart = \"April 2027\"\n\
    \n[change.cost]\nyear = \"£100,000 per year\"\nprice_year = \"2024-25\"\n";

fn plan() -> Plan {
    let own = CostLine {
        name: "Moving day".to_string(),
        per: Per::PlacementMove,
        agency: Agency("Another agency".to_string()),
        amount: Pence::from_pounds(1_000),
        price_year: Country::PRICE_YEAR,
        cashable: 0.25,
        source: "made up".to_string(),
    };
    Plan { horizon_years: 4, draws: 40, costs: vec![own], ..Plan::of("Rotherham") }
}

fn baseline(plan: &Plan) -> Baseline {
    let country = Country::today();
    Baseline::new(&country, country.find("Rotherham").expect("an authority"), plan)
        .expect("its figures are published")
}

fn outcome(baseline: &Baseline) -> Outcome {
    let scenario = scenario_of_text(baseline, "moves.toml", FEWER, &|_: &str| None).expect("it is right");
    Outcome::new(baseline, scenario)
}

fn texts(table: &Table, column: usize) -> Vec<String> {
    let text = |row: &Vec<Cell>| match &row[column] {
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    table.rows.iter().map(text).collect()
}

#[test]
fn fewer_moves_reach_the_ledger_move_by_move_and_nothing_else_does() {
    let baseline = baseline(&plan());
    let outcome = outcome(&baseline);
    let default =
        baseline.costs.lines.iter().find(|line| line.name == "Finding another placement").expect("a line");
    assert_eq!((default.per, default.cashable), (Per::PlacementMove, 0.0));
    // £224 of 2009-10.
    assert!((300.0..450.0).contains(&default.amount.pounds()), "{}", default.amount);
    for (draw, year) in (0..40).flat_map(|draw| (0..4).map(move |year| (draw, year))) {
        let moves = |flows: &Flows| flows.value(draw, year, Measure::PlacementMoves);
        let fewer = moves(&outcome.baseline) - moves(&outcome.flows);
        // From April 2027: the first two years are the baseline's.
        assert!(if year < 2 { fewer == 0.0 } else { fewer >= 0.0 }, "{draw} {year}");
        let gained = |agency: &Agency, value: Value| {
            outcome.ledger.amount(|a, v| a == agency && v == value, draw, year)
        };
        let (own, authority) = (Agency("Another agency".to_string()), Agency::authority());
        assert_eq!(gained(&own, Value::Cash), Pence::from_pounds(1_000).times(fewer * 0.25));
        assert_eq!(gained(&own, Value::Avoided), Pence::from_pounds(1_000).times(fewer * 0.75));
        assert_eq!(gained(&authority, Value::Avoided), default.amount.times(fewer));
        assert_eq!(gained(&authority, Value::Cash), Pence::ZERO);
    }
    let of_year = outcome.reconciled(2);
    let fewer =
        outcome.baseline.mean(2, Measure::PlacementMoves) - outcome.flows.mean(2, Measure::PlacementMoves);
    assert!((of_year.spent.pounds() - 100_000.0).abs() < 300.0 && fewer > 20.0, "{of_year:?} {fewer}");
    assert!((of_year.cash.pounds() - fewer * 250.0).abs() < 0.02, "{of_year:?}");
    assert!(
        (of_year.avoided.pounds() - fewer * (750.0 + default.amount.pounds())).abs() < 0.02,
        "{of_year:?}"
    );
}

#[test]
fn the_difference_is_shown_with_its_interval_by_year() {
    let baseline = baseline(&plan());
    let outcome = outcome(&baseline);
    let table = report::differences(&baseline, &outcome);
    let rows: Vec<&Vec<Cell>> =
        table.rows.iter().filter(|row| row[0] == Cell::text("placement moves")).collect();
    assert_eq!(rows.len(), 4);
    let number = |cell: &Cell| match cell {
        Cell::Number { value, .. } => *value,
        other => panic!("{other:?}"),
    };
    let [before, with, mean, median, low, high] = [3, 4, 5, 6, 7, 8].map(|column| number(&rows[3][column]));
    assert!((with - before - mean).abs() < 1e-9 && low < median && median < high && high < 0.0);
    // A fifth, as far as the interval of the ratio lets it be.
    assert!((0.7..0.9).contains(&(with / before)), "{with} of {before}");
    let wide = report::flows_wide(&baseline, Some(&outcome));
    assert!(wide.columns.iter().any(|column| column.key == "looked_after_placement_moves"));
}

#[test]
fn moves_are_told_by_age_and_year_in_every_table() {
    let monthly = baseline(&Plan { period: Period::Quarter, ..plan() });
    let population = &monthly.rates.population;
    let lines: Vec<FlowLine> = flow_lines(&monthly.flows, population, &[])
        .into_iter()
        .filter(|line| line.measure == "placement moves" && line.of == Of::Position(Position::LookedAfter))
        .collect();
    assert_eq!(lines.len(), 1 + AgeBand::ALL.len());
    for period in 0..monthly.flows.periods() {
        let values: Vec<Vec<f64>> =
            lines.iter().map(|line| line.over_draws(&monthly.flows, population, period)).collect();
        for draw in 0..40 {
            assert_eq!(values[0][draw], values[1..].iter().map(|age| age[draw]).sum::<f64>());
        }
    }
    let table = report::placement_moves(&monthly);
    let ages = texts(&table, 0);
    assert_eq!((ages.len(), ages[0].as_str(), ages[23].as_str()), (24, "all", "16 and 17"));
    let intensities = report::intensities(&monthly);
    let moves: Vec<&Vec<Cell>> =
        intensities.rows.iter().filter(|row| row[0] == Cell::text("placement move")).collect();
    assert_eq!(moves.len(), 5);
    // Steps and exposure are England's, not the authority's: no number of its own.
    assert!(moves.iter().all(|row| matches!((&row[3], &row[4]), (Cell::Missing(_), Cell::Missing(_)))));
}

#[test]
fn without_figures_there_is_a_marker_and_a_sentence_and_no_zero() {
    let country = Country::today();
    let area = country.find("Rotherham").expect("an authority");
    let mut rates = country.rates(area).expect("its figures are published");
    rates.moves = None;
    let baseline = Baseline::of_rates(&country, area, &plan(), rates);
    let table = report::placement_moves(&baseline);
    assert!(table.rows.len() == 1 && matches!(table.rows[0][5], Cell::Missing(_)));
    assert!(table.notes.iter().any(|note| note.starts_with("No figure tells")));
    assert!(baseline.costs.lines.iter().all(|line| line.per != Per::PlacementMove));
    for name in ["Finding another placement", "Moving day"] {
        let note = format!("Not costed, because no figure tells how many placement moves there are: {name}.");
        assert!(baseline.costs.notes.contains(&note), "{:?}", baseline.costs.notes);
    }
    let refused = scenario_of_text(&baseline, "moves.toml", FEWER, &|_: &str| None).expect_err("no figure");
    assert!(refused[0].to_string().contains("no figure tells how many placement moves there are here"));
    let lines = flow_lines(&baseline.flows, &baseline.rates.population, &[]);
    assert!(lines.iter().all(|line| line.measure != "placement moves"));
}

/// The example of `docs/scenarios.md` gives what the page says.
#[test]
fn the_documented_example_gives_what_the_page_says() {
    let page = include_str!("../../../docs/scenarios.md");
    let text = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let country = Country::today();
    let area = country.find("Rotherham").expect("an authority");
    let plan = Plan { horizon_years: 5, draws: 100, ..Plan::of("Rotherham") };
    let baseline = Baseline::new(&country, area, &plan).expect("its figures are published");
    let scenario = scenario_of_text(&baseline, "stability.toml", text, &|_: &str| None).expect("it is right");
    let outcome = Outcome::new(&baseline, scenario);
    let year = 4;
    let fewer = outcome.difference(year, Measure::PlacementMoves);
    let of_year = outcome.reconciled(year);
    let says = format!(
        "Rotherham, five years, 100 draws, seed 1: in the year to March 2030 {:.0} moves become {:.0} (difference {:.0}, 80% \
         interval {:.0} to {:.0}). The change costs {} in that year; cost avoided is {}.",
        outcome.baseline.mean(year, Measure::PlacementMoves),
        outcome.flows.mean(year, Measure::PlacementMoves),
        fewer.median,
        fewer.low,
        fewer.high,
        of_year.spent,
        of_year.avoided
    );
    let one_line = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(one_line.contains(&says), "not in docs/scenarios.md:\n{says}");
}
