//! Inner edges of the bands of time in position.

use crate::day::DAYS_PER_YEAR;

/// Inner edges of the bands of time in position: ascending, each at least a day after the last.
///
/// **Units**: years.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeEdges {
    years: Vec<f64>,
}

/// Why edges cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BadEdges {
    /// More edges than a table of steps and exposure has room for.
    #[error("{0} edges of time in position: expected at most {max}", max = TimeEdges::MOST)]
    TooMany(usize),
    /// An edge that is no time in a childhood.
    #[error("edge of time in position {0}: expected a number of years above 0, at most {max}", max = TimeEdges::LONGEST)]
    NoTime(f64),
    /// Two edges in the wrong order, or on one day.
    #[error("edges of time in position {0} and {1}: expected each at least a day after the one before")]
    NotAscending(f64, f64),
}

impl TimeEdges {
    /// Edges at most: cells number their band of time in one byte.
    pub const MOST: usize = 250;
    /// Years at most.
    pub const LONGEST: f64 = 25.0;

    /// Edges from years.
    ///
    /// **Errors**: too many; an edge that is not above 0 and at most [`TimeEdges::LONGEST`]; edges out of order.
    pub fn new(years: Vec<f64>) -> Result<TimeEdges, BadEdges> {
        if years.len() > TimeEdges::MOST {
            return Err(BadEdges::TooMany(years.len()));
        }
        if let Some(bad) = years.iter().find(|y| !(**y > 0.0 && **y <= TimeEdges::LONGEST)) {
            return Err(BadEdges::NoTime(*bad));
        }
        let edges = TimeEdges { years };
        let days = edges.days();
        let at = days.windows(2).position(|pair| pair[0] >= pair[1]);
        match at.and_then(|at| edges.years.get(at..at + 2)) {
            Some([one, other]) => Err(BadEdges::NotAscending(*one, *other)),
            _ => Ok(edges),
        }
    }

    /// One band: time in position plays no part.
    pub fn none() -> TimeEdges {
        TimeEdges { years: Vec::new() }
    }

    /// The edges in years.
    pub fn years(&self) -> &[f64] {
        &self.years
    }

    /// The edges in whole days.
    pub(super) fn days(&self) -> Vec<i32> {
        self.years.iter().map(|e| (e * DAYS_PER_YEAR).round() as i32).collect()
    }
}

impl Default for TimeEdges {
    /// 3 and 6 months, 1, 2 and 5 years.
    fn default() -> TimeEdges {
        TimeEdges { years: vec![0.25, 0.5, 1.0, 2.0, 5.0] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_beyond_what_a_cell_can_number_are_refused() {
        let many = |n: usize| (1..=n).map(|i| i as f64 / 100.0).collect::<Vec<f64>>();
        assert!(TimeEdges::new(many(250)).is_ok());
        assert_eq!(TimeEdges::new(many(251)), Err(BadEdges::TooMany(251)));
        assert_eq!(TimeEdges::new(many(300)), Err(BadEdges::TooMany(300)));
    }

    #[test]
    fn edges_that_are_no_ascending_times_are_refused() {
        for bad in [0.0, -1.0, f64::INFINITY, 26.0] {
            assert_eq!(TimeEdges::new(vec![bad]), Err(BadEdges::NoTime(bad)));
        }
        assert!(matches!(TimeEdges::new(vec![f64::NAN]), Err(BadEdges::NoTime(_))));
        for bad in [[1.0, 0.5], [1.0, 1.0], [1.0, 1.0005]] {
            assert_eq!(TimeEdges::new(bad.to_vec()), Err(BadEdges::NotAscending(bad[0], bad[1])));
        }
        assert_eq!(TimeEdges::none().years(), [0.0; 0]);
    }
}
