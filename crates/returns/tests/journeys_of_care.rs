//! The rules of checking, merging and telling, each on the smallest return that shows it.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use returns::record::{Activity, Desk, Kind, PersonFacts, Sex, Statement};
use returns::ssda903::{Episode, Header, Oc3, Return, Uasc, check, merge, tell};
use returns::{Findings, Origin, Severity, Text};

fn day(text: &str) -> Date {
    let mut parts = text.split('/').map(|part| part.parse::<i16>().unwrap());
    let (d, m, y) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    date(y, m as i8, d as i8)
}

/// An episode from `child start RNE LS PLACE PROVIDER end REC`, with `-` for blank.
fn episode(text: &str, row: u32) -> Episode {
    let cells: Vec<Text> =
        text.split_whitespace().map(|c| if c == "-" { Text::default() } else { Text::from(c) }).collect();
    let [child, start, rne, ls, place, provider, end, rec] = cells.as_slice() else { panic!("{text}") };
    Episode {
        child: child.clone(),
        start: day(start),
        reason_started: rne.clone(),
        legal_status: ls.clone(),
        need: Text::from("N1"),
        place: place.clone(),
        provider: provider.clone(),
        end: (!end.is_empty()).then(|| day(end)),
        reason_ended: rec.clone(),
        reason_moved: Text::default(),
        home_postcode: Text::default(),
        placement_postcode: Text::default(),
        urn: Text::default(),
        origin: Origin { source: 0, row },
    }
}

fn year(year: u16, episodes: &[&str]) -> Return {
    let episodes = episodes.iter().zip(2..).map(|(text, row)| episode(text, row)).collect();
    Return { year: Some(year), episodes, ..Return::default() }
}

fn header(child: &str, born: &str) -> Header {
    Header {
        child: Text::from(child),
        sex: Text::from("2"),
        born: Some(day(born)),
        ethnicity: Text::from("WBRI"),
        upn: Text::from("UN1"),
        ..Header::default()
    }
}

fn ids(findings: &Findings) -> BTreeSet<&'static str> {
    findings.counts().map(|(rule, ..)| rule.id).collect()
}

fn shown(episodes: &[Episode]) -> Vec<String> {
    episodes
        .iter()
        .map(|e| {
            let end = e.end.map_or("-".to_string(), |d| d.to_string());
            format!("{} {} {end} {} {}", e.child, e.start, e.reason_ended, e.reason_moved).trim().to_string()
        })
        .collect()
}

#[test]
fn each_rule_finds_its_fault_and_nothing_else() {
    for (rule, episodes) in [
        ("", &["1 01/05/2023 S C2 U4 PR1 01/06/2023 X1", "1 01/06/2023 P C2 P1 PR0 - -"][..]),
        ("", &["1 01/05/2023 S C2 U4 PR1 01/06/2023 E4A", "1 01/07/2023 S C2 T0 - - -"]),
        ("episode-ends-before-start", &["1 01/05/2023 S C2 U4 PR1 30/04/2023 E4A"]),
        ("episode-end-without-reason", &["1 01/05/2023 S C2 U4 PR1 01/06/2023 -"]),
        ("episode-reason-without-end", &["1 01/05/2023 S C2 U4 PR1 - E4A"]),
        ("episode-next-lacking", &["1 01/05/2023 S C2 U4 PR1 01/06/2023 X1"]),
        ("episode-next-lacking", &["1 01/05/2023 S C2 U4 PR1 01/06/2023 X1", "1 02/06/2023 S C2 U4 PR1 - -"]),
        (
            "episode-goes-on-without-x1",
            &["1 01/05/2023 S C2 U4 PR1 01/06/2023 E4A", "1 01/06/2023 P C2 U4 PR1 - -"],
        ),
        (
            "episode-anew-without-gap",
            &["1 01/05/2023 S C2 U4 PR1 01/06/2023 X1", "1 01/06/2023 S C2 U4 PR1 - -"],
        ),
        (
            "episode-gap-without-start",
            &["1 01/05/2023 S C2 U4 PR1 01/06/2023 E4A", "1 02/06/2023 P C2 U4 PR1 - -"],
        ),
        ("episode-overlap", &["1 01/05/2023 S C2 U4 PR1 02/06/2023 X1", "1 01/06/2023 P C2 U4 PR1 - -"]),
        ("episode-two-open", &["1 01/05/2023 S C2 U4 PR1 - -", "1 01/06/2023 P C2 U4 PR1 - -"]),
        ("episode-duplicate", &["1 01/05/2023 S C2 U4 PR1 - -", "1 01/05/2023 S C2 U4 PR1 - -"]),
        ("episode-duplicate-differs", &["1 01/05/2023 S C2 U4 PR1 - -", "1 01/05/2023 S C2 U6 PR1 - -"]),
        ("episode-starts-after-year", &["1 01/05/2024 S C2 U4 PR1 - -"]),
        ("episode-outside-year", &["1 01/05/2022 S C2 U4 PR1 31/03/2023 E4A"]),
        ("episode-before-birth", &["1 31/12/2009 S C2 U4 PR1 - -"]),
        ("episode-before-children-act", &["2 13/10/1991 P C2 U4 PR1 - -"]),
        ("header-lacking", &["3 01/05/2023 S C2 U4 PR1 - -"]),
        ("provider-given", &["1 01/05/2023 S C2 T1 PR1 - -"]),
        ("provider-lacking", &["1 01/05/2023 S C2 U4 - - -"]),
        ("provider-not-parent", &["1 01/05/2023 S C2 P1 PR1 - -"]),
        ("provider-not-parent", &["1 01/05/2023 S C2 U4 PR0 - -"]),
    ] {
        let mut ret = year(2024, episodes);
        ret.headers = vec![header("1", "01/01/2010"), header("2", "01/01/1991")];
        let mut findings = Findings::default();
        check(&[ret], &mut findings);
        let mut found = ids(&findings);
        found.remove("header-without-episodes");
        if rule == "episode-before-children-act" {
            found.remove("episode-after-18");
        }
        assert_eq!(found, BTreeSet::from_iter((!rule.is_empty()).then_some(rule)), "{episodes:?}");
    }
}

