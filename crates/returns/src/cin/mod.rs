//! The children in need census.
//!
//! **Source**: DfE, Children in need census: guide and XML schemas of the collections 2017 to 2027.

mod rows;

pub use rows::{
    Assessment, CensusChild, CensusHeader, InNeedPlan, NeedEpisode, PreProceedings, ProtectionPlan, Section47,
};

/// One census.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Census {
    /// What the header says; `None` if there is none.
    pub header: Option<CensusHeader>,
    /// Return year: from the header, else from the file's name.
    pub year: Option<u16>,
    /// Children in file order.
    pub children: Vec<CensusChild>,
}

/// Reads a census.
pub(crate) fn read_xml(
    _source: u32,
    _name: &str,
    _reader: &mut dyn std::io::BufRead,
    year_hint: Option<u16>,
    _findings: &mut crate::Findings,
) -> (Census, u64) {
    (Census { year: year_hint, ..Census::default() }, 0)
}

/// Rules.
pub(crate) static RULES: &[&crate::Rule] = &[];
