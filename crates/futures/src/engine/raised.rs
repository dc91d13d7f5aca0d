//! Steps that a scenario adds: proposed at a greatest ratio, accepted in proportion to how far the ratio goes.
//!
//! What changes of practice add and what services add comes from two processes, each with luck of its own. The first runs
//! in the baseline already, since changes concern everybody; the second begins when a child is followed, and is as fast
//! as the services that may reach this child let it be.

use luck::Purpose;

use crate::engine::child::{Child, Spell};
use crate::engine::drawn::Drawn;
use crate::engine::hazards::Hazards;
use crate::engine::life::World;
use crate::engine::purpose;

/// What makes steps more frequent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// Changes of practice.
    Changes,
    /// Services, and waiting for them, on top of changes.
    Services,
}

impl By {
    fn purpose(self) -> Purpose {
        match self {
            By::Changes => purpose::RAISED,
            By::Services => purpose::RAISED_BY_SERVICES,
        }
    }
}

/// Intensities at which steps are proposed, and the highest that they come to in each position.
pub(crate) struct Raising {
    pub(crate) hazards: Hazards,
    pub(crate) peaks: Vec<f64>,
}

/// A step that a scenario may add to a spell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raised {
    pub(crate) time: f64,
    pub(crate) exit: usize,
    pub(crate) by: By,
    /// Uniform that decides whether it happens.
    u: f64,
    /// Its number in the spell, among those of its process.
    pub(crate) number: u32,
}

/// The ratio on a step at a moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ratios {
    /// That of changes of practice.
    pub(crate) changes: f64,
    /// That of everything together.
    pub(crate) all: f64,
}

impl World<'_> {
    /// The next step that a scenario may add to a spell after a time, before the spell ends; `pace` is that of the
    /// proposals, 1 for those of the greatest ratio.
    ///
    /// **Limits**: luck repeats after 16 million proposals in a spell.
    pub(crate) fn raised(
        &self,
        drawn: &Drawn,
        (by, pace): (By, f64),
        (child, spell): (&Child, &Spell),
        (from, until): (f64, f64),
        number: u32,
    ) -> Option<Raised> {
        let Raising { hazards, peaks } = drawn.raising(by)?;
        let peak = peaks[spell.position as usize] * pace;
        if peak <= 0.0 {
            return None;
        }
        // Spells have addresses of their own, so that there is room for any number of proposals in each.
        let address = luck::address(child.id, spell.number.into());
        let [u_time, u_exit, u, _] = self.luck.uniforms(self.draw, address, by.purpose(), number);
        let wait = -self.logarithm.of(u_time);
        if wait > peak * (until - from) {
            return None;
        }
        let ring = hazards.ring(self.model, child, spell, (from, until), (wait / pace, u_exit))?;
        Some(Raised { time: ring.time, exit: ring.exit, by, u, number })
    }
}

impl Raised {
    /// Whether it happens, at the pace at which it was proposed.
    ///
    /// Services that make a step rarer avert what changes would have added; what they add themselves comes on top.
    pub(crate) fn happens(&self, drawn: &Drawn, step: usize, ratios: Ratios, pace: f64) -> bool {
        let by_changes = (ratios.changes - 1.0).max(0.0);
        let together = (ratios.all - 1.0).max(0.0);
        let added = match self.by {
            By::Changes => by_changes.min(together),
            By::Services => together - by_changes,
        };
        self.u * pace * drawn.bounds.most_added(self.by, step) < added
    }
}
