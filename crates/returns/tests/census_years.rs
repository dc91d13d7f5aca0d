//! Joining censuses of several years, and telling the record what they say.

mod found;

use found::rules;
use jiff::civil::{Date, date};
use returns::cin::{
    Assessment, Census, CensusChild, CensusHeader, InNeedPlan, NeedEpisode, ProtectionPlan, Section47, tell,
};
use returns::record::{Activity, Desk, Detail, Kind, PersonFacts, Sex, Statement};
use returns::{Findings, Origin, Text};

fn census(year: u16, episodes: Vec<NeedEpisode>) -> Census {
    let header = CensusHeader {
        year: Some(year),
        reference_date: Date::new(year as i16, 3, 31).ok(),
        ..CensusHeader::default()
    };
    let child = CensusChild {
        child: Text::from("A1"),
        born: Some(date(2015, 5, 1)),
        sex: Text::from(if year < 2025 { "2" } else { "F" }),
        ethnicity: Text::from("WBRI"),
        episodes,
        origin: Origin { source: u32::from(year), row: 3 },
        ..CensusChild::default()
    };
    Census { header: Some(header), year: Some(year), children: vec![child] }
}

fn episode(referred: Date, closed: Option<Date>) -> NeedEpisode {
    NeedEpisode {
        referred: Some(referred),
        from: Text::from("6"),
        need: Text::from("N1"),
        closed,
        reason_closed: Text::from(if closed.is_some() { "RC7" } else { "" }),
        no_further_action: Some(false),
        ..NeedEpisode::default()
    }
}

fn told(censuses: &[Census]) -> (Vec<PersonFacts>, Vec<Activity>, Findings) {
    let (mut people, mut activities, mut findings) = (Vec::new(), Vec::new(), Findings::default());
    tell(censuses, &mut Desk::default(), &mut findings, &mut |child, statement| {
        assert_eq!(child, "A1");
        match statement {
            Statement::Person(facts) => people.push(facts),
            Statement::Activity(activity) => activities.push(activity),
        }
    });
    (people, activities, findings)
}

fn spans(activities: &[Activity]) -> Vec<(Kind, Date, Option<Date>)> {
    activities.iter().map(|a| (a.kind, a.start, a.end)).collect()
}

const REFERRED: Date = date(2022, 6, 1);

#[test]
fn an_episode_that_goes_on_is_told_once_by_its_latest_census() {
    let closed = date(2023, 9, 1);
    let censuses =
        [census(2024, vec![episode(REFERRED, Some(closed))]), census(2023, vec![episode(REFERRED, None)])];
    let (people, activities, findings) = told(&censuses);
    assert_eq!(rules(&findings), [""; 0]);
    assert_eq!(people.iter().map(|p| p.origin.source).collect::<Vec<_>>(), [2023, 2024]);
    assert_eq!((people[0].sex, people[0].ethnicity.as_str()), (Sex::Female, "WBRI"));
    assert_eq!(
        spans(&activities),
        [(Kind::Referral, REFERRED, None), (Kind::InNeed, REFERRED, Some(closed))]
    );
    let Detail::InNeed { need, reason_closed } = activities[1].detail else { panic!("{activities:?}") };
    assert_eq!((need.as_str(), reason_closed.as_str()), ("N1", "RC7"));
}

#[test]
fn an_episode_that_vanishes_is_closed_on_the_last_reference_date() {
    let later = episode(date(2024, 8, 1), None);
    let censuses = [census(2023, vec![episode(REFERRED, None)]), census(2025, vec![later])];
    let (_, activities, findings) = told(&censuses);
    assert_eq!(rules(&findings), ["cin-vanished"]);
    assert_eq!(spans(&activities)[1], (Kind::InNeed, REFERRED, Some(date(2023, 3, 31))));
    assert_eq!(spans(&activities)[3], (Kind::InNeed, date(2024, 8, 1), None));
}

#[test]
fn a_changed_referral_date_is_the_same_episode() {
    let moved = date(2022, 6, 3);
    let censuses = [census(2023, vec![episode(REFERRED, None)]), census(2024, vec![episode(moved, None)])];
    let (_, activities, findings) = told(&censuses);
    assert_eq!(rules(&findings), ["cin-referral-changed"]);
    assert_eq!(spans(&activities), [(Kind::Referral, moved, None), (Kind::InNeed, moved, None)]);
}

#[test]
fn facts_that_change_are_told() {
    let mut later = census(2024, vec![episode(REFERRED, None)]);
    later.children[0].born = Some(date(2015, 1, 5));
    later.children[0].sex = Text::from("1");
    let (_, _, findings) = told(&[census(2023, vec![episode(REFERRED, None)]), later]);
    assert_eq!(rules(&findings), ["cin-facts-changed", "cin-facts-changed"]);
}

