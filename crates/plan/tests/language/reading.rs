//! Scenarios of version 2 read and refused.

use crate::full::{FULL, read_text, with_line};
use futures::scenario::{Combine, Fade};
use units::{AgeBand, FinancialYear, Pence, Placement, Position};

#[track_caller]
fn near(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance, "{a} is not {b}");
}

#[test]
fn every_table_is_read() {
    let s = read_text(FULL).expect("the scenario is right");
    assert_eq!(s.name, "Family Help merger");
    assert_eq!(s.engine.combine, Combine::Multiply);
    let service = &s.engine.services[0];
    assert_eq!(service.who.positions, [Position::InNeed, Position::ProtectionPlan]);
    assert_eq!((service.who.age_from, service.who.age_to, service.who.reach), (5.0, 16.0, 0.6));
    assert_eq!(service.who.ward_groups, [0]);
    assert_eq!(service.who.entered_by.len(), 2);
    assert_eq!(service.places, 40, "fewer than the 51 that the staff could serve");
    near(service.start, 2.0, 0.005);
    near(service.end.expect("it ends"), 6.0, 0.005);
    assert_eq!((service.run_off, service.stay), (Some(0.25), 0.5));
    assert_eq!((service.waiting.longest, service.waiting.ratio), (Some(0.25), 0.5));
    assert_eq!(service.effects[0].fade, Fade::Over(1.0));
    assert_eq!(service.effects[1].fade, Fade::HalfLife(2.0));
    assert_eq!(service.effects[2].fade, Fade::Never);
    assert_eq!(service.effects[3].fade, Fade::Over(0.0));
    let cost = &s.services[0].cost;
    // 6 workers, 15% of posts empty, £40,000 each, over 40 places, beside £500 a place.
    assert_eq!(cost.place_year, Pence::from_pounds(500 + 5_100));
    assert_eq!(cost.payers.len(), 2);
    let change = &s.engine.changes[0];
    near(change.start, 2.5, 0.01);
    assert_eq!((change.age_from, change.age_to), (0.0, 18.0));
    assert_eq!(s.changes[0].cost.as_ref().expect("it costs").year, Pence::from_pounds(120_000));
    let arrivals = &s.engine.arrivals[0];
    assert_eq!((arrivals.per_year.middle, arrivals.per_year.low, arrivals.per_year.high), (12.0, 8.0, 18.0));
    let mix = &s.engine.mix[0];
    assert_eq!((mix.from, mix.to, mix.places), (Placement::ChildrensHome, Placement::Foster, Some(12)));
    assert_eq!(mix.ages, [AgeBand::From10To15]);
    assert_eq!(s.tracks[0].year, FinancialYear(2027));
    assert_eq!(s.tracks[0].early, Pence::from_pounds(4_200_000));
}

#[test]
fn effects_are_converted_by_the_documented_formulas() {
    let s = read_text(FULL).expect("the scenario is right");
    let ratio = |at: usize| s.engine.services[0].effects[at].ratio;
    // Family group conferences: 44.8% to 36.2% over 12 months.
    near(ratio(1).middle, 0.756, 0.0006);
    near(ratio(1).low, (1.0f64 - 0.328).ln() / (1.0f64 - 0.448).ln(), 1e-9);
    assert!(ratio(1).low < ratio(1).middle && ratio(1).middle < ratio(1).high);
    // Odds of 0.3 / 0.7 times 1.25 are a risk of 0.34884.
    near(ratio(2).middle, (1.0f64 - 0.348_837).ln() / 0.7f64.ln(), 1e-5);
    // A stay of 400 days that is 28 days shorter; one of 10 days longer is the lower end.
    near(ratio(3).middle, 400.0 / 372.0, 1e-9);
    near(ratio(3).low, 400.0 / 410.0, 1e-9);
    near(ratio(3).high, 400.0 / 340.0, 1e-9);
}

#[test]
fn a_cut_undoes_what_the_service_does() {
    let s = read_text(FULL).expect("the scenario is right");
    let (cut, terms) = (&s.engine.services[1], &s.services[1]);
    // Decided on 1 January 2027, three months of notice: the first place closes on 2 April 2027.
    near(cut.start, 2.0, 0.01);
    assert_eq!((cut.ramp_up, cut.end, cut.places), (0.5, None, 40));
    let ratio = cut.effects[0].ratio;
    assert_eq!((ratio.middle, ratio.low, ratio.high), (1.25, 1.0, 2.0));
    assert_eq!(terms.cost.place_year, Pence::from_pounds(-3_000));
    assert_eq!(terms.cost.set_up, Pence::from_pounds(20_000));
    let closure = terms.closure.as_ref().expect("it closes");
    assert_eq!((closure.families, closure.children_a_year), (Some(25), 80.0));
}

