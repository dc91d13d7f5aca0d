//! A service as it is bought: whom it serves, how many at a time, from when until when, to what effect.

use units::{Position, Step};

use super::Effect;

/// Whom a service takes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Who<P = Position, S = Step> {
    /// Children in these positions. A child who moves from one of them to another keeps the place.
    pub positions: Vec<P>,
    /// Only those who came into the position by one of these steps, if any are named: step-up, step-down, front door.
    pub entered_by: Vec<S>,
    /// Youngest age taken on.
    pub age_from: f64,
    /// Age at which children are no longer taken on.
    pub age_to: f64,
    /// Groups of wards served, as indices into the model's; none named means all.
    pub ward_groups: Vec<u8>,
    /// Share of such children who would take the service up.
    pub reach: f64,
}

/// A service with places, and what it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Service<P = Position, S = Step> {
    /// Name in outputs.
    pub name: String,
    /// Whom it takes on.
    pub who: Who<P, S>,
    /// Children served at one time once fully open.
    pub places: u32,
    /// When the first place opens.
    pub start: f64,
    /// Time over which places open evenly.
    pub ramp_up: f64,
    /// When it stops taking children on, if it does. Those being served finish, unless `run_off` is over first.
    pub end: Option<f64>,
    /// Time after `end` at which help stops for those still served; `None` lets them finish.
    pub run_off: Option<f64>,
    /// How long a child is served, unless the child leaves the service's positions first.
    pub stay: f64,
    /// What happens to those who wait.
    pub waiting: Waiting<S>,
    /// What it changes for those served.
    pub effects: Vec<Effect<S>>,
    /// Whether these are places that are lost, and effects the inverse of those they had: then they err the other way round.
    pub lost: bool,
    /// Share of steps averted by its effects whose freed place (in care, on a worker's list) is filled at once by a child
    /// who would not have had it.
    pub backfill: f64,
}

/// What happens to children who wait for a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting<S = Step> {
    /// Longest wait before a child leaves the list; `None` is no limit.
    pub longest: Option<f64>,
    /// Steps that waiting changes: closures that nobody works towards, say.
    pub steps: Vec<S>,
    /// Ratio on those steps while waiting: 0 stops them, 1 leaves them.
    pub ratio: f64,
}

impl<S> Default for Waiting<S> {
    fn default() -> Waiting<S> {
        Waiting { longest: None, steps: Vec::new(), ratio: 1.0 }
    }
}

impl<P, S> Service<P, S> {
    /// Places open at a time: those of [`Service::openings`] so far.
    pub fn places_at(&self, time: f64) -> u32 {
        self.openings().iter().filter(|(opens, _)| *opens <= time).map(|(_, places)| places).sum()
    }

    /// Times at which places open, and how many open then, in order: the first at the start, the others evenly over the
    /// ramp-up.
    pub fn openings(&self) -> Vec<(f64, u32)> {
        if self.ramp_up <= 0.0 {
            return vec![(self.start, self.places)];
        }
        let each = self.ramp_up / f64::from(self.places.max(1));
        (0..self.places).map(|k| (self.start + each * f64::from(k), 1)).collect()
    }

    pub(super) fn by_number(
        &self,
        position: impl Fn(&P) -> Option<usize>,
        steps: impl Fn(&[S]) -> Vec<usize>,
    ) -> Service<usize, usize> {
        let Service {
            name,
            who,
            places,
            start,
            ramp_up,
            end,
            run_off,
            stay,
            waiting,
            effects,
            lost,
            backfill,
        } = self;
        Service {
            name: name.clone(),
            who: Who {
                positions: who.positions.iter().filter_map(position).collect(),
                entered_by: steps(&who.entered_by),
                age_from: who.age_from,
                age_to: who.age_to,
                ward_groups: who.ward_groups.clone(),
                reach: who.reach,
            },
            places: *places,
            start: *start,
            ramp_up: *ramp_up,
            end: *end,
            run_off: *run_off,
            stay: *stay,
            waiting: Waiting { longest: waiting.longest, steps: steps(&waiting.steps), ratio: waiting.ratio },
            effects: effects.iter().map(|e| e.with_steps(steps(&e.steps))).collect(),
            lost: *lost,
            backfill: *backfill,
        }
    }

    /// When help ends for everybody, if it does.
    pub fn closes(&self) -> f64 {
        match (self.end, self.run_off) {
            (Some(end), Some(run_off)) => end + run_off,
            _ => f64::INFINITY,
        }
    }
}
