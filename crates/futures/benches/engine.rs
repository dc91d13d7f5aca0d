//! The engine's own job, measured: 100,000 children in six positions over twenty years, beside a bare prototype of that
//! job alone. `cargo bench -p futures --bench engine`; `bench/engine.sh` has it beside other people's engines.

#[path = "../tests/exact/alarm.rs"]
mod alarm;
#[path = "../tests/exact/chain.rs"]
mod chain;
#[path = "../tests/exact/job.rs"]
mod job;
mod prototype;
mod services;
#[path = "../tests/exact/six_positions.rs"]
mod six_positions;

use std::time::{Duration, Instant};

use alarm::Alarm;
use futures::{PlainMeasure, PlainModel, Settings};
use prototype::{Accounts, Prototype};
use rayon::prelude::*;
use six_positions::{NAMES, POSITIONS, YEARS};

const CHILDREN: u32 = 100_000;
/// Draws that are held against the closed form.
const CHECKED: u32 = 100;
/// Draws that are measured.
const MEASURED: u32 = 200;
/// Draws of one measurement on all cores, and how many of these.
const TOGETHER: u32 = 20;

fn main() -> Result<(), String> {
    let prototype = Prototype::new(CHILDREN, 1);
    let draws: Vec<Accounts> = (0..CHECKED).into_par_iter().map(|draw| prototype.draw(draw)).collect();
    let agreed = check(&draws)?;
    let events = draws.iter().map(prototype::events).sum::<u64>() as f64 / f64::from(CHECKED);
    println!(
        "{CHECKED} draws, {events:.0} steps a draw; {agreed} means agree with the closed form; years in each position:"
    );
    let exact = six_positions::by_year(360);
    for (position, name) in NAMES.iter().enumerate() {
        let spent = |accounts: &Accounts| (0..YEARS).map(|y| accounts.person_years(y)[position]).sum::<f64>();
        let seen = draws.iter().map(spent).sum::<f64>() / f64::from(CHECKED) / f64::from(CHILDREN);
        let exact: f64 = exact.iter().map(|(_, spent)| spent[position]).sum();
        println!("    {name:<16} {seen:>9.5}, exactly {exact:>9.5}");
    }

    let mut alone: Vec<Duration> =
        (0..MEASURED).map(|draw| measure(|| drop(std::hint::black_box(prototype.draw(draw))))).collect();
    alone.sort();
    say("prototype, one core, best", alone[0], 1.0, events);
    say("prototype, one core, median", alone[alone.len() / 2], 1.0, events);
    let cores = rayon::current_num_threads();
    let together = (0..MEASURED / TOGETHER * 2).map(|repeat| {
        let draws = repeat * TOGETHER..(repeat + 1) * TOGETHER;
        measure(|| draws.into_par_iter().for_each(|draw| drop(std::hint::black_box(prototype.draw(draw)))))
    });
    let best = together.min().unwrap_or_default();
    say(&format!("prototype, {cores} cores, best of {TOGETHER} draws"), best, f64::from(TOGETHER), events);
    engine(&job::model(u64::from(CHILDREN)), cores)?;
    if let Some(most) = memory() {
        println!("the most memory, with {CHECKED} draws kept: {most} kB");
    }
    Ok(())
}

/// The engine at the same job, and with two services that have places and lists.
fn engine(model: &PlainModel, cores: usize) -> Result<(), String> {
    let settings = |draws| Settings { years: YEARS, draws, ..Settings::default() };
    let flows = model.project(&[], &settings(CHECKED)).remove(0);
    let alarm = Alarm::over(2 * YEARS * POSITIONS);
    for (year, (chances, spent)) in six_positions::by_year(360).into_iter().enumerate() {
        for (position, name) in NAMES.iter().enumerate() {
            let of = |measure| -> Vec<f64> {
                flows.over_draws(year, measure).into_iter().map(|n| n / f64::from(CHILDREN)).collect()
            };
            let here = of(PlainMeasure::Stock(position));
            alarm.check(&format!("{name} at the end of year {year}"), &here, chances[position])?;
            let time = of(PlainMeasure::PersonYears(position));
            alarm.check(&format!("time {name} in year {year}"), &time, spent[position])?;
        }
    }
    println!("engine: {} means of {CHECKED} draws agree with the closed form", 2 * YEARS * POSITIONS);
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().map_err(|e| e.to_string())?;
    let services = [services::services()];
    for (what, scenarios) in [("engine", &services[..0]), ("engine with services", &services[..])] {
        let flows = model.project(scenarios, &settings(TOGETHER));
        let events =
            flows.iter().map(|flows| services::steps(model, flows)).sum::<f64>() / f64::from(TOGETHER);
        let repeat = |repeats: u32| {
            let times = (0..repeats).map(|_| {
                measure(|| drop(std::hint::black_box(model.project(scenarios, &settings(TOGETHER)))))
            });
            times.min().unwrap_or_default()
        };
        say(&format!("{what}, one core, best"), alone.install(|| repeat(8)), f64::from(TOGETHER), events);
        say(&format!("{what}, {cores} cores, best"), repeat(8), f64::from(TOGETHER), events);
    }
    Ok(())
}

/// Holds every year's means against the closed form, and says how many there are.
fn check(draws: &[Accounts]) -> Result<usize, String> {
    let comparisons = 2 * YEARS * POSITIONS;
    let alarm = Alarm::over(comparisons);
    for (year, (chances, spent)) in six_positions::by_year(360).into_iter().enumerate() {
        for position in 0..POSITIONS {
            let children = f64::from(CHILDREN);
            let name = NAMES[position];
            let values: Vec<f64> =
                draws.iter().map(|accounts| accounts.present(year)[position] as f64 / children).collect();
            alarm.check(&format!("{name} at the end of year {year}"), &values, chances[position])?;
            let values: Vec<f64> =
                draws.iter().map(|accounts| accounts.person_years(year)[position] / children).collect();
            alarm.check(&format!("time {name} in year {year}"), &values, spent[position])?;
        }
    }
    Ok(comparisons)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]
fn measure(job: impl FnOnce()) -> Duration {
    let started = Instant::now();
    job();
    started.elapsed()
}

/// The most memory so far, where the system says (Linux).
#[expect(clippy::disallowed_methods, reason = "a benchmark reads what the system counts")]
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn say(what: &str, time: Duration, draws: f64, events: f64) {
    let seconds = time.as_secs_f64() / draws;
    println!(
        "{what:<44} {:>6.2} ms a draw, {:>5.1} million steps a second",
        seconds * 1e3,
        events / seconds / 1e6
    );
}
