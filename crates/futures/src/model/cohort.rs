//! The expected numbers in each open position by month of age, without chance and without drift.
//!
//! Used once a projection, to find by how much the intensities of anchored steps must change so that their expected
//! number for each child living in the area follows their own path although the ages in need and on plans shift.

use std::ops::Range;

use rates::{Rates, StepRates, by_month};
use units::{AgeBand, Position};

use crate::model::anchor::is_anchored;
use crate::model::authority::open_index;

const MONTHS: usize = 12;
/// Rounds in which the levels of a year are found.
const ROUNDS: usize = 3;

/// Multiplier by year of each step: 1 but for anchored steps.
///
/// **Shape**: `[step * years + year]`. **Limits**: time in position counts only through the mix at the start.
pub(crate) fn anchored_levels(rates: &Rates, years: usize) -> Vec<f64> {
    let mut levels = vec![1.0; rates.steps.len() * years];
    if !rates.steps.iter().any(is_anchored) {
        return levels;
    }
    let intensity: Vec<[f64; 5]> = rates.steps.iter().map(|step| by_age(rates, step)).collect();
    let mut size: [Vec<f64>; 3] =
        Position::OPEN.map(|p| by_month(&rates.stock(p).map_or([0.0; 5], |stock| stock.by_age)));
    let start: [[f64; 5]; 3] = [0, 1, 2].map(|p| bands(&size[p]));
    for year in 0..years {
        let grown = |age: usize| {
            let (then, now) =
                (rates.population.at(0, AgeBand::ALL[age]), rates.population.at(year, AgeBand::ALL[age]));
            if then > 0.0 { now / then } else { 1.0 }
        };
        // The level of a year changes the numbers in it a little, so it is found in rounds.
        let mut end = size.clone();
        for _ in 0..ROUNDS {
            let mut present = [[0.0; 5]; 3];
            end.clone_from(&size);
            let speed = speeds(rates, &intensity, &levels, (year, years));
            for _ in 0..MONTHS {
                let next = a_month(rates, &speed, &end, year);
                for (p, present) in present.iter_mut().enumerate() {
                    let (before, after) = (bands(&end[p]), bands(&next[p]));
                    for age in 0..5 {
                        present[age] += (before[age] + after[age]) / 2.0 / MONTHS as f64;
                    }
                }
                end = next;
            }
            for (index, step) in rates.steps.iter().enumerate().filter(|(_, s)| is_anchored(s)) {
                let from = open_index(step.step.from);
                let wanted: f64 = (0..5).map(|a| intensity[index][a] * start[from][a] * grown(a)).sum();
                let given: f64 = (0..5).map(|a| intensity[index][a] * present[from][a]).sum();
                if given > 0.0 {
                    levels[index * years + year] = wanted / given;
                }
            }
        }
        size = end;
    }
    levels
}

/// Steps a month for each child, by step and age, in one of some years.
fn speeds(
    rates: &Rates,
    intensity: &[[f64; 5]],
    levels: &[f64],
    (year, years): (usize, usize),
) -> Vec<[f64; 5]> {
    let of = |(index, step): (usize, &StepRates)| {
        let factor = levels[index * years + year] * step.expected_at(year).exp() / MONTHS as f64;
        intensity[index].map(|i| i * factor)
    };
    rates.steps.iter().enumerate().map(of).collect()
}

/// One month: children move, then all are a month older.
fn a_month(rates: &Rates, speed: &[[f64; 5]], size: &[Vec<f64>; 3], year: usize) -> [Vec<f64>; 3] {
    let mut next: [Vec<f64>; 3] = size.clone();
    for (step, speed) in rates.steps.iter().zip(speed) {
        let from = Position::OPEN.contains(&step.step.from).then(|| open_index(step.step.from));
        let to = Position::OPEN.contains(&step.step.to).then(|| open_index(step.step.to));
        for age in AgeBand::ALL {
            let speed = speed[age.index()];
            let outside = match from {
                Some(_) => 0.0,
                None => rates.outside(step.step.from, year, age) / age.months(),
            };
            for month in months(age) {
                let flow = from.map_or(outside, |from| size[from][month]) * speed;
                if let Some(from) = from {
                    next[from][month] -= flow;
                }
                if let Some(to) = to {
                    next[to][month] += flow;
                }
            }
        }
    }
    for ages in &mut next {
        ages.rotate_right(1);
        if let Some(born) = ages.first_mut() {
            *born = 0.0;
        }
        ages.iter_mut().for_each(|n| *n = n.max(0.0));
    }
    next
}

/// Mean intensity of a step at each age over the times in position of the children present at the start.
pub(crate) fn by_age(rates: &Rates, step: &StepRates) -> [f64; 5] {
    let stock = rates.stock(step.step.from);
    AgeBand::ALL.map(|age| {
        let mean = |time| step.cell_at(age, time).map_or(0.0, |cell| step.cells[cell].posterior.mean().0);
        let Some(stock) = stock.filter(|_| step.times.count() > 1) else { return mean(0) };
        let mut from = 0.0;
        stock
            .elapsed
            .iter()
            .map(|(to, share)| {
                let middle: f64 = (from + to) / 2.0;
                from = *to;
                share * mean(step.times.edges().iter().filter(|edge| **edge <= middle).count())
            })
            .sum()
    })
}

fn bands(ages: &[f64]) -> [f64; 5] {
    AgeBand::ALL.map(|age| ages[months(age)].iter().sum())
}

/// Months of age in a band.
fn months(age: AgeBand) -> Range<usize> {
    (age.from_years() * 12.0) as usize..(age.to_years() * 12.0) as usize
}
