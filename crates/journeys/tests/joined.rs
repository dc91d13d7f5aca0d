//! Journeys and costs from files as they come: told twice, in slips, by several fields.

use jiff::civil::date;
use journeys::group::{Study, comebacks, flow};
use journeys::lexis::{Settings, State, lexis};
use journeys::{Day, Precedence, Price, PricedBy, Prices};
use returns::record::{Kind, join};
use returns::{Input, read};
use units::{Pence, Placement, Position};

/// Joins files and prices a referral, a week in need and a week in foster care.
fn study(files: &[(&str, &str)]) -> Study {
    let inputs: Vec<Input> =
        files.iter().map(|(name, text)| Input::of_bytes(*name, text.as_bytes())).collect();
    let price = |per, pounds| Price {
        name: format!("{per:?}"),
        per,
        agency: "Local authority".to_string(),
        amount: Pence::from_pounds(pounds),
        source: "test".to_string(),
    };
    let prices = Prices {
        price_year: units::FinancialYear(2024),
        prices: vec![
            price(PricedBy::Each(Kind::Referral), 10),
            price(PricedBy::Week(Position::InNeed), 70),
            price(PricedBy::PlacementWeek(Placement::Foster, None), 700),
        ],
        notes: Vec::new(),
    };
    Study::new(join(&read(&inputs, &|_| {})).0, Precedence::Standard, prices)
}

fn census(episodes: &str) -> String {
    format!(
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year><ReferenceDate>2024-03-31\
         </ReferenceDate></CollectionDetails></Header><Children><Child><ChildIdentifiers><LAchildID>7</LAchildID>\
         <PersonBirthDate>2015-05-01</PersonBirthDate><GenderCurrent>1</GenderCurrent></ChildIdentifiers>\
         <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>{episodes}</Child></Children></Message>"
    )
}

fn need(from: &str, to: &str) -> String {
    let closed = if to.is_empty() {
        String::new()
    } else {
        format!("<CINclosureDate>{to}</CINclosureDate><ReasonForClosure>RC1</ReasonForClosure>")
    };
    format!(
        "<CINdetails><CINreferralDate>{from}</CINreferralDate><ReferralSource>6</ReferralSource><PrimaryNeedCode>N1\
         </PrimaryNeedCode>{closed}<ReferralNFA>false</ReferralNFA></CINdetails>"
    )
}

const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7,1,01/05/2015,WBRI,UN1,,\n";

fn episodes(rows: &str) -> String {
    format!(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n{rows}"
    )
}

/// Everything that must not change when a file is told twice: steps, spells, cost.
fn sums(study: &Study) -> (u64, usize, Pence) {
    let window = flow(study, &[0], Day::of(date(2023, 4, 1)), Day::of(date(2024, 4, 1)));
    (
        window.steps.iter().map(|s| s.times).sum(),
        study.journeys[0].spells.len(),
        study.bills().iter().map(|b| b.total()).sum(),
    )
}

#[test]
fn the_same_file_twice_doubles_neither_steps_nor_cost() {
    let census = census(&need("2023-06-01", "2023-12-01"));
    let care = episodes("7,01/09/2023,S,V2,N1,U6,PR1,01/11/2023,E4A,,AB1 2CD,AB1 2CE,1234567\n");
    let events = "child,event,start,end,agency,service,cost\n\
        7,early help,2023-04-10,2023-05-10,schools,family worker,100\n\
        7,service,2023-07-01,2023-08-01,health trust,therapy,250\n\
        7,referral,2024-03-01,,,,\n";
    let (census, care) = (census.as_str(), care.as_str());
    let once = [
        ("cin_2024.xml", census),
        ("2024/header.csv", HEADER),
        ("2024/episodes.csv", care),
        ("events.csv", events),
    ];
    let copies = once.map(|(name, text)| (format!("copy/{name}"), text));
    let twice: Vec<(&str, &str)> =
        once.iter().copied().chain(copies.iter().map(|(name, text)| (name.as_str(), *text))).collect();
    let (one, two) = (study(&once), study(&twice));
    assert_eq!(sums(&one), sums(&two));
    let (steps, _, cost) = sums(&one);
    // Early help, closed, need, care, need, closed: six steps in the window.
    assert_eq!(steps, 6);
    // Two referrals; 92 + 30 days in need; 61 days of foster care; what the event file states.
    let pounds = 2.0 * 10.0 + 122.0 / 7.0 * 70.0 + 61.0 / 7.0 * 700.0 + 350.0;
    assert!((cost.pounds() - pounds).abs() < 0.02, "{cost} against {pounds}");
    let table = |s: &Study| lexis(&s.record, &s.journeys, &Settings::default());
    assert_eq!(table(&one), table(&two));
}

