//! The budgets of futures, measured: one authority under four scenarios, a preview, and all England.
//! `cargo bench -p chain --bench futures` takes a few minutes; `-- one` leaves England out, names of worked scenarios too,
//! `-- england` leaves the one authority out. With `-- plot=FILE`, what England's authorities cost is drawn into an SVG.

mod plot;

use std::time::{Duration, Instant};

use chain::{Baseline, Country, scenario_of_text, worked_text};
use futures::{Scenario, Settings, compare, project};
use plan::Plan;
use plot::Point;
use rates::Rates;
use reference::{Area, Measure, Reference};

/// The worked scenarios that are run beside the baseline.
const FOUR: [&str; 4] =
    ["coventry-volunteers", "family-help-merger", "residential-sufficiency", "cut-early-help"];

fn main() {
    let asked = arguments();
    let country = Country::today();
    let reference = Reference::embedded();
    let mut sized: Vec<(f64, &Area, Rates)> = reference
        .authorities()
        .filter_map(|area| {
            let children = reference.value(area.code, Measure::Population0To17, "", Country::BASE_YEAR)?;
            Some((children, area, country.rates(area).ok()?))
        })
        .collect();
    sized.sort_by(|a, b| a.0.total_cmp(&b.0));
    let near = |s: &&(f64, &Area, Rates)| ((s.0 - 80e3).abs() * 1e3) as u64;
    let Some((children, area, rates)) = sized.iter().min_by_key(near) else { return };
    if asked.iter().all(|argument| argument != "england") {
        one(&country, *children, area, rates, &asked);
    }
    if asked.iter().all(|argument| argument != "one" && worked_text(argument).is_none()) {
        let (authorities, all) = england(&sized);
        if let Some(file) = asked.iter().find_map(|argument| argument.strip_prefix("plot=")) {
            draw(file, &plot::log_log(&authorities, &all));
        }
    }
    if let Some(most) = memory() {
        println!("the most memory in all: {} MB", most / 1024);
    }
}

/// Baseline and four scenarios over twenty years.
fn one(country: &Country, children: f64, area: &Area, rates: &Rates, asked: &[String]) {
    let plan = Plan { draws: 20, horizon_years: 20, ..Plan::of(&area.name) };
    let Ok(baseline) = Baseline::new(country, area, &plan) else { return };
    let known = |name: &str| worked_text(name).map(str::to_string);
    let named: Vec<&str> =
        asked.iter().map(String::as_str).filter(|name| worked_text(name).is_some()).collect();
    let four = if named.is_empty() { FOUR.to_vec() } else { named };
    let scenarios: Vec<Scenario> = four
        .iter()
        .filter_map(|name| scenario_of_text(&baseline, name, worked_text(name)?, &known).ok())
        .map(|scenario| scenario.engine)
        .collect();
    println!("{}, {children:.0} children, 20 years, baseline and {} scenarios", area.name, scenarios.len());
    let settings = |draws| Settings { years: 20, draws, ..Settings::default() };
    let (alone, _) = timed(|| project(rates, &settings(30)));
    println!("       30 draws, baseline alone: {:.0} ms", ms(alone));
    for (scenario, name) in scenarios.iter().zip(&four) {
        let (time, _) = timed(|| compare(rates, std::slice::from_ref(scenario), &settings(30)));
        println!("       30 draws, baseline and {name}: {:.0} ms", ms(time));
    }
    for draws in [30, 1_000] {
        let (time, runs) = timed(|| compare(rates, &scenarios, &settings(draws)));
        let events = runs.baseline.events() + runs.scenarios.iter().map(futures::Flows::events).sum::<u64>();
        println!(
            "    {draws:>5} draws: {:>8.0} ms, {:>5.1} million steps a second, most memory so far {} MB",
            ms(time),
            events as f64 / time.as_secs_f64() / 1e6,
            memory().unwrap_or(0) / 1024
        );
    }
    let (time, _) = timed(|| project(rates, &settings(1_000)));
    println!("    baseline alone, 1000 draws: {:.0} ms", ms(time));
}

/// All authorities one after the other, and how time grows with what happens.
fn england(sized: &[(f64, &Area, Rates)]) -> (Vec<Point>, Point) {
    let settings = Settings { years: 20, draws: 100, ..Settings::default() };
    let mut all = (0.0, Duration::ZERO, 0);
    let mut rows = Vec::new();
    for (children, _, rates) in sized {
        let (time, flows) = timed(|| project(rates, &settings));
        all = (all.0 + children, all.1 + time, all.2 + flows.events());
        rows.push((*children, time, flows.events()));
    }
    println!("England: {} authorities, 20 years, 100 draws", sized.len());
    println!("    children   ms   million steps   ns a step");
    for (children, time, events) in rows.iter().step_by(rows.len() / 8).chain(rows.last()) {
        say(*children, *time, *events);
    }
    say(all.0, all.1, all.2);
    let draws = f64::from(settings.draws);
    let point = |(children, time, events): (f64, Duration, u64)| Point {
        children,
        steps: events as f64 / draws,
        milliseconds: ms(time) / draws,
    };
    (rows.into_iter().map(point).collect(), point(all))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark leaves its picture in a file")]
fn draw(file: &str, picture: &str) {
    match std::fs::write(file, picture) {
        Ok(()) => println!("drawn into {file}"),
        Err(error) => println!("{file}: {error}"),
    }
}

fn say(children: f64, time: Duration, events: u64) {
    println!(
        "    {children:>10.0} {:>10.0} {:>9.2} {:>7.0}",
        ms(time),
        events as f64 / 1e6,
        time.as_secs_f64() * 1e9 / events as f64
    );
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is told what to measure")]
fn arguments() -> Vec<String> {
    std::env::args().collect()
}

#[expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]
fn timed<T>(job: impl FnOnce() -> T) -> (Duration, T) {
    let started = Instant::now();
    let result = job();
    (started.elapsed(), result)
}

/// The most memory so far, where the system says (Linux), in kB.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads what the system counts")]
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
