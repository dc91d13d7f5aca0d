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
/// - at a time of steps, cov(L, p) ← cov(L, p) M. It is kept turned over, so that whole rows change.
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
    /// Covariance of chance (row) and mean time (column).
    mixed: Vec<f64>,
    pub(super) mean_time_variances: Vec<f64>,
    /// Values or rows as they were before a time of steps, one for each position left.
    before: Vec<f64>,
    change: Change,
}

/// What all steps of one time change: the entries of dA that are not nought, by position left.
#[derive(Clone, Debug, Default)]
struct Change {
    groups: Vec<Group>,
    entries: Vec<Entry>,
}

/// The entries of one position left: its own, and one for each position entered.
#[derive(Clone, Copy, Debug)]
struct Group {
    from: usize,
    at_risk: f64,
    /// Share of its people who leave.
    left: f64,
    /// Where its entries begin and end.
    begin: usize,
    end: usize,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    to: usize,
    /// Value of dA: share of people who move there, or less the share who leave.
    share: f64,
}

impl Change {
    fn of(&mut self, steps: &[StepCount]) {
        self.groups.clear();
        self.entries.clear();
        for of_one in steps.chunk_by(|a, b| a.from == b.from) {
            let (from, at_risk) = (usize::from(of_one[0].from), f64::from(of_one[0].at_risk));
            // Counts are added before they are divided, so that who all leave leave nobody.
            let left = of_one.iter().map(|s| u64::from(s.count)).sum::<u64>() as f64 / at_risk;
            let begin = self.entries.len();
            self.entries.push(Entry { to: from, share: -left });
            self.entries.extend(
                of_one.iter().map(|s| Entry { to: usize::from(s.to), share: f64::from(s.count) / at_risk }),
            );
            self.groups.push(Group { from, at_risk, left, begin, end: self.entries.len() });
        }
    }

    /// Adds dAᵀ C to a matrix C of k rows and columns, kept by rows.
    fn apply_to_rows(&self, k: usize, matrix: &mut [f64], before: &mut [f64]) {
        for (was, group) in before.chunks_exact_mut(k).zip(&self.groups) {
            was.copy_from_slice(&matrix[group.from * k..(group.from + 1) * k]);
        }
        for (was, group) in before.chunks_exact(k).zip(&self.groups) {
            for entry in &self.entries[group.begin..group.end] {
                let row = &mut matrix[entry.to * k..(entry.to + 1) * k];
                row.iter_mut().zip(was).for_each(|(here, was)| *here += entry.share * was);
            }
        }
    }

    /// Adds v dA to a row v.
    fn apply(&self, row: &mut [f64], before: &mut [f64]) {
        if let [group] = self.groups.as_slice() {
            // Nearly always one position is left at a time.
            let was = row[group.from];
            self.entries.iter().for_each(|entry| row[entry.to] += was * entry.share);
            return;
        }
        for (was, group) in before.iter_mut().zip(&self.groups) {
            *was = row[group.from];
        }
        for (was, group) in before.iter().zip(&self.groups) {
            for entry in &self.entries[group.begin..group.end] {
                row[entry.to] += was * entry.share;
            }
        }
    }
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
            change: Change::default(),
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
        self.change.of(steps);
        let k = self.count;
        for row in self.covariance.chunks_exact_mut(k) {
            self.change.apply(row, &mut self.before);
        }
        self.change.apply_to_rows(k, &mut self.covariance, &mut self.before);
        self.change.apply_to_rows(k, &mut self.mixed, &mut self.before);
        for place in 0..self.change.groups.len() {
            let group = self.change.groups[place];
            let chance = self.chances[group.from];
            self.add_noise(group, chance * chance / group.at_risk);
        }
        self.change.apply(&mut self.chances, &mut self.before);
        for group in &self.change.groups {
            // Rounding must not leave a chance just under nought.
            self.chances[group.from] = self.chances[group.from].max(0.0);
        }
    }

    /// Adds the covariance of the steps out of one position, for one person at risk, with a weight.
    ///
    /// Greenwood's is that of the multinomial distribution: of shares q, where that of staying is the rest,
    /// diag(q) - q qᵀ. Aalen's has Σ q on the diagonal of staying, q on those of the steps, and -q between.
    fn add_noise(&mut self, group: Group, weight: f64) {
        let (k, from) = (self.count, group.from);
        let is_multinomial = self.variance == Variance::Greenwood;
        let stay = if is_multinomial { 1.0 - group.left } else { 1.0 };
        self.covariance[from * k + from] += weight * group.left * stay;
        let steps = &self.change.entries[group.begin + 1..group.end];
        for step in steps {
            let each = weight * step.share;
            self.covariance[from * k + step.to] -= each * stay;
            self.covariance[step.to * k + from] -= each * stay;
            self.covariance[step.to * k + step.to] += each;
            if is_multinomial {
                for other in steps {
                    self.covariance[step.to * k + other.to] -= each * other.share;
                }
            }
        }
    }
}
