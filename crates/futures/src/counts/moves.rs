//! Placement moves: drawn over the finished counts of a draw, period by period and age by age.
//!
//! Nothing that follows depends on a move, so moves need no part in children's lives: their expected number is what the
//! rates say for the time looked after, times the ratios of a scenario's changes. Along a line of expected moves, runs of
//! moves lie by luck that belongs to the period and age alone; those below the expected number count. A baseline and its
//! scenarios see the same line, so whichever expects fewer never has more.

use luck::{Logarithm, Luck, Stream};
use rates::PlacementMoves;
use units::{AgeBand, Position};

use crate::counts::{Layout, TICKS_PER_YEAR};
use crate::engine::purpose;
use crate::model::outlook::{draw_intensity, draw_level};
use crate::scenario::Change;
use crate::settings::Period;

/// Columns that moves take, one for each age band, behind all others.
pub(crate) const MOVE_COLUMNS: usize = AgeBand::ALL.len();

/// A change of practice that acts on moves, with its ratio as drawn.
pub(crate) type ChangedMoves<'a> = (f64, &'a Change<usize>);

/// How the placement moves of a model are drawn.
pub(crate) struct MovesInCare<'a> {
    known: &'a PlacementMoves,
    /// Positions whose time is time looked after.
    within: Vec<usize>,
    runs: RunLengths,
    logarithm: Logarithm,
    /// Whether intensities are drawn, or their means stand.
    vary: bool,
}

/// Addresses of the luck of intensities begin here, away from those of steps.
const INTENSITIES: u64 = 1 << 56;

impl<'a> MovesInCare<'a> {
    pub(crate) fn new(known: &'a PlacementMoves, positions: &[Position], vary: bool) -> MovesInCare<'a> {
        let within =
            (0..positions.len()).filter(|p| positions[*p].is_within(Position::LookedAfter)).collect();
        MovesInCare {
            known,
            within,
            runs: RunLengths::new(known.clustering),
            logarithm: Logarithm::new(),
            vary,
        }
    }

    /// The rows of a draw, each with its moves behind; `width` is that of the rows given.
    ///
    /// **Shape**: `rows[period * width + column]`.
    pub(crate) fn add(
        &self,
        (layout, width): (&Layout, usize),
        period: Period,
        (luck, draw): (&Luck, u32),
        changes: &[ChangedMoves],
        rows: &[i64],
    ) -> Vec<i64> {
        let intensities = self.intensities(luck, draw);
        let length = 1.0 / period.per_year() as f64;
        let mut wider = Vec::with_capacity(rows.len() / width * (width + MOVE_COLUMNS));
        for (number, row) in rows.chunks(width).enumerate() {
            wider.extend_from_slice(row);
            let from = number as f64 * length;
            for age in AgeBand::ALL {
                let years = self.years(layout, row, age.index());
                let ratio = mean_ratio(changes, age, from, from + length);
                let address = (number * MOVE_COLUMNS + age.index()) as u64;
                let line = luck.stream(draw, address, purpose::MOVE);
                wider.push(self.count(intensities[age.index()] * years * ratio, line));
            }
        }
        wider
    }

    /// Years looked after that children of an age spent in a period.
    fn years(&self, layout: &Layout, row: &[i64], age: usize) -> f64 {
        let groups = self.within.iter().flat_map(|place| (0..layout.ward_groups).map(move |g| (*place, g)));
        let ticks: i64 = groups.map(|(place, group)| row[layout.time(layout.stay(place, group, age))]).sum();
        ticks.max(0) as f64 / TICKS_PER_YEAR
    }

    /// Moves of the runs that lie below an expected number.
    fn count(&self, expected: f64, mut line: Stream) -> i64 {
        let end = expected / self.runs.mean;
        let (mut at, mut moves) = (0.0, 0);
        loop {
            at += self.logarithm.exponential(line.uniform());
            if at > end {
                return moves;
            }
            moves += self.runs.of(line.uniform());
        }
    }

    /// Moves a year at each age, in one draw.
    fn intensities(&self, luck: &Luck, draw: u32) -> [f64; MOVE_COLUMNS] {
        let by_age = &self.known.by_age;
        if !self.vary {
            return by_age.map(|posterior| posterior.mean().0);
        }
        let level = draw_level(luck, draw, INTENSITIES | MOVE_COLUMNS as u64, self.known.level_sd);
        let own = |age: usize| level * draw_intensity(luck, draw, INTENSITIES | age as u64, &by_age[age]);
        std::array::from_fn(own)
    }
}

/// Lengths of runs of moves: logarithmic, so that moves are negative binomial with the stated variance over mean.
struct RunLengths {
    /// Cumulative shares of runs of 1, 2, … moves.
    cumulative: Vec<f64>,
    mean: f64,
}

impl RunLengths {
    /// Runs longer than this are as rare as luck can tell.
    const LONGEST: usize = 64;

