//! Measures the estimators on made-up childhoods, in processor time of one core, so that a busy machine does not matter
//! (Linux): `cargo run --release -p rates --example time_curves 100000`.

#[path = "../tests/made_up/mod.rs"]
mod made_up;

use std::time::Duration;

use made_up::{CHILDHOOD, ILLNESS};
use rates::curves::{
    Ask, Clock, Positions, Spell, Spells, Timetable, Variance, aalen_johansen, kaplan_meier, nelson_aalen,
};

#[expect(clippy::disallowed_methods, reason = "an example reads its argument")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let people: u32 = std::env::args().nth(1).ok_or("expected how many people")?.parse()?;
    for (course, at) in [(CHILDHOOD, [1.0, 2.0, 5.0, 10.0]), (ILLNESS, [100.0, 365.25, 730.5, 1826.25])] {
        let given = made_up::spells(&course, people, 1);
        let names = Positions::new(course.names.map(str::to_string).to_vec())?;
        let steps = given.iter().filter(|s| s.next.is_some()).count();
        let runs = (0..5).map(|_| measure(&names, &given, &at)).collect::<Result<Vec<_>, _>>()?;
        let best = runs.into_iter().min_by_key(|times| times.iter().sum::<Duration>()).unwrap_or_default();
        let [check, line_up, chances, rest] = best.map(|time| time.as_secs_f64() * 1000.0);
        println!(
            "{people} people, {} spells, {steps} steps: checked in {check:.0} ms, lined up in {line_up:.0} ms, chances \
             and mean times with standard errors in {chances:.0} ms (together {:.0} ms); all cumulative hazards and \
             times in position in {rest:.0} ms",
            given.len(),
            check + line_up + chances
        );
    }
    Ok(())
}

/// How long it takes to check spells, to line them up, to estimate chances, and to estimate everything else.
fn measure(names: &Positions, given: &[Spell], at: &[f64]) -> std::io::Result<[Duration; 4]> {
    let started = processor_time()?;
    let (spells, _) = Spells::check(names.clone(), given);
    let checked = processor_time()?;
    let table = Timetable::new(&spells, Clock::Forward);
    let lined_up = processor_time()?;
    let ask = Ask { from: 0, start: 0.0, at, variance: Variance::Greenwood };
    let chances = aalen_johansen(&table, &ask);
    let estimated = processor_time()?;
    let hazards = nelson_aalen(&table, 0.0, at, Variance::Aalen);
    let stay =
        |position| kaplan_meier(&Timetable::new(&spells, Clock::InPosition(position)), position).median();
    let stays: Vec<_> = spells.positions().all().map(stay).collect();
    let ended = processor_time()?;
    std::hint::black_box((chances.is_ok(), hazards, stays));
    Ok([checked - started, lined_up - checked, estimated - lined_up, ended - estimated])
}

/// How long this thread has been on a processor.
#[expect(clippy::disallowed_methods, reason = "an example that measures reads what the system counts")]
fn processor_time() -> std::io::Result<Duration> {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = counts.split_whitespace().next().and_then(|n| n.parse().ok());
    nanoseconds.map(Duration::from_nanos).ok_or_else(|| std::io::Error::other("no count of time"))
}
