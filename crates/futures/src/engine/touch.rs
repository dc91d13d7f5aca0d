//! When a scenario first touches a child: until then the child's life is that of the baseline.

use crate::engine::child::{Child, Next, Spell};
use crate::engine::drawn::Drawn;
use crate::engine::life::World;
use crate::engine::purpose;
use crate::engine::raised::{By, Ratios};
use crate::scenario::MOST_SERVICES;

/// How a scenario first touches a child in a spell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Touch {
    /// When.
    pub(crate) at: f64,
    /// The service that the child asks for, if that is all that touches it, and if waiting for a place alone changes
    /// nothing: until there is one, the child lives its life of the baseline.
    pub(crate) asks: Option<u16>,
}

/// Luck that says whether a child in a spell takes up each service. Scenarios share it by the service's number, so what
/// one of them has asked for is kept for the others.
pub(crate) struct Reach {
    /// Not a number until asked for.
    known: [f64; KEPT],
}

/// Services of a scenario whose luck is kept: most scenarios have one or two.
const KEPT: usize = 2;

impl Reach {
    /// Nothing has been asked for.
    pub(crate) fn new() -> Reach {
        Reach { known: [f64::NAN; KEPT] }
    }

    /// The uniform that says whether a child takes up a service.
    #[inline]
    fn of(&mut self, world: &World, child: &Child, spell: &Spell, service: usize) -> f64 {
        match self.known.get_mut(service) {
            Some(known) => {
                if known.is_nan() {
                    *known = world.reach(child, spell, service);
                }
                *known
            }
            None => world.reach(child, spell, service),
        }
    }
}

impl World<'_> {
    /// When and how a scenario first touches a child in a spell: a service may reach the child, or a change of practice
    /// averts the step that ends the spell or adds one before it.
    pub(crate) fn touched(
        &self,
        drawn: &Drawn,
        child: &Child,
        spell: &Spell,
        (next, help): (&Next, f64),
        reach: &mut Reach,
    ) -> Option<Touch> {
        if !drawn.concerns[spell.position as usize] {
            return None;
        }
        let end = next.time();
        let mut asks = None;
        let mut alone = true;
        let mut first = f64::INFINITY;
        for service in 0..drawn.compiled.serves.len() {
            let Some(from) = self.qualifies_from(drawn, service, child, spell, end) else { continue };
            if reach.of(self, child, spell, service) < drawn.compiled.scenario.services[service].who.reach {
                alone &= asks.is_none();
                asks = Some((service, from));
                first = first.min(from);
            }
        }
        if let Next::Step(time, step, _) = *next {
            let step = usize::from(step);
            let changes = drawn.changes(step, time - child.born, time);
            if help >= changes {
                first = first.min(time);
                alone = false;
            } else if let Some((service, from)) = asks {
                alone &= !drawn.compiled.waits_until(service, from, time)
                    || help < changes * drawn.wait(service, step);
            }
        }
        if drawn.raises[spell.position as usize] {
            let (mut from, mut number) = (spell.at, 0);
            while let Some(raised) =
                self.raised(drawn, (By::Changes, 1.0), (child, spell), (from, end), number)
            {
                let step = self.model.places[spell.position as usize].exits[raised.exit].0;
                let changes = drawn.changes(step, raised.time - child.born, raised.time);
                if raised.happens(drawn, step, Ratios { changes, all: changes }, 1.0) {
                    first = first.min(raised.time);
                    alone = false;
                    break;
                }
                (from, number) = (raised.time, number + 1);
            }
        }
        let asks = asks.filter(|(service, _)| alone && drawn.compiled.asks_alone[*service]);
        (first < f64::INFINITY).then_some(Touch { at: first, asks: asks.map(|(service, _)| service as u16) })
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
        let from = self.qualifies_from(drawn, service, child, spell, until)?;
        (self.reach(child, spell, service) < drawn.compiled.scenario.services[service].who.reach)
            .then_some(from)
    }

    /// When a child in a spell first qualifies for a service, if so before `until`.
    #[inline]
    fn qualifies_from(
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
        (from < last && came && lives).then_some(from)
    }

    /// The uniform that says whether a child in a spell takes up a service.
    fn reach(&self, child: &Child, spell: &Spell, service: usize) -> f64 {
        let decision = spell.visit * MOST_SERVICES as u32 + service as u32;
        let [u, ..] = self.luck.uniforms(self.draw, child.id, purpose::REACH, decision);
        u
    }
}
