//! What a service does to the steps of those it serves.

use units::Step;

/// A rate ratio with its uncertainty.
///
/// **Units**: 0.8 means 20% fewer such steps per person-year. `low` and `high` bound the 95% interval. Draws have median
/// `middle` and are log-normal on each side of it, so that 2.5% fall below `low` and 2.5% above `high` even if `middle`
/// is not half way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// Most likely ratio.
    pub middle: f64,
    /// Lower bound of the 95% interval.
    pub low: f64,
    /// Upper bound of the 95% interval.
    pub high: f64,
}

impl Ratio {
    /// A ratio known for certain.
    pub fn known(ratio: f64) -> Ratio {
        Ratio { middle: ratio, low: ratio, high: ratio }
    }

    /// The ratio that belongs to a standard normal value.
    pub fn drawn(&self, z: f64) -> f64 {
        const EDGE_95: f64 = 1.959_963_985;
        let bound = if z < 0.0 { self.low } else { self.high };
        if self.middle <= 0.0 {
            return self.middle;
        }
        self.middle * (bound / self.middle).powf(z.abs() / EDGE_95)
    }
}

/// A ratio on some steps of those served, when it sets in and how long it lasts.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect<S = Step> {
    /// Steps whose intensity changes.
    pub steps: Vec<S>,
    /// By how much.
    pub ratio: Ratio,
    /// Time from the start of help until the effect sets in, in years.
    pub lag: f64,
    /// What becomes of it after help ends.
    pub fade: Fade,
}

/// What becomes of an effect after help ends. On the scale of the logarithm of the ratio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fade {
    /// Fades evenly to nothing over this time; 0 ends it with the help.
    Over(f64),
    /// Halves in each such time.
    HalfLife(f64),
    /// Lasts.
    Never,
}

impl<S> Effect<S> {
    pub(super) fn with_steps<T>(&self, steps: Vec<T>) -> Effect<T> {
        Effect { steps, ratio: self.ratio, lag: self.lag, fade: self.fade }
    }

    /// Share of the effect in force, on the log scale, at a time after help began; `ended` is when help ended.
    ///
    /// **Units**: years since help began; the share is from 0 to 1.
    pub fn share_at(&self, since_start: f64, ended: f64) -> f64 {
        if since_start < self.lag {
            return 0.0;
        }
        let after = since_start - ended;
        if after <= 0.0 {
            return 1.0;
        }
        match self.fade {
            Fade::Never => 1.0,
            Fade::HalfLife(half) => (-after / half).exp2(),
            Fade::Over(length) if after < length => 1.0 - after / length,
            Fade::Over(_) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_interval_are_its_95_per_cent_points() {
        let ratio = Ratio { middle: 0.8, low: 0.5, high: 0.85 };
        assert!((ratio.drawn(-1.959_963_985) - 0.5).abs() < 1e-9);
        assert!((ratio.drawn(1.959_963_985) - 0.85).abs() < 1e-9);
        assert_eq!(ratio.drawn(0.0), 0.8);
        assert_eq!(Ratio::known(0.0).drawn(2.0), 0.0);
    }

    #[test]
    fn an_effect_sets_in_after_its_lag_and_fades_as_stated() {
        let effect = |fade| Effect::<Step> { steps: vec![], ratio: Ratio::known(0.5), lag: 0.25, fade };
        let over = effect(Fade::Over(1.0));
        assert_eq!([over.share_at(0.2, 0.5), over.share_at(0.3, 0.5)], [0.0, 1.0]);
        assert_eq!([over.share_at(1.0, 0.5), over.share_at(1.5, 0.5)], [0.5, 0.0]);
        assert_eq!(effect(Fade::HalfLife(2.0)).share_at(4.5, 0.5), 0.25);
        assert_eq!(effect(Fade::Never).share_at(40.0, 0.5), 1.0);
        assert_eq!(effect(Fade::Over(0.0)).share_at(0.5, 0.5), 1.0);
        assert_eq!(effect(Fade::Over(0.0)).share_at(0.51, 0.5), 0.0);
    }
}
