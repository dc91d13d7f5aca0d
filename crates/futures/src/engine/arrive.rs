//! Arrivals from outside, by thinning a process at the highest intensity of the horizon.
//!
//! Children who are not known are not looped over: cost follows those who come.

use luck::Purpose;

use crate::engine::child::{Child, Spell};
use crate::engine::life::World;
use crate::engine::purpose;

/// Arrivals of one step at one range of ages.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    /// The step by which they come.
    pub(crate) step: usize,
    pub(crate) to: u8,
    /// First of the addresses of their luck.
    pub(crate) base: u64,
    /// Ages at arrival, in years.
    pub(crate) ages: (f64, f64),
    /// Age within the range: this power of a uniform share of it. 1 is evenly, more is nearer to the youngest.
    pub(crate) power: f64,
    /// Arrivals a year, in each year.
    pub(crate) speeds: Vec<f64>,
    /// Whether everybody comes alone, even where others come as families.
    pub(crate) alone: bool,
}

/// Everybody who arrives, in no order of time, each with the first spell.
pub(crate) fn arrive(world: &World, each: &mut impl FnMut(Child, Spell)) {
    let families = world.families.is_some_and(|families| families.size > 1.0);
    if families {
        arrive_as_families(world, each);
    }
    for stream in world.outlook.streams.iter().filter(|stream| stream.alone || !families) {
        thinned(world, stream.base, &stream.speeds, purpose::ARRIVAL, |id, time, [u_age, place]| {
            let child = Child {
                id,
                family: id,
                born: time - stream.age(u_age),
                place,
                ward_group: world.ward_group(id),
            };
            each(child, stream.spell(time));
        });
    }
}

/// Times at which things happen at given speeds a year, each with its address and two uniforms to spare.
pub(crate) fn thinned(
    world: &World,
    base: u64,
    speeds: &[f64],
    why: Purpose,
    mut each: impl FnMut(u64, f64, [f64; 2]),
) {
    let highest = speeds.iter().copied().fold(0.0, f64::max);
    if highest <= 0.0 {
        return;
    }
    let horizon = world.model.years as f64;
    let mut time = 0.0;
    let mut addresses = [(0, 0); TOGETHER];
    let mut numbers = [[0.0; 4]; TOGETHER];
    for first in (base..).step_by(TOGETHER) {
        addresses.iter_mut().zip(first..).for_each(|(address, id)| *address = (id, 0));
        world.luck.uniforms_of(world.draw, why, &addresses, &mut numbers);
        for ((id, _), [u_gap, u_keep, u_age, place]) in addresses.iter().zip(numbers) {
            time += world.logarithm.exponential(u_gap) / highest;
            if time >= horizon {
                return;
            }
            if u_keep * highest < speeds[time as usize] {
                each(*id, time, [u_age, place]);
            }
        }
    }
}

/// How many numbers are asked for together.
const TOGETHER: usize = 32;

/// Addresses of families begin here; each has room for [`MOST_SIBLINGS`].
const FAMILIES: u64 = 1 << 60;
/// Brothers and sisters who arrive together, at most.
const MOST_SIBLINGS: u32 = 16;

/// Families arrive at a lower speed, each with as many children as makes up for it; each child's age is drawn by itself,
/// so that the arrivals expected at every age stay what they are.
fn arrive_as_families(world: &World, each: &mut impl FnMut(Child, Spell)) {
    let Some(families) = world.families else { return };
    let streams: Vec<&Stream> = world.outlook.streams.iter().filter(|stream| !stream.alone).collect();
    let mut steps: Vec<usize> = streams.iter().map(|s| s.step).collect();
    steps.dedup();
    for step in steps {
        let own: Vec<&Stream> = streams.iter().copied().filter(|s| s.step == step).collect();
        let speeds: Vec<f64> = (0..world.model.years)
            .map(|year| own.iter().map(|s| s.speeds[year]).sum::<f64>() / families.size)
            .collect();
        let base = FAMILIES | (step as u64) << 48;
        thinned(world, base, &speeds, purpose::ARRIVAL, |id, time, [u_size, place]| {
            let year = time as usize;
            let eldest = FAMILIES | (step as u64) << 48 | (id - base) << 4 | 1 << 59;
            for member in 0..siblings(families.size - 1.0, u_size) {
                let id = eldest + u64::from(member);
                let [u_band, u_age, ..] = world.luck.uniforms(world.draw, id, purpose::ARRIVAL, 1);
                let mut left = u_band * speeds[year] * families.size;
                let stream = own.iter().find(|s| {
                    left -= s.speeds[year];
                    left < 0.0
                });
                let Some(stream) = stream.or(own.last()) else { return };
                let child = Child {
                    id,
                    family: eldest,
                    born: time - stream.age(u_age),
                    place,
                    ward_group: world.ward_group(eldest),
                };
                each(child, stream.spell(time));
            }
        });
    }
}

/// Children of a family: one, and a Poisson number of others with this mean, from one uniform.
fn siblings(mean_others: f64, u: f64) -> u32 {
    let mut chance = (-mean_others).exp();
    let mut sum = chance;
    for others in 0..MOST_SIBLINGS - 1 {
        if u < sum {
            return 1 + others;
        }
        chance *= mean_others / f64::from(others + 1);
        sum += chance;
    }
    MOST_SIBLINGS
}

impl Stream {
    pub(crate) fn age(&self, u: f64) -> f64 {
        let within = if self.power == 1.0 { u } else { u.powf(self.power) };
        self.ages.0 + within * (self.ages.1 - self.ages.0)
    }

    pub(crate) fn spell(&self, time: f64) -> Spell {
        Spell {
            position: self.to,
            history: 0,
            entered_by: Some(self.step as u8),
            since: time,
            at: time,
            number: 0,
            visit: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_have_the_stated_size_in_the_mean() {
        let n = 100_000;
        let mean = |others: f64| {
            (0..n).map(|k| f64::from(siblings(others, (k as f64 + 0.5) / n as f64))).sum::<f64>() / n as f64
        };
        assert_eq!(mean(0.0), 1.0);
        assert!((mean(0.8) - 1.8).abs() < 1e-3, "{}", mean(0.8));
    }
}
