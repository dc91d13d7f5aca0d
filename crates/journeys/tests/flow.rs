//! Steps and stocks of a window agree, position by position.

mod by_hand;

use by_hand::{activity, child, episode, record};
use jiff::civil::{Date, date};
use journeys::group::{Filter, Flow, Study, flow};
use journeys::{Day, Precedence, Prices};
use returns::record::{Child, Kind};
use units::Position;

fn study(children: Vec<Child>) -> Study {
    let prices = Prices { price_year: units::FinancialYear(2024), prices: Vec::new(), notes: Vec::new() };
    Study::new(record(children), Precedence::Standard, prices)
}

fn window(study: &Study, from: Date, to: Date) -> Flow {
    let all: Vec<usize> = (0..study.journeys.len()).collect();
    flow(study, &all, Day::of(from), Day::of(to))
}

fn at(counts: [u64; 7], position: Position) -> u64 {
    counts[Position::ALL.iter().position(|p| *p == position).expect("a position")]
}

/// Stock before, and what came, less what went, is the stock at the end.
fn assert_balanced(flow: &Flow) {
    for position in Position::ALL {
        let gained = at(flow.at_start, position) + at(flow.came, position) + flow.steps_in(position);
        let lost = flow.steps_out(position) + at(flow.left, position);
        assert_eq!(gained, lost + at(flow.at_end, position), "{position}: {flow:?}");
    }
}

#[test]
fn a_step_on_the_first_day_is_in_the_window_and_its_stock_is_that_of_the_day_before() {
    let need = activity(Kind::InNeed, date(2022, 4, 1), Some(date(2023, 4, 1)));
    let study = study(vec![child("1", date(2010, 1, 1), vec![need])]);
    let flow = window(&study, date(2023, 4, 1), date(2024, 4, 1));
    assert_eq!((at(flow.at_start, Position::InNeed), at(flow.at_end, Position::Closed)), (1, 1));
    assert_eq!((flow.steps_out(Position::InNeed), flow.steps_in(Position::Closed)), (1, 1));
    assert_balanced(&flow);
}

#[test]
fn children_count_until_18_and_care_leavers_beyond() {
    // Both come of age on 1 June 2023: one goes on in need, the other becomes a care leaver.
    let study = study(vec![
        child("1", date(2005, 6, 1), vec![activity(Kind::InNeed, date(2022, 5, 1), None)]),
        child(
            "2",
            date(2005, 6, 1),
            vec![
                episode(date(2020, 1, 1), Some(date(2023, 6, 1)), "S", "U6", "PR1"),
                activity(Kind::CareLeaver, date(2024, 1, 1), None),
            ],
        ),
    ]);
    let flow = window(&study, date(2023, 4, 1), date(2024, 4, 1));
    assert_eq!((at(flow.left, Position::InNeed), at(flow.at_end, Position::InNeed)), (1, 0));
    assert_eq!((flow.steps_in(Position::CareLeaver), at(flow.at_end, Position::CareLeaver)), (1, 1));
    assert_balanced(&flow);
    // The choice of children by position follows the same rule.
    let now = |position| study.choose(&Filter { now: Some(position), ..Filter::default() }).len();
    assert_eq!((now(Position::InNeed), now(Position::CareLeaver)), (0, 1));
}

#[test]
fn births_and_deaths_come_and_go_without_a_step() {
    let mut died = child("2", date(2010, 1, 1), vec![activity(Kind::InNeed, date(2022, 5, 1), None)]);
    died.facts.died = Some(date(2023, 7, 1));
    let born = child("1", date(2023, 5, 1), vec![activity(Kind::InNeed, date(2023, 9, 1), None)]);
    let study = study(vec![born, died]);
    let flow = window(&study, date(2023, 4, 1), date(2024, 4, 1));
    assert_eq!((at(flow.came, Position::NotKnown), at(flow.left, Position::InNeed)), (1, 1));
    assert_eq!(at(flow.at_end, Position::Closed), 0, "who died is in no position");
    assert_balanced(&flow);
}

#[test]
fn a_child_without_a_birth_date_is_not_known_within_coverage_alone() {
    let nameless = |activities| {
        let mut child = child("1", date(2010, 1, 1), activities);
        child.facts.born = None;
        child
    };
    let contact = activity(Kind::Contact, date(2016, 1, 1), None);
    let need = activity(Kind::InNeed, date(2016, 3, 1), None);
    for activities in [vec![contact], vec![contact, need]] {
        let study = study(vec![nameless(activities)]);
        assert_eq!(study.journeys[0].spells[0].position, Position::NotKnown);
        assert_eq!(study.journeys[0].spells[0].start, Day::of(date(2015, 4, 1)));
    }
    let before = activity(Kind::InNeed, date(2014, 3, 1), None);
    let study = study(vec![nameless(vec![before])]);
    assert_eq!(study.journeys[0].spells[0].start, Day::of(date(2014, 3, 1)));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_position_balances_in_any_window(
            children in prop::collection::vec(
                (
                    0i32..9_000,
                    prop::option::of(0i32..9_000),
                    prop::bool::weighted(0.9),
                    prop::collection::vec((0usize..Kind::ALL.len(), 0i32..6_000, prop::option::of(0i32..2_000)), 0..8),
                ),
                1..12,
            ),
            first in 0i32..3_000,
            length in 1i32..1_200,
        ) {
            let day = |n: i32| Day(Day::of(date(2000, 1, 1)).0 + n).date();
            let children = children
                .into_iter()
                .enumerate()
                .map(|(n, (born, died, has_birth, activities))| {
                    let activities = activities
                        .into_iter()
                        .map(|(kind, start, length)| {
                            let start = 3_000 + start;
                            activity(Kind::ALL[kind], day(start), length.map(|l| day(start + l)))
                        })
                        .collect();
                    let mut child = child(&n.to_string(), day(born), activities);
                    child.facts.died = died.map(|d| day(born + d));
                    child.facts.born = child.facts.born.filter(|_| has_birth);
                    child
                })
                .collect();
            let study = study(children);
            let from = 5_570 + first;
            assert_balanced(&window(&study, day(from), day(from + length)));
        }
    }
}
