//! The job of [`six_positions`](super::six_positions) as a model of the engine.

use futures::scenario::Ratio;
use futures::{PlainModel, PlainRate, PlainStock};

use super::six_positions::{AGES, INTENSITIES, NAMES, OLDEST, POSITIONS};

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
