//! A service with places, and what it does to steps.

use units::{Position, Step};

/// A rate ratio on named steps, with its uncertainty.
///
/// **Units**: ratios; 0.8 means 20% fewer such steps per person-year among those served. `low` and `high`
/// bound the 95% interval. Draws have median `ratio` and are log-normal on each side of it, so that 2.5% fall
/// below `low` and 2.5% above `high` even if `ratio` is not their middle.
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
    /// The ratio that belongs to a standard normal value.
    pub fn drawn(&self, z: f64) -> f64 {
        const EDGE_95: f64 = 1.959_963_985;
        let bound = if z < 0.0 { self.low } else { self.high };
        self.ratio * (bound / self.ratio).powf(z.abs() / EDGE_95)
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
    /// Places open at a time: those of [`Service::openings`] so far.
    pub fn places_at(&self, time: f64) -> u32 {
        self.openings().iter().filter(|(opens, _)| *opens <= time).map(|(_, places)| places).sum()
    }

    /// Times at which places open, and how many open then, in order: the first at the start, the others evenly
    /// over the ramp-up.
    pub fn openings(&self) -> Vec<(f64, u32)> {
        if self.ramp_up <= 0.0 {
            return vec![(self.start, self.places)];
        }
        let each = self.ramp_up / f64::from(self.places.max(1));
        (0..self.places).map(|k| (self.start + each * f64::from(k), 1)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_interval_are_its_95_per_cent_points() {
        let effect = Effect { steps: vec![], ratio: 0.8, low: 0.5, high: 0.85 };
        assert!((effect.drawn(-1.959_963_985) - 0.5).abs() < 1e-9);
        assert!((effect.drawn(1.959_963_985) - 0.85).abs() < 1e-9);
        assert_eq!(effect.drawn(0.0), 0.8);
    }
}
