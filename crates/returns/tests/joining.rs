//! What several returns say of one child becomes one child, and every doubt is reported.

use returns::record::{Field, Kind, Record, join};
use returns::{Findings, Input, read};

fn joined(files: &[(&str, &str)]) -> (Record, Findings) {
    let inputs: Vec<Input> =
        files.iter().map(|(name, text)| Input::of_bytes(*name, text.as_bytes())).collect();
    join(&read(&inputs, &|_| {}))
}

fn rules(findings: &Findings) -> Vec<&'static str> {
    findings.kept().iter().map(|f| f.rule.id).collect()
}

fn activities(record: &Record, child: &str) -> Vec<String> {
    let child = record.children.iter().find(|c| c.id == child).expect("the child is there");
    child
        .activities
        .iter()
        .map(|a| {
            let end = a.end.map_or(String::new(), |e| e.to_string());
            format!("{} {}..{end} {}", a.kind.label(), a.start, record.agencies.name(a.agency))
        })
        .collect()
}

const CENSUS: &str = "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year>\
    <ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails></Header><Children><Child><ChildIdentifiers>\
    <LAchildID>007</LAchildID><PersonBirthDate>2015-05-01</PersonBirthDate><GenderCurrent>1</GenderCurrent>\
    </ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics><CINdetails>\
    <CINreferralDate>2023-06-01</CINreferralDate><ReferralSource>6</ReferralSource><PrimaryNeedCode>N1\
    </PrimaryNeedCode><ReferralNFA>false</ReferralNFA></CINdetails></Child></Children></Message>";

const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n007,1,02/05/2015,WBRI,UN1,,\n";
const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
    007,01/09/2023,S,V2,N1,U6,PR1,,,,AB1 2CD,AB1 2CE,1234567\n";

#[test]
fn one_child_of_two_returns_keeps_the_leading_zeros_and_believes_the_census() {
    let (record, findings) =
        joined(&[("cin_2024.xml", CENSUS), ("2024/header.csv", HEADER), ("2024/episodes.csv", EPISODES)]);
    assert_eq!(record.children.len(), 1);
    assert_eq!(record.children[0].facts.born.map(|b| b.to_string()).as_deref(), Some("2015-05-01"));
    assert!(rules(&findings).contains(&"returns-differ-on-person"));
    assert_eq!(
        activities(&record, "007"),
        [
            "referral 2023-06-01.. children's social care",
            "in need 2023-06-01.. children's social care",
            "episode of care 2023-09-01.. children's social care"
        ]
    );
    assert!(record.coverage.covers(Field::Need, "2023-06-01".parse().expect("a date")));
    assert!(!record.coverage.covers(Field::EarlyHelp, "2023-06-01".parse().expect("a date")));
}

const EARLY_HELP_LIST: &str = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Assessment start \
    date,Assessment completion date,Organisation completing assessment\n\
    007,a) Male,a) White,01/05/2015,8,03/04/2023,01/05/2023,Larkfield school\n";

#[test]
fn early_help_told_by_a_list_and_an_event_file_is_one_and_the_event_file_knows_its_end() {
    let events = "child,event,start,end,agency,service\n\
        007,early help,2023-04-03,2023-10-01,schools,family worker\n\
        007,early help,2023-04-03,2023-07-01,voluntary sector,mentoring\n";
    let (record, findings) = joined(&[("List 2.csv", EARLY_HELP_LIST), ("early-help.csv", events)]);
    assert_eq!(
        activities(&record, "007"),
        ["early help 2023-04-03..2023-07-01 voluntary sector", "early help 2023-04-03..2023-10-01 schools"]
    );
    assert!(!rules(&findings).contains(&"returns-differ-on-end"));
}

#[test]
fn a_cost_that_an_event_file_adds_to_the_census_keeps_who_bears_it() {
    let events = "child,event,start,end,agency,cost\n007,in need,2023-06-01,,health trust,250\n";
    let (record, _) = joined(&[("cin_2024.xml", CENSUS), ("health.csv", events)]);
    assert_eq!(
        activities(&record, "007"),
        ["referral 2023-06-01.. children's social care", "in need 2023-06-01.. health trust"]
    );
    let costs: Vec<_> = record.children[0].activities.iter().filter_map(|a| a.cost).collect();
    assert_eq!(costs, [units::Pence(25_000)]);
}

#[test]
fn two_ids_with_one_upn_are_reported_and_stay_two() {
    let events = "child,event,start,born,sex,upn\n\
        1,contact,2023-04-03,2012-01-01,M,H801200001001\n\
        2,contact,2023-05-03,2012-01-01,M,H801200001001\n";
    let (record, findings) = joined(&[("events.csv", events)]);
    assert_eq!(record.children.len(), 2);
    assert!(rules(&findings).contains(&"same-upn"), "{:?}", rules(&findings));
}

