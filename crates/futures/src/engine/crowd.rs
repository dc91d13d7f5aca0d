//! The baseline, lived by many children side by side.

use crate::counts::Tally;
use crate::engine::child::{Child, Next, Spell};
use crate::engine::drawn::Drawn;
use crate::engine::life::{Numbers, World};
use crate::engine::purpose;
use crate::engine::served::{Came, Candidate, Sides};
use crate::engine::touch::{Reach, Touch};

/// What one scenario gathers while the baseline is lived.
pub(crate) struct Gathered<'a> {
    pub(crate) drawn: Drawn<'a>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) sides: Sides,
}

/// Children whose lives in the baseline are lived side by side, one spell of each at a time: a processor works on many
/// random numbers at once, where one child alone would have to wait for each.
pub(crate) struct Crowd {
    lanes: [Lane; TOGETHER],
    /// Lanes whose lives go on: the first `count`. What follows is by place in this list.
    here: [u8; TOGETHER],
    count: usize,
    addresses: [(u64, u32); TOGETHER],
    numbers: [[f64; 4]; TOGETHER],
    luck: [(f64, f64); TOGETHER],
}

/// How many children are followed together: what they need stays close to the processor. A power of two, so that no
/// index needs a check.
const TOGETHER: usize = 128;

/// A child who is followed.
#[derive(Clone, Copy, Default)]
struct Lane {
    child: Child,
    spell: Spell,
    /// Age band in which the spell begins to be lived.
    age: u32,
    /// A bit for each scenario that has nothing more to do with this life.
    apart: u32,
    /// A bit for each scenario in which the child has asked for a service, without anything else having touched it.
    asked: u32,
}

impl Crowd {
    pub(crate) fn new() -> Crowd {
        Crowd {
            lanes: [Lane::default(); TOGETHER],
            here: [0; TOGETHER],
            count: 0,
            addresses: [(0, 0); TOGETHER],
            numbers: [[0.0; 4]; TOGETHER],
            luck: [(0.0, 0.0); TOGETHER],
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
        let age = world.model.age_band(child.born, spell.at) as u32;
        self.lanes[self.count % TOGETHER] = Lane { child, spell, age, apart, asked: 0 };
        self.here[self.count % TOGETHER] = self.count as u8;
        self.count += 1;
        if self.count == TOGETHER {
            self.live(world, baseline, gathered);
        }
    }

    /// Lives the lives of all in the baseline; a scenario that touches a child gets it from that moment.
    ///
    /// Luck has loops of its own: while one child's number is on its way, the next one's is asked for.
    pub(crate) fn live(&mut self, world: &World, baseline: &mut Tally, gathered: &mut [Gathered]) {
        // Who stays to the horizon has nothing booked then, unless something is told on the way.
        let horizon_books_nothing = !world.model.tells_ages && world.model.kinds.is_none();
        while self.count > 0 {
            self.ask(world);
            let mut kept = 0;
            for place in 0..self.count {
                let number = self.here[place % TOGETHER];
                let lane = &mut self.lanes[usize::from(number) % TOGETHER];
                let (age, from) = (lane.age as usize, lane.spell.at);
                let luck = self.luck[place % TOGETHER];
                let (next, last) = world.walk(&lane.child, &lane.spell, luck, age);
                let help = Numbers(self.numbers[place % TOGETHER]).of_help();
                let mut reach = Reach::new();
                for (scenario, own) in gathered.iter_mut().enumerate() {
                    lane.touch(world, (scenario, own), (&next, help), &mut reach);
                }
                if matches!(next, Next::Horizon(_)) && horizon_books_nothing {
                    continue;
                }
                let then = world.book(baseline, &lane.child, lane.spell.position, (from, &next), (age, last));
                let goes_on = world.follow_on(&mut lane.spell, &next);
                lane.age = then as u32;
                self.here[kept % TOGETHER] = number;
                kept += usize::from(goes_on);
            }
            self.count = kept;
        }
    }

    /// Asks luck for what decides each spell.
    fn ask(&mut self, world: &World) {
        for (lane, address) in self.here[..self.count].iter().zip(&mut self.addresses) {
            let Lane { child, spell, .. } = &self.lanes[usize::from(*lane) % TOGETHER];
            *address = (world.decides(child, spell.number), spell.number);
        }
        let (addresses, numbers) = (&self.addresses[..self.count], &mut self.numbers[..self.count]);
        world.luck.uniforms_of(world.draw, purpose::STEP, addresses, numbers);
        for (luck, numbers) in self.luck.iter_mut().zip(&self.numbers[..self.count]) {
            *luck = Numbers(*numbers).of_step(&world.logarithm);
        }
    }
}

impl Lane {
    /// Gives a scenario the child if it is touched in the spell under way.
    fn touch(
        &mut self,
        world: &World,
        (scenario, own): (usize, &mut Gathered),
        (next, help): (&Next, f64),
        reach: &mut Reach,
    ) {
        if self.apart >> scenario & 1 != 0 {
            return;
        }
        let touch = world.touched(&own.drawn, &self.child, &self.spell, (next, help), reach);
        let Some(Touch { at, asks }) = touch else { return };
        let asked = self.asked >> scenario & 1 != 0;
        match asks {
            Some(_) => self.asked |= 1 << scenario,
            None => self.apart |= 1 << scenario,
        }
        let (child, spell, next, came) = (self.child, self.spell, *next, Came::AsBefore { asks, asked });
        own.candidates.push(Candidate { child, spell, help, next, at, came });
    }
}
