//! The inspection lists: read from CSV and workbooks, written again, and told to the record.

mod found;
#[path = "found/sample_folders.rs"]
mod samples;

use std::io::Cursor;

use found::rules;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use returns::annex_a::{
    Assessment, CareLeaver, CellValue, Contact, EarlyHelp, Enquiry, InNeed, Lists, LookedAfter, Person,
    ProtectionPlan, Referral, TextRow, list_of_headers, list_of_name, read_rows, tell, write_csv,
    write_workbook,
};
use returns::record::{Activity, Code, Desk, Detail, Kind, Sex, Statement};
use returns::{Findings, Origin, Text, workbook};

/// Reads CSV text as the list that its headings tell.
fn read_csv(bytes: &[u8], lists: &mut Lists, findings: &mut Findings) -> u64 {
    let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut records = csv.byte_records().map_while(Result::ok);
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
    let Some(headings) = records.next() else { return 0 };
    let headings: Vec<String> = headings.iter().map(text).collect();
    let Some(list) = list_of_headers(&headings) else { return 0 };
    let cells =
        |record: csv::ByteRecord| record.iter().map(|c| CellValue::Text(Text::from(text(c)))).collect();
    let mut rows = (2..).zip(records).map(|(row, record)| (row, cells(record)));
    read_rows(0, list, headings, &mut rows, lists, findings)
}

fn read_text(text: &str) -> (Lists, Findings) {
    let (mut lists, mut findings) = (Lists::default(), Findings::default());
    read_csv(text.as_bytes(), &mut lists, &mut findings);
    (lists, findings)
}

/// Reads the lists of a workbook.
fn read_book(bytes: Vec<u8>, lists: &mut Lists, findings: &mut Findings) -> u64 {
    let mut sheets = Vec::new();
    workbook::read("book.xlsx", Box::new(Cursor::new(bytes)), &mut |sheet| sheets.push(sheet), findings, 0);
    let mut read = 0;
    for sheet in sheets {
        let mut rows = sheet.rows.into_iter();
        let Some((_, headings)) = rows.next() else { continue };
        let text = |cell: &CellValue| match cell {
            CellValue::Text(text) => text.to_string(),
            _ => String::new(),
        };
        let headings: Vec<String> = headings.iter().map(text).collect();
        let Some(list) = list_of_headers(&headings).or_else(|| list_of_name(&sheet.name)) else { continue };
        read += read_rows(0, list, headings, &mut rows, lists, findings);
    }
    read
}

const CONTACTS: &str = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,\
    Contact Source\n";

#[test]
fn a_row_is_read_whatever_its_wording() {
    for row in [
        "0012,b) Female,a) White,01/05/2015,8,02/06/2023,g) Police",
        " 0012 ,F,White ,2015-05-01,8,02/06/2023 00:00:00,q) 6: Police",
    ] {
        let (lists, findings) = read_text(&format!("{CONTACTS}{row}\n,,,,,,\n"));
        assert_eq!(rules(&findings), [""; 0], "{row}");
        assert_eq!(lists.contacts.len(), 1);
        let contact = &lists.contacts[0];
        assert_eq!((contact.person.child.as_str(), contact.person.sex), ("0012", Sex::Female));
        assert_eq!(contact.person.born, Some(date(2015, 5, 1)));
        assert_eq!((contact.on, contact.from.as_str()), (Some(date(2023, 6, 2)), "6"));
        assert_eq!(contact.origin.row, 2);
    }
}

#[test]
fn what_cannot_be_understood_is_told_and_kept() {
    for (row, expected, column) in [
        ("1,b) Female,a) White,,8,45000,g) Police", &["annex-a-date", "annex-a-start-missing"][..], 5),
        ("1,b) Female,a) White,05/31/2015,8,02/06/2023,g) Police", &["annex-a-date", "dates-month-first"], 3),
        ("1,b) Female,a) White,,8,02/06/2023,the milkman", &["annex-a-words"], 6),
        ("1,b) Female,Martian,,8,02/06/2023,g) Police", &["annex-a-words"], 2),
        ("1,woman,a) White,,8,02/06/2023,g) Police", &["annex-a-words"], 1),
        (
            "1.2E+07,b) Female,a) White,,8,02/06/2023,g) Police",
            &["id-unreadable", "annex-a-child-missing"],
            0,
        ),
        ("1,b) Female,a) White,,8,02/06/2023,g) Police,more", &["annex-a-cell-beyond"], 99),
        ("123.0,b) Female,a) White,,8,02/06/2023,g) Police", &["ids-as-numbers"], 99),
        (",b) Female,a) White,,8,02/06/2023,g) Police", &["annex-a-child-missing"], 99),
    ] {
        let (lists, findings) = read_text(&format!("{CONTACTS}{row}"));
        assert_eq!(rules(&findings), expected, "{row}");
        let kept: Vec<u16> = lists.contacts[0].rest.iter().map(|(column, _)| *column).collect();
        assert_eq!(kept, if column == 99 { vec![] } else { vec![column] }, "{row}");
    }
}

