//! The positions that spells are in, by name and number.

/// Names of positions, in the order by which spells number them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positions {
    names: Vec<String>,
}

/// Why names cannot be those of positions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PositionsFault {
    /// A covariance has the square of their number of entries, so that a column of ids taken for positions would fill
    /// the memory.
    #[error("{0} positions, expected at most {max}", max = Positions::MAX)]
    TooMany(usize),
    /// Two positions have one name.
    #[error("position \"{0}\" is named twice")]
    Twice(String),
}

impl Positions {
    /// Positions there may be.
    pub const MAX: usize = 64;

    /// Positions by their names.
    ///
    /// **Errors**: more than [`Positions::MAX`]; a name that appears twice.
    pub fn new(names: Vec<String>) -> Result<Positions, PositionsFault> {
        if names.len() > Positions::MAX {
            return Err(PositionsFault::TooMany(names.len()));
        }
        for (place, name) in names.iter().enumerate() {
            if names.iter().take(place).any(|before| before == name) {
                return Err(PositionsFault::Twice(name.clone()));
            }
        }
        Ok(Positions { names })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// The name of a position; empty for a number that is none.
    pub fn name(&self, position: u16) -> &str {
        self.names.get(usize::from(position)).map_or("", String::as_str)
    }

    /// The number of a name.
    pub fn find(&self, name: &str) -> Option<u16> {
        self.names.iter().position(|n| n == name).and_then(|n| u16::try_from(n).ok())
    }

    /// Numbers of all positions, in order.
    pub fn all(&self) -> impl Iterator<Item = u16> + use<> {
        0..u16::try_from(self.names.len()).unwrap_or(u16::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_at_most_sixty_four_positions_of_different_names() {
        let names = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
        assert!(Positions::new(names(64)).is_ok());
        assert_eq!(Positions::new(names(65)), Err(PositionsFault::TooMany(65)));
        let twice = vec!["a".to_string(), "a".to_string()];
        assert_eq!(Positions::new(twice), Err(PositionsFault::Twice("a".to_string())));
    }
}