#[test]
fn what_is_planned_can_be_held_beside_the_budget() {
    let s = read_text(FULL).expect("the scenario is right");
    assert_eq!(s.planned_cost(0), Pence::ZERO);
    // 2029-30: 40 places at £5,600, 40 places fewer at £3,000, and both changes.
    let full = 40.0 * (5_600.0 - 3_000.0) + 120_000.0 + 200_000.0;
    near(s.planned_cost(4).pounds(), full, 1.0);
    // Set-up and closing are paid in the year of the start.
    let first = s.planned_cost(2).pounds();
    assert!(first > 50_000.0 + 20_000.0 + 10_000.0 + 30_000.0, "{first}");
}

/// Replaces one line of a table and expects exactly one message with these parts.
#[track_caller]
fn check_refused(heading: &str, line: &str, instead: &str, place: &str, parts: &[&str]) {
    let errors = read_text(&with_line(heading, line, instead)).expect_err("this is wrong");
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let start = format!("scenarios/merger.toml: {place}: ");
    assert!(errors[0].starts_with(&start), "{}", errors[0]);
    for part in parts {
        assert!(errors[0].contains(part), "{part} not in {}", errors[0]);
    }
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let team = |key: &str| format!("service.1.{key} (Family support team)");
    let escalation = |key: &str| format!("service.1.effect.1.{key} (Family support team, escalation)");
    let care = |key: &str| format!("service.1.effect.2.{key} (Family support team, care)");
    let back = |key: &str| format!("service.1.effect.4.{key} (Family support team, return)");
    let effect = "[[service.effect]]";
    check_refused("", "places = 40", "places = 0", &team("places"), &["\"0\"", "from 1 to 10000"]);
    check_refused(
        "",
        "positions = [\"in need\", \"protection plan\"]",
        "positions = [\"in need\", \"early help\"]",
        &team("positions"),
        &["\"early help\"", "projections follow children in these positions only"],
    );
    check_refused(
        "",
        "entered_by = [\"not known -> in need\", \"protection plan -> in need\"]",
        "entered_by = [\"in need -> closed\"]",
        &team("entered_by"),
        &["\"in need -> closed\"", "one of \"not known -> in need\""],
    );
    check_refused(
        "",
        "wards = [\"most deprived\"]",
        "wards = [\"Headland\"]",
        &team("wards"),
        &["most deprived"],
    );
    check_refused(
        effect,
        "rate_ratio = 0.8",
        "rate_ratio = 0",
        &escalation("rate_ratio"),
        &["within its own"],
    );
    check_refused(effect, "low = 0.67", "low = -0.1", &escalation("low"), &["a ratio above 0"]);
    check_refused(
        effect,
        "rate_ratio = 0.8",
        "rate_ratio = 0.5",
        &escalation("rate_ratio"),
        &["0.67", "0.95"],
    );
    check_refused(effect, "low = 0.67", "low = 1.2", &escalation("low"), &["at most high, 0.95"]);
    check_refused(
        effect,
        "risk_difference = \"-8.6 percentage points\"",
        "risk_difference = \"-8.6%\"",
        &care("risk_difference"),
        &["could also mean 8.6% of the risk"],
    );
    check_refused(
        effect,
        "low = \"-12 percentage points\"",
        "low = \"-50 percentage points\"",
        &care("low"),
        &["a risk between 0% and 100%", "from 44.8% it would be -5.2%"],
    );
    check_refused(effect, "risk = \"44.8%\"", "risk = \"100%\"", &care("risk"), &["below 100%"]);
    check_refused(
        effect,
        "window = \"12 months\"",
        "# no window",
        &care("window"),
        &["nothing given", "it is needed with odds_ratio and risk_difference"],
    );
    check_refused(
        effect,
        "high = \"60 days\"",
        "high = \"500 days\"",
        &back("high"),
        &["a stay cannot end before it begins"],
    );
    check_refused(
        effect,
        "rate_ratio = 0.8",
        "rate_ratio = 0.8\nodds_ratio = 0.8",
        &escalation("odds_ratio"),
        &["only one of"],
    );
    check_refused(
        effect,
        "lasts = true",
        "lasts = true\nfade = \"1 year\"",
        "service.1.effect.3.lasts (Family support team, closing)",
        &["only one of fade"],
    );
    check_refused(
        "",
        "run_off = \"3 months\"",
        "run_off = 3",
        &team("run_off"),
        &["a length of time with its unit"],
    );
    check_refused(
        "",
        "start = \"from April 2027\"",
        "start = \"April 2037\"",
        &team("start"),
        &["2035-03-31"],
    );
    check_refused(
        "",
        "end = \"31 March 2031\"",
        "end = \"March 2027\"",
        &team("end"),
        &["after the start, 2027-04-01"],
    );
    check_refused("", "ages = \"5 to 15\"", "ages = \"15 to 5\"", &team("ages"), &["the last one included"]);
    check_refused(
        "",
        "reach = \"60%\"",
        "reech = \"60%\"\nreach = \"60%\"",
        &team("reech"),
        &["the nearest is reach"],
    );
    check_refused(
        "",
        "reach = \"60%\"",
        "colour = \"red\"\nreach = \"60%\"",
        &team("colour"),
        &["one of the keys name, ", ", reach, ", ", [service.cost], "],
    );
    check_refused(
        "",
        "reach = \"60%\"",
        "place_year = \"£4\"\nreach = \"60%\"",
        &team("place_year"),
        &["the nearest is place_year of [service.cost]"],
    );
    check_refused(
        "[[service.staff]]",
        "vacancy = \"15%\"",
        "vacancy = \"100%\"",
        "service.1.staff.1.vacancy (Family support team, family support worker)",
        &["less than 100%"],
    );
    check_refused(
        "[[service.payer]]",
        "share = \"20%\"",
        "share = \"30%\"",
        "service.1.payer.1.share (Family support team, Local authority)",
        &["\"110.0% in all\"", "add up to 100%"],
    );
    check_refused(
        "[service.cost]",
        "place_year = \"£500 per place per year\"",
        "place_year = \"£500 per family per year\"",
        "service.1.cost.place_year (Family support team)",
        &["per place per year"],
    );
    check_refused("[[cut]]", "families = 25", "families = 90", "cut.1.families (Outreach)", &["at most 40"]);
    check_refused(
        "[[cut]]",
        "notice = \"3 months\"",
        "notice = \"12 years\"",
        "cut.1.notice (Outreach)",
        &["2035-03-31"],
    );
    check_refused(
        "[[placement_change]]",
        "to = \"foster care\"",
        "to = \"children's homes\"",
        "placement_change.1.to (More foster carers)",
        &["another kind"],
    );
    check_refused(
        "[[placement_change]]",
        "ages = \"10 to 15\"",
        "ages = \"11 to 15\"",
        "placement_change.1.ages (More foster carers)",
        &["10 to 15"],
    );
    check_refused(
        "[[track]]",
        "cut = [\"Outreach\"]",
        "cut = [\"Outreech\"]",
        "track.1.cut (2027-28)",
        &["one of \"Outreach\""],
    );
    check_refused(
        "[[cut]]",
        "decided = \"January 2027\"",
        "decided = \"January 2029\"",
        "track.1.cut (2027-28)",
        &["\"Outreach\"", "this begins on 2029-04-01"],
    );
}

