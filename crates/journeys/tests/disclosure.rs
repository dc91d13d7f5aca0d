//! What tables for anybody tell of 1 to 4 children, when rows are taken from totals.

mod by_hand;

use by_hand::{activity, child, episode, record};
use jiff::civil::date;
use journeys::group::{Disclosure, Study, flow, pathways};
use journeys::{Day, Precedence, Price, PricedBy, Prices, report};
use proptest::prelude::*;
use returns::record::Kind;
use tables::{Cell, Table};
use units::{FinancialYear, Marker, Pence, Position};

/// The counts that a shown cell can stand for; `None` if it is withheld.
fn can_be(cell: &Cell) -> Option<(i64, i64)> {
    match cell {
        Cell::Whole(0) => Some((0, 0)),
        Cell::Whole(shown) => Some(((shown - 2).max(5), shown + 2)),
        _ => None,
    }
}

/// What a withheld part can be, by taking the parts that are shown from the total that is shown.
fn by_subtraction(parts: &[Cell], total: u64) -> Vec<(i64, i64)> {
    let Some((least, most)) = can_be(&Disclosure::Public.count(total)) else { return Vec::new() };
    let shown: Vec<(i64, i64)> = parts.iter().filter_map(can_be).collect();
    let hidden = parts.len() - shown.len();
    let high = most - shown.iter().map(|s| s.0).sum::<i64>();
    let low = if hidden == 1 { least - shown.iter().map(|s| s.1).sum::<i64>() } else { 0 };
    vec![(low.max(0), high); hidden]
}

/// Never one withheld part alone beside a total that is shown, and no nought shown beside parts withheld for being few.
fn check(parts: &[Cell], total: u64) -> Result<(), TestCaseError> {
    if total < 5 {
        return Ok(());
    }
    let hidden = parts.iter().filter(|c| **c == Cell::Missing(Marker::Suppressed)).count();
    prop_assert!(hidden != 1, "{parts:?} of {total}: one part alone is withheld");
    let noughts = parts.iter().filter(|c| **c == Cell::Whole(0)).count();
    prop_assert!(hidden == 0 || noughts == 0, "{parts:?} of {total}: noughts are told from few");
    for (low, high) in by_subtraction(parts, total) {
        prop_assert!(low != high || low == 0 || low >= 5, "{parts:?} of {total} tell of {low}");
    }
    Ok(())
}

fn column(table: &Table, key: &str) -> Vec<Cell> {
    let at = table.columns.iter().position(|c| c.key == key).expect("the column");
    let counts = table.rows.iter().filter_map(|row| row.get(at).cloned());
    counts.filter(|c| *c != Cell::Missing(Marker::NotApplicable)).collect()
}

/// Children of a few kinds of journey: so many of each.
fn study(kinds: &[u64]) -> Study {
    let day = |year| date(year, 6, 1);
    let mut children = Vec::new();
    for (kind, n) in kinds.iter().enumerate() {
        for number in 0..*n {
            let activities = match kind {
                0 => vec![activity(Kind::InNeed, day(2020), None)],
                1 => vec![activity(Kind::InNeed, day(2019), Some(day(2021)))],
                2 => vec![
                    activity(Kind::InNeed, day(2019), None),
                    activity(Kind::ProtectionPlan, day(2020), None),
                ],
                3 => vec![activity(Kind::EarlyHelp, day(2022), None)],
                4 => vec![episode(day(2021), None, "S", "U4", "PR1")],
                _ => vec![activity(Kind::Contact, day(2021), None)],
            };
            children.push(child(&format!("{kind}{number:03}"), date(2012, 1, 1), activities));
        }
    }
    let prices = Prices { price_year: FinancialYear(2024), prices: Vec::new(), notes: Vec::new() };
    Study::new(record(children), Precedence::Standard, prices)
}

