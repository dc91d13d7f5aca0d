//! Journeys by precedence: what a child is in when several things hold at once.

mod by_hand;

use by_hand::{activity, child, episode, record};
use jiff::civil::{Date, date};
use journeys::{Journey, Precedence, journey};
use returns::record::{Activity, Kind};
use units::Position;

fn spells(journey: &Journey) -> String {
    let words: Vec<String> =
        journey.spells.iter().map(|s| format!("{} {}..{}", s.position, s.start, s.end)).collect();
    words.join("; ")
}

fn check(activities: Vec<Activity>, rules: Precedence, expected: &str) {
    let record = record(vec![child("1", date(2010, 1, 1), activities)]);
    assert_eq!(spells(&journey(&record, 0, rules)), expected);
}

fn span(kind: Kind, from: Date, to: Option<Date>) -> Activity {
    activity(kind, from, to)
}

#[test]
fn the_heaviest_position_counts_and_the_lighter_one_goes_on_beneath() {
    check(
        vec![
            span(Kind::Contact, date(2017, 1, 5), None),
            span(Kind::EarlyHelp, date(2017, 2, 1), Some(date(2017, 8, 1))),
            span(Kind::InNeed, date(2018, 1, 1), Some(date(2021, 1, 1))),
            span(Kind::ProtectionPlan, date(2018, 3, 1), Some(date(2018, 9, 1))),
            episode(date(2018, 8, 1), Some(date(2019, 8, 1)), "S", "U6", "PR1"),
        ],
        Precedence::Standard,
        "not known 2010-01-01..2017-02-01; early help 2017-02-01..2017-08-01; closed 2017-08-01..2018-01-01; \
         in need 2018-01-01..2018-03-01; protection plan 2018-03-01..2018-08-01; \
         looked after 2018-08-01..2019-08-01; in need 2019-08-01..2021-01-01; closed 2021-01-01..",
    );
}

#[test]
fn family_help_counts_early_help_as_in_need_and_statutory_leaves_it_out() {
    let help = || {
        vec![
            span(Kind::EarlyHelp, date(2017, 2, 1), Some(date(2017, 8, 1))),
            span(Kind::InNeed, date(2017, 8, 1), None),
        ]
    };
    check(help(), Precedence::FamilyHelp, "not known 2010-01-01..2017-02-01; in need 2017-02-01..");
    check(help(), Precedence::Statutory, "not known 2010-01-01..2017-08-01; in need 2017-08-01..");
}

#[test]
fn one_day_counts_and_time_run_backwards_does_not() {
    check(
        vec![
            span(Kind::InNeed, date(2017, 2, 1), Some(date(2017, 2, 1))),
            span(Kind::InNeed, date(2018, 2, 1), Some(date(2018, 1, 1))),
        ],
        Precedence::Standard,
        "not known 2010-01-01..2017-02-01; in need 2017-02-01..2017-02-02; closed 2017-02-02..",
    );
}

#[test]
fn overlapping_and_touching_activities_of_one_kind_are_one_spell() {
    check(
        vec![
            span(Kind::InNeed, date(2017, 1, 1), Some(date(2017, 6, 1))),
            span(Kind::InNeed, date(2017, 5, 1), Some(date(2017, 9, 1))),
            span(Kind::InNeed, date(2017, 9, 1), Some(date(2017, 12, 1))),
        ],
        Precedence::Standard,
        "not known 2010-01-01..2017-01-01; in need 2017-01-01..2017-12-01; closed 2017-12-01..",
    );
}

#[test]
fn nothing_counts_after_a_death() {
    let mut child = child("1", date(2010, 1, 1), vec![span(Kind::InNeed, date(2017, 1, 1), None)]);
    child.facts.died = Some(date(2018, 5, 1));
    let record = record(vec![child]);
    let journey = journey(&record, 0, Precedence::Standard);
    assert_eq!(
        spells(&journey),
        "not known 2010-01-01..2017-01-01; in need 2017-01-01..2018-05-01; closed 2018-05-01.."
    );
}

