//! The true intensities of the made-up authority.

use units::Position;

use crate::grid::{CELLS, Cell, QUINTILES, place};

/// Intensities of all steps in every cell, per person-year, in a ward whose ratio is 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Intensities {
    per_year: Vec<[f64; 7]>,
    /// What entries from outside are multiplied by in the wards of each quintile, most deprived first.
    pub(crate) ratios: [f64; QUINTILES],
}

impl Intensities {
    /// No steps at all.
    pub(crate) fn none(ratios: [f64; QUINTILES]) -> Intensities {
        Intensities { per_year: vec![[0.0; 7]; CELLS], ratios }
    }

    /// Sets an intensity.
    pub(crate) fn set(&mut self, cell: Cell, to: Position, per_year: f64) {
        self.per_year[cell.index()][place(to)] = per_year;
    }

    /// Intensities of a cell by the place of the position entered, in a ward whose ratio is 1.
    pub(crate) fn exits(&self, cell: Cell) -> &[f64; 7] {
        &self.per_year[cell.index()]
    }

    /// The intensity of a step in the wards of a quintile.
    pub(crate) fn in_ward(&self, cell: Cell, to: Position, quintile: usize) -> f64 {
        let ratio =
            if follows_deprivation(cell, to) { self.ratios[quintile.min(QUINTILES - 1)] } else { 1.0 };
        self.exits(cell)[place(to)] * ratio
    }
}

/// Whether an intensity depends on the ward: entries from outside do, except those of unaccompanied children.
pub(crate) fn follows_deprivation(cell: Cell, to: Position) -> bool {
    let outside = matches!(cell.position, Position::NotKnown | Position::Closed);
    outside && (to != Position::LookedAfter || cell.age.to_years() <= 10.0)
}

/// Whether a step is a referral of the family, which siblings may share.
pub(crate) fn is_referral(from: Position, to: Position) -> bool {
    matches!(from, Position::NotKnown | Position::Closed) && to == Position::InNeed
}

/// Whether a step happens on weekdays only: protection plans start at a conference.
pub(crate) fn on_weekdays(to: Position) -> bool {
    to == Position::ProtectionPlan
}
