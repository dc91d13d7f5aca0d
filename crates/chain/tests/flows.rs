//! Tables of flows: they balance, add up over periods, agree with each other, and say how sure they are.

use appraisal::Agency;
use chain::uncertainty::{Kind, uncertainty_shares};
use chain::{Baseline, Country, FlowLine, Of, Outcome, flow_lines, report, scenario_of_text, worked_text};
use futures::{Flows, Measure, Period, Settings, error_of_mean, variance};
use plan::{Caseload, Plan};
use rates::{Drift, Rates};
use tables::{Cell, Table};
use units::{AgeBand, Position};

const SCENARIO: &str = include_str!("../../../examples/hartlepool/scenarios/family-support-team.toml");

fn plan(years: usize, draws: u32, period: Period) -> Plan {
    Plan { horizon_years: years, draws, period, ..Plan::of("Hartlepool") }
}

fn baseline(plan: &Plan) -> Baseline {
    let country = Country::today();
    let area = country.find(&plan.authority).expect("a known authority");
    Baseline::new(&country, area, plan).expect("rates can be had")
}

fn outcome(baseline: &Baseline) -> Outcome {
    let scenario = scenario_of_text(baseline, "example", SCENARIO, &|_: &str| None).expect("it is right");
    Outcome::new(baseline, scenario)
}

fn line<'a>(lines: &'a [FlowLine], position: Position, measure: &str) -> &'a FlowLine {
    let is = |l: &&FlowLine| l.of == Of::Position(position) && l.age.is_none() && l.measure == measure;
    lines.iter().find(is).expect("there is such a line")
}

/// Starts less ends is the change of the children here, in every draw and month.
#[track_caller]
fn check_balance(flows: &Flows, baseline: &Baseline) {
    let population = &baseline.rates.population;
    let lines = flow_lines(flows, population, &[]);
    for position in flows.positions() {
        let values = |measure: &str, period: usize| {
            line(&lines, *position, measure).over_draws(flows, population, period)
        };
        let mut ended = 0.0;
        for period in 1..flows.periods() {
            let (before, after) = (values("children", period - 1), values("children", period));
            let (starts, ends) = (values("starts", period), values("ends", period));
            for draw in 0..flows.draws() {
                let here = before[draw] + starts[draw] - ends[draw];
                assert_eq!(here, after[draw], "{position}, draw {draw}, month {period}");
                ended += ends[draw];
            }
        }
        assert!(ended > 0.0, "{position}: nobody left");
    }
}

#[test]
fn starts_less_ends_is_the_change_of_children_in_every_draw_and_month() {
    let baseline = baseline(&plan(3, 20, Period::Month));
    let outcome = outcome(&baseline);
    check_balance(&outcome.baseline, &baseline);
    check_balance(&outcome.flows, &baseline);
}

fn column(table: &Table, key: &str) -> usize {
    table.columns.iter().position(|c| c.key == key).unwrap_or_else(|| panic!("no {key} in {}", table.id))
}

fn text<'a>(table: &'a Table, row: usize, key: &str) -> &'a str {
    match table.cell(row, column(table, key)) {
        Some(Cell::Text(text)) => text,
        other => panic!("{key} is {other:?}"),
    }
}

fn number(table: &Table, row: usize, key: &str) -> f64 {
    match table.cell(row, column(table, key)) {
        Some(Cell::Number { value, .. }) => *value,
        other => panic!("{key} is {other:?}"),
    }
}

/// Means of a line of the long table, in order of periods.
fn means(table: &Table, run: &str, name: &str, age: &str, measure: &str) -> Vec<f64> {
    let asked = [("run", run), ("name", name), ("age", age), ("measure", measure)];
    let rows = (0..table.rows.len()).filter(|r| asked.iter().all(|(k, v)| text(table, *r, k) == *v));
    rows.map(|r| number(table, r, "mean")).collect()
}

#[test]
fn months_add_up_to_years_and_ages_to_all() {
    let by_year = report::flows_long(&baseline(&plan(2, 20, Period::Year)), None);
    let by_month = report::flows_long(&baseline(&plan(2, 20, Period::Month)), None);
    for measure in ["person-days", "starts", "ends"] {
        let of = |table| means(table, "baseline", "looked after", "all", measure);
        let (years, months) = (of(&by_year), of(&by_month));
        assert_eq!((years.len(), months.len()), (2, 24), "{measure}");
        for (year, months) in years.iter().zip(months.chunks(12)) {
            assert!((year - months.iter().sum::<f64>()).abs() < 1e-6, "{measure}: {year}");
        }
        let bands = ["Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17"]
            .map(|age| means(&by_year, "baseline", "looked after", age, measure)[0]);
        assert!((bands.iter().sum::<f64>() - years[0]).abs() < 1e-6, "{measure}: {bands:?}");
    }
    let ends: Vec<&str> = (0..24).map(|row| text(&by_month, row, "period_end")).collect();
    assert_eq!(
        (ends[0], ends[10], ends[11], ends[23]),
        ("2025-04-30", "2026-02-28", "2026-03-31", "2027-03-31")
    );
}

