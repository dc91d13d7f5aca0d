//! Time at risk, cell by cell, against counts made by hand.

mod by_hand;

use by_hand::{activity, child, episode, record};
use jiff::SignedDuration;
use jiff::civil::date;
use journeys::day::DAYS_PER_YEAR;
use journeys::group::journeys;
use journeys::lexis::{Covariate, LexisTable, Settings, State, TimeEdges, WardDeprivation, lexis};
use journeys::{Home, Precedence, Provider};
use returns::record::{Activity, Child, Code, Coverage, Detail, Field, Kind, Record};
use units::{AgeBand, History, Placement, Position};

fn table(record: &Record, settings: &Settings) -> LexisTable {
    lexis(record, &journeys(record, Precedence::Standard), settings)
}

fn state(position: Position) -> State {
    State::of(position)
}

#[test]
fn a_spell_is_cut_at_birthdays_years_and_time_in_position() {
    // Born 1 June 2015: one year old on 1 June 2016. In need 1 March 2016 to 1 July 2016.
    let record = record(vec![child(
        "1",
        date(2015, 6, 1),
        vec![activity(Kind::InNeed, date(2016, 3, 1), Some(date(2016, 7, 1)))],
    )]);
    let table = table(&record, &Settings::default());
    let cells: Vec<(AgeBand, u8, u16, u64, u32)> = table
        .cells
        .iter()
        .filter(|c| c.from == state(Position::InNeed))
        .map(|c| (c.age, c.time, c.year, c.days.unwrap(), c.steps_to(state(Position::Closed))))
        .collect();
    // A quarter of a year is 91 days: 1 March + 91 days = 31 May.
    assert_eq!(
        cells,
        [
            (AgeBand::Under1, 0, 2016, 31, 0),
            (AgeBand::Under1, 0, 2017, 60, 0),
            (AgeBand::Under1, 1, 2017, 1, 0),
            (AgeBand::From1To4, 1, 2017, 30, 1),
        ]
    );
}

#[test]
fn late_entries_keep_their_time_in_position_and_open_ends_are_no_steps() {
    // Looked after since 2013, coverage from 1 April 2015, still looked after at the end.
    let record =
        record(vec![child("1", date(2010, 1, 1), vec![episode(date(2013, 4, 1), None, "S", "U6", "PR1")])]);
    let table = table(&record, &Settings::default());
    let care: Vec<_> = table.cells.iter().filter(|c| c.from == state(Position::LookedAfter)).collect();
    assert!(care.iter().all(|c| c.time >= 3 && c.steps.is_empty()));
    let days: u64 = care.iter().filter_map(|c| c.days).sum();
    assert_eq!(days, 3653);
    // The start of care lies before coverage: it is not a step that was seen.
    assert_eq!(table.steps(state(Position::NotKnown), state(Position::LookedAfter)), 0);
}

#[test]
fn care_found_under_way_is_exposure_from_then_on_and_no_start() {
    let care = |rne| vec![episode(date(2018, 4, 1), Some(date(2019, 4, 1)), rne, "U6", "PR1")];
    let need = activity(Kind::InNeed, date(2016, 4, 1), Some(date(2018, 4, 1)));
    let with_need = |rne| care(rne).into_iter().chain([need]).collect();
    let record = record(vec![
        child("1", date(2010, 1, 1), care("P")),
        child("2", date(2010, 1, 1), care("S")),
        child("3", date(2010, 1, 1), with_need("L")),
        child("4", date(2010, 1, 1), with_need("S")),
        child("5", date(2018, 4, 1), care("P")),
    ]);
    let care = state(Position::LookedAfter);
    let table = table(&record, &Settings::default());
    assert_eq!(table.steps(state(Position::NotKnown), care), 1, "only the second child");
    assert_eq!(table.steps(state(Position::InNeed), care), 1, "only the fourth child");
    assert_eq!(table.exposure(state(Position::InNeed)).0, 2.0 * 730.0 / DAYS_PER_YEAR);
    assert_eq!(table.exposure(care).0, 5.0 * 365.0 / DAYS_PER_YEAR);
    assert_eq!(table.steps(care, state(Position::Closed)), 5, "all ends were seen");
}

#[test]
fn coming_of_age_ends_exposure_and_is_no_step() {
    let record = record(vec![child(
        "1",
        date(2002, 6, 1),
        vec![
            episode(date(2019, 6, 1), Some(date(2020, 6, 1)), "S", "U6", "PR1"),
            activity(Kind::CareLeaver, date(2020, 6, 1), None),
        ],
    )]);
    let table = table(&record, &Settings::default());
    assert_eq!(table.exposure(state(Position::LookedAfter)).0, 366.0 / DAYS_PER_YEAR);
    assert!(table.destinations(state(Position::LookedAfter)).is_empty());
    assert_eq!(table.exposure(state(Position::CareLeaver)).0, 0.0);
}