#[test]
fn no_value_stops_the_reader() {
    let values = [
        "\"\"",
        "-1",
        "nan",
        "99999999999999999999.0",
        "\"\\u0000\"",
        "[]",
        "[[1], [2]]",
        "{ a = 1 }",
        "\"£\"",
        "\"- days\"",
    ];
    let mut refused = 0;
    for (at, line) in FULL.lines().enumerate().filter(|(_, line)| line.contains(" = ")) {
        let key = line.split(" = ").next().expect("a key");
        for value in values {
            let text: Vec<String> = FULL
                .lines()
                .enumerate()
                .map(|(n, l)| if n == at { format!("{key} = {value}") } else { l.to_string() })
                .collect();
            for error in read_text(&text.join("\n")).err().into_iter().flatten() {
                assert!(
                    error.starts_with("scenarios/merger.toml: ") && error.contains(": expected "),
                    "{error}"
                );
                refused += 1;
            }
        }
        let without: Vec<&str> = FULL.lines().enumerate().filter(|(n, _)| *n != at).map(|(_, l)| l).collect();
        refused += usize::from(read_text(&without.join("\n")).is_err());
    }
    assert!(refused > 1_000, "{refused}");
}

#[test]
fn overlapping_closures_and_changes_are_refused() {
    let again = |name: &str| {
        let from = FULL.find(&format!("\n[[{name}]]\n")).expect(name);
        let until = FULL[from + 3..].find("\n[[").map(|i| from + 3 + i).expect("another table");
        let mut until = until;
        for inner in ["effect", "payer"] {
            if FULL[until..].starts_with(&format!("\n[[{name}.{inner}]]")) {
                until = FULL[until + 3..].find("\n[[").map(|i| until + 3 + i).expect("another table");
            }
        }
        format!("{FULL}{}", &FULL[from..until])
    };
    let errors = read_text(&again("cut")).expect_err("cut twice");
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(
        errors[0].contains("cut.2.decided (Outreach)") && errors[0].contains("2027-10-"),
        "{}",
        errors[0]
    );
    assert!(read_text(&again("cut").replacen("January 2027", "January 2028", 1)).is_ok());
    let errors = read_text(&again("change")).expect_err("changed twice");
    assert!(
        errors[0].contains("change.2.start") && errors[0].contains("it ends on 2033-03-31"),
        "{}",
        errors[0]
    );
}

