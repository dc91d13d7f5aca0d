//! Exposure, intensity and the conversions between intensity and probability.

/// Time in which a step could happen, in person-years.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Exposure(pub f64);

/// Steps per person-year of exposure. Never negative; may exceed 1, so it is not a probability.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Intensity(pub f64);

impl Intensity {
    /// Probability of at least one such step within a period, if the intensity is constant and no other step
    /// removes the child first: `1 - exp(-intensity × years)`.
    ///
    /// **Limits**: with competing steps the probability is smaller than this.
    pub fn probability_over(self, years: f64) -> f64 {
        -(-self.0 * years).exp_m1()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intensity_above_one_is_still_a_probability_below_one() {
        let p = Intensity(3.0).probability_over(1.0);
        assert!((p - 0.950_212_931_6).abs() < 1e-9, "{p}");
        assert_eq!(Intensity(0.0).probability_over(10.0), 0.0);
    }
}
