//! What is said of a scenario before it is run, and whether the need that is said is the one that a run shows.

use chain::{
    Baseline, Country, Outcome, WORKED, need, report, scenario_of_text, warnings_before, worked_text,
};
use futures::{Lives, Measure, RateRatio};
use plan::language::Scenario;
use plan::{Plan, WardGroup};
use units::{Position, Step};

fn baseline(plan: Plan) -> Baseline {
    let country = Country::today();
    let area = country.find(&plan.authority).expect("an authority");
    Baseline::new(&country, area, &plan).expect("its figures are published")
}

fn rotherham(horizon_years: usize) -> Baseline {
    baseline(Plan { horizon_years, draws: 20, ..Plan::of("Rotherham") })
}

fn read(baseline: &Baseline, text: &str) -> Scenario {
    scenario_of_text(baseline, "test", text, &|_: &str| None).expect("it is right")
}

/// The example service with some lines changed.
fn service(changes: &[(&str, &str)]) -> String {
    let mut text = include_str!("../../../examples/scenarios/family-group-conferences.toml").to_string();
    for (line, instead) in changes {
        assert!(text.contains(line), "{line}");
        text = text.replace(line, instead);
    }
    text
}

#[track_caller]
fn check(baseline: &Baseline, text: &str, parts: &[&str]) {
    let warnings = warnings_before(baseline, &read(baseline, text)).join("\n");
    assert_eq!(parts.is_empty(), warnings.is_empty(), "{warnings}");
    for part in parts {
        assert!(warnings.contains(part), "{part} not in\n{warnings}");
    }
}

#[test]
fn the_need_that_is_said_before_the_run_is_the_one_the_run_shows() {
    let baseline = rotherham(6);
    for worked in WORKED {
        let mut scenario = read(&baseline, worked.text);
        for service in &mut scenario.engine.services {
            // As many places as anybody may want, so that the run shows what is needed.
            (service.places, service.ramp_up, service.end) = (5_000, 0.0, None);
        }
        let outcome = Outcome::new(&baseline, scenario);
        for (number, service) in outcome.scenario.engine.services.iter().enumerate() {
            let used = outcome.flows.mean(4, Measure::PlacesUsed(number));
            let starts = outcome.flows.mean(4, Measure::ServiceStarts(number));
            let need = need(&baseline, service, 4);
            let name =
                format!("{}, {}: {need:?}, {used:.1} used, {starts:.1} starts", worked.name, service.name);
            assert!((0.9..1.15).contains(&(need.places / used)), "{name}");
            assert!((0.9..1.15).contains(&(need.joining / starts)), "{name}");
        }
    }
}

#[test]
fn a_service_bigger_than_its_need_is_named_with_number_and_ratio() {
    let baseline = rotherham(6);
    let bigger = [("places = 30", "places = 3000"), ("workers = 2", "workers = 2000")];
    check(
        &baseline,
        &service(&bigger),
        &[
            "Family group conferences is bigger than the need it serves: it has 3000 places, ",
            " times as many as would be used; in the year to March 2029 about ",
            "at a reach of 50%",
            "Empty places cost the same.",
        ],
    );
    check(&baseline, &service(&[]), &[]);
    check(
        &baseline,
        &service(&[("reach = \"50%\"", "reach = \"0.2%\"")]),
        &["its 30 places would hardly ever be used", "at a reach of 0% nearly none takes it up"],
    );
    let cut = include_str!("../../../examples/scenarios/cut-early-help.toml")
        .replace("places = 200", "places = 2000");
    check(&baseline, &cut, &["Family support in the home closes 2000 places, ", "counts every place"]);
}

#[test]
fn a_horizon_beyond_what_is_known_and_a_ramp_beyond_the_horizon_are_said() {
    let mut short = rotherham(6);
    short.rates.population.by_year.truncate(4);
    check(&short, &service(&[]), &["ends in March 2029 and the horizon is March 2031: the 2 years after it"]);
    assert_eq!(short.warnings().len(), 1);
    let slow = [("ramp_up = \"6 months\"", "ramp_up = \"8 years\"")];
    check(
        &rotherham(6),
        &service(&slow),
        &["does not open all its places within the horizon: ", " of 30 are open"],
    );
}

#[test]
fn a_group_of_wards_has_its_share_of_the_need() {
    let group = |name: &str, share| WardGroup { name: name.to_string(), share };
    let ward_groups = vec![group("town", 0.3), group("country", 0.7)];
    let baseline = baseline(Plan { horizon_years: 6, draws: 40, ward_groups, ..Plan::of("Rotherham") });
    let all =
        read(&baseline, &service(&[("places = 30", "places = 3000"), ("workers = 2", "workers = 2000")]));
    let in_town = service(&[
        ("places = 30", "places = 3000"),
        ("workers = 2", "workers = 2000"),
        ("ages = \"all\"", "ages = \"all\"\nwards = [\"town\"]"),
    ]);
    let town = read(&baseline, &in_town);
    let of = |scenario: &Scenario| need(&baseline, &scenario.engine.services[0], 4);
    assert!((of(&town).places / of(&all).places - 0.3).abs() < 1e-9);
    let outcome = Outcome::new(&baseline, town);
    let used = outcome.flows.mean(4, Measure::PlacesUsed(0));
    assert!((0.7..1.35).contains(&(of(&outcome.scenario).places / used)), "{used}");
    let flows = report::flows_long(&baseline, Some(&outcome));
    for name in ["in need, town", "looked after, country"] {
        assert!(flows.rows.iter().any(|row| row[2] == tables::Cell::text(name)), "{name}");
    }
}

