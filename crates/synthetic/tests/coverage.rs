//! Rates counted from an authority hold the truth as often as their intervals say.

use std::collections::BTreeMap;

use rates::counted::{Count, Counted, from_counts};
use rates::published::{National, from_published};
use rates::{Population, Rates, Seen};
use reference::Reference;
use synthetic::{Authority, Cell, Settings, build};
use units::{AgeBand, Exposure, History, Position, Step};

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
                    let seen = |known_before| {
                        let here: Vec<Cell> = cells(from, age, time)
                            .into_iter()
                            .filter(|c| c.known_before == known_before)
                            .collect();
                        Seen {
                            steps: sum(&here, &|c, q| tally.steps(c, to, q) as f64),
                            exposure: Exposure(sum(&here, &|c, q| tally.exposure_years(c, q))),
                        }
                    };
                    // Its intensities do not ask whether who was known before was looked after then.
                    let by_history = [seen(false), seen(true), Seen::default()];
                    counts.push(Count { step: Step::new(from, to), age, time, by_history });
                }
            }
        }
    }
    Counted {
        care_leavers: None,
        base_year: 2025,
        years: 3.0,
        time_edges: EDGES.to_vec(),
        counts,
        population: Population { first_year: 2025, by_year: vec![[1e3; 5]] },
        stocks: Vec::new(),
        placements: [[0.0; 7]; 5],
        moves: [Seen::default(); 5],
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

/// Authorities like these, each of several seeds.
const LIKE: [(&str, u64); 3] = [("Hartlepool", 20_000), ("Middlesbrough", 30_000), ("Leeds", 60_000)];

/// Rates of every made-up authority.
fn each(mut tell: impl FnMut(&Authority, &Rates)) {
    let reference = Reference::embedded();
    let national = National::as_published(reference, 2025, National::WINDOW);
    for (model_on, children) in LIKE {
        let area = reference.find(model_on).expect("a known authority").code;
        let published = from_published(reference, &national, area).expect("published figures");
        for seed in 1..=8 {
            let authority = made(model_on, children, seed);
            tell(&authority, &from_counts(&published, &counted(&authority)));
        }
    }
}

/// True ratios of those known before to those there for the first time: `docs/synthetic.md`.
const KNOWN_BEFORE: [(Step, f64); 5] = [
    (Step::new(Position::InNeed, Position::ProtectionPlan), 1.5),
    (Step::new(Position::InNeed, Position::LookedAfter), 1.3),
    (Step::new(Position::ProtectionPlan, Position::LookedAfter), 1.3),
    (Step::new(Position::InNeed, Position::Closed), 1.0),
    (Step::new(Position::LookedAfter, Position::Closed), 1.0),
];

#[test]
fn true_ratios_by_history_lie_in_their_95_percent_intervals() {
    let (mut inside, mut all) = (0.0, 0.0);
    let mut means = [0.0; KNOWN_BEFORE.len()];
    each(|_, rates| {
        for ((step, truth), mean) in KNOWN_BEFORE.into_iter().zip(&mut means) {
            let Some(step) = rates.steps.iter().find(|s| s.step == step) else { continue };
            let (low, high) = step.history.interval(History::KnownBefore, 0.95);
            all += 1.0;
            inside += f64::from(u8::from((low..high).contains(&truth)));
            *mean += step.history.ratio(History::KnownBefore).ln() / 24.0;
        }
    });
    println!("inside: {inside} of {all}; mean ratios {:?}", means.map(f64::exp));
    let chance = 3.89 * f64::sqrt(0.95 * 0.05 / all);
    assert!(all == 120.0 && (inside / all - 0.95_f64).abs() < chance, "{inside} of {all}");
}

#[test]
fn ninety_five_in_a_hundred_true_intensities_lie_in_their_95_percent_intervals() {
    let mut by = BTreeMap::new();
    each(|authority, rates| compare(authority, rates, &mut by));
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