/// Each service has luck of its own that says who takes it up, and a run has room for so many.
#[test]
fn more_services_than_a_run_can_hold_are_refused() {
    let from = FULL.find("\n[[service]]\n").expect("a service");
    let until = FULL.find("\n[[cut]]\n").expect("a cut");
    let own = |number: usize| FULL[from..until].replacen("Family support team", &format!("Team {number}"), 1);
    // One service and one cut are there already.
    let with = |count: usize| read_text(&format!("{FULL}{}", (2..count).map(own).collect::<String>()));
    assert_eq!(with(32).map(|s| s.engine.services.len()), Ok(32));
    let errors = with(40).expect_err("eight too many");
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(errors[0].contains("service.33.name"), "{}", errors[0]);
    assert!(errors[0].contains("at most 32 services and cuts"), "{}", errors[0]);
}

#[test]
fn what_begins_after_the_horizon_is_refused() {
    for (heading, line, key) in [
        ("[[service]]", "start = \"from April 2027\"", "start = \"April 2036\""),
        ("[[cut]]", "decided = \"January 2027\"", "decided = \"January 2036\""),
        ("[[change]]", "start = \"1 October 2027\"", "start = \"October 2036\""),
        ("[[arrivals]]", "start = \"April 2026\"", "start = \"April 2036\""),
        ("[[placement_change]]", "start = \"April 2027\"", "start = \"April 2036\""),
    ] {
        let errors = read_text(&with_line(heading, line, key)).expect_err(heading).join("\n");
        let expected = "2036\": expected a date from 2025-04-01 to 2035-03-31, the end of the horizon";
        assert!(errors.contains(expected), "{heading}: {errors}");
    }
}

#[test]
fn everything_wrong_comes_at_once() {
    let text = FULL
        .replace("places = 40\nfamilies", "places = 0\nfamilies")
        .replace("rate_ratio = 1.1", "rate_ratio = \"x\"")
        .replace("per_year = 12", "per_year = -12")
        .replace("[[placement_change]]", "[[placement_changes]]");
    let errors = read_text(&text).expect_err("much is wrong").join("\n");
    for part in
        ["cut.1.places", "change.1.rate_ratio", "arrivals.1.per_year", "nearest is [[placement_change]]"]
    {
        assert!(errors.contains(part), "{part} not in\n{errors}");
    }
}

#[test]
fn few_workers_are_a_ceiling_on_places() {
    let text = with_line("[[service.staff]]", "workers = 6", "workers = 2");
    assert_eq!(read_text(&text).expect("right").engine.services[0].places, 17);
    let text = with_line("[[service.staff]]", "caseload = 10", "caseload = 0.1");
    let errors = read_text(&text).expect_err("nobody is served");
    assert!(errors[0].contains("at least one child"), "{}", errors[0]);
}

#[test]
fn null_and_harmful_effects_are_read_like_good_ones() {
    for (ratio, low, high) in [("1", "0.9", "1.1"), ("1.25", "0.77", "2.05")] {
        let text = FULL
            .replacen("rate_ratio = 0.8", &format!("rate_ratio = {ratio}"), 1)
            .replacen("low = 0.67", &format!("low = {low}"), 1)
            .replacen("high = 0.95", &format!("high = {high}"), 1);
        let middle = read_text(&text).expect("right").engine.services[0].effects[0].ratio.middle;
        near(middle, ratio.parse().expect("a number"), 1e-12);
    }
}
