//! How sure the middle of a difference is, against runs with other luck; and how services are used.

use chain::{Baseline, Country, Outcome, scenario_of_text, worked_text};
use futures::Measure;
use plan::Plan;
use units::Position;

const LAST: usize = 2;

fn run(country: &Country, worked: &str, draws: u32, seed: u64) -> Outcome {
    let area = country.find("Hartlepool").expect("Hartlepool");
    let plan = Plan { horizon_years: 3, draws, seed, ..Plan::of("Hartlepool") };
    let baseline = Baseline::new(country, area, &plan).expect("figures are published");
    let text = worked_text(worked).expect("a worked scenario");
    // Tracks reach beyond a horizon of three years in none of these.
    let scenario = scenario_of_text(&baseline, worked, text, &|_: &str| None).expect("right");
    Outcome::new(&baseline, scenario)
}

#[test]
fn the_error_of_the_middle_is_what_other_seeds_show() {
    let country = Country::today();
    let measure = Measure::Stock(Position::InNeed);
    let runs: Vec<(f64, f64)> = (1..=24)
        .map(|seed| run(&country, "cut-early-help", 60, seed))
        .map(|o| (o.difference(LAST, measure).median, o.difference_error(LAST, measure).expect("draws")))
        .collect();
    let n = runs.len() as f64;
    let mean = runs.iter().map(|r| r.0).sum::<f64>() / n;
    let spread = (runs.iter().map(|r| (r.0 - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let said = runs.iter().map(|r| r.1).sum::<f64>() / n;
    println!("medians of {mean:.1} differ by {spread:.2}; {said:.2} was said");
    assert!(spread > 0.0 && (0.6..1.8).contains(&(said / spread)), "{said} said, {spread} seen");
}

#[test]
fn a_cut_and_a_service_are_used_as_the_tables_say() {
    let country = Country::today();
    let cut = run(&country, "cut-early-help", 20, 1);
    let [used] = cut.uses().try_into().expect("one cut");
    // Places close from January to August 2027, so that no financial year before March 2028 has all of them closed.
    assert_eq!((used.years.clone(), used.full), (1..LAST + 1, false));
    let starts = |year| cut.flows.mean(year, Measure::ServiceStarts(0));
    assert!((used.starts - (starts(1) + starts(LAST)) / 2.0).abs() < 1e-9);
    assert!(used.starts > 0.0 && used.places_used <= 200.0);
    assert!(cut.without_evidence().is_empty());
}
