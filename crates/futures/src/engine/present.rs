//! Children present at the start.

use crate::engine::child::{Child, Spell};
use crate::engine::life::World;
use crate::engine::purpose;
use crate::model::Present;

/// How many numbers are asked for together.
const TOGETHER: usize = 64;

/// Everybody present at the start, each with the spell under way.
pub(crate) fn present(world: &World, each: &mut impl FnMut(Child, Spell)) {
    let mut addresses = [(0, 0); TOGETHER];
    let mut numbers = [[0.0; 4]; TOGETHER];
    for group in &world.model.present {
        for first in (0..group.count).step_by(TOGETHER) {
            let here = TOGETHER.min((group.count - first) as usize);
            for (address, number) in addresses.iter_mut().zip(first..) {
                *address = (group.id + number, 0);
            }
            world.luck.uniforms_of(world.draw, purpose::START, &addresses[..here], &mut numbers);
            for ((id, _), numbers) in addresses.iter().zip(numbers).take(here) {
                let (child, spell) = begun(world, group, *id, numbers);
                each(child, spell);
            }
        }
    }
}

/// A child of a group, and the spell under way.
#[inline]
fn begun(
    world: &World,
    group: &Present,
    id: u64,
    [u_age, u_band, u_within, place]: [f64; 4],
) -> (Child, Spell) {
    let age = group.ages.0 + u_age * (group.ages.1 - group.ages.0);
    let elapsed = elapsed(group, u_band, u_within).min(age);
    let child = Child { id, family: id, born: -age, place, ward_group: world.ward_group(id) };
    let spell = Spell {
        position: group.position,
        history: world.history(group, id),
        entered_by: None,
        since: -elapsed,
        at: 0.0,
        number: 0,
        visit: 0,
    };
    (child, spell)
}

fn elapsed(group: &Present, u_band: f64, u_within: f64) -> f64 {
    let mut left = u_band;
    let mut from = 0.0;
    for (to, share) in &group.elapsed {
        if left < *share {
            return from + u_within * (to - from);
        }
        left -= share;
        from = *to;
    }
    from
}

impl World<'_> {
    /// What a child present at the start had been through before.
    #[inline]
    fn history(&self, group: &Present, id: u64) -> u8 {
        if group.histories.len() == 1 {
            return 0;
        }
        let [u, ..] = self.luck.uniforms(self.draw, id, purpose::FAMILY, u32::MAX);
        group.histories.iter().position(|to| u < *to).unwrap_or(0) as u8
    }

    /// Group of wards that a child lives in.
    #[inline]
    pub(crate) fn ward_group(&self, id: u64) -> u8 {
        let shares = &self.model.ward_groups;
        if shares.len() == 1 {
            return 0;
        }
        let [_, u, ..] = self.luck.uniforms(self.draw, id, purpose::FAMILY, u32::MAX);
        shares.iter().position(|to| u < *to).unwrap_or(shares.len() - 1) as u8
    }
}

/// Whole numbers of children that add up to the rounded total, by largest remainder.
pub(crate) fn whole_children<const N: usize>(by_age: &[f64; N]) -> [u64; N] {
    let mut whole = by_age.map(|n| n.max(0.0).floor() as u64);
    let total = by_age.iter().map(|n| n.max(0.0)).sum::<f64>().round() as u64;
    let mut order: Vec<usize> = (0..N).collect();
    order.sort_by(|a, b| by_age[*b].fract().total_cmp(&by_age[*a].fract()).then(a.cmp(b)));
    for age in order.into_iter().take(total.saturating_sub(whole.iter().sum()) as usize) {
        whole[age] += 1;
    }
    whole
}
