//! Where the figures come from.

use crate::Measure;

/// The acknowledgement that the Open Government Licence asks for.
pub(crate) const ATTRIBUTION: &str = "Contains public sector information licensed under the Open Government \
Licence v3.0. Contains National Statistics data © Crown copyright and database right. Contains OS data © Crown \
copyright and database right.";

/// One input of the tables, with its provenance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Short id, as [`Measure::source`] gives it.
    pub id: String,
    /// The table of this crate that holds its figures.
    pub table: String,
    /// The measures with figures from it; empty for tables of facts.
    pub measures: Vec<Measure>,
    /// Who published it.
    pub publisher: String,
    /// The release.
    pub release: String,
    /// The years covered, as read.
    pub years: String,
    /// The licence.
    pub licence: String,
    /// What to know before using it: revisions, breaks, gaps.
    pub traps: String,
    /// Name of the input file the tables were built from.
    pub file: String,
    /// SHA-256 of that file, in hexadecimal.
    pub sha256: String,
}