#[test]
fn two_ids_that_differ_by_zeros_are_reported_and_stay_two() {
    let events =
        "child,event,start\n0012,contact,2023-04-03\n12,contact,2023-05-03\n120,contact,2023-05-03\n";
    let (record, findings) = joined(&[("events.csv", events)]);
    assert_eq!(record.children.len(), 3);
    assert_eq!(rules(&findings).iter().filter(|id| **id == "ids-differ-by-zeros").count(), 1);
}

#[test]
fn an_id_that_follows_on_from_another_may_be_the_same_child_but_twins_are_not() {
    let events = "child,event,start,end,born,sex,family\n\
        1,early help,2023-04-03,2023-06-01,2018-01-01,F,\n\
        2,early help,2023-06-10,2023-08-01,2018-01-01,F,\n\
        3,early help,2023-04-03,2023-06-01,2019-01-01,F,F9\n\
        4,early help,2023-06-10,2023-08-01,2019-01-01,F,F9\n";
    let (_, findings) = joined(&[("events.csv", events)]);
    let maybe: Vec<&str> = findings
        .kept()
        .iter()
        .filter(|f| f.rule.id == "maybe-same-child")
        .map(|f| f.child.as_str())
        .collect();
    assert_eq!(maybe, ["2"]);
}

#[test]
fn the_order_of_files_leaves_no_trace() {
    let mut files = vec![
        ("cin_2024.xml", CENSUS),
        ("2024/header.csv", HEADER),
        ("2024/episodes.csv", EPISODES),
        ("List 2.csv", EARLY_HELP_LIST),
    ];
    let strip = |record: Record| -> Vec<String> {
        record.children.iter().flat_map(|c| activities(&record, &c.id)).collect()
    };
    let forwards = strip(joined(&files).0);
    files.reverse();
    assert_eq!(forwards, strip(joined(&files).0));
    assert_eq!(Kind::ALL.len(), 13);
}

const CARE_LIST: &str = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date Started to be Looked \
    After,Date Ceased to be Looked After\n";

/// The rules by which a period of care of Annex A goes with the episodes of one child, and how care ends.
fn with_episodes(episodes: &[&str], period: &str) -> (Vec<&'static str>, String) {
    let (record, findings) = joined(&[
        ("2024/episodes.csv", &episodes_of(episodes)),
        ("List 8.csv", &format!("{CARE_LIST}007,a) Male,a) White,02/05/2015,8,{period}\n")),
    ]);
    let told = activities(&record, "007").pop().expect("care");
    let ours = |id: &&str| {
        let others = ["ended-by-other-return", "care-start-from-other-return", "care-open-in-other-return"];
        id.starts_with("returns-differ") || others.contains(id)
    };
    (rules(&findings).into_iter().filter(ours).collect(), told)
}

#[test]
fn a_period_of_care_that_episodes_tell_differently_is_left_out_with_a_finding() {
    let open = ["01/06/2023,S,C2,N1,U4,PR1,,"];
    let moved = ["01/06/2023,S,C2,N1,U4,PR1,01/08/2023,X1", "01/08/2023,P,C2,N1,K2,PR1,01/02/2024,E8"];
    let under_way = ["01/06/2023,P,C2,N1,U4,PR1,,"];
    for (episodes, period, expected, ends) in [
        (&open[..], "01/06/2023,", &[][..], "2023-06-01.."),
        (&open, "01/05/2023,", &["returns-differ-on-start-of-care"], "2023-06-01.."),
        (&under_way, "01/05/2020,", &["care-start-from-other-return"], "2023-06-01.."),
        (&under_way, "01/07/2023,", &["returns-differ-on-start-of-care"], "2023-06-01.."),
        (&open, "01/06/2023,01/12/2023", &["ended-by-other-return"], "2023-06-01..2023-12-01"),
        (&moved, "01/06/2023,01/02/2024", &[], "2023-08-01..2024-02-01"),
        (&moved, "01/06/2023,01/03/2024", &["returns-differ-on-end"], "2023-08-01..2024-02-01"),
        (&moved, "01/06/2023,", &["care-open-in-other-return"], "2023-08-01..2024-02-01"),
        (&moved, "01/03/2024,", &[], "2024-03-01.."),
    ] {
        let (found, told) = with_episodes(episodes, period);
        assert_eq!(found, expected, "{period}");
        assert!(told.contains(ends), "{period}: {told}");
    }
}

/// A header and episodes of child 007, as a file of 2024.
fn episodes_of(rows: &[&str]) -> String {
    let rows: String = rows.iter().map(|row| format!("007,{row}\n")).collect();
    format!("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC\n{rows}")
}

#[test]
fn the_first_day_that_only_annex_a_knows_is_used() {
    let episodes = episodes_of(&["01/06/2023,P,C2,N1,U4,PR1,,"]);
    let list = format!("{CARE_LIST}007,a) Male,a) White,02/05/2015,8,01/05/2020,\n");
    let (record, _) = joined(&[("2024/episodes.csv", &episodes), ("List 8.csv", &list)]);
    assert_eq!(
        activities(&record, "007"),
        [
            "looked after 2020-05-01..2023-06-01 children's social care",
            "episode of care 2023-06-01.. children's social care"
        ]
    );
}