#[test]
fn nobody_is_in_care_after_the_18th_birthday() {
    for (born, text, expected) in [
        ("01/05/2005", "1 30/04/2023 S C2 U4 PR1 01/05/2023 E17", None),
        ("01/05/2005", "1 30/04/2023 S C2 U4 PR1 02/05/2023 E17", None),
        ("01/05/2005", "1 30/04/2023 S C2 U4 PR1 03/05/2023 E17", Some("episode-after-18")),
        ("01/05/2005", "1 30/04/2023 S C2 U4 PR1 - -", Some("episode-after-18")),
        ("31/03/2006", "1 30/04/2023 S C2 U4 PR1 - -", None),
        ("29/02/2008", "1 30/04/2023 S C2 U4 PR1 - -", None),
        ("01/05/2005", "1 01/05/2023 S C2 U4 PR1 02/05/2023 E17", Some("episode-starts-at-18")),
    ] {
        let mut ret = year(2024, &[text]);
        ret.headers = vec![header("1", born)];
        let mut findings = Findings::default();
        check(&[ret], &mut findings);
        assert_eq!(ids(&findings), BTreeSet::from_iter(expected), "{born} {text}");
    }
}

#[test]
fn facts_of_a_child_agree_between_years() {
    let mut years = vec![year(2024, &[]), year(2025, &[])];
    let old = Header {
        upn: Text::from("C100000000000"),
        origin: Origin { source: 0, row: 2 },
        ..header("1", "01/01/2010")
    };
    let origin = Origin { source: 1, row: 2 };
    years[0].headers = vec![old.clone()];
    years[1].headers = vec![Header { sex: Text::from("F"), origin, ..old.clone() }];
    let mut findings = Findings::default();
    check(&years, &mut findings);
    assert_eq!(ids(&findings), BTreeSet::new(), "2 and F are the same sex");
    years[1].headers = vec![Header {
        sex: Text::from("M"),
        born: Some(date(2011, 1, 1)),
        ethnicity: Text::from("BAFR"),
        upn: Text::from("A100000000000"),
        origin,
        ..old.clone()
    }];
    check(&years, &mut findings);
    let expected = [
        "birth-differs-between-years",
        "ethnicity-differs-between-years",
        "sex-differs-between-years",
        "upn-check-letter",
        "upn-differs-between-years",
    ];
    assert_eq!(ids(&findings), BTreeSet::from(expected));
    years[1].headers = vec![old.clone(), Header { upn: Text::from("X1"), origin, ..old }];
    let mut findings = Findings::default();
    check(&years, &mut findings);
    assert_eq!(ids(&findings), BTreeSet::from(["header-twice", "upn-pattern"]));
}

