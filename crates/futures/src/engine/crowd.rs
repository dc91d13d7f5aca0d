//! The baseline, lived by many children side by side.

use crate::counts::Tally;
use crate::engine::child::{Child, Next, Spell};
use crate::engine::drawn::Drawn;
use crate::engine::life::{Numbers, World};
use crate::engine::served::{Came, Candidate, Sides};
use crate::engine::touch::Touch;

/// What one scenario gathers while the baseline is lived.
pub(crate) struct Gathered<'a> {
    pub(crate) drawn: Drawn<'a>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) sides: Sides,
}

/// Children whose lives in the baseline are lived side by side, one spell of each at a time: a processor works on many
/// random numbers at once, where one child alone would have to wait for each.
pub(crate) struct Crowd {
    lanes: Vec<Lane>,
    numbers: [Numbers; TOGETHER],
    luck: [(f64, f64); TOGETHER],
    /// How each spell ends, and the age band then.
    ends: [(Next, usize); TOGETHER],
}

/// How many children are followed together: what they need stays close to the processor.
const TOGETHER: usize = 128;

/// A child who is followed.
#[derive(Clone, Copy)]
struct Lane {
    child: Child,
    spell: Spell,
    /// Age band in which the spell begins to be lived.
    age: u8,
    /// A bit for each scenario that has nothing more to do with this life.
    apart: u32,
    /// A bit for each scenario in which the child has asked for a service, without anything else having touched it.
    asked: u32,
}

impl Crowd {
    pub(crate) fn new() -> Crowd {
        Crowd {
            lanes: Vec::with_capacity(TOGETHER),
            numbers: [Numbers::default(); TOGETHER],
            luck: [(0.0, 0.0); TOGETHER],
            ends: [(Next::Horizon(0.0), 0); TOGETHER],
        }
    }

    /// Takes a child in; once there are enough, all are followed to the end.
    #[inline]
    pub(crate) fn join(
        &mut self,
        world: &World,
        (child, spell): (Child, Spell),
        apart: u32,
        baseline: &mut Tally,
        gathered: &mut [Gathered],
    ) {
        let age = world.model.age_band(child.born, spell.at) as u8;
        self.lanes.push(Lane { child, spell, age, apart, asked: 0 });
        if self.lanes.len() == TOGETHER {
            self.live(world, baseline, gathered);
        }
    }

    /// Lives the lives of all in the baseline; a scenario that touches a child gets it from that moment.
    ///
    /// Each part of the work has a loop of its own: while one child's number is on its way, the next one's is asked for.
    pub(crate) fn live(&mut self, world: &World, baseline: &mut Tally, gathered: &mut [Gathered]) {
        while !self.lanes.is_empty() {
            self.ask(world);
            let spells = self.lanes.iter().zip(&self.luck);
            for ((lane, luck), ends) in spells.zip(&mut self.ends) {
                *ends = world.walk(&lane.child, &lane.spell, *luck, lane.age.into());
            }
            for (number, own) in gathered.iter_mut().enumerate() {
                self.touch(world, number, own);
            }
            let mut kept = 0;
            for place in 0..self.lanes.len() {
                let Lane { child, spell, age, apart, asked } = self.lanes[place];
                let (next, last) = &self.ends[place];
                let ages = (age.into(), *last);
                let then = world.book(baseline, &child, spell.position, (spell.at, next), ages);
                if let Some(spell) = world.following(&spell, next) {
                    self.lanes[kept] = Lane { child, spell, age: then as u8, apart, asked };
                    kept += 1;
                }
            }
            self.lanes.truncate(kept);
        }
    }

    /// Asks luck for what decides each spell.
    fn ask(&mut self, world: &World) {
        let here = self.lanes.iter().zip(&mut self.numbers);
        // Without families a loop has no branch, and compilers work on several children at once.
        if world.families.is_none() {
            here.for_each(|(lane, numbers)| *numbers = world.own_numbers(&lane.child, lane.spell.number));
        } else {
            here.for_each(|(lane, numbers)| *numbers = world.numbers(&lane.child, lane.spell.number));
        }
        for (luck, numbers) in self.luck.iter_mut().zip(&self.numbers[..self.lanes.len()]) {
            *luck = numbers.of_step(&world.logarithm);
        }
    }

    /// Gives a scenario the children whom it touches in the spells under way.
    fn touch(&mut self, world: &World, number: usize, own: &mut Gathered) {
        for ((lane, (next, _)), numbers) in self.lanes.iter_mut().zip(&self.ends).zip(&self.numbers) {
            if lane.apart >> number & 1 == 0
                && let Some(Touch { at, asks }) =
                    world.touched(&own.drawn, &lane.child, &lane.spell, next, numbers)
            {
                let asked = lane.asked >> number & 1 != 0;
                match asks {
                    Some(_) => lane.asked |= 1 << number,
                    None => lane.apart |= 1 << number,
                }
                own.candidates.push(Candidate {
                    child: lane.child,
                    spell: lane.spell,
                    numbers: *numbers,
                    next: *next,
                    at,
                    came: Came::AsBefore { asks, asked },
                });
            }
        }
    }
}
