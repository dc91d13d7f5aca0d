//! Spells of journeys against counts made by hand: late entry, ends of coverage, coming of age.

use chain::{By, JourneySpells, journey_spells};
use jiff::civil::{Date, date};
use journeys::Precedence;
use journeys::group::journeys;
use rates::curves::{Clock, Timetable};
use returns::record::{Activity, Child, Coverage, Desk, Detail, Field, Kind, PersonFacts, Record};

fn activity(kind: Kind, start: Date, end: Date) -> Activity {
    let detail = Detail::None;
    Activity {
        kind,
        start,
        end: Some(end),
        agency: 0,
        service: 0,
        cost: None,
        detail,
        origin: Default::default(),
    }
}

/// A record of one child, born on 1 June of a year; returns of need speak for five years, returns of care for six.
fn record(born: i16, activities: Vec<Activity>) -> Record {
    let desk = Desk::default();
    let mut coverage = Coverage::default();
    coverage.add(Field::Need, date(2015, 4, 1), date(2020, 4, 1));
    coverage.add(Field::Care, date(2015, 4, 1), date(2021, 4, 1));
    let child = Child {
        id: "1".into(),
        facts: PersonFacts { born: Some(date(born, 6, 1)), ..PersonFacts::default() },
        activities,
    };
    Record { children: vec![child], agencies: desk.agencies, services: desk.services, coverage }
}

fn spells(record: &Record, by: By) -> JourneySpells {
    journey_spells(record, &journeys(record, Precedence::Standard), by).expect("few positions")
}

#[test]
fn what_began_before_coverage_is_found_late_with_its_time() {
    let record = record(2010, vec![activity(Kind::InNeed, date(2014, 4, 1), date(2016, 4, 1))]);
    let of = spells(&record, By::TimeInPosition).spells;
    let in_need = of.positions().find("in need").expect("a position");
    let tally = of.tally(in_need);
    assert_eq!((tally.spells, tally.steps, (tally.time * 365.25).round()), (1, 1, 366.0));
    let table = Timetable::new(&of, Clock::InPosition(in_need));
    // A year had passed on the first day covered, and the step came 366 days later.
    assert_eq!([0.9, 1.1, 2.0, 2.1].map(|years| table.at_risk(in_need, years)), [0, 1, 1, 0]);
    // On the clock of age, the child is closed from 5 years and 10 months on, until returns of need end.
    let of = spells(&record, By::Age).spells;
    let closed = of.positions().find("closed").expect("a position");
    let table = Timetable::new(&of, Clock::Forward);
    assert_eq!([5.8, 5.9, 9.8, 9.9].map(|years| table.at_risk(closed, years)), [0, 1, 1, 0]);
    assert_eq!(of.tally(closed).steps, 0);
}

#[test]
fn a_step_on_the_day_on_which_one_return_ends_counts_if_the_other_shows_it() {
    let stays = |end| {
        vec![
            activity(Kind::InNeed, date(2019, 1, 1), end),
            activity(Kind::LookedAfter, end, date(2020, 10, 1)),
        ]
    };
    let steps = |end| {
        let of = spells(&record(2010, stays(end)), By::TimeInPosition).spells;
        let tally = |name| of.tally(of.positions().find(name).expect("a position"));
        (tally("in need").steps, tally("looked after").steps, tally("looked after").spells)
    };
    assert_eq!(steps(date(2020, 4, 1)), (1, 1, 1));
    // A day later nothing speaks for the day of the step out of need.
    assert_eq!(steps(date(2020, 4, 2)), (0, 1, 1));
}

#[test]
fn coming_of_age_is_no_step_and_children_without_birth_have_no_age() {
    let mut record = record(2000, vec![activity(Kind::LookedAfter, date(2016, 6, 1), date(2019, 6, 1))]);
    let of = spells(&record, By::Age);
    let looked_after = of.spells.positions().find("looked after").expect("a position");
    let tally = of.spells.tally(looked_after);
    assert_eq!((tally.spells, tally.steps, tally.time.round()), (1, 0, 2.0));
    record.children[0].facts.born = None;
    assert_eq!(spells(&record, By::Age).without_birth, 1);
    assert_eq!(spells(&record, By::Age).spells.count(), 0);
    assert_eq!(spells(&record, By::TimeInPosition).spells.tally(looked_after).steps, 1);
}
