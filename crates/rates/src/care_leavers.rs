//! Care leavers at the start of a projection.

/// Care leavers at the start, by year of age.
///
/// **Shape**: `by_age[age - 18]`, 18 to 24. **Units**: young people.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CareLeavers {
    /// The numbers.
    pub by_age: [f64; CareLeavers::AGES],
}

impl CareLeavers {
    /// Years of age from the 18th birthday until support ends at 25.
    pub const AGES: usize = 7;

    /// Youngest year of age.
    pub const FROM: u32 = 18;

    /// Young people of all ages.
    pub fn total(&self) -> f64 {
        self.by_age.iter().sum()
    }

    /// So many times as many at every age.
    pub fn scaled(&self, factor: f64) -> CareLeavers {
        CareLeavers { by_age: self.by_age.map(|n| n * factor) }
    }
}
