//! Own rates tell who arrives for the first time, who comes back, and who was looked after before.

use chain::{Country, OwnRates, own_rates, report};
use jiff::civil::{Date, date};
use journeys::group::Disclosure;
use plan::Plan;
use rates::StepRates;
use reference::Measure;
use returns::record::{
    Activity, Child, Code, Coverage, Desk, Detail, Field, Kind, PersonFacts, PlacementFacts, Record,
};
use tables::Cell;
use units::{AgeBand, History, Marker, Position, Step};

const LIKE: &str = "Hartlepool";
const DAYS_PER_YEAR: f64 = 365.25;

fn activity(kind: Kind, start: Date, end: Date) -> Activity {
    let detail = match kind {
        Kind::Episode => Detail::Placement(PlacementFacts {
            place: Code::new("U6"),
            provider: Code::new("PR1"),
            reason_started: Code::new("S"),
            ..PlacementFacts::default()
        }),
        _ => Detail::None,
    };
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

fn need(start: Date, end: Date) -> Activity {
    activity(Kind::InNeed, start, end)
}

/// So many children of the same life, seven years old when the window of rates opens on 1 April 2022.
fn children(name: &str, count: usize, activities: &[Activity]) -> Vec<Child> {
    let born = Some(date(2015, 1, 1));
    let child = |n: usize| Child {
        id: format!("{name}-{n}").into(),
        facts: PersonFacts { born, ..PersonFacts::default() },
        activities: activities.to_vec(),
    };
    (0..count).map(child).collect()
}

/// Rates of returns that go back to 1 April 2019, and reach to that of 2025.
fn own(children: Vec<Child>) -> OwnRates {
    own_until(date(2025, 4, 1), children)
}

fn own_until(end: Date, children: Vec<Child>) -> OwnRates {
    let mut coverage = Coverage::default();
    for field in [Field::Need, Field::Care] {
        coverage.add(field, date(2019, 4, 1), end);
    }
    let desk = Desk::default();
    let record = Record { children, agencies: desk.agencies, services: desk.services, coverage };
    let country = Country::today();
    let area = country.find(LIKE).expect("a known authority");
    let plan = Plan { children: Some(20_000), ..Plan::of(LIKE) };
    own_rates(&country, area, &plan, &record).expect("whole years")
}

/// In need twice; in need once; in care and home again, then in need; closed before the window opens.
fn mixed() -> OwnRates {
    let first = need(date(2022, 6, 1), date(2022, 12, 1));
    let again = need(date(2023, 6, 1), date(2023, 12, 1));
    let care = activity(Kind::Episode, date(2022, 6, 1), date(2023, 6, 1));
    let before = need(date(2020, 6, 1), date(2021, 6, 1));
    let mut all = children("twice", 10, &[first, again]);
    all.extend(children("once", 20, &[first]));
    all.extend(children("care", 6, &[care, again]));
    all.extend(children("earlier", 7, &[before, again]));
    own(all)
}

fn step(own: &OwnRates, from: Position, to: Position) -> &StepRates {
    own.own.steps.iter().find(|s| s.step == Step::new(from, to)).expect("a step of the records")
}

fn steps(step: &StepRates) -> f64 {
    step.cells.iter().map(|c| c.steps).sum()
}

#[test]
fn care_leavers_are_those_reported_when_the_records_end() {
    let country = Country::today();
    let area = country.find(LIKE).expect("a known authority");
    for year in [2024, 2025] {
        let once = children("once", 20, &[need(date(2022, 6, 1), date(2022, 12, 1))]);
        let own = own_until(date(year as i16, 4, 1), once).own;
        let living =
            country.reference.value(area.code, Measure::Population0To17, "", 2025).expect("published");
        let by_age = own.care_leavers.expect("reported").scaled(living / 20_000.0).by_age;
        for (ages, reported) in [(1..4, year), (4..7, year - 3)] {
            let report = country.reference.value(area.code, Measure::CareLeavers19To21, "", reported);
            let seen = by_age[ages].iter().sum::<f64>();
            assert!((seen / report.expect("published") - 1.0).abs() < 0.05, "{year}: {seen} of {report:?}");
        }
        assert!(own.notes.iter().any(|note| note.contains(&format!("reported at 31 March {year}"))));
    }
}

#[test]
fn arrivals_are_first_times_and_who_was_closed_comes_back() {
    use Position::{Closed, InNeed, LookedAfter, NotKnown};
    let own = mixed();
    assert_eq!(steps(step(&own, NotKnown, InNeed)), 30.0, "not those who were known in 2020");
    assert_eq!(steps(step(&own, NotKnown, LookedAfter)), 6.0);
    let back = step(&own, Closed, InNeed);
    assert_eq!(steps(back), 17.0);
    // Closed for half a year by those in need before, for two years by those known from earlier returns.
    let by_time =
        |time: usize| -> f64 { back.cells.iter().filter(|c| c.times.contains(&time)).map(|c| c.steps).sum() };
    assert_eq!(back.times.edges(), [0.25, 0.5, 1.0, 2.0, 5.0]);
    assert_eq!([0, 1, 2, 3, 4, 5].map(by_time), [0.0, 10.0, 0.0, 7.0, 0.0, 0.0]);
    let drift = step(&own, NotKnown, InNeed);
    assert_eq!((back.drift, back.drift_path), (drift.drift, drift.drift_path), "one front door");
}

#[test]
fn the_exposure_of_arrivals_is_the_children_whom_the_records_do_not_know() {
    let known = children("one", 1, &[need(date(2022, 10, 1), date(2023, 10, 1))]);
    let exposure = |own: &OwnRates| {
        let arrivals = step(own, Position::NotKnown, Position::InNeed);
        let of = |age: AgeBand| {
            arrivals.cells.iter().filter(|c| c.ages == [age]).map(|c| c.exposure.0).sum::<f64>()
        };
        AgeBand::ALL.map(of)
    };
    let (without, with) = (exposure(&own(vec![])), exposure(&own(known)));
    // Ten on 1 January 2025: five to nine from 1 October 2022 to then, ten for the last 90 days.
    let less = [0.0, 0.0, 823.0, 90.0, 0.0].map(|days: f64| days / DAYS_PER_YEAR);
    for ((without, with), less) in without.into_iter().zip(with).zip(less) {
        assert!((without - with - less).abs() < 1e-6, "{without} {with} {less}");
    }
}

#[test]
fn arrivals_keep_an_exposure_where_records_know_more_children_than_live_here() {
    let own = own(children("one", 9_000, &[need(date(2021, 10, 1), date(2021, 12, 1))]));
    assert!(own.own.notes.iter().any(|note| note.contains("at ages 5 to 9")), "{:?}", own.own.notes);
    let arrivals = step(&own, Position::NotKnown, Position::InNeed);
    assert!(arrivals.cells.iter().all(|c| c.exposure.0 > 0.0));
    assert!(mixed().own.notes.iter().all(|note| !note.contains("at ages")));
}

#[test]
fn children_who_had_been_closed_stand_at_the_start_with_the_time_since() {
    let own = mixed();
    let closed = own.own.stock(Position::Closed).expect("children who had been closed");
    assert_eq!(closed.by_age, [0.0, 0.0, 0.0, 43.0, 0.0]);
    // 23 since December 2023, 20 since December 2022.
    let share = |edge: f64| closed.elapsed.iter().find(|(to, _)| *to == edge).map_or(0.0, |e| e.1);
    // Six of the 43 were in care, and 17 had been closed before they came back.
    let histories = closed.histories[AgeBand::From10To15.index()].map(|share| (share * 43.0).round());
    assert_eq!(histories, [20.0, 17.0, 6.0]);
    assert!((share(2.0) - 23.0 / 43.0).abs() < 1e-12 && (share(3.0) - 20.0 / 43.0).abs() < 1e-12);
    assert_eq!(own.published.stock(Position::Closed), None, "published figures do not count them");
    // Who is known cannot arrive for the first time.
    let (from, age) = (Position::NotKnown, AgeBand::From10To15);
    let here = own.own.population.at(0, age);
    assert!((own.own.outside(from, 0, age) - (here - 43.0)).abs() < 1e-9);
    assert!((own.own.outside(Position::Closed, 0, age) - 43.0).abs() < 1e-9);
    assert_eq!(own.published.outside(from, 0, age), own.published.population.at(0, age));
}

#[test]
fn notes_say_how_far_back_the_records_go() {
    let own = mixed();
    let all = own.own.notes.join(" ");
    assert!(
        all.contains("go back to 2019-04-01") && all.contains("for the first time when they come back"),
        "{all}"
    );
}

#[test]
fn steps_are_told_apart_by_what_children_had_been_through() {
    let own = mixed();
    let closing = step(&own, Position::InNeed, Position::Closed);
    let seen = History::ALL.map(|history| closing.history.seen(history).steps);
    assert_eq!(seen, [30.0, 17.0, 6.0]);
    let table = report::history_ratios(&own.own, "Testshire", "records", Disclosure::Inside);
    let rows: Vec<&Vec<Cell>> =
        table.rows.iter().filter(|row| row[0] == Cell::text(closing.step.to_string())).collect();
    let words: Vec<Cell> = rows.iter().map(|row| row[1].clone()).collect();
    assert_eq!(words, History::ALL.map(|history| Cell::text(history.label())));
    assert!(rows.iter().all(|row| !matches!(row[2], Cell::Missing(_))));
    let published =
        report::history_ratios(&own.published, "Testshire", "published figures", Disclosure::Inside);
    assert!(published.rows.is_empty());
}

#[test]
fn in_public_a_step_of_which_few_tell_shows_no_ratio() {
    let first = need(date(2022, 6, 1), date(2022, 12, 1));
    let again = need(date(2023, 6, 1), date(2023, 12, 1));
    let mut all = children("once", 30, &[first]);
    all.extend(children("twice", 3, &[first, again]));
    let own = own(all);
    let closing = Cell::text(Step::new(Position::InNeed, Position::Closed).to_string());
    let rows = |disclosure| -> Vec<Vec<Cell>> {
        let table = report::history_ratios(&own.own, "Testshire", "records", disclosure);
        table.rows.into_iter().filter(|row| row[0] == closing).collect()
    };
    let public = rows(Disclosure::Public);
    assert_eq!(public.len(), 3);
    for row in public {
        assert!(row[2..5].iter().all(|cell| *cell == Cell::Missing(Marker::Suppressed)), "{row:?}");
    }
    assert_eq!(rows(Disclosure::Inside)[1][2], Cell::Whole(3));
}
