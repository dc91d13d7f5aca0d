//! Scenarios read, refused and written.

use plan::{Raw, Scenario, read_scenario, scenario_to_toml};
use units::{FinancialYear, Pence, Position, Step};

const GOOD: &str = r#"
[service]
name = "Family support team"
position = "in need"
age_from = 5
age_to = 15
places = 60
start = 2027-04-01
ramp_up = "6 months"
stay = "6 months"
reach = "60%"
fade_out = "1 year"

[effect]
steps = ["in need -> protection plan", "in need -> looked after"]
ratio = 0.8
low = 0.67
high = 0.95
evidence = "example"

[cost]
place_year = "£6,500"
set_up = "£50,000"
price_year = "2024-25"

[[payer]]
agency = "Local authority"
share = "70%"

[[payer]]
agency = "Integrated care board"
share = "30%"
"#;

fn read(text: &str) -> Result<Scenario, Vec<String>> {
    let steps = [
        Step::new(Position::NotKnown, Position::InNeed),
        Step::new(Position::InNeed, Position::ProtectionPlan),
        Step::new(Position::InNeed, Position::LookedAfter),
    ];
    let raw = Raw::from_toml("scenarios/team.toml", text).map_err(|e| vec![e.to_string()])?;
    read_scenario(&raw, 2025, 10, FinancialYear(2024), &steps)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

#[test]
fn a_scenario_is_read() {
    let s = read(GOOD).expect("the scenario is right");
    assert_eq!(s.name, "Family support team");
    assert_eq!((s.service.who.age_from, s.service.who.age_to, s.service.places), (5.0, 16.0, 60));
    assert!((s.service.start - 2.0).abs() < 0.005, "{}", s.service.start);
    assert_eq!(s.service.effects[0].steps.len(), 2);
    assert_eq!(s.cost.place_year, Pence::from_pounds(6_500));
    assert_eq!(s.cost.payers.len(), 2);
}

#[test]
fn what_is_written_is_read_back_the_same() {
    let raw = Raw::from_toml("a", GOOD).expect("TOML");
    let again = Raw::from_toml("a", &scenario_to_toml(&raw)).expect("TOML");
    let sorted = |mut raw: Raw| {
        raw.pairs.sort();
        raw.pairs
    };
    assert_eq!(sorted(raw), sorted(again));
}

#[test]
fn text_with_quotes_survives_writing() {
    let text = GOOD.replace("\"example\"", "'trial of \"x\" \\ 2024'");
    let raw = Raw::from_toml("a", &text).expect("TOML");
    let again = Raw::from_toml("a", &scenario_to_toml(&raw)).expect("TOML");
    assert_eq!(again.get("effect.evidence"), "trial of \"x\" \\ 2024");
}

/// Replaces one line of the good scenario and expects exactly one message with these parts.
#[track_caller]
fn check_refused(line: &str, instead: &str, key: &str, value: &str, expected: &str) {
    assert!(GOOD.contains(line), "{line} is a line of the scenario");
    let errors = read(&GOOD.replace(line, instead)).expect_err("this is wrong");
    assert_eq!(errors.len(), 1, "{errors:?}");
    let start = format!("scenarios/team.toml: {key}: {value}: expected ");
    assert!(errors[0].starts_with(&start), "{}", errors[0]);
    assert!(errors[0].contains(expected), "{}", errors[0]);
}

#[test]
fn each_wrong_value_is_refused_by_name() {
    check_refused("places = 60", "places = -5", "service.places", "\"-5\"", "whole number of places");
    check_refused("places = 60", "places = 60.5", "service.places", "\"60.5\"", "whole number");
    check_refused(
        "ramp_up = \"6 months\"",
        "ramp_up = 6",
        "service.ramp_up",
        "\"6\"",
        "a length of time with its unit",
    );
    check_refused("reach = \"60%\"", "reach = 60", "service.reach", "\"60\"", "a share from 0% to 100%");
    check_refused("low = 0.67", "low = 1.2", "effect.low", "\"1.2\"", "at most effect.high, 0.95");
    check_refused("ratio = 0.8", "ratio = 0.5", "effect.ratio", "\"0.5\"", "between low, 0.67, and high");
    check_refused(
        "start = 2027-04-01",
        "start = 2036-04-01",
        "service.start",
        "\"2036-04-01\"",
        "2035-03-31",
    );
    check_refused("start = 2027-04-01", "start = \"1 April\"", "service.start", "\"1 April\"", "2027-04-01");
    check_refused("age_to = 15", "age_to = 4", "service.age_to", "\"4\"", "at least 5");
    check_refused(
        "\"in need -> looked after\"",
        "\"in need -> prison\"",
        "effect.steps",
        "\"in need -> prison\"",
        "one of",
    );
    check_refused(
        "price_year = \"2024-25\"",
        "price_year = \"2020-21\"",
        "cost.price_year",
        "\"2020-21\"",
        "2024-25",
    );
    check_refused(
        "place_year = \"£6,500\"",
        "place_year = \"$6,500\"",
        "cost.place_year",
        "\"$6,500\"",
        "pounds",
    );
    check_refused(
        "share = \"30%\"",
        "share = \"20%\"",
        "payer.1.share",
        "\"90.0% in all\"",
        "add up to 100%",
    );
    check_refused("set_up =", "setup =", "cost.setup", "\"£50,000\"", "the nearest is cost.set_up");
    check_refused("places = 60\n", "", "service.places", "nothing given", "whole number of places");
}

#[test]
fn all_errors_come_at_once() {
    let text = GOOD.replace("places = 60", "places = 0").replace("ratio = 0.8", "ratio = \"x\"");
    assert_eq!(read(&text).expect_err("two things are wrong").len(), 2);
}