#[test]
fn a_stay_goes_on_when_only_the_legal_status_changes() {
    let episodes = vec![
        episode(date(2018, 1, 1), Some(date(2018, 3, 1)), "S", "U6", "PR1"),
        episode(date(2018, 3, 1), Some(date(2018, 6, 1)), "L", "U6", "PR1"),
        episode(date(2018, 6, 1), Some(date(2018, 9, 1)), "P", "U6", "PR1"),
        episode(date(2018, 9, 1), Some(date(2019, 1, 1)), "P", "K2", "PR4"),
        episode(date(2019, 1, 1), None, "T", "K2", "PR4"),
    ];
    let record = record(vec![child("1", date(2010, 1, 1), episodes)]);
    let journey = journey(&record, 0, Precedence::Standard);
    let stays: Vec<String> =
        journey.stays.iter().map(|s| format!("{} {}..{}", s.home.placement, s.start, s.end)).collect();
    assert_eq!(
        stays,
        [
            "foster care 2018-01-01..2018-06-01",
            "foster care 2018-06-01..2018-09-01",
            "children's homes 2018-09-01.."
        ]
    );
    assert_eq!(journey.spells.iter().filter(|s| s.position == Position::LookedAfter).count(), 1);
}

#[test]
fn care_whose_first_episode_goes_on_from_another_was_not_entered_on_that_day() {
    let entered = |episodes: Vec<Activity>| -> Vec<bool> {
        let record = record(vec![child("1", date(2010, 1, 1), episodes)]);
        let care = |s: &&journeys::Spell| s.position == Position::LookedAfter;
        journey(&record, 0, Precedence::Standard).spells.iter().filter(care).map(|s| s.entered).collect()
    };
    for (rne, expected) in [("S", true), ("P", false), ("L", false), ("", true), ("?", true)] {
        assert_eq!(entered(vec![episode(date(2018, 1, 1), None, rne, "U6", "PR1")]), [expected], "{rne}");
    }
    // Who comes back came into care at some day between: that is a start, whatever the code says.
    let back = vec![
        episode(date(2018, 1, 1), Some(date(2018, 3, 1)), "P", "U6", "PR1"),
        episode(date(2019, 1, 1), None, "P", "U6", "PR1"),
    ];
    assert_eq!(entered(back), [false, true]);
}

#[test]
fn a_hundred_thousand_overlapping_activities_take_no_more_than_sorting_them() {
    let days = |n: i64| jiff::SignedDuration::from_hours(24 * n);
    let many = (0..100_000i64).map(|n| {
        let start = date(1990, 1, 1).saturating_add(days(n % 9_000));
        let kind = if n % 2 == 0 { Kind::InNeed } else { Kind::ProtectionPlan };
        span(kind, start, Some(start.saturating_add(days(1 + n % 5_000))))
    });
    let record = record(vec![child("1", date(1990, 1, 1), many.collect())]);
    // Comparing each with each would take minutes.
    let journey = journey(&record, 0, Precedence::Standard);
    assert_eq!(journey.spells.first().map(|s| s.position), Some(Position::InNeed));
    assert_eq!(journey.spells.last().map(|s| s.position), Some(Position::Closed));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn any_activity() -> impl Strategy<Value = Activity> {
        (0usize..Kind::ALL.len(), 0i64..6_000, proptest::option::of(-50i64..2_000)).prop_map(
            |(kind, start, length)| {
                let start = date(2008, 1, 1).saturating_add(jiff::SignedDuration::from_hours(24 * start));
                let end =
                    length.map(|days| start.saturating_add(jiff::SignedDuration::from_hours(24 * days)));
                activity(Kind::ALL[kind], start, end)
            },
        )
    }

    proptest! {
        #[test]
        fn spells_follow_on_without_gap_and_neighbours_differ(activities in prop::collection::vec(any_activity(), 0..12)) {
            let record = record(vec![child("1", date(2007, 6, 1), activities)]);
            let journey = journey(&record, 0, Precedence::Standard);
            for pair in journey.spells.windows(2) {
                prop_assert_eq!(pair[0].end, pair[1].start);
                prop_assert!(pair[0].position != pair[1].position);
                prop_assert!(pair[0].start < pair[0].end);
            }
            prop_assert_eq!(journey.spells.last().map(|s| s.end), Some(journeys::Day::OPEN));
            for stay in &journey.stays {
                let within = journey.spells.iter().any(|s| {
                    s.position == Position::LookedAfter && s.start <= stay.start && stay.end <= s.end
                });
                prop_assert!(within);
            }
        }

        #[test]
        fn the_order_of_rows_leaves_no_trace(activities in prop::collection::vec(any_activity(), 0..8)) {
            let mut turned = activities.clone();
            turned.reverse();
            let one = record(vec![child("1", date(2007, 6, 1), activities)]);
            let other = record(vec![child("1", date(2007, 6, 1), turned)]);
            prop_assert_eq!(
                journey(&one, 0, Precedence::Standard).spells,
                journey(&other, 0, Precedence::Standard).spells
            );
        }
    }
}
