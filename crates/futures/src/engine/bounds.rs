//! The greatest ratios that a scenario may come to in a draw: as many steps are proposed as they may add.

use crate::engine::raised::By;
use crate::scenario::{Change, Combine, Scenario};

/// Greatest ratios on each step, at least 1.
pub(crate) struct Bounds {
    /// `[step]`: of the changes of practice that hold together at some age and time.
    changes: Vec<f64>,
    /// `[service][step]`: of help by the service.
    help: Vec<Vec<f64>>,
    /// `[service][step]`: of waiting for it.
    wait: Vec<Vec<f64>>,
    /// `[step]`: of all services together, each once.
    services: Vec<f64>,
    combine: Combine,
}

impl Bounds {
    /// Of ratios as drawn.
    ///
    /// **Shapes**: `changes[change][step]`, `help[service][step]` and `wait[service][step]`, each the greatest ratio above 1, or 1;
    /// `together` as [`together`] gives it.
    pub(crate) fn new(
        (together, changes): (&[Vec<usize>], &[Vec<f64>]),
        help: Vec<Vec<f64>>,
        wait: Vec<Vec<f64>>,
        (combine, steps): (Combine, usize),
    ) -> Bounds {
        let most = |step: usize| {
            let product = |set: &Vec<usize>| set.iter().map(|change| changes[*change][step]).product();
            together.iter().map(product).fold(1.0, f64::max)
        };
        let mut bounds =
            Bounds { changes: (0..steps).map(most).collect(), help, wait, services: Vec::new(), combine };
        let all = || 0..bounds.help.len();
        bounds.services = (0..steps).map(|step| bounds.of_services(step, all(), all())).collect();
        bounds
    }

    /// Greatest ratio of some helps, and of waiting for some services, on a step.
    pub(crate) fn of_services(
        &self,
        step: usize,
        helps: impl Iterator<Item = usize>,
        waits: impl Iterator<Item = usize>,
    ) -> f64 {
        let helps = helps.map(|service| self.help[service][step]);
        let helps: f64 = match self.combine {
            Combine::Multiply => helps.product(),
            Combine::Strongest => helps.fold(1.0, f64::max),
        };
        helps * waits.map(|service| self.wait[service][step]).product::<f64>()
    }

    /// How many times a step's own intensity may be added to it, at the pace of 1.
    pub(crate) fn most_added(&self, by: By, step: usize) -> f64 {
        match by {
            By::Changes => self.changes[step] - 1.0,
            By::Services => self.changes[step] * (self.services[step] - 1.0),
        }
    }

    /// The pace at which steps have to be proposed so that services can come to a ratio on a step.
    pub(crate) fn pace(&self, step: usize, ratio: f64) -> f64 {
        let all = self.services[step] - 1.0;
        if all > 0.0 { (ratio - 1.0) / all } else { 0.0 }
    }
}

/// The largest sets of changes that hold together at some age and time.
///
/// Each change holds in a rectangle of ages and times, and where several overlap they do so at the youngest age of one
/// and the first moment of one: it is enough to look there.
pub(crate) fn together<P, S>(scenario: &Scenario<P, S>) -> Vec<Vec<usize>> {
    let changes = &scenario.changes;
    let holds = |change: &Change<S>, age: f64, time: f64| {
        let ages = change.age_from <= age && age < change.age_to;
        ages && change.start <= time && change.end.is_none_or(|end| time < end)
    };
    let apart = |number: fn(&Change<S>) -> f64| {
        let mut numbers: Vec<f64> = changes.iter().map(number).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        numbers
    };
    let (times, ages) = (apart(|change| change.start), apart(|change| change.age_from));
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for time in times {
        for age in &ages {
            let set: Vec<usize> =
                (0..changes.len()).filter(|change| holds(&changes[*change], *age, time)).collect();
            // Ratios count from 1 upwards, so a set within another adds nothing.
            if !sets.iter().any(|other| within(&set, other)) {
                sets.retain(|other| !within(other, &set));
                sets.push(set);
            }
        }
    }
    sets
}

/// Whether all of some rising numbers are among others.
fn within(some: &[usize], others: &[usize]) -> bool {
    let mut others = others.iter();
    some.iter().all(|one| others.any(|other| other == one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Ratio;

    fn change((start, end): (f64, f64), (age_from, age_to): (f64, f64)) -> Change<usize> {
        Change {
            name: String::new(),
            steps: vec![0],
            moves: false,
            ratio: Ratio::known(10.0),
            start,
            phase_in: 0.0,
            end: Some(end),
            age_from,
            age_to,
            backfill: 0.0,
        }
    }

    #[test]
    fn changes_count_together_only_where_they_hold_at_once() {
        let changes = vec![
            change((0.0, 1.0), (0.0, 18.0)),
            change((1.0, 3.0), (0.0, 18.0)),
            change((2.0, 4.0), (5.0, 10.0)),
            change((2.0, 4.0), (10.0, 18.0)),
        ];
        let scenario = Scenario::<usize, usize> { changes, ..Scenario::default() };
        let sets = together(&scenario);
        assert_eq!(sets, [vec![0], vec![1, 2], vec![1, 3]]);
        let bounds = Bounds::new((&sets, &vec![vec![10.0]; 4]), vec![], vec![], (Combine::Multiply, 1));
        assert_eq!(bounds.most_added(By::Changes, 0), 99.0);
    }

    #[test]
    fn the_strongest_of_several_services_is_the_greatest_of_them() {
        let help = vec![vec![1.5], vec![2.0], vec![1.0]];
        let of = |combine| {
            let bounds = Bounds::new((&[], &[]), help.clone(), vec![vec![1.0]; 3], (combine, 1));
            (bounds.of_services(0, 0..3, 0..3), bounds.pace(0, 1.5))
        };
        assert_eq!(of(Combine::Multiply), (3.0, 0.25));
        assert_eq!(of(Combine::Strongest), (2.0, 0.5));
    }
}
