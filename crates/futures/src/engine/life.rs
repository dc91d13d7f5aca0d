//! A child's life: when the next event comes and whereto, and how a spell is counted.

use luck::{Logarithm, Luck};

use crate::counts::Tally;
use crate::engine::arrive::Stream;
use crate::engine::child::{Child, Next, Spell};
use crate::engine::hazards::{Hazards, Ring};
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
    /// Positions in which nothing can happen any more, and nothing is left to be booked.
    pub(crate) for_good: Vec<bool>,
}

/// The numbers that decide a spell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers(pub(crate) [f64; 4]);

impl Numbers {
    /// A unit exponential that says when the step comes, and a uniform that says whereto.
    #[inline]
    pub(crate) fn of_step(&self, logarithm: &Logarithm) -> (f64, f64) {
        (logarithm.exponential(self.0[0]), self.0[1])
    }

    /// A uniform that says whether the step is averted.
    #[inline]
    pub(crate) fn of_help(&self) -> f64 {
        self.0[2]
    }
}

/// What is booked of a child in a position: what has to be ended when it ends.
struct Booked {
    position: usize,
    age: usize,
    /// Stay in a kind of placement.
    kind: Option<usize>,
}

impl World<'_> {
    /// The numbers that decide a spell: when it ends, whereto, whether help averts that, one to spare.
    pub(crate) fn numbers(&self, child: &Child, number: u32) -> Numbers {
        Numbers(self.luck.uniforms(self.draw, self.decides(child, number), purpose::STEP, number))
    }

    /// Whose luck decides for a child: with brothers and sisters it may be the eldest's, otherwise it is the child's own.
    #[inline]
    pub(crate) fn decides(&self, child: &Child, number: u32) -> u64 {
        match self.families {
            Some(families) if child.family != child.id => self.alike(families, child, number),
            _ => child.id,
        }
    }

    fn alike(&self, families: Families, child: &Child, number: u32) -> u64 {
        let [u, ..] = self.luck.uniforms(self.draw, child.id, purpose::FAMILY, number);
        if u < families.together { child.family } else { child.id }
    }

    /// Until when a spell can last: the horizon, or the age at which everybody leaves the position.
    #[inline(always)]
    fn until(&self, child: &Child, spell: &Spell) -> (f64, f64) {
        let (horizon, leaves) =
            (self.model.years as f64, child.born + self.model.places[spell.position as usize].leaving_age);
        (if leaves < horizon { leaves } else { horizon }, leaves)
    }

    /// How a spell ends that can last until a time, given the event that the walk along the intensities found.
    #[inline(always)]
    fn ends(&self, spell: &Spell, (until, leaves): (f64, f64), ring: Option<Ring>) -> Next {
        let place = &self.model.places[spell.position as usize];
        match ring {
            // Rounding may put an event at the very end, where it is too late.
            Some(ring) if ring.time < until => {
                let (step, to) = place.exits[ring.exit];
                Next::Step(ring.time, step as u16, to)
            }
            _ if leaves <= until && leaves < self.model.years as f64 => {
                Next::Leaves(if leaves > spell.at { leaves } else { spell.at }, place.then)
            }
            _ => Next::Horizon(self.model.years as f64),
        }
    }

    /// When and how luck has a spell end in the baseline's intensities, and a uniform that says whether help averts that.
    pub(crate) fn decide(&self, child: &Child, spell: &Spell) -> (Next, f64) {
        let numbers = self.numbers(child, spell.number);
        let (until, leaves) = self.until(child, spell);
        let luck = numbers.of_step(&self.logarithm);
        let ring = self.outlook.hazards.ring(self.model, child, spell, (spell.at, until), luck);
        (self.ends(spell, (until, leaves), ring), numbers.of_help())
    }

    /// As [`World::decide`], from a known age band and with the numbers' luck. The age band at the end is returned too.
    #[inline(always)]
    pub(crate) fn walk(&self, child: &Child, spell: &Spell, luck: (f64, f64), age: usize) -> (Next, usize) {
        let (until, leaves) = self.until(child, spell);
        let (ring, age) = self.outlook.hazards.walk(self.model, (child, spell), (spell.at, until), luck, age);
        (self.ends(spell, (until, leaves), ring), age)
    }

    /// Counts the time that a child spends in a position from a moment on, and how that ends. That the child is in the
    /// position is booked already.
    pub(crate) fn record(&self, tally: &mut Tally, child: &Child, position: u8, from: f64, next: &Next) {
        let ages =
            (self.model.age_band(child.born, from), self.model.age_band_before(child.born, next.time()));
        self.book(tally, child, position, (from, next), ages);
    }

    /// As [`World::record`], with the age bands at the beginning and the end known. The one after the end is returned.
    #[inline]
    pub(crate) fn book(
        &self,
        tally: &mut Tally,
        child: &Child,
        position: u8,
        (from, next): (f64, &Next),
        (age, last): (usize, usize),
    ) -> usize {
        let mut booked = self.books(tally, child, position, from, age);
        if self.model.tells_ages {
            for age in age..last {
                self.grow(tally, child, &mut booked, child.born + self.model.age_ends[age], age + 1);
            }
        }
        self.close(tally, child, &booked, next, last)
    }

    /// What is booked of a child in a position from a moment on, beside the position itself: the kind of placement.
    #[inline]
    fn books(&self, tally: &mut Tally, child: &Child, position: u8, at: f64, age: usize) -> Booked {
        let kinds = self.model.kinds.as_ref().filter(|kinds| kinds.position == position);
        let kind = kinds.map(|kinds| tally.layout.kind(kinds.at(child.place, age), age));
        if let Some(kind) = kind {
            let moment = tally.moment(at);
            tally.begin(moment, kind);
        }
        Booked { position: position.into(), age, kind }
    }

    /// Books that a child has grown into another age band.
    #[inline]
    fn grow(&self, tally: &mut Tally, child: &Child, booked: &mut Booked, time: f64, age: usize) {
        let ward_group = child.ward_group.into();
        let moment = tally.moment(time);
        tally.end(moment, tally.layout.stay(booked.position, ward_group, booked.age));
        tally.begin(moment, tally.layout.stay(booked.position, ward_group, age));
        booked.age = age;
        if let (Some(kinds), Some(old)) = (&self.model.kinds, booked.kind) {
            let new = tally.layout.kind(kinds.at(child.place, age), age);
            tally.end(moment, old);
            tally.begin(moment, new);
            booked.kind = Some(new);
        }
    }

    /// Books how a spell ends. Who is still there at the horizon stays.
    #[inline]
    fn close(&self, tally: &mut Tally, child: &Child, booked: &Booked, next: &Next, age: usize) -> usize {
        let ward_group = child.ward_group.into();
        let (moment, then) = match *next {
            Next::Step(time, step, _) => {
                let moment = tally.moment(time);
                tally.step(moment, step.into(), ward_group, tally.layout.age(age));
                (moment, age)
            }
            Next::Leaves(time, then) => {
                let moment = tally.moment(time);
                tally.end(moment, tally.layout.stay(booked.position, ward_group, tally.layout.age(age)));
                tally.count_at(moment, tally.layout.left(booked.position));
                // Whoever grows out of a position may grow into the next age band with it.
                let age = self.model.age_band(child.born, time);
                if let Some(then) = then {
                    tally.begin(moment, tally.layout.stay(then.into(), ward_group, tally.layout.age(age)));
                }
                (moment, age)
            }
            Next::Horizon(_) => return age,
        };
        if let Some(kind) = booked.kind {
            tally.end(moment, kind);
        }
        then
    }

    /// Books that a child is in a position from a moment on, who did not come by a step.
    pub(crate) fn enter(&self, tally: &mut Tally, child: &Child, position: u8, at: f64) {
        let age = tally.layout.age(self.model.age_band(child.born, at));
        let stay = tally.layout.stay(position.into(), child.ward_group.into(), age);
        let moment = tally.moment(at);
        tally.begin(moment, stay);
    }

    /// Lives on in the baseline from a spell whose end is known, counting into a tally; the first spell from `from`.
    /// That the child is in the position is booked already.
    pub(crate) fn live_on(&self, tally: &mut Tally, child: &Child, spell: &Spell, next: Next, from: f64) {
        self.record(tally, child, spell.position, from, &next);
        let mut last = (*spell, next);
        while let Some(spell) = self.following(&last.0, &last.1) {
            let luck = self.numbers(child, spell.number).of_step(&self.logarithm);
            let age = self.model.age_band(child.born, spell.at);
            let (next, then) = self.walk(child, &spell, luck, age);
            self.book(tally, child, spell.position, (spell.at, &next), (age, then));
            last = (spell, next);
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
        !self.for_good[usize::from(to)]
    }
}