#[test]
fn history_counts_earlier_periods_that_ended() {
    let record = record(vec![child(
        "1",
        date(2010, 1, 1),
        vec![
            activity(Kind::InNeed, date(2016, 4, 1), Some(date(2016, 5, 1))),
            activity(Kind::InNeed, date(2017, 4, 1), Some(date(2017, 5, 1))),
        ],
    )]);
    let table = table(&record, &Settings { time_edges: TimeEdges::none(), ..Settings::default() });
    let in_need: Vec<History> =
        table.cells.iter().filter(|c| c.from == state(Position::InNeed)).map(|c| c.history).collect();
    assert_eq!(in_need, [History::First, History::KnownBefore]);
    assert_eq!(table.steps(state(Position::Closed), state(Position::InNeed)), 1);
}

#[test]
fn care_that_ended_stays_in_the_history_whether_or_not_the_child_was_closed_since() {
    let need = |from, to| activity(Kind::InNeed, from, Some(to));
    let record = record(vec![child(
        "1",
        date(2010, 1, 1),
        vec![
            need(date(2016, 4, 1), date(2019, 4, 1)),
            episode(date(2017, 4, 1), Some(date(2018, 4, 1)), "S", "U6", "PR1"),
            need(date(2020, 4, 1), date(2020, 10, 1)),
            episode(date(2020, 6, 1), Some(date(2020, 10, 1)), "S", "U6", "PR1"),
        ],
    )]);
    let table = table(&record, &Settings { time_edges: TimeEdges::none(), ..Settings::default() });
    let of = |position, year| -> Vec<History> {
        let cells = table.cells.iter().filter(|c| c.from == state(position) && c.year == year);
        let mut found: Vec<History> = cells.map(|c| c.history).collect();
        found.dedup();
        found
    };
    assert_eq!(of(Position::InNeed, 2017), [History::First]);
    assert_eq!(of(Position::LookedAfter, 2018), [History::First], "the first care, seen from within");
    assert_eq!(of(Position::InNeed, 2019), [History::LookedAfterBefore], "home again, never closed");
    assert_eq!(of(Position::Closed, 2020), [History::LookedAfterBefore]);
    assert_eq!(of(Position::LookedAfter, 2021), [History::LookedAfterBefore]);
    let journey = &journeys(&record, Precedence::Standard)[0];
    let on = |year, month| journey.history_on(journeys::Day::of(date(year, month, 1)));
    assert_eq!(
        [on(2016, 6), on(2018, 3), on(2018, 4)],
        [History::First, History::First, History::LookedAfterBefore]
    );
}

#[test]
fn moves_between_homes_are_steps_within_care() {
    let record = record(vec![child(
        "1",
        date(2010, 1, 1),
        vec![
            episode(date(2018, 1, 1), Some(date(2018, 6, 1)), "S", "U6", "PR1"),
            episode(date(2018, 6, 1), Some(date(2018, 9, 1)), "P", "U6", "PR1"),
            episode(date(2018, 9, 1), Some(date(2019, 1, 1)), "P", "K2", "PR4"),
        ],
    )]);
    let table =
        table(&record, &Settings { by_home: true, time_edges: TimeEdges::none(), ..Settings::default() });
    let home = |placement, provider| State {
        position: Position::LookedAfter,
        home: Some(Home { placement, provider }),
    };
    let foster = home(Placement::Foster, Provider::Own);
    let homes = home(Placement::ChildrensHome, Provider::Private);
    assert_eq!(table.steps(foster, foster), 1);
    assert_eq!(table.steps(foster, homes), 1);
    assert_eq!(table.steps(homes, state(Position::Closed)), 1);
    assert_eq!(table.steps(state(Position::NotKnown), foster), 1);
    assert_eq!(table.exposure(foster).0, 243.0 / DAYS_PER_YEAR);
}

