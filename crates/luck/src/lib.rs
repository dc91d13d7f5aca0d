//! Addressed randomness: every random number has an address, and none depends on the order of asking.

mod logarithm;

use std::convert::Infallible;

use rand_core::TryRng;

pub use logarithm::Logarithm;

/// What a random number decides. Part of its address, so no two decisions share luck by accident.
///
/// **Limits**: each user of a seed names its own purposes as constants and uses each number once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose(pub u8);

/// The source of all random numbers of a run.
#[derive(Clone, Copy, Debug)]
pub struct Luck {
    /// The key of each of Philox's rounds: they follow from the seed alone.
    keys: [[u32; 2]; ROUNDS],
}

impl Luck {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Luck {
        Luck { keys: keys([seed as u32, (seed >> 32) as u32]) }
    }

    /// Four independent random words at an address, each worth a uniform by [`uniform`].
    #[inline(always)]
    pub fn bits(&self, draw: u32, child: u64, purpose: Purpose, decision: u32) -> [u32; 4] {
        let counter =
            [draw, child as u32, (child >> 32) as u32, u32::from(purpose.0) << 24 | decision & 0xFF_FFFF];
        philox(&self.keys, counter)
    }

    /// Four independent uniforms in (0, 1) at an address.
    #[inline(always)]
    pub fn uniforms(&self, draw: u32, child: u64, purpose: Purpose, decision: u32) -> [f64; 4] {
        self.bits(draw, child, purpose, decision).map(uniform)
    }

    /// As [`Luck::uniforms`] at many addresses, each a child and a decision: compilers work on several at once.
    ///
    /// **Shape**: as many as there are addresses, or as there is room for.
    pub fn uniforms_of(
        &self,
        draw: u32,
        purpose: Purpose,
        addresses: &[(u64, u32)],
        numbers: &mut [[f64; 4]],
    ) {
        for (numbers, (child, decision)) in numbers.iter_mut().zip(addresses) {
            *numbers = self.uniforms(draw, *child, purpose, *decision);
        }
    }

    /// Consecutive random bits at an address, for whoever needs an unknown number of them.
    pub fn stream(&self, draw: u32, child: u64, purpose: Purpose) -> Stream {
        Stream { luck: *self, draw, child, purpose, next: 0, waiting: [0; 4], used: 4 }
    }
}

/// Philox4x32-10: a counter-based generator, chosen because any number can be computed from its address.
///
/// **Source**: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011.
#[inline(always)]
fn philox(keys: &[[u32; 2]; ROUNDS], c: [u32; 4]) -> [u32; 4] {
    // Words lie in the lower halves of wider ones, where products are whole; what is in the upper halves plays no part.
    let mut c = c.map(u64::from);
    for key in keys {
        let (a, b) = ((c[0] & LOWER) * 0xD251_1F53, (c[2] & LOWER) * 0xCD9E_8D57);
        c = [(b >> 32) ^ c[1] ^ u64::from(key[0]), b, (a >> 32) ^ c[3] ^ u64::from(key[1]), a];
    }
    c.map(|word| word as u32)
}

/// The lower half of a word.
const LOWER: u64 = 0xFFFF_FFFF;

const ROUNDS: usize = 10;

fn keys(seed: [u32; 2]) -> [[u32; 2]; ROUNDS] {
    let mut key = seed;
    [(); ROUNDS].map(|()| {
        let this = key;
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
        this
    })
}

/// An address that belongs to another and a number: no two of them meet but by chance, one in 2⁶⁴.
///
/// **Source**: the mix of SplitMix64; Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
#[inline]
pub fn address(of: u64, number: u64) -> u64 {
    mix(mix(of).wrapping_add(number))
}

#[inline]
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The uniform in (0, 1) that a random word is worth.
#[inline]
pub fn uniform(bits: u32) -> f64 {
    (f64::from(bits) + 0.5) / 4_294_967_296.0
}

/// Consecutive random bits at one address, see [`Luck::stream`].
///
/// **Limits**: repeats after 67 million numbers.
#[derive(Clone, Debug)]
pub struct Stream {
    luck: Luck,
    draw: u32,
    child: u64,
    purpose: Purpose,
    next: u32,
    waiting: [u32; 4],
    used: usize,
}

impl Stream {
    /// A uniform in (0, 1).
    pub fn uniform(&mut self) -> f64 {
        let Ok(bits) = self.try_next_u32();
        uniform(bits)
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        if self.used == 4 {
            self.waiting = self.luck.bits(self.draw, self.child, self.purpose, self.next);
            self.next = self.next.wrapping_add(1);
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

    const STEP: Purpose = Purpose(1);
    const REACH: Purpose = Purpose(4);

    #[test]
    fn philox_gives_the_published_known_answers() {
        // Random123 1.14, kat_vectors, philox4x32 with 10 rounds.
        assert_eq!(philox(&keys([0; 2]), [0; 4]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            philox(&keys([u32::MAX; 2]), [u32::MAX; 4]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
    }

    #[test]
    fn many_addresses_give_what_each_gives() {
        let luck = Luck::new(7);
        let addresses: Vec<(u64, u32)> = (0..13).map(|n| (n << 33 | n, n as u32 * 3)).collect();
        let mut numbers = [[0.0; 4]; 13];
        luck.uniforms_of(2, STEP, &addresses, &mut numbers);
        for ((child, decision), numbers) in addresses.into_iter().zip(numbers) {
            assert_eq!(numbers, luck.uniforms(2, child, STEP, decision));
        }
    }

    #[test]
    fn luck_depends_on_every_part_of_its_address() {
        let luck = Luck::new(7);
        let at = |draw, child, purpose, decision| luck.bits(draw, child, purpose, decision);
        let here = at(1, 2, STEP, 3);
        assert_eq!(here, at(1, 2, STEP, 3));
        for other in [
            at(2, 2, STEP, 3),
            at(1, 3, STEP, 3),
            at(1, 2 | 1 << 40, STEP, 3),
            at(1, 2, REACH, 3),
            at(1, 2, STEP, 4),
            Luck::new(8).bits(1, 2, STEP, 3),
        ] {
            assert_ne!(here, other);
        }
    }
}
