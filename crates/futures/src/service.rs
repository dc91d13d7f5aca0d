//! A service with places, and what it does to steps.

use units::{Position, Step};

/// A rate ratio on named steps, with its uncertainty.
///
/// **Units**: ratios; 0.8 means 20% fewer such steps per person-year among those served. `low` and `high`
/// bound the 95% interval; draws are log-normal with median `ratio`.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Steps whose intensity changes.
    pub steps: Vec<Step>,
    /// Most likely ratio.
    pub ratio: f64,
    /// Lower bound of the 95% interval.
    pub low: f64,
    /// Upper bound of the 95% interval.
    pub high: f64,
}

impl Effect {
    /// Standard deviation of the logarithm of the ratio.
    pub fn log_sd(&self) -> f64 {
        const WIDTH_95: f64 = 2.0 * 1.959_963_985;
        (self.high / self.low).ln() / WIDTH_95
    }
}

/// A service as futures see it: whom it serves, how many at a time, from when, how long, to what effect.
///
/// **Units**: times are years after 31 March of the base year; ages are years.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Children in this position may be served.
    pub position: Position,
    /// Youngest age served.
    pub age_from: f64,
    /// Age at which children are no longer taken on.
    pub age_to: f64,
    /// Children served at one time when fully running.
    pub places: u32,
    /// When the first place opens.
    pub start: f64,
    /// Time over which places open evenly, from the start on.
    pub ramp_up: f64,
    /// When the service stops taking children on, if it does. Those being served finish.
    pub end: Option<f64>,
    /// How long a child is served, unless the child leaves the position first.
    pub stay: f64,
    /// Share of children in the position, of the age, who would take the service up.
    pub reach: f64,
    /// What it changes for those served.
    pub effect: Effect,
    /// Time after the end of service over which the effect fades to nothing.
    pub fade_out: f64,
}

impl Service {
    /// Places open at a time.
    pub fn places_at(&self, time: f64) -> u32 {
        if time < self.start {
            0
        } else if self.ramp_up <= 0.0 || time >= self.start + self.ramp_up {
            self.places
        } else {
            (f64::from(self.places) * (time - self.start) / self.ramp_up).floor() as u32
        }
    }

    /// Times at which places open, and how many open then, in order.
    pub(crate) fn openings(&self) -> Vec<(f64, u32)> {
        if self.ramp_up <= 0.0 {
            return vec![(self.start, self.places)];
        }
        let each = self.ramp_up / f64::from(self.places.max(1));
        (1..=self.places).map(|k| (self.start + each * f64::from(k), 1)).collect()
    }
}
