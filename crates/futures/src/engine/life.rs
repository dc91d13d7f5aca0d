//! A child's life: when the next event comes and whereto, and how a spell is counted.

use luck::{Logarithm, Luck, uniform};

use crate::counts::{Moment, Tally};
use crate::engine::arrive::Stream;
use crate::engine::child::{Child, Next, Spell};
use crate::engine::hazards::Hazards;
use crate::engine::purpose;
use crate::model::Model;
use crate::settings::Families;

/// What a draw's uncertain values give: intensities and streams of arrivals.
pub(crate) struct Outlook {
    pub(crate) hazards: Hazards,
    pub(crate) streams: Vec<Stream>,
}

/// What everybody in a draw shares.
pub(crate) struct World<'a> {
    pub(crate) model: &'a Model,
    pub(crate) outlook: &'a Outlook,
    pub(crate) families: Option<Families>,
    pub(crate) luck: Luck,
    pub(crate) logarithm: Logarithm,
    pub(crate) draw: u32,
}

/// The numbers that decide a spell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers([u32; 4]);

impl Numbers {
    /// A unit exponential that says when the step comes, and a uniform that says whereto.
    #[inline]
    pub(crate) fn of_step(&self, logarithm: &Logarithm) -> (f64, f64) {
        (logarithm.exponential(self.0[0]), uniform(self.0[1]))
    }

    /// A uniform that says whether the step is averted.
    #[inline]
    pub(crate) fn of_help(&self) -> f64 {
        uniform(self.0[2])
    }
}

/// Where one spell ends and the next begins, as counts see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    moment: Moment,
    age: usize,
}