#[test]
fn a_year_without_returns_has_no_exposure() {
    let mut record = record(vec![child(
        "1",
        date(2010, 1, 1),
        vec![activity(Kind::InNeed, date(2016, 4, 1), Some(date(2019, 4, 1)))],
    )]);
    record.coverage = Coverage::default();
    record.coverage.add(Field::Need, date(2016, 4, 1), date(2017, 4, 1));
    record.coverage.add(Field::Need, date(2018, 4, 1), date(2020, 4, 1));
    let table = table(&record, &Settings { time_edges: TimeEdges::none(), ..Settings::default() });
    assert_eq!(table.exposure(state(Position::InNeed)).0, 730.0 / DAYS_PER_YEAR);
    assert_eq!(table.steps(state(Position::InNeed), state(Position::Closed)), 1);
}

#[test]
fn children_without_a_birth_date_are_counted_apart() {
    let mut nameless =
        child("2", date(2010, 1, 1), vec![activity(Kind::InNeed, date(2016, 4, 1), Some(date(2019, 4, 1)))]);
    nameless.facts.born = None;
    let table = table(&record(vec![nameless]), &Settings::default());
    assert_eq!((table.without_birth, table.cells.len()), (1, 0));
}

#[test]
fn covariates_split_and_sum_back() {
    let mut one =
        child("1", date(2010, 1, 1), vec![activity(Kind::InNeed, date(2016, 4, 1), Some(date(2019, 4, 1)))]);
    one.facts.ward = "X05000001".into();
    let mut two = Child { id: "2".into(), ..one.clone() };
    two.facts.ward = "X05000002".into();
    let record = record(vec![one, two]);
    let split = table(&record, &Settings { covariates: vec![Covariate::Ward], ..Settings::default() });
    let whole = table(&record, &Settings::default());
    assert_eq!(split.exposure(state(Position::InNeed)), whole.exposure(state(Position::InNeed)));
    assert_eq!(split.cells.iter().filter(|c| c.covariates == ["X05000001"]).count() * 2, split.cells.len());
}

#[test]
fn what_is_recorded_later_never_reaches_back() {
    // In need without a code in 2016, with N1 in 2018; unaccompanied is told with care in 2020.
    let need = |code, from, to| {
        let detail = Detail::InNeed { need: Code::new(code), reason_closed: Code::default() };
        Activity { detail, ..activity(Kind::InNeed, from, Some(to)) }
    };
    let mut one = child(
        "1",
        date(2010, 1, 1),
        vec![
            activity(Kind::EarlyHelp, date(2015, 6, 1), Some(date(2015, 9, 1))),
            need("", date(2016, 4, 1), date(2017, 4, 1)),
            need("N1", date(2018, 4, 1), date(2019, 4, 1)),
            episode(date(2020, 4, 1), None, "S", "U6", "PR1"),
        ],
    );
    one.facts.unaccompanied = true;
    let all = vec![Covariate::Need, Covariate::Unaccompanied, Covariate::AgeFirstKnown];
    let record = record(vec![one]);
    let table =
        table(&record, &Settings { covariates: all, time_edges: TimeEdges::none(), ..Settings::default() });
    let values = |position, year| -> Vec<String> {
        let cell = table.cells.iter().find(|c| c.from == state(position) && c.year == year);
        cell.map(|c| c.covariates.clone()).unwrap_or_default()
    };
    assert_eq!(values(Position::EarlyHelp, 2016), ["not known", "no", "5 to 9"]);
    assert_eq!(values(Position::InNeed, 2017), ["not known", "no", "5 to 9"]);
    assert_eq!(values(Position::Closed, 2018), ["not known", "no", "5 to 9"]);
    assert_eq!(values(Position::InNeed, 2019), ["N1", "no", "5 to 9"]);
    assert_eq!(values(Position::LookedAfter, 2021), ["N1", "yes", "5 to 9"]);
    // An arrival is told as it is known on its day.
    assert_eq!(values(Position::NotKnown, 2016), ["not known", "no", "5 to 9"]);
}

#[test]
fn deprivation_is_that_of_the_ward_in_the_lookup() {
    let mut one =
        child("1", date(2010, 1, 1), vec![activity(Kind::InNeed, date(2016, 4, 1), Some(date(2019, 4, 1)))]);
    one.facts.ward = "X05000001".into();
    let mut two = Child { id: "2".into(), ..one.clone() };
    two.facts.ward = "X05000009".into();
    let mut wards = WardDeprivation::default();
    assert_eq!((wards.set("X05000001", 2), wards.set("X05000001", 3)), (Ok(()), Err(2)));
    let settings = Settings { covariates: vec![Covariate::Deprivation], wards, ..Settings::default() };
    let table = table(&record(vec![one, two]), &settings);
    let values: std::collections::BTreeSet<&str> =
        table.cells.iter().map(|c| c.covariates[0].as_str()).collect();
    assert_eq!(values.into_iter().collect::<Vec<_>>(), ["2", "not known"]);
    assert!(table.undated);
}