#[test]
fn columns_that_are_missing_or_unknown_are_told_once_and_kept() {
    let text = CONTACTS.replace(",Contact Source", ",Contact Source,Colour,Colour").replace("Gender,", "");
    let (mut lists, findings) = read_text(&format!("{text}1,a) White,,8,02/06/2023,g) Police,red,blue"));
    assert_eq!(
        rules(&findings),
        ["annex-a-column-missing", "annex-a-column-unknown", "annex-a-column-unknown"]
    );
    assert_eq!(lists.contacts[0].rest, [(7, Text::from("red")), (8, Text::from("blue"))]);
    let mut csv = Vec::new();
    write_csv(&lists, 1, &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains(",Colour,Colour (2)\r\n") && csv.ends_with(",red,blue\r\n"), "{csv}");
    assert_eq!(lists.column(1, "Colour"), Some(7));
}

#[test]
fn spreadsheet_cells_keep_their_types() {
    let headings: Vec<String> = CONTACTS.trim_end().split(',').map(str::to_string).collect();
    let (mut lists, mut findings) = (Lists::default(), Findings::default());
    let cells = vec![
        CellValue::Number(12.0),
        CellValue::Blank,
        CellValue::Error(Text::from("#N/A")),
        CellValue::Date(date(2015, 5, 1)),
        CellValue::Number(8.5),
        CellValue::Number(45079.0),
        CellValue::Text(Text::from("g) Police")),
    ];
    read_rows(7, 1, headings, &mut [(2, cells)].into_iter(), &mut lists, &mut findings);
    assert_eq!(rules(&findings), ["annex-a-cell-error", "ids-as-numbers", "annex-a-date-serial"]);
    let contact = &lists.contacts[0];
    assert_eq!((contact.person.child.as_str(), contact.person.age.as_str()), ("12", "8.5"));
    assert_eq!((contact.on, contact.origin.source), (Some(date(2023, 6, 2)), 7));
}

fn person() -> impl Strategy<Value = Person> {
    let sex = prop_oneof![Just(Sex::Male), Just(Sex::Female), Just(Sex::Unknown)];
    let group = prop::sample::select(vec!["", "W", "M", "A", "B", "O"]).prop_map(Code::new);
    ("[0-9A-Z]{1,12}", sex, group, prop::option::of(day())).prop_map(|(child, sex, ethnicity, born)| Person {
        child: Text::from(child),
        sex,
        ethnicity,
        born,
        ..Person::default()
    })
}

