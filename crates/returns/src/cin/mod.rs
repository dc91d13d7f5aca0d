//! The children in need census.
//!
//! **Source**: DfE, Children in need census: guide and XML schemas of the collections 2017 to 2027.

mod check;
mod check_episode;
mod elements;
mod lines;
mod merge;
mod read;
mod rows;
mod rules;
mod tell;
mod values;
mod write;

pub use read::read_xml;
pub use rows::{
    Assessment, CensusChild, CensusHeader, InNeedPlan, NeedEpisode, PreProceedings, ProtectionPlan, Section47,
};
pub use rules::RULES;
pub use tell::tell;
pub use write::write_xml;

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

impl Census {
    /// Its last day: the reference date, else the 31 March of its year.
    pub(crate) fn last_day(&self) -> Option<jiff::civil::Date> {
        self.header.as_ref().and_then(|h| h.reference_date).or_else(|| read::last_day(self.year))
    }
}