#[test]
fn one_slip_of_a_date_does_not_stretch_what_a_file_speaks_for() {
    let mut events = String::from("child,event,start,end,born\n");
    for n in 0..40 {
        events += &format!("{n},early help,2023-{:02}-01,2023-{:02}-20,2012-01-01\n", 1 + n % 12, 1 + n % 12);
    }
    let plain = study(&[("events.csv", &events)]);
    let slipped = study(&[("events.csv", &(events + "40,early help,2032-05-01,,2012-01-01\n"))]);
    assert_eq!(plain.until, Day::of(date(2023, 12, 2)));
    assert_eq!(slipped.until, plain.until);
    let exposure = |s: &Study| {
        lexis(&s.record, &s.journeys, &Settings::default()).exposure(State::of(Position::EarlyHelp)).0
    };
    assert_eq!(exposure(&slipped), exposure(&plain));
}

#[test]
fn weeks_cost_up_to_the_last_day_that_returns_of_their_own_field_speak_for() {
    // Both are open at the end: need is told to 31 March 2024, care to 31 March 2025.
    let census = census(&need("2024-03-18", ""));
    let care = episodes("8,18/03/2025,S,V2,N1,U6,PR1,,,,AB1 2CD,AB1 2CE,1234567\n");
    let header = HEADER.replace("\n7,", "\n8,");
    let study =
        study(&[("cin_2024.xml", &census), ("2025/header.csv", &header), ("2025/episodes.csv", &care)]);
    let bill = |id: &str| {
        let place = study.record.children.iter().position(|c| c.id == id).expect("the child");
        study.bills()[place].by_price.clone()
    };
    assert_eq!(bill("7")[1], Pence::from_pounds(2 * 70));
    assert_eq!(bill("8")[2], Pence::from_pounds(2 * 700));
}

#[test]
fn a_referral_within_a_year_counts_once() {
    let mut events = String::from("child,event,start,end,born\n");
    for start in ["2021-01-01", "2021-06-01", "2021-09-01", "2023-06-01"] {
        events += &format!("1,referral,{start},,2012-01-01\n");
    }
    events += "2,referral,2020-06-01,,2012-01-01\n2,referral,2024-12-01,,2012-01-01\n";
    let study = study(&[("events.csv", &events)]);
    let again = &comebacks(&study, &[0, 1])[0];
    // Followed for a year: all but the last. Four came back, two of them within a year, each to the next one only.
    assert_eq!((again.name, again.followed), ("Referred again", 5));
    assert_eq!((again.within_6_months, again.within_12_months, again.ever), (2, 2, 4));
}

#[test]
fn a_death_ends_the_journey_and_its_cost() {
    let dead = census(&need("2023-06-01", ""))
        .replace("</PersonBirthDate>", "</PersonBirthDate><PersonDeathDate>2023-08-03</PersonDeathDate>");
    let study = study(&[("cin_2024.xml", &dead)]);
    assert_eq!(study.bills()[0].by_price[1], Pence::from_pounds(9 * 70));
    assert_eq!(study.facts()[0].now, None);
    let table = lexis(&study.record, &study.journeys, &Settings::default());
    assert_eq!(table.steps(State::of(Position::InNeed), State::of(Position::Closed)), 0);
    assert_eq!((table.exposure(State::of(Position::InNeed)).0 * 365.25).round(), 63.0);
}

#[test]
fn a_child_known_at_birth_arrives_without_time_of_being_not_known() {
    let unborn = census(&need("2023-03-01", "")).replace(
        "<PersonBirthDate>2015-05-01</PersonBirthDate>",
        "<PersonBirthDate>2023-06-01</PersonBirthDate>",
    );
    let at_birth = unborn.replace("2023-03-01", "2023-06-01");
    for (file, arrivals) in [(unborn, 0), (at_birth, 1)] {
        let study = study(&[("cin_2024.xml", &file)]);
        assert_eq!(study.journeys[0].spells[0].position, Position::InNeed);
        let table = lexis(&study.record, &study.journeys, &Settings::default());
        // Referred before the census's year began, the arrival was not seen; time counts from birth on.
        assert_eq!(table.steps(State::of(Position::NotKnown), State::of(Position::InNeed)), arrivals);
        assert_eq!((table.exposure(State::of(Position::InNeed)).0 * 365.25).round(), 305.0);
    }
}