#[test]
fn plans_of_earlier_years_are_counted() {
    let plan = |start, end, plans_before| ProtectionPlan {
        started: Some(start),
        ended: end,
        plans_before,
        ..ProtectionPlan::default()
    };
    let with = |plan, closed| NeedEpisode { protection_plans: vec![plan], ..episode(REFERRED, closed) };
    for (before, expected) in [(Some(0), &["cin-plans-before"][..]), (Some(1), &[]), (None, &[])] {
        let first = with(plan(date(2022, 7, 1), Some(date(2022, 12, 1)), Some(0)), None);
        let second = with(plan(date(2023, 7, 1), Some(date(2023, 12, 1)), before), None);
        let (_, _, findings) = told(&[census(2023, vec![first]), census(2024, vec![second])]);
        assert_eq!(rules(&findings), expected);
    }
}

#[test]
fn activity_of_every_year_is_told_once() {
    let plan = |ended| ProtectionPlan {
        started: Some(date(2023, 2, 1)),
        ended,
        latest_category: Text::from("EMO"),
        ..ProtectionPlan::default()
    };
    let first = NeedEpisode {
        assessments: vec![Assessment {
            started: Some(date(2022, 6, 2)),
            authorised: Some(date(2022, 7, 1)),
            ..Assessment::default()
        }],
        enquiries: vec![Section47 {
            started: Some(date(2023, 1, 10)),
            conference: Some(date(2023, 2, 1)),
            ..Section47::default()
        }],
        protection_plans: vec![plan(None)],
        ..episode(REFERRED, None)
    };
    let second = NeedEpisode {
        plans: vec![InNeedPlan { started: Some(date(2023, 9, 1)), ..InNeedPlan::default() }],
        protection_plans: vec![plan(Some(date(2023, 9, 1)))],
        ..episode(REFERRED, Some(date(2024, 1, 15)))
    };
    let (_, activities, _) = told(&[census(2023, vec![first]), census(2024, vec![second])]);
    assert_eq!(
        spans(&activities),
        [
            (Kind::Referral, REFERRED, None),
            (Kind::InNeed, REFERRED, Some(date(2024, 1, 15))),
            (Kind::Assessment, date(2022, 6, 2), Some(date(2022, 7, 1))),
            (Kind::Section47, date(2023, 1, 10), None),
            (Kind::Conference, date(2023, 2, 1), None),
            // Open although the episode is closed: it ends with the episode.
            (Kind::InNeedPlan, date(2023, 9, 1), Some(date(2024, 1, 15))),
            (Kind::ProtectionPlan, date(2023, 2, 1), Some(date(2023, 9, 1))),
        ]
    );
}

#[test]
fn a_referral_with_no_further_action_is_no_period_in_need() {
    let ended = NeedEpisode { no_further_action: Some(true), ..episode(REFERRED, None) };
    let (_, activities, findings) = told(&[census(2023, vec![ended]), census(2024, vec![])]);
    assert_eq!(spans(&activities), [(Kind::Referral, REFERRED, None)]);
    assert_eq!(rules(&findings), [""; 0]);
}

#[test]
fn what_cannot_be_placed_is_left_out() {
    let backwards = episode(REFERRED, Some(date(2022, 1, 1)));
    let nameless = NeedEpisode { referred: None, ..episode(REFERRED, None) };
    let mut one = census(2024, vec![backwards, nameless]);
    one.children.push(CensusChild { episodes: vec![episode(REFERRED, None)], ..CensusChild::default() });
    let (_, activities, _) = told(&[one]);
    assert_eq!(spans(&activities), [(Kind::Referral, REFERRED, None)]);
}

#[test]
fn a_child_with_tens_of_thousands_of_episodes_is_joined_without_comparing_each_with_each() {
    let first = date(1990, 1, 1);
    let many = |shift: i64| -> Vec<NeedEpisode> {
        let day = |n: i64| first.saturating_add(jiff::SignedDuration::from_hours(24 * (n % 11_000)));
        let of = |n: i64| NeedEpisode {
            plans: vec![InNeedPlan { started: Some(day(n)), ..InNeedPlan::default() }],
            protection_plans: vec![ProtectionPlan {
                started: Some(day(n)),
                plans_before: Some(0),
                ..ProtectionPlan::default()
            }],
            ..episode(day(n), None)
        };
        (0..40_000).map(|n| of(n * 2 + shift)).collect()
    };
    // Comparing each with each would take minutes.
    let (_, activities, _) = told(&[census(2023, many(0)), census(2024, many(1))]);
    assert!(activities.len() > 10_000);
}
