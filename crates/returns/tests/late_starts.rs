//! What starts later than its file can know is an error and no part of any journey.

use jiff::civil::{Date, date};
use returns::record::{Field, Record, join};
use returns::{Findings, Input, read};

fn joined(name: &str, text: String, today: Option<Date>) -> (Record, Findings) {
    let mut reading = read(&[Input::of_bytes(name, text.into_bytes())], &|_| {});
    reading.today = today;
    let (record, mut findings) = join(&reading);
    findings.append(reading.findings, 0);
    (record, findings)
}

fn count(findings: &Findings, rule: &str) -> usize {
    findings.kept().iter().filter(|f| f.rule.id == rule).count()
}

fn activities(record: &Record) -> usize {
    record.children.iter().map(|c| c.activities.len()).sum()
}

fn contacts(lasts: &[&str]) -> String {
    let mut text = String::from(
        "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,\
                                 Contact Source\n",
    );
    for n in 0..300 {
        text.push_str(&format!("{n},,,01/05/2015,8,{:02}/{:02}/2024,g) Police\n", n % 28 + 1, n % 6 + 4));
    }
    for (n, last) in lasts.iter().enumerate() {
        text.push_str(&format!("9{n:03},,,01/05/2015,8,{last},g) Police\n"));
    }
    text
}

fn events(lasts: &[&str]) -> String {
    let mut text = String::from("child,event,start,end\n");
    for n in 0..300 {
        let day = format!("{:02}-{:02}", n % 12 + 1, n % 28 + 1);
        text.push_str(&format!("{n},early help,2023-{day},2023-{day}\n"));
    }
    for (n, last) in lasts.iter().enumerate() {
        text.push_str(&format!("9{n:03},early help,{last},\n"));
    }
    text
}

#[test]
fn a_few_starts_far_beyond_all_others_are_slips() {
    let (record, findings) = joined("List 1.csv", contacts(&["01/05/2042", "01/06/2042"]), None);
    assert_eq!((count(&findings, "start-in-future"), activities(&record)), (2, 300));
    let (record, findings) = joined("events.csv", events(&["2042-05-01"]), None);
    assert_eq!((count(&findings, "start-in-future"), activities(&record)), (1, 300));
    assert_eq!(record.coverage.spans(Field::EarlyHelp).last().map(|s| s.1), Some(date(2023, 12, 29)));
    // Many of them are no slips.
    let many = vec!["2042-05-01"; 30];
    let (record, findings) = joined("events.csv", events(&many), None);
    assert_eq!((count(&findings, "start-in-future"), activities(&record)), (0, 330));
}

#[test]
fn nothing_starts_after_the_day_of_reading() {
    for (name, text) in [
        ("List 1.csv", contacts(&["01/12/2024"])),
        ("events.csv", events(&["2024-12-01"])),
        (
            "2025/episodes.csv",
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC\n1,01/12/2024,S,C2,N1,U4,PR1,,\n".into(),
        ),
    ] {
        let late = joined(name, text.clone(), Some(date(2024, 11, 30)));
        let known = joined(name, text, Some(date(2024, 12, 1)));
        assert_eq!((count(&late.1, "start-in-future"), count(&known.1, "start-in-future")), (1, 0), "{name}");
        assert_eq!(activities(&late.0) + 1, activities(&known.0), "{name}");
    }
}

#[test]
fn an_episode_that_starts_after_its_year_is_left_out() {
    let rows = ["1,01/05/2023,S,C2,N1,U4,PR1,,", "2,01/05/2033,S,C2,N1,U4,PR1,,"];
    let text = format!("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC\n{}\n", rows.join("\n"));
    let (record, findings) = joined("2024/episodes.csv", text, None);
    assert_eq!((count(&findings, "episode-starts-after-year"), activities(&record)), (1, 1));
}

/// A child of a census with one referral.
fn referred(id: u8, on: &str) -> String {
    format!(
        "<Child><ChildIdentifiers><LAchildID>{id}</LAchildID><PersonBirthDate>2015-05-01</PersonBirthDate>\
         </ChildIdentifiers><CINdetails><CINreferralDate>{on}</CINreferralDate></CINdetails></Child>"
    )
}

fn census(year: u16, children: &str) -> String {
    format!(
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year><ReferenceDate>{year}-03-31\
         </ReferenceDate></CollectionDetails></Header><Children>{children}</Children></Message>"
    )
}

#[test]
fn a_referral_after_its_own_census_is_left_out_though_a_later_census_is_there() {
    let inputs = [
        census(2023, &(referred(1, "2022-06-01") + &referred(2, "2023-06-01") + &referred(4, "2022-07-01"))),
        census(2024, &(referred(1, "2022-06-01") + &referred(3, "2023-07-01"))),
    ];
    let inputs = inputs.map(|text| Input::of_bytes("cin.xml", text.into_bytes()));
    let (record, findings) = join(&read(&inputs, &|_| {}));
    assert_eq!((count(&findings, "start-in-future"), activities(&record)), (2, 6));
    // What a later census confirms is true.
    let inputs = [
        census(2023, &(referred(1, "2022-06-01") + &referred(2, "2023-06-01") + &referred(4, "2022-07-01"))),
        census(2024, &(referred(1, "2022-06-01") + &referred(2, "2023-06-01"))),
    ];
    let inputs = inputs.map(|text| Input::of_bytes("cin.xml", text.into_bytes()));
    let (record, findings) = join(&read(&inputs, &|_| {}));
    assert_eq!((count(&findings, "start-in-future"), activities(&record)), (0, 6));
}

#[test]
fn a_referral_after_the_last_census_is_left_out() {
    let (record, findings) =
        joined("cin.xml", census(2024, &(referred(1, "2023-06-01") + &referred(2, "2033-06-01"))), None);
    // The referral and the time in need.
    assert_eq!((count(&findings, "start-in-future"), activities(&record)), (2, 2));
    let (record, findings) = joined("cin.xml", census(2024, &referred(1, "2033-06-01")), None);
    assert_eq!((count(&findings, "start-in-future"), activities(&record)), (0, 2), "then the year is wrong");
}

#[test]
fn care_leavers_and_assessments_count_up_to_the_last_day_of_the_lists() {
    let leavers = "Child Unique ID,Gender,Ethnicity,Date of Birth,Allocated Team,Allocated Worker,Allocated Personal \
                   Advisor,Eligibility Category,Latest Pathway Plan Review Date,LA in Touch,Latest Date of Contact,Type \
                   of Accommodation,Suitability of Accommodation,Activity Status\n\
                   900,,,01/05/2005,,,,,,,01/06/2024,,,\n";
    let inputs = [
        Input::of_bytes("List 1.csv", contacts(&[]).into_bytes()),
        Input::of_bytes("List 9.csv", leavers.as_bytes()),
    ];
    let (record, findings) = join(&read(&inputs, &|_| {}));
    let leaver = record.children.iter().find(|c| c.id == "900").expect("the care leaver");
    assert_eq!(leaver.activities[0].end, Some(date(2024, 9, 29)));
    assert_eq!(count(&findings, "annex-a-open-at-extract"), 1);
}
