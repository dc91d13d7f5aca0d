//! A bare engine, written by hand for one job: what any engine is measured by.
//!
//! It follows a few hundred children together, one step of each at a time, so that no processor waits for one child's
//! random number to become her next step; those who are done drop out of the list. Nothing branches on luck: bands of
//! age and destinations are looked up, and what happens after the last year goes to a row of its own.
//!
//! Where the time goes, by sampling (AMD EPYC 7003, x86-64 without extensions, 23 November 2026; 316,000 numbers drawn
//! for 224,000 steps, 19 ns each): a third in the tables of intensities and destinations (65 instructions a step), a
//! quarter in Philox (50, two children at a time), a fifth in accounts and in closing ranks (59), a seventh in the
//! logarithm (33), and a twentieth in beginning. No part is much larger than the others.

mod accounts;
mod table;

use luck::{Logarithm, Luck, Purpose};

use super::six_positions::{OLDEST, POSITIONS, YEARS};
pub use accounts::Accounts;
use table::Table;

/// What decides a step: its time and where to.
const STEP: Purpose = Purpose(0);
/// In which order ages are dealt out.
const AGE: Purpose = Purpose(1);
/// The position that everybody starts in.
const FIRST: u8 = 0;
/// The position that nobody comes back from.
const LEFT: u8 = POSITIONS as u8 - 1;
/// How many children are followed together: their list stays in the first cache.
const TOGETHER: usize = 256;

/// The job: children with their ages, and everything that can be prepared before the first draw.
pub struct Prototype {
    luck: Luck,
    ages: Vec<f64>,
    table: Table,
    logarithm: Logarithm,
}

/// A child who is followed.
#[derive(Clone, Copy, Default)]
struct Child {
    number: u32,
    position: u8,
    band: u8,
    age: f64,
    /// Age at the start of the first year.
    start: f64,
}

/// What decides one child's step.
#[derive(Clone, Copy, Default)]
struct Dice {
    /// A uniform, and then the exponential that it makes.
    wait: f64,
    which: f64,
    /// The position that is left.
    from: u8,
}

impl Prototype {
    /// The job for so many children, at ages that are evenly spread and dealt out at random.
    pub fn new(children: u32, seed: u64) -> Prototype {
        let luck = Luck::new(seed);
        let mut ages: Vec<(f64, f64)> = (0..children)
            .map(|child| {
                let [order, ..] = luck.uniforms(0, u64::from(child), AGE, 0);
                (order, OLDEST * (f64::from(child) + 0.5) / f64::from(children))
            })
            .collect();
        ages.sort_by(|a, b| a.0.total_cmp(&b.0));
        Prototype {
            luck,
            ages: ages.into_iter().map(|(_, age)| age).collect(),
            table: Table::new(),
            logarithm: Logarithm::new(),
        }
    }

    /// One draw: everybody's twenty years.
    pub fn draw(&self, draw: u32) -> Accounts {
        let mut accounts = Accounts::new();
        let mut here = [Child::default(); TOGETHER];
        let mut dice = [Dice::default(); TOGETHER];
        for (group, ages) in self.ages.chunks(TOGETHER).enumerate() {
            for (place, (child, &age)) in here.iter_mut().zip(ages).enumerate() {
                let band = self.table.band(age);
                let number = (group * TOGETHER + place) as u32;
                *child = Child { number, position: FIRST, band, age, start: age };
            }
            let (mut count, mut decision) = (ages.len(), 0);
            while count > 0 {
                count = self.step((draw, decision), &mut here[..count], &mut dice, &mut accounts);
                decision += 1;
            }
        }
        accounts.close(FIRST.into(), self.ages.len() as u64);
        accounts
    }

    /// One step of each child; those with more to come are moved to the front, and counted.
    ///
    /// Loops of their own let a processor work on many children at once, and the first one be done in vectors: one loop
    /// for all took 10.6 ms a draw where these take 6.
    #[inline]
    fn step(
        &self,
        (draw, decision): (u32, u32),
        here: &mut [Child],
        dice: &mut [Dice; TOGETHER],
        accounts: &mut Accounts,
    ) -> usize {
        for (dice, child) in dice.iter_mut().zip(&*here) {
            let [wait, which, ..] = self.luck.uniforms(draw, u64::from(child.number), STEP, decision);
            (dice.wait, dice.which) = (wait, which);
        }
        for dice in &mut dice[..here.len()] {
            dice.wait = -self.logarithm.of(dice.wait);
        }
        for (dice, child) in dice.iter_mut().zip(&mut *here) {
            dice.from = child.position;
            (child.age, child.band) = self.table.pass(child.position, child.band, child.age, dice.wait);
            child.position = self.table.destination(child.position, child.band, dice.which);
        }
        let mut kept = 0;
        for (place, dice) in dice.iter().enumerate().take(here.len()) {
            let child = here[place];
            let goes_on = accounts.step(child.age - child.start, dice.from, child.position);
            here[kept] = child;
            kept += usize::from(goes_on & (child.position != LEFT));
        }
        kept
    }
}

/// How many steps a draw has had.
pub fn events(accounts: &Accounts) -> u64 {
    (0..YEARS).flat_map(|year| accounts.steps(year)).flatten().sum()
}