fn day() -> impl Strategy<Value = Date> {
    (1900i16..=2099, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn code(of: &'static [&'static str]) -> impl Strategy<Value = Code> {
    prop::sample::select(of).prop_map(Code::new)
}

const SOURCES: &[&str] = &["", "1", "1A", "2A", "3", "3E", "5", "5D", "6", "10"];
const PLACES: &[&str] = &["", "U", "U4", "A", "A5", "K1", "K2", "H5", "Z1", "Z12", "T0"];
const ENDS: &[&str] = &["", "E1", "E11", "E4", "E4A", "SGO", "E45", "E56", "E8"];

fn lists() -> impl Strategy<Value = Lists> {
    let rest = "[a-z]{1,8}".prop_map(|text| vec![(9u16, Text::from(text))]);
    let contact = (person(), prop::option::of(day()), code(SOURCES)).prop_map(|(person, on, from)| Contact {
        person,
        on,
        from,
        ..Contact::default()
    });
    let referral = (person(), day(), code(SOURCES), prop::option::of(any::<bool>()), rest).prop_map(
        |(person, on, from, no_further_action, rest)| Referral {
            person,
            on: Some(on),
            from,
            no_further_action,
            rest,
            ..Referral::default()
        },
    );
    let care = (person(), day(), prop::option::of(day()), code(PLACES), code(ENDS)).prop_map(
        |(person, started, ceased, place, reason_ceased)| LookedAfter {
            person,
            started: Some(started),
            ceased,
            place,
            reason_ceased,
            ..LookedAfter::default()
        },
    );
    let all = (
        prop::collection::vec(contact, 0..4),
        prop::collection::vec(referral, 0..4),
        prop::collection::vec(care, 0..4),
    );
    all.prop_map(|(contacts, referrals, looked_after)| Lists {
        contacts,
        referrals,
        looked_after,
        ..Lists::default()
    })
}

fn without_origins(mut lists: Lists) -> Lists {
    lists.contacts.iter_mut().for_each(|r| r.origin = Origin::default());
    lists.referrals.iter_mut().for_each(|r| r.origin = Origin::default());
    lists.looked_after.iter_mut().for_each(|r| r.origin = Origin::default());
    lists.early_help.iter_mut().for_each(|r| r.origin = Origin::default());
    lists.assessments.iter_mut().for_each(|r| r.origin = Origin::default());
    lists.enquiries.iter_mut().for_each(|r| r.origin = Origin::default());
    lists.in_need.iter_mut().for_each(|r| r.origin = Origin::default());
    lists.protection_plans.iter_mut().for_each(|r| r.origin = Origin::default());
    lists.care_leavers.iter_mut().for_each(|r| r.origin = Origin::default());
    lists.adopters.iter_mut().for_each(|r| r.origin = Origin::default());
    lists
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn lists_read_back_as_written(lists in lists()) {
        let (mut back, mut findings) = (Lists::default(), Findings::default());
        for list in 1..=11 {
            let mut csv = Vec::new();
            write_csv(&lists, list, &mut csv).unwrap();
            read_csv(&csv, &mut back, &mut findings);
        }
        prop_assert_eq!(without_origins(back), lists.clone());
        let mut back = Lists::default();
        read_book(write_workbook(&lists).unwrap(), &mut back, &mut findings);
        prop_assert_eq!(without_origins(back), lists);
    }

    #[test]
    fn mutated_lists_do_no_harm(
        lists in lists(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut csv = Vec::new();
        write_csv(&lists, 8, &mut csv).unwrap();
        let mut book = write_workbook(&lists).unwrap();
        for (at, byte) in changes {
            let (in_csv, in_book) = (at.index(csv.len()), at.index(book.len()));
            csv[in_csv] = byte;
            book[in_book] = byte;
        }
        let (mut back, mut findings) = (Lists::default(), Findings::default());
        read_csv(&csv, &mut back, &mut findings);
        read_book(book, &mut back, &mut findings);
        tell(&[back], &mut Desk::default(), &mut findings, &mut |_, _| {});
    }

    #[test]
    fn cells_of_any_kind_do_no_harm(
        list in 0u8..13,
        headings in prop::collection::vec(".{0,30}", 0..6),
        numbers in prop::collection::vec(any::<f64>(), 0..8),
    ) {
        let rows = numbers.chunks(3).map(|row| (2, row.iter().map(|n| CellValue::Number(*n)).collect()));
        let mut lists = Lists::default();
        read_rows(0, list, headings, &mut rows.collect::<Vec<_>>().into_iter(), &mut lists, &mut Findings::default());
    }
}

#[test]
fn every_field_of_every_list_reads_back() {
    let person = Person {
        child: Text::from("007"),
        sex: Sex::Male,
        ethnicity: Code::new("M"),
        born: Some(date(2010, 2, 28)),
        age: Text::from("13.5"),
        disabled: None,
    };
    let with_disability = Person { disabled: Some(true), ..person.clone() };
    let (day, later, origin) = (Some(date(2023, 5, 1)), Some(date(2024, 1, 1)), Origin::default());
    let (yes, no, rest) = (Some(true), Some(false), Vec::new);
    let lists = Lists {
        early_help: vec![EarlyHelp {
            person: person.clone(),
            started: day,
            completed: later,
            organisation: Text::from("A school, \"the\" school"),
            rest: rest(),
            origin,
        }],
        assessments: vec![Assessment {
            person: with_disability.clone(),
            started: day,
            authorised: later,
            support_needed: no,
            rest: vec![(10, Text::from("Team A")), (11, Text::from("#N/A"))],
            origin,
        }],
        enquiries: vec![Enquiry {
            person: with_disability.clone(),
            started: day,
            conference_unnecessary: no,
            conference: later,
            plan_followed: yes,
            rest: rest(),
            origin,
        }],
        in_need: vec![InNeed {
            person: with_disability.clone(),
            started: day,
            need: Code::new("N5"),
            closed: later,
            reason_closed: Code::new("RC9"),
            status: Text::from("e) Closed episode"),
            rest: rest(),
            origin,
        }],
        protection_plans: vec![ProtectionPlan {
            person: with_disability.clone(),
            started: day,
            ended: later,
            first_category: Code::new("NEG"),
            latest_category: Code::new("MUL"),
            plans_before: Some(2),
            rest: rest(),
            origin,
        }],
        looked_after: vec![LookedAfter {
            person: with_disability.clone(),
            unaccompanied: yes,
            started: day,
            need: Code::new("N8"),
            legal_status_since: day,
            legal_status: Code::new("V2"),
            ceased: later,
            reason_ceased: Code::new("E13"),
            placed: day,
            place: Code::new("R3"),
            provider: Code::new("PR4"),
            rest: vec![(12, Text::from("01/12/2023")), (24, Text::from("AB1 2CD"))],
            origin,
        }],
        care_leavers: vec![CareLeaver {
            person: with_disability,
            unaccompanied: no,
            eligibility: Text::from("b) Former relevant"),
            plan_reviewed: day,
            in_touch: Text::from("a) In touch"),
            last_contact: later,
            accommodation: Text::from("k) Independent living"),
            activity: Text::from("F1: Full time in higher education"),
            rest: rest(),
            origin,
        }],
        adopters: vec![TextRow {
            cells: vec![(0, Text::from("AD1")), (6, Text::from("01/12/2023"))],
            origin,
        }],
        ..Lists::default()
    };
    let (mut back, mut findings) = (Lists::default(), Findings::default());
    for list in 1..=11 {
        let mut csv = Vec::new();
        write_csv(&lists, list, &mut csv).unwrap();
        assert_eq!(read_csv(&csv, &mut back, &mut findings), lists.rows(list) as u64, "list {list}");
    }
    assert_eq!(rules(&findings), [""; 0]);
    assert_eq!(without_origins(back), lists);
}

fn told(lists: Lists) -> Vec<Activity> {
    let mut activities = Vec::new();
    tell(&[lists], &mut Desk::default(), &mut Findings::default(), &mut |_, statement| {
        if let Statement::Activity(activity) = statement {
            activities.push(activity);
        }
    });
    activities
}

#[test]
fn the_record_is_told_what_happened() {
    let person = Person { child: Text::from("1"), ..Person::default() };
    let (start, end) = (date(2023, 5, 1), date(2024, 1, 1));
    let lists = Lists {
        in_need: vec![InNeed {
            person: person.clone(),
            started: Some(start),
            closed: Some(end),
            need: Code::new("N1"),
            reason_closed: Code::new("RC7"),
            ..InNeed::default()
        }],
        looked_after: vec![
            LookedAfter {
                person: person.clone(),
                started: Some(start),
                place: Code::new("U"),
                legal_status: Code::new("C2"),
                ..LookedAfter::default()
            },
            LookedAfter { person, started: Some(end), ceased: Some(start), ..LookedAfter::default() },
        ],
        ..Lists::default()
    };
    let activities = told(lists);
    let spans: Vec<_> = activities.iter().map(|a| (a.kind, a.start, a.end)).collect();
    assert_eq!(spans, [(Kind::InNeed, start, Some(end)), (Kind::LookedAfter, start, None)]);
    let Detail::Placement(facts) = activities[1].detail else { panic!("{activities:?}") };
    assert_eq!((facts.place.as_str(), facts.legal_status.as_str()), ("U", "C2"));
}

#[test]
fn the_published_sample_is_read() {
    let Some(folder) = samples::folder("annex-a") else { return };
    let (mut lists, mut findings) = (Lists::default(), Findings::default());
    let read = read_book(bytes_of(&folder.join("liia_Annex_A.xlsx")), &mut lists, &mut findings);
    samples::print_counts("liia_Annex_A.xlsx", read, &findings);
    for list in 1..=11 {
        println!("  list {list}: {} rows", lists.rows(list));
    }
    assert!(read > 0);
}

#[expect(clippy::disallowed_methods, reason = "a test reads the published samples")]
fn bytes_of(path: &std::path::Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}
