//! A million rows of steps and exposure, from CSV to estimates: `cargo bench -p cli --bench steps_table`.
//!
//! With `-- FOLDER` the made-up files are written there as well, for `headwater rates`.

use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

use chain::read_steps_table;
use luck::{Luck, Purpose};
use rates::plain::{Parts, estimate};
use returns::Input;

/// Steps, single years of age and bands of time in position: cells of one stratum.
const STEPS: [(&str, &str, f64); 14] = [
    ("not known", "early help", 0.02),
    ("not known", "in need", 0.03),
    ("not known", "looked after", 0.002),
    ("early help", "in need", 0.2),
    ("early help", "not known", 1.1),
    ("early help", "looked after", 0.02),
    ("in need", "protection plan", 0.25),
    ("in need", "looked after", 0.06),
    ("in need", "not known", 1.3),
    ("protection plan", "in need", 0.9),
    ("protection plan", "looked after", 0.3),
    ("protection plan", "not known", 0.1),
    ("looked after", "in need", 0.1),
    ("looked after", "not known", 0.25),
];
const AGES: usize = 18;
const TIMES: [&str; 5] = ["0", "0.25", "0.5", "1", "2"];
/// Strata: values of covariates of children of one authority, in five kinds of placement.
const STRATA: usize = 794;
const SEED: u64 = 4;

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    for (name, parts, text) in
        [("a-million-cells.csv", Parts::Mistake, cells()), ("a-million-parts.csv", Parts::Sum, parts())]
    {
        if let Some(folder) = &folder {
            let path = Path::new(folder).join(name);
            if let Err(cause) = std::fs::write(&path, &text) {
                println!("{}: {cause}", path.display());
            }
        }
        let megabytes = text.len() as f64 / 1e6;
        let inputs = [Input::of_bytes(name, text.into_bytes())];
        for _ in 0..3 {
            let started = Instant::now();
            let Ok(read) = read_steps_table(&inputs, parts, &[]) else { return };
            let reading = started.elapsed();
            let estimates = estimate(&read.table);
            println!(
                "{name}: {} rows, {megabytes:.0} MB, {} cells of strata, {} cells: read and checked {:>5.0} ms, \
                 with estimates {:>5.0} ms",
                read.rows,
                read.table.len(),
                estimates.steps.iter().map(|step| step.cells.len()).sum::<usize>(),
                reading.as_secs_f64() * 1e3,
                started.elapsed().as_secs_f64() * 1e3,
            );
        }
    }
}

/// A row for each cell of each stratum.
fn cells() -> String {
    let mut text =
        String::from("from,to,age_from,age_to,time_from,time_to,stratum,group,steps,person_years\n");
    let mut luck = Luck::new(SEED).stream(0, 0, Purpose(1));
    for stratum in 0..STRATA {
        for (from, to, rate) in STEPS {
            for age in 0..AGES {
                for (time, start) in TIMES.iter().enumerate() {
                    let (exposure, steps) = chance(&mut luck, rate, 40.0);
                    let end = TIMES.get(time + 1).unwrap_or(&"");
                    let group = stratum % 5;
                    let _ = writeln!(
                        text,
                        "{from},{to},{age},{},{start},{end},kind {stratum},placement {group},{steps},{exposure:.4}",
                        age + 1
                    );
                }
            }
        }
    }
    text
}

/// A row for each child-year and step, with columns that are not read: rows of one cell are parts of it.
fn parts() -> String {
    let mut text = String::from("from,to,age_from,age_to,time_from,time_to,ward,need,steps,person_years\n");
    let mut luck = Luck::new(SEED).stream(0, 1, Purpose(1));
    for row in 0..1_000_000 {
        let (from, to, rate) = STEPS[row % STEPS.len()];
        let (age, time) = (row / 14 % AGES, row / 252 % TIMES.len());
        let (exposure, steps) = chance(&mut luck, rate, 1.0);
        let end = TIMES.get(time + 1).unwrap_or(&"");
        let (ward, need) = (row % 31, row % 9);
        let _ = writeln!(
            text,
            "{from},{to},{age},{},{},{end},E0500{ward:04},N{need},{steps},{exposure:.4}",
            age + 1,
            TIMES[time]
        );
    }
    text
}

/// Exposure of up to `most` person-years, and steps that chance makes of it.
fn chance(luck: &mut luck::Stream, rate: f64, most: f64) -> (f64, u32) {
    let exposure = (luck.uniform() * most * 1e4).ceil() / 1e4;
    let mut steps = 0;
    let mut waited = -luck.uniform().ln() / rate;
    while waited < exposure {
        steps += 1;
        waited -= luck.uniform().ln() / rate;
    }
    (exposure, steps)
}