/// Two children who took many steps: their steps are theirs to tell, however many.
#[test]
fn steps_of_few_children_are_withheld() {
    let children = (0..2).map(|n| {
        let plans = (0..3).map(|k| {
            let from = date(2020 + k, 6, 1);
            activity(Kind::ProtectionPlan, from, Some(date(2020 + k, 9, 1)))
        });
        let need = activity(Kind::InNeed, date(2019, 6, 1), None);
        child(&format!("{n}"), date(2012, 1, 1), plans.chain([need]).collect())
    });
    let others = (2..30).map(|n| {
        child(&format!("{n}"), date(2012, 1, 1), vec![activity(Kind::InNeed, date(2019, 6, 1), None)])
    });
    let prices = Prices { price_year: FinancialYear(2024), prices: Vec::new(), notes: Vec::new() };
    let study = Study::new(record(children.chain(others).collect()), Precedence::Standard, prices);
    let everybody: Vec<usize> = (0..study.facts().len()).collect();
    let window = flow(&study, &everybody, Day::of(date(2020, 4, 1)), Day::of(date(2025, 4, 1)));
    let stocks = report::flow_stocks(&study, &window, Disclosure::Public);
    let plans = Position::ALL.into_iter().position(|p| p == Position::ProtectionPlan).expect("a position");
    for key in ["steps_in", "steps_out"] {
        let at = stocks.columns.iter().position(|c| c.key == key).expect("the column");
        assert_eq!(stocks.rows[plans][at], Cell::Missing(Marker::Suppressed), "{key}");
    }
}

/// Positions told apart in another way change no cost.
#[test]
fn a_journey_costs_the_same_by_any_rules() {
    let help = activity(Kind::EarlyHelp, date(2020, 1, 1), Some(date(2020, 3, 11)));
    let week = Price {
        name: "In need".to_string(),
        per: PricedBy::Week(Position::InNeed),
        agency: "Local authority".to_string(),
        amount: Pence::from_pounds(100),
        source: "test".to_string(),
    };
    let prices = Prices { price_year: FinancialYear(2024), prices: vec![week], notes: Vec::new() };
    let cost = |rules| {
        let child = child("1", date(2012, 1, 1), vec![help]);
        Study::new(record(vec![child]), rules, prices.clone()).bills()[0].total()
    };
    assert_eq!(cost(Precedence::Standard), Pence::ZERO);
    assert_eq!(cost(Precedence::FamilyHelp), Pence::ZERO);
}

proptest! {
    #[test]
    fn parts_of_a_total_tell_of_no_few(parts in prop::collection::vec(prop_oneof![0u64..6, 0u64..60], 2..9)) {
        let total: u64 = parts.iter().sum();
        prop_assume!(total >= 5);
        let cells = Disclosure::Public.parts(&parts);
        check(&cells, total)?;
        let few = parts.iter().any(|n| (1..5).contains(n));
        for (n, cell) in parts.iter().zip(&cells) {
            prop_assert!(*n >= 5 || !few || *cell == Cell::Missing(Marker::Suppressed), "{parts:?}: nought looks like few");
        }
    }

    #[test]
    fn tables_tell_of_no_few(kinds in prop::collection::vec(prop_oneof![0u64..6, 0u64..30], 6)) {
        let total: u64 = kinds.iter().sum();
        prop_assume!(total >= 5);
        let study = study(&kinds);
        let everybody: Vec<usize> = (0..study.facts().len()).collect();
        let summary = report::summary(&study, &everybody, Disclosure::Public);
        check(&column(&summary, "now"), total)?;
        check(&column(&summary, "heaviest"), total)?;
        let window = flow(&study, &everybody, Day::of(date(2020, 4, 1)), Day::of(date(2025, 4, 1)));
        let stocks = report::flow_stocks(&study, &window, Disclosure::Public);
        check(&column(&stocks, "before"), window.at_start.iter().sum())?;
        check(&column(&stocks, "last_day"), window.at_end.iter().sum())?;
        let taken = pathways(&study, &everybody);
        let known: u64 = taken.iter().map(|p| p.children).sum();
        if known >= 5 {
            let table = report::pathways(&study, &taken, 3, Disclosure::Public);
            let children = column(&table, "children");
            prop_assert!(children.iter().all(|c| matches!(c, Cell::Whole(n) if *n >= 5)), "{children:?}");
        }
    }
}
