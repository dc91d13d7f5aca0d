//! Changes of practice and policy, and of who arrives.

use units::{Position, Step};

use super::Ratio;

/// A change of practice or policy: some steps become rarer or more frequent for everybody of the ages concerned.
///
/// A threshold that shifts is a change of arrivals; faster reunification one of steps from looked after.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<S = Step> {
    /// Name in outputs.
    pub name: String,
    /// Steps concerned; arrivals are steps from outside.
    pub steps: Vec<S>,
    /// Whether placement moves of looked-after children become rarer or more frequent as well.
    ///
    /// **Limits**: moves are known by age band: those of bands that lie wholly within the ages change.
    pub moves: bool,
    /// By how much, once in full.
    pub ratio: Ratio,
    /// When it begins.
    pub start: f64,
    /// Time over which it comes into force evenly.
    pub phase_in: f64,
    /// When it ends, if it does.
    pub end: Option<f64>,
    /// Youngest age concerned.
    pub age_from: f64,
    /// First age no longer concerned.
    pub age_to: f64,
    /// Share of steps averted whose freed place is filled at once by a child who would not have had it.
    pub backfill: f64,
}

impl<S> Change<S> {
    pub(super) fn with_steps<T>(&self, steps: Vec<T>) -> Change<T> {
        let Change { name, steps: _, moves, ratio, start, phase_in, end, age_from, age_to, backfill } = self;
        Change {
            name: name.clone(),
            steps,
            moves: *moves,
            ratio: *ratio,
            start: *start,
            phase_in: *phase_in,
            end: *end,
            age_from: *age_from,
            age_to: *age_to,
            backfill: *backfill,
        }
    }

    /// Share of the change in force at a time, on the log scale, 0 to 1.
    pub fn share_at(&self, time: f64) -> f64 {
        if time < self.start || self.end.is_some_and(|end| time >= end) {
            0.0
        } else if time < self.start + self.phase_in {
            (time - self.start) / self.phase_in
        } else {
            1.0
        }
    }
}

/// Children who arrive beside those of the baseline: need that a new front door uncovers, young people transferred from
/// another authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals<P = Position> {
    /// Name in outputs.
    pub name: String,
    /// Position in which they arrive.
    pub position: P,
    /// Youngest age; ages are spread evenly up to `age_to`.
    pub age_from: f64,
    /// Age below which they arrive.
    pub age_to: f64,
    /// Arrivals a year while they come, with its uncertainty: the interval counts as a ratio of `middle`.
    pub per_year: Ratio,
    /// When they begin to come.
    pub start: f64,
    /// When they stop, if they do.
    pub end: Option<f64>,
}

impl<P> Arrivals<P> {
    pub(super) fn at<Q>(&self, position: Q) -> Arrivals<Q> {
        let Arrivals { name, position: _, age_from, age_to, per_year, start, end } = self;
        Arrivals {
            name: name.clone(),
            position,
            age_from: *age_from,
            age_to: *age_to,
            per_year: *per_year,
            start: *start,
            end: *end,
        }
    }
}
