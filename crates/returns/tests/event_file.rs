//! The plain event file: read, written again, and told to the record; and the example of its documentation.

mod found;

use csv::StringRecord;
use found::rules;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use returns::events::{Event, is_header, read_rows, tell, write_csv};
use returns::record::{Activity, Desk, Detail, Kind, PersonFacts, Sex, Statement};
use returns::{Findings, Origin, Text};
use units::Pence;

fn read(text: &str) -> (Vec<Event>, Findings) {
    let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers = csv.headers().unwrap().clone();
    let headings: Vec<String> = headers.iter().map(str::to_string).collect();
    assert!(is_header(&headings));
    let mut findings = Findings::default();
    let mut rows = (2..).zip(csv.records().map_while(Result::ok));
    let events = read_rows(0, &headers, &mut rows, &mut findings);
    (events, findings)
}

#[test]
fn one_fault_gives_one_finding() {
    for (row, expected) in [
        ("1,referral,2024-01-02,,,,", None),
        ("1, Referral ,2024-01-02,,,,", None),
        ("1,person,,,,,", None),
        (",referral,2024-01-02,,,,", Some("event-child-missing")),
        ("1,party,2024-01-02,,,,", Some("event-unknown")),
        ("1,referral,,,,,", Some("event-start-missing")),
        ("1,referral,2024-01-02,2024-13-01,,,", Some("event-date")),
        ("1,referral,2024-01-02,01/03/2024,,,", Some("event-date-order")),
        ("1,in need,2024-01-02,2024-01-01,,,", Some("event-end-before-start")),
        ("1,service,2024-01-02,,lots,,", Some("event-cost")),
        ("1,service,2024-01-02,,,blue,", Some("event-sex")),
        ("1,service,2024-01-02,,,,ZZ", Some("event-code")),
    ] {
        let (_, findings) = read(&format!("child,event,start,end,cost,sex,source\n{row}\n"));
        assert_eq!(rules(&findings), Vec::from_iter(expected), "{row}");
    }
    let (events, findings) = read("CHILD, Event ,start,colour,start\n1,contact,02/01/2024,red,\n");
    assert_eq!(rules(&findings), ["event-column-unknown", "event-column-repeated"]);
    assert_eq!(events[0].start, Some(date(2024, 1, 2)));
}

#[test]
fn the_first_date_decides_how_dates_are_written() {
    let (events, findings) =
        read("child,event,start\n1,contact,2/1/2024\n2,contact,2024-01-02\n3,contact,05/01/2024\n");
    assert_eq!(rules(&findings), ["event-date-order", "event-start-missing"]);
    assert_eq!(events.iter().map(|e| e.start.is_some()).collect::<Vec<_>>(), [true, false, true]);
}

fn told(events: &[Event], desk: &mut Desk) -> (Vec<PersonFacts>, Vec<Activity>) {
    let (mut people, mut activities) = (Vec::new(), Vec::new());
    tell(events, desk, &mut Findings::default(), &mut |_, statement| match statement {
        Statement::Person(facts) => people.push(facts),
        Statement::Activity(activity) => activities.push(activity),
    });
    (people, activities)
}

#[test]
fn the_example_of_the_documentation_is_read_as_it_says() {
    let page = include_str!("../../../docs/event-file.md");
    let example = page.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let (events, findings) = read(example);
    assert_eq!(rules(&findings), [""; 0]);
    let mut desk = Desk::default();
    let (people, activities) = told(&events, &mut desk);
    assert_eq!((people.len(), activities.len()), (6, 5));
    assert_eq!(
        (people[0].born, people[0].sex, people[0].ward.as_str()),
        (Some(date(2016, 9, 3)), Sex::Female, "E05000026")
    );
    let kinds: Vec<Kind> = activities.iter().map(|a| a.kind).collect();
    assert_eq!(kinds, [Kind::EarlyHelp, Kind::Contact, Kind::Referral, Kind::InNeed, Kind::Service]);
    assert_eq!(desk.agencies.name(activities[0].agency), "Riverside Primary School");
    assert_eq!(desk.services.name(activities[4].service), "family group conference");
    assert_eq!(activities[4].cost, Some(Pence(123_450)));
    assert_eq!(activities[3].end, Some(date(2024, 11, 30)));
    let Detail::Referral { from, no_further_action } = activities[2].detail else { panic!("{activities:?}") };
    assert_eq!((from.as_str(), no_further_action), ("2A", Some(false)));
}

#[test]
fn rows_that_cannot_be_placed_are_left_out() {
    let (events, _) =
        read("child,event,start,end\n,contact,2024-01-02,\n1,in need,2024-01-02,2023-01-02\n1,contact,,\n");
    let (people, activities) = told(&events, &mut Desk::default());
    assert_eq!((people.len(), activities.len()), (2, 0));
}

fn day() -> impl Strategy<Value = Date> {
    (1900i16..=2099, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn word() -> impl Strategy<Value = Text> {
    prop_oneof![Just(Text::default()), "[!-~é£][ -~é£\n]{0,20}[!-~]".prop_map(Text::from)]
}

prop_compose! {
    fn event()(
        child in "[0-9A-Z]{1,10}",
        kind in prop::option::of(prop::sample::select(Kind::ALL.to_vec())),
        dates in [prop::option::of(day()), prop::option::of(day()), prop::option::of(day())],
        cost in prop::option::of(-100_000_000_000i64..=100_000_000_000),
        sex in prop::sample::select(vec![Sex::Female, Sex::Male, Sex::Unknown]),
        words in [word(), word(), word(), word(), word(), word(), word(), word(), word(), word()],
    ) -> Event {
        let [start, end, born] = dates;
        let [agency, service, outcome, source, need, category, ethnicity, upn, ward, family] = words;
        Event {
            child: Text::from(child), kind, start, end, agency, service, cost: cost.map(Pence), outcome, source,
            need, category, born, sex, ethnicity, upn, ward, family, origin: Origin::default(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn events_read_back_as_written(events in prop::collection::vec(event(), 0..6)) {
        let mut csv = Vec::new();
        write_csv(&mut events.iter(), &mut csv).unwrap();
        let (mut back, _) = read(std::str::from_utf8(&csv).unwrap());
        back.iter_mut().for_each(|e| e.origin = Origin::default());
        prop_assert_eq!(back, events);
    }

    #[test]
    fn cells_of_any_kind_do_no_harm(rows in prop::collection::vec(prop::collection::vec(".{0,12}", 0..20), 0..6)) {
        let headers = StringRecord::from(vec!["child", "event", "start", "end", "cost", "sex", "upn", "born"]);
        let mut rows = (2..).zip(rows.into_iter().map(StringRecord::from));
        let events = read_rows(0, &headers, &mut rows, &mut Findings::default());
        told(&events, &mut Desk::default());
    }
}
