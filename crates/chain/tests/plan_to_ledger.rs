//! What the worked scenarios spend: twin track, the steps between, and the ledger agree to the penny.

use appraisal::{Entry, Value};
use chain::{Baseline, Country, Outcome, WORKED, report, scenario_of_text, worked_text};
use plan::Plan;
use tables::{Cell, Table};
use units::Pence;

fn baseline() -> Baseline {
    let country = Country::today();
    let area = country.find("Rotherham").expect("an authority");
    let plan = Plan { horizon_years: 8, draws: 24, ..Plan::of("Rotherham") };
    Baseline::new(&country, area, &plan).expect("its figures are published")
}

fn outcome(baseline: &Baseline, name: &str, text: &str) -> Outcome {
    let folder = |name: &str| worked_text(name).map(str::to_string);
    let scenario = scenario_of_text(baseline, name, text, &folder).expect("it is right");
    Outcome::new(baseline, scenario)
}

/// The amounts of a column, by the text of another.
fn money<'a>(table: &'a Table, of: &str, column: &str) -> Vec<(&'a str, Pence)> {
    let at = |key: &str| table.columns.iter().position(|c| c.key == key).expect(key);
    let (of, column) = (at(of), at(column));
    let cells = table.rows.iter().map(|row| match (&row[of], &row[column]) {
        (Cell::Text(name), Cell::Money(amount)) => (name.as_str(), *amount),
        other => panic!("{other:?}"),
    });
    cells.collect()
}

#[test]
fn every_worked_scenario_agrees_from_plan_to_ledger() {
    let baseline = baseline();
    for worked in WORKED {
        let outcome = outcome(&baseline, worked.name, worked.text);
        // Each item's cost by plan, after its end and in a draw is rounded, its payers' shares are, and each payer's mean is.
        let figures: usize = outcome.scenario.spending().iter().map(|s| 3 + 2 * s.cost.payers.len()).sum();
        for year in 0..outcome.baseline.years {
            let of_year = outcome.reconciled(year);
            let name = format!("{}, year {year}: {of_year:?}", worked.name);
            assert_eq!(of_year.parts.sum(), outcome.scenario.planned_cost(year), "{name}");
            assert_eq!(of_year.planned, of_year.parts.sum(), "{name}");
            assert_eq!(of_year.planned + of_year.after_end + of_year.rounding, of_year.spent, "{name}");
            assert!(2 * of_year.rounding.0.unsigned_abs() <= figures as u64, "{name}");
            let agencies = outcome.ledger.agencies().into_iter();
            let spent: Pence =
                agencies.map(|a| outcome.ledger.mean(|b, v| a == b && v == Value::Spent, year)).sum();
            assert_eq!(-spent, of_year.spent, "{name}");
        }
        let track = report::twin_track(&baseline, &outcome);
        let steps = report::plan_to_ledger(&baseline, &outcome);
        let ledger = report::ledger(&baseline, &outcome);
        let value = ledger.columns.iter().position(|c| c.key == "value").expect("value");
        for (year, differs) in money(&track, "year", "differs") {
            let of_step = |what: &str| {
                let at = |row: &&Vec<Cell>| row[0] == Cell::text(year) && row[1] == Cell::text(what);
                steps.rows.iter().find(at).map(|row| row[2].clone()).unwrap_or(Cell::Money(Pence::ZERO))
            };
            let of_track = |column| money(&track, "year", column).into_iter().find(|(y, _)| *y == year);
            for (column, what) in [("planned", "Spent by plan"), ("spent", "Spent in the run")] {
                let (_, amount) = of_track(column).expect("the year");
                assert_eq!(Cell::Money(amount), of_step(what), "{}, {year}", worked.name);
            }
            let (_, spent) = of_track("spent").expect("the year");
            let is_spent = |row: &&Vec<Cell>| {
                row.contains(&Cell::text(year)) && row[value] == Cell::text(Value::Spent.label())
            };
            let in_ledger = ledger.rows.iter().filter(is_spent).map(|row| match row.last() {
                Some(Cell::Number { value, decimals: 2 }) => Pence::from_pounds_rounded(*value),
                other => panic!("{other:?}"),
            });
            assert_eq!(-in_ledger.sum::<Pence>(), spent, "{}, {year}", worked.name);
            let said = track.notes.iter().any(|note| note.starts_with(&format!("{year}: ")));
            assert_eq!(said, differs != Pence::ZERO, "a difference is explained: {}", worked.name);
        }
    }
}

#[test]
fn money_that_nothing_accounts_for_is_not_taken_for_rounding() {
    let baseline = baseline();
    let mut outcome = outcome(&baseline, "medway", worked_text("medway-diversion").expect("it is there"));
    let adds_up = |outcome: &Outcome| {
        let of_year = outcome.reconciled(2);
        of_year.planned + of_year.after_end + of_year.rounding == of_year.spent
    };
    assert!(adds_up(&outcome));
    let twice: Vec<Entry> =
        outcome.ledger.entries.iter().filter(|entry| entry.value == Value::Spent).cloned().collect();
    outcome.ledger.entries.extend(twice);
    assert!(!adds_up(&outcome), "spent twice in the ledger");
}

#[test]
fn vacancies_part_years_ramp_up_and_those_still_served_are_told_apart() {
    let baseline = baseline();
    let medway = outcome(&baseline, "medway", worked_text("medway-diversion").expect("it is there"));
    // Open from April 2027, all places after six months; 12% of ten keyworkers at £44,000 are vacant.
    let first = medway.reconciled(2);
    assert_eq!(first.vacant, Pence::from_pounds(52_800));
    // 70 places of 387,200 / 70 each, to the penny.
    assert!((first.parts.whole_year.pounds() - 387_200.0).abs() < 1.0, "{first:?}");
    // A quarter of a year of all places is not yet open, and half a day of the first year is before the start.
    assert!((first.parts.ramp_up.pounds() + 387_200.0 / 4.0).abs() < 1_500.0, "{first:?}");
    assert!((-600.0..0.0).contains(&first.parts.part_of_year.pounds()), "{first:?}");
    assert_eq!(first.parts.once, Pence::from_pounds(100_000));
    assert_eq!(medway.reconciled(0).parts, Default::default());

    let coventry = outcome(&baseline, "coventry", worked_text("coventry-volunteers").expect("it is there"));
    // It takes nobody on after March 2030; who is there then finishes in the next year.
    let after = coventry.reconciled(5);
    assert!(after.planned.pounds().abs() < 100.0 && after.after_end.pounds() > 1_000.0, "{after:?}");
    let steps = report::plan_to_ledger(&baseline, &coventry);
    assert!(
        steps.rows.iter().any(|row| row[0] == Cell::text("2030-31") && row[1] == Cell::text("Still served"))
    );
}
