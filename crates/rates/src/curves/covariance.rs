//! The covariance of chances and of mean times, carried along step by step.

use super::timetable::StepCount;

/// How the variance of a step's estimated intensity is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variance {
    /// Greenwood's: people at risk at a time move like draws from a multinomial distribution.
    #[default]
    Greenwood,
    /// Aalen's: steps are counts of Poisson type. Slightly larger where many of few people at risk move at one time.
    Aalen,
}

/// Chances of being in each position, mean times spent there, and their covariances, of one start.
///
/// With p the row of chances, M = I + dA the matrix of all steps at one time and C the covariance of p:
///
/// - p ← p M, and C ← Mᵀ C M + Σₕ pₕ² cov(dAₕ), with p as it was before (Andersen and others 1993, (4.4.19), of one row);
/// - over time dt without steps, mean times L ← L + p dt, so that cov(L, p) ← cov(L, p) + C dt and
///   var(L) ← var(L) + 2 cov(L, p) dt + C dt² on the diagonal;
/// - at a time of steps, cov(L, p) ← cov(L, p) M.
///
/// M differs from the identity in the rows of positions that somebody leaves, so that one time costs a few multiples of
/// the number of positions, and time between a few multiples of its square.
#[derive(Clone, Debug)]
pub(super) struct Moving {
    count: usize,
    variance: Variance,
    pub(super) chances: Vec<f64>,
    /// C, by rows.
    pub(super) covariance: Vec<f64>,
    pub(super) mean_times: Vec<f64>,
    /// Covariance of mean time (row) and chance (column).
    mixed: Vec<f64>,
    pub(super) mean_time_variances: Vec<f64>,
    /// Columns or rows as they were before a time of steps, one for each position left.
    before: Vec<f64>,
    /// Chances of the positions left, as they were.
    chances_before: Vec<f64>,
}

impl Moving {
    /// All in one position.
    pub(super) fn new(count: usize, from: usize, variance: Variance) -> Moving {
        let mut chances = vec![0.0; count];
        chances[from] = 1.0;
        Moving {
            count,
            variance,
            chances,
            covariance: vec![0.0; count * count],
            mean_times: vec![0.0; count],
            mixed: vec![0.0; count * count],
            mean_time_variances: vec![0.0; count],
            before: vec![0.0; count * count],
            chances_before: vec![0.0; count],
        }
    }

    /// Lets time pass without steps.
    pub(super) fn pass(&mut self, time: f64) {
        for (place, mean_time) in self.mean_times.iter_mut().enumerate() {
            let diagonal = place * self.count + place;
            *mean_time += self.chances[place] * time;
            self.mean_time_variances[place] +=
                time * (2.0 * self.mixed[diagonal] + time * self.covariance[diagonal]);
        }
        for (mixed, covariance) in self.mixed.iter_mut().zip(&self.covariance) {
            *mixed += covariance * time;
        }
    }

    /// Makes all steps of one time. `steps` are sorted by position left.
    pub(super) fn step(&mut self, steps: &[StepCount]) {
        self.multiply_columns(steps, false);
        self.multiply_columns(steps, true);
        self.multiply_rows(steps);
        for (group, of_one) in steps.chunk_by(|a, b| a.from == b.from).enumerate() {
            self.chances_before[group] = self.chances[usize::from(of_one[0].from)];
        }
        for (group, of_one) in steps.chunk_by(|a, b| a.from == b.from).enumerate() {
            let was = self.chances_before[group];
            if was != 0.0 {
                self.add_noise(of_one, was * was);
                let from = usize::from(of_one[0].from);
                let left = share_left(of_one);
                self.chances[from] -= was * left;
                // Rounding must not leave a chance just under nought.
                self.chances[from] = self.chances[from].max(0.0);
                for step in of_one {
                    self.chances[usize::from(step.to)] += was * share(step);
                }
            }
        }
    }

    /// Multiplies the covariance (or the mixed one) by M from the right.
    fn multiply_columns(&mut self, steps: &[StepCount], of_mixed: bool) {
        let k = self.count;
        let matrix = if of_mixed { &mut self.mixed } else { &mut self.covariance };
        for (row, before) in matrix.chunks_exact_mut(k).zip(self.before.chunks_exact_mut(k)) {
            for (group, of_one) in steps.chunk_by(|a, b| a.from == b.from).enumerate() {
                before[group] = row[usize::from(of_one[0].from)];
            }
            for (group, of_one) in steps.chunk_by(|a, b| a.from == b.from).enumerate() {
                row[usize::from(of_one[0].from)] -= before[group] * share_left(of_one);
                for step in of_one {
                    row[usize::from(step.to)] += before[group] * share(step);
                }
            }
        }
    }

    /// Multiplies the covariance by the transpose of M from the left.
    fn multiply_rows(&mut self, steps: &[StepCount]) {
        let k = self.count;
        for (group, of_one) in steps.chunk_by(|a, b| a.from == b.from).enumerate() {
            let from = usize::from(of_one[0].from) * k;
            self.before[group * k..(group + 1) * k].copy_from_slice(&self.covariance[from..from + k]);
        }
        for (group, of_one) in steps.chunk_by(|a, b| a.from == b.from).enumerate() {
            let before = &self.before[group * k..(group + 1) * k];
            let mut add = |to: usize, share: f64| {
                let row = &mut self.covariance[to * k..(to + 1) * k];
                row.iter_mut().zip(before).for_each(|(here, there)| *here += share * there);
            };
            add(usize::from(of_one[0].from), -share_left(of_one));
            of_one.iter().for_each(|step| add(usize::from(step.to), share(step)));
        }
    }

    /// Adds the covariance of the steps out of one position, with a weight.
    fn add_noise(&mut self, of_one: &[StepCount], weight: f64) {
        let k = self.count;
        let from = usize::from(of_one[0].from);
        let each = weight / f64::from(of_one[0].at_risk);
        let stay = match self.variance {
            Variance::Greenwood => 1.0 - share_left(of_one),
            Variance::Aalen => 1.0,
        };
        self.covariance[from * k + from] += each * share_left(of_one) * stay;
        for step in of_one {
            let (to, share_to) = (usize::from(step.to), share(step));
            self.covariance[from * k + to] -= each * share_to * stay;
            self.covariance[to * k + from] -= each * share_to * stay;
            self.covariance[to * k + to] += each * share_to;
            if self.variance == Variance::Greenwood {
                for other in of_one {
                    self.covariance[to * k + usize::from(other.to)] -= each * share_to * share(other);
                }
            }
        }
    }
}

fn share(step: &StepCount) -> f64 {
    f64::from(step.count) / f64::from(step.at_risk)
}

/// The share of a position that leaves it at one time. Counts are added before they are divided, so that who all leave
/// leave nobody.
fn share_left(of_one: &[StepCount]) -> f64 {
    let left: u64 = of_one.iter().map(|s| u64::from(s.count)).sum();
    left as f64 / f64::from(of_one[0].at_risk)
}