#[test]
fn the_cost_of_care_that_episodes_tell_too_is_kept_once() {
    let one = &["01/06/2023,S,C2,N1,U4,PR1,01/12/2023,E8"][..];
    let two = &["01/06/2023,S,C2,N1,U4,PR1,01/08/2023,X1", "01/08/2023,P,C2,N1,K2,PR1,01/12/2023,E8"];
    let longer = &["01/01/2023,S,C2,N1,U4,PR1,01/02/2024,E8"];
    let under_way = &["01/08/2023,P,C2,N1,U4,PR1,01/12/2023,E8"];
    let care = |days: &str| format!("episode of care {days} Neighbour council");
    let event = "looked after,2023-06-01,2023-12-01,Neighbour council";
    for (episodes, more, expected) in [
        (one, "", &[(care("2023-06-01..2023-12-01"), Some(2_500_000))][..]),
        (
            two,
            "",
            &[(care("2023-06-01..2023-08-01"), Some(2_500_000)), (care("2023-08-01..2023-12-01"), Some(0))],
        ),
        (
            longer,
            "",
            &[
                ("episode of care 2023-01-01..2024-02-01 children's social care".to_string(), None),
                ("service 2023-06-01..2023-12-01 Neighbour council".to_string(), Some(2_500_000)),
            ],
        ),
        (
            under_way,
            "",
            &[
                ("looked after 2023-06-01..2023-08-01 Neighbour council".to_string(), Some(2_500_000)),
                (care("2023-08-01..2023-12-01"), Some(0)),
            ],
        ),
        (
            one,
            "007,looked after,2023-06-01,2023-12-01,health trust,100.00\n",
            &[
                (care("2023-06-01..2023-12-01"), Some(2_500_000)),
                ("service 2023-06-01..2023-12-01 health trust".to_string(), Some(10_000)),
            ],
        ),
    ] {
        let events = format!("child,event,start,end,agency,cost\n007,{event},25000.00\n{more}");
        let (record, findings) =
            joined(&[("2024/episodes.csv", &episodes_of(episodes)), ("events.csv", &events)]);
        let costs = record.children[0].activities.iter().map(|a| a.cost.map(|cost| cost.0));
        let found: Vec<_> = activities(&record, "007").into_iter().zip(costs).collect();
        assert_eq!(found, expected, "{episodes:?} {more}");
        assert!(rules(&findings).contains(&"care-cost-moved"), "{episodes:?} {more}");
    }
}

#[test]
fn who_closes_an_open_episode_is_named() {
    let events = "child,event,start,end\n007,looked after,2023-06-01,2023-12-01\n";
    let episodes = episodes_of(&["01/06/2023,S,C2,N1,U4,PR1,,"]);
    let (_, findings) = joined(&[("2024/episodes.csv", &episodes), ("events.csv", events)]);
    let closed = findings.kept().iter().find(|f| f.rule.id == "ended-by-other-return").expect("a finding");
    assert!(closed.expected.contains("as an event file says"), "{}", closed.expected);
}

#[test]
fn the_first_episode_that_goes_on_from_another_is_told() {
    let header = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC\n";
    for (start, rne, expected) in [
        ("01/06/2023", "S", None),
        ("01/06/2023", "P", Some("care-start-lacking")),
        ("01/06/2022", "P", Some("care-under-way")),
        ("01/06/2022", "S", None),
    ] {
        let (_, findings) =
            joined(&[("2024/episodes.csv", &format!("{header}1,{start},{rne},C2,N1,U4,PR1,,\n"))]);
        let found = rules(&findings).into_iter().find(|id| id.starts_with("care-"));
        assert_eq!(found, expected, "{start} {rne}");
    }
}

#[test]
fn a_child_with_tens_of_thousands_of_rows_is_joined_without_comparing_each_with_each() {
    let mut events = String::from("child,event,start,end\n");
    for n in 0..40_000 {
        events.push_str(&format!("007,in need,{}-05-01,2024-{:02}-01\n", 2000 + n % 20, n % 12 + 1));
        events.push_str(&format!("007,looked after,{}-05-{:02},2024-01-01\n", 2000 + n % 20, n % 28 + 1));
    }
    let mut list = String::from(CARE_LIST);
    for n in 0..40_000 {
        list.push_str(&format!("007,,,02/05/2015,8,{:02}/05/{},\n", n % 28 + 1, 2000 + n % 20));
    }
    // Comparing each with each would take minutes.
    let (record, _) =
        joined(&[("events.csv", &events), ("List 8.csv", &list), ("2024/episodes.csv", EPISODES)]);
    assert_eq!(record.children.len(), 1);
    assert!(record.children[0].activities.len() > 40_000);
}
