//! Where rates say that children are some time after they entered a position.

use units::{AgeBand, Position, Step};

use super::at_risk::leaving;
use crate::StepRates;

/// Chances of the open positions, in the order of [`Position::OPEN`], and of having been closed since.
pub type Chance = [f64; 4];

/// Parts of a year in which children are followed.
const PARTS: usize = 48;

/// Chance of leaving in a part of a year, and where to.
#[derive(Clone, Copy, Debug, Default)]
struct Stay {
    leaves: f64,
    shares: Chance,
}

/// Follows children by the rates alone, from the day on which they enter a position.
///
/// Time in position begins anew with each step, so there is no closed form. Children are followed in 48 parts of a year
/// by position and time in it; who moves begins the next position at the end of the part. Closed is the end: who
/// comes back begins anew. Steps to other positions than the open ones count as closing.
///
/// **Limits**: a move is up to a week late, which shifts chances of positions entered on the way by a part of a
/// percentage point.
#[derive(Clone, Debug)]
pub struct Occupancies {
    /// Parts that are followed.
    last: usize,
    /// By position, age band and time in position in parts.
    stays: Vec<Vec<Vec<Stay>>>,
}

impl Occupancies {
    /// Makes ready to follow children for some years.
    pub fn new(steps: &[StepRates], years: f64) -> Occupancies {
        let last = parts(years);
        let of_age = |from, age| (0..=last).map(|part| Stay::of(steps, from, age, part)).collect();
        let of = |from| AgeBand::ALL.into_iter().map(|age| of_age(from, age)).collect();
        Occupancies { last, stays: Position::OPEN.into_iter().map(of).collect() }
    }

    /// Chances at some times after a position was entered at an age.
    ///
    /// **Shape**: one for each time, in years, in the order given; times beyond the years made ready for are taken as the
    /// last of them. From the 18th birthday on the chances stay as they are. Nought for a position that is not open.
    pub fn at(&self, from: Position, age: f64, times: &[f64]) -> Vec<Chance> {
        let mut told = vec![[0.0; 4]; times.len()];
        let Some(start) = Position::OPEN.into_iter().position(|p| p == from) else { return told };
        let mut here = vec![vec![0.0; self.last + 1]; Position::OPEN.len()];
        here[start][0] = 1.0;
        let mut closed = 0.0;
        for part in 0..=self.last {
            for (_, chance) in times.iter().zip(&mut told).filter(|(t, _)| parts(**t).min(self.last) == part)
            {
                let sum = |position: usize| here[position].iter().sum();
                *chance = [sum(0), sum(1), sum(2), closed];
            }
            let band = AgeBand::of(age + (part as f64 + 0.5) / PARTS as f64);
            let Some(band) = band.filter(|_| part < self.last) else { continue };
            let mut arriving = [0.0; 4];
            for (children, stays) in here.iter_mut().zip(&self.stays) {
                for time in (0..=part).rev() {
                    let stay = &stays[band.index()][time];
                    let moved = children[time] * stay.leaves;
                    for (sum, share) in arriving.iter_mut().zip(stay.shares) {
                        *sum += moved * share;
                    }
                    children[time + 1] = children[time] - moved;
                }
                children[0] = 0.0;
            }
            for (children, new) in here.iter_mut().zip(arriving) {
                children[0] += new;
            }
            closed += arriving[3];
        }
        told
    }
}

impl Stay {
    fn of(steps: &[StepRates], from: Position, age: AgeBand, part: usize) -> Stay {
        let years = (part as f64 + 0.5) / PARTS as f64;
        let all = leaving(steps, from, age, years);
        if all <= 0.0 {
            return Stay::default();
        }
        let to = |to: Position| {
            let step = steps.iter().find(|s| s.step == Step::new(from, to));
            step.and_then(|s| s.cell_after(age, years)).map_or(0.0, |cell| cell.posterior.mean().0) / all
        };
        let [a, b, c] = Position::OPEN.map(to);
        Stay { leaves: -(-all / PARTS as f64).exp_m1(), shares: [a, b, c, (1.0 - a - b - c).max(0.0)] }
    }
}

fn parts(years: f64) -> usize {
    (years * PARTS as f64).round().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use units::Exposure;

    use super::*;
    use crate::fit::AtRisk;
    use crate::{Cell, Drift, Evidence, HistoryRatios, Posterior, StandIn, TimeBands};

    /// A step of one intensity before and one after half a year.
    fn step(from: Position, to: Position, intensities: [f64; 2]) -> StepRates {
        let cell = |(time, intensity): (usize, f64)| Cell {
            ages: AgeBand::ALL.to_vec(),
            times: vec![time],
            steps: 0.0,
            exposure: Exposure(0.0),
            posterior: Posterior { shape: intensity * 1e3, exposure_years: 1e3 },
            evidence: Evidence::Counted,
            rest: StandIn::Nothing,
        };
        StepRates {
            step: Step::new(from, to),
            times: TimeBands::with_edges(vec![0.5]),
            cells: [(0, intensities[0]), (1, intensities[1])].map(cell).to_vec(),
            drift: Drift::NONE,
            drift_path: 0,
            drift_follows: None,
            level_sd: 0.0,
            per_child: false,
            history: HistoryRatios::none(),
            expected: Vec::new(),
            assumption: "",
        }
    }

    #[test]
    fn chances_follow_the_closed_form_of_a_chain() {
        use Position::{Closed, InNeed, LookedAfter};
        // In need -> looked after at 1 a year, looked after -> closed at 0.5: the sum of two exponentials.
        let steps = [step(InNeed, LookedAfter, [1.0; 2]), step(LookedAfter, Closed, [0.5; 2])];
        let told = Occupancies::new(&steps, 5.0).at(InNeed, 2.0, &[1.0, 2.0, 5.0]);
        for (t, chance) in [1.0f64, 2.0, 5.0].into_iter().zip(told) {
            let in_care = ((-0.5 * t).exp() - (-t).exp()) / 0.5;
            for (seen, truth) in
                chance.into_iter().zip([(-t).exp(), 0.0, in_care, 1.0 - (-t).exp() - in_care])
            {
                assert!((seen - truth).abs() < 0.006, "{t}: {seen} {truth}");
            }
            assert!((chance.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
        assert_eq!(Occupancies::new(&steps, 0.0).at(InNeed, 2.0, &[0.0]), [[1.0, 0.0, 0.0, 0.0]]);
    }

    #[test]
    fn the_curve_is_exp_of_less_the_cumulative_intensity() {
        use Position::{Closed, InNeed, ProtectionPlan};
        let steps = [step(InNeed, Closed, [2.0, 0.5]), step(InNeed, ProtectionPlan, [0.4, 0.1])];
        let mut at_risk = AtRisk::new();
        at_risk.add(AgeBand::From1To4, 0, 731);
        // Late entries of the same intensities change nothing.
        at_risk.add(AgeBand::From5To9, 400, 731);
        let implied = at_risk.implied(&steps, InNeed);
        // The second band begins on day 183, as in the table of steps and exposure.
        let truth = |days: f64| (-(days.min(183.0) * 2.4 + (days - 183.0).max(0.0) * 0.6) / 365.25).exp();
        for (years, days) in [(0.0, 0.0), (0.25, 91.0), (0.5, 183.0), (1.0, 365.0), (2.0, 731.0)] {
            assert!((implied.share_at(years) - truth(days)).abs() < 1e-12, "{years}");
        }
        assert_eq!(implied.share_at(9.0), implied.share_at(2.01), "nobody is at risk any more");
    }
}
