//! What casts doubt on a whole column or file has one finding of its own, beside those of its rows.

use returns::{Input, Reading, Severity, read};

const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";
const CONTACTS: &str = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,\
    Contact Source";
const HELP: &str = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Assessment start date,\
    Assessment completion date,Organisation completing assessment";
const EVENTS: &str = "child,event,start,end";

fn read_one(name: &str, header: &str, rows: &[&str]) -> Reading {
    let text = format!("{header}\n{}\n", rows.join("\n"));
    read(&[Input::of_bytes(name, text.into_bytes())], &|_| {})
}

/// Column, value and what was expected of the findings of a rule, all of the file as a whole.
fn findings(reading: &Reading, rule: &str, severity: Severity) -> Vec<(String, String, String)> {
    let of_rule = reading.findings.kept().iter().filter(|f| f.rule.id == rule);
    of_rule
        .map(|f| {
            assert_eq!((f.rule.severity, f.origin.row), (severity, 0), "{rule}");
            (f.column.to_string(), f.value.to_string(), f.expected.to_string())
        })
        .collect()
}

#[test]
fn a_column_with_the_month_first_is_in_doubt_as_a_whole() {
    let cases = [
        (
            "2022/episodes.csv",
            EPISODES,
            "DECOM",
            [
                "1,04/23/2021,S,C2,N1,U4,PR1,,,,,,",
                "2,04/03/2021,S,C2,N1,U4,PR1,,,,,,",
                "3,05/12/2021,S,C2,N1,U4,PR1,,,,,,",
                "4,13/05/2021,S,C2,N1,U4,PR1,,,,,,",
            ],
        ),
        (
            "List 1.csv",
            CONTACTS,
            "Date of Contact",
            ["1,,,,,04/23/2021,", "2,,,,,04/03/2021,", "3,,,,,05/12/2021 00:00,", "4,,,,,13/05/2021,"],
        ),
        (
            "events.csv",
            EVENTS,
            "start",
            [
                "1,contact,04/23/2021,",
                "2,contact,04/03/2021,",
                "3,contact,05/12/2021,",
                "4,contact,13/05/2021,",
            ],
        ),
    ];
    for (name, header, column, rows) in cases {
        let reading = read_one(name, header, &rows);
        let found = findings(&reading, "dates-month-first", Severity::Error);
        let expected = "dd/mm/yyyy; 1 have the month first and are not used; 2 more have a day up to 12 and were read \
                        day first";
        assert_eq!(found, [(column.to_string(), "04/23/2021".to_string(), expected.to_string())], "{name}");
        let good: Vec<&str> = rows[1..].to_vec();
        assert!(
            findings(&read_one(name, header, &good), "dates-month-first", Severity::Error).is_empty(),
            "{name}"
        );
    }
}

#[test]
fn a_file_whose_starts_and_ends_are_exchanged_is_told_once() {
    let episode = |n: u8, start: &str, end: &str| format!("{n},{start},S,C2,N1,U4,PR1,{end},E8,,,,");
    let list = |n: u8, start: &str, end: &str| format!("{n},,,,,{start},{end},school");
    let event = |n: u8, start: &str, end: &str| format!("{n},in need,{start},{end}");
    type Row<'a> = &'a dyn Fn(u8, &str, &str) -> String;
    let cases: [(&str, &str, &str, Row); 3] = [
        ("2024/episodes.csv", EPISODES, "DECOM and DEC", &episode),
        ("List 2.csv", HELP, "start and end", &list),
        ("events.csv", EVENTS, "start and end", &event),
    ];
    for (name, header, columns, row) in cases {
        let rows = |reversed: u8| -> Vec<String> {
            let of = |n: u8| match n < reversed {
                true => row(n, "01/06/2023", "01/05/2023"),
                false => row(n, "01/05/2023", "01/06/2023"),
            };
            (0..10).map(of).collect()
        };
        let read_rows = |reversed: u8| {
            let rows = rows(reversed);
            read_one(name, header, &rows.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let found = findings(&read_rows(6), "starts-and-ends-swapped", Severity::Error);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!((found[0].0.as_str(), found[0].1.as_str()), (columns, "6 of 10 rows"), "{name}");
        assert!(findings(&read_rows(5), "starts-and-ends-swapped", Severity::Error).is_empty(), "{name}");
    }
}

#[test]
fn ids_that_became_numbers_are_counted_and_their_digits_used() {
    for (name, header, column, rows) in [
        (
            "2024/episodes.csv",
            EPISODES,
            "CHILD",
            ["12.0,01/05/2023,S,C2,N1,U4,PR1,,,,,,", "0013,01/05/2023,S,C2,N1,U4,PR1,,,,,,"],
        ),
        ("List 1.csv", CONTACTS, "Child Unique ID", ["12.0,,,,,01/05/2023,", "0013,,,,,01/05/2023,"]),
        ("events.csv", EVENTS, "child", ["12.0,contact,2023-05-01,", "0013,contact,2023-05-01,"]),
    ] {
        let reading = read_one(name, header, &rows);
        let found = findings(&reading, "ids-as-numbers", Severity::Warning);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!((found[0].0.as_str(), found[0].1.as_str()), (column, "1 id"), "{name}");
        let of_ids = reading.findings.kept().iter().filter(|f| f.column == column).count();
        assert_eq!(of_ids, 1, "{name}: told once");
        let (record, _) = returns::record::join(&reading);
        let ids: Vec<&str> = record.children.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, ["0013", "12"], "{name}");
    }
}

#[test]
fn an_event_of_a_rounded_id_is_left_out() {
    let reading = read_one("events.csv", EVENTS, &["1.23E+05,contact,2023-05-01,", "7,contact,2023-05-01,"]);
    assert!(reading.findings.counts().any(|(rule, ..)| rule.id == "id-unreadable"));
    assert_eq!(returns::record::join(&reading).0.children.len(), 1);
}