#[test]
fn starts_of_age_bands_add_up_also_where_a_scenario_adds_children() {
    let baseline = baseline(&plan(4, 10, Period::Year));
    let text = worked_text("family-help-merger").expect("a worked scenario");
    let scenario = scenario_of_text(&baseline, "merger", text, &|_: &str| None).expect("it is right");
    let outcome = Outcome::new(&baseline, scenario);
    assert!(outcome.flows.mean(3, Measure::Added(Position::InNeed)) > 0.0);
    let population = &baseline.rates.population;
    let lines = flow_lines(&outcome.flows, population, &[]);
    for year in 0..4 {
        let starts = |age: Option<AgeBand>| {
            let is = |l: &&FlowLine| {
                l.of == Of::Position(Position::InNeed) && l.age == age && l.measure == "starts"
            };
            let line = lines.iter().find(is).expect("there is such a line");
            line.over_draws(&outcome.flows, population, year)
        };
        let bands = AgeBand::ALL.map(|age| starts(Some(age)));
        for (draw, all) in starts(None).into_iter().enumerate() {
            assert_eq!(bands.iter().map(|band| band[draw]).sum::<f64>(), all, "year {year}, draw {draw}");
        }
    }
}

#[test]
fn person_days_and_prevalence_are_in_their_units() {
    let baseline = baseline(&plan(1, 20, Period::Year));
    let table = report::flows_long(&baseline, None);
    let children = means(&table, "baseline", "looked after", "all", "children")[0];
    let days = means(&table, "baseline", "looked after", "all", "person-days")[0];
    let rate = means(&table, "baseline", "looked after", "all", "prevalence")[0];
    assert!((0.95..1.05).contains(&(days / 365.25 / children)), "{days} days of {children} children");
    let expected = children / baseline.rates.population.total(0) * 10_000.0;
    assert!((rate - expected).abs() < 1e-9, "{rate} {expected}");
    // Hartlepool's published rate was 157 for each 10,000 children on 31 March 2025.
    assert!((130.0..180.0).contains(&rate), "{rate}");
}

#[test]
fn differences_are_taken_within_draws_and_both_forms_agree() {
    let baseline = baseline(&plan(4, 20, Period::Year));
    let outcome = outcome(&baseline);
    let long = report::flows_long(&baseline, Some(&outcome));
    let wide = report::flows_wide(&baseline, Some(&outcome));
    let of = |run| means(&long, run, "in need -> looked after", "all", "steps");
    let (before, after, difference) = (of("baseline"), of("scenario"), of("difference"));
    for year in 0..4 {
        assert!((after[year] - before[year] - difference[year]).abs() < 1e-9);
    }
    assert!(difference[3] < 0.0, "the service averts steps into care: {difference:?}");
    // One row for each year and run; the same means.
    assert_eq!(wide.rows.len(), 12);
    assert_eq!(number(&wide, 11, "steps_in_need_looked_after"), difference[3]);
    assert!(number(&wide, 10, "service_family_support_team_places_used") > 20.0);
    // Shared luck: the difference spreads far less than either run.
    let spread = |run: &str| {
        let asked = [("run", run), ("name", "looked after"), ("age", "all"), ("measure", "children")];
        let mut rows = (0..long.rows.len()).filter(|r| asked.iter().all(|(k, v)| text(&long, *r, k) == *v));
        number(&long, rows.nth(3).expect("four years"), "sd")
    };
    assert!(spread("difference") < spread("baseline") / 2.0);
    // What is zero throughout is left out: nobody is adopted at 16.
    assert_eq!(means(&long, "baseline", "adopted", "all", "ends of care").len(), 4);
    assert!(means(&long, "baseline", "adopted", "16 and 17", "ends of care").is_empty());
}

#[test]
fn workers_needed_are_children_over_caseload() {
    let caseload = |positions: &[Position], children_per_worker: f64| Caseload {
        role: "social worker".to_string(),
        positions: positions.to_vec(),
        children_per_worker,
        agency: Agency("Local authority".to_string()),
    };
    let stated = vec![
        caseload(&[Position::InNeed, Position::ProtectionPlan], 16.0),
        caseload(&[Position::LookedAfter], 10.0),
    ];
    let baseline = baseline(&Plan { caseloads: stated, ..plan(2, 20, Period::Quarter) });
    let table = report::caseloads(&baseline, None).expect("caseloads are stated");
    assert_eq!(table.rows.len(), 8, "one role, eight quarters");
    let flows = &baseline.flows;
    let present = |position, period| {
        let years = flows.period_over_draws(period, Measure::PersonYears(position));
        years.iter().sum::<f64>() / years.len() as f64 * 4.0
    };
    for quarter in 0..8 {
        let expected = (present(Position::InNeed, quarter) + present(Position::ProtectionPlan, quarter))
            / 16.0
            + present(Position::LookedAfter, quarter) / 10.0;
        assert!((number(&table, quarter, "mean") - expected).abs() < 1e-9);
        assert!(number(&table, quarter, "p2_5") < number(&table, quarter, "p97_5"));
    }
    let of = |caseloads, care_leavers| Baseline {
        plan: Plan { caseloads, ..baseline.plan.clone() },
        rates: Rates { care_leavers, ..baseline.rates.clone() },
        ..baseline.clone()
    };
    let noted = |care_leavers| {
        let table = report::caseloads(&of(vec![caseload(&[Position::CareLeaver], 20.0)], care_leavers), None);
        table.expect("stated").notes.iter().any(|note| note.contains("care leavers there are today"))
    };
    assert!(noted(None) && !noted(baseline.rates.care_leavers));
    assert_eq!(report::caseloads(&of(Vec::new(), None), None), None);
}