/// A third of those looked after at 16 and 17 in Kent are unaccompanied children, whom the service does not reach, and
/// nobody is served beyond the 18th birthday.
#[test]
fn the_need_at_16_and_17_is_without_unaccompanied_children_and_ends_at_18() {
    let kent = baseline(Plan { horizon_years: 6, draws: 20, ..Plan::of("Kent") });
    let text = "version = 2\nname = \"Reunification\"\n\n[[service]]\nname = \"Reunification\"\nkind = \"reunification\"\n\
                positions = [\"looked after\"]\nages = \"16 and 17\"\nplaces = 5000\nstart = \"April 2026\"\n\
                stay = \"12 months\"\nreach = \"100%\"\n\n  [[service.effect]]\n  name = \"none\"\n  \
                steps = [\"looked after -> in need\"]\n  rate_ratio = 1.0\n  low = 1.0\n  high = 1.0\n  \
                evidence = \"assumption\"\n  [service.cost]\n  place_year = \"£1,000 per place per year\"\n  \
                price_year = \"2024-25\"\n";
    let outcome = Outcome::new(&kent, read(&kent, text));
    let need = need(&kent, &outcome.scenario.engine.services[0], 4);
    let used = outcome.flows.mean(4, Measure::PlacesUsed(0));
    let starts = outcome.flows.mean(4, Measure::ServiceStarts(0));
    assert!((0.87..1.15).contains(&(need.places / used)), "{need:?}, {used:.1} used");
    assert!((0.87..1.15).contains(&(need.joining / starts)), "{need:?}, {starts:.1} starts");
}

#[test]
fn a_rate_ratio_of_a_step_that_the_rates_do_not_know_is_named() {
    let step = Step::new(Position::LookedAfter, Position::ProtectionPlan);
    let known = Step::new(Position::InNeed, Position::LookedAfter);
    let ratio = |step| RateRatio { lives: Lives::InWards(0), step, ratio: 2.0 };
    let share = |name: &str| WardGroup { name: name.to_string(), share: 0.5 };
    let plan = Plan {
        horizon_years: 2,
        draws: 20,
        ward_groups: vec![share("a"), share("b")],
        rate_ratios: vec![ratio(known), ratio(step)],
        ..Plan::of("Rotherham")
    };
    let expected = "A rate ratio of the plan plays no part: the rates do not know the step looked after -> protection plan.";
    assert_eq!(baseline(plan).warnings(), [expected]);
}

#[test]
fn warnings_stand_with_the_result_and_its_files() {
    let baseline = rotherham(6);
    let bigger = service(&[("places = 30", "places = 3000"), ("workers = 2", "workers = 2000")]);
    let scenario = read(&baseline, &bigger);
    let before = warnings_before(&baseline, &scenario);
    let outcome = Outcome::new(&baseline, scenario);
    assert!(!before.is_empty() && outcome.warnings.starts_with(&before));
    let said = outcome.warnings.iter().filter(|w| w.contains("Empty places cost the same"));
    assert_eq!(said.count(), 1, "not said again after the run: {:#?}", outcome.warnings);
    for name in report::OUTCOME_TABLES {
        let mut table = report::outcome_table(&baseline, &outcome, name).expect(name);
        report::add_warnings(&mut table, &outcome);
        assert_eq!(table.id, name);
        assert!(table.notes.contains(&format!("Warning: {}", before[0])), "{name}");
    }
}

#[test]
fn a_cut_that_is_not_over_and_what_begins_at_the_end_are_told() {
    let baseline = rotherham(6);
    let cut = worked_text("cut-early-help").expect("it is there");
    let slow = cut.replace("run_off = \"6 months\"", "run_off = \"10 years\"");
    assert_ne!(slow, cut);
    check(
        &baseline,
        &slow,
        &["does not close all its places within the horizon: ", " of 200 are closed at its end."],
    );
    let last_day = service(&[("start = \"April 2027\"", "start = \"31 March 2031\"")]);
    check(
        &baseline,
        &last_day,
        &[
            "Family group conferences begins on 31 March 2031, 1 day before the horizon ends: what it would do and cost",
        ],
    );
    let in_time = service(&[("start = \"April 2027\"", "start = \"1 April 2030\"")]);
    check(&baseline, &in_time, &[]);
}

#[test]
fn a_cut_closes_by_the_calendar() {
    let baseline = rotherham(6);
    let cut = worked_text("cut-early-help").expect("it is there");
    let outcome = Outcome::new(&baseline, read(&baseline, cut));
    let table = report::cuts(&baseline, &outcome);
    let cell = |key: &str| {
        let at = table.columns.iter().position(|column| column.key == key).expect(key);
        table.rows[0][at].to_string()
    };
    assert_eq!(
        ["decided", "first", "last"].map(cell),
        ["1 November 2026", "1 February 2027", "1 August 2027"]
    );
}
