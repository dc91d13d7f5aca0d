//! Rates counted from an authority hold the truth as often as their intervals say.

use std::collections::BTreeMap;

use rates::counted::{Count, Counted, from_counts};
use rates::published::{National, from_published};
use rates::{Population, Rates, Seen};
use reference::Reference;
use synthetic::{Authority, Cell, Settings, build};
use units::{AgeBand, Exposure, Position, Step};

/// Bands of time in position of the made-up authority: their edges are those of its intensities.
const EDGES: [f64; 4] = [0.25, 0.5, 1.0, 2.0];
const QUINTILES: usize = 5;

fn made(model_on: &str, children: u64, seed: u64) -> Authority {
    let reference = Reference::embedded();
    let settings = Settings {
        name: "Testshire".to_string(),
        model_on: reference.find(model_on).expect("a known authority").code,
        children,
        first_year: 2023,
        last_year: 2025,
        seed,
        fault_share: 0.0,
        annex_a_months: 6,
    };
    build(reference, &settings).expect("published figures")
}

/// The made-up authority's cells of one position, age and time, whatever the history.
fn cells(from: Position, age: AgeBand, time: usize) -> Vec<Cell> {
    Cell::all().filter(|c| c.position == from && c.age == age && c.time == time).collect()
}

fn counted(authority: &Authority) -> Counted {
    let tally = authority.tally();
    let sum = |cells: &[Cell], value: &dyn Fn(Cell, usize) -> f64| -> f64 {
        cells.iter().map(|c| (0..QUINTILES).map(|q| value(*c, q)).sum::<f64>()).sum()
    };
    let mut counts = Vec::new();
    for from in Position::OPEN {
        for to in Position::ALL.into_iter().filter(|to| *to != from && *to != Position::NotKnown) {
            for age in AgeBand::ALL {
                for time in 0..=EDGES.len() {
                    let here = cells(from, age, time);
                    let seen = Seen {
                        steps: sum(&here, &|c, q| tally.steps(c, to, q) as f64),
                        exposure: Exposure(sum(&here, &|c, q| tally.exposure_years(c, q))),
                    };
                    counts.push(Count::whatever_history(Step::new(from, to), age, time, seen));
                }
            }
        }
    }
    Counted {
        base_year: 2025,
        years: 3.0,
        time_edges: EDGES.to_vec(),
        counts,
        population: Population { first_year: 2025, by_year: vec![[1e3; 5]] },
        stocks: Vec::new(),
        placements: [[0.0; 7]; 5],
    }
}

/// How many true values lie inside their 95% interval, below it and above it.
#[derive(Clone, Copy, Debug, Default)]
struct Hits {
    inside: u32,
    below: u32,
    above: u32,
}

impl Hits {
    fn all(self) -> u32 {
        self.inside + self.below + self.above
    }

    fn share(self) -> f64 {
        f64::from(self.inside) / f64::from(self.all().max(1))
    }
}

/// Compares every cell with the truth, by how many steps were seen in it.
fn compare(authority: &Authority, rates: &Rates, by: &mut BTreeMap<&'static str, Hits>) {
    for step in &rates.steps {
        if !Position::OPEN.contains(&step.step.from) || step.times.count() == 1 {
            continue;
        }
        for cell in step.cells.iter().filter(|c| c.exposure.0 > 0.0) {
            let here: Vec<Cell> =
                cell.times.iter().flat_map(|t| cells(step.step.from, cell.ages[0], *t)).collect();
            let truth = authority.lived(&here, step.step.to);
            if truth <= 0.0 {
                continue;
            }
            let (low, high) = cell.posterior.interval(0.95);
            let seen = match cell.steps as u32 {
                0 => "no steps",
                1..=4 => "1 to 4 steps",
                5..=19 => "5 to 19 steps",
                _ => "20 steps and more",
            };
            for name in ["all cells", seen] {
                let hits = by.entry(name).or_default();
                match truth {
                    t if t < low.0 => hits.below += 1,
                    t if t > high.0 => hits.above += 1,
                    _ => hits.inside += 1,
                }
            }
        }
    }
}

#[test]
fn ninety_five_in_a_hundred_true_intensities_lie_in_their_95_percent_intervals() {
    let reference = Reference::embedded();
    let national = National::as_published(reference, 2025, National::WINDOW);
    let mut by = BTreeMap::new();
    for (model_on, children) in [("Hartlepool", 20_000), ("Middlesbrough", 30_000), ("Leeds", 60_000)] {
        let area = reference.find(model_on).expect("a known authority").code;
        let published = from_published(reference, &national, area).expect("published figures");
        for seed in 1..=8 {
            let authority = made(model_on, children, seed);
            compare(&authority, &from_counts(&published, &counted(&authority)), &mut by);
        }
    }
    for (name, hits) in &by {
        println!(
            "{name}: {:.1}% of {} true values inside; {} below, {} above",
            hits.share() * 100.0,
            hits.all(),
            hits.below,
            hits.above
        );
    }
    let share = by["all cells"].share();
    assert!((0.93..=0.97).contains(&share), "{share}");
}
