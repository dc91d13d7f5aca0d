//! What a commissioner may change: services, practice, who arrives, and where looked-after children live.
//!
//! Positions and steps are named by the words of the field (`P = Position`, `S = Step`) in an authority's model and by
//! number in a model read from plain tables. Times are years after the start of the run, ages are years.

mod change;
mod effect;
mod mix;
mod service;

use units::{Position, Step};

pub use change::{Arrivals, Change};
pub use effect::{Effect, Fade, Ratio};
pub use mix::MixChange;
pub use service::{Service, Waiting, Who};

/// Services of one scenario, at most: each has luck of its own that says who takes it up.
pub const MOST_SERVICES: usize = 32;

/// Dated changes to services, practice, arrivals and placements. None of them is the baseline.
///
/// **Limits**: a run holds the first [`MOST_SERVICES`] services; further ones are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario<P = Position, S = Step> {
    /// Services that open, and services already here that are cut.
    pub services: Vec<Service<P, S>>,
    /// Changes of practice and policy: steps that become rarer or more frequent for everybody they concern.
    pub changes: Vec<Change<S>>,
    /// Children who arrive beside those of the baseline: need uncovered, another stream of arrivals.
    pub arrivals: Vec<Arrivals<P>>,
    /// Changes to where looked-after children live.
    pub mix: Vec<MixChange>,
    /// What two services do together to a child served by both.
    pub combine: Combine,
}

impl<P, S> Default for Scenario<P, S> {
    fn default() -> Scenario<P, S> {
        Scenario {
            services: Vec::new(),
            changes: Vec::new(),
            arrivals: Vec::new(),
            mix: Vec::new(),
            combine: Combine::Multiply,
        }
    }
}

impl<P, S> From<Service<P, S>> for Scenario<P, S> {
    /// The scenario in which only this service opens.
    fn from(service: Service<P, S>) -> Scenario<P, S> {
        Scenario { services: vec![service], ..Scenario::default() }
    }
}

impl<P, S> Scenario<P, S> {
    /// The same scenario with positions and steps by number; those without a number are left out, and with them what
    /// would then concern no position or step.
    pub(crate) fn by_number(
        &self,
        position: impl Fn(&P) -> Option<usize>,
        step: impl Fn(&S) -> Option<usize>,
    ) -> Scenario<usize, usize> {
        let steps = |steps: &[S]| steps.iter().filter_map(&step).collect::<Vec<usize>>();
        Scenario {
            services: self.services.iter().map(|s| s.by_number(&position, steps)).collect(),
            changes: self.changes.iter().map(|c| c.with_steps(steps(&c.steps))).collect(),
            arrivals: self.arrivals.iter().filter_map(|a| Some(a.at(position(&a.position)?))).collect(),
            mix: self.mix.clone(),
            combine: self.combine,
        }
    }
}

/// How the effects of several services on one step of one child combine. Changes of practice always multiply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// Ratios multiply: each service does to the step what it would do alone.
    Multiply,
    /// Only the ratio furthest from 1 counts: services do the same work twice.
    Strongest,
}
