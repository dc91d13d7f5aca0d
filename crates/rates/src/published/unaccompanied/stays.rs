//! How long unaccompanied children stay, by the ages at which they come.

/// Years that a child who arrives in a band spends in it at most: 14 to 15, then 16 to 17.
pub(super) const BAND: f64 = 16.0 - crate::UNACCOMPANIED_FROM;

/// Years spent looked after by one who arrives, at a constant intensity of exits before 18 and with ages spread evenly over
/// the band.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stays {
    /// In the band of arrival, the same in both: they are equally long.
    pub(super) in_band: f64,
    /// In the second band, by one who arrived in the first.
    beyond: f64,
}

impl Stays {
    pub(super) fn at(exits: f64) -> Stays {
        let (h, length) = (exits.max(1e-6), BAND);
        let kept = (1.0 - (-h * length).exp()) / (h * length);
        Stays { in_band: (1.0 - kept) / h, beyond: kept * kept * length }
    }

    /// Mean over arrivals, a share of them in the first band.
    pub(super) fn mean(&self, under_16: f64) -> f64 {
        self.in_band + under_16 * self.beyond
    }

    /// The share of arrivals in the first band at which the mean is this long.
    pub(super) fn share_under_16(&self, mean: f64) -> f64 {
        (mean - self.in_band) / self.beyond.max(1e-9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_exits_everybody_stays_until_eighteen() {
        let stays = Stays::at(0.0);
        assert!((stays.mean(0.0) - 1.0).abs() < 1e-3 && (stays.mean(1.0) - 3.0).abs() < 1e-3, "{stays:?}");
        assert!((stays.share_under_16(1.5) - 0.25).abs() < 1e-3);
    }

    #[test]
    fn many_exits_leave_a_stay_of_one_over_their_intensity() {
        let stays = Stays::at(50.0);
        assert!((stays.mean(0.3) * 50.0 - 1.0).abs() < 0.02, "{stays:?}");
    }
}
