//! Changes to where looked-after children live.

use units::Placement;

/// Looked-after children who live in one kind of placement instead of another.
///
/// More foster carers, say, so that fewer children live in children's homes. Applied to each draw's counts of children
/// and person-time: a share of those in `from`, or as many as there are new places, whichever is fewer.
#[derive(Clone, Debug, PartialEq)]
pub struct MixChange {
    /// Name in outputs.
    pub name: String,
    /// Kind of placement that fewer live in.
    pub from: Placement,
    /// Kind that more live in.
    pub to: Placement,
    /// Greatest share of the children in `from` who would move.
    pub share: f64,
    /// New places in `to`, if they are limited.
    pub places: Option<u32>,
    /// When it begins.
    pub start: f64,
    /// Time over which share and places grow evenly.
    pub phase_in: f64,
    /// When it ends, if it does.
    pub end: Option<f64>,
    /// Ages concerned, as bands of [`units::AgeBand`]; none named means all.
    pub ages: Vec<units::AgeBand>,
}
