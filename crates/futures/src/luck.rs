//! Addressed randomness: every random number has an address, and none depends on the order of asking.

use std::convert::Infallible;

use rand_core::TryRng;

/// What a random number decides. Part of its address, so no two decisions share luck by accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// When and whereto a child next steps.
    Step = 1,
    /// Age, time in position and placement of a child present at the start.
    Start = 2,
    /// When a child arrives, and at what age.
    Arrival = 3,
    /// Whether a service reaches a child in a spell.
    Reach = 4,
    /// Uncertain values: intensities, drift, effect.
    Parameter = 5,
}

/// The source of all random numbers of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Luck {
    seed: u64,
}

impl Luck {
    pub(crate) fn new(seed: u64) -> Luck {
        Luck { seed }
    }

    /// Four independent uniforms in (0, 1) at an address.
    pub(crate) fn uniforms(&self, draw: u32, child: u64, purpose: Purpose, decision: u32) -> [f64; 4] {
        self.block(draw, child, purpose, decision).map(|bits| (f64::from(bits) + 0.5) / 4_294_967_296.0)
    }

    /// Up to four independent unit exponentials at an address; those not needed never ring.
    pub(crate) fn exponentials(
        &self,
        draw: u32,
        child: u64,
        purpose: Purpose,
        decision: u32,
        needed: usize,
    ) -> [f64; 4] {
        let mut clocks = self.uniforms(draw, child, purpose, decision);
        for (number, clock) in clocks.iter_mut().enumerate() {
            *clock = if number < needed { -clock.ln() } else { f64::INFINITY };
        }
        clocks
    }

    /// A stream of random bits for the uncertain values of a draw.
    pub(crate) fn parameters(&self, draw: u32, parameter: u64) -> Stream {
        Stream { luck: *self, draw, parameter, next: 0, waiting: [0; 4], used: 4 }
    }

    fn block(&self, draw: u32, child: u64, purpose: Purpose, decision: u32) -> [u32; 4] {
        let counter =
            [draw, child as u32, (child >> 32) as u32, (purpose as u32) << 24 | decision & 0xFF_FFFF];
        philox([self.seed as u32, (self.seed >> 32) as u32], counter)
    }
}

/// Philox4x32-10: a counter-based generator, chosen because any number can be computed from its address.
///
/// **Source**: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011.
fn philox(mut key: [u32; 2], mut c: [u32; 4]) -> [u32; 4] {
    for _ in 0..10 {
        let (a, b) = (u64::from(c[0]) * 0xD251_1F53, u64::from(c[2]) * 0xCD9E_8D57);
        c = [(b >> 32) as u32 ^ c[1] ^ key[0], b as u32, (a >> 32) as u32 ^ c[3] ^ key[1], a as u32];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    c
}

/// Consecutive random bits at one parameter's address, for samplers that need an unknown number of them.
pub(crate) struct Stream {
    luck: Luck,
    draw: u32,
    parameter: u64,
    next: u32,
    waiting: [u32; 4],
    used: usize,
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        if self.used == 4 {
            self.waiting = self.luck.block(self.draw, self.parameter, Purpose::Parameter, self.next);
            self.next += 1;
            self.used = 0;
        }
        self.used += 1;
        Ok(self.waiting[self.used - 1])
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let (low, high) = (self.try_next_u32()?, self.try_next_u32()?);
        Ok(u64::from(high) << 32 | u64::from(low))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.try_next_u32()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_published_known_answers() {
        // Random123 1.14, kat_vectors, philox4x32 with 10 rounds.
        assert_eq!(philox([0; 2], [0; 4]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            philox([u32::MAX; 2], [u32::MAX; 4]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
    }

    #[test]
    fn luck_depends_on_every_part_of_its_address() {
        let luck = Luck::new(7);
        let at = |draw, child, purpose, decision| luck.block(draw, child, purpose, decision);
        let here = at(1, 2, Purpose::Step, 3);
        assert_eq!(here, at(1, 2, Purpose::Step, 3));
        for other in [
            at(2, 2, Purpose::Step, 3),
            at(1, 3, Purpose::Step, 3),
            at(1, 2 | 1 << 40, Purpose::Step, 3),
            at(1, 2, Purpose::Reach, 3),
            at(1, 2, Purpose::Step, 4),
            Luck::new(8).block(1, 2, Purpose::Step, 3),
        ] {
            assert_ne!(here, other);
        }
    }
}
