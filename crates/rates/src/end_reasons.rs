//! How ends of care are shared over their reasons, where steps do not tell.

use units::CareEnd;

/// What is known of the reasons for which care ends otherwise than by a return home, by age.
///
/// Shares of an age are Dirichlet: the parameters are ends, seen and prior.
///
/// **Shape**: `ends[age][reason]`; ages are the five age bands and then the 18th birthday, reasons are in the order of
/// [`CareEnd::ALL`]. Return home, which is a step of its own, has none. **Units**: ends of care.
#[derive(Clone, Debug, PartialEq)]
pub struct EndReasons {
    /// The parameters.
    pub ends: [[f64; CareEnd::ALL.len()]; EndReasons::AGES],
}

impl EndReasons {
    /// Age bands, and the 18th birthday.
    pub const AGES: usize = 6;

    /// Mean share of each reason at an age; all are *other* where nothing is known.
    pub fn shares(&self, age: usize) -> [f64; CareEnd::ALL.len()] {
        let sum: f64 = self.ends[age].iter().sum();
        if sum > 0.0 {
            return self.ends[age].map(|ends| ends / sum);
        }
        CareEnd::ALL.map(|reason| if reason == CareEnd::Other { 1.0 } else { 0.0 })
    }
}
