//! When a scenario first touches a child: until then the child's life is that of the baseline.

use crate::engine::child::{Child, Next, Spell};
use crate::engine::drawn::Drawn;
use crate::engine::life::World;
use crate::engine::purpose;

/// A step that a scenario may add to a spell: accepted in proportion to how far its ratio goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raised {
    pub(crate) time: f64,
    pub(crate) exit: usize,
    /// Uniform that decides whether it happens.
    pub(crate) u: f64,
    /// Its number in the spell.
    pub(crate) number: u32,
}

/// Added steps of one decision that have luck of their own.
const RAISED_BITS: u32 = 8;

impl World<'_> {
    /// The next step that a scenario may add to a spell after a time, before the spell ends.
    pub(crate) fn raised(
        &self,
        drawn: &Drawn,
        child: &Child,
        spell: &Spell,
        (from, until): (f64, f64),
        number: u32,
    ) -> Option<Raised> {
        let raised = drawn.raised.as_ref()?;
        let decision = spell.number << RAISED_BITS | number & ((1 << RAISED_BITS) - 1);
        let [u_time, u_exit, u, _] = self.luck.uniforms(self.draw, child.id, purpose::RAISED, decision);
        let ring = raised.ring(self.model, child, spell, (from, until), -u_time.ln(), u_exit)?;
        Some(Raised { time: ring.time, exit: ring.exit, u, number })
    }

    /// Whether a step that a scenario may add happens, its ratio at that moment being this.
    pub(crate) fn happens(&self, drawn: &Drawn, step: usize, raised: &Raised, ratio: f64) -> bool {
        ratio > 1.0 && raised.u * (drawn.highest[step] - 1.0) < ratio - 1.0
    }

    /// When a scenario first touches a child in a spell: a service may reach the child, or a change of practice averts
    /// the step that ends the spell or adds one before it.
    pub(crate) fn touched(
        &self,
        drawn: &Drawn,
        child: &Child,
        spell: &Spell,
        next: &Next,
        numbers: &[f64; 4],
    ) -> Option<f64> {
        let end = next.time();
        let mut first = (0..drawn.compiled.serves.len())
            .filter_map(|service| self.eligible_from(drawn, service, child, spell, end))
            .fold(f64::INFINITY, f64::min);
        if let Next::Step(time, step, _) = *next
            && numbers[2] >= drawn.changes(step, time - child.born, time)
        {
            first = first.min(time);
        }
        if drawn.raised_for_all {
            let (mut from, mut number) = (spell.at, 0);
            while let Some(raised) = self.raised(drawn, child, spell, (from, end.min(first)), number) {
                let step = self.model.places[spell.position as usize].exits[raised.exit].0;
                let ratio = drawn.changes(step, raised.time - child.born, raised.time);
                if self.happens(drawn, step, &raised, ratio) {
                    first = raised.time;
                    break;
                }
                (from, number) = (raised.time, number + 1);
            }
        }
        (first < f64::INFINITY).then_some(first)
    }

    /// When a child in a spell first qualifies for a service and would take it up, if so before `until`.
    pub(crate) fn eligible_from(
        &self,
        drawn: &Drawn,
        service: usize,
        child: &Child,
        spell: &Spell,
        until: f64,
    ) -> Option<f64> {
        let compiled = drawn.compiled;
        if !compiled.serves[service][spell.position as usize] {
            return None;
        }
        let own = &compiled.scenario.services[service];
        let who = &own.who;
        let from = spell.at.max(own.start).max(child.born + who.age_from);
        let last = until.min(own.end.unwrap_or(f64::INFINITY)).min(child.born + who.age_to);
        let came = who.entered_by.is_empty()
            || spell.entered_by.is_some_and(|step| who.entered_by.contains(&(step as usize)));
        let lives = who.ward_groups.is_empty() || who.ward_groups.contains(&child.ward_group);
        if from >= last || !came || !lives {
            return None;
        }
        let decision = spell.visit << 5 | service as u32 & 31;
        let [u, ..] = self.luck.uniforms(self.draw, child.id, purpose::REACH, decision);
        (u < who.reach).then_some(from)
    }
}