    fn new(clustering: f64) -> RunLengths {
        let more = clustering - 1.0;
        if more.is_nan() || more < 1e-6 {
            return RunLengths { cumulative: vec![1.0], mean: 1.0 };
        }
        let (p, logarithm) = (more / clustering, clustering.ln());
        let share = |n: usize| p.powi(n as i32) / (n as f64 * logarithm);
        let (mut sum, mut mean) = (0.0, 0.0);
        let mut cumulative = Vec::with_capacity(RunLengths::LONGEST);
        for n in 1..=RunLengths::LONGEST {
            mean += n as f64 * share(n);
            sum += share(n);
            cumulative.push(sum);
        }
        // What is beyond the longest counts as that.
        mean += (1.0 - sum) * RunLengths::LONGEST as f64;
        RunLengths { cumulative, mean }
    }

    fn of(&self, u: f64) -> i64 {
        let at = self.cumulative.iter().position(|to| u < *to).unwrap_or(self.cumulative.len() - 1);
        at as i64 + 1
    }
}

/// A ratio of 0 has no logarithm: it is taken as this, which leaves no move to be seen.
const LEAST_RATIO: f64 = 1e-9;

/// Mean over a time of the ratio of all changes together at an age.
///
/// Shares in force are straight between the times at which a change begins, is in full and ends, and so is the logarithm of
/// the ratio: over such a stretch from `a` to `b` the mean of the ratio is `(b - a) / ln(b / a)`.
fn mean_ratio(changes: &[ChangedMoves], age: AgeBand, from: f64, to: f64) -> f64 {
    let acts =
        |change: &Change<usize>| change.age_from <= age.from_years() && age.to_years() <= change.age_to;
    let own: Vec<&ChangedMoves> = changes.iter().filter(|(_, change)| acts(change)).collect();
    if own.is_empty() {
        return 1.0;
    }
    let corners =
        own.iter().flat_map(|(_, c)| [c.start, c.start + c.phase_in, c.end.unwrap_or(f64::INFINITY)]);
    let mut cuts: Vec<f64> = corners.filter(|at| *at > from && *at < to).chain([from, to]).collect();
    cuts.sort_by(f64::total_cmp);
    let at = |time: f64| {
        own.iter().map(|(ratio, change)| ratio.max(LEAST_RATIO).ln() * change.share_at(time)).sum::<f64>()
    };
    let whole: f64 = cuts
        .windows(2)
        .map(|cut| {
            let length = cut[1] - cut[0];
            // Just inside, since a change that ends has no share at its end.
            let (low, high) = (at(cut[0] + length * 1e-9), at(cut[1] - length * 1e-9));
            let rise = high - low;
            let mean = if rise.abs() < 1e-9 { low.exp() } else { low.exp() * rise.exp_m1() / rise };
            mean * length
        })
        .sum();
    whole / (to - from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Ratio;

    fn change(start: f64, phase_in: f64, end: Option<f64>) -> Change<usize> {
        Change {
            name: String::new(),
            steps: Vec::new(),
            moves: true,
            ratio: Ratio::known(0.25),
            start,
            phase_in,
            end,
            age_from: 1.0,
            age_to: 10.0,
            backfill: 0.0,
        }
    }

    #[test]
    fn runs_have_the_stated_mean_and_spread() {
        let runs = RunLengths::new(1.6);
        let shares = |n: usize| runs.cumulative[n] - if n == 0 { 0.0 } else { runs.cumulative[n - 1] };
        let moment = |power: i32| {
            (0..RunLengths::LONGEST).map(|n| (n as f64 + 1.0).powi(power) * shares(n)).sum::<f64>()
        };
        assert!((moment(0) - 1.0).abs() < 1e-9);
        // A compound Poisson number has variance over mean of the second moment over the first.
        assert!((moment(2) / moment(1) - 1.6).abs() < 1e-6 && (moment(1) - runs.mean).abs() < 1e-9);
        assert_eq!((RunLengths::new(1.0).mean, RunLengths::new(1.0).of(0.999)), (1.0, 1));
    }

    #[test]
    fn a_ratio_comes_into_force_evenly_on_the_log_scale() {
        let change = change(1.0, 1.0, Some(2.5));
        let mean = |from, to| mean_ratio(&[(0.25, &change)], AgeBand::From1To4, from, to);
        assert_eq!(mean(0.0, 1.0), 1.0);
        // The mean of 0.25^t for t from 0 to 1 is (1 - 0.25) / ln 4.
        assert!((mean(1.0, 2.0) - 0.75 / 4.0f64.ln()).abs() < 1e-6);
        assert!((mean(2.0, 3.0) - (0.25 + 1.0) / 2.0).abs() < 1e-6);
        assert_eq!(mean_ratio(&[(0.25, &change)], AgeBand::From10To15, 2.0, 2.5), 1.0);
        // No moves at all, once the change is in full.
        let none = |from, to| mean_ratio(&[(0.0, &change)], AgeBand::From1To4, from, to);
        assert!(none(0.0, 1.0) == 1.0 && none(2.0, 2.5) < 1e-8, "{}", none(2.0, 2.5));
    }
}