#[test]
fn a_year_that_most_episodes_contradict_is_said_once() {
    let texts: Vec<String> = (0..20).map(|n| format!("{n} 01/05/2024 S C2 U4 PR1 - -")).collect();
    let mut findings = Findings::default();
    check(&[year(2024, &texts.iter().map(String::as_str).collect::<Vec<_>>())], &mut findings);
    assert_eq!(ids(&findings), BTreeSet::from(["year-and-dates-disagree"]));
    assert_eq!(findings.kept().len(), 1);
}

#[test]
fn years_merge_by_the_written_rules() {
    type Case<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a [&'a str], &'a [&'a str]);
    let cases: &[Case] = &[
        (
            "an open episode goes on and ceases in the next year",
            &["1 01/05/2022 S C2 U4 PR1 - -"],
            &["1 01/05/2022 S C2 U4 PR1 01/06/2023 E4A"],
            &["1 2022-05-01 2023-06-01 E4A"],
            &[],
        ),
        (
            "one open in the latest year stays open",
            &["1 01/05/2022 S C2 U4 PR1 - -"],
            &["1 01/05/2022 S C2 U4 PR1 - -"],
            &["1 2022-05-01 -"],
            &[],
        ),
        (
            "the later year wins",
            &["1 01/05/2022 S C2 U4 PR1 01/06/2022 E4A"],
            &["1 01/05/2022 S C2 U6 PR1 02/06/2022 E4B"],
            &["1 2022-05-01 2022-06-02 E4B"],
            &["merge-changed-later"],
        ),
        (
            "but the row with an end is preferred",
            &["1 01/05/2022 S C2 U4 PR1 01/06/2022 E4A"],
            &["1 01/05/2022 S C2 U4 PR1 - -"],
            &["1 2022-05-01 2022-06-01 E4A"],
            &["merge-open-later"],
        ),
        (
            "left open, nothing follows",
            &["1 01/05/2022 S C2 U4 PR1 - -"],
            &[],
            &["1 2022-05-01 2023-03-31 E99"],
            &["merge-closed-at-year-end"],
        ),
        (
            "left open, care starts anew",
            &["1 01/05/2022 S C2 U4 PR1 - -"],
            &["1 01/08/2023 S C2 U6 PR1 - -"],
            &["1 2022-05-01 2023-03-31 E99", "1 2023-08-01 -"],
            &["merge-closed-before-next"],
        ),
        (
            "left open, care starts anew before the year ends",
            &["1 01/05/2022 S C2 U4 PR1 - -", "1 01/02/2023 S C2 U6 PR1 - -"],
            &["1 01/02/2023 S C2 U6 PR1 - -"],
            &["1 2022-05-01 2023-01-31 E99", "1 2023-02-01 -"],
            &["merge-closed-before-next"],
        ),
        (
            "left open, care goes on elsewhere",
            &["1 01/05/2022 S C2 U4 PR1 - -"],
            &["1 01/08/2023 P C2 U6 PR1 - -"],
            &["1 2022-05-01 2023-08-01 X1 LIIAF", "1 2023-08-01 -"],
            &["merge-closed-at-next"],
        ),
        (
            "left open, care goes on in the same place",
            &["1 01/05/2022 S C1 U4 PR1 - -"],
            &["1 01/08/2023 L C2 U4 PR1 - -"],
            &["1 2022-05-01 2023-08-01 X1", "1 2023-08-01 -"],
            &["merge-closed-at-next"],
        ),
        (
            "replaced by one with another first day",
            &["1 01/05/2022 S C2 U4 PR1 - -"],
            &["1 04/05/2022 S C2 U4 PR1 - -"],
            &["1 2022-05-04 -"],
            &["merge-moved"],
        ),
        (
            "replaced by one that covers it",
            &["1 01/05/2022 S C2 U4 PR1 - -"],
            &["1 01/04/2022 S C2 U6 PR1 - -"],
            &["1 2022-04-01 -"],
            &["merge-replaced"],
        ),
        (
            "overlaps are cut",
            &[],
            &["1 01/05/2023 S C2 U4 PR1 01/07/2023 X1", "1 01/06/2023 P C2 U6 PR1 - -"],
            &["1 2023-05-01 2023-06-01 X1 LIIAF", "1 2023-06-01 -"],
            &["merge-overlap-cut"],
        ),
        (
            "an overlap with care that starts anew keeps its reason",
            &[],
            &["1 01/05/2023 S C2 U4 PR1 01/07/2023 E4A", "1 01/06/2023 S C2 U6 PR1 - -"],
            &["1 2023-05-01 2023-05-31 E4A", "1 2023-06-01 -"],
            &["merge-overlap-cut"],
        ),
        (
            "an end before the start is dropped",
            &[],
            &["1 01/05/2023 S C2 U4 PR1 01/04/2023 X1", "1 01/06/2023 P C2 U6 PR1 - -"],
            &["1 2023-05-01 2023-06-01 X1 LIIAF", "1 2023-06-01 -"],
            &["merge-closed-at-next", "merge-end-before-start"],
        ),
        (
            "an episode of no days gives way",
            &[],
            &["1 01/05/2023 S C2 U4 PR1 01/05/2023 X1", "1 01/05/2023 P C2 U6 PR1 - -"],
            &["1 2023-05-01 -"],
            &["merge-repeated-row"],
        ),
        (
            "children are apart and sorted",
            &["2 01/05/2022 S C2 U4 PR1 01/06/2022 E4A"],
            &["10 01/05/2023 S C2 U4 PR1 - -", "1 01/05/2023 S C2 U4 PR1 - -"],
            &["1 2023-05-01 -", "10 2023-05-01 -", "2 2022-05-01 2022-06-01 E4A"],
            &[],
        ),
    ];
    for (what, first, second, expected, rules) in cases {
        // Given out of order, for the years count and not the places.
        let returns = [year(2024, second), year(2023, first)];
        let mut findings = Findings::default();
        let merged = merge(&returns, &mut findings);
        assert_eq!(shown(&merged), *expected, "{what}");
        assert_eq!(ids(&findings), rules.iter().copied().collect(), "{what}");
        assert!(findings.kept().iter().all(|f| f.rule.severity == Severity::Repair));
    }
}

type Told = (Vec<(String, PersonFacts)>, Vec<(String, Activity)>, Desk, Findings);

fn told(returns: &[Return]) -> Told {
    let (mut people, mut activities) = (Vec::new(), Vec::new());
    let (mut desk, mut findings) = (Desk::default(), Findings::default());
    tell(returns, &mut desk, &mut findings, &mut |child, statement| match statement {
        Statement::Person(facts) => people.push((child.to_string(), facts)),
        Statement::Activity(activity) => activities.push((child.to_string(), activity)),
    });
    (people, activities, desk, findings)
}

#[test]
fn the_return_tells_facts_episodes_and_care_leavers() {
    let leaver = |child: &str, born: &str| Oc3 {
        child: Text::from(child),
        born: Some(day(born)),
        in_touch: Text::from("YES"),
        ..Oc3::default()
    };
    let mut late = year(2024, &["1 01/05/2023 S C2 U4 PR1 01/06/2023 E2", "2 01/05/2023 S V4 U4 PR1 - -"]);
    late.headers = vec![Header { sex: Text::from("F"), ..header("1", "02/01/2010") }];
    late.uasc = vec![Uasc { child: Text::from("1"), ..Uasc::default() }];
    late.oc3 = vec![leaver("5", "01/07/2005"), leaver("6", "01/05/1998"), leaver("7", "01/07/2008")];
    let mut early = year(2023, &[]);
    early.headers = vec![header("1", "01/01/2010")];
    let (people, activities, desk, findings) = told(&[late, early]);

    let births: Vec<Option<Date>> =
        people.iter().filter(|(c, f)| c == "1" && f.born.is_some()).map(|(_, f)| f.born).collect();
    assert_eq!(births, [Some(date(2010, 1, 1)), Some(date(2010, 1, 2))], "the latest year comes last");
    assert!(people.iter().any(|(c, f)| c == "1" && f.unaccompanied));
    assert!(people.iter().any(|(c, f)| c == "1" && f.died == Some(date(2023, 6, 1))));
    assert!(people.iter().all(|(_, f)| f.sex != Sex::Male && f.upn.is_empty()));

    let short: Vec<(&str, Kind, Date, Option<Date>)> =
        activities.iter().map(|(c, a)| (c.as_str(), a.kind, a.start, a.end)).collect();
    assert_eq!(
        short,
        [
            ("1", Kind::Episode, date(2023, 5, 1), Some(date(2023, 6, 1))),
            ("2", Kind::Service, date(2023, 5, 1), None),
            ("5", Kind::CareLeaver, date(2023, 7, 1), Some(date(2024, 4, 1))),
            ("6", Kind::CareLeaver, date(2023, 4, 1), Some(date(2023, 5, 1))),
        ]
    );
    assert_eq!(desk.services.name(activities[1].1.service), "short break");
    assert_eq!(ids(&findings), BTreeSet::from(["care-leaver-outside-ages", "short-break-not-care"]));
}
