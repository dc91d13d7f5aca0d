//! Erlang's queue: arrivals at random, some places, stays that are exponential, and a queue in order of arrival.

/// A queue for places in the long run (M/M/c).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Erlang {
    /// Chance that who arrives must wait.
    pub must_wait: f64,
    /// Mean wait of all who arrive, those who need not wait included, in units of time.
    pub mean_wait: f64,
    /// Mean number who wait.
    pub mean_waiting: f64,
    /// Mean number of places in use.
    pub mean_in_use: f64,
}

impl Erlang {
    /// The queue of some places, with an intensity of arrivals and one at which a stay ends.
    ///
    /// Nothing if arrivals fill all places or more, since the queue then grows without end.
    ///
    /// **Source**: Gross, Shortle, Thompson and Harris, *Fundamentals of Queueing Theory*, 4th edition, 2008, §2.3;
    /// the recursion of Erlang's loss formula keeps the numbers small at any number of places.
    pub fn of(places: u32, arrivals: f64, ends: f64) -> Option<Erlang> {
        let load = arrivals / ends;
        let free = f64::from(places) - load;
        if free <= 0.0 {
            return None;
        }
        let lost = (1..=places).fold(1.0, |lost, place| load * lost / (f64::from(place) + load * lost));
        let must_wait = f64::from(places) * lost / (free + load * lost);
        let mean_wait = must_wait / (free * ends);
        Some(Erlang { must_wait, mean_wait, mean_waiting: arrivals * mean_wait, mean_in_use: load })
    }
}
