//! Cells of the table of steps and exposure.

use std::fmt;

use units::{AgeBand, Exposure, History, Placement, Position};

use crate::day::DAYS_PER_YEAR;
use crate::home::{Home, Provider};

/// What a child can be in: a position, or, for a looked-after child, a position and a home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State {
    /// The position.
    pub position: Position,
    /// The home, where the table splits looked-after children by home.
    pub home: Option<Home>,
}

impl State {
    /// A position as a whole.
    pub fn of(position: Position) -> State {
        State { position, home: None }
    }

    pub(super) fn number(self) -> u8 {
        match self.home {
            Some(home) => (Position::ALL.len() + home.index()) as u8,
            None => Position::ALL.iter().position(|p| *p == self.position).unwrap_or_default() as u8,
        }
    }

    pub(super) fn of_number(number: u8) -> State {
        let number = usize::from(number);
        match Position::ALL.get(number) {
            Some(position) => State::of(*position),
            None => {
                let index = number - Position::ALL.len();
                let placement = Placement::ALL[index / Provider::ALL.len() % Placement::ALL.len()];
                let provider = Provider::ALL[index % Provider::ALL.len()];
                State { position: Position::LookedAfter, home: Some(Home { placement, provider }) }
            }
        }
    }
}

impl fmt::Display for State {
    /// Writes `in need`, or `looked after: foster care, private`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.home {
            None => write!(f, "{}", self.position),
            Some(home) => {
                write!(f, "{}: {}, {}", self.position, home.placement, home.provider.label())
            }
        }
    }
}

/// Time at risk in one combination of position, age, time in position, year, history and covariates.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The position left, or not left.
    pub from: State,
    /// Age band.
    pub age: AgeBand,
    /// Band of time in position, as a place in [`LexisTable::time_edges`]: 0 is before the first edge.
    pub time: u8,
    /// Return year.
    pub year: u16,
    /// History at the start of the spell.
    pub history: History,
    /// Values of the covariates, in the order of [`LexisTable::covariates`].
    pub covariates: Vec<String>,
    /// Days at risk of all children together; `None` for *not known*, whose exposure is the population's.
    pub days: Option<u64>,
    /// Steps by destination.
    pub steps: Vec<(State, u32)>,
}

impl Cell {
    /// Exposure in person-years; nothing for *not known*.
    pub fn exposure(&self) -> Option<Exposure> {
        self.days.map(|d| Exposure(d as f64 / DAYS_PER_YEAR))
    }

    /// Steps to a destination.
    pub fn steps_to(&self, to: State) -> u32 {
        self.steps.iter().find(|(s, _)| *s == to).map_or(0, |(_, n)| *n)
    }
}

/// Steps and exposure of all cells that hold any.
///
/// **Shape**: sorted by from, age, time, year, history, covariates.
#[derive(Clone, Debug, PartialEq)]
pub struct LexisTable {
    /// Inner edges of the bands of time in position, in years.
    pub time_edges: Vec<f64>,
    /// Names of the covariates.
    pub covariates: Vec<String>,
    /// The cells.
    pub cells: Vec<Cell>,
    /// Whether a covariate has no date, see [`super::Covariate::is_undated`].
    pub undated: bool,
    /// Children left out because no file gives a date of birth.
    pub without_birth: u64,
}

impl LexisTable {
    /// Destinations seen from a state, in order.
    pub fn destinations(&self, from: State) -> Vec<State> {
        let mut seen: Vec<State> =
            self.cells.iter().filter(|c| c.from == from).flat_map(|c| c.steps.iter().map(|s| s.0)).collect();
        seen.sort();
        seen.dedup();
        seen
    }

    /// From and to of a band of time in years; the last has no end.
    pub fn time_span(&self, band: u8) -> (f64, Option<f64>) {
        let band = usize::from(band);
        let from = if band == 0 { 0.0 } else { self.time_edges.get(band - 1).copied().unwrap_or_default() };
        (from, self.time_edges.get(band).copied())
    }

    /// Steps from one state to another in all cells.
    pub fn steps(&self, from: State, to: State) -> u64 {
        self.cells.iter().filter(|c| c.from == from).map(|c| u64::from(c.steps_to(to))).sum()
    }

    /// Exposure in a state in all cells.
    pub fn exposure(&self, from: State) -> Exposure {
        let days: u64 = self.cells.iter().filter(|c| c.from == from).filter_map(|c| c.days).sum();
        Exposure(days as f64 / DAYS_PER_YEAR)
    }
}