#[test]
fn earlier_spells_and_the_first_home_are_those_known_when_a_spell_began() {
    let need = |from, to| activity(Kind::InNeed, from, Some(to));
    let one = child(
        "1",
        date(2010, 1, 1),
        vec![
            need(date(2016, 4, 1), date(2016, 10, 1)),
            need(date(2017, 4, 1), date(2017, 10, 1)),
            need(date(2018, 4, 1), date(2018, 10, 1)),
            need(date(2019, 4, 1), date(2019, 10, 1)),
            episode(date(2020, 4, 1), Some(date(2020, 7, 1)), "S", "U6", "PR4"),
            episode(date(2020, 7, 1), None, "P", "K2", "PR1"),
        ],
    );
    let all = vec![Covariate::EarlierSpells, Covariate::Placement, Covariate::Provider];
    let settings = Settings { covariates: all, time_edges: TimeEdges::none(), ..Settings::default() };
    let table = table(&record(vec![one]), &settings);
    let values = |position, year| -> Vec<String> {
        let cell = table.cells.iter().find(|c| c.from == state(position) && c.year == year);
        cell.map(|c| c.covariates.clone()).unwrap_or_default()
    };
    for (year, earlier) in [(2017, "0"), (2018, "1"), (2019, "2 or more"), (2020, "2 or more")] {
        assert_eq!(values(Position::InNeed, year), [earlier, "not looked after", "not looked after"]);
    }
    // The move of July 2020 does not reach back to the start of the spell, nor does it begin a new one.
    for year in [2021, 2022] {
        assert_eq!(values(Position::LookedAfter, year), ["0", "foster care", "private"]);
    }
}

#[test]
fn the_first_home_of_care_found_under_way_and_a_provider_not_recorded_are_not_known() {
    let care = |id, rne, provider| {
        child(
            id,
            date(2010, 1, 1),
            vec![episode(date(2018, 4, 1), Some(date(2019, 4, 1)), rne, "U6", provider)],
        )
    };
    let record = record(vec![care("1", "P", "PR4"), care("2", "S", "PR4"), care("3", "S", "")]);
    let all = vec![Covariate::Placement, Covariate::Provider];
    let table =
        table(&record, &Settings { covariates: all, time_edges: TimeEdges::none(), ..Settings::default() });
    let of_care = table.cells.iter().filter(|c| c.from == state(Position::LookedAfter));
    let values: std::collections::BTreeSet<Vec<&str>> =
        of_care.map(|c| c.covariates.iter().map(String::as_str).collect()).collect();
    let expected = [["foster care", "not known"], ["foster care", "private"], ["not known", "not known"]];
    assert_eq!(values.into_iter().collect::<Vec<_>>(), expected);
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Exposure of a group is the sum over its children, and each child's is the time in the position that
        /// lies within coverage and childhood.
        #[test]
        fn exposure_is_the_time_in_position(
            spans in prop::collection::vec((0i64..6_000, 0i64..2_000), 1..6),
            edges in prop::collection::vec(0.01f64..6.0, 0..4),
        ) {
            let born = date(2006, 2, 17);
            let activities = spans
                .iter()
                .map(|(start, length)| {
                    let start = date(2008, 1, 1).saturating_add(SignedDuration::from_hours(24 * start));
                    activity(Kind::InNeed, start, Some(start.saturating_add(SignedDuration::from_hours(24 * length))))
                })
                .collect();
            let record = record(vec![child("1", born, activities)]);
            let all = journeys(&record, Precedence::Standard);
            let mut time_edges = edges;
            time_edges.sort_by(f64::total_cmp);
            time_edges.dedup_by(|later, kept| *later - *kept < 0.01);
            let time_edges = TimeEdges::new(time_edges).unwrap();
            let table = lexis(&record, &all, &Settings { time_edges, ..Settings::default() });
            let (first, last) = (date(2015, 4, 1), date(2024, 2, 17));
            let expected: i64 = all[0]
                .spells
                .iter()
                .filter(|s| s.position == Position::InNeed)
                .map(|s| {
                    let from = s.start.date().max(first);
                    let to = if s.end == journeys::Day::OPEN { last } else { s.end.date().min(last) };
                    (to.duration_since(from).as_hours() / 24).max(0)
                })
                .sum();
            prop_assert!((table.exposure(state(Position::InNeed)).0 * DAYS_PER_YEAR - expected as f64).abs() < 1e-6);
        }
    }
}