#[test]
fn shares_of_the_variance_add_up_and_a_kind_that_is_not_there_brings_nothing() {
    let baseline = baseline(&plan(1, 20, Period::Year));
    let settings = Settings { years: 8, draws: 200, ..Settings::default() };
    let measures = [Measure::Stock(Position::LookedAfter)];
    let shares = uncertainty_shares(&baseline.rates, None, &settings, &measures, 7).remove(0);
    let sum = shares.kinds.iter().map(|k| k.share).sum::<f64>() + shares.interaction.share;
    assert!((sum - 1.0).abs() < 1e-9);
    let of = |kind: Kind| shares.kinds[kind as usize];
    assert_eq!(of(Kind::Effects).share, 0.0, "no scenario, no effects");
    assert!(of(Kind::Drift).share > of(Kind::Chance).share, "eight years drift far: {shares:?}");
    assert!(of(Kind::Chance).share > 0.0 && of(Kind::Chance).error > 0.0);
    let mut still = baseline.rates;
    for step in &mut still.steps {
        (step.drift, step.drift_follows) = (Drift::NONE, None);
    }
    let shares = uncertainty_shares(&still, None, &settings, &measures, 7).remove(0);
    // Not quite 0: with drift let in, starts of care are held to their numbers in each draw.
    assert!(shares.kinds[Kind::Drift as usize].share.abs() < 0.01, "{shares:?}");
}

#[test]
fn a_run_until_it_is_precise_enough_is_the_run_of_as_many_draws() {
    let mut run = baseline(&plan(5, 40, Period::Year));
    let reached = run.until(0.008);
    assert!(reached.reached() && reached.error <= 0.008 * reached.against, "{reached:?}");
    assert!(reached.draws > 40, "40 draws are not enough: {reached:?}");
    let whole = baseline(&plan(5, reached.draws as u32, Period::Year));
    assert_eq!(run.flows, whole.flows);
    assert_eq!(run.plan.draws, reached.draws as u32);
    assert!(reached.in_words().contains(&format!("{} draws were enough", reached.draws)));

    let mut run = baseline(&plan(5, 40, Period::Year));
    let scenario = scenario_of_text(&run, "example", SCENARIO, &|_: &str| None).expect("it is right");
    let (until, reached) = Outcome::until(&mut run, scenario, 0.2);
    assert!(reached.reached() && reached.against < 0.0, "fewer children are looked after: {reached:?}");
    assert_eq!(until.flows, outcome(&run).flows);
    let table = report::convergence(&run, Some(&until), Some(&reached));
    assert!(table.notes.contains(&reached.in_words()));
    assert_eq!(table.rows.len(), 3 * 3 * 6, "positions, runs, mean and five quantiles");
}

/// What shared luck and paired draws save: `cargo test -p chain --test flows -- --nocapture luck` prints it.
#[test]
fn shared_luck_and_paired_draws_pay() {
    let of = baseline(&plan(10, 600, Period::Year));
    let together = outcome(&of);
    let apart = outcome(&Baseline { plan: Plan { seed: 2, ..of.plan.clone() }, ..of.clone() });
    println!("variances at the horizon, Hartlepool, example scenario, 600 draws:");
    for position in Position::OPEN {
        let at = |flows: &Flows| flows.over_draws(9, Measure::Stock(position));
        let less = |a: Vec<f64>, b: Vec<f64>| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f64>>();
        let before = at(&together.baseline);
        let shared = less(at(&together.flows), before.clone());
        let independent = less(at(&apart.flows), before.clone());
        let saved = variance(&independent) / variance(&shared);
        let unpaired = variance(&before) / before.len() as f64;
        let paired = unpaired / error_of_mean(&before).powi(2);
        let paired_difference = variance(&shared) / shared.len() as f64 / error_of_mean(&shared).powi(2);
        println!(
            "{position}: difference, independent {:.1}, shared {:.2}: {saved:.0} times fewer draws; \
             paired draws: mean {paired:.1} times fewer, difference {paired_difference:.1}",
            variance(&independent),
            variance(&shared)
        );
        if position == Position::LookedAfter {
            assert!(saved > 10.0 && paired > 2.0, "{saved} {paired}");
        }
    }
}
