//! Steps whose number is steadier than the position they leave: what takes that position's drift out again.
//!
//! Starts of care for each child living in an area vary less from year to year than children in need or on
//! protection plans do. Where the numbers in those positions drift, the intensity of starting care drifts the other
//! way: a threshold that lets more families into need lets in families further from care. Without this, the drift
//! of the front door would pass in full to care, and intervals would be too wide.

use rates::{Rates, StepRates};
use units::{AgeBand, Position, Step};

use crate::model::authority::open_index;
use crate::model::cohort::by_age;

/// Months in a year: the expected numbers are followed month by month.
const MONTHS: usize = 12;

/// What holds anchored steps, made once a projection.
pub(crate) struct Anchor {
    /// Mean intensity of each step over the children (or, for arrivals, arrivals a year).
    mean: Vec<f64>,
    start: [f64; 3],
    /// Mean numbers in each position in each year without drift.
    expected: Vec<[f64; 3]>,
}

impl Anchor {
    /// `None` if no step is anchored.
    pub(crate) fn new(rates: &Rates, years: usize) -> Option<Anchor> {
        if !rates.steps.iter().any(is_anchored) {
            return None;
        }
        let mean = rates.steps.iter().map(|step| mean(rates, step)).collect();
        let start =
            Position::OPEN.map(|p| rates.stock(p).map_or(0.0, |stock| stock.total()).max(f64::MIN_POSITIVE));
        let mut anchor = Anchor { mean, start, expected: Vec::new() };
        anchor.expected = anchor.run(rates, years, |step, year, _| rates.steps[step].expected_at(year).exp());
        Some(anchor)
    }

    /// Takes the drift of the position left out of the paths of anchored steps.
    ///
    /// **Shape**: `path[step * years + year]`, the multipliers of one draw.
    pub(crate) fn hold(&self, rates: &Rates, years: usize, path: &mut [f64]) {
        let drawn = self.run(rates, years, |step, year, size| {
            let own = path[step * years + year];
            if is_anchored(&rates.steps[step]) {
                let from = open_index(rates.steps[step].step.from);
                own * self.expected[year][from] / size[from]
            } else {
                own
            }
        });
        for (index, step) in rates.steps.iter().enumerate().filter(|(_, s)| is_anchored(s)) {
            let from = open_index(step.step.from);
            for year in 0..years {
                path[index * years + year] *= self.expected[year][from] / drawn[year][from];
            }
        }
    }

    /// Mean numbers in each position in each year, the three open positions taken as three compartments.
    ///
    /// `multiplier(step, year, size)` is given what positions hold at that moment.
    fn run(
        &self,
        rates: &Rates,
        years: usize,
        multiplier: impl Fn(usize, usize, [f64; 3]) -> f64,
    ) -> Vec<[f64; 3]> {
        let here = rates.population.total(0);
        let mut size = self.start;
        (0..years)
            .map(|year| {
                // Arrivals grow with the children living in the area.
                let growth = if here > 0.0 { rates.population.total(year) / here } else { 1.0 };
                let mut sum = [0.0; 3];
                for _ in 0..MONTHS {
                    let mut change = [0.0; 3];
                    for (index, StepRates { step, .. }) in rates.steps.iter().enumerate() {
                        let from = Position::OPEN.contains(&step.from).then(|| open_index(step.from));
                        let children = from.map_or(growth, |p| size[p]);
                        let flow =
                            self.mean[index] * children * multiplier(index, year, size) / MONTHS as f64;
                        if let Some(from) = from {
                            change[from] -= flow;
                        }
                        if Position::OPEN.contains(&step.to) {
                            change[open_index(step.to)] += flow;
                        }
                    }
                    for p in 0..3 {
                        // A month's flows never take more than nine in ten.
                        size[p] = (size[p] + change[p]).max(size[p] * 0.1);
                        sum[p] += size[p] / MONTHS as f64;
                    }
                }
                sum
            })
            .collect()
    }
}

/// Mean intensity of a step over the exposure seen; for arrivals and children who come back, steps a year.
fn mean(rates: &Rates, step: &StepRates) -> f64 {
    if !Position::OPEN.contains(&step.step.from) {
        let by_age = AgeBand::ALL.into_iter().zip(by_age(rates, step));
        return by_age.map(|(age, intensity)| intensity * rates.outside(step.step.from, 0, age)).sum();
    }
    let (steps, exposure) = step.cells.iter().fold((0.0, 0.0), |sum, cell| {
        (sum.0 + cell.posterior.mean().0 * cell.exposure.0, sum.1 + cell.exposure.0)
    });
    if exposure > 0.0 { steps / exposure } else { 0.0 }
}

/// Whether a step is one of those: into care, from in need or from a protection plan.
pub(crate) fn is_anchored(step: &StepRates) -> bool {
    let Step { from, to } = step.step;
    step.per_child && Position::OPEN.contains(&from) && to == Position::LookedAfter
}
