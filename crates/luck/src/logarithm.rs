//! The natural logarithm of a number between 0 and 1, without a call and without a branch.
//!
//! Unit exponentials are the most frequent use of luck; written out, compilers work on several at once.

const STEPS: usize = 128;

/// Logarithms of the middles of 128 steps between 1 and 2, and the inverses of the middles.
#[derive(Clone, Debug)]
pub struct Logarithm {
    middles: [(f64, f64); STEPS],
}

impl Default for Logarithm {
    fn default() -> Logarithm {
        Logarithm::new()
    }
}

impl Logarithm {
    /// Prepares the table.
    pub fn new() -> Logarithm {
        let middle = |step: usize| 1.0 + (step as f64 + 0.5) / STEPS as f64;
        Logarithm { middles: std::array::from_fn(|step| (1.0 / middle(step), middle(step).ln())) }
    }

    /// The unit exponential that a uniform is worth.
    #[inline]
    pub fn exponential(&self, uniform: f64) -> f64 {
        -self.of(uniform)
    }

    /// The logarithm, to 2e-13.
    ///
    /// **Limits**: for positive normal numbers.
    #[inline]
    pub fn of(&self, number: f64) -> f64 {
        let bits = number.to_bits();
        let exponent = (bits >> 52) as i32 - 1023;
        let fraction = f64::from_bits(bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000);
        let (inverse, logarithm) = self.middles[(bits >> 45) as usize % STEPS];
        let off = fraction * inverse - 1.0;
        let series = off * (1.0 - off * (0.5 - off * (1.0 / 3.0 - off * 0.25)));
        f64::from(exponent) * std::f64::consts::LN_2 + (logarithm + series)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_that_of_the_library_to_thirteen_figures() {
        let logarithm = Logarithm::new();
        for word in (0..u32::MAX).step_by(99_991).chain([0, 1, u32::MAX]) {
            let number = crate::uniform(word);
            assert!((logarithm.of(number) - number.ln()).abs() < 2e-13, "{number}");
        }
    }
}