impl World<'_> {
    /// The numbers that decide a spell: when it ends, whereto, whether help averts that, one to spare.
    #[inline]
    pub(crate) fn numbers(&self, child: &Child, number: u32) -> Numbers {
        let mut id = child.id;
        if child.family != child.id
            && let Some(families) = self.families
        {
            let [u, ..] = self.luck.uniforms(self.draw, child.id, purpose::FAMILY, number);
            if u < families.together {
                id = child.family;
            }
        }
        Numbers(self.luck.bits(self.draw, id, purpose::STEP, number))
    }

    /// When and how the spell ends in the baseline's intensities, given its numbers.
    #[inline]
    pub(crate) fn next(&self, child: &Child, spell: &Spell, numbers: &Numbers) -> Next {
        let place = &self.model.places[spell.position as usize];
        let horizon = self.model.years as f64;
        let leaves = child.born + place.leaving_age;
        let until = horizon.min(leaves);
        let ring = self.outlook.hazards.ring(
            self.model,
            child,
            spell,
            (spell.at, until),
            numbers.of_step(&self.logarithm),
        );
        match ring {
            Some(ring) => {
                let (step, to) = place.exits[ring.exit];
                Next::Step(ring.time, step, to)
            }
            None if leaves < horizon => Next::Leaves(leaves.max(spell.at), place.then),
            None => Next::Horizon(horizon),
        }
    }

    /// Where counting begins at a time in a child's life.
    #[inline]
    pub(crate) fn begins(&self, tally: &Tally, child: &Child, at: f64) -> Edge {
        Edge { moment: tally.moment(at), age: self.model.age_band(child.born, at) }
    }

    /// Lives through a spell that is counted from its beginning, given when and whereto luck would have it end: how it
    /// ends, and where the next one begins.
    #[inline]
    pub(crate) fn live_through(
        &self,
        tally: &mut Tally,
        child: &Child,
        spell: &Spell,
        luck: (f64, f64),
        begins: Edge,
    ) -> (Next, Edge) {
        let position = spell.position as usize;
        let place = &self.model.places[position];
        let kinds = self.model.kinds.as_ref().filter(|kinds| kinds.position == spell.position);
        let first_age = tally.layout.stay(position, child.ward_group as usize, 0);
        let mut kind = kinds.map(|kinds| tally.layout.kind(kinds.at(child.place, begins.age), begins.age));
        let mut stay = first_age + begins.age;
        tally.begin(begins.moment, stay);
        if let Some(kind) = kind {
            tally.begin(begins.moment, kind);
        }
        let (horizon, leaves) = (self.model.years as f64, child.born + place.leaving_age);
        let until = if leaves < horizon { leaves } else { horizon };
        let grows = &mut |time: f64, age: usize| {
            let moment = tally.moment(time);
            tally.end(moment, stay);
            stay = first_age + age;
            tally.begin(moment, stay);
            if let (Some(kinds), Some(old)) = (kinds, kind) {
                let new = tally.layout.kind(kinds.at(child.place, age), age);
                tally.end(moment, old);
                tally.begin(moment, new);
                kind = Some(new);
            }
        };
        let walked = (child, spell);
        let (ring, age) = self.outlook.hazards.walk(walked, (spell.at, until), luck, begins.age, grows);
        let (time, next) = match ring {
            Some(ring) => {
                let (step, to) = place.exits[ring.exit];
                (ring.time, Next::Step(ring.time, step, to))
            }
            None if leaves < horizon => {
                let time = leaves.max(spell.at);
                (time, Next::Leaves(time, place.then))
            }
            None => (horizon, Next::Horizon(horizon)),
        };
        let moment = tally.moment(time);
        tally.end(moment, stay);
        if let Some(kind) = kind {
            tally.end(moment, kind);
        }
        match next {
            Next::Step(_, step, _) => tally.count_at(moment, tally.layout.step(step, age)),
            Next::Leaves(..) => tally.count_at(moment, tally.layout.left(position)),
            Next::Horizon(_) => {}
        }
        // Whoever grows out of a position may grow into the next age band with it.
        let age = if matches!(next, Next::Leaves(..)) { self.model.age_band(child.born, time) } else { age };
        (next, Edge { moment, age })
    }

    /// Counts the time of a spell from `from` to its end, and how it ends.
    pub(crate) fn record(&self, tally: &mut Tally, child: &Child, position: u8, from: f64, next: &Next) {
        let to = next.time();
        let age = self.stay(tally, child, position, from, to);
        match *next {
            Next::Step(time, step, _) => tally.count(time, tally.layout.step(step, age)),
            Next::Leaves(time, _) => tally.count(time, tally.layout.left(position as usize)),
            Next::Horizon(_) => {}
        }
    }

    /// Counts the time that a child spends in a position, by age band. The age band at its end is returned.
    pub(crate) fn stay(&self, tally: &mut Tally, child: &Child, position: u8, from: f64, to: f64) -> usize {
        let model = self.model;
        let kinds = model.kinds.as_ref().filter(|kinds| kinds.position == position);
        let mut age = model.age_band(child.born, from);
        let mut moment = tally.moment(from);
        loop {
            let until = to.min(child.born + model.age_ends[age]);
            let stay = tally.layout.stay(position as usize, child.ward_group as usize, age);
            let kind = kinds.map(|kinds| tally.layout.kind(kinds.at(child.place, age), age));
            let begun = moment;
            moment = tally.moment(until);
            for here in [Some(stay), kind].into_iter().flatten() {
                tally.begin(begun, here);
                tally.end(moment, here);
            }
            if until >= to {
                return age;
            }
            age += 1;
        }
    }

    /// Lives on in the baseline from a spell whose end is known, counting into a tally; the first spell from `from`.
    pub(crate) fn live_on(&self, tally: &mut Tally, child: &Child, spell: &Spell, next: Next, from: f64) {
        self.record(tally, child, spell.position, from, &next);
        let (mut spell, mut next) = (*spell, next);
        while let Some(following) = self.following(&spell, &next) {
            spell = following;
            let luck = self.numbers(child, spell.number).of_step(&self.logarithm);
            let begins = self.begins(tally, child, spell.at);
            next = self.live_through(tally, child, &spell, luck, begins).0;
        }
    }

    /// The spell that follows, if the child stays within what is modelled.
    pub(crate) fn following(&self, spell: &Spell, next: &Next) -> Option<Spell> {
        let mut spell = *spell;
        self.follow_on(&mut spell, next).then_some(spell)
    }

    /// Makes a spell the one that follows on how it ends; says whether the child stays within what is modelled.
    #[inline]
    pub(crate) fn follow_on(&self, spell: &mut Spell, next: &Next) -> bool {
        let (time, to, step) = match *next {
            Next::Step(time, step, Some(to)) => (time, to, Some(step as u8)),
            Next::Leaves(time, Some(to)) => (time, to, None),
            _ => return false,
        };
        spell.history = spell.history.max(self.model.places[spell.position as usize].marks);
        spell.position = to;
        spell.entered_by = step;
        (spell.since, spell.at) = (time, time);
        spell.number += 1;
        spell.visit += 1;
        true
    }
}
