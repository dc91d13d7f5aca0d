//! The job that engines are measured by: children in six positions over twenty years, and what it comes to exactly.
//!
//! The intensities illustrate; they are no estimates.

use futures::scenario::{Effect, Fade, Ratio, Scenario, Service, Waiting, Who};
use futures::{PlainFlows, PlainMeasure, PlainModel, PlainRate, PlainStock};

use super::chain::{Matrix, Stretch};

/// How many positions there are.
pub const POSITIONS: usize = 6;
/// The positions: the last is left for good.
pub const NAMES: [&str; POSITIONS] =
    ["universal", "early help", "in need", "protection plan", "looked after", "left"];
/// Intensities a year of steps from a position (row) to another (column), before the multiplier of age.
pub const INTENSITIES: Matrix<POSITIONS> = [
    [0.0, 0.05, 0.035, 0.0, 0.0005, 0.005],
    [0.90, 0.0, 0.25, 0.01, 0.0, 0.005],
    [1.0, 0.2, 0.0, 0.2, 0.05, 0.005],
    [0.1, 0.05, 0.9, 0.0, 0.25, 0.005],
    [0.2, 0.0, 0.1, 0.01, 0.0, 0.08],
    [0.0; POSITIONS],
];
/// Age from which a multiplier holds, and the multiplier of all intensities.
pub const AGES: [(f64, f64); 6] =
    [(0.0, 1.6), (1.0, 1.0), (5.0, 0.9), (10.0, 1.1), (16.0, 1.3), (18.0, 0.25)];
/// Years ahead.
pub const YEARS: usize = 20;
/// Ages at the start are spread evenly from birth to this.
pub const OLDEST: f64 = 18.0;

/// What is exact for a child of some age over some years, discounted continuously at a yearly rate.
pub fn alone(age: f64, years: f64, discount: f64) -> Stretch<POSITIONS> {
    let end = age + years;
    let mut all = Stretch::nothing();
    for (band, &(from, multiplier)) in AGES.iter().enumerate() {
        let to = AGES.get(band + 1).map_or(f64::INFINITY, |next| next.0);
        let (from, to) = (from.max(age), to.min(end));
        if from < to {
            all = all.then(&Stretch::new(&generator(multiplier, discount), to - from));
        }
    }
    all
}

/// Chances at the end of each year, and mean years in each position within it, of children who start in the first
/// position at ages spread evenly.
///
/// **Limits**: ages are taken at so many points; 360 give six figures.
pub fn by_year(points: u32) -> Vec<([f64; POSITIONS], [f64; POSITIONS])> {
    let mut years = vec![([0.0; POSITIONS], [0.0; POSITIONS]); YEARS];
    for point in 0..points {
        let mut age = OLDEST * (f64::from(point) + 0.5) / f64::from(points);
        let mut before = Stretch::nothing();
        for (chances, spent) in &mut years {
            let after = before.then(&alone(age, 1.0, 0.0));
            for position in 0..POSITIONS {
                chances[position] += after.chances[0][position] / f64::from(points);
                spent[position] += (after.years[0][position] - before.years[0][position]) / f64::from(points);
            }
            before = after;
            age += 1.0;
        }
    }
    years
}

fn generator(multiplier: f64, discount: f64) -> Matrix<POSITIONS> {
    let mut generator = INTENSITIES.map(|row| row.map(|intensity| intensity * multiplier));
    for (position, row) in generator.iter_mut().enumerate() {
        row[position] = -row.iter().sum::<f64>() - discount;
    }
    generator
}

/// The job as a model of the engine.
pub fn model(children: u64) -> PlainModel {
    let ages = AGES.iter().enumerate().map(|(band, &(from, multiplier))| {
        let to = AGES.get(band + 1).map_or(f64::INFINITY, |next| next.0);
        ((from, to), multiplier)
    });
    let rates = ages.flat_map(|(ages, multiplier)| {
        let pairs = (0..POSITIONS).flat_map(|from| (0..POSITIONS).map(move |to| (from, to)));
        pairs.filter(|(from, to)| INTENSITIES[*from][*to] > 0.0).map(move |(from, to)| PlainRate {
            from,
            to,
            ages,
            times: (0.0, f64::INFINITY),
            per_year: Ratio::known(INTENSITIES[from][to] * multiplier),
        })
    });
    PlainModel {
        positions: NAMES.map(str::to_string).to_vec(),
        rates: rates.collect(),
        stock: vec![PlainStock { position: 0, ages: (0.0, OLDEST), count: children }],
        arrivals: Vec::new(),
    }
}

/// Two services with places, lists and effects: one in need, one on protection plans. There are fewer places than
/// children who want one.
pub fn services() -> Scenario<usize, usize> {
    let step = |from: usize, to: usize| {
        let steps = model(0).steps();
        steps.iter().position(|s| *s == (from, to)).unwrap_or_default()
    };
    let service = |position: usize, places: u32, steps: Vec<usize>| Service {
        name: NAMES[position].to_string(),
        who: Who {
            positions: vec![position],
            entered_by: Vec::new(),
            age_from: 2.0,
            age_to: 16.0,
            ward_groups: Vec::new(),
            reach: 0.6,
        },
        places,
        start: 1.0,
        ramp_up: 0.5,
        end: None,
        run_off: None,
        stay: 0.5,
        waiting: Waiting { longest: Some(0.5), steps: Vec::new(), ratio: 1.0 },
        effects: vec![Effect {
            steps,
            ratio: Ratio { middle: 0.8, low: 0.67, high: 0.95 },
            lag: 0.1,
            fade: Fade::HalfLife(1.0),
        }],
        backfill: 0.2,
    };
    Scenario {
        services: vec![service(2, 300, vec![step(2, 3), step(2, 4)]), service(3, 40, vec![step(3, 4)])],
        ..Scenario::default()
    }
}

/// Steps of all kinds in all draws and years.
pub fn steps(model: &PlainModel, flows: &PlainFlows) -> f64 {
    let all = (0..model.steps().len()).flat_map(|step| (0..flows.periods()).map(move |p| (p, step)));
    all.map(|(period, step)| flows.over_draws(period, PlainMeasure::Steps(step)).iter().sum::<f64>()).sum()
}
